"""AcqKnowledge of BIOPAC (``.acq``), read with bioread, which the extra ``acq`` installs."""

from __future__ import annotations

import struct
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
    evenly,
    unlike,
    unusable,
)
from safehold.core.messages import Message

IMPOSSIBLE = 1e100
"""No sensor gives such a number: the channel was not decoded rightly."""


def sniff(path: Path, head: bytes) -> float:
    """Tell by the ending and the revision number at its start."""
    if path.suffix.lower() != ".acq" or len(head) < 6:
        return 0.0
    revisions = (struct.unpack_from(order, head, 2)[0] for order in ("<i", ">i"))
    return 1.0 if any(30 <= revision < 200 for revision in revisions) else 0.3


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read an AcqKnowledge file.

    Raises
    ------
    RecordingError
        When bioread is not installed, or the file is damaged.
    """
    try:
        import bioread
    except ImportError as error:
        raise unusable(
            path,
            Message("AcqKnowledge files need the package bioread"),
            Message("Install it: pip install 'safehold[acq]'."),
        ) from error
    try:
        found = bioread.read_file(str(path))
    except (
        OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error,
        zlib.error, OverflowError, MemoryError,
    ) as error:  # fmt: skip
        why = Message("bioread does not understand it ({error})", error=str(error)[:200])
        remedy = Message("Open it in AcqKnowledge and save it again, or export it as text.")
        raise broken(path, why, remedy) from error
    wish.report(0.7)
    odd: list[Message] = []
    usable = [channel for channel in found.channels if _is_usable(channel, odd)]
    if not usable:
        raise broken(path, Message("no channel in it holds a sample"))
    names = unlike([str(channel.name) for channel in usable])
    signals = tuple(_signal(channel, name) for channel, name in zip(usable, names, strict=True))
    length = max(channel.n / channel.rate for channel in signals)
    events = tuple(_events(found, length, odd))
    return ImportedRecording(path, "acq", signals, events, oddities=tuple(odd))


def _is_usable(channel: Any, odd: list[Message]) -> bool:
    if channel.data is None or not len(channel.data):
        odd.append(Message("{name}: no sample came.", code="import_no_sample", name=channel.name))
        return False
    values = np.asarray(channel.data, np.float64)
    good = np.isfinite(values) & (np.abs(values) < IMPOSSIBLE)
    if not good.all():
        odd.append(
            Message(
                "{name}: {n} values cannot be right (not finite, or beyond 1e100); the channel "
                "was left out.",
                code="import_values_impossible",
                name=channel.name,
                n=int((~good).sum()),
            )
        )
    return bool(good.all())


def _signal(channel: Any, name: str) -> ImportedSignal:
    values = np.asarray(channel.data, np.float64)
    rate = float(channel.samples_per_second)
    return ImportedSignal(
        name, str(channel.units), rate, values.size, evenly(lambda: values, rate),
        clock=f"{rate}/{values.size}",
    )  # fmt: skip


def _events(found: Any, length: float, odd: list[Message]) -> Iterator[ImportedEvent]:
    outside = 0
    for marker in found.event_markers or ():
        onset = float(marker.sample_index) / float(found.samples_per_second)
        if not 0 <= onset <= length + 1:
            outside += 1
            continue
        yield ImportedEvent(str(marker.text or marker.type or "marker"), onset)
    if outside:
        odd.append(
            Message(
                "{n} markers lie outside the recording; they were left out.",
                code="import_events_outside",
                n=outside,
            )
        )


IMPORTER = Importer(
    "acq", "AcqKnowledge (BIOPAC)", (".acq",), sniff, read, needs={"bioread": "acq"}
)
