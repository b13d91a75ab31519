"""Whose voice it is, and when turns of speech begin and end.

Every person has a microphone, which hears the other too, but less loudly. A frame counts as a
person's where their own channel holds a voice and no other channel that holds one is clearly
louder.
"""

from __future__ import annotations

import math
from collections import deque
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
"""Frames of two microphones so near to each other are compared."""
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


class Voices:
    """Decides frame by frame who speaks, the same in any chunking while no microphone is late.

    Parameters
    ----------
    channels : int
        How many microphones, one a person.
    """

    def __init__(self, channels: int) -> None:
        self._waiting: list[deque[tuple[float, float, float]]] = [deque() for _ in range(channels)]
        self._seen: list[deque[tuple[float, float, float]]] = [deque() for _ in range(channels)]
        self._speaks = [False] * channels

    def take(self, channel: int, times: FloatArray, frames: FloatArray) -> list[Heard]:
        """Take in frames of a channel; return those of all channels that can be decided now."""
        for t, (p, level) in zip(times.tolist(), frames.tolist(), strict=True):
            self._waiting[channel].append((t, p, level))
            self._seen[channel].append((t, p, level))
        newest = max((seen[-1][0] for seen in self._seen if seen), default=0.0)
        return [made for k in range(len(self._waiting)) if (made := self._decide(k, newest))]

    def flush(self) -> list[Heard]:
        """Return what still waits; at the end."""
        return [made for k in range(len(self._waiting)) if (made := self._decide(k, float("inf")))]

    def _decide(self, channel: int, newest: float) -> Heard | None:
        others = [seen for k, seen in enumerate(self._seen) if k != channel]
        waiting, rows = self._waiting[channel], []
        while waiting:
            t, p, level = waiting[0]
            known = all(seen and seen[-1][0] >= t + NEAR_S for seen in others)
            if not known and newest - t < LATE_S:
                break
            waiting.popleft()
            near = [
                [(abs(at - t), q, other) for at, q, other in seen if abs(at - t) <= NEAR_S]
                for seen in others
            ]
            louder = any(
                q >= ENDS_BELOW and other > level + APART_DB
                for group in near
                for _, q, other in group
            )
            loudest = max((min(group)[2] for group in near if group), default=math.nan)
            least = ENDS_BELOW if self._speaks[channel] else BEGINS_AT
            self._speaks[channel] = p >= least and not louder
            rows.append((t, float(self._speaks[channel]), p, level, loudest))
        self._forget(newest)
        if not rows:
            return None
        made = np.array(rows)
        return Heard(channel, made[:, 0], made[:, 1] > 0, made[:, 2:4], made[:, 4])

    def _forget(self, newest: float) -> None:
        """Drop frames that no frame is to be compared with any more."""
        needed = min((w[0][0] for w in self._waiting if w), default=newest)
        needed = min(needed, newest - LATE_S)
        for seen in self._seen:
            while len(seen) > 1 and seen[0][0] < needed - 2 * NEAR_S:
                seen.popleft()


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
