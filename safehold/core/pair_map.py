"""How two people go together through a session: windows by lags, and what chance allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safehold.core.reasons import Reason
from safehold.core.types import FloatArray


@dataclass(frozen=True, slots=True)
class MapRecipe:
    """How the windows of a map are cut and compared."""

    name: str
    """Stands in tables as ``preset``."""
    window_s: int
    step_s: int
    """Divides the window."""
    max_lag_s: int
    prewhitened: bool
    """Compared is what each person's own past does not foretell; else the series as they are."""
    within: bool = False
    """Lags stay within a window and are scaled by its whole variance (R's ``ccf``); else the
    window of the follower is moved (Boker et al. 2002)."""

    def __post_init__(self) -> None:
        """Refuse what has no windows."""
        if self.step_s < 1 or self.window_s % self.step_s or self.max_lag_s < 1:
            raise ValueError("a window is a whole number of steps, and a lag at least 1 s")
        if self.within and 2 * self.max_lag_s > self.window_s:
            raise ValueError("a lag within a window is at most half of it")


SAFEHOLD = MapRecipe("safehold", 60, 10, 10, prewhitened=True)
SUSY = MapRecipe("susy", 30, 30, 3, prewhitened=False, within=True)
"""Segments of 30 s and lags of 3 s, as SUSY 0.1.0 has them (Tschacher and Meier 2020)."""
RMEA = MapRecipe("rmea", 60, 30, 5, prewhitened=False)
"""Windows of 60 s every 30 s and lags of 5 s, as the manual of rMEA 1.2.2 has them."""
PRESETS = {recipe.name: recipe for recipe in (SAFEHOLD, SUSY, RMEA)}


@dataclass(frozen=True, slots=True)
class Overall:
    """One statistic over the whole map, beside the same one of surrogates."""

    statistic: str
    value: float
    effect: float | None
    """(value - mean) / sd of the surrogates; None where they do not vary."""
    p: float | None
    """Two-sided share of surrogates at least as far from their mean, the observed one counted."""


@dataclass(frozen=True, slots=True, eq=False)
class PairMap:
    """Windows by lags of two people, and which of it is beyond chance."""

    people: tuple[str, str]
    """A positive lag means that the second follows the first."""
    measure: str
    recipe: MapRecipe
    surrogate: str
    n_surrogates: int
    seed: int | None
    """None where nothing was drawn: pseudo-pairs."""
    starts: FloatArray
    """Begin of each window, session time s, shape ``(w,)``."""
    z: FloatArray
    """Fisher z, shape ``(w, 2 * max_lag + 1)``; NaN where a second is missing."""
    p: FloatArray
    """Of each cell, adjusted for all of them: how often chance makes the largest of the whole
    map as large. The same shape."""
    limit: float | None
    """Beyond this, either way, lie the largest of 5 % of the surrogates; None without a test."""
    peak_lag: FloatArray
    """Lag of the peak nearest to 0, s, shape ``(w,)``; NaN where there is none."""
    peak_z: FloatArray
    concordance: FloatArray
    """Mean running correlation of slopes in each window, -1 to 1; NaN where missing."""
    overall: tuple[Overall, ...]
    speech_out: bool = False
    """Whether what speech foretells was taken out."""
    reasons: tuple[Reason, ...] = ()

    @property
    def lags(self) -> FloatArray:
        """Return the lags, s, shape ``(2 * max_lag + 1,)``."""
        most = self.recipe.max_lag_s
        return np.arange(-most, most + 1, dtype=np.float64)

    @property
    def beyond(self) -> FloatArray:
        """Return 1 where a cell is beyond chance, else 0, of the shape of ``z``."""
        if self.limit is None:
            return np.zeros_like(self.z)
        return np.asarray(np.abs(np.nan_to_num(self.z)) > self.limit, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class SynchronyTest:
    """One statistic of two people, and what chance makes of it."""

    people: tuple[str, str]
    measure: str
    method: str
    statistic: str
    preset: str
    """Of maps; empty for other methods."""
    value: float | None
    effect: float | None
    p: float | None
    surrogate: str
    n_surrogates: int
    seed: int | None
    n_seconds: int
    reasons: tuple[Reason, ...] = ()
    p_adjusted: float | None = None
    """Holm (1979), over all tests that were asked for together."""


@dataclass(frozen=True, slots=True)
class Synchrony:
    """What was asked for of every two people."""

    maps: tuple[PairMap, ...]
    tests: tuple[SynchronyTest, ...]
