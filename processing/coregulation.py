"""How two heart rates go together: windowed cross-correlation against shuffled segments.

Methods 6. Series with slow trends correlate without any link between two people (naive Pearson
correlation of independent series is "significant" in more than half of the pairs), so every
statistic stands beside the same statistic of segments paired at random. Positive and negative
values are different, not good and bad; shared speech turns give both without any co-regulation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from processing.indices import beat_intervals
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure
from safehold.core.types import Beat, FloatArray

MAX_LAG_S = 10
MIN_SEGMENTS = 10
SHUFFLES = 999
SEED = 20_201
BRIDGED_S = 3
TREND_S = 301
"""Window of the moving median that is taken away first: five minutes around each second."""
_CLIP = 0.999
_SLOPE_S = 5
_CONCORDANCE_S = 15
_TINY = 1e-9

WCC = "wcc_segshuffle"
CONCORDANCE = "concordance_index"


@dataclass(frozen=True, slots=True)
class PairSeries:
    """Two people's heart rates on one 1-Hz clock, without their slow trends."""

    times: FloatArray
    """End of the second that a value stands for, session time s, shape ``(n,)``."""
    one: FloatArray
    """First person, 1/min minus trend; NaN where missing."""
    two: FloatArray


def heart_rate_series(beats: Sequence[Beat], seconds: FloatArray) -> FloatArray:
    """Return the mean heart rate of each second before the given times, 1/min.

    Parameters
    ----------
    beats : sequence of Beat
        One person's final beats, by time.
    seconds : FloatArray
        Ends of the seconds, one second apart, session time s, shape ``(n,)``.

    Returns
    -------
    FloatArray
        60000 / the mean RR of the usable intervals, weighted by how much of the second they
        cover; at most 3 s without one are bridged linearly, else NaN.
    """
    intervals = beat_intervals(beats)
    ok = intervals.ok
    ends, rr_s = intervals.end[ok], intervals.rr[ok] / 1000
    if ends.size == 0:
        return np.full(seconds.size, np.nan)
    starts = np.maximum(intervals.start[ok], np.concatenate(([-np.inf], ends[:-1])))
    knots = np.column_stack((starts, ends)).ravel()
    covered = np.column_stack((np.zeros(ends.size), ends - starts)).ravel().cumsum()
    weighted = np.column_stack((np.zeros(ends.size), (ends - starts) * rr_s)).ravel().cumsum()
    edges = np.concatenate(([seconds[0] - 1.0], seconds)) if seconds.size else seconds
    held = np.diff(np.interp(edges, knots, covered))
    total = np.diff(np.interp(edges, knots, weighted))
    rate = np.full(seconds.size, np.nan)
    there = held > 0.5
    rate[there] = 60.0 * held[there] / total[there]
    return _bridged(rate)


def _bridged(values: FloatArray) -> FloatArray:
    """Return a series whose gaps of at most 3 s are filled linearly."""
    known = np.flatnonzero(np.isfinite(values))
    if known.size < 2:
        return values
    places = np.arange(values.size)
    filled = np.interp(places, known, values[known])
    after = np.searchsorted(known, places)
    inside = (after > 0) & (after < known.size)
    gap = np.full(values.size, np.inf)
    gap[inside] = known[after[inside]] - known[after[inside] - 1] - 1
    return np.where(np.isfinite(values), values, np.where(gap <= BRIDGED_S, filled, np.nan))


def without_trend(values: FloatArray) -> FloatArray:
    """Return a 1-Hz series minus the median of the five minutes around each second."""
    if values.size == 0:
        return values
    padded = np.pad(values, TREND_S // 2, constant_values=np.nan)
    ordered = np.sort(sliding_window_view(padded, TREND_S), axis=1)  # NaN comes last
    known = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(values.size)
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, TREND_S - 1)
    median = (ordered[rows, low] + ordered[rows, high]) / 2
    return np.asarray(values - median, dtype=np.float64)


def pair_series(
    one: Sequence[Beat], two: Sequence[Beat], *, limits: tuple[float, float]
) -> PairSeries:
    """Return two people's heart rates, bridged and without trend, between two times."""
    times = np.arange(math.ceil(limits[0]) + 1, math.floor(limits[1]) + 1, dtype=np.float64)
    series = [without_trend(heart_rate_series(beats, times)) for beats in (one, two)]
    return PairSeries(times, series[0], series[1])


