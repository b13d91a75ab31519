"""RR intervals: which ones can be used (methods 3.2). Flagged and excluded, never corrected.

Two rules of methods 3.2 are changed (docs/decisions/0009-interval-flags.md): an interval that lies
on a swing of heart period is no artefact, however large the swing; and a jump must be larger than
this person's usual jumps.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]

LEFT, LAG = 45, 3
"""Context of an interval: this many before it and after it."""
MEDIAN_LEFT = 5
SPREAD_FACTOR = 5.2
"""Factor on the quartile deviation (Lipponen & Tarvainen 2019, as coded in NeuroKit2)."""
FLOOR_MS = 60.0
CAP_LOW, CAP_HIGH = 0.15, 0.30
"""Bounds of the allowed deviation from the local median, as shares of it."""
ALTERNATING_SHARE = 0.07
USUAL_JUMPS = 1.5
"""A jump between intervals is odd beyond this many medians of the last jumps: for a sinus the
largest is 1.41 medians."""
SHOULDER, SECOND_SHOULDER = 0.4, 0.2
"""Least deviation of the next interval and of the one after it, as shares of an interval's own,
that make it part of a swing."""
OPPOSITE = -0.2
"""A neighbour that deviates this much the other way makes it a short-long pair instead."""
SWING_SURE, SWING_CAP = 0.5, 1.0
"""Beyond the first share of the local median a swing needs two shoulders; beyond the second it
is none."""
EXTRA_SUM = 1.4
"""Two short intervals whose sum is below so many local medians are one, cut by an extra beat."""
ABRUPT = 0.65
"""An interval, or two in a row, this much longer or shorter than those on both sides, whatever
the local median: no heart period goes there and back in one step."""
PAIR_FALL, PAIR_RISE, PAIR_END = 0.90, 1.35, 0.95
"""A fall, a rise from there and another fall by these factors are a short-long pair: so an ectopic
beat is found also where many have widened the spread. RSA of 200 ms rises by 1.28 at most from
its shortest interval (at 15 breaths/min)."""
LIKE, EARLY_BY = 0.25, 0.15
"""Tolerance, as a share of the local median, in calling a flagged interval after what it looks
like; and the least step from the short to the long interval about an ectopic beat."""
FINAL_AFTER_S = 5.0
"""An interval is final this long after its end even when fewer than three follow."""
DEFAULT_LIMITS_MS = (300.0, 2000.0)

FLAG_REASONS = (
    Reason.IMPLAUSIBLE_RR,
    Reason.DEVIANT_RR,
    Reason.ALTERNATING_RR,
    Reason.BEAT_QUALITY,
    Reason.GAP_IN_INTERVAL,
    Reason.MISSED_BEAT,
    Reason.EXTRA_BEAT,
    Reason.ECTOPIC_BEAT,
)
"""Meaning of the columns that :func:`flag_intervals` returns. The last three say what a flagged
interval looks like; alone they flag nothing."""


def _windows(values: FloatArray, left: int, right: int) -> FloatArray:
    """Return every value with its neighbours, shape ``(n, left + 1 + right)``, NaN outside."""
    padded = np.full(len(values) + left + right, np.nan)
    padded[left : left + len(values)] = values
    return np.lib.stride_tricks.sliding_window_view(padded, left + 1 + right)


def _quantiles(windows: FloatArray, *shares: float) -> list[FloatArray]:
    """Return quantiles per row, linear as numpy's, NaN left out; NaN for an empty row."""
    ordered = np.sort(windows, axis=1)  # NaN last
    count = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(len(ordered))
    found = []
    for share in shares:
        place = share * np.maximum(count - 1, 0)
        low = np.floor(place).astype(np.intp)
        high = np.minimum(low + 1, np.maximum(count - 1, 0))
        below, above = ordered[rows, low], ordered[rows, high]
        found.append(np.where(count > 0, below + (place - low) * (above - below), np.nan))
    return found


def _quartile_deviation(windows: FloatArray) -> FloatArray:
    low, high = _quantiles(windows, 0.25, 0.75)
    return (high - low) / 2


