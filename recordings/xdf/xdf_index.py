"""Find the chunks of an XDF file, or of as much of it as there is."""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from recordings.xdf.xdf_format import BOUNDARY_UUID, MAGIC, Tag
from recordings.xdf.xdf_header import StreamHeader, is_xml, parse_header, parse_xml
from recordings.xdf.xdf_problems import Problems
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.messages import Message

Bytes: TypeAlias = bytes | mmap.mmap
"""The bytes of a file, in memory or mapped."""
LENGTHS: Final = {1: struct.Struct("<B"), 4: struct.Struct("<I"), 8: struct.Struct("<Q")}
"""Forms of a variable-length integer by their first byte."""
_HEADS: Final = {1: struct.Struct("<BHI"), 4: struct.Struct("<IHI")}
"""Length, tag and stream id of a samples chunk by the form of its length."""


@dataclass(slots=True)
class StreamIndex:
    """Where the samples chunks of one stream stand: what follows the stream id."""

    header: StreamHeader
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    offsets: list[tuple[float, float]] = field(default_factory=list)
    footer: str | None = None
    damaged: list[int] = field(default_factory=list)
    """Which samples chunks turned out to make no sense when they were loaded."""
    last_offset_at: int = -1
    """Where the chunk of the last clock offset begins."""


@dataclass(slots=True)
class XdfIndex:
    """Chunk index of a file."""

    streams: dict[int, StreamIndex] = field(default_factory=dict)
    kept: list[tuple[int, int]] = field(default_factory=list)
    """Byte ranges of whole chunks, with the magic; one range where nothing is damaged."""
    left_out: list[tuple[int, int]] = field(default_factory=list)
    """Byte ranges of whole chunks that make no sense: other readers fail on them."""
    bad_headers: dict[tuple[int, int], int | None] = field(default_factory=dict)
    """Stream id (None: the file's own header) by the byte range of headers that are not XML as
    they stand; other readers fail on them."""
    size: int = 0
    file_header: tuple[int, int] | None = None
    """Where the file's own header stands; None where it is missing or cannot be read."""
    datetime: str = ""
    problems: Problems = field(default_factory=Problems)
    add: dict[int, tuple[Callable[[int], None], Callable[[int], None]]] = field(
        default_factory=dict
    )
    """Per stream how the start and the end of a samples chunk are added."""
    last: StreamIndex | None = None
    """The stream that the last chunk of samples, or clock offset, was of."""

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
                Message(
                    "{path} cannot be read: {why}.",
                    code="file_cannot_be_read",
                    path=self.path,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Check the path and that this user may read it.",
                    code="check_path_user_may_read",
                ),
            ) from error
        return self._map

    def __exit__(self, *_: object) -> None:
        if self._map is not None:
            self._map.close()


def index_chunks(data: Bytes, *, name: str = Message("the file", code="the_file")) -> XdfIndex:
    """Walk all chunks; behind damage, go on at the next boundary.

    Raises
    ------
    RecordingCorruptError
        When the bytes are not the beginning of an XDF file.
    """
    start = data[: len(MAGIC)]
    if not MAGIC.startswith(start):
        raise RecordingCorruptError(
            Message(
                "{name} is not an XDF file: it begins with {start!r}.",
                code="not_xdf_file_begins",
                name=name,
                start=start,
            ),
            remedy=Message(
                "Choose the recording.xdf of a session folder.",
                code="choose_recording_xdf_session_folder",
            ),
        )
    index = XdfIndex(size=len(data))
    if start != MAGIC:
        return index
    at, kept_from = len(MAGIC), 0
    previous = None
    while at < index.size:
        after = _index_samples(data, at, index)
        previous, at = (previous if after == at else None), after
        end = _index_chunk(data, at, index)
        if end is not None:
            previous, at = at, end
            continue
        whole_to = _before_hole(data, at, previous, index) if at > kept_from else at
        if whole_to > kept_from:
            index.kept.append((kept_from, whole_to))
        kept_from, previous = index.size, None
        following = data.find(BOUNDARY_UUID, at)
        if following < 0:
            return index
        kept_from = following + len(BOUNDARY_UUID)
        index.problems.append(
            Message(
                "bytes {at} to {kept_from} are damaged",
                code="bytes_damaged",
                at=at,
                kept_from=kept_from,
            )
        )
        at = kept_from
    if index.size > kept_from:
        index.kept.append((kept_from, index.size))
    return index


def _before_hole(data: Bytes, at: int, previous: int | None, index: XdfIndex) -> int:
    """Return where the chunks end that can be trusted, when the one at `at` is damaged.

    After a power failure a file may end in zeros that were never written. They may begin inside
    the last chunk, whose length says nothing of it: it is left out when it ends in a zero.
    `previous` is where that chunk begins; None when it holds samples.
    """
    found = index.last
    if any(data[at : at + 16]) or data[at - 1] or found is None:
        return at
    if previous is None and found.ends and found.ends[-1] == at:
        end = found.ends.pop()
        return _leave_out(chunk_begin(data, found.starts.pop(), end), index)
    if previous is not None and found.offsets and found.last_offset_at == previous:
        found.offsets.pop()
        return _leave_out(previous, index)
    return at


