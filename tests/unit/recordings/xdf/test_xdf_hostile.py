"""Files that lie: no length, count or depth is believed, and time grows as the file does."""

from __future__ import annotations

import logging
import struct
import time

import numpy as np
import pytest
import pyxdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recordings.xdf.repair import ended_in_order, repair
from recordings.xdf.xdf_format import MAGIC, Tag, chunk
from recordings.xdf.xdf_header import MAX_CHANNELS, StreamHeader, header_xml, parse_header
from recordings.xdf.xdf_problems import MAX_OF_A_KIND, Problems
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.account import account_of
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message
from safehold.files.part_findings import verdict
from safehold.files.receipt import examine
from tests.unit.recordings.xdf._hostile import (
    BROKEN_SAMPLE,
    LIES,
    MANY,
    ONE_SAMPLE,
    file_of,
    footer,
    header,
    nested,
    samples,
)

pytestmark = pytest.mark.usefixtures("no_sync")
logging.getLogger("pyxdf").setLevel(logging.CRITICAL)


def all_readers(path, mended):
    """Read a file in every way; return the streams of the repaired copy."""
    mended.unlink(missing_ok=True)
    try:
        found = read_xdf(path)
        part = examine(path)
        verdict(part)
        account_of([part]).remarks()
        report = repair(path, mended)
    except SafeholdError:
        return None
    assert len(str(report)) < 20_000
    if report.repaired is None:
        assert ended_in_order(path)
        return found.streams
    again = read_xdf(mended)
    assert again.complete, again.problems
    kept = {stream.stream_id: stream for stream in again.streams}  # mended headers come first
    assert kept.keys() == {stream.stream_id for stream in found.streams}
    for mine in found.streams:
        np.testing.assert_array_equal(mine.stamps, kept[mine.stream_id].stamps)
    return again.streams


@pytest.mark.parametrize("name", LIES)
def test_a_lie_costs_what_it_stands_in_and_other_readers_load_the_repaired_copy(name, tmp_path):
    path, mended = tmp_path / "a.xdf", tmp_path / "mended.xdf"
    whole = header(7, name="whole") + samples(7)
    path.write_bytes(file_of(whole + LIES[name]))
    streams = all_readers(path, mended)
    assert streams is not None
    assert [len(s.stamps) for s in streams if s.header.name == "whole"] == [1]
    loaded, _ = pyxdf.load_xdf(str(mended))
    assert "whole" in [stream["info"]["name"][0] for stream in loaded]


def test_what_is_nested_too_deep_is_left_out_and_the_stream_is_kept(tmp_path):
    channel = "<channels><channel><label>lead II</label></channel></channels>"
    lie = header(extra=f"<desc>{nested(2000)}{channel}</desc>")
    path, mended = tmp_path / "a.xdf", tmp_path / "mended.xdf"
    path.write_bytes(file_of(lie + samples()))
    (stream,) = all_readers(path, mended)
    assert stream.header.labels == ("lead II",)
    assert stream.values.tolist() == [[2.0]]
    assert "original_header" in stream.header.xml


def test_a_senders_deep_header_is_written_so_that_it_can_be_read(tmp_path):
    said = StreamHeader(
        "deep", 1, "float32", xml=f"<info><name>deep</name><desc>{nested(1200)}</desc></info>"
    )
    written = header_xml(said, 1)
    assert parse_header(written).name == "deep"
    assert written.count("<a>") < 100
    assert "original_header" in written


def test_a_channel_count_is_believed_up_to_a_bound():
    assert parse_header(header_xml(StreamHeader("a", MAX_CHANNELS, "int8"), 1)).channel_count
    with pytest.raises(ValueError, match="more than"):
        StreamHeader("a", MAX_CHANNELS + 1, "int8")


def test_a_damaged_chunk_of_64_kibibytes_is_cut_out_where_it_begins(tmp_path):
    # a byte of its length is 1, as the form of a one-byte length is
    body = BROKEN_SAMPLE + bytes(2**16)
    path, mended = tmp_path / "a.xdf", tmp_path / "mended.xdf"
    content = struct.pack("<I", 1) + body
    long = b"\x04" + struct.pack("<IH", 2 + len(content), Tag.SAMPLES) + content
    path.write_bytes(file_of(header() + long + samples()))
    (stream,) = all_readers(path, mended)
    assert stream.values.tolist() == [[2.0]]


