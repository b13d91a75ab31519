"""Breaths as indices read them, and what is counted of those of a window: once, whoever asks.

A breath ends every four seconds, and a tick comes every second: what is counted of the breaths of
a window mostly holds for the next one too.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np

from processing.clock.order import median, spread
from processing.indices.unended import held_breaths
from processing.signals.respiration import BreathCycle, breath_cv
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import Breath, FloatArray

MAX_BREATH_CV = 0.35
MAX_SLOPES_ERROR = 0.20
"""Adjusted RSA is missing where the errors of the slopes alone give it a larger one, ln units."""
WINDOWS_KEPT = 4
"""So many windows of one moment differ in length, about."""


@quick
@dataclass(frozen=True, slots=True)
class ScoredBreath:
    """A breath with its RSA, frozen at the first tick after its end."""

    cycle: BreathCycle
    p2t_ms: float | None
    reasons: tuple[Reason, ...]


def scored(breath: Breath) -> ScoredBreath:
    """Return a final breath as the indices read it."""
    reasons = tuple(reason for reason in breath.reasons if reason is not Reason.EDITED)
    bad = reasons if breath.status != "ok" else ()
    cycle = BreathCycle(breath.t_insp, breath.t_exp, breath.t_end, breath.amplitude, bad)
    return ScoredBreath(cycle, breath.p2t_ms, reasons)


@quick
@dataclass(frozen=True, slots=True)
class Rsa:
    """RSA of breaths: the median, and its standard error, in ms and of ``ln(P2T + 1 ms)``."""

    centre: float
    se: float
    ln_centre: float
    ln_se: float


class Breathed:
    """The breaths that ended in a window.

    Parameters
    ----------
    breaths : sequence of ScoredBreath
        In order.
    """

    def __init__(self, breaths: Sequence[ScoredBreath] = ()) -> None:
        self.breaths = breaths
        self._cycles = cycles = [breath.cycle for breath in breaths]
        self.good = [cycle for cycle in cycles if not cycle.reasons]
        """Those of plausible timing."""
        self.lengths = [cycle.total for cycle in self.good]
        """Their T_tot, s."""
        self.p2t = [breath.p2t_ms for breath in breaths if breath.p2t_ms is not None]
        """Valid peak-to-trough RSA, ms."""

    def __len__(self) -> int:
        return len(self.breaths)

    @cached_property
    def _totals(self) -> list[float]:
        whole = len(self.good) == len(self.breaths)
        return self.lengths if whole else [cycle.total for cycle in self._cycles]

    @cached_property
    def total(self) -> float:
        """Median T_tot of all, s; NaN of none."""
        return median(self._totals) if self._totals else math.nan

    @cached_property
    def length(self) -> float:
        """Median T_tot of those of plausible timing, of which there must be one, s."""
        return median(self.lengths)

    @cached_property
    def depth(self) -> float:
        """Their median depth, unit of the belt."""
        return median([cycle.amplitude for cycle in self.good])

    @cached_property
    def irregular(self) -> tuple[Reason, ...]:
        """The remark for speech-like breathing."""
        cv = breath_cv(self._totals)
        return (Reason.RESP_IRREGULAR,) if cv is not None and cv > MAX_BREATH_CV else ()

    @cached_property
    def held(self) -> list[BreathCycle]:
        """Those that are too long to count, where the rate needs them."""
        return held_breaths(self._cycles)

    @cached_property
    def rsa(self) -> Rsa:
        """Peak-to-trough RSA; there must be two breaths that have it."""
        values = np.array(self.p2t)
        centre = median(self.p2t)
        se, ln_se = _error_of_median(values), _error_of_median(np.log(values + 1.0))
        return Rsa(centre, se, math.log(centre + 1.0), ln_se)

    @cached_property
    def _depth_of_all(self) -> float:
        return median([cycle.amplitude for cycle in self._cycles])

    def depth_since(self, t0: float) -> float | None:
        """Return the median depth of all that ended after ``t0``, s; None of none."""
        if self._cycles and self._cycles[0].t_end > t0:
            return self._depth_of_all
        depths = [cycle.amplitude for cycle in self._cycles if cycle.t_end > t0]
        return median(depths) if depths else None


def _error_of_median(values: FloatArray) -> float:
    """Return the standard error of the median of at least two numbers."""
    return 1.25 * spread(values) / math.sqrt(len(values))


class Adjusts(Hashable, Protocol):
    """What adjusts RSA for breathing (:class:`processing.indices.adjustment.Adjustment`)."""

    def holds(self, breath: ScoredBreath) -> bool:
        """Tell whether a breath is near enough to the calibrated ones."""
        ...

    def apply(self, breath: ScoredBreath) -> float:
        """Return ``ln(P2T + 1 ms)`` of a breath at the breathing of the calibration."""
        ...

    def slopes_error(self, breaths: Sequence[ScoredBreath]) -> float:
        """Return what the errors of the slopes add to the standard error of a mean of breaths."""
        ...


@lru_cache(maxsize=4)
def adjusted_rsa(breathed: Breathed, adjust: Adjusts) -> tuple[int, tuple[float, float] | None]:
    """Return for how many breaths a calibration holds; their adjusted ln RSA, and its error.

    None for fewer than two, and where the errors of the slopes are too large.
    """
    near = [b for b in breathed.breaths if b.p2t_ms is not None and adjust.holds(b)]
    if len(near) < 2:
        return len(near), None
    values = np.array([adjust.apply(b) for b in near])
    slopes = adjust.slopes_error(near)
    if slopes > MAX_SLOPES_ERROR:
        return len(near), None
    return len(near), (median(values), math.hypot(_error_of_median(values), slopes))


class BreathLog:
    """One person's breaths by their ends.

    Parameters
    ----------
    breaths : iterable of ScoredBreath
        In order.
    """

    def __init__(self, breaths: Iterable[ScoredBreath] = ()) -> None:
        self.breaths = list(breaths)
        self._ends = [breath.cycle.t_end for breath in self.breaths]
        self._known: dict[tuple[int, int], Breathed] = {}
        """The windows that were asked for last, by the places of their breaths."""

    def add(self, breath: ScoredBreath) -> None:
        """Add the next breath."""
        self.breaths.append(breath)
        self._ends.append(breath.cycle.t_end)

    def between(self, t0: float, t1: float) -> Breathed:
        """Return the breaths that ended in [t0, t1]."""
        place = bisect_left(self._ends, t0), bisect_right(self._ends, t1)
        found = self._known.get(place)
        if found is None:
            if len(self._known) >= WINDOWS_KEPT:
                self._known.clear()
            found = self._known[place] = Breathed(self.breaths[slice(*place)])
        return found

    def prune(self, before: float) -> None:
        """Forget the breaths that ended before a time."""
        if gone := bisect_left(self._ends, before):
            del self.breaths[:gone], self._ends[:gone]
            self._known.clear()
