"""One line of what ``safehold verify`` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One index of one case: truth beside what the engine and NeuroKit2 say."""

    case: str
    title: str
    index: str
    unit: str
    truth: float | None
    """None: it must be missing."""
    how: str
    value: float | None
    """Mean over the valid ticks, or the worst of them where each must hold."""
    n_valid: int
    n_ticks: int
    neurokit: float | None
    """None where NeuroKit2 has no such index, or fails."""
    error: float | None
    """Engine minus truth, in ``unit``."""
    tolerance: float
    """In ``unit``."""
    passed: bool
    reason: str = ""
    """Commonest reason of a missing value."""
