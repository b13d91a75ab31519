"""Clips whose every picture shows its number as bars: MJPEG with PCM sound in an AVI, or a WAV."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

FPS, WIDTH, HEIGHT, BITS, RATE = 25, 192, 64, 12, 8000


def _chunk(tag: bytes, data: bytes) -> bytes:
    return tag + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(tag: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", tag + data)


def _picture(number: int) -> bytes:
    shades = np.full((HEIGHT, WIDTH), 64, np.uint8)
    for bit, columns in enumerate(np.split(np.arange(WIDTH), BITS)):
        shades[:, columns] = 235 if number >> bit & 1 else 16
    image = QImage(shades.tobytes(), WIDTH, HEIGHT, WIDTH, QImage.Format.Format_Grayscale8)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPG", 90)
    return bytes(buffer.data().data())


def number_of(image: QImage) -> int:
    """Return the number that a picture shows; -1 where there is none."""
    if image.isNull():
        return -1
    cell, row = WIDTH // BITS, HEIGHT // 2
    shades = [QColor(image.pixel(k * cell + cell // 2, row)).lightness() for k in range(BITS)]
    return sum(1 << k for k, shade in enumerate(shades) if shade > 125)


def _tone(seconds: float) -> bytes:
    t = np.arange(round(seconds * RATE)) / RATE
    return (3000 * np.sin(2 * np.pi * 440 * t)).astype("<i2").tobytes()


def write_sound(path: Path, seconds: float) -> Path:
    """Write a tone as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(_tone(seconds))
    return path


def write_clip(path: Path, seconds: float) -> Path:
    """Write a clip in which picture ``n`` begins at ``n / FPS`` s and shows ``n``."""
    n, tone, per = round(seconds * FPS), _tone(seconds), RATE // FPS * 2
    header = struct.pack("<14I", 1_000_000 // FPS, 0, 0, 16, n, 0, 2, 0, WIDTH, HEIGHT, *[0] * 4)
    video = b"vidsMJPG" + struct.pack(
        "<IHH8I4h", 0, 0, 0, 0, 1, FPS, 0, n, 0, 2**32 - 1, 0, 0, 0, WIDTH, HEIGHT
    )
    image = struct.pack("<IiiHH4s5I", 40, WIDTH, HEIGHT, 1, 24, b"MJPG", 0, 0, 0, 0, 0)
    audio = b"auds" + struct.pack(
        "<4xIHH8I4h", 0, 0, 0, 0, 1, RATE, 0, len(tone) // 2, 0, 2**32 - 1, 2, 0, 0, 0, 0
    )
    sound = struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)
    heads = _chunk(b"avih", header)
    heads += _list(b"strl", _chunk(b"strh", video) + _chunk(b"strf", image))
    heads += _list(b"strl", _chunk(b"strh", audio) + _chunk(b"strf", sound))
    data, index = b"", b""
    for k in range(n):
        for tag, piece in ((b"00dc", _picture(k)), (b"01wb", tone[k * per : (k + 1) * per])):
            index += tag + struct.pack("<III", 16, 4 + len(data), len(piece))
            data += _chunk(tag, piece)
    body = b"AVI " + _list(b"hdrl", heads) + _list(b"movi", data) + _chunk(b"idx1", index)
    path.write_bytes(_chunk(b"RIFF", body))
    return path
