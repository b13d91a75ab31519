"""Breaths: found in blocks of a respiration signal (methods 1.7), with their RSA (1.4)."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

import numpy as np
from scipy import signal as sps

from processing.grid import (
    RESP_GAP_S,
    RESP_GRID_HZ,
    RESP_REACH,
    RESP_REACH_S,
    ZeroPhase,
    respiration_values,
    split_runs,
)
from processing.intervals import Intervals
from processing.order import median, percentiles
from processing.quality import (
    MIN_BAND_RATIO,
    RAILED_SHARE,
    SEGMENT_S,
    band_ratio,
)
from processing.run_grid import RunGrid
from processing.timeline import Timeline
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, StreamSpec

LEFT_S, RIGHT_S = 45, 6
"""Context of the 1-s block [i, i+1): it is computed on [i-45, i+7)."""
BAND_HZ = (0.08, 0.8)
PROMINENCE = 0.35
DISTANCE_S = 0.84
JITTER_S = 0.2
"""An extremum moves a little from block to block; one that stood just after the end of its block
and now stands just before the next would be lost. Tick i still knows it in time."""
FLOW_UNITS = frozenset({"l/s", "ml/s", "l/min"})
FLOW_SHARE = 0.05
"""A flow is at its baseline below this share of its largest in the inspiration."""
MIN_RUN_S = 10.0
"""A shorter run between gaps tells nothing about breathing."""
MIN_BREATH_S, MAX_BREATH_S, MIN_PHASE_S = 1.5, 12.0, 0.4
PHASE_DELAY_S = 0.75
"""Beats belong to a phase of breathing from this long after it begins (methods 1.4)."""
QUALITY_S = 60
MIN_QUALITY_S = 20
MIN_AMPLITUDE_SHARE = 0.2
FLAT_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Extremum:
    """A turning point of the breathing signal."""

    time: float
    peak: bool
    """True: end of inspiration; False: its beginning."""
    level: float
    """Volume: the signal on the 25-Hz grid, belt unit. The band-passed one would be too low for
    slow breaths: at 6/min by a quarter."""
    run_start: float
    """Session time at which its run of samples begins, s: no breath reaches over it."""


@dataclass(frozen=True, slots=True)
class BreathCycle:
    """Trough, peak, next trough (s), and the rise from trough to peak."""

    t_insp: float
    t_exp: float
    t_end: float
    amplitude: float
    reasons: tuple[Reason, ...]
    """Why its timing is not plausible; empty for a valid breath."""

    @property
    def total(self) -> float:
        """T_tot, s."""
        return self.t_end - self.t_insp

    @property
    def duty(self) -> float:
        """T_i / T_tot: the share of inspiration, 0-1."""
        return (self.t_exp - self.t_insp) / self.total


@functools.cache
def _bandpass() -> ZeroPhase:
    return ZeroPhase(2, BAND_HZ, "bandpass", RESP_GRID_HZ)


def find_extrema(values: FloatArray) -> list[tuple[int, bool]]:
    """Return the alternating extrema of the band-passed signal (sample, is peak).

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid, without gaps, inspiration upwards.
    """
    x = _bandpass()(values)
    low, high = percentiles(x, 0.10, 0.90)
    if high - low <= 0:
        return []
    peaks, troughs = (
        sps.find_peaks(
            y, prominence=PROMINENCE * (high - low), distance=DISTANCE_S * RESP_GRID_HZ
        )[0]
        for y in (x, -x)
    )
    found = sorted([(int(n), True) for n in peaks] + [(int(n), False) for n in troughs])
    kept: list[tuple[int, bool]] = []
    for sample, peak in found:
        if kept and kept[-1][1] == peak:
            more = x[sample] > x[kept[-1][0]] if peak else x[sample] < x[kept[-1][0]]
            if more:
                kept[-1] = (sample, peak)
        else:
            kept.append((sample, peak))
    return kept


def is_airflow(spec: StreamSpec) -> bool:
    """Tell whether a respiration stream says of itself that it is a flow, not a volume."""
    label = spec.labels[spec.channel] if spec.channel < len(spec.labels) else ""
    words = f"{spec.name} {spec.type} {label}".casefold()
    return "airflow" in words or spec.unit.casefold() in FLOW_UNITS


def find_onsets(flow: FloatArray) -> list[tuple[int, bool, int, float]]:
    """Return the turns of breathing in an airflow (sample, ends inspiration, known at, level).

    The extrema of a flow lie in the middle of inspiration and of expiration. Inspiration begins
    where the flow leaves its baseline, the median, before it is largest, and ends where it comes
    back to it; a pause after expiration belongs to expiration. ``level`` is 0 where inspiration
    begins and the inspired volume (the flow's unit times s) where it ends; ``known at`` is the
    extremum that confirms the turn.

    Parameters
    ----------
    flow : ndarray, shape (n,)
        Airflow on the 25-Hz grid, without gaps, inspiration upwards.
    """
    flow = flow - median(flow)
    found = []
    onset: int | None = None
    extrema = find_extrema(flow)
    for (before, _), (at, peak) in itertools.pairwise(extrema):
        part = flow[before : at + 1]
        low = np.flatnonzero(part <= FLOW_SHARE * (part[-1] if peak else part[0]))
        if peak:
            onset = before + (int(low[-1]) if len(low) else 0)
            found.append((onset, False, at, 0.0))
        else:
            end = before + (int(low[0]) if len(low) else len(part) - 1)
            start = before if onset is None else onset
            found.append((end, True, at, float(flow[start:end].sum()) / RESP_GRID_HZ))
    return found


class BreathFinder:
    """Breaths of one respiration stream, second by second.

    Parameters
    ----------
    timeline : Timeline
        Its samples in session time.
    airflow : bool
        The signal is a flow; otherwise it rises with the volume of the chest.
    """

    def __init__(self, timeline: Timeline, *, airflow: bool = False) -> None:
        self._timeline = timeline
        self._airflow = airflow
        self._grid = RunGrid(
            timeline, RESP_GRID_HZ, respiration_values, reach=RESP_REACH, reach_s=RESP_REACH_S
        )
        self._chain: list[Extremum] = []
        """Last confirmed extrema: at most trough, peak, trough."""
        self.band_ratio: float | None = None
        """Band ratio of the 60 s before the last block, at least 10 s of them; else None."""

    def block(self, i: int) -> list[BreathCycle]:
        """Return the breaths whose end becomes known in session second [i, i+1), in order.

        For an airflow that is when inspiration is at its height, a second or so after its onset.
        """
        t1 = i + 1 + RIGHT_S
        times, values = self._timeline.samples(i - QUALITY_S, t1)
        cycles = []
        self.band_ratio = None
        runs = split_runs(times, values, self._timeline.gaps, max_gap_s=RESP_GAP_S)
        for run in runs:
            if run.times[-1] < i or run.times[0] >= i + 1:
                continue
            first, grid = self._grid.values(run, i - QUALITY_S, t1)
            past = grid[: max(0, i * RESP_GRID_HZ - first)]
            if len(past) >= MIN_RUN_S * RESP_GRID_HZ:
                self.band_ratio = band_ratio(past, RESP_GRID_HZ)
            skip = max(0, (i - LEFT_S) * RESP_GRID_HZ - first)
            if len(grid) - skip < MIN_RUN_S * RESP_GRID_HZ:
                continue
            start = float(run.times[0])
            for sample, peak, known, level in self._turns(grid[skip:]):
                if i - JITTER_S <= (first + skip + known) / RESP_GRID_HZ < i + 1:
                    time = (first + skip + sample) / RESP_GRID_HZ
                    cycle = self._take(Extremum(time, peak, level, start))
                    cycles += [cycle] if cycle else []
        return cycles

    def _turns(self, grid: FloatArray) -> list[tuple[int, bool, int, float]]:
        if self._airflow:
            return find_onsets(grid)
        return [(n, peak, n, float(grid[n])) for n, peak in find_extrema(grid)]

    def _take(self, found: Extremum) -> BreathCycle | None:
        """Add an extremum; return the breath that it completes."""
        chain = self._chain
        if chain and chain[-1].time < found.run_start:
            chain.clear()  # a gap lies between
        if chain and (chain[-1].peak == found.peak or chain[-1].time >= found.time):
            return None
        if not chain and found.peak:
            return None
        chain.append(found)
        if len(chain) < 3:
            return None
        trough, peak, end = chain
        self._chain = [end]
        return make_cycle(trough.time, peak.time, end.time, peak.level - trough.level)


def make_cycle(t_insp: float, t_exp: float, t_end: float, amplitude: float) -> BreathCycle:
    """Return a breath with the reasons why its timing is not plausible (methods 1.4)."""
    reasons = []
    if t_end - t_insp < MIN_BREATH_S or min(t_exp - t_insp, t_end - t_exp) < MIN_PHASE_S:
        reasons.append(Reason.BREATH_TOO_SHORT)
    if t_end - t_insp > MAX_BREATH_S:
        reasons.append(Reason.BREATH_TOO_LONG)
    return BreathCycle(t_insp, t_exp, t_end, amplitude, tuple(reasons))


def peak_to_trough(
    breath: BreathCycle, intervals: Intervals, *, delay_s: float = 0.0
) -> tuple[float | None, tuple[Reason, ...]]:
    """Return the peak-to-trough RSA of a breath in ms, or None with the reasons.

    Longest interval between beats of expiration minus shortest between beats of inspiration, the
    phases shifted by .75 s (Grossman's convention as in Lewis et al. 2012); never below 0.

    Parameters
    ----------
    breath : BreathCycle
        A breath of plausible timing.
    intervals : Intervals
        RR intervals from before the breath to after its end.
    delay_s : float
        Subtracted from the beat times: pulse arrival after the R peak.
    """
    if breath.reasons:
        return None, breath.reasons
    start, end = intervals.start - delay_s, intervals.end - delay_s
    a, p, c = breath.t_insp, breath.t_exp + PHASE_DELAY_S, breath.t_end + PHASE_DELAY_S
    within = (start >= a) & (start < c)
    if intervals.flagged[within].any():
        return None, (Reason.FLAGGED_IN_BREATH,)
    reach = (end > a) & (start < c)
    inner = np.flatnonzero(reach)
    # beats outside every interval, or intervals that do not join, mean a gap in the breath
    if len(inner) == 0 or not intervals.joined[inner[1:]].all():
        return None, (Reason.FLAGGED_IN_BREATH,)
    if start[inner[0]] > a or end[inner[-1]] < c:
        return None, (Reason.FLAGGED_IN_BREATH,)
    inspiration = intervals.rr[(start >= a) & (end < p)]
    expiration = intervals.rr[(start >= p) & (end < c)]
    if len(inspiration) == 0 or len(expiration) == 0:
        return None, (Reason.TOO_FEW_BEATS_IN_BREATH,)
    return max(0.0, float(expiration.max() - inspiration.min())), ()


def belt_reasons(segments: list[tuple[Reason, ...]], ratio: float | None) -> tuple[Reason, ...]:
    """Return why a respiration signal cannot be used (methods 3.1); empty if it can.

    A railed or dead belt makes detectors find plausible breaths (methods N20), so this gate
    stands before every rate.

    Parameters
    ----------
    segments : list
        Reasons of the 5-s segments of the last 60 s.
    ratio : float or None
        Band ratio of the last 60 s; None when a gap leaves too little.
    """
    present = [reasons for reasons in segments if Reason.GAP not in reasons]
    if len(present) * SEGMENT_S < MIN_QUALITY_S or ratio is None:
        enough = len(segments) * SEGMENT_S >= MIN_QUALITY_S
        return (Reason.GAP,) if enough else (Reason.STARTING,)
    reasons = []
    if sum(Reason.FLAT in r for r in present) > FLAT_SHARE * len(present):
        reasons.append(Reason.FLAT)
    if sum(Reason.CLIPPED in r for r in present) > RAILED_SHARE * len(present):
        reasons.append(Reason.RAILED)
    if ratio < MIN_BAND_RATIO:
        reasons.append(Reason.LOW_BAND_RATIO)
    return tuple(reasons)
