"""How two people's heart rates go together: in the session, its phases, and without speech."""

from __future__ import annotations

from itertools import combinations

from processing.coregulation import measure_pair, pair_series
from safehold.app.phases import Span, phase_names, phase_spans
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure, SessionResults
from safehold.core.types import Event

SPEECH = ("cf.speech_client", "cf.speech_therapist")
WITHOUT_SPEECH = "without_speech"


def session_dyads(results: SessionResults) -> tuple[DyadMeasure, ...]:
    """Return the statistics of every two people: the session, each phase, each without speech.

    Segments that a marked turn of speech touches are left out of the ``without_speech`` spans;
    those spans are there only where speech was coded.
    """
    whole = (results.t_start, results.t_end)
    if not whole[0] < whole[1]:
        return ()
    spans: dict[str, Span] = {f"part:{results.part}" if results.part else "session": whole}
    for phase in phase_names(results):
        for name, (t0, t1) in phase_spans(results, phase).items():
            if max(t0, whole[0]) < min(t1, whole[1]):
                spans[f"phase:{name}"] = (max(t0, whole[0]), min(t1, whole[1]))
    speech = [_held(event, whole[1]) for event in results.events if event.code in SPEECH]
    reasons = (Reason.SPEECH_INCLUDED if speech else Reason.SPEECH_NOT_CODED,)
    made: list[DyadMeasure] = []
    for one, two in combinations((p.label for p in results.participants), 2):
        first = [beat for beat in results.beats if beat.person == one]
        second = [beat for beat in results.beats if beat.person == two]
        series = pair_series(first, second, limits=whole)
        for name, span in spans.items():
            made += measure_pair((one, two), name, series, span, reasons=reasons)
            if speech:
                quiet = f"{name};{WITHOUT_SPEECH}"
                made += measure_pair((one, two), quiet, series, span, left_out=speech)
    return tuple(made)


def _held(event: Event, end: float) -> Span:
    """Return when speech holds; without a known end until the end of the recording."""
    return event.onset, end if event.duration is None else event.onset + event.duration
