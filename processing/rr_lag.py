"""How late a strap's RR intervals come: the same intervals found in the ECG of the same person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from safehold.core.types import FloatArray

LEAST = 20
"""So many intervals are needed: fewer look alike by chance."""
MOST = 40
NEAR_MS = 12.0
"""Matching intervals differ by no more than this, median: a strap rounds to 1/1024 s and finds R
peaks a little elsewhere."""
CLEARER = 3.0
"""Any other alignment must fit so many times worse, or the rhythm is too even to tell."""


@dataclass(frozen=True, slots=True)
class RrLag:
    """The measured lag of an RR stream."""

    lag_s: float
    """Median time from a beat in the ECG to the stamp of its interval in the RR stream, s."""
    spread_s: float
    """1.4826 * MAD of it, s: packets carry several intervals with one stamp."""
    n: int
    """Matched intervals."""
    error_ms: float
    """Median difference of matched intervals, ms."""


def rr_lag(beats: FloatArray, rr_times: FloatArray, rr_ms: FloatArray) -> RrLag | None:
    """Return how long after the beats the RR intervals of the same heart are stamped.

    The last intervals of the stream are laid along those of the ECG; where one place fits, and no
    other nearly as well, the stamps there give the lag. Only values are compared, so that a lag of
    any size and sign is found.

    Parameters
    ----------
    beats : ndarray, shape (n,)
        Beat times of the ECG, s, ascending.
    rr_times : ndarray, shape (m,)
        Stamps of the RR intervals on the same clock, s.
    rr_ms : ndarray, shape (m,)
        The intervals, ms.

    Returns
    -------
    RrLag or None
        None where it cannot be told: too few intervals, no match, or more than one.
    """
    ecg = 1000 * np.diff(beats)
    rr, stamps = rr_ms[-MOST:], rr_times[-MOST:]
    if rr.size < LEAST or ecg.size < rr.size:
        # the newest intervals may have come before the ECG's beats are final
        rr, stamps = rr[: ecg.size], stamps[: ecg.size]
    if rr.size < LEAST:
        return None
    errors = np.median(np.abs(sliding_window_view(ecg, rr.size) - rr), axis=1)
    best = int(np.argmin(errors))
    others = np.delete(errors, best)
    if errors[best] > NEAR_MS or (others < CLEARER * max(errors[best], 1.0)).any():
        return None
    lags = stamps - beats[best + 1 : best + 1 + rr.size]
    lag = float(np.median(lags))
    spread = 1.4826 * float(np.median(np.abs(lags - lag)))
    return RrLag(lag, spread, rr.size, float(errors[best]))
