"""Windows by lags of two people, against literal loops, and what chance makes of them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import pearsonr

from processing.measures.pair_map import pair_map, peaks, statistics, windowed_z
from processing.measures.pair_series import PairSeries
from processing.measures.surrogates import Surrogate
from safehold.core.pair_map import PRESETS, RMEA, SAFEHOLD, SUSY, MapRecipe, PairMap
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

PEOPLE = ("client", "therapist")
FEW = 199


def heart(rng: np.random.Generator, n: int) -> FloatArray:
    slow = lfilter([1], [1, -0.97], rng.normal(size=n))
    return np.asarray(slow + 0.5 * rng.normal(size=n), dtype=np.float64)


def series(one: FloatArray, two: FloatArray, measure: str = "hr_bpm") -> PairSeries:
    return PairSeries(np.arange(1.0, one.size + 1), one, two, measure)


def linked(n: int, begin: int, end: int, lag: int, by: float, seed: int = 1) -> PairSeries:
    """Return two people of whom the second follows the first between two times only."""
    rng = np.random.default_rng(seed)
    one, two = heart(rng, n), heart(rng, n)
    two[begin:end] += by * one[begin - lag : end - lag]
    return series(one, two)


def literal_rmea(one: FloatArray, two: FloatArray, recipe: MapRecipe) -> FloatArray:
    """Return what rMEA's loop over windows and lags gives, its bound of z aside."""
    size, most = recipe.window_s, recipe.max_lag_s
    rows = []
    for first in range(0, one.size - size - most + 1, recipe.step_s):
        row = []
        for lag in range(-most, most + 1):
            a = one[first + max(-lag, 0) :][:size]
            b = two[first + max(lag, 0) :][:size]
            whole = np.isfinite(a + b).all()
            row.append(math.atanh(pearsonr(a, b).statistic) if whole else np.nan)
        rows.append(row)
    return np.array(rows)


@pytest.mark.parametrize("recipe", [SAFEHOLD, RMEA], ids=lambda r: r.name)
def test_windows_of_moved_followers_equal_rmeas_loop(recipe: MapRecipe):
    rng = np.random.default_rng(2)
    one, two = 70 + heart(rng, 400), 66 + heart(rng, 400)
    two[205:209] = np.nan
    found = windowed_z(one, two, recipe)
    np.testing.assert_allclose(found, literal_rmea(one, two, recipe), atol=1e-9)


def literal_susy(one: FloatArray, two: FloatArray, segment: int, most: int) -> dict[str, float]:
    """Return what SUSY's loop gives: R's ``ccf`` of each segment, Fisher z, means."""
    z = []
    for first in range(0, one.size // segment * segment, segment):
        a, b = (x[first : first + segment] - x[first : first + segment].mean() for x in (one, two))
        scale = math.sqrt((a**2).sum() * (b**2).sum())
        for lag in range(-most, most + 1):
            shared = sum(a[t] * b[t + lag] for t in range(segment) if 0 <= t + lag < segment)
            z.append(0.5 * math.log((1 + shared / scale) / (1 - shared / scale)))
    return {"mean_z": float(np.mean(z)), "mean_abs_z": float(np.mean(np.abs(z)))}


def test_the_preset_susy_equals_susys_loop():
    rng = np.random.default_rng(3)
    one, two = heart(rng, 610), heart(rng, 610)
    made = statistics(windowed_z(one, two, SUSY)[None])
    truth = literal_susy(one, two, 30, 3)
    assert {name: made[name][0] for name in truth} == pytest.approx(truth, abs=1e-12)


def test_many_second_people_at_once_are_as_one_by_one():
    rng = np.random.default_rng(4)
    one, many = heart(rng, 300), np.stack([heart(rng, 300) for _ in range(3)])
    for recipe in PRESETS.values():
        each = [windowed_z(one, two, recipe) for two in many]
        np.testing.assert_allclose(windowed_z(one, many, recipe), each, atol=1e-12)


@pytest.mark.parametrize("kind", [Surrogate.SEGMENTS, Surrogate.SHIFT, Surrogate.PHASE])
def test_a_link_is_found_when_it_is_and_at_its_lag(kind: Surrogate):
    made = pair_map(PEOPLE, linked(1800, 600, 1100, 4, 1.5), surrogate=kind, n=FEW)
    windows, lags = np.nonzero(made.beyond)
    assert windows.size > 10
    assert set(made.lags[lags]) == {4.0}
    assert 600 - 60 <= made.starts[windows].min() <= 700
    assert 950 <= made.starts[windows].max() <= 1100
    assert np.median(made.peak_lag[np.unique(windows)]) == 4.0
    assert (made.surrogate, made.n_surrogates) == (kind.value, FEW)


def test_who_goes_first_changes_the_sign_of_the_lag_alone():
    pair = linked(1200, 300, 900, 3, 1.5)
    turned = series(pair.two, pair.one)
    one, two = (windowed_z(x.one, x.two, SAFEHOLD) for x in (pair, turned))
    np.testing.assert_allclose(one, two[:, ::-1], atol=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Surrogate.SEGMENTS, Surrogate.SHIFT, Surrogate.PHASE])
def test_maps_without_a_link_seldom_hold_a_place_beyond_chance(kind: Surrogate):
    found, cells = [], []
    for seed in range(80):
        rng = np.random.default_rng([5, seed])
        made = pair_map(
            PEOPLE, series(heart(rng, 900), heart(rng, 900)), surrogate=kind, n=99, seed=seed
        )
        found.append(made.beyond.any())
        cells.append((np.abs(made.z) > 1.96 / math.sqrt(57)).mean())
    assert np.mean(found) <= 0.125, "5 % expected; a binomial of 80 is below in 99.5 %"
    assert np.mean(cells) > 0.03, "cell by cell hundreds are significant: the trap"


