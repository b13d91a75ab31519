"""Breaths: found in blocks of a respiration signal (methods 1.7), with their RSA (1.4)."""

from __future__ import annotations

import functools
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from processing.clock.grid import (
    RESP_GAP_S,
    RESP_GRID_HZ,
    RESP_REACH,
    RESP_REACH_S,
    respiration_parts,
)
from processing.clock.order import mean, median, percentiles, spread
from processing.clock.rows import in_rows
from processing.clock.run_grid import GridBlock, RunGrid
from processing.clock.timeline import Timeline
from processing.signals.breath_hold import Hold, HoldWatch, StillGrid, still_grids
from processing.signals.breath_turns import (
    FLOW_PROMINENCE,
    PROMINENCE,
    Part,
    Turn,
    about_baseline,
    belt_turns,
    extrema_of,
    flow_turns,
)
from processing.signals.intervals import Intervals
from processing.signals.polarity import flow_votes
from processing.signals.quality import QUALITY_S, band_ratios
from safehold.core.quick import changed, quick
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, StreamSpec

LEFT_S, RIGHT_S = 45, 6
"""Context of the 1-s block [i, i+1): it is computed on [i-45, i+7)."""
JITTER_S = 0.2
"""An extremum moves a little from block to block; one that stood just after the end of its block
and now stands just before the next would be lost. Tick i still knows it in time."""
FLOW_UNITS = frozenset({"l/s", "ml/s", "l/min"})
MIN_RUN_S = 10.0
"""A shorter run between gaps tells nothing about breathing."""
MIN_BREATH_S, MAX_BREATH_S, MIN_PHASE_S = 1.5, 12.0, 0.4
PHASE_DELAY_S = 0.75
"""Beats belong to a phase of breathing from this long after it begins (methods 1.4)."""
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
CV_BREATHS = 5


@quick
@dataclass(frozen=True, slots=True)
class Extremum:
    """A turning point of the breathing signal."""

    time: float
    peak: bool
    """True: end of inspiration; False: its beginning."""
    level: float
    """Volume: the signal on the 25-Hz grid, belt unit. The band-passed one would be too low for
    slow breaths: at 6/min by a quarter."""


@quick
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
    edited: bool = False
    """Corrected by hand."""

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


def is_airflow(spec: StreamSpec) -> bool:
    """Tell whether a respiration stream says of itself that it is a flow, not a volume."""
    label = spec.labels[spec.channel] if spec.channel < len(spec.labels) else ""
    words = f"{spec.name} {spec.type} {label}".casefold()
    return "airflow" in words or spec.unit.casefold() in FLOW_UNITS


@quick
@dataclass(frozen=True, slots=True)
class BreathBlock:
    """What one second gave."""

    cycles: tuple[BreathCycle, ...]
    """The breaths whose end became known, in order."""
    hold: Hold | None
    """The hold that was recognised, or over."""
    band_ratio: float | None
    """Band ratio of the 60 s before it, at least 10 s of them; else None."""
    open_since: float | None
    """When the breath began that has not ended, as known by then, s; None without one."""
    grid: FloatArray
    """The signal of the second on the 25-Hz grid, NaN where there is none."""


@dataclass(slots=True)
class _BreathGrid:
    """The grid about one second, and what was computed of it before its breaths are told."""

    block: GridBlock
    now: int
    """Sample at which the second begins."""
    skip: int
    """Sample from which breaths are looked for ..."""
    origin: int
    """... and its number on the grid."""
    ratio: float | None = None
    turns: list[Turn] = field(default_factory=list)
    """Those that the second makes known."""
    still: StillGrid | None = None
    """None where the run is too short for breaths."""
    cycles: list[BreathCycle] = field(default_factory=list)
    """The breaths that they complete."""


class _UsualBreath:
    """How long a person's last breaths are, and how deep."""

    def __init__(self) -> None:
        self._breaths: deque[BreathCycle] = deque(maxlen=DEPTHS)
        self.length_s: float | None = None
        """Usual length, s; None when it is not known."""
        self._least_depth = 0.0

    def add(self, breath: BreathCycle) -> None:
        """Take in a breath."""
        self._breaths.append(breath)
        if len(self._breaths) < LEAST_DEPTHS:
            return
        self.length_s = median([one.total for one in self._breaths])
        (shallow,) = percentiles(np.array([one.amplitude for one in self._breaths]), SHALLOW)
        self._least_depth = MIN_DEPTH_SHARE * shallow

    def least_depth(self, t: float) -> float:
        """Return how far a turn must be from the one before to count, in the unit of levels."""
        if self._breaths and t > self._breaths[-1].t_end + FORGOTTEN_S:
            self._breaths.clear()
            self.length_s, self._least_depth = None, 0.0
        return self._least_depth


