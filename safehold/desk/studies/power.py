"""How many dyads and sessions an effect needs: simulated studies, fitted as one would fit them.

The model is that of ``docs/studies.md``: an outcome of each session, sessions in dyads, a random
intercept for each dyad. Effects and spreads are in units of the spread of the outcome from one
session of a dyad to the next (its residual SD). What makes the model wrong can be simulated too:
slopes that differ between dyads, and residuals that carry over to the next session.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from processing.measures.multilevel import fit_intercepts
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

EFFECTS = ("within", "between", "change", "moderation")
"""What can be asked for, in the order of the model's columns."""
_BATCH = 100
_OUTER = 2
"""Predictors that are the same in all sessions of a dyad: its mean, and the moderator."""


@dataclass(frozen=True, slots=True)
class Effects:
    """True effects, in SDs of the outcome from session to session."""

    within: float = 0.0
    """Of a session that lies one SD above the dyad's own mean."""
    between: float = 0.0
    """Of a dyad whose mean lies one SD above that of the dyads."""
    change: float = 0.0
    """From the first session to the last."""
    moderation: float = 0.0
    """How much more that change is for a dyad one SD higher in a moderator."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else is true of a study."""

    icc: float = 0.4
    """Share of the outcome's variance that lies between dyads, from 0 to below 1."""
    missing: float = 0.1
    """Share of sessions without an outcome, at random."""
    slope_sd: float = 0.0
    """By how much the effect within differs between dyads, SD."""
    change_sd: float = 0.0
    """By how much the change differs between dyads, SD."""
    carry_over: float = 0.0
    """Correlation of a session's residual with that of the one before."""

    def __post_init__(self) -> None:
        shares = {"icc": self.icc, "missing": self.missing, "carry_over": self.carry_over}
        for name, share in shares.items():
            if not 0 <= share < 1:
                raise ConfigError(
                    Message("{name} = {share:g} is not from 0 to below 1.", name=name, share=share)
                )
        if min(self.slope_sd, self.change_sd) < 0:
            raise ConfigError(Message("An SD is not negative."))


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of simulated studies, with its 95 % interval (Wilson)."""

    share: float
    low: float
    high: float

    @classmethod
    def of(cls, n: int, of: int) -> Rate:
        """Return the rate of `n` of so many."""
        z2 = 1.959963984540054**2
        centre = (n + z2 / 2) / (of + z2)
        half = math.sqrt(z2) / (of + z2) * math.sqrt(n * (of - n) / of + z2 / 4)
        return cls(n / of, max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True, slots=True)
class Power:
    """What a design finds of one effect."""

    dyads: int
    sessions: int
    effect: str
    size: float
    found: Rate
    """Studies in which it is significant in its own direction."""
    by_chance: Rate
    """Studies in which it would be significant, either way, were there no effect at all."""
    median_estimate: float
    median_of_found: float | None
    """Median estimate among the studies that found it; larger than the truth where power is low.
    None where none did."""


def power(
    effects: Effects,
    dyads: int,
    sessions: int,
    *,
    circumstances: Circumstances | None = None,
    alpha: float = 0.05,
    n_simulations: int = 1000,
    seed: int = 1,
    progress: Callable[[float], None] = lambda _share: None,
) -> tuple[Power, ...]:
    """Return how often a design finds the effects that are not zero.

    Parameters
    ----------
    effects : Effects
        True ones.
    dyads, sessions : int
        The design: sessions of each dyad.
    circumstances : Circumstances, optional
        What else is true.
    alpha : float
        Level of the two-sided test.
    n_simulations : int
        Simulated studies, with and again without the effects.
    seed : int
        The same seed gives the same studies.
    progress : callable
        Gets the share done, 0-1; what it raises cancels.

    Raises
    ------
    ConfigError
        For a design too small for its model, or numbers out of range.
    """
    wanted = [name for name in EFFECTS if getattr(effects, name)]
    _check(wanted, dyads, sessions, alpha, n_simulations)
    around = circumstances or Circumstances()
    runs: list[tuple[FloatArray, FloatArray]] = []
    for number, true in enumerate((effects, Effects())):
        rng = np.random.default_rng([seed, dyads, sessions, number])
        parts = []
        for first in range(0, n_simulations, _BATCH):
            m = min(_BATCH, n_simulations - first)
            parts.append(_tested(true, dyads, sessions, around, rng, m))
            progress((number * n_simulations + first + m) / (2 * n_simulations))
        runs.append((np.concatenate([b for b, _ in parts]), np.concatenate([p for _, p in parts])))
    (estimates, p_true), (_, p_null) = runs
    found = []
    for name in wanted:
        k, size = EFFECTS.index(name), float(getattr(effects, name))
        hit = (p_true[:, k] < alpha) & (np.sign(estimates[:, k]) == np.sign(size))
        among = float(np.median(estimates[hit, k])) if hit.any() else None
        found.append(
            Power(
                dyads, sessions, name, size, Rate.of(int(hit.sum()), n_simulations),
                Rate.of(int((p_null[:, k] < alpha).sum()), n_simulations),
                float(np.median(estimates[:, k])), among,
            )
        )  # fmt: skip
    return tuple(found)


def _check(wanted: list[str], dyads: int, sessions: int, alpha: float, n_simulations: int) -> None:
    if not wanted:
        raise ConfigError(
            Message("No effect was named."),
            remedy=Message("Name one, for example --within 0.3."),
        )
    if dyads < 5 or sessions < 3 or dyads * sessions > 20_000:
        raise ConfigError(
            Message(
                "{dyads} dyads by {sessions} sessions cannot be simulated: at least 5 by 3, at "
                "most 20000 sessions.",
                dyads=dyads,
                sessions=sessions,
            )
        )
    if not 0 < alpha < 1 or not 20 <= n_simulations <= 1_000_000:
        raise ConfigError(
            Message("The level is between 0 and 1, and simulations are 20 to a million.")
        )


def simulated(
    true: Effects,
    dyads: int,
    sessions: int,
    around: Circumstances,
    rng: np.random.Generator,
    m: int,
) -> tuple[FloatArray, FloatArray, NDArray[np.intp], NDArray[np.bool_]]:
    """Return outcomes, predictors, dyads and what is there of `m` studies.

    Columns of the predictors: one, within, between, change (from -0.5 in the first session to 0.5
    in the last), moderator, moderator by change.
    """
    shape = (m, dyads, sessions)
    used = rng.random(shape) >= around.missing
    used[..., 0] |= ~used.any(axis=2)  # a dyad without any session would be none
    level = rng.standard_normal((m, dyads, 1))
    x = level + rng.standard_normal(shape)
    mean = np.where(used, x, 0.0).sum(axis=2, keepdims=True) / used.sum(axis=2, keepdims=True)
    within, between = x - mean, np.broadcast_to(mean, shape)
    change = np.broadcast_to(np.linspace(-0.5, 0.5, sessions), shape)
    moderator = np.broadcast_to(rng.standard_normal((m, dyads, 1)), shape)
    columns = (np.ones(shape), within, between, change, moderator, moderator * change)
    slopes = true.within + around.slope_sd * rng.standard_normal((m, dyads, 1))
    changes = true.change + around.change_sd * rng.standard_normal((m, dyads, 1))
    own = math.sqrt(around.icc / (1 - around.icc)) * rng.standard_normal((m, dyads, 1))
    y = slopes * within + true.between * between + changes * change + own
    y = y + true.moderation * moderator * change + _residuals(shape, around.carry_over, rng)
    flat = (m, dyads * sessions)
    predictors = np.stack([column.reshape(flat) for column in columns], axis=2)
    groups = np.repeat(np.arange(dyads), sessions)
    return y.reshape(flat), predictors, groups, used.reshape(flat)


def _residuals(
    shape: tuple[int, int, int], carry_over: float, rng: np.random.Generator
) -> FloatArray:
    fresh = rng.standard_normal(shape)
    for k in range(1, shape[2]):
        kept = math.sqrt(1 - carry_over**2)
        fresh[..., k] = carry_over * fresh[..., k - 1] + kept * fresh[..., k]
    return fresh


def _tested(
    true: Effects,
    dyads: int,
    sessions: int,
    around: Circumstances,
    rng: np.random.Generator,
    m: int,
) -> tuple[FloatArray, FloatArray]:
    """Return estimates and two-sided p values of the four effects, ``(m, 4)`` each."""
    from scipy import stats

    y, x, groups, used = simulated(true, dyads, sessions, around, rng, m)
    fits = fit_intercepts(y, x, groups, used)
    n_inner = x.shape[2] - 1 - _OUTER
    inner = np.maximum(used.sum(axis=1) - dyads - n_inner, 1)
    outer = np.full(m, dyads - 1 - _OUTER)
    # as nlme counts: what varies within dyads against sessions, what does not against dyads
    degrees = np.stack([inner, outer, inner, inner], axis=1)
    which = [1, 2, 3, 5]
    b, t = fits.estimate[:, which], fits.estimate[:, which] / fits.error[:, which]
    return b, np.asarray(2 * stats.t.sf(np.abs(t), degrees))


def designs(dyads: Iterable[int], sessions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield every pair, the smaller studies first."""
    pairs = {(d, s) for d in dyads for s in sessions}
    yield from sorted(pairs, key=lambda pair: (pair[0] * pair[1], pair))


def valid(one: Power, alpha: float) -> bool:
    """Tell whether the model keeps its level: finds nothing too often where nothing is.

    The interval of ``by_chance`` reaches down to one and a half times the level or less.
    """
    return one.by_chance.low <= 1.5 * alpha


def enough(found: Iterable[Power], target: float, alpha: float) -> dict[str, Power | None]:
    """Return of each effect the design with the fewest sessions that surely reaches a power.

    Surely: the lower end of the interval does, and the model keeps its level.
    """
    best: dict[str, Power | None] = {}
    for one in found:
        best.setdefault(one.effect, None)
        known = best[one.effect]
        reaches = one.found.low >= target and valid(one, alpha)
        if reaches and (known is None or one.dyads * one.sessions < known.dyads * known.sessions):
            best[one.effect] = one
    return best


def as_json(found: Iterable[Power]) -> list[dict[str, object]]:
    """Return results as plain objects."""
    return [asdict(one) for one in found]
