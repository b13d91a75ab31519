"""SPSS files: every Tidy table as ``.sav`` with variable and value labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from recordings.disk.atomic_export import (
    Progress,
    check_length,
    export_name,
    silent,
    sync_file,
    write_export,
)
from recordings.exports.companions import write_companions
from recordings.tidy import TidyOptions
from recordings.tidy.export import session_tables
from recordings.tidy.grid import make_grid
from recordings.tidy.join import check_events, join_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Table
from recordings.tidy.writing import each_once, plain_cells
from safehold.core.errors import ExportError
from safehold.core.messages import Message, verbatim
from safehold.core.results import SessionResults

TEXT_BYTES = 32_000
"""Longer text is cut: a string variable of SPSS ends at 32767 bytes."""
LABEL_BYTES = 250
_MADE_AT, _MADE = 92, b"01 Jan 8500:00:00"
"""Where the time of making stands in a .sav file, and what stands there instead."""


def export_sav(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write every table as ``<table>.sav`` with ``events.csv`` and ``manifest.json`` beside.

    Missing numbers are system-missing; missing text is empty. Needs the extra ``spss``.

    Raises
    ------
    ExportError
        When pyreadstat is not installed, or the folder cannot be written.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise ExportError(
            Message("SPSS files need the package pyreadstat, which is not installed."),
            remedy=Message("Install it with: pip install 'safehold[spss]'"),
        ) from error
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        grid = make_grid(options.rate_hz, results.t_start, results.t_end)
        events = join_events(results.events, grid)
        scrubber = Scrubber(results.streams)
        cut = 0
        for share, table in session_tables(results, options, grid, events, scrubber):
            report(share, verbatim(table.name))
            path = folder / f"{table.name}.sav"
            frame, n_cut = _frame(table)
            cut += n_cut
            pyreadstat.write_sav(
                frame,
                path,
                column_labels={f.name: _label(f) for f in table.fields},
                variable_value_labels={
                    f.name: {0: "no", 1: "yes"} for f in table.fields if f.type is FieldType.FLAG
                },
                variable_measure={
                    f.name: "scale" if f.type in _NUMBERS else "nominal" for f in table.fields
                },
                variable_format={
                    f.name: _format(f) for f in table.fields if f.type is not FieldType.TEXT
                },
                row_compress=True,
            )
            with path.open("rb+") as file:
                file.seek(_MADE_AT)
                file.write(_MADE)
            sync_file(path)
        limits = [f"{cut} texts were cut at {TEXT_BYTES} bytes."] if cut else []
        write_companions(results, folder, options, profile="sav", limits=limits)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "sav"), fill, check=search.check)


_NUMBERS = (FieldType.NUMBER, FieldType.INTEGER)
_FORMATS = {FieldType.INTEGER: "F10.0", FieldType.FLAG: "F1.0"}


def _format(field: Field) -> str:
    decimals = 3 if field.decimals is None else field.decimals
    return _FORMATS.get(field.type, f"F16.{decimals}")


def _label(field: Field) -> str:
    text = f"{field.description} [{field.unit}]" if field.unit else field.description
    return text.encode()[:LABEL_BYTES].decode("utf-8", "ignore")


def _frame(table: Table) -> tuple[Any, int]:
    """Return the table as a DataFrame, and how many texts were cut."""
    import pandas as pd

    columns: dict[str, Any] = {}
    cut = 0
    for field, cells in zip(table.fields, table.columns, strict=True):
        if field.type is not FieldType.TEXT:
            columns[field.name] = np.array(cells, dtype=np.float64)  # None is NaN
            continue
        texts = each_once(plain_cells(cells), _text)
        columns[field.name] = pd.Series([text for text, _ in texts], dtype=object)
        cut += sum(was_cut for _, was_cut in texts)
    return pd.DataFrame(columns), cut


def _text(cell: Any) -> tuple[str, bool]:
    """Return the text of a cell, and whether it was cut."""
    text = str(cell or "").replace("\0", "\u2400").encode("utf-8", "replace")
    return text[:TEXT_BYTES].decode("utf-8", "ignore"), len(text) > TEXT_BYTES
