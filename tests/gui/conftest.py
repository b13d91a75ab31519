"""The window under test: offscreen, over a made-up session."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

_path = Path(__file__).with_name("_fake_session.py")
if "_fake_session" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("_fake_session", _path)
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["_fake_session"] = _module
    _spec.loader.exec_module(_module)


@pytest.fixture
def keep(qtbot) -> Iterator[Callable]:
    """Close a window at the end of the test, and hold it until then.

    A window that only Qt knows is garbage to Python: the collector may run while it is painted
    (painting makes many small objects) and delete it under its own painter.
    """
    kept = []

    def keep_one(window):
        kept.append(window)
        qtbot.addWidget(window, before_close_func=lambda shown: setattr(shown, "_finished", True))
        return window

    yield keep_one
    kept.clear()
