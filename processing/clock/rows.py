"""Many pieces of a signal at once: those of equal length are the rows of one array.

A row is computed by the same operations in the same order however many others stand beside it,
so a piece gives the same bits live, where it is alone, and in a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

Found = TypeVar("Found")
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


def slopes(rows: FloatArray) -> FloatArray:
    """Return how rows, shape ``(k, n)``, rise from sample to sample, as :func:`numpy.gradient`.

    There are two samples at least.
    """
    slope = np.empty_like(rows)
    slope[:, 1:-1] = (rows[:, 2:] - rows[:, :-2]) / 2.0
    slope[:, 0], slope[:, -1] = rows[:, 1] - rows[:, 0], rows[:, -1] - rows[:, -2]
    return slope