def chunk_begin(data: Bytes, start: int, end: int) -> int:
    """Return where a samples chunk begins; its content behind the stream id is given.

    The byte before may look like a form of length by chance: the length must fit too.
    """
    return next(
        start - 7 - form
        for form, length in LENGTHS.items()
        if data[start - 7 - form] == form
        and length.unpack_from(data, start - 6 - form)[0] == end - start + 6
    )


def _leave_out(begin: int, index: XdfIndex) -> int:
    index.problems.append(
        Message("the chunk before a hole of zeros was left out", code="chunk_before_zeros")
    )
    return begin


def _index_samples(data: Bytes, at: int, index: XdfIndex) -> int:
    """Take a run of samples chunks into the index; return where the first other one begins.

    Nearly all chunks are of this kind and their number sets the speed of reading: everything
    that is not the plain case is left to `_index_chunk`.
    """
    heads = _HEADS
    add, size, last_head, begun = index.add, index.size, index.size - 11, at
    mine = -1
    while at < last_head:
        form = data[at]
        head = heads.get(form)
        if head is None:
            break
        length, tag, stream_id = head.unpack_from(data, at + 1)
        end = at + 1 + form + length
        if tag != Tag.SAMPLES or length < 6 or end > size or stream_id not in add:
            break
        add_start, add_end = add[stream_id]
        add_start(at + 7 + form)
        add_end(end)
        at, mine = end, stream_id
    if at > begun:
        index.last = index.streams[mine]
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
        return end if _index_rare_chunk(data, tag, (at, body + 2, end), index) else None
    if end < body + 6:
        return None
    stream_id = int.from_bytes(data[body + 2 : body + 6], "little")
    found = index.streams.get(stream_id)
    if found is not None:
        found.starts.append(body + 6)
        found.ends.append(end)
        index.last = found
    else:
        index.problems.append(
            Message(
                "samples of stream {stream_id}, which has no header",
                code="samples_stream_no_header",
                stream_id=stream_id,
            )
        )
        index.left_out.append((at, end))
    return end


def _index_rare_chunk(
    data: Bytes, tag: int, places: tuple[int, int, int], index: XdfIndex
) -> bool:
    """Take in a chunk of another kind than samples: where it begins, its content, its end."""
    begin, at, end = places
    if tag == Tag.FILE_HEADER:
        _index_file_header(data[at:end], (begin, end), index)
        return True
    if tag == Tag.BOUNDARY:
        return data[at:end] == BOUNDARY_UUID
    if tag not in (Tag.STREAM_HEADER, Tag.CLOCK_OFFSET, Tag.STREAM_FOOTER):
        return True  # chunks of later versions are skipped, as the format asks
    if end < at + 4 or (tag == Tag.CLOCK_OFFSET and end != at + 20):
        return False
    stream_id, content = int.from_bytes(data[at : at + 4], "little"), data[at + 4 : end]
    found = index.streams.get(stream_id)
    if tag == Tag.STREAM_HEADER:
        _index_header(stream_id, content, (begin, end), index)
    elif found is None:
        index.problems.append(
            Message(
                "a chunk of stream {stream_id}, which has no header",
                code="chunk_without_header",
                stream_id=stream_id,
            )
        )
        index.left_out.append((begin, end))
    elif tag == Tag.CLOCK_OFFSET:
        found.offsets.append(struct.unpack("<dd", content))
        found.last_offset_at = begin
        index.last = found
    elif is_xml(content):
        found.footer = content.decode("utf-8", "replace")
    else:
        index.problems.append(
            Message(
                "the footer of stream {stream_id} cannot be read",
                code="footer_stream_cannot_read",
                stream_id=stream_id,
            )
        )
        index.left_out.append((begin, end))
    return True


def _index_file_header(content: bytes, place: tuple[int, int], index: XdfIndex) -> None:
    root = parse_xml(content.decode("utf-8", "replace"))
    if root is not None:
        index.datetime = (root.findtext("datetime") or "").strip()
    if is_xml(content):
        index.file_header = place
    else:
        index.bad_headers[place] = None
        index.problems.append(
            Message("the header of the file cannot be read", code="header_file_cannot_read")
        )


def _index_header(stream_id: int, content: bytes, place: tuple[int, int], index: XdfIndex) -> None:
    try:
        header = parse_header(content.decode("utf-8", "replace"))
    except ValueError as error:
        index.problems.append(
            Message(
                "stream {stream_id} cannot be read: {error}",
                code="stream_cannot_read",
                stream_id=stream_id,
                error=error,
            )
        )
        index.left_out.append(place)
        return
    if stream_id in index.streams:
        index.problems.append(
            Message(
                "a second header for stream {stream_id} was ignored",
                code="second_header_stream_ignored",
                stream_id=stream_id,
            )
        )
        index.left_out.append(place)
        return
    found = index.streams[stream_id] = StreamIndex(header)
    index.add[stream_id] = (found.starts.append, found.ends.append)
    if not is_xml(content):
        index.bad_headers[place] = stream_id
        index.problems.append(
            Message(
                "the header of stream {stream_id} had to be mended",
                code="header_stream_mended",
                stream_id=stream_id,
            )
        )
