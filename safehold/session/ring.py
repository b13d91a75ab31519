"""Buffers for live data: a ring for waveforms, a growing series for trends.

One thread writes, others take snapshots. A snapshot is a copy, so a view may keep it.
"""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

BLOCK_ROWS = 512
"""Rows by which a series grows: doubling would hold as much again for nothing."""


class RingBuffer:
    """The last ``capacity`` samples of one channel with their times.

    Parameters
    ----------
    capacity : int
        Number of samples kept; at least 1.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity = {capacity} must be at least 1")
        self._times = np.full(capacity, np.nan)
        self._values = np.full(capacity, np.nan)
        self._written = 0
        self._lock = threading.Lock()

    def append(self, times: FloatArray, values: FloatArray) -> None:
        """Write samples; shapes ``(n,)``. Only the last ``capacity`` of them are kept."""
        capacity = self._times.size
        times, values = times[-capacity:], values[-capacity:]
        with self._lock:
            start = self._written % capacity
            first = min(times.size, capacity - start)
            self._times[start : start + first] = times[:first]
            self._values[start : start + first] = values[:first]
            self._times[: times.size - first] = times[first:]
            self._values[: times.size - first] = values[first:]
            self._written += times.size

    def snapshot(self, seconds: float | None = None) -> tuple[FloatArray, FloatArray]:
        """Return copies of times and values, oldest first, of the last ``seconds`` (None: all)."""
        with self._lock:
            times, values = self._parts(self._times), self._parts(self._values)
            newest = times[1][-1] if times[1].size else times[0][-1] if times[0].size else 0.0
            start = -np.inf if seconds is None else newest - seconds
            # only the tail is copied: a view asks for a few seconds of a minute, thirty times a
            # second
            cuts = [int(np.searchsorted(part, start)) for part in times]
            if cuts[1] > 0:
                cuts[0] = times[0].size
            return (
                np.concatenate([part[cut:] for part, cut in zip(times, cuts, strict=True)]),
                np.concatenate([part[cut:] for part, cut in zip(values, cuts, strict=True)]),
            )

    def _parts(self, column: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the older and the newer part of a column, without copying."""
        if self._written <= column.size:
            return column[:0], column[: self._written]
        cut = self._written % column.size
        return column[cut:], column[:cut]


class Series:
    """A growing table of columns for drawing: one row per tick, cheap to append and to view.

    Values are kept in single precision (whole seconds of any session exactly): three hours of
    two people must not cost the window megabytes.

    Parameters
    ----------
    columns : tuple of str
        Names of the columns.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._data = np.empty((0, len(columns)), dtype=np.float32)
        self._rows = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return self._rows

    def append(self, row: tuple[float, ...]) -> None:
        """Add a row; NaN for missing."""
        with self._lock:
            if self._rows == self._data.shape[0]:
                more = np.empty((BLOCK_ROWS, len(self.columns)), dtype=np.float32)
                self._data = np.concatenate((self._data, more))
            self._data[self._rows] = row
            self._rows += 1

    def fill(self, rows: NDArray[np.float32]) -> None:
        """Take all rows at once in place of those that are there; shape ``(n, n_columns)``."""
        with self._lock:
            self._data, self._rows = np.array(rows, dtype=np.float32), rows.shape[0]

    def column(self, name: str) -> FloatArray:
        """Return a copy of a column, shape ``(n_rows,)``."""
        with self._lock:
            return self._data[: self._rows, self.columns.index(name)].astype(np.float64)
