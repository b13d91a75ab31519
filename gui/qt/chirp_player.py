"""Plays the sound of a camera mark, and says when it began as well as that can be known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from processing.signals.sync_code import Word, chirp
from safehold.session.camera_flash import Played

RATE = 48_000
LEAD_S = 0.1
"""Silence before the sound, in which a device that slept wakes up."""
LOUDNESS = 0.3
DEVICE_S = 0.015
"""What a loudspeaker that is built in or on a cable adds, in the middle of what is usual."""
DOUBT_S = 0.025


class ChirpPlayer:
    """The computer's loudspeaker; silent where there is none.

    Parameters
    ----------
    clock : callable
        Returns the LSL time, s.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._device = _device()
        self._sink: Any = None
        self._buffer = QBuffer()
        self._began: list[float] = []

    @property
    def available(self) -> bool:
        """Whether there is a loudspeaker."""
        return self._device is not None

    def play(self, word: Word) -> None:
        """Begin the sound of a word."""
        if self._device is None:
            return
        from PySide6.QtMultimedia import QAudioSink

        wave = np.concatenate((np.zeros(round(LEAD_S * RATE)), LOUDNESS * chirp(word, RATE)))
        wave = np.concatenate((wave, np.zeros(round(LEAD_S * RATE))))
        self.stop()
        self._began = []
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray((wave * 32767).astype(np.int16).tobytes()))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(self._device, _form())
        self._sink.start(self._buffer)

    def listen(self) -> None:
        """Look how far the sound is; call it now and then while it plays."""
        if self._sink is None:
            return
        done = self._sink.processedUSecs() * 1e-6
        if 0 < done < LEAD_S + 0.5:
            waiting = self._sink.bufferSize() - self._sink.bytesFree()
            ahead = waiting / (2 * RATE)
            self._began.append(self._clock() - done + ahead + LEAD_S + DEVICE_S)

    def played(self) -> Played | None:
        """Return when the last sound began; None where nothing was heard of it."""
        if not self._began:
            return None
        spread = float(np.ptp(np.percentile(self._began, [10, 90]))) / 2
        return Played(float(np.median(self._began)), DOUBT_S + spread)

    def stop(self) -> None:
        """End the sound."""
        if self._sink is not None:
            self._sink.stop()
            self._sink = None


def _form() -> Any:
    from PySide6.QtMultimedia import QAudioFormat

    form = QAudioFormat()
    form.setSampleRate(RATE)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form


def _device() -> Any:
    """Return the loudspeaker in use; None without one, or without Qt Multimedia."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return None
    device = QMediaDevices.defaultAudioOutput()
    return None if device.isNull() or not device.isFormatSupported(_form()) else device
