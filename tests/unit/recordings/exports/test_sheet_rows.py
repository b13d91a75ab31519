"""Rows written many at a time are, byte for byte, those that XlsxWriter writes cell by cell."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.exports.sheet_rows import CELL_SIGNS, Kind, sheet_rows
from recordings.exports.workbook import MOMENT, Workbook, _note
from recordings.tidy.schema import Field, flag, number, text
from recordings.tidy.table import Table

FIELDS = (text("said", "a text"), number("x", "ms", "a number"), text("at_utc", "a moment"),
          flag("on", "a flag"), number("y", "s", "another", decimals=6))  # fmt: skip
SIGNS = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "\t",
        "\0",
        "\x1f",
        "<",
        "&",
        ">",
        '"',
        "_x0041_",
        "\ufffe",
        "\uffff",
        "漢",
        "😀",
        "=",
    ]
)
TEXTS = st.none() | st.lists(SIGNS, max_size=6).map("".join)
NUMBERS = st.none() | st.floats(allow_infinity=True, allow_nan=True) | st.integers(-3, 3)
MOMENTS = st.one_of(
    TEXTS,
    st.datetimes(datetime.datetime(1890, 1, 1)).map(lambda t: t.isoformat() + "Z"),
    st.datetimes(datetime.datetime(1890, 1, 1)).map(datetime.datetime.isoformat),
)
FLAGS = st.none() | st.sampled_from([0, 1])
TABLES = st.lists(st.tuples(TEXTS, NUMBERS, MOMENTS, FLAGS, NUMBERS), max_size=5).map(
    lambda rows: Table.from_rows("t", FIELDS, rows)
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def one_by_one(table: Table, path: Path) -> None:
    """Write a table as XlsxWriter's own documentation says."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    as_text, head, moment, three, six = (
        book.add_format(how)
        for how in (
            {"num_format": "@"}, {"bold": True, "num_format": "@"}, {"num_format": MOMENT},
            {"num_format": "0.000"}, {"num_format": "0.000000"},
        )
    )  # fmt: skip
    shown = {"x": three, "y": six, "on": None}
    sheet = book.add_worksheet("t")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(table.rows, 1), len(FIELDS) - 1)
    for k, field in enumerate(FIELDS):
        sheet.set_column(k, k, max(9, len(field.name) + 4))
        sheet.write_string(0, k, field.name, head)
        sheet.write_comment(0, k, _note(field), {"x_scale": 2, "author": "safehold"})
    for row, cells in enumerate(zip(*table.columns, strict=True), start=1):
        for k, (field, cell) in enumerate(zip(FIELDS, cells, strict=True)):
            if field.name in shown:
                if cell is not None and abs(cell) < float("inf"):
                    sheet.write_number(row, k, float(cell) + 0.0, shown[field.name])
            elif cell and field.name == "at_utc" and (when := excel_moment(cell)):
                sheet.write_datetime(row, k, when, moment)
            elif cell:
                sheet.write_string(row, k, cell, as_text)
    book.close()


def excel_moment(said: str) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        return None
    return found if found.year > 1900 else None


@settings(max_examples=40)
@given(TABLES)
def test_the_workbook_is_the_one_that_xlsxwriter_writes_cell_by_cell(
    tmp_path_factory: Any, table: Table
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    with Workbook(folder / "rows.xlsx") as book:
        book.add(table)
    one_by_one(table, folder / "cells.xlsx")
    assert parts(folder / "rows.xlsx") == parts(folder / "cells.xlsx")


def test_a_cell_is_cut_by_what_it_holds_in_units_of_utf_16() -> None:
    said = ["y" * CELL_SIGNS, "y" * (CELL_SIGNS + 1), "😀" * 20_000, "short", "😀" * 20_000]
    rows = sheet_rows(Table.from_columns("t", {FIELDS[0]: said}), lambda _field, _kind: 1)
    held = [row.count("y") + 2 * row.count("😀") for row in rows.text]
    assert held == [CELL_SIGNS, CELL_SIGNS, CELL_SIGNS - 1, 0, CELL_SIGNS - 1]
    assert rows.cut == 3


def test_a_text_that_looks_like_the_file_itself_is_a_text(tmp_path: Path) -> None:
    table = Table.from_columns("t", {FIELDS[0]: ["<r><t>x</t></r>", "</t>", "_x0041_"]})
    with Workbook(tmp_path / "t.xlsx") as book:
        book.add(table)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]
    assert [cell.value for cell in sheet["A"]][1:3] == ["<r><t>x</t></r>", "</t>"]


def test_a_style_is_asked_for_once_in_the_order_of_the_sheet() -> None:
    asked: list[tuple[str, Kind]] = []

    def style(field: Field, kind: Kind) -> int:
        asked.append((field.name, kind))
        return len(asked)

    rows = [(None, 1.0, "no date", None, None), ("a", 2.0, "2026-01-01", None, 3.0)]
    sheet_rows(Table.from_rows("t", FIELDS, rows), style)
    assert asked == [
        ("x", Kind.NUMBER), ("at_utc", Kind.TEXT), ("said", Kind.TEXT), ("at_utc", Kind.MOMENT),
        ("y", Kind.NUMBER),
    ]  # fmt: skip
