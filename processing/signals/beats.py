"""Beats from ECG and PPG blocks (methods 1.2, 2.1.2)."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processing.clock.grid import HEART_GAP_S, grid_parts, heart_grid_rate
from processing.clock.run_grid import GridBlock, RunGrid
from processing.clock.timeline import Timeline
from processing.signals import neurokit
from processing.signals.qrs import Complexes
from processing.signals.quality import BeatTemplate, Shape, shapes_of
from processing.signals.second_detector import agrees, qrs_of
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Role, StreamSpec

LEFT_S, RIGHT_S = 8, 3
"""Context of the 1-s block [i, i+1): it is computed on [i-8, i+3)."""
LOOK_BACK_S, LOOK_AHEAD_S = 2, 1
"""What the second detector sees beside the second in question."""
REFRACTORY_S = 0.25
LIMITS_MS = {
    Role.ECG: (300.0, 2000.0),
    Role.PPG: (60000 / 180, 60000 / 35),
    Role.RR: (300.0, 2000.0),
}
"""Plausible intervals (methods 3.1): 30-200 bpm, 35-180 bpm from a pulse wave."""
RR_UNITS_MS = {"s": 1000.0, "ms": 1.0, "1/1024 s": 1000.0 / 1024}


@quick
@dataclass(frozen=True, slots=True)
class DetectedBeat:
    """One beat, before its interval is judged."""

    time: float
    rr_ms: float | None
    """Interval it ends; None where there is none."""
    beat_ok: bool
    """It looks like the others, and a second detector sees it too (ECG); always so for RR streams,
    which show neither."""
    reanchored: bool = False
    height: float | None = None
    """Range of the cleaned wave about it; None where there is none."""
    said: tuple[Reason, ...] = ()
    """What people said of it or its interval: ``edited``, ``rejected``, ``ectopic_beat``."""


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """What one second gave."""

    beats: tuple[DetectedBeat, ...]
    reason: Reason | None = None
    """Why nothing could be detected."""
    covered: tuple[tuple[float, float], ...] = ()
    """Where in it there are samples of a wave, session time s, each of one run without a gap."""


def refine_peak(y: FloatArray, sample: int) -> float:
    """Return the place of a peak by a parabola through three samples (methods 1.2)."""
    if not 0 < sample < len(y) - 1:
        return float(sample)
    before, at, after = y[sample - 1 : sample + 2].tolist()
    curvature = before - 2 * at + after
    if curvature >= 0:
        return float(sample)
    shift = 0.5 * (before - after) / curvature
    return float(sample + min(max(shift, -0.5), 0.5))


class WaveBeats:
    """Beats of an ECG or a pulse wave, second by second.

    Parameters
    ----------
    spec : StreamSpec
        The stream; its role says which detector.
    timeline : Timeline
        Its samples in session time.
    mains_hz : int
        Mains frequency for the ECG cleaner.
    """

    def __init__(self, spec: StreamSpec, timeline: Timeline, *, mains_hz: int) -> None:
        self._ecg = spec.role is Role.ECG
        self._timeline = timeline
        self._mains_hz = mains_hz
        self._sfreq = heart_grid_rate(spec.nominal_rate)
        self._grid = RunGrid(
            timeline,
            self._sfreq,
            functools.partial(grid_parts, sfreq=self._sfreq),
            gap_s=HEART_GAP_S,
            reach=2,
        )
        self._template = (
            BeatTemplate(0.66) if self._ecg else BeatTemplate(0.86, min_height_share=0.1)
        )
        self._last: float | None = None

    def blocks(self, first: int, stop: int, until: float = -math.inf) -> list[Block]:
        """Return the beats of the session seconds [first, stop); they are asked for in order.

        ``until``: as in :meth:`processing.clock.run_grid.RunGrid.blocks`.
        """
        grids = self._grid.blocks(first, stop, left_s=LEFT_S, right_s=RIGHT_S, until=until)
        values = [grid.values for grid in grids]
        confirmed: Sequence[NDArray[np.intp] | None] = [None] * len(grids)
        found: Sequence[Complexes | neurokit.Peaks]
        if self._ecg:
            found = neurokit.ecg_blocks(values, self._sfreq, mains_hz=self._mains_hz)
            confirmed = self._seen_twice(grids)
        else:
            found = [neurokit.ppg_peaks(signal, self._sfreq) for signal in values]
        beats: dict[int, list[DetectedBeat]] = {i: [] for i in range(first, stop)}
        reasons: dict[int, Reason] = {}
        covered: dict[int, list[tuple[float, float]]] = {i: [] for i in range(first, stop)}
        looks = self._looks(grids, found)
        for grid, peaks, own, others in zip(grids, found, looks, confirmed, strict=True):
            beats[grid.second] += self._beats(grid, peaks, own, others)
            end = (grid.first + len(grid.values)) / self._sfreq
            span = max(float(grid.second), grid.start), min(grid.second + 1.0, end)
            covered[grid.second].append(span)
            if isinstance(peaks, neurokit.Peaks) and peaks.reason is not None:
                reasons.setdefault(grid.second, peaks.reason)
        return [
            Block(tuple(own), None if own else reasons.get(i), tuple(covered[i]))
            for i, own in beats.items()
        ]

    def _looks(
        self, grids: Sequence[GridBlock], found: Sequence[Complexes | neurokit.Peaks]
    ) -> list[list[tuple[int, Shape]]]:
        """Return for each block the peaks in its second, and how they look."""
        begins = [grid.second * self._sfreq - grid.first for grid in grids]
        samples = [
            peaks.between(begin, begin + self._sfreq)
            for begin, peaks in zip(begins, found, strict=True)
        ]
        pairs = zip(found, samples, strict=True)
        every = [(peaks.cleaned, sample) for peaks, own in pairs for sample in own]
        shapes = iter(shapes_of(every, self._sfreq))
        return [[(sample, next(shapes)) for sample in own] for own in samples]

    def _beats(
        self,
        grid: GridBlock,
        peaks: Complexes | neurokit.Peaks,
        looks: Sequence[tuple[int, Shape]],
        others: NDArray[np.intp] | None,
    ) -> list[DetectedBeat]:
        """Return the beats of one second in one run.

        Parameters
        ----------
        grid, peaks
            Of the second.
        looks : sequence of tuple
            The peaks in it, and how they look.
        others : ndarray of int or None
            A second detector's.
        """
        sfreq, cleaned = self._sfreq, peaks.cleaned
        around: list[Shape] = []
        if looks and self._template.learning:
            whole = peaks.between(0, len(cleaned))
            around = shapes_of([(cleaned, sample) for sample in whole], sfreq)
        beats = []
        for sample, shape in looks:
            time = (grid.first + refine_peak(cleaned, sample)) / sfreq
            if self._last is not None and time < self._last + REFRACTORY_S:
                continue
            same_run = self._last is not None and self._last >= grid.start
            rr = 1000 * (time - self._last) if same_run and self._last is not None else None
            like_others = self._template.judge(shape, around)
            good = like_others and (others is None or agrees(sample, others, sfreq))
            beats.append(DetectedBeat(time, rr, good, height=shape.height or None))
            self._last = time
        return beats

    def _seen_twice(self, grids: Sequence[GridBlock]) -> list[NDArray[np.intp]]:
        """Return for each block what a second detector sees about its second."""
        starts, parts = [], []
        for grid in grids:
            begin = (grid.second - LOOK_BACK_S) * self._sfreq - grid.first
            end = (grid.second + 1 + LOOK_AHEAD_S) * self._sfreq - grid.first
            starts.append(max(begin, 0))
            parts.append(grid.values[starts[-1] : max(end, 0)])
        found = qrs_of(parts, self._sfreq)
        return [places + start for places, start in zip(found, starts, strict=True)]