def lagged_correlations(one: FloatArray, two: FloatArray, max_lag: int = MAX_LAG_S) -> FloatArray:
    """Return the correlation of every segment of one person with every segment of the other.

    Parameters
    ----------
    one, two : FloatArray
        Segments, shape ``(s, n)``, no NaN.
    max_lag : int
        Longest lag, samples.

    Returns
    -------
    FloatArray
        Shape ``(s, s, 2 * max_lag + 1)``: Pearson correlation on the overlap, with the overlap's
        own mean and sd; the lag goes from ``-max_lag`` to ``max_lag``, positive when the second
        person follows the first. NaN where an overlap does not vary.
    """
    n = one.shape[1]
    lags = range(-max_lag, max_lag + 1)
    found = np.empty((one.shape[0], two.shape[0], len(lags)))
    for k, lag in enumerate(lags):
        a = _standard(one[:, max(0, -lag) : n - max(0, lag)])
        b = _standard(two[:, max(0, lag) : n - max(0, -lag)])
        found[:, :, k] = a @ b.T / a.shape[1]
    return found


def _standard(rows: FloatArray) -> FloatArray:
    centred = rows - rows.mean(axis=1, keepdims=True)
    sd = centred.std(axis=1, keepdims=True)
    return np.asarray(centred / np.where(sd > _TINY, sd, np.nan), dtype=np.float64)


