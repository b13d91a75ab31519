"""Marks as the engine sees them: which confounds are in force for a person at a tick."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safehold.core.codebook import CONFOUND_PREFIX, DISPLAY, SPEECH_OF
from safehold.core.conditions import Conditions
from safehold.core.reasons import Reason
from safehold.core.study import Display
from safehold.core.types import Boundary, Event, EventKind, Mark

HOLD_S = 10
"""A point mark of a confound counts for this long, s."""
OWNERS = {code: person for person, code in SPEECH_OF.items()}
"""Confounds that concern one person by their name."""
ACTORS = {"C": "client", "T": "therapist"}
EVERYBODY = ("", "dyad")
POSTURE = "cf.posture"
JUDGED_LOW = "ar.hypo"
"""An observer's judgement that can corroborate low activation."""
CORROBORATES_S = 60
"""A judgement corroborates ticks that lie this near to it, s (methods D6)."""
SEEING = {
    Display.BLIND.value: Reason.CORROBORATED_BLIND,
    Display.REDUCED.value: Reason.CORROBORATED_SEEN,
    Display.FULL.value: Reason.CORROBORATED_SEEN,
}
"""What a judgement is worth by what the observer's window showed."""
PACED = "cf.paced"
MOVEMENT = "cf.movement"


def concerns(event: Event, person: str) -> bool:
    """Tell whether an event is about a person."""
    if event.code in OWNERS:
        return OWNERS[event.code] == person
    if event.target in EVERYBODY:
        return True
    return event.target == person


def reopens(mark: Mark) -> bool:
    """Tell whether a mark takes back the end of an interval."""
    undone = mark.event.attributes.get("undone", "")
    return mark.boundary is Boundary.UNDO and undone == Boundary.STOP.value


def baseline_action(mark: Mark) -> str | None:
    """Return what a mark does to a baseline: ``start``, ``stop``, ``cancel`` or None.

    A baseline that goes on after its end was taken back starts over: its windows are gone.
    """
    code, boundary = mark.event.code, mark.boundary
    if boundary is Boundary.CHANGE:
        return None
    if code == "ph.baseline_stop":
        return None if boundary is Boundary.UNDO else "stop"
    if code not in ("ph.baseline", "ph.baseline_start"):
        return None
    if boundary is Boundary.STOP:
        return "stop"
    if boundary is Boundary.UNDO and not reopens(mark):
        return "cancel"
    return "start"


@dataclass(frozen=True, slots=True)
class _InForce:
    event_id: str
    code: str
    last_tick: int | None
    """None while the interval is open."""


def _first_tick_touched(mark: Mark) -> int:
    """Return the first tick that a confound concerns: the first one after it began or ended.

    Ticks lag by some seconds, so a mark comes before the ticks of its own moment are emitted; a
    tick at which nobody spoke yet must not say that somebody did.
    """
    event = mark.event
    ends = mark.boundary is Boundary.STOP and event.duration is not None
    return math.floor(event.onset + (event.duration or 0.0 if ends else 0.0)) + 1


def marked_after_all(
    noted: Iterable[Conditions], events: Sequence[Event], start_up_s: float
) -> list[Conditions]:
    """Return notes of the engine with the confounds as they stand after all edits.

    A tick knows what was marked by then; what is computed afterwards knows when it really was.

    Parameters
    ----------
    noted : iterable of Conditions
        Of anybody.
    events : sequence of Event
        Those of the session.
    start_up_s : float
        How long a change of posture settles, s.
    """
    confounds = [event for event in events if event.code.startswith(CONFOUND_PREFIX)]
    noted = list(noted)
    last_tick = max((item.t for item in noted), default=0)
    by_person: dict[str, tuple[dict[int, set[str]], set[int]]] = {}
    found = []
    for item in noted:
        if item.person not in by_person:
            mine = [event for event in confounds if concerns(event, item.person)]
            by_person[item.person] = _seconds_of(mine, start_up_s, last_tick)
        codes, settling = by_person[item.person]
        now = tuple(sorted(codes.get(item.t, ())))
        settles = item.t in settling
        if (now, settles) != (item.codes, item.settling):
            item = replace(item, codes=now, settling=settles)
        found.append(item)
    return found


