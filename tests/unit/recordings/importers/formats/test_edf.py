"""EDF and BDF come in as edfio and MNE read them; a cut file gives all its whole records."""

from __future__ import annotations

import datetime
from pathlib import Path

import edfio
import mne
import numpy as np
import pytest

from recordings.importers.imported import ReadWish
from recordings.importers.registry import read_any
from safehold.core.errors import RecordingCorruptError

RATE_S = 1.0
N_RECORDS = 20


def made(path: Path, *, bdf: bool = False) -> Path:
    rng = np.random.default_rng(2)
    kind = edfio.BdfSignal if bdf else edfio.EdfSignal
    signals = [
        kind(rng.normal(0, 1, 250 * N_RECORDS), 250, label="ECG", physical_dimension="mV"),
        kind(rng.normal(0, 9, 25 * N_RECORDS), 25, label="Belt", physical_dimension="a.u."),
    ]
    notes = [edfio.EdfAnnotation(2.5, None, "Reiz ä"), edfio.EdfAnnotation(7.25, 3.0, "talk")]
    whole = (edfio.Bdf if bdf else edfio.Edf)(
        signals, annotations=notes,
        recording=edfio.Recording(startdate=datetime.date(2024, 5, 17)),
        starttime=datetime.time(14, 3, 9, 125000),
    )  # fmt: skip
    whole.write(path)
    return path


@pytest.mark.parametrize("bdf", [False, True])
def test_samples_units_and_rates_are_those_of_edfio(tmp_path: Path, bdf: bool):
    path = made(tmp_path / ("a.bdf" if bdf else "a.edf"), bdf=bdf)
    found = read_any(path)
    other = edfio.read_bdf(path) if bdf else edfio.read_edf(path)
    assert [(s.name, s.unit, s.rate) for s in found.signals] == [
        ("ECG", "mV", 250.0), ("Belt", "a.u.", 25.0),
    ]  # fmt: skip
    for mine, theirs in zip(found.signals, other.signals, strict=True):
        times, values = mine.load()
        np.testing.assert_allclose(values, theirs.data, atol=1e-9)
        np.testing.assert_allclose(times, 0.125 + np.arange(mine.n) / mine.rate, atol=1e-9)


def test_samples_of_one_rate_are_those_of_mne(tmp_path: Path):
    path = made(tmp_path / "a.edf")
    raw = mne.io.read_raw_edf(path, include=["ECG"], verbose="ERROR")
    _, values = read_any(path).signals[0].load()
    np.testing.assert_allclose(values, raw.get_data()[0] * 1e3, atol=1e-9)


def test_annotations_and_the_wall_clock_are_told(tmp_path: Path):
    found = read_any(made(tmp_path / "a.edf"))
    assert [(e.text, e.onset, e.duration) for e in found.events] == [
        ("Reiz ä", pytest.approx(2.625), 0.0), ("talk", pytest.approx(7.375), 3.0),
    ]  # fmt: skip
    moment = datetime.datetime(2024, 5, 17, 14, 3, 9, tzinfo=datetime.UTC)
    assert (found.start, found.local) == (moment.timestamp(), True)


@pytest.mark.parametrize("kept", [0.999, 0.7, 0.31])
def test_a_file_that_was_cut_gives_its_whole_records_and_says_what_is_missing(
    tmp_path: Path, kept: float
):
    data = made(tmp_path / "a.edf").read_bytes()
    whole = read_any(tmp_path / "a.edf").signals[0].load()[1]
    cut = tmp_path / "cut.edf"
    cut.write_bytes(data[: int(kept * len(data))])
    found = read_any(cut)
    _, values = found.signals[0].load()
    assert 0 < values.size < whole.size
    assert values.size % 250 == 0
    np.testing.assert_array_equal(values, whole[: values.size])
    assert [text.code for text in found.oddities] == ["import_cut_off"]


@pytest.mark.parametrize("n_bytes", [100, 256, 600, 1100])
def test_a_file_cut_in_its_header_or_first_record_is_refused_in_words(
    tmp_path: Path, n_bytes: int
):
    path = made(tmp_path / "a.edf")
    path.write_bytes(path.read_bytes()[:n_bytes])
    with pytest.raises(RecordingCorruptError, match=r"a\.edf"):
        read_any(path, name="edf")


def test_a_recorder_that_died_before_it_knew_its_length_is_no_obstacle(tmp_path: Path):
    path = made(tmp_path / "a.edf")
    data = bytearray(path.read_bytes())
    data[236:244] = b"-1      "
    path.write_bytes(bytes(data))
    found = read_any(path)
    assert found.signals[0].n == 250 * N_RECORDS
    assert [text.code for text in found.oddities] == ["import_not_ended"]


def test_records_of_a_discontinuous_file_stand_at_their_own_times(tmp_path: Path):
    path = made(tmp_path / "a.edf")
    data = bytearray(path.read_bytes())
    data[192:197] = b"EDF+D"
    at = data.index(b"+10.125\x14\x14")
    for second in range(10, N_RECORDS):  # the second half begins 60 s later
        old, new = (f"+{second + shift}.125\x14\x14".encode() for shift in (0, 60))
        at = data.index(old)
        assert len(old) == len(new)
        data[at : at + len(old)] = new
    path.write_bytes(bytes(data))
    found = read_any(path)
    times, _ = found.signals[0].load()
    assert np.diff(times).max() == pytest.approx(60 + 1 / 250)
    assert [text.code for text in found.oddities] == ["import_interruptions"]


def test_reading_can_be_cancelled(tmp_path: Path):
    class StopError(Exception):
        pass

    def cancel(_share: float, _what: str) -> None:
        raise StopError

    with pytest.raises(StopError):
        read_any(made(tmp_path / "a.edf"), ReadWish(progress=cancel))
