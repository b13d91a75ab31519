"""Signals and values on the regular grid of the aligned table.

Every row stands for the cell ``[t, t + 1/rate)`` with ``t = k / rate`` and whole k.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.signal import butter, sosfiltfilt

from recordings.tidy.table import MICRO, micros
from safehold.core.results import Signal
from safehold.core.types import FloatArray

MAX_BEAT_GAP_S = 3.0
"""Heart rate is bridged over at most this long."""
MAX_SAMPLE_PERIODS = 3.0
"""A waveform is bridged over at most this many sample periods."""
_CUTOFF = 0.4  # of the grid rate
_ORDER = 8  # forward and backward: 0.9995 at 0.25 Hz on a 1 Hz grid, 0.03 at its Nyquist


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows ``first`` to ``first + rows - 1`` of the grid of all sessions."""

    rate_hz: int
    first: int
    rows: int

    @property
    def times(self) -> FloatArray:
        """Start of each cell, session time s, shape ``(rows,)``."""
        return (self.first + np.arange(self.rows)) / self.rate_hz

    @property
    def ticks(self) -> NDArray[np.int64]:
        """The last whole second at or before each cell's start."""
        return (self.first + np.arange(self.rows, dtype=np.int64)) // self.rate_hz

    def cell(self, t_us: int) -> int:
        """Return the row whose cell holds a time (whole microseconds); may lie outside."""
        return t_us * self.rate_hz // MICRO - self.first

    def span(self, t_us: int, duration_us: int) -> tuple[int, int]:
        """Return first and last row of an event's cells, limits included.

        A point lands in one cell; an interval in every cell it touches; one that ends on a
        cell's start does not touch that cell.
        """
        first = self.cell(t_us)
        end = -(-(t_us + duration_us) * self.rate_hz // MICRO) - 1 - self.first
        return first, max(first, end)


def make_grid(rate_hz: int, t_start: float, t_end: float) -> Grid:
    """Return the grid whose cells cover the session; no rows for an empty session."""
    if not t_end > t_start:
        return Grid(rate_hz, 0, 0)
    whole = Grid(rate_hz, 0, 0)
    first, last = whole.span(micros(t_start), micros(t_end) - micros(t_start))
    return Grid(rate_hz, first, last - first + 1)


def runs(times: FloatArray, longest_step: float) -> list[slice]:
    """Return the stretches of ascending times whose steps do not exceed a length."""
    if times.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(times) > longest_step * (1 + 1e-9)) + 1
    edges = [0, *cuts.tolist(), times.size]
    return [slice(a, b) for a, b in pairwise(edges)]


def sample_period(times: FloatArray) -> float:
    """Return the time between samples, s: the median over stretches of about two seconds.

    Single steps do not tell: a sender that stamps packets by a wrong nominal rate has wrong
    steps inside of every packet.
    """
    step = float(np.median(np.diff(times)))
    n = min(max(1, round(2.0 / step)), times.size - 1) if step > 0 else times.size - 1
    return float(np.median(times[n:] - times[:-n])) / n


def sample_runs(times: FloatArray, period: float) -> list[slice]:
    """Return the stretches without a loss of samples.

    A step of more than three sample periods is a loss only when every sample of the following
    second stays behind; a packet with a late stamp is not one.
    """
    around = max(1, round(1.0 / period))
    late = times - period * np.arange(times.size)
    steps = np.diff(times)
    wide = np.flatnonzero(steps > MAX_SAMPLE_PERIODS * period * (1 + 1e-9))
    cuts = [0, times.size]
    # the widest first: a second looked at must not reach over a loss that is known
    for cut in (wide[np.argsort(-steps[wide], kind="stable")] + 1).tolist():
        place = bisect(cuts, cut)
        before = late[max(cuts[place - 1], cut - around) : cut]
        after = late[cut : min(cuts[place], cut + around)]
        if np.min(after) - np.median(before) > (MAX_SAMPLE_PERIODS - 1) * period:
            cuts.insert(place, cut)
    return [slice(a, b) for a, b in pairwise(cuts)]


