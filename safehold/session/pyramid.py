"""A whole session's signal in a few megabytes: smallest and largest value per stretch of time.

What a plot can show of hours of samples is the smallest and the largest one of each pixel
column. Levels of ever wider stretches (eight of one level make one of the next) answer for any
stretch and any width in a time that depends on the pixels alone. The finest level is as wide as
a pixel column of the live trace, so that looking back shows what was seen live; all samples
are in the recording, and only there.
"""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

PAGE = 1024
"""Stretches in a page: a full page is packed into two bytes a value."""
FACTOR = 8
LEVELS = 4
PENDING_S = 1.0
"""Samples are taken in at most this often: many small chunks cost more than one large one."""
_NONE = 65535
"""The packed value of a stretch without a sample."""


class _Page:
    """A full page: 16 bits between its own smallest and largest value."""

    __slots__ = ("_codes", "_low", "_step")

    def __init__(self, values: NDArray[np.float32]) -> None:
        known = values[:, ~np.isnan(values[0])].astype(np.float64)
        self._low = float(known[0].min()) if known.size else 0.0
        span = float(known[1].max()) - self._low if known.size else 0.0
        self._step = span / (_NONE - 1) if span > 0 else 1.0
        scaled = (values.astype(np.float64) - self._low) / self._step
        # outwards: packing never narrows what is shown
        scaled[0], scaled[1] = np.floor(scaled[0]), np.ceil(scaled[1])
        scaled = np.clip(scaled, 0, _NONE - 1)
        self._codes = np.nan_to_num(scaled, nan=_NONE).astype(np.uint16)

    def values(self, first: int, last: int) -> FloatArray:
        """Return smallest and largest values of stretches of the page, shape ``(2, n)``."""
        codes = self._codes[:, first:last]
        values = codes * self._step + self._low
        values[codes == _NONE] = np.nan
        return np.asarray(values, dtype=np.float64)


class _Level:
    """Stretches of one width on an absolute grid: stretch ``k`` begins at ``k * width``."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._full: dict[int, _Page] = {}
        self._open = -1
        self._values = np.full((2, PAGE), np.nan, dtype=np.float32)

    def merge(self, at: NDArray[np.int64], low: FloatArray, high: FloatArray) -> None:
        """Take in stretches (ascending numbers); those of a packed page come too late."""
        pages = at // PAGE
        cuts = np.r_[0, np.flatnonzero(np.diff(pages)) + 1, at.size]
        for i, j in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
            page = int(pages[i])
            if page < self._open:
                continue
            if page > self._open:
                self._turn(page)
            slots = at[i:j] - page * PAGE
            self._values[0, slots] = np.fmin(self._values[0, slots], low[i:j])
            self._values[1, slots] = np.fmax(self._values[1, slots], high[i:j])

    def _turn(self, page: int) -> None:
        if self._open >= 0:
            self._full[self._open] = _Page(self._values)
        self._open = page
        self._values.fill(np.nan)

    def read(self, first: int, last: int) -> FloatArray:
        """Return smallest and largest values of stretches, NaN where empty, shape ``(2, n)``."""
        result = np.full((2, last - first), np.nan)
        for page in range(first // PAGE, (last - 1) // PAGE + 1):
            start, end = max(first, page * PAGE), min(last, (page + 1) * PAGE)
            inside = slice(start - page * PAGE, end - page * PAGE)
            here = slice(start - first, end - first)
            if page == self._open:
                result[:, here] = self._values[:, inside]
            elif page in self._full:
                result[:, here] = self._full[page].values(inside.start, inside.stop)
        return result

    @property
    def nbytes(self) -> int:
        """Bytes of the values held."""
        return self._values.nbytes + len(self._full) * 4 * PAGE


class Pyramid:
    """One signal over a whole session, for drawing; one thread writes, others read.

    Parameters
    ----------
    width : float
        Width of the finest stretch, s; above 0.
    """

    def __init__(self, width: float) -> None:
        if width <= 0:
            raise ValueError(f"width = {width} must be above 0")
        self._levels = [_Level(width * FACTOR**i) for i in range(LEVELS)]
        self._pending: list[tuple[FloatArray, FloatArray]] = []
        self._lock = threading.Lock()

    def append(self, times: FloatArray, values: FloatArray) -> None:
        """Add samples, shapes ``(n,)``; times ascend (s), values that are not finite are left out.

        Samples that lie before the page being filled (about half a minute) are not shown.
        """
        if times.size == 0:
            return
        with self._lock:
            self._pending.append((times, values))
            if times[-1] - self._pending[0][0][0] >= PENDING_S:
                self._take()

    def _take(self) -> None:
        times = np.concatenate([item[0] for item in self._pending])
        values = np.concatenate([item[1] for item in self._pending])
        self._pending.clear()
        good = np.isfinite(values) & (times >= 0)
        times, low = times[good], values[good]
        if times.size == 0:
            return
        high = low
        at = np.floor(times / self._levels[0].width).astype(np.int64)
        for level in self._levels:
            starts = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])
            low, high = np.fmin.reduceat(low, starts), np.fmax.reduceat(high, starts)
            at = at[starts]
            level.merge(at, low, high)
            at = at // FACTOR

    def view(self, t0: float, t1: float, *, column_s: float) -> tuple[FloatArray, FloatArray]:
        """Return a curve through the smallest and largest value of each column.

        Columns lie on an absolute grid, so that a moving view does not shimmer.

        Parameters
        ----------
        t0, t1 : float
            Stretch to show, s.
        column_s : float
            Width of a pixel column, s; a column of the result is at least as wide as the finest
            stretch and at most as wide as this otherwise.

        Returns
        -------
        times, values : array, shape (2 * n_columns,)
            NaN where there is no sample.
        """
        with self._lock:
            if self._pending:
                self._take()
            level = self._levels[0]
            for wider in self._levels[1:]:
                if wider.width <= column_s:
                    level = wider
            per = max(1, int(column_s / level.width))
            first = max(int(t0 / (level.width * per)), 0)
            last = max(int(t1 / (level.width * per)) + 1, first)
            if last == first:
                return np.empty(0), np.empty(0)
            values = level.read(first * per, last * per)
        low = np.fmin.reduce(values[0].reshape(-1, per), axis=1)
        high = np.fmax.reduce(values[1].reshape(-1, per), axis=1)
        y = np.empty(2 * low.size)
        # up in one column, down in the next: neighbours are joined at their near ends
        turned = (np.arange(first, last) & 1).astype(bool)
        y[0::2], y[1::2] = np.where(turned, high, low), np.where(turned, low, high)
        step = level.width * per
        x = np.empty_like(y)
        x[0::2] = np.arange(first, last) * step
        x[1::2] = x[0::2] + step / 2
        return x, y

    @property
    def nbytes(self) -> int:
        """Bytes of the values held."""
        with self._lock:
            return sum(level.nbytes for level in self._levels)
