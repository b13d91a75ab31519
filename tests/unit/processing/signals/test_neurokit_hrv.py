"""What stands beside our own values is what NeuroKit2 gives, bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals import neurokit
from processing.signals.neurokit_hrv import ln_hf, time_domain
from safehold.core.types import FloatArray


def series(n: int, seed: int, lost: float, breaths: float) -> tuple[FloatArray, FloatArray]:
    """Return RR intervals that breathing modulates, and when they end; some are left out."""
    rng = np.random.default_rng(seed)
    rr = rng.normal(800, 30, n).clip(320, 1900)
    rr += 60 * np.sin(2 * np.pi * breaths * np.cumsum(rr) / 1000)
    ends = rng.uniform(0, 5000) + np.cumsum(rr) / 1000
    kept = rng.random(n) >= lost
    return rr[kept], ends[kept]


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(20, 500),
    seed=st.integers(0, 9999),
    lost=st.sampled_from([0.0, 0.02, 0.2, 0.6]),
    breaths=st.sampled_from([0.1, 0.25, 0.38]),
)
def test_values_are_neurokits_bit_by_bit(n: int, seed: int, lost: float, breaths: float) -> None:
    rr, ends = series(n, seed, lost, breaths)
    assert time_domain(rr, ends) == neurokit.hrv_time(rr, ends)
    assert ln_hf(rr, ends) == neurokit.hrv_hf(rr, ends)


@pytest.mark.parametrize("rr", [np.full(70, 800.0), np.tile([750.0, 850.0], 40)])
def test_even_series_too(rr: FloatArray) -> None:
    ends = np.cumsum(rr) / 1000
    assert time_domain(rr, ends) == neurokit.hrv_time(rr, ends)
    assert ln_hf(rr, ends) == neurokit.hrv_hf(rr, ends)
    assert (ln_hf(rr, ends) is None) == (np.ptp(rr) == 0)


def test_two_intervals_are_too_few() -> None:
    rr, ends = np.array([800.0, 810.0]), np.array([0.8, 1.61])
    assert set(time_domain(rr, ends).values()) == {None}
    assert ln_hf(rr, ends) is None
