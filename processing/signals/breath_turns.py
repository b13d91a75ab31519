"""Where breathing turns in a belt or an airflow (methods 1.7)."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal._peak_finding_utils import (  # the loops: find_peaks asks more than it finds
    _local_maxima_1d,
    _peak_prominences,
    _select_by_peak_distance,
)

from processing.clock.grid import RESP_GRID_HZ, ZeroPhase
from processing.clock.order import medians, row_percentiles
from processing.clock.rows import first_largest, in_rows, of_rows
from safehold.core.types import FloatArray

BAND_HZ = (0.08, 0.8)
PROMINENCE = 0.25
"""Least height of a turn, as a share of the 10th to 90th percentile: shallow breaths among deep
ones are a quarter of them (methods 1.7 has .35; decision 14)."""
FLOW_PROMINENCE = 0.35
"""The same for an airflow, which swings to both sides of its baseline."""
DISTANCE_S = 0.84
_APART, _WHOLE = np.float64(DISTANCE_S * RESP_GRID_HZ), np.intp(-1)
TURN_S = 0.5
"""The band-passed signal turns up to so far from where the belt does."""
SMOOTHED_S = 2.5
"""So much of the belt on either side is smoothed to see where it turns."""
QUICK_S, QUICK_HZ, CALM_HZ, TOP_HZ = 1.2, 2.5, 1.0, 1.6
"""An inspiration shorter than this, as in speech, is smoothed up to 2.5 Hz. Of a longer one the
foot is flat, and the heart moves it: 1 Hz; its top is sharp where expiration is let go: 1.6 Hz."""
FLOW_SHARE = 0.05
"""A flow is at its baseline below this share of its largest in the inspiration."""
FLOW_BACK_S = 0.2
"""It has come back where it stays there for so long: single samples of noise are below before."""

Turn = tuple[int, bool, int, float]
"""Sample, whether it ends inspiration, sample from which on it is known, level."""
Part = tuple[FloatArray, list[tuple[int, bool]], float, float]
"""A signal on the 25-Hz grid, its extrema, and from which sample to which turns are wanted."""


@functools.cache
def breath_band() -> ZeroPhase:
    """Return the filter that shows which turns there are."""
    return ZeroPhase(2, BAND_HZ, "bandpass", RESP_GRID_HZ)


def find_extrema(values: FloatArray, prominence: float = PROMINENCE) -> list[tuple[int, bool]]:
    """Return the alternating extrema of the band-passed signal (sample, is peak).

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid, without gaps, inspiration upwards.
    prominence : float
        Least height of a turn, as a share of the 10th to 90th percentile.
    """
    return extrema_of([values], prominence)[0]


def extrema_of(signals: Sequence[FloatArray], prominence: float) -> list[list[tuple[int, bool]]]:
    """Return what :func:`find_extrema` does, of many signals."""
    return in_rows(signals, lambda rows: _extrema(breath_band()(rows), prominence))


def _extrema(rows: FloatArray, prominence: float) -> list[list[tuple[int, bool]]]:
    """Return the alternating extrema of each row of band-passed signals."""
    low, high = row_percentiles(rows, 0.10, 0.90)
    least = np.where(high > low, prominence * (high - low), np.inf)
    row, at = turning_samples(rows)
    x = rows[row, at]
    n = len(x)
    upright_and_turned = ((x, -x), (row, row + len(rows)), (at, at), (least, least))
    both = prominent(*map(np.concatenate, upright_and_turned))
    order = (both % n).argsort()
    found, peak = both[order] % n, both[order] < n
    # of several peaks without a trough between them the highest counts, of troughs the lowest
    alike = (peak[1:] == peak[:-1]) & (row[found[1:]] == row[found[:-1]])
    if alike.any():
        begins = np.append(True, ~alike).nonzero()[0]
        kept = first_largest(np.where(peak, x[found], -x[found]), begins)
        found, peak = found[kept], peak[kept]
    turns = list(zip(at[found].tolist(), peak.tolist(), strict=True))
    return of_rows(row[found], turns, len(rows))


def turning_samples(rows: FloatArray) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return row and place of all samples that are not in the midst of a rise or a fall."""
    rises, falls = rows[:, 1:] > rows[:, :-1], rows[:, 1:] < rows[:, :-1]
    turns = np.ones(rows.shape, dtype=np.bool_)
    turns[:, 1:-1] = ~(rises[:, 1:] & rises[:, :-1] | falls[:, 1:] & falls[:, :-1])
    row, at = turns.nonzero()
    return row, at


