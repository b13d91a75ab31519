"""Waveforms drawn from the truth: any stretch of samples, the same however it is cut.

Waves and noise are made in whole seconds, each with its own generator, so that a signal never
depends on the pieces it is asked for in, and nothing longer is held in memory.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable

import numpy as np

from acquisition.simulator.truth import PersonTruth
from safehold.core.types import FloatArray

PPG_DELAY_S = 0.25
"""From R peak to the top of the pulse wave at the finger, s."""

_ECG_WAVES = (  # amplitude mV, offset from R s, width s
    (0.12, -0.165, 0.024),
    (-0.10, -0.028, 0.0095),
    (1.10, 0.0, 0.0105),
    (-0.22, 0.030, 0.0105),
)
_T_WAVE = (0.28, 0.27, 0.045)
"""Offset at an interval of 1 s; it follows the square root of the interval (Bazett)."""


class Blocks:
    """Samples made in whole blocks and handed out in any pieces; the last block is kept.

    Sums over the waves near a piece round differently for another piece, so that the pieces a
    signal is made in must not hang on those it is asked for in.
    """

    def __init__(self, size: int, make: Callable[[int, int], FloatArray]) -> None:
        self._size = max(1, size)
        self._make = make
        self._kept: tuple[int, FloatArray] = (-1, np.empty(0))

    def _block(self, number: int) -> FloatArray:
        if self._kept[0] != number:
            first = number * self._size
            self._kept = (number, self._make(first, first + self._size))
        return self._kept[1]

    def samples(self, start: int, stop: int) -> FloatArray:
        """Return samples start to stop, shape ``(n,)``; stop is above start."""
        first, last = start // self._size, (stop - 1) // self._size
        joined = np.concatenate([self._block(number) for number in range(first, last + 1)])
        offset = first * self._size
        return joined[start - offset : stop - offset]


class Noise(Blocks):
    """White noise of unit variance, its own generator for each second."""

    def __init__(self, rate: float, *key: int | str) -> None:
        numbers = [zlib.crc32(part.encode()) if isinstance(part, str) else part for part in key]

        def make(first: int, stop: int) -> FloatArray:
            return np.random.default_rng([*numbers, first]).standard_normal(stop - first)

        super().__init__(round(rate), make)


_ECTOPIC_AMPLITUDE = (0.0, -0.20, 1.35, -0.45)
_ECTOPIC_WIDTH = 2.4
_ECTOPIC_T = -0.35
"""A ventricular beat: no P wave, a broad and tall QRS complex, the T wave turned over."""


def _near(beats: FloatArray, times: FloatArray, before: float, after: float) -> slice:
    """Return the beats whose waves reach into the times."""
    first, last = np.searchsorted(beats, (times[0] - after, times[-1] + before))
    return slice(int(first), int(last))


def ecg_mv(truth: PersonTruth, times: FloatArray) -> FloatArray:
    """Return a clean ECG, mV: Gaussians around each R peak, at its sub-sample time."""
    near = _near(truth.beats, times, 0.35, 0.75)
    beats = truth.beats[near]
    odd = truth.ectopic[near, None]
    rr = np.diff(truth.beats, append=truth.beats[-1] + 0.85)[near]
    lag = times[None, :] - beats[:, None]
    wave = np.zeros(len(times))
    for (amplitude, offset, width), other in zip(_ECG_WAVES, _ECTOPIC_AMPLITUDE, strict=True):
        stretch = np.where(odd, _ECTOPIC_WIDTH, 1.0)
        height = np.where(odd, other, amplitude)
        bump = np.exp(-0.5 * ((lag - stretch * offset) / (stretch * width)) ** 2)
        wave += (height * bump).sum(axis=0)
    amplitude, offset, width = _T_WAVE
    t_lag = lag - offset * np.sqrt(np.clip(rr, 0.35, 1.4))[:, None]
    height = np.where(odd, _ECTOPIC_T, amplitude)
    wave += (height * np.exp(-0.5 * (t_lag / width) ** 2)).sum(axis=0)
    return wave


def ppg_au(truth: PersonTruth, times: FloatArray) -> FloatArray:
    """Return a clean pulse wave, a.u.: systolic top ``PPG_DELAY_S`` after each R peak."""
    near = _near(truth.beats, times, 0.5, 1.5)
    lag = times[None, :] - truth.beats[near][:, None] - PPG_DELAY_S
    rising = np.exp(-0.5 * (lag / 0.075) ** 2)
    falling = np.exp(-0.5 * (lag / 0.13) ** 2)
    notch = 0.28 * np.exp(-0.5 * ((lag - 0.34) / 0.09) ** 2)
    return np.asarray((np.where(lag < 0, rising, falling) + notch).sum(axis=0), dtype=np.float64)


def respiration_au(truth: PersonTruth, times: FloatArray) -> FloatArray:
    """Return a clean belt, a.u.: smooth, its troughs and peaks exactly at the true times."""
    phase, depth = truth.breaths.phase(times)
    return np.asarray(depth * (1 - np.cos(phase)) / 2, dtype=np.float64)


def ecg_wander_mv(times: FloatArray) -> FloatArray:
    """Return the baseline wander of an ECG, mV."""
    slow = 0.06 * np.sin(2 * math.pi * 0.07 * times + 0.4)
    return np.asarray(slow + 0.04 * np.sin(2 * math.pi * 0.19 * times + 1.1), dtype=np.float64)


WAVEFORMS: dict[str, tuple[Callable[[PersonTruth, FloatArray], FloatArray], float, str, float]] = {
    "ecg": (lambda truth, times: ecg_mv(truth, times) + ecg_wander_mv(times), 0.012, "mV", 4.0),
    "ppg": (ppg_au, 0.008, "a.u.", 3.0),
    "respiration": (respiration_au, 0.006, "a.u.", 2.0),
}
"""Per signal: waveform, SD of its noise, unit, and the edge of the sensor's range."""
