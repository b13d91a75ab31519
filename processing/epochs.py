"""Each person before, during and after each event: the event-locked windows (methods 5.1).

Heart rate, RSA and the like rest on the beats and breaths of the very window. The axes of the
zone rule lag behind, so their seconds within 10 s of the event are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from processing.event_change import FAR_S, NEAR_S, MatchedMoments, match_moments
from processing.indices import beat_intervals
from processing.measures import MIN_VALID_SHARE
from processing.summary import summarise_span
from processing.track import Track
from safehold.core.results import EventEpoch
from safehold.core.types import Beat, Breath, Event, FloatArray

WINDOW_S = float(FAR_S)
"""Length of the windows before and after an event, s."""


def event_epochs(
    person: str,
    events: Sequence[Event],
    beats: Sequence[Beat],
    breaths: Sequence[Breath],
    track: Track,
    *,
    limits: tuple[float, float],
) -> list[EventEpoch]:
    """Return one person's windows around events, in the order of the events.

    Parameters
    ----------
    person : str
        Participant label.
    events : sequence of Event
        The events in question; those of one code are each other's neighbours and controls.
    beats, breaths : sequence
        Final ones; those of others are left out.
    track : Track
        The person's axes, from :func:`processing.track.make_track`.
    limits : tuple of float
        Begin and end of the recording, session time s.

    Returns
    -------
    list of EventEpoch
        ``pre``: the 60 s before the onset; ``during``: an interval whose end is known; ``post``:
        the 60 s after the end, or after the onset where the end is not known. A window that lies
        wholly outside of the recording is left out.
    """
    mine = [beat for beat in beats if beat.person == person]
    intervals = beat_intervals(mine)
    heart = next((beat.source for beat in mine), "")
    breathed = [breath for breath in breaths if breath.person == person]
    matched = _matched(events, track)
    neighbours = {code: _Neighbours(events, code) for code in {e.code for e in events}}
    found = []
    for event in events:
        for phase, t0, t1 in _windows(event):
            lo, hi = max(t0, limits[0]), min(t1, limits[1])
            if lo >= hi:
                continue
            found.append(
                EventEpoch(
                    event_id=event.event_id,
                    code=event.code,
                    phase=phase,
                    truncated=(lo, hi) != (t0, t1),
                    overlaps_other=neighbours[event.code].touch(event, lo, hi),
                    window=summarise_span(person, heart, intervals, breathed, lo, hi),
                    a=_mean(track.a, track, event, phase, lo, hi),
                    v=_mean(track.v, track, event, phase, lo, hi),
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


def _mean(
    values: FloatArray, track: Track, event: Event, phase: str, t0: float, t1: float
) -> float | None:
    """Return the mean of an axis in a window, without the seconds near the event."""
    if phase == "pre":
        t1 = min(t1, event.onset - NEAR_S)
    elif phase == "post":
        t0 = max(t0, _end(event) + NEAR_S)
    first = max(int(np.ceil(t0)) - track.first, 0)
    stop = max(int(np.floor(t1)) + 1 - track.first, first)
    cells = np.where(track.valid[first:stop], values[first:stop], np.nan)
    good = cells[np.isfinite(cells)]
    if not good.size or good.size < MIN_VALID_SHARE * (t1 - t0):
        return None
    return float(good.mean())


def _matched(
    events: Sequence[Event], track: Track
) -> dict[str, dict[str, tuple[float, float, int]]]:
    """Return, by event, what it and its matched moments did on each axis."""
    found: dict[str, dict[str, tuple[float, float, int]]] = {}
    for code in dict.fromkeys(event.code for event in events):
        of_code = [event for event in events if event.code == code]
        place = {int(np.floor(e.onset)) - track.first: e.event_id for e in of_code}
        cells = np.array(sorted(k for k in place if 0 <= k < track.valid.size), dtype=np.int64)
        for axis, values in track.axes:
            moments: MatchedMoments = match_moments(values, cells, track.baseline)
            for k, change, control, n in zip(
                moments.cells, moments.from_level, moments.controls, moments.n_controls,
                strict=True,
            ):  # fmt: skip
                own = found.setdefault(place[int(k)], {})
                own[axis] = (float(change), float(control), int(n))
    return found
