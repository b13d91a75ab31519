"""Samples of imported signals on their way into a recording, block by block."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.importers.imported import Samples
from safehold.core.types import FloatArray
from safehold.offline.importing.plan import PlannedSignal

_BLOCK = 500_000
"""So many values are written at once."""


def ends(planned: PlannedSignal) -> FloatArray:
    """Return times among which the first and the last are."""
    signal = planned.signal
    if signal.part is None:
        return signal.load()[0]
    return np.concatenate([signal.part(0, 1)[0], signal.part(signal.n - 1, signal.n)[0]])


@dataclass(frozen=True, slots=True)
class SignalSamples:
    """Samples of signals on one clock, to be written."""

    dtype: np.dtype[Any]
    """float32 where that holds every value."""
    blocks: Callable[[], Iterator[tuple[FloatArray, NDArray[Any]]]]
    """Gives times and values of some samples at a time, never of none."""


def samples_of(group: Sequence[PlannedSignal], shift: float) -> SignalSamples:
    """Return samples: read block by block where the file is, otherwise loaded whole."""
    parts = [planned.signal.part for planned in group]
    if all(parts):
        read = functools.partial(_read_blocks, [part for part in parts if part], group, shift)
        exact = all(_fits_single(values) for _, values in read())
        return SignalSamples(np.dtype(np.float32 if exact else np.float64), read)
    times, values = _loaded(group, shift)
    rows = _rows(group)

    def cut() -> Iterator[tuple[FloatArray, NDArray[Any]]]:
        for at in range(0, len(times), rows):
            yield times[at : at + rows], values[at : at + rows]

    return SignalSamples(values.dtype, cut)


def _read_blocks(
    parts: Sequence[Callable[[int, int], Samples]], group: Sequence[PlannedSignal], shift: float
) -> Iterator[tuple[FloatArray, NDArray[Any]]]:
    rows = _rows(group)
    for at in range(0, group[0].signal.n, rows):
        found = [part(at, at + rows) for part in parts]
        times = found[0][0] + shift
        good = np.isfinite(times)
        if good.any():
            yield times[good], np.column_stack([values for _, values in found])[good]


def _rows(group: Sequence[PlannedSignal]) -> int:
    return max(1, _BLOCK // len(group))


def _fits_single(table: NDArray[Any]) -> bool:
    same = table.astype(np.float32) == table
    return bool(same.all() or (same | np.isnan(table)).all())


def _loaded(group: Sequence[PlannedSignal], shift: float) -> tuple[FloatArray, NDArray[Any]]:
    columns = []
    times: FloatArray = np.empty(0)
    for planned in group:
        times, values = planned.signal.load()
        columns.append(values)
    table = np.column_stack(columns)
    good = np.isfinite(times)
    placed = times + shift
    kept = table.astype(np.float32) if _fits_single(table) else table
    return (placed, kept) if good.all() else (placed[good], kept[good])
