"""RMSSD, SDNN, heart rate and HF by the rules of NeuroKit2 0.3.0, without NeuroKit2.

They stand beside our own values in the tables. ``hrv_time`` and ``hrv_frequency`` compute thirty
more that nobody asked for, and NeuroKit2 takes a second and more to load. A test holds the two
together, bit by bit.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import signal as sps
from scipy.interpolate import interp1d

from processing.clock.order import mean, spread
from safehold.core.types import FloatArray

JOINED_MS = 10.0
"""An interval that is as long as the time between two ends, to this, follows the one before."""
RATE_HZ = 100.0
"""Heart period is interpolated to this rate for its spectrum."""
BAND_HZ = (0.15, 0.40)
FLAT_RANGE_MS = 1e-6
LEAST = 3


def time_domain(rr_ms: FloatArray, ends: FloatArray) -> dict[str, float | None]:
    """Return RMSSD, SDNN and mean heart rate of RR intervals, as ``hrv_time`` has them.

    Parameters
    ----------
    rr_ms : ndarray, shape (n,)
        RR intervals, ms, finite and longer than 10 ms; those that are not usable left out.
    ends : ndarray, shape (n,)
        When each of them ends, s: differences over what was left out do not count.

    Returns
    -------
    dict
        ``rmssd_ms``, ``sdnn_ms``, ``hr_bpm``; None of fewer than three.
    """
    if len(rr_ms) < LEAST:
        return {"rmssd_ms": None, "sdnn_ms": None, "hr_bpm": None}
    steps = np.diff(rr_ms)
    joined = _joined(rr_ms, ends)
    if joined.any() and not joined.all() and not _even(ends):
        steps = steps[joined]
    return {
        "rmssd_ms": math.sqrt(mean(steps * steps)),
        "sdnn_ms": spread(rr_ms),
        "hr_bpm": 60000.0 / mean(rr_ms),
    }


def _joined(rr_ms: FloatArray, ends: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return for each interval but the first whether it follows the one before."""
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        np.abs(np.diff(ends) * 1000 - rr_ms[1:]) <= JOINED_MS
    )
    return found


def _even(ends: FloatArray) -> bool:
    """Tell whether times lie at even distances, as those of an interpolated series."""
    return len(np.unique(np.round(np.diff(ends), decimals=3))) == 1


def ln_hf(rr_ms: FloatArray, ends: FloatArray) -> float | None:
    """Return ln of the power of .15-.40 Hz, ln ms^2, as ``hrv_frequency`` has it unnormalised.

    Quadratic spline at 100 Hz; Welch's mean of Hann windows of half the length, padded to twice
    theirs; trapezoids.

    Parameters
    ----------
    rr_ms, ends : ndarray, shape (n,)
        As of :func:`time_domain`.

    Returns
    -------
    float or None
        None of fewer than three intervals, of equal ones, and where there is no such power.
    """
    if len(rr_ms) < LEAST or np.ptp(rr_ms) < FLAT_RANGE_MS:
        return None
    at = np.arange(ends[0], ends[-1] + 1 / RATE_HZ, 1 / RATE_HZ)
    outside = ([rr_ms[0]], [rr_ms[-1]])
    x = interp1d(ends, rr_ms, kind="quadratic", bounds_error=False, fill_value=outside)(at)
    slowest = 2 * RATE_HZ / (len(x) / 2)
    n = min(int(2 / slowest * RATE_HZ), len(x) // 2)
    freqs, power = sps.welch(x - np.mean(x), RATE_HZ, nperseg=n, nfft=2 * n, detrend=False)
    inside = (freqs >= max(slowest, BAND_HZ[0])) & (freqs < BAND_HZ[1])
    found = float(np.trapezoid(power[inside], freqs[inside]))
    return float(np.log(found)) if math.isfinite(found) and found > 0 else None
