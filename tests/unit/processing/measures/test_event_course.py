"""The mean course around events, against courses that are known."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures.event_course import AFTER_S, BEFORE_S, event_course

LIMITS = (0.0, 1000.0)
TIMES = np.arange(0.0, 1000.0)


def test_the_course_is_the_mean_over_the_events_second_by_second():
    onsets = [100.2, 300.9, 600.0]
    values = np.full(TIMES.size, 70.0)
    for onset, rise in zip(onsets, (3.0, 6.0, 9.0), strict=True):
        values[int(onset) : int(onset) + 20] += rise
    course = event_course("client", "ev.challenge", "hr", onsets, TIMES, values, limits=LIMITS)
    assert (course.person, course.code, course.n) == ("client", "ev.challenge", 3)
    np.testing.assert_array_equal(course.lags, np.arange(-BEFORE_S, AFTER_S + 1))
    before, during = course.lags < 0, (course.lags >= 0) & (course.lags < 20)
    np.testing.assert_allclose(course.mean[before], 70.0)
    np.testing.assert_allclose(course.se[before], 0.0)
    np.testing.assert_allclose(course.mean[during], 76.0)
    np.testing.assert_allclose(course.se[during], 3.0 / np.sqrt(3))
    np.testing.assert_allclose(course.mean[course.lags >= 20], 70.0)


def test_seconds_with_fewer_than_three_values_have_no_mean():
    values = np.full(TIMES.size, 70.0)
    values[90:110] = np.nan
    course = event_course("client", "x", "hr", [100.0, 300.0, 600.0], TIMES, values, limits=LIMITS)
    missing = (course.lags >= -10) & (course.lags < 10)
    assert np.isnan(course.mean[missing]).all()
    assert np.isnan(course.se[missing]).all()
    assert np.isfinite(course.mean[~missing]).all()


@pytest.mark.parametrize(
    "onsets", [[], [300.0, 500.0], [30.0, 300.0, 500.0], [300.0, 500.0, 960.0]]
)
def test_fewer_than_three_whole_events_give_no_course(onsets):
    assert event_course("client", "x", "hr", onsets, TIMES, TIMES, limits=LIMITS) is None


def test_a_series_without_values_gives_no_course():
    nothing = np.full(TIMES.size, np.nan)
    onsets = [200.0, 300.0, 400.0]
    assert event_course("client", "x", "hr", onsets, TIMES, nothing, limits=LIMITS) is None
    assert (
        event_course("client", "x", "hr", onsets, np.empty(0), np.empty(0), limits=LIMITS) is None
    )
