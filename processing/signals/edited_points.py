"""Beats and turning points of breathing with the corrections in force, for whoever looks at them.

What becomes of intervals and indices is not decided here: the engine takes the corrections in
before it judges them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from safehold.core.correction import Correction, CorrectionKind
from safehold.core.types import Beat, BeatStatus, Breath

SAME_S = 0.02
"""A correction means the point nearest to its time, within this, s."""


class PointState(StrEnum):
    """How a point came to be as it is."""

    AUTOMATIC = "automatic"
    ADDED = "added"
    MOVED = "moved"
    ECTOPIC = "ectopic"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Point:
    """A beat, or where inspiration or expiration begins."""

    t: float
    """Session time, s."""
    flagged: bool = False
    above: bool = True
    """False where inspiration begins: a trough."""
    state: PointState = PointState.AUTOMATIC
    origin: float | None = None
    """Where it was found, s; of a point that was moved."""
    made_by: str = ""
    """Id of the correction in force that made it so."""
    rejected: bool = False
    """A rejected span holds it."""

    @property
    def there(self) -> bool:
        """False for a deleted one."""
        return self.state is not PointState.DELETED


def beat_points(beats: Iterable[Beat]) -> list[Point]:
    """Return beats as points."""
    return [Point(beat.time, beat.status is BeatStatus.FLAGGED) for beat in beats]


def breath_points(breaths: Iterable[Breath]) -> list[Point]:
    """Return the turning points of breaths."""
    found: list[Point] = []
    for breath in breaths:
        wrong = breath.status != "ok"
        found += [Point(breath.t_insp, wrong, above=False), Point(breath.t_exp, wrong)]
    return found


def with_corrections(points: Sequence[Point], corrections: Iterable[Correction]) -> list[Point]:
    """Return found points as they stand with corrections, ascending; deleted ones stay, marked.

    Parameters
    ----------
    points : sequence of Point
        As they were found, ascending.
    corrections : iterable of Correction
        Of the same person and signal, in the order they were made.
    """
    found = list(points)
    for item in corrections:
        if item.kind is CorrectionKind.ADD:
            made = Point(item.t0, state=PointState.ADDED, made_by=item.correction_id)
            if item.t1 is None:
                _insert(found, made)
            else:
                _insert(found, replace(made, above=False))
                _insert(found, replace(made, t=item.t1))
        elif item.kind is CorrectionKind.REJECT:
            end = item.t0 if item.t1 is None else item.t1
            found = [replace(p, rejected=True) if item.t0 <= p.t <= end else p for p in found]
        else:
            _change(found, item)
    return found


def _insert(points: list[Point], point: Point) -> None:
    points.insert(bisect_left(points, point.t, key=lambda one: one.t), point)


def _change(points: list[Point], item: Correction) -> None:
    place = place_of(points, item.t0)
    if place is None or abs(points[place].t - item.t0) > SAME_S:
        return
    point = replace(points[place], made_by=item.correction_id)
    if item.kind is CorrectionKind.MOVE and item.t1 is not None:
        del points[place]
        origin = point.t if point.origin is None else point.origin
        _insert(points, replace(point, t=item.t1, state=PointState.MOVED, origin=origin))
    elif item.kind is CorrectionKind.DELETE:
        points[place] = replace(point, state=PointState.DELETED)
    else:
        points[place] = replace(point, state=PointState.ECTOPIC)


def place_of(points: Sequence[Point], t: float, *, there: bool = False) -> int | None:
    """Return which point is nearest to a time; None without any.

    ``there``: deleted ones do not count.
    """
    places = [k for k, point in enumerate(points) if point.there or not there]
    return min(places, key=lambda k: abs(points[k].t - t), default=None)
