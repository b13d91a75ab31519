"""WFDB records of PhysioNet: a header (``.hea``) and the signal files it names.

Written after the header and signal specifications of the WFDB Applications Guide (Moody; headers
in ``header(5)``); samples are read by :mod:`recordings.importers.formats.wfdb_samples`. Records
of several segments too, where a signal that a segment lacks is missing there.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recordings.importers.formats.wfdb_annotations import ANNOTATORS, annotated
from recordings.importers.formats.wfdb_annotations import beside as annotation_files
from recordings.importers.formats.wfdb_samples import (
    DIFFERENCES,
    FORMATS,
    frames,
    n_frames,
    without_missing,
)
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
    first: float
    """What the differences of format 8 begin from."""


@dataclass(frozen=True, slots=True)
class _Header:
    rate: float
    n_frames: int | None
    channels: tuple[_Channel, ...]


def sniff(path: Path, head: bytes) -> float:
    """Tell whether it is a header, or a signal file that has one beside it."""
    if path.suffix.lower() == ".hea":
        return 1.0 if _first(head.decode("latin-1")) else 0.2
    known = path.suffix.lower() in (".dat", *ANNOTATORS)
    return 0.9 if known and path.with_suffix(".hea").is_file() else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a record by its header, or by a file that has one beside it.

    Raises
    ------
    RecordingError
        For a format not named above, a missing signal file, or segments that do not fit.
    """
    path = path.with_suffix(".hea")
    record, body = _lines(path)
    odd: list[Message] = []
    made = _joined(path, record, body, odd) if record[2] else _single(path, _header(path), odd)
    wish.report(0.5)
    beside = list(annotation_files(path))
    beats, events = annotated(beside, made.rate, odd)
    names = unlike([one.name for one in made.signals])
    signals = [replace(one, name=name) for one, name in zip(made.signals, names, strict=True)]
    return ImportedRecording(
        path, "wfdb", (*signals, *beats), tuple(events), start=_start(record[6], record[7]),
        local=True, oddities=tuple(odd), files=(path, *made.files, *beside),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Made:
    rate: float
    signals: list[ImportedSignal]
    files: list[Path]


def _single(path: Path, header: _Header, odd: list[Message]) -> _Made:
    found: list[tuple[_Channel, int, int]] = []
    files = []
    for file in dict.fromkeys(channel.file for channel in header.channels):
        mine = [channel for channel in header.channels if channel.file == file]
        data = _data(path, file)
        files.append(data)
        n = n_frames(data, mine[0].format, mine[0].skip, [one.per_frame for one in mine])
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
    signals = []
    for channel, position, n in found:
        group = tuple(c for c in header.channels if c.file == channel.file)
        values = functools.partial(_values, path.parent / channel.file, group, position, n)
        rate = header.rate * channel.per_frame
        signals.append(
            ImportedSignal(
                channel.name, channel.unit, rate, n * channel.per_frame, evenly(values, rate),
                clock=f"{rate}/{n * channel.per_frame}",
            )
        )  # fmt: skip
    return _Made(header.rate, signals, files)


def _data(path: Path, file: str) -> Path:
    data = path.parent / file
    if not data.is_file():
        raise unusable(
            path,
            Message("the signal file {file} is missing", file=file),
            Message("Put it beside the header, then import again."),
        )
    return data


# -- segments -----------------------------------------------------------------------------------


def _joined(path: Path, record: re.Match[str], body: list[str], odd: list[Message]) -> _Made:
    """Return the signals of all segments, each at its place; missing where a segment has none."""
    lines = [line.split() for line in body[: int(record[2])]]
    if len(lines) < int(record[2]) or any(len(line) < 2 for line in lines):
        raise broken(path, Message("it does not name all its segments"))
    try:
        named = [(line[0], int(line[1])) for line in lines]
    except ValueError as error:
        raise broken(path, Message("its header is damaged ({error})", error=error)) from error
    parts: list[tuple[int, Path, _Made]] = []
    at, files, layout = 0, list[Path](), list[str]()
    for name, n in named:
        header_path = path.parent / f"{name}.hea"
        if name == "~":
            at += n
            continue
        files.append(_data(path, f"{name}.hea"))
        if n == 0:  # the layout: names and order of the signals, without samples
            layout = [line.split(maxsplit=8)[-1].strip() for line in _lines(header_path)[1]]
            continue
        made = _single(header_path, _header(header_path), odd)
        parts.append((at, header_path, made))
        files += made.files
        at += n
    if not parts:
        raise broken(path, Message("none of its segments holds a sample"))
    rate = _rate(record[4])
    wanted = layout or [signal.name for signal in parts[0][2].signals]
    signals = [
        _placed(path, k, name, [(start, made) for start, _, made in parts], at, rate, bool(layout))
        for k, name in enumerate(wanted)
    ]
    odd.append(
        Message(
            "The record has {n} segments; where one lacks a signal, it is missing.",
            code="import_segments", n=len(parts),
        )
    )  # fmt: skip
    return _Made(rate, [one for one in signals if one is not None], files)


def _placed(
    path: Path, k: int, name: str, parts: Sequence[tuple[int, _Made]], n: int, rate: float,
    by_name: bool,
) -> ImportedSignal | None:  # fmt: skip
    """Return one signal of all segments: found by its name, or without a layout by its place."""
    mine = [
        (start, signal)
        for start, made in parts
        for place, signal in enumerate(made.signals)
        if (signal.name == name if by_name else place == k)
    ]
    if not mine:
        return None
    first = mine[0][1]
    if any((one.unit, one.rate) != (first.unit, first.rate) for _, one in mine):
        raise unusable(
            path,
            Message("its segments have {name} in other units or at other rates", name=name),
            Message("Import one segment at a time."),
        )
    per_frame = round(first.rate / rate)

    def values() -> FloatArray:
        whole = np.full(n * per_frame, np.nan)
        for start, one in mine:
            part = one.load()[1][: whole.size - start * per_frame]
            whole[start * per_frame : start * per_frame + part.size] = part
        return whole

    return ImportedSignal(
        name, first.unit, first.rate, n * per_frame, evenly(values, first.rate),
        clock=f"{first.rate}/{n * per_frame}",
    )  # fmt: skip


# -- headers ------------------------------------------------------------------------------------


def _first(text: str) -> re.Match[str] | None:
    lines = (line.strip() for line in text.splitlines())
    line = next((line for line in lines if line and not line.startswith("#")), "")
    return _RECORD.fullmatch(line)


def _lines(path: Path) -> tuple[re.Match[str], list[str]]:
    """Return what the record line says, and the lines behind it."""
    try:
        text = path.read_bytes().decode("latin-1")
    except OSError as error:
        raise broken(path, Message("{error}", error=error)) from error
    record = _first(text)
    if record is None:
        raise broken(path, Message("its first line names no record"))
    lines = [line.strip() for line in text.splitlines()]
    return record, [line for line in lines if line and not line.startswith("#")][1:]


def _rate(said: str | None) -> float:
    return float(re.split(r"[/(]", said)[0]) if said else 250.0


def _header(path: Path) -> _Header:
    record, body = _lines(path)
    if record[2]:
        raise broken(path, Message("a segment has segments itself"))
    n = int(record[3])
    if len(body) < n or n < 1:
        raise broken(path, Message("it names {n} signals and describes {m}", n=n, m=len(body)))
    try:
        channels = tuple(_channel(path, line) for line in body[:n])
        rate = _rate(record[4])
    except ValueError as error:
        raise broken(path, Message("its header is damaged ({error})", error=error)) from error
    frames = int(record[5]) if record[5] else None
    return _Header(rate, frames or None, channels)


def _channel(path: Path, line: str) -> _Channel:
    file, said, *rest = line.split(maxsplit=8)
    form = _FORMAT.fullmatch(said)
    number = int(form[1]) if form else 0
    if form is None or number not in FORMATS:
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
        float(baseline), unit, name, float(rest[3] if len(rest) > 3 else zero),
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


def _values(path: Path, group: Sequence[_Channel], position: int, n: int) -> FloatArray:
    channel = group[position]
    per_frame = [one.per_frame for one in group]
    raw = frames(path, channel.format, channel.skip, per_frame, n)
    first = sum(per_frame[:position])
    mine = raw[:, first : first + channel.per_frame].reshape(-1)
    if channel.format == DIFFERENCES:
        mine = channel.first + np.cumsum(mine)
    values = (without_missing(channel.format, mine) - channel.baseline) / channel.gain
    return np.asarray(values, np.float64)


IMPORTER = Importer("wfdb", "WFDB records (PhysioNet)", (".hea", ".dat", *ANNOTATORS), sniff, read)
