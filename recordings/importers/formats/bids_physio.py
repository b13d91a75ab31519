"""BIDS physiology: ``*_physio.tsv.gz`` with its JSON, which may stand in a folder above."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    held,
    unlike,
    unusable,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_ENDINGS = ("_physio.tsv.gz", "_physio.tsv", "_stim.tsv.gz")
_LEVELS = 6
"""Folders above the file in which its JSON may stand."""


def sniff(path: Path, _head: bytes) -> float:
    """Tell by the name of the file."""
    return 1.0 if path.name.endswith(_ENDINGS) else 0.0


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a file of physiology; events of its task stand beside it.

    Raises
    ------
    RecordingError
        Where no JSON says the rate and the columns, or they do not fit.
    """
    told, read_from = _sidecar(path)
    try:
        rate, start = float(told["SamplingFrequency"]), float(told.get("StartTime", 0.0))
        columns = [str(name) for name in told["Columns"]]
    except (KeyError, TypeError, ValueError) as error:
        raise unusable(
            path,
            Message("no JSON beside or above it says {error}", error=str(error)),
            Message("Add SamplingFrequency, StartTime and Columns to its JSON."),
        ) from error
    odd: list[Message] = []
    rows = _rows(path, len(columns), odd)
    wish.report(0.8)
    times = start + np.arange(len(rows)) / rate
    signals = tuple(
        ImportedSignal(
            name, _unit(told, column), rate, len(rows), held(times, rows[:, k]), clock="all"
        )
        for k, (column, name) in enumerate(zip(columns, unlike(columns), strict=True))
    )
    events, event_files = _events(path)
    return ImportedRecording(
        path, "bids", signals, tuple(events), oddities=tuple(odd),
        files=(path, *read_from, *event_files),
    )  # fmt: skip


def _unit(told: dict[str, Any], column: str) -> str:
    about = told.get(column)
    return str(about.get("Units", "")) if isinstance(about, dict) else ""


def _entities(name: str) -> frozenset[str]:
    return frozenset(re.split(r"_", name.split(".")[0]))


def _sidecar(path: Path) -> tuple[dict[str, Any], list[Path]]:
    """Return what all JSON files that apply say; the nearer one wins (inheritance principle)."""
    mine = _entities(path.name)
    folders = [path.parent, *path.parent.parents][:_LEVELS]
    told: dict[str, Any] = {}
    used = []
    for folder in reversed(folders):
        found = [one for one in folder.glob("*_physio.json") if _entities(one.name) <= mine]
        for one in sorted(found, key=lambda one: len(_entities(one.name))):
            try:
                facts = json.loads(one.read_bytes())
            except ValueError as error:
                raise broken(one, Message("it is not JSON ({error})", error=error)) from error
            if isinstance(facts, dict):
                told.update(facts)
                used.append(one)
    return told, used


def _rows(path: Path, n: int, odd: list[Message]) -> FloatArray:
    text = _text(path, odd)
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip()]
    if (
        lines
        and lines[0].count("\t") + 1 == n
        and re.search(r"[A-Za-df-z]{2}", lines[0])
        and ("n/a" not in lines[0])
    ):
        odd.append(
            Message(
                "Its first line names columns, which BIDS forbids; it was left out.",
                code="import_header_line",
            )
        )
        lines = lines[1:]
    while lines and lines[-1].count("\t") + 1 != n:
        if len(lines) < 2 or lines[-2].count("\t") + 1 != n:
            raise unusable(
                path,
                Message(
                    "its rows have {m} columns, its JSON names {n}",
                    m=lines[-1].count("\t") + 1,
                    n=n,
                ),
                Message("Correct Columns in the JSON."),
            )
        odd.append(Message("The last line is cut off; it was left out.", code="import_last_line"))
        lines = lines[:-1]
    if not lines:
        raise broken(path, Message("it holds no sample"))
    plain = "\n".join(lines).replace("n/a", "nan")
    try:
        return np.loadtxt(io.StringIO(plain), delimiter="\t", ndmin=2)
    except ValueError as error:
        raise broken(path, Message("a cell is no number ({error})", error=error)) from error


def _text(path: Path, odd: list[Message]) -> str:
    if not path.name.endswith(".gz"):
        return path.read_text("utf-8", "replace")
    parts: list[bytes] = []
    try:
        with gzip.open(path) as file:
            while part := file.read(1 << 16):
                parts.append(part)
    except (EOFError, OSError, zlib.error) as error:
        if not parts:
            raise broken(path, Message("it is no gzip file ({error})", error=error)) from error
        odd.append(
            Message(
                "The file is cut off or damaged; what could be unpacked is there.",
                code="import_gzip_cut",
            )
        )
    return b"".join(parts).decode("utf-8", "replace")


def _events(path: Path) -> tuple[list[ImportedEvent], list[Path]]:
    stem = re.sub(r"_recording-[^_]+", "", path.name.split(".")[0]).removesuffix("_physio")
    beside = path.parent / f"{stem}_events.tsv"
    if not beside.is_file():
        return [], []
    return list(_event_rows(beside)), [beside]


def _event_rows(path: Path) -> Iterator[ImportedEvent]:
    head, *lines = path.read_text("utf-8-sig", "replace").replace("\r", "").split("\n")
    names = head.split("\t")
    for line in filter(None, lines):
        row = dict(zip(names, line.split("\t"), strict=False))
        text = row.get("trial_type") or row.get("value") or "event"
        try:
            yield ImportedEvent(text, float(row["onset"]), float(row.get("duration", 0.0)))
        except (KeyError, ValueError):
            continue


IMPORTER = Importer("bids", "BIDS physiology", (".tsv.gz",), sniff, read)
