"""How two people go together: windowed cross-correlation against shuffled segments.

Methods 6 and decision 36. Series with slow trends correlate without any link between two people
(naive Pearson correlation of independent series is "significant" in more than half of the pairs),
so what is compared is what each person's own past does not foretell, and every statistic stands
beside the same statistic of segments paired at random. Positive and negative values are
different, not good and bad; shared speech turns give both without any co-regulation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from processing.measures.chance import Chance, adjusted, against, shuffled_orders
from processing.measures.pair_series import HEART_RATE, PairSeries
from processing.measures.prewhitening import PAST_S, VAGAL_PAST_S, innovations
from processing.measures.speech_parted import without_speech
from processing.signals.flags import BoolArray
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure
from safehold.core.types import FloatArray

MAX_LAG_S = 10
MIN_SEGMENTS = 10
LEAST_COUNTED_S = 12
"""Seconds of a segment that must count, where not all do."""
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
    centred = rows - rows.mean(axis=-1, keepdims=True)
    sd = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True))
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


def counted_correlations(
    one: FloatArray, two: FloatArray, counts: FloatArray, max_lag: int = MAX_LAG_S
) -> FloatArray:
    """Return correlations as :func:`lagged_correlations`, of some seconds only.

    Parameters
    ----------
    one, two : FloatArray
        Segments, shape ``(s, n)``, no NaN.
    counts : FloatArray
        1 where a second of a segment counts, else 0, shape ``(s, n)``. Of two seconds the earlier
        one counts or not, at lag 0 that of the first person: what follows those seconds is
        compared. Whatever segment it is paired with, a segment brings its own seconds.
    """
    n = one.shape[1]
    found = np.empty((len(one), len(two), 2 * max_lag + 1))
    for lag in range(max_lag + 1):
        mask = counts[:, : n - lag]
        found[:, :, max_lag + lag] = _counted(one[:, : n - lag], two[:, lag:], mask)
        if lag:
            found[:, :, max_lag - lag] = _counted(two[:, : n - lag], one[:, lag:], mask).T
    return found


def _counted(earlier: FloatArray, later: FloatArray, mask: FloatArray) -> FloatArray:
    """Return the correlation of each row with each other one, over the seconds of the former."""
    n = mask.sum(axis=1, keepdims=True)
    centred = (earlier - (earlier * mask).sum(axis=1, keepdims=True) / n) * mask
    size = np.sqrt(np.square(centred).sum(axis=1, keepdims=True))
    mean = mask @ later.T / n
    spread = np.sqrt(np.maximum(mask @ np.square(later).T - n * mean**2, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        r = (centred / size) @ later.T / np.where(spread > _TINY, spread, np.nan)
    return np.asarray(r, dtype=np.float64)


def running_concordance(
    one: FloatArray, two: FloatArray, counts: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return, per pair of segments, the sums of positive and of negative running correlations.

    Correlations over 15 s of the least-squares slopes over 5 s (Marci et al. 2007); both of shape
    ``(s, s)``, the second as an absolute value. With ``counts`` (:func:`counted_correlations`)
    those whose middle counts in the first person's segment.
    """
    weights = np.arange(_SLOPE_S) - (_SLOPE_S - 1) / 2
    weights = weights / (weights**2).sum()
    pieces = []
    for rows in (one, two):
        slopes = sliding_window_view(rows, _SLOPE_S, axis=1) @ weights
        pieces.append(_standard(sliding_window_view(slopes, _CONCORDANCE_S, axis=1)))
    r = pieces[0].transpose(1, 0, 2) @ pieces[1].transpose(1, 2, 0) / _CONCORDANCE_S
    if counts is not None:
        first = (_SLOPE_S + _CONCORDANCE_S - 1) // 2
        r = r * counts[:, first : first + len(r)].T[:, :, None]
    above = np.maximum(r, 0.0).sum(axis=0)
    return above, above - r.sum(axis=0)


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


@dataclass(frozen=True, slots=True)
class Compared:
    """One statistic of two people, and what chance makes of it."""

    row: DyadMeasure
    chance: Chance | None = None
    """None: not tested."""


def measure_pair(
    people: tuple[str, str],
    span: str,
    series: PairSeries,
    limits: tuple[float, float],
    *,
    left_out: Sequence[tuple[float, float]] = (),
    reasons: tuple[Reason, ...] = (),
) -> list[DyadMeasure]:
    """Return every statistic of two people over one span, as a family of its own.

    As :func:`compare_pair`, its tests adjusted for each other.
    """
    return one_family(
        compare_pair(people, span, series, limits, left_out=left_out, reasons=reasons)
    )


def one_family(compared: Sequence[Compared]) -> list[DyadMeasure]:
    """Return the rows of all tests of a family, their p adjusted for all of them."""
    tests = [c.chance.distances for c in compared if c.chance is not None]
    p = iter(adjusted(tests))
    return [
        c.row if c.chance is None else replace(c.row, p_adjusted=next(p), n_tests=len(tests))
        for c in compared
    ]


