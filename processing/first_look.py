"""What a few seconds of raw samples say about a sensor, before a session begins.

No index is computed here: a look at the signal says whether it is worth starting with.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from processing.grid import RESP_GRID_HZ
from processing.order import median
from processing.quality import SEGMENT_S, segment_reasons
from processing.respiration import (
    MAX_BREATH_S,
    MIN_BREATH_S,
    find_onsets,
    find_turns,
    is_airflow,
)
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, StreamSpec

LEAST_S = 2.5
"""A shorter look says nothing about the signal, s."""
LEAST_BREATHS = 3
_ECG_RANGE_MV = (0.05, 30.0)
"""Ranges of one second that an ECG on skin can have, mV: leads of .05 mV exist, and nothing but
movement passes 30."""
_IN_MV = {"V": 1e3, "mV": 1.0, "uV": 1e-3}


def effective_rate(stamps: FloatArray) -> float | None:
    """Return samples per second by the stamps; None for less than two different ones."""
    finite = stamps[np.isfinite(stamps)]
    if finite.size < 2 or finite[-1] <= finite[0]:
        return None
    return float((finite.size - 1) / (finite[-1] - finite[0]))


def signal_reasons(stamps: FloatArray, values: FloatArray) -> tuple[Reason, ...]:
    """Return what is wrong with the last seconds of a waveform: gap, flat, clipped, or nothing.

    A waveform is flat or clipped when most of its pieces of five seconds are.

    Parameters
    ----------
    stamps, values : ndarray, shape (n,)
        Raw stamps in s, and samples.
    """
    if stamps.size < 3 or stamps[-1] - stamps[0] < LEAST_S:
        return (Reason.GAP,)
    pieces = max(1, int((stamps[-1] - stamps[0]) / SEGMENT_S))
    found = [
        reason
        for part in np.array_split(np.arange(stamps.size), pieces)
        for reason in segment_reasons(
            np.linspace(0.0, SEGMENT_S, part.size, endpoint=False), values[part]
        )
    ]
    return tuple(r for r in (Reason.FLAT, Reason.CLIPPED) if found.count(r) > pieces / 2)


def range_of_a_second(stamps: FloatArray, values: FloatArray) -> float | None:
    """Return the median range of the whole seconds of a look, in the stream's unit."""
    if stamps.size < 2:
        return None
    seconds = np.floor(stamps - stamps[0]).astype(np.int64)
    ranges = [
        float(np.ptp(values[seconds == second])) for second in range(int(seconds[-1])) if
        np.count_nonzero(seconds == second) > 1
    ]  # fmt: skip
    return median(ranges) if ranges else None


def unit_doubt(unit: str, stamps: FloatArray, values: FloatArray) -> str:
    """Return why an ECG cannot be in the unit its header states; empty where it can.

    Parameters
    ----------
    unit : str
        ``V``, ``mV`` or ``uV``; others claim nothing.
    """
    factor = _IN_MV.get(unit)
    size = range_of_a_second(stamps, values)
    if factor is None or not size or not math.isfinite(size):
        return ""
    low, high = _ECG_RANGE_MV
    if low <= factor * size <= high:
        return ""
    whole = bool(np.all(values == np.round(values))) and size > high
    what = "whole numbers, so rather counts of the converter" if whole else "no ECG is like that"
    return f"states {unit}, but moves by {size:.3g} within a second: {what}"


def inspiration_share(spec: StreamSpec, stamps: FloatArray, values: FloatArray) -> float | None:
    """Return the median share of a breath that breathing in takes (T_i / T_tot), 0-1.

    People breathe in for less than half of a breath; more says that the belt is upside down.
    None for too few breaths to tell. The rule and its limits are those of the live indices.
    """
    if stamps.size < 2:
        return None
    grid = np.arange(stamps[0], stamps[-1], 1 / RESP_GRID_HZ)
    upright = np.interp(grid, stamps, -values if spec.inverted else values)
    if grid.size < LEAST_BREATHS * MIN_BREATH_S * RESP_GRID_HZ or np.ptp(upright) == 0:
        return None
    found = find_onsets(upright) if is_airflow(spec) else find_turns(upright)
    turns = [(at, not ends) for at, ends, _, _ in found]
    shares = [
        (peak - begin) / (stop - begin)
        for ((begin, starts), (peak, _)), (_, (stop, _)) in pairwise(pairwise(turns))
        if starts and MIN_BREATH_S <= (stop - begin) / RESP_GRID_HZ <= MAX_BREATH_S
    ]
    return median(shares) if len(shares) >= LEAST_BREATHS else None
