"""The rules that flag RR intervals (methods 3.2). Flagged and excluded, never corrected.

Two rules of methods 3.2 are changed (docs/decisions/0009-interval-flags.md): an interval that lies
on a swing of heart period is no artefact, however large the swing; and a jump must be larger than
this person's usual jumps.

One interval is judged at a time, in plain Python: live there is one new interval a second, and
array operations on its 49 neighbours cost ten times as much as the arithmetic itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]

LEFT, LAG = 45, 3
"""Context of an interval: this many before it and after it."""
MEDIAN_LEFT = 5
SPREAD_FACTOR = 5.2
"""Factor on the quartile deviation (Lipponen & Tarvainen 2019, as coded in NeuroKit2)."""
FLOOR_MS = 60.0
CAP_LOW, CAP_HIGH = 0.15, 0.30
"""Bounds of the allowed deviation from the local median, as shares of it."""
ALTERNATING_SHARE = 0.07
USUAL_JUMPS = 1.5
"""A jump between intervals is odd beyond this many medians of the last jumps: for a sinus the
largest is 1.41 medians."""
SHOULDER, SECOND_SHOULDER = 0.4, 0.2
"""Least deviation of the next interval and of the one after it, as shares of an interval's own,
that make it part of a swing."""
OPPOSITE = -0.2
"""A neighbour that deviates this much the other way makes it a short-long pair instead."""
SWING_SURE, SWING_CAP = 0.5, 1.0
"""Beyond the first share of the local median a swing needs two shoulders; beyond the second it
is none."""
STEP = 0.75
"""Where the next two intervals deviate to the same side by at least this share of an interval's
own, heart period stays where it went: a heart that slows at once, and no beat out of place."""
EXTRA_SUM = 1.4
"""Two short intervals whose sum is below so many local medians are one, cut by an extra beat."""
ABRUPT = 0.65
"""An interval, or two in a row, this much longer or shorter than those on both sides, whatever
the local median: no heart period goes there and back in one step."""
PAIR_FALL, PAIR_RISE, PAIR_END = 0.90, 1.35, 0.95
"""A fall, a rise from there and another fall by these factors are a short-long pair: so an ectopic
beat is found also where many have widened the spread. RSA of 200 ms rises by 1.28 at most from
its shortest interval (at 15 breaths/min)."""
LIKE, EARLY_BY = 0.25, 0.15
"""Tolerance, as a share of the local median, in calling a flagged interval after what it looks
like; and the least step from the short to the long interval about an ectopic beat."""
DEFAULT_LIMITS_MS = (300.0, 2000.0)

FLAG_REASONS = (
    Reason.IMPLAUSIBLE_RR,
    Reason.DEVIANT_RR,
    Reason.ALTERNATING_RR,
    Reason.BEAT_QUALITY,
    Reason.GAP_IN_INTERVAL,
    Reason.MISSED_BEAT,
    Reason.EXTRA_BEAT,
    Reason.ECTOPIC_BEAT,
)
"""Meaning of the columns that :func:`flag_intervals` returns. The last three say what a flagged
interval looks like; alone they flag nothing."""
LENGTH_COLUMNS = [0, 1, 2, 5, 6, 7]


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of ascending numbers, linear; NaN of none."""
    if not ordered:
        return math.nan
    place = share * (len(ordered) - 1)
    low = int(place)
    below, above = ordered[low], ordered[min(low + 1, len(ordered) - 1)]
    return below + (place - low) * (above - below)


def _allowed_spread(values: Sequence[float]) -> float:
    """Return so many quartile deviations of ascending numbers; NaN of none."""
    return SPREAD_FACTOR * ((_quantile(values, 0.75) - _quantile(values, 0.25)) / 2)


@quick
@dataclass(frozen=True, slots=True)
class _Place:
    """An interval among its neighbours; one beyond a gap, or not there, is NaN."""

    rr: float
    median: float
    """Local median: five intervals before to three after, ms."""
    back: float
    far_back: float
    ahead: float
    far_ahead: float

    @property
    def off(self) -> float:
        return self.rr - self.median