def test_p_is_the_share_of_largest_values_and_the_limit_lies_at_five_per_cent():
    seen = set()
    for seed in range(12):
        made = pair_map(PEOPLE, linked(900, 300, 400, 2, 0.8, seed), n=FEW)
        assert ((made.p <= 0.05) == (made.beyond == 1)).all()
        seen |= {float(p) for p in np.unique(made.p)}
    assert any(p <= 0.05 for p in seen)
    assert any(0.05 < p < 0.15 for p in seen), "or any limit below would do"
    made = pair_map(PEOPLE, linked(1500, 400, 900, 2, 1.2), n=FEW)
    order = np.argsort(np.abs(made.z), axis=None)
    assert (np.diff(made.p.ravel()[order]) <= 0).all()
    assert made.p.min() >= 1 / (FEW + 1)
    again = pair_map(PEOPLE, linked(1500, 400, 900, 2, 1.2), n=FEW)
    np.testing.assert_array_equal(made.p, again.p)


def test_a_missing_second_leaves_out_the_windows_that_hold_it():
    pair = linked(1200, 300, 900, 3, 1.0)
    pair.one[600:605] = np.nan
    made = pair_map(PEOPLE, pair, RMEA, n=FEW)
    known = np.isfinite(made.z[:, RMEA.max_lag_s])
    touched = (made.starts < 605) & (made.starts + 60 > 600)
    assert (known == ~touched).all()
    assert np.isfinite(made.p[known]).any()


def test_speech_that_drives_both_is_taken_out():
    rng = np.random.default_rng(6)
    turns = np.repeat(rng.permuted(np.tile([0.0, 1.0], 60)), 15)[:1800]
    moved = lfilter([1.2], [1, -0.8], turns)
    one, two = heart(rng, 1800) + moved, heart(rng, 1800) - moved
    with_it = pair_map(PEOPLE, series(one, two), n=FEW)
    speech = np.stack([turns, 1 - turns])
    without = pair_map(PEOPLE, series(one, two), n=FEW, speech=speech)
    assert without.speech_out
    assert not with_it.speech_out
    assert with_it.overall[0].effect < -4
    assert abs(without.overall[0].effect) < 2.5


def test_short_series_are_drawn_but_not_tested():
    rng = np.random.default_rng(7)
    made = pair_map(PEOPLE, series(heart(rng, 150), heart(rng, 150)))
    assert made.reasons == (Reason.TOO_FEW_SEGMENTS,)
    assert (made.limit, made.n_surrogates, made.overall) == (None, 0, ())
    assert not made.beyond.any()
    nothing = pair_map(PEOPLE, series(np.empty(0), np.empty(0)))
    assert nothing.z.shape == (0, 21)
    assert nothing.reasons == (Reason.TOO_FEW_SEGMENTS,)


def test_pseudo_pairs_are_the_surrogates_that_were_given_and_19_at_least():
    pair = linked(900, 200, 800, 3, 1.5)
    rng = np.random.default_rng(8)
    others = [series(heart(rng, 900), heart(rng, 700 + 20 * k)) for k in range(19)]

    def made(some: list[PairSeries]) -> PairMap:
        return pair_map(PEOPLE, pair, surrogate=Surrogate.PSEUDO, others=some)

    assert made(others).n_surrogates == 19
    assert made(others).seed is None
    assert made(others).beyond.any()
    assert Reason.TOO_FEW_SEGMENTS in made(others[:18]).reasons


def test_a_peak_is_the_nearest_to_no_delay_of_those_that_stand_out():
    z = np.zeros((5, 21))
    z[0, 10 + 6], z[0, 10 - 5] = 0.9, 0.4  # the nearer one, though smaller
    z[1, 10 + 5], z[1, 10 - 5] = 0.5, -0.6  # as near: the larger one, which goes against
    z[2] = np.linspace(0, 1, 21)  # rises to the edge: no peak
    z[3, 10 + 1], z[3, 10 + 3] = 0.3, 0.5  # beside a larger one: none by itself
    z[4] = np.nan
    lag, height = peaks(z)
    np.testing.assert_array_equal(lag, [-5, -5, np.nan, 3, np.nan])
    np.testing.assert_array_equal(height, [0.4, -0.6, np.nan, 0.5, np.nan])


def test_slopes_that_go_together_have_a_concordance_near_one():
    rng = np.random.default_rng(9)
    x = heart(rng, 900)
    raw = dataclasses.replace(SAFEHOLD, prewhitened=False)
    same = pair_map(PEOPLE, series(x, x + 1e-3 * rng.normal(size=900)), raw, n=FEW)
    against = pair_map(PEOPLE, series(x, -x + 1e-3 * rng.normal(size=900)), raw, n=FEW)
    assert np.nanmin(same.concordance) > 0.95
    assert np.nanmax(against.concordance) < -0.95


@pytest.mark.parametrize(("window", "step", "lag", "within"), [(60, 25, 5, False),
                                                                 (60, 0, 5, False),
                                                                 (30, 30, 16, True)])  # fmt: skip
def test_windows_that_cannot_be_cut_are_refused(window: int, step: int, lag: int, within: bool):
    with pytest.raises(ValueError, match="window"):
        MapRecipe("own", window, step, lag, prewhitened=True, within=within)
