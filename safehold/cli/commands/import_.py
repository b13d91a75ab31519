"""``safehold import``: recordings of other programs as a session."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from recordings.importers.coded import UNITS
from safehold.cli.commands._common import add_study, next_session_id, parse_people
from safehold.cli.commands._files import add_sayings, ready, say
from safehold.cli.commands.add_codes import mapping_of, show_codes
from safehold.core.account import duration_text
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import HEART_ROLES
from safehold.desk.importing import ImportDesk
from safehold.files.study import load_study, participants_of, with_people
from safehold.offline.code_import import plan_import
from safehold.offline.importing import ImportPlan, PlannedSignal
from safehold.offline.progress_bar import progress_bar


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "import",
        help="make a session of recordings of other programs (XDF, EDF, CSV, RR, ...)",
        description="Reads recordings of other programs and writes a session as any other: "
        "replayed, reviewed, exported. What the files leave open is asked for, never guessed. "
        "'safehold importers' lists what is read.",
    )
    parser.add_argument("files", nargs="+", type=Path, help="files, or folders that are one")
    add_study(parser)
    parser.add_argument("--into", default="", metavar="ID", help="id of the session")
    parser.add_argument(
        "--people", default="", metavar="LABELS",
        help="who takes part, with study codes: client=P07,therapist=T02 (default: the study's)",
    )  # fmt: skip
    add_sayings(parser)
    parser.add_argument(
        "--events", action="append", type=Path, default=[], metavar="FILE",
        help="events in a file of their own: a table (onset, what, duration), ELAN, BORIS, or a "
        "recording with annotations; codes of the codebook count as such, the rest are markers",
    )  # fmt: skip
    parser.add_argument(
        "--events-offset",
        type=float,
        default=None,
        metavar="S",
        help="session time at the time 0 of these files (default: where the recording begins)",
    )
    parser.add_argument(
        "--events-unit", choices=list(UNITS), default="s", help="of their times (default: s)"
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="TEXT=CODE",
        help="which code a text of these files means; as often as needed",
    )  # fmt: skip
    parser.add_argument(
        "--codes", action="store_true",
        help="events that are codes of the codebook count as such (exports of safehold)",
    )  # fmt: skip
    parser.add_argument("--look", action="store_true", help="say what there is; write nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import files, or look at them."""
    console = Console(stderr=False)
    study = load_study(options.study)
    told = parse_people(options.people) if options.people else participants_of(study)
    with progress_bar("Reading") as report:
        study = with_people(study, told)
        desk = ImportDesk(options.study, study, afresh=options.afresh)
        desk.add(options.files, report, columns=options.columns, reader=options.reader)
        say(desk, options, [person.label for person in told])
        plan = ready(desk)
        _show(plan, console)
        _show_known(desk, console)
        for path in options.events:
            _take_events(desk, path, options, console, report)
        if options.look:
            return 0
        _refuse_useless(plan)
        session_id = options.into or next_session_id(options.study, "import")
        folder = desk.write(session_id, {}, report, conducts=options.codes)
    sys.stdout.write(f"Session: {folder}\n")
    return 0


def _take_events(
    desk: ImportDesk,
    path: Path,
    options: argparse.Namespace,
    console: Console,
    report: Callable[[float, Message], None],
) -> None:
    look = desk.look_at_events(path, report)
    offset = look.offset if options.events_offset is None else options.events_offset
    events = plan_import(
        look.coded.rows, (), look.codebook, name=path.name, span=(0.0, look.length),
        offset_s=offset, scale=UNITS[options.events_unit], mapping=mapping_of(options.map),
        markers=True,
    )  # fmt: skip
    for problem in look.coded.problems:
        console.print(f"! {problem}", markup=False)
    show_codes(events, console)
    desk.take_events(path, events.events, report)


def _show(plan: ImportPlan, console: Console) -> None:
    for place, (recording, shift) in enumerate(zip(plan.recordings, plan.shifts, strict=True)):
        events = len(recording.events)
        where = f", begins at {duration_text(shift)}" if len(plan.recordings) > 1 else ""
        console.print(
            f"{recording.path.name}: {recording.importer}, {events} events{where}", markup=False
        )
        console.print(_table([item for item in plan.signals if item.file == place]))
    for text in plan.oddities:
        console.print(f"! {text}", markup=False)


def _table(signals: Sequence[PlannedSignal]) -> Table:
    """Return what the signals of one file are taken for; names are typed again: never cut."""
    heads = ("samples", "rate", "unit", "taken for", "whose")
    table = Table(
        Column("signal", overflow="fold"), *(Column(head, no_wrap=True) for head in heads), "why",
        box=None, pad_edge=False,
    )  # fmt: skip
    for item in signals:
        table.add_row(
            escape(item.signal.name), str(item.signal.n),
            f"{item.signal.rate:g} Hz" if item.signal.rate else "irregular",
            escape(item.unit or "-"), item.role.value, item.person or "nobody",
            escape(item.reason),
        )  # fmt: skip
    return table


def _show_known(desk: ImportDesk, console: Console) -> None:
    for one in desk.files:
        if one.known:
            told = f"{one.path.name}: what was said of such a file before is used (--afresh: not)"
            console.print(told, markup=False)


def _refuse_useless(plan: ImportPlan) -> None:
    if plan.people:
        return
    hearts = [one for one in plan.signals if one.role in HEART_ROLES]
    likely = next(iter((*hearts, *plan.signals)), None)
    raise ConfigError(
        Message("None of the signals is anybody's heart or breathing."),
        remedy=Message(
            "Say whose the files are and what the signals are, for example --person client --as "
            '"{role}={name}".',
            role=likely.role.value if likely and likely.role in HEART_ROLES else "ecg",
            name=likely.signal.name if likely else "NAME",
        ),
    )
