"""What tests of several rooms need."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from safehold.core.types import Event, Role, StreamSpec

ROOT = Path(__file__).resolve().parents[1]
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


def spec(
    stream_id: str, role: Role, *, rate: float, unit: str = "mV", **changes: str | None
) -> StreamSpec:
    """Return what a stream of the client is, or of another person, called like its id."""
    made = StreamSpec(stream_id, stream_id, role.value, stream_id, role, "client", unit, rate)
    return replace(made, **changes)  # type: ignore[arg-type]


def script(path: str) -> ModuleType:
    """Return a script of ``bench`` or ``docs`` as a module, to call what it is made of.

    Parameters
    ----------
    path : str
        Its place in the repository, such as ``docs/update_keys.py``.
    """
    name = Path(path).stem
    found = importlib.util.spec_from_file_location(name, ROOT / path)
    assert found is not None
    assert found.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
