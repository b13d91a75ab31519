"""Signal quality (methods 3.1): segments of 5 s, the shape of beats, the band of breathing."""

from __future__ import annotations

import functools
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processing.clock.order import median
from processing.clock.rows import in_rows, stretches
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

SEGMENT_S = 5
FLAT_RANGE = 1e-6
FLAT_S = 1.0
CLIP_SHARE = 0.01
CLIP_NEAR = 0.001
"""A sample this near to the segment's extreme, as a share of the raw value, may be clipped."""
CLIP_RUN = 3
CLIP_SINE = 2.0
"""And only when the signal stays at the extreme this much longer than a sine of its range does."""
CLIP_SPARE = 4
"""Samples by which a 5-sample median filter may lengthen a peak: they are no sign of clipping."""
RAILED_SHARE = 0.60
"""A belt is railed when more than this share of the segments of 60 s clip."""
TEMPLATE_BEATS = 30
TEMPLATE_MIN = 5
RELEARN_BEATS = 10
"""So many beats that fail, but resemble one another, become the new template."""
TEMPLATE_BEFORE_S, TEMPLATE_AFTER_S = 0.25, 0.45
BREATH_BAND_HZ = (0.07, 0.7)
WIDE_BAND_HZ = (0.07, 5.0)
MIN_BAND_RATIO = 0.80
QUALITY_S = 60
MIN_QUALITY_S = 20
FLAT_SHARE = 0.2


def longest_runs(rows: NDArray[np.bool_]) -> list[int]:
    """Return the length of the longest run of True in each row."""
    row, begins, stops = stretches(rows)
    longest = np.zeros(len(rows), dtype=np.intp)
    np.maximum.at(longest, row, stops - begins)
    found: list[int] = longest.tolist()
    return found


def stands_still(times: FloatArray, values: FloatArray) -> bool:
    """Tell whether raw samples, at least two, have one value for longer than 1 s."""
    (run,) = _longest_levels(values[np.newaxis])
    return _is_long(times, run)


def _longest_levels(rows: FloatArray) -> list[int]:
    """Return how many samples in a row have one value, at most, in each row."""
    return [run + 1 for run in longest_runs(rows[:, 1:] == rows[:, :-1])]


def _is_long(times: FloatArray, run: int) -> bool:
    period = float(times[-1] - times[0]) / (len(times) - 1)
    return run * period > FLAT_S


def segment_reasons(times: FloatArray, values: FloatArray) -> tuple[Reason, ...]:
    """Return what is wrong with the raw samples of one 5-s segment: gap, flat, clipped."""
    return reasons_of_segments([(times, values)])[0]


def reasons_of_segments(
    segments: Sequence[tuple[FloatArray, FloatArray]],
) -> list[tuple[Reason, ...]]:
    """Return what :func:`segment_reasons` does, of many segments."""
    there = [
        len(times) >= 3 and bool(times[-1] - times[0] >= SEGMENT_S / 2) for times, _ in segments
    ]
    whole = [values for (_, values), is_there in zip(segments, there, strict=True) if is_there]
    forms, found = iter(in_rows(whole, _forms)), list[tuple[Reason, ...]]()
    for (times, _), is_there in zip(segments, there, strict=True):
        size, run, clipped = next(forms) if is_there else (0.0, 0, False)
        if not is_there:
            found.append((Reason.GAP,))
        elif size < FLAT_RANGE or _is_long(times, run):
            found.append((Reason.FLAT,))
        else:
            found.append((Reason.CLIPPED,) if clipped else ())
    return found


def _forms(rows: FloatArray) -> list[tuple[float, int, bool]]:
    """Return range, longest level and whether it clips of each row of raw samples."""
    low, high = np.minimum.reduce(rows, axis=1), np.maximum.reduce(rows, axis=1)
    with np.errstate(invalid="ignore", over="ignore"):
        size = high - low
        tops, bottoms = _clips(rows, high, size), _clips(-rows, -low, size)
    clipped = [top or bottom for top, bottom in zip(tops, bottoms, strict=True)]
    return list(zip(size.tolist(), _longest_levels(rows), clipped, strict=True))


