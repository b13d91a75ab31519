"""Tables as text in the dialects that spreadsheets and acquisition programs write."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.text_bytes import TableError
from safehold.core.text_table import parse_table

NUMBERS = st.one_of(
    st.none(), st.integers(-99_999, 99_999).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 6)),
)  # fmt: skip
NAMES = ("time", "ecg [µV]", "Atmung", "größe", "x y", "Übung 3")


@st.composite
def dialects(draw):
    n = draw(st.integers(2, len(NAMES)))
    values = draw(st.lists(st.lists(NUMBERS, min_size=n - 1, max_size=n - 1), min_size=2))
    rows = [[0.5 * k, *row] for k, row in enumerate(values)]
    rows[0][-1] = 1.0  # an empty last column would be no column
    delimiter = draw(st.sampled_from(";\t|,"))
    comma = delimiter != "," and draw(st.booleans())
    missing = draw(st.sampled_from(["", "NA", "n/a", "NaN", "#NV", "null"]))
    header = draw(st.booleans())
    trailing = draw(st.sampled_from(["", delimiter]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
    top = draw(st.sampled_from(["", f"sep={delimiter}\n", "# made by a program\n# of a lab\n"]))
    quote = '"' if draw(st.booleans()) else ""

    def cell(value):
        text = missing if value is None else repr(value)
        return quote + (text.replace(".", ",") if comma and value is not None else text) + quote

    lines = [delimiter.join(map(cell, row)) + trailing for row in rows]
    if header:
        lines = [delimiter.join(NAMES[:n]), *lines]
    text = (top + "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))).replace("\n", end)
    names = NAMES[:n] if header else tuple(f"column{k + 1}" for k in range(n))
    return text.encode(encoding), names, rows


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(dialects())
def test_a_table_in_any_dialect_reads_back_equal(made):
    data, names, rows = made
    table = parse_table(data)
    truth = np.array([[math.nan if v is None else v for v in row] for row in rows])
    assert tuple(table.columns) == names
    for k, name in enumerate(names):
        np.testing.assert_array_equal(table.columns[name], truth[:, k])


def read(text: str, encoding: str = "utf-8"):
    return parse_table(text.encode(encoding))


def column(text: str, name: str) -> list[float]:
    return read(text).columns[name].tolist()


def test_utf_16_is_read_without_its_mark_too():
    assert read("time;x\n0,5;1\n1,0;2", "utf-16-le").columns["time"].tolist() == [0.5, 1.0]
    assert read("time;x\n0,5;1\n1,0;2", "utf-16-be").columns["x"].tolist() == [1.0, 2.0]


def test_points_and_commas_of_thousands_are_read():
    assert column("t;x\n0,5;1.234,5\n1,5;12.345\n", "x") == [1234.5, 12345.0]
    assert column("t;x\n0.5;1,234.5\n1.5;12\n", "x") == [1234.5, 12.0]


def test_a_line_of_units_joins_the_names():
    assert list(read("time,ecg,rr\ns,mV,\n0.1,2,3\n").columns) == ["time [s]", "ecg [mV]", "rr"]


def test_times_of_day_and_dates_are_seconds_and_go_on_after_midnight():
    assert column("time;x\n23:59:59,5;1\n00:00:00,5;2\n", "time") == [86399.5, 86400.5]
    assert column("time,x\n1:02.5,1\n1:03.5,2\n", "time") == [62.5, 63.5]
    for first in (
        "2026-03-29 12:00:01.250",
        "29.03.2026 12:00:01,250",
        "2026-03-29T12:00:01.250Z",
    ):
        assert column(f"time;x\n{first};1\n{first};2\n", "time") == [1774785601.25] * 2


def test_the_header_of_an_acquisition_program_names_columns_and_rate():
    table = read('# OpenSignals\n# {"dev": {"column": ["nSeq", "ECG"], "sampling rate": 100}}\n'
                 "# EndOfHeader\n0\t512\t\n1\t513\t\n")  # fmt: skip
    assert (list(table.columns), table.rate, table.header) == (["nSeq", "ECG"], 100.0, True)
    assert list(read("# time,ecg\n0.0,1.5\n0.1,1.6\n").columns) == ["time", "ecg"]


def test_without_a_header_columns_are_numbered():
    table = read("812\n830\n")
    assert (table.columns["column1"].tolist(), table.header) == ([812.0, 830.0], False)
    assert list(read("0.812 0.812\n1.642 0.830\n").columns) == ["column1", "column2"]


def test_one_column_with_decimal_commas_needs_its_name():
    assert column("rr_s\n0,812\n0,830\n", "rr_s") == [0.812, 0.83]
    with pytest.raises(TableError, match="separate two columns or are decimal commas"):
        read("0,812\n0,830\n")


def test_columns_of_one_name_are_told_apart():
    table = read("time,ecg_mV,ecg_mV\n0.0,1.0,2.0\n0.1,1.5,2.5\n")
    assert list(table.columns) == ["time", "ecg_mV#1", "ecg_mV#2"]
    assert table.twice == ("ecg_mV",)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"\0\0\0", "empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"ab\0\1\2\3\0\0\0cdef\0", "zero bytes"),
        ("time;x\n1;2\n".encode("utf-16")[:-1], "cut off"),
        (b"time,ecg\n", "no row under its header"),
        (b"# only\n# comments\n", "no row of values"),
        (b"a,b,c\n1.5,2,3\n1.5,2\n1.5,2,3\n", "line 3 has 2 cells, most lines have 3"),
        (b"a,b,c\n1.5,2,3\n1.5,2,3\n1.5", "line 4 has 1 cells.*cut off"),
        (b"a,b\n1.5,2,3\n1.5,2,3\n", "header names 2 columns"),
        (b'a,b\n1.5,"2\n1.5,3\n', "quotes"),
        (b"a;b\n1,5;2.25\n1,5;2\n", "decimal commas, but '2.25' has a point"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_right_is_refused_with_its_cause(data, cause):
    with pytest.raises(TableError, match=cause):
        parse_table(data)
