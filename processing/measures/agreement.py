"""How far two coders agree, and how far two would by chance.

Cohen's kappa (1960) on bins of time for what lasts, matching within a tolerance for what is a
point; continuous ratings: :mod:`processing.measures.icc`. Beside each stands what chance makes
of it: the second coder's events moved round the session by random times, which keeps how many
there are, how long and how clustered. Kappa depends on the width of the bins; so does its chance
level, and :func:`kappa_of_spans` is to be asked for several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

BoolArray = NDArray[np.bool_]
Span = tuple[float, float]
"""Onset and end, s; equal for a point."""
SHIFTS = 999
SEED = 60_421
WIDTHS_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Widths of the bins that agreement is told for, s."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A measure of agreement with its chance level."""

    value: float
    chance: float
    """What 95 % of random shifts stay below."""
    p: float
    """Share of random shifts that reach it, the observed one counted."""


def in_bins(spans: Sequence[Span], whole: Span, width_s: float) -> BoolArray:
    """Return in which bins a code holds: for half of the bin and more, or at a point in it.

    Parameters
    ----------
    spans : sequence of (float, float)
        Where the code holds, s.
    whole : (float, float)
        The time that both coders saw, s.
    width_s : float
        Width of a bin, s; the last one may be shorter.

    Returns
    -------
    ndarray of bool, shape (n_bins,)
    """
    edges = np.append(np.arange(whole[0], whole[1] - 1e-9, width_s), whole[1])
    covered = np.zeros(edges.size - 1)
    points = np.zeros(edges.size - 1, dtype=bool)
    for onset, end in spans:
        if end > onset:
            covered += np.clip(np.minimum(edges[1:], end) - np.maximum(edges[:-1], onset), 0, None)
        elif whole[0] <= onset <= whole[1]:
            place = int(np.searchsorted(edges, onset, side="right")) - 1
            points[min(place, points.size - 1)] = True
    return points | (covered >= np.diff(edges) / 2 - 1e-9)


def kappa(first: BoolArray, second: BoolArray) -> float | None:
    """Return Cohen's kappa of two codings in the same bins; None where neither ever varies."""
    observed = float(np.mean(first == second))
    p1, p2 = float(first.mean()), float(second.mean())
    expected = p1 * p2 + (1 - p1) * (1 - p2)
    return None if expected >= 1 - 1e-12 else (observed - expected) / (1 - expected)


def kappa_of_spans(
    first: Sequence[Span], second: Sequence[Span], whole: Span, *, width_s: float
) -> Agreed | None:
    """Return kappa on bins with its chance level; None where it is not defined.

    Parameters
    ----------
    first, second : sequence of (float, float)
        Where each coder's code holds, s.
    whole : (float, float)
        The time that both coders saw, s.
    width_s : float
        Width of a bin, s.
    """
    a, b = in_bins(first, whole, width_s), in_bins(second, whole, width_s)
    found = kappa(a, b)
    if found is None:
        return None
    shifts = np.random.default_rng(SEED).integers(0, b.size, SHIFTS)
    # how often both hold, for every shift at once: a circular correlation of whole numbers
    spectrum = np.fft.rfft(a.astype(np.float64)) * np.conj(np.fft.rfft(b.astype(np.float64)))
    both = np.rint(np.fft.irfft(spectrum, n=b.size))[shifts] / b.size
    p1, p2 = float(a.mean()), float(b.mean())
    expected = p1 * p2 + (1 - p1) * (1 - p2)
    return agreed(found, (1 - p1 - p2 + 2 * both - expected) / (1 - expected))


def matches(first: FloatArray, second: FloatArray, tolerance_s: float) -> list[tuple[int, int]]:
    """Return pairs of onsets within a tolerance, as many as there can be, each onset once.

    Parameters
    ----------
    first, second : ndarray of float, shape (n,) and (m,)
        Onsets, ascending, s.
    tolerance_s : float
        How far two onsets of the same event may lie apart, s.
    """
    pairs, i, j = [], 0, 0
    while i < first.size and j < second.size:
        apart = second[j] - first[i]
        if abs(apart) <= tolerance_s:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif apart > 0:
            i += 1
        else:
            j += 1
    return pairs


def matched_share(
    first: FloatArray, second: FloatArray, whole: Span, *, tolerance_s: float
) -> Agreed | None:
    """Return the share of both coders' onsets that are matched, with its chance level.

    Twice the matched over all onsets of both (the Dice coefficient); None without any.
    """
    n = first.size + second.size
    if n == 0:
        return None
    found = 2 * len(matches(first, second, tolerance_s)) / n
    length = whole[1] - whole[0]
    moved = np.empty(SHIFTS)
    for k, shift in enumerate(np.random.default_rng(SEED).uniform(0, length, SHIFTS)):
        there = np.sort((second - whole[0] + shift) % length) + whole[0]
        moved[k] = 2 * len(matches(first, there, tolerance_s)) / n
    return agreed(found, moved)


def agreed(found: float, moved: FloatArray) -> Agreed:
    """Return a measure with its chance level: what random shifts made of it."""
    every = np.append(moved, found)
    return Agreed(found, float(np.quantile(moved, 0.95)), float(np.mean(every >= found - 1e-12)))
