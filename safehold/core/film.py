"""What is read of a film or a sound to find camera marks in it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray


@dataclass(frozen=True, slots=True)
class FilmSignals:
    """What is looked at of a film or a sound."""

    times: FloatArray = field(default_factory=lambda: np.zeros(0))
    """Time stamps of the frames, s, shape ``(n,)``."""
    light: NDArray[np.floating] = field(default_factory=lambda: np.zeros((0, 1)))
    """:func:`processing.signals.sync_flash.block_means` of each frame, ``(n, blocks)``."""
    sound: NDArray[np.floating] = field(default_factory=lambda: np.zeros(0))
    """One channel, ``(n_samples,)``."""
    rate: float = 0.0
    """Samples of the sound per second."""
    sound_start: float = 0.0
    """File time of the first sample, s."""
