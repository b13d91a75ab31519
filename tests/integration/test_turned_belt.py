"""A belt that is turned in a running session: told, remembered, and the same in replay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.files.corrections import load_corrections
from safehold.files.journal_reading import read_runs
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.offline.check import check_replay
from tests.integration._sender_process import SenderProcess
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl


def test_a_belt_turned_in_mid_session_is_turned_in_replay_at_the_same_tick(
    lsl_network: LslNetwork, tmp_path: Path
):
    belt = {
        "name": "client-belt", "type": "RESP", "rate": 50.0, "label": "RESP",
        "source_id": lsl_network.source_id("belt"),
    }  # fmt: skip
    people = tuple(replace(p, settings=DEMO) for p in Study().people if p.label == "client")
    study = Study(people=people, settings=DEMO)
    options = LiveOptions(tmp_path, "turned", study, load_codebook(), wait_s=30)
    wait, sender = lsl_network.wait_until, SenderProcess(lsl_network.env, belt)

    def ticks() -> int:
        tick = session.model.people["client"].last_tick
        return -1 if tick is None else tick.t

    sender.ready()
    with prepare(options) as prepared:
        session = prepared.begin()
    try:
        wait(lambda: ticks() >= 2, 30)
        assert session.model.snapshot("client-respiration", 5.0)[1].max() > 0
        session.conduct.turn_sensor("client-respiration")
        wait(lambda: session.model.status.streams[0].spec.inverted, 30)
        at = ticks()
        wait(lambda: ticks() > at + 3, 30)
        assert session.model.snapshot("client-respiration", 60.0)[1].max() <= 0
        assert [n for n in session.model.notices() if n.code == "turned"]
    finally:
        session.stop()
        sender.kill()
    (run,) = read_runs(session.folder.engine_log_path)
    (turn,) = run.turns
    assert (turn.stream_id, turn.inverted) == ("client-respiration", True)
    assert [c.inverted for c in load_corrections(tmp_path)] == [True]
    report = check_replay(SessionFolder.open(session.folder.path))
    assert report.different == ()
    assert report.equal_ticks > turn.act_from
