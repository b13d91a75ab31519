"""What can be changed of a coded event after the session: pure functions on events.

Each returns events as they are to be from then on; who writes them down is
:class:`safehold.session.editor.Editor`. The recording and its ticks never change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from safehold.core.afterwards import (
    CODER_FROM,
    EDITED,
    EDITED_BY,
    EDITED_UTC,
    ORIGINAL,
    coder_from,
)
from safehold.core.codebook import Code, Codebook
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message
from safehold.core.types import Event, EventKind
from safehold.session.event_changes import ACTOR_TARGETS, coded_by_hand

SHORTEST_S = 0.001
"""What lasts for less is a point, s."""
_WORDS = ("subtype", "modifiers")


class EditError(SafeholdError):
    """Why an event cannot be changed so."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an event is to be; None leaves something as it is."""

    onset: float | None = None
    """Session time, s."""
    end: float | None = None
    """Session time, s; the onset for a point."""
    code: str | None = None
    subtype: str | None = None
    actor: str | None = None
    """``C``, ``T``, ``O`` or empty; the person it is about goes with it."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What becomes of events by one change."""

    changed: tuple[Event, ...] = ()
    added: tuple[Event, ...] = ()
    """Their ids do not count: they get new ones."""
    deleted: tuple[Event, ...] = ()

    @property
    def empty(self) -> bool:
        """True where nothing changes."""
        return not (self.changed or self.added or self.deleted)


def why_fixed(event: Event) -> Message | None:
    """Return why an event is not one that can be changed afterwards; None where it is."""
    if event.kind is EventKind.CONDITION:
        return Message("Phases are part of the recording: baselines and zones rest on them.")
    if not coded_by_hand(event):
        return Message("{event_code} was not coded by hand: it stays as recorded.",
                       event_code=event.code)  # fmt: skip
    return None


def changed(
    event: Event, wish: Wish, codebook: Codebook, *, span: tuple[float, float], by: str = ""
) -> Event:
    """Return an event as it is wished for.

    Parameters
    ----------
    event : Event
        As it is.
    wish : Wish
        What is to be different.
    codebook : Codebook
        Says which code is a point, and which words it has.
    span : (float, float)
        First and last session time there is, s.
    by : str
        Study code of the one who changes it.

    Raises
    ------
    EditError
        Where the codebook or time has no such event.
    """
    code = event.code if wish.code is None else wish.code
    entry = codebook.find(code)
    if entry is None and code != event.code:
        raise EditError(Message("{event_code!r} is no code of this session.", event_code=code))
    onset = event.onset if wish.onset is None else wish.onset
    end = _end(event, wish, onset)
    _check_times(onset, end, span)
    new = replace(
        _recoded(event, entry, wish, codebook),
        onset=onset,
        duration=None if end is None else end - onset if end - onset >= SHORTEST_S else 0.0,
        kind=_kind(event, entry, code, onset, end),
        note=event.note if wish.note is None else wish.note.strip(),
    )
    return event if new == event else _signed(new, event, by)


def split(event: Event, t: float, *, by: str = "") -> Rewrite:
    """Return an event cut in two at session time ``t``, s; what follows is a new event.

    Raises
    ------
    EditError
        Where it does not hold at that time.
    """
    end = None if event.duration is None else event.onset + event.duration
    if not event.onset + SHORTEST_S <= t or not (end is None or t <= end - SHORTEST_S):
        raise EditError(
            Message("{event_code} does not hold at this moment: go to where it is to be split.",
                    event_code=event.code)
        )  # fmt: skip
    first = _signed(replace(event, duration=t - event.onset), event, by)
    rest = replace(event, onset=t, duration=None if end is None else end - t)
    source = {CODER_FROM: said} if (said := coder_from(event)) else {}
    rest = replace(rest, attributes={**rest.attributes, **source})
    return Rewrite(changed=(first,), added=(_signed(rest, event, by),))


