"""Finds the window, wherever it is installed, or says in words why there is none."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from safehold.app.model import Controller
from safehold.core.errors import DisplayError

QT_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxkbcommon-x11-0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 "
    "fonts-dejavu-core"
)
"""Debian packages that Qt's wheels do not bring along."""


class Window(Protocol):
    """What a window module offers (entry point group ``safehold.window``)."""

    def open_window(self, controller: Controller) -> int:
        """Show the session until the window is closed; return an exit code."""
        ...

    def render_png(self, controller: Controller, path: Path, size: tuple[int, int]) -> None:
        """Paint the window as it would look now into a PNG file, without a display."""
        ...


def load_window() -> Any:
    """Return the window module.

    Raises
    ------
    DisplayError
        When Qt cannot be loaded, with the packages to install.
    """
    found = next(iter(entry_points(group="safehold.window")), None)
    if found is None:
        raise DisplayError("No window is installed.", remedy="Install safehold again.")
    try:
        return sys.modules[found.load().__module__]
    except ImportError as error:
        raise DisplayError(
            f"Qt cannot be loaded: {error}.",
            remedy=f"On Debian or Ubuntu: sudo apt install {QT_PACKAGES}",
        ) from error
