"""EDF, EDF+ (also discontinuous), BDF and BDF+.

Written after the specification (Kemp et al. 1992; Kemp & Olivan 2003, edfplus.info; biosemi.com
for 24 bits). Samples are mapped, not loaded: a file may be larger than memory, and one that was
cut gives all its whole records.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_FIELDS = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
"""Widths of what the header says of each signal: label, transducer, unit, physical and digital
limits, filters, samples a record, reserved."""
_TAL = re.compile(rb"([+-]\d+(?:\.\d*)?)(?:\x15(\d+(?:\.\d*)?))?\x14((?:[^\x14\x00]*\x14)*)\x00?")
GAP = "BAD_gap"
"""Annotation with which safehold's own exports mark where they had to fill in samples."""


@dataclass(frozen=True, slots=True)
class _Channel:
    label: str
    unit: str
    gain: float
    """Physical units a step; NaN where the header's limits make none."""
    zero: float
    """Physical value of the digital 0."""
    n: int
    """Samples a record."""
    first: int
    """Byte of its first sample in a record."""
    notes: bool
    """It holds annotations."""


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    """Bytes a sample, 2 or 3."""
    size: int
    """Bytes of the header."""
    record: int
    """Bytes a record."""
    stated: int
    """Records that the header states; -1 where the recorder was stopped before it knew."""
    record_s: float
    start: float | None
    channels: tuple[_Channel, ...]


