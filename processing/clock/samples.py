"""The samples of a stream that have their times, as arrays that grow and are forgotten."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

Columns = tuple[FloatArray, FloatArray, FloatArray]
"""Index, time and value."""


class Samples:
    """Index, time and value of samples in order of time; those added last wait to join them."""

    def __init__(self) -> None:
        self._held: Columns = (np.empty(0), np.empty(0), np.empty(0))
        self._fresh: list[Columns] = []
        self.latest = -math.inf
        """Time of the newest."""
        self.added = self.forgotten = 0
        """How many there ever were, and how many of them are not held any more."""

    def add(
        self, index: FloatArray, times: FloatArray, values: FloatArray
    ) -> NDArray[np.bool_] | None:
        """Add samples; those without a value, or from before the newest, are left out.

        Return which were taken; None for all of them.
        """
        valid = np.isfinite(values) & (times >= self.latest)
        all_valid = bool(valid.all())
        if not all_valid:
            index, times, values = index[valid], times[valid], values[valid]
        if len(times):
            self._fresh.append((index, times, values))
            self.latest = float(times[-1])
            self.added += len(times)
        return None if all_valid else valid

    def columns(self) -> Columns:
        """Return all that are held."""
        if self._fresh:
            index, times, values = zip(self._held, *self._fresh, strict=True)
            self._held = (np.concatenate(index), np.concatenate(times), np.concatenate(values))
            self._fresh = []
        return self._held

    def before(self, t: float) -> int:
        """Return how many of those held lie before a session time."""
        return int(self.columns()[1].searchsorted(t))

    def forget(self, n: int) -> None:
        """Forget the first ``n``."""
        index, times, values = self.columns()
        self._held = (index[n:], times[n:], values[n:])
        self.forgotten += n

    def flip(self) -> None:
        """Turn all values upside down."""
        index, times, values = self.columns()
        self._held = (index, times, -values)

    def move(self, at: float, by: float, least: float) -> float | None:
        """Move those from index ``at`` on in time, not before ``least``; return the last index.

        None when there are none.
        """
        index, times, values = self.columns()
        moved = index >= at
        if not moved.any():
            return None
        times = np.where(moved, np.maximum(times + by, least), times)
        self._held = (index, times, values)
        self.latest = float(times[-1])
        return float(index[-1])
