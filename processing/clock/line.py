"""The running line through the stamps of one stream: how fast it runs, how much they jitter."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from processing.clock.order import median
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


class StampLine:
    """The running line through a stream's stamps, in session time by stamp."""

    def __init__(self, period: float | None) -> None:
        self._period = period
        self._seconds: deque[tuple[FloatArray, FloatArray, float]] = deque()
        self._rough: deque[float] = deque(maxlen=int(LONG_S))
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

    def add(self, index: FloatArray, raw: FloatArray) -> None:
        """Take in the samples of one second and redraw the line."""
        if len(index) == 0:
            return
        step = max(1, len(index) // POINTS_PER_SECOND)
        # counted from the end, so that the newest sample is always a point
        x, y = (column[::-1][::step][::-1] for column in (index, raw))
        self._seconds.append((x, y, float(np.maximum.reduce(y))))
        newest = float(raw[-1])
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

    def _draw(self) -> None:
        begin, since = (float(column[0]) for column in self._seconds[0][:2])
        span = float(self._seconds[-1][1][-1]) - since
        if span >= JUDGE_S - 1:
            x, y = self._last(JUDGE_S)
            if len(x) >= MIN_POINTS:
                self._rough.append(fit_line(x, y)[2])
        exact = bool(self._rough) and median(self._rough) <= EXACT_S
        x, y = self._last(SHORT_S if exact else LONG_S)
        if len(x) < MIN_POINTS:
            x, y = self._last(LONG_S)
        slope, level, scatter = fit_line(x, y)
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
        self._anchor = (float(x[-1]), level, slope)
        if span >= LONG_S - 1 and x[-1] > begin:
            self.rate = (float(x[-1]) - begin) / span if exact else 1 / slope

    def at(self, index: FloatArray) -> FloatArray:
        """Return the times of samples by the line, from their index."""
        x, level, slope = self._anchor
        return level + (index - x) * slope
