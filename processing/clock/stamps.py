"""Which stamps can be used: missing ones, outliers and late samples (methods 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.session_time import session_time
from safehold.core.types import Chunk, FloatArray

JUMP_S = 2.0
"""A stamp this far ahead must be confirmed by the next one, or it is an outlier; this far behind,
its moment has been computed and the sample is late, s."""


@dataclass(slots=True)
class Pending:
    """Samples that have arrived and have no time yet."""

    index: NDArray[np.int64]
    stamp: FloatArray
    value: FloatArray

    def __getitem__(self, chosen: NDArray[np.bool_] | slice) -> Pending:
        return Pending(self.index[chosen], self.stamp[chosen], self.value[chosen])


def gathered(before: Pending | None, chunks: Sequence[Chunk], *, inverted: bool) -> Pending:
    """Return samples that were pending and those that have come, turned over where `inverted`."""
    sizes = [len(chunk.stamps) for chunk in chunks]
    first, n = chunks[0].index, sum(sizes)
    index = np.arange(first, first + n, dtype=np.int64)
    skipped = [c.index - first for c in chunks] - np.cumsum([0, *sizes[:-1]])
    if skipped.any():
        index += np.repeat(skipped, sizes)
    stamps = _joined([chunk.stamps for chunk in chunks])
    values = _joined([chunk.values for chunk in chunks])
    if inverted:
        values = -values
    if before is None or not len(before.index):
        return Pending(index, stamps, values)
    return Pending(
        np.concatenate((before.index, index)), np.concatenate((before.stamp, stamps)),
        np.concatenate((before.value, values)),
    )  # fmt: skip


def _joined(parts: Sequence[FloatArray]) -> FloatArray:
    one = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return np.asarray(one, dtype=np.float64)


def stamped(stamps: FloatArray, offset: FloatArray | float, zero: float) -> FloatArray:
    """Return the times by stamp, s; of stamps that are no times whatever comes out."""
    with np.errstate(invalid="ignore", over="ignore"):
        return session_time(stamps, offset, zero)


def place_stamps(
    stamps: FloatArray, offset: FloatArray, zero: float, last: float
) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the times by stamp, which samples have a usable one, and which are late.

    Parameters
    ----------
    stamps, offset : ndarray, shape (n,)
        Raw stamps and their clock offsets, s.
    zero : float
        Host clock at session time 0, s.
    last : float
        Latest time of any sample before them, session time s.
    """
    times = stamped(stamps, offset, zero)
    late = np.zeros(len(times), dtype=bool)
    if orderly(times, stamps, last) == len(times):
        return times, ~late, late
    usable = np.isfinite(times) & (stamps != 0.0)
    _drop_outliers(times, usable, last)
    good = np.flatnonzero(usable)
    if len(good):
        newest = np.maximum.accumulate(np.append(last, times[good]))[:-1]
        late[good] = times[good] < newest - JUMP_S
    return times, usable, late


def orderly(times: FloatArray, stamps: FloatArray, last: float) -> int:
    """Return how many of the first samples have stamps in order and near one another.

    Parameters
    ----------
    times, stamps : ndarray, shape (n,)
        Times by stamp, session time s, and the raw stamps.
    last : float
        As in :func:`place_stamps`.
    """
    after = steps(last, times)
    fine = (after >= 0) & (after <= JUMP_S) & (stamps > 0)
    return len(fine) if fine.all() else int(fine.argmin())


def steps(before: float, values: FloatArray) -> FloatArray:
    """Return the steps from one value to the next, the first from what was before."""
    found = np.empty(len(values))
    found[:1] = values[:1] - before
    np.subtract(values[1:], values[:-1], out=found[1:])
    return found


def _drop_outliers(times: FloatArray, usable: NDArray[np.bool_], last: float) -> None:
    """Leave out stamps far ahead that the next one does not confirm.

    The last sample cannot be confirmed yet; while it is far ahead it does not count.
    """
    while True:
        good = np.flatnonzero(usable)
        if len(good) == 0:
            return
        newest = np.maximum.accumulate(np.append(last, times[good]))[:-1]
        far = np.flatnonzero(times[good] - newest > JUMP_S)
        unconfirmed = [
            place
            for place in far
            if place + 1 >= len(good) or times[good[place + 1]] < times[good[place]] - JUMP_S
        ]
        if not unconfirmed:
            return
        usable[good[unconfirmed[0]]] = False
        if unconfirmed[0] + 1 >= len(good):
            return