def _clips(rows: FloatArray, top: FloatArray, size: FloatArray) -> list[bool]:
    """Tell of each row whether it clips at its top; ``size``: its range.

    Methods 3.1 (1 % of the samples within .1 % of the raw value of the extreme, in a run of at
    least three) calls every slow, clean wave on a constant clipped: a belt of 2000 +- 100 counts
    is always so. So the share must also exceed what a sine of the same range has there. Measured
    on 60-s windows of despiked belts: dead ones clip in .92-1.00 of the segments, working ones
    in at most .17, a nasal airflow in at most .33 (without the second rule .92).
    """
    depth = CLIP_NEAR * np.abs(top)
    near = rows >= (top - depth)[:, np.newaxis]
    counts = near.sum(axis=1).tolist()
    cells = zip(depth.tolist(), size.tolist(), counts, longest_runs(near), strict=True)
    return [_is_clipped(*of_row, rows.shape[1]) for of_row in cells]


def _is_clipped(depth: float, size: float, count: int, run: int, n: int) -> bool:
    share = 1.0 if size == 0 else depth / size
    if share >= 0.5:
        return True  # all of the segment lies at its extreme
    sine = math.acos(1 - 2 * share) / math.pi
    counted = max(0, count - CLIP_SPARE)
    return counted >= max(CLIP_SHARE, CLIP_SINE * sine) * n and run >= CLIP_RUN


@functools.lru_cache(maxsize=8)
def _breath_spectrum(n: int, sfreq: float) -> tuple[FloatArray, FloatArray, slice, slice]:
    """Return places about the middle of n samples, a window, and where both bands lie."""
    f = np.fft.rfftfreq(n, 1 / sfreq)
    narrow, wide = (
        slice(*f.searchsorted((low, np.nextafter(high, np.inf))).tolist())
        for low, high in (BREATH_BAND_HZ, WIDE_BAND_HZ)
    )
    x: FloatArray = np.arange(n, dtype=np.float64) - (n - 1) / 2
    return x, np.hanning(n), narrow, wide


def band_ratios(signals: Sequence[FloatArray], sfreq: float) -> list[float]:
    """Return the share of the power of .07-5 Hz that lies at breathing frequencies, 0-1.

    Parameters
    ----------
    signals : sequence of ndarray, shape (n,)
        Respiration on a uniform grid; each has its share.
    sfreq : float
        Rate of the grid, Hz.
    """

    def shares(rows: FloatArray) -> FloatArray:
        x, window, narrow, wide = _breath_spectrum(rows.shape[1], sfreq)
        with np.errstate(invalid="ignore", over="ignore"):
            scale = np.maximum.reduce(rows, axis=1) - np.minimum.reduce(rows, axis=1)
        usable = (scale > 0) & np.isfinite(scale)  # neither where a value is not finite
        if not usable.all():
            rows, scale = np.where(usable[:, None], rows, 0.0), np.where(usable, scale, 1.0)
        centred = rows - rows.mean(axis=1, keepdims=True)
        centred /= scale[:, None]
        centred -= x * (np.add.reduce(x * centred, axis=1) / np.add.reduce(x * x))[:, None]
        centred *= window
        spectrum = np.fft.rfft(centred)
        breaths, all_ = (
            np.add.reduce(np.abs(spectrum[:, band]) ** 2, axis=1) for band in (narrow, wide)
        )
        found = np.zeros(len(rows))
        np.divide(breaths, all_, out=found, where=usable & (all_ > 0))
        return found

    return [float(share) for share in in_rows(signals, shares)]


@quick
@dataclass(frozen=True, slots=True)
class Shape:
    """The cleaned signal about a beat."""

    wave: FloatArray
    """z-scored, .25 s before the peak to .45 s after it; empty when it is not all there."""
    height: float
    """Range of the wave before scaling, in the signal's unit."""


def shapes_of(beats: Sequence[tuple[FloatArray, int]], sfreq: int) -> list[Shape]:
    """Return the shapes of beats, each given by a cleaned signal and the sample of its peak."""
    before, after = round(TEMPLATE_BEFORE_S * sfreq), round(TEMPLATE_AFTER_S * sfreq)
    there = [at >= before and at + after <= len(cleaned) for cleaned, at in beats]
    whole = zip(beats, there, strict=True)
    waves = [cleaned[at - before : at + after] for (cleaned, at), all_ in whole if all_]
    found = iter(in_rows(waves, _shapes))
    return [next(found) if all_ else Shape(np.empty(0), 0.0) for all_ in there]


def _shapes(rows: FloatArray) -> list[Shape]:
    n = rows.shape[1]
    off = rows - (np.add.reduce(rows, axis=1) / n)[:, np.newaxis]
    spread = np.sqrt(np.add.reduce(off * off, axis=1) / n)
    scaled = off / np.where(spread > 0, spread, 1.0)[:, np.newaxis]
    heights = np.maximum.reduce(rows, axis=1) - np.minimum.reduce(rows, axis=1)
    return [
        Shape(wave, height) if moves else Shape(np.empty(0), 0.0)
        for wave, height, moves in zip(scaled, heights.tolist(), spread != 0, strict=True)
    ]


