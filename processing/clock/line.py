"""The running line through the stamps of one stream: how fast it runs, how much they jitter."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

import numpy as np

from processing.clock.order import median
from processing.clock.rows import in_rows
from safehold.core.types import FloatArray

LONG_S, JUDGE_S, SHORT_S = 30.0, 3.0, 1.0
"""Span of the line where stamps jitter, span that judges it, span where they are exact, s."""
EXACT_S = 0.003
"""Stamps whose scatter about a 3-s line is below this are exact, s."""
POINTS_PER_SECOND = 50
MIN_SPAN_S = 0.2
MIN_POINTS = 6


def fit_line(index: FloatArray, stamp: FloatArray) -> tuple[float, float, float]:
    """Return slope, value at the last index and scatter of a robust line through stamps.

    Least squares, twice freed of points beyond three robust standard deviations: a delayed
    packet does not bend it. Scatter is a standard deviation by the 90th percentile.
    """
    x, y = index - index[-1], stamp - stamp[-1]
    n = len(x)
    u, v = x, y  # the points that are kept
    for _ in range(3):
        xm, ym = np.add.reduce(u) / len(u), np.add.reduce(v) / len(u)
        dx = u - xm
        spread = float(dx @ dx)
        slope = float(dx @ (v - ym)) / spread if spread > 0 else 0.0
        level = float(ym - slope * xm)
        residual = np.abs(y - level - slope * x)
        ordered = np.sort(residual)
        limit = max(3 * 1.4826 * float(ordered[n // 2]), 1e-6)
        # few packets make the median jump; a tenth may be outliers all the same
        scatter = float(ordered[(9 * (n - 1)) // 10]) / 1.645
        if len(u) == n and ordered[-1] <= limit:
            break  # all points are kept again: the next round would be this one
        keep = residual <= limit
        u, v = x[keep], y[keep]
    return slope, level + float(stamp[-1]), scatter


def fit_lines(points: FloatArray) -> FloatArray:
    """Return what :func:`fit_line` does of many sets of points, shape ``(k, 3)``.

    Parameters
    ----------
    points : ndarray, shape (k, n, 2)
        Index and stamp of each.
    """
    index, stamp = points[..., 0], points[..., 1]
    x, y = index - index[:, -1:], stamp - stamp[:, -1:]
    n = x.shape[1]
    xm, ym = np.add.reduce(x, axis=1) / n, np.add.reduce(y, axis=1) / n
    dx = x - xm[:, None]
    slope = np.vecdot(dx, y - ym[:, None]) / np.vecdot(dx, dx)
    level = ym - slope * xm
    ordered = np.sort(np.abs(y - level[:, None] - slope[:, None] * x), axis=1)
    limit = np.maximum(3 * 1.4826 * ordered[:, n // 2], 1e-6)
    found = np.stack(
        (slope, level + stamp[:, -1], ordered[:, (9 * (n - 1)) // 10] / 1.645), axis=1
    )
    for row in np.flatnonzero(~(ordered[:, -1] <= limit)):  # some points are not kept
        found[row] = fit_line(index[row], stamp[row])
    return found


def _points(index: FloatArray, raw: FloatArray) -> _Points:
    """Return the points of a second: counted from the end, so that the newest is always one."""
    step = max(1, len(index) // POINTS_PER_SECOND)
    chosen = slice((len(index) - 1) % step, None, step)
    return index[chosen], raw[chosen], float(np.maximum.reduce(raw[chosen]))


Index = TypeVar("Index", float, FloatArray)
_Points: TypeAlias = tuple[FloatArray, FloatArray, float]
"""Of one second: numbers of samples, their stamps, and the newest of these."""
_Fits: TypeAlias = dict[float, Sequence[float]]
"""Slope, level and scatter of the line through the last points, by their span."""


class StampLine:
    """The running line through a stream's stamps, in session time by stamp."""

    def __init__(self, period: float | None) -> None:
        self._period = period
        self._seconds: deque[_Points] = deque()
        self._rough: deque[float] = deque(maxlen=int(LONG_S))
        self._foreseen: deque[tuple[tuple[float, float, int], _Points, _Fits]] = deque()
        """Last index, last stamp and size of the seconds that should come, their points and
        lines."""
        self._fits: _Fits = {}
        self._anchor = (0.0, 0.0, period or 0.0)
        """Index, time and slope that :meth:`at` goes by."""
        self.rate: float | None = None
        self.jitter: float | None = None

    @property
    def period(self) -> float:
        """Seconds from sample to sample."""
        return self._period or 0.0

    def reset(self) -> None:
        """Forget the points, keep the rate and what is known of the jitter."""
        self._seconds.clear()
        self._foreseen.clear()

    def foresee(self, index: FloatArray, raw: FloatArray, stops: Sequence[int]) -> None:
        """Fit the lines of the seconds that end at ``stops``, which are to be added, at once."""
        self._foreseen.clear()
        edges = list(pairwise((0, *stops)))
        since = float(raw[stops[0] - 1]) - JUDGE_S
        held = [second for second in self._seconds if second[2] >= since]
        new = [_points(index[a:b], raw[a:b]) for a, b in edges]
        parts = held + new
        points = np.stack([np.concatenate([part[k] for part in parts]) for k in (0, 1)], axis=1)
        ends = np.cumsum([len(part[0]) for part in parts])[len(held) :]
        stamps = points[:, 1]
        firsts = [stamps.searchsorted(stamps[ends - 1] - span) for span in (SHORT_S, JUDGE_S)]
        if (np.diff(stamps) < 0).any() or (ends - firsts[0] < MIN_POINTS).any():
            return
        short, long = (
            in_rows([points[a:b] for a, b in zip(first, ends, strict=True)], fit_lines)
            for first in firsts
        )
        for (a, b), second, near, far in zip(edges, new, short, long, strict=True):
            key = float(index[b - 1]), float(raw[b - 1]), b - a
            fits = {SHORT_S: near.tolist(), JUDGE_S: far.tolist()}
            self._foreseen.append((key, second, fits))

    def add(self, index: FloatArray, raw: FloatArray) -> None:
        """Take in the samples of one second and redraw the line."""
        if len(index) == 0:
            return
        newest = float(raw[-1])
        key, second, self._fits = self._foreseen.popleft() if self._foreseen else (None, None, {})
        if second is None or key != (float(index[-1]), newest, len(index)):
            self._foreseen.clear()  # it went another way
            second, self._fits = _points(index, raw), {}
        self._seconds.append(second)
        while self._seconds[0][1][-1] < newest - LONG_S:
            self._seconds.popleft()
        self._draw()

    def _last(self, seconds: float) -> tuple[FloatArray, FloatArray]:
        """Return the points of the last seconds."""
        since = self._seconds[-1][1][-1] - seconds
        parts = [(x, y) for x, y, newest in self._seconds if newest >= since]
        x, y = (np.concatenate(column) for column in zip(*parts, strict=True))
        near = y >= since
        return x[near], y[near]

    def _fit(self, seconds: float) -> Sequence[float] | None:
        """Return the line through the points of the last seconds; None with few of them."""
        if seconds in self._fits:
            return self._fits[seconds]
        x, y = self._last(seconds)
        return fit_line(x, y) if len(x) >= MIN_POINTS else None

    def _draw(self) -> None:
        begin, since = (float(column[0]) for column in self._seconds[0][:2])
        span = float(self._seconds[-1][1][-1]) - since
        judged = self._fit(JUDGE_S) if span >= JUDGE_S - 1 else None
        if judged is not None:
            self._rough.append(judged[2])
        exact = bool(self._rough) and median(self._rough) <= EXACT_S
        found = self._fit(SHORT_S) if exact else None
        slope, level, scatter = found or fit_line(*self._last(LONG_S))
        short = span < MIN_SPAN_S or (span < 1.0 and scatter > EXACT_S)
        if self._period is not None and (short or slope <= 0):
            # too little to say how fast the stream runs: only where it stands
            slope = self._period
            x, y = self._last(math.inf)
            level = median(y - slope * (x - x[-1]))
        if self._rough:
            self.jitter = scatter if self.jitter is None else max(scatter, 0.9 * self.jitter)
        if slope > 0:
            self._period = slope
        newest = float(self._seconds[-1][0][-1])
        self._anchor = (newest, level, slope)
        if span >= LONG_S - 1 and newest > begin:
            self.rate = (newest - begin) / span if exact else 1 / slope

    def at(self, index: Index) -> Index:
        """Return the times of samples by the line, from their index."""
        x, level, slope = self._anchor
        return level + (index - x) * slope
