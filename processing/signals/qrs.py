"""R peaks by the rule of NeuroKit2's own method, for many blocks at once.

``ecg_findpeaks`` (method "neurokit") takes one signal, and asks again at every call for what is
known: a filter's arguments, the one maximum of a QRS complex. Here the blocks are the rows of one
array, and only those complexes are searched whose peaks are wanted. A test holds the two together,
peak by peak.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal._peak_finding_utils import (  # the loops: find_peaks asks more than it finds
    _local_maxima_1d,
    _peak_prominences,
)

from processing.clock.rows import of_rows, slopes, stretches
from safehold.core.quick import quick
from safehold.core.types import FloatArray

SMOOTH_S, AVERAGE_S, DELAY_S = 0.1, 0.75, 0.3
THRESHOLD, MIN_LENGTH = 1.5, 0.4
"""NeuroKit2's defaults."""
_WHOLE = np.intp(-1)


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
        place = bisect_right(spans, low, key=itemgetter(1))
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


def complexes(rows: FloatArray, sfreq: int) -> list[Complexes]:
    """Return the QRS complexes of cleaned blocks of an ECG.

    Parameters
    ----------
    rows : ndarray, shape (k, n)
        Blocks without gaps on a uniform grid, of at least 2 s.
    sfreq : int
        Rate of the grid, Hz.
    """
    rows = np.ascontiguousarray(rows)
    row, begins, ends = stretches(_steep(rows, sfreq))
    begins, ends = begins - 1, ends - 1  # NeuroKit2's: the samples before
    whole = (begins >= 0) & (ends < rows.shape[1] - 1)
    row, begins, ends = row[whole], begins[whole], ends[whole]
    lengths = ends - begins
    usual = np.bincount(row, lengths) / np.maximum(np.bincount(row), 1)
    enough = lengths >= usual[row] * MIN_LENGTH
    spans = list(zip(begins[enough].tolist(), ends[enough].tolist(), strict=True))
    delay = int(np.rint(sfreq * DELAY_S))
    return [
        Complexes(block, own, delay)
        for block, own in zip(rows, of_rows(row[enough], spans, len(rows)), strict=True)
    ]


def _steep(rows: FloatArray, sfreq: int) -> NDArray[np.bool_]:
    """Return where each row is steep against its neighbourhood."""
    short, long = int(np.rint(SMOOTH_S * sfreq)), int(np.rint(AVERAGE_S * sfreq))
    slope = slopes(rows)
    steep = uniform_filter1d(np.abs(slope, out=slope), short, mode="nearest")
    usual = uniform_filter1d(steep, long, mode="nearest")
    usual *= THRESHOLD
    inside: NDArray[np.bool_] = steep > usual
    return inside


def _most_prominent(span: FloatArray) -> int | None:
    """Return the maximum of a QRS complex; of several the one that stands out most."""
    maxima = _local_maxima_1d(span)[0]
    if len(maxima) < 2:
        return int(maxima[0]) if len(maxima) else None
    return int(maxima[_peak_prominences(span, maxima, _WHOLE)[0].argmax()])
