"""A uniform grid that grows: each point of a run of samples is computed once.

A block of the signal is looked at for every second, with the 8 to 60 seconds before it. What a
grid point is depends on the samples within a short reach of it, so the points of the last blocks
are kept. New ones are computed for as many blocks as are asked for; the last points of each block,
which its end cuts short, are its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from processing.clock.grid import GridPart, GridRun, split_runs
from processing.clock.timeline import Timeline
from safehold.core.quick import quick
from safehold.core.types import FloatArray

Compute = Callable[[GridRun, Sequence[GridPart]], list[FloatArray]]
"""Values at the grid points of parts of a run."""


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


@quick
@dataclass(frozen=True, slots=True)
class _Piece:
    """What the block of a second is made of."""

    second: int
    start: float
    """Session time of its first sample, s."""
    known: int
    """So many samples of the run are known to it."""
    first: int
    """Its first grid point ..."""
    final: int
    """... the first of those that later samples may change ..."""
    stop: int
    """... and the end."""


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
            known = [line.known(max(i + right_s, until)) - before for i in seconds]
            found += self._of_run(run, self._pieces(run, seconds, left_s, right_s, known))
            before += len(run.times)
        return sorted(found, key=lambda block: (block.second, block.start))

    def _pieces(
        self, run: GridRun, seconds: Sequence[int], left_s: int, right_s: int, known: list[int]
    ) -> list[_Piece]:
        """Return the pieces of seconds when the run was there, by what was known."""
        at = np.array(seconds)
        begins, stops = (run.times.searchsorted(at + by).tolist() for by in (-left_s, right_s))
        pieces = []
        for second, begin, end, stated in zip(seconds, begins, stops, known, strict=True):
            stop = min(end, stated)
            if stop > begin and run.times[stop - 1] >= second:
                span = second - left_s, second + right_s
                points = self._points(run.times[begin:stop], *span)
                pieces.append(_Piece(second, float(run.times[begin]), stop, *points))
        return pieces

    def _points(self, times: FloatArray, t0: int, t1: int) -> tuple[int, int, int]:
        """Return the first grid point of samples in [t0, t1), the end of what is sure, the end."""
        sfreq, last = self._sfreq, len(times) - 1
        first = math.ceil(max(t0, float(times[0])) * sfreq)
        stop = min(t1 * sfreq, math.floor(float(times[last]) * sfreq) + 1)
        if stop <= first or last < 2 or times[last] - times[0] < 1 / sfreq:
            return first, first, first  # a lone packet
        sure = float(times[max(last - self._reach, 0)]) - self._reach_s
        return first, max(first, min(stop - 1, math.floor(sure * sfreq))), stop

    def _of_run(self, run: GridRun, pieces: list[_Piece]) -> list[GridBlock]:
        """Return the blocks of one run, whose seconds follow one another."""
        full = [piece for piece in pieces if piece.stop > piece.first]
        if not full:
            return [GridBlock(x.second, x.start, x.first, np.empty(0)) for x in pieces]
        self._forget(full[0].first)
        *others, last = full
        # what is new, up to the end of the last block, and what the ends of the others cut short
        new = min(self._first + len(self._kept), last.final)
        parts = [(new, last.stop, last.known), *((x.final, x.stop, x.known) for x in others)]
        fresh, *ends = self._compute(run, parts)
        self._kept = np.concatenate((self._kept, fresh[: last.final - new]))
        rest, blocks = iter((*ends, fresh[last.final - new :])), []
        for piece in pieces:
            grid = np.empty(0)
            if piece.stop > piece.first:
                here = piece.first - self._first
                sure = self._kept[here : here + piece.final - piece.first]
                grid = np.concatenate((sure, next(rest)))
            blocks.append(GridBlock(piece.second, piece.start, piece.first, grid))
        return blocks

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
