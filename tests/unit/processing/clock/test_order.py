"""Statistics equal numpy's, bit for bit: an index must not depend on which one is used."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from processing.clock.order import mean, median, medians, percentiles, row_percentiles, spread

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60).map(np.array)


@given(numbers)
def test_the_median_is_numpys(values: np.ndarray):
    assert median(values) == median(values.tolist()) == np.median(values)


@given(numbers, st.floats(0, 1))
def test_quantiles_are_numpys(values: np.ndarray, share: float):
    assert percentiles(values, share, 0.1) == np.quantile(values, (share, 0.1)).tolist()


@given(numbers)
def test_means_and_spreads_are_numpys(values: np.ndarray):
    assert mean(values) == np.mean(values)
    if len(values) > 1:
        assert spread(values) == np.std(values, ddof=1)


@given(st.integers(150, 1500), st.integers(0, 999), st.floats(0, 1))
def test_quantiles_of_many_numbers_are_numpys(n: int, seed: int, share: float):
    """They are put in their place, not sorted."""
    values = np.random.default_rng(seed).normal(size=n).round(2)
    assert percentiles(values, share, 0.9) == np.quantile(values, (share, 0.9)).tolist()


@given(st.integers(1, 1500), st.integers(0, 999), st.floats(0, 1))
def test_those_of_rows_are_those_of_each_row(n: int, seed: int, share: float):
    rows = np.random.default_rng(seed).normal(size=(3, n)).round(2)
    assert medians(rows).tolist() == [median(row) for row in rows]
    found = [each.tolist() for each in row_percentiles(rows, share, 0.9)]
    assert found == np.transpose([percentiles(row, share, 0.9) for row in rows]).tolist()
