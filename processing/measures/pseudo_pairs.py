"""Real pairs against pseudo-pairs: people of different sessions, by elapsed time (methods 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.measures.chance import against, shuffled_orders
from processing.measures.coregulation import (
    MIN_SEGMENTS,
    STATISTICS,
    segment_z,
    statistics_of,
    varies,
)
from processing.measures.pair_series import PairSeries
from processing.measures.turn_taking import Span, length, transitions, union
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

MIN_PSEUDO = 20
"""Fewer pseudo-pairs are no null (methods 6.2): five sessions give twenty."""
SEGMENT_S = 60
SPEECH = "speech"
"""Stands for a measure where turns of speech are compared."""


@dataclass(frozen=True, slots=True)
class PseudoPairs:
    """One statistic of the real pairs of several sessions beside their pseudo-pairs."""

    measure: str
    statistic: str
    value: float | None
    """Mean over the real pairs."""
    pseudo: float | None
    """Mean over the pseudo-pairs."""
    effect: float | None
    """(value - mean) / sd of the mean over random orders of the second people."""
    p: float | None
    """Two-sided share of such orders at least as far from their mean, the observed one counted."""
    n_pairs: int
    n_pseudo: int
    reasons: tuple[Reason, ...] = ()


def pseudo_pairs(sessions: Sequence[PairSeries]) -> list[PseudoPairs]:
    """Return the statistics of real pairs against those of pseudo-pairs.

    Parameters
    ----------
    sessions : sequence of PairSeries
        The same measure of the same two roles, one per session. Seconds are counted from the
        beginning of each; two people are compared as long as both go on, in segments of 60 s.

    Returns
    -------
    list of PseudoPairs
        ``mean_z``, ``mean_abs_z`` and ``lead``; missing below twenty pseudo-pairs. Sessions with
        fewer than ten segments in which both have values are left out.
    """
    measure = sessions[0].measure if sessions else ""
    tables = {name: np.full((len(sessions), len(sessions)), np.nan) for name in STATISTICS}
    for i, one in enumerate(sessions):
        for j, two in enumerate(sessions):
            for name, value in (_statistics(one.one, two.two) or {}).items():
                tables[name][i, j] = value
    return _against_pseudo(measure, tables)


SPEECH_STATISTICS = ("overlap_share", "latency_median_s", "passed_per_min")


def pseudo_speech(
    sessions: Sequence[tuple[Sequence[Span], Sequence[Span], float]],
) -> list[PseudoPairs]:
    """Return how two people's turns of speech fit together, against pseudo-pairs.

    Two people who never met overlap, and take turns, too: by how much each of them speaks.

    Parameters
    ----------
    sessions : sequence of (turns, turns, float)
        Turns of the first and of the second person, s from the beginning of the session, and its
        length, s; two people are compared as long as both sessions go on.

    Returns
    -------
    list of PseudoPairs
        ``overlap_share`` (of the time in which anybody speaks), ``latency_median_s`` (of turns
        that pass, either way) and ``passed_per_min``; missing below twenty pseudo-pairs.
    """
    n = len(sessions)
    tables = {name: np.full((n, n), np.nan) for name in SPEECH_STATISTICS}
    for i, (one, _, length_i) in enumerate(sessions):
        for j, (_, two, length_j) in enumerate(sessions):
            for name, value in _turns(one, two, min(length_i, length_j)).items():
                tables[name][i, j] = value
    return _against_pseudo(SPEECH, tables)


def _turns(one: Sequence[Span], two: Sequence[Span], seconds: float) -> dict[str, float]:
    limits = (0.0, seconds)
    to_one, to_two = transitions(one, two, limits), transitions(two, one, limits)
    latencies = [*to_one.latencies, *to_two.latencies]
    anybody = length(union((*one, *two), limits))
    return {
        "overlap_share": to_one.both_s / anybody if anybody else np.nan,
        "latency_median_s": float(np.median(latencies)) if latencies else np.nan,
        "passed_per_min": 60 * len(latencies) / seconds if seconds else np.nan,
    }


def _against_pseudo(measure: str, tables: dict[str, FloatArray]) -> list[PseudoPairs]:
    """Return each statistic of real pairs, the diagonal of its table, against the others."""
    first = next(iter(tables.values()))
    kept = np.flatnonzero(np.isfinite(np.diag(first)))
    tables = {name: table[np.ix_(kept, kept)] for name, table in tables.items()}
    n = len(kept)
    apart = ~np.eye(n, dtype=bool)
    n_pseudo = int(np.isfinite(next(iter(tables.values()))[apart]).sum())
    if n_pseudo < MIN_PSEUDO:
        few = (Reason.TOO_FEW_SEGMENTS,)
        return [
            PseudoPairs(measure, name, None, None, None, None, n, n_pseudo, few) for name in tables
        ]
    orders = shuffled_orders(n)
    own = np.arange(n)
    found = []
    for name, table in tables.items():
        value, others = float(np.nanmean(table[own, own])), float(np.nanmean(table[apart]))
        chance = against(value, np.nanmean(table[own, orders], axis=1))
        effect, p = (chance.effect, chance.p) if chance else (None, None)
        found.append(PseudoPairs(measure, name, value, others, effect, p, n, n_pseudo))
    return found


def _statistics(one: FloatArray, two: FloatArray) -> dict[str, float] | None:
    """Return the statistics of two series over their common length; None below ten segments."""
    count = min(one.size, two.size) // SEGMENT_S
    a, b = (x[: count * SEGMENT_S].reshape(count, SEGMENT_S) for x in (one, two))
    usable = varies(a) & varies(b)
    if usable.sum() < MIN_SEGMENTS:
        return None
    z = segment_z(a[usable], b[usable])
    return {name: float(values.mean()) for name, values in statistics_of(z).items()}
