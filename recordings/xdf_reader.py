"""Read XDF files: fast, raw, and as far as they go.

Values, stamps and clock offsets come back exactly as they stand in the file: no dejittering,
no synchronisation. A file that was cut anywhere gives all its whole chunks. Fully stamped
chunks, as safehold writes them, are parsed in bulk; omitted stamps of other recorders are
deduced as they mean them (last stamp plus one nominal interval).
"""

from __future__ import annotations

import logging
import mmap
import struct
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recordings.xdf_format import (
    BOUNDARY_UUID,
    MAGIC,
    NUMERIC_FORMATS,
    STRING_FORMAT,
    Tag,
    sample_dtype,
)
from recordings.xdf_header import StreamHeader, parse_header, parse_xml
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.recordings")

_LENGTH_BYTES: Final = {1: struct.Struct("<B"), 4: struct.Struct("<I"), 8: struct.Struct("<Q")}
_Bytes = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class XdfStream:
    """One stream of a file, raw."""

    stream_id: int
    header: StreamHeader
    stamps: FloatArray
    """Raw stamps, s, shape ``(n,)``, on the sender's clock."""
    values: NDArray[Any] | list[list[str | bytes]]
    """Shape ``(n, channels)`` in the file's dtype; texts for a string stream (bytes where
    a text is not UTF-8)."""
    clock_offsets: FloatArray
    """Shape ``(m, 2)``: collection time on the sender's clock and offset to add, s."""
    footer: str | None
    """XML of the footer; None where the recording did not end properly."""


@dataclass(frozen=True, slots=True)
class XdfFile:
    """What a file holds."""

    streams: tuple[XdfStream, ...]
    complete: bool
    """True when every byte was understood and every stream has its footer."""
    n_bytes_used: int
    """Bytes of whole chunks."""
    n_bytes_beyond: int
    """Bytes that are not part of a whole chunk."""
    datetime: str
    """When the recording was started, ISO 8601; empty where the file does not say."""
    problems: tuple[str, ...]
    """What was found wrong, as sentences."""

    def stream(self, **fields: str) -> XdfStream:
        """Return the one stream whose header has these fields (``name="Polar"``).

        Raises
        ------
        RecordingError
            When there is none, or more than one.
        """
        found = [
            stream
            for stream in self.streams
            if all(getattr(stream.header, key) == value for key, value in fields.items())
        ]
        if len(found) != 1:
            names = ", ".join(repr(stream.header.name) for stream in self.streams)
            raise RecordingError(
                f"{len(found)} streams with {fields} in the recording.",
                remedy=f"It holds: {names or 'no stream'}.",
            )
        return found[0]


@dataclass(slots=True)
class StreamIndex:
    """Where the chunks of one stream stand: ``(start, end)`` of what follows the stream id."""

    header: StreamHeader
    samples: list[tuple[int, int]] = field(default_factory=list)
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


def read_xdf(path: Path, *, stream_ids: Collection[int] | None = None) -> XdfFile:
    """Read a whole file, or the whole chunks of what is there of it.

    Parameters
    ----------
    path : Path
        The file; it may still be growing.
    stream_ids : collection of int or None
        Streams to load; None for all.

    Raises
    ------
    RecordingError
        When it cannot be opened.
    RecordingCorruptError
        When it is no XDF file.
    """
    with MappedFile(path) as data:
        index = index_chunks(data, name=str(path))
        streams = tuple(
            _load(data, stream_id, found, index.problems)
            for stream_id, found in index.streams.items()
            if stream_ids is None or stream_id in stream_ids
        )
    beyond = index.size - index.n_bytes_used
    if beyond:
        index.problems.append(f"{beyond} bytes are not part of a whole chunk")
    open_ended = [str(key) for key, found in index.streams.items() if found.footer is None]
    if open_ended:
        index.problems.append(f"no footer for stream {', '.join(open_ended)}")
    return XdfFile(
        streams=streams,
        complete=not index.problems and index.size > len(MAGIC),
        n_bytes_used=index.n_bytes_used,
        n_bytes_beyond=beyond,
        datetime=index.datetime,
        problems=tuple(index.problems),
    )


