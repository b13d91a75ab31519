"""The second detector of QRS complexes, by itself and as a condition of a certain beat."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import wfdb
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals import beats as beats_module
from processing.signals.second_detector import AGREE_S, agrees, centred_averages, qrs_samples
from safehold.core.reasons import Reason
from safehold.core.types import Beat
from tests.unit.processing._synthetic import ECG_SPEC, ecg, run, whole

RATE = 250


def made_ecg(peaks: list[float], seconds: float, rate: int = RATE) -> np.ndarray:
    """QRS complexes of 80 ms with slow P and T waves at known moments."""
    t = np.arange(0, seconds, 1 / rate)
    y = 0.05 * np.sin(2 * np.pi * 0.3 * t)
    for at in peaks:
        for delay, width, height in ((-0.16, 0.03, 0.12), (0, 0.012, 1.0), (0.28, 0.05, 0.3)):
            y += height * np.exp(-(((t - at - delay) / width) ** 2))
    return y


@settings(max_examples=25, deadline=None)
@given(
    gaps=st.lists(st.floats(0.45, 1.4), min_size=4, max_size=12),
    scale=st.sampled_from([1e-3, 1.0, -1.0, 2000.0]),
    rate=st.sampled_from([130, 250, 500, 1000]),
)
def test_every_complex_is_found_at_its_moment_whatever_rate_scale_and_polarity(gaps, scale, rate):
    peaks = np.cumsum([1.0, *gaps]).tolist()
    found = qrs_samples(scale * made_ecg(peaks, peaks[-1] + 1.0, rate), rate) / rate
    assert len(found) == len(peaks)
    np.testing.assert_allclose(found, peaks, atol=0.02)


def test_nothing_is_found_in_too_little_or_nothing():
    assert len(qrs_samples(np.zeros(5), RATE)) == 0
    assert len(qrs_samples(np.zeros(0), RATE)) == 0
    assert len(qrs_samples(np.zeros(5 * RATE), RATE)) == 0


def test_two_detectors_agree_up_to_50_ms():
    others = np.array([100, 400])
    reach = int(AGREE_S * RATE)
    assert agrees(400 + reach, others, RATE)
    assert not agrees(400 + reach + 1, others, RATE)
    assert not agrees(100, np.array([], dtype=int), RATE)


def test_a_beat_that_the_second_detector_does_not_see_is_not_certain(monkeypatch):
    times = np.arange(0, 30, 1 / RATE)
    chunk = whole(ECG_SPEC, times, ecg(np.arange(0.5, 30, 0.8), times))
    beats = [b for b in run([ECG_SPEC], [chunk]) if isinstance(b, Beat)]
    assert len(beats) > 20
    assert not any(Reason.BEAT_QUALITY in beat.reasons for beat in beats)
    monkeypatch.setattr(beats_module, "agrees", lambda *_: False)
    beats = [b for b in run([ECG_SPEC], [chunk]) if isinstance(b, Beat)]
    assert all(Reason.BEAT_QUALITY in b.reasons for b in beats if b.rr_ms is not None)


@pytest.mark.parametrize("channel", [0, 1])
def test_it_finds_the_annotated_beats_of_mit_bih_100(shared_data: Path, channel: int):
    record, n = str(shared_data / "single" / "mitdb_100" / "100"), 360 * 300
    signal = wfdb.rdrecord(record, channels=[channel], sampto=n).p_signal[:, 0]
    labels = wfdb.rdann(record, "atr", sampto=n)
    truth = np.array([s for s, kind in zip(labels.sample, labels.symbol, strict=True)
                      if kind in "NAV"])  # fmt: skip
    found = qrs_samples(signal, 360)
    near = np.abs(found[:, None] - truth[None, :]) <= AGREE_S * 360
    assert near.any(axis=0).mean() >= 0.99  # sensitivity
    assert near.any(axis=1).mean() >= 0.99  # positive predictivity


@given(n=st.integers(1, 60), length=st.integers(1, 90), seed=st.integers(0, 99))
def test_an_average_is_that_of_what_is_there_about_each_sample(n: int, length: int, seed: int):
    rows = np.random.default_rng(seed).normal(size=(3, n))
    half = length // 2
    for k, row in enumerate(centred_averages(rows, length)[0]):
        wanted = [rows[k, max(0, i - half) : i + half + 1].mean() for i in range(n)]
        assert row == pytest.approx(wanted, abs=1e-12)
