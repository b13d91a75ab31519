"""The integrity receipt of a session: what was recorded, what was lost, and whether it holds.

The recorder writes a receipt of each part of a recording into ``session.json`` when it stops,
from what it counted while it wrote. :func:`check_session` makes it again from the file alone and
compares the two, so a file that was changed, cut or damaged since is found out.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from recordings.session import SessionFolder
from recordings.xdf_header import StreamHeader
from recordings.xdf_index import MappedFile, XdfIndex, index_chunks
from recordings.xdf_reader import XdfStream, load_stream
from safehold.app.stamp_check import StampCheck
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.markers import decode_marker
from safehold.core.types import FloatArray

RECORDER_STREAM: Final = "safehold-recorder"
OFFSETS_APART_S: Final = 15.0
"""Clock offsets are measured every few seconds; longer than this without one is told."""
_MEASURED: Final = frozenset({"jitter_s", "gap_s", "max_gap_s", "mean_rate", "max_offset_step_s"})
"""Sums of floating numbers: they depend a little on how samples were cut into chunks."""


def stream_facts(
    stream_id: int,
    header: Mapping[str, Any],
    check: StampCheck,
    offsets: FloatArray,
    counters: Mapping[str, float],
) -> dict[str, Any]:
    """Return the receipt of one stream.

    Parameters
    ----------
    stream_id : int
        In the file.
    header : mapping
        ``name``, ``type``, ``channel_format``, ``channel_count``, ``nominal_rate``.
    check : StampCheck
        That has seen all samples.
    offsets : ndarray, shape (m, 2)
        Clock offsets: time on the sender's clock and offset, s.
    counters : mapping
        What only the recorder knows (restarts, overruns, late samples ...).
    """
    values = offsets[:, 1]
    return {
        "stream_id": stream_id,
        **header,
        **check.facts(),
        "n_offsets": len(offsets),
        "max_offset_step_s": float(np.diff(offsets[:, 0]).max()) if len(offsets) > 1 else None,
        "offset_min_s": float(values.min()) if len(values) else None,
        "offset_max_s": float(values.max()) if len(values) else None,
        **{key: counters[key] for key in sorted(counters)},
    }


def examine(path: Path) -> dict[str, Any]:
    """Make the receipt of one part of a recording from its file.

    Raises
    ------
    RecordingError
        When it cannot be read.
    RecordingCorruptError
        When it is no XDF file.
    """
    with MappedFile(path) as data:
        digest = hashlib.sha256(data).hexdigest()
        index = index_chunks(data, name=str(path))
        counters = _counters(_notes(data, index))
        streams = []
        for stream_id, found in index.streams.items():
            stream = load_stream(data, stream_id, found, index.problems)
            if stream.header.name != RECORDER_STREAM:
                streams.append(_facts_of(stream, counters.get(str(stream_id), {})))
    problems = list(index.problems)
    if beyond := index.size - index.n_bytes_used:
        problems.append(f"{beyond} bytes are not part of a whole chunk")
    if any(found.footer is None for found in index.streams.values()) or not index.streams:
        problems.append("the recording did not end in order: footers are missing")
    return {
        "file": path.name,
        "n_bytes": index.size,
        "sha256": digest,
        "started": index.datetime,
        "streams": streams,
        "problems": problems,
    }


def header_facts(header: StreamHeader) -> dict[str, Any]:
    """Return what a receipt says of a stream's header."""
    return {
        "name": header.name,
        "type": header.type,
        "channel_format": header.channel_format,
        "channel_count": header.channel_count,
        "nominal_rate": header.nominal_rate,
    }


def _facts_of(stream: XdfStream, counters: Mapping[str, float]) -> dict[str, Any]:
    check = StampCheck(stream.header.nominal_rate)
    if len(stream.stamps):
        check.update(stream.stamps, stream.values)
    header = header_facts(stream.header)
    return stream_facts(stream.stream_id, header, check, stream.clock_offsets, counters)


def _notes(data: Any, index: XdfIndex) -> list[tuple[str, dict[str, str]]]:
    for stream_id, found in index.streams.items():
        if found.header.name == RECORDER_STREAM:
            rows = load_stream(data, stream_id, found, []).values
            return [decode_marker(row[0]) for row in rows if isinstance(row[0], str)]
    return []


def _counters(notes: Iterable[tuple[str, dict[str, str]]]) -> dict[str, dict[str, float]]:
    """Return the recorder's own counts per stream id: the last ones that it wrote down."""
    found: dict[str, dict[str, float]] = {}
    for code, fields in notes:
        if code == "rec.totals":
            numbers = {key: float(text) for key, text in fields.items() if key != "stream"}
            found[fields["stream"]] = {
                key: int(value) if value.is_integer() and not key.endswith("_s") else value
                for key, value in numbers.items()
            }
    return found


