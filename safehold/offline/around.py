"""Before, during and after what was coded: for the window, the report and notebooks alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from processing.measures.around import (
    Times,
    answers_at,
    described,
    interval,
    synchrony_at,
    synchrony_p,
    zone_shares,
)
from processing.measures.course import Course
from processing.measures.epochs import event_epochs
from processing.measures.measures import MIN_VALID_SHARE
from processing.measures.outcomes import adjusted_event_p, holm
from processing.measures.rupture import (
    RATING_S,
    Episode,
    axis_changes,
    rating_changes,
    seconds_to_within,
)
from safehold.core.around import Around, AroundRow, Repair, Surroundings
from safehold.core.errors import ConfigError
from safehold.core.measures import ProcessMeasure
from safehold.core.messages import Message
from safehold.core.results import EventEpoch, SessionResults
from safehold.core.types import Event, EventKind, ZoneName
from safehold.offline.measures import NO_EVENT_CHANGE, courses, felt_safety, rupture_episodes

WINDOWS = {
    "hr": "hr_mean_bpm", "rmssd": "rmssd_ms", "p2t": "rsa_p2t_ms", "resp_rate": "resp_rate_bpm",
}  # fmt: skip
ZONES = {"share_high": "high", "share_within": "within", "share_low": "low"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked of a session again and again."""

    results: SessionResults
    courses: Mapping[str, Course]
    epochs: Mapping[tuple[str, str], Mapping[str, EventEpoch]]
    """By person and event, by phase."""
    zones: Mapping[str, Mapping[int, ZoneName]]
    """By person and second, as they were seen."""

    @classmethod
    def of(
        cls,
        results: SessionResults,
        epochs: Sequence[EventEpoch],
        known: Mapping[str, Course] | None = None,
    ) -> _Known:
        """Return it sorted."""
        found: dict[tuple[str, str], dict[str, EventEpoch]] = {}
        for epoch in epochs:
            found.setdefault((epoch.window.person, epoch.event_id), {})[epoch.phase] = epoch
        seen: dict[str, dict[int, ZoneName]] = {}
        for tick in results.ticks:
            state = ZoneName.UNKNOWN if tick.zone.held else tick.zone.state
            seen.setdefault(tick.person, {})[tick.t] = state
        return cls(results, known or courses(results), found, seen)


def session_around(
    results: SessionResults, people: Mapping[str, Course] | None = None
) -> tuple[Around, ...]:
    """Return what people did around the events of every code.

    All codes but phases, ratings and confounds, by their first event. The tests are those of
    ``measures``; each p is adjusted for all codes. ``people``: :func:`courses`, where it is there.
    """
    known = _Known.of(results, results.epochs, people)
    events: dict[str, list[Event]] = {}
    for event in sorted(results.events, key=lambda e: (e.onset, e.event_id)):
        if not event.code.startswith(NO_EVENT_CHANGE):
            events.setdefault(event.code, []).append(event)
    made = [_of_code(known, code, mine) for code, mine in events.items()]
    return _synchrony_adjusted(made)


def around_event(results: SessionResults, event_id: str) -> Around:
    """Return what people did around one event.

    Raises
    ------
    ConfigError
        When there is no such event, or it is a phase, a rating or a confound.
    """
    event = next((e for e in results.events if e.event_id == event_id), None)
    if event is None or event.code.startswith(NO_EVENT_CHANGE):
        raise ConfigError(
            Message("There is no event {event_id} that happened to somebody.", event_id=event_id),
            remedy=Message("Phases, ratings and confounds happen to nobody."),
        )
    return _single(_Known.of(results, results.epochs), f"event:{event_id}", event)


def surroundings(results: SessionResults, span: tuple[float, float] | None = None) -> Surroundings:
    """Return every code, every single event and the repairs of a session, and a span."""
    known = _Known.of(results, results.epochs)
    events = {
        event.event_id: _single(known, f"event:{event.event_id}", event)
        for event in results.events
        if not event.code.startswith(NO_EVENT_CHANGE)
    }
    asked = None if span is None else around_span(results, *span)
    return Surroundings(results.around, events, results.repairs, asked)


