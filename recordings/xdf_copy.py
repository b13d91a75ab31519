"""Copies of a recording in which streams, headers or texts are others: the rest is the same.

What stays is compared, sample for sample and stamp for stamp, before a copy is given out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.xdf_header import StreamHeader
from recordings.xdf_reader import XdfStream, read_xdf
from recordings.xdf_writer import XdfWriter
from safehold.core.errors import RecordingCorruptError

Rewrite = Callable[[str], str | None]
"""Gives a text as it is to stand, or None where it is left out."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a copy lacks."""

    streams: tuple[str, ...]
    """Names of the streams that were left out."""
    n_samples: int
    n_lines: int = 0
    """Texts left out of streams that stay."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """One stream of the copy as it should be."""

    header: StreamHeader
    stamps: NDArray[np.float64]
    values: Any
    clock_offsets: NDArray[np.float64]


def copy_recording(
    source: Path,
    target: Path,
    *,
    header_of: Callable[[XdfStream], StreamHeader | None],
    rewrite_of: Callable[[XdfStream], Rewrite | None],
    datetime: str | None = None,
) -> Removed:
    """Write a recording again, with other headers, without some streams and some texts.

    Parameters
    ----------
    source, target : Path
        The recording; the new file, which must not exist.
    header_of : callable
        Gives the header that a stream gets, or None for a stream that is left out.
    rewrite_of : callable
        Gives what becomes of the texts of a stream of texts; None where they stay.
    datetime : str, optional
        What the new file says of its date (:class:`recordings.xdf_writer.XdfWriter`).

    Raises
    ------
    RecordingCorruptError
        When the copy does not hold exactly what it should.
    """
    planned, gone, n_texts = [], [], 0
    for stream in read_xdf(source).streams:
        header = header_of(stream)
        if header is None:
            gone.append(stream)
            continue
        item = _plan(stream, header, rewrite_of(stream))
        n_texts += len(stream.stamps) - len(item.stamps)
        planned.append(item)
    _write(target, planned, datetime)
    _check(target, planned)
    return Removed(
        tuple(stream.header.name for stream in gone),
        sum(len(stream.stamps) for stream in gone),
        n_texts,
    )


def _plan(stream: XdfStream, header: StreamHeader, rewrite: Rewrite | None) -> _Planned:
    values, stamps = stream.values, stream.stamps
    if rewrite is not None and not isinstance(values, np.ndarray):
        rows: list[list[Any]] = [[_changed(cell, rewrite) for cell in row] for row in values]
        kept = np.array([None not in row for row in rows], dtype=bool)
        values = [row for row, stays in zip(rows, kept, strict=True) if stays]
        stamps = stamps[kept]
    return _Planned(header, stamps, values, stream.clock_offsets)


def _changed(cell: str | bytes, rewrite: Rewrite) -> str | bytes | None:
    """Return a text rewritten; bytes that are no text stay what they are where nothing changes."""
    text = cell if isinstance(cell, str) else cell.decode("utf-8", "replace")
    new = rewrite(text)
    return cell if new == text else new


def _write(target: Path, planned: list[_Planned], datetime: str | None) -> None:
    writer = XdfWriter(target, datetime=datetime)
    for item in planned:
        new_id = writer.add_stream(item.header)
        if len(item.stamps):
            writer.write_samples(new_id, item.stamps, item.values)
        for at, offset in item.clock_offsets.tolist():
            writer.write_offset(new_id, at, offset)
    writer.close()


def _check(target: Path, planned: list[_Planned]) -> None:
    """Read the copy again: nothing that should stay may be lost."""
    found = read_xdf(target)
    same = found.complete and len(found.streams) == len(planned)
    for new, wanted in zip(found.streams, planned, strict=same):
        same &= new.header.name == wanted.header.name
        same &= np.array_equal(new.stamps, wanted.stamps, equal_nan=True)
        same &= np.array_equal(new.clock_offsets, wanted.clock_offsets)
        same &= _equal(new.values, wanted.values)
    if not same:
        raise RecordingCorruptError(
            f"{target.name} could not be written as it should be; nothing was changed.",
            remedy="Check the disk and the recording ('safehold check'), then try again.",
        )


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.tobytes() == np.ascontiguousarray(other).tobytes()
    return bool(one == other)
