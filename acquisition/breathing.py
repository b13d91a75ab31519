"""Breathing movement from a chest strap's accelerometer.

The chest wall tilts and moves the strap by some mg with every breath. The acceleration is
averaged to about 25 values per second (which removes the heart's own movement), and projected on
the one direction that moved most at breathing frequencies in the first 30 s. Nothing else is done
to it: the samples keep their times, and the engine filters and judges them like those of a belt.
What cannot be known is said in the stream's header: whether up is inspiration, and whether a
movement was a breath.
"""

from __future__ import annotations

import math

import numpy as np

from safehold.core.types import FloatArray

OUTPUT_HZ = 25.0
CALIBRATION_S = 30.0
BAND_HZ = (0.1, 0.6)
LEAST_SHARE = 0.75
"""The main direction must carry at least this share of the movement in the band. Of 4000 simulated
stretches of movement without direction, 0.1 % reached 0.72."""
_GAP = 2.5


class BreathingMovement:
    """Respiration waveform from acceleration, causal after its calibration.

    Parameters
    ----------
    rate : float
        Samples per second of the acceleration.
    """

    def __init__(self, rate: float) -> None:
        self._block = max(1, round(rate / OUTPUT_HZ))
        self._period = 1 / rate
        self.rate = rate / self._block
        """Samples per second of the waveform."""
        self.axis: FloatArray | None = None
        """The direction in use, a unit vector; None until calibrated."""
        self.share = math.nan
        """Share of the movement in the breathing band that lies along ``axis``, 0-1."""
        self._centre = np.zeros(3)
        self._last = math.nan
        self._times = np.empty(0)
        self._values = np.empty((0, 3))
        self._calibration: list[FloatArray] = []

    def feed(self, times: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return times and values of the waveform, mg; nothing before the calibration is done.

        Parameters
        ----------
        times : array
            Shape ``(n,)``, s.
        values : array
            Acceleration, shape ``(n, 3)``, mg.
        """
        if len(times) == 0:
            return times, times
        if times[0] - self._last > _GAP * self._period:
            self._times, self._values = np.empty(0), np.empty((0, 3))
            self._calibration.clear()
        self._last = float(times[-1])
        self._times = np.concatenate((self._times, times))
        self._values = np.concatenate((self._values, values))
        n = len(self._times) // self._block * self._block
        at = self._times[:n].reshape(-1, self._block).mean(axis=1)
        means = self._values[:n].reshape(-1, self._block, 3).mean(axis=1)
        self._times, self._values = self._times[n:], self._values[n:]
        if self.axis is None:
            self._calibrate(means)
            return np.empty(0), np.empty(0)
        return at, (means - self._centre) @ self.axis

    def _calibrate(self, means: FloatArray) -> None:
        self._calibration.extend(means)
        if len(self._calibration) < CALIBRATION_S * self.rate:
            return
        data = np.array(self._calibration)
        self._calibration.clear()
        centre = data.mean(axis=0)
        spectrum = np.fft.rfft((data - centre) * np.hanning(len(data))[:, None], axis=0)
        hz = np.fft.rfftfreq(len(data), 1 / self.rate)
        band = spectrum[(hz >= BAND_HZ[0]) & (hz <= BAND_HZ[1])]
        powers, axes = np.linalg.eigh((band.conj().T @ band).real)
        share = float(powers[-1] / powers.sum()) if powers.sum() > 0 else 0.0
        if share < LEAST_SHARE:
            return  # no one direction stands out, as after moving about: try the next 30 s
        axis = axes[:, -1]
        self.axis = axis * np.sign(axis[np.argmax(np.abs(axis))])
        self.share = share
        self._centre = centre
