"""A recorded session under its edits: what the engine says without them, and with them.

Each set of edits is computed in the background as a replay's beats and breaths are, but those are
found once (:mod:`safehold.offline.stages` keeps them). The last readings are kept, so that an undo
shows at once what stood there before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from safehold.core.correction import Corrected, Correction
from safehold.core.edits import Edit, Editing
from safehold.core.types import StreamSpec, Turn
from safehold.files.edits import Edits
from safehold.offline.inputs import RunInputs, edited
from safehold.offline.replay.as_seen import turned_at
from safehold.offline.replay.moments import Moments
from safehold.offline.replay.recomputed import Recomputed
from safehold.session.reading import Reading
from safehold.session.review_desk import Wave

KEPT = 4
"""So many sets of edits are kept computed, besides the automatic reading."""

REFUSED = "correction_refused"
"""Code of the notice that an edit could not be done."""
FOUND_SHARE = 0.8
"""Share of the work after which beats and breaths are found."""
_Key = tuple[tuple[Correction, ...], tuple[Turn, ...]]
_AUTOMATIC: _Key = ((), ())


class Readings:
    """What a reviewer asks of a recorded session (:class:`safehold.session.review_desk.Source`).

    Parameters
    ----------
    edits : Edits
        Where edits are written.
    moments : Moments
        The replay; it shows the reading with the edits in force.
    coder : str
        Study code of the one who edits now.
    """

    def __init__(self, edits: Edits, moments: Moments, *, coder: str) -> None:
        self._edits, self._moments, self._coder = edits, moments, coder
        self._runs = tuple(inputs.without_edits() for inputs in moments.runs)
        self._said: list[Edit] = edits.edits()
        self._first: dict[tuple[Turn, ...], Recomputed] = {self._now[1]: moments.computed}
        """In which beats and breaths were found, by the sides of the sensors."""
        self._computing: dict[_Key, Recomputed] = {self._now: moments.computed}
        self._readings: dict[_Key, Reading] = {}
        self._retired: list[Recomputed] = []
        """No longer wanted; a window must not wait for their ends, nor have many at work."""

    @property
    def people(self) -> Sequence[str]:
        """Participant labels."""
        return self._moments.people

    @property
    def automatic(self) -> Reading | None:
        """Without any edit; None until it is computed."""
        return self._reading(_AUTOMATIC)

    @property
    def base(self) -> Reading | None:
        """With turned sensors alone; None until it is computed."""
        return self._reading(self._base)

    @property
    def edited(self) -> Reading | None:
        """With all edits in force; of those before where they are not computed yet."""
        now = self._reading(self._now)
        if now is not None:
            computed = self._computing[self._now]
            if self._moments.computed is not computed:
                self._moments.take_reading(computed, self._edited(self._now))
            return now
        done = [key for key in reversed(self._computing) if key in self._readings]
        return self._readings[done[0]] if done else None

    @property
    def computed(self) -> float:
        """Share of the reading with all edits that is computed, 0-1."""
        if self._reading(self._now) is not None:
            return 1.0
        first, moments = self._first[self._now[1]], self._moments
        past = (first.until - moments.begin) / max(moments.end - moments.begin, 1.0)
        return FOUND_SHARE * (1.0 if first.done else min(max(past, 0.0), 1.0))

    @property
    def failure(self) -> BaseException | None:
        """Why the reading with all edits cannot be computed."""
        found = self._computing.get(self._now)
        return None if found is None else found.failure

    def edits(self) -> Sequence[Edit]:
        """Return all edits so far."""
        return self._said

    def write(self, contents: Sequence[Editing], why: str) -> list[Edit]:
        """Write edits down, and have the session computed with them."""
        made = self._edits.write(contents, by=self._coder, why=why)
        self._said = self._edits.edits()
        self._drop_others()
        self._reading(self._now)
        return made

    def stream(self, person: str, what: Corrected) -> StreamSpec | None:
        """Return the stream of a person in which beats, or breaths, are found, as it is read."""
        view = self._moments.model.people[person]
        spec = view.heart if what is Corrected.BEAT else view.respiration
        if spec is None:
            return None
        specs = self._edited(self._now)[0].run.streams
        return next((one for one in specs if one.stream_id == spec.stream_id), spec)

    def wave(self, person: str, what: Corrected, t0: float, t1: float) -> Wave:
        """Return times and values of that stream between two session times."""
        spec = self.stream(person, what)
        times, values = self._moments.model.stretch(
            "" if spec is None or not spec.regular else spec.stream_id, t0, t1
        )
        if spec is not None and turned_at(self._edited(self._now), t0).get(spec.stream_id):
            values = -values
        return times, values

    def stop(self) -> None:
        """End all that is still computed."""
        for computed in {*self._first.values(), *self._computing.values(), *self._retired}:
            computed.stop()

    # -- computing -----------------------------------------------------------------------------

    @property
    def _now(self) -> _Key:
        kept = [edit.what for edit in self._said if edit.in_force]
        corrections = tuple(what for what in kept if isinstance(what, Correction))
        turns = {what.stream_id: what for what in kept if isinstance(what, Turn)}
        return corrections, tuple(turns.values())

    @property
    def _base(self) -> _Key:
        return (), self._now[1]

    def _edited(self, key: _Key) -> tuple[RunInputs, ...]:
        return edited(self._runs, *key)

    def _drop_others(self) -> None:
        """Forget readings that are no longer wanted; those that are done are kept for a while."""
        needed = {_AUTOMATIC, self._base, self._now}
        others = [key for key in self._computing if key not in needed]
        for key in [k for k in others if not self._computing[k].done] + others[:-KEPT]:
            if (gone := self._computing.pop(key, None)) is not None:
                self._readings.pop(key, None)
                if gone not in self._first.values():
                    gone.retire()
                    self._retired.append(gone)

    def _reading(self, key: _Key) -> Reading | None:
        """Return a reading; where it is not computed yet, have it computed."""
        if key not in self._readings:
            computed = self._compute(key)
            if computed is None or not computed.done:
                return None
            refused = [n.message for n in computed.notices(math.inf) if n.code == REFUSED]
            self._readings[key] = Reading(self.people, computed.measured, refused)
        return self._readings[key]

    def _compute(self, key: _Key) -> Recomputed | None:
        """Return what computes a reading; None while beats and breaths are being found."""
        if key in self._computing:
            return self._computing[key]
        turns = key[1]
        if turns not in self._first:
            self._first[turns] = self._recomputed(((), turns))
            self._first[turns].start()
            self._computing.setdefault(((), turns), self._first[turns])
        self._retired = [computed for computed in self._retired if computed.working]
        if self._first[turns].done and key not in self._computing and not self._retired:
            self._computing[key] = self._recomputed(key)
            self._computing[key].start()
        return self._computing.get(key)

    def _recomputed(self, key: _Key) -> Recomputed:
        return Recomputed(self._edited(key), self.people, self._moments.effects)