def _previous(values: FloatArray, joined: BoolArray) -> FloatArray:
    """Return the value before each; NaN over a gap."""
    out = np.full(len(values), np.nan)
    out[1:] = np.where(joined[1:], values[:-1], np.nan)
    return out


def _following(values: FloatArray, joined: BoolArray) -> FloatArray:
    """Return the value after each; NaN over a gap."""
    return _previous(values[::-1], np.roll(joined[::-1], 1))[::-1]


def _swings(
    rr: FloatArray, joined: BoolArray, m: FloatArray, own: FloatArray
) -> tuple[BoolArray, BoolArray]:
    """Return which intervals are part of a swing of heart period, and which surely.

    Respiratory sinus arrhythmia takes the heart period up and down over several beats: beside a
    long interval stands another long one. A missed, extra, displaced or ectopic beat does not:
    its interval stands alone, or beside one that deviates the other way, or beside one with which
    it makes up a single interval. And a swing stays within this person's own spread, ``own``.
    """
    off = rr - m
    size = np.abs(off)
    scale = np.where(size > 0, off, np.nan)
    back, ahead = _previous(rr, joined), _following(rr, joined)
    one = np.zeros(len(rr), dtype=bool)
    two = np.zeros(len(rr), dtype=bool)
    for near, far in ((back, _previous(back, joined)), (ahead, _following(ahead, joined))):
        shoulder = (near - m) / scale >= SHOULDER
        shoulder &= (off > 0) | (rr + near > EXTRA_SUM * m)
        one |= shoulder
        two |= shoulder & ((far - m) / scale >= SECOND_SHOULDER)
    paired = ((back - m) / scale < OPPOSITE) | ((ahead - m) / scale < OPPOSITE)
    within = (size <= own) & ~paired
    sure = within & two & (size < SWING_CAP * m)
    return sure | (within & one & (size < SWING_SURE * m)), sure


def _abrupt(rr: FloatArray, joined: BoolArray) -> BoolArray:
    """Return a long interval between short ones, two short between long, and short-long pairs."""
    back, ahead = _previous(rr, joined), _following(rr, joined)
    second = _following(ahead, joined)
    alone = np.maximum(back, ahead) < ABRUPT * rr
    pair = np.maximum(rr, ahead) < ABRUPT * np.minimum(back, second)
    pair |= (rr < PAIR_FALL * back) & (ahead > PAIR_RISE * rr) & (second < PAIR_END * ahead)
    pair[1:] |= pair[:-1] & joined[1:]
    return alone | pair


def _likeness(rr: FloatArray, joined: BoolArray, m: FloatArray) -> BoolArray:
    """Return what an interval looks like, shape (n, 3): missed, extra or ectopic beat."""
    share = rr / m
    back, ahead = _previous(rr, joined) / m, _following(rr, joined) / m
    missed = np.abs(share - 2) <= LIKE
    extra = np.zeros(len(rr), dtype=bool)
    ectopic = np.zeros(len(rr), dtype=bool)
    for near in (back, ahead):
        extra |= (np.abs(share + near - 1) <= LIKE) & (np.maximum(share, near) < 1)
    for short, long in ((share, ahead), (back, share)):
        total = short + long
        step = (short <= 1) & (long > 1) & (long - short >= EARLY_BY)
        ectopic |= step & (np.abs(total - 2) <= 2 * LIKE)
    return np.column_stack((missed, extra, ectopic & ~missed & ~extra))


