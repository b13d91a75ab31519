"""Who spoke how much in a session and its phases, and how turns passed."""

from __future__ import annotations

from collections.abc import Iterator

from processing.measures.turn_taking import Span, length, median, transitions, union
from safehold.core.codebook import SPEECH_OF
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults, TurnTaking
from safehold.core.types import Event, Role
from safehold.offline.phases import phase_names, phase_spans

LEAST_HEARD = 0.9
"""A microphone must have sent so much of the time for its speech to be counted."""
EDGE_S = 5.0
"""So far a span may reach beyond what a microphone heard, s."""


def speech_spans(results: SessionResults) -> dict[str, list[Span]]:
    """Return the turns of speech of everybody whose speech was coded or heard, session time s.

    However they were found, they are events of one code; what overlaps counts once. A turn whose
    end is not known lasts until the end of the recording.
    """
    whole = (results.t_start, results.t_end)
    found: dict[str, list[Span]] = {}
    for participant in results.participants:
        label = participant.label
        mine = [e for e in results.events if e.code == SPEECH_OF.get(label)]
        if mine or any(_hears(results, label)):
            found[label] = union((_held(event, whole[1]) for event in mine), whole)
    return found


def session_spans(results: SessionResults) -> dict[str, Span]:
    """Return the session, or the part of it, and each of its phases, by name."""
    whole = (results.t_start, results.t_end)
    spans: dict[str, Span] = {f"part:{results.part}" if results.part else "session": whole}
    for phase in phase_names(results):
        for name, (t0, t1) in phase_spans(results, phase).items():
            if max(t0, whole[0]) < min(t1, whole[1]):
                spans[f"phase:{name}"] = (max(t0, whole[0]), min(t1, whole[1]))
    return spans


def session_turns(results: SessionResults) -> tuple[TurnTaking, ...]:
    """Return how everybody whose speech is known spoke, in the session and in each phase."""
    speech = speech_spans(results)
    if not any(speech.values()):
        return ()
    return tuple(
        _turns(results, person, speech, name, limits)
        for name, limits in session_spans(results).items()
        for person in speech
    )


def _turns(
    results: SessionResults, person: str, speech: dict[str, list[Span]], name: str, limits: Span
) -> TurnTaking:
    partly = [p for p in speech if not _heard_throughout(results, p, limits)]
    made = TurnTaking(person, name, *limits, _sources(results, person))
    if person in partly:
        return made.because(Reason.SPEECH_PARTLY_HEARD)
    mine = union(speech[person], limits)
    made.n_turns = sum(limits[0] <= t0 < limits[1] for t0, _ in speech[person])
    made.speech_s, made.turn_median_s = length(mine), median([t1 - t0 for t0, t1 in mine])
    made.talk_share = length(mine) / (limits[1] - limits[0])
    others = [span for p, spans in speech.items() if p != person for span in spans]
    if len(speech) < 2:
        return made.because(Reason.OTHER_SPEECH_UNKNOWN)
    if partly:
        return made.because(Reason.SPEECH_PARTLY_HEARD)
    passed = transitions(mine, others, limits)
    of_both = length(mine) + length(union(others, limits))
    made.speech_share = length(mine) / of_both if of_both else None
    gaps = [x for x in passed.latencies if x > 0]
    overlaps = [-x for x in passed.latencies if x < 0]
    made.n_taken, made.latency_median_s = len(passed.latencies), median(passed.latencies)
    made.n_gaps, made.gap_median_s = len(gaps), median(gaps)
    made.n_overlaps, made.overlap_median_s = len(overlaps), median(overlaps)
    made.n_within, made.overlap_s = len(passed.within), passed.both_s
    made.n_pauses, made.pause_median_s = len(passed.pauses), median(passed.pauses)
    return made


def _held(event: Event, end: float) -> Span:
    return event.onset, end if event.duration is None else event.onset + event.duration


def _hears(results: SessionResults, person: str) -> Iterator[Span]:
    """Yield from when to when a person's voice activity was recorded nearly all the time."""
    for report in results.streams:
        if report.spec.role is Role.SPEECH and report.spec.person == person:
            first, last, rate = report.t_first, report.t_last, report.spec.nominal_rate
            if first is None or last is None or not report.n_samples:
                continue
            heard = report.n_samples / rate if rate > 0 else last - first
            if heard >= LEAST_HEARD * (last - first):
                yield first, last


def _heard_throughout(results: SessionResults, person: str, limits: Span) -> bool:
    """Tell whether nothing of a span can be missing: a person or a file told, or the stream."""
    mine = [e for e in results.events if e.code == SPEECH_OF[person]]
    told = {e.source.partition(":")[0] for e in mine}
    if mine and told != {"lsl"}:
        return True
    return any(
        t0 - EDGE_S <= limits[0] and limits[1] <= t1 + EDGE_S for t0, t1 in _hears(results, person)
    )


def _sources(results: SessionResults, person: str) -> tuple[str, ...]:
    """Return who said when a person spoke."""
    told = {e.coder or e.source for e in results.events if e.code == SPEECH_OF[person]}
    return tuple(sorted(told))
