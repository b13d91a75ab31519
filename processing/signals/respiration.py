"""Breaths: found in blocks of a respiration signal (methods 1.7), with their RSA (1.4)."""

from __future__ import annotations

import functools
import itertools
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import signal as sps

from processing.clock.grid import (
    RESP_GAP_S,
    RESP_GRID_HZ,
    RESP_REACH,
    RESP_REACH_S,
    GridRun,
    ZeroPhase,
    respiration_values,
    split_runs,
)
from processing.clock.order import median, percentiles
from processing.clock.run_grid import RunGrid
from processing.clock.timeline import Timeline
from processing.signals.breath_hold import Hold, HoldWatch
from processing.signals.intervals import Intervals
from processing.signals.polarity import flow_votes
from processing.signals.quality import (
    MIN_BAND_RATIO,
    RAILED_SHARE,
    SEGMENT_S,
    band_ratio,
)
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, StreamSpec

LEFT_S, RIGHT_S = 45, 6
"""Context of the 1-s block [i, i+1): it is computed on [i-45, i+7)."""
BAND_HZ = (0.08, 0.8)
PROMINENCE = 0.25
"""Least height of a turn, as a share of the 10th to 90th percentile: shallow breaths among deep
ones are a quarter of them (methods 1.7 has .35; decision 14)."""
FLOW_PROMINENCE = 0.35
"""The same for an airflow, which swings to both sides of its baseline."""
DISTANCE_S = 0.84
TURN_S = 0.5
"""The band-passed signal turns up to so far from where the belt does."""
SMOOTHED_S = 2.5
"""So much of the belt on either side is smoothed to see where it turns."""
QUICK_S, QUICK_HZ, CALM_HZ, TOP_HZ = 1.2, 2.5, 1.0, 1.6
"""An inspiration shorter than this, as in speech, is smoothed up to 2.5 Hz. Of a longer one the
foot is flat, and the heart moves it: 1 Hz; its top is sharp where expiration is let go: 1.6 Hz."""
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
DEPTHS, LEAST_DEPTHS = 12, 3
"""The person's usual breath is that of the last 12, of which there must be three."""
MIN_DEPTH_SHARE = 0.15
"""A turn that moves the belt by less than this share of the shallow ones among the usual breaths
is none: while breath is held, the heart and the noise turn, too."""
SHALLOW = 0.25
"""Shallow is the shallowest quarter of them."""
FORGOTTEN_S = 120.0
"""After so long without a breath nobody knows how deep the usual ones are."""
FLAT_SHARE = 0.2
CV_BREATHS = 5


@dataclass(frozen=True, slots=True)
class Extremum:
    """A turning point of the breathing signal."""

    time: float
    peak: bool
    """True: end of inspiration; False: its beginning."""
    level: float
    """Volume: the signal on the 25-Hz grid, belt unit. The band-passed one would be too low for
    slow breaths: at 6/min by a quarter."""


@dataclass(frozen=True, slots=True)
class BreathCycle:
    """Trough, peak, next trough (s), and the rise from trough to peak."""

    t_insp: float
    t_exp: float
    t_end: float
    amplitude: float
    reasons: tuple[Reason, ...]
    """Why its timing is not plausible; empty for a valid breath."""
    vote: float = 0.0
    """What its form says of the polarity (:func:`processing.signals.polarity.flow_votes`)."""

    @property
    def times(self) -> tuple[float, float, float]:
        """When inspiration, expiration and the next inspiration begin, s."""
        return self.t_insp, self.t_exp, self.t_end

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