def compare_pair(
    people: tuple[str, str],
    span: str,
    series: PairSeries,
    limits: tuple[float, float],
    *,
    left_out: Sequence[tuple[float, float]] = (),
    speech: FloatArray | None = None,
    only: BoolArray | None = None,
    reasons: tuple[Reason, ...] = (),
) -> list[Compared]:
    """Return every statistic of two people over one span, and its chance.

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
        Times no segment may touch.
    speech : FloatArray, optional
        Share of each second of `series` in which each person speaks, shape ``(people, n)``: what
        it foretells is taken out first.
    only : BoolArray, optional
        Seconds of `series` that count, shape ``(n,)``: of two seconds that are compared the
        earlier one is among them.
    reasons : tuple of Reason
        Standing reservations about this span.

    Returns
    -------
    list of Compared
        ``mean_z``, ``mean_abs_z``, ``lead`` and ``z_at_lag`` of the windowed cross-correlation of
        the innovations; of heart rates the ``index`` of the concordance too (the vagal series are
        too smooth for slopes over 5 s). All are missing below ten valid segments.
    """
    heart = series.measure == HEART_RATE
    length = 30 if heart and limits[1] - limits[0] < 600 else 60
    first = int(np.searchsorted(series.times, limits[0] + 1 - 1e-9))
    last = int(np.searchsorted(series.times, limits[1] + 1e-9, side="right"))
    count = max(last - first, 0) // length
    inside = slice(first, max(first, last))
    given = [_segments(x[inside], count, length) for x in (series.one, series.two)]
    past_s = PAST_S if heart else VAGAL_PAST_S
    errors = [innovations(x[inside], past_s) for x in (series.one, series.two)]
    if speech is not None:
        errors = [without_speech(x, speech[:, inside], series.measure) for x in errors]
    new = [_segments(x, count, length) for x in errors]
    usable = np.logical_and.reduce([varies(rows) for rows in (*given, *new)])
    ends = _segments(series.times[inside], count, length)
    for t0, t1 in left_out:
        usable &= ~((ends[:, 0] - 1 < t1) & (ends[:, -1] > t0)) if count else usable
    counts = None
    if only is not None:
        counts = _segments(only[inside].astype(np.float64), count, length)
        usable &= counts[:, : length - MAX_LAG_S].sum(axis=1) >= LEAST_COUNTED_S
        counts = counts[usable]
    one, two = (x[usable] for x in new)
    n = len(one)
    made = _Maker(people, span, limits, series.measure, length, n, reasons)
    if n < MIN_SEGMENTS:
        return made.missing(Reason.TOO_FEW_SEGMENTS)
    orders = shuffled_orders(n)
    found = _cross_correlation(made, one, two, orders, counts)
    return [*found, _concordance(made, one, two, orders, counts)] if heart else found


def _segments(values: FloatArray, count: int, length: int) -> FloatArray:
    return values[: count * length].reshape(count, length)


def varies(segments: FloatArray) -> BoolArray:
    """Tell which segments have all their values, and in each overlap a correlation."""
    if not segments.size:
        return np.zeros(len(segments), dtype=bool)
    shortest = segments.shape[1] - MAX_LAG_S
    spread = np.minimum(segments[:, :shortest].std(axis=1), segments[:, -shortest:].std(axis=1))
    return np.asarray(np.isfinite(segments).all(axis=1) & (spread > _TINY), dtype=bool)


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
    ) -> Compared:  # fmt: skip
        chance = None if value is None or shuffled is None else against(value, shuffled)
        effect, p = (None, None) if chance is None else (chance.effect, chance.p)
        row = DyadMeasure(
            self.people, self.span, *self.limits, self.measure, method, statistic, lag_s, value,
            effect, p, self.n, self.segment_s,
            (reason, *self.reasons) if reason else self.reasons,
        )  # fmt: skip
        return Compared(row, chance)

    def missing(self, reason: Reason) -> list[Compared]:
        names = [(WCC, name) for name in STATISTICS]
        if self.measure == HEART_RATE:
            names.append((CONCORDANCE, "index"))
        return [self.row(method, name, None, reason=reason) for method, name in names]


def statistics_of(z: FloatArray) -> dict[str, FloatArray]:
    """Return the statistics over all lags of Fisher z, shape ``(..., lags)``, by name."""
    return {
        "mean_z": z.mean(axis=-1),
        "mean_abs_z": np.abs(z).mean(axis=-1),
        "lead": z[..., MAX_LAG_S + 1 :].mean(axis=-1) - z[..., :MAX_LAG_S].mean(axis=-1),
    }


def _cross_correlation(
    made: _Maker,
    one: FloatArray,
    two: FloatArray,
    orders: NDArray[np.int64],
    counts: FloatArray | None,
) -> list[Compared]:
    r = (
        lagged_correlations(one, two) if counts is None
        else counted_correlations(one, two, counts)
    )  # fmt: skip
    z = np.arctanh(np.clip(r, -_CLIP, _CLIP))
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
    made: _Maker,
    one: FloatArray,
    two: FloatArray,
    orders: NDArray[np.int64],
    counts: FloatArray | None,
) -> Compared:
    above, below = running_concordance(one, two, counts)
    own = np.arange(made.n)
    value = _log_ratio(float(above[own, own].sum()), float(below[own, own].sum()))
    if not math.isfinite(value):
        return made.row(CONCORDANCE, "index", None, reason=Reason.DEGENERATE)
    high, low = above[own, orders].sum(axis=1), below[own, orders].sum(axis=1)
    shuffled = np.log(np.maximum(high, _TINY) / np.maximum(low, _TINY))
    row = made.row(CONCORDANCE, "index", value, shuffled=shuffled)
    if row.chance is None:  # by itself the index means nothing: its null is wide
        return made.row(CONCORDANCE, "index", None, reason=Reason.DEGENERATE)
    return row
