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
from typing import Any

import numpy as np

from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Cells, Table
from recordings.tidy.writing import (
    each_once,
    formatted,
    numbers_of,
    plain_cells,
    unicode_text,
)

CELL_SIGNS = 32_767
"""What a cell can hold, in units of UTF-16."""
EXCEL_BEGINS = 1900
_DAY_0 = datetime.datetime(1899, 12, 31)
_ESCAPE_LIKE = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("([\0-\x08\x0b-\x1f\ufffe\uffff])")
_VALUE = "><v>%.16G</v></c>"
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


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a table, before its style is known."""

    first: dict[Kind, int]
    """At which row it has its first cell of a kind."""
    last: int
    """The last row that holds anything, 0 for the header."""
    cut: int
    said: Callable[[str, dict[Kind, str]], list[str]]
    """Gives the text of every cell, from how a cell begins and from the style of each kind."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A text, or the moment that it names."""

    kind: Kind
    rest: str
    """What follows its style."""
    cut: bool = False


_PLACE = "\0"
"""Stands for the number of the row in a cell's text; no sheet can hold this sign."""


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
        _texts(field, cells) if field.type is FieldType.TEXT else _numbers(cells)
        for field, cells in zip(table.fields, table.columns, strict=True)
    ]
    styled: list[dict[Kind, str]] = [{} for _ in columns]
    uses = [
        (row, k, kind) for k, column in enumerate(columns) for kind, row in column.first.items()
    ]
    for _, k, kind in sorted(uses, key=lambda use: use[:2]):
        number = style(table.fields[k], kind)
        styled[k][kind] = f' s="{number}"' if number else ""
    texts = [
        column.said(f'<c r="{_letters(k)}{_PLACE}"', styled[k]) for k, column in enumerate(columns)
    ]
    last = max((column.last for column in columns), default=0)
    return Rows(_rows(texts, last), last, sum(column.cut for column in columns))


def _rows(columns: Sequence[Sequence[str]], last: int) -> Iterator[str]:
    for row, cells in enumerate(zip(*columns, strict=True), start=2):
        if row > last + 1:
            return
        if held := "".join(cells):
            place = str(row)
            yield f'<row r="{place}">{held.replace(_PLACE, place)}</row>'


def _numbers(cells: Cells) -> _Column:
    numbers = numbers_of(cells)
    there = np.flatnonzero(np.isfinite(numbers))

    def said(begin: str, styles: dict[Kind, str]) -> list[str]:
        return formatted(f"{begin}{styles.get(Kind.NUMBER, '')}{_VALUE}", numbers)

    first = {Kind.NUMBER: int(there[0])} if there.size else {}
    return _Column(first, int(there[-1]) + 1 if there.size else 0, 0, said)


def _texts(field: Field, plain: Cells) -> _Column:
    change = _text_or_moment if field.name.endswith("_utc") else _text
    cells = each_once(plain_cells(plain), change)
    first: dict[Kind, int] = {}
    for row, cell in enumerate(cells):
        if cell is not None:
            first.setdefault(cell.kind, row)

    def said(begin: str, styles: dict[Kind, str]) -> list[str]:
        return each_once(cells, lambda c: f"{begin}{styles[c.kind]}{c.rest}" if c else "")

    last = next((n for n in range(len(cells), 0, -1) if cells[n - 1] is not None), 0)
    return _Column(first, last, sum(cell.cut for cell in cells if cell is not None), said)


def _letters(column: int) -> str:
    """Return the name of a column: A, ..., Z, AA, ..."""
    found, column = "", column + 1
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def _text_or_moment(cell: Any) -> _Cell | None:
    moment = _moment(str(cell)) if cell else None
    if moment is None:
        return _text(cell)
    since = moment - _DAY_0
    days = since.days + (since.seconds + since.microseconds / 1e6) / 86_400
    return _Cell(Kind.MOMENT, _VALUE % (days + 1))  # Excel counts a 29 February 1900


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
