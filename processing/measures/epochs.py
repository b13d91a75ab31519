"""Each person before, during and after each event: the event-locked windows (methods 5.1).

All of it, the axes too, rests on the beats and breaths of the very window. Only the level before
an event, by which its matched moments are chosen, is that of the ticks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from processing.measures.course import Course
from processing.measures.event_change import MatchedMoments, match_moments
from safehold.core.results import EventEpoch
from safehold.core.types import Event

WINDOW_S = 60.0
"""Length of the windows before and after an event, s."""


def event_epochs(
    events: Sequence[Event],
    course: Course,
    *,
    limits: tuple[float, float],
) -> list[EventEpoch]:
    """Return one person's windows around events, in the order of the events.

    Parameters
    ----------
    events : sequence of Event
        The events in question; those of one code are each other's neighbours and controls.
    course : Course
        The person's, with the record of beats and breaths.
    limits : tuple of float
        Begin and end of the recording, session time s.

    Returns
    -------
    list of EventEpoch
        ``pre``: the 60 s before the onset; ``during``: an interval whose end is known; ``post``:
        the 60 s after the end, or after the onset where the end is not known. A window that lies
        wholly outside of the recording is left out.
    """
    record = course.record
    if record is None:
        return []
    matched = _matched(events, course)
    neighbours = {code: _Neighbours(events, code) for code in {e.code for e in events}}
    found = []
    for event in events:
        for phase, t0, t1 in _windows(event):
            lo, hi = max(t0, limits[0]), min(t1, limits[1])
            if lo >= hi:
                continue
            level = course.level([(lo, hi)])
            found.append(
                EventEpoch(
                    event_id=event.event_id,
                    code=event.code,
                    phase=phase,
                    truncated=(lo, hi) != (t0, t1),
                    overlaps_other=neighbours[event.code].touch(event, lo, hi),
                    window=record.summary(lo, hi, compare=False),
                    a=level["a"].value,
                    v=level["v"].value,
                    a_se=level["a"].se,
                    v_se=level["v"].se,
                    matched=matched.get(event.event_id, {}) if phase == "post" else {},
                )
            )
    return found


def _end(event: Event) -> float:
    return event.onset + (event.duration or 0.0)


class _Neighbours:
    """The events of one code, sorted: thousands of them are asked about one another."""

    def __init__(self, events: Sequence[Event], code: str) -> None:
        mine = [event for event in events if event.code == code]
        self._onsets = sorted(event.onset for event in mine)
        self._ends = sorted(_end(event) for event in mine)

    def touch(self, event: Event, t0: float, t1: float) -> bool:
        """Tell whether an event other than the given one touches [t0, t1]."""
        n = bisect_right(self._onsets, t1) - bisect_left(self._ends, t0)
        return n > int(event.onset <= t1 and _end(event) >= t0)


def _windows(event: Event) -> Iterator[tuple[str, float, float]]:
    yield "pre", event.onset - WINDOW_S, event.onset
    if event.duration:
        yield "during", event.onset, _end(event)
    yield "post", _end(event), _end(event) + WINDOW_S


def _matched(
    events: Sequence[Event], course: Course
) -> dict[str, dict[str, tuple[float, float, int]]]:
    """Return, by event, what it and its matched moments did on each axis."""
    found: dict[str, dict[str, tuple[float, float, int]]] = {}
    for code in dict.fromkeys(event.code for event in events):
        of_code = [event for event in events if event.code == code]
        place = {int(np.floor(e.onset)) - course.first: e.event_id for e in of_code}
        cells = np.array(sorted(k for k in place if 0 <= k < course.a.size), dtype=np.int64)
        for axis, values, window_s in course.axes:
            moments: MatchedMoments = match_moments(values, cells, course.baseline, window_s)
            for k, change, control, n in zip(
                moments.cells, moments.from_level, moments.controls, moments.n_controls,
                strict=True,
            ):  # fmt: skip
                own = found.setdefault(place[int(k)], {})
                own[axis] = (float(change), float(control), int(n))
    return found
