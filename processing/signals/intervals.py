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
    flag_intervals,
)
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Role

FINAL_AFTER_S = 5.0
"""An interval is final this long after its end even when fewer than three follow."""


BEYOND_LEAST, BEYOND_SPREAD, BEYOND_SHARE = 6, 0.2, 0.7
"""Intervals beyond the limits are a heart rate when there are at least so many, and this share of
them lies this near to their median."""


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

    @property
    def flagged_share(self) -> float:
        """Flagged / all intervals, 0-1; 0 without any."""
        return float(np.mean(self.flagged)) if len(self) else 0.0


def make_intervals(
    rows: Sequence[tuple[float, float, float, bool, bool, bool, bool]],
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
    rows: tuple[Reason, ...] | None = None
    """Reasons once final; None before."""


_time_of = attrgetter("time")


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
        self,
        time: float,
        rr_ms: float | None,
        *,
        beat_ok: bool,
        reanchored: bool = False,
        height: float | None = None,
    ) -> None:
        """Add a beat; ``rr_ms`` is None where no interval may end (first, or after a gap)."""
        self._beats.append(_Beat(time, rr_ms, beat_ok, reanchored, height))

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
        rr: list[float] = []
        joined: list[bool] = []
        beats_ok: list[bool] = []
        n_context = 0
        before = self._beats[start - 1] if start else None
        for place in range(start, len(self._beats)):
            beat = self._beats[place]
            if beat.rr_ms is not None and before is not None:
                n_context += place < first
                rr.append(beat.rr_ms)
                joined.append(place > start and before.rr_ms is not None)
                beats_ok.append(beat.beat_ok and before.beat_ok)
            before = beat
        flags = flag_intervals(
            np.array(rr, dtype=np.float64),
            joined=np.array(joined, dtype=bool),
            beats_ok=np.array(beats_ok, dtype=bool),
            limits_ms=self._limits,
            first=n_context,
        )
        rows = iter(flags[n_context:].tolist())
        return [
            ()
            if self._beats[place].rr_ms is None
            else tuple(r for r, on in zip(FLAG_REASONS, next(rows), strict=True) if on)
            for place in range(first, stop)
        ]

    def intervals(self, since: float, until: float = math.inf) -> Intervals:
        """Return all intervals that begin at or after ``since`` and end by ``until``.

        Those that are not final yet carry flags computed with what exists now.
        """
        first = bisect_left(self._beats, since, key=_time_of)
        stop = bisect_right(self._beats, until, key=_time_of)
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
        return make_intervals(rows)

    def around(self, t: float) -> tuple[float | None, bool | None]:
        """Return when the last beat was by ``t``, s, and whether an interval joins the next to it.

        None: no beat was known; no later one is known yet.
        """
        place = bisect_right(self._beats, t, key=_time_of)
        before = self._beats[place - 1].time if place else None
        after = self._beats[place].rr_ms is not None if place < len(self._beats) else None
        return before, after

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
