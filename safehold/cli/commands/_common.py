"""What several commands share: arguments for the study, the people, the network."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from acquisition.lsl import configure
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.recipe import EVERYBODY, OWN_GROUPS, Recipe, parse_changes
from safehold.core.results import Participant
from safehold.core.study_file import LABEL, ROLES, STUDY_CODE
from safehold.offline.selection import parse_span

DEFAULT_STUDY = Path("sessions")


def add_network(parser: argparse.ArgumentParser) -> None:
    """Add ``--network``."""
    parser.add_argument(
        "--network",
        choices=("loopback", "lan"),
        default="loopback",
        help="loopback: streams of this computer only (default); lan: also of other computers. "
        "LSL is neither encrypted nor authenticated: use a network of your own.",
    )


def add_copy(parser: argparse.ArgumentParser) -> None:
    """Add ``--copy-to``."""
    parser.add_argument(
        "--copy-to",
        type=Path,
        metavar="FOLDER",
        help="write a second copy at the same time, best on another disk; if it "
        "fails, the first continues",
    )


def add_study(parser: argparse.ArgumentParser) -> None:
    """Add ``--study``."""
    parser.add_argument(
        "--study",
        type=Path,
        default=DEFAULT_STUDY,
        metavar="FOLDER",
        help="folder that holds the session folders and, if there is one, their study.toml "
        "(default: ./sessions)",
    )


def add_people(parser: argparse.ArgumentParser, default: str | None = "client,therapist") -> None:
    """Add ``--people``; without a default the study says who takes part."""
    parser.add_argument(
        "--people",
        default=default,
        help="labels of the people, optionally with a study code: client=P07,therapist=T02",
    )


def parse_people(text: str) -> tuple[Participant, ...]:
    """Return the participants of a ``--people`` text.

    Raises
    ------
    ConfigError
        For a label or code that cannot stand in a column name or file name.
    """
    people = []
    for part in text.split(","):
        label, _, code = part.strip().partition("=")
        if not re.fullmatch(LABEL, label):
            raise ConfigError(
                Message("{label!r} cannot be the label of a person.", label=label),
                remedy=Message("Use lower-case letters and digits, for example: client"),
            )
        if not re.fullmatch(STUDY_CODE, code):
            raise ConfigError(
                Message("{study_code!r} cannot be a study code.", study_code=code),
                remedy=Message("Use letters and digits only, and never a name."),
            )
        role = label.rstrip("0123456789")
        people.append(Participant(label, code or label, role if role in ROLES else "other"))
    labels = [person.label for person in people]
    if len(set(labels)) < len(labels):
        raise ConfigError(Message("A label appears twice in {text!r}.", text=text))
    return tuple(people)


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """Add ``--set``, ``--baseline`` and ``--person``: what is to be other than in the session."""
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE",
        help="another value of a parameter, for example zones.th=2.5; may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--baseline", metavar="FROM-TO",
        help="these seconds of session time count as rest, for example 120-420, throughout",
    )  # fmt: skip
    parser.add_argument(
        "--person", metavar="LABEL",
        help="for whom --baseline holds, and --set of zones and baseline (default: for everybody; "
        "windows and engine are the same for all)",
    )  # fmt: skip


def recipe_of(options: argparse.Namespace) -> Recipe:
    """Return what is to be other than in the session.

    Raises
    ------
    ConfigError
        For a text that cannot be read.
    """
    changes = parse_changes(options.set)
    person = options.person or EVERYBODY
    rests = {} if options.baseline is None else {person: parse_span(options.baseline)}
    own = {name: v for name, v in changes.items() if name.partition(".")[0] in OWN_GROUPS}
    common = {name: v for name, v in changes.items() if name not in own}
    if person == EVERYBODY:
        return Recipe({EVERYBODY: changes}, rests)
    return Recipe({EVERYBODY: common, person: own}, rests)


def next_session_id(study: Path, stem: str) -> str:
    """Return the first free id ``stem-001``, ``stem-002``, ..."""
    number = 1
    while (study / f"{stem}-{number:03d}").exists():
        number += 1
    return f"{stem}-{number:03d}"


def join_network(options: argparse.Namespace) -> None:
    """Configure LSL for this process as the options say."""
    configure(options.network)
