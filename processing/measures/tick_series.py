"""The seconds of one person as arrays, and the runs in them: what process measures are made from.

A second is valid when its zone is known and its inputs are there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import Baseline, FloatArray

Span = tuple[float, float]
"""From and to, session time s; the second ``t`` belongs to it when ``from <= t < to``."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TickSeries:
    """Seconds of one person as arrays of shape ``(n,)``, one cell each, from ``first`` on.

    Made by :meth:`processing.measures.course.Course.belonging`.
    """

    first: int
    """Session time of the first cell, s."""
    valid: Flags
    high: Flags
    low: Flags
    near_baseline: Flags
    elevated: Flags
    """Elevated or near the upper threshold."""
    a: FloatArray
    """Arousal, z; NaN where not known."""
    v: FloatArray
    threshold: FloatArray
    """Threshold of |a| in force, z."""
    provisional: Flags
    hr_only: Flags
    baseline: NDArray[np.int64]
    """Number of the baseline that a and v refer to; -1 for none."""
    farther: NDArray[np.int64]
    """The zone if both axes lay a standard error farther from rest, a number of ``ZONE_CODES``."""
    nearer: NDArray[np.int64]
    """The zone if they lay a standard error nearer to rest."""
    rest: FloatArray
    """What the person's own rest adds to x above the limit of near the baseline, z a second: from
    the spread of the baseline in force. NaN where that is not known."""

    @property
    def x(self) -> FloatArray:
        """Coordinate ``(a - v) / 2`` on valid seconds; NaN elsewhere."""
        return np.where(self.valid, (self.a - self.v) / 2, np.nan)

    def within(self, spans: Iterable[Span]) -> Flags:
        """Return which cells begin within spans."""
        seconds = self.first + np.arange(self.valid.size)
        inside = np.zeros(seconds.size, dtype=bool)
        for t0, t1 in spans:
            inside |= (seconds >= t0) & (seconds < t1)
        return inside

    def cut(self, span: Span) -> TickSeries:
        """Return the cells of a span."""
        last = self.first + self.valid.size
        lo = min(max(math.ceil(span[0]), self.first), last)
        hi = min(max(math.ceil(span[1]), lo), last)
        rows = slice(lo - self.first, hi - self.first)
        return TickSeries(
            lo, self.valid[rows], self.high[rows], self.low[rows], self.near_baseline[rows],
            self.elevated[rows], self.a[rows], self.v[rows], self.threshold[rows],
            self.provisional[rows], self.hr_only[rows], self.baseline[rows], self.farther[rows],
            self.nearer[rows], self.rest[rows],
        )  # fmt: skip


def rest_above(baseline: Baseline, limit: float) -> float:
    """Return by how much x of a person at rest lies above a limit on average, z.

    Heart rate and vagal index of the baseline scatter about its centre by their robust SD, here
    as normal and independent: ``s phi(limit / s) - limit Phi(-limit / s)`` with ``s`` the SD of x.

    Parameters
    ----------
    baseline : Baseline
        Its SDs without the floors; NaN is returned where one is not known.
    limit : float
        z, from 0 on.
    """
    if baseline.hr_sd is None or baseline.vagal_sd is None or not baseline.vagal_spread:
        return math.nan
    sd = math.hypot(baseline.hr_sd / baseline.hr_spread, baseline.vagal_sd / baseline.vagal_spread)
    sd = max(sd / 2, 1e-6)
    density = math.exp(-((limit / sd) ** 2) / 2) / math.sqrt(2 * math.pi)
    return sd * density - limit * math.erfc(limit / sd / math.sqrt(2)) / 2


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of spans: ascending, without overlap; empty ones are left out."""
    found: list[Span] = []
    for t0, t1 in sorted(span for span in spans if span[0] < span[1]):
        if found and t0 <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], t1))
        else:
            found.append((t0, t1))
    return tuple(found)


def seconds_in(spans: Iterable[Span]) -> int:
    """Return the number of whole seconds in spans that do not overlap."""
    return sum(math.ceil(t1) - math.ceil(t0) for t0, t1 in spans)


@dataclass(frozen=True, slots=True)
class CellRun:
    """Consecutive valid cells ``first..last`` on which something holds."""

    first: int
    last: int
    left_censored: bool
    """The begin was not seen: the span begins, or unknown time ends, here."""
    right_censored: bool

    @property
    def duration(self) -> int:
        """Length in seconds, bridged unknown time included."""
        return self.last - self.first + 1

    @property
    def censored(self) -> bool:
        """True when the run is cut off on either side."""
        return self.left_censored or self.right_censored


def runs(holds: Flags, valid: Flags, bridge_s: int) -> list[CellRun]:
    """Return the maximal runs of valid cells on which something holds.

    Cells that are not valid are bridged when there are at most ``bridge_s`` of them between two
    valid ones; more of them split a run and censor it on that side, as the limits do.
    """
    known = np.flatnonzero(valid)
    if not known.size:
        return []
    split = np.diff(known) - 1 > bridge_s
    starts = np.flatnonzero(np.concatenate(([True], split | (np.diff(holds[known]) != 0))))
    ends = np.append(starts[1:] - 1, known.size - 1)
    cut = np.concatenate(([True], split, [True]))
    return [
        CellRun(int(known[i]), int(known[j]), bool(cut[i]), bool(cut[j + 1]))
        for i, j in zip(starts, ends, strict=True)
        if holds[known[i]]
    ]
