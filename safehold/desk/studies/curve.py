"""A finding under every defensible choice of method: the specification curve and its joint test.

Simonsohn, Simmons & Nelson (2020): Specification curve analysis. Nature Human Behaviour 4,
1208-1214. The question is one about sessions within dyads: does a session with more of one thing,
against the dyad's own mean, have more of another? Under the null hypothesis the outcomes of a dyad
may be exchanged among its sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
ALPHA = 0.05
LEAST_FREE = 4
"""Degrees of freedom that an effect needs at least."""
AT_ONCE = 250
"""So many exchanges are computed at a time: memory."""
FLAT = 1e-9
"""A predictor that varies less than this share of its size does not vary."""


class Lacks(StrEnum):
    """Why a specification has no effect."""

    TOO_FEW = "too_few_sessions"
    FLAT = "predictor_does_not_vary"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one specification says."""

    n: int
    """Sessions that have predictor and outcome."""
    dyads: int
    """Dyads with two of them or more."""
    r: float | None
    """Partial correlation within dyads, trend over sessions taken out; None where it lacks."""
    p: float | None
    """Of it alone, two-sided, by exchange of outcomes within dyads."""
    lacks: Lacks | None = None


@dataclass(frozen=True, slots=True)
class JointTest:
    """A statistic of the whole curve against what exchanged outcomes give."""

    name: str
    """``median``, ``significant`` or ``mean_z``."""
    observed: float
    p: float


@dataclass(frozen=True, slots=True)
class Curve:
    """All specifications of one question together."""

    effects: tuple[Effect, ...]
    """In the order in which the specifications were given."""
    median: float | None
    """Of the effects."""
    direction: int
    """1 or -1: where most effects lie; 0 without any."""
    agreeing: int
    """Specifications whose effect lies there."""
    holding: int
    """Of these, the ones with p below ALPHA by themselves."""
    tests: tuple[JointTest, ...]
    """Of the curve as a whole; empty without any effect."""
    envelope: tuple[tuple[float, float], ...]
    """For each rank of the effects, the smallest first, what 95 % of the exchanges give there."""
    permutations: int
    """Exchanges that were drawn."""

    @property
    def known(self) -> int:
        """How many specifications have an effect."""
        return sum(effect.r is not None for effect in self.effects)

    @property
    def share(self) -> float | None:
        """Share of the specifications in which the finding holds, 0-1."""
        return self.holding / self.known if self.known else None

    @property
    def p(self) -> float | None:
        """The joint p: that of the median effect, which is the one to report."""
        return next((test.p for test in self.tests if test.name == "median"), None)


def specification_curve(
    predictors: Sequence[FloatArray],
    outcome: FloatArray,
    dyad: NDArray[np.int64],
    number: FloatArray,
    *,
    permutations: int = 2000,
    seed: int = 1,
    trend: bool = True,
    tell: Callable[[float], None] | None = None,
) -> Curve:
    """Return the effects of all specifications, and how likely so much is by chance.

    Parameters
    ----------
    predictors : sequence of array, each shape (n,)
        The predictor of each session, once for each specification; NaN where it is missing.
    outcome : array, shape (n,)
        The outcome of each session; NaN where it is missing.
    dyad : array of int, shape (n,)
        Whose session it is.
    number : array, shape (n,)
        Which session of the dyad it is.
    permutations : int
        How often outcomes are exchanged; the least p is 1 / (permutations + 1).
    seed : int
        Of the exchanges: the same seed gives the same numbers.
    trend : bool
        Take out a trend over the sessions that all dyads share. Without it, two things that
        both change in the course of therapy look related.
    tell : callable, optional
        Takes the share that is done; may raise to cancel.

    Notes
    -----
    Outcomes are regressed on dyad and session number once; the residuals are exchanged among the
    sessions of each dyad (Freedman & Lane 1983), all specifications seeing the same exchange,
    so that how they depend on one another is in the joint distribution. Three statistics of
    the whole curve are compared with it, two-sided: the median effect, the number of effects
    that are significant in one direction, and the mean of the effects in units of their standard
    deviation under exchange (Stouffer).
    """
    known = np.isfinite(outcome)
    designs = [_fitted(x, known, dyad, number, trend=trend) for x in predictors]
    fits = [one for one in designs if isinstance(one, _Fit)]
    if not fits:
        return Curve(tuple(map(_lacking, designs)), None, 0, 0, 0, (), (), 0)
    residual = np.zeros_like(outcome)
    residual[known] = _without(_space(dyad[known], number[known], trend=trend), outcome[known])
    observed = np.array([fit.effects(residual[:, None])[0] for fit in fits])
    drawn = np.empty((len(fits), permutations))
    rng = np.random.default_rng(seed)
    places = [np.flatnonzero(known & (dyad == one)) for one in np.unique(dyad[known])]
    for begin in range(0, permutations, AT_ONCE):
        end = min(begin + AT_ONCE, permutations)
        exchanged = np.zeros((outcome.size, end - begin))
        for own in places:
            order = rng.permuted(np.tile(own[:, None], end - begin), axis=0)
            exchanged[own] = residual[order]
        for k, fit in enumerate(fits):
            drawn[k, begin:end] = fit.effects(exchanged)
        if tell is not None:
            tell(end / permutations)
    return _joined(designs, observed, drawn)


