"""LabChart (ADInstruments), as it exports MATLAB files (``.mat``).

After ADInstruments' own description of the export: one vector of samples, cut by ``datastart`` and
``dataend`` into blocks (columns) of channels (rows); rates, units and titles by index; comments
with a position in ticks of their block; ``blocktimes`` as MATLAB date numbers. Samples of 16 bits
are scaled by ``scaleunits`` and ``scaleoffset``. Read with ``scipy.io``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    Samples,
    broken,
    named,
    unlike,
    unusable,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_NEEDED: Final = ("data", "datastart", "dataend", "samplerate", "tickrate", "titles")
_UNIX_DAY: Final = 719_529
"""1970-01-01 as a MATLAB date number."""
_EARLIEST: Final = 700_000
"""Date numbers before it (1916) are no dates of a recording."""
_DAY_S: Final = 86_400.0
_TIE_S: Final = 1e-3
"""Blocks that overlap by less, s, do so because date numbers are rounded."""
Arrays = Mapping[str, NDArray[Any]]


def sniff(path: Path, head: bytes) -> float:
    """Tell by the first bytes; MATLAB files of version 4 have none, and are told by the ending."""
    if path.suffix.lower() != ".mat":
        return 0.0
    return 0.9 if head.startswith(b"MATLAB ") else 0.3


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a LabChart export.

    Raises
    ------
    RecordingError
        For MATLAB files of other programs or of version 7.3, and damaged ones.
    """
    held = _arrays(path)
    wish.report(0.7)
    odd: list[Message] = []
    try:
        cut = _cut(held)
        blocks = _blocks(held, cut, odd)
        signals = _signals(held, cut, blocks, odd)
        events = _events(held, blocks)
    except (ValueError, IndexError, TypeError, OverflowError, ZeroDivisionError) as error:
        why = Message("its tables do not fit together ({error})", error=str(error)[:100])
        raise broken(path, why) from error
    if not signals:
        raise broken(path, Message("no channel in it holds a sample"))
    return ImportedRecording(
        path, "labchart", tuple(signals), tuple(events), start=_start(held), local=True,
        oddities=tuple(odd),
    )  # fmt: skip


def _arrays(path: Path) -> Arrays:
    from scipy import io

    with path.open("rb") as file:
        if file.read(10) == b"MATLAB 7.3":
            raise unusable(
                path,
                Message("it is a MATLAB file of version 7.3"),
                Message("Save it as version 7: save('file.mat', '-v7') in MATLAB."),
            )
    try:
        names = [name for name, *_ in io.whosmat(path)]
        missing = [name for name in _NEEDED if name not in names]
        if not missing:
            return {k: v for k, v in io.loadmat(path).items() if isinstance(v, np.ndarray)}
    except Exception as error:
        said = (str(error) or type(error).__name__).splitlines()[0][:200]
        raise broken(path, Message("SciPy does not read it ({error})", error=said)) from error
    if any(name.startswith("data_block") for name in names):
        raise unusable(
            path,
            Message("it is a MATLAB file of an old export of LabChart"),
            Message("Export it again with 'Export MATLAB' of LabChart 7.2 or later."),
        )
    raise unusable(
        path,
        Message("it is a MATLAB file, but not of LabChart: it holds {names}", names=named(names)),
        Message("Export the signals as a table (CSV) or EDF."),
    )


