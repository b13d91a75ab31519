"""XDF files of others come in with the samples and times of pyxdf, where pyxdf is right."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import pyxdf

from recordings.importers.formats.xdf_file import synchronised
from recordings.importers.registry import read_any
from recordings.xdf import xdf_reader
from recordings.xdf.xdf_format import MAGIC, Tag, chunk
from recordings.xdf.xdf_header import StreamHeader, header_xml
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import RecordingCorruptError


def made(path: Path, *, drift: float = 2e-5, n: int = 5000) -> Path:
    """Write 50 s of a sender 12.5 s behind that drifts, with noisy offsets, and markers."""
    rng = np.random.default_rng(3)
    writer = XdfWriter(path)
    ecg = writer.add_stream(StreamHeader("ECG", 1, "float32", 100.0, "ECG", "ecg-1"))
    marks = writer.add_stream(StreamHeader("marks", 1, "string", 0.0, "Markers", "m-1"))
    stamps = 5000 + np.arange(n) / 100
    values = np.arange(n, dtype=np.float32)[:, None]
    for first in range(0, n, 500):
        writer.write_samples(ecg, stamps[first : first + 500], values[first : first + 500])
    for at in np.arange(4995.0, 5055.0, 5.0):
        offset = 12.5 + drift * (at - 5000) + rng.normal(0, 1e-4)
        writer.write_offset(ecg, at, offset)
    writer.write_samples(marks, np.array([5020.0, 5030.5]), [["go"], ["stop"]])
    writer.write_offset(marks, 5000.0, 0.0)
    writer.close()
    return path


def test_samples_and_times_are_those_of_pyxdf(tmp_path: Path):
    path = made(tmp_path / "a.xdf")
    streams, _ = pyxdf.load_xdf(str(path), dejitter_timestamps=False)
    theirs = next(s for s in streams if s["info"]["name"][0] == "ECG")
    signal = read_any(path).signals[0]
    times, values = signal.load()
    np.testing.assert_array_equal(values, theirs["time_series"][:, 0])
    apart = times - theirs["time_stamps"]
    assert np.ptp(apart) < 1e-4
    assert times[0] == 0


def test_markers_become_events_on_the_same_clock(tmp_path: Path):
    found = read_any(made(tmp_path / "a.xdf"))
    # the first sample is at 5012.5 of the recorder's clock
    assert [(e.text, round(e.onset, 2)) for e in found.events] == [("go", 7.5), ("stop", 18.0)]


def test_each_piece_of_a_clock_that_was_set_has_its_own_line():
    first, second = 5000 + np.arange(1000) / 10, 90 + np.arange(1000) / 10
    offsets = np.array(
        [(t, 12.0) for t in np.arange(5000, 5100, 5.0)]
        + [(t, 5022.0) for t in np.arange(90, 190, 5.0)]
    )
    times, pieces = synchronised(np.concatenate([first, second]), offsets)
    assert pieces == 2
    np.testing.assert_allclose(times[:1000], first + 12, atol=1e-6)
    np.testing.assert_allclose(times[1000:], second + 5022, atol=1e-6)


def test_one_wrong_measurement_moves_nothing():
    offsets = np.array([(t, 12.0 + 1e-5 * t) for t in np.arange(0, 300, 5.0)])
    offsets[20, 1] += 0.2
    times, _ = synchronised(np.array([100.0]), offsets)
    assert times[0] == pytest.approx(112.001, abs=1e-4)


def test_the_file_with_clock_resets_is_placed_as_pyxdf_places_it(shared_data: Path):
    path = shared_data / "xdf" / "clock_resets.xdf"
    found = read_any(path)
    streams, _ = pyxdf.load_xdf(str(path), dejitter_timestamps=False)
    theirs = next(s for s in streams if s["info"]["name"][0] == "BioSemi")
    times, _ = found.signals[0].load()
    apart = times - theirs["time_stamps"]
    assert np.ptp(apart) < 1e-4
    assert np.diff(times).max() == pytest.approx(273.556, abs=0.01)
    assert "import_clock_resets" in {text.code for text in found.oddities}


def test_streams_without_samples_or_offsets_are_told(shared_data: Path):
    empty = read_any(shared_data / "xdf" / "empty_streams.xdf")
    assert [t.code for t in empty.oddities] == ["import_no_sample"] * 2
    minimal = read_any(shared_data / "xdf" / "minimal.xdf")
    assert [t.code for t in minimal.oddities] == ["import_not_synchronised"]


@pytest.mark.parametrize("kept", [0.99, 0.9, 0.6])
def test_a_file_that_was_cut_gives_what_is_there(tmp_path: Path, kept: float):
    data = made(tmp_path / "a.xdf", n=20_000).read_bytes()
    whole = read_any(tmp_path / "a.xdf").signals[0].load()
    cut = tmp_path / "cut.xdf"
    cut.write_bytes(data[: int(kept * len(data))])
    found = read_any(cut)
    _, values = found.signals[0].load()
    assert 0 < values.size <= whole[1].size
    np.testing.assert_array_equal(values, whole[1][: values.size])
    assert found.oddities


@pytest.mark.parametrize("n_bytes", [4, 10, 200, 400])
def test_a_file_cut_before_its_first_sample_is_refused_in_words(tmp_path: Path, n_bytes: int):
    path = made(tmp_path / "a.xdf")
    path.write_bytes(path.read_bytes()[:n_bytes])
    with pytest.raises(RecordingCorruptError, match=r"a\.xdf"):
        read_any(path)


def test_a_stream_on_another_clock_is_left_out_and_told(tmp_path: Path):
    writer = XdfWriter(tmp_path / "a.xdf")
    for name, start in (("ECG", 5000.0), ("Belt", 1.7e9)):
        stream = writer.add_stream(StreamHeader(name, 1, "float32", 100.0, name, name))
        stamps = start + np.arange(1000) / 100
        writer.write_samples(stream, stamps, np.zeros((1000, 1), np.float32))
        if name == "ECG":
            writer.write_offset(stream, start, 0.0)
    writer.close()
    found = read_any(tmp_path / "a.xdf")
    assert [s.name for s in found.signals] == ["ECG"]
    assert "import_other_clock" in {text.code for text in found.oddities}


def test_a_file_is_read_part_by_part_and_no_more_than_a_part_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The same times and samples from parts of 3 kB as from one, damaged chunks included."""
    path = made(tmp_path / "a.xdf")
    whole = read_any(path).signals[0].load()
    loaded = []
    one_part = xdf_reader._load_numbers

    def counted(data, found, last=0.0):
        loaded.append(sum(found.ends) - sum(found.starts))
        return one_part(data, found, last)

    monkeypatch.setattr(xdf_reader, "_load_numbers", counted)
    monkeypatch.setattr(xdf_reader.load_parts, "__kwdefaults__", {"n_bytes": 3000})
    signal = read_any(path).signals[0]
    for mine, theirs in zip(signal.load(), whole, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    for at in range(0, 5000, 777):
        for mine, theirs in zip(signal.part(at, at + 777), whole, strict=True):
            np.testing.assert_array_equal(mine, theirs[at : at + 777])
    assert len(loaded) > 20
    assert max(loaded) < 10_000 < path.stat().st_size / 5


def test_omitted_stamps_count_on_across_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Chunks without any stamp, as LabRecorder writes them behind the first."""
    path = tmp_path / "a.xdf"
    header = header_xml(StreamHeader("ECG", 1, "float32", 100.0, "ECG", "e"), 1)
    body = chunk(Tag.FILE_HEADER, b"<?xml version='1.0'?><info><version>1.0</version></info>")
    body += chunk(Tag.STREAM_HEADER, struct.pack("<I", 1) + header.encode())
    for k in range(100):
        rows = b""
        for j in range(10):
            stamp = b"\x08" + struct.pack("<d", 50.0) if k == j == 0 else b"\x00"
            rows += stamp + struct.pack("<f", 10 * k + j)
        content = struct.pack("<I", 1) + b"\x04" + struct.pack("<I", 10) + rows
        body += chunk(Tag.SAMPLES, content)
    path.write_bytes(MAGIC + body)
    whole = read_any(path).signals[0].load()
    monkeypatch.setattr(xdf_reader.load_parts, "__kwdefaults__", {"n_bytes": 200})
    times, values = read_any(path).signals[0].load()
    np.testing.assert_array_equal(times, whole[0])
    np.testing.assert_allclose(times, np.arange(1000) / 100, atol=1e-9)
    np.testing.assert_array_equal(values, np.arange(1000))
