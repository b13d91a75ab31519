"""A uniform grid that grows: each point of a run of samples is computed once.

A block of the signal is looked at for every second, with the 8 to 60 seconds before it. What a
grid point is depends on the samples within a short reach of it, so the points of the last blocks
are kept. New ones are computed for as many blocks as are asked for; the last points of each block,
which its end cuts short, are its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from processing.clock.grid import GridRun, split_runs
from processing.clock.timeline import Timeline
from safehold.core.quick import quick
from safehold.core.types import FloatArray

Compute = Callable[[GridRun, int, int], FloatArray]
"""Values at grid points [first, stop) from the samples of a run."""


@quick
@dataclass(frozen=True, slots=True)
class GridBlock:
    """The grid about one second of one run of samples."""

    second: int
    start: float
    """Session time of its first sample, s."""
    first: int
    """Number of its first grid point."""
    values: FloatArray
    """Shape ``(n,)``; empty where there are fewer than three samples."""


class _Piece:
    """The samples of a run in [t0, t1), for the block of a second."""

    def __init__(self, run: GridRun, second: int, t0: float, t1: float, known: int) -> None:
        self.second = second
        self._run, self._t0, self._t1 = run, t0, t1
        first, stop = run.times.searchsorted((t0, t1))
        self.first, self.stop = int(first), min(int(stop), known)

    @property
    def has_second(self) -> bool:
        """Whether the run was there, by what is known, when the second was."""
        return self.stop > self.first and bool(self._run.times[self.stop - 1] >= self.second)

    def points(self, sfreq: int, reach: int, reach_s: float) -> tuple[int, int, int]:
        """Return its first grid point, the first that later samples may change, and the end."""
        times, last = self._run.times, self.stop - 1
        first = math.ceil(max(self._t0, float(times[self.first])) * sfreq)
        stop = min(math.ceil(self._t1 * sfreq), math.floor(float(times[last]) * sfreq) + 1)
        if stop <= first or self.stop - self.first < 3:
            return first, first, first
        sure = float(times[max(last - reach, self.first)]) - reach_s
        return first, min(stop, max(first, math.floor(sure * sfreq))), stop


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
    gap_s : float
        A longer silence ends a run, s.
    reach : int
        A value depends on so many samples before it and after it ...
    reach_s : float
        ... and beyond them on those within this time, s.
    """

    def __init__(
        self,
        timeline: Timeline,
        sfreq: int,
        compute: Compute,
        *,
        gap_s: float,
        reach: int,
        reach_s: float = 0.0,
    ) -> None:
        self._timeline = timeline
        self._sfreq = sfreq
        self._compute = compute
        self._gap_s = gap_s
        self._reach = reach
        self._reach_s = reach_s
        self._first = 0
        self._kept = np.empty(0)

    def blocks(
        self, first: int, stop: int, *, left_s: int, right_s: int, until: float = -math.inf
    ) -> list[GridBlock]:
        """Return blocks [first, stop): the grid of [i - left_s, i + right_s) for each second i.

        Blocks are asked for in order. A second has one for each run of samples in it, and none
        without samples. A block is made of the samples that were there once all before its end
        was closed, or before ``until`` where that is later.
        """
        line, end = self._timeline, stop - 1 + right_s
        times, values = line.samples(first - left_s, end, max(end, until))
        before, found = line.place(first - left_s), []
        for run in split_runs(times, values, line.gaps(), max_gap_s=self._gap_s):
            seconds = range(
                max(first, math.floor(float(run.times[0]))),
                min(stop, math.floor(float(run.times[-1])) + 1),
            )
            pieces = [
                _Piece(
                    run, i, i - left_s, i + right_s, line.known(max(i + right_s, until)) - before
                )
                for i in seconds
            ]
            found += self._of_run(run, [piece for piece in pieces if piece.has_second])
            before += len(run.times)
        return sorted(found, key=lambda block: (block.second, block.start))

    def _of_run(self, run: GridRun, pieces: list[_Piece]) -> list[GridBlock]:
        """Return the blocks of one run, whose seconds follow one another."""
        plans = [piece.points(self._sfreq, self._reach, self._reach_s) for piece in pieces]
        blocks = []
        known = [plan for plan in plans if plan[2] > plan[0]]
        if known:
            self._grow(run, known[0][0], max(final for _, final, _ in known))
        for piece, (first, final, stop) in zip(pieces, plans, strict=True):
            grid = np.empty(0)
            if stop > first:
                here = first - self._first
                grid = self._kept[here : here + final - first]
                if final < stop:  # what the end of the block cuts short
                    part = GridRun(run.times[: piece.stop], run.values[: piece.stop])
                    grid = np.concatenate((grid, self._compute(part, final, stop)))
            blocks.append(GridBlock(piece.second, float(run.times[piece.first]), first, grid))
        return blocks

    def _grow(self, run: GridRun, first: int, final: int) -> None:
        """Keep the points [first, final) of a run; compute those that are new."""
        self._forget(first)
        known = first + len(self._kept)
        if known < final:
            self._kept = np.concatenate((self._kept, self._compute(run, known, final)))

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
