"""XDF of LabRecorder and others, broken ones included; what ``safehold record`` wrote too.

Times are stamps plus clock offset. A clock that was set anew (a sender that was started again,
LabRecorder's "clock reset") begins another piece: each piece has a straight line through its own
offsets, fitted so that single wrong measurements do not count (Huber 1964). Stamps are not
smoothed. A stream without offsets is placed by its stamps, and told.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
from recordings.xdf.xdf_reader import XdfFile, XdfStream, read_xdf
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
    file = read_xdf(path)
    wish.report(0.6)
    odd: list[Message] = [Sentence(problem) for problem in file.problems]
    own = [stream for stream in file.streams if stream.header.source_id.startswith(OWN)]
    if own:
        odd.append(
            Message(
                "{n} streams that safehold itself wrote were left out.",
                code="import_own_streams",
                n=len(own),
            )
        )
    placed = list(_placed([stream for stream in file.streams if stream not in own], odd))
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
        path, "xdf", tuple(signals), tuple(events), _start(file), oddities=tuple(odd)
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    stream: XdfStream
    times: FloatArray
    rows: NDArray[np.int64]
    """Rows of the stream that these times are of."""
    events: bool


def _renamed(signal: ImportedSignal, name: str) -> ImportedSignal:
    return ImportedSignal(
        name, signal.unit, signal.rate, signal.n, signal.load, signal.clock, signal.kind
    )


def _placed(streams: Sequence[XdfStream], odd: list[Message]) -> Iterator[_Placed]:
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
                    "{name}: its clock was set {n} times; between, each stretch has its own "
                    "times.",
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
        order = good[np.argsort(times[good], kind="stable")]
        if (order != good).any():
            odd.append(
                Message(
                    "{name}: some samples stand behind later ones; they are in their places.",
                    code="import_out_of_order",
                    name=header.name,
                )
            )
        yield _Placed(stream, times[order], order, _is_events(stream))


def _is_events(stream: XdfStream) -> bool:
    header = stream.header
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
        times[run] = stamps[run] + level + slope * (stamps[run] - pieces[number][0, 0])
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
        if inside.any():
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
        )  # fmt: skip


def _load(one: _Placed, origin: float, k: int) -> Samples:
    values = np.asarray(one.stream.values)[one.rows, k].astype(np.float64)
    return one.times - origin, values


def _events(one: _Placed, origin: float) -> Iterator[ImportedEvent]:
    n = one.stream.header.channel_count
    for time, row in zip(one.times.tolist(), one.rows.tolist(), strict=True):
        said = [_text(cell) for cell in one.stream.values[row]]
        text = joined_marker(said, range(n))
        if text:
            yield ImportedEvent(text, time - origin)


def _text(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.decode("latin-1")
    return cell if isinstance(cell, str) else str(cell)


def _start(file: XdfFile) -> float | None:
    try:
        return datetime.fromisoformat(file.datetime).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


IMPORTER = Importer("xdf", "XDF (LabRecorder)", (".xdf",), sniff, read)