def merged(events: Sequence[Event], *, by: str = "") -> Rewrite:
    """Return events of one code and coder as one, from the first onset to the last end.

    Raises
    ------
    EditError
        For fewer than two, for points, and for events that say different things.
    """
    if len(events) < 2:
        raise EditError(Message("There is no later event of the same code and coder to merge."))
    ordered = sorted(events, key=lambda event: event.onset)
    first, *others = ordered
    for other in others:
        for words in ("code", "coder", "actor", "target"):
            if getattr(other, words) != getattr(first, words):
                raise EditError(Message("Only events of one code, coder and actor can be merged."))
        if any(other.attributes.get(k) != first.attributes.get(k) for k in _WORDS):
            raise EditError(Message("Events with different subtypes or modifiers stay apart."))
    if any(event.kind is EventKind.POINT for event in ordered):
        raise EditError(Message("Points have no length: delete one of them instead."))
    ends = [None if e.duration is None else e.onset + e.duration for e in ordered]
    known = [end for end in ends if end is not None]
    duration = None if len(known) < len(ends) else max(known) - first.onset
    notes = "; ".join(dict.fromkeys(event.note for event in ordered if event.note))
    whole = replace(first, duration=duration, note=notes)
    return Rewrite(changed=(_signed(whole, first, by),), deleted=tuple(others))


def _end(event: Event, wish: Wish, onset: float) -> float | None:
    if wish.end is not None:
        return wish.end
    if event.duration is None:
        return None
    if event.duration == 0.0:
        return onset
    return event.onset + event.duration


def _check_times(onset: float, end: float | None, span: tuple[float, float]) -> None:
    if not span[0] <= onset <= span[1] or not (end is None or span[0] <= end <= span[1]):
        raise EditError(Message("An event must lie inside the session."))
    if end is not None and end < onset:
        raise EditError(Message("An event cannot end before its onset."))


def _kind(
    event: Event, entry: Code | None, code: str, onset: float, end: float | None
) -> EventKind:
    """Return the shape of an event in its code."""
    lasts = end is None or end - onset >= SHORTEST_S
    if entry is None:
        return EventKind.INTERVAL if lasts else EventKind.POINT
    if lasts and entry.kind is EventKind.POINT and not entry.either:
        raise EditError(
            Message("{event_code} is always a point: it has no end of its own.", event_code=code)
        )
    if not lasts and entry.kind is EventKind.INTERVAL and not entry.either:
        if event.code == code and event.duration is not None and event.duration < SHORTEST_S:
            return event.kind
        raise EditError(Message("{event_code} has a duration: give it an end.", event_code=code))
    return EventKind.INTERVAL if lasts else EventKind.POINT


def _recoded(event: Event, entry: Code | None, wish: Wish, codebook: Codebook) -> Event:
    """Return an event with the wished code, actor and subtype; words of the old code go."""
    attributes = dict(event.attributes)
    actor, target, code = event.actor, event.target, event.code
    if entry is not None and entry.code != code:
        before = codebook.find(code)
        if before is None or before.actor == actor:
            actor = entry.actor
            target = entry.target or ACTOR_TARGETS.get(actor, "")
        kept = [w for w in attributes.pop("modifiers", "").split("|") if w in entry.modifiers]
        attributes |= {"modifiers": "|".join(kept)} if kept else {}
        if attributes.get("subtype", "") not in entry.subtypes:
            attributes.pop("subtype", None)
        code = entry.code
    if wish.actor is not None and wish.actor != actor:
        actor, target = wish.actor, ACTOR_TARGETS.get(wish.actor, "")
    if wish.subtype is not None:
        if wish.subtype and (entry is None or wish.subtype not in entry.subtypes):
            raise EditError(
                Message("{event_code} has no subtype {word!r}.", event_code=code,
                        word=wish.subtype)
            )  # fmt: skip
        attributes.pop("subtype", None)
        attributes |= {"subtype": wish.subtype} if wish.subtype else {}
    return replace(event, code=code, actor=actor, target=target, attributes=attributes)


def _signed(new: Event, old: Event, by: str) -> Event:
    """Return a changed event that says so: where it began before, and who changed it."""
    attributes = {**new.attributes, EDITED: "1"}
    attributes.pop(EDITED_UTC, None)
    attributes.pop(EDITED_BY, None)
    attributes.setdefault(ORIGINAL, f"{old.onset:.6f}")
    if by:
        attributes[EDITED_BY] = by
    return replace(new, attributes=attributes)
