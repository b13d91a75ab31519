"""The rows of a table as the text of a sheet, column by column.

XlsxWriter asks some forty questions about each cell, and a session has millions of them; but a
column holds the same few values again and again. So each value is written once, and a row is put
together of what its cells are: ECMA-376, 18.3.1.4 (cell) and 22.9.2.19 (text in it).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Table
from recordings.tidy.writing import each_once, is_number, plain_cells, unicode_text

CELL_SIGNS = 32_767
"""What a cell can hold, in units of UTF-16."""
EXCEL_BEGINS = 1900
_DAY_0 = datetime.datetime(1899, 12, 31)
_ESCAPE_LIKE = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("([\0-\x08\x0b-\x1f\ufffe\uffff])")
_AT_EDGE = re.compile(r"^\s|\s$")


class Kind(Enum):
    """What a cell holds."""

    NUMBER = "number"
    TEXT = "text"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table below its header."""

    text: Iterator[str]
    """One piece a row that holds anything."""
    last: int
    """The last row that holds anything, 0 for the header."""
    cut: int
    """How many texts were longer than a cell holds."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    kind: Kind
    rest: str
    """What follows its style."""
    cut: bool = False


def sheet_rows(table: Table, style: Callable[[Field, Kind], int]) -> Rows:
    """Return the rows of a table as a sheet holds them.

    Parameters
    ----------
    table : Table
        A missing number and an empty text give no cell.
    style : callable
        Gives the number of the style of a field's cells of a kind, 0 for none. It is asked once
        for each, in the order in which the sheet comes to them.
    """
    columns = [
        each_once(plain_cells(cells), _of_text(field) if field.type is FieldType.TEXT else _number)
        for field, cells in zip(table.fields, table.columns, strict=True)
    ]
    styled: dict[tuple[int, Kind], str] = {}
    for _, k, kind in sorted(_first_uses(columns), key=lambda use: use[:2]):
        number = style(table.fields[k], kind)
        styled[k, kind] = f' s="{number}"' if number else ""

    def said(k: int, cell: _Cell | None) -> str:
        return f'"{styled[k, cell.kind]}{cell.rest}' if cell else ""

    texts = [each_once(cells, partial(said, k)) for k, cells in enumerate(columns)]
    last = max((_last(cells) for cells in columns), default=0)
    return Rows(_rows(texts, last), last, sum(_n_cut(cells) for cells in columns))


def _n_cut(cells: Sequence[_Cell | None]) -> int:
    cut = {cell for cell in set(cells) if cell is not None and cell.cut}
    return sum(cell in cut for cell in cells) if cut else 0


def _first_uses(columns: Sequence[Sequence[_Cell | None]]) -> Iterator[tuple[int, int, Kind]]:
    """Yield at which row a column has its first cell of a kind."""
    for k, cells in enumerate(columns):
        kinds = {cell.kind for cell in set(cells) if cell is not None}
        for kind in kinds:
            yield next(n for n, c in enumerate(cells) if c is not None and c.kind is kind), k, kind


def _last(cells: Sequence[_Cell | None]) -> int:
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1] is not None), 0)


def _rows(columns: Sequence[Sequence[str]], last: int) -> Iterator[str]:
    begins = [f'<c r="{_letters(k)}' for k in range(len(columns))]
    for row, cells in enumerate(zip(*columns, strict=True), start=2):
        if row > last + 1:
            return
        place = str(row)
        held = [begin + place + cell for begin, cell in zip(begins, cells, strict=True) if cell]
        if held:
            yield f'<row r="{place}">{"".join(held)}</row>'


def _letters(column: int) -> str:
    """Return the name of a column: A, ..., Z, AA, ..."""
    found, column = "", column + 1
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def _number(cell: Any) -> _Cell | None:
    if not is_number(cell):
        return None
    return _Cell(Kind.NUMBER, _value(float(cell) + 0.0))  # zero has no sign, whichever it has


def _value(number: float) -> str:
    return f"><v>{number:.16G}</v></c>"


def _of_text(field: Field) -> Callable[[Any], _Cell | None]:
    return _text_or_moment if field.name.endswith("_utc") else _text


def _text_or_moment(cell: Any) -> _Cell | None:
    moment = _moment(str(cell)) if cell else None
    if moment is None:
        return _text(cell)
    since = moment - _DAY_0
    days = since.days + (since.seconds + since.microseconds / 1e6) / 86_400
    return _Cell(Kind.MOMENT, _value(days + 1))  # Excel counts a 29 February 1900


def _moment(text: str) -> datetime.datetime | None:
    """Return a moment in UTC as Excel takes it; None for what it cannot hold."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    plain = zoned.astimezone(datetime.UTC).replace(tzinfo=None)
    return plain if plain.year > EXCEL_BEGINS else None


def _text(cell: Any) -> _Cell | None:
    if not cell:
        return None
    whole = unicode_text(str(cell))
    text = whole
    if 2 * len(whole) > CELL_SIGNS:
        units = whole.encode("utf-16-le")
        text = units[: 2 * CELL_SIGNS].decode("utf-16-le", errors="ignore")
    said = _ESCAPE_LIKE.sub(r"_x005F\1", text)
    said = _CONTROL.sub(lambda found: f"_x{ord(found[1]):04X}_", said)
    kept = ' xml:space="preserve"' if _AT_EDGE.search(said) else ""
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    rest = f' t="inlineStr"><is><t{kept}>{said}</t></is></c>'
    return _Cell(Kind.TEXT, rest, cut=text != whole)
