"""R peaks by the rule of NeuroKit2's own method, for many blocks at once.

``ecg_findpeaks`` (method "neurokit") takes one signal, and asks again at every call for what is
known: a filter's arguments, the one maximum of a QRS complex. Here the blocks are the rows of one
array, and only those complexes are searched whose peaks are wanted. A test holds the two together,
peak by peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks

from processing.clock.rows import in_rows, slopes
from safehold.core.quick import quick
from safehold.core.types import FloatArray

SMOOTH_S, AVERAGE_S, DELAY_S = 0.1, 0.75, 0.3
THRESHOLD, MIN_LENGTH = 1.5, 0.4
"""NeuroKit2's defaults."""


@quick
@dataclass(frozen=True, slots=True)
class Complexes:
    """QRS complexes of one block."""

    cleaned: FloatArray
    """Cleaned signal, shape ``(n,)``."""
    spans: Sequence[tuple[int, int]]
    """First and last sample of each that is long enough."""
    delay: int
    """Samples that must lie between two peaks."""

    def between(self, low: int, high: int) -> list[int]:
        """Return the peaks in [low, high), ascending; the first sample is none."""
        spans = self.spans
        place = next((k for k, (_, end) in enumerate(spans) if end > low), len(spans))
        # whether a peak counts depends on the one before, unless that is surely far enough
        while 0 < place < len(spans) and spans[place][0] - spans[place - 1][1] < self.delay:
            place -= 1
        found, last = [], None if place else 0
        for begin, end in spans[place:]:
            if begin >= high:
                break
            peak = _most_prominent(self.cleaned[begin:end])
            if peak is not None and (last is None or begin + peak - last > self.delay):
                last = begin + peak
                found.append(last)
        return [peak for peak in found if low <= peak < high]


def complexes(cleaned: Sequence[FloatArray], sfreq: int) -> list[Complexes]:
    """Return the QRS complexes of cleaned blocks of an ECG.

    Parameters
    ----------
    cleaned : sequence of ndarray, shape (n,)
        Blocks without gaps on a uniform grid, of at least 2 s.
    sfreq : int
        Rate of the grid, Hz.
    """
    delay = int(np.rint(sfreq * DELAY_S))
    steep = in_rows(cleaned, lambda rows: _steep(rows, sfreq))
    return [
        Complexes(block, _spans(inside), delay)
        for block, inside in zip(cleaned, steep, strict=True)
    ]


def _steep(rows: FloatArray, sfreq: int) -> NDArray[np.bool_]:
    """Return where each row is steep against its neighbourhood."""
    short, long = int(np.rint(SMOOTH_S * sfreq)), int(np.rint(AVERAGE_S * sfreq))
    steep = uniform_filter1d(np.abs(slopes(rows)), short, mode="nearest")
    usual = uniform_filter1d(steep, long, mode="nearest")
    inside: NDArray[np.bool_] = steep > THRESHOLD * usual
    return inside


def _spans(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches of a block that are long enough for a QRS complex."""
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    edges = edges[int(inside[0]) :]  # one that had begun before is none
    edges = edges[: len(edges) // 2 * 2]
    begins, ends = edges[0::2], edges[1::2]
    if len(begins) == 0:
        return []
    lengths = ends - begins
    enough = lengths >= np.mean(lengths) * MIN_LENGTH
    return list(zip(begins[enough].tolist(), ends[enough].tolist(), strict=True))


def _most_prominent(span: FloatArray) -> int | None:
    """Return the maximum of a QRS complex; asked of scipy where it has several, or plateaus."""
    step = span[1:] - span[:-1]
    tops = np.flatnonzero((step[:-1] > 0) & (step[1:] < 0)) + 1
    if len(tops) < 2 and step.all():
        return int(tops[0]) if len(tops) else None
    maxima, more = find_peaks(span, prominence=(None, None))
    return int(maxima[np.argmax(more["prominences"])]) if maxima.size else None
