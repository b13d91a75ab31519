"""Beats from ECG and PPG blocks (methods 1.2, 2.1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.clock.grid import HEART_GAP_S, GridRun, grid_values, heart_grid_rate, split_runs
from processing.clock.run_grid import RunGrid
from processing.clock.timeline import Timeline
from processing.signals import neurokit
from processing.signals.quality import BeatTemplate, Shape, shape_of
from processing.signals.second_detector import agrees, qrs_about
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


@dataclass(frozen=True, slots=True)
class Block:
    """What one second gave."""

    beats: tuple[DetectedBeat, ...]
    reason: Reason | None = None
    """Why nothing could be detected."""


def refine_peak(y: FloatArray, sample: int) -> float:
    """Return the place of a peak by a parabola through three samples (methods 1.2)."""
    if not 0 < sample < len(y) - 1:
        return float(sample)
    before, at, after = y[sample - 1 : sample + 2]
    curvature = before - 2 * at + after
    if curvature >= 0:
        return float(sample)
    shift = 0.5 * (before - after) / curvature
    return float(sample + np.clip(shift, -0.5, 0.5))


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
            lambda run, first, stop: grid_values(run, self._sfreq, first, stop),
            reach=2,
        )
        self._template = (
            BeatTemplate(0.66) if self._ecg else BeatTemplate(0.86, min_height_share=0.1)
        )
        self._last: float | None = None

    def block(self, i: int) -> Block:
        """Return the beats in session second [i, i+1); blocks are asked for in order."""
        t0, t1 = i - LEFT_S, i + RIGHT_S
        times, values = self._timeline.samples(t0, t1)
        runs = split_runs(times, values, self._timeline.gaps, max_gap_s=HEART_GAP_S)
        beats: list[DetectedBeat] = []
        reason: Reason | None = None
        for run in runs:
            if run.times[-1] >= i and run.times[0] < i + 1:
                found, why = self._run(run, i)
                beats += found
                reason = reason or why
        return Block(tuple(beats), reason if not beats else None)

    def _run(self, run: GridRun, i: int) -> tuple[list[DetectedBeat], Reason | None]:
        sfreq = self._sfreq
        first, grid = self._grid.values(run, i - LEFT_S, i + RIGHT_S)
        peaks = (
            neurokit.ecg_peaks(grid, sfreq, mains_hz=self._mains_hz)
            if self._ecg
            else neurokit.ppg_peaks(grid, sfreq)
        )
        around: list[Shape] = []
        if self._template.learning:
            around = [shape_of(peaks.cleaned, int(s), sfreq) for s in peaks.samples]
        own = [s for s in peaks.samples if i * sfreq <= first + s < (i + 1) * sfreq]
        confirmed = self._confirmed(grid, first, i, own)
        beats = []
        for sample in own:
            time = (first + refine_peak(peaks.cleaned, int(sample))) / sfreq
            if self._last is not None and time < self._last + REFRACTORY_S:
                continue
            shape = shape_of(peaks.cleaned, int(sample), sfreq)
            same_run = self._last is not None and self._last >= run.times[0]
            rr = 1000 * (time - self._last) if same_run and self._last is not None else None
            like_others = self._template.judge(shape, around)
            good = like_others and int(sample) in confirmed
            beats.append(DetectedBeat(time, rr, good, height=shape.height or None))
            self._last = time
        return beats, peaks.reason

    def _confirmed(
        self, grid: FloatArray, first: int, i: int, samples: Sequence[np.intp]
    ) -> set[int]:
        """Return which of the beats of a second are seen by a second detector, too."""
        if not self._ecg or not samples:
            return {int(sample) for sample in samples}
        t0, t1 = i - LOOK_BACK_S, i + 1 + LOOK_AHEAD_S
        others = qrs_about(grid, first, self._sfreq, t0=t0, t1=t1)
        return {int(s) for s in samples if agrees(int(s), others, self._sfreq)}
