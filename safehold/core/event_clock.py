"""When an event was: its stamp held against its arrival, each event on its own.

An event reaches this computer right after it was sent. Whatever clock its sender stamps with, a
stamp that says something else is not on the clock it seems to be on. What cannot be placed by its
stamp gets the time of its arrival, which is never long after the event, and says so.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from safehold.core.markers import ONSET_UNCERTAINTY, STAMP, STAMP_CLOCK
from safehold.core.messages import Message

FOREIGN_CLOCK_S: Final = 60.0
"""A stamp further than this from its arrival is not on the clock in question, s."""
PROMPT_S: Final = 10.0
"""An event that came within this time of its stamp needs no remark, s."""
WAY_S: Final = 1.0
"""Longest way of an event whose clock is not known at all, s."""
BUFFERED_S: Final = 2.0
"""What comes this soon after the start may have waited in a buffer, s."""
SAME_S: Final = 1e-3
"""Reading two clocks one after the other varies by less than this, s."""
STEADY_S: Final = 0.5
"""Stamps of one clock come after ways that differ by less than this, s."""
ZONE_S: Final = 900.0
"""Time zones are multiples of this apart, s."""
ZONES: Final = 56
"""Steps of time zones to either side: 14 hours."""
_UNITS: Final = (
    (1e3, Message("Unix time in milliseconds"), Message("the LSL clock in milliseconds")),
    (1e6, Message("Unix time in microseconds"), Message("the LSL clock in microseconds")),
    (1e9, Message("Unix time in nanoseconds"), Message("the LSL clock in nanoseconds")),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an event lies in time, and how far that is known."""

    time: float
    """LSL clock of this computer, s."""
    clock: str
    """``lsl``, ``unix``, ``unix_scaled`` (not in seconds), ``other`` (a constant from how its
    events arrive) or ``arrival`` (not by its stamp)."""
    constant: float | None
    """What was added to the stamp, s; None where that is the clock offset, or cannot be said."""
    uncertainty: float | None = None
    """So far the event may be from this time, s; None: it came within `PROMPT_S` of it."""

    def remarks(self, stamp: float) -> dict[str, str]:
        """Return what is known of an event with this raw timestamp, as its attributes."""
        if self.clock == "lsl" and self.uncertainty is None:
            return {}
        said = {STAMP_CLOCK: self.clock, STAMP: repr(stamp)}
        if self.uncertainty is not None:
            said[ONSET_UNCERTAINTY] = f"{self.uncertainty:.3f}"
        return said


def _zone(stamp: float, utc: float) -> int:
    """Return by how many steps of time zones a stamp is ahead of Unix time; 0 for none."""
    ahead = stamp - utc
    if not abs(ahead) < ZONE_S * (ZONES + 1):
        return 0
    steps = round(ahead / ZONE_S)
    near = abs(steps) <= ZONES and abs(ahead - steps * ZONE_S) < FOREIGN_CLOCK_S
    return steps if near else 0


def meaning(stamp: float, *, offset: float, lsl: float, utc: float) -> Message:
    """Return what a stamp looks like that is not on a known clock, for the user to read.

    Parameters
    ----------
    stamp : float
        As it came, in its own unit.
    offset : float
        Measured clock offset, s.
    lsl, utc : float
        This computer's LSL clock and time of day on its arrival, s.
    """
    if not math.isfinite(stamp):
        return Message("an invalid time")
    for factor, unix, own in _UNITS:
        if abs(stamp / factor - utc) < FOREIGN_CLOCK_S:
            return unix
        if abs(stamp / factor + offset - lsl) < FOREIGN_CLOCK_S:
            return own
    if steps := _zone(stamp, utc):
        hours, quarters = divmod(abs(steps), 4)
        zone = f"UTC{'+' if steps > 0 else '-'}{hours:02d}:{15 * quarters:02d}"
        return Message("local time ({zone})", zone=zone)
    return Message("an unknown clock")


