"""What of a session's tests holds: by its chance level, adjusted for all that was tested."""

from __future__ import annotations

from dataclasses import dataclass

from safehold.core.measures import ProcessMeasure
from safehold.core.results import DyadMeasure, Parting


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test that holds."""

    what: ProcessMeasure | DyadMeasure | Parting
    """The adjusted change around the events of a code, a statistic of two people, or how a
    continuous rating goes with another course."""
    p: float
    """Share of chance that gives as much, adjusted for every test of the session."""
    interval: tuple[float, float] | None = None
    """Interval of 95 % of an adjusted change, z."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every test of a session, and those that hold, the smallest p first."""

    n_tests: int
    held: tuple[Outcome, ...]
