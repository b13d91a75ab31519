"""Min-max decimation keeps what a pixel column can show."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.look.decimate import break_gaps, min_max_columns


@settings(deadline=None, max_examples=40)
@given(st.integers(50, 3000), st.integers(0, 2**32 - 1), st.floats(0.02, 0.5))
def test_every_column_keeps_its_extremes(n, seed, column_s):
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.uniform(0.001, 0.008, n))
    values = rng.standard_normal(n)
    x, y = min_max_columns(times, values, column_s=column_s)
    columns, shown = np.floor(times / column_s), np.floor(x / column_s + 1e-6)
    if x.size == n:
        return
    for column in np.unique(columns):
        inside = values[columns == column]
        assert y[shown == column].min() == inside.min()
        assert y[shown == column].max() == inside.max()
    assert np.all(np.diff(x) >= 0)


def test_one_sample_wide_peaks_survive():
    times = np.arange(0, 12, 1 / 1000)
    values = np.zeros_like(times)
    values[5000:11000:1000] = 1.0
    _, y = min_max_columns(times, values, column_s=12 / 300)
    assert (y == 1.0).sum() == 6
    assert y.size <= 2 * 301


def test_a_moving_window_shows_the_same_columns():
    times = np.arange(0, 20, 1 / 250)
    values = np.random.default_rng(3).standard_normal(times.size)
    early = min_max_columns(times[500:3500], values[500:3500], column_s=0.05)
    late = min_max_columns(times[525:3525], values[525:3525], column_s=0.05)
    common = np.intersect1d(early[0], late[0])[4:-4]
    pick = [dict(zip(*series, strict=True)) for series in (early, late)]
    assert all(pick[0][t] == pick[1][t] for t in common)


def test_few_samples_come_back_as_they_are():
    times, values = np.arange(10.0), np.arange(10.0)
    x, y = min_max_columns(times, values, column_s=1.0)
    assert x is times
    assert y is values


def test_a_gap_breaks_the_line():
    x, y = break_gaps(np.array([0.0, 1, 5, 6]), np.array([1.0, 2, 3, 4]), longest_s=1.5)
    assert np.isnan(y).tolist() == [False, False, True, False, False]
    assert x.size == 5


def test_a_column_without_width_is_refused():
    with pytest.raises(ValueError, match="column_s"):
        min_max_columns(np.zeros(3), np.zeros(3), column_s=0)
