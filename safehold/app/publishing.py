"""What the live engine publishes over LSL, for the recorder and for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from acquisition.outlets import (
    EngineLogOutlet,
    EventOutlet,
    IndexOutlet,
    Outlet,
    TickOutlet,
    ZoneOutlet,
)
from acquisition.side_outlets import RequestOutlet
from safehold.core.types import Boundary, Mark, Tick


class Outlets:
    """Everything the engine publishes, as LSL streams."""

    def __init__(self, session_id: str, people: Sequence[str]) -> None:
        self.events = EventOutlet(session_id)
        self.ticks = TickOutlet(session_id)
        self.journal = EngineLogOutlet(session_id)
        self.requests = RequestOutlet(session_id)
        self._indices = {person: IndexOutlet(session_id, person) for person in people}
        self._zones = {person: ZoneOutlet(session_id, person) for person in people}
        self.session_zero = 0.0

    def all(self) -> list[Outlet]:
        """Return every outlet."""
        numbers = [*self._indices.values(), *self._zones.values()]
        return [self.events, self.ticks, self.journal, self.requests, *numbers]

    def tick(self, tick: Tick) -> None:
        """Publish a tick in its three forms, stamped with its own second."""
        stamp = self.session_zero + tick.t
        self.ticks.send(tick, stamp)
        self._indices[tick.person].send(tick, stamp)
        self._zones[tick.person].send(tick, stamp)

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
        self.events.send(event.code, kept, self.session_zero + at)

    def close(self) -> None:
        """Take all streams off the network."""
        for outlet in self.all():
            outlet.close()
