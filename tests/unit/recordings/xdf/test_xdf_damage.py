"""Cut, damaged and unwritable files: whole chunks survive, nothing wrong is ever read."""

from __future__ import annotations

import logging

import numpy as np
import pytest
import pyxdf

from recordings.disk.append_file import DiskFullError
from recordings.xdf.repair import repair
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_parts, read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import RecordingError

logging.getLogger("pyxdf").setLevel(logging.CRITICAL)


@pytest.fixture
def recording(tmp_path):
    """A small file with every kind of chunk, and where each chunk ends."""
    writer = XdfWriter(tmp_path / "whole.xdf")
    ends = [writer.size]
    ecg = writer.add_stream(StreamHeader("ecg", 2, "float32", 250.0))
    ends.append(writer.size)
    marks = writer.add_stream(StreamHeader("marks", 1, "string"))
    ends.append(writer.size)
    for k in range(4):
        stamps = 10 + np.arange(k * 5, k * 5 + 5) / 250
        writer.write_samples(ecg, stamps, np.full((5, 2), k + 1, "f4"))
        ends.append(writer.size)
        writer.write_samples(marks, stamps[:1], [[f"mark {k}"]])
        ends.append(writer.size)
        writer.write_offset(ecg, stamps[0], 0.001 * k)
        ends.append(writer.size)
        writer.write_boundary()
        ends.append(writer.size)
    writer.close()
    return writer.path, ends


@pytest.mark.slow
def test_a_file_cut_at_any_byte_gives_its_whole_chunks_and_nothing_wrong(
    recording, tmp_path, no_sync
):
    path, ends = recording
    raw = path.read_bytes()
    whole = read_xdf(path)
    cut, mended = tmp_path / "cut.xdf", tmp_path / "mended.xdf"
    for n in range(len(raw) - 1):
        cut.write_bytes(raw[:n])
        found = read_xdf(cut)
        # a file header alone is whole: nothing says that more was to come
        assert found.complete == (n == ends[0])
        assert found.n_bytes_used + found.n_bytes_beyond == n
        if n <= ends[-1]:
            assert found.n_bytes_used == max(
                [e for e in ends if e <= n], default=min(n, 4) // 4 * 4
            )
        for mine, full in zip(found.streams, whole.streams, strict=False):
            size = len(mine.stamps)
            np.testing.assert_array_equal(mine.stamps, full.stamps[:size])
            np.testing.assert_array_equal(mine.values, full.values[:size])
        report = repair(cut, mended)
        if n == ends[0]:
            assert report.repaired is None
            continue
        assert cut.read_bytes() == raw[:n]
        again = read_xdf(mended)
        assert again.complete, again.problems
        assert [len(s.stamps) for s in again.streams] == [len(s.stamps) for s in found.streams]
        assert sum(report.samples.values()) == sum(len(s.stamps) for s in again.streams)
        if n % 7 == 0 or n in ends:  # pyxdf is slow; every seventh cut and every chunk end
            streams, _ = pyxdf.load_xdf(str(mended))
            for other, mine in zip(streams, again.streams, strict=True):
                np.testing.assert_array_equal(other["time_series"], mine.values)
                assert int(other["footer"]["info"]["sample_count"][0]) == len(mine.stamps)
        mended.unlink()


def test_a_tail_of_zeros_is_left_out(recording, tmp_path):
    path, ends = recording
    cut = tmp_path / "cut.xdf"
    cut.write_bytes(path.read_bytes()[: ends[-1]] + bytes(4096))
    assert read_xdf(cut).n_bytes_used == ends[-1]
    assert repair(cut).n_bytes_removed == 4096


def truth_of(path):
    """Every stamp of a recording and its values; stamps are unique within a stream."""
    return {
        s.stream_id: {t: as_text(v) for t, v in zip(s.stamps.tolist(), s.values, strict=True)}
        for s in read_xdf(path).streams
    }


def as_text(values):
    return repr(values.tolist() if isinstance(values, np.ndarray) else values)


def wrong_samples(found, truth):
    n_wrong = sum(
        truth.get(s.stream_id, {}).get(t) != as_text(v)
        for s in found.streams
        for t, v in zip(s.stamps.tolist(), s.values, strict=True)
    )
    return n_wrong, sum(len(s.stamps) for s in found.streams)


