"""The lag of a strap against the ECG of the same person, from the intervals alone."""

from __future__ import annotations

import numpy as np
import pytest

from processing.rr_lag import rr_lag


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
