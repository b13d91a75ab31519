"""Where two courses part ways: found where it is, not found by chance, missing with few data."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from processing.measures.parting import LAG_S, LEAST_S, correlations, parted
from safehold.core.reasons import Reason


def slow(seed: int, n: int = 1800) -> np.ndarray:
    course = gaussian_filter1d(np.random.default_rng(seed).normal(size=n), 25.0)
    return (course - course.mean()) / course.std()


def noisy(course: np.ndarray, seed: int, sd: float = 0.3) -> np.ndarray:
    return course + np.random.default_rng(seed).normal(scale=sd, size=course.size)


def test_correlations_are_those_of_each_shift_by_itself():
    one, two = slow(1, 900), slow(2, 900)
    one[100:180] = np.nan
    two[400:430] = np.nan
    found = correlations(one, two)
    for shift in (0, 1, 37, 500, 899):
        moved = np.roll(one, -shift)
        both = np.isfinite(moved) & np.isfinite(two)
        assert found[shift] == pytest.approx(np.corrcoef(moved[both], two[both])[0, 1], abs=1e-9)


@pytest.mark.parametrize("lag", [-20, 0, 7])
def test_the_lag_is_found_and_a_link_is_beyond_chance(lag):
    course = slow(3)
    found = parted(np.roll(noisy(course, 4), lag), course)
    assert abs(found.lag_s - lag) <= 2
    assert found.r > 0.9 > found.r_chance
    assert found.p <= 0.01
    assert found.share < 0.1 < found.share_chance


def test_a_stretch_in_which_they_part_is_found_with_its_sides():
    course = slow(5)
    felt = noisy(course, 6)
    felt[900:1020] += 3.0
    (span,) = [one for one in parted(felt, course, begin=100).spans if one.t1 - one.t0 > 60]
    assert span.t0 == pytest.approx(1000, abs=25)
    assert span.t1 == pytest.approx(1120, abs=25)
    assert span.first_z > span.second_z + 1


@pytest.mark.slow
def test_courses_without_a_link_are_called_linked_about_as_often_as_stated():
    found = [parted(slow(2 * k, 1200), slow(2 * k + 1, 1200)).p for k in range(30)]
    assert np.mean(np.array(found) <= 0.05) <= 0.2


def test_scale_and_unit_do_not_matter():
    course, other = slow(7), noisy(slow(7), 8, 0.8)
    a, b = parted(other, course), parted(40 + 12 * other, course * 0.01 - 3)
    assert (a.lag_s, a.spans) == (b.lag_s, b.spans)
    assert a.r == pytest.approx(b.r)


def test_few_data_give_a_reason_and_no_number():
    course = slow(9)
    short = np.full(1800, np.nan)
    short[: LEAST_S - 1] = course[: LEAST_S - 1]
    for first, reason in (
        (short, Reason.COMPARED_SHORT),
        (np.full(1800, 5.0), Reason.COMPARED_FLAT),
    ):
        found = parted(first, course)
        assert found.reasons == (reason,)
        assert found.r is None
        assert found.spans == ()


def test_no_lag_is_tried_beyond_the_bounds():
    course = slow(10)
    assert abs(parted(np.roll(course, 60), course).lag_s) <= LAG_S
