"""Looking for garbage seldom, while objects come by the hundred thousand.

Python looks through the newest objects whenever there are 700 more of them, and now and then
through all. Of a session millions are made, and hardly one is garbage: the looking is a sixth of
the work.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 100)
"""So many objects more, looks at the newest, and looks at the next, are there between two looks
at the newest, at those that stayed, and at all."""

_lock = threading.Lock()
_within = 0
_before = gc.get_threshold()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom while this holds, in one thread or several; then as before.

    Who has Python look for none at all, or more seldom than this, has it so.
    """
    global _within, _before
    with _lock:
        if _within == 0:
            _before = gc.get_threshold()
            if 0 < _before[0] < SELDOM[0]:
                gc.set_threshold(*SELDOM)
        _within += 1
    try:
        yield
    finally:
        with _lock:
            _within -= 1
            if _within == 0:
                gc.set_threshold(*_before)
