"""One person's two channels, heart and belt, advanced tick by tick."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from processing.clock.grid import HEART_GAP_S, RESP_GAP_S, median_of_five
from processing.clock.timeline import Timeline
from processing.indices.unended import LONG_RR_MS
from processing.indices.window import ScoredBreath, unique
from processing.signals.beats import LIMITS_MS, Block, WaveBeats
from processing.signals.breath_hold import Hold, HoldWatch
from processing.signals.ecg_polarity import polarity_at
from processing.signals.intervals import BeatSeries, Intervals
from processing.signals.polarity import BREATHS, Polarity, heart_sign, judge
from processing.signals.quality import SEGMENT_S, segment_reasons, stands_still
from processing.signals.respiration import (
    QUALITY_S,
    BreathBlock,
    BreathCycle,
    BreathFinder,
    belt_reasons,
    is_airflow,
    peak_to_trough,
)
from processing.signals.rr_beats import RrBeats
from safehold.core.conditions import Conditions, Effect, Segment
from safehold.core.reasons import Reason
from safehold.core.settings import PIPELINE_DELAY_S, EngineSettings
from safehold.core.types import (
    Beat,
    BeatStatus,
    Breath,
    Notice,
    Role,
    StreamSpec,
)

BEATS_AHEAD_S = 5
"""Tick T knows the beats before T+5, so that every interval up to T is final. Their blocks need
the samples before T+7 (:data:`safehold.core.settings.PIPELINE_DELAY_S`), as the belt's do."""
AT_ONCE_S = 60
"""So many seconds are computed at once where their samples have come."""
WARM_UP_S = 10
"""Samples from so long before the first tick are used."""
LOW_RATE_HZ = 99.5
"""Below 100 Hz an ECG gives heart rate only; a stream of 100 Hz may run a little slower."""
POOR_SHARE, DOUBTED_SHARE = 0.5, 0.2
"""A segment is poor when at least so many of its beats fail, or it has none; with fewer already it
is asked whether an ECG is upside down."""

Quality = tuple[str, float | None, tuple[Reason, ...]]


