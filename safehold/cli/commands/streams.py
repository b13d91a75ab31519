"""``safehold streams``: what is there, what it is taken for and why; and say what it is."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from acquisition.discovery import discover
from safehold.cli.commands._common import (
    add_network,
    add_people,
    add_study,
    join_network,
    parse_people,
)
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.desk.stream_list import ListedStream, StreamList, find_listed, list_streams
from safehold.files.corrections import (
    FILE,
    NOBODY,
    ROLES,
    forget,
    load_corrections,
    remember,
)
from safehold.files.study import load_study


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "streams",
        help="list the streams, what each is taken for and why; set what a stream really is",
        description="Lists the streams that are there, with the role, person and unit "
        "proposed for each and the reason. 'set' corrects a proposal; the "
        "study remembers it by source id. Options come before the action: "
        "safehold streams --study FOLDER set NAME --role ecg",
    )
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(title="actions", dest="action")
    parser.add_argument(
        "--for",
        dest="seconds",
        type=float,
        default=2.0,
        metavar="S",
        help=("search for this long, s"),
    )
    add_study(parser)
    add_people(parser, default=None)
    add_network(parser)
    actions.add_parser("watch", help="print the list again whenever it changes")
    said = actions.add_parser("set", help="set what a stream is")
    said.add_argument("name", help="name or source id of a stream that is there now")
    said.add_argument("--channel", type=int, metavar="N", help="channel, counted from 1")
    said.add_argument("--role", choices=ROLES, help="what it measures")
    said.add_argument("--person", help=f"whose it is: a label, or {NOBODY}")
    said.add_argument("--unit", help="what its numbers are in, for example mV, ms, a.u.")
    way = said.add_mutually_exclusive_group()
    way.add_argument("--invert", action="store_true", default=None, help="it is upside down")
    way.add_argument("--upright", action="store_true", default=None, help="it is not")
    gone = actions.add_parser("forget", help="go back to what is proposed for a stream")
    gone.add_argument("name", help="name or source id of a stream that is there now")


def run(options: argparse.Namespace) -> int:
    """List, watch, set or forget."""
    people = (
        [person.label for person in parse_people(options.people)]
        if options.people
        else [person.label for person in load_study(options.study).people]
    )
    if options.action == "set":
        _check(options, people)
    join_network(options)
    if options.action == "watch":
        return _watch(options, people)
    present = [found.description for found in discover(options.seconds)]
    listed = list_streams(present, people, load_corrections(options.study), {})
    if options.action is None:
        return _say(_lines(listed))
    chosen = find_listed(listed, options.name)
    if options.action == "forget":
        return _say([f"{forget(options.study, chosen.description)} corrections forgotten."])
    remember(
        options.study,
        chosen.description,
        channel=None if options.channel is None else options.channel - 1,
        role=None if options.role is None else Role(options.role),
        person="" if options.person == NOBODY else options.person,
        unit=options.unit,
        inverted=True if options.invert else False if options.upright else None,
    )
    again = list_streams([chosen.description], people, load_corrections(options.study), {})
    return _say([*_lines(again), f"Kept in {options.study / FILE}; used from the next start on."])


def _check(options: argparse.Namespace, people: Sequence[str]) -> None:
    said = (options.role, options.person, options.unit, options.invert, options.upright)
    if all(value is None for value in said):
        raise ConfigError(
            Message("Give at least one of --role, --person, --unit, --invert, --upright.")
        )
    if options.channel is not None and options.channel < 1:
        raise ConfigError(Message("Channels are counted from 1."))
    if options.person not in (None, NOBODY, *people):
        raise ConfigError(
            Message("{person!r} takes no part in this study.", person=options.person),
            remedy=Message(
                "Choose one of: {choices}.",
                code="choose_one",
                choices=", ".join([*people, NOBODY]),
            ),
        )


def _watch(options: argparse.Namespace, people: Sequence[str]) -> int:
    keeper = StreamList(people, options.study)
    keeper.start()
    shown: list[str] = []
    try:
        while True:
            lines = [keeper.trouble] if keeper.trouble else _lines(keeper.streams())
            if lines != shown:
                shown = lines
                _say([time.strftime("%H:%M:%S"), *lines, ""])
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        keeper.stop()


def _lines(listed: Sequence[ListedStream]) -> list[str]:
    lines: list[str] = []
    for item in [item for item in listed if not item.own]:
        stream = item.description
        rate = f"{stream.nominal_rate:g} Hz" if stream.nominal_rate else "irregular"
        lines.append(
            f"{stream.name} (type {stream.type or '-'}, {rate}, {stream.channel_count} channels, "
            f"{stream.hostname}, source id {stream.source_id or 'none'})"
        )
        for assignment in item.assignments:
            proposal = assignment.proposal
            person = assignment.person or NOBODY
            turned = ", turned upside down" if assignment.inverted else ""
            mine = " [corrected]" if assignment.corrected else ""
            lines.append(
                f"    channel {proposal.channel + 1}: {proposal.role.value} of {person}, "
                f"unit {proposal.unit or 'not stated'}{turned}{mine}: {proposal.reason}"
            )
        lines += [f"    ! {remark}" for remark in item.remarks]
    return lines or ["No streams are there. 'safehold doctor' says why one cannot be seen."]


def _say(lines: Sequence[str]) -> int:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return 0