class MappedFile:
    """A file in memory without reading it: context manager that gives its bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> _Bytes:
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


def index_chunks(data: _Bytes, *, name: str = "the file") -> XdfIndex:
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
        end = _index_chunk(data, at, index)
        if end is None:
            if at > kept_from:
                index.kept.append((kept_from, at))
            following = data.find(BOUNDARY_UUID, at)
            if following < 0:
                return index
            end = kept_from = following + len(BOUNDARY_UUID)
            index.problems.append(f"bytes {at} to {end} are damaged")
        at = end
    if at > kept_from:
        index.kept.append((kept_from, at))
    return index


def _index_chunk(data: _Bytes, at: int, index: XdfIndex) -> int | None:
    """Take one chunk into the index; return its end, or None when it is not whole."""
    length = _LENGTH_BYTES.get(data[at])
    if length is None or at + 1 + length.size > index.size:
        return None
    body = at + 1 + length.size
    end = body + length.unpack_from(data, at + 1)[0]
    if end > index.size or end < body + 2:
        return None
    tag = data[body] | data[body + 1] << 8
    if tag == Tag.SAMPLES:
        if end < body + 8:
            return None
        stream_id = int.from_bytes(data[body + 2 : body + 6], "little")
        found = index.streams.get(stream_id)
        if found is not None:
            found.samples.append((body + 6, end))
        elif (message := f"samples of stream {stream_id}, which has no header") not in (
            index.problems
        ):
            index.problems.append(message)
        return end
    return end if _index_rare_chunk(data, tag, body + 2, end, index) else None


def _index_rare_chunk(data: _Bytes, tag: int, at: int, end: int, index: XdfIndex) -> bool:
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
        index.problems.append(f"a chunk of stream {stream_id}, which has no header")
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


def _load(data: _Bytes, stream_id: int, found: StreamIndex, problems: list[str]) -> XdfStream:
    header = found.header
    values: NDArray[Any] | list[list[str | bytes]]
    if header.channel_format == STRING_FORMAT:
        stamps, values, n_bad = _load_strings(data, found)
    else:
        stamps, values, n_bad = _load_numbers(data, found)
    if n_bad:
        problems.append(f"{n_bad} chunks of stream {stream_id} are damaged")
    return XdfStream(
        stream_id=stream_id,
        header=header,
        stamps=stamps,
        values=values,
        clock_offsets=np.array(found.offsets, dtype=np.float64).reshape(-1, 2),
        footer=found.footer,
    )


def _varlen(data: _Bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer and where it ends."""
    length = _LENGTH_BYTES.get(data[at])
    if length is None:
        raise ValueError("no variable-length integer")
    return int(length.unpack_from(data, at + 1)[0]), at + 1 + length.size


def _interval(header: StreamHeader) -> float:
    return 1.0 / header.nominal_rate if header.nominal_rate > 0 else 0.0


def _load_numbers(data: _Bytes, found: StreamIndex) -> tuple[FloatArray, NDArray[Any], int]:
    """Return stamps, values and the number of chunks that make no sense."""
    header = found.header
    record = sample_dtype(header.channel_format, header.channel_count)
    whole: list[tuple[int, int]] = []  # bodies of chunks in which every sample has a stamp
    stamps: list[FloatArray] = []
    values: list[NDArray[Any]] = []
    n_bad, last, view = 0, 0.0, memoryview(data)

    def flush() -> None:
        """Parse the stamped chunks collected so far, all at once."""
        nonlocal last
        if not whole:
            return
        rows = np.frombuffer(b"".join([view[a:b] for a, b in whole]), record)
        whole.clear()
        stamps.append(rows["stamp"].copy())
        values.append(rows["values"].copy())
        last = float(stamps[-1][-1])

    try:
        for start, end in found.samples:
            # the count nearly always in its 4-byte form, as all writers in use write it
            if data[start] == 4:
                n_samples, body = int.from_bytes(data[start + 1 : start + 5], "little"), start + 5
            else:
                try:
                    n_samples, body = _varlen(data, start)
                except (ValueError, IndexError, struct.error):
                    n_bad += 1
                    continue
            if end - body == n_samples * record.itemsize:
                if n_samples:
                    whole.append((body, end))
                continue
            flush()
            part = _load_mixed(data[body:end], n_samples, record, last, _interval(header))
            if part is None:
                n_bad += 1
                continue
            stamps.append(part[0])
            values.append(part[1])
            last = float(part[0][-1]) if len(part[0]) else last
        flush()
    finally:
        view.release()
    if not stamps:
        empty = np.zeros((0, header.channel_count), NUMERIC_FORMATS[header.channel_format])
        return np.zeros(0), empty, n_bad
    if len(stamps) == 1:
        return stamps[0], values[0], n_bad
    return np.concatenate(stamps), np.concatenate(values), n_bad


