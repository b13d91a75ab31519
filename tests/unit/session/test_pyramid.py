"""The pyramid shows what all samples would, in a memory that hardly grows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.session.pyramid import PAGE, Pyramid

WIDTH = 0.032


def filled(times: np.ndarray, values: np.ndarray, chunk: int = 1000) -> Pyramid:
    pyramid = Pyramid(WIDTH)
    for i in range(0, times.size, chunk):
        pyramid.append(times[i : i + chunk], values[i : i + chunk])
    return pyramid


@settings(deadline=None, max_examples=15)
@given(
    st.integers(0, 2**32 - 1), st.sampled_from((50.0, 250.0)), st.integers(7, 900),
    st.floats(0.03, 9.0), st.floats(0, 150), st.floats(1, 200),
)  # fmt: skip
def test_each_column_spans_exactly_its_samples(seed, rate, chunk, column_s, t0, length):
    length = max(length, 3 * column_s)  # at least two columns: their distance tells the width
    rng = np.random.default_rng(seed)
    times = np.arange(0, 200, 1 / rate) + 0.0015  # never on the border of a stretch
    times = times[(times < 60) | (times > 71)]
    values = 4000 + rng.standard_normal(times.size).cumsum()
    values[rng.random(times.size) < 0.02] = np.nan
    x, y = filled(times, values, chunk).view(t0, t0 + length, column_s=column_s)
    assert x[0] <= t0 + 1e-9
    assert x[-1] <= t0 + length + max(column_s, WIDTH)
    step = x[2] - x[0] if x.size > 2 else WIDTH
    assert step <= max(column_s, WIDTH) + 1e-9
    tolerance = np.nanmax(values) - np.nanmin(values)
    columns = np.floor(times / step + 1e-9).astype(int)
    for k in range(0, x.size, 2):
        inside = values[columns == round(x[k] / step)]
        inside = inside[np.isfinite(inside)]
        if inside.size == 0:
            assert np.isnan(y[k : k + 2]).all()
            continue
        assert y[k : k + 2].min() == pytest.approx(inside.min(), abs=3e-5 * tolerance + 1e-3)
        assert y[k : k + 2].max() == pytest.approx(inside.max(), abs=3e-5 * tolerance + 1e-3)


def test_chunks_of_any_size_give_the_same_picture():
    rng = np.random.default_rng(2)
    times = np.arange(0, 120, 1 / 250)
    values = rng.standard_normal(times.size)
    whole = filled(times, values, times.size).view(0, 120, column_s=0.3)
    for chunk in (1, 10, 333):
        assert np.array_equal(filled(times, values, chunk).view(0, 120, column_s=0.3), whole)


def test_a_spike_of_one_sample_is_seen_in_three_hours():
    times = np.arange(0, 10800, 0.02)
    values = np.zeros(times.size)
    values[[10_250, 400_250]] = 1.0
    x, y = filled(times, values, 50_000).view(0, 10800, column_s=10800 / 1500)
    assert x.size <= 2 * 1600 * 8
    seen = sorted(set(np.floor(x[y > 0.99] / 10).tolist()))
    assert seen == [20.0, 800.0]


def test_a_page_with_one_value_comes_back_as_it_was():
    times = np.arange(0, 3 * PAGE * WIDTH, WIDTH) + WIDTH / 2
    _, y = filled(times, np.full(times.size, 4050.0)).view(0, times[-1], column_s=WIDTH)
    assert np.nanmin(y) == np.nanmax(y) == 4050.0


def test_three_hours_of_ecg_take_less_than_two_megabytes():
    pyramid = Pyramid(WIDTH)
    for start in range(0, 10_800, 100):
        times = start + np.arange(0, 100, WIDTH / 2)
        pyramid.append(times, np.sin(times))
    assert pyramid.nbytes < 2e6


def test_late_samples_of_a_packed_page_change_nothing():
    times = np.arange(0, 100, 0.01)
    pyramid = filled(times, np.zeros(times.size))
    pyramid.append(np.array([1.0, 1.1, 2.5]), np.array([9.0, 9.0, 9.0]))
    assert np.nanmax(pyramid.view(0, 20, column_s=0.1)[1]) == 0.0


def test_nothing_is_shown_of_nothing():
    x, y = Pyramid(WIDTH).view(0, 10, column_s=1.0)
    assert np.isnan(y).all()
    assert x.size == y.size
    with pytest.raises(ValueError, match="width"):
        Pyramid(0.0)
