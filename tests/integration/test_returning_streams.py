"""A sensor without source id that returns is offered, taken up on request, and replayed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recordings.session import SessionFolder
from safehold.app.check import check_replay
from safehold.app.journal import read_runs
from safehold.app.live_session import LiveOptions, LiveSession
from safehold.app.model import Controller
from safehold.core.alarms import AlarmStep
from safehold.core.codebook import load_codebook
from safehold.core.settings import DEMO
from safehold.core.study import Study
from tests.integration._sender_process import SenderProcess
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl

ECG = {"name": "client-ecg", "type": "ECG", "rate": 100.0, "source_id": "", "label": "ECG"}


def last_tick(session: Controller) -> int:
    tick = session.model.people["client"].last_tick
    return -1 if tick is None else tick.t


def test_a_returned_stream_is_taken_up_only_when_the_user_says_so(
    lsl_network: LslNetwork, tmp_path: Path
):
    people = tuple(replace(p, settings=DEMO) for p in Study().people if p.label == "client")
    session = LiveSession(
        LiveOptions(
            tmp_path, "again", Study(people=people, settings=DEMO), load_codebook(), wait_s=30
        )
    )
    wait = lsl_network.wait_until
    sender = SenderProcess(lsl_network.env, ECG)
    try:
        sender.ready()
        session.connect()
        session.begin()
        wait(lambda: last_tick(session) >= 1, 30)
        sender.kill()
        wait(lambda: [a for a in session.model.alarms() if a.active], 30)
        assert not session.model.alarms()[0].offer
        sender = SenderProcess(lsl_network.env, ECG)
        sender.ready()
        wait(lambda: [a for a in session.model.alarms() if a.offer], 30)
        (before,) = session.model.status.streams
        assert not before.alive
        session.take_up("client-ecg")
        wait(lambda: session.model.status.streams[0].alive, 30)
        wait(lambda: not [a for a in session.model.alarms() if a.active], 30)
        gone_on = last_tick(session)
        wait(lambda: last_tick(session) > gone_on + 2, 30)
    finally:
        session.stop()
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
