"""Stream headers: the XML that names a stream, made safe for every XDF reader.

One control character in one label makes a whole file unreadable for common readers, and so
does a missing name. So a header is parsed, and mended where it must be, before it is written;
what the sender really said is then kept beside it, base64 in ``desc/safehold/original_header``.
"""

from __future__ import annotations

import base64
import logging
import math
import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from recordings.xdf.xdf_format import NUMERIC_FORMATS, STRING_FORMAT

logger = logging.getLogger("safehold.recordings")

MAX_CHANNELS: Final = 2**20
"""Channels that a header may claim. A hundred times what any device has; a number beyond it is
damage, and would make samples of gigabytes."""
MAX_DEPTH: Final = 64
"""Elements within elements of a header that are kept. Writing XML, and reading it with other
programs, takes one call per level."""

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DEEPEST: Final = 100
"""Headers nested deeper are replaced by a minimal one: readers walk through them recursively."""
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel as the sender describes it; empty where it does not."""

    label: str = ""
    type: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StreamHeader:
    """What a stream says of itself."""

    name: str
    channel_count: int
    channel_format: str
    """``int8 int16 int32 int64 float32 double64 string``."""
    nominal_rate: float = 0.0
    """Samples per second; 0 for an irregular stream. A claim, not a fact."""
    type: str = ""
    source_id: str = ""
    uid: str = ""
    hostname: str = ""
    session_id: str = ""
    channels: tuple[Channel, ...] = ()
    xml: str = ""
    """The sender's own XML, or the XML in the file; empty: made from the other fields."""

    def __post_init__(self) -> None:
        if self.channel_format not in NUMERIC_FORMATS and self.channel_format != STRING_FORMAT:
            raise ValueError(
                f"channel_format {self.channel_format!r} is not one of "
                f"{', '.join(NUMERIC_FORMATS)}, {STRING_FORMAT}"
            )
        if self.channel_count < 0:
            raise ValueError(f"channel_count {self.channel_count} is negative")
        if self.channel_count > MAX_CHANNELS:
            raise ValueError(f"channel_count {self.channel_count} is more than {MAX_CHANNELS}")

    @property
    def labels(self) -> tuple[str, ...]:
        """Channel labels; empty texts where the sender gave none."""
        return tuple(channel.label for channel in self.channels)


def without_illegal_characters(text: str) -> str:
    """Drop what XML 1.0 does not allow, as a character and as a reference (``&#1;``)."""

    def keep(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else int(match[2])
        legal = number < 0x110000 and not _ILLEGAL.match(chr(number))
        return match[0] if legal else ""

    return _ILLEGAL.sub("", _REFERENCE.sub(keep, text))


class _BoundedBuilder(ET.TreeBuilder):
    """Builds a tree of at most `MAX_DEPTH` levels; what is nested deeper is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.deepest = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if self.depth <= MAX_DEPTH:
            self._open = super().start(tag, attrs)
        return self._open

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag) if self.depth < MAX_DEPTH else self._open

    def data(self, data: str, /) -> None:
        if self.depth <= MAX_DEPTH:
            super().data(data)


def _parse(text: str) -> tuple[ET.Element, bool] | None:
    """Return the root, and whether it holds all levels; None for what is not XML."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # not needed here; entities could blow up
        return None
    builder = _BoundedBuilder()
    parser = ET.XMLParser(target=builder)
    try:
        parser.feed(text)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError):  # ValueError: lone surrogates, an unknown encoding
        return None
    return root, builder.deepest <= MAX_DEPTH


def parse_xml(text: str) -> ET.Element | None:
    """Return the root of a header's XML, mended where needed; None where nothing helps.

    What is nested deeper than `MAX_DEPTH` is left out.
    """
    found = _parse(text) or _parse(without_illegal_characters(text))
    return None if found is None else found[0]


def is_xml(content: bytes) -> bool:
    """Tell whether a header or footer is XML as it stands, for readers that mend nothing.

    XML that is nested deeper than `MAX_DEPTH` is none for them: they fail on it.
    """
    found = _parse(content.decode("utf-8", "replace"))
    return found is not None and found[1]


def parse_header(xml: str) -> StreamHeader:
    """Return the header that a stream-header chunk holds.

    Raises
    ------
    ValueError
        When it cannot be parsed, or lacks what is needed to read the samples.
    """
    root = parse_xml(xml)
    if root is None:
        raise ValueError("the stream header is not XML")
    try:
        count = int(_text(root, "channel_count"))
        rate = float(_text(root, "nominal_srate") or 0.0)
    except ValueError as error:
        raise ValueError(f"the stream header has a wrong number: {error}") from error
    return StreamHeader(
        name=_text(root, "name"),
        type=_text(root, "type"),
        channel_count=count,
        channel_format=_text(root, "channel_format"),
        nominal_rate=rate,
        source_id=_text(root, "source_id"),
        uid=_text(root, "uid"),
        hostname=_text(root, "hostname"),
        session_id=_text(root, "session_id"),
        channels=_channels(root),
        xml=xml,
    )


