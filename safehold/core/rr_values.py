"""In which unit RR intervals must be, by their size."""

from __future__ import annotations

import numpy as np

from safehold.core.types import FloatArray

_PLAIN_RR_S, _SHORTEST_RR_S = (0.24, 2.0), 0.05
_LEAST_RR, _RR_SUM_OFF = 6, 0.15
"""So few values tell nothing by their sum; a packet of them may shift it by this share."""


def rr_unit(values: FloatArray, stamps: FloatArray | None = None) -> str | None:
    """Return the unit that RR values must have: ``s``, ``ms``, or None when they fit neither.

    At least three quarters of the finite values must lie in 0.24-2.0 (seconds) or in 240-2000
    (milliseconds): no human heart rate in beats per minute does. Down to 0.05 s, as of animals,
    it is told only with ``stamps``, when the values add up to the time that passed. Units of
    1/1024 s cannot be told from milliseconds: only the header can say so.

    Parameters
    ----------
    values : ndarray, shape (n,)
    stamps : ndarray, shape (n,), optional
        When they came, s.
    """
    finite = np.isfinite(values)
    numbers = values[finite]
    for unit, scale in (("s", 1.0), ("ms", 1000.0)):
        low, high = (scale * limit for limit in _PLAIN_RR_S)
        if numbers.size and np.mean((numbers >= low) & (numbers <= high)) >= 0.75:
            return unit
        if stamps is not None and numbers.size >= _LEAST_RR:
            passed = float(stamps[finite][-1] - stamps[finite][0])
            shortest = bool(np.median(numbers) >= _SHORTEST_RR_S * scale)
            off = abs(float(numbers[1:].sum()) / scale - passed)
            if shortest and off <= _RR_SUM_OFF * passed:
                return unit
    return None
