"""How two people go together: in the session, its phases, in silence, and while each speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from processing.measures.coregulation import Compared, compare_pair, one_family
from processing.measures.pair_series import (
    LN_P2T,
    LN_RMSSD,
    PairSeries,
    ln_p2t_series,
    ln_rmssd_series,
    masked,
    pair_series,
    seconds_between,
)
from processing.measures.speech_parted import in_silence, speech_shares, while_speaking
from processing.signals.flags import BoolArray
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure, SessionResults
from safehold.core.types import FloatArray
from safehold.offline.measures import rupture_episodes
from safehold.offline.phases import Span
from safehold.offline.turns import session_spans, speech_spans

SPEECH_PARTIALLED, SILENCE, SPEAKS = "speech_partialled", "silence", "speaks"
IN_RUPTURE, NO_RUPTURE = "rupture_to_repair", "no_rupture"


def session_dyads(results: SessionResults) -> tuple[DyadMeasure, ...]:
    """Return the statistics of every two people: the session, each phase, with and without speech.

    Where turns of speech are known, each span stands four times more, with what speech foretells
    taken out: as a whole, in silence, and while either speaks alone. Where a rupture and its
    repair were, the session stands twice more: the segments from rupture to repair, and those free
    of both. What lies after a rupture without a repair is in neither. All tests of the session are
    one family.
    """
    whole = (results.t_start, results.t_end)
    if not whole[0] < whole[1]:
        return ()
    spans = session_spans(results)
    speech = speech_spans(results)
    known = any(speech.values())
    reasons = (Reason.SPEECH_INCLUDED if known else Reason.SPEECH_NOT_CODED,)
    made: list[Compared] = []
    for one, two in combinations((p.label for p in results.participants), 2):
        for series in series_of(results, one, two):
            for name, span in spans.items():
                made += compare_pair((one, two), name, series, span, reasons=reasons)
                if known:
                    made += _parted((one, two), name, series, span, speech)
            for name, left_out in _around_ruptures(results, whole).items():
                made += compare_pair(
                    (one, two), f"{next(iter(spans))};{name}", series, whole, left_out=left_out,
                    reasons=reasons,
                )  # fmt: skip
    return tuple(one_family(made))


def _parted(
    people: tuple[str, str],
    name: str,
    series: PairSeries,
    span: Span,
    speech: Mapping[str, Sequence[Span]],
) -> list[Compared]:
    """Return the statistics of two people without what speech foretells, by who speaks."""
    shares = np.stack([speech_shares(spans, series.times) for spans in speech.values()])
    order = list(speech)
    unknown = tuple(person for person in people if person not in speech)
    reasons = (Reason.OTHER_SPEECH_UNKNOWN,) if unknown else ()
    made = compare_pair(
        people, f"{name};{SPEECH_PARTIALLED}", series, span, speech=shares, reasons=reasons
    )
    if unknown:  # what looks like silence may be the other's speech
        return made
    only = {SILENCE: in_silence(shares)}
    only |= {f"{p}_{SPEAKS}": while_speaking(shares, order.index(p)) for p in people}
    for which, seconds in only.items():
        made += compare_pair(people, f"{name};{which}", series, span, speech=shares, only=seconds)
    return made


def series_of(results: SessionResults, one: str, two: str) -> list[PairSeries]:
    """Return heart rate, ln RMSSD and ln P2T of two people, once a second.

    The vagal ones are there only in seconds whose tick has the index: what signal quality and
    marks forbid live they forbid here.
    """
    limits = (results.t_start, results.t_end)
    times = seconds_between(limits)
    people = (one, two)
    beats = [[b for b in results.beats if b.person == person] for person in people]
    breaths = [[b for b in results.breaths if b.person == person] for person in people]
    rmssd = [
        masked(ln_rmssd_series(mine, times), _said(results, person, "ln_rmssd", times))
        for person, mine in zip(people, beats, strict=True)
    ]
    p2t = [
        masked(ln_p2t_series(mine, times), _said(results, person, "ln_p2t", times))
        for person, mine in zip(people, breaths, strict=True)
    ]
    return [
        pair_series(beats[0], beats[1], limits=limits),
        PairSeries(times, rmssd[0], rmssd[1], LN_RMSSD),
        PairSeries(times, p2t[0], p2t[1], LN_P2T),
    ]


def _said(results: SessionResults, person: str, name: str, times: FloatArray) -> BoolArray:
    """Return in which seconds a person's index has a value."""
    there = [
        tick.t
        for tick in results.ticks
        if tick.person == person
        and any(index.name == name and index.value is not None for index in tick.indices)
    ]
    return np.isin(times, there)


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
