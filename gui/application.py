"""Opens the window, or renders it into a file where there is no display."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, QTimer

from gui.look.style import DARK, Theme
from gui.panels.media_view import MediaView
from gui.qt.event_loop import run_until_closed
from gui.qt.film_reader import read_film
from gui.qt.microphone import microphones
from gui.qt.qt_setup import (
    application,
    check_display,
    delete,
    offscreen_where_needed,
    room_for,
    save_picture,
)
from gui.qt.questions import LeavesRecorder
from gui.qt.sound_reader import read_sound
from gui.session.main_window import MainWindow
from gui.session.map_window import save_map_png
from gui.session.recall_window import RecallWindow
from gui.session.spectator import Spectator
from gui.side.side_windows import open_flash, open_listen, open_pacer, open_rating, show
from gui.start.start import open_start
from safehold.core.media import MediaPlace
from safehold.session.model import SessionModel
from safehold.session.ports import Beside, Session, SidePlace, Taker, Transport, View
from safehold.session.status import SessionState

__all__ = [
    "check_display", "microphones", "open_flash", "open_listen", "open_pacer", "open_rating",
    "open_recall", "open_start", "open_window", "read_film", "read_sound", "render_png",
    "save_map_png",
]  # fmt: skip


SIZE = (1600, 900)
"""Of the session's window on a screen that has more."""


def open_window(
    session: Session,
    *,
    until: Callable[[], bool] | None = None,
    screenshot: Path | None = None,
    fullscreen: bool = False,
    theme: Theme = DARK,
    review: bool = False,
) -> int:
    """Show the window until it is closed or the session is over, then end the session.

    A replay stays open at its end until it is closed. Where the user chose to go on recording
    without the window, ``session.leave()`` is called instead of ``session.stop()``.

    Parameters
    ----------
    until : callable or None
        Asked five times a second, in this thread; True closes the window without a question.
    screenshot : Path or None
        Where to save a picture of the window as it was at its end.
    review : bool
        Open the window for beats and breaths too; of a replay.

    Returns
    -------
    int
        0, or 1 when the session failed (the status says why).

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    app = application()
    window = MainWindow(session, theme=theme, settings=QSettings("safehold", "window"))
    window.resize(*room_for(SIZE))
    window.refresh()
    window.start()
    if review:
        QTimer.singleShot(
            0, window, window.windows.show_review
        )  # over the window, once it is there
    run_until_closed(
        window.closed,
        _opening(window, fullscreen=fullscreen),
        until=until,
        finish=window.finish,
    )
    status = session.model.status
    failed = status is not None and status.state is SessionState.FAILED
    if screenshot is not None:
        save_picture(window, screenshot)
    leave = window.leaves_recorder
    delete(window)
    app.processEvents()
    if leave and isinstance(session, LeavesRecorder):
        session.leave()
    else:
        session.stop()
    return 1 if failed else 0


def _opening(window: MainWindow, *, fullscreen: bool) -> Callable[[], None]:
    """Return how the window is shown: over the whole of a screen that is smaller than it wants."""
    if fullscreen:
        return window.showFullScreen
    small = window.size().width() < SIZE[0] or window.size().height() < SIZE[1]
    return window.showMaximized if small else window.show


def open_recall(
    taker: Taker, transport: Transport, place: SidePlace, *, seen: tuple[Beside, MediaPlace] | None
) -> None:
    """Show the window of a continuous rating until it is closed.

    Parameters
    ----------
    taker : Taker
        Keeps the samples; closed at the end.
    transport : Transport
        The play head.
    place : SidePlace
        On which screen, and until when.
    seen : (Beside, MediaPlace) or None
        The video or sound that is played with it; None for a clock alone.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """

    def make(*, theme: Theme) -> RecallWindow:
        picture = None if seen is None else MediaView(*seen, transport, theme=theme)
        return RecallWindow(taker, transport, picture=picture, theme=theme)

    show(make, place)


def render_png(
    shown: View | SessionModel,
    path: Path,
    size: tuple[int, int] = (1600, 900),
    *,
    theme: Theme = DARK,
) -> None:
    """Render the window into a PNG file; needs no display.

    Call it in the main thread. Where no QApplication exists and there is no display, one is
    made that renders offscreen.

    Parameters
    ----------
    shown : View or SessionModel
        What to show; nothing of it is changed.
    size : tuple of int
        Width and height in pixels.

    Raises
    ------
    DisplayError
        No font is installed, or the file cannot be written.
    """
    offscreen_where_needed()
    session = Spectator(shown) if isinstance(shown, SessionModel) else shown
    window = MainWindow(session, theme=theme)
    window.setMinimumSize(QSize(0, 0))
    window.resize(*size)
    window.prepare()
    try:
        save_picture(window, path)
    finally:
        delete(window)