class BreathFinder:
    """Breaths of one respiration stream, second by second.

    Parameters
    ----------
    timeline : Timeline
        Its samples in session time.
    native_hz : float
        Rate that the stream states, Hz; inf where it states none.
    airflow : bool
        The signal is a flow; otherwise it rises with the volume of the chest.
    watch : HoldWatch, optional
        Goes on with this one: a belt that is turned stands as still as before.
    """

    def __init__(
        self,
        timeline: Timeline,
        *,
        native_hz: float = math.inf,
        airflow: bool = False,
        watch: HoldWatch | None = None,
    ) -> None:
        self._airflow = airflow
        self._grid = RunGrid(
            timeline,
            RESP_GRID_HZ,
            functools.partial(respiration_parts, native_hz=native_hz),
            gap_s=RESP_GAP_S,
            reach=RESP_REACH,
            reach_s=RESP_REACH_S,
        )
        self._chain: list[Extremum] = []
        """Last confirmed extrema: at most trough, peak, trough."""
        self._run_start = -math.inf
        """Session time at which the present run of samples began, s; inf while none come."""
        self._usual = _UsualBreath()
        self.watch = HoldWatch() if watch is None else watch

    @property
    def _open_since(self) -> float | None:
        return self._chain[0].time if self._chain and self._run_start < math.inf else None

    def blocks(self, first: int, stop: int, until: float = -math.inf) -> list[BreathBlock]:
        """Return what the session seconds [first, stop) give; they are asked for in order.

        The end of a breath becomes known, for an airflow, when inspiration is at its height, a
        second or so after its onset. ``until``: as in
        :meth:`processing.clock.run_grid.RunGrid.blocks`.
        """
        now: dict[int, list[_BreathGrid]] = {i: [] for i in range(first, stop)}
        for grid in self._look(first, stop, until):
            now[grid.block.second].append(grid)
        told = [self._tell(i, grids) for i, grids in now.items()]
        grown = [look for grids in now.values() for look in grids if look.cycles]
        parts = [(look.cycles, look.block.values[look.skip :], look.origin) for look in grown]
        for look, cycles in zip(grown, with_votes(parts, airflow=self._airflow), strict=True):
            look.cycles = cycles
        return [
            _block(i, grids, *of_second)
            for (i, grids), of_second in zip(now.items(), told, strict=True)
        ]

    def _look(self, first: int, stop: int, until: float) -> list[_BreathGrid]:
        """Return what can be computed of all seconds at once."""
        right_s = 1 + RIGHT_S
        blocks = self._grid.blocks(first, stop, left_s=QUALITY_S, right_s=right_s, until=until)
        least = MIN_RUN_S * RESP_GRID_HZ
        looks = []
        for block in blocks:
            now = max(0, block.second * RESP_GRID_HZ - block.first)
            skip = max(0, (block.second - LEFT_S) * RESP_GRID_HZ - block.first)
            looks.append(_BreathGrid(block, now, skip, block.first + skip))
        rated = [look for look in looks if len(look.block.values[: look.now]) >= least]
        pasts = [look.block.values[: look.now] for look in rated]
        for look, ratio in zip(rated, band_ratios(pasts, RESP_GRID_HZ), strict=True):
            look.ratio = ratio
        long = [look for look in looks if len(look.block.values) - look.skip >= least]
        signals = [look.block.values[look.skip :] for look in long]
        if self._airflow:
            signals = in_rows(signals, about_baseline)
        extrema = extrema_of(signals, FLOW_PROMINENCE if self._airflow else PROMINENCE)
        watched = still_grids([look.block.values for look in long], [look.now for look in long])
        parts: list[Part] = []
        for look, signal, turning, still in zip(long, signals, extrema, watched, strict=True):
            i = look.block.second
            since, until = (RESP_GRID_HZ * t - look.origin for t in (i - JITTER_S, i + 1))
            parts.append((signal, turning, since, until))
            look.still = still
        turns = flow_turns(parts) if self._airflow else belt_turns(parts)
        for look, found in zip(long, turns, strict=True):
            look.turns = found
        return looks

    def _tell(self, i: int, now: Sequence[_BreathGrid]) -> tuple[Hold | None, float | None]:
        """Return the hold that a second gives, and since when a breath is open.

        The breaths that it completes are kept with its grids.
        """
        hold = None
        if not now or now[-1].block.start > i - QUALITY_S + RESP_GAP_S:
            hold = self._begin_run(i, now[-1].block.start if now else math.inf)
        for look in now:
            if look.still is not None:
                usual_s = self._usual.length_s
                hold = self.watch.look(i, look.block.first, look.still, usual_s) or hold
                look.cycles = self._cycles(look)
        return hold, self._open_since

    def _begin_run(self, i: int, start: float) -> Hold | None:
        """Let no breath and no hold reach over a gap; return the hold that it ends."""
        if self._chain and self._chain[-1].time < start:
            self._chain.clear()
        hold = self.watch.break_off(i) if start != self._run_start else None
        self._run_start = start
        return hold

    def _cycles(self, look: _BreathGrid) -> list[BreathCycle]:
        found = [
            self._take(Extremum((look.origin + sample) / RESP_GRID_HZ, peak, level))
            for sample, peak, _, level in look.turns
        ]
        return [cycle for cycle in found if cycle is not None]

    def _take(self, found: Extremum) -> BreathCycle | None:
        """Add an extremum; return the breath that it completes."""
        chain = self._chain
        if found.time < self._run_start:
            return None
        if chain and (chain[-1].peak == found.peak or chain[-1].time >= found.time):
            return None
        if not chain and found.peak:
            return None
        if chain and abs(found.level - chain[-1].level) < self._usual.least_depth(found.time):
            return None
        chain.append(found)
        if len(chain) < 3:
            return None
        trough, peak, end = chain
        self._chain = [end]
        cycle = make_cycle(trough.time, peak.time, end.time, peak.level - trough.level)
        if Reason.BREATH_TOO_SHORT not in cycle.reasons:
            self._usual.add(cycle)
        return cycle


