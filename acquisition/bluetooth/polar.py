"""Polar's measurement service (PMD): ECG, PPG and acceleration of H10, Verity Sense and OH1.

Formats after Polar's published measurement-data specification and the examples in its SDK, held
against them in the tests. Compressed frames hold a reference sample and blocks of differences,
packed least significant bit first; that order matters wherever a difference is not whole bytes
wide, and readers that take it the other way decode 8-bit blocks correctly and nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from acquisition.bluetooth.heart_rate import Malformed
from safehold.core.messages import NOTHING, Message

SERVICE = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
CONTROL = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

_HEADER = 10
_FEATURES, _RESPONSE = 0x0F, 0xF0
_GET, _START = 0x01, 0x02
_ALREADY_RUNNING = 6
_MORE_BITS_THAN_ANY = 32


class Measurement(IntEnum):
    """What can be asked of the sensor; the numbers of the protocol."""

    ECG = 0
    PPG = 1
    ACC = 2


class Setting(IntEnum):
    """Parameters of a measurement; the numbers of the protocol."""

    RATE = 0
    """Samples per second."""
    RESOLUTION = 1
    """Bits."""
    RANGE = 2
    """Largest value, g."""
    RANGE_MILLI = 3
    CHANNELS = 4
    FACTOR = 5
    """Of raw values, a float32; only in the answer to a start."""


_SETTING_BYTES = {0: 2, 1: 2, 2: 2, 3: 4, 4: 1, 5: 4}
_ERRORS = {
    1: Message("invalid command"),
    2: Message("measurement not known"),
    3: Message("not supported"),
    4: Message("invalid length"),
    5: Message("invalid parameter"),
    7: Message("invalid resolution"),
    8: Message("invalid rate"),
    9: Message("invalid range"),
    10: Message("Bluetooth packets too small (MTU)"),
    11: Message("invalid number of channels"),
    12: Message("not possible now"),
    13: Message("the sensor is on its charger"),
}

Settings = Mapping[int, tuple[int, ...]]
"""Offered or chosen values per :class:`Setting` number."""


@dataclass(frozen=True, slots=True)
class PolarFrame:
    """Samples of one notification."""

    measurement: Measurement
    end_s: float
    """The sensor's own time of the last sample, s, with its own epoch."""
    values: NDArray[np.float64]
    """Shape ``(n, channels)``: ECG uV; PPG raw units (PPG0, PPG1, PPG2, ambient); ACC mg."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the control point answered."""

    command: int
    measurement: int
    error: Message
    """Empty for success."""
    settings: Settings
    factor: float = 1.0


def offered_measurements(data: bytes) -> frozenset[Measurement]:
    """Return what a read of the control point says the sensor can measure."""
    if len(data) < 2 or data[0] != _FEATURES:
        return frozenset()
    return frozenset(kind for kind in Measurement if data[1] >> kind & 1)


def ask_settings(measurement: Measurement) -> bytes:
    """Return the command that asks which settings a measurement has."""
    return bytes((_GET, measurement))


def start(measurement: Measurement, settings: Settings) -> bytes:
    """Return the command that starts a measurement with the first value of each setting."""
    command = bytearray((_START, measurement))
    for number in sorted(settings):
        if number != Setting.FACTOR:
            command += bytes((number, 1))
            command += settings[number][0].to_bytes(_SETTING_BYTES[number], "little")
    return bytes(command)


def choose(settings: Settings, *, rate: float) -> dict[int, tuple[int, ...]]:
    """Return one offered value per setting: the rate next to ``rate``, the widest of the others.

    Nothing that was not offered is ever asked for.
    """
    chosen: dict[int, tuple[int, ...]] = {}
    for number, values in settings.items():
        if values and number in _SETTING_BYTES and number != Setting.FACTOR:
            best = min(values, key=lambda v: abs(v - rate)) if number == Setting.RATE else None
            chosen[number] = (max(values) if best is None else best,)
    return chosen


def decode_answer(data: bytes) -> Answer | Malformed:
    """Return what an indication of the control point says."""
    if len(data) < 4 or data[0] != _RESPONSE:
        return Malformed(Message("not an answer of the control point"))
    code = data[3]
    ok = code in (0, _ALREADY_RUNNING)
    error = NOTHING if ok else _ERRORS.get(code) or Message("error {number}", number=code)
    settings = _parameters(data[5:])
    factor = 1.0
    if Setting.FACTOR in settings:
        raw = settings[Setting.FACTOR][0].to_bytes(4, "little")
        factor = float(struct.unpack("<f", raw)[0])
    return Answer(data[1], data[2], error, settings, factor)


