"""The window that flashes camera marks: dark, and for 5 s a word of dark and bright."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QOpenGLContext, QPainter, QPaintEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.actions.action import Place
from gui.actions.table import key_of
from gui.look.style import DARK, Theme, font
from gui.look.translation import say_key
from gui.qt.side_window import SideWindow
from processing.signals.sync_code import Word
from safehold.core.camera_mark import CameraMark
from safehold.session.camera_flash import FlashShow, Played, Screen

IDLE_MS = 100
BUSY_MS = 4
SOUND_AFTER_S = 0.5
"""The sound begins so long after the flash."""
USUAL_HZ = 60.0


class Marks(Protocol):
    """Says when a mark is due and keeps it (:class:`safehold.desk.side_sources.CameraSource`)."""

    def clock(self) -> float:
        """Return the LSL time, s."""
        ...

    def due(self, at: float) -> bool:
        """Tell whether a mark is to be shown now."""
        ...

    def word(self) -> Word:
        """Return a new word."""
        ...

    def shown(self, mark: CameraMark, *, at: float) -> None:
        """Take a mark that was shown."""
        ...

    def deliver(self) -> None:
        """Send what waits."""
        ...

    @property
    def connected(self) -> bool:
        """True while somebody records it."""
        ...


class Loudspeaker(Protocol):
    """What plays the sound (:class:`gui.qt.chirp_player.ChirpPlayer`)."""

    @property
    def available(self) -> bool:
        """Whether there is one."""
        ...

    def play(self, word: Word) -> None:
        """Begin the sound of a word."""
        ...

    def listen(self) -> None:
        """Look how far it is."""
        ...

    def played(self) -> Played | None:
        """Return when it began."""
        ...

    def stop(self) -> None:
        """End it."""
        ...


class PaintedFlash(QWidget):
    """The area that flashes, where the computer has no OpenGL."""

    presented = Signal(bool)
    swapped = False

    def __init__(self) -> None:
        super().__init__()
        self._bright = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def turn(self, *, bright: bool) -> None:
        """Be bright or dark from the next picture on."""
        self._bright = bright
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, and say so."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _color(bright=self._bright))
        painter.end()
        self.presented.emit(self._bright)


class SwappedFlash(QOpenGLWidget):
    """The area that flashes; it knows when its picture was handed to the screen."""

    presented = Signal(bool)
    swapped = True

    def __init__(self) -> None:
        super().__init__()
        self._bright = self._painted = False
        self.frameSwapped.connect(lambda: self.presented.emit(self._painted))

    def turn(self, *, bright: bool) -> None:
        """Be bright or dark from the next picture on."""
        self._bright = bright
        self.update()

    def paintGL(self) -> None:
        """Paint it."""
        self._painted = self._bright
        painter = QPainter(self)
        painter.fillRect(self.rect(), _color(bright=self._bright))
        painter.end()


def _color(*, bright: bool) -> QColor:
    return QColor(255, 255, 255) if bright else QColor(0, 0, 0)


def flash_area() -> PaintedFlash | SwappedFlash:
    """Return the better area that this computer can show."""
    return SwappedFlash() if QOpenGLContext().create() else PaintedFlash()


class FlashWindow(SideWindow):
    """Shows camera marks when they are due, and on a key.

    Parameters
    ----------
    marks : Marks
        Says when, and keeps them.
    sound : Loudspeaker
        Plays the chirps.
    area : PaintedFlash or SwappedFlash, optional
        What flashes.
    """

    place = Place.FLASH

    def __init__(
        self,
        marks: Marks,
        sound: Loudspeaker,
        *,
        theme: Theme = DARK,
        area: PaintedFlash | SwappedFlash | None = None,
    ) -> None:
        super().__init__(theme, every_ms=IDLE_MS)
        self._marks, self._sound, self._theme = marks, sound, theme
        self._show: FlashShow | None = None
        self._bright = self._again = self._sounds = False
        self._count = 0
        self.setWindowTitle(self.tr("Camera marks"))
        self.setMinimumSize(360, 300)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.area = area or flash_area()
        self.area.presented.connect(self._presented)
        self.words = QLabel()
        self.words.setFont(font(14))
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.area, stretch=1)
        column.addWidget(self.words)
        self._say()

    @property
    def showing(self) -> bool:
        """Whether a mark is being shown."""
        return self._show is not None

    def act(self, action_id: str, number: int) -> bool:
        """Do an action of this window."""
        if action_id != "flash.now":
            return super().act(action_id, number)
        self._begin()
        return True

    def step(self) -> None:
        """Begin a mark that is due, or go on with the one that is shown."""
        now = self._marks.clock()
        if self._show is None:
            self._marks.deliver()
            if self._marks.due(now):
                self._begin()
            self._say()
            return
        bright = self._show.bright(now)
        if bright != self._bright:
            self._bright = bright
            self.area.turn(bright=bright)
        if not self._sounds and now >= self._show.first + SOUND_AFTER_S:
            self._sounds = True
            self._sound.play(self._show.word)
        self._sound.listen()
        if self._show.over(now):
            self._end(self._show)

    def _begin(self) -> None:
        if self._show is None:
            self._show = FlashShow(self._marks.word(), self._marks.clock())
            self._bright = self._sounds = False
            self.area.turn(bright=False)
            self._timer.setInterval(BUSY_MS)
            self._say()

    def _presented(self, bright: bool) -> None:
        if self._show is not None:
            self._show.presented(self._marks.clock(), bright=bright)

    def _end(self, show: FlashShow) -> None:
        """Keep the mark; one that was spoilt is shown once more."""
        made = show.mark(self._screen(), self._sound.played() if self._sound.available else None)
        self._sound.stop()
        self._show = None
        self._timer.setInterval(IDLE_MS)
        if made is not None:
            at, mark = made
            self._marks.shown(mark, at=at)
            self._count += 1
        elif not self._again:
            self._again = True
            self._begin()
            return
        self._again = False
        self._say()

    def _screen(self) -> Screen:
        hz = self.screen().refreshRate() if self.screen() is not None else USUAL_HZ
        return Screen(1 / (hz if hz > 1 else USUAL_HZ), self.area.swapped)

    def _say(self) -> None:
        theme = self._theme
        said, hue = self._state()
        if not self._sound.available:
            said += " " + self.tr("No loudspeaker: marks are flashes only.")
        self.words.setText(said)
        self.words.setStyleSheet(f"color: {hue or theme.muted};")

    def _state(self) -> tuple[str, str]:
        if self._show is not None:
            return self.tr("A camera mark is being shown."), ""
        if not self._marks.connected:
            return self.tr("○ not being recorded"), self._theme.warn
        said = self.tr("Marks shown: {0}. {1} shows one now.").format(
            self._count, say_key(key_of("flash.now"))
        )
        return said, ""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the sound too."""
        self._sound.stop()
        super().closeEvent(event)
