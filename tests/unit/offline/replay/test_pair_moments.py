"""A replay says of two people what the live window said, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from acquisition.simulator.script import SCRIPTS
from processing.measures.moving_pair import MovingPair
from safehold.core.codebook import load_codebook
from safehold.core.settings import PIPELINE_DELAY_S
from safehold.offline.inputs import equal_chunks
from safehold.offline.recording import read_recording
from safehold.offline.replay.moments import Moments
from safehold.offline.stages import run_engine
from tests.helpers import wait_until
from tests.unit._folder import make_session

PEOPLE = ("client", "therapist")


def test_a_replay_shows_the_moments_that_the_live_engine_gave_by_then(tmp_path: Path) -> None:
    rest = replace(SCRIPTS["demo"].phases[0], duration=332.0)
    script = replace(SCRIPTS["demo"], phases=(rest,), events=())
    folder, _ = make_session(tmp_path, signals=["rr"], script=script)
    recording = read_recording(folder)
    live = MovingPair(PEOPLE).take(run_engine(recording.runs[0], equal_chunks(1)))
    assert [moment.t for moment in live] == [300, 310, 320]
    assert any(moment.effect is not None for moment in live)
    moments = Moments(recording, load_codebook(), ())
    moments.computed.start()
    wait_until(lambda: moments.computed.done)
    for shown in (0, 1, 2, 3):
        moments.show(300.0 + PIPELINE_DELAY_S + 10 * (shown - 1))
        assert list(moments.model.pair_moments()) == live[:shown]
    moments.computed.stop()