def _block(
    i: int, now: Sequence[_BreathGrid], hold: Hold | None, open_since: float | None
) -> BreathBlock:
    """Return what a second gave: its grids, and what was told of it."""
    ratio, grid = None, np.full(RESP_GRID_HZ, np.nan)
    for look in now:
        begin = max(0, look.block.first - i * RESP_GRID_HZ)
        values = look.block.values[look.now :][: RESP_GRID_HZ - begin]
        grid[begin : begin + len(values)] = values
        ratio = look.ratio if look.ratio is not None else ratio
    cycles = tuple(cycle for look in now for cycle in look.cycles)
    return BreathBlock(cycles, hold, ratio, open_since, grid)


def with_votes(
    parts: Sequence[tuple[Sequence[BreathCycle], FloatArray, int]], *, airflow: bool
) -> list[list[BreathCycle]]:
    """Return breaths with what the form of each says; ``parts`` as of :func:`flow_votes`."""
    forms = [([c.times for c in cycles], values, first) for cycles, values, first in parts]
    return [
        [changed(cycle, vote=vote) for cycle, vote in zip(cycles, votes, strict=True)]
        for (cycles, _, _), votes in zip(parts, flow_votes(forms, airflow=airflow), strict=True)
    ]


def breath_cv(totals: Sequence[float]) -> float | None:
    """Return sd / mean of the T_tot of breaths; None below five."""
    if len(totals) < CV_BREATHS:
        return None
    lengths = np.array(totals)
    return spread(lengths) / mean(lengths)


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
    first, turned, stop = start.searchsorted((a, p, c)).tolist()
    if np.logical_or.reduce(intervals.flagged[first:stop]):
        return None, (Reason.FLAGGED_IN_BREATH,)
    reach = int(end.searchsorted(a, "right"))  # the interval in which the breath begins
    # beats outside every interval, or intervals that do not join, mean a gap in the breath
    if reach >= stop or not np.logical_and.reduce(intervals.joined[reach + 1 : stop]):
        return None, (Reason.FLAGGED_IN_BREATH,)
    if start[reach] > a or end[stop - 1] < c:
        return None, (Reason.FLAGGED_IN_BREATH,)
    before, last = end.searchsorted((p, c)).tolist()
    inspiration = intervals.rr[first:before].tolist()
    expiration = intervals.rr[turned:last].tolist()
    if not inspiration or not expiration:
        return None, (Reason.TOO_FEW_BEATS_IN_BREATH,)
    return max(0.0, max(expiration) - min(inspiration)), ()
