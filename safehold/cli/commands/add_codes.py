"""``safehold add-codes``: codes that were given in another program, as events of a session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from recordings.importers.coded import UNITS, read_coded
from safehold.core.account import duration_text
from safehold.core.codebook import load_codebook
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.files.study import recorded_codebook
from safehold.offline.code_import import (
    ImportPlan,
    events_there,
    plan_import,
    undo_import,
    write_import,
)
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.as_seen import seen_span
from safehold.recorder.reading import open_session

SHOWN = 10


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "add-codes",
        help="add codes from ELAN, BORIS, The Observer or a table to a session",
        description="Shows what a file of codes would add to a session; --write adds it, as an "
        "edit that says where it came from. The recording does not change.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument(
        "file", type=Path, help=".eaf, .boris, or a table (.csv, .xlsx): onset, code, duration"
    )
    parser.add_argument(
        "--offset", type=float, default=0.0, metavar="S",
        help="session time at the file's time 0",
    )  # fmt: skip
    parser.add_argument(
        "--unit", choices=list(UNITS), default="s",
        help="of times that are numbers; days: Excel's times; hh:mm: minutes and seconds that "
        "Excel took for hours and minutes (default: s; mm:ss and hh:mm:ss are understood)",
    )  # fmt: skip
    parser.add_argument(
        "--map", action="append", default=[], metavar="TEXT=CODE",
        help="which code a text of the file means; as often as needed",
    )  # fmt: skip
    parser.add_argument("--coder", default="", metavar="CODE", help="where the file names none")
    parser.add_argument("--write", action="store_true", help="add what is shown")
    parser.add_argument(
        "--undo", action="store_true", help="take back all that came from the file"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show what a file would add, and add it where that was asked for."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    recording = read_recording(folder)
    console = Console()
    if options.undo:
        n = undo_import(options.file.name, recording)
        console.print(f"{n} events of {options.file.name} were taken back.", markup=False)
        return 0
    coded = read_coded(options.file)
    plan = plan_import(
        coded.rows, events_there(recording), recorded_codebook(recording.info) or load_codebook(),
        name=options.file.name, span=seen_span(recording), offset_s=options.offset,
        scale=UNITS[options.unit],
        coder=options.coder, mapping=mapping_of(options.map),
    )  # fmt: skip
    if coded.unit != options.unit and coded.unit != "s":
        told = f"! all onsets are below 1: if they are Excel's times, add --unit {coded.unit}"
        console.print(told, markup=False)
    for problem in coded.problems:
        console.print(f"! {problem}", markup=False)
    show_codes(plan, console)
    if not options.write:
        console.print("Nothing was written. Add --write to add these events.", markup=False)
        return 0
    return _written(plan, recording, console)


def mapping_of(texts: list[str]) -> dict[str, str]:
    """Return which code each text means (``TEXT=CODE``)."""
    pairs = dict[str, str]()
    for text in texts:
        said, _, code = text.rpartition("=")
        if not (said and code):
            raise ConfigError(Message("{text!r} is not TEXT=CODE.", text=text))
        pairs[said] = code
    return pairs


def show_codes(plan: ImportPlan, console: Console) -> None:
    """Show what a file would add, and what is left out."""
    table = Table("onset", "duration", "code", "coder", "text in the file")
    for event in plan.events[:SHOWN]:
        length = f"{event.duration:.1f} s" if event.duration else "-"
        table.add_row(duration_text(event.onset), length, event.code, event.coder, event.value)
    console.print(table)
    left = len(plan.events) - SHOWN
    if left > 0:
        console.print(f"and {left} more", markup=False)
    for text, n in plan.unknown.most_common():
        console.print(f"! left out: {text!r} ({n}) is no code; --map '{text}=CODE'", markup=False)
    if plan.outside:
        told = f"! left out: {plan.outside} events outside the session; is --offset right?"
        console.print(told, markup=False)
    if plan.known:
        console.print(f"left out: {plan.known} events that are there already", markup=False)


def _written(plan: ImportPlan, recording: Recording, console: Console) -> int:
    n = write_import(plan, recording)
    undone = " --undo takes them back." if n else ""
    console.print(f"{n} events were added.{undone}", markup=False)
    return 0