def running_concordance(one: FloatArray, two: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return, per pair of segments, the sums of positive and of negative running correlations.

    Correlations over 15 s of the least-squares slopes over 5 s (Marci et al. 2007); both of shape
    ``(s, s)``, the second as an absolute value.
    """
    weights = np.arange(_SLOPE_S) - (_SLOPE_S - 1) / 2
    weights = weights / (weights**2).sum()
    pieces = []
    for rows in (one, two):
        slopes = sliding_window_view(rows, _SLOPE_S, axis=1) @ weights
        pieces.append(sliding_window_view(slopes, _CONCORDANCE_S, axis=1))
    above = np.zeros((one.shape[0], two.shape[0]))
    below = np.zeros_like(above)
    for k in range(pieces[0].shape[1]):
        r = _standard(pieces[0][:, k]) @ _standard(pieces[1][:, k]).T / _CONCORDANCE_S
        above += np.where(r > 0, r, 0.0)
        below -= np.where(r < 0, r, 0.0)
    return above, below


def concordance_index(one: FloatArray, two: FloatArray) -> float:
    """Return ln(sum of positive / sum of negative running correlations) of two 1-Hz series.

    Infinite when one of the sums is 0, NaN when both are: no value to report.
    """
    above, below = running_concordance(one[None, :], two[None, :])
    return _log_ratio(float(above[0, 0]), float(below[0, 0]))


def _log_ratio(above: float, below: float) -> float:
    if above > _TINY and below > _TINY:
        return math.log(above / below)
    return math.nan if max(above, below) <= _TINY else math.inf if above > below else -math.inf


def derangements(n: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return random orders in which nothing keeps its place, shape ``(count, n)``."""
    found: list[NDArray[np.int64]] = []
    have = 0
    while have < count:
        orders = rng.permuted(np.tile(np.arange(n), (count, 1)), axis=1)
        kept = orders[(orders != np.arange(n)).all(axis=1)]
        found.append(kept)
        have += len(kept)
    return np.concatenate(found)[:count]


def measure_pair(
    people: tuple[str, str],
    span: str,
    series: PairSeries,
    limits: tuple[float, float],
    *,
    left_out: Sequence[tuple[float, float]] = (),
    reasons: tuple[Reason, ...] = (),
) -> list[DyadMeasure]:
    """Return every statistic of two people over one span.

    Parameters
    ----------
    people : tuple of str
        Labels; a positive lag means that the second follows the first.
    span : str
        Name of the span.
    series : PairSeries
        From :func:`pair_series`.
    limits : tuple of float
        The span, session time s.
    left_out : sequence of tuple of float
        Times no segment may touch, such as speech.
    reasons : tuple of Reason
        Standing reservations about this span.

    Returns
    -------
    list of DyadMeasure
        ``mean_z``, ``mean_abs_z``, ``lead`` and ``z_at_lag`` of the windowed cross-correlation;
        ``index`` of the concordance. All are missing below ten valid segments.
    """
    length = 60 if limits[1] - limits[0] >= 600 else 30
    first = int(np.searchsorted(series.times, limits[0] + 1 - 1e-9))
    last = int(np.searchsorted(series.times, limits[1] + 1e-9, side="right"))
    count = max(last - first, 0) // length
    rows = slice(first, first + count * length)
    ends = series.times[rows].reshape(count, length)
    one, two = (x[rows].reshape(count, length) for x in (series.one, series.two))
    usable = np.array([_varies(a) and _varies(b) for a, b in zip(one, two, strict=True)], bool)
    for t0, t1 in left_out:
        usable &= ~((ends[:, 0] - 1 < t1) & (ends[:, -1] > t0)) if count else usable
    one, two = one[usable], two[usable]
    n = len(one)
    made = _Maker(people, span, limits, length, n, reasons)
    if n < MIN_SEGMENTS:
        return made.missing(Reason.TOO_FEW_SEGMENTS)
    orders = derangements(n, SHUFFLES, np.random.default_rng(SEED))
    return [*_cross_correlation(made, one, two, orders), _concordance(made, one, two, orders)]


def _varies(segment: FloatArray) -> bool:
    """Tell whether every overlap of a segment has a correlation."""
    shortest = segment.size - MAX_LAG_S
    return bool(
        np.isfinite(segment).all()
        and min(segment[:shortest].std(), segment[-shortest:].std()) > _TINY
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    people: tuple[str, str]
    span: str
    limits: tuple[float, float]
    segment_s: int
    n: int
    reasons: tuple[Reason, ...]

    def row(
        self, method: str, statistic: str, value: float | None, *,
        lag_s: int | None = None, shuffled: FloatArray | None = None,
        reason: Reason | None = None,
    ) -> DyadMeasure:  # fmt: skip
        effect, p = (None, None)
        if value is not None and shuffled is not None:
            effect, p = _against(value, shuffled)
        return DyadMeasure(
            self.people, self.span, *self.limits, "hr_bpm", method, statistic, lag_s, value,
            effect, p, self.n, self.segment_s,
            (reason, *self.reasons) if reason else self.reasons,
        )  # fmt: skip

    def missing(self, reason: Reason) -> list[DyadMeasure]:
        names = [(WCC, name) for name in ("mean_z", "mean_abs_z", "lead")]
        return [
            self.row(method, name, None, reason=reason)
            for method, name in (*names, (CONCORDANCE, "index"))
        ]


def _against(value: float, shuffled: FloatArray) -> tuple[float | None, float | None]:
    """Return (value - mean) / sd of the shuffled, and the two-sided p."""
    known = shuffled[np.isfinite(shuffled)]
    if known.size < SHUFFLES // 2 or known.std(ddof=1) < _TINY:
        return None, None
    mean = known.mean()
    beyond = int((np.abs(known - mean) >= abs(value - mean)).sum())
    return float((value - mean) / known.std(ddof=1)), (1 + beyond) / (1 + known.size)


def _cross_correlation(
    made: _Maker, one: FloatArray, two: FloatArray, orders: NDArray[np.int64]
) -> list[DyadMeasure]:
    z = np.arctanh(np.clip(lagged_correlations(one, two), -_CLIP, _CLIP))
    per_pair = {
        "mean_z": z.mean(axis=2),
        "mean_abs_z": np.abs(z).mean(axis=2),
        "lead": z[:, :, MAX_LAG_S + 1 :].mean(axis=2) - z[:, :, :MAX_LAG_S].mean(axis=2),
    }
    own = np.arange(made.n)
    found = [
        made.row(WCC, name, float(values[own, own].mean()),
                 shuffled=values[own, orders].mean(axis=1))
        for name, values in per_pair.items()
    ]  # fmt: skip
    profile = z[own, own].mean(axis=0)
    return found + [
        made.row(WCC, "z_at_lag", float(value), lag_s=k - MAX_LAG_S)
        for k, value in enumerate(profile)
    ]


def _concordance(
    made: _Maker, one: FloatArray, two: FloatArray, orders: NDArray[np.int64]
) -> DyadMeasure:
    above, below = running_concordance(one, two)
    own = np.arange(made.n)
    value = _log_ratio(float(above[own, own].sum()), float(below[own, own].sum()))
    if not math.isfinite(value):
        return made.row(CONCORDANCE, "index", None, reason=Reason.DEGENERATE)
    high, low = above[own, orders].sum(axis=1), below[own, orders].sum(axis=1)
    shuffled = np.log(np.maximum(high, _TINY) / np.maximum(low, _TINY))
    row = made.row(CONCORDANCE, "index", value, shuffled=shuffled)
    if row.p_shuffled is None:  # by itself the index means nothing: its null is wide
        return made.row(CONCORDANCE, "index", None, reason=Reason.DEGENERATE)
    return row