def header_xml(header: StreamHeader, stream_id: int) -> str:
    """Return the XML to write for a stream: parseable, named, and honest about gaps.

    The sender's XML is kept element for element. The name gets a placeholder where it is
    missing; format, channel count and rate are those the samples are written with. A regular
    stream is marked as one that can drop samples: without that mark pyxdf's default loading
    spreads a gap of 3 s over the whole stream and moves stamps by up to 1.5 s.
    """
    root = parse_xml(header.xml) if header.xml else _minimal(header)
    if root is not None and _is_too_deep(root):
        root = None  # neither we nor other readers could walk through it
    mended = root is None or root.tag != "info"
    if root is None or root.tag != "info":
        logger.warning(
            "The header of stream %r cannot be kept as it is; a minimal one is written.",
            header.name,
        )
        root = _minimal(header)
    if header.xml and not mended:
        as_it_stands = _parse(header.xml)
        mended = as_it_stands is None or not as_it_stands[1]
    _set(root, "name", without_illegal_characters(header.name).strip() or f"unnamed-{stream_id}")
    _set(root, "channel_count", str(header.channel_count))
    _set(root, "channel_format", header.channel_format)
    rate = header.nominal_rate if math.isfinite(header.nominal_rate) else 0.0
    if _number(_text(root, "nominal_srate")) != rate:
        _set(root, "nominal_srate", repr(rate))
    if rate > 0:
        _set(_child(_child(root, "desc"), "synchronization"), "can_drop_samples", "true")
    if mended:
        original = base64.b64encode(header.xml.encode("utf-8", "surrogatepass")).decode()
        _set(_child(_child(root, "desc"), "safehold"), "original_header", original)
    return '<?xml version="1.0"?>' + ET.tostring(root, encoding="unicode")


def footer_xml(
    *,
    first: float | None,
    last: float | None,
    n_samples: int,
    offsets: list[tuple[float, float, float]],
) -> str:
    """Return the XML of a stream footer.

    Parameters
    ----------
    first, last : float or None
        First and last raw stamp, s; None for a stream without samples.
    n_samples : int
        Samples written.
    offsets : list of (float, float, float)
        Collection time, offset and uncertainty of every clock offset, s; an uncertainty
        that is not finite is left out.
    """
    root = ET.Element("info")
    if first is not None and last is not None:
        _set(root, "first_timestamp", repr(first))
        _set(root, "last_timestamp", repr(last))
    _set(root, "sample_count", str(n_samples))
    listed = ET.SubElement(root, "clock_offsets")
    for time, value, uncertainty in offsets:
        entry = ET.SubElement(listed, "offset")
        _set(entry, "time", repr(time))
        _set(entry, "value", repr(value))
        if math.isfinite(uncertainty):
            _set(entry, "uncertainty", repr(uncertainty))
    return '<?xml version="1.0"?>' + ET.tostring(root, encoding="unicode")


def file_header_xml(datetime: str) -> str:
    """Return the XML of the file header; `datetime` in ISO 8601 with an offset, or empty."""
    date = f"<datetime>{datetime}</datetime>" if datetime else ""
    return f'<?xml version="1.0"?><info><version>1.0</version>{date}</info>'


def _is_too_deep(root: ET.Element) -> bool:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            return True
        level = [child for element in level for child in element]
    return False


def _minimal(header: StreamHeader) -> ET.Element:
    root = ET.Element("info")
    for tag in ("name", "type", "source_id", "uid", "hostname", "session_id"):
        _set(root, tag, without_illegal_characters(getattr(header, tag)))
    channels = ET.SubElement(ET.SubElement(root, "desc"), "channels") if header.channels else None
    for channel in header.channels:
        entry = ET.SubElement(channels, "channel") if channels is not None else root
        for tag in ("label", "type", "unit"):  # readers drop all labels where one is missing
            _set(entry, tag, without_illegal_characters(getattr(channel, tag)))
    return root


def _channels(root: ET.Element) -> tuple[Channel, ...]:
    found = root.findall("desc/channels/channel")
    return tuple(
        Channel(
            label=_text(entry, "label") or _text(entry, "name") or _text(entry, "sensor"),
            type=_text(entry, "type"),
            unit=_text(entry, "unit"),
        )
        for entry in found
    )


def _text(element: ET.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _child(element: ET.Element, tag: str) -> ET.Element:
    found = element.find(tag)
    return ET.SubElement(element, tag) if found is None else found


def _set(element: ET.Element, tag: str, text: str) -> None:
    _child(element, tag).text = text
