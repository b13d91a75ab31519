"""Where a replay stands, and how it moves: time alone, no data."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MIN_SPEED, MAX_SPEED = 0.1, 1000.0


class Playhead:
    """A session time that runs, halts and jumps; any thread may ask and steer.

    Parameters
    ----------
    begin, end : float
        First and last session time, s.
    limit : callable
        Returns how far one can go now, s: at most the end.
    speed : float
        Multiple of the speed of time.
    wall : callable
        Monotonic seconds.
    """

    def __init__(
        self,
        begin: float,
        end: float,
        *,
        limit: Callable[[], float],
        speed: float = 1.0,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self.begin, self.end = begin, end
        self.looped: tuple[float, float] | None = None
        """The span that is played again and again, s."""
        self.paused = False
        self._limit, self._wall = limit, wall
        self._speed = speed
        self._position, self._anchor = begin, wall()
        self._asked, self._seen = 1, 0
        self._condition = threading.Condition()

    @property
    def span(self) -> tuple[float, float]:
        """First and last session time, s."""
        return self.begin, self.end

    @property
    def speed(self) -> float:
        """Multiple of the speed of time."""
        return self._speed

    @property
    def ended(self) -> bool:
        """True while it stands at the end."""
        return self.now() >= self.end

    def start(self) -> None:
        """Run from here on."""
        with self._held():
            pass

    def now(self) -> float:
        """Return the session time, s; a loop begins again, and at the end it halts."""
        with self._condition:
            self._settle()
            return self._position

    def set_speed(self, factor: float) -> None:
        """Change the speed; 0.1 to 1000."""
        with self._held():
            self._speed = min(max(factor, MIN_SPEED), MAX_SPEED)

    def pause(self, *, paused: bool) -> None:
        """Halt or go on; from the end, go on from the beginning."""
        with self._held():
            self.paused = paused
            if not paused and self._position >= self.end:
                self._position = self.begin

    def seek(self, t: float) -> None:
        """Go to a session time, s, as far as one can."""
        with self._held():
            self._position = min(max(t, self.begin), self._limit())

    def loop(self, span: tuple[float, float] | None) -> None:
        """Play a span again and again, or no longer; go to it from outside."""
        with self._held():
            self.looped = span
            if span is not None and not span[0] <= self._position < span[1]:
                self._position = min(max(span[0], self.begin), self._limit())

    def advance(self, frame_s: float, rest_s: float) -> tuple[float, bool]:
        """Wait for the next frame.

        Parameters
        ----------
        frame_s, rest_s : float
            How long to wait, while it runs and while it is halted, s.

        Returns
        -------
        now : float
            Session time, s.
        asked : bool
            Whether something was asked for since the last call: then there was no waiting.
        """
        with self._condition:
            if self._asked == self._seen:
                self._condition.wait(rest_s if self.paused else frame_s)
            asked, self._seen = self._asked != self._seen, self._asked
            self._settle()
            return self._position, asked

    def wake(self) -> None:
        """End a wait at once."""
        with self._held():
            pass

    def _settle(self) -> None:
        """Come to where it stands at this moment."""
        wall = self._wall()
        past, self._anchor = (wall - self._anchor) * self._speed, wall
        if self.paused:
            return
        now = min(self._position + past, max(self._limit(), self._position))
        if self.looped is not None and now >= self.looped[1]:
            now = min(max(self.looped[0], self.begin), self._limit())
        self._position, self.paused = now, now >= self.end

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold time still while something is changed, and have it shown at once."""
        with self._condition:
            self._settle()
            yield
            self._asked += 1
            self._condition.notify_all()