def _seconds_of(
    confounds: Sequence[Event], start_up_s: float, last_tick: int
) -> tuple[dict[int, set[str]], set[int]]:
    """Return the codes of each tick, and the ticks in the minute after a change of posture."""
    codes: dict[int, set[str]] = {}
    settling: set[int] = set()
    for event in confounds:
        first = math.floor(event.onset) + 1
        hold = HOLD_S if event.kind is EventKind.POINT else 0
        end = last_tick if event.duration is None else math.floor(event.onset + event.duration)
        last = min(max(end, first + hold - 1), last_tick)
        for t in range(first, last + 1):
            codes.setdefault(t, set()).add(event.code)
        if event.code == POSTURE:
            settling.update(range(first, first + math.ceil(start_up_s)))
    return codes, settling


class MarkBook:
    """The marks of one person, each from the tick on at which it acts.

    Parameters
    ----------
    person : str
        Participant label.
    """

    def __init__(self, person: str) -> None:
        self._person = person
        self._waiting: list[tuple[int, Mark]] = []
        self._next = math.inf
        """The tick at which the next of them acts."""
        self._in_force: list[_InForce] = []
        self._posture_at: int | None = None
        self._judged_low: dict[str, Event] = {}

    def add(self, mark: Mark, next_tick: int) -> None:
        """Take in a mark; it acts from its own tick, or from the next one not yet emitted."""
        if mark.boundary is Boundary.CHANGE or not concerns(mark.event, self._person):
            return
        act = next_tick
        if mark.act_from is not None:
            act = max(next_tick, mark.act_from.get(self._person, next_tick))
        if mark.event.code.startswith(CONFOUND_PREFIX):
            act = max(act, _first_tick_touched(mark))
        self._waiting.append((act, mark))
        self._next = min(self._next, act)

    def begin_tick(self, t: int) -> list[Mark]:
        """Let the marks of this tick act, in the order in which they came.

        Returns
        -------
        list of Mark
            Those about the baseline, for the caller to act on (see :func:`baseline_action`).
        """
        due: list[Mark] = []
        if self._next <= t:
            due = [mark for act, mark in self._waiting if act <= t]
            self._waiting = [(act, mark) for act, mark in self._waiting if act > t]
            self._next = min((act for act, _ in self._waiting), default=math.inf)
        for mark in due:
            if mark.event.code.startswith(CONFOUND_PREFIX):
                self._confound(mark, t)
            elif mark.event.code == JUDGED_LOW:
                self._judgement(mark)
        self._in_force = [c for c in self._in_force if c.last_tick is None or c.last_tick >= t]
        return [mark for mark in due if baseline_action(mark) is not None]

    def _judgement(self, mark: Mark) -> None:
        if mark.boundary is Boundary.UNDO:
            self._judged_low.pop(mark.event.event_id, None)
        else:
            self._judged_low[mark.event.event_id] = mark.event

    def low_corroborated(self, t: int) -> tuple[Reason, ...]:
        """Return how an observer judged hypoarousal within 60 s of a tick, as known by now.

        Empty for no judgement; of several the one that depends least on the zone.
        """
        near = {
            SEEING.get(event.attributes.get(DISPLAY, ""), Reason.CORROBORATED)
            for event in self._judged_low.values()
            if abs(t - event.onset) <= CORROBORATES_S
        }
        order = (Reason.CORROBORATED_BLIND, Reason.CORROBORATED, Reason.CORROBORATED_SEEN)
        return tuple(reason for reason in order if reason in near)[:1]

    def _confound(self, mark: Mark, t: int) -> None:
        event = mark.event
        self._in_force = [c for c in self._in_force if c.event_id != event.event_id]
        if mark.boundary is Boundary.STOP:
            return
        if mark.boundary is Boundary.UNDO and not reopens(mark):
            if event.code == POSTURE:
                self._posture_at = None
            return
        if mark.boundary is not Boundary.UNDO and event.code == POSTURE:
            self._posture_at = t
        is_open = mark.boundary is not Boundary.POINT and event.kind is not EventKind.POINT
        hold = max(HOLD_S, round(event.duration or 0))
        last = None if is_open else t + hold - 1
        self._in_force.append(_InForce(event.event_id, event.code, last))

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the confounds in force, sorted."""
        return tuple(sorted({confound.code for confound in self._in_force}))

    def posture_settling(self, t: int, settling_s: float) -> bool:
        """Tell whether the minute after a change of posture still runs."""
        return self._posture_at is not None and t < self._posture_at + settling_s
