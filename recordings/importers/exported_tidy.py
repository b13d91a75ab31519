"""Read events and beats back from a Tidy export."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pyarrow.parquet as pq

from recordings.importers.exported import Imported, Row, beats_of, events_of
from recordings.tidy.writing import FORMULA_SIGNS
from safehold.core.errors import RecordingError
from safehold.core.messages import Message


def read_tidy(folder: Path) -> Imported:
    """Return the events and beats of a Tidy export.

    Parquet is read where it is there: its numbers are exact. CSV has microseconds.

    Raises
    ------
    RecordingError
        When the folder holds no such tables.
    RecordingCorruptError
        When a table cannot be read.
    """
    return Imported(
        events=events_of(*_table(folder, "events")), beats=beats_of(*_table(folder, "beats"))
    )


def _table(folder: Path, name: str) -> tuple[list[Row], Path]:
    path = folder / f"{name}.parquet"
    if path.is_file():
        return pq.read_table(path).to_pylist(), path
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise RecordingError(
            Message("{folder} holds no {name} table.", folder=folder, name=name),
            remedy=Message("Give the folder of a Tidy export, the one with manifest.json."),
        )
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: unguarded(cell) or None for column, cell in row.items()}
            for row in csv.DictReader(file)
        ], path


def unguarded(cell: str) -> str:
    """Return a CSV cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell
