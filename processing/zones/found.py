"""What the first stage finds of a person, second by second: all that the second stage reads.

The first stage (:mod:`processing.zones.detection`) turns samples into beats, breaths, holds and
the quality of signals. It knows no threshold, no mark, no baseline and no correction, so what it
found of a recording can be kept. The second stage (:mod:`processing.zones.judgement`) makes
intervals, indices, baselines and zones of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from processing.signals.beats import DetectedBeat
from processing.signals.respiration import BreathCycle
from safehold.core.conditions import RrTrouble, Segment
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import Event, FloatArray, Notice, Role

Quality: TypeAlias = tuple[str, float | None, tuple[Reason, ...]]
"""Stream id, share of good segments of the last minute, and what ails the others."""
Span: TypeAlias = tuple[float, float]
"""From when to when, session time s."""


@quick
@dataclass(frozen=True, slots=True)
class HeartSecond:
    """What a tick may know of a heart beyond the tick before."""

    first: int
    """Session second of the first of the blocks."""
    blocks: tuple[tuple[DetectedBeat, ...], ...]
    """The beats of each session second, up to five seconds after the tick; as a rule of one."""
    covered: tuple[Span, ...]
    """Where in them there are samples of a wave, each of one run without a gap."""
    segments: tuple[Segment, ...]
    """Of a wave: those that ended by the tick."""
    troubles: tuple[RrTrouble, ...]
    """Of RR intervals: those that were found, or grew."""
    low_rate: bool
    """An ECG has fewer samples a second than an index of variability needs."""
    open_s: float
    """Of a wave: time since the last beat, s; 0 below two seconds, or where none could be seen."""


@quick
@dataclass(frozen=True, slots=True)
class BeltSecond:
    """What a tick may know of breathing beyond the tick before."""

    cycles: tuple[BreathCycle, ...]
    """The breaths whose end became known, in order."""
    open_since: float | None
    """When the breath began that has not ended, as known by the tick, s; None without one."""
    reasons: tuple[Reason, ...]
    """Why the signal cannot be used; empty when it can."""
    grids: tuple[tuple[int, FloatArray], ...]
    """Session seconds with the signal on the 25-Hz grid, NaN where there is none."""

    def same_as(self, other: BeltSecond) -> bool:
        """Tell whether it says the same; the signal itself is taken to be the same."""
        mine = (self.cycles, self.open_since, self.reasons)
        return self is other or mine == (other.cycles, other.open_since, other.reasons)


@quick
@dataclass(frozen=True, slots=True)
class Second:
    """What the first stage hands on for one tick."""

    t: int
    """The tick, session time s."""
    heart: HeartSecond | None = None
    """None without a heart, and while the inputs stood still."""
    belt: BeltSecond | None = None
    held: tuple[Event | Notice, ...] = ()
    """Breath holds that began or ended."""
    notices: tuple[Notice, ...] = ()
    """About the streams."""
    quality: tuple[Quality, ...] = ()
    turned: frozenset[Role] = frozenset()
    """``ecg``, ``respiration``: what is read the other way up from this tick on."""
    stalled: bool = False
    """The live clock gave this tick up."""

    def same_as(self, other: Second) -> bool:
        """Tell whether it says the same as the second of another reading of the same samples."""
        if self is other:
            return True
        if self.belt is None or other.belt is None:
            breathed = self.belt is other.belt
        else:
            breathed = self.belt.same_as(other.belt)
        mine = (self.t, self.stalled, self.turned, self.heart, self.held, self.notices)
        theirs = (other.t, other.stalled, other.turned, other.heart, other.held, other.notices)
        return breathed and mine == theirs and self.quality == other.quality
