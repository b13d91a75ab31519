"""Opens the small windows beside the main one, on the screen they are meant for."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from gui.pacer_window import Pacer, PacerWindow
from gui.qt_setup import application, check_display, delete
from gui.rating_window import Desk, RatingWindow
from gui.recall_window import RecallWindow, Taker
from gui.style import DARK, LIGHT

UNTIL_MS = 200
SIZE = (1100, 620)


class SideWindow(Protocol):
    """A window that can be started and tells when it is closed."""

    closed: SignalInstance

    def start(self) -> None:
        """Begin to work."""
        ...


def show(
    window: SideWindow,
    *,
    screen: int,
    fullscreen: bool,
    until: Callable[[], bool] | None,
) -> None:
    """Show a window on a screen (counted from 1) until it is closed or ``until`` says so."""
    widget = cast(QWidget, window)
    app = application()
    screens = app.screens()
    widget.resize(*SIZE)
    place = screens[min(max(screen, 1), len(screens)) - 1].availableGeometry()
    widget.move(place.center() - widget.rect().center())
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    asking = QTimer()
    asking.setInterval(UNTIL_MS)
    if until is not None:
        asking.timeout.connect(lambda: widget.close() if until() else None)
        asking.start()
    window.start()
    if fullscreen:
        widget.showFullScreen()
    else:
        widget.show()
    loop.exec()
    asking.stop()
    delete(widget)
    app.processEvents()


def open_rating(
    desk: Desk,
    *,
    dark: bool = False,
    screen: int = 1,
    fullscreen: bool = False,
    until: Callable[[], bool] | None = None,
) -> None:
    """Show a rating window until it is closed.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    application()
    window = RatingWindow(desk, theme=DARK if dark else LIGHT)
    show(window, screen=screen, fullscreen=fullscreen, until=until)


def open_recall(
    taker: Taker,
    *,
    start: float = 0.0,
    dark: bool = False,
    screen: int = 1,
    fullscreen: bool = False,
    until: Callable[[], bool] | None = None,
) -> None:
    """Show the window of a continuous rating until it is closed.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    application()
    window = RecallWindow(taker, start=start, theme=DARK if dark else LIGHT)
    show(window, screen=screen, fullscreen=fullscreen, until=until)


def open_pacer(
    pacer: Pacer,
    *,
    dark: bool = False,
    screen: int = 1,
    fullscreen: bool = False,
    until: Callable[[], bool] | None = None,
) -> None:
    """Show the breathing pacer until it is closed.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    application()
    window = PacerWindow(pacer, theme=DARK if dark else LIGHT)
    show(window, screen=screen, fullscreen=fullscreen, until=until)