@dataclass(slots=True)
class EventClock:
    """The clocks of the events of one stream, as their stamps and arrivals show them.

    Parameters
    ----------
    began : float
        LSL time at which its events were first taken in, s.
    opened : float
        LSL time from which on its inlet has kept them, s; not finite when that is not known.
    """

    began: float = -math.inf
    opened: float = -math.inf
    _shown: str = ""
    """Clock of the last event that could be placed by its stamp."""
    _last: float = -math.inf
    """Time of that event, s."""
    _to_unix: float = math.nan
    """What was added to its last stamp in Unix time, s."""
    _ways: deque[float] = field(default_factory=lambda: deque(maxlen=20))
    """Arrival less stamp of the last events on an unknown clock, s."""

    def place(self, stamp: float, *, offset: float, lsl: float, utc: float) -> Placed:
        """Return the place of an event.

        Parameters
        ----------
        stamp : float
            As it came; any float.
        offset : float
            Measured clock offset of the stream, s.
        lsl, utc : float
            This computer's LSL clock and time of day now, on the event's arrival, s.
        """
        if not math.isfinite(stamp):
            return Placed(lsl, "arrival", None, self._way(lsl))
        to_unix = self._unix(lsl - utc)
        known = (("lsl", stamp + offset, None), ("unix", stamp + to_unix, to_unix))
        for clock, time, constant in known:
            if abs(lsl - time) < FOREIGN_CLOCK_S:
                return self._by_stamp(clock, time, constant, lsl)
        for factor, *_ in _UNITS:
            time = stamp / factor + to_unix
            if abs(lsl - time) < FOREIGN_CLOCK_S:
                return self._by_stamp("unix_scaled", time, time - stamp, lsl)
        for clock, time, constant in known:
            # late, as after a break of the network: after its last event, and not in the future
            if clock == self._shown and self._last <= time <= lsl:
                return self._by_stamp(clock, time, constant, lsl)
            # or it waited in the inlet until the session began
            if not self._shown and self._buffered(lsl) and 0 <= lsl - time < ZONE_S / 2:
                return self._by_stamp(clock, time, constant, lsl)
        if self._buffered(lsl) and (steps := _zone(stamp, utc)):
            # its arrival says little, so what the stamp looks like is taken, and doubted
            time = stamp + to_unix - steps * ZONE_S
            return Placed(time, "other", time - stamp, self._way(lsl))
        return self._foreign(stamp, lsl)

    def _unix(self, measured: float) -> float:
        """Return the constant of Unix time: the last one, while it is within a millisecond."""
        if not abs(measured - self._to_unix) < SAME_S:
            self._to_unix = measured
        return self._to_unix

    def _buffered(self, lsl: float) -> bool:
        return lsl - self.began < BUFFERED_S

    def _way(self, lsl: float) -> float:
        if not self._buffered(lsl):
            return WAY_S
        waited = lsl - self.opened
        return max(FOREIGN_CLOCK_S, waited) if math.isfinite(waited) else FOREIGN_CLOCK_S

    def _by_stamp(self, clock: str, time: float, constant: float | None, lsl: float) -> Placed:
        self._shown, self._last = clock, max(time, self._last if clock == self._shown else time)
        off = abs(lsl - time)
        return Placed(time, clock, constant, off if off > PROMPT_S else None)

    def _foreign(self, stamp: float, lsl: float) -> Placed:
        """Place by how the events before arrived, where they agree; else by arrival."""
        way = lsl - stamp
        if not (math.isfinite(way) and math.ulp(stamp) <= SAME_S):
            return Placed(lsl, "arrival", None, self._way(lsl))
        if self._ways and abs(way - self._ways[-1]) >= FOREIGN_CLOCK_S:
            self._ways.clear()  # another clock: what was learned of the last one says nothing
        steady = sum(abs(way - other) < STEADY_S for other in self._ways)
        if not self._buffered(lsl):
            self._ways.append(way)
        if steady and abs(way - (least := min(self._ways))) < FOREIGN_CLOCK_S:
            self._shown = "other"
            time = stamp + least
            return Placed(time, "other", least, max(WAY_S, abs(lsl - time)))
        return Placed(lsl, "arrival", way, self._way(lsl))
