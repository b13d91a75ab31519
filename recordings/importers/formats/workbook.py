"""An Excel workbook as the text of a table: its sheet with the most cells."""

from __future__ import annotations

import datetime
from pathlib import Path

from safehold.core.messages import Message
from safehold.core.text_bytes import TableError


def workbook_text(path: Path, odd: list[Message]) -> bytes:
    """Return a sheet as tab-separated UTF-8.

    Parameters
    ----------
    path : Path
        The workbook (``.xlsx``).
    odd : list of Message
        Gets what is said of other sheets.

    Raises
    ------
    TableError
        When it is no workbook, or holds no cell.
    """
    try:
        return _text(path, odd)
    except TableError:
        raise
    except Exception as error:
        said = str(error)[:200] or type(error).__name__
        raise TableError(Message("it is no whole Excel workbook ({error})", error=said)) from error


def _text(path: Path, odd: list[Message]) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = [s for s in book.worksheets if (s.max_row or 0) * (s.max_column or 0) > 1]
        if not sheets:
            raise TableError(Message("no sheet in it holds a table"))
        sheet = max(sheets, key=lambda one: (one.max_row or 0) * (one.max_column or 0))
        if len(sheets) > 1:
            odd.append(
                Message(
                    "The workbook has {n} sheets with tables; {name!r} was read.",
                    code="import_one_sheet",
                    n=len(sheets),
                    name=sheet.title,
                )
            )
        rows = ["\t".join(map(_cell, row)) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return "\n".join(rows).encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, datetime.time):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else " ".join(str(value).split())
