"""``safehold sync``: flashes and chirps by which a camera's file is aligned afterwards."""

from __future__ import annotations

import argparse
import math

from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import stop_on_signals
from safehold.cli.commands.rate import add_screen, place_of
from safehold.cli.window import load_window
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.side_sources import CameraSource

OFTEN_MIN = 10.0
LEAST_MIN = 1.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "sync",
        help="show camera marks: flashes and chirps that align a video afterwards",
        description="Opens a dark window that flashes a code for 5 s and plays it as a chirp: "
        "when recording begins, then every so many minutes, on a key, and when the session's "
        "window asks for it. Point any camera at it; 'safehold align' finds the marks in the "
        "video. At most 2.5 flashes a second. The marks are an LSL stream of their own and "
        "recorded.",
    )
    parser.add_argument(
        "--every", type=float, default=OFTEN_MIN, metavar="MIN",
        help=f"minutes between marks (default {OFTEN_MIN:g}); 0: only when asked for",
    )  # fmt: skip
    add_screen(parser)
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    if options.every != 0 and not LEAST_MIN <= options.every < math.inf:
        raise ConfigError(
            Message("A mark every {minutes:g} minutes cannot be shown.", minutes=options.every),
            remedy=Message("Give --every {least:g} or more, or 0.", least=LEAST_MIN),
        )
    window = load_window()
    join_network(options)
    source = CameraSource(every_s=60 * options.every if options.every else math.inf)
    try:
        with stop_on_signals() as stopped:
            window.open_flash(source, place_of(options, stopped))
    finally:
        source.close()
    return 0
