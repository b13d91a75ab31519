"""What a reviewer of beats and breaths has before them: the queue, a stretch, a chosen point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from processing.measures.review_queue import Stretch, review_queue, unseen
from processing.signals.edited_points import (
    Point,
    PointState,
    beat_points,
    breath_points,
    place_of,
    with_corrections,
)
from processing.signals.proposals import AROUND_S, Proposal, propose
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Edit, Editing, Seen
from safehold.core.messages import Message
from safehold.core.types import FloatArray, StreamSpec
from safehold.session.reading import PersonReading, Reading

ROOM_S = {Corrected.BEAT: 5.0, Corrected.BREATH: 15.0}
"""What is shown before and after a stretch, s."""
SHORTEST_S, LONGEST_S = 3.0, 120.0
"""The shortest and the longest stretch that is shown whole, s."""

Wave = tuple[FloatArray, FloatArray]


class Source(Protocol):
    """A recorded session as its edits have it; readings come in the background."""

    @property
    def people(self) -> Sequence[str]:
        """Participant labels."""
        ...

    @property
    def automatic(self) -> Reading | None:
        """Without any edit; None until it is computed."""
        ...

    @property
    def base(self) -> Reading | None:
        """With turned sensors alone: in it are the beats that corrections mean."""
        ...

    @property
    def edited(self) -> Reading | None:
        """With all edits in force, the last that was computed."""
        ...

    @property
    def computed(self) -> float:
        """Share of the reading with all edits that is computed, 0-1."""
        ...

    @property
    def failure(self) -> BaseException | None:
        """Why the reading with all edits cannot be computed."""
        ...

    def edits(self) -> Sequence[Edit]:
        """Return all edits so far."""
        ...

    def write(self, contents: Sequence[Editing], why: str) -> list[Edit]:
        """Write edits down, and have the session computed with them."""
        ...

    def stream(self, person: str, what: Corrected) -> StreamSpec | None:
        """Return the stream in which beats, or breaths, of a person are found, as it is read."""
        ...

    def wave(self, person: str, what: Corrected, t0: float, t1: float) -> Wave:
        """Return times (session time, s) and values of it; empty for RR intervals."""
        ...


@dataclass(frozen=True, slots=True)
class InView:
    """What is to be seen: whose, of what, from when to when (session time, s)."""

    person: str
    what: Corrected
    t0: float
    t1: float


class ReviewDesk:
    """Goes through the stretches that are worth a look; changes nothing.

    Parameters
    ----------
    source : Source
        The session.
    refuse : callable
        Told why something was not done.
    window_s : callable
        Returns a person's window of the vagal index, s.
    """

    def __init__(
        self,
        source: Source,
        refuse: Callable[[Message], None],
        window_s: Callable[[str], float],
    ) -> None:
        self.source, self._refuse = source, refuse
        self._window_s = window_s
        self.queue: list[Stretch] = []
        self.stretch: Stretch | None = None
        self.view: InView | None = None
        self.selected: float | None = None
        """Session time of the chosen point, s."""
        self.cursor: float | None = None
        """A place that was pointed at, s."""
        self.span: tuple[float, float] | None = None
        """A span that was drawn, s."""
        self.why = ""
        """Written with every edit."""
        self.proposals: tuple[Proposal, ...] = ()
        self.changes = 0
        """Counts what may have to be drawn again."""
        self._base: Reading | None = None

    # -- the queue -----------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """True once beats and breaths are computed, and there is a queue."""
        base = self.source.base
        if base is not None and base is not self._base:
            self._base = base
            self._make_queue(base)
        return self._base is not None

    def _make_queue(self, base: Reading) -> None:
        self.queue = queue_of(base, self._window_s)
        if self.stretch is None:
            left = self.left
            if left:
                self.go(left[0])
            elif self.queue:
                self.go(self.queue[0])
        self.changes += 1

    @property
    def left(self) -> list[Stretch]:
        """The stretches that nobody has looked at yet, the worst first."""
        seen = [e.what for e in self.source.edits() if e.in_force and isinstance(e.what, Seen)]
        return unseen(self.queue, seen)

    def go(self, stretch: Stretch) -> None:
        """Show a stretch, and choose the first point in it that is flagged."""
        self.stretch = stretch
        room = ROOM_S[stretch.what]
        end = min(stretch.t1, stretch.t0 + LONGEST_S)
        self.view = InView(stretch.person, stretch.what, stretch.t0 - room, end + room)
        self.cursor = self.span = None
        flagged = [p.t for p in self.points() if p.flagged and stretch.holds(p.t)]
        inside = [p.t for p in self.points() if stretch.holds(p.t)]
        self.selected = next(iter(flagged or inside), None)
        self._propose()

    def look(self, person: str, what: Corrected, t: float) -> None:
        """Show any moment of a person."""
        room = ROOM_S[what]
        self.stretch = None
        self.view = InView(person, what, t - room, t + room)
        self.cursor = self.span = None
        self.selected = self._nearest(t)
        self.proposals = ()
        self.changes += 1

    def step(self, *, forth: bool) -> None:
        """Go to the next stretch of the queue, or back to the one before."""
        if not self.queue:
            self._refuse(Message("No beat and no breath is flagged: there is nothing to review."))
            return
        place = self.queue.index(self.stretch) if self.stretch in self.queue else -1
        place += 1 if forth else -1
        if 0 <= place < len(self.queue):
            self.go(self.queue[place])
        else:
            self._refuse(
                Message("This is the last stretch.") if forth
                else Message("This is the first stretch.")
            )  # fmt: skip

    def _propose(self) -> None:
        self.proposals = ()
        self.changes += 1
        one, base = self.stretch, self._base
        if one is None or base is None or one.what is not Corrected.BEAT:
            return
        if any(one.holds(c.t0) for c in self._corrections()):
            return  # somebody has decided here already
        near = base.people[one.person].beats_between(one.t0 - AROUND_S, one.t1 + AROUND_S)
        wave = self.source.wave(one.person, one.what, one.t0 - AROUND_S, one.t1 + AROUND_S)
        self.proposals = propose(near, one.t0, one.t1, wave)

    # -- points --------------------------------------------------------------------------------

    def points(self) -> list[Point]:
        """Return the points in view as they stand now."""
        view = self.view
        if view is None or self._base is None:
            return []
        reading = self._base.people[view.person]
        found = self._found(reading, view)
        now = self.source.edited
        if now is not None and now is not self._base:  # a flag may be gone by a correction
            fresh = {p.t: p.flagged for p in self._found(now.people[view.person], view)}
            found = [Point(p.t, fresh.get(p.t, p.flagged), p.above) for p in found]
        points = with_corrections(found, self._corrections())
        if view.what is Corrected.BREATH and now is not None and self.source.computed == 1:
            return self._that_went(points, now.people[view.person], view)
        return points

    def _that_went(self, points: list[Point], now: PersonReading, view: InView) -> list[Point]:
        """Return turning points; one that went together with a deleted one is deleted too."""
        there = {p.t for p in self._found(now, view)}
        gone = [p for p in points if not p.there]
        return [
            replace(p, state=PointState.DELETED, made_by=min(gone, key=_from(p.t)).made_by)
            if gone and p.state is PointState.AUTOMATIC and p.t not in there
            else p
            for p in points
        ]

    def found(self) -> list[Point]:
        """Return the points in view as they were found, before any correction."""
        if self.view is None or self._base is None:
            return []
        return self._found(self._base.people[self.view.person], self.view)

    def _found(self, reading: PersonReading, view: InView) -> list[Point]:
        t0, t1 = view.t0 - 2.0, view.t1 + 2.0
        if view.what is Corrected.BEAT:
            return beat_points(reading.beats_between(t0, t1))
        return breath_points(reading.breaths_between(t0 - 12.0, t1))

    def _corrections(self) -> list[Correction]:
        """Return the corrections in force of the person and signal in view."""
        view = self.view
        kept = [e.what for e in self.source.edits() if e.in_force]
        return [c for c in kept if isinstance(c, Correction) and view is not None
                and (c.person, c.what) == (view.person, view.what)]  # fmt: skip

    def rejected(self) -> list[tuple[float, float]]:
        """Return the rejected spans of the signal in view, session time s."""
        return [(c.t0, c.t1) for c in self._corrections()
                if c.kind is CorrectionKind.REJECT and c.t1 is not None]  # fmt: skip

    def _nearest(self, t: float) -> float | None:
        points = self.points()
        place = place_of(points, t)
        return None if place is None else points[place].t

    def _chosen(self) -> Point | None:
        """Return the chosen point; say where there is none."""
        if self.selected is not None:
            points = self.points()
            place = place_of(points, self.selected)
            if place is not None and abs(points[place].t - self.selected) < 1e-3:
                return points[place]
        self._refuse(Message("Nothing is chosen: choose a beat with the arrow keys or a click."))
        return None

    def choose(self, t: float) -> None:
        """Choose the point nearest to a session time, and keep the time as the cursor."""
        self.cursor = t
        self.selected = self._nearest(t)
        self.changes += 1

    def draw_span(self, t0: float, t1: float) -> None:
        """Keep a span that was drawn, session time s."""
        self.span = (t0, t1)
        self.changes += 1

    def choose_next(self, *, forth: bool) -> None:
        """Choose the next point, or the one before; the view follows."""
        if self.view is None:
            return
        times = [p.t for p in self.points()]
        at = self.selected if self.selected is not None else (self.view.t0 + self.view.t1) / 2
        beyond = [t for t in times if (t > at + 1e-6 if forth else t < at - 1e-6)]
        if not beyond:
            self._refuse(Message("There is no further one here."))
            return
        self.selected, self.cursor = beyond[0] if forth else beyond[-1], None
        if not self.view.t0 <= self.selected <= self.view.t1:
            shift = self.selected - (self.view.t0 + self.view.t1) / 2
            self.view = InView(self.view.person, self.view.what,
                             self.view.t0 + shift, self.view.t1 + shift)  # fmt: skip
        self.changes += 1

    def zoom(self, factor: float) -> None:
        """Show so many times the stretch of time, about what is chosen or the middle."""
        if (view := self.view) is None:
            return
        length = min(max(factor * (view.t1 - view.t0), SHORTEST_S), 2 * LONGEST_S)
        middle = (view.t0 + view.t1) / 2
        if self.selected is not None and view.t0 <= self.selected <= view.t1:
            middle = self.selected
        self.view = InView(view.person, view.what, middle - length / 2, middle + length / 2)
        self.changes += 1

    def switch(self) -> None:
        """Look at breaths instead of beats at the same time, or the other way round."""
        if (view := self.view) is not None:
            other = Corrected.BREATH if view.what is Corrected.BEAT else Corrected.BEAT
            if self.source.stream(view.person, other) is None:
                self._refuse(Message("There is no such signal of this person."))
                return
            self.look(view.person, other, (view.t0 + view.t1) / 2)


def _from(t: float) -> Callable[[Point], float]:
    """Return how far points are from a time."""
    return lambda point: abs(point.t - t)


def queue_of(reading: Reading, window_s: Callable[[str], float]) -> list[Stretch]:
    """Return what of everybody is worth a look, the costliest first.

    ``window_s`` returns a person's window of the vagal index, s.
    """
    found = [
        one
        for label, person in reading.people.items()
        for one in review_queue(
            person.beats, person.breaths, person.ticks, person.conditions, window_s(label)
        )
    ]
    return sorted(found, key=lambda one: (-one.cost, one.t0, one.person, one.what))
