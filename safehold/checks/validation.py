"""The validation kit: the zone rule over rest, and over tasks with a known effect.

Two checks on a recorded session (methods 4.6). *Null calibration*: zones over rest must stay
within the own range. *Known groups*: the axes in each task are described, and what a marked
confound explains must carry it. Neither makes a threshold valid against a clinical criterion; both
find a person, a sensor or a room for which the rule does not hold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from processing.indices.window import CONFOUND_REASONS
from processing.measures.sensitivity import ZoneShares, baseline_over, zone_shares
from safehold.core.canonical import plain
from safehold.core.results import SessionResults
from safehold.core.settings import EngineSettings
from safehold.core.types import Event, Tick, ZoneName

MAX_OUTSIDE = 0.05
"""Largest share of valid rest outside the own range that passes."""
MIN_VALID_S = 30
"""With less valid time nothing is said."""
MIN_CONFOUNDED = 0.9
"""Share of the time outside the own range in a marked task that must carry the reason."""
BASELINE, END_BASELINE = "ph.baseline", "ph.end_baseline"
TASKS = "ph.task_"
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class NullCheck:
    """Zones over a span of rest."""

    person: str
    what: str
    t0: float
    t1: float
    valid_s: int
    outside: float | None
    """Share of valid time outside the own range, 0-1."""
    passes: bool | None
    """None where too little is valid."""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class TaskCheck:
    """What one task did to one person."""

    person: str
    task: str
    t0: float
    t1: float
    seconds: int
    known_s: int
    """Seconds with both axes."""
    mean_a: float | None
    """Mean arousal axis, z."""
    mean_v: float | None
    """Mean vagal axis, z."""
    outside_s: int
    """Seconds outside the own range."""
    marked: tuple[str, ...]
    """Confounds marked in the task."""
    explained: float | None
    """Share of the seconds outside, or without a value, that carry a marked confound's code."""
    passes: bool | None
    """None where no confound was marked, or there was nothing to explain."""


