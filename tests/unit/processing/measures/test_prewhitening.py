"""What of a series its own past does not foretell."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import lfilter

from processing.measures.prewhitening import MAX_INNOVATION, VAGAL_PAST_S, innovations
from safehold.core.types import FloatArray


def autocorrelation(x: FloatArray, lag: int) -> float:
    both = np.isfinite(x[lag:]) & np.isfinite(x[:-lag])
    return float(np.corrcoef(x[lag:][both], x[:-lag][both])[0, 1])


def test_what_drives_a_known_process_comes_back():
    drive = np.random.default_rng(1).uniform(-1, 1, 3000)
    found = innovations(lfilter([1], [1, -1.6, 0.8], drive))
    assert np.corrcoef(found[50:], drive[50:])[0, 1] > 0.99
    assert np.std(found[50:]) == pytest.approx(1.0, abs=0.05)


def test_nothing_slow_is_left_and_a_gap_costs_only_itself():
    rng = np.random.default_rng(2)
    x = lfilter([1], [1, -0.97], rng.normal(size=1800)) + 0.01 * np.arange(1800)
    x[600:640] = np.nan
    x[900] = np.nan
    found = innovations(x)
    assert np.array_equal(np.isnan(found), np.isnan(x))
    assert autocorrelation(x, 1) > 0.9
    assert max(abs(autocorrelation(found, lag)) for lag in (1, 2, 5, 10, 20)) < 0.08
    after = np.r_[found[640:660], found[901:921]]
    assert np.std(after) < 2, "the first seconds after a gap are in standard deviations too"


def test_a_step_leaves_nothing_behind():
    x = lfilter([1], [1, -0.9], np.random.default_rng(3).normal(size=900))
    stepped = x + 50 * (np.arange(900) >= 450)
    away = np.abs(np.arange(900) - 450) > 0
    np.testing.assert_allclose(innovations(stepped)[away], innovations(x)[away], atol=0.15)
    assert abs(innovations(stepped)[450]) < 2


def test_what_is_usual_around_a_second_is_no_step_there():
    """The second half varies five times as much: its changes are larger, and no steps."""
    x = lfilter([1], [1, -0.9], np.random.default_rng(5).normal(size=3000))
    loud = x * np.where(np.arange(3000) < 1500, 1, 5)
    found, plain = innovations(loud), innovations(x)
    assert np.corrcoef(found[1600:], plain[1600:])[0, 1] > 0.93


def test_a_longer_past_foretells_a_smoothed_series_better():
    """Neighbours share 29 of their 30 values, and 30 s later the one that goes out is known."""
    drive = np.random.default_rng(6).normal(size=3000)
    smooth = np.convolve(drive, np.full(30, 1 / 30), "valid")
    short, long = (autocorrelation(innovations(smooth, past), 30) for past in (20, VAGAL_PAST_S))
    assert short < -0.4
    assert abs(long) < 0.2


def test_a_series_that_stands_still_between_breaths_keeps_its_changes():
    drive = np.random.default_rng(4).uniform(-1, 1, 300)
    found = innovations(np.repeat(drive, 5))
    assert np.corrcoef(found[::5][10:], drive[10:])[0, 1] > 0.6


def test_no_second_says_more_than_three_standard_deviations():
    x = np.random.default_rng(3).normal(size=900)
    x[450] = 50
    found = innovations(x)
    assert np.max(np.abs(found)) <= MAX_INNOVATION * 1.4826 * np.median(np.abs(found)) + 1e-9


@pytest.mark.parametrize("x", [[], [np.nan] * 50, [1.0] * 50, [1.0, np.nan, 3.0]])
def test_too_little_is_no_error(x: list[float]):
    found = innovations(np.array(x))
    assert found.size == len(x)
    assert np.array_equal(np.isnan(found), np.isnan(np.array(x)))