def _is_shoulder(share: float, place: _Place, near: float) -> bool:
    """Tell whether a neighbour deviates as an interval does, and is not its other half."""
    return share >= SHOULDER and (place.off > 0 or place.rr + near > EXTRA_SUM * place.median)


def slows(place: _Place) -> bool:
    """Tell whether a long interval begins a slowing: the two after it are as long, or longer.

    Beats that are missed or out of place lengthen one interval, or one and its neighbour the other
    way; heart period is back after it. The vagus slows a heart within a beat (in one recording
    669, 822, 904, 926 ms). Runs of early beats quicken it as fast, so quickening has no such rule.
    """
    least = place.median + STEP * place.off
    return (
        0 < place.off < SWING_SURE * place.median
        and place.back > place.median + OPPOSITE * place.off
        and place.ahead >= least
        and place.far_ahead >= least
    )


def _swing(place: _Place, own: float) -> tuple[bool, bool]:
    """Return whether an interval is part of a swing of heart period, and whether surely.

    Respiratory sinus arrhythmia takes the heart period up and down over several beats: beside a
    long interval stands another long one. A missed, extra, displaced or ectopic beat does not:
    its interval stands alone, or beside one that deviates the other way, or beside one with which
    it makes up a single interval. And a swing stays within this person's own spread, ``own``.
    """
    off, m = place.off, place.median
    size = abs(off)
    if slows(place):
        return True, True
    if not 0 < size <= own:
        return False, False
    back, ahead = (place.back - m) / off, (place.ahead - m) / off
    if back < OPPOSITE or ahead < OPPOSITE:
        return False, False
    one = two = False
    for share, near, far in (
        (back, place.back, place.far_back),
        (ahead, place.ahead, place.far_ahead),
    ):
        if _is_shoulder(share, place, near):
            one = True
            two = two or (far - m) / off >= SECOND_SHOULDER
    sure = two and size < SWING_CAP * m
    return sure or (one and size < SWING_SURE * m), sure


def _begins_pair(back: float, rr: float, ahead: float, second: float) -> bool:
    """Tell whether two intervals are short between long ones, or a short-long pair."""
    if ahead != ahead or back != back or second != second:  # NaN: at a gap or an end
        return False
    if max(rr, ahead) < ABRUPT * min(back, second):
        return True
    return rr < PAIR_FALL * back and ahead > PAIR_RISE * rr and second < PAIR_END * ahead


def _abrupt(place: _Place) -> bool:
    """Tell a long interval between short ones, two short between long, short-long pairs."""
    rr, back, ahead = place.rr, place.back, place.ahead
    if back < ABRUPT * rr and ahead < ABRUPT * rr:
        return True
    if _begins_pair(back, rr, ahead, place.far_ahead):
        return True
    return back == back and _begins_pair(place.far_back, back, rr, ahead)


def _likeness(place: _Place) -> tuple[bool, bool, bool]:
    """Return what an interval looks like: missed, extra or ectopic beat."""
    m = place.median
    share, back, ahead = place.rr / m, place.back / m, place.ahead / m
    missed = abs(share - 2) <= LIKE
    extra = any(abs(share + near - 1) <= LIKE and max(share, near) < 1 for near in (back, ahead))
    ectopic = any(
        short <= 1 < long and long - short >= EARLY_BY and abs(short + long - 2) <= 2 * LIKE
        for short, long in ((share, ahead), (back, share))
    )
    return missed, extra, ectopic and not missed and not extra


