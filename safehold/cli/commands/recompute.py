"""``safehold recompute``: a session with other parameters, beside what was seen."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Shown

from recordings.tidy.differences import differences_table, summary_table
from recordings.tidy.writing import write_csv
from safehold.cli.commands._common import add_recipe, recipe_of
from safehold.core.differences import ZONE, Summary
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.recipe import Recipe, parameters_of
from safehold.offline.progress_bar import progress_bar
from safehold.offline.recompute.steps import Recomputation, recompute
from safehold.offline.recompute.words import in_words
from safehold.offline.recording import Recording, read_recording
from safehold.recorder.reading import open_session

MEANING = (
    "Nothing in the session changes. What was seen in it is what was seen: another reading says "
    "how much of that is owed to its parameters, not which reading is true."
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "recompute",
        help="compute a session with other parameters or rest values, beside what was seen",
        description="Computes a recorded session again with other parameters, other rest values "
        "or after corrections, and tells where it differs from what was seen, and why. Without a "
        "change it tells whether the session computes as it was seen.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    add_recipe(parser)
    parser.add_argument(
        "--parameters", action="store_true",
        help="list the parameters with their values and limits, and compute nothing",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="write the tables of differences there, as CSV"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what differs, and write the tables."""
    recipe = recipe_of(options)
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    recording = read_recording(folder)
    console = Console()
    if options.parameters:
        console.print(_parameters(recording))
        return 0
    found = with_progress(recording, recipe)
    tell(console, found)
    if options.out is not None:
        for path in write_tables(found, options.out, folder.session_id):
            console.print(f"{path}", markup=False, soft_wrap=True)
    return 0


def with_progress(recording: Recording, recipe: Recipe) -> Recomputation:
    """Compute, and say how far it is and how long it will take."""
    with progress_bar() as tell_share:
        return recompute(recording, recipe, tell_share)


def tell(console: Console, found: Recomputation) -> None:
    """Print both readings of the session."""
    console.print(f"Recomputed with: {in_words(found.said)}", markup=False)
    if not found.published:
        console.print("No tick was published: compared with the session's own parameters.")
    for person in found.people:
        mine = [one for one in found.differences if one.person == person]
        differing = {t for one in mine for t in range(one.t0, one.t1 + 1)}
        zones = sum(one.seconds for one in mine if one.what == ZONE)
        whole = found.again[person].seconds.size
        console.print(
            f"{person}: {len(differing)} of {whole} s differ, {zones} s in the zone; "
            f"rows: {len(mine)}",
            markup=False,
        )
    console.print(_summary([one for one in found.summary if one.before != one.after]))
    reasons: Counter[str] = Counter()
    for one in found.differences:
        for why in one.why:
            reasons[why] += one.seconds
    for cause, n_values in reasons.most_common():
        console.print(f"why: {cause} ({n_values} values)", markup=False)
    console.print(MEANING, markup=False)


def write_tables(found: Recomputation, out: Path, session_id: str) -> list[Path]:
    """Write the tables of both readings; what was there is never written over.

    Raises
    ------
    ConfigError
        When the folder cannot be written.
    """
    made = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for table in (differences_table(found.differences), summary_table(found.summary)):
            path = out / f"{session_id}_{table.name}.csv"
            number = 2
            while path.exists():
                path = out / f"{session_id}_{table.name}_v{number}.csv"
                number += 1
            write_csv(table, path)
            made.append(path)
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be written: {why}.", code="file_cannot_be_written",
                    path=out, why=error.strerror),
            remedy=Message("Choose another folder with --out."),
        ) from error  # fmt: skip
    return made


def _summary(rows: Sequence[Summary]) -> Shown:
    shown = Shown("person", "what", "seen", "recomputed", "unit", box=None, pad_edge=False)
    for row in rows:
        sides = ("missing" if v is None else f"{v:.4g}" for v in (row.before, row.after))
        shown.add_row(row.person, row.what, *sides, "" if row.unit == "1" else row.unit)
    return shown


def _parameters(recording: Recording) -> Shown:
    shown = Shown("parameter", "value", "may be", box=None, pad_edge=False)
    for one in parameters_of(recording.runs[0].run.settings):
        limits = ", ".join(one.choices) or f"{one.low:g} to {one.high:g}"
        shown.add_row(one.name, str(one.value), limits)
    return shown
