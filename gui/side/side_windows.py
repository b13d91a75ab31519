"""Opens the small windows beside the main one, on the screen they are meant for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from gui.look.style import DARK, LIGHT
from gui.qt.chirp_player import ChirpPlayer
from gui.qt.event_loop import run_until_closed
from gui.qt.microphone import Microphone
from gui.qt.qt_setup import application, check_display, delete
from gui.qt.side_window import SideWindow
from gui.side.flash_window import FlashWindow, Marks
from gui.side.listen_window import ListenWindow, Speech
from gui.side.pacer_window import Pacer, PacerWindow
from gui.side.rating_window import RatingSource, RatingWindow
from safehold.session.ports import SidePlace

SIZE = (1100, 620)
PACER_SIZE = (380, 420)
CODES_PX, FOOT_PX = 440, 60
"""Room at the right and at the foot of the only screen that such a window leaves free."""


def open_rating(source: RatingSource, place: SidePlace) -> None:
    """Show a rating window (see :func:`show`)."""
    show(partial(RatingWindow, source), place)


def open_pacer(pacer: Pacer, place: SidePlace) -> None:
    """Show the breathing pacer (see :func:`show`)."""
    show(partial(PacerWindow, pacer), place, beside=PACER_SIZE)


def open_flash(marks: Marks, place: SidePlace) -> None:
    """Show the window of the camera marks (see :func:`show`)."""
    show(lambda theme: FlashWindow(marks, ChirpPlayer(marks.clock), theme=theme), place)


def open_listen(speech: Speech, names: Sequence[str], place: SidePlace) -> None:
    """Show who speaks into microphones (see :func:`show`).

    Parameters
    ----------
    speech : Speech
        Takes the sound; its people share the microphones evenly, in their order.
    names : sequence of str
        Names of the microphones, or parts of them; empty for the usual one.

    Raises
    ------
    ConfigError
        When there is no such microphone.
    """
    check_display(os.environ)
    application()
    each = len(speech.people) // len(names)
    ears = [Microphone(name, each) for name in names]
    owners = [k // each for k in range(len(speech.people))]
    show(lambda theme: ListenWindow(speech, ears, owners, theme=theme), place)


def show(
    make: Callable[..., SideWindow], place: SidePlace, *, beside: tuple[int, int] = SIZE
) -> None:
    """Show a window until it is closed, or its place says that this is over.

    Parameters
    ----------
    beside : (int, int)
        Its largest size on the only screen, where somebody else may be working.

    Raises
    ------
    DisplayError
        Where no window can be opened.
    """
    check_display(os.environ)
    app = application()
    window = make(theme=DARK if place.dark else LIGHT)
    screens = app.screens()
    screen = screens[min(max(place.screen, 1), len(screens)) - 1].availableGeometry()
    if len(screens) > 1:
        window.resize(*SIZE)
        window.move(screen.center() - window.rect().center())
    else:  # whoever codes on this screen has the codes at the right
        window.resize(min(beside[0], screen.width() - CODES_PX), min(beside[1], screen.height()))
        window.move(screen.left(), screen.bottom() - window.height() - FOOT_PX)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.start()
    run_until_closed(
        window.closed,
        window.showFullScreen if place.fullscreen else window.show,
        until=place.until,
        finish=window.close,
    )
    delete(window)
    app.processEvents()
