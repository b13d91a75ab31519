"""Native samples on a grid: cubic between samples, nothing over gaps, nothing believed blindly."""

from __future__ import annotations

import numpy as np
import pytest

from recordings.exports.regular import empty_spans, filled, on_grid, steady_rate
from safehold.core.results import StreamSamples
from safehold.core.types import Role
from tests.unit.recordings._sampled import worn


def samples(times: np.ndarray, values: np.ndarray, stated: float) -> StreamSamples:
    own = worn("client-ecg", Role.ECG, "mV", stated)
    columns = values if values.ndim == 2 else values[:, None]
    n = columns.shape[1]
    return StreamSamples(own, times, columns, ("",) * n, ("mV",) * n)


def test_a_grid_through_the_samples_gives_them_back():
    times = 3.2 + np.arange(1000) / 250
    values = np.random.default_rng(1).normal(size=1000)
    np.testing.assert_allclose(
        on_grid(samples(times, values, 250), 250, 3.2, 1000)[:, 0], values, atol=1e-9
    )


def test_between_samples_it_is_better_than_straight_lines():
    times = np.arange(0, 10, 1 / 50)
    found = on_grid(samples(times, np.sin(2 * np.pi * 3 * times), 50), 250, 0.0, 2400)[:, 0]
    at = np.arange(2400) / 250
    truth = np.sin(2 * np.pi * 3 * at)
    straight = np.interp(at, times, np.sin(2 * np.pi * 3 * times))
    assert np.std(found - truth) < 0.5 * np.std(straight - truth)


def test_a_gap_stays_empty_and_a_short_dropout_is_bridged():
    times = np.arange(0, 10, 1 / 50)
    kept = ((times < 4) | (times >= 6)) & ~((times > 1.999) & (times < 2.03))
    found = on_grid(samples(times[kept], times[kept], 50), 50, 0.0, 500)
    assert empty_spans(found) == [(200, 300)]
    np.testing.assert_allclose(found[:200, 0], np.arange(200) / 50, atol=1e-9)


def test_nan_in_one_channel_leaves_the_other():
    times = np.arange(0, 4, 1 / 50)
    values = np.column_stack((times, times))
    values[50:100, 1] = np.nan
    found = on_grid(samples(times, values, 50), 50, 0.0, 200)
    assert not np.isnan(found[:, 0]).any()
    assert np.flatnonzero(np.isnan(found[:, 1])).tolist() == list(range(50, 100))
    bridged = filled(found)
    np.testing.assert_allclose(bridged[:, 1], times, atol=1e-9)


@pytest.mark.parametrize(("true", "stated", "used"), [(250, 250, 250), (249.5, 250, 250),
                                                      (275.16, 250, 275.16)])  # fmt: skip
def test_a_stated_rate_is_used_unless_the_stamps_say_otherwise(
    true: float, stated: float, used: float
):
    times = np.arange(5000) / true
    assert steady_rate(samples(times, times, stated)) == pytest.approx(used, abs=2e-3)


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_samples_have_no_rate_and_no_values(n: int):
    few = samples(np.arange(n, dtype=float), np.arange(n, dtype=float), 250)
    assert steady_rate(few) == 0
    assert np.isnan(on_grid(few, 250, 0.0, 5)).all()
    assert filled(on_grid(few, 250, 0.0, 5)).tolist() == [[0.0]] * 5
