"""What chance alone makes of a statistic, and of the largest of many (decision 36)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

SHUFFLES = 999
SEED = 20_201
_TINY = 1e-9


@functools.cache
def shuffled_orders(n: int) -> NDArray[np.int64]:
    """Return random orders of ``n`` segments, shape ``(SHUFFLES, n)``; the seed is fixed.

    Any order may come, also one in which some segment keeps its place: only then is the order
    that was observed one of those that could have come. Without those orders the observed one
    lies too far from their mean, and ten segments are called linked twice as often as stated.
    """
    rng = np.random.default_rng(SEED)
    orders = rng.permuted(np.tile(np.arange(n), (SHUFFLES, 1)), axis=1)
    orders.flags.writeable = False  # every caller has the same ones
    return orders


@dataclass(frozen=True, slots=True)
class Chance:
    """A statistic against the same one of random orders."""

    effect: float
    """(value - mean) / sd of the random orders."""
    p: float
    """Two-sided share of orders at least as far from their mean, the observed one counted."""
    distances: FloatArray
    """How far each order lies from the mean of all, in their sd, shape ``(SHUFFLES + 1,)``; the
    observed one comes last."""


def against(value: float, shuffled: FloatArray, *, least: int = SHUFFLES // 2) -> Chance | None:
    """Return where a value lies among those of random orders; None where they do not vary.

    Fewer than `least` known ones are no chance to compare with.

    For p the observed value is one of the orders, also in their mean: a mean without it lies
    farther from it than from any other.
    """
    known = shuffled[np.isfinite(shuffled)]
    if known.size < least or known.std(ddof=1) < _TINY:
        return None
    every = np.append(known, value)
    distances = np.abs(every - every.mean()) / every.std()
    return Chance(
        effect=float((value - known.mean()) / known.std(ddof=1)),
        p=float((distances >= distances[-1] - _TINY).mean()),
        distances=distances,
    )


def adjusted(tests: Sequence[FloatArray]) -> list[float]:
    """Return the p of each test of a family, adjusted for all of them.

    Parameters
    ----------
    tests : sequence of FloatArray
        ``Chance.distances`` of each test.

    Returns
    -------
    list of float
        Step-down maxT (Westfall and Young 1993, algorithm 2.8): how often chance alone makes the
        farthest of this test and of all less far ones as far as this one is. Among tests without
        any link the smallest is at most .05 in 5 % of the families.
    """
    if not tests:
        return []
    orders = min(test.size for test in tests) - 1
    distances = np.column_stack([np.append(test[:orders], test[-1]) for test in tests])
    farthest_first = np.argsort(-distances[-1], kind="stable")
    ranked = distances[:, farthest_first]
    largest = np.maximum.accumulate(ranked[:, ::-1], axis=1)[:, ::-1]
    p = np.maximum.accumulate((largest >= ranked[-1] - _TINY).mean(axis=0))
    found = np.empty(len(tests))
    found[farthest_first] = p
    return [float(value) for value in found]
