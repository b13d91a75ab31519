"""Speech taken out of what two people are compared by, and the seconds in which who speaks.

Heart rate and RSA answer to speech for many seconds, in both people: to one's own in one way, to
the other's in another. So turns that pass between two people make their series go together, or
against each other, without any other link. What speech foretells is taken out by regression on
the speech of everybody around each second (a distributed lag, in straight pieces between knots);
it is done to the innovations, because of series that are slow it would hardly be told from chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from processing.measures.pair_series import HEART_RATE
from processing.signals.flags import BoolArray
from safehold.core.types import FloatArray

KNOTS_S = (-4, -2, -1, 0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
"""Speech so many seconds before a second may move its heart rate; negative: after it, for people
breathe in, and rise, before they speak."""
VAGAL_KNOTS_S = (-4, -1, 0, 1, 2, 4, 8, 14, 20, 26, 29, 30, 31, 32, 35, 40, 50)
"""The same of a vagal series: what enters its window of 30 s leaves it 30 s later."""
LEAST_FOR_ONE = 5
"""Seconds that the regression needs for each of its coefficients."""
HALF = 0.5
"""Somebody speaks in a second of which they speak at least so much."""


def speech_shares(spans: Iterable[tuple[float, float]], times: FloatArray) -> FloatArray:
    """Return how much of each second somebody speaks, 0-1.

    Parameters
    ----------
    spans : iterable of (float, float)
        Turns that do not overlap, session time s.
    times : FloatArray
        Ends of the seconds, one second apart, shape ``(n,)``.
    """
    found = np.zeros(times.size)
    for t0, t1 in spans:
        inside = np.minimum(times, t1) - np.maximum(times - 1.0, t0)
        found += np.clip(inside, 0.0, 1.0)
    return np.minimum(found, 1.0)


def without_speech(errors: FloatArray, speech: FloatArray, measure: str) -> FloatArray:
    """Return innovations without what speech around them foretells.

    Parameters
    ----------
    errors : FloatArray
        Shape ``(n,)``; NaN where missing.
    speech : FloatArray
        Share of each second in which each person speaks, shape ``(people, n)``.
    measure : str
        What the series is of.

    Returns
    -------
    FloatArray
        Residuals of least squares; NaN throughout where too few seconds are known.
    """
    knots = KNOTS_S if measure == HEART_RATE else VAGAL_KNOTS_S
    design = np.column_stack([np.ones(errors.size), *(_lags(row, knots) for row in speech)])
    known = np.isfinite(errors)
    if known.sum() < LEAST_FOR_ONE * design.shape[1]:
        return np.full(errors.size, np.nan)
    found, *_ = np.linalg.lstsq(design[known], errors[known], rcond=None)
    return np.asarray(errors - design @ found, dtype=np.float64)


def _lags(speech: FloatArray, knots: Sequence[int]) -> FloatArray:
    """Return speech weighted by a hat around each knot, shape ``(n, knots)``."""
    n = speech.size
    lags = np.arange(knots[0], knots[-1] + 1)
    padded = np.pad(speech, (max(lags[-1], 0), max(-lags[0], 0)))
    shifted = np.stack([padded[lags[-1] - lag : lags[-1] - lag + n] for lag in lags.tolist()])
    hats = np.stack([np.interp(lags, knots, np.eye(len(knots))[k]) for k in range(len(knots))])
    return np.asarray((hats @ shifted).T, dtype=np.float64)


def in_silence(speech: FloatArray) -> BoolArray:
    """Return the seconds in which nobody speaks for half of it, shape ``(n,)``."""
    return np.asarray((speech < HALF).all(axis=0), dtype=bool)


def while_speaking(speech: FloatArray, person: int) -> BoolArray:
    """Return the seconds in which one person speaks, and no other, shape ``(n,)``."""
    speaks = speech >= HALF
    return np.asarray(speaks[person] & (speaks.sum(axis=0) == 1), dtype=bool)