def around_span(results: SessionResults, t0: float, t1: float) -> Around:
    """Return what people did before, in and after a span, session time s.

    Raises
    ------
    ConfigError
        When the span is empty or outside of the recording.
    """
    if not results.t_start <= t0 < t1 <= results.t_end:
        raise ConfigError(
            Message("From {t0:g} to {t1:g} s there is no span of the recording.", t0=t0, t1=t1)
        )
    event = Event("span", "span", t0, t1 - t0, EventKind.INTERVAL)
    limits = (results.t_start, results.t_end)
    epochs = [
        epoch for course in courses(results).values()
        for epoch in event_epochs([event], course, limits=limits)
    ]  # fmt: skip
    return _single(_Known.of(results, epochs), f"span:{t0:g}-{t1:g}s", event)


def session_repairs(
    results: SessionResults, people: Mapping[str, Course] | None = None
) -> tuple[Repair, ...]:
    """Return what each person did from each rupture to its repair; counts nothing together."""
    found = rupture_episodes(results)
    if not found:
        return ()
    whole = (results.t_start, results.t_end)
    made = []
    for person, course in (people or courses(results)).items():
        series = course.belonging([whole])
        bridge = results.settings_of(person).zones.unknown_after_s
        answers = felt_safety(results, person)
        for episode in found:
            if episode.repair is None:
                made.append(Repair(person, episode.rupture, None))
                continue
            a, v = (
                _only(axis_changes(values, window_s, course, [episode]))
                for _, values, window_s in course.axes
            )
            made.append(
                Repair(
                    person, episode.rupture, episode.repair, a, v,
                    _only(rating_changes(answers, [episode])),
                    seconds_to_within(series, episode.end, bridge), _synchrony(results, episode),
                )
            )  # fmt: skip
    return tuple(sorted(made, key=lambda one: one.rupture))


# ---- parts


def _only(values: Sequence[float]) -> float | None:
    return values[0] if values else None


def _synchrony(results: SessionResults, episode: Episode) -> float | None:
    if not results.pair_maps:
        return None
    one = results.pair_maps[0]
    rupture, repair = synchrony_at(one, [(t, t) for t in (episode.rupture, episode.end)])
    if rupture.after is None or repair.after is None:
        return None
    return repair.after - rupture.after


def _end(event: Event, t_end: float) -> float:
    return t_end if event.duration is None else event.onset + event.duration


def _of_code(known: _Known, code: str, events: Sequence[Event]) -> Around:
    """Return the means over the events of a code, and the tests of their onsets."""
    results = known.results
    made = _described(known, f"code:{code}", events)
    p_adjusted = adjusted_event_p(results.measures)
    by_name = {(m.person, m.name): m for m in results.measures if m.span == f"code:{code}"}
    rows = []
    for row in made.rows:
        if row.quantity in ("a", "v"):
            row = _tested(known, row, events, by_name)
            stem = f"event_change_{row.quantity}"
            row = replace(row, p_adjusted=p_adjusted.get((row.person, f"code:{code}", stem)))
        elif row.quantity == "synchrony":
            row = _rotated(known, row, events)
        rows.append(row)
    return replace(made, rows=tuple(rows))


def _tested(
    known: _Known,
    row: AroundRow,
    events: Sequence[Event],
    by_name: Mapping[tuple[str, str], ProcessMeasure],
) -> AroundRow:
    """Return an axis with its change against matched moments, as it stands among the measures."""
    stem = f"event_change_{row.quantity}"
    adjusted = by_name.get((row.person, f"{stem}_adjusted"))
    p = by_name.get((row.person, f"{stem}_p"))
    controls = [
        post.matched[row.quantity][1]
        for event in events
        if (post := known.epochs.get((row.person, event.event_id), {}).get("post")) is not None
        and row.quantity in post.matched
    ]
    reasons = row.reasons
    if adjusted is not None and adjusted.value is None:
        reasons = (*dict.fromkeys((*reasons, *adjusted.reasons[:1])),)
    return replace(
        row,
        matched=sum(controls) / len(controls) if controls else None,
        adjusted=None if adjusted is None or adjusted.value is None
        else interval(adjusted.value, adjusted.se, adjusted.n),
        n_adjusted=0 if adjusted is None else adjusted.n,
        p=None if p is None else p.value,
        reasons=reasons,
    )  # fmt: skip


