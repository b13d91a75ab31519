"""``safehold live``: a live session with window, recorder and engine."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from safehold.app.commands._common import (
    add_network,
    add_people,
    add_study,
    join_network,
    next_session_id,
    parse_people,
)
from safehold.app.live_session import LiveOptions, LiveSession
from safehold.app.model import Controller
from safehold.app.text_view import watch
from safehold.app.window import load_window
from safehold.core.codebook import load_codebook
from safehold.core.errors import DisplayError
from safehold.core.settings import PROFILES


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "live",
        help="run a live session: streams in, zones on screen, everything recorded",
        description="Finds the streams, starts the recorder, computes heart rate, RMSSD, RSA and "
        "respiration once a second, and shows each person's zones beside the session's events.",
    )
    parser.add_argument("--session", help="session id; an existing one is gone on with")
    add_study(parser)
    add_people(parser)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="standard")
    parser.add_argument("--codebook", type=Path, help="codebook file (TOML)")
    parser.add_argument("--no-record", action="store_true", help="do not record: nothing is kept")
    parser.add_argument("--headless", action="store_true", help="text view instead of the window")
    parser.add_argument("--for", dest="seconds", type=float, help="end by itself after so long, s")
    parser.add_argument("--baseline", action="store_true", help="start the baseline at once")
    parser.add_argument("--wait", type=float, default=10.0, help="look so long for streams, s")
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the session until its window is closed, its time is over, or Ctrl-C."""
    join_network(options)
    session = LiveSession(
        LiveOptions(
            root=options.study,
            session_id=options.session or next_session_id(options.study, "session"),
            participants=parse_people(options.people),
            settings=PROFILES[options.profile],
            codebook=load_codebook(options.codebook),
            record=not options.no_record,
            wait_s=options.wait,
        ),
        progress=lambda line: _say(line),
    )
    session.connect()
    with stop_on_signals() as stopped:
        session.begin()
        try:
            if options.baseline:
                session.start_baseline(at=session.clock())
            show(session, seconds=options.seconds, headless=options.headless, stopped=stopped)
        finally:
            session.stop()
    _say(f"Session folder: {session.folder.path}")
    return 0


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
    controller: Controller,
    *,
    seconds: float | None,
    headless: bool,
    stopped: threading.Event,
    at_time: Callable[[], None] | None = None,
) -> None:
    """Show a session in the window, or in text where there is no display.

    Parameters
    ----------
    controller : Controller
        A session that has begun.
    seconds : float or None
        End by itself after so long.
    headless : bool
        Do not try the window.
    stopped : threading.Event
        Ends it early.
    at_time : callable, optional
        Called twice a second in the main thread of the text view.
    """
    deadline = None if seconds is None else time.monotonic() + seconds

    def over() -> bool:
        if at_time is not None:
            at_time()
        return stopped.is_set() or (deadline is not None and time.monotonic() >= deadline)

    if not headless:
        try:
            load_window().open_window(controller, until=over)
        except DisplayError as error:
            _say(f"{error}\nGoing on in text.")
        else:
            return
    watch(controller, until=over, console=Console())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
