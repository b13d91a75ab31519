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
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import signal as sps
from scipy.signal._sosfilt import _sosfilt  # the loop alone: sosfilt asks more than it filters

from processing.clock.rows import ranges
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


GridPart: TypeAlias = tuple[int, int, int]
"""Grid points from the first one to before the second number, and how many samples of the run are
known where they are computed."""


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
    cuts = set((np.flatnonzero(times[1:] - times[:-1] > max_gap_s) + 1).tolist())
    cuts |= {int(times.searchsorted((gap.t0 + gap.t1) / 2)) for gap in gaps}
    inner = sorted(cut for cut in cuts if 0 < cut < len(times))
    return [GridRun(times[a:b], values[a:b]) for a, b in pairwise((0, *inner, len(times)))]


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
    return grid_parts(run, [(first, stop, len(run.times))], sfreq)[0]


def grid_parts(run: GridRun, parts: Sequence[GridPart], sfreq: int) -> list[FloatArray]:
    """Return what :func:`grid_values` does, of many parts."""
    first, stop, known = np.array(parts, dtype=np.intp).T
    numbers, edges = ranges(first, stop)
    known = np.repeat(known, stop - first)
    at = numbers / sfreq
    i = np.minimum(np.maximum(run.times.searchsorted(at, "right") - 1, 0), known - 2)
    near = slice(max(0, int(np.minimum.reduce(i)) - 1), int(np.maximum.reduce(i)) + 3)
    x, y = run.times[near], run.values[near]
    found = _hermite(x, y, at, i - near.start, -near.start, known - 1 - near.start)
    return split(found, edges)


def split(values: FloatArray, edges: NDArray[np.intp]) -> list[FloatArray]:
    """Return the parts of an array between edges."""
    return [values[a:b] for a, b in pairwise(edges.tolist())]


def _hermite(
    x: FloatArray,
    y: FloatArray,
    at: FloatArray,
    i: NDArray[np.intp],
    first: NDArray[np.intp] | int,
    last: NDArray[np.intp],
) -> FloatArray:
    """Return values ``at`` times between samples i and i + 1 of those from first to last.

    Samples beyond these are not looked at.
    """
    step = x[1:] - x[:-1]
    step = np.where(step > 0, step, 1e-9)
    secant = (y[1:] - y[:-1]) / step
    slope = np.zeros(y.shape)
    slope[1:-1] = (secant[:-1] * step[1:] + secant[1:] * step[:-1]) / (step[:-1] + step[1:])
    straight = secant[i]
    before, after = np.where(i == first, straight, slope[i]), slope[i + 1]
    after = np.where(i + 1 == last, straight, after)
    h = step[i]
    u = (at - x[i]) / h
    rise = y[i + 1] - y[i]
    a = before * h - rise
    b = rise - after * h
    result: FloatArray = y[i] + u * (rise + (1 - u) * (a * (1 - u) + b * u))
    return result


def median_of_five(rows: FloatArray) -> FloatArray:
    """Return running medians of five samples, shape ``(..., n)``: spikes of a converter vanish."""
    n = rows.shape[-1]
    if n < 5:
        return rows
    padded = np.concatenate((rows[..., [0, 0]], rows, rows[..., [-1, -1]]), axis=-1)
    return _middle_of_five(*(padded[..., k : k + n] for k in range(5)))


def _middle_of_five(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, e: FloatArray
) -> FloatArray:
    """Return the median of five numbers: that of e and the two middle ones of the other four."""
    low = np.maximum(np.minimum(a, b), np.minimum(c, d))
    high = np.minimum(np.maximum(a, b), np.maximum(c, d))
    return np.maximum(np.minimum(low, high), np.minimum(e, np.maximum(low, high)))


