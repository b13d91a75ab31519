"""A uniform grid that grows: each point of a run of samples is computed once.

A block of the signal is looked at every second with the 8 to 60 seconds before it. What a grid
point is depends on the samples within a short reach of it, so the points of the last block can be
kept; only the newest second, and the last points that its end had cut short, are computed.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from processing.clock.grid import GridRun
from processing.clock.timeline import Timeline
from safehold.core.types import FloatArray

Compute = Callable[[GridRun, int, int], FloatArray]
"""Values at grid points [first, stop) from the samples of a run."""


class RunGrid:
    """Grid values of one stream, for blocks that are asked for in order.

    Parameters
    ----------
    timeline : Timeline
        Says which samples were moved in time after the fact.
    sfreq : int
        Rate of the grid, Hz.
    compute : callable
        Gives the values at grid points.
    reach : int
        A value depends on so many samples before it and after it ...
    reach_s : float
        ... and on those within this time, s.
    """

    def __init__(
        self,
        timeline: Timeline,
        sfreq: int,
        compute: Compute,
        *,
        reach: int,
        reach_s: float = 0.0,
    ) -> None:
        self._timeline = timeline
        self._sfreq = sfreq
        self._compute = compute
        self._reach = reach
        self._reach_s = reach_s
        self._first = 0
        self._kept = np.empty(0)

    def values(self, run: GridRun, t0: float, t1: float) -> tuple[int, FloatArray]:
        """Return the number of a run's first grid point in [t0, t1), and the values there."""
        sfreq = self._sfreq
        first = math.ceil(max(t0, float(run.times[0])) * sfreq)
        end = float(run.times[-1])
        stop = min(math.ceil(t1 * sfreq), math.floor(end * sfreq) + 1)
        if stop <= first or len(run.times) < 3:
            return first, np.empty(0)
        self._forget(first)
        last = run.times[-1 - min(self._reach, len(run.times) - 1)]
        sure = min(end - self._reach_s, float(last))
        final = min(stop, max(first, math.floor(sure * sfreq)))
        known = first + len(self._kept)
        fresh = self._compute(run, known, stop) if known < stop else np.empty(0)
        grid = np.concatenate((self._kept, fresh))
        self._first, self._kept = first, grid[: max(len(self._kept), final - first)]
        return first, grid[: stop - first]

    def _forget(self, first: int) -> None:
        """Keep what holds from grid point ``first`` on."""
        revised = self._timeline.take_revision()
        if math.isfinite(revised):
            reach_s = self._reach_s + (self._reach + 1) / max(self._timeline.best_rate, 1.0)
            sound = math.floor((revised - reach_s) * self._sfreq)
            self._kept = self._kept[: max(0, sound - self._first)]
        gone = first - self._first
        self._kept = self._kept[gone:] if 0 <= gone < len(self._kept) else np.empty(0)
        self._first = first
