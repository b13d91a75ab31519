"""RSA adjusted for breathing, from a person's own paced-breathing calibration (methods 1.6).

Peak-to-trough RSA falls when breathing gets faster or shallower, without any change of vagal
control. While a person follows a pacer at several rates, the regression of ln RSA on the length
and the depth of the breath says by how much, for this person and this belt (after Ritz & Dahme
2006). The adjusted index is what is left of ln RSA at the breathing of the calibration. It assumes
that the slopes are the same in all states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.clock.order import median, percentiles
from processing.indices.breathed import ScoredBreath
from safehold.core.calibration import BreathingCalibration
from safehold.core.types import FloatArray

MIN_BREATHS = 25
MIN_IQR_S = 1.0
"""Least interquartile range of T_tot in the calibration, s: else the slopes mean nothing."""
MIN_R2 = 0.2
MAX_EXTRAPOLATION_S = 1.0
"""A breath longer or shorter than the calibration's by more than this is not adjusted, s."""
MAX_EXTRAPOLATION_DEPTH = 0.2
"""The same for its depth, in units of ln amplitude."""
MAX_COLLINEAR = 0.95
"""With a larger correlation of length and depth in the calibration (a variance inflation of 10)
neither slope can be told from the other: paced slow breaths are deep breaths."""
HUBER = 1.345
"""Residuals beyond so many robust standard deviations lose weight (95 % efficiency)."""
ROUNDS = 30
MIN_SCALE = 1e-9


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Takes the breathing out of RSA, by a person's calibration."""

    by: BreathingCalibration

    def holds(self, breath: ScoredBreath) -> bool:
        """Tell whether a breath is near enough to the calibrated ones to be adjusted."""
        by, cycle = self.by, breath.cycle
        assert by.shallowest is not None
        assert by.deepest is not None
        room = np.exp(MAX_EXTRAPOLATION_DEPTH)
        return (
            by.shortest_s - MAX_EXTRAPOLATION_S
            <= cycle.total
            <= by.longest_s + MAX_EXTRAPOLATION_S
        ) and by.shallowest / room <= cycle.amplitude <= by.deepest * room

    def slopes_error(self, breaths: Sequence[ScoredBreath]) -> float:
        """Return the standard error that the slopes' own errors give a mean of breaths, ln units.

        All breaths of a window share it: more of them do not make it smaller.
        """
        by = self.by
        assert by.se_per_second is not None
        assert by.se_per_log_depth is not None
        assert by.slope_correlation is not None
        slower = float(np.mean([b.cycle.total - by.total_s for b in breaths])) * by.se_per_second
        depths = [np.log(b.cycle.amplitude / by.amplitude) for b in breaths]
        deeper = float(np.mean(depths)) * by.se_per_log_depth
        variance = slower**2 + deeper**2 + 2 * by.slope_correlation * slower * deeper
        return float(np.sqrt(max(variance, 0.0)))

    def apply(self, breath: ScoredBreath) -> float:
        """Return ``ln(P2T + 1 ms)`` of a breath at the breathing of the calibration."""
        assert breath.p2t_ms is not None
        by = self.by
        depth = np.log(breath.cycle.amplitude / by.amplitude)
        slower = breath.cycle.total - by.total_s
        return float(
            np.log(breath.p2t_ms + 1.0) - by.per_second * slower - by.per_log_depth * depth
        )


