"""What tests of several rooms need."""

from __future__ import annotations

import time
from collections.abc import Callable

from safehold.core.types import Event

PATIENCE = 4
"""Deadlines are for a machine with nothing else to do; one that is busy is waited for longer."""


def wait_until(condition: Callable[[], object], timeout: float = 30.0, what: str = "") -> float:
    """Wait for a condition; return after how many seconds it held, fail after the deadline."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > PATIENCE * timeout:
            raise AssertionError(f"not within {PATIENCE * timeout:g} s: {what}")
        time.sleep(0.01)
    return time.monotonic() - began


def point(event_id: str, onset: float, code: str = "ev.challenge") -> Event:
    """Return a point event."""
    return Event(event_id, code, onset)