@pytest.mark.slow
def test_zeros_from_any_byte_on_as_a_power_failure_leaves_them_give_nothing_wrong(
    recording, tmp_path
):
    path, ends = recording
    raw, truth, hurt = path.read_bytes(), truth_of(path), tmp_path / "hurt.xdf"
    offsets = read_xdf(path).stream(name="ecg").clock_offsets.tolist()
    whole = {}
    for end in ends[1:]:
        hurt.write_bytes(raw[:end])
        whole[end] = wrong_samples(read_xdf(hurt), truth)[1]
    for n in range(ends[1], len(raw)):
        hurt.write_bytes(raw[:n] + bytes(len(raw) - n))
        found = read_xdf(hurt)
        n_wrong, n_found = wrong_samples(found, truth)
        assert n_wrong == 0, n
        assert n_found >= whole[max(e for e in ends if e <= n)] - 5  # at most one chunk less
        mine = found.stream(name="ecg").clock_offsets.tolist()
        assert mine == offsets[: len(mine)]


def test_a_page_of_zeros_inside_a_chunk_costs_that_chunk(tmp_path):
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 2, "float32", 1000.0))
    ends = []
    for k in range(3):
        stamps = 5.0 + k + np.arange(900) / 1000
        writer.write_samples(stream, stamps, np.full((900, 2), k + 1.0, "f4"))
        ends.append(writer.size)
    writer.close()
    hurt = bytearray(writer.path.read_bytes())
    hurt[ends[0] + 5000 : ends[0] + 5000 + 4096] = bytes(4096)
    path = tmp_path / "hurt.xdf"
    path.write_bytes(hurt)
    assert set(read_xdf(path).streams[0].values[:, 0]) == {1.0, 3.0}
    assert set(read_xdf(repair(path).repaired).streams[0].values[:, 0]) == {1.0, 3.0}


