"""RR intervals: the beats of a person, and which intervals between them can be used."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from processing.clock.order import median
from processing.signals.beats import LIMITS_MS
from processing.signals.flags import (
    DEFAULT_LIMITS_MS,
    FLAG_REASONS,
    LAG,
    LEFT,
    BoolArray,
    Judge,
)
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Role

FINAL_AFTER_S = 5.0
"""An interval is final this long after its end even when fewer than three follow."""


BEYOND_LEAST, BEYOND_SPREAD, BEYOND_SHARE = 6, 0.2, 0.7
"""Intervals beyond the limits are a heart rate when there are at least so many, and this share of
them lies this near to their median."""


@quick
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
        first = int(self.start.searchsorted(t0))
        return self.where(slice(first, max(first, int(self.end.searchsorted(t1, "right")))))

    def where(self, chosen: BoolArray | slice) -> Intervals:
        """Return the chosen intervals. Do not read ``joined`` of a choice with holes."""
        return Intervals(
            self.start[chosen], self.end[chosen], self.rr[chosen], self.joined[chosen],
            self.flagged[chosen], self.beat_failed[chosen], self.shape_only[chosen],
        )  # fmt: skip

    @property
    def ok(self) -> BoolArray:
        """True for usable intervals."""
        return ~self.flagged


def make_intervals(
    rows: Sequence[Row],
) -> Intervals:
    """Return intervals from their rows, in order of time."""
    table = np.array(rows, dtype=np.float64).reshape(-1, 7).T.copy()
    start, end, rr = table[:3]
    joined, flagged, beat_failed, shape_only = table[3:] != 0
    return Intervals(start, end, rr, joined, flagged, beat_failed, shape_only)


def no_intervals() -> Intervals:
    """Return no intervals at all."""
    return make_intervals(())


def beyond_range(intervals: Intervals, heart: str) -> bool:
    """Tell whether the heart beats too fast or too slowly for the source to be used.

    Intervals outside the limits one by one are artefacts; most of them, in a row that lies still,
    are a rate.
    """
    if len(intervals) < BEYOND_LEAST or heart not in LIMITS_MS:
        return False
    low, high = LIMITS_MS[Role(heart)]
    if 2 * np.count_nonzero((intervals.rr < low) | (intervals.rr > high)) < len(intervals):
        return False  # then the median lies within
    middle = median(intervals.rr.tolist())
    beyond = middle < low or middle > high
    near = np.abs(intervals.rr - middle) <= BEYOND_SPREAD * middle
    return beyond and float(np.mean(near)) >= BEYOND_SHARE


@dataclass(slots=True)
class _Beat:
    time: float
    rr_ms: float | None
    beat_ok: bool
    reanchored: bool
    height: float | None
    said: tuple[Reason, ...]
    number: int | None = None
    """Number of the interval that it ends, counted from the first of all; None without one."""


_time_of = attrgetter("time")
Row = tuple[float, float, float, bool, bool, bool, bool]
"""An interval: the fields of :class:`Intervals`."""


class IntervalTable:
    """The final intervals of the last minutes as arrays that grow."""

    def __init__(self) -> None:
        self._numbers, self._marks = np.empty((3, 256)), np.empty((4, 256), dtype=bool)
        self._first = self._stop = 0

    def add(self, row: Row) -> None:
        """Add the next interval."""
        if self._stop == self._numbers.shape[1]:
            held = slice(self._first, self._stop)
            n = self._stop - self._first
            room = max(256, 2 * n)
            numbers, marks = self._numbers[:, held], self._marks[:, held]
            self._numbers, self._marks = np.empty((3, room)), np.empty((4, room), dtype=bool)
            self._numbers[:, :n], self._marks[:, :n] = numbers, marks
            self._first, self._stop = 0, n
        self._numbers[:, self._stop] = row[:3]
        self._marks[:, self._stop] = row[3:]
        self._stop += 1

    def between(self, t0: float, t1: float, more: Sequence[Row] = ()) -> Intervals:
        """Return what lies wholly in [t0, t1], rows that follow the held ones too.

        Without such rows it is a view of the table that cannot be written to: programs of other
        packages get it too.
        """
        for row in more:
            self.add(row)
        held = slice(self._first, self._stop)
        self._stop -= len(more)
        begin = int(self._numbers[0, held].searchsorted(t0)) + self._first
        end = int(self._numbers[1, held].searchsorted(t1, "right")) + self._first
        inside = slice(begin, max(begin, end))
        numbers, marks = self._numbers[:, inside], self._marks[:, inside]
        if more:  # whatever is added next takes their place
            numbers, marks = numbers.copy(), marks.copy()
        else:
            numbers.flags.writeable = marks.flags.writeable = False
        return Intervals(*numbers, *marks)

    def forget(self, n: int) -> None:
        """Forget the first ``n``."""
        self._first += n


class BeatSeries:
    """A person's beats in order, with flags that become final a few beats later.

    Parameters
    ----------
    limits_ms : tuple
        Shortest and longest plausible interval, ms.
    """

    def __init__(self, limits_ms: tuple[float, float] = DEFAULT_LIMITS_MS) -> None:
        self._judge = Judge(limits_ms)
        self._beats: list[_Beat] = []
        self._final = 0
        """Number of beats, counted in the list, whose interval is final."""
        self._table = IntervalTable()
        self._added = self._forgotten = 0
        """Numbers of intervals."""

    def append(
        self,
        time: float,
        rr_ms: float | None,
        *,
        beat_ok: bool,
        reanchored: bool = False,
        height: float | None = None,
        said: tuple[Reason, ...] = (),
    ) -> None:
        """Add a beat; ``rr_ms`` is None where no interval may end (first, or after a gap)."""
        beat = _Beat(time, rr_ms, beat_ok, reanchored, height, said)
        if rr_ms is not None and self._beats:
            self._judge.add(rr_ms, self._beats[-1].rr_ms is not None)
            beat.number = self._added
            self._added += 1
        self._beats.append(beat)

    def finalise(self, watermark: float) -> list[tuple[_Beat, tuple[Reason, ...]]]:
        """Return the beats that became final: all before ``watermark`` are known."""
        found = []
        for place in range(self._final, self._ready(watermark)):
            why = self._reasons(place)
            if self._beats[place].number is not None:
                self._table.add(self._row(place, why))
            found.append((self._beats[place], why))
        self._final += len(found)
        return found

    def _ready(self, watermark: float) -> int:
        """Return up to which beat the intervals are final."""
        after = 0
        for place in range(len(self._beats) - 1, self._final - 1, -1):
            beat = self._beats[place]
            if after >= LAG or watermark >= beat.time + FINAL_AFTER_S:
                return place + 1
            after += beat.rr_ms is not None
        return self._final

    def _reasons(self, place: int) -> tuple[Reason, ...]:
        """Return what is wrong with the interval of a beat, by what exists now."""
        beat = self._beats[place]
        if beat.number is None:
            return ()
        length, before = self._judge(beat.number - self._forgotten), self._beats[place - 1]
        ectopic = Reason.ECTOPIC_BEAT in beat.said or Reason.ECTOPIC_BEAT in before.said
        if beat.beat_ok and before.beat_ok and not ectopic and not any(length):
            return ()
        poor = not (beat.beat_ok and before.beat_ok)
        row = (*length[:3], poor, False, *length[3:5], length[5] or ectopic)
        return tuple(reason for reason, on in zip(FLAG_REASONS, row, strict=True) if on)

    def _row(self, place: int, why: tuple[Reason, ...]) -> Row:
        beat, before = self._beats[place], self._beats[place - 1]
        assert beat.rr_ms is not None
        poor = not (beat.beat_ok and before.beat_ok)
        return (
            before.time, beat.time, beat.rr_ms, before.rr_ms is not None, bool(why),
            poor and Reason.ECTOPIC_BEAT not in why, why == (Reason.BEAT_QUALITY,),
        )  # fmt: skip

    def intervals(self, since: float, until: float = math.inf) -> Intervals:
        """Return all intervals that begin at or after ``since`` and end by ``until``.

        Those that are not final yet carry flags computed with what exists now.
        """
        tail = [
            self._row(place, self._reasons(place))
            for place, beat in enumerate(self._beats[self._final :], self._final)
            if beat.time <= until and beat.number is not None
        ]
        return self._table.between(since, until, tail)

    def around(self, t: float) -> tuple[float | None, bool | None]:
        """Return when the last beat was by ``t``, s, and whether an interval joins the next to it.

        None: no beat was known; no later one is known yet.
        """
        place = bisect_right(self._beats, t, key=_time_of)
        before = self._beats[place - 1].time if place else None
        after = self._beats[place].rr_ms is not None if place < len(self._beats) else None
        return before, after

    def after(self, t: float) -> float:
        """Return when the first beat was after ``t``, s; inf where none is known yet."""
        place = bisect_right(self._beats, t, key=_time_of)
        return self._beats[place].time if place < len(self._beats) else math.inf

    def reanchored(self, t0: float, t1: float) -> bool:
        """Tell whether an RR stream was re-anchored in (t0, t1]."""
        first = bisect_right(self._beats, t0, key=_time_of)
        stop = bisect_right(self._beats, t1, key=_time_of)
        return any(beat.reanchored for beat in self._beats[first:stop])

    def prune(self, before: float) -> None:
        """Forget final beats before a time, but never the context of later intervals."""
        keep = self._final - (LEFT + LAG + 2)
        stop = min(bisect_left(self._beats, before, key=_time_of), keep)
        if stop <= 0:
            return
        # the interval of the first that stays begins with one that goes
        numbers = [beat.number for beat in self._beats[: stop + 1] if beat.number is not None]
        gone = numbers[-1] + 1 - self._forgotten if numbers else 0
        self._judge.forget(gone)
        self._table.forget(gone)
        self._forgotten += gone
        self._beats[stop].number = None
        del self._beats[:stop]
        self._final -= stop
