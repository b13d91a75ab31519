"""Which baseline holds: the same answer in the engine, the views and after a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from processing.zones.person import PersonEngine
from safehold.core.settings import DEMO, STANDARD, ZoneSettings
from safehold.core.types import (
    Baseline,
    Boundary,
    Chunk,
    ClockOffset,
    EngineInput,
    EngineOutput,
    Event,
    Mark,
    Notice,
    Parameters,
    Role,
    StreamSpec,
    Tick,
)
from safehold.files.engine_run import (
    EngineRun,
    baselines_in_force,
    baselines_taken,
    parameters_in_force,
)
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.session.model import SessionModel

ACCEPTED = Baseline(
    "client-b1", "client", 60, 300, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8, 4, False, ()
)  # fmt: skip
SPEC = StreamSpec("client-rr", "r", "RR", "x", Role.RR, "client", "ms", 0.0)
PROVISIONAL = replace(ACCEPTED, baseline_id="client-b2", provisional=True, hr=80.0)


def test_a_provisional_baseline_replaces_no_accepted_one_in_views_and_after_a_restart():
    model = SessionModel(["client"], [], STANDARD)
    model.apply([ACCEPTED, PROVISIONAL])
    assert model.people["client"].baseline == ACCEPTED
    run = EngineRun(1, 0.0, 1, STANDARD, (), ("client",), {}, (0.0, 0.0))
    run.new_baselines += [ACCEPTED, PROVISIONAL]
    assert baselines_in_force([run]) == {"client": ACCEPTED}


def test_a_new_baseline_never_gets_a_number_that_a_provisional_one_had_before_a_restart():
    run = EngineRun(1, 0.0, 1, STANDARD, (), ("client",), {}, (0.0, 0.0))
    run.new_baselines += [ACCEPTED, PROVISIONAL]
    assert baselines_taken([run]) == {"client": 2}
    engine = PersonEngine("client", [SPEC], DEMO, session_zero=0.0, baseline=ACCEPTED, taken=2)
    taken = [o for o in engine_outputs(engine) if isinstance(o, Baseline)]
    assert [baseline.baseline_id for baseline in taken] == ["client-b3"]


def test_wider_floors_act_from_their_tick_and_give_the_baseline_another_number():
    engine = PersonEngine("client", [SPEC], DEMO, session_zero=0.0)
    wider = Parameters(
        "client", ZoneSettings(th=3.0), replace(DEMO.baseline, hr_floor_bpm=9.0), 50, "RA1", "null"
    )
    outputs = engine_outputs(engine, wider)
    first, second = (o for o in outputs if isinstance(o, Baseline))
    assert (first.hr_spread, second.hr_spread) == (3.0, 9.0)
    assert (first.baseline_id, second.baseline_id) == ("client-b1", "client-b2")
    hashes = {o.t: o.zone.params_hash for o in outputs if isinstance(o, Tick)}
    other = replace(DEMO, zones=wider.zones, baseline=wider.baseline)
    assert (hashes[49], hashes[50]) == (DEMO.params_hash, other.params_hash)
    ids = {o.t: o.zone.baseline_id for o in outputs if isinstance(o, Tick)}
    assert (ids[49], ids[50]) == ("client-b1", "client-b2")


def test_parameters_come_back_from_the_journal(tmp_path: Path):
    item = Parameters("client", ZoneSettings(th=2.5), STANDARD.baseline, 77, "RA1", "calibration")
    journal = Journal(tmp_path / "engine.jsonl")
    run = EngineRun(
        1, 0.0, 1, STANDARD, (), ("client",), {}, (0.0, 0.0), taken={"client": 2}
    )  # fmt: skip
    journal.start(run)
    journal.parameters(item)
    journal.close()
    (again,) = read_runs(tmp_path / "engine.jsonl")
    assert again.parameters == [item]
    assert again.taken == {"client": 2}
    assert parameters_in_force([again]) == {"client": item}


def engine_outputs(engine: PersonEngine, *items: EngineInput) -> list[EngineOutput]:
    """Feed a steady heart with a baseline of the demo profile, and what else there is."""
    engine.feed(ClockOffset("client-rr", 0, 0.0, 0.0))
    start = Event("e1", "ph.baseline", 5.0, None)
    engine.feed(Mark(start, Boundary.START, {"client": 5}))
    engine.feed(Mark(replace(start, duration=40.0), Boundary.STOP, {"client": 45}))
    for item in items:
        engine.feed(item)
    times = np.cumsum(np.full(80, 0.9) + 0.02 * np.random.default_rng(1).standard_normal(80))
    return engine.feed(Chunk("client-rr", 0, times, np.diff(times, prepend=0.0) * 1000))


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
