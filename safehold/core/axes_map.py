"""The map of heart rate and vagal index: where a person was on the plane of both axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safehold.core.settings import ZoneSettings
from safehold.core.types import FloatArray


@dataclass(frozen=True, slots=True)
class MapPart:
    """The seconds of one part: the whole, or those in which a code holds."""

    label: str
    seconds: int
    """Valid seconds."""
    period: int
    """Seconds of the part, valid or not."""
    density: FloatArray | None
    """Share of the valid seconds per cell, shape ``(n, n)``, first axis v upwards, second a;
    sums to 1. None where less than 60 % of the part, or less than 30 s, is valid."""
    shares: Mapping[str, float] | None
    """Share of the valid seconds in ``high``, ``within`` and ``low``; None with the density."""
    outside: float = 0.0
    """Share of the valid seconds that lie beyond the limit of the map."""


@dataclass(frozen=True, slots=True)
class AxesMap:
    """Density and path of one person, with the bands of the zone rule."""

    person: str
    vagal_index: str
    """``ln_rmssd`` or ``ln_cvsd``; empty where there is none (then the map is empty)."""
    zones: ZoneSettings
    """Thresholds drawn as bands."""
    edges: FloatArray
    """Edges of the cells on both axes, z, shape ``(n + 1,)``: from minus to plus the limit; what
    lies beyond counts, and is drawn, on the edge."""
    path_t: FloatArray
    """Session time of the path's points, s, shape ``(m,)``."""
    path_a: FloatArray
    """Arousal along the path, z; NaN where a stretch ends."""
    path_v: FloatArray
    whole: MapPart
    parts: tuple[MapPart, ...]
    """One per code asked for, in that order."""
    provisional: bool = False
    """True when the baseline behind any second is provisional."""

    @property
    def limit(self) -> float:
        """The axes go from minus to plus this, z."""
        return float(self.edges[-1])
