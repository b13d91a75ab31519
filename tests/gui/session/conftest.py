"""The main window over the made-up session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gui.session.main_window import MainWindow
from tests.gui._fake_session import make_session


@pytest.fixture
def window(keep: Callable[[MainWindow], MainWindow]) -> MainWindow:
    shown = keep(MainWindow(make_session("activation")))
    shown.prepare()
    return shown
