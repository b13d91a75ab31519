"""How late a strap's RR intervals come: the same intervals found in the ECG of the same person.

A strap says how long its intervals are, not when their beats were (methods 1.2). An ECG of the
same heart says both: where the intervals are found in it, each has its own beat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from safehold.core.types import FloatArray

LEAST = 20
"""So many intervals are needed: fewer look alike by chance."""
MOST = 40
NEAR_MS = 12.0
"""Matching intervals differ by no more than this, median: a strap rounds to 1/1024 s and finds R
peaks a little elsewhere."""
LOST_S = 1.5
"""Stamps that advance by so much more than the interval that came: one was lost, s."""
REACH_S = 60.0
"""Search this long before and after an interval's stamp for its beats, s."""
SAME_MS = 50.0
"""An interval further than this from the ECG's at its place is not the same one."""
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
    found = _place(ecg, rr)
    if found is None:
        return None
    best, error = found
    lag, spread = _middle(stamps - beats[best + 1 : best + 1 + rr.size])
    return RrLag(lag, spread, rr.size, error)


def strap_beats(beats: FloatArray, rr_times: FloatArray, rr_ms: FloatArray) -> FloatArray:
    """Return when the beats were that ended a strap's RR intervals.

    Parameters
    ----------
    beats : ndarray, shape (n,)
        Beat times of the ECG of the same person, s, ascending.
    rr_times : ndarray, shape (m,)
        Stamps of the RR intervals on the same clock, s.
    rr_ms : ndarray, shape (m,)
        The intervals, ms.

    Returns
    -------
    ndarray, shape (m,)
        s; NaN where the interval was not found in the ECG.
    """
    found = np.full(rr_ms.size, np.nan)
    unknown = np.full(MOST, np.nan)  # a strap may begin before the ECG, and end after it
    beats = np.concatenate((unknown, beats, unknown))
    for first, last in _blocks(rr_times, rr_ms):
        near = (rr_times[first] - REACH_S, rr_times[last - 1] + REACH_S)
        low, high = MOST + np.searchsorted(beats[MOST:-MOST], near)
        ends = beats[low - MOST : high + MOST]
        rr, ecg = rr_ms[first:last], 1000 * np.diff(ends)
        place = _place(ecg, rr)
        if place is not None:
            at = place[0]
            same = np.abs(ecg[at : at + rr.size] - rr) <= SAME_MS
            found[first:last][same] = ends[at + 1 : at + 1 + rr.size][same]
    return found


def lag_and_spread(rr_times: FloatArray, found: FloatArray) -> tuple[float, float] | None:
    """Return median and 1.4826 * MAD of how long after its beat an interval is stamped, s.

    ``found`` is what :func:`strap_beats` returns; None where it holds too little.
    """
    known = np.isfinite(found)
    return _middle((rr_times - found)[known]) if np.count_nonzero(known) >= LEAST else None


def _middle(lags: FloatArray) -> tuple[float, float]:
    lag = float(np.median(lags))
    return lag, 1.4826 * float(np.median(np.abs(lags - lag)))


def _place(ecg: FloatArray, rr: FloatArray) -> tuple[int, float] | None:
    """Return where intervals lie along the ECG's, and their median difference, ms."""
    differences = np.abs(sliding_window_view(ecg, rr.size) - rr)
    enough = np.count_nonzero(np.isfinite(differences), axis=1) >= LEAST
    if not enough.any():
        return None
    errors = np.full(enough.size, np.inf)
    errors[enough] = np.nanmedian(differences[enough], axis=1)
    best = int(np.argmin(errors))
    others = np.delete(errors, best)
    if errors[best] > NEAR_MS or (others < CLEARER * max(errors[best], 1.0)).any():
        return None
    return best, float(errors[best])


def _blocks(rr_times: FloatArray, rr_ms: FloatArray) -> Iterator[tuple[int, int]]:
    """Yield rows of intervals that follow each other, from so many that they can be placed."""
    lost = np.diff(rr_times) - rr_ms[1:] / 1000 > LOST_S
    edges = [0, *(np.flatnonzero(lost) + 1).tolist(), rr_ms.size]
    for first, last in pairwise(edges):
        for start in range(first, last, MOST):
            stop = min(start + MOST, last)
            begin = max(first, stop - MOST)  # the rest of a run is placed with those before it
            if stop - begin >= LEAST:
                yield begin, stop
