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
from scipy.signal._sosfilt import _sosfilt  # the loop alone: sosfilt asks more than it filters

from processing.clock.timeline import Gap
from safehold.core.quick import quick
from safehold.core.types import FloatArray, Role

HEART_GRID_HZ = 250
NATIVE_FROM_HZ = 300.0
"""Faster signals keep their own (rounded) rate."""
HEART_GAP_S = 0.5
RESP_GRID_HZ = 25
RESP_GAP_S = 2.0
_FINE_HZ = 100
"""Respiration is first averaged to this rate, then low-passed and thinned to 25 Hz."""
_RESP_LOWPASS_HZ = 8.0
_RESP_HALF = 25
RESP_REACH_S = 0.3
"""A point of the respiration grid depends on samples within this time ..."""
RESP_REACH = 8
"""... and beyond them on so many before and after."""


def gap_s(role: Role) -> float:
    """Return which silence of a regular stream counts as a gap, s, by its role (methods 3.3)."""
    return RESP_GAP_S if role is Role.RESPIRATION else HEART_GAP_S


@quick
@dataclass(frozen=True, slots=True)
class GridRun:
    """Contiguous samples: no gap inside."""

    times: FloatArray
    """Session time, s, shape ``(n,)``, ascending."""
    values: FloatArray


def heart_grid_rate(native_hz: float) -> int:
    """Return the grid rate for an ECG or PPG of a native rate, Hz (methods 2.1.1)."""
    return HEART_GRID_HZ if native_hz <= NATIVE_FROM_HZ else round(native_hz)


def split_runs(
    times: FloatArray, values: FloatArray, gaps: Sequence[Gap], *, max_gap_s: float
) -> list[GridRun]:
    """Return the runs between gaps: silences of more than ``max_gap_s`` and known losses."""
    if len(times) == 0:
        return []
    cuts = {int(cut) + 1 for cut in np.flatnonzero(np.diff(times) > max_gap_s)}
    cuts |= {int(np.searchsorted(times, (gap.t0 + gap.t1) / 2)) for gap in gaps}
    inner = sorted(cut for cut in cuts if 0 < cut < len(times))
    parts = zip(np.split(times, inner), np.split(values, inner), strict=True)
    return [GridRun(t, v) for t, v in parts]


def grid_values(run: GridRun, sfreq: int, first: int, stop: int) -> FloatArray:
    """Return the values at grid points [first, stop), which lie inside the run.

    Cubic Hermite interpolation with three-point slopes: where the samples lie on the grid, it
    gives them back. A value depends on the two samples before and the two after it.

    Parameters
    ----------
    run : GridRun
        Contiguous samples, at least three.
    sfreq : int
        Rate of the grid, Hz.
    first, stop : int
        Numbers of grid points: point n lies at ``n / sfreq``.
    """
    at = np.arange(first, stop) / sfreq
    begin, end = run.times.searchsorted((first / sfreq, (stop - 1) / sfreq), "right")
    near = slice(max(0, int(begin) - 3), int(end) + 3)
    return _hermite(run.times[near], run.values[near], at)


def _hermite(x: FloatArray, y: FloatArray, at: FloatArray) -> FloatArray:
    step = x[1:] - x[:-1]
    step = np.where(step > 0, step, 1e-9)
    secant = (y[1:] - y[:-1]) / step
    slope = np.empty_like(y)
    slope[0], slope[-1] = secant[0], secant[-1]
    slope[1:-1] = (secant[:-1] * step[1:] + secant[1:] * step[:-1]) / (step[:-1] + step[1:])
    i = np.minimum(np.maximum(x.searchsorted(at, "right") - 1, 0), len(x) - 2)
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
    n = len(values)
    padded = np.concatenate((values[[0, 0]], values, values[[-1, -1]]))
    a, b, c, d, e = (padded[k : k + n] for k in range(5))
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
        """Return the filtered signals, shape ``(..., n)``; n is at least ``padding`` + 1."""
        n = self.padding
        left = 2 * values[..., :1] - values[..., n:0:-1]
        right = 2 * values[..., -1:] - values[..., -2 : -n - 2 : -1]
        x = np.concatenate((left, values, right), axis=-1)
        back = self._run(self._run(x.reshape(-1, x.shape[-1]))[:, ::-1])
        return back.reshape(x.shape)[..., ::-1][..., n:-n]

    def _run(self, rows: FloatArray) -> FloatArray:
        """Filter rows, shape ``(k, n)``."""
        rows = np.ascontiguousarray(rows)
        _sosfilt(self.sos, rows, self._start * rows[:, :1, None])
        return rows


@functools.cache
def _lowpass() -> FloatArray:
    """Return a symmetric low-pass, shape ``(2 * _RESP_HALF + 1,)``: half the amplitude at 8 Hz."""
    taps: FloatArray = sps.firwin(2 * _RESP_HALF + 1, _RESP_LOWPASS_HZ, fs=_FINE_HZ)
    return taps


def respiration_values(
    run: GridRun, first: int, stop: int, *, native_hz: float = math.inf
) -> FloatArray:
    """Return the values at points [first, stop) of the 25-Hz grid, which lie inside the run.

    Median of five native samples, mean in bins of 10 ms, symmetric low-pass at 8 Hz. Beyond the
    ends of the run the signal is taken to go on point-symmetrically.

    Parameters
    ----------
    run : GridRun
        Contiguous samples, at least three.
    first, stop : int
        Numbers of grid points.
    native_hz : float
        Rate that the stream states, Hz: a slow one needs no low-pass, one below 150 Hz no bins.
        Any stream may have both.
    """
    every = _FINE_HZ // RESP_GRID_HZ
    half = _RESP_HALF if native_hz > 2 * _RESP_LOWPASS_HZ else 0
    begin = max(0, int(run.times.searchsorted(first / RESP_GRID_HZ - RESP_REACH_S)) - RESP_REACH)
    times, values = run.times[begin:], median_of_five(run.values[begin:])
    if native_hz > 1.5 * _FINE_HZ:
        times, values = _binned(times, values)
    low = max(first * every - half, math.ceil(float(times[0]) * _FINE_HZ))
    high = min((stop - 1) * every + half, math.floor(float(times[-1]) * _FINE_HZ))
    fine = grid_values(GridRun(times, values), _FINE_HZ, low, high + 1)
    before, after = low - (first * every - half), (stop - 1) * every + half - high
    if max(before, after) < len(fine):  # no further than the other end
        left = 2 * fine[0] - fine[before:0:-1]
        right = 2 * fine[-1] - fine[-2 : -after - 2 : -1]
        fine = np.concatenate((left, fine, right))
    else:
        fine = np.pad(fine, (before, after), mode="reflect", reflect_type="odd")
    if half == 0:
        return fine[::every]
    # a view of overlapping windows, as sliding_window_view makes it, in a tenth of its time
    fine, taps = np.ascontiguousarray(fine), _lowpass()
    shape = (len(fine) - len(taps)) // every + 1, len(taps)
    windows = np.ndarray(shape, fine.dtype, fine, 0, (every * fine.itemsize, fine.itemsize))
    smooth: FloatArray = windows @ taps
    return smooth


def _binned(times: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the means in bins of 10 ms."""
    bins = np.floor(times * _FINE_HZ + 0.5)
    starts = np.flatnonzero(np.append(True, np.diff(bins) > 0))
    sizes = np.diff(np.append(starts, len(bins)))
    return np.add.reduceat(times, starts) / sizes, np.add.reduceat(values, starts) / sizes
