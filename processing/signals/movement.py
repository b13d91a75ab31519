"""When a person moves about, from an accelerometer that is worn (methods 3.4).

Measured is the mean amplitude deviation (MAD) of the length of the acceleration vector in epochs
of 5 s, which does not depend on how the sensor sits. The limit between light and moderate activity
(3 MET), 91 mg at the hip, is of Vaha-Ypya et al. 2015 (doi:10.1371/journal.pone.0134813): slow
walking exceeds it, breathing and quiet talk do not. Who sits less still has a higher limit.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from processing.clock.order import percentiles
from safehold.core.types import FloatArray

EPOCH_S = 5.0
LIMIT_MG = 91.0
OWN_FACTOR = 5.0
"""A person's own limit is so many times how much they move when they are quiet."""
QUIET_SHARE = 0.25
"""Quiet are the quietest quarter of the last epochs."""
REMEMBERED = 60
"""Epochs that tell how quiet somebody is: five minutes."""
LEAST_EPOCHS = 6
LEAST_SAMPLES = 20
"""An epoch with fewer samples tells nothing."""


def mean_amplitude_deviation(values: FloatArray) -> float:
    """Return the MAD of accelerations, shape ``(n, axes)``, in their unit."""
    length = np.sqrt((values**2).sum(axis=1))
    return float(np.abs(length - length.mean()).mean())


class MovementWatch:
    """Says when movement begins and ends, epoch by epoch, the same in any chunking."""

    def __init__(self) -> None:
        self._epoch: int | None = None
        self._parts: list[FloatArray] = []
        self._seen: deque[float] = deque(maxlen=REMEMBERED)
        self._moving = False

    def feed(self, times: FloatArray, values: FloatArray) -> list[tuple[float, bool]]:
        """Take in samples; return when movement began (True) or ended (False), s.

        Parameters
        ----------
        times : ndarray, shape (n,)
            Session time, s, ascending.
        values : ndarray, shape (n, axes)
            Acceleration, mg.
        """
        usable = np.isfinite(times) & np.isfinite(values).all(axis=1)
        times, values = times[usable], values[usable]
        edges = []
        epochs = np.floor(times / EPOCH_S).astype(int)
        for epoch in np.unique(epochs).tolist():
            if self._epoch is not None and epoch > self._epoch:
                edges += self._judge(self._epoch)
                if epoch > self._epoch + 1 and self._moving:  # nobody knows: a gap
                    self._moving = False
                    edges.append((EPOCH_S * (self._epoch + 1), False))
            if self._epoch is None or epoch > self._epoch:
                self._epoch, self._parts = epoch, []
            self._parts.append(values[epochs == epoch])
        return edges

    def unseen(self, now: float) -> list[tuple[float, bool]]:
        """Return the end of a movement when nothing has come for a whole epoch, s: a dropout."""
        if self._epoch is None or not self._moving or now < EPOCH_S * (self._epoch + 2):
            return []
        end = EPOCH_S * (self._epoch + 1)
        self._epoch, self._moving = None, False
        return [(end, False)]

    def _judge(self, epoch: int) -> list[tuple[float, bool]]:
        values = np.concatenate(self._parts)
        if len(values) < LEAST_SAMPLES:
            return []
        mad = mean_amplitude_deviation(values)
        moving = mad > self.limit_mg
        self._seen.append(mad)
        if moving == self._moving:
            return []
        self._moving = moving
        return [(EPOCH_S * epoch, moving)]

    @property
    def limit_mg(self) -> float:
        """The person's limit now, mg."""
        if len(self._seen) < LEAST_EPOCHS:
            return LIMIT_MG
        (quiet,) = percentiles(np.array(self._seen), QUIET_SHARE)
        return max(LIMIT_MG, OWN_FACTOR * quiet)
