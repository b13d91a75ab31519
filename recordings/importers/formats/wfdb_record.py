"""WFDB records of PhysioNet: a header (``.hea``) and the signal files it names.

Written after the header and signal specifications of the WFDB Applications Guide (Moody; headers
in ``header(5)``, formats in ``signal(5)``). Formats 16, 24, 32, 61, 80, 160 and 212.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recordings.importers.imported import (
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    evenly,
    unlike,
    unusable,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_RECORD = re.compile(
    r"([\w.+-]+)(?:/(\d+))?\s+(\d+)(?:\s+(\S+))?(?:\s+(\d+))?(?:\s+(\S+))?(?:\s+(\S+))?"
)
_FORMAT = re.compile(r"(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?")
_GAIN = re.compile(r"([-+\d.eE]+)(?:\(([-+\d]+)\))?(?:/(\S+))?")
_PLAIN = {16: "<i2", 32: "<i4", 61: ">i2", 80: "u1", 160: "<u2"}
_MISSING = {16: -(2**15), 24: -(2**23), 32: -(2**31), 61: -(2**15), 80: -128, 160: -(2**15),
            212: -(2**11)}  # fmt: skip
_GAIN_UNSTATED = 200.0
"""What the specification takes for a gain that is not stated, steps a unit."""


@dataclass(frozen=True, slots=True)
class _Channel:
    file: str
    format: int
    per_frame: int
    skip: int
    gain: float
    baseline: float
    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class _Header:
    rate: float
    n_frames: int | None
    start: float | None
    channels: tuple[_Channel, ...]


def sniff(path: Path, head: bytes) -> float:
    """Tell whether it is a header, or a signal file that has one beside it."""
    if path.suffix.lower() == ".hea":
        return 1.0 if _first(head.decode("latin-1")) else 0.2
    beside = path.suffix.lower() == ".dat" and path.with_suffix(".hea").is_file()
    return 0.9 if beside else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a record by its header, or by a signal file beside it.

    Raises
    ------
    RecordingError
        For a record of several segments, a format not named above, or a missing signal file.
    """
    path = path.with_suffix(".hea")
    header = _header(path)
    odd: list[Message] = []
    found: list[tuple[_Channel, int, int]] = []
    read_from = [path]
    for file in dict.fromkeys(channel.file for channel in header.channels):
        mine = [channel for channel in header.channels if channel.file == file]
        data = path.parent / file
        if not data.is_file():
            raise unusable(
                path,
                Message("the signal file {file} is missing", file=file),
                Message("Put it beside the header, then import again."),
            )
        read_from.append(data)
        n = _frames(data, mine)
        if header.n_frames is not None and n < header.n_frames:
            odd.append(
                Message(
                    "{file} is cut off: {n} of {stated} samples are there.",
                    code="import_samples_cut",
                    file=file,
                    n=n,
                    stated=header.n_frames,
                )
            )
        n = min(n, header.n_frames or n)
        found += [(channel, position, n) for position, channel in enumerate(mine)]
    wish.report(0.5)
    names = unlike([channel.name for channel, _, _ in found])
    signals = []
    for (channel, position, n), name in zip(found, names, strict=True):
        group = tuple(c for c in header.channels if c.file == channel.file)
        values = functools.partial(_values, path.parent / channel.file, group, position, n)
        rate = header.rate * channel.per_frame
        signals.append(
            ImportedSignal(
                name, channel.unit, rate, n * channel.per_frame, evenly(values, rate),
                clock=f"{rate}/{n * channel.per_frame}",
            )
        )  # fmt: skip
    return ImportedRecording(
        path, "wfdb", tuple(signals), start=header.start, local=True, oddities=tuple(odd),
        files=tuple(read_from),
    )  # fmt: skip


def _first(text: str) -> re.Match[str] | None:
    lines = (line.strip() for line in text.splitlines())
    line = next((line for line in lines if line and not line.startswith("#")), "")
    return _RECORD.fullmatch(line)


