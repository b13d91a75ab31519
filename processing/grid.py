"""Uniform grids anchored at session zero, and the runs between gaps (methods 2.1, 3.3).

Grid point n lies at ``n / sfreq`` of session time whatever was received, so a block of the
signal is the same samples however they arrived. Gaps are cut out before anything is detected:
NeuroKit2 would fill them in silence.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import signal as sps

from processing.timeline import Gap
from safehold.core.types import FloatArray

HEART_GRID_HZ = 250
NATIVE_FROM_HZ = 300.0
"""Faster signals keep their own (rounded) rate."""
HEART_GAP_S = 0.5
RESP_GRID_HZ = 25
RESP_GAP_S = 2.0
_FINE_HZ = 100
"""Respiration is first averaged to this rate, then low-passed and thinned to 25 Hz."""
_RESP_LOWPASS_HZ = 8.0


@dataclass(frozen=True, slots=True)
class Run:
    """Contiguous samples: no gap inside."""

    times: FloatArray
    """Session time, s, shape ``(n,)``, ascending."""
    values: FloatArray


def heart_grid_rate(native_hz: float) -> int:
    """Return the grid rate for an ECG or PPG of a native rate, Hz (methods 2.1.1)."""
    return HEART_GRID_HZ if native_hz <= NATIVE_FROM_HZ else round(native_hz)


def split_runs(
    times: FloatArray, values: FloatArray, gaps: Sequence[Gap], *, max_gap_s: float
) -> list[Run]:
    """Return the runs between gaps: silences of more than ``max_gap_s`` and known losses."""
    if len(times) == 0:
        return []
    cuts = {int(cut) + 1 for cut in np.flatnonzero(np.diff(times) > max_gap_s)}
    cuts |= {int(np.searchsorted(times, (gap.t0 + gap.t1) / 2)) for gap in gaps}
    inner = sorted(cut for cut in cuts if 0 < cut < len(times))
    parts = zip(np.split(times, inner), np.split(values, inner), strict=True)
    return [Run(t, v) for t, v in parts]


def on_grid(run: Run, sfreq: int, t0: float, t1: float) -> tuple[int, FloatArray]:
    """Return the number of the first grid point of a run in [t0, t1), and the values there.

    Cubic Hermite interpolation with three-point slopes: where the samples lie on the grid, it
    gives them back.

    Parameters
    ----------
    run : Run
        Contiguous samples.
    sfreq : int
        Rate of the grid, Hz.
    t0, t1 : float
        Limits, session time s.
    """
    first = math.ceil(max(t0, float(run.times[0])) * sfreq)
    stop = min(math.ceil(t1 * sfreq), math.floor(float(run.times[-1]) * sfreq) + 1)
    if stop <= first or len(run.times) < 3:
        return first, np.empty(0)
    return first, _hermite(run.times, run.values, np.arange(first, stop) / sfreq)


def _hermite(x: FloatArray, y: FloatArray, at: FloatArray) -> FloatArray:
    step = np.diff(x)
    step = np.where(step > 0, step, 1e-9)
    secant = np.diff(y) / step
    slope = np.empty_like(y)
    slope[0], slope[-1] = secant[0], secant[-1]
    slope[1:-1] = (secant[:-1] * step[1:] + secant[1:] * step[:-1]) / (step[:-1] + step[1:])
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    h = step[i]
    u = (at - x[i]) / h
    rise = y[i + 1] - y[i]
    a = slope[i] * h - rise
    b = rise - slope[i + 1] * h
    result: FloatArray = y[i] + u * (rise + (1 - u) * (a * (1 - u) + b * u))
    return result


def median_of_five(values: FloatArray) -> FloatArray:
    """Return the running median of five samples: spikes of an AD converter vanish."""
    if len(values) < 5:
        return values
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, 2, mode="edge"), 5)
    a, b, c, d, e = (windows[:, k] for k in range(5))
    low = np.maximum(np.minimum(a, b), np.minimum(c, d))
    high = np.minimum(np.maximum(a, b), np.maximum(c, d))
    # the median of five is the median of the fifth and the two middle ones of the other four
    return np.maximum(np.minimum(low, high), np.minimum(e, np.maximum(low, high)))


class ZeroPhase:
    """A Butterworth filter run forwards and backwards, designed once.

    Equal to :func:`scipy.signal.sosfiltfilt` bit by bit, without designing its initial state at
    every call.

    Parameters
    ----------
    order : int
        Order of the filter.
    cut : float or tuple of float
        Limits, Hz.
    btype : str
        ``lowpass``, ``highpass`` or ``bandpass``.
    sfreq : float
        Sampling rate, Hz.
    """

    def __init__(
        self,
        order: int,
        cut: float | tuple[float, float],
        btype: Literal["lowpass", "highpass", "bandpass"],
        sfreq: float,
    ) -> None:
        self.sos: FloatArray = sps.butter(order, cut, btype=btype, fs=sfreq, output="sos")
        self._start = sps.sosfilt_zi(self.sos)
        taps = 2 * len(self.sos) + 1
        taps -= min((self.sos[:, 2] == 0).sum(), (self.sos[:, 5] == 0).sum())
        self.padding = 3 * int(taps)

    def __call__(self, values: FloatArray) -> FloatArray:
        """Return the filtered signal; at least ``padding`` + 1 samples."""
        n = self.padding
        left = 2 * values[0] - values[n:0:-1]
        right = 2 * values[-1] - values[-2 : -n - 2 : -1]
        x = np.concatenate((left, values, right))
        y, _ = sps.sosfilt(self.sos, x, zi=self._start * x[0])
        y, _ = sps.sosfilt(self.sos, y[::-1], zi=self._start * y[-1])
        result: FloatArray = y[::-1][n:-n]
        return result


@functools.cache
def _lowpass() -> ZeroPhase:
    return ZeroPhase(4, _RESP_LOWPASS_HZ, "lowpass", _FINE_HZ)


def respiration_grid(run: Run, t0: float, t1: float) -> tuple[int, FloatArray]:
    """Return the number of the first 25-Hz point of a run in [t0, t1), and the values there.

    Median of five native samples, mean in bins of 10 ms, zero-phase low-pass at 8 Hz.
    """
    times, values = run.times, median_of_five(run.values)
    if len(times) < 3:
        return math.ceil(t0 * RESP_GRID_HZ), np.empty(0)
    native = (len(times) - 1) / max(float(times[-1] - times[0]), 1e-9)
    if native > 1.5 * _FINE_HZ:
        bins = np.floor(times * _FINE_HZ + 0.5)
        starts = np.flatnonzero(np.append(True, np.diff(bins) > 0))
        sizes = np.diff(np.append(starts, len(bins)))
        times = np.add.reduceat(times, starts) / sizes
        values = np.add.reduceat(values, starts) / sizes
    first, fine = on_grid(Run(times, values), _FINE_HZ, t0, t1)
    if native > 2 * _RESP_LOWPASS_HZ and len(fine) > _lowpass().padding:
        fine = _lowpass()(fine)
    every = _FINE_HZ // RESP_GRID_HZ
    number = -(-first // every)
    return number, fine[number * every - first :: every]
