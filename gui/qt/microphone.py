"""Microphones by Qt Multimedia: their sound goes to whoever asks, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QIODevice, QLoggingCategory

from gui.qt.qt_setup import offscreen_where_needed
from processing.signals.voice_activity import RATE_HZ
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

BUFFER_S = 4
"""Sound that Qt keeps while nobody asks, s."""
_FULL_SCALE = 32768.0


def microphones() -> list[str]:
    """Return the names of the microphones of this computer, the usual one first.

    Raises
    ------
    ConfigError
        When Qt Multimedia is not installed.
    """
    return [device.description() for device in _devices()]


def _devices() -> list[QAudioDevice]:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    offscreen_where_needed()
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        raise ConfigError(
            Message("Microphones cannot be used: {error}.", error=error),
            remedy=Message("Install the extra: pip install 'safehold[speech]'."),
        ) from error
    usual = QMediaDevices.defaultAudioInput()
    others = [d for d in QMediaDevices.audioInputs() if d.id() != usual.id()]
    return others if usual.isNull() else [usual, *others]


class Microphone:
    """One microphone that listens at 16 kHz.

    Parameters
    ----------
    name : str
        Part of its name, whatever the case; empty for the usual one.
    channels : int
        How many channels it is to have: one for each person who speaks into it.

    Raises
    ------
    ConfigError
        When there is none of this name, more than one, or it cannot give what is needed.
    """

    def __init__(self, name: str, channels: int) -> None:
        from PySide6.QtMultimedia import QAudioSource

        device = chosen(name)
        self.name, self._channels = device.description(), channels
        form = _form(channels)
        if not device.isFormatSupported(form):
            raise ConfigError(
                Message(
                    "{name!r} does not give {n} channels at 16 kHz.", name=self.name, n=channels
                ),
                remedy=Message(
                    "Give one microphone a person, or set the sound of the computer to stereo."
                ),
            )
        self._source = QAudioSource(device, form)
        self._source.setBufferSize(BUFFER_S * form.bytesForDuration(1_000_000))
        self._device: QIODevice | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._device = self._source.start()

    @property
    def works(self) -> bool:
        """Whether sound comes; False where the device is gone or refuses."""
        return self._device is not None and self._source.error().name == "NoError"

    def take(self) -> FloatArray:
        """Return the sound since the last call, shape ``(n, channels)``, within -1 to 1."""
        data = bytes(self._device.readAll().data()) if self._device is not None else b""
        whole = len(data) - len(data) % (2 * self._channels)
        samples = np.frombuffer(data[:whole], np.int16).reshape(-1, self._channels)
        return samples / _FULL_SCALE

    def stop(self) -> None:
        """Let go of the device."""
        self._source.stop()
        self._device = None


def chosen(name: str) -> QAudioDevice:
    """Return the one microphone whose name holds a text.

    Raises
    ------
    ConfigError
        When there is none, or more than one.
    """
    devices = _devices()
    known = ", ".join(repr(device.description()) for device in devices)
    found = [d for d in devices if name.casefold() in d.description().casefold()]
    exact = [d for d in found if d.description().casefold() == name.casefold()]
    found = exact or (found[:1] if not name else found)
    if len(found) == 1:
        return found[0]
    if not devices:
        raise ConfigError(
            Message("This computer has no microphone that Qt can see."),
            remedy=Message("Plug one in, and allow microphones in the system's settings."),
        )
    if not found:
        raise ConfigError(
            Message("There is no microphone {name!r}.", name=name),
            remedy=Message("There are: {known}.", known=known),
        )
    raise ConfigError(
        Message("Several microphones are called {name!r}.", name=name),
        remedy=Message("There are: {known}.", known=known),
    )


def _form(channels: int) -> QAudioFormat:
    from PySide6.QtMultimedia import QAudioFormat

    form = QAudioFormat()
    form.setSampleRate(RATE_HZ)
    form.setChannelCount(channels)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form