def flag_intervals(
    rr: FloatArray,
    *,
    joined: BoolArray,
    beats_ok: BoolArray,
    gap: BoolArray | None = None,
    limits_ms: tuple[float, float] = DEFAULT_LIMITS_MS,
) -> BoolArray:
    """Return which rules of methods 3.2 each interval breaks.

    Parameters
    ----------
    rr : ndarray, shape (n,)
        RR intervals, ms.
    joined : ndarray of bool, shape (n,)
        True where an interval begins with the beat that ends the one before: no gap between.
    beats_ok : ndarray of bool, shape (n,)
        True where both bounding beats pass the beat quality index.
    gap : ndarray of bool, shape (n,), optional
        True where samples are missing inside the interval.
    limits_ms : tuple
        Shortest and longest plausible interval, ms.

    Returns
    -------
    ndarray of bool, shape (n, 8)
        Columns as in ``FLAG_REASONS``; an interval is usable when its row is all False.

    Notes
    -----
    The context of interval k is {k-45..k+3}, cut where the arrays end. Differences across a gap
    do not exist and are left out of it, and nothing beyond a gap is a neighbour.
    """
    n = len(rr)
    flags = np.zeros((n, len(FLAG_REASONS)), dtype=bool)
    if n == 0:
        return flags
    d = np.full(n, np.nan)
    d[1:] = np.where(joined[1:], np.diff(rr), np.nan)
    (m,) = _quantiles(_windows(rr, MEDIAN_LEFT, LAG), 0.5)
    jumps = _windows(np.abs(d), LEFT - 1, LAG)
    (usual,) = _quantiles(jumps, 0.5)
    th1 = np.fmax(
        np.fmax(SPREAD_FACTOR * _quartile_deviation(jumps), FLOOR_MS), USUAL_JUMPS * usual
    )
    own = SPREAD_FACTOR * _quartile_deviation(_windows(rr, LEFT, LAG))
    th2 = np.clip(own, CAP_LOW * m, CAP_HIGH * m)
    after = np.append(d[1:], np.nan)
    off = np.abs(rr - m)
    swing, sure = _swings(rr, joined, m, np.fmax(own, CAP_LOW * m))
    flags[:, 0] = (rr < limits_ms[0]) | (rr > limits_ms[1])
    flags[:, 1] = ((off > th2) & ~swing) | _abrupt(rr, joined)
    flags[:, 2] = (
        (np.abs(d) > th1) & (np.abs(after) > th1) & (d * after < 0) & (off > ALTERNATING_SHARE * m)
    ) & ~sure
    flags[:, 5:] = flags[:, :3].any(axis=1, keepdims=True) & _likeness(rr, joined, m)
    flags[:, 3] = ~beats_ok
    if gap is not None:
        flags[:, 4] = gap
    return flags


@dataclass(frozen=True, slots=True)
class Intervals:
    """RR intervals as arrays of the same length, in order of time."""

    start: FloatArray
    """Session time of the beat an interval begins with, s."""
    end: FloatArray
    rr: FloatArray
    """Length, ms."""
    joined: BoolArray
    flagged: BoolArray
    beat_failed: BoolArray
    """A bounding beat failed the beat quality index, and not because it is ectopic: an early beat
    often has another shape."""
    shape_only: BoolArray
    """Flagged for nothing but the shape of a bounding beat: its length is in order."""

    def __len__(self) -> int:
        return len(self.rr)

    def between(self, t0: float, t1: float) -> Intervals:
        """Return the intervals that lie wholly in [t0, t1]."""
        return self.where((self.start >= t0) & (self.end <= t1))

    def where(self, chosen: BoolArray) -> Intervals:
        """Return the chosen intervals. Do not read ``joined`` of a choice with holes."""
        return Intervals(
            self.start[chosen], self.end[chosen], self.rr[chosen], self.joined[chosen],
            self.flagged[chosen], self.beat_failed[chosen], self.shape_only[chosen],
        )  # fmt: skip

    @property
    def ok(self) -> BoolArray:
        """True for usable intervals."""
        return ~self.flagged


def no_intervals() -> Intervals:
    """Return no intervals at all."""
    number, truth = np.empty(0), np.empty(0, dtype=bool)
    return Intervals(number, number, number, truth, truth, truth, truth)


@dataclass(slots=True)
class _Beat:
    time: float
    rr_ms: float | None
    beat_ok: bool
    reanchored: bool
    rows: tuple[Reason, ...] | None = None
    """Reasons once final; None before."""