def _despiked(
    run: GridRun, begin: NDArray[np.intp], stop: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray, NDArray[np.intp]]:
    """Return times and the :func:`median_of_five` of parts [begin, stop) of a run.

    They follow one another; last of all come the places where each begins, and the end.
    """
    sizes = stop - begin
    places, wide = ranges(begin - 2, stop + 2)
    low, high = np.repeat(begin, sizes + 4), np.repeat(stop - 1, sizes + 4)
    places = np.minimum(np.maximum(places, low), high)
    values, n = run.values[places], len(places) - 4
    found = _middle_of_five(*(values[k : k + n] for k in range(5)))
    if np.minimum.reduce(sizes) < 5:
        found = np.where(high[:n] - low[:n] < 4, values[2 : 2 + n], found)
    inner, edges = ranges(wide[:-1], wide[:-1] + sizes)
    return run.times[places[inner + 2]], found[inner], edges


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

    def __call__(self, values: FloatArray, last: int | None = None) -> FloatArray:
        """Return the filtered signals, shape ``(..., n)``; n is at least ``padding`` + 1.

        ``last``: only so many samples, at least one, of their ends.
        """
        n = self.padding
        left = 2 * values[..., :1] - values[..., n:0:-1]
        right = 2 * values[..., -1:] - values[..., -2 : -n - 2 : -1]
        x = np.concatenate((left, values, right), axis=-1)
        size = values.shape[-1] if last is None else min(last, values.shape[-1])
        back = self._run(self._run(x.reshape(-1, x.shape[-1]))[:, : -size - n - 1 : -1])
        return back.reshape(*x.shape[:-1], -1)[..., ::-1][..., :-n]

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
    return respiration_parts(run, [(first, stop, len(run.times))], native_hz=native_hz)[0]


def respiration_parts(
    run: GridRun, parts: Sequence[GridPart], *, native_hz: float = math.inf
) -> list[FloatArray]:
    """Return what :func:`respiration_values` does, of many parts."""
    first, stop, known = np.array(parts, dtype=np.intp).T
    begin = run.times.searchsorted(first / RESP_GRID_HZ - RESP_REACH_S) - RESP_REACH
    begin = np.maximum(begin, 0)
    times, values, edges = _despiked(run, begin, known)
    if native_hz > 1.5 * _FINE_HZ:
        times, values, edges = _binned(times, values, edges)
    every, half = _FINE_HZ // RESP_GRID_HZ, _RESP_HALF if native_hz > 2 * _RESP_LOWPASS_HZ else 0
    left, right = first * every - half, (stop - 1) * every + half
    low = np.maximum(left, np.ceil(times[edges[:-1]] * _FINE_HZ).astype(np.intp))
    high = np.minimum(right, np.floor(times[edges[1:] - 1] * _FINE_HZ).astype(np.intp))
    numbers, fine_edges = ranges(low, high + 1)
    at = numbers / _FINE_HZ
    pieces = zip(split(times, edges), split(at, fine_edges), edges.tolist(), strict=False)
    i = np.concatenate([x.searchsorted(t, "right") - 1 + edge for x, t, edge in pieces])
    start, end = (np.repeat(edge, high + 1 - low) for edge in (edges[:-1], edges[1:] - 1))
    fine = _hermite(times, values, at, np.minimum(np.maximum(i, start), end - 1), start, end)
    return [
        _thinned(_extended(piece, *beyond), half)
        for piece, *beyond in zip(
            split(fine, fine_edges), (low - left).tolist(), (right - high).tolist(), strict=True
        )
    ]


def _extended(fine: FloatArray, before: int, after: int) -> FloatArray:
    """Let a signal go on point-symmetrically beyond its ends."""
    if max(before, after) >= len(fine):  # further than the other end
        return np.pad(fine, (before, after), mode="reflect", reflect_type="odd")
    left = 2 * fine[0] - fine[before:0:-1]
    right = 2 * fine[-1] - fine[-2 : -after - 2 : -1]
    return np.concatenate((left, fine, right))


def _thinned(fine: FloatArray, half: int) -> FloatArray:
    """Return the points of the 25-Hz grid, of the low-passed signal where ``half`` is not 0."""
    every = _FINE_HZ // RESP_GRID_HZ
    if half == 0:
        return fine[::every]
    # a view of overlapping windows, as sliding_window_view makes it, in a tenth of its time
    fine, taps = np.ascontiguousarray(fine), _lowpass()
    shape = (len(fine) - len(taps)) // every + 1, len(taps)
    windows = np.ndarray(shape, fine.dtype, fine, 0, (every * fine.itemsize, fine.itemsize))
    smooth: FloatArray = windows @ taps
    return smooth


def _binned(
    times: FloatArray, values: FloatArray, edges: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray, NDArray[np.intp]]:
    """Return the means in bins of 10 ms of parts between edges, and the edges of these."""
    bins = np.floor(times * _FINE_HZ + 0.5)
    fresh = np.ones(len(bins), dtype=np.bool_)
    fresh[1:] = bins[1:] > bins[:-1]
    fresh[edges[:-1]] = True
    starts = np.flatnonzero(fresh)
    sizes = np.diff(np.append(starts, len(bins)))
    times, values = (np.add.reduceat(all_, starts) / sizes for all_ in (times, values))
    return times, values, starts.searchsorted(edges)
