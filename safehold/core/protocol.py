"""Where a session stands in its protocol: phases, time left, and whether a baseline will do.

Pure: what a view shows follows from the study, the events and the time. The pacer is a function of
time, so the picture on the screen and the recorded stream are the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from safehold.core.reasons import Reason, explain
from safehold.core.study import Phase, PhaseKind
from safehold.core.types import Event, EventKind

INHALE_SHARE = 0.4
"""Share of a paced breath in which to breathe in."""
BASELINES = (PhaseKind.BASELINE, PhaseKind.END_BASELINE)


class PhaseState(StrEnum):
    """How far a phase is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SHORT = "short"
    """Ended before its time."""


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """One phase of the protocol and how far it is; of a phase that was redone, the last time."""

    phase: Phase
    state: PhaseState
    onset: float | None = None
    """Session time, s."""
    end: float | None = None
    attempts: int = 0


class Judgement(StrEnum):
    """What a baseline is worth."""

    SETTLING = "settling"
    COLLECTING = "collecting"
    COMPUTING = "computing"
    """The phase is over; its last seconds are not final yet."""
    ACCEPTED = "accepted"
    PROVISIONAL = "provisional"
    """It can be used and is marked everywhere, because it does not meet the rules."""
    FAILED = "failed"
    """No baseline could be taken at all."""


@dataclass(frozen=True, slots=True)
class BaselineVerdict:
    """What is known about one person's baseline, during the phase and after it."""

    person: str
    phase: str
    """Name of the phase."""
    judgement: Judgement
    reasons: tuple[Reason, ...] = ()
    """Rules that are not met; during the phase, those that would not be met so far."""
    valid_s: float = 0.0
    """Seconds on which both axes rest so far."""
    hr: float | None = None
    """Median heart rate so far, bpm."""

    @property
    def redo(self) -> bool:
        """True when it should be taken again."""
        return self.judgement in (Judgement.PROVISIONAL, Judgement.FAILED)

    @property
    def words(self) -> str:
        """The verdict as one line."""
        why = explain(self.reasons)
        return f"{self.judgement.value}: {why}" if why else self.judgement.value


@dataclass(frozen=True, slots=True)
class ProtocolState:
    """What the window shows of the protocol."""

    phases: tuple[PhaseProgress, ...]
    now: float
    current: PhaseProgress | None = None
    elapsed_s: float = 0.0
    """Since the current phase began, s."""
    remaining_s: float | None = None
    """Until it ends by itself, s; None for an open end, and without a current phase."""
    settling_s: float = 0.0
    """Seconds of settling time that are left."""
    next: Phase | None = None
    """The phase that comes next."""
    verdicts: tuple[BaselineVerdict, ...] = ()
    """Of the current or last baseline phase, per person."""

    @property
    def redo(self) -> bool:
        """True when a baseline should be taken again before the session goes on."""
        return any(verdict.redo for verdict in self.verdicts)

    def without_values(self) -> ProtocolState:
        """Return the same without any heart rate, for windows that show none."""
        return replace(self, verdicts=tuple(replace(v, hr=None) for v in self.verdicts))


def progress(
    phases: Sequence[Phase],
    events: Sequence[Event],
    now: float,
    verdicts: Mapping[str, BaselineVerdict] | None = None,
) -> ProtocolState:
    """Return where the protocol stands.

    Parameters
    ----------
    phases : sequence of Phase
        The study's.
    events : sequence of Event
        All events so far.
    now : float
        Session time, s.
    verdicts : mapping of str to BaselineVerdict, optional
        Per person.
    """
    found = tuple(_progress(phase, events) for phase in phases)
    running = [entry for entry in found if entry.state is PhaseState.RUNNING]
    current = max(running, key=lambda entry: entry.onset or 0.0, default=None)
    said = tuple((verdicts or {}).values())
    if current is None or current.onset is None:
        return ProtocolState(found, now, next=_next(found), verdicts=said)
    elapsed = max(0.0, now - current.onset)
    length = current.phase.seconds
    return ProtocolState(
        phases=found,
        now=now,
        current=current,
        elapsed_s=elapsed,
        remaining_s=None if length is None else max(0.0, length - elapsed),
        settling_s=max(0.0, current.phase.settling_s - elapsed),
        next=_next(found),
        verdicts=said,
    )


def _progress(phase: Phase, events: Sequence[Event]) -> PhaseProgress:
    # a phase has a length: an older session may hold a foreign marker of its name as a point
    mine = [e for e in events if e.code == phase.code and e.kind is not EventKind.POINT]
    if not mine:
        return PhaseProgress(phase, PhaseState.WAITING)
    last = max(mine, key=lambda event: event.onset)
    if last.duration is None:
        return PhaseProgress(phase, PhaseState.RUNNING, last.onset, None, len(mine))
    short = phase.seconds is not None and last.duration < phase.seconds - 0.5
    state = PhaseState.SHORT if short else PhaseState.DONE
    return PhaseProgress(phase, state, last.onset, last.onset + last.duration, len(mine))


def _next(found: Sequence[PhaseProgress]) -> Phase | None:
    """Return the first phase after the furthest one that has begun."""
    begun = [k for k, entry in enumerate(found) if entry.state is not PhaseState.WAITING]
    following = found[begun[-1] + 1 :] if begun else found
    return following[0].phase if following else None


def pacer_position(since_onset: float, breaths_per_min: float) -> float:
    """Return how far to have breathed in: 0 empty to 1 full, smooth, inhaling first.

    Parameters
    ----------
    since_onset : float
        Seconds since the paced phase began.
    breaths_per_min : float
        Pace, 1/min.
    """
    share = (since_onset * breaths_per_min / 60.0) % 1.0
    if share < INHALE_SHARE:
        return 0.5 - 0.5 * math.cos(math.pi * share / INHALE_SHARE)
    return 0.5 + 0.5 * math.cos(math.pi * (share - INHALE_SHARE) / (1 - INHALE_SHARE))