def verdict(part: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return what was lost in a part (it does not pass), and what should be known about it."""
    lost: list[str] = [f"{part['file']}: {text}" for text in part["problems"]]
    known: list[str] = []
    for stream in part["streams"]:
        name = f"{stream['name']} (stream {stream['stream_id']})"
        for key, text in _LOSSES.items():
            if stream.get(key):
                lost.append(f"{name}: {text.format(stream[key])}")
        if stream["n_samples"] and not stream["n_offsets"]:
            known.append(f"{name}: no clock offset; its times hold on its own clock only")
        elif (stream["max_offset_step_s"] or 0) > OFFSETS_APART_S:
            known.append(
                f"{name}: up to {stream['max_offset_step_s']:.0f} s without a clock offset"
            )
        for key, text in _REMARKS.items():
            if stream.get(key):
                known.append(f"{name}: {text.format(**stream)}")
        if not stream["n_samples"]:
            known.append(f"{name}: no sample came")
    return lost, known


_LOSSES: Final = {
    "n_dropped": "{} samples were given up while the disk was full",
    "n_overruns": "more samples came than could be taken, {} times",
    "n_zero_lost": "{} texts stamped 0.0 were lost by LSL",
}
_REMARKS: Final = {
    "n_gaps": "{n_gaps} gaps, {gap_s:.1f} s in all, the longest {max_gap_s:.1f} s",
    "n_restarts": "its sender was restarted {n_restarts} times",
    "n_late": "{n_late} samples came late, by up to {max_late_s:.1f} s; they are in their places",
    "n_backward": "{n_backward} stamps step back",
    "n_duplicates": "{n_duplicates} samples have the stamp of the one before",
    "n_not_finite": "{n_not_finite} samples are not finite numbers",
    "n_zero_stamps": "{n_zero_stamps} samples are stamped 0.0",
    "n_flat": "flat lines, {n_flat} times",
}


def differences(receipt: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Return in what a file is not what its receipt says."""
    name = found["file"]
    wrong = [
        f"{name}: {key} is {found[key]!r}; the receipt says {receipt.get(key)!r}"
        for key in ("n_bytes", "sha256")
        if found[key] != receipt.get(key)
    ]
    theirs = {stream["stream_id"]: stream for stream in receipt.get("streams", ())}
    mine = {stream["stream_id"]: stream for stream in found["streams"]}
    if theirs.keys() != mine.keys():
        wrong.append(f"{name}: streams {list(mine)}; the receipt says {list(theirs)}")
    for stream_id in sorted(mine.keys() & theirs.keys()):
        if theirs[stream_id].get("n_dropped"):
            continue  # counted before they were given up
        for key, value in theirs[stream_id].items():
            other = mine[stream_id].get(key)
            if not _equal(key, value, other):
                wrong.append(
                    f"{name}, stream {stream_id}: {key} is {other!r}; the receipt says {value!r}"
                )
    return wrong


def _equal(key: str, one: Any, other: Any) -> bool:
    if key in _MEASURED and isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-6)
    return bool(one == other)


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """What :func:`check_session` found."""

    session_id: str
    parts: tuple[Mapping[str, Any], ...]
    """Receipts made from the files."""
    wrong: tuple[str, ...]
    """What was lost, damaged, or is not as the receipt says; empty when the session passes."""
    remarks: tuple[str, ...]
    """What should be known; no loss of the recorder's."""
    software: Mapping[str, str]
    """With which the recording was made, as its receipt says."""
    veiled: bool = False
    """True where the session's main window showed less than everything."""

    @property
    def passes(self) -> bool:
        """True when nothing was lost and every file is what its receipt says."""
        return not self.wrong


def check_session(folder: SessionFolder) -> SessionCheck:
    """Make the receipt of a session again from its files, and compare.

    Raises
    ------
    RecordingError
        When the session has no recording.
    """
    if not folder.recording_paths:
        raise RecordingError(
            f"{folder.path} holds no recording.", remedy="Was it made with --no-record?"
        )
    told = folder.read_info().get("receipt")
    receipts = {part["file"]: part for part in told["parts"]} if isinstance(told, dict) else {}
    parts, wrong, remarks = [], [], []
    software: Mapping[str, str] = {}
    for path in folder.recording_paths:
        receipt = receipts.pop(path.name, None)
        try:
            found = examine(path)
        except RecordingCorruptError as error:
            wrong.append(error.message)
            continue
        parts.append(found)
        lost, known = verdict(found)
        wrong += lost
        remarks += known
        if receipt is None:
            wrong.append(f"{path.name}: no receipt: the recorder did not end in order")
            continue
        software = receipt.get("software", software)
        wrong += [text for text in receipt.get("losses", ()) if text not in wrong]
        wrong += differences(receipt, found)
    wrong += [f"{name} is missing; there is a receipt of it" for name in receipts]
    return SessionCheck(
        folder.session_id, tuple(parts), tuple(wrong), tuple(remarks), software,
        veiled=was_veiled(folder),
    )  # fmt: skip


def was_veiled(folder: SessionFolder) -> bool:
    """Return whether the main window showed less than everything in a session."""
    display = folder.read_info().get("study", {}).get("display", {}).get("main", "full")
    return bool(display != "full")
