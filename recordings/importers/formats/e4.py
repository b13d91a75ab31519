"""Empatica E4: a folder or archive of CSV files, or one of them.

Each file begins with the Unix time of its first sample and its rate; ``IBI.csv`` with the time
that its offsets count from. Intervals stand where the watch says, never added up: it leaves out
what it did not trust.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    held,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_SIGNALS: Mapping[str, tuple[str, str]] = {
    "BVP": ("PPG", "a.u."), "EDA": ("EDA", "uS"), "TEMP": ("Temperature", "degC"),
    "HR": ("HeartRate", "bpm"), "ACC": ("Accelerometer", "1/64 g"), "IBI": ("RR", "s"),
}  # fmt: skip
"""What each file holds and its unit, as Empatica documents them."""
_START = re.compile(rb"\s*1[0-9]{9}(\.\d+)?\s*(,|\r|\n)")


def sniff(path: Path, head: bytes) -> float:
    """Tell whether it is such a folder, archive or file."""
    if path.is_dir():
        return 1.0 if any((path / f"{name}.csv").is_file() for name in ("BVP", "IBI")) else 0.0
    if path.suffix.lower() == ".zip":
        return 0.9 if b"BVP.csv" in head or b"ACC.csv" in head else 0.0
    return 1.0 if path.stem.upper() in _SIGNALS and _START.match(head) else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read the files of one E4 recording; file names decide what each is.

    Raises
    ------
    RecordingCorruptError
        When none of them holds a sample.
    """
    files = _texts(path)
    odd: list[Message] = []
    read_in: list[tuple[str, float, float, FloatArray]] = []
    for k, (name, text) in enumerate(files.items()):
        wish.report(k / len(files))
        if name != "tags":
            try:
                read_in.append((name, *_table(text, name)))
            except ValueError as error:
                odd.append(
                    Message(
                        "{name}.csv was left out: {error}.",
                        code="import_file_left_out",
                        name=name,
                        error=str(error),
                    )
                )
    if not read_in:
        raise broken(path, Message("none of its files holds a sample"))
    origin = min(start for _, start, _, _ in read_in)
    signals = [signal for part in read_in for signal in _signals(*part, origin)]
    lengths = [len(rows) / rate for name, _, rate, rows in read_in if rate and name != "IBI"]
    if lengths and max(lengths) - min(lengths) > 60:
        odd.append(
            Message(
                "The files are of different lengths, {shortest:.0f} to {longest:.0f} s.",
                code="import_lengths_differ",
                shortest=min(lengths),
                longest=max(lengths),
            )
        )
    return ImportedRecording(
        path, "e4", tuple(signals), tuple(_tags(files.get("tags", b""), origin)), origin,
        device="Empatica E4", oddities=tuple(odd), files=_paths(path, files),
    )  # fmt: skip


def _paths(path: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    return tuple(path / f"{name}.csv" for name in files) if path.is_dir() else (path,)


def _texts(path: Path) -> dict[str, bytes]:
    names = (*_SIGNALS, "tags")
    if path.is_dir():
        found = {name: path / f"{name}.csv" for name in names}
        return {name: one.read_bytes() for name, one in found.items() if one.is_file()}
    if path.suffix.lower() != ".zip":
        return {path.stem.upper(): path.read_bytes()}
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {Path(entry).name: entry for entry in archive.namelist()}
            return {
                name: archive.read(inside[f"{name}.csv"])
                for name in names
                if f"{name}.csv" in inside
            }
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise broken(path, Message("the archive is damaged ({error})", error=error)) from error


def _table(text: bytes, name: str) -> tuple[float, float, FloatArray]:
    """Return start, rate (0 for IBI) and rows; a last line that was cut is left out."""
    lines = text.decode("ascii", "replace").replace("\r", "").split("\n")
    heads = 1 if name == "IBI" else 2
    rows = [line for line in lines[heads:] if line.strip()]
    if len(lines) <= heads or not rows:
        raise ValueError(Message("it holds no sample", code="holds_no_sample"))
    start = float(lines[0].split(",")[0])
    rate = 0.0 if name == "IBI" else float(lines[1].split(",")[0])
    columns = rows[0].count(",") + 1
    if rows[-1].count(",") + 1 != columns or not text.endswith((b"\n", b"\r")):
        rows = rows[:-1] if len(rows) > 1 else rows
    return start, rate, np.loadtxt(io.StringIO("\n".join(rows)), delimiter=",", ndmin=2)


def _signals(
    name: str, start: float, rate: float, rows: FloatArray, origin: float
) -> list[ImportedSignal]:
    kind, unit = _SIGNALS[name]
    if name == "IBI":
        times = start - origin + rows[:, 0]
        return [ImportedSignal(name, unit, 0.0, len(rows), held(times, rows[:, 1]), kind=kind)]
    times = start - origin + np.arange(len(rows)) / rate
    axes = [f"{name} {axis}" for axis in "xyz"] if rows.shape[1] == 3 else [name]
    return [
        ImportedSignal(axis, unit, rate, len(rows), held(times, rows[:, k]), clock=name, kind=kind)
        for k, axis in enumerate(axes)
    ]


def _tags(text: bytes, origin: float) -> list[ImportedEvent]:
    stamps = [line for line in text.decode("ascii", "replace").split() if line]
    return [ImportedEvent("tag", float(stamp) - origin) for stamp in stamps]


IMPORTER = Importer("e4", "Empatica E4 (CSV files)", (".zip",), sniff, read)
