"""The recorder process against real senders on loopback, judged by pyxdf."""

from __future__ import annotations

import functools
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import numpy as np
import pylsl
import pytest
import pyxdf

from acquisition.inlet import RawInlet
from recordings.disk import append_file
from recordings.folder.session import SessionFolder
from recordings.xdf.repair import repair
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.errors import RecordingError
from safehold.core.markers import decode_marker
from safehold.files.receipt import check_session
from safehold.recorder import recorded_stream as recorder_streams
from safehold.recorder import stream_set as recorder_stream_set
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions, run_recorder
from safehold.session.status import RecorderState

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
    SENDERS.append(Sender(pylsl.StreamOutlet(info), name))
    return SENDERS[-1]


SENDERS: list[Sender] = []


@pytest.fixture(autouse=True)
def no_senders_left():
    """Take all outlets off the network after a test, whatever became of it."""
    yield
    for sender in SENDERS:
        sender.outlet = None
    SENDERS.clear()


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
    streams, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
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


def test_a_killed_recorder_loses_at_most_a_quarter_second(lsl_network, tmp_path, recorders):
    losses: list[float] = []
    while len(losses) < 3 and (not losses or losses[-1] > 0.25):
        session = SessionFolder.create(tmp_path, f"s-{len(losses):02d}", {"participants": []})
        losses.append(loss_of_a_killed_recorder(lsl_network, session, recorders))
    # with more to do than it has processors, a machine keeps the recorder waiting for longer:
    # then only that nothing is damaged is judged (the figures are those of bench/recorder_kills)
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    print(f"lost by a kill: {losses} s{', on a busy machine' * busy}")
    assert losses[-1] <= 0.25 or busy


def loss_of_a_killed_recorder(lsl_network, session, recorders) -> float:
    """Kill a recorder in mid-stream; return how much of the time before is not in the file, s."""
    again = session.session_id
    fast = [make_sender(lsl_network, f"{again}-{k}", rate=1000.0, channels=8) for k in range(4)]
    slow = make_sender(lsl_network, f"{again}-rr", "double64", 0.0, 1)
    recorder = recorders(session, select=(f"{again}-*",))
    for sender in (*fast, slow):
        lsl_network.wait_until(sender.outlet.have_consumers)
    for k in pace(2.5, 1000):
        stamp = pylsl.local_clock()
        for sender in fast:
            sender.push([float(k)] * 8, stamp)
        if k % 800 == 0:
            slow.push([float(k)], stamp)
    killed_at = pylsl.local_clock()
    recorder._process.send_signal(signal.SIGKILL)
    recorder._process.wait()

    found = by_name(session.recording_path)  # pyxdf, without any repair
    loss = 0.0
    for sender in (*fast, slow):
        stamps = found[sender.name]["time_stamps"]
        np.testing.assert_array_equal(stamps, sender.stamps[: len(stamps)])
        loss = max([loss, *(killed_at - stamp for stamp in sender.stamps[len(stamps) :])])
    assert len(found[slow.name]["time_series"]) >= len(slow.values) - 1 or loss > 0.25
    ours = read_xdf(session.recording_path)
    assert ours.n_bytes_beyond == 0  # whole chunks only
    assert recorder.status().state is RecorderState.FAILED
    assert "ended unexpectedly" in recorder.status().message
    mended = repair(session.recording_path)
    assert read_xdf(mended.repaired).complete
    return loss


