"""Where felt and measured part ways, and where two people's ratings do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from processing.measures.parting import LEAST_S, Parted, parted
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, RATING_PREFIX
from safehold.core.results import Parting, RecallTake, SessionResults, last_takes
from safehold.core.types import Event, FloatArray

WITH_ACTIVATION = {
    "safety": -1, "own_safety": -1, "suds": 1, "arousal": 1, "own_arousal": 1,
}  # fmt: skip
"""Scales that are compared with a person's own activation, and whether they rise (1) or fall
(-1) with it. Others, such as valence or a judgement of somebody else, have no such axis."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A person's axes once a second."""

    t: FloatArray
    """Session time of each tick, whole seconds, s; shape ``(n,)``."""
    x: FloatArray
    """(a - v) / 2, z; NaN where not valid."""
    a: FloatArray
    """Arousal alone, z."""


def measured_of(results: SessionResults) -> dict[str, Measured]:
    """Return everybody's axes from the ticks of a session."""
    found = {}
    for person in results.participants:
        ticks = results.ticks_of(person.label)
        a = np.array([_number(tick.zone.a) for tick in ticks])
        v = np.array([_number(tick.zone.v) for tick in ticks])
        t = np.array([float(tick.t) for tick in ticks])
        found[person.label] = Measured(t, (a - v) / 2, a)
    return found


def session_partings(results: SessionResults) -> tuple[Parting, ...]:
    """Return the comparisons of a session's takes, with the codes that hold where they part."""
    return partings(results.recall, measured_of(results), results.events)


def partings(
    takes: Iterable[RecallTake], measured: Mapping[str, Measured], events: Sequence[Event] = ()
) -> tuple[Parting, ...]:
    """Compare the last take of each person and scale with the own axes, and two people's takes.

    Parameters
    ----------
    takes : iterable of RecallTake
        All takes; the last word on each moment counts.
    measured : mapping of str to Measured
        The axes of each person, by label.
    events : sequence of Event
        Whose codes are named where they hold.
    """
    rated = [take for (_, scale), take in last_takes(takes).items() if scale in WITH_ACTIVATION]
    found = [
        _with_measured(take, measured[take.person]) for take in rated if take.person in measured
    ]
    found += [
        _with_other(one, two) for one, two in combinations(rated, 2) if one.person != two.person
    ]
    return tuple(_coded(one, events) for one in found)


def _with_measured(take: RecallTake, own: Measured) -> Parting:
    sign = WITH_ACTIVATION[take.scale]
    name, values = ("x", own.x) if np.isfinite(own.x).sum() >= LEAST_S else ("a", own.a)
    begin, felt, course = _on_one_clock(by_second(take), _by_second(own.t, sign * values))
    how = parted(felt, course, begin=begin)
    return _parting((take.person,), take.scale, name, how, turned=sign < 0)


def _with_other(one: RecallTake, two: RecallTake) -> Parting:
    sign = WITH_ACTIVATION[one.scale] * WITH_ACTIVATION[two.scale]
    second = {t: sign * value for t, value in by_second(two).items()}
    begin, first, course = _on_one_clock(by_second(one), second)
    how = parted(first, course, begin=begin)
    return _parting((one.person, two.person), one.scale, two.scale, how, turned=sign < 0)


def _parting(
    people: tuple[str, ...], first: str, second: str, how: Parted, *, turned: bool
) -> Parting:
    return Parting(
        people, first, second, turned, how.n_s, how.reasons, how.lag_s, how.r, how.r_chance,
        how.p, how.share, how.share_chance, how.spans,
    )  # fmt: skip


def by_second(take: RecallTake) -> dict[int, float]:
    """Return the mean of what stands of each second of a take."""
    return _by_second(*take.last_word())


def _by_second(t: FloatArray, values: FloatArray) -> dict[int, float]:
    known = np.isfinite(values)
    seconds, place = np.unique(np.floor(t[known] + 1e-6).astype(int), return_inverse=True)
    means = np.bincount(place, values[known]) / np.maximum(np.bincount(place), 1)
    return dict(zip(seconds.tolist(), means.tolist(), strict=True))


def _on_one_clock(
    first: Mapping[int, float], second: Mapping[int, float]
) -> tuple[int, FloatArray, FloatArray]:
    if not first or not second:
        return 0, np.empty(0), np.empty(0)
    begin, end = min(*first, *second), max(*first, *second)
    seconds = range(begin, end + 1)
    one, two = (np.array([c.get(t, np.nan) for t in seconds]) for c in (first, second))
    return begin, one, two


def _coded(found: Parting, events: Sequence[Event]) -> Parting:
    spans = (
        replace(span, codes=tuple(sorted({e.code for e in events if _holds(e, span.t0, span.t1)})))
        for span in found.spans
    )
    return replace(found, spans=tuple(spans))


def _holds(event: Event, t0: float, t1: float) -> bool:
    if event.code.startswith((PHASE_PREFIX, CONFOUND_PREFIX, RATING_PREFIX)):
        return False
    end = np.inf if event.duration is None else event.onset + event.duration
    return event.onset < t1 and end >= t0


def _number(value: float | None) -> float:
    return np.nan if value is None else value
