"""The only door to NeuroKit2: cleaning, peak finding, ``hrv_time``; loaded at first use.

NeuroKit2 raises on flat, short or missing input and its messages differ from case to case
(methods 1.9, N15), so every call is guarded before and caught after: a failure is no peaks and
the reason ``detector_failed``, never an exception.
"""

from __future__ import annotations

import functools
import importlib
import logging
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from scipy import signal as sps

from processing.clock.grid import ZeroPhase
from processing.clock.rows import in_rows
from processing.signals.qrs import Complexes, complexes
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.processing.neurokit")

MIN_LENGTH_S = 2.0
"""Shorter runs are not given to the detectors: their moving averages need this much."""
FLAT_RANGE = 1e-6
"""A run with a smaller range is flat (methods 3.1)."""
HUGE = 1e100
"""Beyond this the detectors' squares overflow; no amplifier gives such numbers."""
UPSTREAM_ERRORS = (
    ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What NeuroKit2 raises on input it cannot handle."""


@dataclass(frozen=True, slots=True)
class Peaks:
    """What a detector found in one run of samples."""

    cleaned: FloatArray
    """Cleaned signal, shape ``(n,)``; empty when there was nothing to clean."""
    samples: NDArray[np.intp]
    """Sample numbers of the peaks in the cleaned signal, ascending."""
    reason: Reason | None = None
    """Why there are no peaks."""

    def between(self, low: int, high: int) -> list[int]:
        """Return the peaks in [low, high), ascending."""
        first, stop = self.samples.searchsorted((low, high))
        return [int(sample) for sample in self.samples[first:stop]]


def _nothing(reason: Reason) -> Peaks:
    return Peaks(np.empty(0), np.empty(0, dtype=np.intp), reason)


@functools.cache
def load() -> ModuleType:
    """Import NeuroKit2, once: 1.5 s and more, which a live session should not spend later."""
    # its detectors take the mean of no peaks at all, which is handled here
    warnings.filterwarnings("ignore", "Mean of empty slice", RuntimeWarning)
    return importlib.import_module("neurokit2")


def _hopeless(signal: FloatArray, sfreq: int) -> Reason | None:
    """Return why nothing can be detected in a signal, whatever the detector; None if it may."""
    if len(signal) < MIN_LENGTH_S * sfreq:
        return Reason.GAP
    low, high = float(np.minimum.reduce(signal)), float(np.maximum.reduce(signal))
    if not (math.isfinite(low) and math.isfinite(high)):
        return Reason.GAP
    if high - low < FLAT_RANGE:
        return Reason.FLAT
    return Reason.DETECTOR_FAILED if max(high, -low) > HUGE else None


class EcgCleaner:
    """NeuroKit2's ``ecg_clean``, its filters designed once: equal bit by bit, in half the time.

    Parameters
    ----------
    sfreq : int
        Sampling rate, Hz.
    mains_hz : int
        Mains frequency, 50 or 60.

    Notes
    -----
    Butterworth high-pass, 0.5 Hz, order 5, both ways; then a moving average over one period of
    the mains, both ways. NeuroKit2 designs both anew at every call. A test holds the two together.
    """

    def __init__(self, sfreq: int, mains_hz: int) -> None:
        self._highpass = ZeroPhase(5, 0.5, "highpass", sfreq)
        n = int(sfreq / mains_hz) if sfreq >= 100 else 2
        self._taps = np.ones(n) / n
        self._start = sps.lfilter_zi(np.ones(n), [float(n)]) if n > 1 else np.empty(0)
        self._padding = 3 * n

    def __call__(self, signals: FloatArray) -> FloatArray:
        """Return the cleaned signals, shape ``(..., n)``."""
        values, n = self._highpass(signals), self._padding
        if len(self._taps) == 1:
            return values  # at 100 Hz against 60 Hz hum: an average over one sample
        left = 2 * values[..., :1] - values[..., n:0:-1]
        right = 2 * values[..., -1:] - values[..., -2 : -n - 2 : -1]
        x = np.concatenate((left, values, right), axis=-1)
        back = self._average(self._average(x.reshape(-1, x.shape[-1]))[:, ::-1])
        return back.reshape(x.shape)[..., ::-1][..., n:-n]

    def _average(self, rows: FloatArray) -> FloatArray:
        """Average rows, shape ``(k, n)``, over the taps, as :func:`scipy.signal.lfilter` does."""
        n = rows.shape[1]
        found = np.empty(rows.shape)
        for row, values in zip(found, rows, strict=True):
            row[:] = np.correlate(values, self._taps, "full")[:n]  # all taps are equal
        found[:, : len(self._start)] += self._start * rows[:, :1]
        return found


@functools.cache
def _ecg_cleaner(sfreq: int, mains_hz: int) -> EcgCleaner:
    return EcgCleaner(sfreq, mains_hz)


def ecg_blocks(
    signals: Sequence[FloatArray], sfreq: int, *, mains_hz: int
) -> list[Complexes | Peaks]:
    """Return the cleaned blocks of an ECG with their QRS complexes (methods N13).

    Parameters
    ----------
    signals : sequence of ndarray, shape (n,)
        Runs without gaps on a uniform grid.
    sfreq : int
        Rate of the grid, Hz.
    mains_hz : int
        Mains frequency that the cleaner removes, 50 or 60.

    Returns
    -------
    list
        For each block its complexes, or the reason why there are none.
    """
    why = [_hopeless(signal, sfreq) for signal in signals]
    good = [signal for signal, reason in zip(signals, why, strict=True) if reason is None]
    clean = _ecg_cleaner(sfreq, mains_hz)
    found = iter(in_rows(good, lambda rows: complexes(clean(rows), sfreq)))
    return [next(found) if reason is None else _nothing(reason) for reason in why]


def ecg_peaks(signal: FloatArray, sfreq: int, *, mains_hz: int) -> Peaks:
    """Return a cleaned ECG and all its R peaks; parameters as of :func:`ecg_blocks`."""
    (found,) = ecg_blocks([signal], sfreq, mains_hz=mains_hz)
    if isinstance(found, Peaks):
        return found
    samples = found.between(0, len(signal))
    return Peaks(found.cleaned, np.array(samples, dtype=np.intp))


def ppg_peaks(signal: FloatArray, sfreq: int) -> Peaks:
    """Return the cleaned PPG and its systolic peaks (Elgendi et al. 2013).

    Parameters
    ----------
    signal : ndarray, shape (n,)
        One run without gaps on a uniform grid.
    sfreq : int
        Rate of the grid, Hz.
    """
    reason = _hopeless(signal, sfreq)
    if reason is not None:
        return _nothing(reason)
    neurokit = load()
    try:
        with np.errstate(all="ignore"):
            cleaned = neurokit.ppg_clean(signal, sampling_rate=sfreq, method="elgendi")
            found = neurokit.ppg_findpeaks(cleaned, sampling_rate=sfreq, method="elgendi")
    except UPSTREAM_ERRORS as error:
        logger.debug("NeuroKit2 failed on %d samples at %d Hz: %s", len(signal), sfreq, error)
        return _nothing(Reason.DETECTOR_FAILED)
    samples = np.unique(np.asarray(found["PPG_Peaks"], dtype=np.intp))
    return Peaks(np.asarray(cleaned, dtype=np.float64), samples)


def hrv_time(rr_ms: FloatArray, ends: FloatArray) -> dict[str, float | None]:
    """Return NeuroKit2's RMSSD, SDNN and mean heart rate of RR intervals.

    Parameters
    ----------
    rr_ms : ndarray, shape (n,)
        RR intervals, ms; those that are not usable left out.
    ends : ndarray, shape (n,)
        When each of them ends, s, so that NeuroKit2 sees where intervals were left out.

    Returns
    -------
    dict
        ``rmssd_ms``, ``sdnn_ms``, ``hr_bpm``; None where it fails or has too little.
    """
    missing: dict[str, float | None] = {"rmssd_ms": None, "sdnn_ms": None, "hr_bpm": None}
    if len(rr_ms) < 3:
        return missing
    try:
        with np.errstate(all="ignore"):
            table = load().hrv_time({"RRI": rr_ms, "RRI_Time": ends})
        values = {
            "rmssd_ms": float(table["HRV_RMSSD"].iloc[0]),
            "sdnn_ms": float(table["HRV_SDNN"].iloc[0]),
            "hr_bpm": 60000.0 / float(table["HRV_MeanNN"].iloc[0]),
        }
    except UPSTREAM_ERRORS as error:
        logger.debug("NeuroKit2 hrv_time failed on %d intervals: %s", len(rr_ms), error)
        return missing
    return {name: value if np.isfinite(value) else None for name, value in values.items()}


def hrv_hf(rr_ms: FloatArray, ends: FloatArray) -> float | None:
    """Return the logarithm of NeuroKit2's high-frequency power, ln ms^2; None where it fails.

    Parameters
    ----------
    rr_ms, ends : ndarray, shape (n,)
        As in :func:`hrv_time`.

    Notes
    -----
    ``normalize=False``: by default the power is divided by its maximum and has no unit (N5).
    """
    if len(rr_ms) < 3 or np.ptp(rr_ms) < FLAT_RANGE:  # of constant RR it makes power (N6)
        return None
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on bands that the record is too short for
            table = load().hrv_frequency({"RRI": rr_ms, "RRI_Time": ends}, normalize=False)
        power = float(table["HRV_HF"].iloc[0])
    except UPSTREAM_ERRORS as error:
        logger.debug("NeuroKit2 hrv_frequency failed on %d intervals: %s", len(rr_ms), error)
        return None
    return float(np.log(power)) if np.isfinite(power) and power > 0 else None


def whole_signal(
    ecg: FloatArray, respiration: FloatArray | None, sfreq: int
) -> dict[str, float | None]:
    """Return what NeuroKit2's own functions make of an ECG and a belt, for comparison.

    Nothing is gated or excluded here: it is what a user of its functions gets. Only
    the calls that are right are used: ``hrv_rsa`` without peaks (N1), ``hrv_frequency`` without
    normalisation (N5).

    Parameters
    ----------
    ecg : ndarray, shape (n,)
        ECG.
    respiration : ndarray, shape (n,), optional
        Respiration at the same rate.
    sfreq : int
        Rate of both, Hz.

    Returns
    -------
    dict
        ``hr``, ``rmssd``, ``sdnn``, ``ln_hf``, ``p2t``, ``ln_pb``, ``resp_rate``: as the indices
        of the same names; what fails is left out.
    """
    neurokit = load()
    found: dict[str, float | None] = {}
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            signals, info = neurokit.ecg_process(ecg, sampling_rate=sfreq)
            beats = np.asarray(info["ECG_R_Peaks"], dtype=np.float64) / sfreq
            rr = 1000 * np.diff(beats)
            time = hrv_time(rr, beats[1:])
            found = {"hr": time["hr_bpm"], "rmssd": time["rmssd_ms"], "sdnn": time["sdnn_ms"]}
            found["ln_hf"] = hrv_hf(rr, beats[1:])
            if respiration is not None:
                breath, _ = neurokit.rsp_process(respiration, sampling_rate=sfreq)
                found["resp_rate"] = float(np.mean(breath["RSP_Rate"]))
                rsa = neurokit.hrv_rsa(signals, breath, rpeaks=None, sampling_rate=sfreq)
                found["p2t"] = float(rsa["RSA_P2T_Mean"])
                found["ln_pb"] = float(rsa["RSA_PorgesBohrer"])
        except UPSTREAM_ERRORS as error:
            logger.debug("NeuroKit2 failed on a whole signal: %s", error)
    return {name: v for name, v in found.items() if v is not None and np.isfinite(v)}