class _Segments:
    """What is wrong with each 5-s segment of the last minute."""

    def __init__(self, timeline: Timeline, *, despike: bool = False) -> None:
        self._timeline = timeline
        self._despike = despike
        self._next: int | None = None
        self._reasons: deque[tuple[int, tuple[Reason, ...]]] = deque(maxlen=QUALITY_S // SEGMENT_S)

    def advance(self, t: int) -> list[tuple[int, tuple[Reason, ...]]]:
        """Judge the segments that end by tick ``t``; return when they begin, s, and why not."""
        if self._next is None:
            first = max(self._timeline.first_second or 0, t - WARM_UP_S)
            self._next = first // SEGMENT_S
        new = []
        while SEGMENT_S * (self._next + 1) <= t:
            start = SEGMENT_S * self._next
            times, values = self._timeline.samples(start, start + SEGMENT_S, t + PIPELINE_DELAY_S)
            values = median_of_five(values) if self._despike else values
            self._reasons.append((start, segment_reasons(times, values)))
            new.append(self._reasons[-1])
            self._next += 1
        return new

    def add(self, start: int, more: Sequence[Reason]) -> tuple[Reason, ...]:
        """Add reasons to a segment; return all of it."""
        place = next(k for k, (at, _) in enumerate(self._reasons) if at == start)
        reasons = unique(self._reasons[place][1], more)
        self._reasons[place] = (start, reasons)
        return reasons

    def since(self, t0: float) -> list[tuple[Reason, ...]]:
        """Return the reasons of the segments that begin at ``t0`` or later."""
        return [reasons for start, reasons in self._reasons if start >= t0]


class HeartChannel:
    """Beats of one person from one stream.

    Parameters
    ----------
    spec : StreamSpec
        An ECG, PPG or RR stream.
    settings : EngineSettings
        Mains frequency and windows.
    session_zero : float
        Host clock at session time 0, s.
    first_tick : int
        First tick of this run.

    Raises
    ------
    ConfigError
        When an RR stream has an unknown unit.
    """

    def __init__(
        self,
        spec: StreamSpec,
        settings: EngineSettings,
        *,
        session_zero: float,
        first_tick: int,
    ) -> None:
        self.spec = spec
        regular = spec.role is not Role.RR
        self.timeline = Timeline(spec, session_zero=session_zero, regular=regular)
        self.series = BeatSeries(LIMITS_MS[spec.role])
        self._settings = settings
        self._first_tick = first_tick
        self._finder: WaveBeats | RrBeats = (
            WaveBeats(spec, self.timeline, mains_hz=settings.mains_hz)
            if regular
            else RrBeats(spec, self.timeline)
        )
        self._next_block: int | None = None
        self._ready: deque[tuple[int, Block]] = deque()
        """Blocks of later ticks."""
        self._segments = _Segments(self.timeline)
        self._beats: deque[tuple[float, bool]] = deque()
        self._failures: deque[tuple[int, Reason]] = deque()
        self._judged: list[Segment] = []
        self._turned = False

    @property
    def inverted(self) -> bool:
        """Whether its samples are read upside down."""
        return self.timeline.inverted

    def turn(self, *, inverted: bool) -> None:
        """Read the ECG this way up from now on; forget the beats that were found before.

        Beats that are final stay where they are; those of the last seconds are lost.
        """
        self.timeline.turn(inverted=inverted)
        self._turned = True
        self.series = BeatSeries(LIMITS_MS[self.spec.role])
        self._finder = WaveBeats(self.spec, self.timeline, mains_hz=self._settings.mains_hz)
        self._segments = _Segments(self.timeline)
        self._beats.clear()
        self._failures.clear()

    def look_ahead(self, t: int, last: int) -> None:
        """Look for the beats of ticks ``t`` to ``last``, whose samples have come.

        Intervals of a strap are read tick by tick.
        """
        if isinstance(self._finder, WaveBeats):
            self._find(t, last)

    def _find(self, t: int, last: int) -> None:
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
        while (first := self._next_block) < last + BEATS_AHEAD_S:
            stop = min(first + AT_ONCE_S, last + BEATS_AHEAD_S)
            blocks = self._finder.blocks(first, stop, t + PIPELINE_DELAY_S)
            self._ready.extend(enumerate(blocks, first))
            self._next_block = stop

    def advance(self, t: int) -> list[Beat]:
        """Take the beats that tick ``t`` may know; return those that became final."""
        self._find(t, t)
        out = []
        while self._ready and self._ready[0][0] < t + BEATS_AHEAD_S:
            out += self._take(*self._ready.popleft())
        self._judge_segments(t)
        return out

    def _take(self, i: int, block: Block) -> list[Beat]:
        for beat in block.beats:
            self.series.append(
                beat.time, beat.rr_ms, beat_ok=beat.beat_ok, reanchored=beat.reanchored,
                height=beat.height,
            )  # fmt: skip
            self._beats.append((beat.time, beat.beat_ok))
        if block.reason is not None:
            self._failures.append((i, block.reason))
        return [
            Beat(
                person=self.spec.person or "",
                time=beat.time,
                rr_ms=beat.rr_ms,
                status=BeatStatus.FIRST
                if beat.rr_ms is None
                else BeatStatus.FLAGGED
                if reasons
                else BeatStatus.OK,
                reasons=reasons,
                source=self.spec.role.value,
                height=beat.height,
            )
            for beat, reasons in self.series.finalise(i + 1)
        ]

    def _judge_segments(self, t: int) -> None:
        if isinstance(self._finder, RrBeats):
            return
        for start, reasons in self._segments.advance(t):
            passed = [ok for time, ok in self._beats if start <= time < start + SEGMENT_S]
            poor = not passed or 1 - sum(passed) / len(passed) >= POOR_SHARE
            # no samples say nothing of how the signal is
            more = [Reason.POOR_SIGNAL] if poor and Reason.GAP not in reasons else []
            doubted = not passed or 1 - sum(passed) / len(passed) >= DOUBTED_SHARE
            more += [Reason.ECG_INVERTED] if doubted and self._upside_down(start) else []
            more += [why for at, why in self._failures if start <= at < start + SEGMENT_S]
            self._judged.append(Segment(start, self._segments.add(start, more)))
        while self._beats and self._beats[0][0] < t - SEGMENT_S:
            self._beats.popleft()
        while self._failures and self._failures[0][0] < t - SEGMENT_S:
            self._failures.popleft()

    def _upside_down(self, start: int) -> bool:
        """Tell whether an ECG is upside down in a segment and the seconds before it."""
        if self.spec.role is not Role.ECG:
            return False
        mains_hz = self._settings.mains_hz
        side = polarity_at(self.spec, self.timeline, start + SEGMENT_S, mains_hz=mains_hz)
        return side is Polarity.TURNED

    def note(self, t: int) -> Conditions:
        """Return what is to be known of the signal in the second that ends at tick ``t``."""
        rr = self._finder if isinstance(self._finder, RrBeats) else None
        judged, self._judged = tuple(self._judged), []
        turned, self._turned = self._turned, False
        rate = self.timeline.rate_by(t + PIPELINE_DELAY_S)
        return Conditions(
            person=self.spec.person or "",
            t=t,
            heart=self.spec.role.value,
            low_rate=self.spec.role is Role.ECG and rate < LOW_RATE_HZ,
            segments=judged,
            troubles=rr.fresh_troubles() if rr else (),
            reanchored=rr is not None and self.series.reanchored(t - 1, t),
            open_rr_s=self.open_rr_s(t),
            heart_turned=turned,
        )

    def open_rr_s(self, t: int) -> float:
        """Return for how long by tick ``t`` no beat has come although one would have been seen, s.

        0 while beats come, where samples lack or stand still, and where a strap says nothing: an
        interval that it sends afterwards counts then.
        """
        last, joined = self.series.around(t)
        if last is None or joined is False or 1000 * (t - last) <= LONG_RR_MS:
            return 0.0
        if isinstance(self._finder, RrBeats):
            return t - last if joined else 0.0
        times, values = self.timeline.samples(
            last - HEART_GAP_S, t + HEART_GAP_S, t + PIPELINE_DELAY_S
        )
        gaps = self.timeline.gaps(t + PIPELINE_DELAY_S)
        lost = any(gap.t0 < t and gap.t1 > last for gap in gaps)
        if len(times) < 2 or times[0] > last or float(np.max(np.diff(times))) > HEART_GAP_S:
            lost = True
        return 0.0 if lost or stands_still(times, values) else t - last

    def quality(self, t: int) -> Quality:
        """Return the share of good segments of the last minute, and what ails the others."""
        if isinstance(self._finder, RrBeats):
            now = self._finder.reasons(t - SEGMENT_S, t, Effect.ALL, Effect.VAGAL, Effect.DOUBT)
            return (self.spec.stream_id, None, now)
        segments = self._segments.since(t - QUALITY_S)
        if not segments:
            return (self.spec.stream_id, None, ())
        good = sum(not reasons for reasons in segments) / len(segments)
        return (self.spec.stream_id, good, unique(*segments))

    def prune(self, t: int) -> None:
        """Forget what no later tick needs."""
        windows = self._settings.windows
        self.series.prune(t - max(windows.hr_s, windows.vagal_s) - 30)
        self.timeline.prune(t - WARM_UP_S - SEGMENT_S)


class BeltChannel:
    """Breaths of one person from one respiration stream.

    Parameters
    ----------
    spec : StreamSpec
        A respiration stream.
    session_zero : float
        Host clock at session time 0, s.
    first_tick : int
        First tick of this run.
    """

    def __init__(self, spec: StreamSpec, *, session_zero: float, first_tick: int) -> None:
        self.spec = spec
        self.timeline = Timeline(spec, session_zero=session_zero, max_gap_s=RESP_GAP_S)
        self._first_tick = first_tick
        self._finder = self._make_finder()
        # spikes of the converter would hide that a dead belt stands still
        self._segments = _Segments(self.timeline, despike=True)
        self._next_block: int | None = None
        self._ready: deque[tuple[int, BreathBlock]] = deque()
        """Blocks of later ticks."""
        self._last: BreathBlock | None = None
        self._waiting: list[BreathCycle] = []
        self.breaths: list[ScoredBreath] = []
        """Breaths of the last minutes, scored, in order."""
        self.reasons: tuple[Reason, ...] = ()
        """Why the signal cannot be used at the last tick; empty when it can."""
        self.holds: list[Hold] = []
        """Holds that were recognised, or over, by the last tick."""
        self._votes: deque[float] = deque(maxlen=BREATHS)

    @property
    def inverted(self) -> bool:
        """Whether its samples are read upside down."""
        return self.timeline.inverted

    def turn(self, *, inverted: bool) -> None:
        """Read the belt this way up from now on; forget the breaths that were found before."""
        self.timeline.turn(inverted=inverted)
        self._finder = self._make_finder(self._finder.watch)
        self._last = None
        self._waiting, self.breaths, self.holds = [], [], []
        self._votes.clear()

    def _make_finder(self, watch: HoldWatch | None = None) -> BreathFinder:
        return BreathFinder(
            self.timeline,
            native_hz=self.spec.nominal_rate if self.spec.regular else math.inf,
            airflow=is_airflow(self.spec),
            watch=watch,
        )

    @property
    def polarity(self) -> Polarity:
        """Which way up it is, by the breaths that have ended."""
        return judge(self._votes)

    def look_ahead(self, t: int, last: int) -> None:
        """Look for the breaths of ticks ``t`` to ``last``, whose samples have come."""
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
        while (first := self._next_block) <= last:
            self._next_block = min(first + AT_ONCE_S, last + 1)
            blocks = self._finder.blocks(first, self._next_block, t + PIPELINE_DELAY_S)
            self._ready.extend(enumerate(blocks, first))

    def advance(
        self, t: int, series: BeatSeries | None, *, pulse_delay_s: float, timed: bool = True
    ) -> list[Breath]:
        """Score the breaths that end by tick ``t``; they are final.

        ``timed``: beat times are good enough to say in which phase of a breath RR is short.
        """
        self.look_ahead(t, t)
        self.holds = []
        while self._ready and self._ready[0][0] <= t:
            _, self._last = self._ready.popleft()
            self._waiting += self._last.cycles
            self.holds += [self._last.hold] if self._last.hold is not None else []
        band_ratio = None if self._last is None else self._last.band_ratio
        self._segments.advance(t)
        self.reasons = belt_reasons(self._segments.since(t - QUALITY_S), band_ratio)
        ended = [cycle for cycle in self._waiting if cycle.t_end <= t]
        self._waiting = [cycle for cycle in self._waiting if cycle.t_end > t]
        intervals = None
        if ended and series is not None:
            intervals = series.intervals(ended[0].t_insp - 3 - pulse_delay_s)
        return [self._score(cycle, intervals, pulse_delay_s, timed) for cycle in ended]

    def _score(
        self, cycle: BreathCycle, intervals: Intervals | None, delay_s: float, timed: bool
    ) -> Breath:
        dead = {Reason.FLAT, Reason.RAILED, Reason.LOW_BAND_RATIO}
        cycle = replace(
            cycle, reasons=unique(cycle.reasons, [r for r in self.reasons if r in dead])
        )
        p2t, why = None, cycle.reasons
        vote = 0.0 if cycle.reasons else cycle.vote
        if intervals is not None:
            p2t, why = peak_to_trough(cycle, intervals, delay_s=delay_s, placed=timed)
            if timed and not cycle.reasons:
                vote += heart_sign(cycle.times, intervals, delay_s=delay_s)
        if not cycle.reasons:
            self._votes.append(vote)
        self.breaths.append(ScoredBreath(cycle, p2t, why))
        return Breath(
            person=self.spec.person or "",
            t_insp=cycle.t_insp,
            t_exp=cycle.t_exp,
            t_end=cycle.t_end,
            amplitude=cycle.amplitude,
            p2t_ms=p2t,
            status="invalid" if cycle.reasons else "ok",
            reasons=why,
            vote=vote,
        )

    def open_breath_s(self, t: int) -> float:
        """Return how long the breath that has not ended lasts by tick ``t``, s; 0 if not known."""
        known = None if self._last is None else self._last.open_since
        since = self._waiting[0].t_insp if self._waiting else known
        return max(0.0, t - since) if since is not None else 0.0

    def quality(self, t: int) -> Quality:
        """Return the share of good segments of the last minute, 0 for an unusable belt."""
        segments = self._segments.since(t - QUALITY_S)
        if not segments:
            return (self.spec.stream_id, None, ())
        good = sum(not reasons for reasons in segments) / len(segments)
        return (self.spec.stream_id, 0.0 if self.reasons else good, self.reasons)

    def prune(self, t: int, window_s: float) -> None:
        """Forget what no later tick needs."""
        self.breaths = [b for b in self.breaths if b.cycle.t_end >= t - window_s - 1]
        self.timeline.prune(t - QUALITY_S - SEGMENT_S)


def drain(channels: list[HeartChannel | BeltChannel], t: int) -> list[Notice]:
    """Return what the timelines have to say by tick ``t``."""
    until = t + PIPELINE_DELAY_S
    return [notice for channel in channels for notice in channel.timeline.notices(until)]