def test_the_file_is_synced_as_often_as_arrivals_ask_for(lsl_network, session, monkeypatch):
    syncs: list[int] = []
    real = append_file._sync_data

    def counted(fd: int) -> None:
        syncs.append(os.fstat(fd).st_size)
        real(fd)

    monkeypatch.setattr(append_file, "_sync_data", counted)
    sender = make_sender(lsl_network, "ecg", channels=1)
    stop = threading.Event()
    recorder = threading.Thread(target=run_recorder, args=(RecorderOptions(session.path), stop))
    recorder.start()
    lsl_network.wait_until(sender.outlet.have_consumers)
    lsl_network.wait_until(
        lambda: RecorderClient(session.path).status().state is RecorderState.RECORDING
    )
    before = len(syncs)
    for k in pace(2.0, 250):
        sender.push([float(k)], pylsl.local_clock())
    during = len(syncs) - before
    stop.set()
    recorder.join(10)
    assert not recorder.is_alive()
    assert during >= 2.0 / 0.25  # data came without a pause: a sync at least every 250 ms
    assert syncs[-1] == session.recording_path.stat().st_size  # the last one covers everything
    report = RecorderClient(session.path).report()
    assert during <= report["n_syncs"] <= report["n_batches"]
    if os.getloadavg()[0] < 2:  # a disk and a processor of our own
        assert report["n_late_syncs"] == 0


def test_more_samples_than_fit_are_counted_noted_and_end_in_an_exit_code(
    lsl_network, session, monkeypatch
):
    small = functools.partial(
        recorder_streams.start_stream, make_inlet=functools.partial(RawInlet, max_buffer_s=1)
    )
    monkeypatch.setattr(recorder_stream_set, "start_stream", small)
    sender = make_sender(lsl_network, "ecg", rate=100.0, channels=1)
    stop, codes = threading.Event(), []
    options = RecorderOptions(session.path)
    recorder = threading.Thread(target=lambda: codes.append(run_recorder(options, stop)))
    recorder.start()
    lsl_network.wait_until(sender.outlet.have_consumers)
    client = RecorderClient(session.path)
    lsl_network.wait_until(lambda: client.status().state is RecorderState.RECORDING)
    sender.outlet.push_chunk([[float(k)] for k in range(5000)], 50.0)
    lsl_network.wait_until(lambda: client.report()["streams"][0]["n_overruns"])
    stop.set()
    recorder.join(10)
    assert codes == [4]
    (loss,) = client.report()["losses"]
    assert "more samples arrived than could be read" in loss
    assert "rec.overrun" in [code for code, _ in events(session.recording_path)]


def test_a_late_stream_is_recorded_and_noted(lsl_network, session, recorders):
    first = make_sender(lsl_network, "first", rate=0.0, channels=1)
    recorder = recorders(session)
    late = make_sender(lsl_network, "late", rate=0.0, channels=1)
    lsl_network.wait_until(late.outlet.have_consumers)
    for sender in (first, late):
        sender.push([1.0], 5.0)
    recorder.request_stop()
    assert recorder.wait_stopped()
    assert by_name(session.recording_path)["late"]["time_stamps"].tolist() == [5.0]
    noted = events(session.recording_path)
    assert ("rec.late", "late") in [(code, fields.get("name")) for code, fields in noted]


def test_a_session_has_one_recorder_and_a_second_client_finds_it(lsl_network, session, recorders):
    sender = make_sender(lsl_network, "ecg")
    first = recorders(session)
    second = RecorderClient(session.path)
    assert second.running()
    assert second.status().state is RecorderState.RECORDING
    with pytest.raises(RecordingError, match="Another recorder"):
        second.start()
    assert second.status().state is RecorderState.RECORDING  # the refused one has not touched it
    second.request_stop()
    assert second.wait_stopped()
    first._process.wait(60)
    assert first._process.returncode == 0
    assert sender.name in by_name(session.recording_path)


