"""The recorder process against real senders on loopback, judged by pyxdf."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pylsl
import pytest
import pyxdf

from recordings.repair import repair
from recordings.session import SessionFolder
from recordings.xdf_reader import read_xdf
from safehold.app.recorder import RecorderOptions
from safehold.app.recorder_client import RecorderClient
from safehold.core.errors import RecordingError
from safehold.core.markers import decode_marker

pytestmark = pytest.mark.lsl


@dataclass
class Sender:
    """An outlet and everything it was given, with the moment of each push."""

    outlet: pylsl.StreamOutlet
    name: str
    stamps: list[float] = field(default_factory=list)
    values: list = field(default_factory=list)

    def push(self, values, stamp: float) -> None:
        self.outlet.push_sample(values, stamp)
        self.stamps.append(stamp)
        self.values.append(values)


def make_sender(network, name, fmt="float32", rate=250.0, channels=2, source_id=None, **desc):
    source_id = network.source_id(name) if source_id is None else source_id
    info = pylsl.StreamInfo(name, "Test", channels, rate, fmt, source_id)
    for key, text in desc.items():
        info.desc().append_child_value(key, text)
    return Sender(pylsl.StreamOutlet(info), name)


@pytest.fixture
def session(tmp_path):
    return SessionFolder.create(tmp_path, "s-01", {"participants": []})


@pytest.fixture
def recorders():
    clients: list[RecorderClient] = []

    def start(session, **options):
        client = RecorderClient(session.path)
        client.start(RecorderOptions(session.path, **options))
        clients.append(client)
        return client

    yield start
    for client in clients:
        if client._process.poll() is None:
            client._process.kill()
        client._process.wait()


def pace(seconds: float, rate: float):
    """Yield sample numbers at a rate of the clock, for some seconds."""
    start, k = time.monotonic(), 0
    while (now := time.monotonic() - start) < seconds:
        while k / rate <= now:
            yield k
            k += 1
        time.sleep(0.002)


def by_name(path):
    streams, _ = pyxdf.load_xdf(
        str(path), synchronize_clocks=False, dejitter_timestamps=False
    )
    return {stream["info"]["name"][0]: stream for stream in streams}


def events(path):
    texts = [row[0] for row in by_name(path)["safehold-recorder"]["time_series"]]
    return [decode_marker(text) for text in texts]


def test_pyxdf_reads_back_exactly_what_was_pushed(lsl_network, session, recorders):
    ecg = make_sender(lsl_network, "ecg")
    counts = make_sender(lsl_network, "counts", "int64", 0.0, 1)
    marks = make_sender(lsl_network, "marks", "string", 0.0, 1, bad="bell\x07")
    recorder = recorders(session)
    for sender in (ecg, counts, marks):
        lsl_network.wait_until(sender.outlet.have_consumers)
    t0 = pylsl.local_clock()
    for k in pace(2.0, 250):
        ecg.push([float(k), float("nan") if k % 100 == 7 else -0.1 * k], t0 + k / 250)
        if k % 50 == 0:
            counts.push([2**40 + k], t0 + k / 250)
            marks.push([f"ünï-{k}" if k else ""], t0 + k / 250)
    started = time.monotonic()
    recorder.request_stop()  # at once: what was just pushed must be in the file
    assert recorder.wait_stopped()
    stopping = time.monotonic() - started
    report = recorder.report()
    assert (report["state"], report["exit_code"], report["losses"]) == ("stopped", 0, [])
    assert recorder._process.returncode == 0
    found = by_name(session.recording_path)
    assert set(found) == {"ecg", "counts", "marks", "safehold-recorder"}
    for sender in (ecg, counts, marks):
        stream = found[sender.name]
        np.testing.assert_array_equal(stream["time_stamps"], sender.stamps)
        if sender is marks:
            assert stream["time_series"] == sender.values
        else:
            expected = np.array(sender.values, stream["time_series"].dtype)
            np.testing.assert_array_equal(stream["time_series"], expected)
        assert len(stream["clock_times"]) >= 1
    assert read_xdf(session.recording_path).complete
    assert report["max_unsynced_age_s"] < 5.0  # a bound for a busy machine; the figure is printed
    print(f"stop {stopping:.2f} s, unsynced at most {report['max_unsynced_age_s']:.3f} s")
