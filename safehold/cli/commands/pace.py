"""``safehold pace``: the breathing pacer for the paced-breathing calibration."""

from __future__ import annotations

import argparse

from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import stop_on_signals
from safehold.cli.commands.rate import add_screen, place_of
from safehold.cli.window import load_window
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.side_sources import PacerSource

SLOWEST, FASTEST = 4.0, 30.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "pace",
        help="breathing pacer for a paced-breathing calibration",
        description="Shows a circle to breathe with. Follows the paced phases of the study as the "
        "workbench runs them, or paces by itself with --rate. What was drawn is published as an "
        "LSL stream and recorded.",
    )
    parser.add_argument("--person", default="client", help="label of the person who breathes")
    parser.add_argument("--rate", type=float, help="breaths per minute, for example 9.2, 12, 17.1")
    parser.add_argument("--seconds", type=float, help=("with --rate: end after this many seconds"))
    add_screen(parser)
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the pacer until it is closed."""
    if options.rate is not None and not SLOWEST <= options.rate <= FASTEST:
        raise ConfigError(
            Message("{rate:g} breaths per minute cannot be paced.", rate=options.rate),
            remedy=Message(
                "Choose {slowest:g} to {fastest:g}, for example 9.2, 12 or 17.1.",
                slowest=SLOWEST,
                fastest=FASTEST,
            ),
        )
    if options.seconds is not None and options.rate is None:
        raise ConfigError(
            Message("--seconds needs --rate."),
            remedy=Message("Without --rate the study says how long."),
        )
    window = load_window()
    join_network(options)
    source = PacerSource(options.person, pace=options.rate, seconds=options.seconds)
    try:
        with stop_on_signals() as stopped:
            window.open_pacer(source, place_of(options, stopped))
    finally:
        source.close()
    return 0
