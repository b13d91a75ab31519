"""Senders that misbehave in every way at once, each in a process of its own, and one recorder.

One recording serves all tests of this file: the faults run side by side, and each test looks at
what became of one of them.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import pyxdf

from acquisition.lsl import CONFIG_VARIABLE
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.markers import decode_marker
from safehold.files.receipt import check_session
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from tests.integration._sender import ODD_STAMPS, TEXTS
from tests.integration._sender_process import SenderProcess as Sender

pytestmark = pytest.mark.lsl
logging.getLogger("pyxdf").setLevel(logging.CRITICAL)


@dataclass
class Story:
    """What happened, for the tests to look at."""

    senders: dict[str, Sender] = field(default_factory=dict)
    sent: dict[str, list[int]] = field(default_factory=dict)
    restarted: dict[str, float] = field(default_factory=dict)
    """When the second run of a sender stood, LSL clock."""
    report: dict = field(default_factory=dict)
    file: object = None
    events: list = field(default_factory=list)
    stop_s: float = 0.0
    path: Path = Path()

    def streams(self, name):
        return [s for s in self.file.streams if s.header.name.startswith(name)]

    def codes(self, stream=None):
        return [
            code
            for code, fields in self.events
            if stream is None or fields.get("stream") == str(stream.stream_id)
        ]


SPECS = {
    "same": {"rate": 100.0},
    "rate": {"rate": 100.0},
    "count": {"rate": 100.0},
    "format": {"rate": 100.0},
    "bob's\x01belt": {"rate": 50.0, "label": "che\x02st"},
    "noid": {"rate": 100.0, "source_id": ""},
    "autoid": {"rate": 100.0, "source_id": None},
    "session": {"rate": 100.0},
}
CHANGES = {"rate": {"rate": 200.0}, "count": {"channels": 2}, "format": {"format": "int16"}}


@pytest.fixture(scope="module")
def story(lsl_network, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    told = Story()
    try:
        tell(told, lsl_network, folder)
    finally:
        for sender in told.senders.values():
            sender.kill()
    return told


def tell(told, network, folder):
    def spec(name):
        return {"name": name, "source_id": network.source_id("fault"), **SPECS[name]}

    def start(key, *specs, env=network.env):
        told.senders[key] = Sender(env, *specs)
        return told.senders[key]

    specs = {name: spec(name) for name in SPECS}
    for name in SPECS:
        start(name, specs[name])
    twin = {"name": "twin", "source_id": network.source_id("twin"), "rate": 50.0}
    start("twin1", twin)
    start("twin2", twin)
    start("frozen", {"name": "frozen", "source_id": network.source_id("frozen"), "rate": 100.0})
    start(
        "odd",
        {"name": "odd", "source_id": network.source_id("odd"), "kind": "odd"},
        {
            "name": "texts",
            "source_id": network.source_id("texts"),
            "kind": "texts",
            "format": "string",
        },
        {"name": "flat", "source_id": network.source_id("flat"), "kind": "flat", "rate": 50.0},
    )
    n_streams = 0
    for sender in told.senders.values():
        sender.ready()
        n_streams += len(sender.specs)
    session = SessionFolder.create(folder, "s-01", {"participants": []})
    client = RecorderClient(session.path)
    pid = None
    try:
        client.start(RecorderOptions(session.path, min_streams=n_streams), timeout_s=40)
        pid = client.report()["pid"]
        misbehave(told, network, client, specs, start, folder, pid)
        finish(told, client)
    finally:
        if client._process is not None:
            client._process.kill()
            client._process.wait()
    told.path = session.recording_path
    told.file = read_xdf(told.path)
    rows = told.file.stream(name="safehold-recorder").values
    told.events = [decode_marker(row[0]) for row in rows]


def misbehave(told, network, client, specs, start, folder, pid):
    def states():
        return {(s["name"], s["stream_id"]): s for s in client.report()["streams"]}

    def counted(name):
        return sum(1 for (n, _), s in states().items() if n.startswith(name) and s["n_samples"])

    network.wait_until(
        lambda: all(s["n_offsets"] for s in states().values() if s["name"] != "frozen"), 60
    )
    told.senders["frozen"].signal(signal.SIGSTOP)  # it may have been measured; it stays silent
    for name in SPECS:
        told.senders[name].kill()
    foreign = folder / "foreign.cfg"
    text = Path(network.env[CONFIG_VARIABLE]).read_text()
    foreign.write_text(text.replace(network.session_id, "another-session"))
    elsewhere = {**network.env, CONFIG_VARIABLE: str(foreign)}
    for name in SPECS:
        env = elsewhere if name == "session" else network.env
        start(name, {**specs[name], **CHANGES.get(name, {})}, env=env)
    for name in SPECS:
        told.restarted[name] = told.senders[name].ready()

    def settled():
        by_code = Path(client.folder / "recorder.log").read_text()
        again = any(
            s["n_restarts"] and s["state"] == "live"
            for (n, _), s in states().items()
            if n == "same"
        )
        return (
            again
            and "rec.refused" in by_code
            and all(counted(n) == 2 for n in ("rate", "count", "format", "bob", "noid", "autoid"))
            and sum(s["state"] == "lost" for s in states().values()) >= 6
        )

    network.wait_until(settled, timeout=80)
    told.senders["frozen"].signal(signal.SIGCONT)
    os.kill(pid, signal.SIGSTOP)  # a recorder that does not get the processor for a while
    time.sleep(1.5)
    os.kill(pid, signal.SIGCONT)
    network.wait_until(lambda: "rec.flat" in (client.folder / "recorder.log").read_text(), 60)


def finish(told, client):
    for key, sender in told.senders.items():
        told.sent[key] = sender.finish()
    began = time.monotonic()
    client.request_stop()
    assert client.wait_stopped(20)
    told.stop_s = time.monotonic() - began
    told.report = client.report()


def counts(stream):
    """Return what a counting stream says, per channel the same."""
    return np.asarray(stream.values)[:, 0].astype(int)


def assert_counts_on(stream, first=None):
    """All samples from the first recorded one on, none missing, none wrong."""
    values = counts(stream)
    assert len(values) > 20
    np.testing.assert_array_equal(values, np.arange(values[0], values[0] + len(values)))
    if first is not None:
        assert values[0] == first


def test_every_fault_left_a_whole_file_that_pyxdf_loads(story):
    assert story.file.complete
    assert story.report["state"] == "stopped"
    streams, _ = pyxdf.load_xdf(str(story.path))  # with all that it does by default
    assert len(streams) == len(story.file.streams)
    print(f"stop took {story.stop_s:.2f} s")


def test_the_receipt_made_again_from_the_file_is_the_one_the_recorder_wrote(story):
    found = check_session(SessionFolder.open(story.path.parent))
    assert found.wrong == ()
    said = " ".join(found.remarks)
    for name in ("same", "odd", "flat"):
        assert name in said
    assert "its sender was restarted 1 times" in said


def test_a_killed_sender_that_returns_goes_on_in_its_stream_and_the_gap_is_noted(story):
    (stream,) = story.streams("same")
    values = counts(stream)
    (seam,) = np.flatnonzero(np.diff(values) != 1)
    assert values[0] == 0 or values[0] < values[seam]
    lost = stream.stamps[seam + 1] - story.restarted["same"]
    print(f"the first {lost:.2f} s of the new run were lost")
    assert values[-1] == story.sent["same"][0] - 1
    assert {"rec.restart", "rec.gap"} <= set(story.codes(stream))


@pytest.mark.parametrize("name", ["rate", "count", "format", "bob", "noid", "autoid"])
def test_a_sender_that_comes_back_otherwise_becomes_a_new_stream(story, name):
    old, new = story.streams(name)
    key = next(key for key in story.sent if key.startswith(name))
    assert_counts_on(old)
    assert_counts_on(new)
    assert counts(new)[-1] == story.sent[key][0] - 1
    took = new.stamps[0] - story.restarted[key]
    print(f"{name}: taken up {took:.2f} s after the restart")
    assert old.stamps[-1] < story.restarted[key]  # nothing of the new run in the old stream
    # a made-up source id might be a second sensor's: the first is kept, should it come back
    assert ("rec.gone" if name == "autoid" else "rec.lost") in story.codes(old)
    assert new.footer is not None
    assert old.footer is not None
    if name in CHANGES:
        assert "rec.changed" in story.codes(old)
    for key, value in CHANGES.get(name, {}).items():
        field = {"rate": "nominal_rate", "channels": "channel_count", "format": "channel_format"}
        assert getattr(new.header, field[key]) == value


def test_names_that_break_other_recorders_are_kept_but_for_what_xml_forbids(story):
    for stream in story.streams("bob"):
        assert stream.header.name == "bob'sbelt"
        assert stream.header.labels == ("chest",)
        assert "original_header" in stream.header.xml


def test_a_sender_that_returns_in_another_session_is_refused(story):
    (stream,) = story.streams("session")
    assert_counts_on(stream)
    assert stream.stamps[-1] < story.restarted["session"]
    refusals = [f for code, f in story.events if code == "rec.refused"]
    assert [f["session"] for f in refusals] == ["another-session"]
    assert refusals[0]["stream"] == str(stream.stream_id)


def test_two_senders_with_one_identity_are_both_recorded(story):
    one, two = story.streams("twin")
    for stream in (one, two):
        assert_counts_on(stream)
    assert one.header.uid != two.header.uid
    assert sorted([counts(one)[-1] + 1, counts(two)[-1] + 1]) == sorted(
        story.sent["twin1"] + story.sent["twin2"]
    )


def test_a_frozen_sender_gets_no_offset_that_was_not_measured_and_loses_nothing(story):
    (stream,) = story.streams("frozen")
    assert_counts_on(stream)
    assert counts(stream)[-1] == story.sent["frozen"][0] - 1
    assert {"rec.silent", "rec.back"} <= set(story.codes(stream))
    for other in story.file.streams:
        assert np.all(np.isfinite(other.clock_offsets))
        assert np.all(np.abs(other.clock_offsets[:, 1]) < 0.1)  # one computer, one clock


def test_odd_stamps_and_values_are_kept_as_they_came_and_flagged(story):
    (stream,) = story.streams("odd")
    np.testing.assert_array_equal(stream.stamps, ODD_STAMPS)
    np.testing.assert_array_equal(stream.values[:, 0], [0, 1, 2, 3, 4, 5, np.inf, np.nan])
    noted = set(story.codes(stream))
    assert {"rec.not_finite", "rec.backward", "rec.zero_stamp"} <= noted
    status = next(s for s in story.report["streams"] if s["name"] == "odd")
    assert (status["n_not_finite"], status["n_zero_stamps"]) == (4, 1)


def test_odd_texts_come_back_byte_for_byte(story):
    (stream,) = story.streams("texts")
    expected = [text.encode() for text in TEXTS]
    found = [t if isinstance(t, bytes) else t.encode() for (t,) in stream.values]
    assert found == expected


def test_a_flat_line_is_noted(story):
    (stream,) = story.streams("flat")
    assert story.codes(stream).count("rec.flat") == 1
    np.testing.assert_allclose(np.diff(stream.stamps), 1 / 50, atol=1e-6)


def test_a_recorder_without_processor_time_loses_nothing(story):
    for status in story.report["streams"]:
        assert status["n_overruns"] == 0
    assert story.report["losses"] == []
    assert story.report["exit_code"] == 0
