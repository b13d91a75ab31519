"""What a recording of another program holds, in one form for all formats.

A reader (:class:`Importer`) turns a file into an :class:`ImportedRecording`: signals as they stand
in the file, in its own names and units, on its own clock. It assigns nothing to anybody, filters
nothing and fills nothing in; what is odd in the file is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np

from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.messages import Message, verbatim
from safehold.core.types import FloatArray

Samples: TypeAlias = tuple[FloatArray, FloatArray]
"""Times, s on the recording's clock, and values, each of shape ``(n,)``."""
Progress: TypeAlias = Callable[[float, Message], None]
"""Called with the share done, 0-1, and what is being done. May raise to cancel."""
HEAD_BYTES = 4096
"""So many first bytes of a file are shown to every reader."""
_LONGEST_NAME, _MOST_NAMES = 40, 12


@dataclass(frozen=True, slots=True)
class ImportedSignal:
    """One channel of a recording."""

    name: str
    """As the file names it; no two signals of a recording have the same."""
    unit: str
    """As the file says it; empty where it says none."""
    rate: float
    """Samples per second as the file says; 0 for irregular samples."""
    n: int
    """How many samples there are."""
    load: Callable[[], Samples]
    """Reads the samples; NaN where the file holds none. May be called more than once."""
    clock: str = ""
    """Signals with the same text here have the same times; empty: shared with none."""
    kind: str = ""
    """What the format itself says that it is, in words (``ECG``, ``RR``); empty: nothing."""
    person: str | None = None
    """Label of the person that the file names, or None."""
    part: Callable[[int, int], Samples] | None = None
    """Reads the samples from one position to another, times ascending, without loading the rest;
    None where the file is not read that way."""


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """Something that the file says happened."""

    text: str
    onset: float
    """s on the recording's clock."""
    duration: float = 0.0
    """s; 0 for a point."""


@dataclass(frozen=True, slots=True)
class ImportedRecording:
    """One file, or files that belong together, as they were read."""

    path: Path
    importer: str
    """Name of the reader."""
    signals: tuple[ImportedSignal, ...]
    events: tuple[ImportedEvent, ...] = ()
    start: float | None = None
    """Unix time at the recording's time 0, s; None where the file does not say it."""
    local: bool = False
    """``start`` is a wall clock of an unknown zone, counted as if it were UTC."""
    device: str = ""
    oddities: tuple[Message, ...] = ()
    """What is wrong, missing or was assumed, as sentences; each has a code."""
    files: tuple[Path, ...] = ()
    """Files that were read; empty: ``path`` alone."""


@dataclass(frozen=True, slots=True)
class ReadWish:
    """How a file is to be read, where it leaves that open."""

    columns: str = ""
    """Of tables: ``time=COLUMN@ms, rate=250, start=COLUMN``; empty for what the file says."""
    progress: Progress | None = None

    def report(self, share: float) -> None:
        """Tell the share of the file that is read, 0-1; raises when reading is cancelled."""
        if self.progress is not None:
            self.progress(share, Message("Reading"))


@dataclass(frozen=True, slots=True)
class Importer:
    """A reader of one format; an entry point of ``safehold.importers`` names one."""

    name: str
    """``[a-z][a-z0-9_]*``; no other reader has it."""
    title: str
    """What it reads, in words (``EDF, EDF+ and BDF``)."""
    endings: tuple[str, ...]
    """Of file names, in lower case, with the dot; for the dialog that chooses files."""
    sniff: Callable[[Path, bytes], float]
    """Gets the path and its first :data:`HEAD_BYTES` bytes (none of a folder); returns how sure
    it is that the file is its own, 0-1. Reads nothing else and never raises."""
    read: Callable[[Path, ReadWish], ImportedRecording]
    """Raises :class:`RecordingError` for what it cannot read."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Packages that are not installed with safehold, with the extra that brings them."""


class TimesUnknownError(RecordingError):
    """A table does not say when its samples were taken.

    Parameters
    ----------
    name : str
        Of the file.
    columns : sequence of str
        What it has.
    """

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(
            Message("{name}: nothing says when its samples were taken.", name=name),
            remedy=Message(
                "Say the rate or the column of times, for example --columns rate=250 or "
                "--columns time=COLUMN@ms. The columns are: {columns}.",
                columns=named(columns),
            ),
        )
        self.columns = tuple(columns)


def named(columns: Iterable[str]) -> str:
    """Return names of columns as they stand in a sentence: not more than can be read."""
    known = list(columns)
    shown = [
        name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..." for name in known
    ]
    return ", ".join(shown[:_MOST_NAMES]) + (", ..." if len(known) > _MOST_NAMES else "")


def held(times: FloatArray, values: FloatArray) -> Callable[[], Samples]:
    """Return a ``load`` for samples that are in memory already."""
    return lambda: (times, values)


def evenly(
    values: Callable[[], FloatArray], rate: float, t0: float = 0.0
) -> Callable[[], Samples]:
    """Return a ``load`` for samples that lie ``1 / rate`` apart, the first one at ``t0``."""

    def load() -> Samples:
        found = values()
        return t0 + np.arange(found.size) / rate, found

    return load


def unlike(names: list[str]) -> list[str]:
    """Return names of which no two are the same: the second ``ECG`` becomes ``ECG#2``."""
    taken: set[str] = set()
    found = []
    for position, name in enumerate(names):
        stem = name.strip() or f"channel{position + 1}"
        unused, number = stem, 1
        while unused in taken:
            number += 1
            unused = f"{stem}#{number}"
        taken.add(unused)
        found.append(unused)
    return found


def broken(path: Path, why: str, remedy: Message | None = None) -> RecordingCorruptError:
    """Return the error for a file that is not what it claims to be; ``why`` ends a sentence."""
    return RecordingCorruptError(
        Message("{name} cannot be read: {why}.", name=path.name, why=verbatim(why)),
        remedy=remedy or Message("Copy the file again from where it was recorded."),
    )


def unusable(path: Path, why: Message, remedy: Message) -> RecordingError:
    """Return the error for a file that is whole, but cannot be imported as it is."""
    return RecordingError(Message("{name}: {why}.", name=path.name, why=why), remedy=remedy)
