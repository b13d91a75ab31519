"""Segments, band ratio, grids and filters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import signal as sps
from scipy.ndimage import median_filter

from processing.clock.grid import (
    GridRun,
    ZeroPhase,
    grid_values,
    heart_grid_rate,
    median_of_five,
    split_runs,
)
from processing.clock.timeline import Gap
from processing.signals.quality import band_ratios, longest_runs, segment_reasons
from safehold.core.reasons import Reason
from tests.unit.processing._synthetic import noise

TIMES = np.arange(0, 5, 1 / 100)
BREATH = np.sin(2 * np.pi * 0.25 * TIMES)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (BREATH, ()),
        (2000 + 100 * BREATH, ()),  # the plain rule of methods 3.1 calls this clipped
        (np.round(2000 + 10 * BREATH), ()),
        (np.minimum(200 + 100 * BREATH, 280), (Reason.CLIPPED,)),
        (np.maximum(200 + 100 * BREATH, 120), (Reason.CLIPPED,)),
        (4090 + noise(500, 0.5, 1), (Reason.CLIPPED,)),
        (np.full(500, 3.0), (Reason.FLAT,)),
        (np.where(TIMES < 2, BREATH, BREATH[200]), (Reason.FLAT,)),
        (noise(500, 1.0, 2), ()),
    ],
)
def test_segments_are_judged(values, expected) -> None:
    assert segment_reasons(TIMES, values) == expected


@pytest.mark.parametrize("sfreq", [25, 50, 100, 250, 1000])
@pytest.mark.parametrize("period", [3.0, 4.7, 6.1, 9.0])
def test_a_despiked_breath_is_never_called_clipped(sfreq: int, period: float) -> None:
    """A median filter flattens the peaks: at 50 Hz that once railed every clean belt."""
    times = np.arange(0, 60, 1 / sfreq)
    wave = 0.75 + 0.7 * np.cos(2 * np.pi * times / period) + 0.006 * noise(len(times), 1.0, 5)
    despiked = median_filter(wave, size=5, mode="nearest")
    clipped = [
        segment_reasons(times[k : k + 5 * sfreq], despiked[k : k + 5 * sfreq])
        for k in range(0, len(times), sfreq)
        if k + 5 * sfreq <= len(times)
    ]
    assert sum(Reason.CLIPPED in reasons for reasons in clipped) <= 0.2 * len(clipped)


def test_half_a_segment_is_a_gap() -> None:
    assert segment_reasons(TIMES[:100], BREATH[:100]) == (Reason.GAP,)
    assert segment_reasons(np.empty(0), np.empty(0)) == (Reason.GAP,)


def test_longest_runs() -> None:
    rows = [[True, True, False, True, True, True], [False] * 6, [True, True] + [False] * 4]
    assert longest_runs(np.array(rows)) == [3, 0, 2]


def test_band_ratio_tells_breath_from_noise() -> None:
    t = np.arange(0, 60, 1 / 25)
    signals = [np.sin(2 * np.pi * 0.25 * t) + 3 * t, noise(len(t), 1.0, 0), np.ones(len(t)),
               np.full(len(t), np.inf)]  # fmt: skip
    breath, scatter, flat, broken = band_ratios(signals, 25)
    assert breath > 0.95
    assert scatter < 0.3
    assert flat == broken == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), max_size=60))
@example([])
def test_median_of_five_is_the_median_of_five(values: list[float]) -> None:
    """Of fewer than five, of none too, each sample stays."""
    x = np.array(values)
    padded = np.pad(x, 2, mode="edge") if values else x
    expected = [np.median(padded[i : i + 5]) for i in range(len(x))]
    assert median_of_five(x).tolist() == (expected if len(x) >= 5 else values)


@pytest.mark.parametrize("design", [(4, 8.0, "lowpass", 100), (2, (0.08, 0.8), "bandpass", 25)])
def test_the_filter_equals_scipys_bit_by_bit(design: tuple) -> None:
    order, cut, btype, sfreq = design
    x = np.cumsum(noise(700, 1.0, 3))
    sos = sps.butter(order, cut, btype=btype, fs=sfreq, output="sos")
    assert np.array_equal(ZeroPhase(*design)(x), sps.sosfiltfilt(sos, x))


def test_samples_on_the_grid_come_back() -> None:
    times = np.arange(25, 200) / 25
    values = noise(175, 1.0, 1)
    assert grid_values(GridRun(times, values), 25, 25, 200) == pytest.approx(values)


def test_grid_points_are_anchored_at_zero() -> None:
    times = 3.217 + np.arange(400) / 275.16
    found = grid_values(GridRun(times, np.sin(2 * np.pi * times)), 250, 810, 1100)
    assert np.abs(found - np.sin(2 * np.pi * np.arange(810, 1100) / 250)).max() < 1e-5


def test_runs_end_at_silences_and_at_known_losses() -> None:
    times = np.concatenate([np.arange(0, 2, 0.01), np.arange(2.6, 4, 0.01)])
    runs = split_runs(times, times, [Gap(1.0, 1.01)], max_gap_s=0.5)
    assert [run.times[0] for run in runs] == pytest.approx([0, 1.01, 2.6])
    assert sum(len(run.times) for run in runs) == len(times)


@pytest.mark.parametrize(
    ("native", "grid"), [(130, 250), (250, 250), (300, 250), (360, 360), (999.7, 1000)]
)
def test_grid_rates(native: float, grid: int) -> None:
    assert heart_grid_rate(native) == grid


def test_one_sample_without_a_value_is_no_clipping() -> None:
    t = np.arange(0, 5, 1 / 100)
    values = np.sin(2 * np.pi * 0.3 * t)
    values[250] = np.nan
    assert Reason.CLIPPED not in segment_reasons(t, values)
