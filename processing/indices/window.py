"""What forbids or degrades the indices of a window: one rule, live and afterwards.

A tick looks back over its windows, a table over a minute, a code over the time it held: all of
them ask :func:`look`, with the same notes of the engine about every second
(:class:`safehold.core.conditions.Conditions`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

from processing.indices.breathed import Breathed
from processing.indices.unended import breath_overdue
from processing.signals.quality import QUALITY_S, SEGMENT_S
from processing.signals.respiration import MIN_AMPLITUDE_SHARE
from safehold.core.conditions import Conditions, Effect, RrTrouble, Segment
from safehold.core.quick import quick
from safehold.core.reasons import Reason

Item = TypeVar("Item")

MAX_UNUSABLE = 0.20
"""A window with a larger share of seconds that do not count is missing, as one is that usable
intervals cover by less than 80 %."""
CLIPPED_SHARE = 0.10
TOLD_LATE_S = 10
"""A trouble of an RR stream is noted at most so long after its end, s."""
FORBIDDING = (Reason.POSTURE_CHANGE, Reason.MOVEMENT)
"""Marks whose seconds do not count. Of a change of posture it is the minute after it."""
CONFOUND_REASONS = {
    "cf.speech_client": Reason.SPEECH,
    "cf.speech_therapist": Reason.SPEECH,
    "cf.laugh": Reason.SPEECH,
    "cf.cry": Reason.SPEECH,
    "cf.cough": Reason.SPEECH,
    "cf.movement": Reason.MOVEMENT,
    "cf.posture": Reason.POSTURE_CHANGE,
    "cf.paced": Reason.PACED_BREATHING,
    "cf.sensor": Reason.SENSOR,
}
"""Reason that a confound gives an index. Laughing, crying and coughing break breathing as
speech does."""


Reasons: TypeAlias = tuple[Reason, ...]


@quick
@dataclass(frozen=True, slots=True)
class TickWindow:
    """Where the indices of one tick, or of one span, look, and what holds for all of them."""

    t: float
    """End of the windows, session time s; a tick's whole second."""
    hr_s: float
    vagal_s: float
    heart: str
    """``ecg``, ``ppg``, ``rr``, or empty without a heart stream."""
    resp_unit: str | None
    """Unit of the belt; None without one."""
    unseen: tuple[int, ...] = ()
    """Segments of 5 s in which the heart signal shows no beats, by their start, s."""
    open_rr_s: float = 0.0
    """Time since the last beat, s; 0 below two seconds, or where none could have been seen."""
    open_breath_s: float = 0.0
    """Time since the last inspiration began, s; 0 when that is not known."""


@quick
@dataclass(frozen=True, slots=True)
class Gates:
    """Reasons from outside the windows (signal quality, marks, settings) per kind of index.

    ``missing_*`` blank a value, ``degraded_*`` lower its status. ``poor`` says what is wrong
    with the heart signal: it explains a value that is missing for another cause. Each is of the
    index's own window: ``*_hr`` of that of heart rate, the others of the longer one.
    """

    missing: tuple[Reason, ...] = ()
    missing_hr: tuple[Reason, ...] = ()
    missing_vagal: tuple[Reason, ...] = ()
    missing_p2t: tuple[Reason, ...] = ()
    missing_resp: tuple[Reason, ...] = ()
    degraded_hr: tuple[Reason, ...] = ()
    degraded: tuple[Reason, ...] = ()
    degraded_vagal: tuple[Reason, ...] = ()
    degraded_p2t: tuple[Reason, ...] = ()
    degraded_resp: tuple[Reason, ...] = ()
    poor_hr: tuple[Reason, ...] = ()
    poor: tuple[Reason, ...] = ()


def unique(*groups: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons of all groups in order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(groups))) if any(groups) else ()


