"""Opens the small windows beside the main one, on the screen they are meant for."""

from __future__ import annotations

import os
from collections.abc import Callable

from gui.event_loop import run_until_closed
from gui.pacer_window import Pacer, PacerWindow
from gui.qt_setup import application, check_display, delete
from gui.rating_window import Desk, RatingWindow
from gui.recall_window import RecallWindow, Taker
from gui.side_window import SideWindow
from gui.style import DARK, LIGHT

SIZE = (1100, 620)


def show(
    make: Callable[[], SideWindow],
    *,
    screen: int,
    fullscreen: bool,
    until: Callable[[], bool] | None,
) -> None:
    """Show a window on a screen (counted from 1) until it is closed or ``until`` says so."""
    check_display(os.environ)
    app = application()
    window = make()
    screens = app.screens()
    window.resize(*SIZE)
    place = screens[min(max(screen, 1), len(screens)) - 1].availableGeometry()
    window.move(place.center() - window.rect().center())
    window.start()
    run_until_closed(
        window.closed,
        window.showFullScreen if fullscreen else window.show,
        until=until,
        finish=window.close,
    )
    delete(window)
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
    show(
        lambda: RatingWindow(desk, theme=DARK if dark else LIGHT),
        screen=screen,
        fullscreen=fullscreen,
        until=until,
    )


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
    show(
        lambda: RecallWindow(taker, start=start, theme=DARK if dark else LIGHT),
        screen=screen,
        fullscreen=fullscreen,
        until=until,
    )


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
    show(
        lambda: PacerWindow(pacer, theme=DARK if dark else LIGHT),
        screen=screen,
        fullscreen=fullscreen,
        until=until,
    )
