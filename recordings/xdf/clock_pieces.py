"""Which clock offsets belong to which stamps of a stream, where the sender's clock was set.

A sender that was started again, or whose clock was set, goes on with other stamps, and other
offsets are measured from then on (LabRecorder's "clock reset"). Runs of stamps and pieces of
offsets come in the same order; a run belongs to the piece that was measured nearest to it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

RESET_S = 5.0
"""A clock, or a run of stamps, that moves by more than this between two measurements was set."""


def clock_pieces(offsets: FloatArray) -> list[FloatArray]:
    """Cut clock offsets where the sender's clock was set.

    Parameters
    ----------
    offsets : ndarray, shape (m, 2)
        Times on the sender's clock and offsets, s, in the order in which they were measured;
        finite.
    """
    steps = np.diff(offsets, axis=0)
    cuts = np.flatnonzero((steps[:, 0] < 0) | (np.abs(steps[:, 1]) > RESET_S)) + 1
    return np.split(offsets, cuts)


def runs_by_piece(
    stamps: FloatArray, pieces: list[FloatArray]
) -> list[tuple[NDArray[np.intp], int]]:
    """Return runs of rows with finite stamps, each with the number of its piece.

    Parameters
    ----------
    stamps : ndarray, shape (n,)
        Raw stamps, s.
    pieces : list of ndarray
        From :func:`clock_pieces`; at least one, none empty.
    """
    finite = np.flatnonzero(np.isfinite(stamps))
    steps = np.diff(stamps[finite])
    cuts = np.flatnonzero((steps < -RESET_S) | (steps > RESET_S)) + 1
    found: list[tuple[NDArray[np.intp], int]] = []
    least = 0
    for run in np.split(finite, cuts):
        if run.size:
            apart = [_apart(stamps[run], piece) for piece in pieces[least:]]
            least += int(np.argmin(apart))
            found.append((run, least))
    return found


def _apart(stamps: FloatArray, piece: FloatArray) -> float:
    """Return how far a run of stamps is from where a piece was measured, s."""
    before = float(piece[:, 0].min() - stamps.max())
    after = float(stamps.min() - piece[:, 0].max())
    return max(before, after, 0.0)


def offsets_by_row(stamps: FloatArray, offsets: FloatArray) -> list[tuple[int, float]]:
    """Return the clock offsets with the row from which each holds, the first from the beginning.

    Where the sender's clock was set, the offsets measured after it hold from there on.

    Parameters
    ----------
    stamps : ndarray, shape (n,)
        Raw stamps in file order, s.
    offsets : ndarray, shape (m, 2)
        Collection times on the sender's clock and offsets to add, s; those that are not finite
        are left out.
    """
    measured = offsets[np.isfinite(offsets).all(axis=1)]
    if not len(measured):
        return []
    pieces = clock_pieces(measured)
    found: dict[int, float] = {}
    for rows, number in runs_by_piece(stamps, pieces):
        piece = pieces[number]
        ascending = np.maximum.accumulate(stamps[rows])
        at_start = max(int(np.searchsorted(piece[:, 0], ascending[0], side="right")) - 1, 0)
        found[int(rows[0]) if found else 0] = float(piece[at_start, 1])
        later = piece[at_start + 1 :]
        places = np.searchsorted(ascending, later[:, 0]).tolist()
        found.update(
            (int(rows[place]), offset)
            for place, offset in zip(places, later[:, 1].tolist(), strict=True)
            if place < rows.size
        )
    return sorted(found.items())
