"""Models with a random intercept are those of statsmodels, and keep what they promise."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import statsmodels.api as sm

from processing.measures.multilevel import fit_intercepts


def data(m: int, dyads: int, sessions: int, between: float, missing: float = 0.2, seed: int = 1):
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(dyads), sessions)
    n = group.size
    x = np.stack([np.ones((m, n)), rng.normal(size=(m, n)), rng.normal(size=(m, n))], axis=2)
    own = between * rng.normal(size=(m, dyads))[:, group]
    y = x @ np.array([1.0, 0.5, -0.2]) + own + rng.normal(size=(m, n))
    return y, x, group, rng.random((m, n)) >= missing


@pytest.mark.parametrize("between", [0.3, 1.0, 3.0])
def test_estimates_and_errors_are_those_of_statsmodels(between: float):
    y, x, group, used = data(6, 14, 7, between)
    found = fit_intercepts(y, x, group, used)
    compared = 0
    for k in range(len(y)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = sm.MixedLM(y[k][used[k]], x[k][used[k]], group[used[k]])
            other = model.fit(reml=True, method=["powell", "lbfgs"])
        if not other.converged or float(other.cov_re[0, 0]) < 1e-3:
            continue
        compared += 1
        np.testing.assert_allclose(found.estimate[k], other.fe_params, atol=2e-4)
        # statsmodels takes its errors from a numerical Hessian; these are from whole matrices
        same = group[used[k]][:, None] == group[used[k]][None, :]
        covariance = other.scale * np.eye(len(same)) + float(other.cov_re[0, 0]) * same
        predictors = x[k][used[k]]
        whole = np.linalg.inv(predictors.T @ np.linalg.solve(covariance, predictors))
        np.testing.assert_allclose(found.error[k], np.sqrt(np.diag(whole)), rtol=2e-3)
        np.testing.assert_allclose(found.error[k], other.bse_fe, rtol=0.08)
        assert found.residual[k] == pytest.approx(other.scale, rel=2e-3)
        assert found.between[k] == pytest.approx(float(other.cov_re[0, 0]), rel=2e-2)
    assert compared >= 4


def test_a_balanced_design_has_the_variances_of_its_table_of_variance():
    """REML of a balanced one-way design is exact: mean squares within and between."""
    y, _, group, used = data(20, 12, 6, 1.0, missing=0.0)
    x = np.ones((*y.shape, 1))
    found = fit_intercepts(y, x, group, used)
    cells = y.reshape(20, 12, 6)
    means = cells.mean(axis=2)
    within = ((cells - means[..., None]) ** 2).sum(axis=(1, 2)) / (12 * 5)
    between = (6 * means.var(axis=1, ddof=1) - within) / 6
    usual = between > 0
    np.testing.assert_allclose(found.residual[usual], within[usual], rtol=1e-6)
    np.testing.assert_allclose(found.between[usual], between[usual], rtol=1e-5)
    np.testing.assert_allclose(found.estimate[:, 0], y.mean(axis=1))


def test_without_anything_between_it_is_least_squares():
    y, x, group, used = data(8, 10, 5, 0.0)
    found = fit_intercepts(y, x, group, used)
    flat = np.flatnonzero(found.between == 0)
    assert flat.size
    for k in flat:
        b = np.linalg.lstsq(x[k][used[k]], y[k][used[k]], rcond=None)[0]
        np.testing.assert_allclose(found.estimate[k], b, atol=1e-10)


def test_a_predictor_that_is_a_sum_of_others_is_refused():
    y, x, group, used = data(2, 6, 4, 1.0)
    x = np.concatenate([x, np.zeros_like(x[..., :1])], axis=2)
    with pytest.raises(ValueError, match="sum of others"):
        fit_intercepts(y, x, group, used)
