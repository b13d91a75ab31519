"""Breath holds: when a chest that breathed stands still, and that it is not a dead belt.

Held is a breath when the signal hardly moves for some time: then neither its level nor its length
says that a breath goes on, as in slow breathing, which never stands still for long. A sensor that
has died stands still as well, but its noise and the heart in it go with it; where they do, nobody
can tell the two apart, and no hold is said.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from processing.clock.grid import RESP_GRID_HZ, ZeroPhase
from processing.clock.order import percentiles
from processing.clock.rows import in_rows
from safehold.core.quick import quick
from safehold.core.types import FloatArray

STILL_S = 9.5
"""A hold lasts at least so long: an apnoea of 10 s, less what smoothing takes from its ends. And
at least as long as the person's usual breath, whose pauses belong to it."""
STILL_SHARE = 0.15
"""Still is a signal that moves less than this share of its usual swing ..."""
PIECE_S = 2.0
"""... in every piece of this length; so a belt may drift, or give way slowly."""
SMOOTH_HZ = 1.0
BEFORE_S = 20.0
"""A hold is told from at least so much breathing before it."""
MARGIN_S = 3.0
"""So much more of the signal is smoothed than is judged."""
NOISE_RANGE = 5.0
"""What is not breathing - noise, heart beats - may change by this factor."""
NOISE_PIECE = 10
"""Grid points over which noise is averaged."""
LEVEL_SHARE = 0.2
"""At least so much of a breath is level: its turns."""
LONGEST_S = 120.0
"""Someone who is still for longer may as well have lost the belt."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch in which the breath was held, session time s."""

    onset: float
    end: float | None
    """None while it lasts."""
    certain: bool
    """False where a sensor that died, or came loose, would look the same."""


@functools.cache
def _smoothing() -> ZeroPhase:
    return ZeroPhase(2, SMOOTH_HZ, "lowpass", RESP_GRID_HZ)


