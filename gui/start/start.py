"""Opens the start window."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from gui.look.style import DARK, THEMES
from gui.look.translation import LANGUAGES, install_language
from gui.qt.event_loop import run_until_closed
from gui.qt.qt_setup import application, check_display, delete, room_for
from gui.start.start_window import LANGUAGE_KEY, THEME_KEY, StartWindow
from gui.start.workbench_port import WorkbenchPort
from safehold.cli.window import LANGUAGE_VARIABLE

SIZE = (1320, 820)
"""The table of sessions has nine columns."""


def open_start(
    workbench: WorkbenchPort,
    *,
    until: Callable[[], bool] | None = None,
    path: Path | None = None,
    receipt_of: Path | None = None,
    news: Callable[[], str] | None = None,
    settings: QSettings | None = None,
) -> int:
    """Show the start window until it is closed; in another language it is opened again.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what the window asks for.
    until : callable or None
        Asked five times a second, in this thread; True closes the window.
    path : Path or None
        A study, a session or a recording that is shown at once.
    receipt_of : Path or None
        A session whose receipt is shown at once.
    news : callable or None
        Asked twice a second for what is said above that receipt.
    settings : QSettings or None
        What was chosen before; None takes the user's.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    kept = settings if settings is not None else QSettings("safehold", "window")
    app = application()
    if not os.environ.get(LANGUAGE_VARIABLE):
        _speak(str(kept.value(LANGUAGE_KEY) or ""))
    again = True
    while again:
        theme = THEMES.get(str(kept.value(THEME_KEY)), DARK)
        window = StartWindow(workbench, theme=theme, settings=kept)
        window.resize(*room_for(SIZE))
        if path is not None:
            window.open_path(path)
        if receipt_of is not None:
            window.open_receipt(receipt_of, news)
        run_until_closed(window.closed, window.show, until=until, finish=window.finish)
        again, path, receipt_of = bool(window.other_language), None, None
        if again:
            _speak(window.other_language)
        delete(window)
        app.processEvents()
    return 0


def _speak(language: str) -> None:
    """Have this process and its children speak a language of the window; others are left out."""
    if language in LANGUAGES:
        os.environ[LANGUAGE_VARIABLE] = install_language(language)