def _rotated(known: _Known, row: AroundRow, events: Sequence[Event]) -> AroundRow:
    one = next(m for m in known.results.pair_maps if " - ".join(m.people) == row.person)
    p, why = synchrony_p(one, [event.onset for event in events])
    extra = () if why is None else (why,)
    return replace(row, p=p, reasons=(*dict.fromkeys((*row.reasons, *extra)),))


def _synchrony_adjusted(made: Sequence[Around]) -> tuple[Around, ...]:
    """Return all codes with the p of synchrony adjusted for each other (Holm 1979)."""
    tests = [row for one in made for row in one.rows if row.quantity == "synchrony"]
    tests = [row for row in tests if row.p is not None]
    p = dict(zip(map(id, tests), holm([row.p or 0.0 for row in tests]), strict=True))
    return tuple(
        replace(
            one,
            rows=tuple(
                replace(row, p_adjusted=p[id(row)]) if id(row) in p else row for row in one.rows
            ),
        )
        for one in made
    )


def _single(known: _Known, name: str, event: Event) -> Around:
    """Return one event or span: described, and set beside its matched moments, without a test."""
    made = _described(known, name, [event])
    rows = []
    for row in made.rows:
        post = known.epochs.get((row.person, event.event_id), {}).get("post")
        if post is not None and row.quantity in post.matched:
            change, control, _ = post.matched[row.quantity]
            row = replace(
                row, matched=control, adjusted=interval(change - control, None, 1), n_adjusted=1
            )
        rows.append(row)
    return replace(made, rows=tuple(rows))


def _described(known: _Known, name: str, events: Sequence[Event]) -> Around:
    results = known.results
    spans = [(event.onset, _end(event, results.t_end)) for event in events]
    rows: list[AroundRow] = []
    began: dict[str, dict[str, int]] = {}
    for person, course in known.courses.items():
        epochs = [known.epochs.get((person, event.event_id), {}) for event in events]
        for axis in ("a", "v"):
            rows.append(described(person, axis, [_times(e, axis) for e in epochs]))
        for quantity, column in WINDOWS.items():
            rows.append(described(person, quantity, [_times(e, column) for e in epochs]))
        shares = [{phase: _zones(course, e) for phase, e in mine.items()} for mine in epochs]
        for quantity, zone in ZONES.items():
            rows.append(described(person, quantity, [_shares(s, zone) for s in shares]))
        answers = felt_safety(results, person)
        if answers:
            rows.append(described(person, "safety", answers_at(answers, spans, RATING_S)))
        began[person] = _began(known.zones.get(person, {}), events)
    for one in results.pair_maps:
        rows.append(described(" - ".join(one.people), "synchrony", synchrony_at(one, spans)))
    seconds = sum(t1 - t0 for t0, t1 in spans)
    return Around(name, len(events), seconds, tuple(rows), tuple(spans), began)


def _times(epochs: Mapping[str, EventEpoch], column: str) -> Times:
    def of(phase: str) -> float | None:
        epoch = epochs.get(phase)
        if epoch is None or epoch.truncated:
            return None
        found = getattr(epoch if column in ("a", "v") else epoch.window, column)
        return None if found is None or not math.isfinite(found) else float(found)

    return Times(of("pre"), of("during"), of("post"))


def _zones(course: Course, epoch: EventEpoch) -> dict[str, float | None]:
    if epoch.truncated:
        return dict.fromkeys(ZONES.values())
    zones = course.zones(epoch.window.t0, epoch.window.t1)
    valid = [zone is not ZoneName.UNKNOWN for zone in zones]
    counts = {zone: zones.count(ZoneName(zone)) for zone in ZONES.values()}
    return zone_shares(valid, counts, MIN_VALID_SHARE)


def _shares(by_phase: Mapping[str, Mapping[str, float | None]], zone: str) -> Times:
    return Times(*(by_phase.get(phase, {}).get(zone) for phase in ("pre", "during", "post")))


def _began(seen: Mapping[int, ZoneName], events: Sequence[Event]) -> dict[str, int]:
    """Return in which zone, as it was seen, events began."""
    counts = Counter(seen.get(math.floor(event.onset), ZoneName.UNKNOWN).value for event in events)
    return {zone.value: counts.get(zone.value, 0) for zone in ZoneName}
