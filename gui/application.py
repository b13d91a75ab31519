"""Opens the window, or renders it into a file where there is no display."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow
from gui.spectator import Spectator
from gui.style import DARK, Theme, font
from safehold.app.model import Controller, SessionModel
from safehold.core.errors import DisplayError

log = logging.getLogger("safehold.gui")

HEADLESS_PLATFORMS = ("offscreen", "minimal")
DEBIAN_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 "
    "libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 "
    "libxcb-xkb1 fonts-dejavu-core"
)
"""What PySide6 needs of a bare Debian for a window (from ``ldd`` on its xcb platform plugin)."""


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


def _application() -> QApplication:
    """Return the one QApplication, with our font."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
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
    screenshot: Path | None = None,
    fullscreen: bool = False,
    theme: Theme = DARK,
) -> int:
    """Show the window until it is closed or the session is over.

    A replay stays open at its end until it is closed. Closing the window ends the session
    (``controller.stop()``) unless the user chose to go on recording without it.

    Parameters
    ----------
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
    window = MainWindow(controller, theme=theme)
    window.resize(1600, 900)
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    window.refresh()
    window.start()
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()
    loop.exec()
    if screenshot is not None:
        _save(window, screenshot)
    window.deleteLater()
    app.processEvents()
    status = controller.model.status
    return 1 if status is not None and status.state == "failed" else 0


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
    _save(window, path)
    window.deleteLater()


def _save(window: MainWindow, path: Path) -> None:
    if not window.grab().save(str(path), "PNG"):
        raise DisplayError(
            f"The picture could not be written to {path}.",
            remedy="Choose a file in a folder that exists and can be written.",
        )
    log.info("Saved a picture of the window to %s", path)
