"""Series that keep what is one person's own, and lose whom they were recorded with.

Each kind answers another objection (decision 68). All are made of the known seconds alone and put
back into their places: a surrogate has its gaps where the series has them, so every window that
counts once counts always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np

from safehold.core.types import FloatArray

SEED = 20_268
N_SURROGATES = 999
MIN_SHIFT_S = 60
"""A circular shift moves a series by at least so much, either way."""
AT_ONCE = 64
"""So many surrogates are held in memory together."""


class Surrogate(StrEnum):
    """How surrogates are made. The names stand in tables."""

    SEGMENTS = "shuffled_segments"
    """Segments in random order: keeps what goes on within seconds. Any order may come, as in
    :func:`processing.measures.chance.shuffled_orders`."""
    SHIFT = "circular_shift"
    """The whole series begins elsewhere: keeps all of its course but one seam."""
    PHASE = "phase_randomised"
    """The same spectrum with random phases (Theiler et al. 1992): keeps the autocorrelation, and
    makes everything else Gaussian and stationary."""
    PSEUDO = "pseudo_pairs"
    """People of other sessions in this one's place: keeps what the sessions have in common."""


def surrogates(
    values: FloatArray,
    kind: Surrogate,
    *,
    segment_s: int = 60,
    others: Sequence[FloatArray] = (),
    n: int = N_SURROGATES,
    seed: int = SEED,
) -> Iterator[FloatArray]:
    """Yield surrogates of a 1-Hz series, some at a time, shape ``(k, n_seconds)``.

    Parameters
    ----------
    values : FloatArray
        Shape ``(n_seconds,)``; NaN where missing.
    kind : Surrogate
        How they are made; of pseudo-pairs there are as many as `others`.
    segment_s : int
        Length of the segments that are shuffled, s.
    others : sequence of FloatArray
        The same person's place in other sessions, from their beginning on.
    n, seed : int
        How many, and from which seed.

    Raises
    ------
    ValueError
        Where the series is too short for surrogates of this kind to differ.
    """
    if kind is Surrogate.PSEUDO:
        yield from _pseudo(values, others)
        return
    known = np.flatnonzero(np.isfinite(values))
    size = known.size
    if size < 2 * max(segment_s, MIN_SHIFT_S) + 1:
        raise ValueError(f"{size} known seconds are too few for surrogates")
    rng = np.random.default_rng(seed)
    there = values[known]
    for first in range(0, n, AT_ONCE):
        k = min(AT_ONCE, n - first)
        made = np.full((k, values.size), np.nan)
        match kind:
            case Surrogate.SEGMENTS:
                made[:, known] = _shuffled(there, segment_s, k, rng)
            case Surrogate.SHIFT:
                by = rng.integers(MIN_SHIFT_S, size - MIN_SHIFT_S + 1, k)
                made[:, known] = there[(np.arange(size) - by[:, None]) % size]
            case Surrogate.PHASE:
                made[:, known] = _phases(there, k, rng)
        yield made


def _shuffled(there: FloatArray, segment_s: int, k: int, rng: np.random.Generator) -> FloatArray:
    count = there.size // segment_s
    whole = there[: count * segment_s].reshape(count, segment_s)
    orders = rng.permuted(np.tile(np.arange(count), (k, 1)), axis=1)
    made = np.empty((k, there.size))
    made[:, : whole.size] = whole[orders].reshape(k, -1)
    made[:, whole.size :] = there[whole.size :]  # less than a segment stays where it is
    return made


def _phases(there: FloatArray, k: int, rng: np.random.Generator) -> FloatArray:
    spectrum = np.fft.rfft(there - there.mean())
    turns = np.exp(2j * np.pi * rng.random((k, spectrum.size)))
    if there.size % 2 == 0:
        turns[:, -1] = np.sign(turns[:, -1].real)  # the highest frequency has no phase
    made = np.fft.irfft(spectrum * turns, there.size, axis=1) + there.mean()
    return np.asarray(made, dtype=np.float64)


def _pseudo(values: FloatArray, others: Sequence[FloatArray]) -> Iterator[FloatArray]:
    """Yield other sessions' series, cut to this one's length or NaN where they end."""
    for other in others:
        made = np.full((1, values.size), np.nan)
        count = min(values.size, other.size)
        made[0, :count] = other[:count]
        yield made
