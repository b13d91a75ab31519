"""``safehold rate``: the client's or the therapist's rating window."""

from __future__ import annotations

import argparse
import threading

from safehold.cli.commands._common import add_network, add_study, join_network
from safehold.cli.commands.live import TROUBLE, say, stop_on_signals
from safehold.cli.window import load_window
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Scale, Study
from safehold.desk.side_sources import RatingSource
from safehold.files.study import load_study
from safehold.session.ports import SidePlace
from safehold.session.ratings import asked_scales


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "rate",
        help="rating window for the client or the therapist",
        description="Shows rating scales (felt safety, distress, the therapist's three) on this "
        "screen, a second one or another computer, and publishes each answer as an LSL stream of "
        "type Rating. Shows no physiology. The workbench can ask for an answer.",
    )
    parser.add_argument(
        "--person", default="client", help="label of the person who rates (default: client)"
    )
    parser.add_argument(
        "--scale", help="scales to show, by name, with commas (default: those the study asks)"
    )
    add_study(parser)
    add_screen(parser)
    add_network(parser)
    parser.set_defaults(run=run)


def add_screen(parser: argparse.ArgumentParser) -> None:
    """Add where and how a side window is shown."""
    parser.add_argument("--screen", type=int, default=1, help="screen, counted from 1")
    parser.add_argument("--fullscreen", action="store_true", help="fill the screen (F11)")
    parser.add_argument("--dark", action="store_true", help="dark look")


def place_of(options: argparse.Namespace, stopped: threading.Event) -> SidePlace:
    """Return where a side window is shown, until it is closed or ``stopped`` is set."""
    return SidePlace(options.screen, options.fullscreen, options.dark, stopped.is_set)


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed; exit code 7 when answers reached nobody."""
    window = load_window()
    scales = chosen_scales(load_study(options.study), options.person, options.scale)
    join_network(options)
    source = RatingSource(options.person, scales)
    try:
        with stop_on_signals() as stopped:
            window.open_rating(source, place_of(options, stopped))
    finally:
        source.close()
    if source.waiting:
        say(f"{source.waiting} answers were read by nobody: nothing recorded them.")
        return TROUBLE
    return 0


def chosen_scales(study: Study, person: str, names: str | None) -> tuple[Scale, ...]:
    """Return the scales to show.

    Raises
    ------
    ConfigError
        When the study does not know the person or a scale, or there is none.
    """
    known = study.person(person)
    if known is None:
        labels = ", ".join(p.label for p in study.people)
        raise ConfigError(
            Message("The study has no person {person!r}.", person=person),
            remedy=Message("Choose one of: {choices}.", code="choose_one", choices=labels),
        )
    if names is None:
        scales = asked_scales(study, known.role)
        if not scales:
            raise ConfigError(
                Message("The study has no scale for a {role}.", role=known.role),
                remedy=Message(
                    'Add a [[scale]] with who = "{role}" to study.toml, or use --scale.',
                    role=known.role,
                ),
            )
        return scales
    found = []
    for name in names.split(","):
        scale = study.scale(name.strip())
        if scale is None:
            raise ConfigError(
                Message("There is no scale {name!r}.", name=name.strip()),
                remedy=Message(
                    "Choose one of: {choices}.",
                    code="choose_one",
                    choices=", ".join(scale.name for scale in study.scales),
                ),
            )
        if scale not in found:
            found.append(scale)
    return tuple(found)
