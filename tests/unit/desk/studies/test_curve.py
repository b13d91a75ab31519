"""The specification curve: effects as a regression has them, nominal under the null."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import statsmodels.api as sm

from safehold.desk.studies.curve import Curve, Lacks, specification_curve

DYADS, SESSIONS = 8, 8


def study(seed: int, *, effect: float = 0.0, noise: float = 1.0, specifications: int = 6):
    """Specifications that are noisy readings of one thing; the outcome may depend on it."""
    rng = np.random.default_rng(seed)
    dyad = np.repeat(np.arange(DYADS), SESSIONS)
    number = np.tile(np.arange(1.0, SESSIONS + 1), DYADS)
    truth = rng.normal(size=dyad.size) + 2 * rng.normal(size=DYADS)[dyad] - 0.3 * number
    x = [truth + 0.5 * rng.normal(size=dyad.size) for _ in range(specifications)]
    y = effect * truth + 3 * rng.normal(size=DYADS)[dyad] + 0.5 * number
    return x, y + noise * rng.normal(size=dyad.size), dyad, number


def curve(seed: int, permutations: int = 199, **more) -> Curve:
    return specification_curve(*study(seed, **more), permutations=permutations, seed=seed)


def test_each_effect_is_the_partial_correlation_of_a_regression_with_dyads_and_trend():
    x, y, dyad, number = study(3, effect=0.4)
    x[1][[2, 17, 40]] = np.nan
    y[[5, 17]] = np.nan
    found = specification_curve(x, y, dyad, number, permutations=50)
    for one, effect in zip(x, found.effects, strict=True):
        ok = np.isfinite(one) & np.isfinite(y)
        dummies = (dyad[ok, None] == np.arange(DYADS)).astype(float)
        fit = sm.OLS(y[ok], np.column_stack((one[ok], dummies, number[ok]))).fit()
        t, free = fit.tvalues[0], fit.df_resid
        assert effect.n == ok.sum()
        assert effect.r == pytest.approx(t / np.sqrt(t**2 + free), abs=1e-12)


def test_p_of_a_small_study_is_that_of_all_exchanges():
    x = np.array([1.0, 2.0, 4.0, 7.0, 1.5, 3.0, 3.5, 9.0])
    y = np.array([2.0, 1.0, 5.0, 9.0, 1.0, 2.5, 4.5, 6.0])
    dyad, number = np.repeat([0, 1], 4), np.tile(np.arange(1.0, 5), 2)

    def r(outcome: np.ndarray) -> float:
        parts = [(v[d * 4 : d * 4 + 4] - v[d * 4 : d * 4 + 4].mean())
                 for v in (x, outcome) for d in (0, 1)]  # fmt: skip
        return float(np.corrcoef(np.r_[parts[0], parts[1]], np.r_[parts[2], parts[3]])[0, 1])

    exact = np.array([
        r(np.r_[y[:4][list(a)], y[4:][list(b)]])
        for a in itertools.permutations(range(4)) for b in itertools.permutations(range(4))
    ])  # fmt: skip
    share = float(np.mean(np.abs(exact) >= abs(r(y)) - 1e-12))
    found = specification_curve([x], y, dyad, number, permutations=20_000, trend=False)
    assert found.effects[0].r == pytest.approx(r(y))
    assert found.effects[0].p == pytest.approx(share, abs=0.004)
    assert found.p == found.effects[0].p


def test_on_a_null_study_the_joint_test_holds_at_its_nominal_rate():
    p = np.array([[test.p for test in curve(seed).tests] for seed in range(300)])
    rates = np.mean(p <= 0.05, axis=0)
    assert np.all(rates < 0.09)  # binomial, 300 studies: 0.05 +- 0.038 at 3 SD
    assert rates[0] > 0.015
    assert abs(np.median(p[:, 0]) - 0.5) < 0.1


def test_two_things_that_only_share_a_trend_are_not_found_related():
    rng = np.random.default_rng(1)
    hits = 0
    for seed in range(60):
        x, _, dyad, number = study(seed)
        y = 1.5 * number + rng.normal(size=dyad.size)
        found = specification_curve(x, y, dyad, number, permutations=99, seed=seed)
        assert found.p is not None
        hits += found.p <= 0.05
    assert hits <= 9
    without = specification_curve(x, y, dyad, number, permutations=99, trend=False)
    assert without.p == pytest.approx(0.01)


def test_a_known_effect_is_found_in_most_specifications_and_jointly():
    found = curve(5, effect=1.0, permutations=499)
    assert found.p == pytest.approx(0.002)
    assert (found.direction, found.agreeing, found.known) == (1, 6, 6)
    assert found.share == 1
    assert all(test.p <= 0.01 for test in found.tests)
    mirrored = specification_curve(
        *[[-one for one in study(5, effect=1.0)[0]], *study(5, effect=1.0)[1:]],
        permutations=499, seed=5,
    )  # fmt: skip
    assert mirrored.direction == -1
    assert mirrored.share == 1
    assert mirrored.median == pytest.approx(-(found.median or 0))


def test_the_envelope_covers_the_curve_of_a_null_study_and_not_that_of_an_effect():
    null, effect = curve(11), curve(11, effect=1.0)
    for found, inside in ((null, True), (effect, False)):
        ranked = sorted(e.r for e in found.effects if e.r is not None)
        beyond = [not low <= r <= high
                  for r, (low, high) in zip(ranked, found.envelope, strict=True)]  # fmt: skip
        assert any(beyond) is not inside


def test_what_has_too_few_sessions_or_does_not_vary_has_no_effect_and_a_reason():
    x, y, dyad, number = study(2)
    few = np.full(y.size, np.nan)
    few[:3] = [1, 2, 4]
    found = specification_curve(
        [x[0], few, np.full(y.size, 5.0), np.full(y.size, np.nan)], y, dyad, number,
        permutations=20,
    )  # fmt: skip
    assert [effect.lacks for effect in found.effects] == [
        None, Lacks.TOO_FEW, Lacks.FLAT, Lacks.TOO_FEW,
    ]  # fmt: skip
    assert found.known == 1
    nothing = specification_curve([few], y, dyad, number)
    assert (nothing.known, nothing.share, nothing.p) == (0, None, None)


def test_the_same_seed_gives_the_same_numbers():
    assert curve(4) == curve(4)
    with pytest.raises(KeyboardInterrupt):
        specification_curve(*study(4), tell=lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