def sniff(_path: Path, head: bytes) -> float:
    """Tell whether a file begins as EDF or BDF does."""
    if head[:8] == b"\xffBIOSEMI":
        return 1.0
    plain = head[:8] == b"0       " and len(head) >= 192
    return 1.0 if plain and head[184:192].strip().isdigit() else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read an EDF or BDF file.

    Raises
    ------
    RecordingCorruptError
        When its header is damaged, or it holds no whole record.
    """
    header = _header(path)
    n_records = (path.stat().st_size - header.size) // header.record if header.record else 0
    if n_records < 1:
        raise broken(path, Message("it is cut off before the end of its first record"))
    odd = _cut(path, header, n_records)
    if header.stated > 0:
        n_records = min(n_records, header.stated)
    records = np.memmap(path, np.uint8, "r", offset=header.size, shape=(n_records, header.record))
    said, events = _annotations(records, header, wish)
    evenly_placed: FloatArray = np.arange(n_records, dtype=np.float64) * header.record_s
    onsets = evenly_placed if said is None else said
    breaks = int((np.abs(np.diff(onsets) - header.record_s) > 1e-3).sum())
    if breaks:
        odd.append(
            Message(
                "{n} interruptions: the samples stand at their own times, with gaps between.",
                code="import_interruptions",
                n=breaks,
            )
        )
    gaps = [event for event in events if event.text.startswith(GAP)]
    carrying = [c for c in header.channels if not c.notes]
    usable = [c for c in carrying if np.isfinite(c.gain) and c.n > 0]
    odd += [
        Message(
            "{name}: its limits in the header give no scale; it was left out.",
            code="import_no_scale",
            name=c.label,
        )
        for c in carrying
        if c not in usable
    ]
    names = unlike([c.label for c in usable])
    signals = tuple(
        _signal(records, header, onsets, channel, name, gaps)
        for channel, name in zip(usable, names, strict=True)
    )
    return ImportedRecording(
        path, "edf", signals, tuple(events), header.start, local=True, oddities=tuple(odd)
    )


def _cut(path: Path, header: _Header, there: int) -> list[Message]:
    """Return what is said of a file that is shorter or longer than its header states."""
    odd: list[Message] = []
    if header.stated < 0:
        odd.append(
            Message(
                "The recorder did not end properly; {n} whole records are there.",
                code="import_not_ended",
                n=there,
            )
        )
    elif there < header.stated:
        lost = (header.stated - there) * header.record_s
        odd.append(
            Message(
                "The file is cut off: {there} of {stated} records are there, "
                "{lost:.1f} s are missing at the end.",
                code="import_cut_off",
                there=there,
                stated=header.stated,
                lost=lost,
            )
        )
    elif (path.stat().st_size - header.size) != header.stated * header.record:
        odd.append(
            Message(
                "The file is longer than its header says; what stands behind was not read.",
                code="import_too_long",
            )
        )
    return odd


def _header(path: Path) -> _Header:
    with path.open("rb") as file:
        fixed = file.read(256)
        try:
            size, n = int(fixed[184:192]), int(fixed[252:256])
            stated, record_s = int(fixed[236:244]), float(fixed[244:252])
            width = 3 if fixed[:1] == b"\xff" else 2
            texts = file.read(256 * n)
            channels = tuple(_channels(texts, n, width))
        except ValueError as error:
            why = Message("its header is damaged ({error})", error=error)
            raise broken(path, why) from error
    if n < 1 or size != 256 * (n + 1) or len(texts) < 256 * n or not record_s >= 0:
        raise broken(path, Message("the sizes in its header do not fit together"))
    record = sum(width * channel.n for channel in channels)
    start = _start(fixed)
    return _Header(width, size, record, stated, record_s, start, channels)


def _channels(texts: bytes, n: int, width: int) -> Iterator[_Channel]:
    columns: list[list[str]] = []
    at = 0
    for wide in _FIELDS:
        cells = [texts[at + k * wide : at + (k + 1) * wide] for k in range(n)]
        columns.append([cell.decode("latin-1").strip(" \0") for cell in cells])
        at += wide * n
    first = 0
    for label, _, unit, low, high, d_low, d_high, _, count, _ in zip(*columns, strict=True):
        notes = label in ("EDF Annotations", "BDF Annotations")
        samples = int(count)
        gain = zero = float("nan")
        if not notes:
            steps = float(d_high) - float(d_low)
            span = float(high) - float(low)
            gain = span / steps if steps > 0 and span else float("nan")
            zero = float(low) - gain * float(d_low)
        yield _Channel(label, unit, gain, zero, samples, first, notes)
        first += width * samples


def _start(fixed: bytes) -> float | None:
    """Return the start, the wall clock taken for UTC; None where it is hidden."""
    try:
        day, month, year = (int(part) for part in fixed[168:176].decode("ascii").split("."))
        hour, minute, second = (int(part) for part in fixed[176:184].decode("ascii").split("."))
        full = 1900 + year if year >= 85 else 2000 + year
        moment = datetime.datetime(full, month, day, hour, minute, second, tzinfo=datetime.UTC)
    except (ValueError, UnicodeDecodeError):
        return None
    hidden = (full, month, day, hour, minute, second) == (1985, 1, 1, 0, 0, 0)
    return None if hidden else moment.timestamp()


def _annotations(
    records: NDArray[np.uint8], header: _Header, wish: ReadWish
) -> tuple[FloatArray | None, list[ImportedEvent]]:
    """Return the onset of every record, where the file says it, and its annotations."""
    noted = [c for c in header.channels if c.notes]
    onsets: list[float] = []
    events: list[ImportedEvent] = []
    for k in range(len(records) if noted else 0):
        for which, channel in enumerate(noted):
            stop = channel.first + header.width * channel.n
            lists = _TAL.findall(records[k, channel.first : stop].tobytes())
            for place, (onset, duration, texts) in enumerate(lists):
                said = [part.decode("utf-8", "replace") for part in texts.split(b"\x14")[:-1]]
                if which == 0 and place == 0 and not (said and said[0]):
                    onsets.append(float(onset))
                events += [
                    ImportedEvent(text, float(onset), float(duration or 0.0))
                    for text in said
                    if text
                ]
        if k % 1000 == 0:
            wish.report(0.5 * k / len(records))
    events.sort(key=lambda event: event.onset)
    return (np.array(onsets) if len(onsets) == len(records) else None), events


def _signal(
    records: NDArray[np.uint8],
    header: _Header,
    onsets: FloatArray,
    channel: _Channel,
    name: str,
    gaps: list[ImportedEvent],
) -> ImportedSignal:
    step = header.record_s / channel.n
    load = functools.partial(_load, records, header.width, onsets, step, channel, gaps)
    regular = header.record_s > 0
    return ImportedSignal(
        name, channel.unit, channel.n / header.record_s if regular else 0.0,
        channel.n * len(records), load, clock=f"{channel.n}",
    )  # fmt: skip


def _load(
    records: NDArray[np.uint8],
    width: int,
    onsets: FloatArray,
    step: float,
    channel: _Channel,
    gaps: list[ImportedEvent],
) -> Samples:
    raw = np.ascontiguousarray(
        records[:, channel.first : channel.first + width * channel.n]
    ).reshape(-1)
    values = channel.zero + channel.gain * _whole_numbers(raw, width)
    times = (onsets[:, None] + step * np.arange(channel.n)).reshape(-1)
    for gap in gaps:
        inside = (times > gap.onset - step / 2) & (times < gap.onset + gap.duration - step / 2)
        values[inside] = np.nan
    return times, values


def _whole_numbers(raw: NDArray[np.uint8], width: int) -> NDArray[Any]:
    if width == 2:
        return raw.view("<i2")
    wide = np.zeros((raw.size // 3, 4), np.uint8)
    wide[:, 1:] = raw.reshape(-1, 3)
    return wide.view("<i4")[:, 0] >> 8


IMPORTER = Importer("edf", "EDF, EDF+ and BDF", (".edf", ".bdf", ".rec"), sniff, read)