def _header(path: Path) -> _Header:
    try:
        text = path.read_bytes().decode("latin-1")
    except OSError as error:
        raise broken(path, Message("{error}", error=error)) from error
    record = _first(text)
    if record is None:
        raise broken(path, Message("its first line names no record"))
    if record[2]:
        raise unusable(
            path,
            Message("it is a record of several segments"),
            Message("Join them first ('wfdb2edf' of the WFDB package), or import one segment."),
        )
    lines = [line.strip() for line in text.splitlines()]
    body = [line for line in lines if line and not line.startswith("#")][1:]
    n = int(record[3])
    if len(body) < n or n < 1:
        raise broken(path, Message("it names {n} signals and describes {m}", n=n, m=len(body)))
    try:
        channels = tuple(_channel(path, line) for line in body[:n])
        rate = float(re.split(r"[/(]", record[4])[0]) if record[4] else 250.0
    except ValueError as error:
        raise broken(path, Message("its header is damaged ({error})", error=error)) from error
    frames = int(record[5]) if record[5] else None
    return _Header(rate, frames or None, _start(record[6], record[7]), channels)


def _channel(path: Path, line: str) -> _Channel:
    file, said, *rest = line.split(maxsplit=8)
    form = _FORMAT.fullmatch(said)
    number = int(form[1]) if form else 0
    if form is None or number not in _MISSING:
        raise unusable(
            path,
            Message("signals in WFDB format {said} are not read", said=said),
            Message("Convert the record to format 16 ('xform' of the WFDB package)."),
        )
    gained = _GAIN.fullmatch(rest[0]) if rest else None
    gain = float(gained[1]) if gained else 0.0
    zero = int(rest[2]) if len(rest) > 2 else 0
    baseline = int(gained[2]) if gained and gained[2] else zero
    unit = (gained[3] if gained and gained[3] else "mV") if gain else ""
    name = rest[6].strip() if len(rest) > 6 else ""
    return _Channel(
        file, number, int(form[2] or 1), int(form[4] or 0), gain or _GAIN_UNSTATED,
        float(baseline), unit, name,
    )  # fmt: skip


def _start(clock: str | None, day: str | None) -> float | None:
    if not clock or not day:
        return None
    try:
        d, m, y = (int(part) for part in day.split("/"))
        h, minute, s = (float(part) for part in clock.strip("[]").split(":"))
        midnight = datetime.datetime(y, m, d, tzinfo=datetime.UTC).timestamp()
    except ValueError:
        return None
    return midnight + 3600 * h + 60 * minute + s


def _frames(path: Path, group: Sequence[_Channel]) -> int:
    """Return how many frames a signal file holds."""
    size = path.stat().st_size - group[0].skip
    per_frame = sum(channel.per_frame for channel in group)
    number = group[0].format
    n = size // 3 * 2 + (size % 3 == 2) if number == 212 else size // _width(number)
    return max(0, int(n)) // per_frame


def _width(number: int) -> int:
    return 3 if number == 24 else np.dtype(_PLAIN[number]).itemsize


def _values(path: Path, group: Sequence[_Channel], position: int, n: int) -> FloatArray:
    channel = group[position]
    per_frame = [one.per_frame for one in group]
    total = n * sum(per_frame)
    raw = _raw(path, channel.format, channel.skip)[:total].reshape(n, -1)
    first = sum(per_frame[:position])
    mine = raw[:, first : first + channel.per_frame].reshape(-1)
    values = (mine - channel.baseline) / channel.gain
    values[mine == _MISSING[channel.format]] = np.nan
    return np.asarray(values, np.float64)


def _raw(path: Path, number: int, skip: int) -> FloatArray:
    data = np.fromfile(path, np.uint8, offset=skip)
    if number == 212:
        data = np.concatenate([data, np.zeros(-data.size % 3, np.uint8)]).reshape(-1, 3)
        low = data[:, 0].astype(np.int32) | ((data[:, 1].astype(np.int32) & 0x0F) << 8)
        high = data[:, 2].astype(np.int32) | ((data[:, 1].astype(np.int32) & 0xF0) << 4)
        both = np.stack([low, high], axis=1).reshape(-1)
        return np.asarray(np.where(both > 2047, both - 4096, both), np.float64)
    if number == 24:
        wide = np.zeros((data.size // 3, 4), np.uint8)
        wide[:, 1:] = data[: data.size // 3 * 3].reshape(-1, 3)
        return np.asarray(wide.view("<i4")[:, 0] >> 8, np.float64)
    kind = np.dtype(_PLAIN[number])
    values = data[: data.size // kind.itemsize * kind.itemsize].view(kind).astype(np.float64)
    return values - {80: 128, 160: 32768}.get(number, 0)


IMPORTER = Importer("wfdb", "WFDB records (PhysioNet)", (".hea", ".dat"), sniff, read)
