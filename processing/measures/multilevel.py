"""Linear models with a random intercept for each group, by REML, many at once.

``y = X b + u[group] + e``, the model of the examples in ``docs/studies.md``. With the ratio of the
two variances given, the inverse of a group's covariance is known in closed form (``I - c 11'``,
``c = ratio / (1 + n ratio)``), so that the restricted likelihood needs sums over groups only; its
maximum over the ratio is found by golden sections (Laird & Ware 1982, Biometrics 38:963; Harville
1977, JASA 72:320). Held against statsmodels in the tests.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

_SECTIONS = 40
_GOLDEN = (math.sqrt(5) - 1) / 2
_MOST = 0.9999
"""Largest share of the variance that lies between groups; more is all of it."""


@dataclass(frozen=True, slots=True)
class Fits:
    """Fitted models; the first axis counts them."""

    estimate: FloatArray
    """``(m, p)``."""
    error: FloatArray
    """Standard errors, ``(m, p)``."""
    residual: FloatArray
    """Variance within groups, ``(m,)``."""
    between: FloatArray
    """Variance between groups, ``(m,)``."""


def fit_intercepts(
    y: FloatArray, x: FloatArray, group: NDArray[np.integer], used: NDArray[np.bool_]
) -> Fits:
    """Fit models with a random intercept.

    Parameters
    ----------
    y : ndarray, shape (m, n)
        Of each model the outcomes.
    x : ndarray, shape (m, n, p)
        Predictors, a column of ones among them.
    group : ndarray, shape (n,)
        Which group an observation is of, from 0; the same in all models.
    used : ndarray, shape (m, n)
        Whether an observation is there.

    Raises
    ------
    ValueError
        For predictors of which one is a sum of others.
    """
    sums = _Sums.of(y, x, group, used)
    low, high = np.zeros(len(y)), np.full(len(y), _MOST)
    inner, outer = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    f_inner, f_outer = sums.criterion(inner), sums.criterion(outer)
    for _ in range(_SECTIONS):
        left = f_inner < f_outer
        low, high = np.where(left, low, inner), np.where(left, outer, high)
        inner, outer = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        f_inner, f_outer = sums.criterion(inner), sums.criterion(outer)
    middle = (low + high) / 2
    share = np.where(sums.criterion(np.zeros(len(y))) <= sums.criterion(middle), 0.0, middle)
    return sums.fits(share)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the likelihood needs of the data."""

    n: FloatArray
    """Observations, ``(m,)``."""
    sizes: FloatArray
    """Of each group, ``(m, g)``."""
    x: FloatArray
    """Sums of the predictors, ``(m, g, p)``."""
    y: FloatArray
    """Sums of the outcomes, ``(m, g)``."""
    xx: FloatArray
    xy: FloatArray
    yy: FloatArray

    @classmethod
    def of(
        cls, y: FloatArray, x: FloatArray, group: NDArray[np.integer], used: NDArray[np.bool_]
    ) -> _Sums:
        y, x = np.where(used, y, 0.0), np.where(used[..., None], x, 0.0)
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))

        def by_group(values: FloatArray) -> FloatArray:
            return np.asarray(np.add.reduceat(values[:, order], starts, axis=1))

        return cls(
            used.sum(axis=1).astype(np.float64), by_group(used.astype(np.float64)), by_group(x),
            by_group(y), np.einsum("mnp,mnq->mpq", x, x), np.einsum("mnp,mn->mp", x, y),
            (y**2).sum(axis=1),
        )  # fmt: skip

    def _solved(self, share: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Return the weighted cross products, the estimates, and the sum of squares."""
        ratio = share / (1 - share)
        c = ratio[:, None] / (1 + ratio[:, None] * self.sizes)
        xx = self.xx - np.einsum("mg,mgp,mgq->mpq", c, self.x, self.x)
        xy = self.xy - np.einsum("mg,mgp,mg->mp", c, self.x, self.y)
        yy = self.yy - (c * self.y**2).sum(axis=1)
        try:
            b = np.linalg.solve(xx, xy[..., None])[..., 0]
        except np.linalg.LinAlgError as error:
            raise ValueError("a predictor is a sum of others") from error
        rest = np.maximum(yy - (b * xy).sum(axis=1), 1e-300)
        return xx, b, rest, ratio

    def criterion(self, share: FloatArray) -> FloatArray:
        """Return minus twice the restricted log likelihood, but for a constant, ``(m,)``."""
        xx, _, rest, ratio = self._solved(share)
        spread = np.log1p(ratio[:, None] * self.sizes).sum(axis=1)
        _, volume = np.linalg.slogdet(xx)
        return np.asarray((self.n - xx.shape[1]) * np.log(rest) + spread + volume)

    def fits(self, share: FloatArray) -> Fits:
        """Return the models at these shares of variance between groups."""
        xx, b, rest, ratio = self._solved(share)
        residual = rest / (self.n - xx.shape[1])
        variances = np.diagonal(np.linalg.inv(xx), axis1=1, axis2=2) * residual[:, None]
        return Fits(b, np.sqrt(variances), residual, ratio * residual)
