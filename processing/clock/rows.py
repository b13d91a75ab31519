"""Many pieces of a signal at once: those of equal length are the rows of one array.

A row is computed by the same operations in the same order however many others stand beside it,
so a piece gives the same bits live, where it is alone, and in a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

Kind = TypeVar("Kind", bound=np.generic)

AT_ONCE = 1 << 16
"""So many samples are one array: more of them leave the processor's cache."""


def in_rows(
    pieces: Sequence[FloatArray], compute: Callable[[FloatArray], NDArray[Kind]]
) -> list[NDArray[Kind]]:
    """Return for each piece the row that a computation of equally long rows gives.

    Parameters
    ----------
    pieces : sequence of ndarray, shape (n,)
        Of any lengths.
    compute : callable
        Of an array of shape ``(k, n)``, which it does not change; its result has k rows and does
        not mix them.
    """
    if len(pieces) == 1:  # as a rule, live
        return [compute(np.ascontiguousarray(pieces[0])[np.newaxis])[0]]
    places: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        places.setdefault(len(piece), []).append(place)
    found: dict[int, NDArray[Kind]] = {}
    for length, same in places.items():
        size = max(1, AT_ONCE // max(length, 1))
        for first in range(0, len(same), size):
            chosen = same[first : first + size]
            rows = compute(np.stack([pieces[place] for place in chosen]))
            found.update(zip(chosen, rows, strict=True))
    return [found[place] for place in range(len(pieces))]
