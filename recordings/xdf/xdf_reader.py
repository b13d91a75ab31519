"""Read XDF files: fast, raw, and as far as they go.

Values, stamps and clock offsets come back exactly as they stand in the file: no dejittering,
no synchronisation. A file that was cut anywhere gives all its whole chunks. Fully stamped
chunks, as safehold writes them, are parsed in bulk; omitted stamps of other recorders are
deduced as they mean them (last stamp plus one nominal interval).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.xdf.xdf_format import MAGIC, STRING_FORMAT, sample_dtype
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_index import (
    LENGTHS,
    Bytes,
    MappedFile,
    StreamIndex,
    XdfIndex,
    index_chunks,
)
from recordings.xdf.xdf_problems import Problems
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

PART_BYTES = 2**24
"""So many bytes of chunks are loaded at once where a stream is read part by part."""


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
    problems: tuple[Message, ...]
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
                Message(
                    "{n_found} streams with {fields} in the recording.",
                    code="streams_recording",
                    n_found=len(found),
                    fields=fields,
                ),
                remedy=Message(
                    "It holds: {names}.",
                    code="holds",
                    names=names or Message("no stream", code="no_stream"),
                ),
            )
        return found[0]


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
            load_stream(data, stream_id, found, index.problems)
            for stream_id, found in index.streams.items()
            if stream_ids is None or stream_id in stream_ids
        )
    note_end(index)
    return XdfFile(
        streams=streams,
        complete=not index.problems and index.size > len(MAGIC),
        n_bytes_used=index.n_bytes_used,
        n_bytes_beyond=index.size - index.n_bytes_used,
        datetime=index.datetime,
        problems=tuple(index.problems),
    )


def note_end(index: XdfIndex) -> None:
    """Add to the problems of a file how it ends, after its streams were loaded."""
    beyond = index.size - index.n_bytes_used
    if beyond:
        index.problems.append(
            Message(
                "{beyond} bytes are not part of a whole chunk",
                code="bytes_not_in_chunk",
                beyond=beyond,
            )
        )
    for key, found in index.streams.items():
        if found.footer is None:
            index.problems.append(
                Message("no footer for stream {key}", code="no_footer_stream", key=key)
            )


def read_parts(paths: Sequence[Path]) -> XdfFile:
    """Read the parts of one recording as one file; stream ids are numbered through.

    Raises
    ------
    RecordingError
        When there is no part, or one cannot be opened.
    RecordingCorruptError
        When one is no XDF file.
    """
    if not paths:
        raise RecordingError(
            Message("The session holds no recording.", code="session_holds_no_recording"),
            remedy=Message(
                "Check the session folder: a recording is called recording.xdf.",
                code="check_session_folder_recording_called",
            ),
        )
    parts = [read_xdf(path) for path in paths]
    if len(parts) == 1:
        return parts[0]
    streams: list[XdfStream] = []
    for part in parts:
        base = max((stream.stream_id for stream in streams), default=0)
        streams += [replace(stream, stream_id=base + stream.stream_id) for stream in part.streams]
    return XdfFile(
        streams=tuple(streams),
        complete=all(part.complete for part in parts),
        n_bytes_used=sum(part.n_bytes_used for part in parts),
        n_bytes_beyond=sum(part.n_bytes_beyond for part in parts),
        datetime=parts[0].datetime,
        problems=tuple(
            Message("{path}: {problem}", path=path.name, problem=problem)
            for path, part in zip(paths, parts, strict=True)
            for problem in part.problems
        ),
    )


def load_stream(data: Bytes, stream_id: int, found: StreamIndex, problems: Problems) -> XdfStream:
    """Return one stream of an indexed file; damaged chunks are left out and noted."""
    header = found.header
    values: NDArray[Any] | list[list[str | bytes]]
    if header.channel_format == STRING_FORMAT:
        stamps, values = _load_strings(data, found)
    else:
        stamps, values = _load_numbers(data, found)
    note_damage(stream_id, found, problems)
    return XdfStream(
        stream_id=stream_id,
        header=header,
        stamps=stamps,
        values=values,
        clock_offsets=np.array(found.offsets, dtype=np.float64).reshape(-1, 2),
        footer=found.footer,
    )


def note_damage(stream_id: int, found: StreamIndex, problems: Problems) -> None:
    """Add to the problems of a file the chunks of a stream that made no sense."""
    if found.damaged:
        problems.append(
            Message(
                "{n_damaged} chunks of stream {stream_id} are damaged",
                code="chunks_damaged",
                n_damaged=len(found.damaged),
                stream_id=stream_id,
            )
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive chunks of a stream of numbers, loaded."""

    stamps: FloatArray
    values: NDArray[Any]
    chunks: tuple[int, int]
    """First chunk, and the one behind the last."""
    last: float
    """The stamp before the first sample, s: omitted stamps count from it."""


