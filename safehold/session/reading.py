"""What the engine says of a recorded session under one set of edits, person by person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from processing.indices.summary import PersonRecord
from safehold.core.conditions import Conditions
from safehold.core.messages import Message
from safehold.core.types import Beat, BeatStatus, Breath, EngineOutput, Status, Tick, ZoneName

MINUTE_S = 60.0
SHOWN = ("hr", "rmssd", "p2t")
"""Indices whose change is shown."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Indices and zones of one span; None where nothing is valid."""

    indices: tuple[float | None, ...]
    """As :data:`SHOWN`: of a minute its row of the table of windows, of the session the mean over
    its ticks."""
    zones: tuple[float, float, float, float]
    """Share of the ticks in the own range, high, low, and unknown, 0-1."""
    flagged: float
    """Share of flagged intervals, 0-1."""


class PersonReading:
    """Beats, breaths, ticks and conditions of one person.

    Parameters
    ----------
    person : str
        Whose; what is of others is left out.
    outputs : sequence of EngineOutput
        Of the whole session, in any order that is ascending for each kind.
    """

    def __init__(self, person: str, outputs: Sequence[EngineOutput]) -> None:
        self.person = person
        mine = [o for o in outputs if getattr(o, "person", None) == person]
        self.beats = sorted((o for o in mine if isinstance(o, Beat)), key=lambda o: o.time)
        self.breaths = sorted((o for o in mine if isinstance(o, Breath)), key=lambda o: o.t_insp)
        self.ticks = [o for o in mine if isinstance(o, Tick)]
        self.conditions = [o for o in mine if isinstance(o, Conditions)]
        self._times = [beat.time for beat in self.beats]
        self._breath_times = [breath.t_insp for breath in self.breaths]
        self._record = PersonRecord(person, self.beats, self.breaths, self.conditions)
        self._session: Effect | None = None

    def beats_between(self, t0: float, t1: float) -> list[Beat]:
        """Return the beats of a span, limits included."""
        return self.beats[bisect_left(self._times, t0) : bisect_right(self._times, t1)]

    def breaths_between(self, t0: float, t1: float) -> list[Breath]:
        """Return the breaths that begin in a span, limits included."""
        first, stop = bisect_left(self._breath_times, t0), bisect_right(self._breath_times, t1)
        return self.breaths[first:stop]

    def minute(self, t: float) -> Effect:
        """Return the whole minute that holds a session time: the row of the table of windows."""
        t0 = MINUTE_S * (t // MINUTE_S)
        row = self._record.indices(t0, t0 + MINUTE_S)
        ticks = [tick for tick in self.ticks if t0 < tick.t <= t0 + MINUTE_S]
        beats = self.beats_between(t0, t0 + MINUTE_S)
        return Effect(
            tuple(row[name].value if name in row else None for name in SHOWN),
            _zones(ticks),
            _flagged(beats),
        )

    def session(self) -> Effect:
        """Return the whole session."""
        if self._session is None:
            means = []
            for name in SHOWN:
                found = [tick.index(name) for tick in self.ticks]
                values = [v.value for v in found if v is not None and v.value is not None
                          and v.status is not Status.MISSING]  # fmt: skip
                means.append(sum(values) / len(values) if values else None)
            self._session = Effect(tuple(means), _zones(self.ticks), _flagged(self.beats))
        return self._session


def _zones(ticks: Sequence[Tick]) -> tuple[float, float, float, float]:
    n = max(len(ticks), 1)
    states = [tick.zone.state for tick in ticks]
    order = (ZoneName.WITHIN, ZoneName.HIGH, ZoneName.LOW, ZoneName.UNKNOWN)
    within, high, low, unknown = (states.count(state) / n for state in order)
    return within, high, low, unknown


def _flagged(beats: Sequence[Beat]) -> float:
    intervals = [beat for beat in beats if beat.rr_ms is not None]
    flagged = sum(beat.status is BeatStatus.FLAGGED for beat in intervals)
    return flagged / len(intervals) if intervals else 0.0


class Reading:
    """What the engine says of everybody.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    outputs : sequence of EngineOutput
        Of the whole session.
    refused : sequence of Message
        Which edits could not be done, and why.
    """

    def __init__(
        self,
        people: Sequence[str],
        outputs: Sequence[EngineOutput],
        refused: Sequence[Message] = (),
    ) -> None:
        self.refused = tuple(refused)
        self.people = {person: PersonReading(person, outputs) for person in people}
