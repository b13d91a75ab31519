"""Breathing rate from the height of R waves: right where it is there, missing where it is not."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from processing.indices.ecg_respiration import INDICES
from processing.indices.indices import beat_intervals
from processing.indices.registry import Material, compute
from processing.indices.window import Gates
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, FloatArray, IndexValue, Status
from tests.unit.processing._synthetic import ECG_SPEC, beats_g, ecg, run, ticks_of, whole

(RATE,) = INDICES
HR_S = 0.85


def material(times: FloatArray, heights: FloatArray, heart: str = "ecg") -> Material:
    rr: list[float | None] = [None, *(1000 * np.diff(times)).tolist()]
    beats = tuple(
        Beat("client", float(t), ms, BeatStatus.FIRST if ms is None else BeatStatus.OK, (), heart,
             float(height))
        for t, ms, height in zip(times, rr, heights, strict=True)
    )  # fmt: skip
    return Material(61.0, beat_intervals(beats), (), heart, Gates(), beats)


def at(made: Material, length_s: float = 60.0) -> IndexValue:
    return compute(RATE, made, length_s)


def breathing(f: float, scatter: float, seed: int = 0) -> Material:
    """Return 62 s of beats whose height follows the breath by 6 %, with scatter."""
    times = beats_g(HR_S, 0.05, 0.25, 0.4, duration=62)
    dice = np.random.default_rng(seed)
    heights = 1.0 + 0.06 * np.sin(2 * np.pi * f * times + 1) + dice.normal(0, scatter, times.size)
    return material(times, heights)


@pytest.mark.parametrize("f", [0.10, 0.15, 0.22, 0.30, 0.40, 0.50])
def test_the_rate_is_that_of_the_heights_and_not_of_the_rhythm(f: float) -> None:
    value = at(breathing(f, 0.01))
    assert value.value == pytest.approx(60 * f, abs=0.5)
    assert value.status is Status.DEGRADED
    assert value.reasons == (Reason.RESP_FROM_ECG,)
    assert value.source == "ecg"


def test_scatter_without_breathing_gives_no_rate() -> None:
    shown = [at(breathing(0.0, 0.03, seed)).value for seed in range(300)]
    assert sum(value is not None for value in shown) <= 2


def test_slow_drift_of_the_heights_is_no_breath() -> None:
    value = at(breathing(0.05, 0.002))
    assert value.value is None
    assert value.reasons == (Reason.RESP_NOT_IN_ECG,)


def test_heights_that_do_not_change_give_nothing() -> None:
    times = beats_g(HR_S, 0.05, 0.25, 0.4, duration=62)
    assert at(material(times, np.ones(times.size))).reasons == (Reason.RESP_NOT_IN_ECG,)


def test_breathing_that_changes_within_the_window_gives_no_rate() -> None:
    times = beats_g(HR_S, 0.05, 0.25, 0.4, duration=62)
    phase = np.where(times < 31, 0.15 * times, 0.40 * times)
    assert at(material(times, 1 + 0.06 * np.sin(2 * np.pi * phase))).value is None


def test_it_says_why_it_is_missing() -> None:
    good = breathing(0.25, 0.01)
    holed = dataclasses.replace(good, beats=tuple(b for b in good.beats if not 20 < b.time < 26))
    cases = {
        Reason.NO_STREAM: material(np.arange(0.5, 62, 0.8), np.ones(77), "rr"),
        Reason.GAP: holed,
        Reason.MOVEMENT: dataclasses.replace(good, gates=Gates(missing=(Reason.MOVEMENT,))),
        Reason.CLIPPED: dataclasses.replace(good, gates=Gates(degraded=(Reason.CLIPPED,))),
        Reason.LOW_RATE: dataclasses.replace(good, gates=Gates(missing_vagal=(Reason.LOW_RATE,))),
        Reason.TOO_FEW_INTERVALS: dataclasses.replace(good, beats=()),
    }
    for reason, made in cases.items():
        value = at(made)
        assert value.value is None
        assert reason in value.reasons
    assert Reason.ULTRA_SHORT in at(good, 30.0).reasons


def test_a_flagged_beat_is_left_out() -> None:
    good = breathing(0.25, 0.01)
    spiked = [
        dataclasses.replace(b, height=9.0, status=BeatStatus.FLAGGED) if n % 20 == 5 else b
        for n, b in enumerate(good.beats)
    ]
    assert at(dataclasses.replace(good, beats=tuple(spiked))).value == pytest.approx(15, abs=0.5)


def test_the_engine_reads_it_from_the_wave_with_noise_and_drift() -> None:
    times = np.arange(150 * 250) / 250
    values = ecg(beats_g(HR_S, 0.04, 0.20, 0.4, duration=150), times)
    modulated = values * (1 + 0.05 * np.sin(2 * np.pi * 0.20 * times)) + 0.3 * np.sin(0.5 * times)
    outputs = run([ECG_SPEC], [whole(ECG_SPEC, times, modulated)])
    found = [v for tick in ticks_of(outputs) if (v := tick.index("resp_rate_ecg")) is not None]
    later = [value for value in found if value.t1 >= 80]
    assert later
    assert all(v.value == pytest.approx(12, abs=0.5) for v in later)
