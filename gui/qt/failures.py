"""Errors in the window's own code: kept in the log, told to the session, and nothing else stops.

Qt calls our slots and event handlers; an error in one of them would only be printed on a terminal
that nobody sees. Each kind is reported once, so that one knows of a key that did nothing.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from safehold.core.messages import unforeseen

log = logging.getLogger("safehold.gui")

AGAIN_S = 10.0
"""Report the same error again after this long, s; a panel may fail 30 times a second."""


class Failures(QObject):
    """Takes errors and tells them in a sentence; one object for all windows (:func:`failures`).

    Parameters
    ----------
    wall : callable
        Monotonic seconds.
    """

    told = Signal(object)

    def __init__(self, wall: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._wall = wall
        self._last: dict[str, float] = {}

    def take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take an error that nobody has caught; fits ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), traceback)
            return
        text = unforeseen(error or kind())
        now = self._wall()
        if now - self._last.get(text, -AGAIN_S) < AGAIN_S:
            return
        self._last[text] = now
        log.error("a part of the window failed", exc_info=(kind, error or kind(), traceback))
        self.told.emit(text)

    def guard(self, part: Callable[[], object]) -> None:
        """Call a part of the window; its error is taken, so that the parts after it go on."""
        try:
            part()
        except Exception as error:  # noqa: BLE001 - taken, not hidden
            self.take(type(error), error, error.__traceback__)


_failures: list[Failures] = []


def failures() -> Failures:
    """Return the one object that takes errors of the window's code."""
    if not _failures:
        _failures.append(Failures())
    return _failures[0]


def watch_for_failures() -> None:
    """Have errors in slots and event handlers told from now on."""
    sys.excepthook = failures().take