@dataclass(frozen=True, slots=True)
class _Fit:
    """What one specification does to outcomes, made once for all exchanges."""

    rows: NDArray[np.intp]
    space: FloatArray
    """Orthonormal columns of dyads and trend."""
    predictor: FloatArray
    """Without them, of length 1."""
    dyads: int

    def effects(self, outcomes: FloatArray) -> FloatArray:
        """Return the partial correlation with each column of outcomes."""
        own = _without(self.space, outcomes[self.rows])
        length = np.sqrt(np.einsum("ij,ij->j", own, own))
        length[length == 0] = np.inf
        found: FloatArray = np.clip(self.predictor @ own / length, -1.0, 1.0)
        return found


def _fitted(
    x: FloatArray, known: NDArray[np.bool_], dyad: NDArray[np.int64], number: FloatArray, *,
    trend: bool,
) -> _Fit | Effect:  # fmt: skip
    rows = np.flatnonzero(known & np.isfinite(x))
    _, counts = np.unique(dyad[rows], return_counts=True)
    dyads = int(np.sum(counts > 1))
    if rows.size == 0:
        return Effect(0, 0, None, None, Lacks.TOO_FEW)
    space = _space(dyad[rows], number[rows], trend=trend)
    if rows.size - space.shape[1] < LEAST_FREE:
        return Effect(rows.size, dyads, None, None, Lacks.TOO_FEW)
    own = _without(space, x[rows])
    length = float(np.linalg.norm(own))
    if length <= FLAT * float(np.linalg.norm(x[rows])):
        return Effect(rows.size, dyads, None, None, Lacks.FLAT)
    return _Fit(rows, space, own / length, dyads)


def _space(dyad: NDArray[np.int64], number: FloatArray, *, trend: bool) -> FloatArray:
    """Return orthonormal columns that span the dyads' means and the trend they share."""
    means: FloatArray = np.equal.outer(dyad, np.unique(dyad)).astype(np.float64)
    means = means / np.sqrt(means.sum(axis=0))
    own = _without(means, number)
    length = float(np.linalg.norm(own))
    if not trend or length < FLAT:
        return means
    both: FloatArray = np.column_stack((means, own / length))
    return both


def _without(space: FloatArray, values: FloatArray) -> FloatArray:
    found: FloatArray = values - space @ (space.T @ values)
    return found


def _lacking(one: _Fit | Effect) -> Effect:
    assert isinstance(one, Effect)
    return one


def _joined(designs: Sequence[_Fit | Effect], observed: FloatArray, drawn: FloatArray) -> Curve:
    n = drawn.shape[1]
    several = 1 + np.sum(np.abs(drawn) >= np.abs(observed)[:, None] - FLAT, axis=1)
    alone = iter(zip(observed, several / (n + 1), strict=True))
    effects = []
    for one in designs:
        if isinstance(one, Effect):
            effects.append(one)
        else:
            r, p = next(alone)
            effects.append(Effect(one.rows.size, one.dyads, float(r), float(p)))
    median = float(np.median(observed))
    direction = int(np.sign(median)) or int(np.sign(observed.sum()))
    holds = [e for e in effects if e.r is not None and e.r * direction > 0]
    holding = sum(e.p is not None and e.p < ALPHA for e in holds)
    least = np.quantile(np.abs(drawn), 1 - ALPHA, axis=1, method="higher")[:, None]
    spread = drawn.std(axis=1)
    spread[spread == 0] = np.inf
    statistics = {
        "median": (median, np.median(drawn, axis=0)),
        "significant": (_most(observed[:, None], least)[0], _most(drawn, least)),
        "mean_z": (
            float(np.mean(observed / spread)), np.mean(drawn / spread[:, None], axis=0),
        ),
    }  # fmt: skip
    tests = tuple(
        JointTest(name, float(value), _p(float(value), chance))
        for name, (value, chance) in statistics.items()
    )
    low, high = np.quantile(np.sort(drawn, axis=0), (ALPHA / 2, 1 - ALPHA / 2), axis=1)
    envelope = tuple(zip(low.tolist(), high.tolist(), strict=True))
    return Curve(tuple(effects), median, direction, len(holds), holding, tests, envelope, n)


def _most(effects: FloatArray, least: FloatArray) -> FloatArray:
    """Return for each column how many effects are significant in the direction of most."""
    up, down = np.sum(effects > least, axis=0), np.sum(effects < -least, axis=0)
    found: FloatArray = np.maximum(up, down).astype(np.float64)
    return found


def _p(observed: float, chance: FloatArray) -> float:
    return float((1 + np.sum(np.abs(chance) >= abs(observed) - FLAT)) / (chance.size + 1))
