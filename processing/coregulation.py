"""How two people go together: windowed cross-correlation against shuffled segments.

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

from processing.pair_series import HEART_RATE, PairSeries
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure
from safehold.core.types import FloatArray

MAX_LAG_S = 10
MIN_SEGMENTS = 10
SHUFFLES = 999
SEED = 20_201
_CLIP = 0.999
_SLOPE_S = 5
_CONCORDANCE_S = 15
_TINY = 1e-9

WCC = "wcc_segshuffle"
STATISTICS = ("mean_z", "mean_abs_z", "lead")
CONCORDANCE = "concordance_index"


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


def segment_z(one: FloatArray, two: FloatArray, max_lag: int = MAX_LAG_S) -> FloatArray:
    """Return Fisher z of each segment of one person with the same segment of the other.

    As :func:`lagged_correlations`, of the segments that belong together only: shape
    ``(s, 2 * max_lag + 1)``.
    """
    n = one.shape[1]
    found = []
    for lag in range(-max_lag, max_lag + 1):
        a = _standard(one[:, max(0, -lag) : n - max(0, lag)])
        b = _standard(two[:, max(0, lag) : n - max(0, -lag)])
        found.append((a * b).mean(axis=1))
    return np.asarray(np.arctanh(np.clip(np.column_stack(found), -_CLIP, _CLIP)), np.float64)


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
        of heart rates the ``index`` of the concordance too (the vagal series are too smooth for
        slopes over 5 s). All are missing below ten valid segments.
    """
    heart = series.measure == HEART_RATE
    length = 30 if heart and limits[1] - limits[0] < 600 else 60
    first = int(np.searchsorted(series.times, limits[0] + 1 - 1e-9))
    last = int(np.searchsorted(series.times, limits[1] + 1e-9, side="right"))
    count = max(last - first, 0) // length
    rows = slice(first, first + count * length)
    ends = series.times[rows].reshape(count, length)
    one, two = (x[rows].reshape(count, length) for x in (series.one, series.two))
    usable = np.array([varies(a) and varies(b) for a, b in zip(one, two, strict=True)], bool)
    for t0, t1 in left_out:
        usable &= ~((ends[:, 0] - 1 < t1) & (ends[:, -1] > t0)) if count else usable
    one, two = one[usable], two[usable]
    n = len(one)
    made = _Maker(people, span, limits, series.measure, length, n, reasons)
    if n < MIN_SEGMENTS:
        return made.missing(Reason.TOO_FEW_SEGMENTS)
    orders = derangements(n, SHUFFLES, np.random.default_rng(SEED))
    found = _cross_correlation(made, one, two, orders)
    return [*found, _concordance(made, one, two, orders)] if heart else found


def varies(segment: FloatArray) -> bool:
    """Tell whether a segment has all its values, and each overlap of it a correlation."""
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
    measure: str
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
            effect, p = against(value, shuffled)
        return DyadMeasure(
            self.people, self.span, *self.limits, self.measure, method, statistic, lag_s, value,
            effect, p, self.n, self.segment_s,
            (reason, *self.reasons) if reason else self.reasons,
        )  # fmt: skip

    def missing(self, reason: Reason) -> list[DyadMeasure]:
        names = [(WCC, name) for name in STATISTICS]
        if self.measure == HEART_RATE:
            names.append((CONCORDANCE, "index"))
        return [self.row(method, name, None, reason=reason) for method, name in names]


def against(value: float, shuffled: FloatArray) -> tuple[float | None, float | None]:
    """Return (value - mean) / sd of the shuffled, and the two-sided p."""
    known = shuffled[np.isfinite(shuffled)]
    if known.size < SHUFFLES // 2 or known.std(ddof=1) < _TINY:
        return None, None
    mean = known.mean()
    beyond = int((np.abs(known - mean) >= abs(value - mean)).sum())
    return float((value - mean) / known.std(ddof=1)), (1 + beyond) / (1 + known.size)


def statistics_of(z: FloatArray) -> dict[str, FloatArray]:
    """Return the statistics over all lags of Fisher z, shape ``(..., lags)``, by name."""
    return {
        "mean_z": z.mean(axis=-1),
        "mean_abs_z": np.abs(z).mean(axis=-1),
        "lead": z[..., MAX_LAG_S + 1 :].mean(axis=-1) - z[..., :MAX_LAG_S].mean(axis=-1),
    }


def _cross_correlation(
    made: _Maker, one: FloatArray, two: FloatArray, orders: NDArray[np.int64]
) -> list[DyadMeasure]:
    z = np.arctanh(np.clip(lagged_correlations(one, two), -_CLIP, _CLIP))
    per_pair = statistics_of(z)
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