def _parameters(data: bytes) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    at = 0
    while at + 2 <= len(data) and data[at] in _SETTING_BYTES:
        number, count = data[at], data[at + 1]
        width = _SETTING_BYTES[number]
        stop = at + 2 + count * width
        if stop > len(data):
            break  # an answer in several parts: what is complete is enough
        found[number] = tuple(
            int.from_bytes(data[i : i + width], "little") for i in range(at + 2, stop, width)
        )
        at = stop
    return {number: values for number, values in found.items() if values}


@dataclass(frozen=True, slots=True)
class _Layout:
    channels: int
    sample_bytes: int
    scale: float = 1.0
    uses_factor: bool = False


_LAYOUTS = {
    (Measurement.ECG, 0x00): _Layout(1, 3),
    (Measurement.PPG, 0x00): _Layout(4, 3),
    (Measurement.PPG, 0x80): _Layout(4, 3, uses_factor=True),
    (Measurement.ACC, 0x00): _Layout(3, 1),
    (Measurement.ACC, 0x01): _Layout(3, 2),
    (Measurement.ACC, 0x02): _Layout(3, 3),
    (Measurement.ACC, 0x80): _Layout(3, 2, scale=1000.0, uses_factor=True),  # g to mg
    (Measurement.ACC, 0x81): _Layout(3, 2, uses_factor=True),
}
"""By measurement and frame type; the highest bit of the type means compressed."""


def decode_frame(
    data: bytes, factors: Mapping[int, float] | None = None
) -> PolarFrame | Malformed:
    """Return the samples of a notification of the data characteristic.

    Parameters
    ----------
    data : bytes
        As received.
    factors : mapping or None
        Factor per measurement from the answer to its start; 1 where there is none.
    """
    if len(data) <= _HEADER:
        return Malformed(Message("Polar frame without samples"))
    if data[0] not in Measurement.__members__.values():
        return Malformed(Message("Polar measurement {number} was not asked for", number=data[0]))
    measurement = Measurement(data[0])
    kind = data[9]
    layout = _LAYOUTS.get((measurement, kind))
    if layout is None:
        return Malformed(
            Message(
                "Polar {measurement} frame type 0x{kind:02x} is not known",
                measurement=measurement.name,
                kind=kind,
            )
        )
    content = data[_HEADER:]
    values = _compressed(content, layout) if kind & 0x80 else _plain(content, layout)
    if isinstance(values, Malformed):
        return values
    factor = (factors or {}).get(measurement, 1.0) if layout.uses_factor else 1.0
    return PolarFrame(
        measurement=measurement,
        end_s=int.from_bytes(data[1:9], "little") / 1e9,
        values=values.astype(np.float64) * (factor * layout.scale),
    )


def _plain(content: bytes, layout: _Layout) -> NDArray[np.int64] | Malformed:
    width = layout.channels * layout.sample_bytes
    if len(content) % width:
        return Malformed(Message("Polar frame cut inside a sample"))
    return _integers(content, layout.sample_bytes).reshape(-1, layout.channels)


def _integers(content: bytes, width: int) -> NDArray[np.int64]:
    """Return little-endian signed integers of ``width`` bytes."""
    parts = np.frombuffer(content, np.uint8).reshape(-1, width).astype(np.int64)
    values = parts @ (1 << (8 * np.arange(width, dtype=np.int64)))
    return _signed(values, 8 * width)


def _signed(values: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    return np.where(values >> (bits - 1) & 1, values - (1 << bits), values)


def _compressed(content: bytes, layout: _Layout) -> NDArray[np.int64] | Malformed:
    channels = layout.channels
    at = channels * layout.sample_bytes
    if len(content) < at:
        return Malformed(Message("Polar frame cut inside its reference sample"))
    blocks = [_integers(content[:at], layout.sample_bytes).reshape(1, channels)]
    while at < len(content):
        if at + 2 > len(content):
            return Malformed(Message("Polar frame cut inside a block of differences"))
        bits, count = content[at], content[at + 1]
        size = -(-bits * count * channels // 8)
        if not 0 < bits <= _MORE_BITS_THAN_ANY or at + 2 + size > len(content):
            return Malformed(Message("Polar frame cut inside a block of differences"))
        stream = np.unpackbits(
            np.frombuffer(content[at + 2 : at + 2 + size], np.uint8), bitorder="little"
        )
        used = stream[: bits * count * channels].reshape(-1, bits).astype(np.int64)
        differences = _signed(used @ (1 << np.arange(bits, dtype=np.int64)), bits)
        blocks.append(differences.reshape(count, channels))
        at += 2 + size
    return np.cumsum(np.concatenate(blocks), axis=0)
