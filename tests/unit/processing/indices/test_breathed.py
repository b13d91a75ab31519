"""What is counted of the breaths of a window holds for every window of the same breaths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clock.order import median, spread
from processing.indices.breathed import Breathed, BreathLog, ScoredBreath
from processing.signals.respiration import make_cycle
from safehold.core.reasons import Reason


def some_breaths(seed: int, n: int = 120) -> list[ScoredBreath]:
    """Return breaths of all kinds whose ends lie on whole and on half seconds."""
    rng = np.random.default_rng(seed)
    ends = np.cumsum(rng.choice([0.5, 2.0, 3.5, 5.0, 24.0], n, p=[0.05, 0.3, 0.4, 0.2, 0.05]))
    found = []
    for begin, end in zip([0.0, *ends.tolist()], ends.tolist(), strict=False):
        cycle = make_cycle(begin, begin + (end - begin) / 2, end, float(rng.uniform(1, 3)))
        p2t = None if cycle.reasons or rng.random() < 0.2 else float(rng.uniform(10, 90))
        found.append(ScoredBreath(cycle, p2t, cycle.reasons))
    return found


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), length=st.sampled_from([10.0, 30.0, 60.0]))
def test_breaths_that_come_second_by_second_are_those_of_each_window(
    seed: int, length: float
) -> None:
    """Breaths are added, asked for over several lengths, and forgotten, as live."""
    waiting, log, known = some_breaths(seed), BreathLog(), list[ScoredBreath]()
    for t in range(1, 300):
        while waiting and waiting[0].cycle.t_end <= t:
            known.append(waiting.pop(0))
            log.add(known[-1])
        for back in (length, 120.0):
            got = log.between(t - back, t)
            own = Breathed([b for b in known if t - back <= b.cycle.t_end <= t])
            assert list(got.breaths) == list(own.breaths)
            assert (got.good, got.lengths, got.p2t) == (own.good, own.lengths, own.p2t)
            assert got.depth_since(t - back) == own.depth_since(t - back)
            assert got.held == own.held
            assert got.irregular == own.irregular
        log.prune(t - 120)


def test_depth_is_of_breaths_that_ended_after_the_beginning_of_a_window() -> None:
    """One that ended with its first moment is among its breaths, and not of its depth."""
    made = [
        ScoredBreath(make_cycle(t - 4, t - 2, t, depth), 30.0, ())
        for t, depth in ((40.0, 9.0), (44.0, 2.0), (48.0, 3.0))
    ]
    breathed = BreathLog(made).between(40, 100)
    assert len(breathed) == 3
    assert breathed.depth_since(40) == 2.5
    assert breathed.depth_since(39) == 3.0
    assert breathed.depth_since(60) is None


def test_rsa_of_breaths_is_their_median_with_its_error() -> None:
    found = Breathed(some_breaths(3))
    values = np.array([b.p2t_ms for b in found.breaths if b.p2t_ms is not None])
    rsa = found.rsa
    assert (rsa.centre, rsa.ln_centre) == (median(values), np.log(median(values) + 1))
    assert rsa.se == pytest.approx(1.25 * spread(values) / np.sqrt(values.size))
    assert rsa.ln_se == pytest.approx(1.25 * spread(np.log(values + 1)) / np.sqrt(values.size))


def test_a_held_breath_is_told_among_others() -> None:
    made = [
        ScoredBreath(make_cycle(4.0 * k, 4.0 * k + 2, 4.0 * k + 4, 1.0), 30.0, ())
        for k in range(3)
    ]
    long = ScoredBreath(make_cycle(12.0, 14.0, 60.0, 1.0), None, (Reason.BREATH_TOO_LONG,))
    breathed = Breathed([*made, long])
    assert breathed.held == [long.cycle]
    assert breathed.length == 4.0
    assert breathed.total == 4.0