# -- blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which samples are whose, each of shape ``(channels, blocks)``."""

    first: NDArray[np.int64]
    """Counted from 0."""
    stop: NDArray[np.int64]
    rate: FloatArray

    @property
    def n(self) -> NDArray[np.int64]:
        return self.stop - self.first


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Of each block its start, s from the first one, and its ticks a second."""

    start: FloatArray
    ticks: FloatArray


def _cut(held: Arrays) -> _Cut:
    start, end = (np.atleast_2d(held[name]).astype(np.float64) for name in _NEEDED[1:3])
    empty = (start < 1) | (end < start)
    first = np.where(empty, 0, start - 1).astype(np.int64)
    stop = np.where(empty, 0, end).astype(np.int64)
    if start.shape != end.shape or (stop > held["data"].size).any():
        raise ValueError(Message("samples are missing"))
    rate = np.broadcast_to(np.atleast_2d(held["samplerate"]).astype(np.float64), start.shape)
    if not (rate[~empty] > 0).all():
        raise ValueError(Message("a rate is not positive"))
    return _Cut(first, stop, rate)


def _blocks(held: Arrays, cut: _Cut, odd: list[Message]) -> _Blocks:
    n = cut.first.shape[1]
    ticks = np.broadcast_to(np.ravel(held["tickrate"]).astype(np.float64), (n,))
    lasts = np.where(cut.n > 0, cut.n / np.where(cut.rate > 0, cut.rate, 1), 0.0).max(axis=0)
    told = np.ravel(held.get("blocktimes", np.empty(0))).astype(np.float64)
    known = told.size == n and bool(np.isfinite(told).all())
    starts, end, moved = np.zeros(n), 0.0, 0
    for k in range(n):
        said = (told[k] - told[0]) * _DAY_S if known else end
        moved += said < end - _TIE_S
        starts[k] = max(said, end)
        end = starts[k] + lasts[k]
    if n > 1:
        odd.append(
            Message("It has {n} blocks; between them is a gap.", code="import_blocks", n=n)
            if known
            else Message(
                "It has {n} blocks and does not say when they began; they follow each other.",
                code="import_blocks_untimed",
                n=n,
            )
        )
    if moved:
        odd.append(
            Message(
                "{n} blocks begin before the one before them ends; they follow it.",
                code="import_blocks_overlap",
                n=moved,
            )
        )
    if np.any(held.get("firstsampleoffset", np.zeros(1)) > 0):
        odd.append(
            Message(
                "Slow channels begin within one of their samples after the others.",
                code="import_first_sample",
            )
        )
    return _Blocks(starts, ticks)


def _start(held: Arrays) -> float | None:
    told = np.ravel(held.get("blocktimes", np.empty(0)))
    if not told.size or not told[0] > _EARLIEST:
        return None
    return float((told[0] - _UNIX_DAY) * _DAY_S)


# -- channels and comments ----------------------------------------------------------------------


def _texts(held: Arrays, name: str) -> list[str]:
    return [str(text).strip("\0 ") for text in np.ravel(held.get(name, np.empty(0, np.str_)))]


def _signals(held: Arrays, cut: _Cut, blocks: _Blocks, odd: list[Message]) -> list[ImportedSignal]:
    shape = cut.first.shape
    titles, units = _texts(held, "titles"), _texts(held, "unittext")
    no_unit = np.full(shape, -1)
    which = np.broadcast_to(np.atleast_2d(held.get("unittextmap", no_unit)), shape).astype(int)
    used = [k for k in range(shape[0]) if cut.n[k].any()]
    names = unlike([titles[k] if k < len(titles) else "" for k in used])
    found = []
    for k, name in zip(used, names, strict=True):
        unit = {units[m - 1] if 0 < m <= len(units) else "" for m in which[k][cut.n[k] > 0]}
        if len(unit) > 1:
            odd.append(
                Message(
                    "{name} was left out: its unit is not the same in all blocks.",
                    code="import_units_differ",
                    name=name,
                )
            )
            continue
        rates = np.unique(cut.rate[k][cut.n[k] > 0])
        rate = float(rates[0]) if rates.size == 1 else 0.0
        load = functools.partial(_channel, held, cut, blocks, k)
        clock = f"{cut.n[k].tolist()}/{cut.rate[k].tolist()}"
        found.append(
            ImportedSignal(name, unit.pop(), rate, int(cut.n[k].sum()), load, clock=clock)
        )
    return found


def _channel(held: Arrays, cut: _Cut, blocks: _Blocks, k: int) -> Samples:
    data = np.ravel(held["data"])
    times, values = [], []
    for block in np.flatnonzero(cut.n[k]).tolist():
        n = int(cut.n[k, block])
        times.append(blocks.start[block] + np.arange(n) / cut.rate[k, block])
        part = data[cut.first[k, block] : cut.stop[k, block]].astype(np.float64)
        if "scaleunits" in held and data.dtype.kind in "iu":
            zero = _cell(held, "scaleoffset", cut, k, block)
            part = (part + zero) * _cell(held, "scaleunits", cut, k, block)
        values.append(part)
    return np.concatenate(times), np.concatenate(values)


def _cell(held: Arrays, name: str, cut: _Cut, k: int, block: int) -> float:
    return float(np.broadcast_to(held.get(name, np.zeros((1, 1))), cut.n.shape)[k, block])


def _events(held: Arrays, blocks: _Blocks) -> list[ImportedEvent]:
    """Return the comments: rows of channel, block, position in ticks, kind and text."""
    rows = np.atleast_2d(np.asarray(held.get("com", np.empty((0, 5))), np.float64))
    texts = _texts(held, "comtext")
    found = []
    for row in rows if rows.shape[1] >= 5 else ():
        block, text = int(row[1]) - 1, int(row[4]) - 1
        if 0 <= block < blocks.start.size and 0 <= text < len(texts) and texts[text]:
            at = blocks.start[block] + row[2] / blocks.ticks[block]
            found.append(ImportedEvent(texts[text], float(at)))
    return found


IMPORTER = Importer("labchart", "LabChart (exported as MATLAB)", (".mat",), sniff, read)
