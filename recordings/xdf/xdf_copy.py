"""Copies of a recording in which streams, headers or texts are others: the rest is the same.

A copy is made chunk by chunk. What stays is taken over byte for byte, in its place among the
others and under its own stream id; what it holds is read again and compared.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from recordings.disk.append_file import AppendFile, sync_directory
from recordings.xdf.xdf_format import (
    MAGIC,
    Tag,
    boundary,
    chunk,
    pack_numeric,
    pack_strings,
)
from recordings.xdf.xdf_header import StreamHeader, file_header_xml, footer_xml, header_xml
from recordings.xdf.xdf_index import (
    LENGTHS,
    Bytes,
    MappedFile,
    StreamIndex,
    chunk_begin,
    index_chunks,
)
from recordings.xdf.xdf_problems import Problems
from recordings.xdf.xdf_reader import XdfStream, load_stream, read_xdf
from safehold.core.errors import RecordingCorruptError
from safehold.core.messages import Message

Rewrite = Callable[[str], str | None]
"""Gives a text as it is to stand, or None where it is left out."""
BLOCK = 2**24
"""Bytes written at once."""
_OF_STREAM = (Tag.STREAM_HEADER, Tag.SAMPLES, Tag.CLOCK_OFFSET, Tag.STREAM_FOOTER)


@dataclass(frozen=True, slots=True)
class Removed:
    """What a copy lacks."""

    streams: tuple[str, ...]
    """Names of the streams that were left out."""
    n_samples: int
    n_lines: int = 0
    """Texts left out of streams that stay."""
    stream_ids: tuple[int, ...] = ()
    """Ids of the streams that were left out."""
    kept: tuple[str, ...] = ()
    """Names of the streams that stayed."""
    n_damaged_bytes: int = 0
    """Bytes that made no sense, and were left out."""
    n_changed: int = 0
    """Texts that stay with other words, channels that were emptied, headers that are others."""


@dataclass(slots=True)
class _Planned:
    """One stream of the copy as it should be."""

    stream: XdfStream
    header: StreamHeader
    stamps: NDArray[np.float64]
    values: Any
    chunks: list[bytes] | None = None
    """Its samples again, one per chunk (empty: left out); None where they are taken over."""
    n_gone: int = 0
    n_changed: int = 0


@dataclass(slots=True)
class _Copy:
    """A copy on its way."""

    data: Bytes
    headless: set[int]
    """Where chunks begin that make no sense by themselves: of no stream, a second header."""
    damaged: set[int]
    """Where chunks of samples begin that cannot be read."""
    mended: set[int]
    """Where headers begin that are not XML as they stand."""
    date: str
    """What the copy says of its date."""
    dated_anew: bool
    planned: dict[int, _Planned] = field(default_factory=dict)
    gone: list[XdfStream] = field(default_factory=list)


def copy_recording(
    source: Path,
    target: Path,
    *,
    header_of: Callable[[XdfStream], StreamHeader | None],
    rewrite_of: Callable[[XdfStream], Rewrite | None],
    emptied_of: Callable[[XdfStream], Sequence[int]] = lambda _stream: (),
    datetime: str | None = None,
) -> Removed:
    """Write a recording again, with other headers, without some streams and some texts.

    Damaged bytes and chunks of unknown kinds are left out; missing footers are added.

    Parameters
    ----------
    source, target : Path
        The recording; the new file, which must not exist.
    header_of : callable
        Gives the header that a stream gets (its own: it stays byte for byte), or None for a stream
        that is left out.
    rewrite_of : callable
        Gives what becomes of the texts of a stream of texts; None where they stay.
    emptied_of : callable
        Gives the channels of a stream of numbers whose values go: NaN, or 0 in whole numbers.
    datetime : str, optional
        What the new file says of its date; None for what the recording says.

    Raises
    ------
    RecordingCorruptError
        When the copy does not hold exactly what it should.
    """
    with MappedFile(source) as data:
        index = index_chunks(data, name=str(source))
        mended = {begin for begin, _ in index.bad_headers}
        anew = datetime is not None or index.file_header is None
        date = index.datetime if datetime is None else datetime
        copy = _Copy(data, {begin for begin, _ in index.left_out}, set(), mended, date, anew)
        for key, found in index.streams.items():
            stream = load_stream(data, key, found, Problems())
            header = header_of(stream)
            if header is None:
                copy.gone.append(stream)
                continue
            item = _Planned(stream, header, stream.stamps, stream.values)
            item.n_changed += header is not stream.header
            _rewrite_texts(item, rewrite_of(stream), data, found)
            _empty(item, emptied_of(stream), data, found)
            copy.planned[key] = item
            copy.damaged |= {
                chunk_begin(data, found.starts[k], found.ends[k]) for k in found.damaged
            }
        used = _write(target, copy, index.kept)
        size = index.size
    _check(target, list(copy.planned.values()))
    return Removed(
        tuple(stream.header.name for stream in copy.gone),
        sum(len(stream.stamps) for stream in copy.gone),
        sum(item.n_gone for item in copy.planned.values()),
        tuple(stream.stream_id for stream in copy.gone),
        tuple(item.header.name for item in copy.planned.values()),
        size - used,
        sum(item.n_changed for item in copy.planned.values()),
    )


def _counts(data: Bytes, found: StreamIndex) -> list[int]:
    """Return how many samples stand in each chunk of a stream; 0 in a damaged one."""
    counts = []
    for k, start in enumerate(found.starts):
        length = LENGTHS.get(data[start])
        whole = length is not None and k not in found.damaged
        counts.append(int(length.unpack_from(data, start + 1)[0]) if whole and length else 0)
    return counts


def _spans(data: Bytes, found: StreamIndex) -> Iterator[tuple[int, int]]:
    """Yield the rows of a stream that stand in each of its chunks."""
    edges = np.concatenate(([0], np.cumsum(_counts(data, found), dtype=np.intp))).tolist()
    yield from pairwise(edges)


def _rewrite_texts(
    item: _Planned, rewrite: Rewrite | None, data: Bytes, found: StreamIndex
) -> None:
    """Plan the texts of a stream; chunks in which none changes are taken over."""
    if rewrite is None or isinstance(item.values, np.ndarray):
        return
    old: list[list[str | bytes]] = item.values
    rows = [[_changed(cell, rewrite) for cell in row] for row in old]
    stays = np.array([None not in row for row in rows], dtype=bool)
    same = np.array([new == was for new, was in zip(rows, old, strict=True)], dtype=bool)
    if same.all():
        return
    key, chunks = item.stream.stream_id, []
    for start, end in _spans(data, found):
        kept = [k for k in range(start, end) if stays[k]]
        texts = [[_encoded(cell) for cell in rows[k]] for k in kept]
        chunks.append(pack_strings(key, item.stamps[kept], texts) if kept else b"")
    item.chunks = chunks
    item.n_gone = int((~stays).sum())
    item.n_changed += int((stays & ~same).sum())
    item.values = [row for row, keep in zip(rows, stays, strict=True) if keep]
    item.stamps = item.stamps[stays]


def _changed(cell: str | bytes, rewrite: Rewrite) -> str | bytes | None:
    """Return a text rewritten; bytes that are no text stay what they are where nothing changes."""
    text = cell if isinstance(cell, str) else cell.decode("utf-8", "replace")
    new = rewrite(text)
    return cell if new == text else new


def _encoded(cell: str | bytes | None) -> bytes:
    if isinstance(cell, bytes):
        return cell
    return (cell or "").encode("utf-8", "surrogateescape")


def _empty(item: _Planned, channels: Sequence[int], data: Bytes, found: StreamIndex) -> None:
    """Plan a stream of numbers without the values of some channels."""
    inside = [k for k in channels if 0 <= k < item.stream.header.channel_count]
    if not inside or not isinstance(item.values, np.ndarray):
        return
    values = item.values.copy()
    values[:, inside] = np.nan if values.dtype.kind == "f" else 0
    item.chunks = [
        pack_numeric(
            item.stream.stream_id, item.stamps[a:b], values[a:b], item.header.channel_format
        )
        if b > a
        else b""
        for a, b in _spans(data, found)
    ]
    item.values, item.n_changed = values, item.n_changed + len(inside)


def _write(target: Path, copy: _Copy, kept: list[tuple[int, int]]) -> int:
    """Write the copy; return of how many bytes of the recording is known what became of them."""
    out, used = AppendFile(target, exclusive=True), len(MAGIC)
    try:
        blocks, size, ended = [MAGIC], 0, set()
        if copy.dated_anew:
            blocks.append(chunk(Tag.FILE_HEADER, file_header_xml(copy.date).encode()))
        next_chunk = dict.fromkeys(copy.planned, 0)
        for begin, end, tag, key in _chunks(copy.data, kept):
            made = _made(copy, (begin, end, tag, key), next_chunk)
            used += 0 if made is None else end - begin
            if not made:
                continue
            if tag == Tag.STREAM_FOOTER:
                ended.add(key)
            blocks.append(made)
            size += len(made)
            if size > BLOCK:
                out.append(b"".join(blocks))
                blocks, size = [], 0
        missing = [item for key, item in copy.planned.items() if key not in ended]
        blocks += [boundary()] if missing else []
        blocks += [_footer(item) for item in missing]
        out.append(b"".join(blocks))
        out.close()
    except BaseException:
        out.close()
        target.unlink(missing_ok=True)
        raise
    sync_directory(target.parent)
    return used


def _chunks(data: Bytes, kept: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield begin, end, tag and stream id (0: of no stream) of every whole chunk."""
    for start, stop in kept:
        at = len(MAGIC) if start == 0 else start
        while at < stop:
            length = LENGTHS[data[at]]
            body = at + 1 + length.size
            end = body + int(length.unpack_from(data, at + 1)[0])
            tag = int.from_bytes(data[body : body + 2], "little")
            key = struct.unpack_from("<I", data, body + 2)[0] if tag in _OF_STREAM else 0
            yield at, end, tag, key
            at = end


