"""Tables come in with what they say of themselves; what they leave open is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from recordings.importers.formats.table_text import LARGE, read_text
from recordings.importers.imported import ImportedRecording, ReadWish
from recordings.importers.registry import read_any
from safehold.core.errors import RecordingError
from safehold.core.text_table import parse_table
from safehold.core.types import Role
from safehold.offline.importing import plan_session


def written(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def rows(n: int = 500, rate: float = 100.0, form: str = "{t:.3f},{v:.4f}") -> str:
    wave = np.sin(2 * np.pi * 1.2 * np.arange(n) / rate)
    return "\n".join(form.format(t=k / rate, v=v) for k, v in enumerate(wave)) + "\n"


def codes(found: ImportedRecording) -> list[str]:
    return [text.code for text in found.oddities]


def test_a_column_of_times_gives_times_and_rate(tmp_path: Path):
    found = read_any(written(tmp_path, "time_s,ecg_mV\n" + rows()))
    (signal,) = found.signals
    assert (signal.name, signal.unit, signal.rate) == ("ecg_mV", "mV", 100.0)
    np.testing.assert_allclose(signal.load()[0], np.arange(500) / 100, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("ecg_lead2", ""), ("belt chest", ""), ("ECG [uV]", "uV"), ("ecg_mV", "mV"),
     ("rsp (a.u.)", "a.u.")],
)  # fmt: skip
def test_a_last_word_is_a_unit_only_where_it_can_be_nothing_else(
    tmp_path: Path, name: str, unit: str
):
    assert read_any(written(tmp_path, f"t,{name}\n" + rows())).signals[0].unit == unit


def test_without_times_or_a_rate_it_is_asked_for_and_nothing_is_guessed(tmp_path: Path):
    path = written(tmp_path, "ecg,resp\n" + rows())
    with pytest.raises(RecordingError, match="nothing says when its samples were taken") as found:
        read_any(path)
    assert "ecg, resp" in str(found.value)
    assert read_any(path, ReadWish("rate=250")).signals[0].rate == 250


def test_decimal_commas_and_dates_with_times_are_read(tmp_path: Path):
    lines = [f"2026-03-29 12:00:{k / 10:06.3f};{k / 7:.3f}".replace(".", ",") for k in range(300)]
    found = read_any(written(tmp_path, "Zeit;EKG (mV)\n" + "\n".join(lines)))
    assert found.start == 1774785600.0
    assert found.local
    assert (found.signals[0].rate, found.signals[0].unit) == (10.0, "mV")


def test_unix_times_in_milliseconds_are_utc(tmp_path: Path):
    lines = [f"{1_700_000_000_000 + 10 * k},{k}" for k in range(300)]
    found = read_any(written(tmp_path, "timestamp,ppg\n" + "\n".join(lines)))
    assert (found.start, found.local, found.signals[0].rate) == (1.7e9, False, 100.0)


def test_a_last_line_that_was_cut_is_left_out_and_told(tmp_path: Path):
    found = read_any(written(tmp_path, "t,ecg,resp\n" + "0.1,2,3\n0.2,3,4\n0.3,5,6\n0.4,5"))
    assert found.signals[0].n == 3
    assert codes(found) == ["import_last_line"]


def test_times_that_run_backwards_are_refused_and_repeated_ones_told(tmp_path: Path):
    with pytest.raises(RecordingError, match="run backwards 1 times"):
        read_any(written(tmp_path, "t,ecg\n0,1\n1,2\n0.5,3\n2,3\n"))
    assert codes(read_any(written(tmp_path, "t,ecg\n0,1\n1,2\n1,3\n2,3\n"))) == [
        "import_same_times"
    ]


def test_times_that_state_no_unit_get_one_by_their_steps_and_it_is_told(tmp_path: Path):
    lines = "\n".join(f"{8.5 * k},{k}" for k in range(300))
    found = read_any(written(tmp_path, "timer,ppg\n" + lines))
    assert found.signals[0].rate == pytest.approx(117.6, abs=0.1)
    assert codes(found) == ["import_unit_by_steps"]


RR = 800 + 60 * np.sin(np.arange(200) / 3) + np.random.default_rng(4).normal(0, 15, 200)


@pytest.mark.parametrize("scale", [1.0, 1e-3])
def test_a_list_of_rr_intervals_is_added_up_and_that_is_told(tmp_path: Path, scale: float):
    text = "\n".join(f"{value * scale:.4f}" for value in RR)
    found = read_any(written(tmp_path, text, "elite.txt"))
    times, _ = found.signals[0].load()
    assert found.signals[0].kind == "RR"
    np.testing.assert_allclose(times, np.cumsum(RR) / 1000, atol=1e-2)
    assert codes(found) == ["import_taken_for_rr", "import_rr_added_up"]


def test_a_waveform_of_the_size_of_rr_intervals_is_not_taken_for_them(tmp_path: Path):
    wave = 500 + 200 * np.sin(2 * np.pi * 1.2 * np.arange(2000) / 100)
    with pytest.raises(RecordingError, match="nothing says when"):
        read_any(written(tmp_path, "\n".join(f"{v:.0f}" for v in wave)))


def test_hrv_logger_gives_its_own_times(tmp_path: Path):
    since = np.cumsum(RR)
    lines = [
        f"2024-05-17 14:03:09 +0000,{rr:.0f},{t:.0f}" for rr, t in zip(RR, since, strict=True)
    ]
    found = read_any(written(tmp_path, "date, rr, since start \n" + "\n".join(lines)))
    (signal,) = [s for s in found.signals if s.kind == "RR"]
    np.testing.assert_allclose(signal.load()[0], since / 1000, atol=1e-3)
    assert signal.unit == "ms"


def test_times_and_intervals_in_two_nameless_columns_are_told_apart(tmp_path: Path):
    lines = [f"{t / 1000:.3f}\t{rr:.1f}" for rr, t in zip(RR, np.cumsum(RR), strict=True)]
    (signal,) = read_any(written(tmp_path, "\n".join(lines), "kubios.txt")).signals
    assert (signal.kind, signal.unit) == ("RR", "ms")


def test_a_workbook_is_read_and_its_other_sheets_are_told(tmp_path: Path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    notes, sheet = book.add_worksheet("notes"), book.add_worksheet("data")
    notes.write_row(0, 0, ["who", "what"])
    sheet.write_row(0, 0, ["time_s", "ecg_mV"])
    for k in range(300):
        sheet.write_row(k + 1, 0, [k / 100, k * 0.5])
    book.close()
    found = read_any(tmp_path / "a.xlsx")
    assert (found.signals[0].rate, found.signals[0].n) == (100.0, 300)
    assert codes(found) == ["import_one_sheet"]


@pytest.mark.parametrize("point", [".", ","])
def test_large_plain_tables_are_read_fast_and_the_same(point: str):
    sign = ";" if point == "," else ","
    body = "".join(f"{k / 250:.4f}{sign}{k % 97 - 48.5:.3f}\n" for k in range(15_000))
    data = (f"# made here\ntime{sign}ecg\n" + body.replace(".", point)).encode()
    data += f"99{point}5{sign}\n".encode()  # an empty cell
    assert len(data) > LARGE
    odd: list = []
    fast, slow = read_text(data, odd), parse_table(data)
    assert list(fast.columns) == list(slow.columns) == ["time", "ecg"]
    for name, values in slow.columns.items():
        np.testing.assert_array_equal(fast.columns[name], values)


@pytest.mark.parametrize("begins", ["-0.5", "+1.25", ".5", "7", "-.25"])
def test_no_row_of_a_large_table_is_lost_however_it_begins(begins: str):
    rows = [begins, "-3", "4", *(f"{k % 89 - 44}.5" for k in range(60_000))]
    data = "\n".join(rows).encode()
    assert len(data) > LARGE
    (values,) = read_text(data, []).columns.values()
    np.testing.assert_array_equal(values, np.array(rows, np.float64))


@pytest.mark.parametrize(
    "name", ["sep_line.csv", "na_words.csv", "tab_decimal_comma.txt", "trailing_delim.csv",
             "comment_header.txt", "clock_times.csv", "rr_no_header.txt", "rr_two_columns.txt"],
)  # fmt: skip
def test_tables_of_spreadsheets_and_other_programs_are_read(shared_data: Path, name: str):
    folder = shared_data.parent / "cases" / "foreign" / "14_csv_from_spreadsheets"
    found = read_any(folder / name)
    assert found.signals
    for signal in found.signals:
        times, values = signal.load()
        assert times.size == values.size == signal.n
        assert (np.diff(times) >= 0).all()


def test_a_start_near_zero_is_no_date(tmp_path: Path):
    path = written(tmp_path, "time_s,ecg_mV\n" + rows())
    found = read_any(path, ReadWish("start=0.5"))
    assert (found.start, found.local) == (0.5, True)
    assert plan_session([found], people=["client"]).start is None


def test_times_begin_at_the_start_that_was_said(tmp_path: Path):
    np.savez(tmp_path / "a.npz", ms=7000 + 4 * np.arange(500), ecg_mV=np.zeros(500), t_first=0.5)
    found = read_any(tmp_path / "a.npz", ReadWish("time=ms@ms,start=t_first"))
    assert found.start == 0.5
    (signal,) = found.signals
    assert signal.load()[0][:2].tolist() == pytest.approx([0.0, 0.004])


def test_arrays_are_as_long_as_the_times_that_were_named(tmp_path: Path):
    np.savez(
        tmp_path / "a.npz", fs=250.0, resp=np.zeros(400), ecg=np.zeros(400),
        native_ms=3 * np.arange(500), native=np.arange(1000).reshape(500, 2),
    )  # fmt: skip
    assert [s.name for s in read_any(tmp_path / "a.npz").signals] == ["resp", "ecg"]
    found = read_any(tmp_path / "a.npz", ReadWish("time=native_ms@ms"))
    assert [s.name for s in found.signals] == ["native:0", "native:1"]
    np.testing.assert_array_equal(found.signals[1].load()[1], np.arange(1, 1000, 2))
    assert codes(found) == ["import_other_length"] * 2


def test_arrays_of_objects_are_not_loaded(tmp_path: Path):
    np.savez(tmp_path / "a.npz", ecg=np.array([{"a": 1}], dtype=object))
    with pytest.raises(RecordingError, match="cannot be read"):
        read_any(tmp_path / "a.npz", ReadWish("rate=250"))


def test_a_table_of_consensys_gives_units_and_unix_times_without_the_devices_name(tmp_path: Path):
    lines = [
        '"sep=,"',
        "Shimmer_68B7_Timestamp_Unix_CAL,Shimmer_68B7_ECG_LL-RA_24BIT_CAL,Shimmer_68B7_GSR_CAL,",
        "ms,mV,uS,",
        *(
            f"{1_700_000_000_000 + 8 * k}.0,{k / 100},{k},".replace(".0,", ".000,")
            for k in range(99)
        ),
    ]
    found = read_any(written(tmp_path, "\n".join(lines) + "\n"))
    assert [(s.name, s.unit, s.rate) for s in found.signals] == [
        ("ECG_LL-RA_24BIT [mV]", "mV", 125.0), ("GSR [uS]", "uS", 125.0),
    ]  # fmt: skip
    assert (found.start, found.local) == (1_700_000_000.0, False)
    roles = [item.role for item in plan_session([found], people=["client"]).signals]
    assert roles == [Role.ECG, Role.EDA]


def test_a_table_of_an_older_shimmer_program_has_four_lines_of_header(tmp_path: Path):
    lines = [
        "\t".join(["Shimmer_1"] * 3),
        "\t".join(["Timestamp", "ECG LL-RA", "ECG LA-RA"]),
        "\t".join(["CAL"] * 3),
        "\t".join(["mSecs", "mV", "mV*"]),
        *("\t".join((f"{10 * k:.3f}", f"{k / 7:.4f}", f"{k / 9:.4f}")) for k in range(99)),
    ]
    found = read_any(written(tmp_path, "\n".join(lines) + "\n", "a.dat"))
    assert [(s.name, s.unit, s.rate) for s in found.signals] == [
        ("ECG LL-RA [mV]", "mV", 100.0), ("ECG LA-RA [mV*]", "mV*", 100.0),
    ]  # fmt: skip
    assert not found.oddities


def test_columns_of_two_devices_keep_their_names(tmp_path: Path):
    head = "A_Timestamp_Unix_CAL,A_ECG_CAL,B_ECG_CAL\nms,mV,mV\n"
    text = head + "".join(f"{1e12 + 4 * k:.0f},{k % 7},{k % 5}\n" for k in range(60))
    found = read_any(written(tmp_path, text))
    assert [s.name for s in found.signals] == ["ECG [mV]", "B_ECG [mV]"]
