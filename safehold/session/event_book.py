"""The book of events: turns key presses and markers into marks, and marks into events.

A :class:`Mark` is what is logged and what the engine gets; the events of a session are what its
marks add up to, so replay and export rebuild exactly what was shown. What one press does may take
several marks (starting a code ends its rivals): they carry the same action number, and are undone
and done again together.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from safehold.core.afterwards import AFTERWARDS, ASKED, CODER_FROM, EDITED_BY
from safehold.core.codebook import (
    DISPLAY,
    JUDGEMENT_PREFIX,
    PHASE_PREFIX,
    PLAIN,
    Code,
    Codebook,
    Coding,
)
from safehold.core.marker_reading import STOPPED_BY, UNMATCHED, MarkerReading, read_marker
from safehold.core.markers import FOREIGN_CODE
from safehold.core.types import Boundary, Event, EventKind, Mark
from safehold.session.event_changes import (
    ACTOR_TARGETS,
    HOTKEY,
    check_coding,
    closed,
    coded_by_hand,
    ended_by_key,
    kind_of,
    saying,
    to_stop,
    undoing,
)
from safehold.session.event_edits import Rewrite

PROTOCOL = "protocol"
"""Source of the phases that safehold's own protocol began."""


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
        self.display = ""
        """What the window of the one who presses the keys shows; empty where nobody said."""
        self.afterwards = False
        """Whether what happens now happens after the session."""
        self.alone = False
        """Whether keys begin and end intervals of this coder only: other coders' are not shown."""
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
            return {e.code: e.onset for e in self._running()}

    def phase(self) -> str:
        """Return the phase that runs (``end baseline``), the newest of several; empty for none."""
        with self._lock:
            running = [e for e in self._running() if e.kind is EventKind.CONDITION]
            if not running:
                return ""
            newest = max(running, key=lambda event: event.onset)
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
            check_coding(code, entry, how)
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
            check_coding(event.code, self.codebook.find(event.code), how)
            changed = replace(
                event,
                note=how.note or event.note,
                coder=event.coder if coder is None else coder,
                attributes={**event.attributes, **how.attributes, **self._by()},
            )
            number = self._last_action + 1
            return [self._take(Mark(changed, Boundary.CHANGE, action=number, at=at))]

    def rewrite(self, change: Rewrite, *, at: float | None = None) -> list[Mark]:
        """Return the marks of a change made after the session: one action."""
        with self._lock:
            number = self._last_action + 1
            marks = [Mark(e, Boundary.REPLACE, action=number, at=at) for e in change.changed]
            marks += [Mark(e, Boundary.DELETE, action=number, at=at) for e in change.deleted]
            new = (replace(event, event_id=self.new_id()) for event in change.added)
            marks += [Mark(event, Boundary.POINT, action=number, at=at) for event in new]
            return [self._take(mark) for mark in marks]

    def marker(
        self,
        text: str,
        *,
        at: float,
        stream: str,
        arrived: float | None = None,
        conducts: bool = False,
        stamped: Mapping[str, str] | None = None,
    ) -> list[Mark]:
        """Return the marks of a marker text from a stream.

        ``ph.X_start`` and ``ph.X_stop`` are the ends of the interval ``ph.X``; safehold's own form
        carries ``boundary=start|stop``; anything else is a point. What safehold would act on is
        the point ``marker`` unless the stream conducts (:mod:`safehold.core.marker_reading`), and
        so is the end of something that is not open: it ends nothing and begins nothing. The end
        of what the stream began and a person has ended by key since makes no mark.

        Parameters
        ----------
        text : str
            As it came; the event's ``value``.
        at, arrived : float
            Session time that is meant, and at which it came, s.
        stream : str
            Id of the stream; the event's source is ``lsl:<stream>``.
        conducts : bool
            It is safehold's own, or of the stream that the study lets conduct. Its phases take
            the place of the protocol's, as the protocol's own do.
        stamped : mapping of str to str, optional
            What is known of its timestamp (:mod:`safehold.core.event_clock`), as attributes.
        """
        said = read_marker(text, self.codebook, conducts=conducts)
        said.attributes.update(stamped or {})
        source = f"lsl:{stream}"
        with self._lock:
            begun = [e for e in self._events.values() if (e.code, e.source) == (said.code, source)]
            phase = said.code.startswith(PHASE_PREFIX)
            if said.boundary is Boundary.STOP:
                open_event = to_stop(begun, said.attributes.get("id", ""))
                if open_event is None and phase:
                    open_event = self._open(said.code)
                if open_event is not None:
                    return self._end([open_event], at, arrived)
                if ended_by_key(begun) is not None:
                    return []
                said = MarkerReading(
                    FOREIGN_CODE, Boundary.POINT, {"value": text, UNMATCHED: "stop"}
                )
                said.attributes.update(stamped or {})
                return [self._came(said, text, source, at, arrived)]
            over = [e for e in self._running() if said.code == e.code or e.source == PROTOCOL]
            begins = phase and said.boundary is Boundary.START
            ended = self._end(over if begins else [], at, arrived)
            return [*ended, self._came(said, text, source, at, arrived)]

    def _end(self, events: Iterable[Event], at: float, arrived: float | None) -> list[Mark]:
        """Return the marks that end events; with a phase of the protocol go its confounds."""
        found = {event.event_id: event for event in events}
        if any(e.source == PROTOCOL and e.code.startswith(PHASE_PREFIX) for e in found.values()):
            mine = (e for e in self._events.values() if e.source == PROTOCOL)
            found |= {e.event_id: e for e in mine if e.duration is None}
        return [
            self._take(Mark(closed(event, at), Boundary.STOP, at=arrived))
            for event in found.values()
        ]

    def _came(
        self, said: MarkerReading, text: str, source: str, at: float, arrived: float | None
    ) -> Mark:
        """Return the mark of an event that a stream's marker makes or begins."""
        attributes = dict(said.attributes)
        actor = attributes.pop("actor", "")
        interval = said.boundary is Boundary.START
        event = Event(
            event_id=self.new_id(),
            code=said.code,
            onset=at,
            duration=None if interval else 0.0,
            kind=kind_of(said.code, interval=interval),
            target=attributes.pop("target", "") or ACTOR_TARGETS.get(actor, ""),
            actor=actor,
            coder=attributes.pop("coder", ""),
            source=source,
            value=text,
            t_entered=arrived,
            attributes=attributes,
        )
        return self._take(Mark(event, said.boundary, at=arrived))

    def phase_edge(self, code: str, *, at: float, attributes: Mapping[str, str]) -> Mark:
        """Return the mark that starts a phase of the protocol, or ends it when it is open.

        The undo key leaves phases alone: a baseline is taken again, never taken back by slip.
        """
        with self._lock:
            open_event = self._open(code)
            if open_event is not None:
                ended = closed(open_event, at, by=PROTOCOL)
                said = {**ended.attributes, **attributes}
                said.pop(STOPPED_BY, None)
                ended = replace(ended, attributes=said)
                return self._take(Mark(ended, Boundary.STOP, at=at))
            event = Event(
                event_id=self.new_id(),
                code=code,
                onset=at,
                duration=None,
                kind=kind_of(code, interval=True),
                coder=self.coder,
                source=PROTOCOL,
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
            return [self._take(undoing(mark, action.number, at)) for mark in action.marks[::-1]]

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

    def new_id(self) -> str:
        """Return an id that no event has."""
        self._count += 1
        return f"e{self._count:04d}"

    def _running(self) -> Iterator[Event]:
        """Yield the open events that are in view."""
        for event in self._events.values():
            others = self.alone and coded_by_hand(event) and event.coder != self.coder
            if event.duration is None and not others:
                yield event

    def _open(self, code: str) -> Event | None:
        """Return the open event of a code, the user's own first."""
        found = [event for event in self._running() if event.code == code]
        return min(found, key=lambda event: event.source != HOTKEY, default=None)

    def _stop(self, event: Event, end: float, at: float, number: int) -> Mark:
        ended = closed(event, end, by=HOTKEY)
        late = {"t_end_entered": f"{at:.3f}"} if end != at else {}
        ended = replace(ended, attributes={**ended.attributes, **late, **self._by()})
        return Mark(ended, Boundary.STOP, action=number, at=at)

    def _begin(
        self, code: str, entry: Code | None, onset: float, at: float, how: Coding, number: int
    ) -> Mark:
        interval = code.startswith(PHASE_PREFIX)
        if entry is not None:
            interval = entry.kind is EventKind.INTERVAL if how.interval is None else how.interval
        actor = how.actor or (entry.actor if entry else "")
        target = how.target or (entry.target if entry else "") or ACTOR_TARGETS.get(actor, "")
        event = Event(
            event_id=self.new_id(),
            code=code,
            onset=onset,
            duration=None if interval else 0.0,
            kind=kind_of(code, interval=interval),
            target=target,
            actor=actor,
            coder=self.coder,
            source=HOTKEY,
            note=how.note,
            t_entered=at,
            attributes=how.attributes | self._seen_by_judge(code) | self._by(begins=True),
        )
        boundary = Boundary.START if interval else Boundary.POINT
        return Mark(event, boundary, action=number, at=at)

    def _seen_by_judge(self, code: str) -> dict[str, str]:
        """Return what has to be known of a judgement of arousal: whether the zone was in view."""
        judged = code.startswith(JUDGEMENT_PREFIX) and self.display
        return {DISPLAY: self.display} if judged else {}

    def _by(self, *, begins: bool = False) -> dict[str, str]:
        """Return what is said of an event that is coded or changed after the session."""
        if not self.afterwards:
            return {}
        begun = {AFTERWARDS: "1", CODER_FROM: ASKED if self.coder else ""} if begins else {}
        return {key: said for key, said in {**begun, EDITED_BY: self.coder}.items() if said}

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
            event = saying(current, event)
        self._events[event.event_id] = event
        if mark.boundary is Boundary.DELETE:
            del self._events[event.event_id]
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
            self._events[event_id] = saying(current, before)  # another may have ended it since
        else:
            self._events[event_id] = before
