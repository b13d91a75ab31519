"""Min-max decimation: what a pixel column can show, and no more.

Taking every n-th sample loses R peaks; the smallest and the largest sample of a pixel column
draw exactly what all its samples would.
"""

from __future__ import annotations

import math

import numpy as np

from safehold.core.types import FloatArray


def min_max_columns(
    times: FloatArray, values: FloatArray, *, column_s: float
) -> tuple[FloatArray, FloatArray]:
    """Return smallest and largest value per time column, shape ``(2 * n_columns,)`` each.

    Columns lie on an absolute grid of ``column_s`` seconds, so that a moving window does not
    make the picture shimmer. Columns without samples are left out. Series with at most two
    samples per column come back as they are.

    Parameters
    ----------
    times : array, shape (n,)
        Ascending, s.
    values : array, shape (n,)
        Not finite values are dropped with their columns unless a finite one is beside them.
    column_s : float
        Width of a pixel column in seconds; above 0.
    """
    if column_s <= 0:
        raise ValueError(f"column_s = {column_s} must be above 0")
    if times.size < 2 or times.size <= 2 * (times[-1] - times[0]) / column_s:
        return times, values
    columns = np.floor(times / column_s)
    starts = np.flatnonzero(np.r_[True, columns[1:] != columns[:-1]])
    low = np.fmin.reduceat(values, starts)
    high = np.fmax.reduceat(values, starts)
    # the order inside a column is that of the samples: a falling slope starts with its maximum
    ends = np.r_[starts[1:], times.size] - 1
    falling = values[ends] < values[starts]
    y = np.empty(2 * starts.size)
    y[0::2] = np.where(falling, high, low)
    y[1::2] = np.where(falling, low, high)
    x = np.empty_like(y)
    x[0::2] = columns[starts] * column_s
    x[1::2] = x[0::2] + column_s / 2
    return x, y


def break_gaps(
    times: FloatArray, values: FloatArray, *, longest_s: float
) -> tuple[FloatArray, FloatArray]:
    """Return the series with a NaN where more than ``longest_s`` lie between two samples."""
    gaps = np.flatnonzero(np.diff(times) > longest_s) + 1
    if gaps.size == 0:
        return times, values
    return np.insert(times, gaps, times[gaps - 1]), np.insert(values, gaps, math.nan)
