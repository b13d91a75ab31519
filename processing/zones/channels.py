"""One person's two channels, heart and belt: what their samples hold, tick by tick."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from operator import attrgetter

import numpy as np

from processing.clock.grid import HEART_GAP_S, RESP_GAP_S, median_of_five
from processing.clock.rows import in_rows
from processing.clock.timeline import Timeline
from processing.indices.unended import LONG_RR_MS
from processing.indices.window import unique
from processing.signals.beats import Block, DetectedBeat, WaveBeats
from processing.signals.breath_hold import Hold, HoldWatch
from processing.signals.ecg_polarity import polarity_at
from processing.signals.polarity import Polarity
from processing.signals.quality import (
    MIN_BAND_RATIO,
    QUALITY_S,
    SEGMENT_S,
    belt_reasons,
    reasons_of_segments,
    stands_still,
)
from processing.signals.respiration import BreathBlock, BreathCycle, BreathFinder, is_airflow
from processing.signals.rr_beats import RrBeats
from processing.zones.found import BeltSecond, HeartSecond, Quality
from processing.zones.hold_events import HoldEvents
from safehold.core.conditions import Effect, Segment
from safehold.core.reasons import Reason
from safehold.core.settings import PIPELINE_DELAY_S, DetectionSettings
from safehold.core.types import Event, FloatArray, Notice, Role, StreamSpec

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

_time_of = attrgetter("time")


class _Segments:
    """What is wrong with each 5-s segment of the last minute."""

    def __init__(self, timeline: Timeline, *, despike: bool = False) -> None:
        self._timeline = timeline
        self._despike = despike
        self._next: int | None = None
        self._reasons: deque[tuple[int, tuple[Reason, ...]]] = deque()
        self._held: tuple[tuple[Reason, ...], ...] | None = ()
        """What was returned last; None where something has changed since."""
        self._good = 0
        """So many of them have nothing wrong."""
        self._ahead: deque[tuple[int, int, tuple[Reason, ...]]] = deque()
        """Segments of later ticks: the tick, when each begins, what is wrong with it."""

    def look_ahead(self, t: int, last: int) -> None:
        """Judge the segments that end by ticks ``t`` to ``last``, whose samples have come."""
        if self._next is None:
            first = max(self._timeline.first_second or 0, t - WARM_UP_S)
            self._next = first // SEGMENT_S
        begins = range(SEGMENT_S * self._next, last - SEGMENT_S + 1, SEGMENT_S)
        if not begins:
            return
        ticks = [max(t, begin + SEGMENT_S) for begin in begins]
        times, values = zip(
            *(
                self._timeline.samples(begin, begin + SEGMENT_S, tick + PIPELINE_DELAY_S)
                for begin, tick in zip(begins, ticks, strict=True)
            ),
            strict=True,
        )
        if self._despike:
            values = tuple(in_rows(values, median_of_five))
        reasons = reasons_of_segments(list(zip(times, values, strict=True)))
        self._ahead.extend(zip(ticks, begins, reasons, strict=True))
        self._next += len(begins)

    def advance(self, t: int) -> list[tuple[int, tuple[Reason, ...]]]:
        """Judge the segments that end by tick ``t``; return when they begin, s, and why not."""
        self.look_ahead(t, t)
        new = []
        while self._ahead and self._ahead[0][0] <= t:
            new.append(self._ahead.popleft()[1:])
        if new:
            self._reasons += new
            self._held = None
        return new

    def add(self, start: int, more: Sequence[Reason]) -> tuple[Reason, ...]:
        """Add reasons to a segment that is held; return all of it.

        After a stall many segments come at once: none of them is forgotten before this.
        """
        place = next(k for k, (at, _) in enumerate(self._reasons) if at == start)
        reasons = unique(self._reasons[place][1], more)
        self._reasons[place] = (start, reasons)
        self._held = None
        return reasons

    def since(self, t0: float) -> tuple[tuple[Reason, ...], ...]:
        """Return the reasons of the segments that begin at ``t0`` or later; forget the others.

        The same object as before where nothing has changed.
        """
        while self._reasons and self._reasons[0][0] < t0:
            self._reasons.popleft()
            self._held = None
        if self._held is None:
            self._held = tuple(reasons for _, reasons in self._reasons)
            self._good = sum(not reasons for reasons in self._held)
        return self._held

    def good(self, t0: float) -> float | None:
        """Return the share of those that nothing is wrong with; None without any."""
        segments = self.since(t0)
        return self._good / len(segments) if segments else None


class HeartChannel:
    """Beats of one person from one stream.

    Parameters
    ----------
    spec : StreamSpec
        An ECG, PPG or RR stream.
    settings : DetectionSettings
        Mains frequency.
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
        settings: DetectionSettings,
        *,
        session_zero: float,
        first_tick: int,
    ) -> None:
        self.spec = spec
        regular = spec.role is not Role.RR
        self.timeline = Timeline(spec, session_zero=session_zero, regular=regular)
        self._mains_hz = settings.mains_hz
        self._first_tick = first_tick
        self._finder: WaveBeats | RrBeats = (
            WaveBeats(spec, self.timeline, mains_hz=settings.mains_hz)
            if regular
            else RrBeats(spec, self.timeline)
        )
        self._next_block: int | None = None
        self._ready: deque[Block] = deque()
        """Blocks of later ticks, the first of second ``_first_ready``."""
        self._first_ready = 0
        self._segments = _Segments(self.timeline)
        self._beats: list[DetectedBeat] = []
        """The last ones, up to the present tick and beyond it."""
        self._failures: deque[tuple[int, Reason]] = deque()
        self._judged: tuple[tuple[Reason, ...], ...] = ()
        """The segments of the last minute ..."""
        self._ailments: tuple[Reason, ...] = ()
        """... and all that is wrong with them."""

    @property
    def inverted(self) -> bool:
        """Whether its samples are read upside down."""
        return self.timeline.inverted

    def turn(self, *, inverted: bool) -> None:
        """Read the ECG this way up from now on; forget the beats that were found before.

        Beats that are final stay where they are; those of the last seconds are lost.
        """
        self.timeline.turn(inverted=inverted)
        self._finder = WaveBeats(self.spec, self.timeline, mains_hz=self._mains_hz)
        self._segments = _Segments(self.timeline)
        self._beats.clear()
        self._failures.clear()

    def look_ahead(self, t: int, last: int) -> None:
        """Look for the beats of ticks ``t`` to ``last``, whose samples have come.

        Intervals of a strap are read tick by tick.
        """
        if isinstance(self._finder, WaveBeats):
            self._find(t, last)
            self._segments.look_ahead(t, last)

    def _find(self, t: int, last: int) -> None:
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
            self._first_ready = self._next_block
        while (first := self._next_block) < last + BEATS_AHEAD_S:
            stop = min(first + AT_ONCE_S, last + BEATS_AHEAD_S)
            self._ready.extend(self._finder.blocks(first, stop, t + PIPELINE_DELAY_S))
            self._next_block = stop

    def advance(self, t: int) -> HeartSecond:
        """Return what tick ``t`` may know beyond the one before."""
        self._find(t, t)
        first, blocks = self._first_ready, list[Block]()
        while self._ready and self._first_ready < t + BEATS_AHEAD_S:
            block = self._ready.popleft()
            blocks.append(block)
            self._beats += block.beats
            if block.reason is not None:
                self._failures.append((self._first_ready, block.reason))
            self._first_ready += 1
        rr = self._finder if isinstance(self._finder, RrBeats) else None
        rate = self.timeline.rate_by(t + PIPELINE_DELAY_S)
        segments = self._judge_segments(t) if rr is None else ()
        return HeartSecond(
            first=first,
            blocks=tuple(block.beats for block in blocks),
            covered=tuple(span for block in blocks for span in block.covered),
            segments=segments,
            troubles=rr.fresh_troubles() if rr else (),
            low_rate=self.spec.role is Role.ECG and rate < LOW_RATE_HZ,
            open_s=self._open_s(t) if rr is None else 0.0,
        )

    def _judge_segments(self, t: int) -> tuple[Segment, ...]:
        ended, judged = self._segments.advance(t), []
        if not ended:
            return ()
        for start, reasons in ended:
            passed = [b.beat_ok for b in self._beats if start <= b.time < start + SEGMENT_S]
            poor = not passed or 1 - sum(passed) / len(passed) >= POOR_SHARE
            # no samples say nothing of how the signal is
            more = [Reason.POOR_SIGNAL] if poor and Reason.GAP not in reasons else []
            doubted = not passed or 1 - sum(passed) / len(passed) >= DOUBTED_SHARE
            more += [Reason.ECG_INVERTED] if doubted and self._upside_down(start) else []
            more += [why for at, why in self._failures if start <= at < start + SEGMENT_S]
            judged.append(Segment(start, self._segments.add(start, more)))
        # the last one before goes on telling how long there has been none
        del self._beats[: max(0, bisect_left(self._beats, t - SEGMENT_S, key=_time_of) - 1)]
        while self._failures and self._failures[0][0] < t - SEGMENT_S:
            self._failures.popleft()
        return tuple(judged)

    def _upside_down(self, start: int) -> bool:
        """Tell whether an ECG is upside down in a segment and the seconds before it."""
        if self.spec.role is not Role.ECG:
            return False
        side = polarity_at(self.spec, self.timeline, start + SEGMENT_S, mains_hz=self._mains_hz)
        return side is Polarity.TURNED

    def _open_s(self, t: int) -> float:
        """Return for how long by tick ``t`` no beat has come although one would have been seen, s.

        0 while beats come, and where samples lack or stand still.
        """
        place = bisect_right(self._beats, t, key=_time_of)
        joined = self._beats[place].rr_ms is not None if place < len(self._beats) else None
        last = self._beats[place - 1].time if place else t
        if joined is False or 1000 * (t - last) <= LONG_RR_MS:
            return 0.0
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
        segments, good = self._segments.since(t - QUALITY_S), self._segments.good(t - QUALITY_S)
        if segments is not self._judged:
            self._judged, self._ailments = segments, unique(*segments)
        return (self.spec.stream_id, good, self._ailments)

    def prune(self, t: int) -> None:
        """Forget what no later tick needs."""
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
    run : int
        Its number.
    """

    def __init__(
        self, spec: StreamSpec, *, session_zero: float, first_tick: int, run: int = 1
    ) -> None:
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
        self._reasons: tuple[Reason, ...] = ()
        self._judged: tuple[tuple[tuple[Reason, ...], ...], bool | None] = ((), None)
        """What they follow from: segments, and whether the band ratio is too low."""
        self._found: list[Hold] = []
        """Holds that were recognised, or over, by the last tick."""
        self._events = HoldEvents(spec, run)

    @property
    def inverted(self) -> bool:
        """Whether its samples are read upside down."""
        return self.timeline.inverted

    def turn(self, *, inverted: bool) -> None:
        """Read the belt this way up from now on; forget the breaths that were found before."""
        self.timeline.turn(inverted=inverted)
        self._finder = self._make_finder(self._finder.watch)
        self._last = None
        self._found = []

    def _make_finder(self, watch: HoldWatch | None = None) -> BreathFinder:
        return BreathFinder(
            self.timeline,
            native_hz=self.spec.nominal_rate if self.spec.regular else math.inf,
            airflow=is_airflow(self.spec),
            watch=watch,
        )

    def look_ahead(self, t: int, last: int) -> None:
        """Look for the breaths of ticks ``t`` to ``last``, whose samples have come."""
        if self._next_block is None:
            first = self.timeline.first_second
            self._next_block = max(first or 0, self._first_tick - 1 - WARM_UP_S)
        while (first := self._next_block) <= last:
            self._next_block = min(first + AT_ONCE_S, last + 1)
            blocks = self._finder.blocks(first, self._next_block, t + PIPELINE_DELAY_S)
            self._ready.extend(enumerate(blocks, first))
        self._segments.look_ahead(t, last)

    def advance(self, t: int) -> BeltSecond:
        """Return what tick ``t`` may know beyond the one before."""
        self.look_ahead(t, t)
        cycles: list[BreathCycle] = []
        grids, self._found = list[tuple[int, FloatArray]](), []
        while self._ready and self._ready[0][0] <= t:
            i, self._last = self._ready.popleft()
            cycles += self._last.cycles
            grids.append((i, self._last.grid))
            self._found += [self._last.hold] if self._last.hold is not None else []
        ratio = None if self._last is None else self._last.band_ratio
        self._segments.advance(t)
        segments = self._segments.since(t - QUALITY_S)
        low = None if ratio is None else ratio < MIN_BAND_RATIO
        if segments is not self._judged[0] or low is not self._judged[1] or not segments:
            self._judged = segments, low
            self._reasons = belt_reasons(segments, low)
        since = None if self._last is None else self._last.open_since
        return BeltSecond(tuple(cycles), since, self._reasons, tuple(grids))

    def held(self, t: int) -> tuple[Event | Notice, ...]:
        """Return what is to be said at tick ``t`` of the holds that began or ended by it."""
        usable = not self._reasons
        said = (self._events.say(hold, t, usable=usable) for hold in self._found)
        return tuple(item for items in said for item in items)

    def quality(self, t: int) -> Quality:
        """Return the share of good segments of the last minute, 0 for an unusable belt."""
        good = self._segments.good(t - QUALITY_S)
        if good is None:
            return (self.spec.stream_id, None, ())
        return (self.spec.stream_id, 0.0 if self._reasons else good, self._reasons)

    def prune(self, t: int) -> None:
        """Forget what no later tick needs."""
        self.timeline.prune(t - QUALITY_S - SEGMENT_S)
