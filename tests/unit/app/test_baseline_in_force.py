"""Which baseline holds: the same answer in the engine, the views and after a restart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from processing.person import PersonEngine
from safehold.app.journal import EngineRun, baselines_in_force
from safehold.app.model import SessionModel
from safehold.core.settings import DEMO, STANDARD
from safehold.core.types import (
    Baseline,
    Boundary,
    Chunk,
    ClockOffset,
    Event,
    Mark,
    Notice,
    Role,
    StreamSpec,
)

ACCEPTED = Baseline(
    "client-b1", "client", 60, 300, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8, 4, False, ()
)  # fmt: skip
PROVISIONAL = replace(ACCEPTED, baseline_id="client-b2", provisional=True, hr=80.0)


def test_a_provisional_baseline_replaces_no_accepted_one_in_views_and_after_a_restart():
    model = SessionModel(["client"], [], STANDARD)
    model.apply([ACCEPTED, PROVISIONAL])
    assert model.people["client"].baseline == ACCEPTED
    run = EngineRun(1, 0.0, 1, STANDARD, (), ("client",), {}, (0.0, 0.0))
    run.new_baselines += [ACCEPTED, PROVISIONAL]
    assert baselines_in_force([run]) == {"client": ACCEPTED}


def test_a_baseline_that_gives_nothing_is_told():
    spec = StreamSpec("client-ecg", "e", "ECG", "x", Role.ECG, "client", "mV", 250.0)
    engine = PersonEngine("client", [spec], DEMO, session_zero=0.0)
    engine.feed(ClockOffset("client-ecg", 0, 0.0, 0.0))
    start = Event("e1", "ph.baseline", 5.0, None)
    engine.feed(Mark(start, Boundary.START, {"client": 5}))
    engine.feed(Mark(replace(start, duration=20.0), Boundary.STOP, {"client": 25}))
    times = np.arange(0.5, 60.0, 1 / 250)
    outputs = engine.feed(Chunk("client-ecg", 0, times, np.zeros(times.size)))
    told = [o for o in outputs if isinstance(o, Notice) and o.code == "baseline_failed"]
    assert len(told) == 1
    assert "Take it again" in told[0].message
