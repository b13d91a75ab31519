"""Copies of a session's files without one person: what stays is the same, sample for sample."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recordings.engine_log import EngineLogWriter, read_engine_log
from recordings.xdf_reader import XdfStream, read_xdf
from recordings.xdf_writer import XdfWriter
from safehold.core.errors import RecordingCorruptError

KeepText = Callable[[str], bool]
"""Tells whether one text of a stream may stay."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a copy lacks."""

    streams: tuple[str, ...]
    """Names of the streams that were left out."""
    n_samples: int
    n_lines: int = 0
    """Texts or log lines about the person, in streams and files that stay."""


def copy_recording(
    source: Path,
    target: Path,
    *,
    leaves: Callable[[XdfStream], bool],
    keep_text: Mapping[str, KeepText],
) -> Removed:
    """Write a recording again without some streams, and without some texts of others.

    Parameters
    ----------
    source, target : Path
        The recording; the new file, which must not exist.
    leaves : callable
        Tells whether a stream is left out.
    keep_text : mapping of str to callable
        By the content type of a stream of texts: which of them stay.

    Raises
    ------
    RecordingCorruptError
        When the copy does not hold exactly what it should.
    """
    recording = read_xdf(source)
    stay = [stream for stream in recording.streams if not leaves(stream)]
    gone = [stream for stream in recording.streams if leaves(stream)]
    writer = XdfWriter(target)
    expected: list[tuple[XdfStream, np.ndarray[Any, Any]]] = []
    n_texts = 0
    for stream in stay:
        kept = _kept(stream, keep_text.get(stream.header.type))
        n_texts += int((~kept).sum())
        new_id = writer.add_stream(stream.header)
        if kept.any():
            writer.write_samples(new_id, stream.stamps[kept], _rows(stream, kept))
        for at, offset in stream.clock_offsets.tolist():
            writer.write_offset(new_id, at, offset)
        expected.append((stream, kept))
    writer.close()
    _check(target, expected)
    return Removed(
        tuple(stream.header.name for stream in gone),
        sum(len(stream.stamps) for stream in gone),
        n_texts,
    )


def _kept(stream: XdfStream, keep: KeepText | None) -> np.ndarray[Any, Any]:
    if keep is None or isinstance(stream.values, np.ndarray):
        return np.ones(len(stream.stamps), dtype=bool)
    texts = (row[0] if isinstance(row[0], str) else row[0].decode("utf-8", "replace")
             for row in stream.values)  # fmt: skip
    return np.array([keep(text) for text in texts], dtype=bool)


def _rows(stream: XdfStream, kept: np.ndarray[Any, Any]) -> Any:
    if isinstance(stream.values, np.ndarray):
        return stream.values[kept]
    return [row for row, stays in zip(stream.values, kept, strict=True) if stays]


def _check(target: Path, expected: list[tuple[XdfStream, np.ndarray[Any, Any]]]) -> None:
    """Read the copy again: nothing that should stay may be lost by a removal."""
    found = read_xdf(target)
    same = found.complete and len(found.streams) == len(expected)
    for new, (old, kept) in zip(found.streams, expected, strict=same):
        same &= new.header.name == old.header.name
        same &= np.array_equal(new.stamps, old.stamps[kept], equal_nan=True)
        same &= np.array_equal(new.clock_offsets, old.clock_offsets)
        same &= _equal(new.values, _rows(old, kept))
    if not same:
        raise RecordingCorruptError(
            f"{target.name} could not be written as it should be; nothing was changed.",
            remedy="Check the disk and the recording ('safehold check'), then try again.",
        )


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.tobytes() == np.ascontiguousarray(other).tobytes()
    return bool(one == other)


def copy_log(
    source: Path, target: Path, change: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> int:
    """Write a numbered log again; return how many lines were left out.

    Parameters
    ----------
    source, target : Path
        The log; the new file.
    change : callable
        Gets a line without its number; returns it as it is to stand, or None to leave it out.
    """
    writer, gone = EngineLogWriter(target), 0
    for line in read_engine_log(source):
        fields = json.loads(json.dumps(line))
        fields.pop("seq")
        new = change(fields)
        if new is None:
            gone += 1
            continue
        writer.append(new.pop("kind"), **new)
    writer.close()
    return gone
