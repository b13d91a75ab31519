"""Two people by frequency and by recurrence, beside the same of surrogates.

Both compare series as they are (without their slow trend): what goes together over tens of
seconds is in them, and not in innovations. So only surrogates that keep a series' own course, or
its spectrum, tell what chance makes of them (decision 68).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from processing.measures.chance import against
from processing.signals.flags import BoolArray
from safehold.core.types import FloatArray

WAVELET, RECURRENCE = "wavelet_coherence", "recurrence"
BANDS_S = {"period_3_7s": (2.5, 7.0), "period_7_25s": (7.0, 25.0), "period_25_100s": (25.0, 100.0)}
"""Periods: of breathing, of the wave of about 0.1 Hz, and slower, s."""
LEAST_S = 300
"""So many seconds without a gap have something to say."""
MOST_POINTS = 1500
"""Longer series are averaged over 2 s, 3 s ...: a recurrence plot has the square of them."""
RATE = 0.05
"""Share of pairs of moments that recur; the radius is chosen for it (Wallot et al. 2016)."""
MIN_SURROGATES = 19
_PER_OCTAVE = 4
_FIRST_SCALE_S = 2.4


@dataclass(frozen=True, slots=True)
class Compared:
    """One statistic of two series against the same one of surrogates."""

    method: str
    statistic: str
    value: float | None
    effect: float | None = None
    p: float | None = None
    n_surrogates: int = 0
    n_seconds: int = 0


def longest_whole(one: FloatArray, two: FloatArray) -> slice:
    """Return the longest stretch in which both series have every value; empty of none."""
    known = np.concatenate(([False], np.isfinite(one) & np.isfinite(two), [False]))
    edges = np.flatnonzero(np.diff(known.astype(int)))
    if not edges.size:
        return slice(0, 0)
    k = int(np.argmax(edges[1::2] - edges[::2]))
    return slice(int(edges[2 * k]), int(edges[2 * k + 1]))


def wavelet_bands(one: FloatArray, two: FloatArray) -> dict[str, float]:
    """Return the mean squared wavelet coherence of two series in each band, 0-1.

    Parameters
    ----------
    one, two : FloatArray
        Once a second, no NaN, shape ``(n,)``.

    Returns
    -------
    dict
        By band; NaN where no moment of it lies outside the reach of the ends. Morlet wavelet,
        smoothed in time and scale (Torrence and Webster 1999; Grinsted et al. 2004), by pycwt.
    """
    import pycwt  # only here: half a second

    scales = int(_PER_OCTAVE * math.log2(100 / _FIRST_SCALE_S)) + 1
    coherence, _, reach, frequencies, _ = pycwt.wct(
        one, two, 1.0, dj=1 / _PER_OCTAVE, s0=_FIRST_SCALE_S, J=scales, sig=False
    )
    periods = 1 / frequencies
    inside = periods[:, None] <= reach[None, :]
    found = {}
    for name, (low, high) in BANDS_S.items():
        used = inside & ((periods >= low) & (periods < high))[:, None]
        found[name] = float(coherence[used].mean()) if used.any() else math.nan
    return found


def recurrence(one: FloatArray, two: FloatArray, rate: float = RATE) -> dict[str, float]:
    """Return how the two people's joint course recurs (multidimensional recurrence).

    Parameters
    ----------
    one, two : FloatArray
        No NaN, shape ``(n,)``.
    rate : float
        Share of pairs of moments that count as recurring: the radius is chosen for it.

    Returns
    -------
    dict
        ``determinism``: share of recurring pairs on diagonals of at least two, 0-1;
        ``mean_line``: mean length of those diagonals. Of both z-scored series together, without
        embedding (Wallot, Roepstorff and Mønster 2016).
    """
    points = np.stack([(x - x.mean()) / x.std() for x in (one, two)])
    squares = sum(np.square(x[:, None] - x[None, :]) for x in points)
    upper = squares[np.triu_indices(one.size, 1)]
    k = max(int(rate * upper.size) - 1, 0)
    lengths = diagonal_lengths(squares <= np.partition(upper, k)[k])
    lines = lengths[lengths >= 2]
    return {
        "determinism": float(lines.sum() / lengths.sum()),
        "mean_line": float(lines.mean()) if lines.size else math.nan,
    }


def diagonal_lengths(recurs: BoolArray) -> FloatArray:
    """Return the lengths of all diagonal lines above the main one of a recurrence plot."""
    n = len(recurs)
    wide = np.zeros((n, 2 * n), dtype=np.int8)
    wide[:, :n] = np.triu(recurs, 1)[:, ::-1]
    # one more element to a row than columns: what lay on a diagonal lies in a column
    columns = wide.ravel()[: n * (2 * n - 1)].reshape(n, 2 * n - 1)
    edges = np.flatnonzero(np.diff(columns.T.ravel(), prepend=np.int8(0), append=np.int8(0)))
    return np.asarray(edges[1::2] - edges[::2], dtype=np.float64)


def averaged(values: FloatArray) -> FloatArray:
    """Return means over as many seconds as leave at most 1500 points."""
    by = -(-values.size // MOST_POINTS)
    count = values.size // by
    return np.asarray(values[: count * by].reshape(count, by).mean(axis=1), dtype=np.float64)


def recurrence_of(one: FloatArray, two: FloatArray) -> dict[str, float]:
    """Return :func:`recurrence` of the averaged series."""
    return recurrence(averaged(one), averaged(two))


METHODS: dict[str, Callable[[FloatArray, FloatArray], dict[str, float]]] = {
    WAVELET: wavelet_bands,
    RECURRENCE: recurrence_of,
}


def compared(
    method: str,
    one: FloatArray,
    two: FloatArray,
    drawn: Iterable[FloatArray],
    told: Callable[[int], None] = lambda _done: None,
) -> list[Compared]:
    """Return the statistics of a method beside those of surrogates of the second person.

    Parameters
    ----------
    method : str
        A key of :data:`METHODS`.
    one, two : FloatArray
        No NaN, shape ``(n,)``.
    drawn : iterable of FloatArray
        Surrogates, shape ``(k, n)`` each.
    told : callable
        Gets how many surrogates are done.
    """
    measure = METHODS[method]
    values = measure(one, two)
    of_chance: dict[str, list[float]] = {name: [] for name in values}
    done = 0
    for some in drawn:
        for other in some:
            for name, value in measure(one, other).items():
                of_chance[name].append(value)
            done += 1
            told(done)
    found = []
    for name, value in values.items():
        if not math.isfinite(value):
            found.append(Compared(method, name, None, n_seconds=one.size))
            continue
        chance = against(value, np.array(of_chance[name]), least=MIN_SURROGATES)
        effect, p = (chance.effect, chance.p) if chance else (None, None)
        found.append(Compared(method, name, value, effect, p, done, one.size))
    return found
