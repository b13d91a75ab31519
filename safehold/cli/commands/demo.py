"""``safehold demo``: the whole path once, without any hardware.

A simulated dyad (or a real recording) over real LSL, the live engine and window, the recorder
process, and the export: the same parts as in a real session, in the demo profile.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from acquisition.lsl import configure
from acquisition.own_network import joined, own_network
from acquisition.simulator.script import SCRIPTS
from safehold.cli.commands._common import add_people, add_study, next_session_id, parse_people
from safehold.cli.commands._files import add_sayings, sayings
from safehold.cli.commands.check import show as show_receipt
from safehold.cli.commands.export import export_session
from safehold.cli.commands.live import say, say_trouble, show, stop_on_signals
from safehold.cli.commands.play import load_people
from safehold.cli.text_view import clock_text
from safehold.cli.window import Window, import_window, load_window
from safehold.core.codebook import load_codebook
from safehold.core.errors import DisplayError, SafeholdError
from safehold.core.messages import HowTo, Message
from safehold.core.study import Study
from safehold.core.types import ZONE_CODES, ZoneName
from safehold.core.wording import ZONE_LABELS
from safehold.desk.exports import ExportWish
from safehold.desk.workbench import Workbench
from safehold.files.receipt import check_session
from safehold.files.study import with_people, with_profile
from safehold.live.marker_conduct import MARKER_UNMATCHED
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from safehold.offline.check import check_replay
from safehold.session.model import SessionModel

SOURCE_S = 60.0
"""The simulated people may take so long to start or to end on a busy computer, s."""
TAIL_S = 1.5
"""After the last sample: long enough for it to arrive, too short for a stall."""
CONDUCTORS = {"simulate": "simulated-events", "play": "played-events"}
"""Marker stream per source: it conducts the demo, as a study may have it."""
log = logging.getLogger("safehold.cli")
UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt on which nobody sees a window, or can close it."""
BASELINE_MARKERS = ("5:ph.baseline_start", "45:ph.baseline_stop")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "demo",
        help="see everything once, without sensors: 150 s from streams to tables",
        description="Runs a session with a simulated client and therapist over real Lab Streaming "
        "Layer: live window, recorder, replay check and export. Its 30-s windows are ultra-short "
        "and its baseline provisional; --full runs the real protocol (23 min).",
    )
    parser.add_argument("--full", action="store_true", help="the real protocol, 23 minutes")
    parser.add_argument(
        "--recording",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="play these recordings instead of the simulation, as safehold play does",
    )
    add_people(parser)
    add_study(parser)
    add_sayings(parser)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--fault", action="append", default=[], help="as in safehold simulate, for training"
    )
    parser.add_argument("--headless", action="store_true", help="text view instead of the window")
    parser.add_argument("--for", dest="seconds", type=float, help="end after this many seconds")
    parser.add_argument(
        "--close", action="store_true", help="close the window at the end instead of leaving it "
        "open with what was made",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the demo session, then export it; return 0 when all of it worked."""
    window = None if options.headless else _window_or_reason()
    arguments, n_streams, seconds = _source(options)
    conductor = "" if options.full and options.recording else CONDUCTORS[arguments[0]]
    study = demo_study(conductor, full=options.full)
    wanted = LiveOptions(
        root=options.study,
        session_id=next_session_id(options.study, "demo"),
        study=with_people(study, parse_people(options.people)),
        codebook=load_codebook(),
        wait_s=SOURCE_S,
        min_streams=n_streams,
    )
    with _own_network(), _started(arguments) as source, stop_on_signals() as stopped:
        with prepare(wanted, progress=say) as prepared:
            session = prepared.begin()
        length = f"{seconds:.0f} s" if seconds < 180 else f"{seconds / 60:.0f} min"
        say(f"It runs in real time for {length}; then it is checked and exported.")
        picture = _Picture(session)
        try:
            source.stdin.write(b"go\n")  # type: ignore[union-attr]
            source.stdin.flush()  # type: ignore[union-attr]
            show(
                session,
                window=window,
                seconds=seconds,
                stopped=stopped,
                at_time=picture.look,
            )
        finally:
            session.stop()
        picture.take("window-end.png")
        stays = window is not None and not stopped.is_set() and _stays(options, os.environ)
        if window is None or not stays:
            return _finish(session, picture)
        ending = _Ending(lambda: _finish(session, picture))
        window.open_start(
            Workbench(session.folder.path.parent), until=stopped.is_set,
            receipt_of=session.folder.path, news=ending.news,
        )  # fmt: skip
    return ending.wait()


def demo_study(conductor: str, *, full: bool = False) -> Study:
    """Return the study of the demo: the script's marker stream starts and ends its phases."""
    study = dataclasses.replace(Study(), conduct=conductor)
    return study if full else with_profile(study, "demo")


def _window_or_reason() -> Window | None:
    """Return the window, or say why there is none: the demo then runs in text."""
    try:
        return load_window()
    except DisplayError as error:
        say(f"{error}\nGoing on in text.")
        return None


def _source(options: argparse.Namespace) -> tuple[list[str], int, float]:
    """Return the source's command, its number of streams, and how long to watch."""
    people = [person.label for person in parse_people(options.people)]
    if options.recording:
        signals = load_people(options, options.recording)
        length = max(s.times[-1] for s in signals) - min(s.times[0] for s in signals)
        arguments = ["play", *map(str, options.recording), "--study", str(options.study)]
        arguments += sayings(options)
        for marker in () if options.full else BASELINE_MARKERS:
            arguments += ["--marker", marker]
        n_streams = len(signals) + (not options.full)
    else:
        script = SCRIPTS["full" if options.full else "demo"]
        length = script.duration
        arguments = ["simulate", "--script", script.name, "--seed", str(options.seed)]
        for fault in options.fault:
            arguments += ["--fault", fault]
        n_streams = 2 * len(people) + 1
    arguments += ["--people", ",".join(people), "--hold"]
    wanted = length if options.seconds is None else min(options.seconds, length)
    return arguments, n_streams, float(wanted) + TAIL_S


@contextmanager
def _own_network() -> Iterator[None]:
    """Put this process and its children on an LSL network of their own, on loopback."""
    with (
        tempfile.TemporaryDirectory(prefix="safehold-") as folder,
        own_network(Path(folder), "demo") as network,
        joined(network),
    ):
        configure()
        yield


@contextmanager
def _started(arguments: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a safehold command in a separate process; it ends with this block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "safehold.cli.main", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(SOURCE_S)


def _stays(options: argparse.Namespace, environment: Mapping[str, str]) -> bool:
    """Tell whether the window stays open at the end: not where nobody can close it."""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    return not options.close and options.seconds is None and platform not in UNSEEN


class _Ending:
    """What is done after the session while the window says so: check, replay and export.

    Parameters
    ----------
    finish : callable
        Does it; returns the exit code. Called in a thread of its own.
    """

    def __init__(self, finish: Callable[[], int]) -> None:
        self._finish = finish
        self._code = 1
        self._thread = threading.Thread(target=self._run, name="safehold-demo", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._code = self._finish()
        except Exception:
            log.exception("the end of the demo failed")

    def wait(self) -> int:
        """Return the exit code, once it is there."""
        self._thread.join()
        return self._code

    def news(self) -> Message:
        """Return what is being done, or what was made and what can be done next."""
        if self._thread.is_alive():
            return Message(
                "The demo is over. Its recording is checked and exported now ...",
                code="demo_is_ending",
            )
        if self._code:
            return Message(
                "The demo is over; something went wrong: the terminal says what.",
                code="demo_went_wrong",
            )
        return Message(
            "The demo is over. Made: a recording and its tables, in the session's folder. See it "
            "again{replay}, export it for other programs{export}, or go to the first page{home} "
            "for its report and map.",
            code="demo_is_over",
            replay=HowTo("receipt.replay"),
            export=HowTo("receipt.export"),
            home=HowTo("receipt.home"),
        )


class _Picture:
    """Paints the window into files when there is no display, if Qt can be loaded at all."""

    def __init__(self, session: LiveSession) -> None:
        self._session = session
        self._since: float | None = None
        self.paths: list[Path] = []
        self.failure = ""

    def look(self) -> None:
        """Take one picture a few seconds after the first person is seen to be activated."""
        model = self._session.model
        high = any(
            person.last_tick is not None and person.last_tick.zone.state is ZoneName.HIGH
            for person in model.people.values()
        )
        now = self._session.clock()
        if high and self._since is None:
            self._since = now
        if self._since is not None and now > self._since + 6 and not self.paths:
            self.take("window-activation.png")

    def take(self, name: str) -> None:
        """Paint the window as it would look now."""
        if self.failure:
            return
        path = self._session.folder.path / name
        try:
            import_window().render_png(self._session, path)
        except DisplayError as error:
            self.failure = str(error)
        else:
            self.paths.append(path)


def zone_story(model: SessionModel, person: str) -> str:
    """Return a person's zones over the session in words: ``within ..., high activation ...``."""
    ticks = model.people[person].ticks
    times, states = ticks.column("t"), ticks.column("state")
    names = {code: name for name, code in ZONE_CODES.items()}
    parts: list[str] = []
    for k, (t, state) in enumerate(zip(times, states, strict=True)):
        if k == 0 or state != states[k - 1]:
            parts.append(f"from {clock_text(t)} {ZONE_LABELS[names[int(state)]]}")
    return ", ".join(parts) or "no value"


def _finish(session: LiveSession, picture: _Picture) -> int:
    folder = session.folder
    say("")
    for person in session.model.people:
        say(f"{person}: {zone_story(session.model, person)}")
    # the source has ended, as it should; and whoever plays along may end what the script wants to
    trouble = say_trouble(session.model, streams=False, but=(MARKER_UNMATCHED,))
    say("")
    try:
        show_receipt(check_session(folder), Console())
        say("Computing it again from the recording, to see whether the same numbers come ...")
        report = check_replay(folder)
        say(report.text())
        path = export_session(folder, ExportWish())[0]
    except SafeholdError as error:
        say(f"The recording is safe in {folder.path}, but: {error}")
        return error.exit_code
    if session.settings.marks:
        say("All numbers of this demo are ultra-short and provisional: not for research.")
    for painted in picture.paths:
        say(f"Picture of the window: {painted}")
    if picture.failure:
        say(f"No picture of the window: {picture.failure}")
    say(f"Recording: {folder.recording_path}")
    say(f"Export: {path}")
    say(f"See it again: safehold replay {folder.path}")
    return trouble if report.equal else 1
