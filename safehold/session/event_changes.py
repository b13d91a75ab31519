"""What happens to one event: it is checked, told more of, ended, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from safehold.core.afterwards import CONSENSUS, EDITED, EDITED_BY, EDITED_UTC
from safehold.core.codebook import PHASE_PREFIX, Code, Coding
from safehold.core.marker_reading import STOPPED_BY, UNDONE
from safehold.core.types import Boundary, Event, EventKind, Mark

ACTOR_TARGETS = {"C": "client", "T": "therapist"}
HOTKEY = "hotkey"
IMPORTED = "import:"
"""Sources of events that a person gave: by key, and in another program, with the file's name."""
SAID = ("subtype", "modifiers", "confidence", EDITED, EDITED_BY, EDITED_UTC)
"""Attributes that can be said of an event later."""


def check_coding(code: str, entry: Code | None, how: Coding) -> None:
    """Refuse what the codebook does not know of a code.

    Raises
    ------
    ValueError
        For a subtype, a modifier or a shape that the code does not have.
    """
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


def saying(event: Event, other: Event) -> Event:
    """Return an event with another one's note, coder, subtype, modifiers and confidence."""
    attributes = {k: v for k, v in event.attributes.items() if k not in SAID}
    attributes |= {k: v for k, v in other.attributes.items() if k in SAID}
    return replace(event, note=other.note, coder=other.coder, attributes=attributes)


def undoing(mark: Mark, number: int, at: float | None) -> Mark:
    """Return the mark that takes a mark back."""
    attributes = {**mark.event.attributes, UNDONE: mark.boundary.value}
    event = replace(mark.event, attributes=attributes)
    return Mark(event, Boundary.UNDO, action=number, at=at)


def kind_of(code: str, *, interval: bool) -> EventKind:
    """Return the shape of an event: a phase is a condition."""
    if code.startswith(PHASE_PREFIX) and interval:
        return EventKind.CONDITION
    return EventKind.INTERVAL if interval else EventKind.POINT


def closed(event: Event, at: float, *, by: str = "") -> Event:
    """Return an event that ended at session time ``at``, s; ``by`` says who ended it."""
    attributes = dict(event.attributes)
    if by and event.source != by:
        attributes[STOPPED_BY] = by
    return replace(event, duration=max(0.0, at - event.onset), attributes=attributes)


def coded_by_hand(event: Event) -> bool:
    """Tell whether a person gave an event, by key here, or in another program."""
    return event.source in (HOTKEY, CONSENSUS) or event.source.startswith(IMPORTED)


def to_stop(begun: Iterable[Event], name: str) -> Event | None:
    """Return which of a stream's events its stop ends: of the open ones that of its ``id``.

    The newest where there is no such one.
    """
    found = [event for event in begun if event.duration is None]
    named = [event for event in found if name and event.attributes.get("id") == name]
    return max(named or found, key=lambda event: event.onset, default=None)


def ended_by_key(begun: Iterable[Event]) -> Event | None:
    """Return the newest of a stream's events where a person ended it by key, or None."""
    newest = max(begun, key=lambda event: event.onset, default=None)
    by_key = newest is not None and newest.attributes.get(STOPPED_BY) == HOTKEY
    return newest if by_key else None
