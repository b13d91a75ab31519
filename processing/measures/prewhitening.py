"""What of a series its own past does not foretell (methods 6.2, decision 36)."""

from __future__ import annotations

import math

import numpy as np

from safehold.core.types import FloatArray

ORDER = 20
"""Seconds of its own past that a value is foretold from."""
MAX_INNOVATION = 3.0
"""Larger ones are cut to so many robust standard deviations: no single second decides."""
MAX_CHANGE = 3.5
"""A larger change from one second to the next, in robust standard deviations, is a step."""
_MAD_TO_SD = 1.4826
_TINY = 1e-9


def innovations(values: FloatArray) -> FloatArray:
    """Return the errors of foretelling each value of a 1-Hz series from the 20 before it.

    Parameters
    ----------
    values : FloatArray
        Shape ``(n,)``; NaN where missing.

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
    for _ in range(ORDER):
        new, old = ahead[1:], back[:-1]
        product = new * old  # NaN where either is
        if np.isfinite(product).sum() < 2 * ORDER:
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
    known = np.abs(
        change[np.isfinite(change) & (np.abs(change) > _TINY)]
    )  # P2T often stands still
    limit = MAX_CHANGE * _MAD_TO_SD * float(np.median(known)) if known.size else 0.0
    return np.asarray(
        values - np.cumsum(np.where(np.abs(change) > limit, change, 0.0)), np.float64
    )
