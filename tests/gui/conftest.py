"""The window under test: offscreen, over a made-up session."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QThread
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.qt.background import JOB

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _here() -> list[QWidget | threading.Thread]:
    """Return all windows, and the threads of jobs."""
    windows = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    return [*windows, *(thread for thread in threading.enumerate() if thread.name == JOB)]


def _threads_of_qt() -> list[QThread]:
    """Return those that Python made and that run."""
    made = [one for one in gc.get_objects() if issubclass(type(one), QThread)]
    return [one for one in made if isValid(one) and one.isRunning()]


@pytest.fixture(scope="session", autouse=True)
def _collections_are_short() -> None:
    """Look no more at what the imports made: a collection takes 5 ms instead of 200."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail where a test leaves a window, a job or a thread of Qt behind.

    Nobody holds it any more, so Python's collector of garbage deletes it at any later moment:
    in the middle of a paint, or in the thread of a job, where Qt aborts the process.
    """
    before, failed = _here(), request.session.testsfailed
    yield
    for _ in range(2):  # windows, then what they delete in turn
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [str(one) for one in (*_here(), *_threads_of_qt()) if one not in before]
    if left and request.session.testsfailed == failed:  # a test that failed may leave things
        pytest.fail(f"outlives the test: {', '.join(left)}")


@pytest.fixture
def keep(qtbot) -> Iterator[Callable]:
    """Hold a window to the end of the test, then close it without a question.

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
