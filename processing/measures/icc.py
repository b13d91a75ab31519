"""How far continuous ratings of several raters agree: intraclass correlations.

Two-way model, every rater rates every moment (McGraw & Wong 1996, Psychological Methods 1, 30-46;
Shrout & Fleiss 1979 call the forms ICC(2,1), ICC(3,1), ICC(2,k), ICC(3,k)). Ratings of adjacent
seconds repeat one another: the intervals of the publication, which count every moment as a new
one, would be far too narrow. Here they count the independent moments that the autocorrelation
leaves (decision 51), and chance is what circular shifts make, which keep it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from processing.measures.agreement import SEED, SHIFTS, Agreed, agreed
from safehold.core.types import FloatArray

LEVEL = 0.95
FEWEST = 6.0
"""Independent moments below which no interval is given."""


@dataclass(frozen=True, slots=True)
class Icc:
    """One form of the intraclass correlation, with its confidence interval of 95 %."""

    name: str
    """``ICC(A,1)``: one rater, absolute agreement; ``C``: consistency; ``k``: mean of all."""
    value: float
    low: float | None
    high: float | None
    """None where too few moments are independent."""


@dataclass(frozen=True, slots=True)
class RatingAgreement:
    """Several raters' agreement on one scale."""

    moments: int
    """Moments that all have rated."""
    independent: float
    """How many of them count as independent."""
    autocorrelation: float
    """Of the mean rating from one moment to the next."""
    forms: tuple[Icc, ...]
    chance: Agreed
    """ICC(A,1) against circular shifts of all raters but the first."""


def icc(ratings: FloatArray) -> float | None:
    """Return ICC(A,1) of ratings, shape ``(n_moments, n_raters)``; None where nothing varies.

    Moments that a rater did not rate (NaN) are left out.
    """
    found = _squares(ratings[np.isfinite(ratings).all(axis=1)])
    return None if found is None else _forms(found)["ICC(A,1)"]


def rating_agreement(ratings: FloatArray) -> RatingAgreement | None:
    """Return how far raters agree; None where nothing varies or fewer than two moments are rated.

    Parameters
    ----------
    ratings : ndarray of float, shape (n_moments, n_raters)
        On a regular grid; NaN where a rater did not rate.
    """
    known = ratings[np.isfinite(ratings).all(axis=1)]
    found = _squares(known)
    if found is None:
        return None
    values = _forms(found)
    track = known.mean(axis=1)
    independent = independent_moments(track)
    limits = _limits(found, independent) if independent >= FEWEST else {}
    forms = tuple(
        Icc(name, value, *limits.get(name, (None, None))) for name, value in values.items()
    )
    return RatingAgreement(
        found.n, independent, _autocorrelation(track, 1), forms,
        agreed(values["ICC(A,1)"], _shifted(known)),
    )  # fmt: skip


def independent_moments(track: FloatArray) -> float:
    """Return how many independent moments a series is worth.

    Its length over ``1 + 2 * sum(r_k)``, the autocorrelations summed up to the first one that is
    not above zero (Bartlett 1946).
    """
    total, n = 1.0, track.size
    for lag in range(1, n // 2):
        r = _autocorrelation(track, lag)
        if not r > 0:
            break
        total += 2 * r
    return n / total


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of the two-way analysis of variance."""

    n: int
    k: int
    rows: float
    columns: float
    error: float


def _squares(known: FloatArray) -> _Squares | None:
    n, k = known.shape
    if n < 2 or k < 2:
        return None
    mean = known.mean()
    rows = k * float(((known.mean(axis=1) - mean) ** 2).sum()) / (n - 1)
    columns = n * float(((known.mean(axis=0) - mean) ** 2).sum()) / (k - 1)
    rest = known - known.mean(axis=1, keepdims=True) - known.mean(axis=0) + mean
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    found = _Squares(n, k, rows, columns, error)
    return found if rows > 0 and rows + (k - 1) * error + k * (columns - error) / n > 0 else None


def _forms(s: _Squares) -> dict[str, float]:
    apart, raters = s.rows - s.error, (s.columns - s.error) / s.n
    return {
        "ICC(A,1)": apart / (s.rows + (s.k - 1) * s.error + s.k * raters),
        "ICC(C,1)": apart / (s.rows + (s.k - 1) * s.error),
        "ICC(A,k)": apart / (s.rows + raters),
        "ICC(C,k)": apart / s.rows,
    }


def _limits(s: _Squares, n: float) -> dict[str, tuple[float, float]]:
    """Return the intervals of McGraw & Wong (Table 7) for ``n`` independent moments."""
    k, tail = s.k, (1 + LEVEL) / 2
    error = max(s.error, 1e-12 * s.rows)
    columns = max(error + (s.columns - error) * n / s.n, 0.0)
    dof = (n - 1) * (k - 1)
    ratio = s.rows / error
    low, high = ratio / _quantile(tail, n - 1, dof), ratio * _quantile(tail, dof, n - 1)
    value = min(_forms(s)["ICC(A,1)"], 1 - 1e-12)
    a, b = k * value / (n * (1 - value)), 1 + k * value * (n - 1) / (n * (1 - value))
    spread = (a * columns) ** 2 / (k - 1) + (b * error) ** 2 / dof
    v = (a * columns + b * error) ** 2 / spread
    rest = k * columns + (k * n - k - n) * error
    f_low, f_high = _quantile(tail, n - 1, v), _quantile(tail, v, n - 1)
    one = (
        n * (s.rows - f_low * error) / (f_low * rest + n * s.rows),
        n * (f_high * s.rows - error) / (rest + n * f_high * s.rows),
    )
    return {
        "ICC(A,1)": (float(one[0]), float(one[1])),
        "ICC(C,1)": (float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1))),
        "ICC(A,k)": (_stepped_up(one[0], k), _stepped_up(one[1], k)),
        "ICC(C,k)": (float(1 - 1 / low), float(1 - 1 / high)),
    }


def _quantile(share: float, above: float, below: float) -> float:
    """Return a quantile of the F distribution."""
    return float(stats.f.ppf(share, above, below))


def _stepped_up(value: float, k: int) -> float:
    """Return the reliability of the mean of k raters (Spearman-Brown)."""
    return float(k * value / (1 + (k - 1) * value))


def _autocorrelation(track: FloatArray, lag: int) -> float:
    centred = track - track.mean()
    total = float((centred**2).sum())
    return float((centred[lag:] * centred[:-lag]).sum()) / total if total > 0 else 0.0


def _shifted(known: FloatArray) -> FloatArray:
    """Return ICC(A,1) where all raters but the first are moved round by random times."""
    n, k = known.shape
    rng = np.random.default_rng(SEED)
    found = np.zeros(SHIFTS)
    for turn in range(SHIFTS):
        moved = [known[:, 0], *(np.roll(known[:, j], rng.integers(n)) for j in range(1, k))]
        squares = _squares(np.column_stack(moved))
        found[turn] = 0.0 if squares is None else _forms(squares)["ICC(A,1)"]
    return found
