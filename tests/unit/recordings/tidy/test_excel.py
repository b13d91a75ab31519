"""Tables for Excel: numbers as numbers, texts that never run, names that can be read."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from recordings.bids.names import label
from recordings.disk.atomic_export import export_name
from recordings.tidy import TidyOptions, export_tidy, writing
from recordings.tidy.schema import number, text
from recordings.tidy.table import Table
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults

HOSTILE = (
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "http://x.org",
    "a;b",
    "ä漢",
)
TABLE = Table.from_columns(
    "t", {text("said", ""): HOSTILE, number("x", "s", ""): [-1.5, None, 1e-7, *range(6)]}
)  # fmt: skip


def test_no_text_of_a_workbook_runs_and_numbers_are_numbers(tmp_path: Path) -> None:
    writing.write_xlsx(TABLE, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]
    said, x = (list(column) for column in sheet.iter_cols())
    assert [cell.value for cell in said] == ["said", *HOSTILE]
    assert {cell.data_type for cell in said[1:]} <= {"s", "inlineStr"}
    assert {cell.number_format for cell in said[1:]} == {"@"}
    assert all(cell.hyperlink is None for cell in said)
    assert [cell.value for cell in x] == ["x", -1.5, None, 1e-7, *range(6)]


def test_a_workbook_has_the_same_bytes_again_and_refuses_what_it_cannot_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        writing.write_xlsx(TABLE, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "b.xlsx"}
    monkeypatch.setattr(writing, "SHEET_ROWS", 5)
    with pytest.raises(ExportError, match="an Excel sheet holds 4"):
        writing.write_xlsx(TABLE, tmp_path / "c.xlsx")


def test_csv_for_a_german_excel_has_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    writing.write_csv_semicolon(TABLE, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsaid;x\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert [row[1] for row in rows[:3]] == ["-1,500", "", "0,000"]
    assert all(row[0].startswith("'") for row in rows[:6])
    assert rows[7][0] == "a;b"


def test_all_tables_are_written_for_excel_when_asked_for(
    session: SessionResults, tmp_path: Path
) -> None:
    options = TidyOptions(rate_hz=1, formats=("csv", "xlsx", "csv-semicolon"))
    folder = export_tidy(session, tmp_path, options=options)
    plain = pd.read_csv(folder / "aligned_1hz.csv")
    book = pd.read_excel(folder / "aligned_1hz.xlsx", na_values=[""])
    comma = pd.read_csv(folder / "aligned_1hz_semicolon.csv", sep=";", decimal=",")
    for other in (book, comma):
        pd.testing.assert_series_equal(
            other["client_hr_bpm"], plain["client_hr_bpm"], check_dtype=False, atol=1e-3
        )
    assert len(list(folder.glob("*.xlsx"))) == len(list(folder.glob("*_semicolon.csv")))


def test_umlauts_can_be_read_in_names_of_files(session: SessionResults) -> None:
    named = dataclasses.replace(session, part="Übung größer")
    assert export_name(named, "tidy") == "d1-s01_uebung-groesser_tidy"
    assert label("Mü-1") == "Mue1"
