"""Frames of the Bluetooth heart-rate service (0x180D) and of the battery service (0x180F).

Field order and units are those of the Heart Rate Service specification (Bluetooth SIG): flags,
heart rate, energy expended, RR intervals in 1/1024 s. A frame that cannot be what it claims to be
is never half believed: it comes back as :class:`Malformed`, with the reason, and is never an
exception.
"""

from __future__ import annotations

from dataclasses import dataclass

from safehold.core.messages import Message

SERVICE = "0000180d-0000-1000-8000-00805f9b34fb"
MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"

_UINT16_RATE, _CONTACT, _CONTACT_KNOWN, _ENERGY, _RR = 0x01, 0x02, 0x04, 0x08, 0x10


@dataclass(frozen=True, slots=True)
class Malformed:
    """A frame that was not used."""

    reason: Message
    """What is wrong with it; the same words for the same fault, so that they can be counted."""


@dataclass(frozen=True, slots=True)
class HeartRateFrame:
    """One heart-rate measurement."""

    heart_rate: int
    """The strap's own averaged heart rate, bpm; 0 where it has none."""
    contact: bool | None
    """Skin contact; None where the strap does not say."""
    energy_kj: int | None
    """Energy expended, kJ; None where the strap does not say."""
    rr_ms: tuple[float, ...]
    """RR intervals, oldest first, ms: the strap's 1/1024 s exactly, not rounded."""


def decode_heart_rate(data: bytes) -> HeartRateFrame | Malformed:
    """Return what a notification of characteristic 0x2A37 says.

    Reserved flag bits are ignored, as the specification asks. The RR flag without intervals is
    taken as no intervals: some straps send it so.
    """
    if not data:
        return Malformed(Message("empty heart-rate frame"))
    flags = data[0]
    width = 2 if flags & _UINT16_RATE else 1
    position = 1 + width
    needed = position + (2 if flags & _ENERGY else 0)
    if len(data) < needed:
        return Malformed(Message("heart-rate frame cut short"))
    energy = int.from_bytes(data[position:needed], "little") if flags & _ENERGY else None
    rest = data[needed:]
    if rest and not flags & _RR:
        return Malformed(Message("heart-rate frame longer than its flags say"))
    if len(rest) % 2:
        return Malformed(Message("heart-rate frame cut inside an RR interval"))
    return HeartRateFrame(
        heart_rate=int.from_bytes(data[1 : 1 + width], "little"),
        contact=bool(flags & _CONTACT) if flags & _CONTACT_KNOWN else None,
        energy_kj=energy,
        rr_ms=tuple(
            int.from_bytes(rest[at : at + 2], "little") * 1000 / 1024
            for at in range(0, len(rest), 2)
        ),
    )


def decode_battery(data: bytes) -> int | Malformed:
    """Return the battery level in percent."""
    if len(data) != 1 or data[0] > 100:
        return Malformed(Message("battery level is not one byte of 0-100"))
    return data[0]