def _load_mixed(
    body: bytes, n_samples: int, record: np.dtype[Any], last: float, interval: float
) -> tuple[FloatArray, NDArray[Any]] | None:
    """Parse a chunk in which some stamps are omitted; None when the lengths do not fit."""
    row = record.itemsize - 9
    positions, at, size = [], 0, len(body)
    for _ in range(n_samples):
        if at >= size:
            return None
        positions.append(at)
        at += (9 if body[at] else 1) + row
    if at != size:
        return None
    raw = np.frombuffer(body, np.uint8)
    begins = np.array(positions, np.intp)
    stamped = raw[begins] != 0
    stamps = np.zeros(n_samples)
    eight = raw[begins[stamped, None] + np.arange(1, 9)]
    stamps[stamped] = np.ascontiguousarray(eight).view("<f8")[:, 0]
    starts = begins + np.where(stamped, 9, 1)
    taken = np.ascontiguousarray(raw[starts[:, None] + np.arange(row)])
    base, shape = record["values"].base, record["values"].shape
    values = taken.view(base).reshape(n_samples, *shape)
    return _deduce(stamps, stamped, last, interval), values


def _deduce(
    stamps: FloatArray, stamped: NDArray[np.bool_], last: float, interval: float
) -> FloatArray:
    """Fill omitted stamps: the one before plus the interval, added up one by one."""
    missing = np.flatnonzero(~stamped)
    if not len(missing):
        return stamps
    runs = np.split(missing, np.flatnonzero(np.diff(missing) > 1) + 1)
    if len(runs) * 2 < len(missing):  # few long runs: each in one go
        for run in runs:
            before = last if run[0] == 0 else stamps[run[0] - 1]
            steps = np.full(len(run) + 1, interval)
            steps[0] = before
            stamps[run] = np.add.accumulate(steps)[1:]
        return stamps
    for k in missing.tolist():
        stamps[k] = (stamps[k - 1] if k else last) + interval
    return stamps


def _load_strings(
    data: _Bytes, found: StreamIndex
) -> tuple[FloatArray, list[list[str | bytes]], int]:
    stamps: list[float] = []
    values: list[list[str | bytes]] = []
    n_bad, last, interval = 0, 0.0, _interval(found.header)
    for start, end in found.samples:
        try:
            part = _string_chunk(data[start:end], found.header.channel_count, last, interval)
        except (ValueError, IndexError, struct.error):
            n_bad += 1
            continue
        stamps += part[0]
        values += part[1]
        last = stamps[-1] if stamps else last
    return np.array(stamps, dtype=np.float64), values, n_bad


def _string_chunk(
    body: bytes, n_channels: int, last: float, interval: float
) -> tuple[list[float], list[list[str | bytes]]]:
    n_samples, at = _varlen(body, 0)
    stamps: list[float] = []
    values: list[list[str | bytes]] = []
    for _ in range(n_samples):
        if body[at]:
            last = struct.unpack_from("<d", body, at + 1)[0]
            at += 9
        else:
            last, at = last + interval, at + 1
        row: list[str | bytes] = []
        for _ in range(n_channels):
            length, at = _varlen(body, at)
            if at + length > len(body):
                raise ValueError("a text longer than its chunk")
            row.append(_text(body[at : at + length]))
            at += length
        stamps.append(last)
        values.append(row)
    if at != len(body):
        raise ValueError("bytes left over")
    return stamps, values


def _text(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
