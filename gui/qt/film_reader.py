"""Reads a film or a sound with Qt Multimedia, as fast as it can be decoded; nothing is played."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage

from gui.qt.media_locks import ask_once, let_go
from gui.qt.sound_reader import Progress, Sound, Waiting, need_multimedia
from processing.signals.sync_flash import block_means
from processing.signals.sync_sound import RATE_HZ
from safehold.core.film import FilmSignals

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

FAST = 100.0
"""Playing speed at which every frame still comes, as fast as it is decoded."""
EVERY = 2
"""Of the pixels every second one of every second row is looked at."""


def read_film(path: Path, progress: Progress = lambda _share: None) -> FilmSignals:
    """Return brightness and sound of a file.

    Parameters
    ----------
    path : Path
        Video or sound.
    progress : callable
        Gets the share that was read, 0-1, now and then.

    Raises
    ------
    ConfigError
        When Qt Multimedia is not installed, or the file cannot be read.
    """
    need_multimedia()
    times, light = _Pictures(path, lambda share: progress(0.8 * share)).read()
    pieces: list[NDArray[np.float32]] = []
    start = Sound(
        path, lambda piece: pieces.append(piece[:, 0]), lambda share: progress(0.8 + 0.2 * share)
    ).read()
    sound = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)
    progress(1.0)
    return FilmSignals(times, light, sound, RATE_HZ if sound.size else 0.0, start)


class _Pictures:
    """The brightness of every frame, with its time stamp."""

    def __init__(self, path: Path, progress: Progress) -> None:
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._path, self._progress = path, progress
        self._times: list[float] = []
        self._light: list[NDArray[np.float32]] = []
        self._waiting = Waiting(path)
        self._sink, self._player = QVideoSink(), QMediaPlayer()
        ask_once(self._sink, self._player)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take, Qt.ConnectionType.DirectConnection)
        self._player.mediaStatusChanged.connect(self._status)
        self._player.errorOccurred.connect(lambda _error, text: self._waiting.fail(text))
        self._player.positionChanged.connect(self._moved)

    def read(self) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        self._player.setSource(QUrl.fromLocalFile(str(self._path.absolute())))
        self._player.setPlaybackRate(FAST)
        self._player.play()
        try:
            self._waiting.wait()
        finally:
            self._sink.videoFrameChanged.disconnect(self._take)
            self._player.mediaStatusChanged.disconnect(self._status)
            self._player.positionChanged.disconnect(self._moved)
            let_go(self._player)
        if not self._times:
            return np.zeros(0), np.zeros((0, 1), dtype=np.float32)
        times, first = np.unique(np.array(self._times), return_index=True)
        return times, np.array(self._light)[first]

    def _take(self, frame: QVideoFrame) -> None:
        """Look at a frame; in a thread of Qt's."""
        if not frame.isValid() or frame.startTime() < 0:
            return
        picture = luminance(frame)
        if picture is not None:
            self._times.append(frame.startTime() * 1e-6)
            self._light.append(block_means(picture).astype(np.float32))

    def _status(self, status: object) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        ends = (QMediaPlayer.MediaStatus.EndOfMedia, QMediaPlayer.MediaStatus.InvalidMedia)
        loaded = status == QMediaPlayer.MediaStatus.LoadedMedia
        if status in ends or (loaded and not self._player.hasVideo()):
            self._waiting.done()

    def _moved(self, position: int) -> None:
        self._waiting.alive()
        self._progress(position / max(self._player.duration(), 1))


def luminance(frame: QVideoFrame) -> NDArray[np.integer] | None:
    """Return the brightness of a frame, every second pixel; None where it cannot be read."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

    kinds = QVideoFrameFormat.PixelFormat
    narrow = (kinds.Format_YUV420P, kinds.Format_YUV422P, kinds.Format_NV12, kinds.Format_NV21,
              kinds.Format_Y8)  # fmt: skip
    wide = (kinds.Format_P010, kinds.Format_P016, kinds.Format_YUV420P10, kinds.Format_Y16)
    if frame.pixelFormat() not in narrow + wide:
        image = frame.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return grey[::EVERY, : image.width() : EVERY].copy()
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        plane: NDArray[np.integer]
        if frame.pixelFormat() in narrow:
            plane = np.frombuffer(frame.bits(0), np.uint8)
        else:
            plane = np.frombuffer(frame.bits(0), np.uint16)
        height, width = frame.height(), frame.width()
        stride = frame.bytesPerLine(0) // plane.itemsize
        rows = plane[: height * stride].reshape(height, stride)
        return rows[::EVERY, :width:EVERY].copy()
    finally:
        frame.unmap()
