"""Wavelet coherence and recurrence of two people, against known truth and another library."""

from __future__ import annotations

import math

import numpy as np
import pytest
from multiSyncPy import synchrony_metrics as independent
from scipy.signal import lfilter

from processing.measures.pair_methods import (
    BANDS_S,
    RECURRENCE,
    WAVELET,
    averaged,
    compared,
    diagonal_lengths,
    longest_whole,
    recurrence,
    wavelet_bands,
)
from processing.measures.surrogates import Surrogate, surrogates
from safehold.core.types import FloatArray


def noise(rng: np.random.Generator, n: int) -> FloatArray:
    return np.asarray(lfilter([1], [1, -0.8], rng.normal(size=n)), dtype=np.float64)


def test_lines_of_a_recurrence_plot_are_those_of_multisyncpy():
    rng = np.random.default_rng(1)
    both = np.stack([noise(rng, 200), noise(rng, 200)])
    for radius in (0.3, 1.0):
        plot = independent.recurrence_matrix(both, radius)
        counts = independent.get_diagonal_lengths(plot)
        lengths, n = np.unique(diagonal_lengths(plot), return_counts=True)
        assert dict(zip(lengths.astype(int).tolist(), n.tolist(), strict=True)) == counts


def test_determinism_is_multisyncpys_at_the_radius_of_our_rate():
    rng = np.random.default_rng(2)
    both = np.stack([noise(rng, 300), noise(rng, 300)])
    z = (both - both.mean(axis=1, keepdims=True)) / both.std(axis=1, keepdims=True)
    apart = np.sqrt(np.square(z[:, :, None] - z[:, None, :]).sum(axis=0))[np.triu_indices(300, 1)]
    radius = np.sort(apart)[int(0.05 * apart.size)]  # theirs: nearer than the radius
    rate, determinism, _, longest = independent.rqa_metrics(
        independent.recurrence_matrix(both, radius)
    )
    found = recurrence(*both)
    assert rate == pytest.approx(0.05, abs=1e-4)
    assert found["determinism"] == pytest.approx(determinism, abs=1e-12)
    assert 2 <= found["mean_line"] <= longest


def test_coherence_lies_in_the_band_of_the_shared_wave():
    rng = np.random.default_rng(3)
    wave = 2 * np.sin(2 * np.pi * np.arange(1200) / 12)
    found = wavelet_bands(noise(rng, 1200) + wave, noise(rng, 1200) + wave)
    assert list(found) == list(BANDS_S)
    assert found["period_7_25s"] > 0.5
    assert found["period_7_25s"] > found["period_3_7s"] + 0.2
    assert found["period_7_25s"] > found["period_25_100s"] + 0.2
    same = wavelet_bands(wave + noise(rng, 1200), wave + noise(rng, 1200))
    one = noise(rng, 1200)
    assert wavelet_bands(one, 3 * one + 1) == pytest.approx(dict.fromkeys(BANDS_S, 1.0))
    assert all(0 <= value <= 1 for value in same.values())


def test_a_shared_wave_stands_out_and_independent_people_do_not():
    rng = np.random.default_rng(4)
    wave = 1.5 * np.sin(2 * np.pi * np.arange(900) / 12 + np.cumsum(rng.normal(0, 0.3, 900)))
    one, two = noise(rng, 900) + wave, noise(rng, 900) + wave
    alone = noise(rng, 900)

    def p(second: FloatArray, method: str) -> dict[str, float | None]:
        drawn = surrogates(second, Surrogate.SHIFT, n=59)
        return {c.statistic: c.p for c in compared(method, one, second, drawn)}

    assert p(two, WAVELET)["period_7_25s"] <= 0.02
    assert p(alone, WAVELET)["period_7_25s"] > 0.02
    assert set(p(alone, RECURRENCE)) == {"determinism", "mean_line"}


def test_surrogates_are_counted_as_they_are_done():
    rng = np.random.default_rng(5)
    done: list[int] = []
    one, two = noise(rng, 400), noise(rng, 400)
    drawn = surrogates(two, Surrogate.PHASE, n=21)
    found = compared(RECURRENCE, one, two, drawn, done.append)
    assert done == list(range(1, 22))
    assert {(c.n_surrogates, c.n_seconds) for c in found} == {(21, 400)}
    few = compared(RECURRENCE, one, two, surrogates(two, Surrogate.PHASE, n=5))
    assert {(c.p, c.effect) for c in few} == {(None, None)}


def test_the_longest_stretch_that_both_have_is_compared():
    one, two = np.ones(100), np.ones(100)
    one[10], two[70:72] = math.nan, math.nan
    assert longest_whole(one, two) == slice(11, 70)
    assert longest_whole(one * math.nan, two) == slice(0, 0)
    assert averaged(np.arange(3001.0))[:2].tolist() == [1.0, 4.0]
    assert averaged(np.arange(9.0)).tolist() == list(range(9))
