"""A chest with known turns that stands still for a while, as a belt sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safehold.core.types import FloatArray

from ._synthetic import noise

RATE_HZ = 25
INSPIRATION = 0.4
"""Share of a breath."""


@dataclass(frozen=True)
class Chest:
    """A belt, the hold, and when inspirations began."""

    times: FloatArray
    values: FloatArray
    hold: tuple[float, float]
    onsets: FloatArray


def chest(
    per_min: float, *, length: float = 0.0, after_inspiration: bool = False, at: float = 70.0,
    total: float = 150.0, noise_sd: float = 0.01, heart: float = 0.02, drift: float = 0.0,
    depths: FloatArray | None = None, seed: int = 1,
) -> Chest:  # fmt: skip
    """Return breaths of 200 units that are held once.

    Parameters
    ----------
    per_min : float
        Breaths per minute.
    length, at : float
        How long breath is held, at the first turn after ``at``, s.
    noise_sd, heart : float
        Noise and heart beats (70/min) in the belt, as shares of a breath.
    drift : float
        Of the belt, breaths per second.
    depths : ndarray, optional
        Depth of each breath in turn, 1 for the usual one.
    """
    period = 60 / per_min
    times = np.arange(0.02, total, 1 / RATE_HZ)
    start = np.ceil(at / period) * period + (INSPIRATION * period if after_inspiration else 0.0)
    own = np.where(times < start, times, np.maximum(start, times - length))
    phase, number = (own / period) % 1, (own / period).astype(int)
    rise = 0.5 - 0.5 * np.cos(np.pi * phase / INSPIRATION)
    fall = 0.5 + 0.5 * np.cos(np.pi * (phase - INSPIRATION) / (1 - INSPIRATION))
    volume = np.where(phase < INSPIRATION, rise, fall)
    if depths is not None:
        volume = volume * np.resize(depths, number[-1] + 1)[number]
    volume = volume + heart * np.sin(2 * np.pi * 70 / 60 * times) + drift * times
    values = 2000 + 200 * (volume + noise(len(times), noise_sd, seed))
    onsets = np.arange(0, total, period)
    onsets = np.where(onsets < start, onsets, onsets + length)
    return Chest(times, values, (float(start), float(start) + length), onsets)
