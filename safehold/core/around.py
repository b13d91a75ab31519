"""What people did before, during and after what was coded: an event, a code, a span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from safehold.core.reasons import Reason

QUANTITIES: dict[str, tuple[str, str]] = {
    "a": ("heart rate against the own baseline", "spreads"),
    "v": ("vagal index against the own baseline", "spreads"),
    "hr": ("heart rate", "bpm"),
    "rmssd": ("RMSSD", "ms"),
    "p2t": ("RSA, peak to trough", "ms"),
    "resp_rate": ("respiration rate", "/min"),
    "share_high": ("time in high activation", "1"),
    "share_within": ("time within the own range", "1"),
    "share_low": ("time in low activation (ambiguous)", "1"),
    "safety": ("felt safety", "points"),
    "synchrony": ("heart rates going together", "z"),
}
"""What is compared, its words and its unit."""
TESTED = ("a", "v", "synchrony")
"""Quantities whose change from the onset on is tested."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean change, with what 95 % of samples like it would cover."""

    value: float
    low: float | None = None
    """None below two events."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class AroundRow:
    """One quantity of one person, or of two, before, during and after."""

    person: str
    """A label, or two joined by `` - ``."""
    quantity: str
    """A key of :data:`QUANTITIES`."""
    before: float | None
    """Mean over the events of which before and after are known."""
    during: float | None
    """Mean over the events that last and of which it is known."""
    after: float | None
    n: int
    """Events of which before and after are known."""
    change: Estimate | None = None
    """After minus before. High falls and low rises by itself: never to be read alone."""
    matched: float | None = None
    """What matched moments did from the same level on (mean 10 to 60 s later)."""
    adjusted: Estimate | None = None
    """Change from the level at the onset minus that of matched moments, in spreads."""
    n_adjusted: int = 0
    p: float | None = None
    """Share of rotations of the events that change as much, either way, from the onset on."""
    p_adjusted: float | None = None
    """Adjusted for all codes (a and v: of everybody, both axes; synchrony: all pairs)."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """All quantities of everybody around one event, the events of a code, or a span."""

    name: str
    """``code:int.support``, ``event:e0007`` or ``span:60-120s``."""
    n_events: int
    seconds: float
    """How long they lasted together, s; of points 0."""
    rows: tuple[AroundRow, ...]
    spans: tuple[tuple[float, float], ...] = ()
    """From onset to end of each, session time s."""
    began: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By person: in which zone events began (``high``, ``within``, ``low``, ``unknown``)."""

    @property
    def few(self) -> bool:
        """Whether there are too few events for a test."""
        return self.n_events < 5

    def row(self, person: str, quantity: str) -> AroundRow | None:
        """Return what is known of one quantity of a person."""
        found = (r for r in self.rows if (r.person, r.quantity) == (person, quantity))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Repair:
    """What one person did from one rupture to its repair."""

    person: str
    rupture: float
    """Onset, session time s."""
    repair: float | None
    """None where none was coded."""
    a: float | None = None
    """Mean 10 to 60 s after the repair minus that after the rupture, spreads."""
    v: float | None = None
    safety: float | None = None
    """First answer after the repair minus the last before the rupture, points."""
    to_within_s: float | None = None
    """From the repair until the zone is within the own range, s."""
    synchrony: float | None = None
    """Mean z of the minute after the repair minus that of the minute after the rupture, of the
    first two people."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a window shows: every code, every single event, and a span where one was asked for."""

    codes: tuple[Around, ...]
    events: Mapping[str, Around]
    """By event id."""
    repairs: tuple[Repair, ...]
    span: Around | None = None