def load_parts(
    data: Bytes, found: StreamIndex, *, n_bytes: int = PART_BYTES
) -> Iterator[Part]:  # fmt: skip
    """Yield a stream of numbers part by part; damaged chunks are left out and remembered.

    Parameters
    ----------
    data : bytes or mmap
        The file.
    found : StreamIndex
        Where its chunks stand.
    n_bytes : int
        About so many bytes of chunks are one part; at least one chunk is.
    """
    found.damaged.clear()
    sizes = np.array(found.ends, np.int64) - np.array(found.starts, np.int64)
    total = np.cumsum(sizes)
    first, last = 0, 0.0
    while first < len(sizes):
        before = int(total[first - 1]) if first else 0
        stop = max(first + 1, int(np.searchsorted(total, before + n_bytes, "right")))
        part, damaged = load_part(data, found, (first, stop), last)
        found.damaged += damaged
        yield part
        last = float(part.stamps[-1]) if len(part.stamps) else last
        first = stop


def load_part(
    data: Bytes, found: StreamIndex, chunks: tuple[int, int], last: float
) -> tuple[Part, list[int]]:
    """Return some chunks of a stream of numbers, and which of them make no sense."""
    first, stop = chunks
    piece = StreamIndex(found.header, found.starts[first:stop], found.ends[first:stop])
    stamps, values = _load_numbers(data, piece, last)
    return Part(stamps, values, chunks, last), [first + k for k in piece.damaged]


