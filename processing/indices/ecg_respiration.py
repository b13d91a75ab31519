"""Breathing rate from the ECG alone: the chest moves, and the R waves change their height.

A rate and nothing more. How far the heights lag behind the chest, and whether they rise or fall
with inspiration, differs between people and leads (in the one open recording with both they follow
it 2 s late and upside down, or as well 2.7 s early), so there is no inspiration to measure RSA
against. The heart's own rhythm is not used: RSA would then be explained by itself.

That breathing shows in the height of the R waves is known (Moody et al. 1985); when there is one
rate to speak of is decided by rules of our own, with their table in decision 16.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

import numpy as np

from processing.indices.indices import valued, without
from processing.indices.registry import Material, ReportIndex
from processing.indices.spectral import curve, power_spectrum
from processing.indices.window import unique
from processing.signals.beats import refine_peak
from safehold.core.reasons import Reason
from safehold.core.types import BeatStatus, FloatArray, IndexValue

NAME, UNIT, WINDOW_S = "resp_rate_ecg", "1/min", 60.0
SEARCH_HZ = (0.05, 0.60)
LOWEST_HZ = 0.08
"""A slower wave may be a person who settles in the chair."""
NYQUIST_SHARE = 0.9
"""Beats sample the chest: what is faster than this share of half their rate is not looked for."""
NEAR_HZ = 0.05
LEAST_SHARE = 0.70
"""So much of the power in the search range must lie within .05 Hz of its peak."""
PART_S = 30.0
MIN_BEATS, MIN_COVERAGE, MAX_HOLE_S = 30, 0.90, 3.0

_time_of = attrgetter("time")


def resp_rate_ecg(material: Material, length_s: float) -> IndexValue:
    """Return the breathing rate that the height of the R waves shows; always degraded."""
    base = material.base(NAME, UNIT, length_s)
    if material.heart != "ecg":
        return without(base, (Reason.NO_STREAM,))
    times, heights = _heights(material, length_s)
    why = _unusable(material, length_s, times, base.coverage)
    if why:
        return without(base, unique(why, material.gates.poor))
    rate = _one_rate(times, heights, material.t1, length_s)
    if rate is None:
        return without(base, (Reason.RESP_NOT_IN_ECG,))
    return valued(base, 60 * rate, (Reason.RESP_FROM_ECG, *material.gates.degraded))


def _heights(material: Material, length_s: float) -> tuple[FloatArray, FloatArray]:
    """Return times and heights of the window's usable beats."""
    beats, t0 = material.beats, material.t1 - length_s
    first = bisect_left(beats, t0, key=_time_of)
    inside = beats[first : bisect_right(beats, material.t1, key=_time_of)]
    flagged = BeatStatus.FLAGGED
    usable = [b for b in inside if b.height is not None and b.status is not flagged]
    times = np.array([beat.time for beat in usable], dtype=np.float64)
    return times, np.array([beat.height for beat in usable], dtype=np.float64)


def _unusable(
    material: Material, length_s: float, times: FloatArray, coverage: float
) -> list[Reason]:
    gates = material.gates
    why = [*gates.missing, *gates.missing_vagal]
    if Reason.CLIPPED in gates.degraded:
        why.append(Reason.CLIPPED)
    if length_s < WINDOW_S:
        why.append(Reason.ULTRA_SHORT)
    if len(times) < MIN_BEATS:
        return [*why, Reason.TOO_FEW_INTERVALS]
    if coverage < MIN_COVERAGE:
        why.append(Reason.LOW_COVERAGE)
    edges = float(times[0]) - (material.t1 - length_s), material.t1 - float(times[-1])
    if max(*edges, float(np.maximum.reduce(times[1:] - times[:-1]))) > MAX_HOLE_S:
        why.append(Reason.GAP)
    return why


def _one_rate(times: FloatArray, heights: FloatArray, t1: float, length_s: float) -> float | None:
    """Return the one frequency of the heights, Hz; None unless the whole and its parts agree."""
    found = _peak(times, heights, t1, length_s)
    if found is None or found[0] < LOWEST_HZ or found[1] < LEAST_SHARE:
        return None
    rate = found[0]
    for end in np.arange(t1 - length_s + PART_S, t1 + 0.1, PART_S / 2):
        part = _peak(times, heights, float(end), PART_S)
        if part is None or abs(part[0] - rate) > NEAR_HZ:
            return None
    return rate


def _peak(
    times: FloatArray, heights: FloatArray, t1: float, length_s: float
) -> tuple[float, float] | None:
    """Return the strongest frequency (Hz) of a span, and the share of the power about it."""
    inside = slice(times.searchsorted(t1 - length_s), times.searchsorted(t1, "right"))
    times, heights = times[inside], heights[inside]
    freqs, power = power_spectrum(curve(times, heights, t1=t1, length_s=length_s))
    fastest = NYQUIST_SHARE * (len(times) - 1) / float(times[-1] - times[0]) / 2
    first = int(freqs.searchsorted(SEARCH_HZ[0]))
    stop = int(freqs.searchsorted(min(SEARCH_HZ[1], fastest), "right"))
    chosen = power[first:stop]
    total = float(np.add.reduce(chosen))
    if total <= 0:
        return None
    top = first + int(chosen.argmax())
    step = float(freqs[1])
    reach = int(NEAR_HZ / step)  # exact: the step is a power of two
    near = power[max(first, top - reach) : min(stop, top + reach + 1)]
    return refine_peak(power, top) * step, float(np.add.reduce(near)) / total


INDICES = (ReportIndex(NAME, UNIT, WINDOW_S, resp_rate_ecg),)
