"""The files of a session and of a study without one person, made again from what they hold.

Each function returns what a file is to become, or None where it stays as it is, byte for byte.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recordings.xdf.byte_search import WordSearch
from recordings.xdf.xdf_copy import Removed, copy_recording
from recordings.xdf.xdf_header import StreamHeader, parse_header, parse_xml
from recordings.xdf.xdf_index import MappedFile, index_chunks
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.canonical import canonical_json
from safehold.core.markers import decode_marker
from safehold.core.messages import Message
from safehold.desk.purge.person import Withdrawn
from safehold.files.receipt import RECORDER_STREAM

OWN_STREAMS = "safehold-"
"""How names of streams begin that a session has once, for all of its people."""
GONE = "withdrawn"
"""Stands where a name must be and was the person's."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a text file is to become."""

    what: Message
    """In words, for the list and the certificate."""
    data: bytes


def changed_log(raw: bytes, who: Withdrawn) -> Change | None:
    """Return a log of numbered lines without the person's; the numbers close up.

    Lines that do not change keep their bytes but for the number; a line that was lost before
    stays lost.
    """
    gone, changed, lines = 0, 0, []
    for piece in raw.split(b"\n"):
        line = parsed_line(piece)
        if line is None:  # a piece of a line, torn by a crash: readers skip it
            torn_off = who.spoken_of(piece.decode("utf-8", "replace"))
            lines += [] if torn_off else [piece]
            changed += torn_off
            continue
        new = who.line(line, piece.decode("utf-8", "surrogateescape"))
        if new is None:
            gone += 1
            continue
        changed += new != line
        lines.append(piece if new == line and not gone else _numbered(new, gone))
    if not gone and not changed:
        return None
    return Change(
        Message(
            "lines: {gone} go, {changed} change",
            code="lines_go_change",
            gone=gone,
            changed=changed,
        ),
        b"\n".join(lines),
    )


def parsed_line(piece: bytes) -> dict[str, Any] | None:
    """Return a line of a log; None where it is none."""
    try:
        line = json.loads(piece)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _numbered(line: Mapping[str, Any], gone: int) -> bytes:
    seq = line.get("seq")
    new = {**line, "seq": seq - gone} if isinstance(seq, int) else line
    return canonical_json(new).encode()


def changed_recall(raw: bytes, who: Withdrawn) -> Change | None:
    """Return the ratings made afterwards without those that the person made."""
    pieces = raw.split(b"\n")
    lines = [parsed_line(piece) for piece in pieces]
    mine = {
        line.get("take")
        for line in lines
        if line and line.get("kind") == "take" and line.get("person") in who.labels
    }
    if not mine:
        return None
    kept, gone = [], 0
    for piece, line in zip(pieces, lines, strict=True):
        if line is not None and line.get("take") in mine:
            gone += 1
        else:
            kept.append(_numbered(line, gone) if line is not None and gone else piece)
    return Change(
        Message(
            "ratings that the person made: {n} go", code="ratings_person_made_go", n=len(mine)
        ),
        b"\n".join(kept),
    )


def changed_lines(raw: bytes, who: Withdrawn) -> Change | None:
    """Return a text without the lines that speak of the person."""
    lines = raw.splitlines(keepends=True)
    kept = [line for line in lines if not who.spoken_of(line.decode("utf-8", "replace"))]
    if len(kept) == len(lines):
        return None
    return Change(
        Message("lines: {n} go", code="lines_go", n=len(lines) - len(kept)), b"".join(kept)
    )


def changed_recorder_log(raw: bytes, who: Withdrawn) -> Change | None:
    """Return what the recorder printed without the lines on the person's streams."""
    lines, kept, mine = raw.splitlines(keepends=True), [], set[str]()
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        attributes = decode_marker(text[max(text.find("rec."), 0) :])[1]
        number = attributes.get("stream", "")
        if {attributes.get("name"), attributes.get("uid")} & who.streams:
            mine.add(number)
        elif "name" in attributes:  # numbers start over with every part of a recording
            mine.discard(number)
        if number not in mine and not who.spoken_of(text):
            kept.append(line)
    if len(kept) == len(lines):
        return None
    return Change(
        Message("lines: {n} go", code="lines_go", n=len(lines) - len(kept)), b"".join(kept)
    )


def changed_status(raw: bytes, who: Withdrawn) -> Change | None:
    """Return the recorder's last status without the person's streams."""
    try:
        status = json.loads(raw)
    except ValueError:
        return changed_lines(raw, who)
    new = who.prune(status)
    return (
        None
        if new == status
        else Change(Message("entries of the person go", code="entries_person_go"), as_json(new))
    )