@dataclass(frozen=True, slots=True)
class Validation:
    """The report of one session."""

    session_id: str
    null: tuple[NullCheck, ...]
    tasks: tuple[TaskCheck, ...]
    lag_s: float
    """How late a zone is, s."""

    @property
    def passes(self) -> bool:
        """True when nothing that could be judged failed, and something could be judged."""
        return False not in self.verdicts and True in self.verdicts

    @property
    def verdicts(self) -> tuple[bool | None, ...]:
        """One per check; None where it could not be judged."""
        return (*(c.passes for c in self.null), *(c.passes for c in self.tasks))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON types."""
        return {**plain(self), "passes": self.passes, "max_outside": MAX_OUTSIDE}


def spans_of(results: SessionResults, code: str) -> list[Span]:
    """Return when a phase was, session time s; one that never ended goes to the end."""
    mine = sorted((e for e in results.events if e.code == code), key=lambda e: e.onset)
    return [(event.onset, _end(event, results)) for event in mine if event.duration != 0]


def end_baseline_spans(results: SessionResults) -> list[Span]:
    """Return when end baselines were taken, session time s."""
    return spans_of(results, END_BASELINE)


def validate(results: SessionResults) -> Validation:
    """Return the null calibration and the known-groups checks of a session."""
    null: list[NullCheck] = []
    tasks: list[TaskCheck] = []
    for participant in results.participants:
        if ticks := results.ticks_of(participant.label):
            settings = results.settings_of(participant.label)
            null += _null_checks(ticks, results, settings)
            tasks += _task_checks(ticks, results)
    return Validation(results.session_id, tuple(null), tuple(tasks), results.settings.lag_s)


def _end(event: Event, results: SessionResults) -> float:
    return results.t_end if event.duration is None else event.onset + event.duration


def _null_checks(
    ticks: Sequence[Tick], results: SessionResults, settings: EngineSettings
) -> list[NullCheck]:
    """Judge the second half of the baseline by its first, and the end baseline by the whole."""
    person = ticks[0].person
    found: list[NullCheck] = []
    own = [b for b in results.baselines if b.person == person]
    used = [(b.t0, b.t1) for b in own if not b.provisional] or [(b.t0, b.t1) for b in own]
    if not used:
        return found
    t0, t1 = used[-1]
    middle = (t0 + t1) / 2
    first = baseline_over(ticks, (t0, middle), settings, "first half")
    if first is not None:
        shares = zone_shares(
            _inside(ticks, (middle, t1)), _all(first, ticks, (middle, t1)), settings, "", ""
        )
        found.append(
            _null(person, "second half of the baseline, by its first", middle, t1, shares)
        )
    whole = baseline_over(ticks, (t0, t1), settings, "baseline")
    for span in end_baseline_spans(results):
        if whole is None:
            continue
        shares = zone_shares(_inside(ticks, span), _all(whole, ticks, span), settings, "", "")
        found.append(_null(person, "end baseline, by the first baseline", *span, shares))
    return found


def _inside(ticks: Sequence[Tick], span: Span) -> list[Tick]:
    return [tick for tick in ticks if span[0] <= tick.t <= span[1]]


def _all(baseline: Any, ticks: Sequence[Tick], span: Span) -> list[Any]:
    return [baseline] * len(_inside(ticks, span))


def _null(person: str, what: str, t0: float, t1: float, shares: ZoneShares) -> NullCheck:
    enough = shares.valid_s >= MIN_VALID_S and shares.within is not None
    outside = 1 - (shares.within or 0.0) if enough else None
    passes = None if outside is None else outside <= MAX_OUTSIDE + 1e-9
    advice = ""
    if passes is False:
        higher = "low" if (shares.low or 0) > (shares.high or 0) else "high"
        advice = (
            f"Mostly {higher}: the baseline does not stand for this person's rest. Take it again, "
            "or widen hr_floor_bpm and the vagal floor of this person in study.toml, with why."
        )
    return NullCheck(person, what, t0, t1, shares.valid_s, outside, passes, advice)


def _task_checks(ticks: Sequence[Tick], results: SessionResults) -> list[TaskCheck]:
    events = [
        e
        for e in results.events
        if e.code.startswith(TASKS) or e.code.startswith("ph.paced")
        if e.duration != 0
    ]
    return [
        _task(ticks, event, (event.onset, _end(event, results)), results)
        for event in sorted(events, key=lambda event: event.onset)
    ]


def _task(ticks: Sequence[Tick], event: Event, span: Span, results: SessionResults) -> TaskCheck:
    inside = _inside(ticks, span)
    known = [t.zone for t in inside if t.zone.a is not None and t.zone.v is not None]
    outside = [t for t in inside if t.zone.state in (ZoneName.HIGH, ZoneName.LOW)]
    marked = {
        e.code
        for e in results.events
        if e.code in CONFOUND_REASONS
        and e.onset < span[1]
        and (e.duration is None or e.onset + e.duration > span[0])
    }
    shown = [t for t in outside if not t.zone.held]
    missing = [t for t in inside if t.zone.a is None]
    judged = [*shown, *missing]
    explained = None
    if marked and judged:
        explained = sum(bool(marked & set(t.zone.confounds)) for t in judged) / len(judged)
    passes = None if explained is None else explained >= MIN_CONFOUNDED
    return TaskCheck(
        person=ticks[0].person,
        task=event.code.removeprefix("ph."),
        t0=span[0],
        t1=span[1],
        seconds=math.ceil(span[1]) - math.ceil(span[0]),
        known_s=len(known),
        mean_a=float(np.mean([z.a for z in known if z.a is not None])) if known else None,
        mean_v=float(np.mean([z.v for z in known if z.v is not None])) if known else None,
        outside_s=len(shown),
        marked=tuple(sorted(marked)),
        explained=explained,
        passes=passes,
    )
