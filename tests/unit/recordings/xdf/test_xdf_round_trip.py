"""What is written is what is read, judged by pyxdf and by our own reader."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import struct

import numpy as np
import pytest
import pyxdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from recordings.xdf.xdf_format import BOUNDARY_UUID, NUMERIC_FORMATS, varlen
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import RecordingCorruptError, RecordingError

logging.getLogger("pyxdf").setLevel(logging.CRITICAL)


def load_raw(path):
    streams, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
    return streams


def edge_values(fmt):
    dtype = np.dtype(NUMERIC_FORMATS[fmt])
    if dtype.kind == "f":
        info = np.finfo(dtype)
        edges = [0.0, -0.0, np.nan, np.inf, -np.inf, info.max, info.tiny, 0.1]
    else:
        info = np.iinfo(dtype)
        edges = [0, 1, -1, info.min, info.max, 7, 8, 9]
    return np.array(edges, dtype).reshape(4, 2)


@pytest.mark.parametrize("fmt", NUMERIC_FORMATS)
def test_every_numeric_format_comes_back_bit_for_bit(tmp_path, fmt):
    values = edge_values(fmt)
    stamps = np.array([1e9 + 1 / 3, -5.5, 0.0, 1e-300])  # raw stamps are never mended
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 2, fmt, 250.0))
    writer.write_samples(stream, stamps, values)
    writer.close()
    (theirs,) = load_raw(writer.path)
    ours = read_xdf(writer.path).stream(name="s")
    for found_stamps, found in (
        (theirs["time_stamps"], theirs["time_series"]),
        (ours.stamps, ours.values),
    ):
        assert found_stamps.tobytes() == stamps.tobytes()
        assert found.dtype == values.dtype
        assert found.tobytes() == values.tobytes()


def test_every_kind_of_text_comes_back_byte_for_byte(tmp_path):
    texts = ["", "NUL\0in it", "ünï 😀", "line\nbreak", "a" * 255, "b" * 256, "c" * 2**20]
    raw = [text.encode() for text in texts] + [b"\xff\xfe not UTF-8"]
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "string"))
    writer.write_samples(stream, np.arange(8.0), [[text] for text in raw])
    writer.close()
    (theirs,) = load_raw(writer.path)
    ours = read_xdf(writer.path).stream(name="s")
    assert [row[0] for row in theirs["time_series"]] == [r.decode(errors="replace") for r in raw]
    assert [row[0] for row in ours.values] == [*texts, raw[-1]]
    assert raw[-1] in writer.path.read_bytes()


def test_a_text_of_four_gigabytes_has_an_eight_byte_length():
    assert varlen(255) == b"\x01\xff"
    assert varlen(256) == b"\x04" + struct.pack("<I", 256)
    assert varlen(2**32) == b"\x08" + struct.pack("<Q", 2**32)


@st.composite
def recordings(draw):
    """A few streams and a shuffled sequence of chunks of them."""
    headers = []
    for k in range(draw(st.integers(1, 4))):
        fmt = draw(st.sampled_from([*NUMERIC_FORMATS, "string"]))
        rate = draw(st.sampled_from([0.0, 1.0, 130.0, 1000.0]))
        headers.append(StreamHeader(f"s{k}", draw(st.integers(1, 4)), fmt, rate))
    chunks = []
    for _ in range(draw(st.integers(0, 8))):
        k = draw(st.integers(0, len(headers) - 1))
        n = draw(st.integers(1, 20))
        stamps = draw(hnp.arrays(np.float64, n, elements=st.floats(-1e12, 1e12)))
        if headers[k].channel_format == "string":
            row = st.lists(st.binary(max_size=300), min_size=headers[k].channel_count,
                           max_size=headers[k].channel_count)  # fmt: skip
            values = draw(st.lists(row, min_size=n, max_size=n))
        else:
            dtype = np.dtype(NUMERIC_FORMATS[headers[k].channel_format])
            values = draw(hnp.arrays(dtype, (n, headers[k].channel_count)))
        chunks.append((k, stamps, values))
    return headers, chunks


def as_bytes(values):
    if isinstance(values, np.ndarray):
        return values.tobytes()
    return [[t if isinstance(t, bytes) else t.encode() for t in row] for row in values]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(recordings())
def test_any_recording_comes_back(tmp_path_factory, recording):
    headers, chunks = recording
    path = tmp_path_factory.mktemp("xdf") / "a.xdf"
    writer = XdfWriter(path)
    ids = [writer.add_stream(header) for header in headers]
    for k, stamps, values in chunks:
        writer.write_samples(ids[k], stamps, values)
    writer.close()
    found = read_xdf(path)
    assert found.complete
    assert found.n_bytes_used == path.stat().st_size == writer.size
    theirs = load_raw(path)
    for k, stream in enumerate(found.streams):
        mine = [(stamps, values) for j, stamps, values in chunks if j == k]
        stamps = np.concatenate([np.empty(0), *(stamps for stamps, _ in mine)])
        assert stream.stamps.tobytes() == stamps.tobytes()
        assert theirs[k]["time_stamps"].tobytes() == stamps.tobytes()
        if headers[k].channel_format == "string":
            assert as_bytes(stream.values) == [row for _, rows in mine for row in rows]
        else:
            assert stream.values.tobytes() == b"".join(v.tobytes() for _, v in mine)
            np.testing.assert_array_equal(theirs[k]["time_series"], stream.values)


def test_an_existing_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "a.xdf"
    path.write_bytes(b"precious")
    with pytest.raises(RecordingError, match="never overwritten"):
        XdfWriter(path)
    assert path.read_bytes() == b"precious"


def test_values_that_the_format_cannot_hold_are_refused(tmp_path):
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "float32"))
    size = writer.size
    for wrong in (np.zeros((2, 1)), np.zeros((2, 2), "f4"), np.zeros((1, 1), "f4")):
        with pytest.raises(ValueError):
            writer.write_samples(stream, np.arange(2.0), wrong)
    assert writer.size == size


def test_headers_no_reader_would_take_are_mended_and_the_original_kept(tmp_path):
    bad = (
        '<?xml version="1.0"?><info><name>belt\x01</name><desc><maker>x&#2;y</maker></desc></info>'
    )
    writer = XdfWriter(tmp_path / "a.xdf")
    writer.add_stream(StreamHeader("belt\x01", 1, "float32", 25.0, xml=bad))
    writer.add_stream(StreamHeader("", 1, "float32", xml="<info><not closed>"))
    writer.add_stream(StreamHeader("bob's", 1, "string", channels=(Channel("m", "Markers", ""),)))
    writer.close()
    streams = load_raw(writer.path)
    assert [s["info"]["name"][0] for s in streams] == ["belt", "unnamed-2", "bob's"]
    assert streams[0]["info"]["desc"][0]["maker"] == ["xy"]
    kept = streams[0]["info"]["desc"][0]["safehold"][0]["original_header"][0]
    assert base64.b64decode(kept).decode() == bad
    assert read_xdf(writer.path).stream(name="bob's").header.labels == ("m",)


def test_a_gap_is_not_smeared_by_the_default_loading_of_pyxdf(tmp_path):
    stamps = np.arange(1300) / 130
    stamps[650:] += 3.0
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("ecg", 1, "float32", 130.0))
    writer.write_samples(stream, stamps, np.zeros((1300, 1), "f4"))
    writer.close()
    (loaded,), _ = pyxdf.load_xdf(str(writer.path))
    np.testing.assert_array_equal(loaded["time_stamps"], stamps)


def test_footers_tell_counts_ends_and_offsets_also_of_streams_without_samples(tmp_path):
    writer = XdfWriter(tmp_path / "a.xdf")
    live = writer.add_stream(StreamHeader("live", 1, "double64", 10.0))
    writer.add_stream(StreamHeader("dead", 1, "string"))
    writer.write_samples(live, np.array([5.0, 5.1]), np.zeros((2, 1)))
    writer.write_offset(live, 5.05, -0.25, 0.001)
    writer.close()
    streams = {s["info"]["name"][0]: s for s in load_raw(writer.path)}
    footer = streams["live"]["footer"]["info"]
    assert footer["sample_count"] == ["2"]
    assert (footer["first_timestamp"], footer["last_timestamp"]) == (["5.0"], ["5.1"])
    offset = footer["clock_offsets"][0]["offset"][0]
    assert offset == {"time": ["5.05"], "value": ["-0.25"], "uncertainty": ["0.001"]}
    assert (streams["live"]["clock_times"], streams["live"]["clock_values"]) == ([5.05], [-0.25])
    assert streams["dead"]["footer"]["info"]["sample_count"] == ["0"]
    np.testing.assert_array_equal(
        read_xdf(writer.path).stream(name="live").clock_offsets, [[5.05, -0.25]]
    )


def test_boundaries_come_at_least_every_ten_seconds(tmp_path, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("recordings.xdf.xdf_writer.time.monotonic", lambda: now[0])
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "float32"))
    for _ in range(100):
        now[0] += 1.0
        writer.write_samples(stream, np.array([now[0]]), np.zeros((1, 1), "f4"))
    assert writer.path.read_bytes().count(BOUNDARY_UUID) == 10


def test_each_chunk_is_one_write_on_an_append_only_descriptor(tmp_path, monkeypatch):
    writes = []
    real = os.write
    monkeypatch.setattr(
        "recordings.disk.append_file.os.write",
        lambda fd, data: writes.append(bytes(data)) or real(fd, data),
    )
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 1, "float32"))
    writer.write_samples(stream, np.arange(3.0), np.zeros((3, 1), "f4"))
    writer.write_offset(stream, 1.0, 0.0)
    writer.close()
    assert len(writes) == 6  # file header, stream header, samples, offset, boundary, footer
    assert b"".join(writes) == writer.path.read_bytes()
    assert writer.sha256 == hashlib.sha256(b"".join(writes)).hexdigest()


def test_what_is_not_xdf_is_refused_in_plain_words(tmp_path):
    (tmp_path / "a.txt").write_text("time,value\n")
    with pytest.raises(RecordingCorruptError, match="not an XDF file"):
        read_xdf(tmp_path / "a.txt")
    with pytest.raises(RecordingError, match="cannot be read"):
        read_xdf(tmp_path / "missing.xdf")


@pytest.mark.parametrize("name", ["minimal", "empty_streams", "clock_resets"])
def test_foreign_files_are_read_as_pyxdf_reads_them(shared_data, name):
    path = shared_data / "xdf" / f"{name}.xdf"
    ours = read_xdf(path)
    theirs = load_raw(path)
    assert ours.complete
    assert len(ours.streams) == len(theirs)
    for mine, other in zip(ours.streams, theirs, strict=True):
        assert mine.stream_id == other["info"]["stream_id"]
        assert mine.header.name == other["info"]["name"][0]
        np.testing.assert_array_equal(mine.stamps, other["time_stamps"])
        if mine.header.channel_format == "string":
            assert mine.values == other["time_series"]
        else:
            np.testing.assert_array_equal(mine.values, other["time_series"])
        offsets = list(zip(other["clock_times"], other["clock_values"], strict=True))
        np.testing.assert_array_equal(mine.clock_offsets, np.reshape(offsets, (-1, 2)))


@pytest.mark.parametrize("pattern", ["all", "none", "alternate", "odd", "first_only", "random"])
def test_omitted_stamps_are_deduced_as_pyxdf_does(tmp_path, pattern):
    rng = np.random.default_rng(5)
    kept = {
        "all": lambda _: True,
        "none": lambda _: False,
        "alternate": lambda k: k % 2 == 0,
        "odd": lambda k: k % 2 == 1,
        "first_only": lambda k: k == 0,
        "random": lambda _: bool(rng.random() < 0.6),
    }[pattern]
    writer = XdfWriter(tmp_path / "a.xdf")
    stream = writer.add_stream(StreamHeader("s", 2, "int16", 130.0))
    names = writer.add_stream(StreamHeader("m", 1, "string", 10.0))
    writer.close()
    raw = bytearray(writer.path.read_bytes())
    for start in (0, 50):  # two chunks: the second begins from the first one's last stamp
        body, text = b"", b""
        for k in range(50):
            flag = b"\x08" + struct.pack("<d", 100 + (start + k) / 130) if kept(k) else b"\0"
            body += flag + struct.pack("<hh", start + k, -k)
            text += flag + b"\x01\x01x"
        for key, content in ((stream, body), (names, text)):
            content = struct.pack("<HIBI", 3, key, 4, 50) + content
            raw += varlen(len(content)) + content
    writer.path.write_bytes(raw)
    theirs = load_raw(writer.path)
    for mine, other in zip(read_xdf(writer.path).streams, theirs, strict=True):
        assert mine.stamps.tobytes() == other["time_stamps"].tobytes()
        np.testing.assert_array_equal(mine.values, other["time_series"])
