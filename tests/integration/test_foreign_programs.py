"""Programs of others as senders and readers: mne-lsl (with its own liblsl), pylsl's examples.

One recording serves all senders; all of them run side by side.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.discovery import discover, propose_specs
from acquisition.lsl import CONFIG_VARIABLE, local_clock
from acquisition.outlets import Outlet, OutletChannel, OutletInfo, wait_for_all
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.types import Role
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from tests.integration._foreign import N_SAMPLES, RATE, ecg

pytestmark = pytest.mark.lsl
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("SendData", "SendDataAdvanced", "SendStringMarkers")


class Foreign:
    """A program of somebody else."""

    def __init__(self, network, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration._foreign", *arguments],
            cwd=ROOT,
            env={**network.env, "LSLAPICFG": network.env[CONFIG_VARIABLE]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        while (text := self.process.stdout.readline()) and not text.startswith(("{", "ready")):
            pass
        assert text, "it has ended"
        return text

    def go(self, text: str = "") -> None:
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def recorded(lsl_network, tmp_path_factory):
    source_id = lsl_network.source_id("mne")
    senders = [Foreign(lsl_network, "example", name) for name in EXAMPLES]
    player = Foreign(lsl_network, "player", source_id)
    session = SessionFolder.create(tmp_path_factory.mktemp("foreign"), "s-01", {})
    client = RecorderClient(session.path)
    try:
        assert player.line() == "ready\n"
        player.go()  # its outlets stand once it plays
        client.start(RecorderOptions(session.path, min_streams=5), timeout_s=60)

        def counts():
            return {s["name"]: s["n_samples"] for s in client.report()["streams"]}

        lsl_network.wait_until(
            lambda: counts().get("mne player", 0) > 600 and counts().get("MyMarkerStream"), 60
        )
        found = propose_specs(discover(1.5, min_streams=5), ["client", "therapist"])
        client.request_stop()
        assert client.wait_stopped(20)
    finally:
        player.kill()
        for sender in senders:
            sender.kill()
        if client._process is not None:
            client._process.kill()
            client._process.wait()
    return SimpleNamespace(
        file=read_xdf(session.recording_path), specs=found, report=client.report()
    )


def specs(recorded, name):
    return [spec for spec in recorded.specs if spec.name == name]


def test_what_mne_lsls_player_plays_is_recorded_bit_for_bit(recorded):
    stream = recorded.file.stream(name="mne player")
    sent = ecg().T
    first = round(float(stream.values[0, 1]) * 1e6)
    n = len(stream.values)
    assert 600 < n <= N_SAMPLES - first
    np.testing.assert_array_equal(stream.values, sent[first : first + n])
    assert stream.header.labels == ("ECG 1", "count")
    assert stream.header.nominal_rate == RATE
    assert recorded.report["exit_code"] == 0


def test_the_player_is_taken_for_what_it_is(recorded):
    (heart,) = [s for s in specs(recorded, "mne player") if s.role is Role.ECG]
    assert heart.channel == 0
    assert heart.unit == "V"
    assert len(heart.source_id) > 0


def test_pylsls_examples_are_recorded_and_their_noise_is_nobodys_heart(recorded):
    for name, n_channels, rate in (("BioSemi", 8, 100), ("LSLExampleAmp", 10, 100)):
        stream = recorded.file.stream(name=name)
        assert stream.values.shape[1] == n_channels
        assert stream.header.nominal_rate == rate
        assert len(stream.values) > 20
        values = np.asarray(stream.values)
        assert values.min() >= 0
        assert values.max() <= 1
        assert {s.role for s in specs(recorded, name)} <= {Role.OTHER}
    assert recorded.file.stream(name="LSLExampleAmp").header.labels[:2] == ("Fp1", "Fp2")


def test_markers_of_pylsls_example_are_events(recorded):
    stream = recorded.file.stream(name="MyMarkerStream")
    words = {"Test", "Blah", "Marker", "XXX", "Testtest", "Test-1-2-3"}
    assert {row[0] for row in stream.values} <= words
    assert [s.role for s in specs(recorded, "MyMarkerStream")] == [Role.EVENTS]


def test_mne_lsls_stream_reads_our_outlets_with_names_and_units(lsl_network):
    source_id = lsl_network.source_id("ours")
    channels = (OutletChannel("ecg", "mV", "ECG"), OutletChannel("belt", "a.u.", "Respiration"))
    out = Outlet(OutletInfo("ours", "ECG", source_id, channels, 100.0, "float32", "client"))
    reader = Foreign(lsl_network, "stream", source_id)
    try:
        assert wait_for_all([out], 60, time.monotonic)
        head = json.loads(reader.line())
        stamps = local_clock() + np.arange(500) / 100
        values = np.random.default_rng(1).normal(size=(500, 2)).astype(np.float32)
        for start in range(0, 500, 4):
            out.push_chunk(values[start : start + 4], stamps[start : start + 4])

        reader.go("500")
        got = json.loads(reader.line())
    finally:
        reader.kill()
        out.close()
    assert head["names"] == ["ecg", "belt"]
    assert head["types"][0] == "ecg"
    assert head["rate"] == 100
    times = np.array(got["times"])
    kept = times > 0
    np.testing.assert_array_equal(times[kept], stamps[-kept.sum() :])
    np.testing.assert_array_equal(
        np.array(got["data"])[:, kept].T.astype(np.float32), values[-kept.sum() :]
    )
    assert kept.sum() == 500