class BeatSeries:
    """A person's beats in order, with flags that become final a few beats later.

    Parameters
    ----------
    limits_ms : tuple
        Shortest and longest plausible interval, ms.
    """

    def __init__(self, limits_ms: tuple[float, float] = DEFAULT_LIMITS_MS) -> None:
        self._limits = limits_ms
        self._beats: list[_Beat] = []
        self._final = 0
        """Number of beats, counted in the list, whose interval is final."""

    def append(
        self, time: float, rr_ms: float | None, *, beat_ok: bool, reanchored: bool = False
    ) -> None:
        """Add a beat; ``rr_ms`` is None where no interval may end (first, or after a gap)."""
        self._beats.append(_Beat(time, rr_ms, beat_ok, reanchored))

    def finalise(self, watermark: float) -> list[tuple[_Beat, tuple[Reason, ...]]]:
        """Return the beats that became final: all before ``watermark`` are known."""
        pending = self._pending(watermark)
        if pending:
            reasons = self._reasons(self._final, self._final + len(pending))
            for beat, why in zip(pending, reasons, strict=True):
                beat.rows = why
            self._final += len(pending)
        return [(beat, beat.rows or ()) for beat in pending]

    def _pending(self, watermark: float) -> list[_Beat]:
        after, ready = 0, self._final
        for place in range(len(self._beats) - 1, self._final - 1, -1):
            beat = self._beats[place]
            if after >= LAG or watermark >= beat.time + FINAL_AFTER_S:
                ready = place + 1
                break
            after += beat.rr_ms is not None
        return self._beats[self._final : ready]

    def _reasons(self, first: int, stop: int) -> list[tuple[Reason, ...]]:
        """Return the reasons of beats [first, stop) with what exists now as their context."""
        start, needed = first, LEFT + 1
        while start > 0 and needed > 0:
            start -= 1
            needed -= self._beats[start].rr_ms is not None
        beats = self._beats[start:]
        places = [i for i, beat in enumerate(beats) if beat.rr_ms is not None]
        rr = np.array([beats[i].rr_ms for i in places], dtype=np.float64)
        ok = [beat.beat_ok for beat in self._beats]
        flags = flag_intervals(
            rr,
            joined=np.array([i > 0 and beats[i - 1].rr_ms is not None for i in places], bool),
            beats_ok=np.array([ok[start + i] and ok[start + i - 1] for i in places], bool),
            limits_ms=self._limits,
        )
        by_place = dict(zip(places, flags, strict=True))
        return [
            tuple(r for r, on in zip(FLAG_REASONS, by_place[i], strict=True) if on)
            if i in by_place
            else ()
            for i in range(first - start, stop - start)
        ]

    def intervals(self, since: float, until: float = math.inf) -> Intervals:
        """Return all intervals that begin at or after ``since`` and end by ``until``.

        Those that are not final yet carry flags computed with what exists now.
        """
        times = [beat.time for beat in self._beats]
        first, stop = bisect_left(times, since), bisect_right(times, until)
        tail = self._reasons(self._final, stop) if stop > self._final else []
        rows = []
        for i in range(first + 1, stop):
            beat, before = self._beats[i], self._beats[i - 1]
            if beat.rr_ms is None:
                continue
            why = beat.rows if beat.rows is not None else tail[i - self._final]
            rows.append(
                (
                    before.time,
                    beat.time,
                    beat.rr_ms,
                    before.rr_ms is not None and i > first + 1,
                    bool(why),
                    not (beat.beat_ok and before.beat_ok) and Reason.ECTOPIC_BEAT not in why,
                    why == (Reason.BEAT_QUALITY,),
                )
            )
        start, end, rr, joined, flagged, failed, shape = list(zip(*rows, strict=True)) or [()] * 7
        return Intervals(
            np.array(start, dtype=np.float64),
            np.array(end, dtype=np.float64),
            np.array(rr, dtype=np.float64),
            np.array(joined, dtype=bool),
            np.array(flagged, dtype=bool),
            np.array(failed, dtype=bool),
            np.array(shape, dtype=bool),
        )

    def reanchored(self, t0: float, t1: float) -> bool:
        """Tell whether an RR stream was re-anchored in (t0, t1]."""
        return any(b.reanchored and t0 < b.time <= t1 for b in self._beats)

    def prune(self, before: float) -> None:
        """Forget final beats before a time, but never the context of later intervals."""
        keep = self._final - (LEFT + LAG + 2)
        stop = next((i for i, b in enumerate(self._beats) if b.time >= before), len(self._beats))
        stop = min(stop, keep)
        if stop > 0:
            del self._beats[:stop]
            self._final -= stop
