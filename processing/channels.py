"""One person's two channels, heart and belt, advanced tick by tick."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from processing.beats import LIMITS_MS, RIGHT_S, RrBeats, WaveBeats
from processing.grid import RESP_GAP_S, median_of_five
from processing.indices import Gates, ScoredBreath, unique
from processing.intervals import BeatSeries, Intervals
from processing.order import median
from processing.quality import SEGMENT_S, segment_reasons
from processing.respiration import (
    QUALITY_S,
    BreathCycle,
    BreathFinder,
    belt_reasons,
    is_airflow,
    peak_to_trough,
)
from processing.timeline import Timeline
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    Beat,
    BeatStatus,
    Breath,
    Notice,
    Role,
    StreamSpec,
)

BEATS_AHEAD_S = 5
"""Tick T knows the beats before T+5, so that every interval up to T is final."""
DATA_AHEAD_S = BEATS_AHEAD_S + RIGHT_S - 1
"""and needs the samples before T+7 for them; the belt's blocks need as many."""
WARM_UP_S = 10
"""Samples from so long before the first tick are used."""
LOW_RATE_HZ = 99.5
"""Below 100 Hz an ECG gives heart rate only; a stream of 100 Hz may run a little slower."""
CLIPPED_SHARE = 0.10
POOR_SHARE = 0.5
"""A segment is poor when at least so many of its beats fail, or it has none."""

Quality = tuple[str, float | None, tuple[Reason, ...]]


