"""Whose voice it is, and when turns of speech begin and end.

Every person has a microphone, which hears the other too, but less loudly. A frame counts as a
person's where their own channel holds a voice and no other channel that holds one is clearly
louder. Compared is what is louder than each microphone's room.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processing.signals.voice_activity import FRAME_S
from safehold.core.types import FloatArray

BEGINS_AT, ENDS_BELOW = 0.5, 0.35
"""Probabilities at which a voice is taken to begin and to end (Silero's own defaults)."""
APART_DB = 6.0
"""A voice in another microphone that is so much louder there is not this person's."""
NEAR_S = 1.5 * FRAME_S
"""Frames of two microphones so near to each other are of one moment."""
COMPARED_S = 2.5 * FRAME_S
"""Loudness is compared over so much before and after a frame: five frames."""
FLOOR_RISES = 10 ** (0.15 * FRAME_S)
"""The quietest of a channel is its room; it is taken to become louder by 1.5 dB a second."""
ROOM = 2.0
"""The mean power of a room is about so many times its quietest frame's."""
LATE_S = 1.0
"""A microphone is waited for so long."""
PAUSE_S = 0.5
"""A turn runs on over a shorter silence of the same person."""
LEAST_S = 0.25
"""A turn with less voice in it is none: a cough, a chair."""
DROPOUT_S = 3.0
"""After so long without frames a turn is over: its microphone is silent."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Frames of one person."""

    channel: int
    times: FloatArray
    """When each frame begins, s, shape ``(n,)``."""
    speaking: NDArray[np.bool_]
    frames: FloatArray
    """Probability of a voice and level, shape ``(n, 2)``."""
    elsewhere_db: FloatArray
    """Level at the loudest other microphone, shape ``(n,)``; NaN where there is none."""


@dataclass(frozen=True, slots=True)
class _Frame:
    t: float
    probability: float
    level_db: float
    excess: float
    """Power above that of the room."""


class _Channel:
    """What one microphone told of late, and how loud its room is."""

    def __init__(self) -> None:
        self.seen: deque[_Frame] = deque()
        self.waiting: deque[_Frame] = deque()
        self.speaks = False
        self._floor = math.inf

    def take(self, t: float, probability: float, level_db: float) -> None:
        """Take in a frame."""
        power = 10 ** (level_db / 10)
        self._floor = min(self._floor * FLOOR_RISES, power)
        frame = _Frame(t, probability, level_db, max(power - ROOM * self._floor, 0.0))
        self.seen.append(frame)
        self.waiting.append(frame)

    def near(self, t: float, within_s: float) -> list[_Frame]:
        """Return the frames around a time."""
        return [frame for frame in self.seen if abs(frame.t - t) <= within_s]

    def excess(self, t: float) -> float:
        """Return by how much it is louder than the room around a time, as mean power."""
        near = self.near(t, COMPARED_S)
        return sum(frame.excess for frame in near) / len(near) if near else 0.0

    def knows(self, t: float) -> bool:
        """Tell whether all that decides on a time has come."""
        return bool(self.seen) and self.seen[-1].t >= t + COMPARED_S - 0.5 * FRAME_S


class Voices:
    """Decides frame by frame who speaks, the same in any chunking while no microphone is late.

    Parameters
    ----------
    channels : int
        How many microphones, one a person.
    """

    def __init__(self, channels: int) -> None:
        self._channels = [_Channel() for _ in range(channels)]

    def take(self, channel: int, times: FloatArray, frames: FloatArray) -> list[Heard]:
        """Take in frames of a channel; return those of all channels that can be decided now."""
        for t, (p, level) in zip(times.tolist(), frames.tolist(), strict=True):
            self._channels[channel].take(t, p, level)
        newest = max((c.seen[-1].t for c in self._channels if c.seen), default=0.0)
        return self._decided(newest)

    def flush(self) -> list[Heard]:
        """Return what still waits; at the end."""
        return self._decided(math.inf)

    def _decided(self, newest: float) -> list[Heard]:
        found = [self._decide(k, newest) for k in range(len(self._channels))]
        waiting = [c.waiting[0].t for c in self._channels if c.waiting]
        needed = min([newest - LATE_S, *waiting]) - 2 * COMPARED_S
        for channel in self._channels:
            while len(channel.seen) > 1 and channel.seen[0].t < needed:
                channel.seen.popleft()
        return [made for made in found if made is not None]

    def _decide(self, number: int, newest: float) -> Heard | None:
        mine = self._channels[number]
        others = [c for k, c in enumerate(self._channels) if k != number]
        rows = []
        while mine.waiting:
            frame = mine.waiting[0]
            known = all(channel.knows(frame.t) for channel in self._channels)
            if not known and newest - frame.t < LATE_S:
                break
            mine.waiting.popleft()
            own = mine.excess(frame.t)
            louder = any(
                other.excess(frame.t) > own * 10 ** (APART_DB / 10)
                for other in others
                if any(near.probability >= ENDS_BELOW for near in other.near(frame.t, NEAR_S))
            )
            least = ENDS_BELOW if mine.speaks else BEGINS_AT
            mine.speaks = frame.probability >= least and not louder
            elsewhere = _loudest(others, frame.t)
            rows.append((frame.t, mine.speaks, frame.probability, frame.level_db, elsewhere))
        if not rows:
            return None
        made = np.array(rows, dtype=np.float64)
        return Heard(number, made[:, 0], made[:, 1] > 0, made[:, 2:4], made[:, 4])


def _loudest(others: Sequence[_Channel], t: float) -> float:
    """Return the level of the loudest other microphone at a time, dB; NaN where there is none."""
    found = [
        min(near, key=lambda frame: abs(frame.t - t)).level_db
        for other in others
        if (near := other.near(t, NEAR_S))
    ]
    return max(found, default=math.nan)


class TurnWatch:
    """Says when turns begin and end, frame by frame, the same in any chunking."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._end = 0.0
        self._spoken = 0.0
        self._told = False

    def feed(self, times: FloatArray, speaking: NDArray[np.bool_]) -> list[tuple[float, bool]]:
        """Take in frames; return when turns began (True) or ended (False), s.

        Parameters
        ----------
        times : ndarray, shape (n,)
            When each frame begins, s, ascending.
        speaking : ndarray, shape (n,)
            Whether the person speaks in it.
        """
        edges: list[tuple[float, bool]] = []
        for t, speaks in zip(times.tolist(), speaking.tolist(), strict=True):
            edges += self._over(t, PAUSE_S)
            if not speaks:
                continue
            if self._begun is None:
                self._begun, self._spoken, self._told = t, 0.0, False
            self._end = t + FRAME_S
            self._spoken += FRAME_S
            if not self._told and self._spoken >= LEAST_S:
                self._told = True
                edges.append((self._begun, True))
        return edges

    def unseen(self, now: float) -> list[tuple[float, bool]]:
        """Return the end of a turn after which frames stopped, s: a dropout, or the end."""
        return self._over(now, DROPOUT_S)

    def _over(self, now: float, after_s: float) -> list[tuple[float, bool]]:
        if self._begun is None or now - self._end < after_s:
            return []
        self._begun = None
        return [(self._end, False)] if self._told else []
