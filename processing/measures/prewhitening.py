"""What of a series its own past does not foretell (methods 6.2, decision 36)."""

from __future__ import annotations

import math

import numpy as np
from scipy.ndimage import median_filter

from safehold.core.types import FloatArray

PAST_S = 20
"""Seconds of its own past that a heart rate is foretold from."""
VAGAL_PAST_S = 40
"""The same of a vagal series, whose windows are longer."""
MAX_INNOVATION = 3.0
"""Larger ones are cut to so many robust standard deviations: no single second decides."""
MAX_CHANGE = 3.5
"""A larger change from one second to the next, in robust standard deviations, is a step."""
AROUND_S = 301
"""So many changes around each tell how large changes are there; less than in the whole series
they are nowhere taken to be."""
_MAD_TO_SD = 1.4826
_TINY = 1e-9


def innovations(values: FloatArray, past_s: int = PAST_S) -> FloatArray:
    """Return the errors of foretelling each value of a 1-Hz series from those before it.

    Parameters
    ----------
    values : FloatArray
        Shape ``(n,)``; NaN where missing.
    past_s : int
        How many values before it count.

    Returns
    -------
    FloatArray
        Of the series without its steps: shape ``(n,)``, in standard deviations of the errors,
        cut at three robust ones; NaN where ``values`` is. After a gap fewer seconds are known:
        the errors of the shorter model stand there, in its own standard deviations.

    Notes
    -----
    Autoregressive model by Burg's method (Burg 1975; Kay 1988, chapter 7), its sums over every
    pair of errors on both sides of which the series is known. Two series that are each slow
    correlate without any link; their innovations do not (Box and Jenkins 1976, chapter 11).
    """
    if not np.isfinite(values).any():
        return values
    levelled = _without_steps(values)
    ahead = levelled - np.nanmean(levelled)
    back = ahead
    power = float(np.nanmean(ahead**2))
    if power <= _TINY:
        return np.asarray(ahead, dtype=np.float64)
    found = ahead / math.sqrt(power)
    for _ in range(past_s):
        new, old = ahead[1:], back[:-1]
        product = new * old  # NaN where either is
        if np.isfinite(product).sum() < 2 * past_s:
            break
        reflection = float(-2 * np.nansum(product) / np.nansum(new**2 + old**2))
        power *= 1 - reflection**2
        if power <= _TINY**2:  # foretold without error: nothing is left to compare
            break
        ahead = np.concatenate(([np.nan], new + reflection * old))
        back = np.concatenate(([np.nan], old + reflection * new))
        found = np.where(np.isfinite(ahead), ahead / math.sqrt(power), found)
    limit = MAX_INNOVATION * _MAD_TO_SD * float(np.nanmedian(np.abs(found)))
    return np.asarray(np.clip(found, -limit, limit), dtype=np.float64)


def _without_steps(values: FloatArray) -> FloatArray:
    """Return a series from which every sudden change, with all that stays of it, is taken away.

    The foretelling takes many seconds to learn of a new level, and its errors are alike in two
    people whose level changed at the same moment, by the same task.
    """
    change = np.diff(values, prepend=values[:1])
    size = np.abs(change)
    moves = np.isfinite(size) & (size > _TINY)  # P2T often stands still
    if not moves.any():
        return values
    around = median_filter(size[moves], AROUND_S, mode="nearest")
    usual = np.maximum(around, np.median(size[moves]))
    step = np.zeros_like(change)
    step[moves] = np.where(size[moves] > MAX_CHANGE * _MAD_TO_SD * usual, change[moves], 0.0)
    return np.asarray(values - np.cumsum(step), np.float64)