def test_a_recorded_session_is_not_overwritten_but_can_go_on(lsl_network, session, recorders):
    for part in (1, 2):
        sender = make_sender(lsl_network, "ecg", rate=0.0, channels=1)
        recorder = recorders(session, resume=part == 2)
        lsl_network.wait_until(sender.outlet.have_consumers)
        sender.push([float(part)], float(part))
        recorder.request_stop()
        assert recorder.wait_stopped()
        assert recorder._process.wait(60) == 0
        sender.outlet = None
        if part == 1:
            before = session.recording_path.read_bytes()
            with pytest.raises(RecordingError, match="never overwritten"):
                recorders(session)
    assert session.recording_path.read_bytes() == before
    parts = [by_name(path)["ecg"]["time_stamps"].tolist() for path in session.recording_paths]
    assert parts == [[1.0], [2.0]]
    receipt = session.read_info()["receipt"]
    assert receipt["passes"]
    for part, path in zip(receipt["parts"], session.recording_paths, strict=True):
        assert part["file"] == path.name
        assert part["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert check_session(session).passes


def test_a_termination_signal_ends_the_recording_in_order(lsl_network, session, recorders):
    sender = make_sender(lsl_network, "ecg", rate=0.0, channels=1)
    recorder = recorders(session)
    lsl_network.wait_until(sender.outlet.have_consumers)
    sender.push([1.0], 1.0)
    recorder._process.send_signal(signal.SIGTERM)
    assert recorder._process.wait(60) == 0
    assert read_xdf(session.recording_path).complete
    assert by_name(session.recording_path)["ecg"]["time_stamps"].tolist() == [1.0]


def run_recorder_process(network, *arguments):
    command = [sys.executable, "-m", "safehold.recorder.process", *map(str, arguments)]
    return subprocess.run(command, env=network.env, capture_output=True, text=True, timeout=60)


def test_bad_input_is_refused_in_plain_words_with_an_exit_code(lsl_network, session, tmp_path):
    nothing = run_recorder_process(lsl_network, session.path, "--select=none-such", "--wait=0.3")
    assert nothing.returncode == 3
    assert "0 of 1 LSL streams answered" in nothing.stderr
    assert "(wanted: none-such)" in nothing.stderr
    missing = run_recorder_process(lsl_network, tmp_path / "nowhere")
    assert missing.returncode == 4
    assert "no session folder" in missing.stderr
    (tmp_path / "file").write_text("")
    assert run_recorder_process(lsl_network, tmp_path / "file").returncode == 4
    assert session.recording_paths == []
    for process in (nothing, missing):
        assert "Traceback" not in process.stderr


def test_an_unwritable_folder_is_refused_and_nothing_is_left(lsl_network, session):
    lock = session.path / "recorder.lock"
    lock.mkdir()  # stands in the way even of root
    process = run_recorder_process(lsl_network, session.path)
    assert process.returncode == 4
    assert "cannot be written" in process.stderr
    assert sorted(p.name for p in session.path.iterdir()) == ["recorder.lock", "session.json"]


def test_a_stream_with_a_header_nested_1200_deep_ends_no_recording_and_prevents_none(
    lsl_network, session, recorders
):
    good = make_sender(lsl_network, "good")
    first = recorders(session)
    info = pylsl.StreamInfo("nest", "X", 1, 0, "float32", lsl_network.source_id("nest"))
    node = info.desc()
    for _ in range(1200):
        node = node.append_child("a")
    SENDERS.append(Sender(pylsl.StreamOutlet(info), "nest"))
    nest = SENDERS[-1]

    def recorded(client, name):
        return any(s["name"] == name and s["n_samples"] for s in client.report()["streams"])

    def sent_until(condition):
        def look():
            good.push([1.0, 2.0], pylsl.local_clock())
            nest.push([1.0], pylsl.local_clock())
            return condition()

        lsl_network.wait_until(look)

    sent_until(lambda: recorded(first, "nest") and recorded(first, "good"))
    first.request_stop()
    assert first.wait_stopped()
    again = recorders(session, resume=True)  # with the odd stream there from the start
    sent_until(lambda: recorded(again, "nest") and recorded(again, "good"))
    again.request_stop()
    assert again.wait_stopped()
    assert len(session.recording_paths) == 2
    for path in session.recording_paths:
        assert len(by_name(path)["nest"]["time_series"])  # pyxdf loads it
    assert check_session(session).passes