class BeatTemplate:
    """Says whether a beat looks like this person's beats; learns from those that do.

    Parameters
    ----------
    threshold : float
        Least correlation: .66 for ECG, .86 for PPG (Orphanidou et al. 2015).
    min_height_share : float
        Least height as a share of the median of the accepted beats; 0 for no such rule.
    """

    def __init__(self, threshold: float, *, min_height_share: float = 0.0) -> None:
        self._threshold = threshold
        self._min_height = min_height_share
        self._accepted: deque[Shape] = deque(maxlen=TEMPLATE_BEATS)
        self._failed: deque[Shape] = deque(maxlen=RELEARN_BEATS)
        self._waves = np.empty((0, 0))
        """Those of the accepted, a column each, in any order."""
        self._next = 0

    @property
    def learning(self) -> bool:
        """True until so many beats have passed that they are the template."""
        return len(self._accepted) < TEMPLATE_MIN

    def judge(self, beat: Shape, around: list[Shape]) -> bool:
        """Return True if the beat passes; ``around`` are the beats of its block.

        While it is learning, the beats of the block itself are the template.
        """
        if len(beat.wave) == 0:
            return False
        pool: Sequence[Shape] = self._accepted
        waves = self._waves[:, : len(pool)]
        if self.learning:
            pool = [shape for shape in around if len(shape.wave)]
            if len(pool) < 3:
                return False
            waves = np.array([s.wave for s in pool]).T
        least = self._min_height
        tall = least == 0 or beat.height >= least * median([s.height for s in pool])
        if tall and _alike(beat, _middle(waves)) >= self._threshold:
            self._accept(beat)
            self._failed.clear()
            return True
        self._failed.append(beat)
        self._relearn()
        return False

    def _accept(self, beat: Shape) -> None:
        if not self._accepted:
            self._waves, self._next = np.empty((len(beat.wave), TEMPLATE_BEATS)), 0
        self._waves[:, self._next] = beat.wave
        self._next = (self._next + 1) % TEMPLATE_BEATS
        self._accepted.append(beat)

    def _relearn(self) -> None:
        failed = list(self._failed)
        if len(failed) < RELEARN_BEATS:
            return
        template = _middle(np.array([beat.wave for beat in failed]).T)
        if min(_alike(beat, template) for beat in failed) >= self._threshold:
            self._accepted.clear()
            for beat in failed:
                self._accept(beat)
            self._failed.clear()


def _middle(waves: FloatArray) -> FloatArray:
    """Return the median of waves, sample by sample, about zero; each of them is a column."""
    ordered, n = waves.copy(), waves.shape[1]
    ordered.sort(axis=1)  # rows that lie in one piece, in half the time of columns
    half = n // 2
    middle = ordered[:, half] if n % 2 else (ordered[:, half - 1] + ordered[:, half]) / 2
    centred: FloatArray = middle - np.add.reduce(middle) / len(middle)
    return centred


def _alike(beat: Shape, template: FloatArray) -> float:
    norm = math.sqrt(template @ template) * math.sqrt(len(template))
    return float(beat.wave @ template) / norm if norm > 0 else 0.0


def belt_reasons(segments: Sequence[tuple[Reason, ...]], low: bool | None) -> tuple[Reason, ...]:
    """Return why a respiration signal cannot be used (methods 3.1); empty if it can.

    A railed or dead belt makes detectors find plausible breaths (methods N20), so this gate
    stands before every rate.

    Parameters
    ----------
    segments : sequence
        Reasons of the 5-s segments of the last 60 s.
    low : bool or None
        The band ratio of the last 60 s is below ``MIN_BAND_RATIO``; None when a gap leaves too
        little.
    """
    present = [reasons for reasons in segments if Reason.GAP not in reasons]
    if len(present) * SEGMENT_S < MIN_QUALITY_S or low is None:
        enough = len(segments) * SEGMENT_S >= MIN_QUALITY_S
        return (Reason.GAP,) if enough else (Reason.STARTING,)
    reasons = []
    if sum(Reason.FLAT in r for r in present) > FLAT_SHARE * len(present):
        reasons.append(Reason.FLAT)
    if sum(Reason.CLIPPED in r for r in present) > RAILED_SHARE * len(present):
        reasons.append(Reason.RAILED)
    if low:
        reasons.append(Reason.LOW_BAND_RATIO)
    return tuple(reasons)
