"""Where two readings of one session differ, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.recipe import Recipe, Span

ZONE = "zone"
TICK = "tick"
"""A second for which only one of the readings has a tick."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of consecutive seconds in which one thing is not as it was."""

    person: str
    t0: int
    """First tick, session time s."""
    t1: int
    """Last tick."""
    what: str
    """`ZONE`, `TICK`, the name of an index, or an axis of the zones, ``a`` or ``v``."""
    before: str | float | None
    """The zone, or the mean of the values there are; None: missing."""
    after: str | float | None
    unit: str = ""
    before_reasons: tuple[Reason, ...] = ()
    """Why it is missing, at the first tick."""
    after_reasons: tuple[Reason, ...] = ()
    why: tuple[Message, ...] = ()
    """What changed it."""

    @property
    def seconds(self) -> int:
        """How many ticks it has."""
        return self.t1 - self.t0 + 1


@dataclass(frozen=True, slots=True)
class Summary:
    """One number about a person over the session, in both readings."""

    person: str
    what: str
    before: float | None
    after: float | None
    unit: str = ""
    """``1`` for counts and shares."""
    n_before: int = 0
    """Seconds it rests on."""
    n_after: int = 0


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What came of computing a session again."""

    recipe: Recipe
    said: tuple[Message, ...]
    """What is other than in the session."""
    differences: tuple[Difference, ...]
    """By person and time."""
    summary: tuple[Summary, ...]
    published: bool = True
    """Whether there is anything that was seen."""

    def spans(self, person: str, whats: Collection[str] = ()) -> list[Span]:
        """Return the stretches in which one of these things differs for a person, session time s.

        A tick stands for half a second to either side; without `whats` anything counts.
        """
        mine = [d for d in self.differences if d.person == person]
        merged: list[Span] = []
        for one in sorted(mine, key=lambda d: d.t0):
            if whats and one.what not in (*whats, TICK):
                continue
            t0, t1 = one.t0 - 0.5, one.t1 + 0.5
            if merged and t0 <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(t1, merged[-1][1]))
            else:
                merged.append((t0, t1))
        return merged

    def onsets(self) -> list[int]:
        """Return the first ticks of the stretches to look at, ascending, session time s.

        Those in which zones differ, where there are any; else of whatever differs.
        """
        zones = {d.t0 for d in self.differences if d.what in (ZONE, TICK)}
        return sorted(zones or {d.t0 for d in self.differences})
