"""What a stream says about itself: its LSL header, read leniently."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pylsl

FORMATS = {
    pylsl.cf_float32: "float32",
    pylsl.cf_double64: "double64",
    pylsl.cf_string: "string",
    pylsl.cf_int32: "int32",
    pylsl.cf_int16: "int16",
    pylsl.cf_int8: "int8",
    pylsl.cf_int64: "int64",
}
"""liblsl's channel formats by the names that XDF uses."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """What a header says about one channel; empty where it says nothing."""

    label: str = ""
    """``label``, else ``name``, else ``sensor``: senders differ."""
    type: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StreamDescription:
    """A stream's header, with the full XML as the sender wrote it."""

    name: str
    type: str
    source_id: str
    """Empty where the sender gave none: such a stream cannot be recovered."""
    uid: str
    """Id of this run of the outlet; new after each restart."""
    hostname: str
    session_id: str
    nominal_rate: float
    """Samples per second as claimed; 0 for irregular."""
    channel_format: str
    channel_count: int
    channels: tuple[ChannelInfo, ...] = ()
    """One per channel in the full header; empty in the short header of a resolved stream."""
    person: str | None = None
    """``desc/safehold/person``: whose stream it is."""
    xml: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Channel labels, empty strings where there are none."""
        return tuple(channel.label for channel in self.channels)

    @property
    def units(self) -> tuple[str, ...]:
        """Channel units as the sender wrote them."""
        return tuple(channel.unit for channel in self.channels)


@dataclass(frozen=True, slots=True)
class FoundStream:
    """A stream that answered a search, and liblsl's handle to open it with."""

    description: StreamDescription
    handle: Any
    """pylsl.StreamInfo; keep it inside this package."""

    @property
    def created_at(self) -> float:
        """When the outlet was made, on its sender's LSL clock, s; 0 where that is not known."""
        return float(self.handle.created_at()) if self.handle is not None else 0.0


def legal_xml(text: str) -> str:
    """Return the text without characters, or references to them, that XML 1.0 forbids."""

    def reference(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        return match[0] if code <= 0x10FFFF and not _ILLEGAL.match(chr(code)) else ""

    return _ILLEGAL.sub("", _REFERENCE.sub(reference, text))


def _text(node: ElementTree.Element | None, path: str) -> str:
    return (node.findtext(path) or "").strip() if node is not None else ""


def parse_desc(xml: str, channel_count: int) -> tuple[tuple[ChannelInfo, ...], str | None]:
    """Return the channels and the person that a header names.

    A header that is not XML even after cleaning gives nameless channels and no person.
    """
    try:
        root = ElementTree.fromstring(legal_xml(xml))
    except (ElementTree.ParseError, ValueError):
        return (ChannelInfo(),) * channel_count, None
    channels = [
        ChannelInfo(
            label=_text(node, "label") or _text(node, "name") or _text(node, "sensor"),
            type=_text(node, "type"),
            unit=_text(node, "unit"),
        )
        for node in root.findall("desc/channels/channel")[:channel_count]
    ]
    channels += [ChannelInfo()] * (channel_count - len(channels))
    return tuple(channels), _text(root, "desc/safehold/person") or None


def _decoded(get: Callable[[], str]) -> str:
    """Return a text of pylsl's, which is none where a sender wrote another encoding than UTF-8."""
    try:
        return get()
    except UnicodeDecodeError as error:
        return bytes(error.object).decode("latin-1")  # what such senders mean, as a rule


def describe(info: Any, *, complete: bool = False) -> StreamDescription:
    """Return the description of a pylsl.StreamInfo.

    ``complete`` says that the header came from an open inlet, with its ``desc`` part; that of a
    resolved stream comes without.
    """
    xml = _decoded(info.as_xml)
    count = info.channel_count()
    channels, person = parse_desc(xml, count) if complete else ((), None)
    return StreamDescription(
        name=_decoded(info.name),
        type=_decoded(info.type),
        source_id=_decoded(info.source_id),
        uid=info.uid(),
        hostname=_decoded(info.hostname),
        session_id=_decoded(info.session_id),
        nominal_rate=float(info.nominal_srate()),
        channel_format=FORMATS.get(info.channel_format(), "undefined"),
        channel_count=count,
        channels=channels,
        person=person,
        xml=xml,
    )
