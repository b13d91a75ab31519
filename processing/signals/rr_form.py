"""In which form a stream sends RR intervals, judged by holding them against time.

Intervals between successive beats add up to the time that passes. A program that repeats the last
interval at a steady rate, resamples, loses intervals or sends them twice breaks that rule, and
so does a wrong unit. Pure functions of stamps and values: live equals replay.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from processing.signals.flags import DEFAULT_LIMITS_MS
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

PACKET_S = 0.05
"""RR values whose stamps lie this near to one another came in one packet, s."""
HOLE_S = 1.5
"""A step of the stamps that exceeds its packet's intervals by more is a loss, judged elsewhere."""
KEPT_S = 60.0
"""Values of so long are judged, s."""
LEAST_S = 8.0
"""Values of less than this say nothing, s."""
LEAST_VALUES = 4
AT_BEATS_S = 0.03
"""Steps of the stamps this near to the intervals, in the median: stamped at the beats, s."""
LEAST_HOLE_S, HOLE_SHARE = 0.25, 0.4
"""There, a step longer than its interval by this, and by this share of it: one was lost."""
UNIT_FITS = 0.3
"""Share by which the sum of a few intervals may be off in the right unit."""
RATE_BPM, RATE_STEP = (25.0, 240.0), 10.0
_NO_HOLES = (np.empty(0), np.empty(0))
_GRID_S = 0.5


@dataclass(frozen=True, slots=True)
class _Scale:
    """How far back one looks, and how far the sum of the intervals may be off."""

    span_s: float
    least_s: float
    lag_s: float
    low: float
    high: float


_COARSE = _Scale(12.0, LEAST_S, 5.0, 0.65, 1.35)
"""Quick: packets of one second may shift the sum by a fifth."""
_FINE = _Scale(KEPT_S, 25.0, 10.0, 0.935, 1.07)
"""Up to 6.5 % of lost intervals change RMSSD by 9 % at most: d2 <= 2 d1 across a lost interval."""
STEADY = 0.03
"""Stamps whose steps vary by a smaller share are those of a clock, not of a heart."""
LEAST_STEPS = 25
MAX_INSERTED = 0.25
"""Share of equal neighbours beyond which repeats cannot be told from skipped intervals."""
RESOLVED = 2.3
"""Samples per interval from which on the time tells how many equal intervals follow each other."""
MOST_EQUAL = 3
"""More equal intervals than this in one run of a repeated value: the program stands still."""
CHANGING = 0.9
"""A larger share of changed values at a rate above the heart's: resampled, not repeated."""
ODD_REPEATS = 0.05
"""A share of equal neighbours this much above chance: values were sent again."""
SMALLEST_CHANCE, LIKELY, LEAST_RUN = 1e-6, 0.15, 9


@dataclass(frozen=True, slots=True)
class RrForm:
    """How RR values are to be read."""

    held: bool = False
    """The last interval is repeated until the next beat: one beat per change of value."""
    reason: Reason | None = None
    """Why they cannot be used."""
    rate_holds: bool = False
    """With a reason: few enough are lost or doubled for the mean interval to be right."""
    remark: Reason | None = None
    """Why their variability must not be taken without reservation."""
    since: float = math.inf
    """Stamp of the first value the verdict rests on, s."""
    at_beats: bool = False
    """The stamps are those of the beats, so that each lost interval can be seen."""
    ratio: float = 1.0
    """Sum of the values divided by the time that passed."""


class Thinner:
    """Takes one interval per beat from values that are repeated at a steady rate.

    A run of one value lasts as long as the intervals that follow its beat. So where the rate
    resolves it, a long run tells that neighbouring intervals were equal.
    """

    def __init__(self) -> None:
        self._value = math.nan
        self._begin = self._last = math.nan

    def add(self, time: float, rr_ms: float) -> list[float]:
        """Return the intervals that are known to have ended by this value, ms; often none."""
        step, self._last = time - self._last, time
        if rr_ms == self._value:
            return []
        before, began = self._value, self._begin
        self._value, self._begin = rr_ms, time
        if math.isnan(before) or step * 1000 * RESOLVED > before:
            return [rr_ms]
        equal = round(((time - began) * 1000 - rr_ms) / before)
        return [before] * equal + [rr_ms] if 0 < equal < MOST_EQUAL else [rr_ms]


