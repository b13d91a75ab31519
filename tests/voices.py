"""Sound that a voice detector takes for a voice: pulses through formants, in syllables."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from processing.signals.voice_activity import RATE_HZ
from safehold.core.types import FloatArray

VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (300, 870, 2240), (270, 2290, 3010))
"""Formants of four vowels, Hz (Peterson and Barney 1952)."""


def voice(seconds: float, *, seed: int = 0, pitch_hz: float = 120.0) -> FloatArray:
    """Return babble of a voice, root mean square .1, at 16 kHz."""
    rng = np.random.default_rng(seed)
    pieces: list[FloatArray] = []
    while sum(p.size for p in pieces) < seconds * RATE_HZ:
        n = int(RATE_HZ * rng.uniform(0.12, 0.25))
        pitch = pitch_hz * (1 + 0.1 * np.sin(np.linspace(0, np.pi, n)) + 0.05 * rng.normal())
        sound = np.diff(np.floor(np.cumsum(pitch) / RATE_HZ), prepend=0.0)
        sound = lfilter([1], [1, -0.9], sound) + 0.002 * rng.normal(size=n)
        for formant in VOWELS[rng.integers(len(VOWELS))]:
            r = np.exp(-np.pi * 90 / RATE_HZ)
            sound = lfilter(
                [1 - r], [1, -2 * r * np.cos(2 * np.pi * formant / RATE_HZ), r**2], sound
            )
        pieces.append(sound / sound.std() * np.hanning(n) ** 0.3)
        gap = int(RATE_HZ * 0.03)
        pieces.append(0.05 * rng.normal(size=gap))
    made = np.concatenate(pieces)[: round(seconds * RATE_HZ)]
    return np.asarray(0.1 * made / made.std(), dtype=np.float64)
