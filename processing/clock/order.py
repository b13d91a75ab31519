"""Statistics of short arrays: numpy's values without numpy's overhead.

That is twenty times as large as the sorting or adding up of sixty numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from safehold.core.types import FloatArray

FEW = 200
"""So many numbers are sorted faster than single ones of them are put in their place."""


def median(values: FloatArray | Sequence[float]) -> float:
    """Return the median of at least one finite number, as :func:`numpy.median` does."""
    ordered: list[float] = sorted(values.tolist() if isinstance(values, np.ndarray) else values)
    return middle(ordered)


def middle(ordered: Sequence[float]) -> float:
    """Return the median of numbers in ascending order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def medians(rows: FloatArray) -> FloatArray:
    """Return the :func:`median` of each row, shape ``(..., n)``."""
    half, odd = divmod(rows.shape[-1], 2)
    ordered = np.partition(rows, half if odd else (half - 1, half))
    middle: FloatArray = ordered[..., half]
    return middle if odd else (ordered[..., half - 1] + middle) / 2


def mean(values: FloatArray) -> float:
    """Return the mean of at least one number, as :func:`numpy.mean` does."""
    return float(np.add.reduce(values) / len(values))


def spread(values: FloatArray) -> float:
    """Return the standard deviation (n - 1) of at least two, as :func:`numpy.std` does."""
    off = values - np.add.reduce(values) / len(values)
    return math.sqrt(np.add.reduce(off * off) / (len(values) - 1))


def percentiles(values: FloatArray, *shares: float) -> list[float]:
    """Return quantiles of finite numbers, linear as :func:`numpy.quantile`'s.

    Parameters
    ----------
    values : ndarray, shape (n,)
        At least one number.
    *shares : float
        0-1.
    """
    return [float(found) for found in row_percentiles(values, *shares)]


def row_percentiles(rows: FloatArray, *shares: float) -> list[FloatArray]:
    """Return :func:`percentiles` of each row, shape ``(..., n)``."""
    last = rows.shape[-1] - 1
    places = [share * last for share in shares]
    wanted = [k for place in places for k in (int(place), min(int(place) + 1, last))]
    ordered = np.partition(rows, wanted) if last > FEW else np.sort(rows)
    found = []
    for place in places:
        low = int(place)
        below, above = ordered[..., low], ordered[..., min(low + 1, last)]
        part = place - low
        # from the nearer side, as numpy does
        step = above - below
        found.append(below + part * step if part < 0.5 else above - (1 - part) * step)
    return found
