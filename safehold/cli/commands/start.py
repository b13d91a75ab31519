"""``safehold start``: the window, from a new session to its receipt."""

from __future__ import annotations

import argparse
from pathlib import Path

from safehold.cli.commands._common import add_network, add_study
from safehold.cli.commands.live import stop_on_signals
from safehold.cli.window import load_window
from safehold.core.messages import Message
from safehold.desk.opening import opening_of
from safehold.desk.workbench import Workbench


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "start",
        help="open the window (as without a command): new, running and recorded sessions",
        description="Opens the start window. It leads from the study codes through the "
        "check of the sensors, baseline and session to the receipt of the "
        "recording, offers to continue a recording whose window was closed or "
        "killed, and replays and checks recorded sessions.",
    )
    parser.add_argument(
        "path", nargs="?", type=Path,
        help="study folder, session folder or recording that is shown at once",
    )  # fmt: skip
    add_study(parser)
    add_network(parser)
    parser.add_argument(
        "--wait", type=float, default=10.0, help=("search for streams for this long, s")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the start window until it is closed."""
    window = load_window(remedy=Message("Every step has a command too: see safehold --help."))
    workbench = Workbench(options.study, network=options.network, wait_s=options.wait)
    if options.path is not None:
        opening_of(options.path)  # says what is wrong before a window opens
    with stop_on_signals() as stopped:
        return window.open_start(workbench, until=stopped.is_set, path=options.path)
