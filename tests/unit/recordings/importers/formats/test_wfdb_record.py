"""Records of PhysioNet come in as the wfdb package reads them."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest
import wfdb

from recordings.importers.formats.wfdb_annotations import is_aha
from recordings.importers.registry import read_any
from safehold.core.errors import RecordingError


@pytest.mark.parametrize("form", ["16", "24", "32", "80", "212"])
def test_every_format_gives_the_samples_of_wfdb(tmp_path: Path, form: str):
    rng = np.random.default_rng(5)
    signal = np.column_stack([rng.normal(0, 0.2, 1001), rng.normal(0, 0.4, 1001)])
    signal[17, 0] = np.nan
    wfdb.wrsamp(
        "rec", fs=250, units=["mV", "NU"], sig_name=["ECG", "RESP"], p_signal=signal,
        fmt=[form] * 2, write_dir=str(tmp_path),
    )  # fmt: skip
    other = wfdb.rdrecord(str(tmp_path / "rec"))
    found = read_any(tmp_path / "rec.hea")
    assert [(s.name, s.unit, s.rate, s.n) for s in found.signals] == [
        ("ECG", "mV", 250.0, 1001), ("RESP", "NU", 250.0, 1001),
    ]  # fmt: skip
    for k, mine in enumerate(found.signals):
        np.testing.assert_allclose(mine.load()[1], other.p_signal[:, k], atol=1e-12)


def test_record_100_is_that_of_wfdb(shared_data: Path):
    place = shared_data / "single" / "mitdb_100" / "100"
    other = wfdb.rdrecord(str(place))
    found = read_any(place.with_suffix(".dat"))
    for k, mine in enumerate(found.signals[:2]):
        np.testing.assert_array_equal(mine.load()[1], other.p_signal[:, k])


def test_a_signal_file_that_was_cut_is_told(tmp_path: Path):
    wfdb.wrsamp(
        "rec", fs=250, units=["mV"], sig_name=["ECG"], p_signal=np.zeros((1000, 1)), fmt=["16"],
        write_dir=str(tmp_path),
    )  # fmt: skip
    data = tmp_path / "rec.dat"
    data.write_bytes(data.read_bytes()[:777])
    found = read_any(tmp_path / "rec.hea")
    assert found.signals[0].n == 388
    assert [text.code for text in found.oddities] == ["import_samples_cut"]


def test_a_missing_signal_file_is_named(tmp_path: Path):
    (tmp_path / "rec.hea").write_text("rec 1 250 10\nrec.dat 16 200 16 0 0 0 0 ECG\n")
    with pytest.raises(RecordingError, match=r"rec\.dat is missing"):
        read_any(tmp_path / "rec.hea")


def test_annotated_beats_of_record_100_stand_apart_and_the_rest_are_events(shared_data: Path):
    place = shared_data / "single" / "mitdb_100" / "100"
    other = wfdb.rdann(str(place), "atr")
    found = read_any(place.with_suffix(".hea"))
    beats = np.array(other.sample)[np.array(other.symbol) != "+"] / 360
    signal = found.signals[-1]
    assert (signal.name, signal.unit, signal.kind) == ("annotated beats (atr)", "ms", "")
    times, values = signal.load()
    np.testing.assert_allclose(times, beats[1:], atol=1e-9)
    np.testing.assert_allclose(values, 1000 * np.diff(beats), atol=1e-6)
    assert [(event.text, event.onset) for event in found.events] == [("(N", 18 / 360)]
    assert [text.code for text in found.oddities] == ["import_annotated_beats"]


def test_every_annotation_is_where_wfdb_wrote_it(tmp_path: Path):
    record(tmp_path, "rec", 5000)
    at = np.array([3, 900, 2000, 4100, 250_000])
    wfdb.wrann(
        "rec", "atr", at, symbol=["N", "~", "+", "V", '"'],
        aux_note=["", "", "(AFIB", "", "moved"], write_dir=str(tmp_path),
    )  # fmt: skip
    found = read_any(tmp_path / "rec.atr")
    assert [(event.text, event.onset) for event in found.events] == [
        ("signal quality", 3.6), ("(AFIB", 8.0), ("moved", 1000.0),
    ]  # fmt: skip
    np.testing.assert_allclose(found.signals[-1].load(), [[16.4], [16388.0]])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_annotations_that_were_cut_are_told(tmp_path: Path, share: float):
    record(tmp_path, "rec", 5000)
    wfdb.wrann("rec", "atr", np.arange(1, 100) * 40, symbol=["N"] * 99, write_dir=str(tmp_path))
    path = tmp_path / "rec.atr"
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    codes = [text.code for text in read_any(tmp_path / "rec.hea").oddities]
    assert codes == ["import_annotations_cut", "import_annotated_beats"]


def record(
    folder: Path, name: str, n: int, names: tuple[str, ...] = ("ECG",), **how
) -> np.ndarray:
    values = np.random.default_rng(n).normal(0, 0.3, (n, len(names)))
    wfdb.wrsamp(
        name, fs=250, units=["mV"] * len(names), sig_name=list(names), p_signal=values,
        fmt=["16"] * len(names), write_dir=str(folder),
    )  # fmt: skip
    return wfdb.rdrecord(str(folder / name)).p_signal


def test_segments_of_one_layout_are_one_record(tmp_path: Path):
    first = record(tmp_path, "a", 500, ("ECG", "RESP"))
    second = record(tmp_path, "b", 300, ("ECG", "RESP"))
    (tmp_path / "all.hea").write_text("all/2 2 250 800\na 500\nb 300\n")
    other = wfdb.rdrecord(str(tmp_path / "all")).p_signal
    found = read_any(tmp_path / "all.hea")
    assert [s.name for s in found.signals] == ["ECG", "RESP"]
    for k, mine in enumerate(found.signals):
        np.testing.assert_array_equal(mine.load()[1], other[:, k])
        np.testing.assert_array_equal(mine.load()[1][:500], first[:, k])
        np.testing.assert_array_equal(mine.load()[1][500:], second[:, k])
    assert {path.name for path in found.files} == {
        "all.hea", "a.hea", "a.dat", "b.hea", "b.dat",
    }  # fmt: skip


def test_segments_with_other_signals_are_found_by_name(tmp_path: Path):
    ecg = record(tmp_path, "a", 500, ("ECG",))
    both = record(tmp_path, "b", 300, ("RESP", "ECG"))
    (tmp_path / "layout.hea").write_text(
        "layout 2 250 0\n~ 0 200/mV 16 0 0 0 0 ECG\n~ 0 200/mV 16 0 0 0 0 RESP\n"
    )
    (tmp_path / "all.hea").write_text("all/4 2 250 900\nlayout 0\na 500\n~ 100\nb 300\n")
    heart, belt = read_any(tmp_path / "all.hea").signals
    gap = np.full(100, np.nan)
    np.testing.assert_array_equal(heart.load()[1], np.concatenate([ecg[:, 0], gap, both[:, 1]]))
    np.testing.assert_array_equal(belt.load()[1][600:], both[:, 0])
    assert np.isnan(belt.load()[1][:600]).all()


def test_a_segment_in_another_unit_is_refused(tmp_path: Path):
    record(tmp_path, "a", 500)
    record(tmp_path, "b", 300)
    header = tmp_path / "b.hea"
    header.write_text(header.read_text().replace("mV", "uV"))
    (tmp_path / "all.hea").write_text("all/2 1 250 800\na 500\nb 300\n")
    with pytest.raises(RecordingError, match="in other units"):
        read_any(tmp_path / "all.hea")


def test_a_segment_that_is_not_there_is_named(tmp_path: Path):
    record(tmp_path, "a", 500)
    (tmp_path / "all.hea").write_text("all/2 1 250 800\na 500\nb 300\n")
    with pytest.raises(RecordingError, match=r"b\.hea is missing"):
        read_any(tmp_path / "all.hea")


@pytest.mark.parametrize("form", [310, 311])
def test_packed_samples_of_ten_bits_are_those_of_wfdb(tmp_path: Path, form: int):
    data = bytearray(np.random.default_rng(form).integers(0, 256, 4000, np.uint8).tobytes())
    data[3::4] = bytes(byte & 0x3F for byte in data[3::4]) if form == 311 else data[3::4]
    (tmp_path / "rec.dat").write_bytes(bytes(data))
    (tmp_path / "rec.hea").write_text(f"rec 1 250 3000\nrec.dat {form} 100/mV 10 0 0 0 0 ECG\n")
    other = wfdb.rdrecord(str(tmp_path / "rec")).p_signal[:, 0]
    np.testing.assert_array_equal(read_any(tmp_path / "rec.hea").signals[0].load()[1], other)


@pytest.mark.parametrize("form", ["508", "516", "524"])
@pytest.mark.parametrize("per_frame", [1, 3])
def test_compressed_formats_give_the_samples_of_wfdb(tmp_path: Path, form: str, per_frame: int):
    rng = np.random.default_rng(7)
    n = 501 * per_frame
    counts = [rng.integers(-100, 100, n), rng.integers(-90, 90, n)]
    counts[0][17] = -(2 ** (int(form) - 501))  # stands for no sample
    wfdb.wrsamp(
        "rec", fs=250, units=["mV", "NU"], sig_name=["ECG", "RESP"], e_d_signal=counts,
        fmt=[form] * 2, adc_gain=[20.0, 5.0], baseline=[3, -4], samps_per_frame=[per_frame] * 2,
        write_dir=str(tmp_path),
    )  # fmt: skip
    other = wfdb.rdrecord(str(tmp_path / "rec"), smooth_frames=False)
    found = read_any(tmp_path / "rec.hea")
    for mine, theirs in zip(found.signals, other.e_p_signal, strict=True):
        assert (mine.n, mine.rate) == (n, 250.0 * per_frame)
        np.testing.assert_allclose(mine.load()[1], theirs, atol=1e-12)
    assert np.isnan(found.signals[0].load()[1][17])


def test_a_compressed_file_that_was_cut_goes_as_far_as_it_can_and_that_is_told(tmp_path: Path):
    counts = np.random.default_rng(1).integers(-900, 900, (60_000, 1))
    wfdb.wrsamp(
        "rec", fs=250, units=["mV"], sig_name=["ECG"], d_signal=counts, fmt=["516"],
        adc_gain=[1.0], baseline=[0], write_dir=str(tmp_path),
    )  # fmt: skip
    path = tmp_path / "rec.dat"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = read_any(tmp_path / "rec.hea")
    assert [text.code for text in found.oddities] == ["import_samples_cut"]
    values = found.signals[0].load()[1]
    assert 20_000 < values.size < 40_000
    np.testing.assert_array_equal(values, counts[: values.size, 0])


@pytest.mark.parametrize("data", [b"", b"fLaC", b"fLaC" + bytes(60), bytes(1000)])
def test_what_is_no_compressed_file_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "rec.hea").write_text("rec 1 250 10\nrec.dat 516 200 16 0 0 0 0 ECG\n")
    (tmp_path / "rec.dat").write_bytes(data)
    with pytest.raises(RecordingError, match=r"rec\.dat"):
        read_any(tmp_path / "rec.hea")


def test_without_its_package_a_compressed_record_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wfdb.wrsamp(
        "rec", fs=250, units=["mV"], sig_name=["ECG"], p_signal=np.zeros((100, 1)), fmt=["516"],
        write_dir=str(tmp_path),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(RecordingError, match=r"safehold\[flac\]"):
        read_any(tmp_path / "rec.hea")


@pytest.mark.parametrize("per_frame", [1, 2])
def test_first_differences_give_the_samples_of_wfdb(tmp_path: Path, per_frame: int):
    steps = np.random.default_rng(2).integers(-128, 128, (400, 1 + per_frame), dtype=np.int8)
    (tmp_path / "rec.dat").write_bytes(steps.tobytes())
    (tmp_path / "rec.hea").write_text(
        "rec 2 250 400\n"
        "rec.dat 8 200(10)/mV 12 0 995 0 0 ECG\n"
        f"rec.dat 8x{per_frame} 50/NU 12 7 -20 0 0 RESP\n"
    )
    other = wfdb.rdrecord(str(tmp_path / "rec"), smooth_frames=False)
    found = read_any(tmp_path / "rec.hea")
    for mine, theirs in zip(found.signals, other.e_p_signal, strict=True):
        np.testing.assert_allclose(mine.load()[1], theirs, atol=1e-12)
    assert found.signals[0].load()[1][0] == (995 + int(steps[0, 0]) - 10) / 200


def test_annotations_in_the_aha_format_are_left_out_and_told(tmp_path: Path):
    record(tmp_path, "rec", 5000)
    rows = b"".join(
        b"\0" + b"NV"[k % 2 : k % 2 + 1] + struct.pack("<HHH", 0, 200 * k, k) + bytes(8)
        for k in range(20)
    )
    (tmp_path / "rec.atr").write_bytes(rows)
    found = read_any(tmp_path / "rec.hea")
    assert [text.code for text in found.oddities] == ["import_annotations_aha"]
    assert (len(found.signals), found.events) == (1, ())


def test_no_annotations_of_record_100_are_taken_for_the_aha_format(shared_data: Path):
    data = (shared_data / "single" / "mitdb_100" / "100.atr").read_bytes()
    assert not any(is_aha(data[: 16 * n]) for n in range(1, len(data) // 16))
