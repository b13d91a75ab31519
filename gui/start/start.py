"""Opens the start window."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QSettings

from gui.look.style import DARK, Theme
from gui.qt.event_loop import run_until_closed
from gui.qt.qt_setup import application, check_display, delete
from gui.start.start_window import StartWindow
from gui.start.workbench_port import WorkbenchPort


def open_start(
    workbench: WorkbenchPort, *, until: Callable[[], bool] | None = None, theme: Theme = DARK
) -> int:
    """Show the start window until it is closed.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what the window asks for.
    until : callable or None
        Asked five times a second, in this thread; True closes the window.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    app = application()
    window = StartWindow(workbench, theme=theme, settings=QSettings("safehold", "window"))
    window.resize(1000, 720)
    run_until_closed(window.closed, window.show, until=until, finish=window.finish)
    delete(window)
    app.processEvents()
    return 0
