"""Before, during and after events: means, intervals, two people, and rotations of the events."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from processing.measures.around import (
    Times,
    answers_at,
    described,
    interval,
    synchrony_at,
    synchrony_p,
    zone_shares,
)
from processing.measures.pair_map import pair_map
from processing.measures.pair_series import PairSeries
from safehold.core.around import Estimate
from safehold.core.pair_map import PairMap
from safehold.core.reasons import Reason


def test_before_and_after_are_those_of_the_same_events_and_during_of_all_that_last():
    row = described(
        "client", "hr",
        [Times(70.0, None, 72.0), Times(80.0, 90.0, None), Times(74.0, 76.0, 80.0)],
    )  # fmt: skip
    assert (row.before, row.during, row.after, row.n) == (72.0, 83.0, 76.0, 2)
    assert row.change.value == 4.0
    assert row.reasons == (Reason.TOO_FEW_EVENTS,)
    nothing = described("client", "hr", [Times(70.0, 71.0, None)])
    assert (nothing.before, nothing.during, nothing.n, nothing.change) == (None, 71.0, 0, None)
    assert nothing.reasons == (Reason.MOSTLY_UNKNOWN,)


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=9))
def test_the_interval_is_that_of_a_paired_t_test(pairs: list[tuple[float, float]]):
    row = described("client", "a", [Times(x, None, y) for x, y in pairs])
    change = np.array([y - x for x, y in pairs])
    assert row.change.value == pytest.approx(change.mean())
    if change.std() > 1e-6:
        truth = stats.ttest_1samp(change, 0).confidence_interval(0.95)
        assert (row.change.low, row.change.high) == pytest.approx((truth.low, truth.high))


def test_shares_change_by_no_more_than_all_and_like_changes_have_no_interval():
    row = described("client", "share_high", [Times(0.0, None, 0.9), Times(0.4, None, 0.0)])
    assert (row.change.low, row.change.high) == (-1.0, 1.0)
    same = described("client", "hr", [Times(70.0, None, 72.0)] * 5)
    assert same.change == Estimate(2.0)


def test_one_event_has_a_change_and_no_interval():
    assert described("client", "a", [Times(0.5, None, 1.5)]).change == Estimate(1.0)
    assert interval(1.0, 0.5, 1) == Estimate(1.0)


def mapped(seed: int = 1, linked: tuple[int, ...] = ()) -> PairMap:
    """Return a map of half an hour in which people go together for a minute after some times."""
    rng = np.random.default_rng(seed)
    one, two = rng.normal(size=(2, 1800))
    for t in linked:
        for lag in range(-5, 6):
            two[t : t + 60] += one[t + lag : t + lag + 60]
    return pair_map(("a", "b"), PairSeries(np.arange(1.0, 1801), one, two), n=39)


def test_synchrony_before_during_and_after_is_of_the_windows_there():
    one = mapped()
    (times,) = synchrony_at(one, [(602.0, 727.0)])
    mean = one.z.mean(axis=1)
    assert times.before == pytest.approx(mean[54])  # from 540 s on
    assert times.after == pytest.approx(mean[73])
    assert times.during == pytest.approx(mean[60:68].mean())
    (point, edge) = synchrony_at(one, [(600.0, 600.0), (20.0, 20.0)])
    assert point.during is None
    assert edge.before is None
    assert edge.after == pytest.approx(mean[2])


def test_events_that_people_come_together_at_stand_out_of_their_rotations():
    onsets = (300, 520, 780, 1000, 1240, 1500)
    p, why = synchrony_p(mapped(linked=onsets), [float(t) for t in onsets])
    assert (p <= 0.05, why) == (True, None)
    chance = [synchrony_p(mapped(seed), [float(t) for t in onsets])[0] for seed in range(2, 22)]
    assert np.mean([x <= 0.05 for x in chance]) <= 0.2
    assert synchrony_p(mapped(), [300.0, 400.0]) == (None, Reason.TOO_FEW_EVENTS)


def test_answers_count_within_their_reach_alone():
    ratings = [(100.0, 3.0), (200.0, 4.0), (240.0, 6.0), (260.0, 8.0), (900.0, 9.0)]
    (times,) = answers_at(ratings, [(230.0, 250.0)], 300)
    assert times == Times(4.0, 6.0, 8.0)
    (far,) = answers_at(ratings, [(590.0, 595.0)], 300)
    assert far == Times(None, None, None)
    (near,) = answers_at(ratings, [(550.0, 610.0)], 300)
    assert near == Times(8.0, None, 9.0)


def test_zone_shares_are_of_the_valid_seconds_and_missing_where_most_is_not():
    counts = {"high": 3, "within": 3, "low": 0}
    assert zone_shares([True] * 6 + [False] * 4, counts, 0.6) == {
        "high": 0.5, "within": 0.5, "low": 0.0,
    }  # fmt: skip
    assert set(zone_shares([True] * 5 + [False] * 5, counts, 0.6).values()) == {None}
    assert set(zone_shares([], counts, 0.6).values()) == {None}
