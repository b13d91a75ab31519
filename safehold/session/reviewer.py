"""What each key does to the beats and breaths that are reviewed.

Nothing here computes a beat. What is done becomes lines of ``edits.jsonl``, the engine takes them
in, and the readings before and after stand beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from processing.signals.edited_points import PointState, place_of
from processing.signals.proposals import AROUND_S, best_place
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Editing, Seen, Undone
from safehold.core.messages import Message
from safehold.core.types import Turn
from safehold.session.history import History, Step
from safehold.session.review_desk import ReviewDesk, Source

APART_S = {Corrected.BEAT: 0.25, Corrected.BREATH: 0.3}
"""Two points are at least so far apart, s."""
LEAST_MOVE_S = 1e-4


class Reviewer(ReviewDesk):
    """Edits what stands on the desk.

    Parameters
    ----------
    source : Source
        The session.
    refuse : callable
        Told why something was not done.
    window_s : callable
        Returns a person's window of the vagal index, s.
    history : History
        All edits of this replay, for undo.
    """

    def __init__(
        self,
        source: Source,
        refuse: Callable[[Message], None],
        window_s: Callable[[str], float],
        history: History,
    ) -> None:
        super().__init__(source, refuse, window_s)
        self._history = history

    def accept(self) -> None:
        """Do what is proposed, note the stretch as looked at, and go to the worst one left."""
        if (one := self.stretch) is None:
            self._refuse(Message("No stretch is shown: go to one first."))
            return
        made: list[Editing] = [
            Correction("", one.person, one.what, p.kind, p.t0, p.t1) for p in self.proposals
        ]
        self._do("seen", [*made, Seen(one.person, one.t0, one.t1, one.what)])
        if left := self.left:
            self.go(left[0])

    def add(self) -> None:
        """Add a beat at the cursor, or where the wave looks like one after the chosen beat."""
        t = self.cursor if self.cursor is not None else self._missing_place()
        if t is None:
            self._refuse(Message("Click where it belongs, then press the key again."))
        else:
            self.add_at(t)

    def _missing_place(self) -> float | None:
        """Return where a beat could be missing between the chosen one and the next."""
        view, at = self.view, self.selected
        if view is None or at is None or view.what is Corrected.BREATH or self._base is None:
            return None
        later = [p.t for p in self.points() if p.there and p.t > at + 1e-6]
        if not later:
            return None
        apart = APART_S[view.what]
        near = self._base.people[view.person].beats_between(at - AROUND_S, later[0] + AROUND_S)
        wave = self.source.wave(view.person, view.what, at - AROUND_S, later[0] + AROUND_S)
        found = best_place(near, at + apart, later[0] - apart, wave)
        return found if found is not None else (at + later[0]) / 2

    def add_at(self, t: float) -> None:
        """Add a beat or a breath at a session time, s; a deleted one that is there comes back."""
        if (view := self.view) is None:
            return
        points = self.points()
        place = place_of(points, t)
        near = None if place is None else points[place]
        if near is not None and abs(near.t - t) < APART_S[view.what]:
            if near.there:
                self._refuse(Message("There is one already, {gap:.2f} s from here.",
                                     gap=abs(near.t - t)))  # fmt: skip
            else:
                self._do("add", [Undone((near.made_by,))])
                self.selected = near.t
            return
        end = None
        if view.what is Corrected.BREATH:
            later = [p.t for p in points if p.there and not p.above and p.t > t]
            end = t + 0.4 * ((later[0] - t) if later else 4.0)
        made = Correction("", view.person, view.what, CorrectionKind.ADD, t, end)
        self._do("add", [made])
        self.selected = t

    def split(self) -> None:
        """Add a beat in the middle of the interval that ends with the chosen one."""
        if (point := self._chosen()) is None:
            return
        before = [p.t for p in self.points() if p.there and p.t < point.t - 1e-6
                  and p.above == point.above]  # fmt: skip
        if before:
            self.add_at((before[-1] + point.t) / 2)
        else:
            self._refuse(Message("There is no interval before it."))

    def delete(self) -> None:
        """Delete the chosen point; one that was deleted comes back."""
        if (point := self._chosen()) is None or (view := self.view) is None:
            return
        if point.state in (PointState.DELETED, PointState.ADDED):
            self._do("delete", [Undone((point.made_by,))])
            return
        made = Correction("", view.person, view.what, CorrectionKind.DELETE, point.t)
        self._do("delete", [made])

    def move(self) -> None:
        """Move the chosen beat to the cursor, or to where the wave looks most like a beat."""
        if (point := self._chosen()) is None or (view := self.view) is None:
            return
        t = self.cursor
        if t is None and view.what is Corrected.BEAT and self._base is not None:
            near = self._base.people[view.person].beats_between(
                point.t - AROUND_S, point.t + AROUND_S
            )
            wave = self.source.wave(view.person, view.what, point.t - AROUND_S, point.t + AROUND_S)
            t = best_place(near, point.t - 0.3, point.t + 0.3, wave)
        if t is None:
            self._refuse(Message("Drag it, or click where it belongs and press the key again."))
        else:
            self.move_to(point.t, t)

    def move_to(self, at: float, to: float) -> None:
        """Move the point at a session time to another, s."""
        if (view := self.view) is None:
            return
        points = self.points()
        place = place_of(points, at)
        if place is None or abs(at - to) < LEAST_MOVE_S:
            return
        at, others = points[place].t, [p.t for k, p in enumerate(points) if k != place and p.there]
        between = any(min(at, to) < t < max(at, to) for t in others)
        if between or any(abs(t - to) < APART_S[view.what] for t in others):
            self._refuse(Message("There is one already: nothing was moved."))
            return
        made = Correction("", view.person, view.what, CorrectionKind.MOVE, at, to)
        self._do("move", [made])
        self.selected, self.cursor = to, None

    def ectopic(self) -> None:
        """Call the chosen beat ectopic, or no longer."""
        if (point := self._chosen()) is None or (view := self.view) is None:
            return
        if view.what is Corrected.BREATH:
            self._refuse(Message("A breath cannot be ectopic."))
        elif point.state is PointState.ECTOPIC:
            self._do("ectopic", [Undone((point.made_by,))])
        elif point.there:
            made = Correction("", view.person, view.what, CorrectionKind.ECTOPIC, point.t)
            self._do("ectopic", [made])
        else:
            self._refuse(Message("It is deleted: the key that deleted it brings it back."))

    def reject(self) -> None:
        """Reject the span that was drawn, or the stretch; a rejected one no longer."""
        if (view := self.view) is None:
            return
        at = self.selected if self.selected is not None else (view.t0 + view.t1) / 2
        held = [c for c in self._corrections() if c.kind is CorrectionKind.REJECT
                and c.t1 is not None and c.t0 <= at <= c.t1]  # fmt: skip
        span = self.span
        if span is None and held:
            self._do("reject", [Undone(tuple(c.correction_id for c in held))])
            return
        if span is None and self.stretch is not None:
            span = (self.stretch.t0, self.stretch.t1)
        if span is None or span[1] <= span[0]:
            self._refuse(Message("Draw a span first: Shift and drag over the wave."))
            return
        made = Correction("", view.person, view.what, CorrectionKind.REJECT, *span)
        self._do("reject", [made])
        self.span = None

    def turn(self) -> None:
        """Read the signal in view the other way up, over the whole session."""
        view = self.view
        spec = None if view is None else self.source.stream(view.person, view.what)
        if spec is None or not spec.regular:
            self._refuse(Message("This signal cannot be upside down."))
            return
        self._do("turn", [Turn(spec.stream_id, not spec.inverted)])

    # -- undo ----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last edit of this replay back; codes are edits too."""
        if not self._history.undo():
            self._refuse(Message("Nothing was edited in this replay that could be undone."))

    def redo(self) -> None:
        """Do again what was undone last."""
        if not self._history.redo():
            self._refuse(Message("There is nothing to redo."))

    def _do(self, label: str, contents: Sequence[Editing]) -> None:
        """Write edits that belong together, and let them be undone together."""
        made = [edit.edit_id for edit in self.source.write(contents, self.why)]
        last, stretch = [tuple(made)], self.stretch

        def take_back() -> None:
            """Undo, or redo: what was written last is taken back."""
            (line,) = self.source.write([Undone(last[0])], self.why)
            last[0] = (line.edit_id,)
            if stretch is not None and stretch in self.queue:
                self.go(stretch)
            self._after()

        self._history.did(Step(label, take_back, take_back))
        self._after()

    def _after(self) -> None:
        self.cursor = None
        self._propose()