@pytest.mark.parametrize("seed", range(4))
def test_random_damage_in_the_tail_costs_the_chunks_it_hits_and_no_reader_fails(
    recording, tmp_path, no_sync, seed
):
    path, ends = recording
    raw, truth = path.read_bytes(), truth_of(path)
    rng = np.random.default_rng(seed)
    tail = ends[len(ends) // 2]
    before = tmp_path / "before.xdf"
    before.write_bytes(raw[:tail])
    n_before = wrong_samples(read_xdf(before), truth)[1]
    for k in range(100):
        hurt = bytearray(raw)
        at = int(rng.integers(tail, len(raw)))
        if k % 2:
            hurt[at] ^= 1 << int(rng.integers(8))  # one flipped bit
        else:
            hurt[at : at + 40] = rng.bytes(len(hurt[at : at + 40]))
        path_hurt = tmp_path / f"hurt-{k}.xdf"
        path_hurt.write_bytes(hurt)
        n_wrong, n_found = wrong_samples(read_xdf(path_hurt), truth)
        assert n_wrong <= 5, (k, at)  # XDF has no checksums: at most what was hit
        assert n_found >= n_before
        mended = repair(path_hurt)
        if mended.repaired is not None:
            assert wrong_samples(read_xdf(mended.repaired), truth) == (n_wrong, n_found)
            theirs, _ = pyxdf.load_xdf(
                str(mended.repaired), synchronize_clocks=False, dejitter_timestamps=False
            )
            assert sum(len(s["time_stamps"]) for s in theirs) == n_found


def test_a_repaired_copy_loads_elsewhere_wherever_the_damage_was(recording, tmp_path, no_sync):
    path, _ = recording
    raw = path.read_bytes()
    rng = np.random.default_rng(11)
    for k in range(200):
        hurt = bytearray(raw)
        at = int(rng.integers(4, len(raw)))
        size = (1, 30)[k % 2]
        hurt[at : at + size] = rng.bytes(len(hurt[at : at + size]))
        hurt_path = tmp_path / f"hurt-{k}.xdf"
        hurt_path.write_bytes(hurt)
        report = repair(hurt_path)
        mended = report.repaired or hurt_path
        assert read_xdf(mended).complete, (k, at)
        loads_elsewhere(mended)


def loads_elsewhere(path):
    if read_xdf(path).streams:  # pyxdf wants at least one
        theirs, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
        sizes = {s["info"]["stream_id"]: len(s["time_stamps"]) for s in theirs}
        for stream in read_xdf(path).streams:
            assert sizes[stream.stream_id] == len(stream.stamps)


def test_reading_goes_on_behind_damage_at_the_next_boundary(recording, tmp_path):
    path, ends = recording
    raw = bytearray(path.read_bytes())
    raw[ends[6] : ends[6] + 4] = b"\xee" * 4  # the second ecg chunk, k = 1
    broken = tmp_path / "broken.xdf"
    broken.write_bytes(raw)
    found = read_xdf(broken)
    assert not found.complete
    assert "damaged" in " ".join(found.problems)
    assert sorted({float(v) for v in found.stream(name="ecg").values[:, 0]}) == [1, 3, 4]
    mended = repair(broken)
    assert read_xdf(mended.repaired).complete
    streams, _ = pyxdf.load_xdf(str(mended.repaired))
    assert sorted({float(v) for v in streams[0]["time_series"][:, 0]}) == [1, 3, 4]


def test_a_whole_file_needs_no_repair_and_a_copy_is_never_overwritten(recording, tmp_path):
    path, ends = recording
    report = repair(path)
    assert report.repaired is None
    assert "nothing to repair" in str(report)
    cut = tmp_path / "cut.xdf"
    cut.write_bytes(path.read_bytes()[: ends[5]])
    first = repair(cut)
    assert first.footers_added == (1, 2)
    with pytest.raises(RecordingError, match="exists already"):
        repair(cut)


def test_parts_of_a_recording_are_read_as_one(recording, tmp_path):
    path, _ = recording
    both = read_parts([path, path])
    assert [stream.stream_id for stream in both.streams] == [1, 2, 3, 4]
    assert both.complete
    with pytest.raises(RecordingError, match="no recording"):
        read_parts([])


@pytest.fixture
def disk_limit():
    """A way to fill the disk: files of this process may not grow beyond a size."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size or soft, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def write_numbered(writer, stream, first, n=10):
    numbers = np.arange(first, first + n, dtype=float)
    writer.write_samples(stream, numbers, numbers[:, None])


def test_a_full_disk_loses_nothing_when_space_comes_back(tmp_path, disk_limit):
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "double64"))
    write_numbered(writer, stream, 0)
    disk_limit(writer.size + 100)  # in the middle of the next chunk
    whole = writer.size
    write_numbered(writer, stream, 10)
    write_numbered(writer, stream, 20)
    assert writer.backlog_bytes > 0
    assert writer.path.stat().st_size == whole  # the piece that fitted was cut off again
    assert len(read_xdf(writer.path).streams[0].stamps) == 10
    disk_limit(0)
    assert writer.retry()
    write_numbered(writer, stream, 30)
    writer.close()
    found = read_xdf(writer.path)
    assert found.complete
    np.testing.assert_array_equal(found.streams[0].values[:, 0], np.arange(40.0))


def test_a_disk_full_for_too_long_costs_the_oldest_and_counts_them(tmp_path, disk_limit):
    writer = XdfWriter(tmp_path / "a.xdf", backlog_limit=1000)
    stream = writer.add_stream(StreamHeader("s", 1, "double64"))
    disk_limit(writer.size)
    for k in range(20):
        write_numbered(writer, stream, 10 * k)
    assert writer.backlog_bytes <= 1000
    disk_limit(0)
    writer.close()
    values = read_xdf(writer.path).streams[0].values[:, 0]
    np.testing.assert_array_equal(values, np.arange(200 - len(values), 200.0))
    assert writer.streams[stream].n_dropped == 200 - len(values) > 0


def test_a_file_closed_on_a_full_disk_says_so_and_is_whole(tmp_path, disk_limit):
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "double64"))
    write_numbered(writer, stream, 0)
    disk_limit(writer.size + 20)
    with pytest.raises(DiskFullError, match="too early"):
        writer.close()
    disk_limit(0)
    found = read_xdf(writer.path)
    assert found.n_bytes_beyond == 0
    assert len(found.streams[0].stamps) == 10
