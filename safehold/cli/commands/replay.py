"""``safehold replay``: a recorded session again, watched or checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acquisition.broadcast import broadcast
from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import show, stop_on_signals
from safehold.cli.window import load_window
from safehold.core.account import duration_text
from safehold.core.codebook import load_codebook
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Display
from safehold.files.known_session import known_info
from safehold.files.study import recorded_codebook
from safehold.offline.check import check_replay
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.as_streams import replayed_sources
from safehold.offline.replay.playback import ReplaySession
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "replay",
        help="show a recorded session again, or check that it gives the same numbers",
        description="Opens the session as it was seen, at any moment. --headless computes it "
        "again and compares every tick with the one that was published live; --to-lsl sends the "
        "recorded streams to other programs.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--speed", type=float, default=1.0, help="1 is real time")
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
    parser.add_argument("--coder", default="", metavar="CODE", help="study code of who codes now")
    parser.add_argument(
        "--alone",
        action="store_true",
        help="show no code and no note of anybody but --coder, for an independent second coder",
    )
    parser.add_argument(
        "--to-lsl",
        action="store_true",
        help="no view: send the recorded streams over LSL, at the timing they were recorded with",
    )
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Replay a session; in the headless form exit with 1 when a tick differs."""
    if options.alone and not options.coder:
        raise ConfigError(
            Message("Whose codes are to be seen alone?"), remedy=Message("Add --coder CODE.")
        )
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    if options.headless:
        report = check_replay(folder)
        sys.stdout.write(report.text() + "\n")
        return 0 if report.equal or not report.live else 1
    if options.to_lsl:
        join_network(options)
        return send(read_recording(folder), speed=options.speed)
    window = load_window(remedy=Message("Or add --headless to recompute and compare."))
    codebook = recorded_codebook(known_info(folder).info) or load_codebook()
    session = ReplaySession(
        folder,
        codebook,
        speed=options.speed,
        display=Display(options.display),
        coder=options.coder,
        alone=options.alone,
    )
    with stop_on_signals() as stopped:
        session.begin()
        try:
            show(session, window=window, seconds=None, stopped=stopped)
        finally:
            session.stop()
    return 0


def send(recording: Recording, *, speed: float) -> int:
    """Send a session over LSL until it ends or Ctrl-C.

    Raises
    ------
    ConfigError
        For another speed than that of time: its stamps would run ahead of every clock.
    """
    if speed != 1.0:
        raise ConfigError(
            Message("Streams are sent at the speed of time, not {speed:g} times.", speed=speed),
            remedy=Message("Leave --speed out."),
        )
    sources = replayed_sources(recording)
    end = max(source.end for source in sources)
    minutes = [0]

    def tell(reached: float) -> None:
        if reached >= 60 * (minutes[0] + 1):
            minutes[0] = int(reached // 60)
            sys.stdout.write(f"{duration_text(reached)} of {duration_text(end)}\n")
            sys.stdout.flush()

    def started(_: float) -> None:
        for source in sources:
            sys.stdout.write(f"{source.info.name} ({source.info.type})\n")
        length = duration_text(end)
        sys.stdout.write(f"Sending {len(sources)} streams for {length}. Ctrl-C ends.\n")
        sys.stdout.flush()

    with stop_on_signals() as stopped:
        broadcast(sources, stop=stopped, on_start=started, on_progress=tell)
    return 0
