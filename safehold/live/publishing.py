"""What a live session publishes over LSL, for the recorder and for other programs.

A stream that cannot be sent stops nothing: its trouble stands in :attr:`Outlets.troubles` until it
can be sent again.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping, Sequence

from acquisition.outlets import (
    EventOutlet,
    IndexOutlet,
    JournalOutlet,
    Outlet,
    PacerOutlet,
    TickOutlet,
    ZoneOutlet,
)
from acquisition.side_outlets import RequestOutlet
from safehold.core.messages import Message, unforeseen
from safehold.core.protocol import pacer_position
from safehold.core.types import Boundary, Mark, Tick
from safehold.session.pacing import PACE, Pace

logger = logging.getLogger("safehold.live.publishing")

PACER_HZ = 25
"""Samples of the pacer per second."""


class PacerBeat:
    """Which samples of a pacer are due: each of the phase's grid once, whenever it is asked."""

    def __init__(self) -> None:
        self._onset: float | None = None
        self._next = 0

    def due(self, onset: float, now: float) -> list[float]:
        """Return the times since the onset that were not given yet, s."""
        if onset != self._onset:
            self._onset, self._next = onset, 0
        last = math.floor((now - onset) * PACER_HZ + 1e-6)
        steps = [k / PACER_HZ for k in range(self._next, last + 1)]
        self._next = max(self._next, last + 1)
        return steps


class Outlets:
    """Everything the engine publishes, as LSL streams."""

    def __init__(self, session_id: str, people: Sequence[str], *, pacer: bool = False) -> None:
        self.events = EventOutlet(session_id)
        self.ticks = TickOutlet(session_id)
        self.journal = JournalOutlet(session_id)
        self.requests = RequestOutlet(session_id)
        self._indices = {person: IndexOutlet(session_id, person) for person in people}
        self._zones = {person: ZoneOutlet(session_id, person) for person in people}
        self.session_zero = 0.0
        self._pacer = PacerOutlet(session_id) if pacer else None
        self._beat = PacerBeat()
        self.troubles: dict[str, Message] = {}
        """Why streams cannot be sent now, by name."""

    def all(self) -> list[Outlet]:
        """Return every outlet."""
        numbers = [*self._indices.values(), *self._zones.values()]
        pacer = [] if self._pacer is None else [self._pacer]
        return [self.events, self.ticks, self.journal, self.requests, *numbers, *pacer]

    def _send(self, outlet: Outlet, send: Callable[[], object]) -> None:
        name = outlet.info.name
        try:
            send()
        except Exception as error:  # whatever it is, the session and its journal go on
            if name not in self.troubles:
                logger.exception("sending %s", name)
            self.troubles[name] = unforeseen(error)
        else:
            self.troubles.pop(name, None)

    def line(self, text: str, stamp: float) -> None:
        """Publish a line of the journal, written at an LSL time."""
        self._send(self.journal, lambda: self.journal.send(text, stamp))

    def request(self, code: str, attributes: Mapping[str, str], stamp: float) -> None:
        """Publish a request to the side windows, with its LSL time."""
        self._send(self.requests, lambda: self.requests.send(code, attributes, stamp))

    def pace(self, onset: float, breaths_per_min: float, now: float) -> None:
        """Publish the pacer of a phase up to now, at :data:`PACER_HZ`; session times, s."""
        pacer = self._pacer
        if pacer is None:
            return
        steps = self._beat.due(onset, now)
        if steps:
            order = Pace(breaths_per_min, since=now - onset)
            self.request(PACE, order.attributes, self.session_zero + now)
            positions = [pacer_position(step, breaths_per_min) for step in steps]
            stamps = [self.session_zero + onset + step for step in steps]
            self._send(pacer, lambda: pacer.send(positions, breaths_per_min, stamps))

    def tick(self, tick: Tick) -> None:
        """Publish a tick in its three forms, stamped with its own second."""
        stamp = self.session_zero + tick.t
        indices, zone = self._indices[tick.person], self._zones[tick.person]
        self._send(self.ticks, lambda: self.ticks.send(tick, stamp))
        self._send(indices, lambda: indices.send(tick, stamp))
        self._send(zone, lambda: zone.send(tick, stamp))

    def mark(self, mark: Mark) -> None:
        """Publish a coded event at the time it means (the end of an interval at its end)."""
        event = mark.event
        at = event.onset
        if mark.boundary is Boundary.STOP and event.duration is not None:
            at += event.duration
        attributes = {
            "id": event.event_id,
            "boundary": mark.boundary.value,
            "t": f"{at:.6f}",
            "actor": event.actor,
            "target": event.target,
            "coder": event.coder,
            "note": event.note,
            "t_entered": "" if event.t_entered is None else f"{event.t_entered:.6f}",
            **event.attributes,
        }
        kept = {key: text for key, text in attributes.items() if text}
        stamp = self.session_zero + at
        self._send(self.events, lambda: self.events.send(event.code, kept, stamp))

    def close(self) -> None:
        """Take all streams off the network."""
        for outlet in self.all():
            outlet.close()