def prominent(
    x: FloatArray, row: NDArray[np.intp], at: NDArray[np.intp], least: FloatArray
) -> NDArray[np.intp]:
    """Return which are peaks that stand out in their rows: :func:`scipy.signal.find_peaks`.

    Parameters
    ----------
    x : ndarray, shape (n,)
        The rows at their :func:`turning_samples`: between these is no peak, nor any of the lowest
        points that say how far a peak stands out.
    row, at : ndarray of int, shape (n,)
        Those samples.
    least : ndarray, shape (k,)
        By how much a peak stands out in each row, at least.
    """
    here = np.arange(len(x)) + row + 1
    walled = np.full(len(x) + len(least) + 1, np.inf)  # nobody looks beyond a wall
    walled[here] = x
    peaks = _local_maxima_1d(walled)[0]
    peaks = peaks[walled[peaks] < np.inf]
    found = here.searchsorted(peaks)
    rank = np.empty(len(peaks))  # as of equals the same one goes however many rows there are
    rank[x[found].argsort(kind="stable")] = np.arange(len(peaks))
    far = at[found] + row[found] * (int(at.max(initial=0)) + 2 * int(_APART))
    apart = _select_by_peak_distance(far, rank, _APART)
    peaks, found = peaks[apart], found[apart]
    high: NDArray[np.intp] = found[
        _peak_prominences(walled, peaks, _WHOLE)[0] >= least[row[found]]
    ]
    return high


@functools.cache
def _smoothing(cut_hz: float) -> ZeroPhase:
    return ZeroPhase(2, cut_hz, "lowpass", RESP_GRID_HZ)


def turning_points(values: FloatArray, start: float = -np.inf, stop: float = np.inf) -> list[Turn]:
    """Return the turns of breathing in a belt (sample, ends inspiration, known at, level).

    Which turns there are the band-passed signal tells, where they are it does not: it rounds
    off what is not symmetrical, and in speech has inspiration begin .2 s too early. So a turn
    is looked for beside it in the belt itself, smoothed.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid, without gaps, inspiration upwards.
    start, stop : float
        Only turns that are known from this sample on, and before that one.
    """
    return belt_turns([(values, find_extrema(values), start, stop)])[0]


def belt_turns(parts: Sequence[Part]) -> list[list[Turn]]:
    """Return what :func:`turning_points` does, of many belts whose extrema are known.

    Parameters
    ----------
    parts : sequence of tuple
        Values, extrema, and ``start`` and ``stop``.
    """
    due = [
        (n, k)
        for n, (_, extrema, start, stop) in enumerate(parts)
        for k in range(bisect_left(extrema, (start,)), bisect_left(extrema, (stop,)))
    ]
    places = [_Place(parts[n][0], parts[n][1], k) for n, k in due]
    for cut in (QUICK_HZ, TOP_HZ, CALM_HZ):
        same = [place for place in places if place.cut_hz == cut]
        for place, smooth in zip(
            same, in_rows([place.near for place in same], _smoothing(cut)), strict=True
        ):
            place.settle(smooth)
    found: list[list[Turn]] = [[] for _ in parts]
    for (n, k), place in zip(due, places, strict=True):
        values, extrema = parts[n][:2]
        at, peak = extrema[k]
        found[n].append((place.turn, peak, at, float(values[place.turn])))
    return found


