"""XDF of LabRecorder and others, broken ones included; what ``safehold record`` wrote too.

Times are stamps plus clock offset. A clock that was set anew (a sender that was started again,
LabRecorder's "clock reset") begins another piece: each piece has a straight line through its own
offsets, fitted so that single wrong measurements do not count (Huber 1964). Stamps are not
smoothed. A stream without offsets is placed by its stamps, and told. The stamps of a stream are
in memory, its samples are not: a file may be larger than memory.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    Samples,
    broken,
    unlike,
)
from recordings.xdf.clock_pieces import clock_pieces, runs_by_piece
from recordings.xdf.xdf_format import MAGIC, STRING_FORMAT
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_index import Bytes, MappedFile, StreamIndex, XdfIndex, index_chunks
from recordings.xdf.xdf_problems import Problems
from recordings.xdf.xdf_reader import load_part, load_parts, load_stream, note_damage, note_end
from safehold.core.marker_reading import joined_marker
from safehold.core.messages import Message, Sentence
from safehold.core.types import FloatArray

OWN = "safehold-"
"""Beginning of the source ids of what safehold itself publishes."""
APART_S = 24 * 3600.0
"""Streams further from each other than this are on different clocks."""
_EVENT_WORDS = ("marker", "event", "stim", "trigger")


def sniff(_path: Path, head: bytes) -> float:
    """Tell by the first bytes."""
    return 1.0 if head.startswith(MAGIC) else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read an XDF file as far as it goes.

    Raises
    ------
    RecordingCorruptError
        When it is no XDF file, or no stream in it holds a sample.
    """
    streams, index = _looked_through(path, wish)
    odd: list[Message] = [Sentence(problem) for problem in index.problems]
    own = [stream for stream in streams if stream.header.source_id.startswith(OWN)]
    if own:
        odd.append(
            Message(
                "{n} streams that safehold itself wrote were left out.",
                code="import_own_streams",
                n=len(own),
            )
        )
    placed = list(_placed([one for one in streams if one not in own], odd))
    placed = _on_one_clock(placed, odd)
    if not placed:
        raise broken(path, Message("no stream in it holds a sample"))
    origin = min(float(one.times[0]) for one in placed)
    signals = [signal for one in placed if not one.events for signal in _signals(one, origin)]
    names = unlike([signal.name for signal in signals])
    signals = [_renamed(signal, name) for signal, name in zip(signals, names, strict=True)]
    events = [event for one in placed if one.events for event in _events(one, origin)]
    events.sort(key=lambda event: event.onset)
    return ImportedRecording(
        path, "xdf", tuple(signals), tuple(events), _start(index.datetime), oddities=tuple(odd)
    )


@dataclass(eq=False, slots=True)
class _Stream:
    """A stream of the file: stamps in memory, samples where they are, but for events."""

    path: Path
    stream_id: int
    found: StreamIndex
    stamps: FloatArray
    clock_offsets: FloatArray
    texts: list[list[str | bytes]] | NDArray[Any]
    """Of events; empty for signals."""
    parts: list[tuple[int, tuple[int, int], float]]
    """First row of each part, its chunks, and the stamp before it."""
    _held: dict[int, NDArray[Any]] = field(default_factory=dict)
    """The two parts that were loaded last, by number: all channels ask for the same ones."""

    @property
    def header(self) -> StreamHeader:
        """What the stream says of itself."""
        return self.found.header

    def rows(self, start: int, stop: int) -> NDArray[Any]:
        """Return samples as they stand in the file, shape ``(n, channels)``."""
        firsts = [first for first, _, _ in self.parts]
        number = max(0, bisect.bisect_right(firsts, start) - 1)
        found = []
        while number < len(self.parts) and firsts[number] < stop:
            values = self._values(number)
            first = firsts[number]
            found.append(values[max(0, start - first) : stop - first])
            number += 1
        return np.concatenate(found) if len(found) != 1 else found[0]

    def _values(self, number: int) -> NDArray[Any]:
        if number not in self._held:
            _, chunks, last = self.parts[number]
            with MappedFile(self.path) as data:
                part, _ = load_part(data, self.found, chunks, last)
            while len(self._held) > 1:
                del self._held[next(iter(self._held))]
            self._held[number] = part.values
        return self._held[number]


