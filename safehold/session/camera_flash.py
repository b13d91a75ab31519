"""A camera mark while it is shown: what is bright now, and afterwards when it really was.

Pure: the time is given. What a window was asked to show and what reached the screen differ, so
the times of the mark are those at which its pictures were handed to the screen, and how far they
may be from the light is said with them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from processing.signals.sync_code import FLASH_S, GUARD_S, SYMBOL_S, Word, flash_level, write_word
from safehold.core.camera_mark import CameraMark

WORST_S = 0.05
"""A symbol that came later or earlier than the others by more spoils the mark, s."""


@dataclass(frozen=True, slots=True)
class Screen:
    """How light follows the hand-over of a picture."""

    refresh_s: float
    """Time between two pictures of the screen."""
    swapped: bool
    """The hand-over waits for the screen (OpenGL); else the picture waits for it."""

    @property
    def delay_s(self) -> float:
        """How much later the light changes, in the middle of what is possible."""
        return self.refresh_s * (1.0 if self.swapped else 1.5)

    @property
    def doubt_s(self) -> float:
        """How far from that it may be: the place on the screen, a compositor, the panel."""
        return self.refresh_s * (0.6 if self.swapped else 1.0)


@dataclass(frozen=True, slots=True)
class Played:
    """A sound that was begun beside the flash."""

    at: float
    """When its first sample should be heard, LSL time."""
    doubt_s: float


class PhaseMarks:
    """Says when a study wants a camera mark: at its beginning and at each change of phase.

    Parameters
    ----------
    wanted : bool
        Whether it wants any.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._phase: str | None = None

    def due(self, phase: str) -> bool:
        """Tell whether one is due while ``phase`` lasts (empty for none)."""
        changed, self._phase = phase != self._phase, phase
        return changed and self._wanted


class FlashShow:
    """One mark, from its first dark moment to its last.

    Parameters
    ----------
    word : ndarray, shape (24,)
        What is flashed.
    begin : float
        LSL time from which the window is dark; the word begins 0.4 s later.
    """

    def __init__(self, word: Word, begin: float) -> None:
        self.word = word
        self.first = begin + GUARD_S
        """When the first symbol is to begin, LSL time."""
        self._changes: list[tuple[bool, float]] = []

    def bright(self, now: float) -> bool:
        """Tell whether the flash is to be bright at LSL time ``now``."""
        return flash_level(self.word, now - self.first)

    def over(self, now: float) -> bool:
        """Tell whether the mark has been shown."""
        return now >= self.first + FLASH_S + GUARD_S

    def presented(self, at: float, *, bright: bool) -> None:
        """Hear that a picture was handed to the screen at LSL time ``at``."""
        before = self._changes[-1][0] if self._changes else False
        if bright != before:
            self._changes.append((bright, at))

    def mark(self, screen: Screen, played: Played | None) -> tuple[float, CameraMark] | None:
        """Return the LSL time at which the flash began, and the mark; None for a spoilt one."""
        levels = np.concatenate(([-1], self.word, [-1]))
        planned = self.first + np.flatnonzero(np.diff(levels)) * SYMBOL_S
        if len(self._changes) != planned.size:
            return None
        late = np.array([at for _, at in self._changes]) - planned
        usual = float(np.median(late))
        if np.abs(late - usual).max() > WORST_S:
            return None
        stamp = self.first + usual + screen.delay_s
        spread = 2 * float(late.std()) / math.sqrt(late.size)
        doubt = screen.doubt_s + spread
        word = write_word(self.word)
        if played is None:
            return stamp, CameraMark(word, doubt)
        return stamp, CameraMark(word, doubt, played.at - stamp, played.doubt_s)
