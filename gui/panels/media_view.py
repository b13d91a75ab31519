"""A video or sound in step with the play head."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.qt.media_player import WHY_NOT, MediaPlayer
from safehold.core.media import MediaPlace
from safehold.session.following import Follower
from safehold.session.ports import Beside, Transport

FOLLOW_MS = 30
MEASURED = 250
"""Pictures of which the distance from the head is told: ten seconds of a video."""
LEAST_MEASURED = 25


class _Surface(QWidget):
    """Shows the picture as large as it fits, or words where there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.player: MediaPlayer | None = None
        self.words = ""
        self.setMinimumSize(320, 180)

    def sizeHint(self) -> QSize:
        """Return a usual size of a video beside other windows."""
        return QSize(960, 540)

    def say(self, words: str) -> None:
        """Show words instead of a picture; an empty text shows the picture."""
        if words != self.words:
            self.words = words
            self.setAccessibleName(words or self.tr("Picture of the video"))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in the middle, on black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black"))
        area = QRectF(self.rect())
        picture = None if self.player is None else self.player.picture
        if not self.words and picture is not None and not picture.isNull():
            size = QSizeF(picture.size()).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(area.topLeft(), size)
            place.moveCenter(area.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
            return
        painter.setPen(QColor("#d8d8d8"))
        painter.setFont(font(15))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(area.adjusted(24, 12, -24, -12), flags, self.words)


class MediaView(QWidget):
    """Plays a file of the laboratory at the moment where the head stands.

    Parameters
    ----------
    beside : Beside
        Knows where the file is.
    place : MediaPlace
        Which file, and where it lies in the session.
    transport : Transport
        The play head; this view follows and never moves it.
    """

    moved = Signal()
    """The file was found elsewhere."""

    def __init__(
        self,
        beside: Beside,
        place: MediaPlace,
        transport: Transport,
        *,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._beside, self.media, self._head = beside, place, transport
        self.shift_s = 0.0
        """By how much the file is shown later than its place says, s: while it is being placed."""
        self._follower = Follower()
        self._off: deque[float] = deque(maxlen=MEASURED)
        self._failure = ""
        self.surface = _Surface(theme)
        self.find_button = QPushButton(self.tr("Find the file ..."))
        self.find_button.setAccessibleName(self.find_button.text())
        self.find_button.setToolTip(
            self.tr("Shows where the file is now; its place in the session is kept.")
        )
        self.find_button.clicked.connect(self._ask_for_file)
        self.state = QLabel("")
        self.state.setObjectName("muted")
        self.state.setFont(font(12))
        self.state.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.surface, 1)
        layout.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.state)
        self.player = None if WHY_NOT else MediaPlayer(self)
        self.surface.player = self.player
        if self.player is not None:
            self.player.pictured.connect(self._on_picture)
            self.player.failed.connect(self._on_failure)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.follow)
        self.open()

    # -- the file ------------------------------------------------------------------------------

    @property
    def file(self) -> Path:
        """Where the file should be."""
        return self._beside.file_of(self.media)

    def open(self) -> None:
        """Load the file, or say why it cannot be played."""
        there = self.file.is_file()
        self.find_button.setVisible(not there)
        self._failure = ""
        if WHY_NOT:
            told = self.tr("Videos and sounds need Qt Multimedia, which is not here ({0}). "
                           "Install it with: pip install 'safehold[video]'")  # fmt: skip
            self._failure = told.format(WHY_NOT)
        elif not there:
            told = self.tr("The file is not where it was: {0}")
            self._failure = told.format(self.file)
        elif self.player is not None:
            self.player.open(self.file)
        self._timer.start()
        self.follow()

    def stop(self) -> None:
        """Let the file go."""
        self._timer.stop()
        if self.player is not None:
            self.player.close()

    def found(self, file: Path) -> None:
        """Take the file from where it lies now; its place in the session is kept."""
        self.media = self._beside.moved(self.media, file)
        self.open()
        self.moved.emit()

    @Slot()
    def _ask_for_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.find_button.text(), str(self.file))
        if chosen:
            self.found(Path(chosen))

    @Slot(str)
    def _on_failure(self, why: str) -> None:
        told = self.tr("{0} cannot be played: {1}")
        self._failure = told.format(self.file.name, why)
        self.follow()

    # -- in step -------------------------------------------------------------------------------

    def wanted(self) -> float:
        """Return the file time that belongs to where the head stands, s."""
        return self.media.file_time(self._head.now() - self.shift_s)

    @property
    def off_s(self) -> float | None:
        """How far off 95 % of the last pictures were at the speed of time, s; None: too few."""
        if len(self._off) < LEAST_MEASURED:
            return None
        return float(np.quantile(np.abs(self._off), 0.95))

    @Slot()
    def follow(self) -> None:
        """Bring the player to where the head stands."""
        player, want = self.player, self.wanted()
        if self._failure or player is None or not player.ready:
            self.surface.say(self._failure or self.tr("loading"))
            self.state.setText("")
            return
        inside = 0.0 <= want <= player.seconds
        running = inside and not self._head.paused
        order = self._follower.order(
            min(max(want, 0.0), player.seconds), player.now(),
            speed=self._head.speed / self.media.rate, running=running, wall=time.monotonic(),
        )  # fmt: skip
        player.run(order.rate)
        if order.seek is not None:
            player.seek(min(max(order.seek, 0.0), player.seconds))
        self.surface.say(self._words(want, player))
        self.state.setText(self._state_words())

    def _words(self, want: float, player: MediaPlayer) -> str:
        if want < 0.0:
            told = self.tr("begins at {0} of the session")
            return told.format(clock_text(max(self.media.session_time(0.0) + self.shift_s, 0.0)))
        if want > player.seconds:
            told = self.tr("ended at {0} of the session")
            end = self.media.session_time(player.seconds) + self.shift_s
            return told.format(clock_text(max(end, 0.0)))
        return "" if player.has_picture else self.tr("sound only")

    def _state_words(self) -> str:
        off = self.off_s
        if self.player is not None and not self.player.has_picture:
            return ""
        if off is None:
            return self.tr("how exactly it keeps step is measured at the speed of time")
        told = self.tr("in step within {0:.0f} ms (95 % of the last {1} pictures)")
        return told.format(1000 * off, len(self._off))

    @Slot(float)
    def _on_picture(self, t: float) -> None:
        """Note how far the picture that has just come is off."""
        normal = not self._head.paused and self._head.speed == 1.0
        if normal and self._follower.settled(time.monotonic()):
            self._off.append(t - self.wanted())
        self.surface.update()
