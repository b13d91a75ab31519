"""Where two courses of the same session part ways: a rating and a measure, or two ratings.

Both are taken once a second, standardised within the session, and compared at the lag within
bounds at which they go together best: a rater follows what he sees by some seconds, an index looks
back over its window. What chance makes of it comes from circular shifts of the first course, which
keep its own rhythm; every shift may choose its lag too. What both share from beginning to end -
a session that calms down - counts as going together; no shift can tell that from more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from safehold.core.reasons import Reason
from safehold.core.results import PartedSpan
from safehold.core.types import FloatArray

LAG_S = 30
"""Lags within so many seconds to either side are tried."""
LEAST_S = 600
"""Seconds in which both are known, at least."""
SMOOTH_S = 31
"""The difference is the mean of so many seconds around each, half of which must be known."""
APART = 1.0
"""They part where the smoothed difference is at least so many standard deviations."""
LEAST_SPAN_S = 20
SHIFTS = 199
LEAST_SHIFT_S = LAG_S + 60
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Parted:
    """How two courses go together, and where not."""

    n_s: int
    """Seconds in which both are known."""
    reasons: tuple[Reason, ...] = ()
    """Why there is nothing to tell; empty where there is."""
    lag_s: int | None = None
    """By how much the first follows the second, s; negative: comes before it."""
    r: float | None = None
    """Pearson's r at this lag."""
    r_chance: float | None = None
    """What 95 % of shifts stay below, each at its best lag."""
    p: float | None = None
    """Share of shifts that reach r, the observed one counted."""
    share: float | None = None
    """Share of the known time in which they part."""
    share_chance: float | None = None
    """The same in half of the shifts: what it would be without any link."""
    spans: tuple[PartedSpan, ...] = ()


def parted(first: FloatArray, second: FloatArray, *, begin: int = 0) -> Parted:
    """Return how two courses go together and where they part.

    Parameters
    ----------
    first, second : FloatArray
        One value a second, the same seconds, NaN where not known, shape ``(n,)``. Both rise with
        the same thing: turn one over that falls with it.
    begin : int
        Session time of the first second, s.
    """
    known = np.isfinite(first) & np.isfinite(second)
    n = int(known.sum())
    if n < LEAST_S:
        return Parted(n, (Reason.COMPARED_SHORT,))
    edges = np.flatnonzero(known)
    rows = slice(int(edges[0]), int(edges[-1]) + 1)
    one, two = first[rows], second[rows]
    if min(np.nanstd(one), np.nanstd(two)) < _TINY:
        return Parted(n, (Reason.COMPARED_FLAT,))
    r_of = correlations(one, two)
    best = _best_lags(r_of)
    lag = int(best[0])
    shifts = np.unique(np.linspace(LEAST_SHIFT_S, one.size - LEAST_SHIFT_S, SHIFTS).astype(int))
    chance = np.array([r_of[(s + best[s]) % one.size] for s in shifts.tolist()])
    apart = _differences(one, two, lag)
    by_chance = [_differences(one, two, int(s + best[s])) for s in shifts.tolist()]
    largest = np.array([max((a for *_, a in _runs(d)), default=0.0) for d in by_chance])
    shares = np.array([_share(d) for d in by_chance])
    r = float(r_of[lag % one.size])
    return Parted(
        n, (), lag, r, float(np.nanquantile(chance, 0.95)), _reached(chance, r),
        _share(apart), float(np.median(shares)),
        tuple(_spans(one, two, lag, apart, largest, begin + rows.start)),
    )  # fmt: skip


def correlations(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return Pearson's r at every circular shift: entry ``s`` compares first(t + s), second(t).

    Only seconds count in which both are known; all at once by Fourier transform.
    """
    one, known_1 = _zeroed(first)
    two, known_2 = _zeroed(second)

    def lagged(a: FloatArray, b: FloatArray) -> FloatArray:
        return np.fft.irfft(np.fft.rfft(a) * np.conj(np.fft.rfft(b)), n=a.size)

    n = np.rint(lagged(known_1, known_2))
    sum_1, sum_2 = lagged(one, known_2), lagged(known_1, two)
    var_1 = n * lagged(one**2, known_2) - sum_1**2
    var_2 = n * lagged(known_1, two**2) - sum_2**2
    enough = (n >= LEAST_S / 2) & (var_1 > _TINY * n) & (var_2 > _TINY * n)
    scale = np.sqrt(np.where(enough, var_1 * var_2, 1.0))
    return np.where(enough, (n * lagged(one, two) - sum_1 * sum_2) / scale, np.nan)


def _zeroed(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    known = np.isfinite(values)
    level = values[known].mean()
    return np.where(known, values - level, 0.0), known.astype(float)


def _best_lags(r_of: FloatArray) -> NDArray[np.int64]:
    """Return for each shift the lag beside it with the largest r; of equals the smallest lag."""
    lags = np.array(sorted(range(-LAG_S, LAG_S + 1), key=abs))
    around = (np.arange(r_of.size)[:, None] + lags) % r_of.size
    values = np.where(np.isfinite(r_of), r_of, -np.inf)[around]
    return np.asarray(lags[np.argmax(values, axis=1)], dtype=np.int64)


def _differences(one: FloatArray, two: FloatArray, lag: int) -> FloatArray:
    """Return the smoothed difference of the standardised courses, on the clock of the second."""
    moved = np.roll(one, -lag)
    known = np.isfinite(moved) & np.isfinite(two)
    gap = np.where(known, _z(moved, known) - _z(two, known), 0.0)
    window = np.ones(SMOOTH_S)
    n = np.convolve(known.astype(float), window, "same")
    mean = np.convolve(gap, window, "same") / np.maximum(n, 1.0)
    return np.where(known & (n >= SMOOTH_S / 2), mean, np.nan)


def _z(values: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    inside = values[known]
    return np.asarray((values - inside.mean()) / max(float(inside.std()), _TINY))


def _runs(difference: FloatArray) -> list[tuple[int, int, float]]:
    """Return where the courses part: first cell, cell after the last, sum of the difference."""
    side = np.where(np.abs(difference) >= APART, np.sign(difference), 0.0)
    side[np.isnan(difference)] = 0.0
    edges = np.flatnonzero(np.diff(side, prepend=0.0, append=0.0))
    return [
        (lo, hi, float(np.abs(difference[lo:hi]).sum()))
        for lo, hi in pairwise(edges.tolist())
        if side[lo] and hi - lo >= LEAST_SPAN_S
    ]


def _share(difference: FloatArray) -> float:
    known = int(np.isfinite(difference).sum())
    return sum(hi - lo for lo, hi, _ in _runs(difference)) / max(known, 1)


def _spans(
    one: FloatArray,
    two: FloatArray,
    lag: int,
    apart: FloatArray,
    largest: FloatArray,
    begin: int,
) -> list[PartedSpan]:
    moved = np.roll(one, -lag)
    known = np.isfinite(moved) & np.isfinite(two)
    z_1, z_2 = _z(moved, known), _z(two, known)
    return [
        PartedSpan(
            float(begin + lo), float(begin + hi), float(np.nanmean(z_1[lo:hi])),
            float(np.nanmean(z_2[lo:hi])), _reached(largest, area),
        )
        for lo, hi, area in _runs(apart)
    ]  # fmt: skip


def _reached(chance: FloatArray, found: float) -> float:
    return float((1 + np.sum(chance >= found - _TINY)) / (1 + chance.size))
