"""When a key was pressed: the moment of the input event, not that of its handling.

A key press waits while the window paints. Each input event carries the time at which the window
system took it, on that system's clock (ms). Where it is our monotonic clock (Linux, Windows and
macOS count from the computer's start) the delay is the difference. Where it is another one, the
shortest way that any event has taken ties the clocks, and what a press took longer is its delay.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputEvent, QWindow

LONGEST_DELAY_S = 2.0
"""More than this is another clock (it was set, or it began again), not a delay."""
REMEMBERED = 200
"""So many events tie the clocks: enough to hold fast ones, few enough to follow a drift."""
PRESSES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class InputDelay:
    """The delay of input events from their own stamps.

    Parameters
    ----------
    longest_s : float
        Delays above this start the estimate again.
    """

    def __init__(self, *, longest_s: float = LONGEST_DELAY_S) -> None:
        self._longest_s = longest_s
        self._same_clock = False
        self._offsets: deque[float] = deque(maxlen=REMEMBERED)

    def of(self, stamp_ms: int, arrival_s: float) -> float:
        """Return how long an event waited, s; 0 where its stamp does not tell.

        Parameters
        ----------
        stamp_ms : int
            The event's own stamp, ms on the window system's clock; 0 for none.
        arrival_s : float
            When it arrived here, s on a monotonic clock.
        """
        if stamp_ms <= 0:
            return 0.0
        offset = arrival_s - stamp_ms / 1000.0
        if not self._offsets and 0.0 <= offset <= self._longest_s:
            self._same_clock = True
        if self._same_clock and 0.0 <= offset <= self._longest_s:
            return offset
        self._same_clock = False
        if self._offsets and abs(offset - min(self._offsets)) > self._longest_s:
            self._offsets.clear()
        self._offsets.append(offset)
        return offset - min(self._offsets)


class KeyStamps(QObject):
    """Watches a native window and remembers when the newest press was made.

    The filter sits on the native window, which gets every input event first: a filter on the
    application would run for each paint and timer event too.

    Parameters
    ----------
    wall : callable
        Monotonic seconds.
    """

    def __init__(self, wall: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._wall = wall
        self._delay = InputDelay()
        self._moment: float | None = None

    def watch(self, window: QWindow) -> None:
        """Begin to watch; does nothing the second time."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the stamp of an input event; nothing is filtered out."""
        arrival = self._wall()
        if isinstance(event, QInputEvent):
            delay = self._delay.of(event.timestamp(), arrival)
            if event.type() in PRESSES:
                self._moment = arrival - delay
        return False

    def take_age(self) -> float:
        """Return how long ago the press that is being handled was made, s.

        0 for a press that did not come through the window system, and when asked twice.
        """
        moment, self._moment = self._moment, None
        return 0.0 if moment is None else max(0.0, self._wall() - moment)
