"""The tables of all sessions of a study under one another, made of the tables of each."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from recordings.disk.atomic_export import output_entry, sync_file
from recordings.tidy.schema import Field, FieldType, flag, integer, number, text
from recordings.tidy.table import Table

WHOSE = (
    text("session_id", "name of the session"),
    integer("session_number", "number of the session among those of the same client, from 1",
            missing="not known: see sessions"),
    text("dyad", "study codes of all who took part, joined by '+'"),
    text("study_code", "study code of the participant of the row",
         missing="the row is nobody's in particular"),
)  # fmt: skip
"""Columns that stand before those of a session's own table."""
SESSION_COLUMNS = (
    text("session_id", "name of the session's folder"),
    integer("session_number", "number among the sessions of the same client, from 1",
            missing="not known"),
    text("numbered_by", "where the number comes from: sessions.csv of the study, or the order in "
         "which the client's sessions began", allowed="sessions.csv;order",
         missing="there is no number"),
    text("dyad", "study codes of all who took part, joined by '+'", missing="not known"),
    text("client", "study code of the client; of several joined by '+'", missing="not known"),
    text("therapist", "study code of the therapist; of several joined by '+'",
         missing="not known, or nobody"),
    text("state", "done: its tables are in sessions/; failed: it could not be processed; not "
         "recorded: sessions.csv says so", allowed="done;failed;not recorded"),
    text("reason", "why it has no tables", missing="it has tables"),
    number("minutes", "min", "length of the recording", decimals=2, missing="not processed"),
    integer("to_review", "how many things a person should look at: see review"),
    text("recorded_params_hash", "parameters that it was recorded with", missing="not processed"),
    text("params_hash", "parameters that it was processed with", missing="not processed"),
)  # fmt: skip
REVIEW = (
    text("session_id", "name of the session; several that do not fit together are joined by ';'"),
    text("code", "which kind of thing it is; never changes its name"),
    text("what", "what should be looked at, and why"),
)
QUALITY = (
    *WHOSE,
    text("participant", "label of the person in the session"),
    text("index", "name of the index, as in ticks", allowed="hr;ln_rmssd;p2t;resp_rate"),
    integer("seconds", "seconds of the session for which it was computed"),
    integer("valid", "of these, how many have a valid value"),
    text("reason", "most frequent first reason of the others", missing="nothing is missing"),
    flag("little", "1: less than 60 % is valid"),
)
NOT_STACKED = frozenset(
    {"beats", "breaths", "strap_intervals", "event_types", "data_dictionary", "actor_partner"}
)
"""Tables that stay with their session: long ones, what differs in kind between sessions, and what
the study has with more columns."""
ONCE = frozenset({"measure_types"})
"""Tables whose rows hold for every session alike."""
_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "0/1": pa.int8()}


@dataclass(frozen=True, slots=True)
class StackedSession:
    """A session on its way into the tables of the study."""

    folder: Path
    """Where its tables are."""
    session_id: str
    number: int | None
    dyad: str
    codes: Mapping[str, str]
    """Study codes by label."""


def stack(sessions: Sequence[StackedSession], out: Path) -> list[dict[str, Any]]:
    """Write every table of the sessions, one under the other, as CSV and Parquet.

    A table is read and written session by session, so memory does not grow with their number.

    Returns
    -------
    list of dict
        An entry for each file, as in a manifest.
    """
    names = sorted({path.stem for one in sessions for path in one.folder.glob("*.parquet")})
    outputs = []
    for name in names:
        if name in NOT_STACKED:
            continue
        having = [one for one in sessions if (one.folder / f"{name}.parquet").exists()]
        prefixed = name not in ONCE
        shape = _stack_parquet(name, having, out, prefixed=prefixed)
        _stack_csv(name, having, out, prefixed=prefixed)
        outputs += [output_entry(out / f"{name}{end}", out, shape) for end in (".csv", ".parquet")]
    return outputs