def as_json(value: Any) -> bytes:
    """Return the text of a JSON file as this program writes it."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return f"{text}\n".encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class StreamsOf:
    """Which streams of a session's recordings are whose."""

    channels: Mapping[tuple[str, str, str], tuple[int, ...]] = field(default_factory=dict)
    """The person's channels, by name, type and source id of the stream."""
    theirs: frozenset[tuple[str, str, str]] = frozenset()
    """The streams of which a channel is somebody else's."""

    @classmethod
    def of(cls, specs: list[dict[str, Any]], labels: frozenset[str]) -> StreamsOf:
        """Return them for the streams that session.json and the journal name."""
        mine: dict[tuple[str, str, str], set[int]] = {}
        theirs = set()
        for spec in specs:
            key = (str(spec.get("name")), str(spec.get("type")), str(spec.get("source_id")))
            if spec.get("person") in labels:
                mine.setdefault(key, set()).add(int(spec.get("channel") or 0))
            elif spec.get("person"):
                theirs.add(key)
        return cls({key: tuple(sorted(at)) for key, at in mine.items()}, frozenset(theirs))

    def header_of(self, header: StreamHeader, who: Withdrawn) -> StreamHeader | None:
        """Return the header that a stream gets; None where the stream goes."""
        key = (header.name, header.type, header.source_id)
        shared = key in self.theirs
        if key in self.channels and not shared:
            return None
        root = parse_xml(header.xml) if header.xml else None
        person = root.findtext("desc/safehold/person") if root is not None else None
        if person and person in who.labels and not shared:
            return None
        if not who.search.in_text(header.xml):
            return header
        if who.labels and not (shared or person or header.name.startswith(OWN_STREAMS)):
            return None  # nobody's by the session, the person's by its own words
        return parse_header(without_words(header.xml, who.search))

    def has_owner(self, header: StreamHeader) -> bool:
        """Tell whether a stream is somebody's, or one that a session has for all."""
        key = (header.name, header.type, header.source_id)
        root = parse_xml(header.xml) if header.xml else None
        person = root.findtext("desc/safehold/person") if root is not None else None
        return key in self.theirs or bool(person) or header.name.startswith(OWN_STREAMS)

    def emptied(self, header: StreamHeader) -> tuple[int, ...]:
        """Return the person's channels of a stream that has others' channels too."""
        key = (header.name, header.type, header.source_id)
        return self.channels.get(key, ()) if key in self.theirs else ()


@dataclass(frozen=True, slots=True)
class Sorted:
    """The streams of a recording, by whose they are."""

    going: Mapping[int, str]
    """The person's: names by their ids."""
    nobodys: tuple[str, ...]
    """Names of those that the session gives to nobody: they stay, and may hold the person."""


def sort_streams(source: Path, who: Withdrawn, streams: StreamsOf) -> Sorted:
    """Return which streams of a recording go, and of which it is not known whose they are.

    Raises
    ------
    RecordingCorruptError
        When it is no XDF file.
    """
    with MappedFile(source) as data:
        found = index_chunks(data, name=str(source)).streams
    headers = {key: index.header for key, index in found.items()}
    going = {key: h.name for key, h in headers.items() if streams.header_of(h, who) is None}
    rest = [h for key, h in headers.items() if key not in going and not streams.has_owner(h)]
    return Sorted(going, tuple(dict.fromkeys(header.name for header in rest)))


def copy_xdf(source: Path, target: Path, who: Withdrawn, streams: StreamsOf) -> Removed | None:
    """Write a recording again without the person's streams, texts and channels.

    Returns
    -------
    Removed or None
        None where nothing of the person was in it; then nothing is written.

    Raises
    ------
    RecordingCorruptError
        When it is no XDF file, or the copy is not what it should be.
    """
    gone = {str(key) for key in sort_streams(source, who, streams).going}

    def text_of(stream: XdfStream) -> Callable[[str], str | None]:
        notes = stream.header.name == RECORDER_STREAM

        def rewrite(text: str) -> str | None:
            if notes and decode_marker(text)[1].get("stream") in gone:
                return None
            return who.text(text)

        return rewrite

    removed = copy_recording(
        source,
        target,
        header_of=lambda stream: streams.header_of(stream.header, who),
        rewrite_of=text_of,
        emptied_of=lambda stream: streams.emptied(stream.header),
    )
    if removed.streams or removed.n_lines or removed.n_changed:
        return removed
    target.unlink()
    return None


def without_words(text: str, search: WordSearch) -> str:
    """Return a text with ``withdrawn`` in the place of the words that are searched."""
    forms = {form for word in search.words for form in (word, html.escape(word))}
    for word in sorted(forms, key=len, reverse=True):
        flags = re.NOFLAG if search.exact else re.IGNORECASE
        pattern = rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])"
        text = re.sub(pattern, GONE, text, flags=flags)
    return text
