"""The window under test: offscreen, over a made-up session."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

for _name in ("_fake_session", "_fake_desk", "_leaks", "_user"):
    if _name not in sys.modules:
        _spec = importlib.util.spec_from_file_location(
            _name, Path(__file__).with_name(f"{_name}.py")
        )
        assert _spec is not None
        assert _spec.loader is not None
        _module = importlib.util.module_from_spec(_spec)
        sys.modules[_name] = _module
        _spec.loader.exec_module(_module)


@pytest.fixture(autouse=True)
def _nothing_collected_meanwhile() -> Iterator[None]:
    """Keep the collector away from windows of earlier tests, which nobody holds any more.

    It would delete them in the middle of this test, perhaps inside a paint or beside a job's
    thread, and Qt aborts the interpreter. What a test leaves behind is never looked at again.
    """
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


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