def thinned(times: FloatArray, rr_ms: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Return times and intervals of values that are repeated, and the share of equal neighbours.

    The first run is left out: it began before the values do.
    """
    thinner, at, found, inserted = Thinner(), list[float](), list[float](), 0
    for time, value in zip(times.tolist(), rr_ms.tolist(), strict=True):
        new = thinner.add(time, value)
        inserted += max(len(new) - 1, 0)
        at += [time] * len(new)
        found += new
    share = inserted / max(len(found), 1)
    return np.array(at[1:]), np.array(found[1:]), share


def packet_starts(times: FloatArray) -> NDArray[np.intp]:
    """Return at which values a packet begins."""
    return np.flatnonzero(np.diff(times, prepend=-math.inf) > PACKET_S)


def stamped_at_beats(times: FloatArray, rr_ms: FloatArray) -> bool:
    """Tell whether the steps of the stamps are the intervals themselves."""
    if len(times) < LEAST_VALUES:
        return False
    off = np.diff(times) - rr_ms[1:] / 1000
    return float(np.median(np.abs(off))) < AT_BEATS_S


def hole_s(rr_ms: float, *, at_beats: bool) -> float:
    """Return by how much a step exceeds an interval where one before it was lost, s."""
    return max(LEAST_HOLE_S, HOLE_SHARE * rr_ms / 1000) if at_beats else HOLE_S


def _holes(times: FloatArray, rr_ms: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the stamps before and after each step much longer than its packet's intervals, s."""
    first = packet_starts(times)
    at, before = times[first], np.append(times[0], times[first[1:] - 1])
    steps = at - before
    least = hole_s(float(np.median(rr_ms)), at_beats=stamped_at_beats(times, rr_ms))
    lost = steps - np.add.reduceat(rr_ms, first) / 1000 > least
    lost |= steps - np.maximum(np.median(steps), rr_ms[first] / 1000) > HOLE_S  # or held up
    return before[lost], at[lost]


def _sum_by_time(
    times: FloatArray,
    rr_ms: FloatArray,
    holes: tuple[FloatArray, FloatArray],
    scale: _Scale,
    end: float,
) -> float | None:
    """Return the mean of (sum of intervals / time) over stretches without a hole; None of none."""
    begin = max(float(times[0]), end - scale.span_s)
    grid = np.arange(end, begin, -_GRID_S)[::-1]
    lag = round(scale.lag_s / _GRID_S)
    if end - begin < scale.least_s or len(grid) <= lag:
        return None
    total = np.append(0.0, np.cumsum(rr_ms))[np.searchsorted(times, grid, "right")] / 1000
    begun, ended = (
        np.searchsorted(holes[0], grid[lag:]),
        np.searchsorted(holes[1], grid, "right"),
    )
    whole = begun == ended[:-lag]
    ratios = (total[lag:] - total[:-lag])[whole] / scale.lag_s
    return float(np.mean(ratios)) if ratios.size > scale.least_s / 4 / _GRID_S else None


def _repeated(times: FloatArray, rr_ms: FloatArray, scale: _Scale, end: float) -> RrForm | None:
    """Return how values whose sum runs ahead are to be read; None where repeats do not explain it.

    Where they are repeated, taking each once makes the sum fit the time.
    """
    at, found, equal = thinned(times, rr_ms)
    if len(found) < 2:
        return RrForm(reason=Reason.RR_STUCK)
    changed = float(np.mean(np.diff(rr_ms) != 0))
    if changed > CHANGING:
        steps = np.diff(times)
        per_beat = float(np.median(rr_ms)) / 1000 / max(float(np.median(steps)), 1e-9)
        return RrForm(reason=Reason.RR_RESAMPLED) if per_beat > 1.3 else None
    ratio = _sum_by_time(at, found, _NO_HOLES, scale, end)
    if ratio is None:
        waits = at[0] - times[0] < scale.least_s / 2
        return RrForm(reason=Reason.STARTING if waits else Reason.RR_STUCK)
    coarse = scale is _COARSE
    if equal <= MAX_INSERTED and (0.75 if coarse else 0.94) <= ratio <= (1.25 if coarse else 1.06):
        return RrForm(held=True)
    return RrForm(reason=Reason.RR_STUCK if ratio < 0.5 else Reason.RR_HELD)


def _remark(times: FloatArray, rr_ms: FloatArray) -> Reason | None:
    """Return why the variability of intervals that fit the time is not beyond doubt."""
    steps = np.diff(times)
    if len(steps) < LEAST_STEPS:
        return None
    usual, spread = float(np.median(steps)), float(np.std(rr_ms)) / 1000
    clocked = float(np.mean(np.abs(steps - usual) <= STEADY * usual)) > 0.97
    if clocked and usual > PACKET_S and spread > 2 * float(np.std(steps)) and spread > 0.003:
        return Reason.RR_RESAMPLED
    differences = np.abs(np.diff(rr_ms))
    unequal = differences[differences > 1e-6 * rr_ms[1:]]
    if not len(unequal):
        return None
    # values of whole quanta are equal by chance in about quantum / (3.5 sd) of the pairs
    quantum, size = float(np.min(unequal)), float(np.median(unequal))
    by_chance = min(1.0, 1.5 * quantum / size)
    equal = 1 - len(unequal) / len(differences)
    return Reason.RR_HELD if equal > by_chance + ODD_REPEATS else None


def rr_form(times: FloatArray, rr_ms: FloatArray) -> RrForm | None:
    """Return how the RR values of the last minute are to be read; None for too few to tell.

    Parameters
    ----------
    times : ndarray, shape (n,)
        Their stamps, s, ascending.
    rr_ms : ndarray, shape (n,)
        Values as intervals, ms; all greater than 0.
    """
    known: RrForm | None = None
    for scale in (_FINE, _COARSE):
        recent = times > times[-1] - scale.span_s if len(times) else slice(0)
        found = _at_scale(times[recent], rr_ms[recent], scale)
        if known is None or (found is not None and (found.held or found.reason is not None)):
            known = found  # a form that has just changed shows in the last seconds first
    return known


def _at_scale(times: FloatArray, rr_ms: FloatArray, scale: _Scale) -> RrForm | None:
    if len(times) < LEAST_VALUES:
        return None
    end, found = float(times[-1]), RrForm()
    ratio = _sum_by_time(times, rr_ms, _holes(times, rr_ms), scale, end)
    if ratio is None:
        return None
    low, top = DEFAULT_LIMITS_MS
    possible = low <= float(np.median(rr_ms)) <= top
    rate_holds = possible and _COARSE.low <= ratio <= _COARSE.high
    if ratio > scale.high:
        repeated = _repeated(times, rr_ms, scale, end)
        if repeated is None or not (repeated.held or possible):
            found = RrForm(reason=Reason.RR_AHEAD if possible else Reason.RR_UNIT)
        elif repeated.reason is Reason.STARTING:
            return None
        else:
            found = repeated
    elif ratio < scale.low:
        found = RrForm(reason=Reason.RR_BEHIND if possible else Reason.RR_UNIT)
    elif scale is _FINE:
        found = RrForm(remark=_remark(times, rr_ms))
    return replace(
        found,
        rate_holds=rate_holds,
        since=float(times[0]),
        at_beats=stamped_at_beats(times, rr_ms),
        ratio=ratio,
    )


class EqualRuns:
    """Watches for one value that comes again more often than chance has it.

    How often neighbours are equal by chance depends on the heart and on the quantum of the
    stream, so it is learnt from what came before.
    """

    def __init__(self) -> None:
        self._pairs: deque[bool] = deque(maxlen=128)
        self._value, self._since, self._n = math.nan, math.nan, 0
        self._told: Reason | None = None

    def add(self, time: float, rr_ms: float) -> tuple[Reason | None, float]:
        """Take the next interval; return what is wrong with the run it is in, and its beginning.

        ``rr_stuck`` where values varied before, ``rr_constant`` where none ever has.
        """
        if rr_ms != self._value:
            if self._told is not Reason.RR_STUCK:
                self._pairs.extend([True] * (self._n - 1))
            if self._n:
                self._pairs.append(False)
            self._value, self._since, self._n, self._told = rr_ms, time, 1, None
            return None, time
        self._n += 1
        if self._n >= self._limit():
            varied = False in self._pairs
            self._told = Reason.RR_STUCK if varied else Reason.RR_CONSTANT
        return self._told, self._since

    def _limit(self) -> float:
        share = (sum(self._pairs) + 1) / (len(self._pairs) + 2)
        return max(LEAST_RUN, 1 + math.log(SMALLEST_CHANCE) / math.log(max(share, LIKELY)))


def fitting_unit(times: FloatArray, values: FloatArray) -> str | None:
    """Return the unit in which values add up to the time that passed, or None.

    Milliseconds and 1/1024 s differ by 2.4 %, less than a look tells: then it is ``ms``.
    """
    if len(times) < LEAST_VALUES or times[-1] <= times[0]:
        return None
    total = float(np.sum(values[1:])) / float(times[-1] - times[0])
    for unit, factor in (("ms", 1e-3), ("s", 1.0)):
        if abs(total * factor - 1) < UNIT_FITS:
            return unit
    return None


def looks_like_rate(values: FloatArray) -> bool:
    """Tell whether values lie where a heart rate in beats per minute does, and hardly change."""
    low, high = RATE_BPM
    inside = bool(np.all((values >= low) & (values <= high)))
    return inside and float(np.median(np.abs(np.diff(values, prepend=values[0])))) < RATE_STEP
