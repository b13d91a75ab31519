"""The book of events: turns key presses and markers into marks, and marks into events.

A :class:`Mark` is what is logged and what the engine gets; the events of a session are what its
marks add up to, so replay and export rebuild exactly what was shown. What one press does may take
several marks (starting a code ends its rivals): they carry the same action number, and are undone
and done again together.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from safehold.core.codebook import PHASE_PREFIX, PLAIN, Code, Codebook, Coding
from safehold.core.markers import decode_marker
from safehold.core.types import Boundary, Event, EventKind, Mark

_EDGE = re.compile(r"(?P<code>ph\.[a-z0-9_]+)_(?P<edge>start|stop)")
STOPPED_BY = "stopped_by"
"""Attribute of an event of another program that was ended by a key press here."""
UNDONE = "undone"
"""Attribute of an undoing mark: the boundary that it takes back."""
ACTOR_TARGETS = {"C": "client", "T": "therapist"}
HOTKEY = "hotkey"
SAID = ("subtype", "modifiers", "confidence")
"""Attributes that can be said of an event later."""


@dataclass(slots=True)
class _Action:
    """What one press did: marks in order, and the events as they were before each."""

    number: int
    marks: list[Mark] = field(default_factory=list)
    before: list[Event | None] = field(default_factory=list)


class EventBook:
    """All events of a session, with open intervals, undo and redo.

    Parameters
    ----------
    codebook : Codebook
        Gives shape, actor and rivals of each code.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.coder = ""
        """Study code of the one who presses the keys."""
        self._events: dict[str, Event] = {}
        self._done: list[_Action] = []
        self._undone: list[_Action] = []
        self._last_action = 0
        self._count = 0
        self._lock = threading.RLock()

    # -- what there is -------------------------------------------------------------------------

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

    @property
    def last_action(self) -> int:
        """Number of the newest action; 0 before the first."""
        return self._last_action

    def undoable(self, *, after: int = 0) -> str:
        """Return the code that :meth:`undo` would act on; empty for none."""
        with self._lock:
            done = self._done and self._done[-1].number > after
            return self._done[-1].marks[-1].event.code if done else ""

    def redoable(self) -> str:
        """Return the code that :meth:`redo` would act on; empty for none."""
        with self._lock:
            return self._undone[-1].marks[-1].event.code if self._undone else ""

    # -- what happens --------------------------------------------------------------------------

    def press(self, code: str, *, at: float, how: Coding = PLAIN) -> list[Mark]:
        """Return the marks of a key press: a point, or the start or end of an interval.

        Starting a code of an exclusive set ends the open ones of the set at the same time.

        Parameters
        ----------
        code : str
            A code of the codebook, ``note``, or a phase (``ph.baseline``).
        at : float
            Session time of the key press, s.
        how : Coding
            Retro-stamp, actor, subtype, modifiers, confidence, shape, note.

        Raises
        ------
        ValueError
            When ``how`` says what the codebook does not know of the code.
        """
        with self._lock:
            entry = self.codebook.find(code)
            _check(code, entry, how)
            onset = at if how.onset is None else how.onset
            open_event = self._open(code)
            number = self._last_action + 1
            if open_event is not None and how.interval is not False:
                # whoever began it: the button shows it as open
                return [self._take(self._stop(open_event, onset, at, number))]
            marks = [
                self._take(self._stop(rival, max(onset, rival.onset), at, number))
                for other in self.codebook.rivals(code)
                if (rival := self._open(other)) is not None
            ]
            marks.append(self._take(self._begin(code, entry, onset, at, how, number)))
            return marks

    def amend(
        self, event_id: str, *, at: float, how: Coding, coder: str | None = None
    ) -> list[Mark]:
        """Return the mark that says more of an event: subtype, modifiers, confidence, note.

        What ``how`` leaves empty stays as it is; time, actor and shape cannot be changed so.
        No mark when the event is not there.
        """
        with self._lock:
            event = self._events.get(event_id)
            if event is None:
                return []
            _check(event.code, self.codebook.find(event.code), how)
            changed = replace(
                event,
                note=how.note or event.note,
                coder=event.coder if coder is None else coder,
                attributes={**event.attributes, **how.attributes},
            )
            number = self._last_action + 1
            return [self._take(Mark(changed, Boundary.CHANGE, action=number, at=at))]

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
                    closed = _closed(open_event, at)
                    return self._take(Mark(closed, Boundary.STOP, at=arrived))
                attributes["unmatched"] = "stop"
                interval = False
            actor = attributes.pop("actor", "")
            event = Event(
                event_id=self._next_id(),
                code=code,
                onset=at,
                duration=None if interval else 0.0,
                kind=_kind(code, interval=interval),
                target=attributes.pop("target", "") or ACTOR_TARGETS.get(actor, ""),
                actor=actor,
                coder=attributes.pop("coder", ""),
                source=source,
                value=text,
                t_entered=arrived,
                attributes=attributes,
            )
            edge_of = Boundary.START if interval else Boundary.POINT
            return self._take(Mark(event, edge_of, at=arrived))

    def phase_edge(self, code: str, *, at: float, attributes: Mapping[str, str]) -> Mark:
        """Return the mark that starts a phase of the protocol, or ends it when it is open.

        The undo key leaves phases alone: a baseline is taken again, never taken back by slip.
        """
        with self._lock:
            open_event = self._open(code)
            if open_event is not None:
                closed = _closed(open_event, at, by="protocol")
                said = {**closed.attributes, **attributes}
                said.pop(STOPPED_BY, None)
                closed = replace(closed, attributes=said)
                return self._take(Mark(closed, Boundary.STOP, at=at))
            event = Event(
                event_id=self._next_id(),
                code=code,
                onset=at,
                duration=None,
                kind=_kind(code, interval=True),
                coder=self.coder,
                source="protocol",
                t_entered=at,
                attributes=dict(attributes),
            )
            return self._take(Mark(event, Boundary.START, at=at))

    def undo(self, *, at: float | None = None, after: int = 0) -> list[Mark]:
        """Return the marks that take the last action back; none when there is none.

        Parameters
        ----------
        at : float, optional
            Session time now, s.
        after : int
            Actions up to this number are left alone.
        """
        with self._lock:
            if not self._done or self._done[-1].number <= after:
                return []
            action = self._done[-1]
            return [self._take(_undoing(mark, action.number, at)) for mark in action.marks[::-1]]

    def redo(self, *, at: float | None = None) -> list[Mark]:
        """Return the marks that do again what was undone last; none when there is nothing."""
        with self._lock:
            if not self._undone:
                return []
            action = self._undone[-1]
            return [
                self._take(replace(mark, action=action.number, act_from=None, at=at))
                for mark in list(action.marks)
            ]

    def forget_undone(self) -> None:
        """Drop what could be done again: it belongs to another time."""
        with self._lock:
            self._undone.clear()

    def replay(self, marks: Iterable[Mark]) -> None:
        """Take in marks that were logged before (a restart, a replay, an export)."""
        with self._lock:
            for mark in marks:
                self._take(mark)

    # -- how -----------------------------------------------------------------------------------

    def _next_id(self) -> str:
        self._count += 1
        return f"e{self._count:04d}"

    def _open(self, code: str, *, source: str = "") -> Event | None:
        """Return the open event of a code; of one source, or of any, the user's own first."""
        found = [e for e in self._events.values() if e.code == code and e.duration is None]
        if source:
            return next((event for event in found if event.source == source), None)
        return min(found, key=lambda event: event.source != HOTKEY, default=None)

    def _stop(self, event: Event, end: float, at: float, number: int) -> Mark:
        closed = _closed(event, end, by=HOTKEY)
        if end != at:
            attributes = {**closed.attributes, "t_end_entered": f"{at:.3f}"}
            closed = replace(closed, attributes=attributes)
        return Mark(closed, Boundary.STOP, action=number, at=at)

    def _begin(
        self, code: str, entry: Code | None, onset: float, at: float, how: Coding, number: int
    ) -> Mark:
        interval = code.startswith(PHASE_PREFIX)
        if entry is not None:
            interval = entry.kind is EventKind.INTERVAL if how.interval is None else how.interval
        actor = how.actor or (entry.actor if entry else "")
        target = how.target or (entry.target if entry else "") or ACTOR_TARGETS.get(actor, "")
        event = Event(
            event_id=self._next_id(),
            code=code,
            onset=onset,
            duration=None if interval else 0.0,
            kind=_kind(code, interval=interval),
            target=target,
            actor=actor,
            coder=self.coder,
            source=HOTKEY,
            note=how.note,
            t_entered=at,
            attributes=how.attributes,
        )
        boundary = Boundary.START if interval else Boundary.POINT
        return Mark(event, boundary, action=number, at=at)

    def _take(self, mark: Mark) -> Mark:
        event = mark.event
        number = event.event_id.removeprefix("e")
        if number.isdigit():
            self._count = max(self._count, int(number))
        if mark.boundary is Boundary.UNDO:
            self._take_back(mark)
            return mark
        action = self._action_of(mark)
        if action is not None:
            action.marks.append(mark)
            action.before.append(self._events.get(event.event_id))
        current = self._events.get(event.event_id)
        if mark.boundary is Boundary.CHANGE and current is not None:
            event = _saying(current, event)
        self._events[event.event_id] = event
        return mark

    def _action_of(self, mark: Mark) -> _Action | None:
        """Return the action that a mark belongs to; None for those of other programs."""
        number = mark.action
        if number == 0:  # an older journal, or not a press at all
            if mark.event.source != HOTKEY and STOPPED_BY not in mark.event.attributes:
                return None
            number = self._last_action + 1
        if self._done and self._done[-1].number == number:
            return self._done[-1]
        if number > self._last_action:
            self._undone.clear()
        else:
            self._undone = [action for action in self._undone if action.number != number]
        self._last_action = max(self._last_action, number)
        self._done.append(_Action(number))
        return self._done[-1]

    def _take_back(self, mark: Mark) -> None:
        """Take back what an undoing mark names; its action can then be done again."""
        event_id, number = mark.event.event_id, mark.action
        older = number == 0  # an older journal: what was done last to this event
        for stack in (self._done,) if older else (self._undone, self._done):
            for action in reversed(stack):
                touched = any(done.event.event_id == event_id for done in action.marks)
                if touched and (older or number == action.number):
                    self._revert(action, event_id)
                    if stack is self._done:
                        self._done.remove(action)
                        self._undone.append(action)
                    return

    def _revert(self, action: _Action, event_id: str) -> None:
        boundary, before = next(
            (done.boundary, old)
            for done, old in zip(action.marks, action.before, strict=True)
            if done.event.event_id == event_id
        )
        current = self._events.get(event_id)
        if before is None:
            self._events.pop(event_id, None)
        elif boundary is Boundary.CHANGE and current is not None:
            self._events[event_id] = _saying(current, before)  # another may have ended it since
        else:
            self._events[event_id] = before


