"""Opens the start window."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QSettings

from gui.desk_like import DeskLike
from gui.event_loop import run_until_closed
from gui.qt_setup import application, check_display, delete
from gui.start_window import StartWindow
from gui.style import DARK, Theme


def open_start(
    desk: DeskLike, *, until: Callable[[], bool] | None = None, theme: Theme = DARK
) -> int:
    """Show the start window until it is closed.

    Parameters
    ----------
    desk : DeskLike
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
    window = StartWindow(desk, theme=theme, settings=QSettings("safehold", "window"))
    window.resize(1000, 720)
    run_until_closed(window.closed, window.show, until=until, finish=window.finish)
    delete(window)
    app.processEvents()
    return 0
