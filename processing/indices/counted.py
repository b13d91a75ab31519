"""The intervals of one window, counted once for all indices over it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from processing.signals.intervals import Intervals, beyond_range


class Counted:
    """The RR intervals that lie wholly in a window, and what is counted of them.

    Parameters
    ----------
    intervals : Intervals
        In order, of at least the window.
    t1 : float
        Its end, session time s.
    length_s : float
        Its length, s.
    """

    def __init__(self, intervals: Intervals, t1: float, length_s: float) -> None:
        self._all = intervals
        self.t0, self.t1 = t1 - length_s, float(t1)
        first = int(intervals.start.searchsorted(self.t0))
        stop = max(first, int(intervals.end.searchsorted(self.t1, "right")))
        self._inside = slice(first, stop)
        self.rr, self.ok = intervals.rr[first:stop], ~intervals.flagged[first:stop]
        n, n_ok = stop - first, int(np.count_nonzero(self.ok))
        self.all_ok = n_ok == n
        self.usable = self.rr
        """Lengths of those that are not flagged, ms."""
        self.pairs = intervals.joined[first + 1 : stop]
        """Where an interval and the next are usable and adjoin, shape (n - 1,)."""
        if not self.all_ok:
            self.usable = self.rr[self.ok]
            self.pairs = self.ok[:-1] & self.ok[1:] & self.pairs
        self.n_beats = n + 1 if n else 0
        self.n_pairs = int(np.count_nonzero(self.pairs))
        self.flagged = (n - n_ok) / n if n else 0.0
        """Share of flagged intervals, 0-1."""
        self.coverage = float(np.add.reduce(self.usable)) / 1000 / length_s
        """Sum of the usable ones, divided by the length of the window."""

    @cached_property
    def intervals(self) -> Intervals:
        """All that is known of them."""
        return self._all.where(self._inside)

    def beyond(self, heart: str) -> bool:
        """Tell whether the heart beats too fast or too slowly; each such interval is flagged."""
        return not self.all_ok and beyond_range(self.intervals, heart)
