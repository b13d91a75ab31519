"""Write XDF files that lose nothing: whole chunks, raw stamps, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recordings.disk.append_file import AppendFile
from recordings.disk.disk_errors import DiskError
from recordings.xdf.xdf_format import (
    MAGIC,
    MAX_CHUNK_BYTES,
    NUMERIC_FORMATS,
    STRING_FORMAT,
    Tag,
    boundary,
    chunk,
    clock_offset,
    pack_numeric,
    pack_strings,
)
from recordings.xdf.xdf_header import StreamHeader, file_header_xml, footer_xml, header_xml
from safehold.core.errors import RecordingError
from safehold.core.messages import NOTHING, Message

logger = logging.getLogger("safehold.recordings")

BOUNDARY_INTERVAL_S: Final = 10.0
DEFAULT_BACKLOG_BYTES: Final = 64 * 2**20


@dataclass(slots=True)
class StreamTally:
    """What the file holds of one stream."""

    header: StreamHeader
    n_samples: int = 0
    first: float | None = None
    """First raw stamp, s."""
    last: float | None = None
    """Last raw stamp, s."""
    n_dropped: int = 0
    """Samples given up because the disk was full for too long."""
    offset_numbers: array[float] = field(default_factory=lambda: array("d"))
    """Collection time, offset, uncertainty, s, of one clock offset after the other: compact, as
    there are thousands in a session."""

    @property
    def offsets(self) -> list[tuple[float, float, float]]:
        """Collection time, offset, uncertainty, s."""
        numbers = self.offset_numbers.tolist()
        return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


@dataclass(frozen=True, slots=True)
class _Pending:
    """A chunk on its way to the disk, and what it adds to the tally."""

    blob: bytes
    stream_id: int = 0
    n_samples: int = 0
    first: float = 0.0
    last: float = 0.0


class XdfWriter:
    """An XDF file being written.

    Every chunk is one ``write()``: a killed process leaves a file of whole chunks, which any
    reader loads without repair. Samples always carry their own stamp. While the disk is full
    or fails, chunks wait in memory (`backlog_bytes`), and are written in order as soon as
    :meth:`retry` finds space; beyond the bound the oldest samples are given up and counted.

    Any thread may call any method; calls are serialised, except that :meth:`sync` lets others
    write while the disk works.

    Parameters
    ----------
    path : Path
        The new file.
    backlog_limit : int
        Bytes that may wait in memory while the disk is full.
    copy : callable or None
        Gets everything that was written, in order; it must return at once and not raise.
    datetime : str or None
        What the file says of its date, ISO 8601; empty for nothing, None for this moment.

    Raises
    ------
    RecordingError
        When the file exists or cannot be created.
    DiskFullError
        When there is no space even for the file header.
    """

    def __init__(
        self,
        path: Path,
        *,
        backlog_limit: int = DEFAULT_BACKLOG_BYTES,
        copy: Callable[[bytes], None] | None = None,
        datetime: str | None = None,
    ) -> None:
        self._copy = copy
        self._file = AppendFile(path, exclusive=True)
        self._lock = threading.RLock()
        self._hash = hashlib.sha256()
        self._tallies: dict[int, StreamTally] = {}
        self._backlog: deque[_Pending] = deque()
        self._backlog_limit = backlog_limit
        self._backlog_bytes = 0
        self._last_boundary = time.monotonic()
        self._closed = False
        self.failure: RecordingError | None = None
        """Why the last chunk could not be written; None once one could."""
        said = _now() if datetime is None else datetime
        start = MAGIC + chunk(Tag.FILE_HEADER, file_header_xml(said).encode())
        self._append(start)  # magic and header together: no file without them

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def file(self) -> AppendFile:
        """The open file, to be watched; who writes to it damages it."""
        return self._file

    @property
    def size(self) -> int:
        """Bytes written (whole chunks)."""
        return self._file.size

    @property
    def backlog_bytes(self) -> int:
        """Bytes that wait in memory for space on the disk; 0 while all is well."""
        return self._backlog_bytes

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of what was written so far."""
        return self._hash.hexdigest()

    @property
    def streams(self) -> dict[int, StreamTally]:
        """Tally of each stream by its id, in the order they were added."""
        return self._tallies

    def add_stream(self, header: StreamHeader) -> int:
        """Write a stream header and return the new stream's id."""
        with self._lock:
            stream_id = len(self._tallies) + 1
            content = header_xml(header, stream_id).encode()
            self._tallies[stream_id] = StreamTally(header)
            self._put(_Pending(_of_stream(Tag.STREAM_HEADER, stream_id, content)))
            return stream_id

    def write_samples(
        self,
        stream_id: int,
        stamps: NDArray[np.float64],
        values: NDArray[Any] | Sequence[Sequence[bytes | str]],
    ) -> None:
        """Write samples with their raw stamps, whatever these are.

        Parameters
        ----------
        stream_id : int
            From :meth:`add_stream`.
        stamps : ndarray of float64, shape (n,)
            Raw stamps, s; order, gaps and values that are not finite are kept.
        values : ndarray (n, channels), or n rows of texts
            In the stream's own format. Bytes of a text are kept as they are.

        Raises
        ------
        ValueError
            When the shape or the dtype does not fit the stream.
        """
        with self._lock:
            self._check_open()
            header = self._tallies[stream_id].header
            for part in _pack(stream_id, header, stamps, values):
                self._put(part)
            self._bound()

    def write_offset(
        self,
        stream_id: int,
        collection_time: float,
        offset: float,
        uncertainty: float = float("nan"),
    ) -> None:
        """Write a measured clock offset (see :func:`recordings.xdf.xdf_format.clock_offset`).

        The uncertainty, s, has no place in XDF's chunk; it goes into the footer.
        """
        with self._lock:
            self._check_open()
            numbers = (collection_time, offset, uncertainty)
            self._tallies[stream_id].offset_numbers.extend(numbers)
            self._put(_Pending(clock_offset(stream_id, collection_time, offset)))
            self._bound()

    def write_boundary(self) -> None:
        """Write a boundary, from which a reader can go on behind damage."""
        with self._lock:
            self._check_open()
            self._last_boundary = time.monotonic()
            self._put(_Pending(boundary()))

    def sync(self) -> None:
        """Force everything written to the disk."""
        self._file.sync()

    def retry(self) -> bool:
        """Write what waits in memory; True when nothing waits any more."""
        with self._lock:
            while self._backlog:
                try:
                    self._write(self._backlog[0])
                except RecordingError:
                    return False
                self._backlog_bytes -= len(self._backlog.popleft().blob)
            return True

    def close(self) -> None:
        """Write all footers, sync and close; a second call does nothing.

        Raises
        ------
        DiskError
            When chunks could not be written to the end (DiskFullError: for space); the file is
            closed and whole all the same.
        """
        with self._lock:
            if self._closed:
                return
            self.write_boundary()
            for stream_id, tally in self._tallies.items():
                footer = footer_xml(
                    first=tally.first,
                    last=tally.last,
                    n_samples=tally.n_samples + self._waiting_samples(stream_id),
                    offsets=tally.offsets,
                )
                self._put(_Pending(_of_stream(Tag.STREAM_FOOTER, stream_id, footer.encode())))
            self._closed = True
            done = self.retry()
            self._file.close()
            if not done:
                why = self.failure
                kind = type(why) if isinstance(why, DiskError) else DiskError
                raise kind(
                    Message(
                        "{name} ends {n} bytes too early. {why}",
                        code="ends_bytes_too_early",
                        name=self.path.name,
                        n=self._backlog_bytes,
                        why=why.message if why is not None else NOTHING,
                    ),
                    remedy=Message(
                        "{remedy} What is in the file is intact and can be read.",
                        code="file_is_intact",
                        remedy=why.remedy if why is not None else NOTHING,
                    ),
                )

    def _bound(self) -> None:
        if time.monotonic() - self._last_boundary >= BOUNDARY_INTERVAL_S:
            self.write_boundary()

    def _waiting_samples(self, stream_id: int) -> int:
        return sum(item.n_samples for item in self._backlog if item.stream_id == stream_id)

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError(f"{self.path} is closed")

    def _put(self, item: _Pending) -> None:
        """Write a chunk, or queue it behind those that wait for space."""
        if not self._backlog or self.retry():
            try:
                self._write(item)
            except RecordingError as error:
                logger.warning("%s", error.message)
            else:
                return
        self._backlog.append(item)
        self._backlog_bytes += len(item.blob)
        while self._backlog_bytes > self._backlog_limit and self._give_up_oldest():
            pass

    def _write(self, item: _Pending) -> None:
        self._append(item.blob)
        if item.n_samples:
            tally = self._tallies[item.stream_id]
            tally.n_samples += item.n_samples
            tally.first = item.first if tally.first is None else tally.first
            tally.last = item.last

    def _append(self, blob: bytes) -> None:
        try:
            self._file.append(blob)
        except RecordingError as error:
            self.failure = error
            raise
        self.failure = None
        self._hash.update(blob)
        if self._copy is not None:
            self._copy(blob)

    def _give_up_oldest(self) -> bool:
        """Drop the oldest waiting samples (headers and offsets are kept); False if none."""
        for position, item in enumerate(self._backlog):
            if item.n_samples:
                self._tallies[item.stream_id].n_dropped += item.n_samples
                self._backlog_bytes -= len(item.blob)
                del self._backlog[position]
                return True
        return False


