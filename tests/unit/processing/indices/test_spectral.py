"""HF, tracked HF and Porges-Bohrer against closed forms (oracles O6-O14, O16, O17, O24)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal as sps
from scipy.interpolate import CubicSpline

from processing.indices.indices import rmssd
from processing.indices.spectral import (
    HF_BAND_HZ,
    MAX_CYCLES_PER_BEAT,
    band_power,
    curve,
    porges_bohrer,
    porges_bohrer_gain,
    power_spectrum,
    spline,
    spline_gain,
)
from processing.signals import neurokit
from safehold.core.types import FloatArray
from tests.unit.processing._synthetic import beats_g

A, TRUE_MS2 = 0.05, 1250.0
"""Amplitude of the RSA, s; its power A^2 / 2, ms^2."""
Index = Callable[[FloatArray, FloatArray, float], float]


def hf(band: tuple[float, float] = HF_BAND_HZ) -> Index:
    def power(ends: FloatArray, rr: FloatArray, t1: float) -> float:
        return band_power(*power_spectrum(curve(ends, rr, t1=t1, length_s=60)), band)

    return power


def pb(ends: FloatArray, rr: FloatArray, t1: float) -> float:
    return porges_bohrer(curve(ends, rr, t1=t1, length_s=60))


def last_minute(beats: FloatArray, t1: float = 100.0) -> tuple[FloatArray, FloatArray, float]:
    inside = (beats[:-1] >= t1 - 60) & (beats[1:] <= t1)
    return beats[1:][inside], 1000 * np.diff(beats)[inside], t1


def over_phases(index: Index, f: float, *, m: float = 0.85, amplitude: float = A) -> float:
    """Return the mean of an index of G over eight phases."""
    phases = np.arange(8) * np.pi / 4
    return float(np.mean([
        index(*last_minute(beats_g(m, amplitude, f, phase, duration=105))) for phase in phases
    ]))  # fmt: skip


@pytest.mark.oracle("O6")
@pytest.mark.parametrize(
    ("f", "low", "verified"), [(0.15, 0.96, 1248), (0.25, 0.96, 1233), (0.30, 0.96, 1212),
                               (0.40, 0.86, 1086)],
)  # fmt: skip
def test_o6_power_around_the_breathing_frequency(f: float, low: float, verified: float) -> None:
    found = over_phases(hf((f - 0.1, f + 0.1)), f)
    assert low * TRUE_MS2 <= found <= 1.01 * TRUE_MS2
    assert found == pytest.approx(verified, abs=1)


@pytest.mark.oracle("O7")
@pytest.mark.parametrize(
    ("f", "share"), [(0.13, 0.014), (0.14, 0.143), (0.15, 0.484), (0.16, 0.837), (0.17, 0.980),
                     (0.38, 0.886), (0.40, 0.449), (0.42, 0.017)],
)  # fmt: skip
def test_o7_what_the_band_keeps_at_its_edges(f: float, share: float) -> None:
    assert over_phases(hf(), f) / TRUE_MS2 == pytest.approx(share, abs=0.03)


def test_the_gain_of_the_porges_bohrer_filter() -> None:
    table = {0.12: 0.239, 0.15: 0.810, 0.20: 1.227, 0.225: 1.230, 0.25: 1.121, 0.30: 0.864,
             0.35: 0.851, 0.40: 0.552}  # fmt: skip
    for f, gain in table.items():
        assert porges_bohrer_gain(f) == pytest.approx(gain, abs=5e-4)


def test_porges_bohrer_is_the_published_chain_of_filters() -> None:
    ends, rr, t1 = last_minute(beats_g(0.85, A, 0.25, 0.3, duration=105))
    times = np.clip(t1 + np.arange(-119, 1) / 2, ends[0], ends[-1])
    x = CubicSpline(ends, rr)(times)
    x = x - sps.savgol_filter(x, 21, 3)
    x = sps.sosfiltfilt(sps.butter(4, (0.12, 0.40), "bandpass", fs=2, output="sos"), x)
    truth = np.mean([np.log(np.var(half, ddof=1)) for half in (x[:60], x[60:])])
    assert pb(ends, rr, t1) == pytest.approx(truth, rel=1e-9)


@pytest.mark.oracle("O8")
@pytest.mark.parametrize(
    ("f", "m"), [(0.15, 0.85), (0.20, 0.85), (0.25, 0.85), (0.30, 0.85), (0.35, 0.65)]
)
def test_o8_porges_bohrer_is_the_power_behind_the_gain(f: float, m: float) -> None:
    truth = np.log(porges_bohrer_gain(f) ** 2 * TRUE_MS2)
    assert over_phases(pb, f, m=m) == pytest.approx(truth, abs=0.2)


@pytest.mark.oracle("O8")
def test_o8_without_the_gain_it_is_not_the_power() -> None:
    assert abs(over_phases(pb, 0.20) - np.log(TRUE_MS2)) > 0.2


@pytest.mark.oracle("O62")
@pytest.mark.parametrize("m", [60 / 50, 60 / 60, 60 / 70, 60 / 90])
@pytest.mark.parametrize("f", [0.16, 0.20, 0.25, 0.30, 0.33])
def test_o62_without_the_gain_of_filter_and_spline_it_is_the_power(f: float, m: float) -> None:
    if f * m > MAX_CYCLES_PER_BEAT:
        assert spline_gain(f * m) < 0.87, "too coarsely sampled to be corrected"
        return
    gain = porges_bohrer_gain(f) * spline_gain(f * m)
    assert over_phases(pb, f, m=m, amplitude=0.03) == pytest.approx(
        np.log(gain**2 * 450.0), abs=0.12
    )


def test_the_gain_of_the_spline_is_that_of_a_spline_through_samples() -> None:
    n, fine = np.arange(400.0), np.arange(100, 300, 1 / 16)
    for u in (0.10, 0.25, 0.38):
        drawn = CubicSpline(n, np.cos(2 * np.pi * u * n))(fine)
        phasor = 2 * np.mean(drawn * np.exp(-2j * np.pi * u * fine))
        assert spline_gain(u) == pytest.approx(abs(phasor), abs=0.004)


@pytest.mark.oracle("O9")
def test_o9_porges_bohrer_is_linear_in_the_logarithm_of_the_amplitude() -> None:
    larger, smaller = (over_phases(pb, 0.25, amplitude=a) for a in (0.100, 0.020))
    assert larger - smaller == pytest.approx(2 * np.log(5), abs=0.02)


@pytest.mark.oracle("O10")
def test_o10_a_low_frequency_rhythm_is_not_in_hf_but_in_rmssd() -> None:
    assert over_phases(hf(), 0.10) < 1
    found = over_phases(lambda _e, rr, _t: rmssd(rr, np.ones(len(rr) - 1, bool)), 0.10)
    assert found == pytest.approx(18.66, rel=0.005)


@pytest.mark.oracle("O11")
def test_o11_drift_is_not_power() -> None:
    times = [0.0]
    while times[-1] < 300:
        times.append(times[-1] + 0.8 + 0.2 * times[-1] / 300)
    beats = np.array(times)
    for t1 in (100.0, 200.0, 290.0):
        ends, rr, _ = last_minute(beats, t1)
        assert hf()(ends, rr, t1) < 0.01
        assert rmssd(rr, np.ones(len(rr) - 1, bool)) < 1
        assert pb(ends, rr, t1) < 0


@pytest.mark.oracle("O12")
def test_o12_independent_intervals() -> None:
    rr = 800 + 30 * np.random.default_rng(12).standard_normal(200_000)
    assert rmssd(rr, np.ones(len(rr) - 1, bool)) == pytest.approx(30 * np.sqrt(2), rel=0.01)


@pytest.mark.oracle("O13")
def test_o13_autoregressive_intervals() -> None:
    phi, sd, n = 0.8, 40.0, 200_000
    steps = np.random.default_rng(13).standard_normal(n) * sd * np.sqrt(1 - phi**2)
    rr = np.empty(n)
    rr[0] = 0
    for k in range(1, n):
        rr[k] = phi * rr[k - 1] + steps[k]
    found = rmssd(rr, np.ones(n - 1, bool))
    assert found == pytest.approx(sd * np.sqrt(2 * (1 - phi)), rel=0.01)


@pytest.mark.oracle("O14")
@pytest.mark.parametrize("sfreq", [100, 130, 250, 500])
def test_o14_whole_samples_add_the_variance_of_rounding(sfreq: int) -> None:
    true = 10.0
    rr = 0.8 + true / 1000 / np.sqrt(2) * np.random.default_rng(14).standard_normal(100_000)
    beats = np.round(np.cumsum(rr) * sfreq) / sfreq
    found = rmssd(1000 * np.diff(beats), np.ones(len(rr) - 2, bool))
    assert found == pytest.approx(np.sqrt(true**2 + 1e6 / (2 * sfreq**2)), rel=0.01)


@pytest.mark.oracle("O16")
def test_o16_the_tracked_band_follows_slow_irregular_breathing() -> None:
    tracked, fixed = [], []
    for seed in range(16):
        beats, f_r = slow_breather(seed)
        ends, rr, t1 = last_minute(beats)
        tracked.append(hf((f_r - 0.06, f_r + 0.06))(ends, rr, t1) / TRUE_MS2)
        fixed.append(hf()(ends, rr, t1) / TRUE_MS2)
    # an amplitude is the root of a power
    assert np.sqrt(np.mean(tracked)) == pytest.approx(0.99, abs=0.05)
    assert np.mean(fixed) < 0.4


def slow_breather(seed: int) -> tuple[FloatArray, float]:
    """Return beats with RSA of 50 ms at T_tot 7 s, cv .15, and 1 / median T_tot."""
    totals = 7 * (1 + 0.15 * np.random.default_rng(seed).uniform(-1.73, 1.73, 20))
    onsets = np.concatenate(([0.0], np.cumsum(totals)))
    times = [0.3]
    while times[-1] < 105:
        at = times[-1] + 0.425
        phase = 2 * np.pi * np.interp(at, onsets, np.arange(21))
        times.append(times[-1] + 0.85 + A * np.sin(phase))
    heard = (onsets[1:] > 40) & (onsets[1:] <= 100)
    return np.array(times), 1 / float(np.median(totals[heard]))


@pytest.mark.oracle("O17")
def test_o17_constant_intervals_have_no_power() -> None:
    beats = np.arange(0.3, 105, 0.8)
    ends, rr, t1 = last_minute(beats)
    assert hf()(ends, np.full(len(rr), 800.0), t1) == 0
    assert pb(ends, np.full(len(rr), 800.0), t1) < -20


@pytest.mark.oracle("O24")
def test_o24_systole_rr_text() -> None:
    file = Path(__file__).resolve().parents[5] / "shared" / "data" / "single" / "systole_rr.txt"
    if not file.exists():
        pytest.skip("rr.txt of systole is not among the recordings")
    rr = np.loadtxt(file)
    ends = np.cumsum(rr) / 1000
    assert len(rr) == 245
    assert rmssd(rr, np.ones(244, bool)) == pytest.approx(45.5467, abs=1e-4)
    assert np.std(rr, ddof=1) == pytest.approx(84.6905, abs=1e-4)
    length = float(np.floor(ends[-1]))
    spectrum = power_spectrum(curve(ends, rr, t1=float(ends[-1]), length_s=length))
    assert 0.8 * 400 < band_power(*spectrum, HF_BAND_HZ) < 1.2 * 620
    assert neurokit.hrv_time(rr, ends)["rmssd_ms"] == pytest.approx(45.5467, abs=1e-4)


def test_moving_all_beats_and_the_window_changes_nothing_that_matters() -> None:
    ends, rr, t1 = last_minute(beats_g(0.85, A, 0.25, 0.3, duration=105))
    for shift in (1000.0, 86_400.0):
        for index in (hf(), pb):
            assert index(ends + shift, rr, t1 + shift) == pytest.approx(
                index(ends, rr, t1), rel=1e-6
            )


def test_five_minutes_have_the_power_of_one() -> None:
    beats = beats_g(0.85, A, 0.25, 0.3, duration=310)
    inside = (beats[:-1] >= 5) & (beats[1:] <= 305)
    x = curve(beats[1:][inside], 1000 * np.diff(beats)[inside], t1=305, length_s=300)
    spectrum = power_spectrum(x)
    assert band_power(*spectrum, HF_BAND_HZ) == pytest.approx(TRUE_MS2, rel=0.04)


def test_neurokit_finds_the_same_power_when_it_is_not_normalised() -> None:
    ends, rr, t1 = last_minute(beats_g(0.85, A, 0.25, 0.3, duration=105))
    theirs = neurokit.hrv_hf(rr, ends)
    assert theirs == pytest.approx(np.log(hf()(ends, rr, t1)), abs=0.2)
    assert neurokit.hrv_hf(np.full(70, 800.0), np.arange(70) * 0.8) is None


@pytest.mark.oracle("O23")
def test_o23_peakdet_ecg_uncorrected(shared_data: Path) -> None:
    with np.load(shared_data / "single" / "peakdet_ecg_1000hz.npz") as file:
        signal = np.asarray(file[file.files[0]], dtype=float)
    assert len(signal) == 44611
    found = neurokit.ecg_peaks(signal, 1000, mains_hz=50)
    beats = found.samples
    assert len(beats) == 56
    assert (*beats[:3], beats[-1]) == (718, 1442, 2192, 44168)
    rr = np.diff(beats).astype(float)
    assert 60000 / rr.mean() == pytest.approx(75.95, abs=0.01)
    assert rmssd(rr, np.ones(len(rr) - 1, bool)) == pytest.approx(67.723, abs=1e-3)
    assert np.std(rr, ddof=1) == pytest.approx(100.888, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(2, 90), seed=st.integers(0, 10_000))
def test_the_spline_is_scipys_bit_by_bit(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = np.cumsum(rng.uniform(0.3, 2.0, n)), rng.normal(800, 50, n)
    at = np.sort(np.append(rng.uniform(x[0], x[-1], 100), (x[0], x[-1])))
    assert np.array_equal(spline(x, y, at), CubicSpline(x, y)(at))