def noise_level(values: FloatArray, share: float) -> float:
    """Return how much a signal moves from sample to sample, its unit; breathing hardly counts.

    A median filter leaves more noise on a slope than on a level, so levels are what is compared:
    of pieces of .4 s the one that has so large a share of them below it.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid.
    share : float
        0-1: small where somebody breathes, half where breath is held.
    """
    jerk = np.abs(np.diff(values, n=3))
    pieces = jerk[: len(jerk) // NOISE_PIECE * NOISE_PIECE].reshape(-1, NOISE_PIECE)
    (level,) = percentiles(pieces.mean(axis=1), share) if len(pieces) else (0.0,)
    return float(level)


@quick
@dataclass(frozen=True, slots=True)
class StillGrid:
    """The grid before one second, and how it moves."""

    values: FloatArray
    """Respiration on the 25-Hz grid, without gaps, to some seconds beyond the second."""
    now: int
    """Sample at which the second begins."""
    movement: float
    """The largest movement within a piece of the last ``STILL_S``; 0 where there is less."""
    range: float
    """Largest less smallest value before the second."""

    def moves(self, start: int, swing: float) -> NDArray[np.bool_]:
        """Return for each piece from ``start`` to now, in order, whether the signal moves."""
        smooth, size = _smoothing()(self.values)[start : self.now], int(PIECE_S * RESP_GRID_HZ)
        if len(smooth) < size:
            return np.zeros(0, dtype=np.bool_)
        pieces = np.lib.stride_tricks.sliding_window_view(smooth, size)
        moved: NDArray[np.bool_] = np.ptp(pieces, axis=1) > STILL_SHARE * swing
        return moved


def still_grids(grids: Sequence[FloatArray], now: Sequence[int]) -> list[StillGrid]:
    """Return what is asked of grids that reach some seconds beyond samples ``now``."""
    margin, last = int(MARGIN_S * RESP_GRID_HZ), int(STILL_S * RESP_GRID_HZ)
    known = [grid[: at + margin] for grid, at in zip(grids, now, strict=True)]
    ends = [min(at, len(grid)) for grid, at in zip(grids, now, strict=True)]
    smooth = in_rows(known, lambda rows: _smoothing()(rows, last + margin))
    before = [
        row[: len(row) - len(grid) + end][-last:]
        for row, grid, end in zip(smooth, known, ends, strict=True)
    ]
    moved = in_rows(before, _largest_movement)
    return [
        StillGrid(grid, end, float(most), _range(grid[:end]))
        for grid, end, most in zip(known, ends, moved, strict=True)
    ]


def _range(values: FloatArray) -> float:
    """Return the largest less the smallest value; 0 of none."""
    if not len(values):
        return 0.0
    return float(np.maximum.reduce(values) - np.minimum.reduce(values))


def _largest_movement(rows: FloatArray) -> FloatArray:
    """Return the largest range of a piece of each row."""
    size = int(PIECE_S * RESP_GRID_HZ)
    if rows.shape[1] < size:
        return np.zeros(len(rows))
    inner = slice(size // 2, rows.shape[1] - (size - 1) // 2)
    top = maximum_filter1d(rows, size, axis=1)[:, inner]
    movement: FloatArray = (top - minimum_filter1d(rows, size, axis=1)[:, inner]).max(axis=1)
    return movement


class HoldWatch:
    """Says when breath is held, second by second."""

    def __init__(self) -> None:
        self._hold: Hold | None = None
        self._swing = 0.0

    def look(self, i: int, first: int, before: StillGrid, usual_s: float | None) -> Hold | None:
        """Return a hold that is recognised, or over, at session second ``i``; else None.

        Parameters
        ----------
        i : int
            The second; seconds are asked for in order.
        first : int
            Number of the first grid point.
        before : StillGrid
            Of the minute before ``i``.
        usual_s : float or None
            The person's usual length of a breath, s; None when it is not known.
        """
        grid, now = before.values, before.now
        if self._hold is not None:
            return self._go_on(i, first, before, self._hold)
        still = int(np.ceil(max(STILL_S, usual_s or 0.0) * RESP_GRID_HZ))
        enough = int(BEFORE_S * RESP_GRID_HZ)
        if usual_s is None or now < still + enough:
            return None
        if before.movement > STILL_SHARE * before.range:
            return None  # a swing is never larger than that
        low, high = percentiles(grid[: now - still], 0.05, 0.95)
        self._swing = high - low
        if before.moves(now - still, self._swing).any():
            return None
        moved = np.flatnonzero(before.moves(0, self._swing))
        start = int(moved.max(initial=-1)) + 1
        if start < enough:
            return None
        usual = noise_level(grid[:start], LEVEL_SHARE)
        within = noise_level(grid[start:now], 0.5)
        alive = usual > 0 and usual / NOISE_RANGE <= within <= usual * NOISE_RANGE
        self._hold = Hold((first + start) / RESP_GRID_HZ, None, certain=alive)
        return self._hold

    def break_off(self, i: int) -> Hold | None:
        """Return the hold that samples which do not come end at session second ``i``."""
        return self._end(float(i), certain=True)

    def _go_on(self, i: int, first: int, before: StillGrid, hold: Hold) -> Hold | None:
        """Return the hold when it is over: the signal moves, or it cannot be a hold any more."""
        now = before.now
        start = max(0, now - int((PIECE_S + 1) * RESP_GRID_HZ))
        moved = np.flatnonzero(before.moves(start, self._swing))
        if len(moved):
            size = int(PIECE_S * RESP_GRID_HZ)
            return self._end((first + start + int(moved[0]) + size) / RESP_GRID_HZ, certain=True)
        if i - hold.onset >= LONGEST_S:
            return self._end(float(i), certain=False)
        return None

    def _end(self, at: float, *, certain: bool) -> Hold | None:
        hold, self._hold = self._hold, None
        if hold is None:
            return None
        return Hold(hold.onset, max(at, hold.onset), hold.certain and certain)
