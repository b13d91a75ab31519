"""What paced breathing tells of a person: how RSA depends on the breath."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BreathingCalibration:
    """How a person's RSA depends on breathing, from paced breathing with this belt (methods 1.6).

    Slopes of ``ln(P2T + 1 ms)`` on breathing, and the breathing they are counted from.
    """

    person: str
    stream_id: str
    """The belt it was made with: depths are in its unit."""
    t: int
    """Tick at which it was made: when the pacer stopped."""
    per_second: float
    """b1: change per second of T_tot."""
    per_log_depth: float
    """b2: change per unit of ln amplitude."""
    total_s: float
    """T_tot of the calibration (median), s."""
    amplitude: float
    """Amplitude of the calibration (median), belt unit."""
    shortest_s: float
    longest_s: float
    r_squared: float
    n_breaths: int
    shallowest: float | None = None
    """Least amplitude of the calibration, belt unit; this and what follows is None in journals of
    older versions, whose calibrations are not used."""
    deepest: float | None = None
    se_per_second: float | None = None
    """Standard error of b1."""
    se_per_log_depth: float | None = None
    slope_correlation: float | None = None
    """Correlation of the errors of both slopes."""
