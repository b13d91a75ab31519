"""Process measures of a session: as a whole, of its phases, of its codes, of any span."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from processing.indices.summary import PersonRecord, person_records
from processing.measures.course import Course, make_course
from processing.measures.epochs import event_epochs
from processing.measures.event_change import measure_events
from processing.measures.measures import measure_level, measure_span
from processing.measures.rupture import Episode, episodes, measure_ruptures
from processing.measures.tick_series import Span
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, RATING_PREFIX
from safehold.core.conditions import Conditions
from safehold.core.errors import ConfigError
from safehold.core.measures import ProcessMeasure
from safehold.core.messages import Message
from safehold.core.results import EventEpoch, SessionResults
from safehold.core.settings import EngineSettings
from safehold.core.types import Baseline, Beat, Breath, EngineOutput, Tick
from safehold.offline.phases import code_spans, phase_names, phase_spans
from safehold.session.ratings import ASK

RUPTURE_PREFIX = "al.rupture"
REPAIR = "al.repair"
FELT_SAFETY = f"{RATING_PREFIX}safety"
NO_EVENT_CHANGE = (PHASE_PREFIX, RATING_PREFIX, CONFOUND_PREFIX, ASK)
"""Phases and ratings happen to nobody, confounds change the signal itself: no change is given."""


def session_measures(
    results: SessionResults, people: Mapping[str, Course] | None = None
) -> tuple[ProcessMeasure, ...]:
    """Return the measures of every person: the session, each phase, each code.

    Interval codes are measured over the time in which they hold; the change around events is
    given for every code but phases, ratings and confounds. Where ruptures were coded, what
    happened from rupture to repair. ``people``: :func:`courses`, where it is there.
    """
    whole = (results.t_start, results.t_end)
    spans: dict[str, list[Span]] = {f"part:{results.part}" if results.part else "session": [whole]}
    for phase in phase_names(results):
        for name, span in phase_spans(results, phase).items():
            spans[f"phase:{name}"] = [span]
    spans |= {f"code:{code}": held for code, held in sorted(code_spans(results).items())}
    onsets: dict[str, list[float]] = {}
    for event in sorted(results.events, key=lambda event: event.onset):
        if not event.code.startswith(NO_EVENT_CHANGE):
            onsets.setdefault(event.code, []).append(event.onset)
    made: list[ProcessMeasure] = []
    for person, course in (people or courses(results)).items():
        settings = results.settings_of(person)
        for label, pieces in spans.items():
            made += _measured(person, label, _inside(pieces, whole), course, settings)
        for code in sorted(onsets):
            made += measure_events(person, f"code:{code}", onsets[code], course, settings)
        answers = felt_safety(results, person)
        made += measure_ruptures(
            person, rupture_episodes(results), answers, course, course.belonging([whole]), settings
        )
    return tuple(made)


def _measured(
    person: str, label: str, spans: list[Span], course: Course, settings: EngineSettings
) -> list[ProcessMeasure]:
    """Return the measures of one person over the pieces of a span."""
    series = course.belonging(spans)
    return [
        *measure_span(person, label, spans, series, settings),
        *measure_level(person, label, spans, series, course, settings),
    ]


def rupture_episodes(results: SessionResults) -> list[Episode]:
    """Return the ruptures of a session with their repairs, from the codes' onsets."""
    onsets = {
        prefix: [
            e.onset for e in results.events
            if e.code.startswith(prefix) and results.t_start <= e.onset < results.t_end
        ]
        for prefix in (RUPTURE_PREFIX, REPAIR)
    }  # fmt: skip
    return episodes(onsets[RUPTURE_PREFIX], onsets[REPAIR])


def felt_safety(results: SessionResults, person: str) -> list[tuple[float, float]]:
    """Return what a person answered on felt safety in the session: time s and value."""
    found = []
    for event in results.events:
        if event.code == FELT_SAFETY and event.target == person:
            try:
                found.append((event.onset, float(event.attributes.get("value", ""))))
            except ValueError:
                continue
    return found


def session_epochs(
    results: SessionResults, people: Mapping[str, Course] | None = None
) -> tuple[EventEpoch, ...]:
    """Return every person before, during and after every event that happened to somebody."""
    events = sorted(
        (e for e in results.events if not e.code.startswith(NO_EVENT_CHANGE)),
        key=lambda event: (event.onset, event.event_id),
    )
    limits = (results.t_start, results.t_end)
    return tuple(
        epoch
        for course in (people or courses(results)).values()
        for epoch in event_epochs(events, course, limits=limits)
    )


def span_measures(results: SessionResults, t0: float, t1: float) -> tuple[ProcessMeasure, ...]:
    """Return the measures of every person over one span, session time s.

    Raises
    ------
    ConfigError
        When the span holds nothing of the recording.
    """
    inside = _inside([(t0, t1)], (results.t_start, results.t_end))
    if not inside:
        raise ConfigError(
            Message(
                "The span from {t0:g} to {t1:g} s holds nothing of the recording.", t0=t0, t1=t1
            ),
            remedy=Message(
                "It goes from {t_start:g} to {t_end:g} s.",
                t_start=results.t_start,
                t_end=results.t_end,
            ),
        )
    made: list[ProcessMeasure] = []
    for person, course in courses(results).items():
        settings = results.settings_of(person)
        made += _measured(person, f"span:{t0:g}-{t1:g}s", inside, course, settings)
    return tuple(made)


def measures_of_outputs(
    outputs: Iterable[EngineOutput],
    settings: Mapping[str, EngineSettings],
    parameters: Mapping[str, EngineSettings],
    span: Span,
) -> tuple[ProcessMeasure, ...]:
    """Return the measures of every person over a span of what the engine said.

    Parameters
    ----------
    outputs : iterable of EngineOutput
        Final ticks, beats, breaths, conditions and baselines of everybody, by time.
    settings : mapping of str to EngineSettings
        Person to settings.
    parameters : mapping of str to EngineSettings
        Every parameter hash in the ticks to its settings.
    span : (float, float)
        Session time, s.
    """
    known = list(outputs)
    made: list[ProcessMeasure] = []
    label = f"span:{span[0]:g}-{span[1]:g}s"
    for person, own in settings.items():
        record = PersonRecord(
            person,
            (o for o in known if isinstance(o, Beat)),
            (o for o in known if isinstance(o, Breath)),
            (o for o in known if isinstance(o, Conditions)),
        )
        course = make_course(
            (o for o in known if isinstance(o, Tick) and o.person == person), own, parameters,
            baselines=(o for o in known if isinstance(o, Baseline) and o.person == person),
            record=record,
        )  # fmt: skip
        made += _measured(person, label, [span], course, own)
    return tuple(made)


def _inside(pieces: list[Span], whole: Span) -> list[Span]:
    """Return the parts of spans that were recorded."""
    cut = [(max(t0, whole[0]), min(t1, whole[1])) for t0, t1 in pieces]
    return [(t0, t1) for t0, t1 in cut if t0 < t1 and math.isfinite(t0 + t1)]


def courses(results: SessionResults) -> dict[str, Course]:
    """Return the course of every person."""
    people = [participant.label for participant in results.participants]
    people += sorted({tick.person for tick in results.ticks}.difference(people))
    records = person_records(people, results.beats, results.breaths, results.conditions)
    return {
        person: make_course(
            (t for t in results.ticks if t.person == person),
            results.settings_of(person),
            results.parameters,
            baselines=(b for b in results.baselines if b.person == person),
            record=records[person],
        )
        for person in people
    }