class _Segments:
    """What is wrong with each 5-s segment of the last minute."""

    def __init__(self, timeline: Timeline, *, despike: bool = False) -> None:
        self._timeline = timeline
        self._despike = despike
        self._next: int | None = None
        self._reasons: deque[tuple[int, tuple[Reason, ...]]] = deque(maxlen=QUALITY_S // SEGMENT_S)

    def advance(self, t: int) -> list[int]:
        """Judge the segments that end by tick ``t``; return when they begin, s."""
        if self._next is None:
            first = max(self._timeline.first_second or 0, t - WARM_UP_S)
            self._next = first // SEGMENT_S
        new = []
        while SEGMENT_S * (self._next + 1) <= t:
            start = SEGMENT_S * self._next
            times, values = self._timeline.samples(start, start + SEGMENT_S)
            values = median_of_five(values) if self._despike else values
            self._reasons.append((start, segment_reasons(times, values)))
            new.append(start)
            self._next += 1
        return new

    def add(self, start: int, reason: Reason) -> None:
        """Add a reason to a segment."""
        for place, (at, reasons) in enumerate(self._reasons):
            if at == start:
                self._reasons[place] = (at, unique(reasons, (reason,)))

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
        self._segments = _Segments(self.timeline) if regular else None
        self._beats: deque[tuple[float, bool]] = deque()
        self._failures: deque[tuple[int, Reason]] = deque()

    def advance(self, t: int) -> list[Beat]:
        """Find the beats that tick ``t`` may know; return those that became final."""
        out = []
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
        while self._next_block < t + BEATS_AHEAD_S:
            out += self._block(self._next_block)
            self._next_block += 1
        self._judge_segments(t)
        return out

    def _block(self, i: int) -> list[Beat]:
        block = self._finder.block(i)
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
        if self._segments is None:
            return
        for start in self._segments.advance(t):
            passed = [ok for time, ok in self._beats if start <= time < start + SEGMENT_S]
            if not passed or 1 - sum(passed) / len(passed) >= POOR_SHARE:
                self._segments.add(start, Reason.POOR_SIGNAL)
            for second, reason in self._failures:
                if start <= second < start + SEGMENT_S:
                    self._segments.add(start, reason)
        while self._beats and self._beats[0][0] < t - SEGMENT_S:
            self._beats.popleft()
        while self._failures and self._failures[0][0] < t - SEGMENT_S:
            self._failures.popleft()

    def gates(self, t: int) -> Gates:
        """Return what the signal forbids or degrades at tick ``t``."""
        windows, role = self._settings.windows, self.spec.role
        if self._segments is None:
            return self._rr_gates(t)
        poor = unique(*self._segments.since(t - windows.hr_s))
        low_rate = role is Role.ECG and self.timeline.best_rate < LOW_RATE_HZ
        missing_vagal = [Reason.LOW_RATE] if low_rate else []
        degraded = []
        segments = self._segments.since(t - windows.vagal_s)
        clipped = sum(Reason.CLIPPED in reasons for reasons in segments)
        if clipped > CLIPPED_SHARE * max(len(segments), 1):
            # a clipped wave still counts beats; when exactly they came it cannot say
            degraded.append(Reason.CLIPPED)
            if role is Role.PPG:
                missing_vagal.append(Reason.CLIPPED)
        return Gates(poor=poor, missing_vagal=tuple(missing_vagal), degraded=tuple(degraded))

    def _rr_gates(self, t: int) -> Gates:
        windows = self._settings.windows
        again = (Reason.RR_REANCHORED,)
        return Gates(
            missing_vagal=again if self.series.reanchored(t - windows.vagal_s, t) else (),
            degraded=again if self.series.reanchored(t - windows.hr_s, t) else (),
        )

    def quality(self, t: int) -> Quality:
        """Return the share of good segments of the last minute, and what ails the others."""
        segments = [] if self._segments is None else self._segments.since(t - QUALITY_S)
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
        self._airflow = is_airflow(spec)
        self._finder = BreathFinder(self.timeline, airflow=self._airflow)
        # spikes of the converter would hide that a dead belt stands still
        self._segments = _Segments(self.timeline, despike=True)
        self._next_block: int | None = None
        self._waiting: list[BreathCycle] = []
        self.breaths: list[ScoredBreath] = []
        """Breaths of the last minutes, scored, in order."""
        self.reasons: tuple[Reason, ...] = ()
        """Why the signal cannot be used at the last tick; empty when it can."""

    @property
    def inverted(self) -> bool:
        """Whether its samples are read upside down."""
        return self.timeline.inverted

    def turn(self, *, inverted: bool) -> None:
        """Read the belt this way up from now on; forget the breaths that were found before."""
        self.timeline.turn(inverted=inverted)
        self._finder = BreathFinder(self.timeline, airflow=self._airflow)
        self._waiting, self.breaths = [], []

    def advance(self, t: int, series: BeatSeries | None, *, pulse_delay_s: float) -> list[Breath]:
        """Find and score the breaths that end by tick ``t``; they are final."""
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
        while self._next_block < t + 1:
            self._waiting += self._finder.block(self._next_block)
            self._next_block += 1
        self._segments.advance(t)
        self.reasons = belt_reasons(self._segments.since(t - QUALITY_S), self._finder.band_ratio)
        ended = [cycle for cycle in self._waiting if cycle.t_end <= t]
        self._waiting = [cycle for cycle in self._waiting if cycle.t_end > t]
        intervals = None
        if ended and series is not None:
            intervals = series.intervals(ended[0].t_insp - 3 - pulse_delay_s)
        return [self._score(cycle, intervals, pulse_delay_s) for cycle in ended]

    def _score(self, cycle: BreathCycle, intervals: Intervals | None, delay_s: float) -> Breath:
        dead = {Reason.FLAT, Reason.RAILED, Reason.LOW_BAND_RATIO}
        cycle = replace(
            cycle, reasons=unique(cycle.reasons, [r for r in self.reasons if r in dead])
        )
        p2t, why = None, cycle.reasons
        if intervals is not None:
            p2t, why = peak_to_trough(cycle, intervals, delay_s=delay_s)
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
        )

    def median_amplitude(self, t0: float) -> float | None:
        """Return the median amplitude of the valid breaths that ended after ``t0``."""
        found = [b.cycle.amplitude for b in self.breaths if b.cycle.t_end > t0]
        return median(found) if found else None

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


def drain(channels: list[HeartChannel | BeltChannel]) -> list[Notice]:
    """Return what the timelines have to say."""
    return [notice for channel in channels for notice in channel.timeline.notices()]
