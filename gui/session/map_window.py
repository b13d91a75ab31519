"""The map of heart rate and vagal index in its own window, redrawn as the session goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.actions.action import Place
from gui.actions.table import key_of
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_message
from gui.qt.qt_setup import offscreen_where_needed
from gui.qt.side_window import SideWindow
from recordings.report.map_svg import MapLook, map_svg
from safehold.core.axes_map import AxesMap
from safehold.core.errors import DisplayError
from safehold.core.messages import Message
from safehold.core.study import Display
from safehold.offline.axes_map import live_map, split_spans
from safehold.session.model import SessionModel
from safehold.session.ports import View

REFRESH_MS = 5000
"""The path has a point every ten seconds."""
SIZE = (1040, 720)


def look_of(theme: Theme) -> MapLook:
    """Return the colours of a drawing in a theme; a path in the first person's hue."""
    return MapLook(
        background=theme.plot, line=theme.line, text=theme.text, muted=theme.muted,
        high=theme.high, low=theme.low, density=theme.text, path=theme.people[0],
        words=say_message,
    )  # fmt: skip


def save_map_png(made: AxesMap, path: Path, *, look: MapLook | None = None) -> None:
    """Write a map as a PNG file of twice the resolution of a screen; needs no display.

    Raises
    ------
    DisplayError
        When the file cannot be written.
    """
    offscreen_where_needed()
    renderer = QSvgRenderer(QByteArray(map_svg(made, look=look).encode()))
    image = QImage(renderer.defaultSize() * 2, QImage.Format.Format_RGB32)
    image.fill(QColor((look or MapLook()).background))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise DisplayError(
            Message("The picture could not be written to {path}.", path=path),
            remedy=Message("Choose a file in a folder that exists and can be written."),
        )


def _worded(made: AxesMap) -> AxesMap:
    """Return a map with the names of people and parts in the language."""
    parts = tuple(replace(part, label=say(part.label)) for part in made.parts)
    return replace(made, person=say(made.person), parts=parts)


class MapView(QWidget):
    """Shows one drawing, as large as fits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look_of(theme)
        self._made: AxesMap | None = None
        self._background = QColor(theme.plot)
        self._renderer = QSvgRenderer()
        self.words = ""
        self.setMinimumSize(640, 430)

    def show_map(self, made: AxesMap | None, words: str) -> None:
        """Show a map, or why there is none."""
        self._made, self.words = None if made is None else _worded(made), words
        self._draw()
        self.setAccessibleName(words)
        self.setToolTip(words)

    def _draw(self) -> None:
        if self._made is not None:
            text = map_svg(self._made, width=self.width(), height=self.height(), look=self._look)
            self._renderer.load(QByteArray(text.encode()))
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Draw for the new size."""
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing, or the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._background)
        if self._made is not None:
            self._renderer.render(painter, QRectF(self.rect()))
        else:
            painter.setPen(QColor(self._look.muted))
            painter.setFont(font(16))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.words)


class PersonMaps(SideWindow):
    """The map of each person, one at a time; the arrow keys go on to the next one.

    Parameters
    ----------
    people : sequence of str
        Their labels.
    theme : Theme
        Colours.
    every_ms : int
        How often it is drawn anew, ms; 0: once.
    """

    place = Place.MAP

    def __init__(self, people: Sequence[str], theme: Theme, *, every_ms: int = 0) -> None:
        super().__init__(theme, every_ms=every_ms)
        self.setWindowTitle(self.tr("Map of heart rate and vagal index"))
        self.view = MapView(theme)
        self._person = next(iter(people), "")
        self.buttons: dict[str, QPushButton] = {}
        top = QHBoxLayout()
        heading = QLabel(self.tr("Where each person was, against their own baseline"))
        heading.setFont(font(13))
        heading.setObjectName("muted")
        top.addWidget(heading, 1)
        keys = f"{key_of('map.previous')}, {key_of('map.next')}"
        for person in people:
            button = QPushButton(say(person))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Map of {0}").format(say(person)))
            button.setToolTip(self.tr("Show the map of {0} ({1}).").format(say(person), keys))
            button.clicked.connect(lambda _on, person=person: self.choose(person))
            self.buttons[person] = button
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        self.resize(*SIZE)

    def step(self) -> None:
        """Follow the session."""
        self.refresh()

    def act(self, action_id: str, number: int) -> bool:
        """Go on to the map of the next person, or back."""
        if action_id not in ("map.next", "map.previous"):
            return super().act(action_id, number)
        people = list(self.buttons)
        if people:
            step = 1 if action_id == "map.next" else -1
            self.choose(people[(people.index(self._person) + step) % len(people)])
        return True

    def choose(self, person: str) -> None:
        """Show the map of another person."""
        self._person = person
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Draw the map as it is now."""
        for person, button in self.buttons.items():
            button.setChecked(person == self._person)
        self.view.show_map(*self.made_of(self._person))

    def made_of(self, person: str) -> tuple[AxesMap | None, str]:
        """Return the map of a person, or why there is none, in words."""
        raise NotImplementedError


class MapWindow(PersonMaps):
    """The maps of a session that goes on.

    Parameters
    ----------
    session : View
        Its ``map_model`` is read: the map has a display mode of its own.
    """

    def __init__(self, session: View, *, theme: Theme = DARK) -> None:
        self._codebook = session.codebook
        self._model: SessionModel = session.map_model
        super().__init__(list(self._model.people), theme, every_ms=REFRESH_MS)
        self.refresh()

    def made_of(self, person: str) -> tuple[AxesMap | None, str]:
        """Return the map as it is now, or why there is none."""
        if self._model.display is not Display.FULL:
            return None, self.tr("The map is not shown in this display; everything is recorded.")
        status = self._model.status
        now = status.now if status is not None else 0.0
        view = self._model.people.get(person)
        if view is None or view.baseline is None:
            return None, self.tr("The map begins after the baseline.")
        parts = split_spans(self._model.events(), self._codebook, now)
        return live_map(view, parts), self.tr("Map of {0}").format(say(person))


class RecordedMaps(PersonMaps):
    """The maps of a session that was computed.

    Parameters
    ----------
    title : str
        Code of the session.
    maps : sequence of AxesMap
        One of everybody.
    """

    def __init__(self, title: str, maps: Sequence[AxesMap], *, theme: Theme = DARK) -> None:
        self._maps = {made.person: made for made in maps}
        super().__init__(list(self._maps), theme)
        self.setWindowTitle(self.tr("Map of {0}").format(title))
        self.refresh()

    def made_of(self, person: str) -> tuple[AxesMap | None, str]:
        """Return the map; one without a baseline is empty and says so."""
        made = self._maps.get(person)
        if made is None or not made.vagal_index:
            return None, self.tr("There is no baseline, so there is no map.")
        return made, self.tr("Map of {0}").format(say(person))