def _looked_through(path: Path, wish: ReadWish) -> tuple[list[_Stream], XdfIndex]:
    """Return every stream with its stamps, part by part: the file may be larger than memory."""
    streams = []
    with MappedFile(path) as data:
        index = index_chunks(data, name=str(path))
        for k, (stream_id, found) in enumerate(index.streams.items()):
            wish.report(0.2 + 0.6 * k / len(index.streams))
            streams.append(_stream(path, data, stream_id, found, index.problems))
    note_end(index)
    return streams, index


def _stream(
    path: Path, data: Bytes, stream_id: int, found: StreamIndex, problems: Problems
) -> _Stream:  # fmt: skip
    offsets = np.array(found.offsets, np.float64).reshape(-1, 2)
    if _is_events(found.header):
        whole = load_stream(data, stream_id, found, problems)
        return _Stream(path, stream_id, found, whole.stamps, offsets, whole.values, [])
    stamps: list[FloatArray] = [np.empty(0)]
    parts = []
    n = 0
    for part in load_parts(data, found):
        parts.append((n, part.chunks, part.last))
        stamps.append(part.stamps)
        n += part.stamps.size
    note_damage(stream_id, found, problems)
    return _Stream(path, stream_id, found, np.concatenate(stamps), offsets, [], parts)


@dataclass(frozen=True, slots=True)
class _Placed:
    stream: _Stream
    times: FloatArray
    rows: NDArray[np.int64]
    """Rows of the stream that these times are of."""
    events: bool


def _renamed(signal: ImportedSignal, name: str) -> ImportedSignal:
    return replace(signal, name=name)


def _placed(streams: Sequence[_Stream], odd: list[Message]) -> Iterator[_Placed]:
    for stream in streams:
        header = stream.header
        if not stream.stamps.size:
            odd.append(
                Message("{name}: no sample came.", code="import_no_sample", name=header.name)
            )
            continue
        times, pieces = synchronised(stream.stamps, stream.clock_offsets)
        good = np.flatnonzero(np.isfinite(times))
        if good.size < times.size:
            odd.append(
                Message(
                    "{name}: {n} samples without a usable time were left out.",
                    code="import_no_time",
                    name=header.name,
                    n=times.size - good.size,
                )
            )
        if not good.size:
            continue
        if pieces > 1:
            odd.append(
                Message(
                    "{name}: resets of its clock: {n}; each stretch between has its own times.",
                    code="import_clock_resets",
                    name=header.name,
                    n=pieces - 1,
                )
            )
        if not stream.clock_offsets.size:
            odd.append(
                Message(
                    "{name}: the file holds no clock offset of it; it may be shifted against "
                    "the others.",
                    code="import_not_synchronised",
                    name=header.name,
                )
            )
        if good.size == times.size and (times[1:] >= times[:-1]).all():
            yield _Placed(stream, times, good, _is_events(stream.header))
            continue
        order = good[np.argsort(times[good], kind="stable")]
        if (order != good).any():
            odd.append(
                Message(
                    "{name}: some samples stand behind later ones; they are in their places.",
                    code="import_out_of_order",
                    name=header.name,
                )
            )
        yield _Placed(stream, times[order], order, _is_events(stream.header))


def _is_events(header: StreamHeader) -> bool:
    if header.channel_format == STRING_FORMAT:
        return True
    said = f"{header.type} {header.name}".lower()
    return (
        header.nominal_rate == 0
        and "int" in header.channel_format
        and any(word in said for word in _EVENT_WORDS)
    )


def synchronised(stamps: FloatArray, offsets: FloatArray) -> tuple[FloatArray, int]:
    """Return stamps on the recorder's clock, and in how many pieces the sender's clock was.

    Parameters
    ----------
    stamps : ndarray, shape (n,)
        Raw stamps, s.
    offsets : ndarray, shape (m, 2)
        Times on the sender's clock and what is to be added there, s.
    """
    measured = offsets[np.isfinite(offsets).all(axis=1)]
    if not len(measured):
        return stamps.copy(), 1
    pieces = clock_pieces(measured)
    times = np.full(stamps.size, np.nan)
    for run, number in runs_by_piece(stamps, pieces):
        slope, level = _line(pieces[number])
        whole = run[-1] - run[0] + 1 == run.size
        mine = stamps[run[0] : run[-1] + 1] if whole else stamps[run]
        drifted = mine - pieces[number][0, 0]  # in place: a long stream has few such arrays
        drifted *= slope
        drifted += mine + level
        if whole:
            times[run[0] : run[-1] + 1] = drifted
        else:
            times[run] = drifted
    return times, len(pieces)


