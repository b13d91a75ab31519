"""``safehold live``: a live session with window, recorder and engine."""

from __future__ import annotations

import argparse
import dataclasses
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from safehold.cli.commands._common import (
    add_copy,
    add_network,
    add_people,
    add_study,
    join_network,
    next_session_id,
    parse_people,
)
from safehold.cli.text_view import watch
from safehold.cli.window import Window, load_window
from safehold.core.errors import ConfigError
from safehold.core.findings import line
from safehold.core.messages import Message
from safehold.core.settings import PROFILES
from safehold.core.study import Display, Study
from safehold.core.types import Level
from safehold.files.receipt import told_headline
from safehold.files.study import (
    find_codebook,
    load_study,
    study_codebook,
    with_display,
    with_people,
    with_profile,
)
from safehold.live.parts import LiveOptions
from safehold.live.preparing import Prepared, prepare
from safehold.live.remote import RemoteControl
from safehold.live.remote_socket import RemoteSocket
from safehold.session.model import SessionModel
from safehold.session.ports import Session

TROUBLE = 7
"""Exit code of a session that ended in order, but had trouble with a stream."""
TEXT_REMEDY = Message("Or add --headless for the text view.")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "live",
        help="run a live session: streams in, zones on screen, everything recorded",
        description="Finds the streams, starts the recorder, computes heart rate, RMSSD, RSA and "
        "respiration once a second, and shows each person's zones beside the session's events.",
    )
    parser.add_argument("--session", help="session id; an existing one is resumed")
    add_study(parser)
    add_people(parser, default=None)
    parser.add_argument("--profile", choices=sorted(PROFILES), help="instead of the study's")
    parser.add_argument("--codebook", help="instead of the study's: a name, or a file (TOML)")
    parser.add_argument(
        "--conduct",
        metavar="STREAM",
        help="instead of the study's: the marker stream of another program that may start and end "
        "phases",
    )
    parser.add_argument(
        "--display",
        choices=[mode.value for mode in Display],
        help="what every window shows, instead of the study's: full, reduced (zones in words, no "
        "number) or blind; everything is recorded in each of them",
    )
    parser.add_argument("--no-record", action="store_true", help="do not record: nothing is kept")
    parser.add_argument(
        "--no-restart",
        action="store_true",
        help="do not restart a recorder that dies; an alarm says so",
    )
    add_copy(parser)
    parser.add_argument("--headless", action="store_true", help="text view instead of the window")
    parser.add_argument(
        "--for", dest="seconds", type=float, help=("end by itself after this many seconds")
    )
    parser.add_argument("--baseline", action="store_true", help="start the baseline at once")
    parser.add_argument(
        "--wait", type=float, default=10.0, help=("search for streams for this long, s")
    )
    parser.add_argument(
        "--preflight", type=float, default=3.0, metavar="S",
        help=(
            "text view: check the sensors for this long before the start, s; 0: do "
            "not (default 3)"
            ),
    )  # fmt: skip
    parser.add_argument("--bell", action="store_true", help="text view: ring for every alarm")
    parser.add_argument(
        "--wait-for-remote",
        action="store_true",
        help="begin when another program says 'start' on the study's remote port, and end when it "
        "says 'stop'",
    )
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the session until its window is closed, its time is over, or Ctrl-C.

    Returns 0, or 7 when there was trouble with a stream (it is printed at the end).
    """
    if options.no_record and options.copy_to is not None:
        raise ConfigError(
            Message("--no-record keeps nothing, so there is nothing to copy."),
            remedy=Message("Leave out --no-record or --copy-to."),
        )
    window = None if options.headless else load_window(remedy=TEXT_REMEDY)
    study = _study(options)
    join_network(options)
    with stop_on_signals() as stopped, ExitStack() as doors:
        remote = None
        if options.wait_for_remote:
            remote = _wait_for_remote(options, study, stopped, doors)
            if not remote.started.is_set():
                return 0
        return _live(options, study, window, stopped, remote)


def _wait_for_remote(
    options: argparse.Namespace, study: Study, stopped: threading.Event, doors: ExitStack
) -> RemoteControl:
    """Wait until another program starts the session, or a person ends the wait."""
    if not study.remote.port:
        raise ConfigError(
            Message("The study lets no program start its sessions."),
            remedy=Message("Write port = 22345 under [remote] into study.toml."),
        )
    root: Path = options.study
    remote = RemoteControl(
        exists=lambda name: (root / name).exists(),
        waits=True,
        name=options.session or "",
        end=stopped.set,
    )
    door = RemoteSocket(study.remote.port, remote.answer)
    doors.callback(door.close)
    door.start()
    say(f"Waiting for 'start' on port {door.port} of this computer. Ctrl-C ends.")
    while not (stopped.is_set() or remote.started.wait(0.1)):
        pass
    return remote


def _live(
    options: argparse.Namespace,
    study: Study,
    window: Window | None,
    stopped: threading.Event,
    remote: RemoteControl | None,
) -> int:
    """Prepare the session, run it, and say what came of it; return the exit code."""
    named = options.session if remote is None else remote.name
    wanted = LiveOptions(
        root=options.study,
        session_id=named or next_session_id(options.study, "session"),
        study=study,
        codebook=(
            find_codebook(options.codebook, Path())
            if options.codebook
            else study_codebook(study, options.study)
        ),
        record=not options.no_record,
        keep_recorder=not options.no_restart,
        copy_to=options.copy_to,
        wait_s=options.wait,
        remote=remote,
    )
    with prepare(wanted, progress=say) as prepared:
        if window is None and options.preflight > 0:
            _preflight(prepared, options.preflight)
        session = prepared.begin()
        try:
            if options.baseline:
                session.conduct.start_baseline(at=session.clock())
            show(
                session,
                window=window,
                seconds=options.seconds,
                stopped=stopped,
                bell=options.bell,
            )
        finally:
            session.stop()
    say(f"Session folder: {session.folder.path}")
    if headline := told_headline(session.folder):
        say(f"Receipt: {headline} ('safehold check {session.folder.path}' says all of it.)")
    return say_trouble(session.model)


def _preflight(session: Prepared, seconds: float) -> None:
    """Look at the sensors while the recorder starts, and print what was seen."""
    with ThreadPoolExecutor(1, thread_name_prefix="safehold-recorder") as pool:
        recorder = pool.submit(session.start_recorder)
        findings = session.preflight(seconds) + recorder.result()
    say("Pre-flight:")
    for finding in findings:
        say(line(finding))
    say("")


def _study(options: argparse.Namespace) -> Study:
    """Return the study of the folder with what the command line changes."""
    study = load_study(options.study)
    if options.people:
        study = with_people(study, parse_people(options.people))
    if options.display:
        study = with_display(study, Display(options.display))
    if options.conduct is not None:
        study = dataclasses.replace(study, conduct=options.conduct)
    return with_profile(study, options.profile) if options.profile else study


class stop_on_signals:  # noqa: N801 - used as a with statement
    """Turn SIGINT and SIGTERM into an event, so that a session always stops in order."""

    def __enter__(self) -> threading.Event:
        self._event = threading.Event()
        self._old = {
            number: signal.signal(number, lambda *_: self._event.set())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self._event

    def __exit__(self, *_: object) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)


def show(
    session: Session,
    *,
    window: Window | None,
    seconds: float | None,
    stopped: threading.Event,
    at_time: Callable[[], None] | None = None,
    bell: bool = False,
) -> None:
    """Show a session in the window, or in text where there is none.

    Parameters
    ----------
    session : Session
        A session that has begun.
    window : Window or None
        None for the text view.
    seconds : float or None
        End by itself after so long.
    stopped : threading.Event
        Ends it early.
    at_time : callable, optional
        Called twice a second in the main thread.
    bell : bool
        Ring the terminal's bell for alarms in the text view.
    """
    deadline = None if seconds is None else time.monotonic() + seconds

    def over() -> bool:
        if at_time is not None:
            at_time()
        return stopped.is_set() or (deadline is not None and time.monotonic() >= deadline)

    if window is not None:
        window.open_window(session, until=over)
    else:
        watch(session, until=over, console=Console(), bell=bell)


def say_trouble(model: SessionModel, *, streams: bool = True, but: Collection[str] = ()) -> int:
    """Print what went wrong in a session; return the exit code, 0 or 7.

    ``streams`` says whether a stream that is silent now counts, ``but`` the codes of notices that
    do not.
    """
    status = model.status
    lines = [
        f"{stream.spec.name}: {stream.remark}"
        for stream in (status.streams if status and streams else ())
        if stream.remark
    ]
    counts: dict[str, int] = {}
    for notice in model.notices():
        if notice.level is not Level.INFO and notice.code not in but:
            counts[notice.message] = counts.get(notice.message, 0) + 1
    lines += [f"{text} ({n} times)" if n > 1 else text for text, n in counts.items()]
    if status and status.message:
        lines.append(status.message)
    if lines:
        say("There was trouble in this session (everything that came is recorded):")
        for line in lines:
            say(f"  - {line}")
    return TROUBLE if lines else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
