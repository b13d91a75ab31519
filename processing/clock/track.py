"""Times for samples: straight from one second's end to the next, along the line of the stamps.

A jump of the stamps that the samples' numbers do not explain waits for a second of samples: they
tell whether samples were lost there or a packet came late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from processing.clock.line import StampLine
from processing.clock.order import median
from processing.clock.stamps import steps
from safehold.core.types import FloatArray

STEP_FLOOR_S = 0.020
"""A smaller step of the stamps is never taken for lost samples, s."""
STEP_JITTERS = 5.0
"""Nor one that is smaller than this many standard deviations of the jitter."""
PERSIST_S = 1.0
"""A step is a loss when it persists for this long (methods 3.1)."""
UNKNOWN_JITTER_S = 0.25


class Track:
    """The line through the stamps of a stream, and how far its samples have their times.

    Parameters
    ----------
    period : float or None
        Seconds from sample to sample by what the sender states.
    """

    def __init__(self, period: float | None) -> None:
        self.line = StampLine(period)
        self.step: tuple[float, float] | None = None
        """Index and size of a step of the stamps that waits for confirmation."""
        self._node: tuple[float, float] | None = None
        """Index and time of the last sample that was given a time."""
        self.end: tuple[float, float] | None = None
        """Index and stamp of that sample; None after a gap."""

    def cut(self) -> None:
        """Start over after a silence: nothing is carried over it but the rate."""
        self.line.reset()
        self.step = self._node = self.end = None

    def go_on(self, node: tuple[float, float] | None) -> None:
        """Begin a line at a sample, by its index and time, to which others were moved."""
        self._node = node
        self.line.reset()

    def place(self, index: FloatArray, raw: FloatArray, drift: float) -> FloatArray:
        """Take in the samples of one second; return their times.

        Parameters
        ----------
        index, raw : ndarray, shape (n,)
            Number of each sample, and its time by stamp, s.
        drift : float
            What the clock's offset has drifted by, s: added to the line.
        """
        if self.step is None:
            self.line.add(index, raw)
        else:
            usable = index < self.step[0]
            self.line.add(index[usable], raw[usable])
        end = float(index[-1])
        self.end = end, float(raw[-1])
        first = float(index[0])
        start, since = self._node or (first, self.line.at(first) + drift)
        if end <= start:
            self._node = start, since
            return np.full(len(index), since)
        # a clock that is set back a little must not make time stand still
        target = max(self.line.at(end) + drift, since + 0.5 * (end - start) * self.line.period)
        self._node = end, target
        return since + (index - start) * ((target - since) / (end - start))

    def seconds(
        self, index: FloatArray, raw: FloatArray, stops: Sequence[int], drift: float
    ) -> Iterator[tuple[slice, FloatArray]]:
        """Yield the samples of each second whose stamps are in order, with their times.

        As if each were looked at by :meth:`find_step` and placed alone; the last one is that in
        which a step begins.

        Parameters
        ----------
        index, raw, drift
            As of :meth:`place`, of all seconds.
        stops : sequence of int
            Where they end.
        """
        assert self.end is not None
        if len(stops) > 1:
            self.line.foresee(index, raw, stops)
        unbroken = bool((steps(self.end[0], index) == 1).all())
        after, edges = steps(self.end[1], raw), np.array((0, *stops[:-1]))
        least, most = (f.reduceat(after, edges).tolist() for f in (np.minimum, np.maximum))
        for (start, stop), low, high in zip(pairwise((0, *stops)), least, most, strict=True):
            here, period = slice(start, stop), self.line.period
            if not unbroken or max(period - low, high - period) > self._tolerance:
                self.find_step(index[here], raw[here])
            yield here, self.place(index[here], raw[here], drift)
            if self.step is not None:
                return  # whether samples were lost is known before more is placed

    @property
    def _tolerance(self) -> float:
        """Least jump of the stamps that may be a loss of samples, s."""
        if self.line.jitter is None:
            return UNKNOWN_JITTER_S
        return max(STEP_FLOOR_S, 2.5 * self.line.period, STEP_JITTERS * self.line.jitter)

    def find_step(self, index: FloatArray, raw: FloatArray) -> None:
        """Look for a jump of the stamps that the index does not explain."""
        if self.step is not None or self.end is None:
            return
        jump = steps(self.end[1], raw) - steps(self.end[0], index) * self.line.period
        far = np.abs(jump) > self._tolerance
        if far.any():
            first = int(far.argmax())
            self.step = (float(index[first]), float(jump[first]))

    def confirmed(self, index: FloatArray, raw: FloatArray) -> tuple[float, float, float] | None:
        """Return a step that is a loss: its index, size, and the time of the line before it, s.

        None without one, until a second of samples follows it, and for a late packet. Samples
        after it have provisional times until then, on the line from before.
        """
        if self.step is None or (index[-1] - self.step[0]) * self.line.period < PERSIST_S:
            return None
        at, size = self.step
        self.step = None
        offset = median(raw - self.line.at(index))
        if abs(offset - size) > 0.5 * abs(size) or abs(offset) <= self._tolerance:
            return None  # a late packet: the stamps came back to the line
        return at, offset, self.line.at(at - 1)
