"""CSV for spreadsheets that write decimal commas: texts that never run, names that can be read."""

from __future__ import annotations

import csv
import dataclasses
import math
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from recordings.bids.names import label
from recordings.disk.atomic_export import export_name
from recordings.tidy import TidyOptions, export_tidy, writing
from recordings.tidy.schema import number, text
from recordings.tidy.table import Table
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


def test_csv_for_a_german_spreadsheet_has_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    writing.write_csv_semicolon(TABLE, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsaid;x\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert [row[1] for row in rows[:3]] == ["-1,500", "", "0,000"]
    assert all(row[0].startswith("'") for row in rows[:6])
    assert rows[7][0] == "a;b"


def test_all_tables_are_written_with_semicolons_when_asked_for(
    session: SessionResults, tmp_path: Path
) -> None:
    options = TidyOptions(rate_hz=1, formats=("csv", "csv-semicolon"))
    folder = export_tidy(session, tmp_path, options=options)
    plain = pd.read_csv(folder / "aligned_1hz.csv")
    comma = pd.read_csv(folder / "aligned_1hz_semicolon.csv", sep=";", decimal=",")
    pd.testing.assert_series_equal(
        comma["client_hr_bpm"], plain["client_hr_bpm"], check_dtype=False, atol=1e-3
    )
    names = {path.stem for path in folder.glob("*.csv")}
    second = {name for name in names if name.endswith("_semicolon")}
    assert names - second - {name.removesuffix("_semicolon") for name in second} == {
        "data_dictionary"
    }


def test_umlauts_can_be_read_in_names_of_files(session: SessionResults) -> None:
    named = dataclasses.replace(session, part="Übung größer")
    assert export_name(named, "tidy") == "d1-s01_uebung-groesser_tidy"
    assert label("Mü-1") == "Mue1"


@given(
    st.lists(st.none() | st.floats() | st.integers(-9, 9) | st.sampled_from([0.5, -0.0, 1e300])),
    st.none() | st.integers(0, 9),
)
def test_numbers_at_once_are_the_texts_of_each(cells: list[float | None], decimals: int | None):
    def alone(cell: float | None) -> str:
        if cell is None or not math.isfinite(cell):
            return ""
        number = float(cell) + 0.0
        return repr(number) if decimals is None else f"{number:.{decimals}f}"

    field = number("x", "ms", "a number", decimals=decimals)
    assert writing.text_of_numbers(field, cells) == [alone(cell) for cell in cells]
