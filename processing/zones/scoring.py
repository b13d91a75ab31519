"""One person's beats and breaths judged: which intervals can be used, and RSA of each breath."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from processing.indices.breathed import BreathLog, ScoredBreath
from processing.indices.unended import LONG_RR_MS
from processing.indices.window import unique
from processing.signals.beats import LIMITS_MS
from processing.signals.intervals import BeatSeries, Intervals
from processing.signals.polarity import BREATHS, Polarity, heart_sign, judge
from processing.signals.respiration import BreathCycle, peak_to_trough
from processing.zones.found import BeltSecond, HeartSecond
from safehold.core.quick import changed
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Breath, Role, StreamSpec

DEAD = frozenset({Reason.FLAT, Reason.RAILED, Reason.LOW_BAND_RATIO})
"""What is wrong with a belt that gives plausible breaths all the same."""
LOOK_ON_S = 1.0
"""Of a breath no interval is asked that begins so long after its end."""


class ScoredBeats:
    """The beats of one person with their intervals.

    Parameters
    ----------
    spec : StreamSpec
        Where they are from.
    """

    def __init__(self, spec: StreamSpec) -> None:
        self.spec, self.source = spec, spec.role.value
        self.series = BeatSeries(LIMITS_MS[spec.role])

    def turn(self) -> None:
        """Forget the beats that were found with the ECG the other way up."""
        self.series = BeatSeries(LIMITS_MS[self.spec.role])

    def take(self, second: HeartSecond) -> list[Beat]:
        """Take what was found; return the beats that became final."""
        out = []
        for i, beats in enumerate(second.blocks, second.first):
            for beat in beats:
                self.series.append(
                    beat.time, beat.rr_ms, beat_ok=beat.beat_ok, reanchored=beat.reanchored,
                    height=beat.height, said=beat.said,
                )  # fmt: skip
            out += [
                Beat(
                    person=self.spec.person or "",
                    time=beat.time,
                    rr_ms=beat.rr_ms,
                    status=BeatStatus.FIRST
                    if beat.rr_ms is None
                    else BeatStatus.FLAGGED
                    if flags
                    else BeatStatus.OK,
                    reasons=unique(flags, beat.said) if beat.said else flags,
                    source=self.source,
                    height=beat.height,
                )
                for beat, flags in self.series.finalise(i + 1)
            ]
        return out

    def open_rr_s(self, t: int, found: HeartSecond) -> float:
        """Return for how long by tick ``t`` no beat has come although one would have been seen, s.

        0 while beats come, and where a strap says nothing: an interval that it sends afterwards
        counts then.
        """
        if self.spec.role is not Role.RR:
            return found.open_s
        last, joined = self.series.around(t)
        if last is None or not joined or 1000 * (t - last) <= LONG_RR_MS:
            return 0.0
        return t - last

    def prune(self, t: int, window_s: float) -> None:
        """Forget what no later tick needs."""
        self.series.prune(t - window_s - 30)


class ScoredBreaths:
    """The breaths of one person from one respiration stream.

    Parameters
    ----------
    spec : StreamSpec
        The belt.
    """

    def __init__(self, spec: StreamSpec) -> None:
        self.spec = spec
        self._waiting: list[BreathCycle] = []
        self._open_since: float | None = None
        self.log = BreathLog()
        """Breaths of the last minutes, scored."""
        self.reasons: tuple[Reason, ...] = ()
        """Why the signal cannot be used at the last tick; empty when it can."""
        self._votes: deque[float] = deque(maxlen=BREATHS)
        self.polarity = Polarity.UNKNOWN
        """Which way up it is, by the breaths that have ended."""

    def turn(self) -> None:
        """Forget the breaths that were found with the belt the other way up."""
        self._waiting, self.log = [], BreathLog()
        self._open_since = None
        self._votes.clear()
        self.polarity = Polarity.UNKNOWN

    def take(
        self,
        t: int,
        second: BeltSecond,
        series: BeatSeries | None,
        *,
        pulse_delay_s: float,
        timed: bool = True,
    ) -> list[Breath]:
        """Score the breaths that end by tick ``t``; they are final.

        ``timed``: beat times are good enough to say in which phase of a breath RR is short.
        """
        self._open_since, self.reasons = second.open_since, second.reasons
        self._waiting += second.cycles
        if not self._waiting:
            return []
        ended = [cycle for cycle in self._waiting if cycle.t_end <= t]
        self._waiting = [cycle for cycle in self._waiting if cycle.t_end > t]
        intervals = None
        if ended and series is not None:
            until = series.after(ended[-1].t_end + LOOK_ON_S + pulse_delay_s)
            intervals = series.intervals(ended[0].t_insp - 3 - pulse_delay_s, until)
        return [self._score(cycle, intervals, pulse_delay_s, timed) for cycle in ended]

    def _score(
        self, cycle: BreathCycle, intervals: Intervals | None, delay_s: float, timed: bool
    ) -> Breath:
        dead = [reason for reason in self.reasons if reason in DEAD]
        cycle = changed(cycle, reasons=unique(cycle.reasons, dead)) if dead else cycle
        p2t, why = None, cycle.reasons
        vote = 0.0 if cycle.reasons else cycle.vote
        if intervals is not None:
            p2t, why = peak_to_trough(cycle, intervals, delay_s=delay_s, placed=timed)
            if timed and not cycle.reasons:
                vote += heart_sign(cycle.times, intervals, delay_s=delay_s)
        if not cycle.reasons:
            self._votes.append(vote)
            self.polarity = judge(self._votes)
        self.log.add(ScoredBreath(cycle, p2t, why))
        return Breath(
            person=self.spec.person or "",
            t_insp=cycle.t_insp,
            t_exp=cycle.t_exp,
            t_end=cycle.t_end,
            amplitude=cycle.amplitude,
            p2t_ms=p2t,
            status="invalid" if cycle.reasons else "ok",
            reasons=(*why, Reason.EDITED) if cycle.edited else why,
            vote=vote,
        )

    def last(self, n: int) -> Sequence[ScoredBreath]:
        """Return the last so many breaths."""
        return self.log.breaths[len(self.log.breaths) - n :]

    def open_breath_s(self, t: int) -> float:
        """Return how long the breath that has not ended lasts by tick ``t``, s; 0 if not known."""
        since = self._waiting[0].t_insp if self._waiting else self._open_since
        return max(0.0, t - since) if since is not None else 0.0

    def prune(self, t: int, window_s: float) -> None:
        """Forget what no later tick needs."""
        self.log.prune(t - window_s - 1)
