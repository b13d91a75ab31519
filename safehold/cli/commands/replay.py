"""``safehold replay``: a recorded session again, watched or checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.cli.commands.live import show, stop_on_signals
from safehold.cli.window import load_window
from safehold.core.codebook import load_codebook
from safehold.core.messages import Message
from safehold.core.study import Display
from safehold.files.known_session import known_info
from safehold.files.study import recorded_codebook
from safehold.offline.check import check_replay
from safehold.offline.playback import ReplaySession
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "replay",
        help="show a recorded session again, or check that it gives the same numbers",
        description="Feeds the recording through the same engine and window. --headless runs as "
        "fast as it goes and compares every tick with the one that was published live.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--speed", type=float, default=1.0, help="1 is the speed of time")
    parser.add_argument(
        "--display",
        choices=[mode.value for mode in Display],
        default=Display.FULL.value,
        help="what the window shows: full (default), reduced (zones in words, no number), blind",
    )
    parser.add_argument(
        "--headless",
        action="store_true",
        help="no view: recompute everything and compare with what was shown live",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Replay a session; in the headless form exit with 1 when a tick differs."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    if options.headless:
        report = check_replay(folder)
        sys.stdout.write(report.text() + "\n")
        return 0 if report.equal or not report.live else 1
    window = load_window(remedy=Message("Or add --headless to recompute and compare."))
    codebook = recorded_codebook(known_info(folder).info) or load_codebook()
    session = ReplaySession(
        folder, codebook, speed=options.speed, display=Display(options.display)
    )
    with stop_on_signals() as stopped:
        session.begin()
        try:
            show(session, window=window, seconds=None, stopped=stopped)
        finally:
            session.stop()
    return 0