def find_extrema(values: FloatArray, prominence: float = PROMINENCE) -> list[tuple[int, bool]]:
    """Return the alternating extrema of the band-passed signal (sample, is peak).

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid, without gaps, inspiration upwards.
    prominence : float
        Least height of a turn, as a share of the 10th to 90th percentile.
    """
    x = _bandpass()(values)
    low, high = percentiles(x, 0.10, 0.90)
    if high - low <= 0:
        return []
    peaks, troughs = (
        sps.find_peaks(
            y, prominence=prominence * (high - low), distance=DISTANCE_S * RESP_GRID_HZ
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


@functools.cache
def _smoothing(cut_hz: float) -> ZeroPhase:
    return ZeroPhase(2, cut_hz, "lowpass", RESP_GRID_HZ)


def turning_points(
    values: FloatArray, start: float = -np.inf, stop: float = np.inf
) -> list[tuple[int, bool, int, float]]:
    """Return the turns of breathing in a belt (sample, ends inspiration, known at, level).

    Which turns there are the band-passed signal tells, where they are it does not: it rounds
    off what is not symmetrical, and in speech has inspiration begin .2 s too early. So a turn
    is looked for beside it in the belt itself, smoothed.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Respiration on the 25-Hz grid, without gaps, inspiration upwards.
    start, stop : float
        Only turns that are known from this sample on, and before that one.
    """
    extrema = find_extrema(values)
    return [
        (turn := _turn(values, extrema, k), peak, at, float(values[turn]))
        for k, (at, peak) in enumerate(extrema)
        if start <= at < stop
    ]


def _turn(values: FloatArray, extrema: list[tuple[int, bool]], k: int) -> int:
    """Return where the belt turns near an extremum of the band-passed signal."""
    at, peak = extrema[k]
    before = extrema[k - 1][0] if k else 0
    after = extrema[k + 1][0] if k + 1 < len(extrema) else len(values) - 1
    rise_s = ((at - before) if peak else (after - at)) / RESP_GRID_HZ
    smooth = _smoothing(QUICK_HZ if rise_s < QUICK_S else TOP_HZ if peak else CALM_HZ)
    reach, margin = int(TURN_S * RESP_GRID_HZ), int(SMOOTHED_S * RESP_GRID_HZ)
    low, high = max(before + 1, at - reach), min(after - 1, at + reach)
    first = max(0, at - margin)
    near = smooth(values[first : at + margin + 1])[low - first : high + 1 - first]
    return low + int(np.argmax(near) if peak else np.argmin(near)) if near.size else at


def is_airflow(spec: StreamSpec) -> bool:
    """Tell whether a respiration stream says of itself that it is a flow, not a volume."""
    label = spec.labels[spec.channel] if spec.channel < len(spec.labels) else ""
    words = f"{spec.name} {spec.type} {label}".casefold()
    return "airflow" in words or spec.unit.casefold() in FLOW_UNITS


def find_onsets(
    flow: FloatArray, start: float = -np.inf, stop: float = np.inf
) -> list[tuple[int, bool, int, float]]:
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
    start, stop : float
        Only turns that are known from this sample on, and before that one.
    """
    flow = flow - median(flow)
    found = []
    onset: int | None = None
    extrema = find_extrema(flow, FLOW_PROMINENCE)
    for (before, _), (at, peak) in itertools.pairwise(extrema):
        part = flow[before : at + 1]
        low = np.flatnonzero(part <= FLOW_SHARE * (part[-1] if peak else part[0]))
        if peak:
            onset = before + (int(low[-1]) if len(low) else 0)
            found.append((onset, False, at, 0.0))
        else:
            end = before + (int(low[0]) if len(low) else len(part) - 1)
            began = before if onset is None else onset
            found.append((end, True, at, float(flow[began:end].sum()) / RESP_GRID_HZ))
    return [turn for turn in found if start <= turn[2] < stop]


class BreathFinder:
    """Breaths of one respiration stream, second by second.

    Parameters
    ----------
    timeline : Timeline
        Its samples in session time.
    airflow : bool
        The signal is a flow; otherwise it rises with the volume of the chest.
    watch : HoldWatch, optional
        Goes on with this one: a belt that is turned stands as still as before.
    """

    def __init__(
        self, timeline: Timeline, *, airflow: bool = False, watch: HoldWatch | None = None
    ) -> None:
        self._timeline = timeline
        self._airflow = airflow
        self._grid = RunGrid(
            timeline, RESP_GRID_HZ, respiration_values, reach=RESP_REACH, reach_s=RESP_REACH_S
        )
        self._chain: list[Extremum] = []
        """Last confirmed extrema: at most trough, peak, trough."""
        self._run_start = -math.inf
        """Session time at which the present run of samples began, s; inf while none come."""
        self._usual: deque[BreathCycle] = deque(maxlen=DEPTHS)
        self.watch = HoldWatch() if watch is None else watch
        self.band_ratio: float | None = None
        """Band ratio of the 60 s before the last block, at least 10 s of them; else None."""
        self.hold: Hold | None = None
        """The hold that was recognised, or over, at the second of the last block; else None."""

    @property
    def usual_s(self) -> float | None:
        """Usual length of a breath, s; None when it is not known."""
        known = len(self._usual) >= LEAST_DEPTHS
        return median([breath.total for breath in self._usual]) if known else None

    @property
    def open_since(self) -> float | None:
        """When the breath began that has not ended, as known by now, s; None without one."""
        return self._chain[0].time if self._chain and self._run_start < math.inf else None

    def block(self, i: int) -> list[BreathCycle]:
        """Return the breaths whose end becomes known in session second [i, i+1), in order.

        For an airflow that is when inspiration is at its height, a second or so after its onset.
        """
        t1 = i + 1 + RIGHT_S
        times, values = self._timeline.samples(i - QUALITY_S, t1)
        cycles: list[BreathCycle] = []
        self.band_ratio = self.hold = None
        runs = split_runs(times, values, self._timeline.gaps, max_gap_s=RESP_GAP_S)
        now = [run for run in runs if run.times[-1] >= i and run.times[0] < i + 1]
        if not now or now[-1].times[0] > i - QUALITY_S + RESP_GAP_S:
            self._begin_run(i, float(now[-1].times[0]) if now else math.inf)
        for run in now:
            cycles += self._run(run, i, t1)
        return cycles

    def _begin_run(self, i: int, start: float) -> None:
        """Let no breath and no hold reach over a gap."""
        if self._chain and self._chain[-1].time < start:
            self._chain.clear()
        if start != self._run_start:
            self.hold = self.watch.break_off(i)
        self._run_start = start

    def _run(self, run: GridRun, i: int, t1: int) -> list[BreathCycle]:
        first, grid = self._grid.values(run, i - QUALITY_S, t1)
        past = grid[: max(0, i * RESP_GRID_HZ - first)]
        if len(past) >= MIN_RUN_S * RESP_GRID_HZ:
            self.band_ratio = band_ratio(past, RESP_GRID_HZ)
        skip = max(0, (i - LEFT_S) * RESP_GRID_HZ - first)
        if len(grid) - skip < MIN_RUN_S * RESP_GRID_HZ:
            return []
        self.hold = self.watch.look(i, first, grid, self.usual_s) or self.hold
        origin = first + skip
        due = ((i - JITTER_S) * RESP_GRID_HZ - origin, (i + 1) * RESP_GRID_HZ - origin)
        turns = find_onsets if self._airflow else turning_points
        found = [
            self._take(Extremum((origin + sample) / RESP_GRID_HZ, peak, level))
            for sample, peak, _, level in turns(grid[skip:], *due)
        ]
        cycles = [cycle for cycle in found if cycle is not None]
        return with_votes(cycles, grid[skip:], origin, airflow=self._airflow)

    def _take(self, found: Extremum) -> BreathCycle | None:
        """Add an extremum; return the breath that it completes."""
        chain = self._chain
        if found.time < self._run_start:
            return None
        if chain and (chain[-1].peak == found.peak or chain[-1].time >= found.time):
            return None
        if not chain and found.peak:
            return None
        if chain and abs(found.level - chain[-1].level) < self._least_depth(found.time):
            return None
        chain.append(found)
        if len(chain) < 3:
            return None
        trough, peak, end = chain
        self._chain = [end]
        cycle = make_cycle(trough.time, peak.time, end.time, peak.level - trough.level)
        if Reason.BREATH_TOO_SHORT not in cycle.reasons:
            self._usual.append(cycle)
        return cycle

    def _least_depth(self, t: float) -> float:
        """Return how far a turn must be from the one before to count, in the unit of levels."""
        if self._usual and t > self._usual[-1].t_end + FORGOTTEN_S:
            self._usual.clear()
        if len(self._usual) < LEAST_DEPTHS:
            return 0.0
        (shallow,) = percentiles(np.array([b.amplitude for b in self._usual]), SHALLOW)
        return MIN_DEPTH_SHARE * shallow


def with_votes(
    cycles: Sequence[BreathCycle], values: FloatArray, first: int, *, airflow: bool
) -> list[BreathCycle]:
    """Return breaths with what the form of each says (:func:`polarity.flow_votes`)."""
    votes = flow_votes([c.times for c in cycles], values, first, airflow=airflow)
    return [replace(cycle, vote=vote) for cycle, vote in zip(cycles, votes, strict=True)]


def breath_cv(breaths: Sequence[BreathCycle]) -> float | None:
    """Return sd / mean of T_tot; None below five breaths."""
    if len(breaths) < CV_BREATHS:
        return None
    totals = np.array([breath.total for breath in breaths])
    return float(np.std(totals, ddof=1) / np.mean(totals))


def make_cycle(t_insp: float, t_exp: float, t_end: float, amplitude: float) -> BreathCycle:
    """Return a breath with the reasons why its timing is not plausible (methods 1.4)."""
    reasons = []
    if t_end - t_insp < MIN_BREATH_S or min(t_exp - t_insp, t_end - t_exp) < MIN_PHASE_S:
        reasons.append(Reason.BREATH_TOO_SHORT)
    if t_end - t_insp > MAX_BREATH_S:
        reasons.append(Reason.BREATH_TOO_LONG)
    return BreathCycle(t_insp, t_exp, t_end, amplitude, tuple(reasons))


def peak_to_trough(
    breath: BreathCycle, intervals: Intervals, *, delay_s: float = 0.0, placed: bool = True
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
    placed : bool
        The beats have times of their own. Those of an RR stream stand late by up to a second, all
        by the same time, which depends on its first packet: half a second takes half of the RSA.
    """
    if breath.reasons:
        return None, breath.reasons
    if not placed:
        return None, (Reason.RR_TIME_UNCERTAIN,)
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
