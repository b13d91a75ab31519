"""What stands behind ``safehold listen``: sound in, voice activity out, and nothing kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from acquisition.bluetooth.clocks import SensorClock
from acquisition.lsl import local_clock
from acquisition.side_outlets import SpeechOutlet
from processing.signals.voice_activity import FRAME_S, Network, VoiceActivity
from processing.signals.voices import Heard, Voices
from safehold.core.types import FloatArray

LOST_S = 3.0
"""A microphone of which nothing was read for so long starts over: sound may be lost."""
_SMOOTH = 0.02
"""How much a frame counts in the levels that are shown: about 1.6 s of voice."""


@dataclass(slots=True)
class SpeakerState:
    """How one person's microphone does."""

    person: str
    level_db: float = math.nan
    """Of the last frame."""
    speaking: bool = False
    voice_db: float = math.nan
    """Usual level while the person speaks."""
    apart_db: float = math.nan
    """By how much the other microphones hear this voice less loudly; NaN: not known."""
    heard_s: float = 0.0
    spoken_s: float = 0.0


@dataclass(slots=True)
class _Microphone:
    """One device, with a channel for each of its people."""

    channels: tuple[int, ...]
    voices: list[VoiceActivity]
    clock: SensorClock = field(default_factory=lambda: SensorClock(1 / FRAME_S))
    frames: int = 0
    last: float = math.nan


class SpeechSource:
    """Turns sound into voice activity of every person, and publishes that.

    The sound of a block is forgotten when :meth:`take` returns. No method writes or gives it away.

    Parameters
    ----------
    people : sequence of sequence of str
        For each microphone the people on its channels: ``[["client", "therapist"]]`` for one with
        two channels, ``[["client"], ["therapist"]]`` for one a person.
    network : callable, optional
        Makes the network of a channel; by default Silero's.
    outlet : callable, optional
        Makes the stream of a person from label and rate.
    """

    def __init__(
        self,
        people: Sequence[Sequence[str]],
        *,
        network: Callable[[], Network] | None = None,
        outlet: Callable[[str, float], SpeechOutlet] = SpeechOutlet,
    ) -> None:
        labels = [label for mine in people for label in mine]
        self._network = network
        self._microphones: list[_Microphone] = []
        for mine in people:
            first = sum(len(m.channels) for m in self._microphones)
            channels = tuple(range(first, first + len(mine)))
            self._microphones.append(_Microphone(channels, [self._voice() for _ in mine]))
        self._voices = Voices(len(labels))
        self.people = tuple(SpeakerState(label) for label in labels)
        self._outlets = [outlet(label, 1 / FRAME_S) for label in labels]

    def _voice(self) -> VoiceActivity:
        return VoiceActivity(None if self._network is None else self._network())

    def clock(self) -> float:
        """Return the LSL time, s."""
        return local_clock()

    def take(self, microphone: int, samples: FloatArray, arrival: float) -> None:
        """Take in sound of a microphone and publish what it tells.

        Parameters
        ----------
        microphone : int
            Its place, from 0.
        samples : FloatArray
            Shape ``(n, channels)``, 16 kHz, within -1 to 1.
        arrival : float
            LSL time at which the last of them had come, s.
        """
        mine = self._microphones[microphone]
        if arrival - mine.last > LOST_S:
            mine.voices = [self._voice() for _ in mine.channels]
            mine.clock, mine.frames = SensorClock(1 / FRAME_S), 0
        mine.last = arrival
        found = [voice.feed(samples[:, k]) for k, voice in enumerate(mine.voices)]
        frames = np.concatenate(found, axis=1)
        if not len(frames):
            return
        mine.frames += len(frames)
        for placed in mine.clock.place(arrival, FRAME_S * (mine.frames - 1), frames):
            # a frame is complete, and arrives, at its end
            times = placed.times - FRAME_S
            for k, channel in enumerate(mine.channels):
                heard = self._voices.take(channel, times, placed.values[:, 2 * k : 2 * k + 2])
                for each in heard:
                    self._publish(each)

    def _publish(self, heard: Heard) -> None:
        speaking = heard.speaking.astype(np.float64)
        rows = np.column_stack((speaking, heard.frames)).astype(np.float32)
        self._outlets[heard.channel].push_chunk(rows, heard.times)
        state = self.people[heard.channel]
        state.heard_s += FRAME_S * len(rows)
        state.spoken_s += FRAME_S * float(speaking.sum())
        state.level_db, state.speaking = float(heard.frames[-1, 1]), bool(heard.speaking[-1])
        levels = heard.frames[:, 1]
        for level, elsewhere in zip(
            levels[heard.speaking], heard.elsewhere_db[heard.speaking], strict=True
        ):
            state.voice_db = _followed(state.voice_db, float(level))
            state.apart_db = _followed(state.apart_db, float(level - elsewhere))

    @property
    def connected(self) -> bool:
        """True while somebody (recorder or workbench) reads all streams."""
        return all(outlet.has_consumers() for outlet in self._outlets)

    def close(self) -> None:
        """Take the streams off the network."""
        for heard in self._voices.flush():
            self._publish(heard)
        for outlet in self._outlets:
            outlet.close()


def _followed(usual: float, seen: float) -> float:
    """Return a usual value after one more was seen."""
    if not math.isfinite(seen):
        return usual
    return seen if math.isnan(usual) else usual + _SMOOTH * (seen - usual)
