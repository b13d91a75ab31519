"""How long something takes yet, from the share of it that is done."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

LEAST_S, LEAST_SHARE = 3.0, 0.04
"""Before that nothing is said: a share of the first moments tells nothing."""


class TimeLeft:
    """Tells the time left of one piece of work.

    Parameters
    ----------
    clock : callable
        Seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def words(self, share: float) -> str:
        """Return about how long it takes yet; empty while that cannot be told, or is over."""
        spent = self._clock() - self._began
        if spent < LEAST_S or not LEAST_SHARE <= share < 1:
            return ""
        left = spent * (1 - share) / share
        if left < 60:
            return _tr("about {0} s left").format(max(5, 5 * math.ceil(left / 5)))
        return _tr("about {0} min left").format(math.ceil(left / 60))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimeLeft", text)