def _varlen(data: Bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer and where it ends."""
    length = LENGTHS.get(data[at])
    if length is None:
        raise ValueError(Message("not a variable-length integer", code="impossible_length"))
    return int(length.unpack_from(data, at + 1)[0]), at + 1 + length.size


def _interval(header: StreamHeader) -> float:
    interval = 1.0 / header.nominal_rate if header.nominal_rate > 0 else 0.0
    return interval if math.isfinite(interval) else 0.0


def _load_numbers(
    data: Bytes, found: StreamIndex, last: float = 0.0
) -> tuple[FloatArray, NDArray[Any]]:
    """Return stamps and values; remember chunks that make no sense. ``last``: the stamp before."""
    found.damaged.clear()
    header = found.header
    record = sample_dtype(header.channel_format, header.channel_count)
    starts, ends = np.array(found.starts, np.intp), np.array(found.ends, np.intp)
    stamped = _all_stamped(data, starts, ends, record.itemsize)
    stamps: list[FloatArray] = [np.zeros(0)]
    values: list[NDArray[Any]] = [np.zeros((0, header.channel_count), record["values"].base)]
    # runs of chunks of one kind: the stamped ones are parsed all at once
    edges = np.flatnonzero(np.diff(stamped)) + 1
    for run in np.split(np.arange(len(starts)), edges):
        rows = _join(data, starts[run] + 5, ends[run], record) if stamped[run].any() else None
        if rows is not None and (rows["flag"] == 8).all():
            stamps.append(rows["stamp"].copy())
            values.append(rows["values"].copy())
            last = float(stamps[-1][-1]) if len(rows) else last
            continue
        for k in run:
            part = _load_mixed(data[starts[k] : ends[k]], record, last, _interval(header))
            if part is None:
                found.damaged.append(int(k))
                continue
            stamps.append(part[0])
            values.append(part[1])
            last = float(part[0][-1]) if len(part[0]) else last
    if len(stamps) == 2:
        return stamps[1], values[1]
    return np.concatenate(stamps), np.concatenate(values)


def _all_stamped(
    data: Bytes, starts: NDArray[np.intp], ends: NDArray[np.intp], itemsize: int
) -> NDArray[np.bool_]:
    """Tell for each chunk whether its length says that every sample has its stamp.

    Only for counts in their 4-byte form, as all writers in use write them.
    """
    if not len(starts):
        return np.zeros(0, bool)
    raw = np.frombuffer(data, np.uint8)
    fits = ends - starts >= 5
    first = np.where(fits, starts, 0)
    counts = np.ascontiguousarray(raw[first[:, None] + np.arange(1, 5)]).view("<u4")[:, 0]
    counted = counts.astype(np.intp) * itemsize
    stamped: NDArray[np.bool_] = fits & (raw[first] == 4) & (ends - starts - 5 == counted)
    return stamped


def _join(
    data: Bytes, starts: NDArray[np.intp], ends: NDArray[np.intp], record: np.dtype[Any]
) -> NDArray[Any]:
    with memoryview(data) as view:
        parts = [view[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        joined = b"".join(parts)
        for part in parts:
            part.release()
    return np.frombuffer(joined, record)


def _load_mixed(
    body: bytes, record: np.dtype[Any], last: float, interval: float
) -> tuple[FloatArray, NDArray[Any]] | None:
    """Parse a chunk in which some stamps are omitted; None when the lengths do not fit."""
    try:
        n_samples, at = _varlen(body, 0)
    except (ValueError, IndexError, struct.error):
        return None
    row = record.itemsize - 9
    positions, size = [], len(body)
    for _ in range(n_samples):
        if at >= size or body[at] not in (0, 8):
            return None
        positions.append(at)
        at += body[at] + 1 + row
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


def _load_strings(data: Bytes, found: StreamIndex) -> tuple[FloatArray, list[list[str | bytes]]]:
    found.damaged.clear()
    stamps: list[float] = []
    values: list[list[str | bytes]] = []
    last, interval = 0.0, _interval(found.header)
    for k, (start, end) in enumerate(zip(found.starts, found.ends, strict=True)):
        try:
            part = _string_chunk(data[start:end], found.header.channel_count, last, interval)
        except (ValueError, IndexError, struct.error):
            found.damaged.append(k)
            continue
        stamps += part[0]
        values += part[1]
        last = stamps[-1] if stamps else last
    return np.array(stamps, dtype=np.float64), values


def _string_chunk(
    body: bytes, n_channels: int, last: float, interval: float
) -> tuple[list[float], list[list[str | bytes]]]:
    n_samples, at = _varlen(body, 0)
    stamps: list[float] = []
    values: list[list[str | bytes]] = []
    for _ in range(n_samples):
        if body[at] not in (0, 8):
            raise ValueError(
                Message(("not a length of a time stamp"), code="impossible_stamp_length")
            )
        if body[at]:
            last = struct.unpack_from("<d", body, at + 1)[0]
            at += 9
        else:
            last, at = last + interval, at + 1
        row: list[str | bytes] = []
        for _ in range(n_channels):
            length, at = _varlen(body, at)
            if at + length > len(body):
                raise ValueError(Message("a text longer than its chunk", code="text_longer_chunk"))
            row.append(_text(body[at : at + length]))
            at += length
        stamps.append(last)
        values.append(row)
    if at != len(body):
        raise ValueError(Message("bytes left over", code="bytes_left_over"))
    return stamps, values


def _text(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
