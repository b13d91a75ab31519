"""What several sessions say together of two people: real pairs beside pseudo-pairs."""

from __future__ import annotations

from collections.abc import Sequence

from processing.measures.pseudo_pairs import PseudoPairs, pseudo_pairs, pseudo_speech
from safehold.core.results import SessionResults
from safehold.offline.dyads import series_of
from safehold.offline.turns import speech_spans


def pseudo_of(sessions: Sequence[SessionResults], one: str, two: str) -> list[PseudoPairs]:
    """Return real pairs beside pseudo-pairs, of every series and, where known, of speech.

    Sessions in which either person's speech is not known count for the series alone.
    """
    pairs = [series_of(results, one, two) for results in sessions]
    found = [row for measure in zip(*pairs, strict=True) for row in pseudo_pairs(measure)]
    turns = []
    for results in sessions:
        spans = speech_spans(results)
        if spans.get(one) and spans.get(two):
            zero = results.t_start
            mine, theirs = ([(a - zero, b - zero) for a, b in spans[p]] for p in (one, two))
            turns.append((mine, theirs, results.t_end - zero))
    return found + (pseudo_speech(turns) if turns else [])