def heart_rate(grid_times: FloatArray, beat_times: FloatArray, rr_ms: FloatArray) -> FloatArray:
    """Return heart rate at the grid times, 1/min; NaN where it is not bridged.

    Parameters
    ----------
    grid_times : FloatArray
        Session time, s.
    beat_times, rr_ms : FloatArray
        Closing beats (s, ascending) and lengths (ms) of the usable intervals only.
    """
    values = np.full(grid_times.size, np.nan)
    beat_times, unique = np.unique(beat_times, return_index=True)
    rate = 60_000.0 / rr_ms[unique]
    for run in runs(beat_times, MAX_BEAT_GAP_S):
        times = beat_times[run]
        if times.size < 2:
            continue
        rows = slice(*np.searchsorted(grid_times, [times[0], np.nextafter(times[-1], np.inf)]))
        values[rows] = PchipInterpolator(times, rate[run])(grid_times[rows])
    return values


def waveform(grid_times: FloatArray, signal: Signal, rate_hz: int) -> FloatArray:
    """Return a slow signal at the grid times; NaN in gaps.

    Regularised at its own rate, low-passed without phase shift at 0.4 x the grid rate (what lies
    above would fold into the grid), then interpolated linearly. A stretch between gaps that is
    shorter than one period of the cutoff (2.5 cells) cannot be filtered and stays empty.
    """
    values = np.full(grid_times.size, np.nan)
    usable = np.isfinite(signal.values) & np.isfinite(signal.times)
    times, samples = signal.times[usable], signal.values[usable]
    if times.size < 2:
        return values
    period = sample_period(times)
    if not period > 0:
        return values
    cutoff_hz = _CUTOFF * rate_hz
    for run in sample_runs(times, period):
        t, x = times[run], samples[run]
        span = float(t[-1] - t[0])
        own_period = span / max(t.size - 1, 1)
        filtered = 2 * own_period * cutoff_hz < 1  # else nothing above the cutoff can be in it
        if own_period <= 0 or (filtered and span < 1 / cutoff_hz):
            continue
        regular = np.linspace(t[0], t[-1], t.size)
        smooth = np.interp(regular, t, x)
        if filtered:
            smooth = _low_pass(smooth, own_period, cutoff_hz)
        rows = slice(*np.searchsorted(grid_times, [t[0], np.nextafter(t[-1], np.inf)]))
        values[rows] = np.interp(grid_times[rows], regular, smooth)
    return values


def _low_pass(x: FloatArray, period: float, cutoff_hz: float) -> FloatArray:
    sos = butter(_ORDER, cutoff_hz, fs=1 / period, output="sos")
    settle = min(int(np.ceil(6 / (cutoff_hz * period))), x.size - 1)
    edge = max(3, int(max(0.5 / cutoff_hz, 0.2) / period))  # ten cycles of mains hum
    # Reflected about the fitted edge, not about the edge sample: with hum of half the signal's
    # amplitude the error beside a gap is 0.03 of the amplitude on the 4 Hz grid, against 0.39.
    before = 2 * _edge_value(x[:edge]) - x[settle:0:-1]
    after = 2 * _edge_value(x[: -edge - 1 : -1]) - x[-2 : -settle - 2 : -1]
    extended = np.concatenate([before, x, after])
    smooth = sosfiltfilt(sos, extended, padtype=None, padlen=0)
    return np.asarray(smooth[settle : settle + x.size], dtype=np.float64)


def _edge_value(x: FloatArray) -> float:
    """Return the first value of a parabola through samples."""
    places = np.arange(x.size)
    return float(np.polyval(np.polyfit(places, x, min(2, x.size - 1)), 0))


def breath_phase(
    grid_times: FloatArray, t_insp: FloatArray, t_exp: FloatArray, t_end: FloatArray
) -> FloatArray:
    """Return the phase 0-1 inside each breath; NaN outside of breaths.

    0 at the onset of inspiration, 0.5 at the onset of expiration, linear between.
    """
    values = np.full(grid_times.size, np.nan)
    for insp, exp, end in zip(t_insp.tolist(), t_exp.tolist(), t_end.tolist(), strict=True):
        rows = slice(*np.searchsorted(grid_times, [insp, end]))
        values[rows] = np.interp(grid_times[rows], [insp, exp, end], [0.0, 0.5, 1.0])
    return values
