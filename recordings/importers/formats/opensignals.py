"""OpenSignals text files of biosignalsplux and BITalino: comments in JSON, then rows of counts.

Rows are counted by the device (``nSeq``, which wraps at 16 on a BITalino): where the count jumps,
samples are missing, and what follows is placed as many samples later.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from recordings.importers.imported import (
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    held,
    unlike,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_FIRST = b"# OpenSignals Text File Format"
_NOT_SIGNALS = frozenset({"nseq", "di", "do", "i1", "i2", "o1", "o2"})
_RAW = frozenset({"", "raw", "custom/0.5/1.0/v"})


def sniff(_path: Path, head: bytes) -> float:
    """Tell by the first line."""
    return 1.0 if head.lstrip(b"\xef\xbb\xbf").startswith(_FIRST) else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a file of one or several devices.

    Raises
    ------
    RecordingCorruptError
        When its header or its rows cannot be read.
    """
    lines = path.read_bytes().decode("utf-8-sig", "replace").replace("\r", "").split("\n")
    head = [line for line in lines[:20] if line.startswith("#")]
    devices = _devices(path, head)
    rows, odd = _rows(path, [line for line in lines[len(head) :] if line.strip()])
    wish.report(0.7)
    signals: list[ImportedSignal] = []
    first = 0
    for k, device in enumerate(devices):
        columns = [str(name) for name in device["column"]]
        mine = rows[:, first : first + len(columns)]
        if mine.shape[1] < len(columns):
            raise broken(path, Message("its rows have fewer columns than its header names"))
        first += len(columns)
        signals += _signals(device, columns, mine, f"device{k + 1}", odd)
    names = unlike([signal.name for signal in signals])
    signals = [
        ImportedSignal(name, s.unit, s.rate, s.n, s.load, s.clock, s.kind)
        for name, s in zip(names, signals, strict=True)
    ]
    start = _start(devices[0])
    return ImportedRecording(
        path, "opensignals", tuple(signals), start=start, local=True,
        device=str(devices[0].get("device", "")), oddities=tuple(odd),
    )  # fmt: skip


def _devices(path: Path, head: list[str]) -> list[dict[str, Any]]:
    for line in head:
        text = line.lstrip("# ").strip()
        if text.startswith("{"):
            try:
                told = json.loads(text.replace("'", '"') if '"' not in text else text)
            except ValueError as error:
                why = Message("its header is damaged ({error})", error=error)
                raise broken(path, why) from error
            found = [one for one in told.values() if isinstance(one, dict)] or [told]
            if all(one.get("column") and _rate(one) > 0 for one in found):
                return found
    raise broken(path, Message("its header names no columns and no sampling rate"))


def _rate(device: dict[str, Any]) -> float:
    try:
        return float(device.get("sampling rate", 0))
    except (TypeError, ValueError):
        return 0.0


def _rows(path: Path, lines: list[str]) -> tuple[FloatArray, list[Message]]:
    odd: list[Message] = []
    cells = [line.rstrip("\t").count("\t") for line in lines[-2:]]
    if len(lines) > 1 and cells[-1] < cells[0]:
        odd.append(Message("The last line is cut off; it was left out.", code="import_last_line"))
        lines = lines[:-1]
    if not lines:
        raise broken(path, Message("it holds no sample"))
    plain = "\n".join(line.rstrip("\t") for line in lines)
    try:
        return np.loadtxt(io.StringIO(plain), ndmin=2), odd
    except ValueError as error:
        raise broken(path, Message("a row cannot be read ({error})", error=error)) from error


def _signals(
    device: dict[str, Any], columns: list[str], rows: FloatArray, clock: str, odd: list[Message]
) -> list[ImportedSignal]:
    rate = _rate(device)
    places = np.arange(len(rows))
    counted = [k for k, name in enumerate(columns) if name.lower() == "nseq"]
    if counted:
        lost = _lost(rows[:, counted[0]])
        if lost.any():
            places = places + np.cumsum(lost)
            odd.append(
                Message(
                    "{n} samples are missing in {m} places, by the device's own count; they "
                    "are gaps.",
                    code="import_samples_missing",
                    n=int(lost.sum()),
                    m=int((lost > 0).sum()),
                )
            )
    times = places / rate
    labels = [str(one) for one in device.get("label", ())]
    sensors = [str(one) for one in device.get("sensor", ())]
    carrying = [k for k, name in enumerate(columns) if name.lower() not in _NOT_SIGNALS]
    carrying = carrying[-len(labels) :] if labels else carrying
    found = []
    for place, k in enumerate(carrying):
        sensor = sensors[place] if place < len(sensors) else ""
        named = sensor if sensor.lower() not in _RAW else columns[k]
        kind = re.sub(r"BIT$", "", sensor) if sensor.lower() not in _RAW else ""
        found.append(
            ImportedSignal(
                named, "counts", rate, len(rows), held(times, rows[:, k]), clock=clock, kind=kind
            )
        )
    return found


def _lost(counts: FloatArray) -> FloatArray:
    """Return before each row how many the count leaves out, shape ``(n,)``."""
    wraps = float(counts.max()) + 1
    steps = np.diff(counts)
    if wraps <= 1 or not np.isfinite(steps).all():
        return np.zeros(counts.size, int)
    missing = (steps - 1) % wraps
    return np.concatenate([[0], missing]).astype(int)


def _start(device: dict[str, Any]) -> float | None:
    try:
        year, month, day = (int(part) for part in str(device["date"]).split("-"))
        hour, minute, second = (float(part) for part in str(device["time"]).split(":"))
        midnight = datetime.datetime(year, month, day, tzinfo=datetime.UTC).timestamp()
    except (KeyError, ValueError):
        return None
    return midnight + 3600 * hour + 60 * minute + second


IMPORTER = Importer("opensignals", "OpenSignals and BITalino (text)", (".txt",), sniff, read)
