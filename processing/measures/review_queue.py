"""Which stretches of a person's beats and breaths are worth a look, the worst first."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from safehold.core.conditions import Conditions
from safehold.core.correction import Corrected
from safehold.core.edits import Seen
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Breath, Status, Tick

NEAR_S = 4.0
"""Stretches with less than this between them are one, s."""
SEGMENT_S = 5.0
"""Length of a judged segment of the heart signal, s."""
VAGAL = "rmssd"
"""Index by which it is counted what a stretch costs."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Beats or breaths of one person that are worth a look."""

    person: str
    what: Corrected
    t0: float
    """Session time, s: the beat before the first flagged one, or an inspiration onset."""
    t1: float
    n_flagged: int
    """Flagged beats, or breaths that are not valid."""
    n: int
    """Beats or breaths in it."""
    lost_s: int
    """Seconds without a valid vagal index (RMSSD of the ticks) whose window holds some of it."""
    reasons: tuple[Reason, ...]
    """Why, the most frequent first."""

    @property
    def cost(self) -> float:
        """What it costs: seconds without a vagal index by the share of it that is flagged."""
        return (1 + self.lost_s) * (self.n_flagged / self.n if self.n else 1.0)

    def holds(self, t: float) -> bool:
        """Tell whether a session time lies in it."""
        return self.t0 <= t <= self.t1


Doubt = tuple[float, float, tuple[Reason, ...]]
"""From when to when, and why."""


def review_queue(
    beats: Sequence[Beat],
    breaths: Sequence[Breath],
    ticks: Sequence[Tick],
    conditions: Iterable[Conditions],
    window_s: float,
) -> list[Stretch]:
    """Return the stretches of one person, the costliest first; of equals the earlier.

    Parameters
    ----------
    beats, breaths, ticks, conditions
        Of one person, ascending.
    window_s : float
        Length of the window of the vagal index, s.
    """
    lost = [tick.t for tick in ticks if _is_lost(tick)]

    def cost(t0: float, t1: float) -> int:
        return bisect_left(lost, t1 + window_s) - bisect_right(lost, t0)

    found = _stretches(
        Corrected.BEAT,
        _doubted_beats(beats, conditions),
        [(beat.person, beat.time, beat.status is BeatStatus.FLAGGED) for beat in beats],
        cost,
    )
    found += _stretches(
        Corrected.BREATH,
        [(one.t_insp, one.t_end, one.reasons) for one in breaths if one.status != "ok"],
        [(one.person, one.t_insp, one.status != "ok") for one in breaths],
        cost,
    )
    return sorted(found, key=lambda one: (-one.cost, one.t0, one.what))


def unseen(queue: Iterable[Stretch], seen: Iterable[Seen]) -> list[Stretch]:
    """Return the stretches of which no part was looked at yet."""
    spans = list(seen)
    return [
        one
        for one in queue
        if not any(
            span.person == one.person and span.what is one.what
            and span.t0 <= one.t1 and span.t1 >= one.t0
            for span in spans
        )
    ]  # fmt: skip


def _is_lost(tick: Tick) -> bool:
    index = tick.index(VAGAL)
    return index is not None and index.status is Status.MISSING


def _doubted_beats(beats: Sequence[Beat], conditions: Iterable[Conditions]) -> list[Doubt]:
    """Return the flagged intervals, and the segments of the signal that look wrong."""
    found: list[Doubt] = []
    before = -math.inf
    for beat in beats:
        if beat.status is BeatStatus.FLAGGED:
            found.append((max(before, beat.time - (beat.rr_ms or 0) / 1000), beat.time,
                          beat.reasons))  # fmt: skip
        before = beat.time
    times = [beat.time for beat in beats]
    for note in conditions:
        for segment in note.segments:
            inside = bisect_left(times, segment.start) < bisect_left(
                times, segment.start + SEGMENT_S
            )
            if segment.reasons and inside:  # without a beat there is none to correct
                found.append((float(segment.start), segment.start + SEGMENT_S, segment.reasons))
    return sorted(found, key=lambda doubt: doubt[:2])


def _stretches(
    what: Corrected,
    doubts: Sequence[Doubt],
    rows: Sequence[tuple[str, float, bool]],
    cost: Callable[[float, float], int],
) -> list[Stretch]:
    """Return the doubts that lie near each other as one stretch each."""
    merged: list[tuple[float, float, list[Reason]]] = []
    for t0, t1, why in doubts:
        if merged and t0 - merged[-1][1] < NEAR_S:
            begin, end, reasons = merged[-1]
            merged[-1] = (begin, max(end, t1), [*reasons, *why])
        else:
            merged.append((t0, t1, list(why)))
    times = [t for _, t, _ in rows]
    found = []
    for t0, t1, reasons in merged:
        inside = rows[bisect_right(times, t0 - 1e-9) : bisect_right(times, t1 + 1e-9)]
        flagged = sum(bad for _, _, bad in inside)
        ordered = tuple(reason for reason, _ in Counter(reasons).most_common())
        found.append(
            Stretch(rows[0][0], what, t0, t1, flagged, len(inside), cost(t0, t1), ordered)
        )
    return found
