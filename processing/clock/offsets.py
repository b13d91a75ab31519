"""The clock offsets of one stream: which one holds for a sample, and how far they have drifted."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import ClockOffset, FloatArray

RESET_S = 0.1
"""A larger change of the clock offset is a clock reset and holds from its sample on, s."""


class Offsets:
    """Clock offsets by the index of the first sample that each is meant for."""

    def __init__(self) -> None:
        self._known: list[ClockOffset] = []
        self._last: float | None = None
        """The offset in force; small changes of it are kept out of the line."""
        self.drift = 0.0
        """Sum of those changes, s."""
        self.largest = 0.0
        """The largest offset that may hold for a sample still to come, s."""

    def add(self, offset: ClockOffset) -> None:
        """Take in an offset."""
        place = bisect_right([item.index for item in self._known], offset.index)
        self._known.insert(place, offset)
        self._weigh()

    def _weigh(self) -> None:
        self.largest = max((item.offset for item in self._known), default=0.0)

    def of(self, index: NDArray[np.int64]) -> FloatArray:
        """Return the offset of each sample: that of the second's first, but for clock resets."""
        at = self._at(int(index[0]))
        base = self._known[at].offset if at >= 0 else 0.0
        offset = np.full(len(index), base)
        for entry in self._known[at + 1 :]:
            if abs(entry.offset - base) > RESET_S or at < 0:
                offset[index >= entry.index] = base = entry.offset
        return offset

    def steady(self, index: NDArray[np.int64]) -> int:
        """Return how many of the first samples may begin a second under the first one's offset."""
        later = self._known[self._at(int(index[0])) + 1 :]
        return int(index.searchsorted(later[0].index)) if later else len(index)

    def resets(self, offset: float) -> bool:
        """Tell whether an offset is a clock reset, or the first."""
        return self._last is None or abs(offset - self._last) > RESET_S

    def follow(self, first: float, last: float, index: int) -> None:
        """Keep small changes of the offset out of the line; forget offsets of the past."""
        if self._last is not None and not self.resets(first):
            self.drift += first - self._last
        self._last = last
        past = self._at(index)
        if past > 0:
            del self._known[:past]
            self._weigh()

    def _at(self, index: int) -> int:
        """Return the place of the offset that holds at a sample; -1 before the first."""
        return bisect_right([item.index for item in self._known], index) - 1
