"""Where two readings of one session differ, and why."""

from __future__ import annotations

from dataclasses import dataclass

from safehold.core.messages import Message
from safehold.core.reasons import Reason

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
