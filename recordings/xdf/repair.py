"""Mend a recording that did not end properly: a copy that every XDF reader loads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from recordings.disk.append_file import AppendFile, sync_directory
from recordings.xdf.xdf_format import MAGIC, Tag, boundary, chunk
from recordings.xdf.xdf_header import file_header_xml, footer_xml, header_xml
from recordings.xdf.xdf_index import Bytes, MappedFile, XdfIndex, chunk_begin, index_chunks
from recordings.xdf.xdf_reader import XdfStream, load_stream
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, joined


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was mended."""

    original: Path
    repaired: Path | None
    """The mended copy; None where the original needs no repair."""
    n_bytes_kept: int
    n_bytes_removed: int
    samples: dict[int, int]
    """Samples kept per stream id."""
    footers_added: tuple[int, ...]
    problems: tuple[Message, ...]
    """What was wrong, as sentences."""
    n_seconds: float = 0.0
    """Time from the first to the last sample of the longest stream, s."""

    def told(self) -> Message:
        """Return what was mended and what is missing, in lines."""
        if self.repaired is None:
            return Message("{name} is intact; nothing to repair.", name=self.original.name)
        total = sum(self.samples.values())
        minutes, seconds = divmod(self.n_seconds, 60)
        lines: list[Message] = [
            Message(
                "{name} did not end properly. {copy} holds everything that is intact: "
                "{total} samples of {n_samples} streams, {minutes:.0f} min "
                "{seconds:.1f} s. The original is unchanged.",
                name=self.original.name,
                copy=self.repaired.name,
                total=total,
                n_samples=len(self.samples),
                minutes=minutes,
                seconds=seconds,
            ),
            Message(
                "Missing: {n_bytes_removed} bytes of broken chunks, and what came in the "
                "last moments before the recorder or the computer stopped (a quarter of "
                "a second when it was safehold's).",
                n_bytes_removed=self.n_bytes_removed,
            ),
        ]
        lines += [Message("Found: {problem}.", problem=problem) for problem in self.problems]
        return joined("\n", lines)

    def __str__(self) -> str:
        return str(self.told())


def repaired_path(path: Path) -> Path:
    """Return where the repaired copy of a recording is put."""
    return path.with_name(f"{path.stem}.repaired.xdf")


def ended_in_order(path: Path) -> bool:
    """Tell whether a recording is whole and has all footers; reads no samples.

    A file that is no XDF file, or cannot be read, did not end in order.
    """
    try:
        with MappedFile(path) as data:
            index = index_chunks(data, name=str(path))
    except RecordingError:
        return False
    footers = all(found.footer is not None for found in index.streams.values())
    used = index.size == index.n_bytes_used and index.size > len(MAGIC)
    return footers and used and not index.problems


def repair(path: Path, output: Path | None = None) -> RepairReport:
    """Write a mended copy of a recording: its whole chunks, and the footers that are missing.

    Parameters
    ----------
    path : Path
        The recording; it is only read.
    output : Path or None
        The copy; None for ``<name>.repaired.xdf`` beside it. It appears only when it is whole.

    Raises
    ------
    RecordingError
        When the file cannot be read, or the copy exists or cannot be written.
    RecordingCorruptError
        When it is no XDF file.
    """
    target = output or repaired_path(path)
    with MappedFile(path) as data:
        index = index_chunks(data, name=str(path))
        problems = index.problems
        streams = [load_stream(data, key, found, problems) for key, found in index.streams.items()]
        missing = [stream for stream in streams if stream.footer is None]
        senseless = _senseless(data, index)
        removed = index.size - sum(end - start for start, end in _without(index.kept, senseless))
        start = [(0, len(MAGIC)), *([index.file_header] if index.file_header else [])]
        kept = _without(index.kept, sorted([*start, *senseless]))
        whole = not (removed or missing or problems) and index.size > len(MAGIC)
        if not whole:
            _write(target, data, kept, index, missing)
    return RepairReport(
        original=path,
        repaired=None if whole else target,
        n_bytes_kept=index.size - removed,
        n_bytes_removed=removed,
        samples={stream.stream_id: len(stream.stamps) for stream in streams},
        footers_added=tuple(stream.stream_id for stream in missing),
        problems=tuple(problems),
        n_seconds=max((_length(stream) for stream in streams), default=0.0),
    )


def _length(stream: XdfStream) -> float:
    stamps = stream.stamps[np.isfinite(stream.stamps)]
    return float(stamps.max() - stamps.min()) if len(stamps) else 0.0


def _senseless(data: Bytes, index: XdfIndex) -> list[tuple[int, int]]:
    """Return the byte ranges of whole chunks on which other readers would fail."""
    spans = [*index.left_out, *index.bad_headers]
    for found in index.streams.values():
        for k in found.damaged:
            start, end = found.starts[k], found.ends[k]
            spans.append((chunk_begin(data, start, end), end))
    return sorted(spans)


def _without(kept: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return byte ranges without those of some chunks in them; both in the order of the file."""
    rest, k = [], 0
    for start, end in kept:
        while k < len(spans) and spans[k][0] < end:
            begin, stop = spans[k]
            if begin > start:
                rest.append((start, begin))
            start, k = max(start, stop), k + 1
        if end > start:
            rest.append((start, end))
    return rest


def _write(
    target: Path,
    data: Bytes,
    kept: list[tuple[int, int]],
    index: XdfIndex,
    missing: list[XdfStream],
) -> None:
    if target.exists():
        raise RecordingError(
            Message("{target} exists already; nothing is overwritten.", target=target),
            remedy=Message("Move it away, or name another file for the copy."),
        )
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)  # left by a repair that was interrupted
    copy = AppendFile(partial, exclusive=True)
    try:
        copy.append(MAGIC + _file_header(data, index))
        for key in index.bad_headers.values():
            if key is not None:  # before their samples, wherever they stood
                text = header_xml(index.streams[key].header, key)
                copy.append(chunk(Tag.STREAM_HEADER, key.to_bytes(4, "little") + text.encode()))
        for start, end in kept:
            for at in range(start, end, 2**24):
                copy.append(data[at : min(end, at + 2**24)])
        copy.append(boundary())
        for stream in missing:
            copy.append(chunk(Tag.STREAM_FOOTER, _footer(stream)))
        copy.close()
        os.replace(partial, target)
    except BaseException:
        copy.close()
        partial.unlink(missing_ok=True)
        raise
    sync_directory(target.parent)


def _file_header(data: Bytes, index: XdfIndex) -> bytes:
    if index.file_header is not None:
        begin, end = index.file_header
        return data[begin:end]
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    return chunk(Tag.FILE_HEADER, file_header_xml(now).encode())


def _footer(stream: XdfStream) -> bytes:
    some = len(stream.stamps) > 0
    text = footer_xml(
        first=float(stream.stamps[0]) if some else None,
        last=float(stream.stamps[-1]) if some else None,
        n_samples=len(stream.stamps),
        offsets=[(time, value, float("nan")) for time, value in stream.clock_offsets.tolist()],
    )
    return stream.stream_id.to_bytes(4, "little") + text.encode()
