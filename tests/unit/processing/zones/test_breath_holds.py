"""What has not ended counts: breath that is held, and the rate that it contradicts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.codebook import BREATH_HOLD
from safehold.core.reasons import Reason
from safehold.core.types import EngineOutput, Event, FloatArray, Notice, Status, Tick

from .._chest import Chest, chest
from .._synthetic import BELT_SPEC, cut, run, ticks_of, whole


def engine(times: FloatArray, values: FloatArray) -> list[EngineOutput]:
    return run([BELT_SPEC], [whole(BELT_SPEC, times, values)])


def holds(outputs: list[EngineOutput]) -> list[Event]:
    """Return the holds as they were said last."""
    found = {o.event_id: o for o in outputs if isinstance(o, Event)}
    return list(found.values())


def rate(tick: Tick) -> tuple[Status, tuple[Reason, ...]]:
    index = tick.index("resp_rate")
    assert index is not None
    return index.status, index.reasons


@pytest.mark.parametrize("after_inspiration", [False, True])
@pytest.mark.parametrize("length", [10, 20, 45])
@pytest.mark.parametrize("per_min", [6, 15, 25])
def test_a_hold_is_a_mark_with_onset_and_length(
    per_min: float, length: float, after_inspiration: bool
) -> None:
    held = chest(
        per_min, length=length, after_inspiration=after_inspiration, noise_sd=0.02, heart=0.05
    )
    outputs = engine(held.times, held.values)
    (event,) = holds(outputs)
    slack = 0.5 + 0.15 * 60 / per_min  # a slow turn is still before and after the hold
    assert event.onset == pytest.approx(held.hold[0], abs=slack)
    assert event.duration == pytest.approx(length, abs=2 * slack)
    assert (event.code, event.source, event.coder) == (BREATH_HOLD, "auto:breath_hold", "")
    assert event.target == "client"
    said = [o for o in outputs if isinstance(o, Event)]
    assert [o.duration is None for o in said] == [True, False]
    assert said[0].t_entered - held.hold[0] <= 11  # live, while it lasts
    assert said[1].t_entered - held.hold[1] <= 3


def test_a_belt_without_a_trace_of_the_heart_shows_a_hold_too() -> None:
    """The filter before it leaves less noise on a level than on a slope."""
    held = chest(15, length=20, noise_sd=0.005, heart=0.0, total=115)
    assert len(holds(engine(held.times, held.values))) == 1


@pytest.mark.parametrize("per_min", [6, 15, 25])
def test_no_rate_while_breath_is_held_but_what_it_is_at_most(per_min: float) -> None:
    held = chest(per_min, length=45, noise_sd=0.02, heart=0.05)
    onset, end = held.hold
    ticks = ticks_of(engine(held.times, held.values))
    late = onset + 60 / per_min + 7
    inside = [tick for tick in ticks if late < tick.t < end]
    for tick in inside:
        index = tick.index("resp_rate")
        assert index.value is None
        assert Reason.OPEN_BREATH in index.reasons
        assert index.at_most == pytest.approx(60 / (tick.t - onset), rel=0.1)
        assert tick.index("resp_amplitude").value is None
    assert len(inside) > 15
    before = [rate(tick)[0] for tick in ticks if 62 <= tick.t < onset]
    assert set(before) == {Status.OK}
    again = [tick for tick in ticks if tick.t > end + 4 * 60 / per_min]
    assert all(Reason.OPEN_BREATH not in rate(tick)[1] for tick in again)
    assert all(rate(tick)[0] is not Status.OK for tick in ticks if late < tick.t)


def allowed(held: Chest, t: float) -> float:
    """Return the rate of the last minute with the breath counted that has not ended, 1/min.

    The highest one, where it is open whether the pause after an expiration belongs to the breath
    before or to the next one, and whether a breath ended in that minute.
    """
    start, end = held.hold
    rates = []
    for onsets in (held.onsets, np.where(np.isclose(held.onsets, end), start, held.onsets)):
        begins, ends = onsets[:-1], onsets[1:]
        for back in (59.5, 60.5):
            lengths = (ends - begins)[(ends >= t - back) & (ends <= t)]
            now = t - begins[begins <= t][-1]
            rates.append(60 / np.mean([*lengths, max(now, lengths.mean())]))
    return float(max(rates))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(
    per_min=st.floats(7, 26), length=st.floats(4, 55), after_inspiration=st.booleans(),
    noise_sd=st.floats(0.005, 0.03), heart=st.floats(0, 0.06), drift=st.floats(-0.005, 0.005),
    seed=st.integers(0, 99),
)  # fmt: skip
def test_no_rate_is_ok_that_an_open_breath_contradicts(
    per_min: float, length: float, after_inspiration: bool, noise_sd: float, heart: float,
    drift: float, seed: int,
) -> None:  # fmt: skip
    held = chest(
        per_min, length=length, after_inspiration=after_inspiration, noise_sd=noise_sd,
        heart=heart, drift=drift, seed=seed,
    )  # fmt: skip
    for tick in ticks_of(engine(held.times, held.values)):
        index = tick.index("resp_rate")
        if tick.t >= 66 and index.status is Status.OK:
            assert index.value <= 1.1 * 1.05 * allowed(held, tick.t)


@pytest.mark.parametrize("per_min", [4, 5, 6, 12])
def test_slow_breathing_is_no_hold(per_min: float) -> None:
    slow = chest(per_min, total=200)
    outputs = engine(slow.times, slow.values)
    assert holds(outputs) == []
    assert all(Reason.OPEN_BREATH not in rate(t)[1] for t in ticks_of(outputs) if per_min > 4)


def test_sighs_are_no_holds_and_cost_no_rate() -> None:
    depths = np.array([1, 1, 1, 1, 1, 1, 3.0])
    sighing = chest(14, depths=depths)
    outputs = engine(sighing.times, sighing.values)
    assert holds(outputs) == []
    assert {rate(t)[0] for t in ticks_of(outputs) if t.t > 62} == {Status.OK}


def speech(seed: int, *, total: float = 180.0) -> tuple[FloatArray, FloatArray]:
    """Return a belt of someone who talks: quick inspirations, long uneven expirations."""
    rng = np.random.default_rng(seed)
    knots, t = [(0.0, 0.0)], 0.0
    while t < total:
        depth = rng.uniform(0.5, 1.6)
        quick, slow = rng.uniform(0.5, 0.9), rng.uniform(1.8, 7.5)
        knots += [(t + quick, depth), (t + quick + slow, rng.uniform(-0.05, 0.05))]
        t = knots[-1][0]
    times = np.arange(0.02, total, 0.04)
    at, level = np.array(knots).T
    noisy = np.interp(times, at, level) + 0.02 * rng.standard_normal(len(times))
    return times, 2000 + 200 * noisy


@pytest.mark.slow
def test_talking_is_no_hold() -> None:
    values = 0
    for seed in range(3):
        outputs = engine(*speech(seed))
        assert holds(outputs) == []
        values += sum(rate(t)[0] is not Status.MISSING for t in ticks_of(outputs) if t.t > 62)
    assert values > 0.9 * 3 * 110


@pytest.mark.parametrize("left", [0.0, 0.02])
def test_a_belt_that_dies_is_no_hold(left: float) -> None:
    """Flat it is flat; with other noise than it had it cannot be told, and that is said."""
    alive = chest(15, noise_sd=0.02)
    dead = alive.times > 80
    level = alive.values[~dead][-1]
    values = np.where(dead, level + left * (alive.values - 2000), alive.values)
    values[dead] = level + left * 200 * np.random.default_rng(2).standard_normal(dead.sum()) * 0.05
    outputs = engine(alive.times, values)
    assert holds(outputs) == []
    ticks = [tick for tick in ticks_of(outputs) if tick.t > 92]
    assert all(rate(tick)[0] is Status.MISSING for tick in ticks)
    told = {n.code for n in outputs if isinstance(n, Notice)}
    assert told & ({"belt_still"} if left else {"belt_still", "flat"})


def test_a_belt_that_stands_still_for_two_minutes_may_be_loose() -> None:
    held = chest(15, length=200, total=270)
    (event,) = holds(engine(held.times, held.values))
    assert event.duration == pytest.approx(120, abs=2)
    assert event.attributes == {"subtype": "uncertain"}


def test_a_gap_ends_a_hold_and_no_breath_lasts_over_it() -> None:
    held = chest(15, length=40)
    onset = held.hold[0]
    there = (held.times < onset + 20) | (held.times > onset + 26)
    outputs = engine(held.times[there], held.values[there])
    assert holds(outputs)[0].duration == pytest.approx(21, abs=1.5)
    after = [tick for tick in ticks_of(outputs) if onset + 27 < tick.t < onset + 33]
    assert all(tick.index("resp_rate").at_most is None for tick in after)


def test_holds_are_the_same_in_any_chunking() -> None:
    held = chest(15, length=20, total=120)
    chunk = whole(BELT_SPEC, held.times, held.values)
    sizes = itertools.cycle([1, 50, 333])
    assert repr(run([BELT_SPEC], cut(chunk, sizes))) == repr(run([BELT_SPEC], [chunk]))
