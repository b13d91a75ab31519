"""One live session over real LSL, its workbench killed and started again; then the proof.

Live, recorder and simulator are processes of their own; this process sees their files only.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import pyxdf

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.study import Display
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay, published_ticks
from safehold.offline.inputs import equal_chunks, everything, whole_minutes
from safehold.offline.measures import span_measures
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.playback import ReplaySession
from tests.helpers import wait_until
from tests.integration._session import (
    end,
    go,
    journal_lines,
    private_network,
    recorder_report,
)

pytestmark = pytest.mark.lsl

SEED = 5
KILL_AT = 26
END_AT = 52


@dataclass
class Recorded:
    folder: SessionFolder
    ticks_at_kill: int
    bytes_at_kill: int
    recorder_before: int
    recorder_after: int
    second_exit: int
    log: str


def last_tick(session: Path) -> int:
    """Return the last session second whose samples the recorder has, from its status."""
    report = recorder_report(session)
    lines = journal_lines(session)
    zero = next((line["session_zero"] for line in lines if line["kind"] == "start"), None)
    stamps = [
        stream["last_stamp"]
        for stream in report.get("streams", [])
        if stream["name"] == "simulated-client-ecg" and stream["last_stamp"]
    ]
    return int(stamps[0] - zero) if stamps and zero is not None else -1


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    base = tmp_path_factory.mktemp("session")
    session = base / "study" / "kill-1"
    log = base / "log.txt"
    live = (
        "live", "--headless", "--profile", "demo", "--session", "kill-1",
        "--study", str(base / "study"), "--wait", "30", "--conduct", "simulated-events",
    )  # fmt: skip
    with private_network(base) as network:
        source = network.start(
            "simulate", "--script", "demo", "--seed", str(SEED), "--hold",
            "--fault", "therapist-ecg:dropout@12-15", log=log,
        )  # fmt: skip
        first = second = None
        try:
            first = network.start(*live, log=log)
            wait_until(
                lambda: any(line["kind"] == "start" for line in journal_lines(session)),
                60, f"the live session starts: {log.read_text()}",
            )  # fmt: skip
            go(source)
            wait_until(lambda: last_tick(session) >= KILL_AT, 60, "the session runs")
            before = recorder_report(session)
            os.kill(first.pid, signal.SIGKILL)
            first.wait(60)
            at_kill = last_tick(session)
            wait_until(lambda: last_tick(session) >= at_kill + 2, 20, "the recorder goes on alone")
            after = recorder_report(session)
            second = network.start(*live, "--for", str(END_AT - KILL_AT), log=log)
            code = second.wait(120)
        finally:
            for process in (source, first, second):
                if process is not None:
                    end(process)
        yield Recorded(
            folder=SessionFolder.open(session),
            ticks_at_kill=at_kill,
            bytes_at_kill=int(before["bytes_written"]),
            recorder_before=int(before["pid"]),
            recorder_after=int(after["pid"]),
            second_exit=code,
            log=log.read_text(),
        )


def test_the_recorder_outlives_the_killed_workbench(recorded: Recorded):
    assert recorded.recorder_before == recorded.recorder_after
    assert recorded.second_exit in (0, 7), recorded.log
    assert len(recorded.folder.recording_paths) == 1


@pytest.mark.parametrize(
    "chunker",
    [equal_chunks(1), equal_chunks(37), whole_minutes, everything],
    ids=["one sample", "prime", "minutes", "everything"],
)
def test_replay_gives_every_published_tick_bit_for_bit(recorded: Recorded, chunker):
    report = check_replay(recorded.folder, chunker)
    assert report.different == ()
    assert report.equal_ticks + len(report.not_compared) == report.published
    assert report.equal_ticks > 40


def test_both_runs_published_ticks_of_both_people(recorded: Recorded):
    keys = published_ticks(read_recording(recorded.folder).streams).keys()
    assert {(run, person) for run, person, _ in keys} == {
        (1, "client"), (1, "therapist"), (2, "client"), (2, "therapist"),
    }  # fmt: skip


def test_a_changed_sample_is_found(recorded: Recorded, monkeypatch: pytest.MonkeyPatch):
    """The proof can fail: ECG samples off by a few mV change a tick or it proves nothing."""
    import safehold.offline.check as check

    def tampered(folder: SessionFolder) -> Recording:
        recording = read_recording(folder)
        for inputs in recording.runs:
            for used in inputs.streams:
                used.values.flags.writeable = True
                used.values[len(used.values) // 3 :][:100] += 3.0
        return recording

    monkeypatch.setattr(check, "read_recording", tampered)
    report = check.check_replay(recorded.folder)
    assert report.different, report.text()


def test_the_recording_holds_every_sample_that_was_sent_exactly(recorded: Recorded):
    streams, _ = pyxdf.load_xdf(
        str(recorded.folder.recording_path),
        synchronize_clocks=False,
        dejitter_timestamps=False,
        verbose=False,
    )
    by_name = {stream["info"]["name"][0]: stream for stream in streams}
    simulation = simulate(SCRIPTS["demo"], ("client", "therapist"), seed=SEED)
    sources = {source.info.name: source for source in make_sources(simulation)}
    zero = None
    for name in ("simulated-client-ecg", "simulated-client-respiration"):
        got = by_name[name]
        times, values = sources[name].take(1000.0)
        n = len(got["time_stamps"])
        zero = got["time_stamps"][0] if zero is None else zero
        np.testing.assert_array_equal(got["time_series"], values[:n])
        np.testing.assert_array_equal(got["time_stamps"], zero + times[:n])
        assert n > 40 * sources[name].info.rate


def test_the_analysis_covers_the_session_and_says_that_it_was_restarted(recorded: Recorded):
    results = analyse(recorded.folder)
    for person in ("client", "therapist"):
        ticks = [tick.t for tick in results.ticks if tick.person == person]
        assert ticks == list(range(ticks[0], ticks[-1] + 1))
        assert ticks[-1] > END_AT - 15
    assert any("restarted" in warning for warning in results.warnings)
    codes = [event.code for event in results.events]
    assert "ph.baseline" in codes


def test_the_dropout_is_missing_with_a_reason_and_nothing_bridges_it(recorded: Recorded):
    results = analyse(recorded.folder)
    beats = [beat for beat in results.beats if beat.person == "therapist"]
    ends = np.array([beat.time for beat in beats])
    intervals = [beat for beat in beats if beat.rr_ms is not None and beat.rr_ms > 2500]
    assert not intervals
    client = np.array([beat.time for beat in results.beats if beat.person == "client"])
    steps = np.diff(ends)
    assert steps.max() > 2.9
    assert np.diff(client).max() < 2.0


def test_a_span_drawn_in_a_replay_has_the_measures_of_the_analysis(recorded: Recorded):
    replay = ReplaySession(recorded.folder, load_codebook())
    assert replay.playback.measures_of(0.0, 40.0) == (), "nothing was computed yet"
    replay.begin()
    try:
        wait_until(lambda: replay.computed == 1.0, 120, "the session is computed")
    finally:
        replay.stop()
    made = replay.playback.measures_of(10.0, 40.0)
    wanted = span_measures(analyse(recorded.folder), 10.0, 40.0)
    assert sorted(made, key=str) == sorted(wanted, key=str)
    assert {m.person for m in made} == {"client", "therapist"}
    blind = ReplaySession(recorded.folder, load_codebook(), display=Display.BLIND)
    blind._moments.computed = replay._moments.computed
    assert blind.playback.measures_of(10.0, 40.0) == ()
