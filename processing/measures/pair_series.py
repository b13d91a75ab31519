"""Two people's heart rate, ln RMSSD and ln P2T once a second, to be compared (methods 6.1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from processing.clock.order import median
from processing.indices.indices import INTERVALS_PER_S, MIN_COVERAGE, beat_intervals, valid_pairs
from processing.signals.flags import BoolArray
from safehold.core.types import Beat, Breath, FloatArray

IntArray: TypeAlias = NDArray[np.int64]

BRIDGED_S = 3
TREND_S = 301
"""Window of the moving median that is taken away first: five minutes around each second."""
WINDOW_S = 30.0
"""Length of the sliding windows of the vagal series, s."""
MIN_BREATHS = 3
HEART_RATE, LN_RMSSD, LN_P2T = "hr_bpm", "ln_rmssd_30s", "ln_p2t_30s"
MEASURES = (HEART_RATE, LN_RMSSD, LN_P2T)


@dataclass(frozen=True, slots=True)
class PairSeries:
    """One measure of two people on one 1-Hz clock, without its slow trend."""

    times: FloatArray
    """End of the second that a value stands for, session time s, shape ``(n,)``."""
    one: FloatArray
    """First person, minus trend; NaN where missing."""
    two: FloatArray
    measure: str = HEART_RATE


def heart_rate_series(beats: Sequence[Beat], seconds: FloatArray) -> FloatArray:
    """Return the mean heart rate of each second before the given times, 1/min.

    Parameters
    ----------
    beats : sequence of Beat
        One person's final beats, by time.
    seconds : FloatArray
        Ends of the seconds, one second apart, session time s, shape ``(n,)``.

    Returns
    -------
    FloatArray
        60000 / the mean RR of the usable intervals, weighted by how much of the second they
        cover; at most 3 s without one are bridged linearly, else NaN.
    """
    intervals = beat_intervals(beats)
    ok = intervals.ok
    ends, rr_s = intervals.end[ok], intervals.rr[ok] / 1000
    if ends.size == 0:
        return np.full(seconds.size, np.nan)
    starts = np.maximum(intervals.start[ok], np.concatenate(([-np.inf], ends[:-1])))
    knots = np.column_stack((starts, ends)).ravel()
    covered = np.column_stack((np.zeros(ends.size), ends - starts)).ravel().cumsum()
    weighted = np.column_stack((np.zeros(ends.size), (ends - starts) * rr_s)).ravel().cumsum()
    edges = np.concatenate(([seconds[0] - 1.0], seconds)) if seconds.size else seconds
    held = np.diff(np.interp(edges, knots, covered))
    total = np.diff(np.interp(edges, knots, weighted))
    rate = np.full(seconds.size, np.nan)
    there = held > 0.5
    rate[there] = 60.0 * held[there] / total[there]
    return _bridged(rate)


def _bridged(values: FloatArray) -> FloatArray:
    """Return a series whose gaps of at most 3 s are filled linearly."""
    known = np.flatnonzero(np.isfinite(values))
    if known.size < 2:
        return values
    places = np.arange(values.size)
    filled = np.interp(places, known, values[known])
    after = np.searchsorted(known, places)
    inside = (after > 0) & (after < known.size)
    gap = np.full(values.size, np.inf)
    gap[inside] = known[after[inside]] - known[after[inside] - 1] - 1
    return np.where(np.isfinite(values), values, np.where(gap <= BRIDGED_S, filled, np.nan))


def without_trend(values: FloatArray) -> FloatArray:
    """Return a 1-Hz series minus the median of the five minutes around each second."""
    if values.size == 0:
        return values
    padded = np.pad(values, TREND_S // 2, constant_values=np.nan)
    ordered = np.sort(sliding_window_view(padded, TREND_S), axis=1)  # NaN comes last
    known = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(values.size)
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, TREND_S - 1)
    median = (ordered[rows, low] + ordered[rows, high]) / 2
    return np.asarray(values - median, dtype=np.float64)


def ln_rmssd_series(beats: Sequence[Beat], seconds: FloatArray) -> FloatArray:
    """Return ln RMSSD of the 30 s before each of the given times, ln ms.

    From pairs of usable intervals that lie wholly inside; NaN below 15 pairs, below 80 % of the
    window in usable intervals, and where nothing varies.
    """
    intervals = beat_intervals(beats)
    if len(intervals) < 2:
        return np.full(seconds.size, np.nan)
    ok, pairs = intervals.ok, valid_pairs(intervals)
    squares = np.concatenate(([0.0], np.cumsum(np.diff(intervals.rr)[pairs] ** 2)))
    rr_s = np.concatenate(([0.0], np.cumsum(intervals.rr[ok] / 1000)))
    since = seconds - WINDOW_S

    def inside(starts: FloatArray, ends: FloatArray) -> tuple[IntArray, IntArray]:
        first = np.asarray(np.searchsorted(starts, since), dtype=np.int64)
        return first, np.maximum(first, np.searchsorted(ends, seconds, side="right"))

    first, stop = inside(intervals.start[:-1][pairs], intervals.end[1:][pairs])
    begin, end = inside(intervals.start[ok], intervals.end[ok])
    n, total = stop - first, squares[stop] - squares[first]
    enough = (n >= INTERVALS_PER_S * WINDOW_S) & (total > 0)
    enough &= rr_s[end] - rr_s[begin] >= MIN_COVERAGE * WINDOW_S
    found = np.full(seconds.size, np.nan)
    found[enough] = 0.5 * np.log(total[enough] / n[enough])
    return found


def ln_p2t_series(breaths: Sequence[Breath], seconds: FloatArray) -> FloatArray:
    """Return ln(1 + median P2T) of the breaths in the 30 s before each time, ln ms.

    NaN below three breaths with a P2T that lie wholly inside.
    """
    valid = [b for b in breaths if b.status == "ok" and b.p2t_ms is not None]
    values = np.array([b.p2t_ms for b in valid], dtype=np.float64)
    first = np.searchsorted([b.t_insp for b in valid], seconds - WINDOW_S)
    stop = np.searchsorted([b.t_end for b in valid], seconds, side="right")
    return np.array(
        [
            math.log(1.0 + median(values[i:k])) if k - i >= MIN_BREATHS else math.nan
            for i, k in zip(first.tolist(), stop.tolist(), strict=True)
        ]
    )


def seconds_between(limits: tuple[float, float]) -> FloatArray:
    """Return the ends of the whole seconds between two times, session time s."""
    return np.arange(math.ceil(limits[0]) + 1, math.floor(limits[1]) + 1, dtype=np.float64)


def pair_series(
    one: Sequence[Beat], two: Sequence[Beat], *, limits: tuple[float, float]
) -> PairSeries:
    """Return two people's heart rates, bridged and without trend, between two times."""
    times = seconds_between(limits)
    series = [without_trend(heart_rate_series(beats, times)) for beats in (one, two)]
    return PairSeries(times, series[0], series[1])


def masked(values: FloatArray, known: BoolArray) -> FloatArray:
    """Return a series without trend, made of the values that are known to be valid."""
    return without_trend(np.where(known, values, np.nan))
