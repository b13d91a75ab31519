"""The detector in rows finds NeuroKit2's beats, peak by peak."""

from __future__ import annotations

import neurokit2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.neurokit import EcgCleaner
from processing.signals.qrs import Complexes, complexes
from tests.unit.processing._synthetic import beats_g, ecg

RATES = (100, 125, 130, 250, 360, 1000)


def cleaned(rate: int, noise: float, step: float, seed: int) -> np.ndarray:
    times = np.arange(0, 12, 1 / rate)
    rng = np.random.default_rng(seed)
    values = ecg(beats_g(0.7, 0.05, 0.25, 0.0, duration=12), times)
    values = values + noise * rng.standard_normal(times.size)
    return EcgCleaner(rate, 50)(np.round(values / step) * step if step else values)


@settings(max_examples=40, deadline=None)
@given(
    rate=st.sampled_from(RATES),
    noise=st.sampled_from([0.0, 0.05, 0.3, 5.0]),
    step=st.sampled_from([0.0, 0.1]),
    seed=st.integers(0, 10_000),
)
def test_the_peaks_are_neurokits(rate: int, noise: float, step: float, seed: int) -> None:
    signal = cleaned(rate, noise, step, seed)
    theirs = neurokit2.ecg_findpeaks(signal, sampling_rate=rate, method="neurokit")
    (ours,) = complexes(signal[np.newaxis], rate)
    assert ours.between(0, signal.size) == [int(peak) for peak in theirs["ECG_R_Peaks"]]


@settings(max_examples=40, deadline=None)
@given(
    noise=st.sampled_from([0.05, 0.3, 5.0]),
    seed=st.integers(0, 10_000),
    low=st.integers(0, 2900),
    size=st.integers(0, 400),
)
def test_a_part_has_the_peaks_of_the_whole(noise: float, seed: int, low: int, size: int) -> None:
    (found,) = complexes(cleaned(250, noise, 0.0, seed)[np.newaxis], 250)
    inside = [peak for peak in found.between(0, 3000) if low <= peak < low + size]
    assert found.between(low, low + size) == inside


@pytest.mark.parametrize("signal", [np.zeros(600), np.arange(600.0), np.r_[np.zeros(300), 1:301]])
def test_where_nothing_is_steep_nothing_is_found(signal: np.ndarray) -> None:
    (found,) = complexes(signal[np.newaxis], 250)
    assert found.between(0, 600) == []


def test_a_peak_too_near_to_one_outside_the_part_is_none_there_either() -> None:
    signal = np.zeros(600)
    for top in (105, 155, 405):
        signal[top - 5 : top + 6] = 6 - np.abs(np.arange(-5, 6))
    found = Complexes(signal, [(99, 112), (149, 162), (399, 412)], delay=75)
    assert found.between(0, 600) == [105, 405]
    assert found.between(140, 200) == []
    assert found.between(140, 600) == [405]
