"""Signals whose truth is known in closed form or by construction. Imports nothing of the engine.

Beats follow G: t[k+1] = t[k] + m + A sin(2 pi f (t[k] + m/2)), a heart that follows the breath.
For it (methods 7, O3-O9)::

    RMSSD = sqrt(2) A |sin(pi f m)|         P2T = 2 A sin(pi f m) / (pi f m)
    SDNN  = A / sqrt(2)                     HF  = A^2 / 2
    PB    = ln(g(f)^2 A^2 / 2),  g the gain of its filters, here from their closed forms
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safehold.core.types import FloatArray, Role

ECG_SHAPE = (
    (-0.18, 0.12, 0.025), (-0.025, -0.10, 0.010), (0.0, 1.0, 0.011), (0.03, -0.20, 0.012),
    (0.28, 0.30, 0.050),
)  # fmt: skip
"""P, Q, R, S, T: delay after the beat (s), height (mV), width (s) of a Gaussian."""
PULSE_SHAPE = ((0.0, 1.0, 0.08), (0.22, 0.35, 0.09))
BELT_HZ = 25


@dataclass(frozen=True, slots=True)
class Heart:
    """G: mean interval (s), RSA amplitude (s), breathing frequency (Hz)."""

    m: float
    a: float
    f: float

    @property
    def rmssd_ms(self) -> float:
        """Root mean square of successive differences."""
        return 1000 * math.sqrt(2) * self.a * abs(math.sin(math.pi * self.f * self.m))

    @property
    def sdnn_ms(self) -> float:
        """Standard deviation of the intervals."""
        return 1000 * self.a / math.sqrt(2)

    @property
    def p2t_ms(self) -> float:
        """Peak-to-trough: beats sample the wave."""
        x = math.pi * self.f * self.m
        return 2000 * self.a * math.sin(x) / x

    @property
    def ln_power(self) -> float:
        """Logarithm of A^2 / 2 in ms^2."""
        return math.log((1000 * self.a) ** 2 / 2)

    @property
    def ln_pb(self) -> float:
        """Porges-Bohrer value: the power behind the gain of its filters."""
        return self.ln_power + 2 * math.log(pb_gain(self.f))

    def beats(self, duration: float, first: float = 0.3) -> FloatArray:
        """Return beat times, s."""
        times = [first]
        while times[-1] < duration:
            at = times[-1]
            times.append(at + self.m + self.a * math.sin(2 * math.pi * self.f * (at + self.m / 2)))
        return np.array(times)

    def belt(self, times: FloatArray, seed: int = 1) -> FloatArray:
        """Return a belt that rises, as in inspiration, while the intervals shorten."""
        return 2000 - 100 * np.sin(2 * np.pi * self.f * times) + noise(len(times), 1.0, seed)


def pb_gain(f: float) -> float:
    """Return the amplitude gain of the Porges-Bohrer filters at 2 Hz, from their closed forms.

    A moving cubic over 21 points: weights 3 (3n^2 + 3n - 1 - 5k^2) / ((2n-1)(2n+1)(2n+3)), n = 10.
    Butterworth, order 4, band 0.12-0.40 Hz, applied both ways: 1 / (1 + q^8) with the bilinear
    frequency w = tan(pi f / fs) and q = (w^2 - w1 w2) / (w (w2 - w1)).
    """
    n, fs = 10, 2.0
    k = np.arange(-n, n + 1)
    weights = 3 * (3 * n**2 + 3 * n - 1 - 5 * k**2) / ((2 * n - 1) * (2 * n + 1) * (2 * n + 3))
    smoothed = float(np.sum(weights * np.cos(2 * np.pi * f / fs * k)))
    w, w1, w2 = (math.tan(math.pi * x / fs) for x in (f, 0.12, 0.40))
    q = (w * w - w1 * w2) / (w * (w2 - w1))
    return abs(1 - smoothed) / (1 + q**8)


def two_hearts(n: int, seed: int, coupling: float = 0.0, delay: int = 4) -> FloatArray:
    """Return two heart rates once a second, shape ``(2, n)``, 1/min.

    Each wanders slowly by itself, with noise; the second has ``coupling`` times the first in it,
    ``delay`` seconds later.
    """
    rng = np.random.default_rng(seed)
    drive = rng.standard_normal((2, n + 400))
    slow = np.zeros_like(drive)
    for k in range(1, n + 400):
        slow[:, k] = 0.97 * slow[:, k - 1] + 0.5 * drive[:, k]
    both = 70 + slow[:, 400:] + 0.5 * rng.standard_normal((2, n))
    both[1, delay:] += coupling * (both[0, : n - delay] - 70)
    return np.asarray(both, dtype=np.float64)


def noise(n: int, sd: float, seed: int) -> FloatArray:
    """Return seeded white noise."""
    return sd * np.random.default_rng(seed).standard_normal(n)


def wave(
    beats: FloatArray, times: FloatArray, shape: Sequence[tuple[float, float, float]]
) -> FloatArray:
    """Return a wave whose main peak stands at every beat."""
    values = np.zeros(len(times))
    for delay, height, width in shape:
        for beat in beats:
            at = beat + delay
            first, stop = np.searchsorted(times, (at - 6 * width, at + 6 * width))
            x = (times[first:stop] - at) / width
            values[first:stop] += height * np.exp(-0.5 * x * x)
    return values


@dataclass(frozen=True, slots=True)
class Samples:
    """One stream of a case."""

    role: Role
    unit: str
    rate: float
    """Hz; 0 for RR intervals, stamped when they are known."""
    times: FloatArray
    values: FloatArray


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known to be true of one index over some ticks."""

    index: str
    truth: float | None
    """None: the index must be missing at every one of the ticks."""
    tolerance: float
    unit: str
    how: str
    """Where the truth comes from, in a few words."""
    ticks: tuple[int, int]
    relative: bool = True
    """The tolerance is a share of the truth, else in the unit."""
    each: bool = False
    """Every valid value must hold, not only the mean."""


@dataclass(frozen=True, slots=True)
class Case:
    """A recording with known truth."""

    key: str
    title: str
    streams: tuple[Samples, ...]
    expected: tuple[Expected, ...]
    beats: FloatArray | None = None
    """True beat times where the beats themselves are judged."""


def ecg(beats: FloatArray, duration: float, rate: float = 250.0, seed: int = 0) -> Samples:
    """Return an ECG in mV with noise of 10 uV."""
    times = np.arange(round(duration * rate)) / rate
    values = wave(beats, times, ECG_SHAPE) + noise(len(times), 0.01, seed)
    return Samples(Role.ECG, "mV", rate, times, values)


def belt(heart: Heart, duration: float) -> Samples:
    """Return the belt of a heart."""
    times = np.arange(round(duration * BELT_HZ)) / BELT_HZ
    return Samples(Role.RESPIRATION, "a.u.", BELT_HZ, times, heart.belt(times))
