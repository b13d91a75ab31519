"""When a sample was taken, as far as a Bluetooth host can know it.

A radio link delays frames by a varying amount and never hastens them. So in both clocks the
smallest delay of late is the best witness, and a frame that comes later than usual moves nothing.
All times are seconds on the LSL clock of this computer.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safehold.core.types import FloatArray

REANCHOR_S = 1.5
"""Arrivals later than the intervals say by more than this mean lost intervals (methods 1.2)."""
WINDOW_S = 30.0
_APART_S = 1e-4


class BeatClock:
    """Times of the beats that end RR intervals, which carry none.

    Intervals are summed; the sum is tied to the arrivals by the smallest difference of the last
    30 s, so that no beat lies after the arrival of its frame. An arrival more than 1.5 s later
    than that is taken for lost intervals: the sum is tied again to this arrival. Start a new clock
    for a new connection.
    """

    def __init__(self) -> None:
        self._sum = 0.0
        self._differences: deque[tuple[float, float]] = deque()
        self._last = -math.inf
        self.reanchored = 0
        """How often intervals were taken for lost."""

    def place(self, arrival: float, rr_ms: Sequence[float]) -> FloatArray:
        """Return the estimated time of the beat that ends each interval, ascending."""
        ends = self._sum + np.cumsum(np.asarray(rr_ms, dtype=np.float64)) / 1000
        if len(ends) == 0:
            return ends
        self._sum = float(ends[-1])
        difference = arrival - self._sum
        while self._differences and self._differences[0][0] < arrival - WINDOW_S:
            self._differences.popleft()
        if self._differences and difference - self._smallest() > REANCHOR_S:
            self.reanchored += 1
            self._differences.clear()
        self._differences.append((arrival, difference))
        return self._ascending(ends + self._smallest())

    def _smallest(self) -> float:
        return min(difference for _, difference in self._differences)

    def _ascending(self, times: FloatArray) -> FloatArray:
        """Keep order where a burst of late frames moves the tie back."""
        for i, time in enumerate(times):
            self._last = times[i] = max(float(time), self._last + _APART_S)
        return times


@dataclass(frozen=True, slots=True)
class PlacedSamples:
    """Samples with times."""

    times: FloatArray
    """Shape ``(n,)``."""
    values: FloatArray
    """Shape ``(n, channels)``."""


WARM_UP_S = 1.0
DRIFT = 100e-6
"""Fastest drift of a sensor's clock that is followed, s per s."""
HASTE = 0.05
"""Fastest correction after a frame came earlier than all before, s per s."""
_BROKEN_S = 10.0


class SensorClock:
    """Times of samples whose frames carry the sensor's own time of the last one.

    The offset between the clocks is the smallest of (arrival - sensor time), followed causally:
    down by at most 5 % of the elapsed time, up by at most 100 ppm, spread over the samples of a
    frame, so that times always ascend within an unbroken run. Frames of the first second are held
    back to start from the smallest of their offsets. Samples are apart by what the sensor's times
    say, not by the nominal rate; a step in the sensor's times is a gap and counted in ``lost``.
    When the sensor's clock is set (its offset jumps by more than 10 s) the offset starts over.

    Parameters
    ----------
    rate : float
        Nominal samples per second.
    """

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._held: list[tuple[float, float, FloatArray]] = []
        self._running = False
        self._offset = math.nan
        self._end = math.nan
        self.lost = 0
        """Samples that the sensor took and that never came."""
        self.reanchored = 0
        """How often the sensor's clock was found to be reset."""

    def place(self, arrival: float, end_s: float, values: FloatArray) -> list[PlacedSamples]:
        """Return the samples that can be given a time now.

        Parameters
        ----------
        arrival : float
            When the frame came.
        end_s : float
            The sensor's time of its last sample.
        values : array
            Shape ``(n, channels)``.
        """
        if self._running:
            return [self._frame(arrival, end_s, values)]
        self._held.append((arrival, end_s, values))
        return self.flush() if arrival - self._held[0][0] >= WARM_UP_S else []

    def flush(self) -> list[PlacedSamples]:
        """Return what is still held back; at the end of a connection."""
        held, self._held = self._held, []
        if held:
            self._offset = min(arrival - end for arrival, end, _ in held)
            self._running = True
        return [self._frame(*frame) for frame in held]

    def _frame(self, arrival: float, end_s: float, values: FloatArray) -> PlacedSamples:
        n = len(values)
        before, apart = self._offset, 1 / self._rate
        elapsed = n * apart
        if not math.isnan(self._end):
            elapsed = end_s - self._end
            if abs(arrival - end_s - self._offset) > _BROKEN_S or elapsed <= 0:
                self.reanchored += 1
                before = self._offset = arrival - end_s
            elif abs(elapsed * self._rate / n - 1) < 0.1:
                apart = elapsed / n
            else:
                self.lost += max(0, round(elapsed * self._rate) - n)
        self._end = end_s
        self._follow(arrival - end_s, max(elapsed, 0.0))
        ramp = np.arange(1, n + 1) / n
        times = end_s - np.arange(n - 1, -1, -1) * apart
        return PlacedSamples(times + before + (self._offset - before) * ramp, values)

    def _follow(self, seen: float, elapsed: float) -> None:
        step = seen - self._offset
        self._offset += max(step, -HASTE * elapsed) if step < 0 else min(step, DRIFT * elapsed)
