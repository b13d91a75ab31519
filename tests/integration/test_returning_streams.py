"""A sensor without source id that returns is offered, taken up on request, and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.alarms import Alarm, AlarmKind, AlarmStep
from safehold.core.codebook import load_codebook
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.files.journal_reading import read_runs
from safehold.live import returning
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from safehold.offline.check import check_replay
from safehold.session.ports import Session
from safehold.session.status import StreamState
from tests.integration._sender_process import SenderProcess
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl

ECG = {"name": "client-ecg", "type": "ECG", "rate": 100.0, "source_id": "", "label": "ECG"}


def last_tick(session: Session) -> int:
    tick = session.model.people["client"].last_tick
    return -1 if tick is None else tick.t


@contextmanager
def live(root: Path, name: str) -> Iterator[LiveSession]:
    """Run a session of one client until the test is done with it."""
    people = tuple(replace(p, settings=DEMO) for p in Study().people if p.label == "client")
    study = Study(people=people, settings=DEMO)
    with prepare(LiveOptions(root, name, study, load_codebook(), wait_s=30)) as prepared:
        session = prepared.begin()
    try:
        yield session
    finally:
        session.stop()


def state_of(session: Session, stream_id: str) -> StreamState:
    (found,) = [s for s in session.model.status.streams if s.spec.stream_id == stream_id]
    return found.state


@pytest.mark.parametrize("unit", ["mV", "V"])
def test_a_sender_that_liblsl_finds_again_goes_on_only_with_the_same_header(
    lsl_network: LslNetwork, tmp_path: Path, unit: str
):
    wait = lsl_network.wait_until
    ecg = ECG | {"source_id": lsl_network.source_id("ecg"), "unit": "mV"}
    sender = SenderProcess(lsl_network.env, ecg)
    try:
        sender.ready()
        with live(tmp_path, "same") as session:
            wait(lambda: last_tick(session) >= 1, 30)
            sender.kill()
            wait(lambda: state_of(session, "client-ecg") is StreamState.SILENT, 30)
            engine = session._engines.engine
            used = engine.used["client-ecg"]
            sender = SenderProcess(lsl_network.env, ecg | {"unit": unit})
            if unit == "mV":
                wait(lambda: state_of(session, "client-ecg") is StreamState.LIVE, 30)
                wait(lambda: engine.used["client-ecg"] > used + 200, 60)
            else:
                wait(lambda: state_of(session, "client-ecg") is StreamState.ENDED, 30)
            told = [n.message for n in session.model.notices() if n.code == "stream_lost"]
        if unit == "V":
            assert ["units: V instead of mV" in text for text in told] == [True]
            assert engine.used["client-ecg"] == used  # not one sample of the other
        else:
            assert told == []
        assert check_replay(SessionFolder.open(session.folder.path)).different == ()
    finally:
        sender.kill()


def test_a_dead_marker_program_and_a_double_are_alarmed(
    lsl_network: LslNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(returning, "GLANCE_EVERY_S", 7.0)
    wait = lsl_network.wait_until
    ecg = ECG | {"source_id": lsl_network.source_id("ecg")}
    markers = {"name": "PsychoPy", "type": "Markers", "format": "string", "kind": "idle"}
    markers["source_id"] = lsl_network.source_id("markers")
    senders = [SenderProcess(lsl_network.env, spec) for spec in (ecg, markers)]

    def alarms(session: Session, kind: AlarmKind) -> list[Alarm]:
        return [a for a in session.model.alarms() if a.kind is kind and a.active]

    try:
        for sender in senders:
            sender.ready()
        with live(tmp_path, "double") as session:
            wait(lambda: last_tick(session) >= 1, 30)
            assert session.model.alarms() == ()
            senders[1].kill()
            wait(lambda: alarms(session, AlarmKind.DROPOUT), 30)
            assert "has ended" in alarms(session, AlarmKind.DROPOUT)[0].what
            senders[1] = SenderProcess(lsl_network.env, markers)
            wait(lambda: not alarms(session, AlarmKind.DROPOUT), 60)
            senders.append(SenderProcess(lsl_network.env, ecg))
            wait(lambda: alarms(session, AlarmKind.DOUBLE), 60)
            assert alarms(session, AlarmKind.DOUBLE)[0].stream_id == "client-ecg"
            senders.pop().kill()
            wait(lambda: not alarms(session, AlarmKind.DOUBLE), 60)
    finally:
        for sender in senders:
            sender.kill()


def test_a_returned_stream_is_taken_up_only_when_the_user_says_so(
    lsl_network: LslNetwork, tmp_path: Path
):
    wait = lsl_network.wait_until
    sender = SenderProcess(lsl_network.env, ECG)
    try:
        sender.ready()
        with live(tmp_path, "again") as session:
            wait(lambda: last_tick(session) >= 1, 30)
            sender.kill()
            wait(lambda: [a for a in session.model.alarms() if a.active], 30)
            assert not session.model.alarms()[0].offer
            sender = SenderProcess(lsl_network.env, ECG)
            sender.ready()
            wait(lambda: [a for a in session.model.alarms() if a.offer], 30)
            (before,) = session.model.status.streams
            assert not before.alive
            session.conduct.take_up("client-ecg")
            wait(lambda: session.model.status.streams[0].alive, 30)
            wait(lambda: not [a for a in session.model.alarms() if a.active], 30)
            gone_on = last_tick(session)
            wait(lambda: last_tick(session) > gone_on + 2, 30)
    finally:
        sender.kill()
    (after,) = session.model.status.streams
    assert (after.spec.stream_id, after.offer) == ("client-ecg", "")
    assert after.spec.uid != before.spec.uid
    (run,) = read_runs(session.folder.engine_log_path)
    assert run.taken_up == [("client-ecg", after.spec.uid)]
    assert [c.step for c in run.alarms] == [
        AlarmStep.RAISED, AlarmStep.REOPENED, AlarmStep.CLEARED,
    ]  # fmt: skip
    report = check_replay(SessionFolder.open(session.folder.path))
    assert report.different == ()
    assert report.not_compared == ()
    assert report.equal_ticks >= gone_on