def fit_calibration(
    breaths: Sequence[ScoredBreath], *, person: str, stream_id: str, t: int
) -> BreathingCalibration | None:
    """Return the calibration that breaths give, or None where it does not meet methods 1.6.

    Parameters
    ----------
    breaths : sequence of ScoredBreath
        Breaths of paced breathing; those without a valid P2T are left out.
    person : str
        Whose they are.
    stream_id : str
        The belt they were seen with.
    t : int
        The tick at which the pacer stopped.

    Returns
    -------
    BreathingCalibration or None
        None with fewer than 25 valid breaths, an interquartile range of T_tot below 1 s, an R^2
        below .2, or lengths and depths that go together so closely that their slopes cannot be
        told apart.
    """
    usable = [b for b in breaths if b.p2t_ms is not None and b.cycle.amplitude > 0]
    if len(usable) < MIN_BREATHS:
        return None
    totals = np.array([b.cycle.total for b in usable])
    depths = np.array([b.cycle.amplitude for b in usable])
    low, high = percentiles(totals, 0.25, 0.75)
    if high - low < MIN_IQR_S:
        return None
    total, amplitude = median(totals), median(depths)
    y = np.log(np.array([b.p2t_ms for b in usable], dtype=np.float64) + 1.0)
    x = np.column_stack((np.ones(len(y)), totals - total, np.log(depths / amplitude)))
    if abs(float(np.corrcoef(x[:, 1], x[:, 2])[0, 1])) > MAX_COLLINEAR:
        return None
    slopes, r_squared, covariance = huber_regression(x, y)
    if r_squared < MIN_R2:
        return None
    se = np.sqrt(np.diag(covariance))
    return BreathingCalibration(
        person, stream_id, t, float(slopes[1]), float(slopes[2]), total, amplitude,
        float(totals.min()), float(totals.max()), r_squared, len(usable),
        float(depths.min()), float(depths.max()), float(se[1]), float(se[2]),
        float(covariance[1, 2] / max(se[1] * se[2], MIN_SCALE)),
    )  # fmt: skip


def huber_regression(x: FloatArray, y: FloatArray) -> tuple[FloatArray, float, FloatArray]:
    """Return coefficients, R^2 and covariance of a regression that outliers do not bend.

    Huber 1964; the covariance of the coefficients, shape ``(k, k)``, is that of the weighted fit.

    Iteratively reweighted least squares, a fixed number of rounds, so that the same breaths give
    the same numbers. R^2 is that of the weighted fit.

    Parameters
    ----------
    x : ndarray, shape (n, k)
        Regressors, a column of ones among them.
    y : ndarray, shape (n,)
        Values.
    """
    weights = np.ones(len(y))
    coefficients: FloatArray = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        root = np.sqrt(weights)
        coefficients = np.asarray(
            np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0], dtype=np.float64
        )
        residual = np.abs(y - x @ coefficients)
        scale = max(1.4826 * median(residual), MIN_SCALE)
        weights = np.minimum(1.0, HUBER * scale / np.maximum(residual, MIN_SCALE))
    centre = float(np.average(y, weights=weights))
    total = float(np.sum(weights * (y - centre) ** 2))
    left = float(np.sum(weights * (y - x @ coefficients) ** 2))
    spread = left / max(float(weights.sum()) - x.shape[1], 1.0)
    covariance = spread * np.linalg.pinv((x * weights[:, None]).T @ x)
    return coefficients, 1 - left / total if total > 0 else 0.0, covariance


class Calibration:
    """Collects the breaths of paced breathing; the fit is made when a pacer stops.

    Further paced spans add to it, so three rates in three spans make one calibration.

    Parameters
    ----------
    person : str
        Whose breaths they are.
    stream_id : str
        The belt.
    made : BreathingCalibration, optional
        The one in force from before a restart; one of another belt does not count.
    """

    def __init__(
        self, person: str, stream_id: str, made: BreathingCalibration | None = None
    ) -> None:
        self._person, self._stream_id = person, stream_id
        self._breaths: list[ScoredBreath] = []
        self._paced = False
        self.adjustment: Adjustment | None = None
        """By the newest valid fit; None before the first."""
        if made is not None and made.stream_id == stream_id and made.deepest is not None:
            self.adjustment = Adjustment(made)

    @property
    def n_valid(self) -> int:
        """Breaths with a valid RSA so far."""
        return sum(breath.p2t_ms is not None for breath in self._breaths)

    def update(self, breaths: Sequence[ScoredBreath], t: int, *, paced: bool) -> bool | None:
        """Take in the breaths that ended at tick ``t``; tell when a pacer stopped.

        Parameters
        ----------
        breaths : sequence of ScoredBreath
            Breaths that became final at this tick.
        paced : bool
            Whether paced breathing is marked at this tick.

        Returns
        -------
        bool or None
            True when the pacer stopped and a fit was made, False when it stopped and none could
            be made (an earlier one stays), None otherwise.
        """
        stopped, self._paced = self._paced and not paced, paced
        if paced:
            self._breaths += breaths
        if not stopped:
            return None
        found = fit_calibration(self._breaths, person=self._person, stream_id=self._stream_id, t=t)
        if found is None:
            return False
        self.adjustment = Adjustment(found)
        return True