def _made(
    copy: _Copy, place: tuple[int, int, int, int], next_chunk: dict[int, int]
) -> bytes | None:
    """Return what stands in the copy for a chunk; None where it makes no sense."""
    begin, end, tag, key = place
    if tag == Tag.FILE_HEADER:
        return b"" if copy.dated_anew else copy.data[begin:end]
    if tag == Tag.BOUNDARY:
        return copy.data[begin:end]
    item = copy.planned.get(key)
    headless = begin in copy.headless
    if item is not None and tag == Tag.SAMPLES and not headless:
        next_chunk[key] += 1
    if headless or begin in copy.damaged or tag not in _OF_STREAM:
        return None
    if item is None:
        return b"" if any(stream.stream_id == key for stream in copy.gone) else None
    if tag == Tag.SAMPLES and item.chunks is not None:
        return item.chunks[next_chunk[key] - 1]
    if tag == Tag.STREAM_HEADER and (
        item.header is not item.stream.header or begin in copy.mended
    ):
        text = header_xml(item.header, key).encode()
        return chunk(Tag.STREAM_HEADER, key.to_bytes(4, "little") + text)
    if tag == Tag.STREAM_FOOTER and item.n_gone:
        return _footer(item)
    return copy.data[begin:end]


def _footer(item: _Planned) -> bytes:
    """Return the footer of a stream: the one it had with other counts, or a new one."""
    some = len(item.stamps) > 0
    first, last = (float(item.stamps[0]), float(item.stamps[-1])) if some else (None, None)
    told = item.stream.footer
    if told is None:
        text = footer_xml(
            first=first,
            last=last,
            n_samples=len(item.stamps),
            offsets=[(t, value, float("nan")) for t, value in item.stream.clock_offsets.tolist()],
        )
    else:
        root = ET.fromstring(told)
        new = {"first_timestamp": first, "last_timestamp": last, "sample_count": len(item.stamps)}
        for tag, value in new.items():
            found = root.find(tag)
            if found is not None and value is None:
                root.remove(found)
            elif value is not None:
                (found if found is not None else ET.SubElement(root, tag)).text = repr(value)
        text = '<?xml version="1.0"?>' + ET.tostring(root, encoding="unicode")
    return chunk(Tag.STREAM_FOOTER, item.stream.stream_id.to_bytes(4, "little") + text.encode())


def _check(target: Path, planned: list[_Planned]) -> None:
    """Read the copy again: nothing that should stay may be lost."""
    found = read_xdf(target)
    same = found.complete and len(found.streams) == len(planned)
    for new, wanted in zip(found.streams, planned, strict=same):
        same &= new.header.name == wanted.header.name
        same &= np.array_equal(new.stamps, wanted.stamps, equal_nan=True)
        same &= np.array_equal(new.clock_offsets, wanted.stream.clock_offsets)
        same &= _equal(new.values, wanted.values)
    if not same:
        os.unlink(target)
        raise RecordingCorruptError(
            Message(
                "{target} could not be written as it should be; nothing was changed.",
                target=target.name,
            ),
            remedy=Message("Check the disk and the recording ('safehold check'), then try again."),
        )


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.tobytes() == np.ascontiguousarray(other).tobytes()
    return bool(one == other)
