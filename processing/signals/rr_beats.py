"""Beats from RR intervals: from the packets of straps, and from repeated values (methods 1.2)."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from processing.clock.order import median
from processing.clock.timeline import Timeline
from processing.signals.beats import REFRACTORY_S, RIGHT_S, RR_UNITS_MS, Block, DetectedBeat
from processing.signals.rr_form import (
    HOLE_SHARE,
    KEPT_S,
    LEAST_HOLE_S,
    LEAST_S,
    EqualRuns,
    RrForm,
    Thinner,
    packet_starts,
    rr_form,
)
from safehold.core.conditions import Effect, RrTrouble
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Level, StreamSpec

REANCHOR_S = 1.5
OFFSET_WINDOW_S = 30.0
WAIT_S = LEAST_S + 4
"""So long the first values wait for a verdict on their form, s."""
HELD_HOLE = 0.7
"""The same share where values are repeated: their stamps are coarse."""
LOOK_S = 2.0
"""A beat that seems to be missing waits so long for the next to say that it was only late, s."""
REMEMBERED_S = 600.0
HELD = Message(
    "repeats each RR interval until the next beat; one beat is taken per change of value."
)
UNIT_S, UNIT_TOLERANCE = 300.0, 0.006
"""The sum of so many seconds tells 1/1024 s from ms: it is off by 2.4 %."""
UNIT_DOUBTS = (
    (
        1.024,
        Message("its RR intervals add up to 2.4 % too much: they are in 1/1024 s rather than ms."),
    ),
    (
        1 / 1.024,
        Message(
            "its RR intervals add up to 2.4 % too little: they are in ms rather than 1/1024 s."
        ),
    ),
)


class RrBeats:
    """Beats rebuilt from the RR intervals of a strap, which carry no beat times (methods 1.2).

    The first packet is the anchor: its last beat is put at its arrival. From then on intervals
    are summed. When arrivals and sums part by more than 1.5 s from what they usually differ by,
    a packet was lost: a gap, and the packet becomes the new anchor.

    Before that, the last minute of values is held against time (:func:`rr_form`): repeated
    ones are thinned to one per beat, and what cannot be told gives no beats and a reason.

    Parameters
    ----------
    spec : StreamSpec
        The stream; its unit must be ``s``, ``ms`` or ``1/1024 s``.
    timeline : Timeline
        Its samples; their times are those of arrival.

    Raises
    ------
    ConfigError
        When the unit is unknown: a factor would have to be guessed.
    """

    def __init__(self, spec: StreamSpec, timeline: Timeline) -> None:
        if spec.unit not in RR_UNITS_MS:
            raise ConfigError(
                Message(
                    "Stream {name!r} gives RR intervals in {unit!r}.",
                    name=spec.name,
                    unit=spec.unit,
                ),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(RR_UNITS_MS)
                ),
            )
        self._to_ms = RR_UNITS_MS[spec.unit]
        self._timeline = timeline
        self._last: float | None = None
        self._offsets: deque[tuple[float, float]] = deque()
        self._ready: deque[DetectedBeat] = deque()
        self._seen = self._newest = -math.inf
        self._times, self._rr = np.empty(0), np.empty(0)
        """Values of the last minute, ms."""
        self._waiting = 0
        """How many of them have not been read yet."""
        self._form: RrForm | None = None
        self._thinner = Thinner()
        self._runs = EqualRuns()
        self._troubles: deque[RrTrouble] = deque()
        self._fresh: list[RrTrouble] = []
        self._told_held = self._told_unit = False
        self._sum: tuple[float, float] | None = None
        """Time of the last anchor, and the sum of the intervals since, s."""

    def blocks(self, first: int, stop: int, until: float = -math.inf) -> list[Block]:
        """Return the beats of the session seconds [first, stop); they are asked for in order.

        ``until``: as in :meth:`processing.clock.run_grid.RunGrid.blocks`.
        """
        return [self._block(i, max(i + RIGHT_S, until)) for i in range(first, stop)]

    def _block(self, i: int, known: float) -> Block:
        self._take(i + RIGHT_S, known)
        if self._waiting and self._judge():
            self._read()
        beats = []
        while self._ready and self._ready[0].time < i + 1:
            beats.append(self._ready.popleft())
        return Block(tuple(beats))

    def reasons(self, t0: float, t1: float, *effects: Effect) -> tuple[Reason, ...]:
        """Return what was wrong with the form of the intervals in (t0, t1]."""
        found = [x for x in self._troubles if x.effect in effects and x.t0 < t1 and x.t1 > t0]
        return tuple(dict.fromkeys(trouble.reason for trouble in found))

    def fresh_troubles(self) -> tuple[RrTrouble, ...]:
        """Return the troubles that were found, or grew, since this was asked last."""
        found, self._fresh = tuple(self._fresh), []
        return found

    # ---- their form

    def _take(self, until: float, known: float) -> None:
        times, values = self._timeline.samples(self._seen, until, known)
        self._seen = until
        usable = values > 0
        times, rr_ms = times[usable], values[usable] * self._to_ms
        self._waiting += len(times)
        self._times, self._rr = np.append(self._times, times), np.append(self._rr, rr_ms)
        old = int(np.searchsorted(self._times, until - KEPT_S - WAIT_S))
        old = min(old, len(self._times) - self._waiting)
        self._times, self._rr = self._times[old:], self._rr[old:]

    def _judge(self) -> bool:
        """Judge the last minute; False while the first values have to wait for more."""
        found = rr_form(self._times, self._rr)
        now = float(self._times[-1])
        if found is None:
            if self._form is None and self._seen - self._times[0] < WAIT_S:
                return False
            self._form = self._form or RrForm()
            return True
        before, self._form = self._form, found
        if before is not None and before.held != found.held:
            self._trouble(found.since, now, Reason.RR_HELD, Effect.ALL)
            self._thinner = Thinner()
        if found.held and not self._told_held:
            self._told_held = True
            self._timeline.tell(Level.INFO, Reason.RR_HELD.value, HELD, now)
        if found.reason is not None:
            effect = Effect.VAGAL if found.rate_holds else Effect.ALL
            self._trouble(found.since, now, found.reason, effect)
        elif found.remark is not None:
            self._trouble(found.since, now, found.remark, Effect.DOUBT)
        return True

    def _trouble(self, t0: float, t1: float, why: Reason, effect: Effect) -> None:
        last = self._troubles[-1] if self._troubles else None
        if last is not None and (last.reason, last.effect) == (why, effect) and t0 <= last.t1:
            self._troubles.pop()
            t0, t1 = min(t0, last.t0), max(t1, last.t1)
        self._troubles.append(RrTrouble(t0, t1, why, effect))
        self._fresh.append(self._troubles[-1])
        while self._troubles[0].t1 < t1 - REMEMBERED_S:
            self._troubles.popleft()

    # ---- beats

    def _read(self) -> None:
        """Make beats of the values that wait."""
        first = len(self._times) - self._waiting
        times, rr_ms = self._times[first:], self._rr[first:]
        self._waiting = 0
        if self._form is None or (self._form.reason is not None and not self._form.rate_holds):
            self._break()
            self._thinner = Thinner()
            return
        if self._form.held:
            for time, value in zip(times.tolist(), rr_ms.tolist(), strict=True):
                found = np.array(self._thinner.add(time, value))
                if len(found):
                    if self._lost_before(time, found, HELD_HOLE):
                        self._break()  # neighbours that were equal, at too low a rate to see it
                    self._packet(time, found)
            return
        packets = np.split(np.arange(len(times)), packet_starts(times)[1:])
        for n, packet in enumerate(packets):
            arrival, rr = float(times[packet[-1]]), rr_ms[packet]
            if self._form.at_beats and self._lost_before(arrival, rr):
                if n + 1 == len(packets) and self._seen - arrival < LOOK_S:
                    self._waiting = len(packet)  # late or lost: the next one tells
                    return
                following = float(times[packets[n + 1][0]]) if n + 1 < len(packets) else math.inf
                late = n + 1 < len(packets) and not self._lost_before(
                    following, np.append(rr, rr_ms[packets[n + 1]])
                )
                if not late:
                    self._break()
            self._packet(arrival, rr)

    def _break(self) -> None:
        """Let what comes next begin anew: no interval leads to it."""
        self._last = None
        self._offsets.clear()

    def _lost_before(self, arrival: float, rr_ms: FloatArray, share: float = HOLE_SHARE) -> bool:
        """Tell whether an interval is missing between the last beat and these, by their stamps."""
        if self._last is None or not self._offsets:
            return False
        usual = median([offset for _, offset in self._offsets])
        off = arrival - (self._last + float(rr_ms.sum()) / 1000) - usual
        return max(LEAST_HOLE_S, share * float(rr_ms[-1]) / 1000) < off <= REANCHOR_S

    def _packet(self, arrival: float, rr_ms: FloatArray) -> None:
        length = float(rr_ms.sum()) / 1000
        for rr in rr_ms.tolist():
            why, since = self._runs.add(arrival, rr)
            if why is not None:
                stuck = why is Reason.RR_STUCK
                self._trouble(since, arrival, why, Effect.ALL if stuck else Effect.DOUBT)
        while self._offsets and self._offsets[0][0] < arrival - OFFSET_WINDOW_S:
            self._offsets.popleft()
        if self._last is None:
            last = self._anchor(arrival - length, rr_ms)
        else:
            offset = arrival - (self._last + length)
            usual = median([o for _, o in self._offsets]) if self._offsets else math.inf
            if abs(offset - usual) > REANCHOR_S:
                self._offsets.clear()
                last = self._anchor(arrival - length, rr_ms)
            else:
                last = self._follow(self._last, rr_ms)
        self._last = last
        self._offsets.append((arrival, arrival - last))
        self._check_unit(arrival, length)

    def _check_unit(self, arrival: float, length: float) -> None:
        """Tell a thousandth of a second from 1/1024 of one: sums differ by 2.4 %."""
        began, total = self._sum or (arrival, -length)
        total += length
        if len(self._offsets) == 1 or abs(arrival - began - total) > 0.1 * total + REANCHOR_S:
            began, total = arrival, 0.0  # anchored anew
        self._sum = (began, total)
        if arrival - began >= UNIT_S and not self._told_unit:
            self._told_unit = True
            ratio = total / (arrival - began)
            for off, text in UNIT_DOUBTS:
                if abs(ratio - off) < UNIT_TOLERANCE:
                    self._timeline.tell(Level.WARNING, Reason.RR_UNIT.value, text, arrival)

    def _anchor(self, start: float, rr_ms: FloatArray) -> float:
        """Begin a run with the beat that opens the packet's first interval; return the last beat.

        Beats that would lie before those already known are left out.
        """
        times = np.concatenate(([start], start + np.cumsum(rr_ms) / 1000))
        fresh = times[times >= self._newest + REFRACTORY_S]
        if len(fresh) == 0:
            return float(times[-1])
        opening = float(fresh[0])
        self._add(DetectedBeat(opening, None, True, reanchored=self._last is not None))
        return self._follow(opening, rr_ms[len(rr_ms) - len(fresh) + 1 :])

    def _follow(self, start: float, rr_ms: FloatArray) -> float:
        """Add the beats that follow one at ``start``; return the last.

        Those that would lie before beats already known are left out, and the first after them
        ends no interval.
        """
        ends = start + np.cumsum(rr_ms) / 1000
        joined = start >= self._newest
        for end, rr in zip(ends.tolist(), rr_ms.tolist(), strict=True):
            if end > self._newest:
                self._add(DetectedBeat(end, rr if joined else None, True, reanchored=not joined))
                joined = True
        return float(ends[-1]) if len(ends) else start

    def _add(self, beat: DetectedBeat) -> None:
        self._ready.append(beat)
        self._newest = beat.time
