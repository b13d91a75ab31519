"""Beats from ECG and PPG blocks, and from the packets of RR straps (methods 1.2, 2.1.2)."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing import neurokit
from processing.grid import HEART_GAP_S, Run, grid_values, heart_grid_rate, split_runs
from processing.order import median
from processing.quality import BeatTemplate, Shape, shape_of
from processing.run_grid import RunGrid
from processing.second_detector import agrees, qrs_about
from processing.timeline import Timeline
from safehold.core.errors import ConfigError
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
PACKET_S = 0.05
"""RR values whose stamps lie this near to one another came in one packet, s."""
REANCHOR_S = 1.5
OFFSET_WINDOW_S = 30.0


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

    def _run(self, run: Run, i: int) -> tuple[list[DetectedBeat], Reason | None]:
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


class RrBeats:
    """Beats rebuilt from the RR intervals of a strap, which carry no beat times (methods 1.2).

    The first packet is the anchor: its last beat is put at its arrival. From then on intervals
    are summed. When arrivals and sums part by more than 1.5 s from what they usually differ by,
    a packet was lost: a gap, and the packet becomes the new anchor.

    Parameters
    ----------
    spec : StreamSpec
        The stream; its unit must be ``s``, ``ms`` or ``1/1024 s``.
    timeline : Timeline
        Its samples; their times are those of arrival.

    Raises
    ------
    ConfigError
        When the unit is unknown: a factor would have to be guessed.
    """

    def __init__(self, spec: StreamSpec, timeline: Timeline) -> None:
        if spec.unit not in RR_UNITS_MS:
            raise ConfigError(
                f"Stream {spec.name!r} gives RR intervals in {spec.unit!r}.",
                remedy=f"Choose one of: {', '.join(RR_UNITS_MS)}.",
            )
        self._to_ms = RR_UNITS_MS[spec.unit]
        self._timeline = timeline
        self._last: float | None = None
        self._offsets: deque[tuple[float, float]] = deque()
        self._ready: deque[DetectedBeat] = deque()
        self._seen = -math.inf

    def block(self, i: int) -> Block:
        """Return the beats in session second [i, i+1); blocks are asked for in order."""
        times, values = self._timeline.samples(self._seen, i + RIGHT_S)
        self._seen = i + RIGHT_S
        packets = np.split(np.arange(len(times)), np.flatnonzero(np.diff(times) > PACKET_S) + 1)
        for packet in packets:
            if len(packet):
                self._packet(float(times[packet[-1]]), values[packet] * self._to_ms)
        beats = []
        while self._ready and self._ready[0].time < i + 1:
            beats.append(self._ready.popleft())
        return Block(tuple(beats))

    def _packet(self, arrival: float, rr_ms: FloatArray) -> None:
        rr_ms = rr_ms[rr_ms > 0]
        if len(rr_ms) == 0:
            return
        length = float(rr_ms.sum()) / 1000
        while self._offsets and self._offsets[0][0] < arrival - OFFSET_WINDOW_S:
            self._offsets.popleft()
        if self._last is None:
            last = self._anchor(arrival - length, rr_ms)
        else:
            offset = arrival - (self._last + length)
            usual = median([o for _, o in self._offsets]) if self._offsets else math.inf
            if abs(offset - usual) > REANCHOR_S:
                self._offsets.clear()
                last = self._anchor(arrival - length, rr_ms)
            else:
                last = self._follow(self._last, rr_ms)
        self._last = last
        self._offsets.append((arrival, arrival - last))

    def _anchor(self, start: float, rr_ms: FloatArray) -> float:
        """Begin a run with the beat that opens the packet's first interval; return the last beat.

        Beats that would lie before those already known are left out.
        """
        known = self._last
        times = np.concatenate(([start], start + np.cumsum(rr_ms) / 1000))
        fresh = times if known is None else times[times >= known + REFRACTORY_S]
        if len(fresh) == 0:
            return float(times[-1])
        opening = float(fresh[0])
        self._ready.append(DetectedBeat(opening, None, True, reanchored=known is not None))
        return self._follow(opening, rr_ms[len(rr_ms) - len(fresh) + 1 :])

    def _follow(self, start: float, rr_ms: FloatArray) -> float:
        """Add the beats that follow one at ``start``; return the last."""
        ends = start + np.cumsum(rr_ms) / 1000
        for end, rr in zip(ends, rr_ms, strict=True):
            self._ready.append(DetectedBeat(float(end), float(rr), True))
        return float(ends[-1]) if len(ends) else start
