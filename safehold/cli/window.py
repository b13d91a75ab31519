"""Finds the window, wherever it is installed, or says in words why there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from safehold.core.axes_map import AxesMap
from safehold.core.errors import DisplayError
from safehold.core.film import FilmSignals
from safehold.core.media import MediaPlace
from safehold.core.messages import NOTHING, Message, joined
from safehold.desk.side_sources import CameraSource, PacerSource, RatingSource
from safehold.desk.speech_source import SpeechSource
from safehold.desk.workbench import Workbench
from safehold.session.ports import Beside, Session, SidePlace, Taker, Transport, View

QT_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
"""Debian packages that Qt's wheels need and do not bring along: the first six to load and to paint
(libfontconfig1 brings a font), the others for a window under X11."""


LANGUAGE_VARIABLE = "SAFEHOLD_LANGUAGE"
"""Language of every window of this process and its children; empty for the system's."""


class Window(Protocol):
    """What a window module offers (entry point group ``safehold.window``)."""

    def check_display(self, environment: Mapping[str, str]) -> None:
        """Raise DisplayError where no window can be opened."""
        ...

    def open_window(
        self, session: Session, *, until: Callable[[], bool] | None = None, review: bool = False
    ) -> int:
        """Show the session until the window is closed or ``until`` says so.

        ``review``: with the window in which beats and breaths of a replay are edited.
        """
        ...

    def open_start(
        self,
        workbench: Workbench,
        *,
        until: Callable[[], bool] | None = None,
        path: Path | None = None,
        receipt_of: Path | None = None,
        news: Callable[[], str] | None = None,
    ) -> int:
        """Show the start window until it is closed or ``until`` says so.

        ``path`` is opened, or the receipt of a session shown with ``news`` above it.
        """
        ...

    def open_rating(self, source: RatingSource, place: SidePlace) -> None:
        """Show a rating window until it is closed, or its place says that this is over."""
        ...

    def open_pacer(self, pacer: PacerSource, place: SidePlace) -> None:
        """Show the breathing pacer, as a rating window."""
        ...

    def open_flash(self, marks: CameraSource, place: SidePlace) -> None:
        """Show the window of the camera marks, as a rating window."""
        ...

    def open_listen(self, speech: SpeechSource, names: Sequence[str], place: SidePlace) -> None:
        """Show who speaks into the microphones of these names, as a rating window.

        Raises ConfigError where there is no such microphone.
        """
        ...

    def microphones(self) -> list[str]:
        """Return the names of the microphones, the usual one first."""
        ...

    def open_recall(
        self,
        taker: Taker,
        transport: Transport,
        place: SidePlace,
        *,
        seen: tuple[Beside, MediaPlace] | None,
    ) -> None:
        """Show the window of a continuous rating, with a video or sound or a clock alone."""
        ...

    def read_film(self, path: Path, progress: Callable[[float], None]) -> FilmSignals:
        """Return brightness and sound of a video or a sound, without a display.

        Raises ConfigError where Qt Multimedia is not installed or cannot read it.
        """
        ...

    def read_sound(
        self,
        path: Path,
        take: Callable[[NDArray[np.float32]], bool | None],
        progress: Callable[[float], None],
        *,
        channels: int = 1,
    ) -> float:
        """Hand on the sound of a file in pieces ``(n, channels)`` at 16 kHz; return its start, s.

        ``take`` may return True for enough.

        Raises ConfigError where Qt Multimedia is not installed or cannot read it.
        """
        ...

    def save_map_png(self, made: AxesMap, path: Path) -> None:
        """Draw a map of heart rate and vagal index into a PNG file, without a display."""
        ...

    def render_png(self, shown: View, path: Path) -> None:
        """Paint the window as it would look now into a PNG file, without a display."""
        ...


def load_window(*, remedy: Message = NOTHING) -> Window:
    """Return the window module of a machine that can show it.

    Parameters
    ----------
    remedy : Message
        What else the user can do; added to the packages to install.

    Raises
    ------
    DisplayError
        When Qt cannot be loaded, or there is no display.
    """
    try:
        window = import_window()
        window.check_display(os.environ)
    except DisplayError as error:
        raise DisplayError(error.message, remedy=joined(" ", (error.remedy, remedy))) from error
    return window


def import_window() -> Window:
    """Return the window module; it can paint into files where there is no display.

    Raises
    ------
    DisplayError
        When Qt cannot be loaded, with the packages to install.
    """
    found = next(iter(entry_points(group="safehold.window")), None)
    if found is None:
        raise DisplayError(
            Message("No window is installed."), remedy=Message("Install safehold again.")
        )
    try:
        return cast(Window, sys.modules[found.load().__module__])
    except ImportError as error:
        raise DisplayError(
            Message("Qt cannot be loaded: {error}.", error=error),
            remedy=Message(
                "On Debian or Ubuntu: sudo apt install {packages}.", packages=QT_PACKAGES
            ),
        ) from error
