"""A breathing calibration outlives a restart of the workbench, and not the turn of its belt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from processing.zones.pipeline import Pipeline
from safehold.checks.verify_truth import ecg
from safehold.core.calibration import BreathingCalibration
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO
from safehold.core.study import Display
from safehold.core.types import (
    Boundary,
    Chunk,
    ClockOffset,
    EngineOutput,
    Event,
    EventKind,
    Mark,
    Role,
    Status,
    StreamSpec,
    Tick,
    Turn,
)
from safehold.files.engine_run import EngineRun, calibrations_in_force
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.offline.inputs import make_pipeline
from safehold.session.veil import veiled

BELT = StreamSpec("client-belt", "b", "Respiration", "y", Role.RESPIRATION, "client", "a.u.", 25.0)
STREAMS = (
    StreamSpec("client-ecg", "e", "ECG", "x", Role.ECG, "client", "mV", 250.0),
    BELT,
)
RUN = EngineRun(1, 0.0, 1, DEMO, STREAMS, ("client",), {}, (0.0, 0.0))
PERIODS = ((80.0, 6.5), (160.0, 5.0), (240.0, 3.5), (400.0, 5.0))
"""Until when a breath lasts how long, s."""
PACED = (10.0, 240.0)


def phase(times: np.ndarray) -> np.ndarray:
    """Breaths since the start."""
    period = np.select([times < end for end, _ in PERIODS], [p for _, p in PERIODS])
    return np.cumsum(1 / period) * (times[1] - times[0])


def person(pipeline: Pipeline, t0: float, t1: float) -> list[EngineOutput]:
    """Feed somebody whose RSA grows with the length of the breath."""
    grid = np.arange(0, 400, 0.04)
    breaths = phase(grid)
    times = [0.5]
    rng = np.random.default_rng(3)
    while times[-1] < 398:
        k = int(times[-1] / 0.04)
        length = 1 / max((breaths[k + 1] - breaths[k]) / 0.04, 1e-9)
        size = 12.0 * np.exp(0.18 * (length - 5.0))
        rr = 850 - size * np.sin(2 * np.pi * breaths[k]) + rng.normal(0, 0.5)
        times.append(times[-1] + rr / 1000)
    beats = np.array(times[1:])
    heart = ecg(beats, 398.0)
    out: list[EngineOutput] = []
    for key in ("client-ecg", "client-belt"):
        out += pipeline.feed(ClockOffset(key, 0, 0.0, 0.0))
    pacing = Event("e1", "cf.paced", PACED[0], None, EventKind.INTERVAL)
    out += pipeline.feed(Mark(pacing, Boundary.START, {"client": int(PACED[0])}))
    ended = replace(pacing, duration=PACED[1] - PACED[0])
    out += pipeline.feed(Mark(ended, Boundary.STOP, {"client": int(PACED[1])}))
    mine, wave = (heart.times >= t0) & (heart.times < t1), (grid >= t0) & (grid < t1)
    out += pipeline.feed(Chunk("client-ecg", 0, heart.times[mine], heart.values[mine]))
    depth = 1 + 0.2 * np.sin(0.13 * grid)
    belt = -depth * np.cos(2 * np.pi * breaths)
    return out + pipeline.feed(Chunk("client-belt", 0, grid[wave], belt[wave]))


@pytest.fixture(scope="module")
def made() -> BreathingCalibration:
    outputs = person(make_pipeline(RUN), 0.0, 260.0)
    (calibration,) = [o for o in outputs if isinstance(o, BreathingCalibration)]
    return calibration


def test_the_stop_of_a_pacer_gives_it_with_its_belt_and_its_tick(made):
    assert (made.person, made.stream_id) == ("client", "client-belt")
    assert PACED[1] <= made.t <= PACED[1] + 2
    assert made.per_second == pytest.approx(0.18, abs=0.05)


@pytest.mark.slow
def test_after_a_restart_rsa_is_adjusted_with_it_and_not_without(made):
    def adjusted(run: EngineRun) -> list[Tick]:
        outputs = person(make_pipeline(run), 262.0, 400.0)
        return [o for o in outputs if isinstance(o, Tick) and o.t > 350]

    second = replace(RUN, run=2, first_tick=262)
    for calibrations, known in (({}, False), ({"client": made}, True)):
        ticks = adjusted(replace(second, calibrations=calibrations))
        assert ticks
        for tick in ticks:
            (value,) = [i for i in tick.indices if i.name == "ln_p2t_adjusted"]
            assert (value.status is not Status.MISSING) is known
            assert (Reason.NOT_CALIBRATED in value.reasons) is not known


def test_a_display_that_hides_the_body_hides_it(made):
    assert veiled(made, Display.FULL) == made
    assert veiled(made, Display.REDUCED) is None
    assert veiled(made, Display.BLIND) is None


def test_it_stands_in_the_journal_and_goes_with_a_turned_belt(made, tmp_path: Path):
    journal = Journal(tmp_path / "engine.jsonl")
    journal.start(RUN)
    journal.calibration(made)
    journal.close()
    (again,) = read_runs(tmp_path / "engine.jsonl")
    assert again.new_calibrations == [made]
    assert calibrations_in_force([again]) == {"client": made}
    started = replace(RUN, run=2, calibrations=calibrations_in_force([again]))
    assert calibrations_in_force([again, started]) == {"client": made}
    for act_from, left in ((made.t, {"client": made}), (made.t + 1, {})):
        started.turns[:] = [Turn("client-belt", inverted=True, act_from=act_from, by="RA1")]
        assert calibrations_in_force([again, started]) == left
    other = replace(BELT, stream_id="client-belt2")
    unlike = replace(RUN, streams=(STREAMS[0], other), calibrations={"client": made})
    measuring = make_pipeline(unlike)._engines["client"]._judgement._measuring
    assert measuring._calibration.adjustment is None
