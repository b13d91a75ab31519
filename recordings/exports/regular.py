"""Native samples on a regular grid of their own rate or above, with gaps left empty."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from recordings.tidy.grid import sample_runs
from safehold.core.results import StreamSamples
from safehold.core.types import FloatArray

RATE_TOLERANCE = 0.01
"""A stated rate that is farther off than this is not believed."""


def steady_rate(samples: StreamSamples) -> float:
    """Return the rate to put a stream on, Hz: the stated one, or the measured one if it is off.

    0 where there are too few samples to tell.
    """
    period = _period(samples.times)
    if not period > 0:
        return 0.0
    nominal = samples.spec.nominal_rate
    if abs(period * nominal - 1) <= RATE_TOLERANCE:
        return nominal
    return round(1 / period, 3)


def _period(times: FloatArray) -> float:
    """Return the time between samples, s; the engine's times are free of jitter."""
    return float(np.median(np.diff(times))) if times.size > 1 else 0.0


def on_grid(samples: StreamSamples, rate_hz: float, t0: float, n: int) -> FloatArray:
    """Return the samples at ``t0 + k / rate_hz``, shape ``(n, channels)``; NaN in gaps.

    Monotone cubic (PCHIP) between samples; more than three sample periods are never bridged. The
    rate must not be below the stream's own: nothing is filtered.
    """
    values = np.full((n, samples.values.shape[1]), np.nan)
    period = _period(samples.times)
    for k in range(values.shape[1]):
        usable = np.isfinite(samples.values[:, k])
        times, own = samples.times[usable], samples.values[usable, k]
        if times.size < 2 or not period > 0:
            continue
        for run in sample_runs(times, period):
            t, x = times[run], own[run]
            if t.size < 2:
                continue
            # on a finer grid the last sample stands until the next one would have come
            first = max(0, int(np.ceil((t[0] - period / 2 - t0) * rate_hz)))
            stop = min(n, int(np.ceil((t[-1] + period - t0) * rate_hz - 0.01)))
            if stop > first:
                at = np.clip(t0 + np.arange(first, stop) / rate_hz, t[0], t[-1])
                values[first:stop, k] = PchipInterpolator(t, x)(at)
    return values


def empty_spans(values: FloatArray) -> list[tuple[int, int]]:
    """Return first and stop row of every stretch in which some channel has no value."""
    edges = np.diff(np.isnan(values).any(axis=1).astype(np.int8), prepend=0, append=0)
    starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return list(zip(starts.tolist(), stops.tolist(), strict=True))


def filled(values: FloatArray) -> FloatArray:
    """Return the values with gaps bridged by straight lines, for formats that need a number.

    Wherever this is used the gap is also annotated; a channel without any value becomes 0.
    """
    rows = np.arange(values.shape[0])
    result = np.zeros_like(values)
    for k in range(values.shape[1]):
        known = np.isfinite(values[:, k])
        if known.any():
            result[:, k] = np.interp(rows, rows[known], values[known, k])
    return result
