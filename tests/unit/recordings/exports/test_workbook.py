"""The Excel workbook holds every table: read back by openpyxl, which did not write it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from recordings.exports import workbook
from recordings.exports.workbook import Workbook, export_xlsx
from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.schema import number, text
from recordings.tidy.table import Table
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults
from safehold.core.types import Event

HOSTILE = (
    "=1+1", "+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x.org", "a;b", "ä漢",
)  # fmt: skip
UTC = ("2026-09-21T14:13:20.125Z", "", "no date", "1899-12-31T00:00:00Z", *[""] * 5)
TABLE = Table.from_columns(
    "t",
    {
        text("said", "what was said"): HOSTILE,
        number("x", "ms", "a number", missing="nothing came"): [-1.5, None, 1e-7, *range(6)],
        text("at_utc", "when"): UTC,
    },
)


@pytest.fixture(scope="module")
def made(session: SessionResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_xlsx(session, tmp_path_factory.mktemp("xlsx"), options=TidyOptions(rate_hz=1))


def test_no_text_runs_numbers_are_numbers_and_moments_are_dates(tmp_path: Path) -> None:
    with Workbook(tmp_path / "t.xlsx") as book:
        book.add(TABLE)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]
    said, x, when = (list(column) for column in sheet.iter_cols())
    assert [cell.value for cell in said] == ["said", *HOSTILE]
    assert {cell.data_type for cell in said[1:]} <= {"s", "inlineStr"}
    assert {cell.number_format for cell in said[1:]} == {"@"}
    assert all(cell.hyperlink is None for cell in said)
    assert [cell.value for cell in x] == ["x", -1.5, None, 1e-7, *range(6)]
    assert x[1].number_format == "0.000"
    assert x[0].comment.text == "[ms] a number\nEmpty: nothing came"
    assert when[1].value == datetime.datetime(2026, 9, 21, 14, 13, 20, 125_000)
    assert [cell.value for cell in when[2:5]] == [None, "no date", UTC[3]]


def test_every_table_has_a_sheet_with_the_numbers_of_the_tidy_export(
    session: SessionResults, made: Path, tmp_path: Path
) -> None:
    tidy = export_tidy(session, tmp_path, options=TidyOptions(rate_hz=1))
    sheets = pd.read_excel(made / "d1-s01.xlsx", sheet_name=None, na_values=[""],
                           keep_default_na=False)  # fmt: skip
    truth = {path.stem: pd.read_parquet(path) for path in tidy.glob("*.parquet")}
    assert set(sheets) == {*truth, "read_me", "data_dictionary"}
    for name, expected in truth.items():
        read = sheets[name]
        assert list(read) == list(expected), name
        assert len(read) == len(expected), name
        for column in expected.select_dtypes("number"):
            given = read[column].astype(float)
            np.testing.assert_allclose(given, expected[column].astype(float), rtol=1e-14)
        for column in expected.select_dtypes(exclude="number"):
            got, want = read[column].fillna("").astype(str), expected[column].fillna("")
            assert got.tolist() == want.tolist(), (name, column)


def test_the_dictionary_explains_every_column_of_every_sheet(made: Path) -> None:
    book = openpyxl.load_workbook(made / "d1-s01.xlsx", read_only=True)
    rows = book["data_dictionary"].iter_rows(values_only=True)
    head = list(next(rows))
    told = {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in rows}
    for sheet in book.sheetnames:
        if sheet != "read_me":
            columns = next(book[sheet].iter_rows(max_row=1, values_only=True))
            assert all((sheet, column) in told for column in columns), sheet
            assert len(sheet) <= 31
    assert told["beats", "rr_ms"]["unit"] == "ms"
    lines = [row[0] for row in book["read_me"].iter_rows(values_only=True)]
    assert any("It is never 0." in (line or "") for line in lines)
    assert any("Stream on" in (line or "") for line in lines)  # the session's remarks
    assert (made / "manifest.json").exists()


def test_what_is_missing_is_an_empty_cell_with_its_reason(made: Path) -> None:
    ticks = pd.read_excel(made / "d1-s01.xlsx", sheet_name="ticks", keep_default_na=False)
    early = ticks[(ticks["t_s"] == 5) & (ticks["participant"] == "client")]
    assert (early["value"] == "").all()
    assert set(early["reasons"]) == {"starting"}


def test_dates_are_there_only_when_asked_for(session: SessionResults, tmp_path: Path) -> None:
    options = TidyOptions(rate_hz=1, dates="as recorded")
    folder = export_xlsx(session, tmp_path, options=options)
    events = pd.read_excel(folder / "d1-s01.xlsx", sheet_name="events")
    zero = pd.Timestamp(1_790_000_000.0, unit="s")
    assert (events["t_utc"] - zero).dt.total_seconds().tolist() == pytest.approx(
        events["t_s"].tolist(), abs=1e-3
    )


def test_the_same_session_gives_the_same_bytes(session: SessionResults, made: Path) -> None:
    again = export_xlsx(session, made.parent, options=TidyOptions(rate_hz=1))
    assert again.name == "d1-s01_xlsx_v2"
    assert (again / "d1-s01.xlsx").read_bytes() == (made / "d1-s01.xlsx").read_bytes()
    assert {path.name for path in made.iterdir()} == {"d1-s01.xlsx", "manifest.json"}


def test_a_table_that_no_sheet_holds_is_refused_and_nothing_stays(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 100)
    with pytest.raises(ExportError, match=r"table beats has \d+ rows; an Excel sheet holds 99"):
        export_xlsx(session, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_no_cell_holds_is_cut_and_that_is_told(
    session: SessionResults, tmp_path: Path
) -> None:
    long = Event("e1", "marker", 5.0, value="y" * 40_000, source="lsl:E")
    folder = export_xlsx(
        dataclasses.replace(session, events=(long,)), tmp_path, options=TidyOptions(rate_hz=1)
    )
    events = pd.read_excel(folder / "d1-s01.xlsx", sheet_name="events")
    assert events["value"].str.len().tolist() == [32_767]
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    assert "texts were cut at 32767 characters" in manifest
