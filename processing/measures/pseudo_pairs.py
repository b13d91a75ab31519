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
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

MIN_PSEUDO = 20
"""Fewer pseudo-pairs are no null (methods 6.2): five sessions give twenty."""
SEGMENT_S = 60


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
    kept = np.flatnonzero(np.isfinite(np.diag(tables[STATISTICS[0]])))
    tables = {name: table[np.ix_(kept, kept)] for name, table in tables.items()}
    n = len(kept)
    apart = ~np.eye(n, dtype=bool)
    n_pseudo = int(np.isfinite(tables[STATISTICS[0]][apart]).sum())
    if n_pseudo < MIN_PSEUDO:
        few = (Reason.TOO_FEW_SEGMENTS,)
        return [
            PseudoPairs(measure, name, None, None, None, None, n, n_pseudo, few)
            for name in STATISTICS
        ]
    orders = shuffled_orders(n)
    own = np.arange(n)
    found = []
    for name, table in tables.items():
        value, others = float(table[own, own].mean()), float(np.nanmean(table[apart]))
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
