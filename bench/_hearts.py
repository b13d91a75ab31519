"""Simulated hearts whose truth is known: breathing, slow waves, a rate that wanders.

RR intervals are made beat by beat from a rate, a swing with breathing (RSA, peak to trough in
ms), a wave of .1 Hz and noise. Heart rate, ln RMSSD, ln CVSD and peak-to-trough RSA are computed
here from beats and true breaths by their definitions, for every second: no signal, detector or
flag takes part.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

HR_S, VAGAL_S = 30, 60
"""Windows of the standard settings, s."""
TAUS_S = np.array([20.0, 100.0, 600.0])
"""Time constants of what a resting rate wanders by, s."""
SHARES = np.array([0.4, 0.6, 0.7]) / math.sqrt(0.4**2 + 0.6**2 + 0.7**2)
VAGAL_TAU_S = 120.0
PHASE_DELAY_S = 0.75
INSPIRATION = 0.4
"""Share of a breath that inspiration takes."""


def nothing(_: float) -> float:
    """No change of rate, bpm."""
    return 0.0


def unchanged(_: float) -> float:
    """No change of RSA, factor."""
    return 1.0


@dataclass(frozen=True)
class Heart:
    """A heart at rest, and what is done to it."""

    hr: float = 70.0
    """bpm."""
    sd: float = 2.0
    """SD of the wandering rate, bpm: about 2 in quiet rest, 4 to 6 in a person who talks."""
    rsa_ms: float = 45.0
    """Swing of RR with breathing, peak to trough, ms."""
    wander: float = 0.10
    """SD of the slow wandering of ln RSA."""
    wave_ms: float = 6.0
    """SD of the wave of .1 Hz, ms."""
    noise_ms: float = 5.0
    """SD of the noise from beat to beat, ms."""
    breaths_per_min: float = 14.0
    breath_cv: float = 0.10
    by_fraction: bool = False
    """Whether the swings keep their share of RR when the rate changes (else their ms)."""
    rate: Callable[[float], float] = nothing
    """Change of rate at a time in s, bpm."""
    rsa: Callable[[float], float] = unchanged
    """Factor of RSA at a time in s."""


@dataclass(frozen=True)
class Simulated:
    """Beats and breaths of a simulated heart, s."""

    beats: FloatArray
    breaths: FloatArray
    """Shape (n, 3): inspiration, expiration, end."""
    rates: FloatArray
    """The rate that was meant at each beat, bpm."""


def simulate(heart: Heart, seed: int, seconds: float) -> Simulated:
    """Return the beats of a heart from 0 to ``seconds``, and its breaths."""
    rng = np.random.default_rng(seed)
    mean_s = 60 / heart.breaths_per_min
    totals = mean_s * np.exp(heart.breath_cv * rng.standard_normal(int(seconds / mean_s * 2) + 20))
    ends = np.cumsum(totals) - 10.0
    starts = ends - totals
    breaths = np.column_stack((starts, starts + INSPIRATION * totals, ends))
    phase = rng.uniform(0, 2 * math.pi)
    slow, vagal = rng.standard_normal(3), rng.standard_normal()
    t, k, beats, rates, rest_ms = 0.0, 0, [0.0], [heart.hr], 60000 / heart.hr
    while t < seconds:
        rates.append(heart.hr + heart.sd * float(SHARES @ slow) + heart.rate(t))
        mean = 60000 / rates[-1]
        at = t + mean / 2000
        while ends[k] <= at:
            k += 1
        lungs = _lungs(at, *breaths[k])
        swing = heart.rsa_ms * math.exp(heart.wander * vagal) * heart.rsa(t) * (0.5 - lungs)
        wave = heart.wave_ms * math.sqrt(2) * math.sin(0.2 * math.pi * at + phase)
        scale = mean / rest_ms if heart.by_fraction else 1.0
        rr = max(330.0, mean + scale * (swing + wave + heart.noise_ms * rng.standard_normal()))
        decay = np.exp(-rr / 1000 / TAUS_S)
        slow = decay * slow + np.sqrt(1 - decay**2) * rng.standard_normal(3)
        keep = math.exp(-rr / 1000 / VAGAL_TAU_S)
        vagal = keep * vagal + math.sqrt(1 - keep**2) * rng.standard_normal()
        t += rr / 1000
        beats.append(t)
    return Simulated(np.array(beats), breaths[breaths[:, 2] < t - 2], np.array(rates))


def _lungs(t: float, start: float, turn: float, end: float) -> float:
    """Return how full the lungs are, 0-1."""
    if t < turn:
        return 0.5 - 0.5 * math.cos(math.pi * (t - start) / (turn - start))
    return 0.5 + 0.5 * math.cos(math.pi * (t - turn) / (end - turn))


@dataclass(frozen=True)
class Seconds:
    """Indices of every second 1..n; NaN where the window is not full."""

    hr: FloatArray
    ln_rmssd: FloatArray
    ln_cvsd: FloatArray
    pairs: NDArray[np.int64]


def seconds_of(beats: FloatArray, until: int) -> Seconds:
    """Return heart rate (30 s), ln RMSSD and ln CVSD (60 s) of the windows ending at 1..until."""
    t = np.arange(1, until + 1)
    rr = 1000 * np.diff(beats)
    sums = np.concatenate(([0.0], np.cumsum(rr)))
    squares = np.concatenate(([0.0], np.cumsum(np.diff(rr) ** 2)))

    def limits(length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return np.searchsorted(beats, t - length), np.searchsorted(beats, t, "right") - 1

    first, last = limits(HR_S)
    hr = 60000 * (last - first) / np.maximum(sums[last] - sums[first], 1.0)
    hr[t < HR_S] = np.nan
    first, last = limits(VAGAL_S)
    pairs = last - first - 1
    difference = squares[np.maximum(last - 1, 0)] - squares[first]
    rmssd = np.sqrt(difference / np.maximum(pairs, 1))
    rmssd[(t < VAGAL_S) | (pairs < VAGAL_S // 2)] = np.nan
    mean = (sums[last] - sums[first]) / np.maximum(last - first, 1)
    with np.errstate(divide="ignore"):
        return Seconds(hr, np.log(rmssd), np.log(rmssd / np.maximum(mean, 1.0)), pairs)


def peak_to_trough_ms(made: Simulated) -> FloatArray:
    """Return the peak-to-trough RSA of every breath, ms, never below 0; NaN without beats."""
    rr, start, end = 1000 * np.diff(made.beats), made.beats[:-1], made.beats[1:]
    found = np.full(len(made.breaths), np.nan)
    for k, (a, p, c) in enumerate(made.breaths):
        lo, hi = np.searchsorted(start, [a, c + PHASE_DELAY_S])
        inside, after = start[lo:hi], end[lo:hi]
        turn, stop = p + PHASE_DELAY_S, c + PHASE_DELAY_S
        inspired = rr[lo:hi][(inside >= a) & (after < turn)]
        expired = rr[lo:hi][(inside >= turn) & (after < stop)]
        if inspired.size and expired.size and a > 0:
            found[k] = max(0.0, float(expired.max() - inspired.min()))
    return found


def ln_p2t(made: Simulated, until: int, *, floor_share: float = 1.0) -> FloatArray:
    """Return ln(median peak-to-trough RSA of the last 60 s + 1 ms) at 1..until.

    NaN with fewer than four breaths, or where more than ``floor_share`` of them are 0.
    """
    values, ends = peak_to_trough_ms(made), made.breaths[:, 2]
    found = np.full(until, np.nan)
    for t in range(VAGAL_S, until + 1):
        lo, hi = np.searchsorted(ends, [t - VAGAL_S, t], "right")
        known = values[lo:hi][np.isfinite(values[lo:hi])]
        if known.size >= 4 and np.mean(known <= 0) <= floor_share:
            found[t - 1] = math.log(float(np.median(known)) + 1.0)
    return found
