"""How two people go together from moment to moment of a session."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from processing.measures.pair_map import pair_map
from processing.measures.pair_series import pair_series
from processing.measures.speech_parted import speech_shares
from processing.measures.surrogates import Surrogate
from safehold.core.pair_map import PairMap
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.offline.beside import Pending, beside
from safehold.offline.turns import speech_spans


def session_pair_maps(results: SessionResults) -> tuple[PairMap, ...]:
    """Return the map of the heart rates of every two people, over the whole of a session.

    Where turns of speech are known, what they foretell is taken out.
    """
    return tuple(one.result() for one in begun_pair_maps(results))


def begun_pair_maps(results: SessionResults) -> list[Pending[PairMap]]:
    """Have the maps of :func:`session_pair_maps` made by a process that is free, if there is."""
    limits = (results.t_start, results.t_end)
    if not limits[0] < limits[1]:
        return []
    made = []
    for one, two in combinations((p.label for p in results.participants), 2):
        beats = [[b for b in results.beats if b.person == person] for person in (one, two)]
        series = pair_series(beats[0], beats[1], limits=limits)
        speech, reasons = known_speech(results, (one, two), series.times)
        with beside() as other:
            made.append(
                other.do_if_free(
                    pair_map, (one, two), series, speech=speech, surrogate=Surrogate.SHIFT,
                    reasons=reasons,
                )
            )  # fmt: skip
    return made


def known_speech(
    results: SessionResults, people: tuple[str, str], times: np.ndarray
) -> tuple[np.ndarray | None, tuple[Reason, ...]]:
    """Return the share of each second in which each person speaks, and what is to be said of it.

    None where no turn is known.
    """
    spans = speech_spans(results)
    if not any(spans.values()):
        return None, (Reason.SPEECH_NOT_CODED,)
    unknown = any(person not in spans for person in people)
    shares = np.stack([speech_shares(mine, times) for mine in spans.values()])
    return shares, (Reason.OTHER_SPEECH_UNKNOWN,) if unknown else ()