def _check(code: str, entry: Code | None, how: Coding) -> None:
    known = entry.subtypes if entry else ()
    if how.subtype and how.subtype not in known:
        raise ValueError(f"{code} has no subtype {how.subtype!r}; it has: {', '.join(known)}")
    modifiers = entry.modifiers if entry else ()
    for word in how.modifiers:
        if word not in modifiers:
            raise ValueError(f"{code} has no modifier {word!r}; it has: {', '.join(modifiers)}")
    if how.interval is None or entry is None or entry.either:
        return
    if how.interval != (entry.kind is EventKind.INTERVAL):
        raise ValueError(f"{code} is always {entry.kind.value}")


def _saying(event: Event, other: Event) -> Event:
    """Return an event with another one's note, coder, subtype, modifiers and confidence."""
    attributes = {k: v for k, v in event.attributes.items() if k not in SAID}
    attributes |= {k: v for k, v in other.attributes.items() if k in SAID}
    return replace(event, note=other.note, coder=other.coder, attributes=attributes)


def _undoing(mark: Mark, number: int, at: float | None) -> Mark:
    attributes = {**mark.event.attributes, UNDONE: mark.boundary.value}
    event = replace(mark.event, attributes=attributes)
    return Mark(event, Boundary.UNDO, action=number, at=at)


def _kind(code: str, *, interval: bool) -> EventKind:
    if code.startswith(PHASE_PREFIX) and interval:
        return EventKind.CONDITION
    return EventKind.INTERVAL if interval else EventKind.POINT


def _closed(event: Event, at: float, *, by: str = "") -> Event:
    attributes = dict(event.attributes)
    if by and event.source != by:
        attributes[STOPPED_BY] = by
    return replace(event, duration=max(0.0, at - event.onset), attributes=attributes)
