"""How two people's heart rates go together: in the session, its phases, and without speech."""

from __future__ import annotations

from itertools import combinations

from processing.coregulation import measure_pair, pair_series
from safehold.app.measures import rupture_episodes
from safehold.app.phases import Span, phase_names, phase_spans
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure, SessionResults
from safehold.core.types import Event

SPEECH = ("cf.speech_client", "cf.speech_therapist")
WITHOUT_SPEECH = "without_speech"
IN_RUPTURE, NO_RUPTURE = "rupture_to_repair", "no_rupture"


def session_dyads(results: SessionResults) -> tuple[DyadMeasure, ...]:
    """Return the statistics of every two people: the session, each phase, each without speech.

    Segments that a marked turn of speech touches are left out of the ``without_speech`` spans;
    those spans are there only where speech was coded. Where a rupture and its repair were, the
    session stands twice more: the segments from rupture to repair, and those free of both. What
    lies after a rupture without a repair is in neither.
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
        for name, left_out in _around_ruptures(results, whole).items():
            made += measure_pair(
                (one, two), f"{next(iter(spans))};{name}", series, whole, left_out=left_out,
                reasons=reasons,
            )  # fmt: skip
    return tuple(made)


def _around_ruptures(results: SessionResults, whole: Span) -> dict[str, list[Span]]:
    """Return what is left out of the time from rupture to repair, and of the time without."""
    found = rupture_episodes(results)
    repaired = [e for e in found if e.repair is not None]
    if not repaired:
        return {}
    edges = [whole[0], *(t for e in repaired for t in (e.rupture, e.end)), whole[1]]
    outside = list(zip(edges[::2], edges[1::2], strict=True))
    inside = [(e.rupture, whole[1] if e.repair is None else e.end) for e in found]
    return {IN_RUPTURE: outside, NO_RUPTURE: inside}


def _held(event: Event, end: float) -> Span:
    """Return when speech holds; without a known end until the end of the recording."""
    return event.onset, end if event.duration is None else event.onset + event.duration
