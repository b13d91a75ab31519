"""What commands that read recordings of other programs share: how what is in them is said."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.desk.importing import ImportDesk
from safehold.offline.importing import ImportPlan, Wanted

ROLES = {
    "ecg": Role.ECG, "ppg": Role.PPG, "rr": Role.RR, "hr": Role.HEART_RATE,
    "resp": Role.RESPIRATION, "eda": Role.EDA, "acc": Role.ACCELEROMETER, "other": Role.OTHER,
}  # fmt: skip
"""Roles by the words of ``--as``; the full names are taken too."""
_AS = re.compile(
    r"(?:(?P<person>[^.=]+)\.)?(?P<role>\w+)=(?:(?P<file>\d+):)?(?P<name>[^@]+)(?:@(?P<unit>.+))?"
)


def add_sayings(parser: argparse.ArgumentParser) -> None:
    """Add what says whose the files are, what their signals are, and when they were recorded."""
    parser.add_argument(
        "--person", action="append", default=[], metavar="LABEL",
        help="whose the files are: once for all of them, or once for each in their order",
    )  # fmt: skip
    parser.add_argument(
        "--as", dest="said", action="append", default=[], metavar="ROLE=NAME",
        help=f"what a signal is: [PERSON.]ROLE=[FILE:]NAME[@UNIT], for example ecg=ECG1@mV or "
        f"therapist.resp=2:Belt; roles: {', '.join(ROLES)}",
    )  # fmt: skip
    parser.add_argument(
        "--upside-down", action="append", default=[], metavar="NAME",
        help="a signal that is to be read the other way up",
    )  # fmt: skip
    parser.add_argument(
        "--columns", default="", metavar="MAPPING",
        help="of tables: when the samples were taken, for example rate=250 or time=t@ms",
    )  # fmt: skip
    parser.add_argument(
        "--offset", action="append", type=float, default=[], metavar="S",
        help="where a file begins in the session, s; once for each file in their order",
    )  # fmt: skip
    parser.add_argument("--reader", default="", metavar="NAME", help="read with this reader")
    parser.add_argument(
        "--afresh", action="store_true",
        help="do not use what was said of such files before (imports.json of the study)",
    )  # fmt: skip


def say(desk: ImportDesk, options: argparse.Namespace, labels: Sequence[str]) -> None:
    """Say everything that the command line says of the files."""
    if desk.waiting is not None and desk.waiting.error is not None:
        raise desk.waiting.error
    for number, person in enumerate(_persons(options.person, len(desk.files), labels)):
        if person:
            desk.say_person(number, person)
    for number, offset in enumerate(options.offset[: len(desk.files)]):
        desk.say_offset(number, offset)
    for wanted in _wanted(options):
        desk.say(wanted)


def sayings(options: argparse.Namespace) -> list[str]:
    """Return what was said, as arguments for another command."""
    many = {"person": options.person, "as": options.said, "upside-down": options.upside_down,
            "offset": options.offset}  # fmt: skip
    found = [f"--{name}={value}" for name, values in many.items() for value in values]
    found += [f"--columns={options.columns}"] if options.columns else []
    found += [f"--reader={options.reader}"] if options.reader else []
    return found + (["--afresh"] if options.afresh else [])


def ready(desk: ImportDesk) -> ImportPlan:
    """Return what the files are; what has still to be said is an error."""
    if desk.error is not None:
        raise desk.error
    plan = desk.plan
    if plan is None:
        raise ConfigError(desk.trouble)
    return plan


def _persons(said: Sequence[str], n: int, labels: Sequence[str]) -> list[str]:
    unknown = next((label for label in said if label not in labels), None)
    if unknown is not None:
        raise ConfigError(
            Message("Nobody is called {person!r}.", person=unknown),
            remedy=Message("The people are: {people}.", people=", ".join(labels)),
        )
    if len(said) <= 1:
        return [said[0] if said else ""] * n
    if len(said) != n:
        raise ConfigError(
            Message("{n} files, but --person is given {m} times.", n=n, m=len(said)),
            remedy=Message("Give it once for all files, or once for each."),
        )
    return list(said)


def _wanted(options: argparse.Namespace) -> list[Wanted]:
    turned = {name.casefold() for name in options.upside_down}
    found = []
    for text in options.said:
        match = _AS.fullmatch(text)
        role = _role(match["role"]) if match else None
        if match is None or role is None:
            raise ConfigError(
                Message("{text!r} is not [PERSON.]ROLE=[FILE:]NAME[@UNIT].", text=text),
                remedy=Message("Roles are: {roles}.", roles=", ".join(ROLES)),
            )
        name = match["name"].strip()
        number = int(match["file"]) - 1 if match["file"] else None
        found.append(
            Wanted(name, role, match["person"], match["unit"], name.casefold() in turned, number)
        )
    return found


def _role(word: str) -> Role | None:
    known = {**ROLES, **{role.value: role for role in ROLES.values()}}
    return known.get(word.casefold())
