"""A player of one video or sound, over Qt Multimedia where it is installed."""

from __future__ import annotations

import math
import time
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QImage

from gui.qt.media_locks import ask_once

WHY_NOT = ""
"""Why nothing can be played here; empty where it can."""
try:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink
except ImportError as _error:
    WHY_NOT = str(_error)

NEAR_S = 1.0
"""After a jump, pictures farther than this from its aim are still those from before."""
RATE_STEP = 0.001
"""Smaller changes of speed are not worth asking for."""


class MediaPlayer(QObject):
    """Plays a file, and knows which moment of it is on show.

    Make it only where :data:`WHY_NOT` is empty.
    """

    pictured = Signal(float)
    """Another picture is on show: its file time, s."""
    opened = Signal()
    failed = Signal(str)
    """The file cannot be played; what Qt says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._sink = QVideoSink(self)
        ask_once(self._player, self._sound, self._sink)
        self._player.setAudioOutput(self._sound)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_picture)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)
        self._shown: tuple[float, float] | None = None
        self._aim = math.nan
        self._rate = 0.0
        self.picture = QImage()
        """What is on show; null where there is none yet, or the file is a sound."""
        self.ready = False

    def open(self, file: Path) -> None:
        """Load a file; :attr:`opened` or :attr:`failed` tells what became of it."""
        self.ready, self._shown, self.picture = False, None, QImage()
        self._player.setSource(QUrl.fromLocalFile(str(file)))

    def close(self) -> None:
        """Let the file go."""
        self.ready = False
        self._player.stop()
        self._player.setSource(QUrl())

    @property
    def seconds(self) -> float:
        """Length of the file, s."""
        return float(self._player.duration()) / 1000

    @property
    def has_picture(self) -> bool:
        """False for a sound."""
        return bool(self._player.hasVideo())

    def set_muted(self, *, muted: bool) -> None:
        """Switch the sound off or on."""
        self._sound.setMuted(muted)

    def now(self) -> float | None:
        """Return the file time that is on show, s; None where it is not known after a jump."""
        if not self.has_picture:
            return float(self._player.position()) / 1000
        if self._shown is None:
            return None
        t, wall = self._shown
        return t + (time.monotonic() - wall) * self._rate

    def run(self, rate: float) -> None:
        """Run at a multiple of the speed of time; 0 halts."""
        if not self.ready:
            return
        if rate == 0.0:
            if self._rate:
                self._player.pause()
        elif abs(rate - self._rate) > RATE_STEP:
            self._player.setPlaybackRate(rate)
            self._player.play()
        self._rate = rate

    def seek(self, t: float) -> None:
        """Go to a moment of the file, s; halted, to the picture nearest to it."""
        if self.ready:
            self._aim, self._shown = t, None
            self._player.setPosition(round(1000 * t))

    @Slot()
    def _on_picture(self) -> None:
        frame: QVideoFrame = self._sink.videoFrame()
        if not frame.isValid():
            return
        t = frame.startTime() / 1e6
        if self._shown is None and abs(t - self._aim) > NEAR_S:
            return
        self._shown = (t, time.monotonic())
        self.picture = frame.toImage()
        self.pictured.emit(t)

    @Slot()
    def _on_status(self) -> None:
        status = self._player.mediaStatus()
        if status == QMediaPlayer.MediaStatus.LoadedMedia and not self.ready:
            self.ready, self._rate = True, 0.0
            self._player.pause()
            self.opened.emit()

    @Slot()
    def _on_error(self) -> None:
        self.failed.emit(self._player.errorString())
