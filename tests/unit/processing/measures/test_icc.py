"""Agreement of continuous ratings: published figures, an analysis of variance, and slow curves."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures.icc import Icc, independent_moments, rating_agreement
from safehold.core.errors import ConfigError
from safehold.core.results import RecallTake
from safehold.offline.rating_agreement import on_grid, takes_of

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
"""Six targets, four judges: Table 2 of Shrout & Fleiss (1979)."""
PUBLISHED = {
    "ICC(A,1)": (0.29, 0.019, 0.761),
    "ICC(C,1)": (0.71, 0.342, 0.946),
    "ICC(A,k)": (0.62, 0.071, 0.927),
    "ICC(C,k)": (0.91, 0.676, 0.986),
}
"""Values of the publication, intervals as R's psych gives them for its data."""


def slow(rng: np.random.Generator, n: int, phi: float) -> np.ndarray:
    """Return a series in which every moment remembers the one before."""
    steps = rng.standard_normal(n) * np.sqrt(1 - phi**2)
    track = np.empty(n)
    track[0] = rng.standard_normal()
    for k in range(1, n):
        track[k] = phi * track[k - 1] + steps[k]
    return track


def test_values_and_intervals_are_those_of_the_publication(monkeypatch) -> None:
    monkeypatch.setattr("processing.measures.icc.independent_moments", lambda _track: 6.0)
    found = rating_agreement(SHROUT_FLEISS)
    for form in found.forms:
        value, low, high = PUBLISHED[form.name]
        assert form.value == pytest.approx(value, abs=0.005)
        assert (form.low, form.high) == pytest.approx((low, high), abs=0.001)


def test_the_forms_are_ratios_of_variances_of_an_independent_analysis() -> None:
    rng = np.random.default_rng(4)
    ratings = rng.standard_normal((40, 1)) + np.array([0.0, 1.0, 2.5]) * 0.4
    ratings = ratings + 0.5 * rng.standard_normal((40, 3))
    n, k = ratings.shape
    # regression on dummies, as R's aov would
    rows, columns = np.kron(np.eye(n), np.ones((k, 1))), np.kron(np.ones((n, 1)), np.eye(k))
    y = ratings.ravel()

    def rest(design: np.ndarray) -> float:
        return float(((y - design @ np.linalg.lstsq(design, y, rcond=None)[0]) ** 2).sum())

    both = rest(np.hstack([rows, columns]))
    error = both / ((n - 1) * (k - 1))
    ms_rows = (rest(columns) - both) / (n - 1)
    ms_columns = (rest(rows) - both) / (k - 1)
    target = (ms_rows - error) / k
    rater = (ms_columns - error) / n
    values = {form.name: form.value for form in rating_agreement(ratings).forms}
    assert values["ICC(A,1)"] == pytest.approx(target / (target + rater + error))
    assert values["ICC(C,1)"] == pytest.approx(target / (target + error))
    assert values["ICC(A,k)"] == pytest.approx(target / (target + (rater + error) / k))
    assert values["ICC(C,k)"] == pytest.approx(target / (target + error / k))


def test_a_rater_who_is_always_higher_is_consistent_and_does_not_agree() -> None:
    one = np.sin(np.linspace(0, 40, 400))
    values = {f.name: f.value for f in rating_agreement(np.column_stack([one, one + 2])).forms}
    assert values["ICC(C,1)"] == pytest.approx(1.0)
    assert values["ICC(A,1)"] < 0.3


def test_slow_curves_are_worth_few_moments_and_say_so() -> None:
    rng = np.random.default_rng(7)
    assert independent_moments(rng.standard_normal(2000)) > 1300
    fast = independent_moments(slow(rng, 20_000, 0.9))
    assert fast == pytest.approx(20_000 * 0.1 / 1.9, rel=0.25), "theory of such a series"
    few = rating_agreement(np.column_stack([np.linspace(0, 1, 60), np.linspace(0, 2, 60)]))
    assert all(form.low is None for form in few.forms), "a ramp is one moment"


def test_two_slow_raters_without_a_link_are_not_called_agreeing() -> None:
    rng = np.random.default_rng(11)
    covered = called = 0
    for _ in range(40):
        found = rating_agreement(np.column_stack([slow(rng, 300, 0.9), slow(rng, 300, 0.9)]))
        one: Icc = found.forms[0]
        covered += one.low is None or one.low <= 0 <= one.high
        called += found.chance.p < 0.05
    assert covered >= 36
    assert called <= 6


def test_what_was_rated_twice_counts_as_it_was_rated_last() -> None:
    back = RecallTake(1, "B1", "safety", np.array([0.2, 1.2, 2.2, 1.1, 2.1, 3.1]),
                      np.array([1.0, 2.0, 3.0, 8.0, 9.0, 7.0]))  # fmt: skip
    other = RecallTake(2, "B2", "safety", np.array([0.5, 3.5]), np.array([np.nan, 4.0]))
    grid = on_grid([back, other], (0.0, 4.0), step_s=1.0)
    assert grid[:, 0].tolist() == [1.0, 8.0, 9.0, 7.0]
    assert np.isnan(grid[:3, 1]).all()
    assert grid[3, 1] == 4.0
    with pytest.raises(ConfigError, match="not rated continuously by two"):
        takes_of([back], "safety")
