"""The engine dies in a running session, over real LSL: codes, ratings and recording go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_parts
from safehold.checks.drill_engine import kill_engine
from safehold.core.alarms import AlarmKind
from safehold.files.journal_reading import read_runs
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from safehold.session.status import EngineState
from tests.integration._sender_process import SenderProcess
from tests.integration.conftest import LslNetwork
from tests.integration.test_returning_streams import ECG, last_tick, live

pytestmark = pytest.mark.lsl


def test_codes_go_on_without_an_engine_and_ticks_after_its_restart(
    lsl_network: LslNetwork, tmp_path: Path
):
    wait = lsl_network.wait_until
    sender = SenderProcess(lsl_network.env, ECG | {"source_id": lsl_network.source_id("ecg")})
    try:
        sender.ready()
        with live(tmp_path, "dies") as session:
            wait(lambda: last_tick(session) >= 2, 30)
            session.coding.press_code("cf.speech_client", at=session.clock())
            recorded = session.model.status.recorder.bytes_written
            kill_engine(session)
            wait(lambda: session.model.engine is EngineState.STOPPED, 5)
            alarms = [a for a in session.model.alarms() if a.kind is AlarmKind.ENGINE]
            assert [a.active for a in alarms] == [True]
            session.coding.press_code("int.support", at=session.clock())
            session.coding.add_note("nobody computes", at=session.clock())
            lines = (tmp_path / "dies" / "engine.jsonl").read_text().splitlines()
            codes = [json.loads(x)["event"]["code"] for x in lines if '"kind":"mark"' in x]
            assert codes == ["cf.speech_client", "int.support", "note"]
            wait(lambda: session.model.status.recorder.bytes_written > recorded, 20)
            before = last_tick(session)
            session.conduct.restart_engine()
            wait(lambda: last_tick(session) > before + 2, 40)
            assert session.model.engine is EngineState.RUNNING
    finally:
        sender.kill()
    folder = SessionFolder.open(tmp_path / "dies")
    first, second = read_runs(folder.engine_log_path)
    assert second.first_tick > before + 1, "a gap that the journal tells"
    assert first.session_zero == second.session_zero
    events = read_parts(folder.recording_paths).stream(name="safehold-events").values
    texts = [row[0] for row in events]
    assert sum("int.support" in text or "nobody computes" in text for text in texts) == 2
    report = check_replay(folder)
    assert report.equal, report.text()
    results = analyse(folder)
    assert {event.code for event in results.events} == {"cf.speech_client", "int.support", "note"}
    seconds = sorted(tick.t for tick in results.ticks)
    assert set(range(before, second.first_tick + 1)) <= set(seconds), "offline nothing is missing"
