"""The map of two people on real pulse waves: fixtures of arithmetic, no evidence of any link."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from processing.measures.pair_map import pair_map
from processing.measures.pair_series import PairSeries, pair_series
from processing.measures.prewhitening import PAST_S, innovations
from safehold.core.types import Beat, FloatArray

from .test_engine_real import pair

PAIRS = [("P11", "P12"), ("P21", "P22")]


@cache
def beats(folder: Path, name: str, sensor: str) -> tuple[Beat, ...]:
    return tuple(x for x in pair(folder, name, sensor) if isinstance(x, Beat))


def series(one: tuple[Beat, ...], two: tuple[Beat, ...]) -> PairSeries:
    return pair_series(one, two, limits=(0.0, min(one[-1].time, two[-1].time)))


def literal(one: FloatArray, two: FloatArray, start: int, lag: int) -> float:
    """Fisher z of one window: the follower's is moved."""
    a = one[start + max(-lag, 0) :][:60]
    b = two[start + max(lag, 0) :][:60]
    if not np.isfinite([a, b]).all():
        return np.nan
    return float(np.arctanh(np.corrcoef(a, b)[0, 1]))


@pytest.mark.parametrize("people", PAIRS)
def test_each_cell_is_the_correlation_of_its_two_windows(
    shared_data: Path, people: tuple[str, str]
) -> None:
    both = series(*(beats(shared_data, f"{name}_C_Hard", "ear") for name in people))
    found = pair_map(people, both, n=99)
    one, two = (innovations(x, PAST_S) for x in (both.one, both.two))
    wanted = [
        [literal(one, two, 10 * w, int(lag)) for lag in found.lags] for w in range(len(found.z))
    ]
    assert len(found.z) >= 10
    np.testing.assert_allclose(found.z, wanted, atol=1e-6)
    assert (np.isfinite(found.p) == np.isfinite(found.z)).all()
    assert np.nanmin(found.p) >= 1 / 100
    assert (pair_map(people, both, n=99).p == found.p)[np.isfinite(found.p)].all()


@pytest.mark.parametrize("name", ["P11", "P21"])
def test_finger_and_ear_of_one_person_go_together_without_delay(
    shared_data: Path, name: str
) -> None:
    both = series(*(beats(shared_data, f"{name}_C_Hard", sensor) for sensor in ("finger", "ear")))
    found = pair_map(("finger", "ear"), both, n=99)
    at_zero = found.beyond[:, found.lags == 0][np.isfinite(found.z[:, found.lags == 0])]
    assert at_zero.size >= 10
    assert at_zero.mean() > 0.9
    assert np.nanmedian(found.peak_lag) == 0
