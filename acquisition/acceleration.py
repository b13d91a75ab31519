"""What the streams of accelerometers have in common: units and axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from acquisition.roles import normalise_unit
from safehold.core.types import FloatArray, StreamSpec

AXES = 3
UNITS_MG = {"mg": 1.0, "g": 1000.0, "m/s2": 1000.0 / 9.80665, "m/s^2": 1000.0 / 9.80665}


def mg_per(unit: str) -> float | None:
    """Return how many mg a unit is; None where it is unknown."""
    return UNITS_MG.get(normalise_unit(unit))


def axes_of(spec: StreamSpec, values: NDArray[Any]) -> FloatArray:
    """Return the axes of an accelerometer, shape ``(n, axes)``, in the stream's unit.

    They are all channels, or in a stream with others too the three from its own channel on.
    """
    first = spec.channel if values.shape[1] > AXES else 0
    return values[:, first : first + AXES].astype(np.float64)
