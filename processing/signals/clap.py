"""Where a clap begins in a sound: the sharpest rise, by a rule of our own.

Of the differences between neighbouring samples, which weaken hum and voices, the power is taken in
steps of 1 ms. At each step the next 5 ms are compared with the 50 ms before. A clap rises by 20 dB
and more within a few milliseconds, also in a room that reverberates; a syllable takes tens of
milliseconds. Where two rises of about the same height lie in the stretch, neither is taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

STEP_S = 0.001
AFTER_STEPS, BEFORE_STEPS = 5, 50
LEAST_DB = 15.0
"""A rise by less is no clap."""
LIKE_DB = 6.0
"""Another rise that is lower by less is as good a clap."""
APART_S = 0.15
"""Rises nearer to each other belong to one clap: its echo."""
LOUD = 0.05
"""A clap has at least this share of the power of the loudest 5 ms of the stretch."""


@dataclass(frozen=True, slots=True)
class Onset:
    """Where a sound begins."""

    at: float
    """s from the first sample; right within 2 ms where it rises out of quiet."""
    rise_db: float
    """By how much it is louder than the 50 ms before it."""


def clap_onsets(sound: NDArray[np.floating], rate: float) -> list[Onset]:
    """Return every rise that may be the clap of a stretch of sound, the sharpest first.

    Parameters
    ----------
    sound : ndarray, shape (n,)
        One channel, any scale.
    rate : float
        Samples a second.

    Returns
    -------
    list of Onset
        Empty without a sharp rise; one: the clap; several: nothing tells which one is meant.
    """
    width = round(rate * STEP_S)
    steps = np.diff(np.asarray(sound, np.float64), prepend=0.0)
    if width < 1 or steps.size // width <= BEFORE_STEPS + AFTER_STEPS:
        return []
    power = (steps[: steps.size // width * width].reshape(-1, width) ** 2).mean(axis=1)
    rise, after = _rises(power)
    found: list[Onset] = []
    while True:
        best = int(np.argmax(rise))
        needed = max(LEAST_DB, found[0].rise_db - LIKE_DB if found else -math.inf)
        if rise[best] < needed:
            return found
        if after[best] >= LOUD * after.max():
            found.append(Onset(_begins(power, best) * width / rate, float(rise[best])))
        reach = round(APART_S / STEP_S)
        rise[max(0, best - reach) : best + reach] = -math.inf


def _rises(power: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the rise at each step, dB, and the power of the 5 ms from it."""
    total = np.concatenate(([0.0], np.cumsum(power)))
    at = np.arange(BEFORE_STEPS, power.size - AFTER_STEPS)
    after, rise = np.zeros(power.size), np.full(power.size, -math.inf)
    after[at] = (total[at + AFTER_STEPS] - total[at]) / AFTER_STEPS
    before = (total[at] - total[at - BEFORE_STEPS]) / BEFORE_STEPS
    # digital silence is no quieter than one step of a converter of 16 bits
    floor = max(float(np.median(power)) * 0.1, float(power.max()) * 1e-9, 1e-30)
    rise[at] = 10 * np.log10((after[at] + floor) / (before + floor))
    return rise, after


def _begins(power: FloatArray, step: int) -> int:
    """Return the first step that stands out, of those from where the comparison rises most."""
    before = float(power[step - BEFORE_STEPS : step].mean())
    near = power[step : step + AFTER_STEPS]
    level = math.sqrt(max(before, float(near.max()) * 1e-6) * float(near.max()))
    return step + int(np.argmax(near >= level))
