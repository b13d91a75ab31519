"""The lag of a strap against the ECG of the same person, from the intervals alone."""

from __future__ import annotations

import numpy as np
import pytest

from processing.signals.rr_lag import lag_and_spread, rr_lag, strap_beats


def heart(n: int = 80, seed: int = 1, spread: float = 0.04):
    rng = np.random.default_rng(seed)
    return 100.0 + np.cumsum(0.85 + spread * rng.standard_normal(n))


def strap(beats, lag: float, first: int = 20, last: int = 70):
    """Return stamps and rounded intervals of packets that come once a second."""
    ends = beats[first + 1 : last + 1]
    values = np.round(np.diff(beats)[first:last] * 1024) * 1000 / 1024
    return np.ceil(ends) + lag, values


@pytest.mark.parametrize("lag", [-0.3, 0.0, 0.4, 2.5, 7.0])
def test_the_lag_is_found_whatever_its_size_and_sign(lag):
    beats = heart()
    found = rr_lag(beats, *strap(beats, lag))
    # packets wait up to a second for their end: half a second on average
    assert found is not None
    assert found.lag_s == pytest.approx(lag + 0.5, abs=0.2)
    assert found.error_ms < 1
    assert found.spread_s < 0.6


def test_exact_stamps_give_the_exact_lag():
    beats = heart()
    found = rr_lag(beats, beats[21:71] + 0.62, 1000 * np.diff(beats)[20:70])
    assert found is not None
    assert found.lag_s == pytest.approx(0.62)
    assert found.spread_s == pytest.approx(0, abs=1e-9)


def test_another_heart_gives_no_lag():
    assert rr_lag(heart(seed=1), *strap(heart(seed=2), 0.0)) is None


def test_an_even_rhythm_gives_no_lag():
    beats = heart(spread=0.0)
    assert rr_lag(beats, *strap(beats, 0.4)) is None


def test_too_few_intervals_give_no_lag():
    beats = heart()
    assert rr_lag(beats, *strap(beats, 0.4, 20, 35)) is None
    assert rr_lag(beats[:5], *strap(beats, 0.4)) is None
    assert rr_lag(np.empty(0), np.empty(0), np.empty(0)) is None


def test_a_few_odd_intervals_do_not_hide_the_lag():
    beats = heart()
    stamps, values = strap(beats, 0.4)
    values[[5, 25, 40]] += 150
    assert rr_lag(beats, stamps, values).lag_s == pytest.approx(0.9, abs=0.2)


@pytest.mark.parametrize("n", [25, 90, 333])
def test_every_interval_of_a_strap_gets_the_beat_that_ended_it(n):
    beats = heart(n + 60)
    stamps, values = strap(beats, 0.4, 20, 20 + n)
    found = strap_beats(beats, stamps, values)
    np.testing.assert_array_equal(found, beats[21 : 21 + n])
    lag, spread = lag_and_spread(stamps, found)
    assert lag == pytest.approx(0.9, abs=0.15)
    assert spread < 0.6


def test_a_lost_packet_breaks_the_run_and_costs_nothing_else():
    beats = heart(300)
    stamps, values = strap(beats, 0.4, 20, 260)
    kept = np.r_[0:100, 105:240]
    found = strap_beats(beats, stamps[kept], values[kept])
    np.testing.assert_array_equal(found, beats[21 + kept])


def test_what_is_not_in_the_ecg_gets_no_beat():
    beats = heart(300)
    stamps, values = strap(beats, 0.4, 20, 260)
    assert np.isnan(strap_beats(heart(300, seed=5), stamps, values)).all()
    wrong = values.copy()
    wrong[50] += 200.0
    found = strap_beats(beats, stamps, wrong)
    assert np.flatnonzero(np.isnan(found)).tolist() == [50]
    few = strap_beats(beats, stamps[:15], values[:15])
    assert np.isnan(few).all()
    assert lag_and_spread(stamps[:15], few) is None
    gap = np.delete(beats, np.s_[100:130])  # the ECG was off for half a minute
    found = strap_beats(gap, stamps, values)
    known = np.isfinite(found)
    assert 100 < np.count_nonzero(known) < 215
    np.testing.assert_array_equal(found[known], beats[21 + np.flatnonzero(known)])
