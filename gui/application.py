"""Opens the window, or renders it into a file where there is no display."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QSize,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow
from gui.questions import LeavesRecorder
from gui.spectator import Spectator
from gui.style import DARK, Theme, font
from safehold.app.model import Controller, SessionModel
from safehold.core.errors import DisplayError

log = logging.getLogger("safehold.gui")

UNTIL_MS = 500
HEADLESS_PLATFORMS = ("offscreen", "minimal")
DEBIAN_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
"""What Qt's wheels need of a bare Debian: the first six to load and to render (libfontconfig1
brings a font), the others for a window under X11. From the NEEDED entries of the libraries that
a running window has mapped, and the dependencies of the packages that hold them."""


def check_display(environment: Mapping[str, str], platform: str = sys.platform) -> None:
    """Refuse where Qt would abort the process for want of a display.

    Raises
    ------
    DisplayError
        On Linux without a display server, unless Qt is told to render offscreen.
    """
    if not platform.startswith("linux"):
        return
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in HEADLESS_PLATFORMS:
        return
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return
    raise DisplayError(
        "No display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        remedy="Start it in a desktop session, or run it headless. A desktop of Debian or Ubuntu "
        f"needs: apt install {DEBIAN_PACKAGES}",
    )


def _to_log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Send what Qt has to say to the log instead of the terminal."""
    grave = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    log.log(logging.ERROR if grave else logging.DEBUG, "Qt: %s", message)


def _application() -> QApplication:
    """Return the one QApplication, with our font."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        qInstallMessageHandler(_to_log)
        app = QApplication(["safehold"])
        app.setApplicationName("safehold")
        app.setStyle("Fusion")
    if not QFontDatabase.families():
        raise DisplayError(
            "No font is installed, so the window would be without words.",
            remedy="Debian and Ubuntu: apt install fonts-dejavu-core",
        )
    app.setFont(font(13))
    return app


def open_window(
    controller: Controller,
    *,
    until: Callable[[], bool] | None = None,
    screenshot: Path | None = None,
    fullscreen: bool = False,
    theme: Theme = DARK,
) -> int:
    """Show the window until it is closed or the session is over, then end the session.

    A replay stays open at its end until it is closed. Where the user chose to go on recording
    without the window, ``controller.leave()`` is called instead of ``controller.stop()``.

    Parameters
    ----------
    until : callable or None
        Asked twice a second, in this thread; True closes the window without a question.
    screenshot : Path or None
        Where to save a picture of the window as it was at its end.

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
    app = _application()
    window = MainWindow(controller, theme=theme, settings=QSettings("safehold", "window"))
    window.resize(1600, 900)
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    asking = QTimer()
    asking.setInterval(UNTIL_MS)
    if until is not None:
        asking.timeout.connect(lambda: window.finish() if until() else None)
        asking.start()
    window.refresh()
    window.start()
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()
    loop.exec()
    asking.stop()
    status = controller.model.status
    failed = status is not None and status.state == "failed"
    if screenshot is not None:
        _save(window, screenshot)
    leave = window.leaves_recorder
    _delete(window)
    app.processEvents()
    if leave and isinstance(controller, LeavesRecorder):
        controller.leave()
    else:
        controller.stop()
    return 1 if failed else 0


def render_png(
    shown: Controller | SessionModel,
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
    shown : Controller or SessionModel
        What to show; nothing of it is changed.
    size : tuple of int
        Width and height in pixels.

    Raises
    ------
    DisplayError
        No font is installed, or the file cannot be written.
    """
    if QApplication.instance() is None:
        try:
            check_display(os.environ)
        except DisplayError:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    controller = Spectator(shown) if isinstance(shown, SessionModel) else shown
    window = MainWindow(controller, theme=theme)
    window.setMinimumSize(QSize(0, 0))
    window.resize(*size)
    window.prepare()
    try:
        _save(window, path)
    finally:
        _delete(window)


def _delete(window: MainWindow) -> None:
    """Delete a window now: deferred deletion waits for an event loop that may never run."""
    window.deleteLater()
    QApplication.sendPostedEvents(window, int(QEvent.Type.DeferredDelete.value))


def _save(window: MainWindow, path: Path) -> None:
    if not window.grab().save(str(path), "PNG"):
        raise DisplayError(
            f"The picture could not be written to {path}.",
            remedy="Choose a file in a folder that exists and can be written.",
        )
    log.info("Saved a picture of the window to %s", path)
