"""The book of events: turns key presses and markers into marks, and marks into events.

A :class:`Mark` is what is logged and what the engine gets; the events of a session are what its
marks add up to, so replay and export rebuild exactly what was shown.
"""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Iterable, Mapping

from safehold.core.codebook import PHASE_PREFIX, Codebook
from safehold.core.markers import decode_marker
from safehold.core.types import Boundary, Event, EventKind, Mark

_EDGE = re.compile(r"(?P<code>ph\.[a-z0-9_]+)_(?P<edge>start|stop)")
_STOPPED_BY = "stopped_by"
"""Attribute of an event of another program that was ended by a key press here."""
_ACTOR_TARGETS = {"C": "client", "T": "therapist"}


class EventBook:
    """All events of a session, with open intervals and undo.

    Parameters
    ----------
    codebook : Codebook
        Gives the shape (point or interval) and the actor of each code.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._events: dict[str, Event] = {}
        self._presses: list[Mark] = []
        self._count = 0
        self._lock = threading.RLock()

    def events(self) -> tuple[Event, ...]:
        """Return all events by onset."""
        with self._lock:
            return tuple(sorted(self._events.values(), key=lambda e: (e.onset, e.event_id)))

    def event(self, event_id: str) -> Event | None:
        """Return one event, or None when it was never made or undone."""
        with self._lock:
            return self._events.get(event_id)

    def open_codes(self) -> Mapping[str, float]:
        """Return the codes of the intervals that are open now, with their onsets."""
        with self._lock:
            return {e.code: e.onset for e in self._events.values() if e.duration is None}

    def phase(self) -> str:
        """Return the phase in force (``baseline``), ``session`` after one, or an empty text."""
        with self._lock:
            phases = [e for e in self._events.values() if e.kind is EventKind.CONDITION]
            if not phases:
                return ""
            newest = max(phases, key=lambda event: event.onset)
            if newest.duration is not None:
                return "session"
            return newest.code.removeprefix(PHASE_PREFIX).replace("_", " ")

    def press(self, code: str, *, at: float, coder: str = "", note: str = "") -> Mark:
        """Return the mark of a key press: a point, or the start or end of an interval.

        Parameters
        ----------
        code : str
            A code of the codebook, ``note``, or a phase (``ph.baseline``).
        at : float
            Session time of the key press, s.
        """
        with self._lock:
            entry = self.codebook.find(code)
            phase = code.startswith(PHASE_PREFIX)
            interval = phase or (entry is not None and entry.kind is EventKind.INTERVAL)
            open_event = self._open(code) if interval else None
            if open_event is not None:  # whoever began it: the button shows it as open
                return self._take(Mark(_closed(open_event, at, by="hotkey"), Boundary.STOP))
            actor = entry.actor if entry else ""
            event = Event(
                event_id=self._next_id(),
                code=code,
                onset=at,
                duration=None if interval else 0.0,
                kind=_kind(code, interval=interval),
                target=_ACTOR_TARGETS.get(actor, ""),
                actor=actor,
                coder=coder,
                source="hotkey",
                note=note,
                t_entered=at,
            )
            return self._take(Mark(event, Boundary.START if interval else Boundary.POINT))

    def marker(self, text: str, *, at: float, stream: str, arrived: float | None = None) -> Mark:
        """Return the mark of a marker text from a stream.

        ``ph.X_start`` and ``ph.X_stop`` become the ends of the interval ``ph.X``; safehold's own
        form carries ``boundary=start|stop``; anything else is a point.
        """
        code, attributes = decode_marker(text)
        boundary = attributes.pop("boundary", "point")
        edge = _EDGE.fullmatch(code)
        if edge:
            code, boundary = edge["code"], edge["edge"]
        source = f"lsl:{stream}"
        with self._lock:
            interval = boundary in ("start", "stop")
            if boundary == "stop":
                open_event = self._open(code, source=source)
                if open_event is not None:
                    return self._take(Mark(_closed(open_event, at), Boundary.STOP))
                attributes["unmatched"] = "stop"
                interval = False
            actor = attributes.pop("actor", "")
            event = Event(
                event_id=self._next_id(),
                code=code,
                onset=at,
                duration=None if interval else 0.0,
                kind=_kind(code, interval=interval),
                target=attributes.pop("target", "") or _ACTOR_TARGETS.get(actor, ""),
                actor=actor,
                coder=attributes.pop("coder", ""),
                source=source,
                value=text,
                t_entered=arrived,
                attributes=attributes,
            )
            return self._take(Mark(event, Boundary.START if interval else Boundary.POINT))

    def undo(self) -> Mark | None:
        """Return the mark that takes the last key press back; None when there is none."""
        with self._lock:
            if not self._presses:
                return None
            last = self._presses[-1]
            attributes = {**last.event.attributes, "undone": last.boundary.value}
            event = dataclasses.replace(last.event, attributes=attributes)
            return self._take(Mark(event, Boundary.UNDO))

    def replay(self, marks: Iterable[Mark]) -> None:
        """Take in marks that were logged before (a restart, a replay, an export)."""
        with self._lock:
            for mark in marks:
                self._take(mark)

    def _next_id(self) -> str:
        self._count += 1
        return f"e{self._count:04d}"

    def _open(self, code: str, *, source: str = "") -> Event | None:
        """Return the open event of a code; of one source, or of any, the user's own first."""
        found = [e for e in self._events.values() if e.code == code and e.duration is None]
        if source:
            return next((event for event in found if event.source == source), None)
        return min(found, key=lambda event: event.source != "hotkey", default=None)

    def _take(self, mark: Mark) -> Mark:
        event = mark.event
        if mark.boundary is Boundary.UNDO:
            self._take_back(event)
        else:
            self._events[event.event_id] = event
            if event.source == "hotkey" or _STOPPED_BY in event.attributes:
                self._presses.append(mark)
        number = event.event_id.removeprefix("e")
        if number.isdigit():
            self._count = max(self._count, int(number))
        return mark

    def _take_back(self, event: Event) -> None:
        attributes = dict(event.attributes)
        if attributes.pop("undone", "") == Boundary.STOP.value:
            attributes.pop(_STOPPED_BY, None)
            self._events[event.event_id] = dataclasses.replace(
                event, duration=None, attributes=attributes
            )
        else:
            self._events.pop(event.event_id, None)
        for k in reversed(range(len(self._presses))):
            if self._presses[k].event.event_id == event.event_id:
                del self._presses[k]
                break


def _kind(code: str, *, interval: bool) -> EventKind:
    if code.startswith(PHASE_PREFIX) and interval:
        return EventKind.CONDITION
    return EventKind.INTERVAL if interval else EventKind.POINT


def _closed(event: Event, at: float, *, by: str = "") -> Event:
    attributes = dict(event.attributes)
    if by and event.source != by:
        attributes[_STOPPED_BY] = by
    return dataclasses.replace(event, duration=max(0.0, at - event.onset), attributes=attributes)