class _Place:
    """Where a belt may turn near an extremum of the band-passed signal, and then where it does."""

    def __init__(self, values: FloatArray, extrema: list[tuple[int, bool]], k: int) -> None:
        self.turn, self._peak = extrema[k]
        at = self.turn
        before = extrema[k - 1][0] if k else 0
        after = extrema[k + 1][0] if k + 1 < len(extrema) else len(values) - 1
        rise_s = ((at - before) if self._peak else (after - at)) / RESP_GRID_HZ
        self.cut_hz = QUICK_HZ if rise_s < QUICK_S else TOP_HZ if self._peak else CALM_HZ
        reach, margin = int(TURN_S * RESP_GRID_HZ), int(SMOOTHED_S * RESP_GRID_HZ)
        self._low, self._high = max(before + 1, at - reach), min(after - 1, at + reach)
        self._first = max(0, at - margin)
        self.near = values[self._first : at + margin + 1]

    def settle(self, smooth: FloatArray) -> None:
        """Take the turn from the smoothed belt."""
        near = smooth[self._low - self._first : self._high + 1 - self._first]
        if near.size:
            self.turn = self._low + int(near.argmax() if self._peak else near.argmin())


def find_onsets(flow: FloatArray, start: float = -np.inf, stop: float = np.inf) -> list[Turn]:
    """Return the turns of breathing in an airflow (sample, ends inspiration, known at, level).

    The extrema of a flow lie in the middle of inspiration and of expiration. Inspiration begins
    where the flow leaves its baseline, the median, before it is largest, and ends where it comes
    back to it; a pause after expiration belongs to expiration. ``level`` is 0 where inspiration
    begins and the inspired volume (the flow's unit times s) where it ends; ``known at`` is the
    extremum that confirms the turn.

    Parameters
    ----------
    flow : ndarray, shape (n,)
        Airflow on the 25-Hz grid, without gaps, inspiration upwards.
    start, stop : float
        Only turns that are known from this sample on, and before that one.
    """
    flow = about_baseline(flow[np.newaxis])[0]
    return flow_turns([(flow, find_extrema(flow, FLOW_PROMINENCE), start, stop)])[0]


def about_baseline(flows: FloatArray) -> FloatArray:
    """Return airflows, shape ``(k, n)``, about their baselines."""
    found: FloatArray = flows - medians(flows)[:, np.newaxis]
    return found


def flow_turns(parts: Sequence[Part]) -> list[list[Turn]]:
    """Return what :func:`find_onsets` does, of many flows about their baselines, as in a belt."""
    return [_flow_turns(*part) for part in parts]


def _flow_turns(
    flow: FloatArray, extrema: list[tuple[int, bool]], start: float, stop: float
) -> list[Turn]:
    found = []
    for k, (at, peak) in enumerate(extrema[1:], 1):
        if not start <= at < stop:
            continue
        if peak:
            found.append((_onset(flow, extrema[k - 1][0], at), False, at, 0.0))
        else:
            before = extrema[k - 1][0]
            part = flow[before : at + 1]
            end = before + _back(part <= FLOW_SHARE * part[0])
            began = _onset(flow, extrema[k - 2][0], before) if k > 1 else before
            found.append((end, True, at, float(flow[began:end].sum()) / RESP_GRID_HZ))
    return found


def _onset(flow: FloatArray, before: int, peak: int) -> int:
    """Return where inspiration begins, between the extrema about it."""
    part = flow[before : peak + 1]
    low = np.flatnonzero(part <= FLOW_SHARE * part[-1])
    return before + (int(low[-1]) if len(low) else 0)


def _back(at_baseline: NDArray[np.bool_]) -> int:
    """Return from which sample on a flow stays at its baseline; the first or last one else."""
    length = int(FLOW_BACK_S * RESP_GRID_HZ)
    if at_baseline.size >= length:
        stays = np.flatnonzero(np.convolve(at_baseline, np.ones(length), "valid") == length)
        if stays.size:
            return int(stays[0])
    once = np.flatnonzero(at_baseline)
    return int(once[0]) if once.size else at_baseline.size - 1