def _now() -> str:
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")


def _of_stream(tag: Tag, stream_id: int, content: bytes) -> bytes:
    return chunk(tag, stream_id.to_bytes(4, "little") + content)


def _pack(
    stream_id: int,
    header: StreamHeader,
    stamps: NDArray[np.float64],
    values: NDArray[Any] | Sequence[Sequence[bytes | str]],
) -> list[_Pending]:
    """Return the chunks of some samples, each of a size that a reader can afford to lose."""
    stamps = np.asarray(stamps, dtype=np.float64)
    if stamps.ndim != 1 or len(values) != len(stamps):
        raise ValueError(f"{len(values)} samples with stamps of shape {stamps.shape}")
    if header.channel_format == STRING_FORMAT:
        rows = [_encoded(row, header.channel_count) for row in values]
        step = 4096
        blobs = (
            (at, pack_strings(stream_id, stamps[at : at + step], rows[at : at + step]))
            for at in range(0, len(stamps), step)
        )
    else:
        data = _checked(np.asarray(values), header)
        step = max(1, MAX_CHUNK_BYTES // (9 + header.channel_count * data.itemsize))
        blobs = (
            (
                at,
                pack_numeric(
                    stream_id,
                    stamps[at : at + step],
                    data[at : at + step],
                    header.channel_format,
                ),
            )
            for at in range(0, len(stamps), step)
        )
    chunks = []
    for at, blob in blobs:
        end = min(at + step, len(stamps))
        first, last = float(stamps[at]), float(stamps[end - 1])
        chunks.append(_Pending(blob, stream_id, end - at, first, last))
    return chunks


def _encoded(row: Sequence[bytes | str], n_channels: int) -> list[bytes]:
    if len(row) != n_channels:
        raise ValueError(f"a sample of {len(row)} texts for {n_channels} channels")
    return [
        text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        for text in row
    ]


def _checked(values: NDArray[Any], header: StreamHeader) -> NDArray[Any]:
    """Refuse values that the stream's format would not hold exactly."""
    expected = np.dtype(NUMERIC_FORMATS[header.channel_format])
    if values.shape[1:] != (header.channel_count,) or not np.can_cast(
        values.dtype, expected, "safe"
    ):
        raise ValueError(
            f"values {values.dtype}{values.shape} for a stream of {header.channel_count} "
            f"channels of {header.channel_format}"
        )
    return values
