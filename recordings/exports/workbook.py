"""One Excel workbook of a session: a sheet for each table, a dictionary, and what to know."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recordings.disk.atomic_export import (
    Progress,
    check_length,
    export_name,
    silent,
    sync_file,
    write_export,
)
from recordings.exports.companions import outside_events, write_companions
from recordings.exports.sheet_rows import CELL_SIGNS, Kind, sheet_rows
from recordings.tidy.export import session_tables
from recordings.tidy.grid import make_grid
from recordings.tidy.join import check_events, join_events
from recordings.tidy.manifest import dictionary_table, read_me, warnings
from recordings.tidy.name_search import NameSearch
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Table
from safehold.core.errors import ExportError
from safehold.core.messages import Message, verbatim
from safehold.core.results import SessionResults

SHEET_ROWS = 1_048_576
"""What an Excel sheet can hold."""
NAME_SIGNS = 31
"""What the name of a sheet can hold."""
MOMENT = "yyyy-mm-dd hh:mm:ss.000"
_HOW = (
    "A sheet a table; units and meanings are in the sheet data_dictionary and in the note of each "
    "header.\nPython:  pandas.read_excel(file, sheet_name=None)"
)


def export_xlsx(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write every table as a sheet of one workbook, with a manifest beside it.

    Numbers are numbers, a missing one is an empty cell; a moment in UTC is a date cell; a text is
    a text, also where it begins like a formula. The same session gives the same bytes.

    Raises
    ------
    ExportError
        When a table has more rows than a sheet holds, or the folder cannot be written.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        path = folder / f"{results.session_id}.xlsx"
        cut = _write(results, path, options, report)
        limits = [f"{cut} texts were cut at {CELL_SIGNS} characters."] if cut else []
        write_companions(results, folder, options, profile="xlsx", limits=limits, events=False)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "xlsx"), fill, check=search.check)


def _write(results: SessionResults, path: Path, options: TidyOptions, report: Progress) -> int:
    """Write the workbook; return how many texts were cut."""
    scrubber = Scrubber(results.streams)
    grid = make_grid(options.rate_hz, results.t_start, results.t_end)
    events = join_events(results.events, grid)
    said = warnings(results, outside_events(results), scrubber)
    with Workbook(path) as book:
        first = book.page("read_me")
        written: list[Table] = []
        for share, table in session_tables(results, options, grid, events, scrubber):
            report(share, verbatim(table.name))
            book.add(table)
            written.append(Table.from_rows(table.name, table.fields, []))
        book.add(dictionary_table(written))
        first(read_me(results, options, written, said, how=_HOW))
    return book.cut


class Workbook:
    """A workbook on its way to the disk, row by row: a long session would fill the memory.

    Parameters
    ----------
    path : Path
        The file; its folder holds what is not complete yet.
    """

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self._path = path
        self.cut = 0
        """Texts that were longer than a cell holds."""
        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "tmpdir": str(path.parent)}
        )
        self._book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        self._text = self._book.add_format({"num_format": "@"})  # stays a text when it is edited
        self._head = self._book.add_format({"bold": True, "num_format": "@"})
        self._moment = self._book.add_format({"num_format": MOMENT})
        self._decimals: dict[int, Any] = {}

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *error: object) -> None:
        self._book.close()
        sync_file(self._path)

    def page(self, name: str) -> Callable[[str], None]:
        """Add a sheet of plain lines, which are given later."""
        sheet = self._book.add_worksheet(name)

        def fill(text: str) -> None:
            sheet.set_column(0, 0, 110)
            for row, line in enumerate(text.splitlines()):
                sheet.write_string(row, 0, line, self._text)

        return fill

    def add(self, table: Table) -> None:
        """Add a table as a sheet.

        Raises
        ------
        ExportError
            For more rows than a sheet holds.
        """
        if table.rows >= SHEET_ROWS:
            raise ExportError(
                Message(
                    "The table {table} has {rows} rows; an Excel sheet holds {most}.",
                    table=table.name,
                    rows=table.rows,
                    most=SHEET_ROWS - 1,
                ),
                remedy=Message("Choose a lower rate or a part of the session, or other tables."),
            )
        sheet = self._book.add_worksheet(table.name[:NAME_SIGNS])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(table.rows, 1), len(table.fields) - 1)
        for k, field in enumerate(table.fields):
            sheet.set_column(k, k, max(9, min(28, len(field.name) + 4)))
            sheet.write_string(0, k, field.name, self._head)
            sheet.write_comment(0, k, _note(field), {"x_scale": 2, "author": "safehold"})
        self._rows(sheet, table)

    def _rows(self, sheet: Any, table: Table) -> None:
        """Write the rows below the header, past XlsxWriter's writing of single cells.

        It keeps a row back until a cell of a later one comes: the header is written here.
        """
        sheet._write_single_row(1)  # noqa: SLF001  nothing public does it
        rows = sheet_rows(table, self._style)
        sheet.row_data_fh.writelines(rows.text)
        sheet.previous_row, sheet.dim_rowmax = rows.last + 1, rows.last
        self.cut += rows.cut

    def _style(self, field: Field, kind: Kind) -> int:
        """Return the number under which the workbook holds how a cell looks."""
        if kind is Kind.NUMBER:
            found = self._format(field)
        else:
            found = self._moment if kind is Kind.MOMENT else self._text
        return int(found._get_xf_index()) if found is not None else 0  # noqa: SLF001

    def _format(self, field: Field) -> Any:
        """Return how a number is shown; what is stored has all its digits."""
        if field.type is not FieldType.NUMBER or field.decimals is None:
            return None
        decimals = field.decimals
        if decimals not in self._decimals:
            shown = f"0.{'0' * decimals}" if decimals else "0"
            self._decimals[decimals] = self._book.add_format({"num_format": shown})
        return self._decimals[decimals]


def _note(field: Field) -> str:
    """Return the note of a column's header: unit, meaning, what an empty cell means."""
    parts = [f"[{field.unit}] {field.description}" if field.unit else field.description]
    if field.missing:
        parts.append(f"Empty: {field.missing}")
    return "\n".join(parts)
