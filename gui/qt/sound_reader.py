"""Reads the sound of a file with Qt Multimedia, piece by piece; nothing is played or kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QLoggingCategory, QTimer, QUrl

from gui.qt.media_locks import ask_once
from gui.qt.qt_setup import offscreen_where_needed
from processing.signals.sync_sound import RATE_HZ
from safehold.core.errors import ConfigError
from safehold.core.messages import Message

STALLED_MS = 15_000

Progress = Callable[[float], None]
Take = Callable[[NDArray[np.float32]], bool | None]
"""Gets a piece of sound; True: no more is wanted."""


def need_multimedia() -> None:
    """Make Qt Multimedia ready to read.

    Raises
    ------
    ConfigError
        When it is not installed.
    """
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    offscreen_where_needed()
    try:
        from PySide6 import QtMultimedia  # noqa: F401 - only whether it can be loaded
    except ImportError as error:
        raise ConfigError(
            Message("Videos and sounds cannot be read: {error}.", error=error),
            remedy=Message("Install the extra: pip install 'safehold[video]'."),
        ) from error


def read_sound(
    path: Path, take: Take, progress: Progress = lambda _share: None, *, channels: int = 1
) -> float:
    """Hand on the sound of a file in pieces, at 16 kHz.

    Parameters
    ----------
    path : Path
        Video or sound.
    take : callable
        Gets pieces of shape ``(n, channels)``, within -1 to 1, and may return True for enough.
    progress : callable
        Gets the share that was read, 0-1, now and then.
    channels : int
        Into so many Qt mixes what the file has.

    Returns
    -------
    float
        File time of the first sample, s.

    Raises
    ------
    ConfigError
        When Qt Multimedia is not installed, or the file cannot be read.
    """
    need_multimedia()
    return Sound(path, take, progress, channels=channels).read()


class Waiting:
    """Lets Qt work until a file was read, failed, or nothing came for a while."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loop = QEventLoop()
        self._stalled = QTimer()
        self._stalled.setSingleShot(True)
        self._stalled.setInterval(STALLED_MS)
        self._stalled.timeout.connect(lambda: self.fail("nothing came"))
        self._failed, self._over = "", False

    def wait(self) -> None:
        """Wait; raise ConfigError where it failed."""
        if not self._over:  # a file without sound says so at once
            self._stalled.start()
            self._loop.exec()
            self._stalled.stop()
        if self._failed:
            raise ConfigError(
                Message("{file} cannot be read: {why}.", file=self._path, why=self._failed),
                remedy=Message("Convert it to MP4, with H.264 and AAC."),
            )

    def alive(self) -> None:
        """Take note that something came."""
        self._stalled.start()

    def done(self) -> None:
        """End the waiting."""
        self._over = True
        self._loop.quit()

    def fail(self, why: str) -> None:
        """End the waiting, with the reason."""
        self._failed = why
        self.done()


class Sound:
    """The sound of a file at 16 kHz; parameters as of :func:`read_sound`."""

    def __init__(self, path: Path, take: Take, progress: Progress, *, channels: int = 1) -> None:
        from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

        self._progress, self._hand_on, self._channels = progress, take, channels
        self._start: float | None = None
        self._waiting = Waiting(path)
        kind = QAudioFormat()
        kind.setSampleRate(RATE_HZ)
        kind.setChannelCount(channels)
        kind.setSampleFormat(QAudioFormat.SampleFormat.Float)
        self._decoder = QAudioDecoder()
        ask_once(self._decoder)
        self._decoder.setAudioFormat(kind)
        self._decoder.setSource(QUrl.fromLocalFile(str(path.absolute())))
        self._decoder.bufferReady.connect(self._take)
        self._decoder.finished.connect(self._waiting.done)
        self._decoder.error.connect(lambda _error: self._waiting.done())  # a file without sound

    def read(self) -> float:
        """Read all; return the file time of the first sample, s."""
        self._decoder.start()
        self._waiting.wait()
        self._decoder.stop()
        return self._start or 0.0

    def _take(self) -> None:
        self._waiting.alive()
        while self._decoder.bufferAvailable():
            piece = self._decoder.read()
            if self._start is None:
                self._start = piece.startTime() * 1e-6
            values = np.frombuffer(piece.constData(), np.float32).copy()
            if self._hand_on(values.reshape(-1, self._channels)):
                self._waiting.done()
                return
            self._progress(self._decoder.position() / max(self._decoder.duration(), 1))
