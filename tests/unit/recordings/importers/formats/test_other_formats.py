"""E4, OpenSignals, BIDS, AcqKnowledge, MNE's formats and Polar HRM, each with its traps."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import mne
import numpy as np
import openpyxl
import pytest

from recordings.importers.registry import read_any
from safehold.core.errors import RecordingCorruptError, RecordingError

E4_FILES = {
    "BVP.csv": "1560279825.0\n64.0\n" + "1.5\n" * 640,
    "EDA.csv": "1560279827.0\n4.0\n" + "0.4\n" * 40,
    "ACC.csv": "1560279825.0,1560279825.0,1560279825.0\n32.0,32.0,32.0\n" + "1,2,3\n" * 320,
    "IBI.csv": "1560279825.0, IBI\n3.5,0.8\n4.3,0.8\n9.0,0.7\n",
    "tags.csv": "1560279830.5\n",
}


@pytest.fixture(params=["folder", "zip"])
def e4(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for name, text in E4_FILES.items():
                archive.writestr(name, text)
        return tmp_path / "a.zip"
    for name, text in E4_FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_files_of_an_e4_are_one_recording_on_one_clock(e4: Path):
    found = read_any(e4)
    by_name = {signal.name: signal for signal in found.signals}
    assert found.start == 1560279825.0
    assert not found.local
    assert by_name["EDA"].load()[0][0] == 2.0
    assert [e.onset for e in found.events] == [5.5]


def test_intervals_of_an_e4_stand_where_it_says(e4: Path):
    times, values = next(s for s in read_any(e4).signals if s.name == "IBI").load()
    np.testing.assert_allclose(times, [3.5, 4.3, 9.0])
    np.testing.assert_allclose(values, [0.8, 0.8, 0.7])


def opensignals(tmp_path: Path, sequence: list[int]) -> Path:
    told = {
        "00:07:80:00:00:01": {
            "sensor": ["ECGBIT", "RAW"], "label": ["A1", "A2"], "device": "bitalino_rev",
            "column": ["nSeq", "I1", "I2", "O1", "O2", "A1", "A2"], "sampling rate": 100,
            "date": "2018-5-28", "time": "17:5:56.981",
        }
    }  # fmt: skip
    rows = "".join(f"{n}\t0\t0\t0\t0\t{k}\t{2 * k}\t\n" for k, n in enumerate(sequence))
    path = tmp_path / "a.txt"
    path.write_text(f"# OpenSignals Text File Format\n# {json.dumps(told)}\n# EndOfHeader\n{rows}")
    return path


def test_opensignals_gives_its_sensors_and_its_start(tmp_path: Path):
    found = read_any(opensignals(tmp_path, [k % 16 for k in range(100)]))
    assert [(s.name, s.kind, s.unit) for s in found.signals] == [
        ("ECGBIT", "ECG", "counts"), ("A2", "", "counts"),
    ]  # fmt: skip
    assert found.start == pytest.approx(1527527156.981)
    assert not found.oddities


def test_samples_that_a_bitalino_left_out_are_a_gap(tmp_path: Path):
    count = [k % 16 for k in range(100) if k not in (40, 41, 42)]
    found = read_any(opensignals(tmp_path, count))
    times, _ = found.signals[0].load()
    assert np.diff(times).max() == pytest.approx(0.04)
    assert [text.code for text in found.oddities] == ["import_samples_missing"]


def bids(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "sub-01" / "beh"
    folder.mkdir(parents=True)
    told = {"SamplingFrequency": 50, "StartTime": -1.5, "Columns": ["cardiac", "respiratory"]}
    (tmp_path / "sub-01" / "sub-01_task-rest_physio.json").write_text(json.dumps(told))
    about = {"respiratory": {"Units": "a.u."}}
    (folder / "sub-01_task-rest_physio.json").write_text(json.dumps(about))
    (folder / "sub-01_task-rest_events.tsv").write_text(
        "onset\tduration\ttrial_type\n1.0\t2.5\ttalk\n"
    )
    path = folder / "sub-01_task-rest_physio.tsv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_bids_physio_inherits_from_the_folder_above(tmp_path: Path):
    found = read_any(bids(tmp_path, "1\t2\n3\tn/a\n" * 100))
    assert [(s.name, s.unit, s.rate, s.n) for s in found.signals] == [
        ("cardiac", "", 50.0, 200), ("respiratory", "a.u.", 50.0, 200),
    ]  # fmt: skip
    times, values = found.signals[1].load()
    assert times[0] == -1.5
    assert np.isnan(values[1])
    assert [(e.text, e.onset, e.duration) for e in found.events] == [("talk", 1.0, 2.5)]


def test_a_cut_gzip_gives_what_could_be_unpacked(tmp_path: Path):
    rows = "".join(f"{k}\t{k * 7919 % 1013}\n" for k in range(50_000))
    path = bids(tmp_path, rows)
    path.write_bytes(path.read_bytes()[:150_000])
    found = read_any(path)
    assert 0 < found.signals[0].n < 50_000
    assert "import_gzip_cut" in {text.code for text in found.oddities}


def test_the_real_bids_file_is_read(shared_data: Path):
    folder = shared_data / "single" / "ds210" / "sub-04" / "func"
    found = read_any(folder / "sub-04_task-rest_run-01_physio.tsv.gz")
    with gzip.open(folder / "sub-04_task-rest_run-01_physio.tsv.gz") as file:
        theirs = np.loadtxt(file)
    np.testing.assert_array_equal(found.signals[0].load()[1], theirs[:, 0])


@pytest.mark.parametrize("name", ["physio-3.9.1-c.acq", "nojournal-5.0.1-c.acq"])
def test_acqknowledge_files_are_those_of_bioread(shared_data: Path, name: str):
    bioread = pytest.importorskip("bioread", reason="the extra acq is not installed")
    path = shared_data / "single" / "acq" / name
    other = bioread.read_file(str(path))
    found = read_any(path)
    for mine, theirs in zip(found.signals, other.channels, strict=True):
        assert (mine.rate, mine.unit) == (theirs.samples_per_second, theirs.units)
        np.testing.assert_array_equal(mine.load()[1], theirs.data)
    assert len(found.events) == len(other.event_markers)


def test_a_cut_acqknowledge_file_is_refused_in_words(shared_data: Path, tmp_path: Path):
    pytest.importorskip("bioread", reason="the extra acq is not installed")
    data = (shared_data / "single" / "acq" / "physio-3.9.1-c.acq").read_bytes()
    for n_bytes in (10, 2000, 30_000, len(data) // 2):
        path = tmp_path / "a.acq"
        path.write_bytes(data[:n_bytes])
        with pytest.raises(RecordingError, match=r"a\.acq"):
            read_any(path)


def test_fif_comes_in_through_mne_with_its_annotations(tmp_path: Path):
    values = np.random.default_rng(1).normal(0, 1e-3, (2, 2000))
    info = mne.create_info(["ECG", "belt"], 200, ["ecg", "resp"])
    raw = mne.io.RawArray(values, info, verbose="ERROR")
    raw.set_annotations(mne.Annotations([2.5], [1.0], ["talk"]))
    raw.save(tmp_path / "a_raw.fif", verbose="ERROR")
    found = read_any(tmp_path / "a_raw.fif")
    assert [(s.name, s.unit, s.kind) for s in found.signals] == [
        ("ECG", "V", "ECG"), ("belt", "V", "Respiration"),
    ]  # fmt: skip
    np.testing.assert_allclose(found.signals[0].load()[1], values[0], rtol=1e-6)
    assert [(e.text, e.onset, e.duration) for e in found.events] == [("talk", 2.5, 1.0)]


def test_brainvision_comes_in_with_its_markers(tmp_path: Path):
    samples = np.arange(2000, dtype="<i2")
    (tmp_path / "a.eeg").write_bytes(samples.tobytes())
    (tmp_path / "a.vmrk").write_text(
        "Brain Vision Data Exchange Marker File, Version 1.0\n[Common Infos]\nDataFile=a.eeg\n"
        "[Marker Infos]\nMk1=Stimulus,S  5,501,1,0\n"
    )
    (tmp_path / "a.vhdr").write_text(
        "Brain Vision Data Exchange Header File Version 1.0\n[Common Infos]\nDataFile=a.eeg\n"
        "MarkerFile=a.vmrk\nDataFormat=BINARY\nDataOrientation=MULTIPLEXED\nNumberOfChannels=1\n"
        "SamplingInterval=2000\n[Binary Infos]\nBinaryFormat=INT_16\n[Channel Infos]\n"
        "Ch1=ECG,,0.5,µV\n",
        encoding="utf-8",
    )
    found = read_any(tmp_path / "a.vhdr")
    times, values = found.signals[0].load()
    np.testing.assert_allclose(values, samples * 0.5e-6)
    assert (found.signals[0].rate, times[-1]) == (500.0, pytest.approx(1999 / 500))
    assert [(e.text, e.onset) for e in found.events] == [("Stimulus/S  5", 1.0)]


def test_steps_of_a_trigger_channel_are_events(tmp_path: Path):
    values = np.zeros((2, 2000))
    values[1, 300:310], values[1, 310:320], values[1, 1500:1501] = 5, 7, 5
    info = mne.create_info(["ECG", "STI 014"], 200, ["ecg", "stim"])
    mne.io.RawArray(values, info, verbose="ERROR").save(tmp_path / "a_raw.fif", verbose="ERROR")
    found = read_any(tmp_path / "a_raw.fif")
    assert [signal.name for signal in found.signals] == ["ECG"]
    assert [(event.text, event.onset) for event in found.events] == [
        ("STI 014: 5", 1.5), ("STI 014: 7", 1.55), ("STI 014: 5", 7.5),
    ]  # fmt: skip


def test_a_fif_that_is_no_recording_says_what_it_is(tmp_path: Path):
    info = mne.create_info(["ECG"], 200, ["ecg"])
    mne.io.write_info(tmp_path / "info.fif", info)
    with pytest.raises(RecordingError, match="without a recording") as refused:
        read_any(tmp_path / "info.fif")
    assert "_raw.fif" in refused.value.remedy


def test_a_numpy_array_is_a_table_of_one_column(tmp_path: Path):
    rr = np.random.default_rng(2).normal(850, 40, 60).round()
    np.save(tmp_path / "nn.npy", rr)
    (signal,) = read_any(tmp_path / "nn.npy").signals
    assert (signal.name, signal.unit, signal.kind) == ("nn", "ms", "RR")
    np.testing.assert_array_equal(signal.load()[1], rr)


def test_what_mne_cannot_read_is_refused_in_words(tmp_path: Path):
    (tmp_path / "a.fif").write_bytes(b"\0" * 5000)
    with pytest.raises(RecordingCorruptError, match="MNE does not read it"):
        read_any(tmp_path / "a.fif")


def test_polar_hrm_gives_its_intervals_one_after_the_other(tmp_path: Path):
    path = tmp_path / "a.hrm"
    path.write_text(
        "[Params]\nVersion=106\nDate=20240517\nStartTime=14:03:09.0\nInterval=238\n\n"
        "[HRData]\n800\n810\n790\n"
    )
    found = read_any(path)
    times, values = found.signals[0].load()
    np.testing.assert_allclose(times, [0.8, 1.61, 2.4])
    assert (found.signals[0].unit, found.signals[0].kind) == ("ms", "RR")
    np.testing.assert_allclose(values, [800, 810, 790])


def test_polar_hrm_with_heart_rates_only_is_refused(tmp_path: Path):
    (tmp_path / "a.hrm").write_text("[Params]\nInterval=5\n[HRData]\n80\n81\n")
    with pytest.raises(RecordingError, match="no RR intervals"):
        read_any(tmp_path / "a.hrm")


def test_a_workbook_damaged_anywhere_is_a_table_or_refused_in_words(tmp_path: Path):
    """What openpyxl raises then is of many kinds: of XML, of ZIP, of types."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in [("time_s", "ECG [mV]"), *((k / 100, k % 7) for k in range(300))]:
        book.active.append(row)
    book.save(path)
    whole, refused = path.read_bytes(), 0
    for at in range(0, len(whole) - 16, len(whole) // 40):
        path.write_bytes(whole[:at] + b"\xff\x00" * 8 + whole[at + 16 :])
        try:
            read_any(path)
        except RecordingError:
            refused += 1
    assert refused > 20
