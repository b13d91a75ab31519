"""Faults of the sensor and of the heart: what they do to values and to beats.

Each is a function of sample times only, so that a damaged signal, as a clean one, does not depend
on the pieces it is taken in.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from acquisition.simulator.faults import Fault, FaultKind
from acquisition.simulator.truth import PersonTruth
from safehold.core.types import FloatArray

PREMATURE = 0.65
"""An ectopic beat comes after this share of the interval that was due."""
_STRONG_NOISE = 0.8
_RR_NOISE_MS = 250.0
_MOTION_WAVES = 9


def number_of(*key: int | float | str) -> list[int]:
    """Return the seed of a random generator for a key."""
    return [zlib.crc32(str(part).encode()) for part in key]


def damaged_wave(
    fault: Fault,
    times: FloatArray,
    values: FloatArray,
    noise: FloatArray,
    edge: float,
    wave: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    """Return samples of a waveform as a broken sensor gives them.

    Parameters
    ----------
    fault : Fault
        What is broken.
    times, values, noise : array
        Samples inside the fault: script time, s, value, white noise of unit variance; ``(n,)``.
    edge : float
        Edge of the sensor's range, in the unit of the values.
    wave : callable
        The clean waveform.
    """
    kind = fault.kind
    if kind is FaultKind.DEAD:
        # A twelve-bit converter at the end of its range: a step or two, mostly none.
        return np.minimum(edge, edge - edge / 4096 * np.round(0.4 * noise))
    if kind is FaultKind.FLAT:
        return np.full(len(values), wave(np.array([fault.start]))[0])
    if kind is FaultKind.RAIL:
        return np.full(len(values), edge)
    if kind is FaultKind.NAN:
        return np.full(len(values), np.nan)
    if kind is FaultKind.NOISE:
        return values + fault.amount * _STRONG_NOISE * noise
    if kind is FaultKind.MOTION:
        return np.clip(values + fault.amount * edge / 4 * _movement(fault, times), -edge, edge)
    if kind is FaultKind.INVERTED:
        return -values
    return values


def _movement(fault: Fault, times: FloatArray) -> FloatArray:
    """Return a movement of about unit size: waves of 0.4-6 Hz that swell and fade."""
    rng = np.random.default_rng(number_of(fault.person, fault.signal, "motion"))
    wave = np.zeros(len(times))
    for frequency in rng.uniform(0.4, 6.0, _MOTION_WAVES):
        phase, slow = rng.uniform(0, 2 * math.pi, 2)
        swell = 0.5 - 0.5 * np.cos(2 * math.pi * 0.23 * times + slow)
        wave += swell * np.sin(2 * math.pi * frequency * times + phase)
    return wave * math.sqrt(2 / _MOTION_WAVES) * 2


def damaged_intervals(
    fault: Fault, rr_ms: FloatArray, noise: FloatArray, first: float
) -> FloatArray:
    """Return RR intervals inside the fault as a broken strap gives them, ms, shape ``(n,)``.

    ``first`` is the first interval of the fault, ms, at which a flat one stands still.
    """
    if fault.kind is FaultKind.FLAT:
        return np.full(len(rr_ms), first)
    if fault.kind is FaultKind.NAN:
        return np.full(len(rr_ms), np.nan)
    if fault.kind is FaultKind.NOISE:
        return np.clip(rr_ms + fault.amount * _RR_NOISE_MS * noise, 200, 2500)
    return rr_ms


def with_ectopics(truth: PersonTruth, fault: Fault, seed: int) -> PersonTruth:
    """Return the person with ectopic beats inside the fault: early, then a compensatory pause.

    Never two in a row; the beats after each stay where they were.
    """
    beats, ectopic = truth.beats.copy(), truth.ectopic.copy()
    rng = np.random.default_rng(number_of(seed, truth.person, "ectopic"))
    chosen = rng.random(len(beats)) < fault.amount / 100
    for k in range(1, len(beats)):
        early = truth.beats[k - 1] + PREMATURE * (truth.beats[k] - truth.beats[k - 1])
        inside = fault.start <= early and truth.beats[k] < fault.stop
        if chosen[k] and inside and not ectopic[k - 1 : k + 2].any():
            beats[k], ectopic[k] = early, True
    return replace(truth, beats=beats, ectopic=ectopic)
