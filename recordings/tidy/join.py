"""Which events a cell of the grid, or a window, touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recordings.tidy.grid import Grid
from recordings.tidy.table import micros
from safehold.core.afterwards import edited_afterwards
from safehold.core.errors import ExportError
from safehold.core.markers import CODE_PATTERN, is_code
from safehold.core.messages import Message
from safehold.core.types import Event, EventKind


@dataclass(frozen=True, slots=True)
class EventsOnGrid:
    """The events of a session on a grid."""

    active: list[str]
    """Per row: sorted, unique codes, joined by ``;``."""
    onset_ids: list[str]
    """Per row: ids of the events that begin in the cell, joined by ``;``."""
    edited_ids: list[str]
    """Per row: ids of the events that came, or were changed, after the session."""
    intervals: dict[str, list[int | None]]
    """Per interval code, per row: 1, 0, or None after an onset whose end is unknown."""
    counts: dict[str, NDArray[np.int64]]
    """Per point code, per row: number of events."""
    outside: tuple[str, ...]
    """Ids of the events that begin before the first or after the last row."""


def by_onset(events: Sequence[Event]) -> list[Event]:
    """Return the events by onset, as all tables list them."""
    return sorted(events, key=lambda event: (micros(event.onset), event.event_id))


def check_events(events: Sequence[Event]) -> None:
    """Refuse events that no table can hold.

    Raises
    ------
    ExportError
        For an id that is empty, used twice or holds ``;``, a code readers take for missing,
        a time that is not finite or a negative duration.
    """
    seen: set[str] = set()
    for event in events:
        name = event.event_id
        if not name or ";" in name or any(sign.isspace() for sign in name):
            raise ExportError(Message("{name!r} cannot be an event id.", name=name), remedy=_EDIT)
        if name in seen:
            raise ExportError(
                Message("Two events carry the id {name!r}.", name=name), remedy=_EDIT
            )
        seen.add(name)
        if not is_code(event.code):
            raise ExportError(
                Message(
                    "{event_code!r} of event {name!r} is not an event code ({pattern}, and no "
                    "word that readers take for missing).",
                    event_code=event.code,
                    name=name,
                    pattern=CODE_PATTERN.pattern,
                ),
                remedy=_EDIT,
            )
        numbers = (event.onset, 0.0 if event.duration is None else event.duration)
        if not np.isfinite(numbers).all() or numbers[1] < 0:
            raise ExportError(
                Message(
                    "Event {name!r} has onset {onset} s and duration {duration} s.",
                    name=name,
                    onset=event.onset,
                    duration=event.duration,
                ),
                remedy=_EDIT,
            )


_EDIT = Message("Correct or remove this event in the session, then export again.")


def _duration_us(event: Event) -> int:
    """Return the duration of the exported row: end minus onset, both in whole microseconds."""
    if event.duration is None:
        return 0
    return micros(event.onset + event.duration) - micros(event.onset)


def join_events(events: Sequence[Event], grid: Grid) -> EventsOnGrid:
    """Join events to the cells of a grid by interval overlap.

    Raises
    ------
    ExportError
        When an event would be lost or doubled.
    """
    ordered = by_onset(events)
    active: list[set[str]] = [set() for _ in range(grid.rows)]
    onsets: list[list[str]] = [[] for _ in range(grid.rows)]
    edited: list[list[str]] = [[] for _ in range(grid.rows)]
    points = sorted({e.code for e in ordered if e.kind is EventKind.POINT})
    spans = sorted({e.code for e in ordered if e.kind is not EventKind.POINT})
    counts = {code: np.zeros(grid.rows, dtype=np.int64) for code in points}
    intervals: dict[str, list[int | None]] = {code: [0] * grid.rows for code in spans}
    outside: list[str] = []
    for event in ordered:
        onset = micros(event.onset)
        first, last = grid.span(onset, _duration_us(event))
        inside = 0 <= first < grid.rows
        if inside:
            onsets[first].append(event.event_id)
        else:
            outside.append(event.event_id)
        rows = range(max(first, 0), min(last, grid.rows - 1) + 1)
        for row in rows:
            active[row].add(event.code)
            if edited_afterwards(event):
                edited[row].append(event.event_id)
        if event.kind is EventKind.POINT:
            if inside:
                counts[event.code][first] += 1
            continue
        column = intervals[event.code]
        for row in rows:
            column[row] = 1
    _blank_unknown_ends(ordered, grid, intervals)
    found = [event_id for ids in onsets for event_id in ids] + outside
    if sorted(found) != sorted(event.event_id for event in ordered):
        raise ExportError(Message("The events on the grid differ from the events of the session."))
    return EventsOnGrid(
        active=[";".join(sorted(codes)) for codes in active],
        onset_ids=[";".join(ids) for ids in onsets],
        edited_ids=[";".join(ids) for ids in edited],
        intervals=intervals,
        counts=counts,
        outside=tuple(outside),
    )


def _blank_unknown_ends(
    events: Sequence[Event], grid: Grid, intervals: dict[str, list[int | None]]
) -> None:
    """After an onset without an end nobody knows whether the code still holds."""
    opened: dict[str, int] = {}
    for event in events:
        if event.duration is None and event.code in intervals:
            opened.setdefault(event.code, max(grid.cell(micros(event.onset)) + 1, 0))
    for code, first in opened.items():
        column = intervals[code]
        column[first:] = [value or None for value in column[first:]]


def active_codes(events: Sequence[Event], t0: float, t1: float) -> str:
    """Return the codes of the events that overlap ``[t0, t1)``, sorted, joined by ``;``."""
    start, stop = micros(t0), micros(t1)
    codes = set()
    for event in events:
        onset = micros(event.onset)
        end = onset + _duration_us(event)
        if onset < stop and (end > start or onset >= start):
            codes.add(event.code)
    return ";".join(sorted(codes))
