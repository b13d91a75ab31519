"""What every window needs of Qt: a display, one application, a font, a place for pictures."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from gui.look.style import font
from gui.look.translation import install_language
from gui.qt.failures import watch_for_failures
from safehold.cli.window import LANGUAGE_VARIABLE
from safehold.core.errors import DisplayError
from safehold.core.messages import Message

log = logging.getLogger("safehold.gui")

HEADLESS_PLATFORMS = ("offscreen", "minimal")
DEBIAN_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
"""What Qt's wheels need of a bare Debian: the first six to load and to render (libfontconfig1
brings a font), the others for a window under X11. From the NEEDED entries of the libraries that
a running window has mapped, and the dependencies of the packages that hold them."""

FRAME_PX = (40, 60)
"""Width and height that the frame of a window takes of a screen, and a little more."""


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
        Message("No display: neither DISPLAY nor WAYLAND_DISPLAY is set."),
        remedy=Message(
            "Start it in a desktop session, or run it headless. A desktop of "
            "Debian or Ubuntu needs: apt install {packages}",
            packages=DEBIAN_PACKAGES,
        ),
    )


def application() -> QApplication:
    """Return the one QApplication, with our font."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["safehold"])
        app.setApplicationName("safehold")
        app.setStyle("Fusion")
        watch_for_failures()
        install_language(os.environ.get(LANGUAGE_VARIABLE, ""))
    if not QFontDatabase.families():
        raise DisplayError(
            Message("No font is installed, so the window would be without words."),
            remedy=Message("Debian and Ubuntu: apt install fonts-dejavu-core"),
        )
    app.setFont(font(13))
    return app


def offscreen_where_needed() -> QApplication:
    """Return the application for painting into files; without a display it renders offscreen."""
    if QApplication.instance() is None:
        try:
            check_display(os.environ)
        except DisplayError:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return application()


def delete(window: QWidget) -> None:
    """Delete a window now: deferred deletion waits for an event loop that may never run."""
    window.deleteLater()
    QApplication.sendPostedEvents(window, int(QEvent.Type.DeferredDelete.value))


def save_picture(window: QWidget, path: Path) -> None:
    """Write a picture of a window as PNG; DisplayError where the file cannot be written."""
    if not window.grab().save(str(path), "PNG"):
        raise DisplayError(
            Message("The picture could not be written to {path}.", path=path),
            remedy=Message("Choose a file in a folder that exists and can be written."),
        )
    log.info("Saved a picture of the window to %s", path)


def room_for(wanted: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a window: what it wants, within what the screen has beside its frame."""
    screen = application().primaryScreen()
    if screen is None or QApplication.platformName() in HEADLESS_PLATFORMS:
        return wanted
    free = screen.availableGeometry()
    return min(wanted[0], free.width() - FRAME_PX[0]), min(wanted[1], free.height() - FRAME_PX[1])
