"""One version of two coders' events: what they agree on, and what is settled one by one.

An event of the consensus is a copy: both coders' events stay as they are. It says which events it
was made of, so that what is settled is known when somebody goes on another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from processing.measures.agreement import matches
from safehold.core.afterwards import AFTERWARDS, ASKED, CODER_FROM, CONSENSUS
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, RATING_PREFIX
from safehold.core.types import Event, EventKind

UNNAMED = "unnamed"
"""Who coded without a study code."""
NOT_CODED = (PHASE_PREFIX, RATING_PREFIX, CONFOUND_PREFIX, "note", "marker", "auto.")
"""What nobody codes in the sense that two people could agree on it."""
MADE_OF = "made_of"
"""Attribute of an event of the consensus: ids of the events it was made of."""


class Take(StrEnum):
    """What becomes of two coders' events."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    """One event from the first onset to the last end."""
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Pair:
    """An event of each coder that belong together, or of one of them alone."""

    first: Event | None
    second: Event | None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events there are, one or two."""
        return tuple(event for event in (self.first, self.second) if event is not None)

    @property
    def onset(self) -> float:
        """The earlier onset, session time, s."""
        return min(event.onset for event in self.events)

    @property
    def name(self) -> str:
        """The ids of both, as an event of the consensus names them."""
        return "|".join(event.event_id for event in self.events)

    def agreed(self, tolerance_s: float) -> bool:
        """Tell whether both begin and end within a tolerance, s."""
        if self.first is None or self.second is None:
            return False
        ends = [_end(event) for event in self.events]
        if None in ends:
            return ends == [None, None]
        return abs((ends[0] or 0.0) - (ends[1] or 0.0)) <= tolerance_s


def coder_of(event: Event) -> str:
    """Return who coded an event; ``unnamed`` where nobody said."""
    return event.coder or UNNAMED


def is_coded(event: Event) -> bool:
    """Tell whether an event is one that two people can agree on; none of a consensus is."""
    return not event.code.startswith(NOT_CODED) and event.source != CONSENSUS


def pairs_of(
    events: Iterable[Event], coders: tuple[str, str], *, tolerance_s: float
) -> list[Pair]:
    """Return two coders' events, those of one code and about one onset together, by time.

    Parameters
    ----------
    events : iterable of Event
        Those of the session.
    coders : (str, str)
        The two coders.
    tolerance_s : float
        How far onsets of one event may lie apart, s.
    """
    coded = sorted((e for e in events if is_coded(e)), key=lambda event: event.onset)
    found: list[Pair] = []
    for code in dict.fromkeys(event.code for event in coded):
        sides = [[e for e in coded if (e.code, coder_of(e)) == (code, who)] for who in coders]
        onsets = [np.array([event.onset for event in side]) for side in sides]
        met = matches(onsets[0], onsets[1], tolerance_s)
        found += [Pair(sides[0][i], sides[1][j]) for i, j in met]
        alone = [
            [e for k, e in enumerate(side) if k not in {pair[place] for pair in met}]
            for place, side in enumerate(sides)
        ]
        found += [Pair(event, None) for event in alone[0]]
        found += [Pair(None, event) for event in alone[1]]
    return sorted(found, key=lambda pair: (pair.onset, pair.name))


def settled(events: Iterable[Event], coder: str) -> set[str]:
    """Return the names of the pairs that a consensus has an event of."""
    return {
        event.attributes.get(MADE_OF, "")
        for event in events
        if event.source == CONSENSUS and event.coder == coder
    }


def taken(pair: Pair, how: Take, coder: str) -> Event | None:
    """Return what becomes of a pair in the consensus ``coder``; None for no event.

    Raises
    ------
    ValueError
        Where an event is to be taken that is not there.
    """
    if how is Take.NEITHER:
        return None
    if how is Take.BOTH:
        first, *_ = sorted(pair.events, key=lambda event: event.onset)
        ends = [_end(event) for event in pair.events]
        last = None if None in ends else max(end for end in ends if end is not None)
        return _copy(pair, first, first.onset, last, coder)
    chosen = pair.first if how is Take.FIRST else pair.second
    if chosen is None:
        raise ValueError(f"there is no {how} event")
    return _copy(pair, chosen, chosen.onset, _end(chosen), coder)


def agreed_events(pairs: Sequence[Pair], coder: str, *, tolerance_s: float) -> list[Event]:
    """Return what both coders agree on, each event with the means of their onsets and ends."""
    made = []
    for pair in pairs:
        if pair.agreed(tolerance_s) and pair.first is not None:
            ends = [end for event in pair.events if (end := _end(event)) is not None]
            onset = float(np.mean([event.onset for event in pair.events]))
            made.append(
                _copy(pair, pair.first, onset, float(np.mean(ends)) if ends else None, coder)
            )
    return made


def _end(event: Event) -> float | None:
    return None if event.duration is None else event.onset + event.duration


def _copy(pair: Pair, event: Event, onset: float, end: float | None, coder: str) -> Event:
    point = event.kind is EventKind.POINT and (end is None or end - onset < 1e-9 or
                                               len(pair.events) > 1)  # fmt: skip
    notes = "; ".join(dict.fromkeys(one.note for one in pair.events if one.note))
    kept = ("subtype", "modifiers", "confidence", "display")
    said = {key: event.attributes[key] for key in kept if key in event.attributes}
    made = {AFTERWARDS: "1", CODER_FROM: ASKED, MADE_OF: pair.name}
    return replace(
        event,
        event_id="",
        onset=onset,
        duration=0.0 if point else None if end is None else max(end - onset, 0.0),
        coder=coder,
        source=CONSENSUS,
        note=notes,
        value="",
        t_entered=None,
        attributes={**said, **made},
    )
