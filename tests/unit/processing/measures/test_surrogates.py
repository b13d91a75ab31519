"""Surrogates keep what they say they keep, and lose the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.measures.surrogates import MIN_SHIFT_S, Surrogate, surrogates
from safehold.core.types import FloatArray

DRAWN = (Surrogate.SEGMENTS, Surrogate.SHIFT, Surrogate.PHASE)


def made(values: FloatArray, kind: Surrogate, **more: int) -> FloatArray:
    return np.concatenate(list(surrogates(values, kind, **more)))


@pytest.mark.parametrize("kind", DRAWN)
@given(seed=st.integers(0, 2**32), gap=st.integers(0, 500))
def test_gaps_stay_where_they_are_and_the_seed_decides(kind: Surrogate, seed: int, gap: int):
    values = np.random.default_rng(1).normal(size=600)
    values[gap : gap + 40] = np.nan
    found = made(values, kind, n=70, seed=seed)
    assert found.shape == (70, 600)
    assert (np.isnan(found) == np.isnan(values)).all()
    np.testing.assert_array_equal(found, made(values, kind, n=70, seed=seed))


def test_shuffled_segments_are_the_segments_in_any_order():
    values = np.arange(640.0)
    found = made(values, Surrogate.SEGMENTS, segment_s=60, n=200)
    segments = found[:, :600].reshape(200, 10, 60)
    assert (np.diff(segments, axis=2) == 1).all()
    first = segments[:, :, 0] / 60
    assert (np.sort(first, axis=1) == np.arange(10)).all()
    assert (first == np.arange(10)).any(), "the order that was observed is one of all"
    assert (found[:, 600:] == values[600:]).all()


def test_a_shift_keeps_the_order_and_moves_by_a_minute_at_least():
    values = np.arange(500.0)
    found = made(values, Surrogate.SHIFT, n=300)
    assert ((np.diff(found, axis=1) == 1).sum(axis=1) == 498).all()
    begins = found[:, 0]
    assert begins.min() >= MIN_SHIFT_S
    assert begins.max() <= 500 - MIN_SHIFT_S


@pytest.mark.parametrize("n", [600, 601])
def test_random_phases_keep_the_spectrum_and_the_mean(n: int):
    values = 70 + np.cumsum(np.random.default_rng(2).normal(size=n))
    found = made(values, Surrogate.PHASE, n=20)
    power = np.abs(np.fft.rfft(found, axis=1))
    np.testing.assert_allclose(power, np.abs(np.fft.rfft(values))[None].repeat(20, 0), rtol=1e-6)
    r = [abs(np.corrcoef(values, x)[0, 1]) for x in found]
    assert np.median(r) < 0.5


@pytest.mark.parametrize("kind", DRAWN)
def test_too_few_seconds_for_surrogates_that_differ_are_refused(kind: Surrogate):
    with pytest.raises(ValueError, match="too few"):
        made(np.arange(120.0), kind)
