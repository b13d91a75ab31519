"""Many pieces of a signal at once: those of equal length are the rows of one array.

A row is computed by the same operations in the same order however many others stand beside it,
so a piece gives the same bits live, where it is alone, and in a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

Found = TypeVar("Found")
Items = TypeVar("Items")
Kind = TypeVar("Kind", bound=np.generic)

AT_ONCE = 1 << 16
"""So many samples are one array: more of them leave the processor's cache."""


@overload
def in_rows(
    pieces: Sequence[FloatArray], compute: Callable[[FloatArray], NDArray[Kind]]
) -> list[NDArray[Kind]]: ...


@overload
def in_rows(
    pieces: Sequence[FloatArray], compute: Callable[[FloatArray], list[Found]]
) -> list[Found]: ...


def in_rows(pieces: Sequence[FloatArray], compute: Callable[[FloatArray], Any]) -> list[Any]:
    """Return for each piece what a computation of equally long rows gives of it.

    Parameters
    ----------
    pieces : sequence of ndarray, shape (n,)
        Of any lengths.
    compute : callable
        Of an array of shape ``(k, n)``, which it does not change; it gives k things, a row of an
        array for instance, and does not mix the rows.
    """
    if len(pieces) == 1:  # as a rule, live
        return [compute(np.ascontiguousarray(pieces[0])[np.newaxis])[0]]
    places: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        places.setdefault(len(piece), []).append(place)
    found: dict[int, Any] = {}
    for length, same in places.items():
        size = max(1, AT_ONCE // max(length, 1))
        for first in range(0, len(same), size):
            chosen = same[first : first + size]
            joined = np.concatenate([pieces[place] for place in chosen])
            rows = joined.reshape(len(chosen), length, *joined.shape[1:])
            found.update(zip(chosen, compute(rows), strict=True))
    return [found[place] for place in range(len(pieces))]


def stretches(
    rows: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return row, begin and end of all stretches of True, in order; rows of shape ``(k, n)``."""
    walled = np.zeros((len(rows), rows.shape[1] + 2), dtype=np.bool_)
    walled[:, 1:-1] = rows
    flat = walled.ravel()
    row, place = np.divmod((flat[1:] != flat[:-1]).nonzero()[0], walled.shape[1])
    return row[::2], place[::2], place[1::2]


def ranges(
    first: NDArray[np.intp], stop: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the numbers in each of [first, stop), one after another, and where each begins.

    Last of all, where the last one ends.
    """
    edges = np.zeros(len(first) + 1, dtype=np.intp)
    np.cumsum(stop - first, out=edges[1:])
    return np.arange(edges[-1]) + np.repeat(first - edges[:-1], stop - first), edges


def of_rows(row: NDArray[np.intp], items: Items, rows: int) -> list[Items]:
    """Return the items of each of so many rows; ``row`` says which each is in, in order.

    ``items``: a list or an array.
    """
    edges, cut = row.searchsorted(np.arange(rows + 1)).tolist(), cast(Any, items)
    return [cut[a:b] for a, b in pairwise(edges)]


def first_largest(values: FloatArray, begins: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the largest value of each group is, the first of equal ones.

    Groups follow one another; ``begins``: where each begins, the first one at 0.
    """
    if len(begins) == 0:
        return begins
    largest = np.maximum.reduceat(values, begins)
    sizes = np.diff(np.append(begins, len(values)))
    best = (values == np.repeat(largest, sizes)).nonzero()[0]
    first: NDArray[np.intp] = best[best.searchsorted(begins)]
    return first


def slopes(rows: FloatArray) -> FloatArray:
    """Return how rows, shape ``(k, n)``, rise from sample to sample, as :func:`numpy.gradient`.

    There are two samples at least.
    """
    slope = np.empty_like(rows)
    slope[:, 1:-1] = (rows[:, 2:] - rows[:, :-2]) / 2.0
    slope[:, 0], slope[:, -1] = rows[:, 1] - rows[:, 0], rows[:, -1] - rows[:, -2]
    return slope
