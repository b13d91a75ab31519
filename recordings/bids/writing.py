"""The file formats of BIDS: TSV with ``n/a``, compressed physiology without header, JSON."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Cells, Table
from recordings.tidy.writing import text_of_numbers, write_text
from safehold.core.types import FloatArray

MISSING = "n/a"
LEVEL = 4
"""Of gzip: a third of the time of level 6, for files 4 % larger."""
_BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")


def one_cell(text: str) -> str:
    """Return text as one cell: breaks and tabs are blanks; nothing is ``n/a``.

    A double quote at the start is made single: common readers would go on to the next one.
    """
    flat = _BREAKS.sub(" ", text).replace("\0", "\u2400").strip(" ")
    flat = f"'{flat[1:]}" if flat.startswith('"') else flat
    return flat or MISSING


def _cells(field: Field, cells: Cells) -> list[str]:
    if field.type is FieldType.TEXT:
        known = {value: one_cell(str(value)) if value else MISSING for value in set(cells)}
        return [known[value] for value in cells]
    return [text or MISSING for text in text_of_numbers(field, cells)]


def write_tsv(table: Table, path: Path) -> None:
    """Write a TSV file: UTF-8 without BOM, LF, header, ``n/a`` for missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [_cells(*pair) for pair in zip(table.fields, table.columns, strict=True)]
    lines = ["\t".join(field.name for field in table.fields)]
    lines += ["\t".join(row) for row in zip(*cells, strict=True)]
    write_text("\n".join(lines) + "\n", path)


def write_physio(values: FloatArray, path: Path) -> None:
    """Write samples, shape ``(n, channels)``, as ``.tsv.gz`` without header, 7 digits.

    The gzip header holds neither a time nor a name, so the same samples give the same bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    row = "\t".join(["%.7g"] * values.shape[1]) + "\n"
    known = np.where(np.isfinite(values), values, np.nan)
    content = (row * len(known) % tuple(known.ravel().tolist())).replace("nan", MISSING)
    with path.open("wb") as file:
        with gzip.GzipFile("", "wb", compresslevel=LEVEL, fileobj=file, mtime=0) as packed:
            packed.write(content.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def write_json(content: Mapping[str, Any], path: Path) -> None:
    """Write a sidecar."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", path)


def sidecar(path: Path) -> Path:
    """Return the JSON beside a TSV file."""
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".tsv") + ".json")


def as_events(
    table: Table,
    rows: Sequence[int],
    *,
    onset: str,
    end: str = "",
    duration: str = "",
    leave_out: Sequence[str] = (),
    exact: Sequence[str] = (),
) -> Table:
    """Return rows of a table in the form of an events file: onset and duration first.

    Parameters
    ----------
    table : Table
        With times in seconds.
    rows : sequence of int
        Rows to take.
    onset : str
        Column that becomes ``onset``.
    end, duration : str
        Column of the end, or column that becomes ``duration``; 0 without either.
    leave_out : sequence of str
        Columns that are not written.
    exact : sequence of str
        Columns whose text gives back the same float64; the onset always does.
    """
    columns = {
        field.name: (field, [cells[row] for row in rows])
        for field, cells in zip(table.fields, table.columns, strict=True)
    }
    at_field, at = columns.pop(onset)
    if duration:
        length_field, lengths = columns.pop(duration)
    else:
        length_field = replace(at_field, description=f"{end or 'point'} minus onset", missing="")
        ends = columns.pop(end)[1] if end else at
        lengths = [stop - start for start, stop in zip(at, ends, strict=True)]
    made: dict[Field, Cells] = {
        replace(at_field, name="onset", decimals=None): at,
        replace(length_field, name="duration"): lengths,
    }
    for name, (field, cells) in columns.items():
        if name not in leave_out:
            made[replace(field, decimals=None) if name in exact else field] = cells
    return Table.from_columns(table.name, made)


def describe(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the description of each column."""
    described: dict[str, Any] = {}
    for field in fields:
        words = [field.description]
        words += [f"Computed: {field.how}."] if field.how else []
        words += [f"Allowed: {field.allowed}."] if field.allowed else []
        words += [f"{MISSING}: {field.missing}."] if field.missing else []
        described[field.name] = {"Description": " ".join(words)}
        if field.unit:
            described[field.name]["Units"] = field.unit
    return described
