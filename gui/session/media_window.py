"""A video or sound beside a replay: in step with it, and placed by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.actions.action import Place
from gui.actions.table import action, key_of
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_message
from gui.panels.media_view import MediaView
from gui.qt.media_player import WHY_NOT
from gui.qt.side_window import SideWindow
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace, PlacedBy, marked, place_words
from safehold.session.ports import Beside, Placing, Transport

SIZE = (900, 680)
LOOK_MS = 100
NUDGES = {
    "media.much_earlier": -1.0,
    "media.earlier": -0.04,
    "media.later": 0.04,
    "media.much_later": 1.0,
}


def seconds_of(text: str) -> float | None:
    """Return a time that somebody typed, s: ``754.2``, ``12:34,2`` or ``1:02:03``, with a sign."""
    body = text.strip().replace(",", ".").replace("−", "-")
    sign = -1.0 if body.startswith("-") else 1.0
    try:
        parts = [float(part) for part in body.lstrip("+-").split(":")]
    except ValueError:
        return None
    if len(parts) > 3 or any(not 0 <= part < 1e6 for part in parts):
        return None
    return sign * sum(part * 60.0**k for k, part in enumerate(reversed(parts)))


class MediaWindow(SideWindow):
    """Plays a file in step; moves it against the session and keeps moments that are known.

    Parameters
    ----------
    beside : Beside
        Keeps its place.
    media : MediaPlace
        The file.
    transport : Transport
        The play head.
    """

    place = Place.MEDIA

    def __init__(
        self, beside: Beside, media: MediaPlace, transport: Transport, *, theme: Theme = DARK
    ) -> None:
        super().__init__(theme)
        self._beside, self._head = beside, transport
        self.view = MediaView(beside, media, transport, theme=theme)
        self.view.moved.connect(self._show_place)
        self.told = QLabel("")
        self.told.setFont(font(12))
        self.told.setWordWrap(True)
        self.begins = QLineEdit()
        self.begins.setAccessibleName(self.tr("The file begins at, session time"))
        self.begins.setToolTip(
            self.tr("Session time at which the file begins: seconds, mm:ss or hh:mm:ss, with a "
                    "minus where it began before. Enter keeps it.")
        )  # fmt: skip
        self.begins.setMaximumWidth(120)
        self.begins.editingFinished.connect(self._on_typed)
        self.sound = QCheckBox(self.tr("Sound"))
        self.sound.setChecked(True)
        self.sound.setToolTip(self.tr("Switches the sound of the file on or off."))
        self.sound.setAccessibleName(self.sound.text())
        self.sound.toggled.connect(self._on_sound)
        self.buttons = {
            name: self._button(name)
            for name in (*NUDGES, "media.mark", "media.clap", "media.find", "media.back",
                         "media.unmark", "media.forget")
        }  # fmt: skip
        self._before: list[MediaPlace] = []
        """Places that were changed here."""
        self._search: Placing | None = None
        self._looks_for = "media.find"
        """The action whose search runs, or ran last."""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._arrange()
        self._show_place()
        self.resize(*SIZE)

    def _button(self, action_id: str) -> QPushButton:
        row = action(action_id)
        button = QPushButton(say(row.label))
        key = self.tr("Key: {0}").format(key_of(action_id))
        button.setToolTip(f"{say(row.words)}. {say(row.meaning)} {key}")
        button.setAccessibleName(say(row.words))
        button.setMinimumWidth(56)
        button.clicked.connect(lambda: self.act(action_id, 0))
        return button

    def _arrange(self) -> None:
        begins = QLabel(self.tr("begins at"))
        begins.setBuddy(self.begins)
        nudges = [self.buttons[name] for name in NUDGES]
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addLayout(_row([begins, self.begins, *nudges, self.buttons["media.mark"]]))
        layout.addWidget(self.told)
        rest = ("media.clap", "media.find", "media.back", "media.unmark", "media.forget")
        layout.addLayout(_row([self.sound, *(self.buttons[name] for name in rest)]))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    # -- placing -------------------------------------------------------------------------------

    @Slot()
    def _show_place(self) -> None:
        media, shift = self.view.media, self.view.shift_s
        self.setWindowTitle(self.tr("Video or sound · {0}").format(self.view.file.name))
        begins = media.session_time(0.0) + shift
        if self.focusWidget() is not self.begins:
            self.begins.setText(f"{begins:.3f}")
        words = say_message(place_words(media))
        if shift:
            told = self.tr("picture {0:+.2f} s, not kept yet: {1} keeps it for this moment")
            words = f"{told.format(-shift, key_of('media.mark'))} · {words}"
        self.told.setText(words)
        self.buttons["media.unmark"].setEnabled(bool(media.marks))
        self.buttons["media.back"].setEnabled(bool(self._before))

    def nudge(self, seconds: float) -> None:
        """Show a later (or, negative, an earlier) picture at the same moment of the session."""
        self.view.shift_s -= seconds
        self.view.follow()
        self._show_place()

    def mark(self) -> None:
        """Keep what is seen now as the moment where the session stands."""
        self._try(lambda: marked(self.view.media, self.view.wanted(), self._head.now()))

    def unmark(self) -> None:
        """Keep the offset, and begin with the marks anew."""
        media = self.view.media
        self._try(lambda: MediaPlace(media.path, media.offset_s, media.drift_ppm))

    def _try(self, make: Callable[[], MediaPlace]) -> None:
        try:
            media = make()
        except ConfigError as error:
            self.refusals.say(say_message(error.message))
            return
        self._before.append(self.view.media)
        self._keep(media)

    def _keep(self, media: MediaPlace) -> None:
        self._beside.put(media)
        self.view.media, self.view.shift_s = media, 0.0
        self.view.follow()
        self._show_place()

    def back(self) -> None:
        """Keep the place that was kept before the last change here."""
        if self._before:
            self._keep(self._before.pop())
        else:
            self.refusals.say(self.tr("The place was not changed here."))

    # -- camera marks and claps ----------------------------------------------------------------

    def look_for_marks(self) -> None:
        """Begin to look for the session's camera marks in the file, or give up."""
        self._look_for("media.find", lambda: self._beside.find_place(self.view.media))

    def look_for_clap(self) -> None:
        """Begin to look for the clap that belongs to this moment, or give up."""
        at = self._head.now()
        self._look_for(
            "media.clap", lambda: self._beside.find_clap(self.view.media, self.view.wanted(), at)
        )

    def _look_for(self, action_id: str, begin: Callable[[], Placing]) -> None:
        if self._search is not None:
            self._end_search()
            self._show_place()
        elif WHY_NOT or not self.view.file.is_file():
            self.refusals.say(self.tr("There is no file here that can be read."))
        else:
            self._looks_for = action_id
            self._search = begin()
            self._look.start()
            self._on_look()

    @Slot()
    def _on_look(self) -> None:
        """Show how far the search is, and what it found."""
        if self._search is None:
            return
        state, found = self._search.state, self._search.found
        if state.running:
            self.buttons[self._looks_for].setText(self.tr("Give up"))
            words = {
                "media.find": self.tr("Looking for camera marks: {0} %"),
                "media.clap": self.tr("Listening for a clap: {0} %"),
            }
            told = words[self._looks_for].format(math.floor(100 * state.share))
            if state.left_s is not None:
                told += self.tr(", about {0} s left").format(math.ceil(state.left_s))
            self.told.setText(told)
            return
        self._end_search()
        self._show_place()
        if found is not None:
            self._try(lambda: found)
        else:
            self.told.setText(self.tr("Not placed. {0}").format(say_message(state.failure)))

    def _end_search(self) -> None:
        self._look.stop()
        if self._search is not None:
            self._search.stop()
            self._search = None
        self.buttons[self._looks_for].setText(say(action(self._looks_for).label))

    @Slot()
    def _on_typed(self) -> None:
        begins = seconds_of(self.begins.text())
        if begins is None:
            told = self.tr("{0} is no time: seconds, mm:ss or hh:mm:ss.")
            self.refusals.say(told.format(self.begins.text()))
        elif abs(begins - self.view.media.offset_s - self.view.shift_s) > 5e-4:
            media = replace(self.view.media, how=PlacedBy.TYPED, residual_s=None, marks=())
            self._try(lambda: replace(media, offset_s=begins, drift_ppm=None))

    @Slot(bool)
    def _on_sound(self, on: bool) -> None:
        if self.view.player is not None:
            self.view.player.set_muted(muted=not on)

    def act(self, action_id: str, number: int) -> bool:
        """Move the file, mark a moment, drop marks, take the file away."""
        if action_id in NUDGES:
            self.nudge(NUDGES[action_id])
        elif action_id == "media.mark":
            if self.focusWidget() is self.begins:
                self.setFocus()  # what was typed is kept
            else:
                self.mark()
        elif action_id == "media.find":
            self.look_for_marks()
        elif action_id == "media.clap":
            self.look_for_clap()
        elif action_id == "media.back":
            self.back()
        elif action_id == "media.unmark":
            self.unmark()
        elif action_id == "media.forget":
            self._beside.forget(self.view.media)
            self.close()
        else:
            return super().act(action_id, number)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field for a time its keys."""
        return watched is not self.begins and super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the file go."""
        self._end_search()
        self.view.stop()
        super().closeEvent(event)


def _row(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