class _Noted(Generic[Item]):
    """Items by the time at which they were noted, ascending."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._times: list[float] = []

    def add(self, t: float, item: Item) -> None:
        self._items.append(item)
        self._times.append(t)

    def between(self, t0: float, t1: float) -> list[Item]:
        """Return what was noted in (t0, t1]."""
        return self._items[bisect_right(self._times, t0) : bisect_right(self._times, t1)]

    def last(self, t1: float) -> Item | None:
        """Return the last that was noted by ``t1``."""
        place = bisect_right(self._times, t1)
        return self._items[place - 1] if place else None

    def prune(self, before: float) -> None:
        """Forget what was noted before a time."""
        place = bisect_right(self._times, before)
        del self._items[:place], self._times[:place]


class ConditionLog:
    """One person's conditions by time.

    Parameters
    ----------
    noted : iterable of Conditions
        Ascending, one a second at most.
    """

    def __init__(self, noted: Iterable[Conditions] = ()) -> None:
        self.all: _Noted[Conditions] = _Noted()
        self.events: _Noted[Conditions] = _Noted()
        """Seconds of which anything is noted besides how the signals are."""
        self.segments: _Noted[Segment] = _Noted()
        self.poor: _Noted[Segment] = _Noted()
        """Those of them with which anything is wrong."""
        for item in noted:
            self.add(item)

    def add(self, item: Conditions) -> None:
        """Add the newest."""
        self.all.add(item.t, item)
        for segment in item.segments:
            self.segments.add(item.t, segment)
            if segment.reasons:
                self.poor.add(item.t, segment)
        happened = item.troubles or item.reanchored or item.heart_turned or item.turned
        if item.codes or item.settling or happened:
            self.events.add(item.t, item)

    def last(self, t1: float) -> Conditions | None:
        """Return the last that was noted by ``t1``; None before the first tick."""
        return self.all.last(t1)

    def prune(self, before: float) -> None:
        """Forget what was noted before a time."""
        for noted in (self.all, self.events, self.segments, self.poor):
            noted.prune(before)


def look(
    log: ConditionLog, breathed: Breathed, t1: float, hr_s: float, vagal_s: float
) -> tuple[TickWindow, Gates]:
    """Return the windows that end at a time, and what forbids or degrades their indices.

    Only what was noted by ``t1`` counts, so a tick and a table row of the same window say the
    same.

    Parameters
    ----------
    log : ConditionLog
        What the engine noted about the person.
    breathed : Breathed
        The person's breaths of the window.
    t1 : float
        End of the windows, session time s.
    hr_s, vagal_s : float
        Their lengths, s: for heart rate, and for all else.
    """
    now = log.last(t1) or Conditions("", 0)
    recent = t1 - max(hr_s, vagal_s) - TOLD_LATE_S - SEGMENT_S
    events, poor = log.events.between(recent, t1), log.poor.between(recent, t1)
    unseen = tuple(segment.start for segment in poor if _dead(segment)) if poor else ()
    window = TickWindow(
        t1, hr_s, vagal_s, now.heart, now.resp_unit, unseen, now.open_rr_s, now.open_breath_s
    )
    belt = _belt(window, now, log, breathed)
    at_end = ((Reason.STARTING,) if now.starting else ()) + _forbidden(now)
    low_rate = (Reason.LOW_RATE,) if now.low_rate else ()
    if not events and not poor:  # as it mostly is
        return window, Gates(at_end, (), low_rate, now.side, belt)
    short, long = log.events.between(t1 - hr_s, t1), log.events.between(t1 - vagal_s, t1)
    segments = log.segments.between(recent, t1)
    marks_hr, marks = _marked(short, hr_s), _marked(long, vagal_s)
    troubles = [trouble for item in events for trouble in item.troubles]
    clipped = _clipped(_since(segments, t1 - vagal_s))
    again = _again(long)
    no_pulse = clipped if now.heart == "ppg" else ()

    def doubtful(inside: Sequence[Conditions], length_s: float, marked: _Marks) -> Reasons:
        t0 = t1 - length_s
        return unique(
            _clipped(_since(segments, t0)),
            _in_trouble(troubles, t0, t1, Effect.VAGAL),
            _again(inside),
            tuple(sorted(marked.any & {Reason.SENSOR, *FORBIDDING})),
        )

    def ails(inside: Sequence[Conditions], length_s: float) -> Reasons:
        turned = any(item.heart_turned for item in inside)
        told = (s.reasons for s in _since(poor, t1 - length_s))
        return unique((Reason.ECG_TURNED,) if turned else (), *told)

    gates = Gates(
        missing=at_end,
        missing_hr=unique(marks_hr.much, _in_trouble(troubles, t1 - hr_s, t1, Effect.ALL)),
        missing_vagal=unique(
            low_rate, no_pulse, marks.much,
            _in_trouble(troubles, t1 - vagal_s, t1, Effect.ALL, Effect.VAGAL), again,
        ),
        missing_p2t=now.side,
        missing_resp=unique(marks.much, belt),
        degraded_hr=doubtful(short, hr_s, marks_hr),
        degraded=doubtful(long, vagal_s, marks),
        degraded_vagal=unique(
            _in_trouble(troubles, t1 - vagal_s, t1, Effect.DOUBT), tuple(sorted(marks.any))
        ),
        degraded_resp=tuple(sorted(marks.any)),
        poor_hr=ails(short, hr_s),
        poor=ails(long, vagal_s),
    )  # fmt: skip
    return window, gates


@dataclass(frozen=True, slots=True)
class _Marks:
    any: frozenset[Reason]
    """What was marked at some second of a window."""
    much: tuple[Reason, ...]
    """What was marked for so long that the window does not count."""


def _reasons_of(item: Conditions) -> set[Reason]:
    found = {CONFOUND_REASONS[code] for code in item.codes if code in CONFOUND_REASONS}
    found.discard(Reason.POSTURE_CHANGE)  # it stands for the minute after it, not for its mark
    return found | {Reason.POSTURE_CHANGE} if item.settling else found


def _forbidden(now: Conditions) -> Reasons:
    if not now.codes and not now.settling:
        return ()
    marked = _reasons_of(now)
    return tuple(reason for reason in FORBIDDING if reason in marked)


def _marked(inside: Sequence[Conditions], length_s: float) -> _Marks:
    counts: dict[Reason, int] = {}
    lost = 0
    for item in inside:
        if not item.codes and not item.settling:
            continue
        found = _reasons_of(item)
        lost += any(reason in found for reason in FORBIDDING)
        for reason in found:
            counts[reason] = counts.get(reason, 0) + 1
    forbids = lost > MAX_UNUSABLE * length_s
    much = tuple(reason for reason in FORBIDDING if forbids and reason in counts)
    return _Marks(frozenset(counts), much)


def _since(segments: Sequence[Segment], t0: float) -> list[Segment]:
    return [segment for segment in segments if segment.start >= t0]


def _again(inside: Sequence[Conditions]) -> Reasons:
    return (Reason.RR_REANCHORED,) if any(item.reanchored for item in inside) else ()


def _dead(segment: Segment) -> bool:
    return Reason.FLAT in segment.reasons or Reason.CLIPPED in segment.reasons


def _clipped(segments: Sequence[Segment]) -> tuple[Reason, ...]:
    """Return that much of a wave is clipped: it counts beats, but not when exactly they came."""
    clipped = sum(Reason.CLIPPED in segment.reasons for segment in segments)
    return (Reason.CLIPPED,) if clipped > CLIPPED_SHARE * max(len(segments), 1) else ()


def _in_trouble(
    troubles: Sequence[RrTrouble], t0: float, t1: float, *effects: Effect
) -> tuple[Reason, ...]:
    found = (x for x in troubles if x.effect in effects and x.t0 < t1 and x.t1 > t0)
    return tuple(dict.fromkeys(trouble.reason for trouble in found))


def _belt(
    window: TickWindow, now: Conditions, log: ConditionLog, breathed: Breathed
) -> tuple[Reason, ...]:
    """Return why the belt gives nothing over a window; empty if it does."""
    if window.resp_unit is None:
        return ()
    t0 = window.t - window.vagal_s
    usual = now.usual_depth
    depth = None if usual is None else breathed.depth_since(t0)
    weak = usual is not None and depth is not None and depth < MIN_AMPLITUDE_SHARE * usual
    overdue = breath_overdue(breathed.lengths, now.open_breath_s)
    turned = any(item.turned for item in log.events.between(t0, window.t))
    return unique(
        _minutes(window, now, log),
        (Reason.OPEN_BREATH,) if overdue else (),
        (Reason.RESP_TURNED,) if turned else (),
        (Reason.LOW_AMPLITUDE,) if weak else (),
    )


def _minutes(window: TickWindow, now: Conditions, log: ConditionLog) -> tuple[Reason, ...]:
    """Return what is wrong with the belt at the end, or in more than a fifth of the minutes.

    What is noted of a belt at a second concerns the minute before it.
    """
    found: list[Reason] = []
    for back in range(int(window.vagal_s / QUALITY_S) * QUALITY_S, 0, -QUALITY_S):
        t = now.t - back
        item = log.last(t) if t > window.t - window.vagal_s else None
        if item is not None and item.t == t:
            found += item.belt_reasons
    much = MAX_UNUSABLE * window.vagal_s / QUALITY_S
    return unique(now.belt_reasons, [reason for reason in found if found.count(reason) > much])