class Judge:
    """The rules about the length of intervals, for one stretch of them that may go on.

    Parameters
    ----------
    limits_ms : tuple
        Shortest and longest plausible interval, ms.
    """

    def __init__(self, limits_ms: tuple[float, float] = DEFAULT_LIMITS_MS) -> None:
        self._limits = limits_ms
        self._rr: list[float] = []
        self._joined: list[bool] = []
        self._jumps: list[float] = []

    def add(self, rr: float, joined: bool) -> None:
        """Add an interval, and whether it begins with the beat that ends the one before."""
        self._jumps.append(rr - self._rr[-1] if self._rr and joined else math.nan)
        self._rr.append(rr)
        self._joined.append(joined)

    def forget(self, n: int) -> None:
        """Forget the first ``n`` intervals; the others are counted from 0 again."""
        del self._rr[:n], self._joined[:n], self._jumps[:n]
        if self._jumps:
            self._jumps[0] = math.nan

    def __call__(self, k: int) -> tuple[bool, bool, bool, bool, bool, bool]:
        """Return what is wrong with interval ``k`` (columns 0-2) and what it looks like (5-7)."""
        place = self._place(k)
        rr, m, off = place.rr, place.median, abs(place.off)
        implausible = rr < self._limits[0] or rr > self._limits[1]
        deviant = _abrupt(place)
        alternating = off > ALTERNATING_SHARE * m and self._alternates(k)
        if alternating or off > CAP_LOW * m:  # else it is in order whatever the spread
            own = _allowed_spread(sorted(self._rr[max(0, k - LEFT) : k + LAG + 1]))
            own = max(own, CAP_LOW * m)
            swing, sure = _swing(place, own)
            deviant = deviant or (off > min(own, CAP_HIGH * m) and not swing)
            alternating = alternating and not sure
        if not (implausible or deviant or alternating):
            return False, False, False, False, False, False
        return implausible, deviant, alternating, *_likeness(place)

    def _back(self, k: int) -> float:
        return self._rr[k - 1] if k > 0 and self._joined[k] else math.nan

    def _ahead(self, k: int) -> float:
        inside = k + 1 < len(self._rr) and self._joined[k + 1]
        return self._rr[k + 1] if inside else math.nan

    def _place(self, k: int) -> _Place:
        back, ahead = self._back(k), self._ahead(k)
        return _Place(
            self._rr[k],
            _quantile(sorted(self._rr[max(0, k - MEDIAN_LEFT) : k + LAG + 1]), 0.5),
            back,
            self._back(k - 1) if back == back else math.nan,
            ahead,
            self._ahead(k + 1) if ahead == ahead else math.nan,
        )

    def _alternates(self, k: int) -> bool:
        """Tell whether an interval is reached and left by large jumps in opposite directions."""
        d = self._jumps[k]
        after = self._jumps[k + 1] if k + 1 < len(self._jumps) else math.nan
        if not d * after < 0:
            return False
        around = sorted(
            abs(jump) for jump in self._jumps[max(0, k - LEFT + 1) : k + LAG + 1] if jump == jump
        )
        limit = max(FLOOR_MS, _allowed_spread(around), USUAL_JUMPS * _quantile(around, 0.5))
        return abs(d) > limit and abs(after) > limit


def flag_intervals(
    rr: FloatArray,
    *,
    joined: BoolArray,
    beats_ok: BoolArray,
    gap: BoolArray | None = None,
    limits_ms: tuple[float, float] = DEFAULT_LIMITS_MS,
    first: int = 0,
) -> BoolArray:
    """Return which rules of methods 3.2 each interval breaks.

    Parameters
    ----------
    rr : ndarray, shape (n,)
        RR intervals, ms.
    joined : ndarray of bool, shape (n,)
        True where an interval begins with the beat that ends the one before: no gap between.
    beats_ok : ndarray of bool, shape (n,)
        True where both bounding beats pass the beat quality index.
    gap : ndarray of bool, shape (n,), optional
        True where samples are missing inside the interval.
    limits_ms : tuple
        Shortest and longest plausible interval, ms.
    first : int
        Intervals before this one are context only: their lengths are not judged.

    Returns
    -------
    ndarray of bool, shape (n, 8)
        Columns as in ``FLAG_REASONS``; an interval is usable when its row is all False.

    Notes
    -----
    The context of interval k is {k-45..k+3}, cut where the arrays end. Differences across a gap
    do not exist and are left out of it, and nothing beyond a gap is a neighbour.
    """
    flags = np.zeros((len(rr), len(FLAG_REASONS)), dtype=bool)
    judge = Judge(limits_ms)
    for length, joins in zip(rr.tolist(), joined.tolist(), strict=True):
        judge.add(length, joins)
    for k in range(first, len(rr)):
        flags[k, LENGTH_COLUMNS] = judge(k)
    flags[:, 3] = ~beats_ok
    if gap is not None:
        flags[:, 4] = gap
    return flags
