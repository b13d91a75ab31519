"""Find the chunks of an XDF file, or of as much of it as there is."""

from __future__ import annotations

import mmap
import struct
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from recordings.xdf_format import BOUNDARY_UUID, MAGIC, Tag
from recordings.xdf_header import StreamHeader, parse_header, parse_xml
from safehold.core.errors import RecordingCorruptError, RecordingError

Bytes: TypeAlias = bytes | mmap.mmap
"""The bytes of a file, in memory or mapped."""
LENGTHS: Final = {1: struct.Struct("<B"), 4: struct.Struct("<I"), 8: struct.Struct("<Q")}
"""Forms of a variable-length integer by their first byte."""


@dataclass(slots=True)
class StreamIndex:
    """Where the samples chunks of one stream stand: what follows the stream id."""

    header: StreamHeader
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    offsets: list[tuple[float, float]] = field(default_factory=list)
    footer: str | None = None


@dataclass(slots=True)
class XdfIndex:
    """Chunk index of a file."""

    streams: dict[int, StreamIndex] = field(default_factory=dict)
    kept: list[tuple[int, int]] = field(default_factory=list)
    """Byte ranges of whole chunks, with the magic; one range where nothing is damaged."""
    size: int = 0
    datetime: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def n_bytes_used(self) -> int:
        """Bytes of whole chunks."""
        return sum(end - start for start, end in self.kept)


class MappedFile:
    """A file in memory without reading it: context manager that gives its bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Bytes:
        self._map: mmap.mmap | None = None
        try:
            with self.path.open("rb") as file:
                if file.seek(0, 2) == 0:  # an empty file cannot be mapped
                    return b""
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise RecordingError(
                f"{self.path} cannot be read: {error.strerror}.",
                remedy="Check the path and that this user may read it.",
            ) from error
        return self._map

    def __exit__(self, *_: object) -> None:
        if self._map is not None:
            self._map.close()


def index_chunks(data: Bytes, *, name: str = "the file") -> XdfIndex:
    """Walk all chunks; behind damage, go on at the next boundary.

    Raises
    ------
    RecordingCorruptError
        When the bytes are not the beginning of an XDF file.
    """
    start = data[: len(MAGIC)]
    if not MAGIC.startswith(start):
        raise RecordingCorruptError(
            f"{name} is not an XDF file: it begins with {start!r}.",
            remedy="Choose the recording.xdf of a session folder.",
        )
    index = XdfIndex(size=len(data))
    if start != MAGIC:
        return index
    at, kept_from = len(MAGIC), 0
    while at < index.size:
        at = _index_samples(data, at, index)
        end = _index_chunk(data, at, index)
        if end is not None:
            at = end
            continue
        if at > kept_from:
            index.kept.append((kept_from, at))
        kept_from = index.size
        following = data.find(BOUNDARY_UUID, at)
        if following < 0:
            return index
        kept_from = following + len(BOUNDARY_UUID)
        index.problems.append(f"bytes {at} to {kept_from} are damaged")
        at = kept_from
    if index.size > kept_from:
        index.kept.append((kept_from, index.size))
    return index


def _index_samples(data: Bytes, at: int, index: XdfIndex) -> int:
    """Take a run of samples chunks into the index; return where the first other one begins.

    Nearly all chunks are of this kind and their number sets the speed of reading: everything
    that is not the plain case is left to `_index_chunk`.
    """
    heads = {1: struct.Struct("<BHI"), 4: struct.Struct("<IHI")}
    add = {key: (found.starts.append, found.ends.append) for key, found in index.streams.items()}
    size, last_head = index.size, index.size - 11
    while at < last_head:
        form = data[at]
        head = heads.get(form)
        if head is None:
            return at
        length, tag, stream_id = head.unpack_from(data, at + 1)
        end = at + 1 + form + length
        if tag != Tag.SAMPLES or length < 6 or end > size or stream_id not in add:
            return at
        add_start, add_end = add[stream_id]
        add_start(at + 7 + form)
        add_end(end)
        at = end
    return at


def _index_chunk(data: Bytes, at: int, index: XdfIndex) -> int | None:
    """Take one chunk into the index; return its end, or None when it is not whole."""
    if at >= index.size:
        return at
    length = LENGTHS.get(data[at])
    if length is None or at + 1 + length.size > index.size:
        return None
    body = at + 1 + length.size
    end = body + int(length.unpack_from(data, at + 1)[0])
    if end > index.size or end < body + 2:
        return None
    tag = data[body] | data[body + 1] << 8
    if tag != Tag.SAMPLES:
        return end if _index_rare_chunk(data, tag, body + 2, end, index) else None
    if end < body + 6:
        return None
    stream_id = int.from_bytes(data[body + 2 : body + 6], "little")
    found = index.streams.get(stream_id)
    if found is not None:
        found.starts.append(body + 6)
        found.ends.append(end)
    else:
        _note(index, f"samples of stream {stream_id}, which has no header")
    return end


def _note(index: XdfIndex, problem: str) -> None:
    if problem not in index.problems:
        index.problems.append(problem)


def _index_rare_chunk(data: Bytes, tag: int, at: int, end: int, index: XdfIndex) -> bool:
    if tag == Tag.FILE_HEADER:
        root = parse_xml(data[at:end].decode("utf-8", "replace"))
        if root is not None:
            index.datetime = (root.findtext("datetime") or "").strip()
        return True
    if tag == Tag.BOUNDARY:
        return data[at:end] == BOUNDARY_UUID
    if tag not in (Tag.STREAM_HEADER, Tag.CLOCK_OFFSET, Tag.STREAM_FOOTER):
        return True  # chunks of later versions are skipped, as the format asks
    if end < at + 4:
        return False
    stream_id, content = int.from_bytes(data[at : at + 4], "little"), data[at + 4 : end]
    if tag == Tag.STREAM_HEADER:
        return _index_header(stream_id, content, index)
    found = index.streams.get(stream_id)
    if found is None:
        _note(index, f"a chunk of stream {stream_id}, which has no header")
    elif tag == Tag.STREAM_FOOTER:
        found.footer = content.decode("utf-8", "replace")
    elif len(content) != 16:
        return False
    else:
        found.offsets.append(struct.unpack("<dd", content))
    return True


def _index_header(stream_id: int, content: bytes, index: XdfIndex) -> bool:
    try:
        header = parse_header(content.decode("utf-8", "replace"))
    except ValueError as error:
        index.problems.append(f"stream {stream_id} cannot be read: {error}")
        return True
    if stream_id in index.streams:
        index.problems.append(f"a second header for stream {stream_id} was ignored")
    else:
        index.streams[stream_id] = StreamIndex(header)
    return True