def _line(piece: FloatArray) -> tuple[float, float]:
    """Return slope and level (at its first time) of the line through a piece's offsets."""
    if len(piece) < 3 or np.ptp(piece[:, 0]) <= 0:
        return 0.0, float(np.median(piece[:, 1]))
    x = np.column_stack([piece[:, 0] - piece[0, 0], np.ones(len(piece))])
    weights = np.ones(len(piece))
    found = np.zeros(2)
    for _ in range(30):
        root = np.sqrt(weights)
        fit = np.linalg.lstsq(x * root[:, None], piece[:, 1] * root, rcond=None)[0]
        off = np.abs(piece[:, 1] - x @ fit)
        scale = 1.4826 * float(np.median(off)) or 1e-12
        weights = np.minimum(1.0, 1.345 * scale / np.maximum(off, 1e-15))
        if np.allclose(fit, found, rtol=0, atol=1e-9):
            break
        found = fit
    return float(fit[0]), float(fit[1])


def _on_one_clock(placed: list[_Placed], odd: list[Message]) -> list[_Placed]:
    """Leave out streams that are stamped by another clock than most samples."""
    if not placed:
        return placed
    most = max(placed, key=lambda one: (len(one.stream.clock_offsets) > 0, one.times.size))
    low, high = float(most.times[0]) - APART_S, float(most.times[-1]) + APART_S
    kept = []
    for one in placed:
        inside = (one.times >= low) & (one.times <= high)
        if not inside.all():
            odd.append(
                Message(
                    "{name}: {n} samples are stamped by another clock than {other}; they were "
                    "left out.",
                    code="import_other_clock",
                    name=one.stream.header.name,
                    n=int((~inside).sum()),
                    other=most.stream.header.name,
                )
            )
        if inside.all():
            kept.append(one)
        elif inside.any():
            kept.append(_Placed(one.stream, one.times[inside], one.rows[inside], one.events))
    return kept


def _signals(one: _Placed, origin: float) -> Iterator[ImportedSignal]:
    header = one.stream.header
    rate = header.nominal_rate if math.isfinite(header.nominal_rate) else 0.0
    for k in range(header.channel_count):
        channel = header.channels[k] if k < len(header.channels) else None
        label = channel.label if channel else ""
        name = f"{header.name} {label}" if label and label != header.name else header.name
        yield ImportedSignal(
            name if label or header.channel_count == 1 else f"{header.name} {k + 1}",
            channel.unit if channel else "", max(rate, 0.0), one.times.size,
            functools.partial(_load, one, origin, k), clock=str(one.stream.stream_id),
            kind=(channel.type if channel else "") or header.type,
            part=functools.partial(_part, one, origin, k),
        )  # fmt: skip


def _load(one: _Placed, origin: float, k: int) -> Samples:
    """Return one channel, taken out of the file part by part."""
    column = np.empty(one.stream.stamps.size)
    at = 0
    for first, _, _ in (*one.stream.parts[1:], (column.size, (0, 0), 0.0)):
        column[at:first] = one.stream.rows(at, first)[:, k]
        at = first
    return one.times - origin, column[one.rows]


def _part(one: _Placed, origin: float, k: int, start: int, stop: int) -> Samples:
    rows = one.rows[start:stop]
    if not rows.size:
        return np.empty(0), np.empty(0)
    low, high = int(rows.min()), int(rows.max()) + 1
    values = one.stream.rows(low, high)[rows - low, k].astype(np.float64)
    return one.times[start:stop] - origin, values


def _events(one: _Placed, origin: float) -> Iterator[ImportedEvent]:
    n = one.stream.header.channel_count
    for time, row in zip(one.times.tolist(), one.rows.tolist(), strict=True):
        said = [_text(cell) for cell in one.stream.texts[row]]
        text = joined_marker(said, range(n))
        if text:
            yield ImportedEvent(text, time - origin)


def _text(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.decode("latin-1")
    return cell if isinstance(cell, str) else str(cell)


def _start(said: str) -> float | None:
    try:
        return datetime.fromisoformat(said).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


IMPORTER = Importer("xdf", "XDF (LabRecorder)", (".xdf",), sniff, read)
