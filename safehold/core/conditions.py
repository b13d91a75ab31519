"""What signals and marks say of every second of a person, besides beats and breaths.

The engine notes one :class:`Conditions` a tick. Which windows they forbid or degrade is decided in
one place, live and afterwards: :func:`processing.indices.window.look`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from safehold.core.quick import quick
from safehold.core.reasons import Reason


class Effect(IntEnum):
    """What a trouble with the form of the intervals of a strap does to the indices."""

    DOUBT = 1
    """Variability is degraded."""
    VAGAL = 2
    """Variability is missing, heart rate degraded."""
    ALL = 3
    """Everything is missing."""


@dataclass(frozen=True, slots=True)
class RrTrouble:
    """What is wrong with the form of the intervals, from when to when (session time, s)."""

    t0: float
    t1: float
    reason: Reason
    effect: Effect


@quick
@dataclass(frozen=True, slots=True)
class Segment:
    """Five seconds of a wave: when they begin, session time s, and what is wrong with them."""

    start: int
    reasons: tuple[Reason, ...]


@quick
@dataclass(frozen=True, slots=True)
class Conditions:
    """What was known at one tick of one person about the second that ends with it. Final."""

    person: str
    t: int
    """Session time of the tick, s."""
    heart: str = ""
    """``ecg``, ``ppg``, ``rr``, or empty without a heart stream."""
    resp_unit: str | None = None
    """Unit of the belt; None without one."""
    starting: bool = False
    """Too soon after the start of the engine."""
    codes: tuple[str, ...] = ()
    """Confounds in force, sorted."""
    settling: bool = False
    """In the minute after a marked change of posture."""
    low_rate: bool = False
    """The ECG has fewer samples a second than an index of variability needs."""
    segments: tuple[Segment, ...] = ()
    """Of the heart signal: those judged since the tick before."""
    troubles: tuple[RrTrouble, ...] = ()
    """Of an RR stream: those found, or grown, since the tick before."""
    reanchored: bool = False
    """An RR stream was re-anchored in this second."""
    heart_turned: bool = False
    """The ECG is read the other way up from this second on."""
    open_rr_s: float = 0.0
    """Time since the last beat, s; 0 below two seconds, or where none could have been seen."""
    belt_reasons: tuple[Reason, ...] = ()
    """Why the last minute of the belt cannot be used; empty when it can."""
    side: tuple[Reason, ...] = ()
    """Why the breaths so far do not show that the belt is the right way up; empty when they do."""
    open_breath_s: float = 0.0
    """Time since the last inspiration began, s; 0 when that is not known."""
    turned: bool = False
    """The belt is read the other way up from this second on."""
    usual_depth: float | None = None
    """Depth of the breaths at the baseline in force, unit of the belt; None where not known."""