def _stack_parquet(
    name: str, sessions: Sequence[StackedSession], out: Path, *, prefixed: bool
) -> tuple[int, int]:
    path, rows, seen = out / f"{name}.parquet", 0, set[str]()
    writer: pq.ParquetWriter | None = None
    try:
        for one in sessions:
            table = pq.read_table(one.folder / f"{name}.parquet")
            table = _prefixed(table, one) if prefixed else _unseen(table, seen)
            if writer is None:
                writer = pq.ParquetWriter(
                    path, table.schema, version="2.6", data_page_version="1.0",
                    compression="snappy", store_schema=False,
                )  # fmt: skip
            writer.write_table(table)
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    sync_file(path)
    return rows, len(pq.read_schema(path))


def _prefixed(table: Any, one: StackedSession) -> Any:
    n = table.num_rows
    labels = table["participant"].to_pylist() if "participant" in table.column_names else [""] * n
    columns: list[list[Any]] = [
        [one.session_id] * n, [one.number] * n, [one.dyad] * n,
        [one.codes.get(label or "") for label in labels],
    ]  # fmt: skip
    for k, (field, cells) in enumerate(zip(WHOSE, columns, strict=True)):
        table = table.add_column(k, field.name, pa.array(cells, _TYPES[field.type]))
    return table


def _unseen(table: Any, seen: set[str]) -> Any:
    keys = table.column(0).to_pylist()
    new = [key not in seen for key in keys]
    seen.update(keys)
    return table.filter(pa.array(new, pa.bool_()))


def _stack_csv(
    name: str, sessions: Sequence[StackedSession], out: Path, *, prefixed: bool
) -> None:
    seen: set[str] = set()
    head: list[str] = []
    path = out / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        for one in sessions:
            with (one.folder / f"{name}.csv").open(encoding="utf-8", newline="") as source:
                rows = csv.reader(source)
                own = next(rows)
                if not head:
                    head = own
                    file.write(_line([f.name for f in WHOSE] * prefixed + own))
                for row in rows:
                    if prefixed:
                        file.write(_line([*_whose(one, own, row), *row]))
                    elif row[0] not in seen:
                        file.write(_line(row))
                        seen.add(row[0])
    sync_file(path)


def _whose(one: StackedSession, head: Sequence[str], row: Sequence[str]) -> list[str]:
    label = row[head.index("participant")] if "participant" in head else ""
    number = "" if one.number is None else str(one.number)
    return [one.session_id, number, one.dyad, one.codes.get(label, "")]


def _line(cells: Iterable[str]) -> str:
    """Return a row as :func:`recordings.tidy.writing.write_csv` writes it."""

    def quoted(cell: str) -> str:
        special = any(sign in cell for sign in ',"\r\n')
        return '"' + cell.replace('"', '""') + '"' if special else cell

    return ",".join(map(quoted, cells)) + "\n"


def rows_of(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Give the rows of a session's table, by column; nothing where it has no such table."""
    path = folder / f"{name}.parquet"
    if path.exists():
        yield from pq.read_table(path).to_pylist()


def stacked_tables(sessions: Iterable[StackedSession]) -> list[Table]:
    """Return the stacked tables without their rows, for a data dictionary."""
    known: dict[str, dict[str, Field]] = {}
    for one in sessions:
        with (one.folder / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
            for cells in csv.reader(file):
                name, column, kind, unit, about, *more = cells
                if name not in NOT_STACKED and name != "table":
                    field = Field(column, FieldType(kind), unit, about, None, *more)
                    known.setdefault(name, {}).setdefault(column, field)
    return [
        Table.from_rows(name, (*(() if name in ONCE else WHOSE), *own.values()), [])
        for name, own in sorted(known.items())
    ]


def same_bytes(folder: Path, outputs: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether the files of a folder are what was written, byte for byte."""
    try:
        for output in outputs:
            with (folder / output["path"]).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != output["sha256"]:
                    return False
    except OSError:
        return False
    return True