def test_problems_of_a_kind_are_counted_once_there_are_many():
    problems = Problems()
    assert not problems
    for k in range(500):
        problems.append(Message(f"chunk {k} is damaged"))
        problems.append(Message("no footer"))
    problems.append(Message("y" * 10_000))
    told = list(problems)
    assert len(told) == MAX_OF_A_KIND + 3
    assert told[-1] == f"{500 - MAX_OF_A_KIND} more like this: chunk 0 is damaged"
    assert all(len(text) < 400 for text in told)


def cpu_seconds(path, mended):
    """Return the CPU time that reading, examining and repairing a file take."""
    begun = time.process_time()
    all_readers(path, mended)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("name", MANY)
def test_time_is_linear_in_the_size_of_the_file(name, tmp_path):
    path, mended = tmp_path / "a.xdf", tmp_path / "mended.xdf"
    few = 400
    path.write_bytes(file_of(MANY[name](few)))
    small = min(cpu_seconds(path, mended) for _ in range(3))
    path.write_bytes(file_of(MANY[name](16 * few)))
    # linear gives 16, quadratic 256; short times have their own cost, which makes it less
    assert cpu_seconds(path, mended) < 48 * small + 0.5


NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70), st.sampled_from([0, 1, 2, 2**28, 2**31, 2**40, 10**9])
)
TEXTS = st.one_of(NUMBERS.map(str), st.floats().map(repr), st.text(max_size=20))
FORMATS = st.sampled_from(["int8", "float32", "double64", "int64", "string", "float128", ""])
IDS = st.integers(0, 3)
LENGTHS = st.one_of(
    st.builds(lambda n: b"\x04" + struct.pack("<I", n), st.integers(0, 2**32 - 1)),
    st.builds(lambda n: b"\x08" + struct.pack("<Q", n), st.integers(0, 2**64 - 1)),
    st.builds(lambda n: b"\x04" + struct.pack("<I", n), st.integers(0, 3)),
)
CHUNKS = st.one_of(
    st.builds(
        lambda i, c, r, f, d: header(
            i, channels=c, rate=r, channel_format=f, extra=f"<desc>{'<a>' * d}{'</a>' * d}</desc>"
        ),
        IDS, TEXTS, TEXTS, FORMATS, st.sampled_from([0, 60, 70, 1500]),
    ),
    st.builds(lambda i, f: header(i, channel_format=f), IDS, FORMATS),
    st.builds(lambda i, n: samples(i, ONE_SAMPLE * n), IDS, st.integers(0, 3)),
    st.builds(lambda i, n, b: samples(i, n + b), IDS, LENGTHS, st.binary(max_size=60)),
    st.builds(lambda i, b: footer(b, i), IDS, st.binary(max_size=30)),
    st.builds(chunk, st.sampled_from(list(Tag)), st.binary(max_size=30)),
    st.builds(lambda n, b: n + b, LENGTHS, st.binary(max_size=30)),
    st.binary(max_size=30),
)  # fmt: skip


@pytest.mark.slow
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chunks=st.lists(CHUNKS, max_size=12))
def test_any_chunks_are_read_or_refused_and_what_is_read_is_repaired(chunks, tmp_path):
    path = tmp_path / "a.xdf"
    path.write_bytes(file_of(b"".join(chunks)))
    all_readers(path, tmp_path / "mended.xdf")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    writer = XdfWriter(tmp_path_factory.mktemp("whole") / "a.xdf")
    ecg = writer.add_stream(StreamHeader("ecg", 2, "float32", 250.0))
    marks = writer.add_stream(StreamHeader("marks", 1, "string"))
    for k in range(3):
        writer.write_samples(ecg, k + np.arange(5) / 250, np.full((5, 2), k, "f4"))
        writer.write_samples(marks, np.array([float(k)]), [[f"mark {k}"]])
        writer.write_offset(ecg, float(k), 0.001)
        writer.write_boundary()
    writer.close()
    return writer.path.read_bytes()


@pytest.mark.slow
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_recording_with_any_bytes_changed_is_read_or_refused(data, written, tmp_path):
    raw = bytearray(written)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(len(MAGIC), len(raw) - 1))
        new = data.draw(st.binary(min_size=1, max_size=8))
        raw[at : at + len(new)] = new
    path = tmp_path / "a.xdf"
    path.write_bytes(raw)
    all_readers(path, tmp_path / "mended.xdf")
