"""How two people go together from moment to moment: windows by lags (decision 68).

A map of fifty minutes has some six thousand correlations, and of independent people three hundred
of them are "significant". So the largest of each surrogate's map is kept, and a cell counts as
more than chance where it is beyond the largest of 95 % of them (maximum statistic, Westfall and
Young 1993; Nichols and Holmes 2002): a map without any link holds such a cell in 5 % of cases.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from processing.measures.chance import against
from processing.measures.coregulation import running_concordance
from processing.measures.pair_series import HEART_RATE, PairSeries
from processing.measures.prewhitening import PAST_S, VAGAL_PAST_S, innovations
from processing.measures.speech_parted import without_speech
from processing.measures.surrogates import N_SURROGATES, SEED, Surrogate, surrogates
from processing.signals.flags import BoolArray
from safehold.core.pair_map import SAFEHOLD, MapRecipe, Overall, PairMap
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

ALPHA = 0.05
MIN_WINDOWS = 10
MIN_PSEUDO = 19
"""With fewer pseudo-pairs none can be beyond 95 % of them."""
PEAK_S = 4
"""A peak is larger than all of so many lags on either side (Boker et al. 2002)."""
_SLOPES_SHORT = 18
"""So many running correlations fewer than seconds a window has."""
_LARGEST_R = 1 - 1e-9
_TINY = 1e-9
_SUMS = 1e-5
"""A spread below this is what sums and differences leave of a constant."""


Moments: TypeAlias = tuple[BoolArray, FloatArray, FloatArray]
"""Of each window: whether no second lacks, the sum, the root of the squares about the mean."""


def windowed_z(one: FloatArray, two: FloatArray, recipe: MapRecipe) -> FloatArray:
    """Return Fisher z of every window and lag, of one or many second people.

    Parameters
    ----------
    one : FloatArray
        First person once a second, shape ``(n,)``; NaN where missing.
    two : FloatArray
        Second person, shape ``(n,)`` or ``(k, n)``.
    recipe : MapRecipe
        Windows and lags.

    Returns
    -------
    FloatArray
        Shape ``(w, lags)`` or ``(k, w, lags)``; NaN where a window lacks a second or does not
        vary. Positive lags: the second person follows.
    """
    many = np.atleast_2d(two)
    r = (_within if recipe.within else _moved)(one, many, recipe)
    z = np.arctanh(np.clip(r, -_LARGEST_R, _LARGEST_R))
    return np.asarray(z if two.ndim == 2 else z[0], dtype=np.float64)


def n_windows(n: int, recipe: MapRecipe) -> int:
    """Return how many windows a series of a length has."""
    reach = recipe.window_s + (0 if recipe.within else recipe.max_lag_s)
    return max((n - reach) // recipe.step_s + 1, 0)


def _moved(one: FloatArray, many: FloatArray, recipe: MapRecipe) -> FloatArray:
    """Return correlations of windows of which the follower's is moved; sums over steps.

    Windows share their steps, so each product is summed once for all windows that hold it.
    """
    count, step, size = n_windows(one.size, recipe), recipe.step_s, recipe.window_s
    most = recipe.max_lag_s
    found = np.full((len(many), count, 2 * most + 1), np.nan)
    if not count:
        return found
    blocks = count + size // step - 1

    def cut(rows: FloatArray, first: int) -> FloatArray:
        return rows[..., first : first + blocks * step].reshape(*rows.shape[:-1], blocks, step)

    def over(sums: FloatArray) -> FloatArray:
        """Add up step after step: a window of numpy's is a row of so few sums, at eight times."""
        return functools.reduce(np.add, (sums[..., k : k + count] for k in range(size // step)))

    def moments(known: FloatArray, rows: FloatArray, first: int) -> Moments:
        part = cut(rows, first)
        total = over(part.sum(axis=-1))
        squares = over(np.einsum("...bs,...bs->...b", part, part))
        whole = over(np.einsum("...bs->...b", cut(known, first))) == size
        return whole, total, np.sqrt(np.maximum(squares - total**2 / size, 0.0))

    mine, theirs = (
        np.nan_to_num(x - np.nanmean(x)) if np.isfinite(x).any() else np.zeros_like(x)
        for x in (one, many)
    )
    known_one, known_many = (np.isfinite(x).astype(float) for x in (one, many))
    still = moments(known_one, mine, 0), moments(known_many, theirs, 0)
    for lag in range(-most, most + 1):
        at_one, at_two = max(-lag, 0), max(lag, 0)
        a, b = cut(mine, at_one), cut(theirs, at_two)
        whole_a, sum_a, spread_a = moments(known_one, mine, at_one) if at_one else still[0]
        whole_b, sum_b, spread_b = moments(known_many, theirs, at_two) if at_two else still[1]
        shared = over(np.einsum("bs,kbs->kb", a, b)) - sum_a * sum_b / size
        usable = whole_a & whole_b & (spread_a > _SUMS) & (spread_b > _SUMS)
        np.divide(shared, spread_a * spread_b, out=found[:, :, lag + most], where=usable)
    return found


def _within(one: FloatArray, many: FloatArray, recipe: MapRecipe) -> FloatArray:
    """Return correlations of lags inside each window, scaled by the whole window's variance."""
    size, most = recipe.window_s, recipe.max_lag_s
    found = np.full((len(many), n_windows(one.size, recipe), 2 * most + 1), np.nan)
    if not found.shape[1]:
        return found
    a, b = (
        _standard(sliding_window_view(x, size, axis=-1)[..., :: recipe.step_s, :])
        for x in (one, many)
    )
    for lag in range(-most, most + 1):
        left = a[..., max(-lag, 0) : size - max(lag, 0)]
        right = b[..., max(lag, 0) : size - max(-lag, 0)]
        found[:, :, lag + most] = np.einsum("ws,kws->kw", left, right) / size
    return found


def _standard(rows: FloatArray) -> FloatArray:
    centred = rows - rows.mean(axis=-1, keepdims=True)
    sd = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True))
    return np.asarray(centred / np.where(sd > _TINY, sd, np.nan), dtype=np.float64)


def peaks(z: FloatArray, region: int = PEAK_S) -> tuple[FloatArray, FloatArray]:
    """Return lag and z of the peak nearest to lag 0 of every window.

    Parameters
    ----------
    z : FloatArray
        Shape ``(w, lags)``.
    region : int
        A peak is farther from 0, either way, than all of so many lags on either side; the first
        and the last lag are none, for who knows what follows.

    Returns
    -------
    tuple of FloatArray
        Shape ``(w,)`` each; NaN where no lag is a peak. Of two as near the larger one
        (Boker et al. 2002, of values of either sign).
    """
    size, rows = np.abs(z), np.arange(len(z))
    lags = np.arange(z.shape[1]) - z.shape[1] // 2
    padded = np.pad(size, ((0, 0), (region, region)), constant_values=-1.0)
    around = np.delete(sliding_window_view(padded, 2 * region + 1, axis=1), region, axis=2)
    is_peak: BoolArray = np.all(size[:, :, None] > around, axis=2)
    is_peak[:, [0, -1]] = False
    highest = 1 + np.nanmax(size, initial=0.0)
    rank = np.where(is_peak, np.nan_to_num(size) / highest - np.abs(lags), -np.inf)
    best, there = rank.argmax(axis=1), is_peak.any(axis=1)
    return np.where(there, lags[best], np.nan), np.where(there, z[rows, best], np.nan)


def pair_map(
    people: tuple[str, str],
    series: PairSeries,
    recipe: MapRecipe = SAFEHOLD,
    *,
    surrogate: Surrogate = Surrogate.SEGMENTS,
    others: Sequence[PairSeries] = (),
    speech: FloatArray | None = None,
    n: int = N_SURROGATES,
    seed: int = SEED,
    reasons: tuple[Reason, ...] = (),
) -> PairMap:
    """Return how two people go together through a session, and which of it is beyond chance.

    Parameters
    ----------
    people : tuple of str
        Labels; a positive lag means that the second follows the first.
    series : PairSeries
        Of both.
    recipe : MapRecipe
        Windows, lags and what is compared.
    surrogate : Surrogate
        What chance is taken from.
    others : sequence of PairSeries
        The same measure of other sessions, for pseudo-pairs: their second person.
    speech : FloatArray, optional
        Share of each second in which each person speaks, shape ``(people, n)``: what it foretells
        is taken out first. Of prewhitened series only, and not for pseudo-pairs.
    n, seed : int
        How many surrogates, and from which seed.
    reasons : tuple of Reason
        Standing reservations.

    Returns
    -------
    PairMap
        Without a test, with ``too_few_segments`` among its reasons, below ten windows or, of
        pseudo-pairs, below 19 of them.
    """
    past_s = PAST_S if series.measure == HEART_RATE else VAGAL_PAST_S

    parted = speech is not None and recipe.prewhitened and surrogate is not Surrogate.PSEUDO

    def compared(x: FloatArray) -> FloatArray:
        return innovations(x, past_s) if recipe.prewhitened else x

    one, two = compared(series.one), compared(series.two)
    if speech is not None and parted:
        one, two = (without_speech(x, speech, series.measure) for x in (one, two))
    z = windowed_z(one, two, recipe)
    starts = (series.times[0] - 1 if series.times.size else 0.0) + recipe.step_s * np.arange(
        len(z), dtype=np.float64
    )
    lag, height = peaks(z)
    strangers = [compared(other.two) for other in others]
    made = PairMap(
        people, series.measure, recipe, surrogate.value, 0,
        None if surrogate is Surrogate.PSEUDO else seed, starts, z, np.full_like(z, np.nan),
        None, lag, height, _concordance(one, two, recipe, len(z)), (), parted, reasons,
    )  # fmt: skip
    if np.isfinite(z).any(axis=1).sum() < MIN_WINDOWS:
        return _untested(made)
    drawn = surrogates(two, surrogate, segment_s=recipe.window_s, others=strangers, n=n, seed=seed)
    return _tested(made, one, two, drawn)


def _untested(made: PairMap) -> PairMap:
    return replace(made, reasons=(Reason.TOO_FEW_SEGMENTS, *made.reasons))


def _in_place(some: FloatArray, two: FloatArray, recipe: MapRecipe, count: int) -> BoolArray:
    """Tell which windows of surrogates hold a second that stayed where it was, shape ``(k, w)``.

    A shuffled segment may; then it brings its own link into the largest of a surrogate's map.
    """
    reach = recipe.window_s + (0 if recipe.within else recipe.max_lag_s)
    stayed = np.cumsum(np.pad(some == two, ((0, 0), (1, 0))), axis=1)
    first = recipe.step_s * np.arange(count)
    last = np.minimum(first + reach, two.size)
    return np.asarray(stayed[:, last] > stayed[:, first], dtype=bool)


def _tested(
    made: PairMap, one: FloatArray, two: FloatArray, drawn: Iterable[FloatArray]
) -> PairMap:
    largest: list[FloatArray] = []
    totals: dict[str, list[FloatArray]] = {}
    try:
        for some in drawn:
            z = windowed_z(one, some, made.recipe)
            usable = np.isfinite(z).any(axis=(1, 2))
            for name, values in statistics(z[usable]).items():
                totals.setdefault(name, []).append(values)
            z[_in_place(some, two, made.recipe, len(made.z))] = np.nan
            usable = np.isfinite(z).any(axis=(1, 2))
            largest.append(np.nanmax(np.abs(z[usable]), axis=(1, 2)))
    except ValueError:
        return _untested(made)
    most = np.concatenate(largest) if largest else np.empty(0)
    if most.size < MIN_PSEUDO:
        return _untested(made)
    own = np.abs(made.z)
    every = np.sort(np.append(most, np.nanmax(own)))
    p = (every.size - np.searchsorted(every, own - _TINY)) / every.size
    allowed = int(ALPHA * every.size)
    overall = []
    for name, values in statistics(made.z[None]).items():
        value = float(values[0])
        chance = against(value, np.concatenate(totals[name]), least=MIN_PSEUDO)
        effect, share = (chance.effect, chance.p) if chance else (None, None)
        overall.append(Overall(name, value, effect, share))
    return replace(
        made, n_surrogates=most.size, p=np.where(np.isfinite(own), p, np.nan),
        limit=float(every[-allowed - 1]), overall=tuple(overall),
    )  # fmt: skip


def statistics(z: FloatArray) -> dict[str, FloatArray]:
    """Return the statistics over a map, shape ``(k,)`` each, of maps of shape ``(k, w, lags)``."""
    middle = z.shape[2] // 2
    return {
        "mean_z": np.nanmean(z, axis=(1, 2)),
        "mean_abs_z": np.nanmean(np.abs(z), axis=(1, 2)),
        "lead": np.nanmean(z[:, :, middle + 1 :], axis=(1, 2))
        - np.nanmean(z[:, :, :middle], axis=(1, 2)),
    }


def _concordance(one: FloatArray, two: FloatArray, recipe: MapRecipe, count: int) -> FloatArray:
    """Return the mean running correlation of slopes in each window (Marci et al. 2007)."""
    found = np.full(count, np.nan)
    for k in range(count):
        inside = slice(k * recipe.step_s, k * recipe.step_s + recipe.window_s)
        found[k] = _mean_slope_r(one[inside], two[inside])
    return found


def _mean_slope_r(one: FloatArray, two: FloatArray) -> float:
    if not np.isfinite(one + two).all():
        return math.nan
    above, below = running_concordance(one[None, :], two[None, :])
    return float(above[0, 0] - below[0, 0]) / (one.size - _SLOPES_SHORT)
