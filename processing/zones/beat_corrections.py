"""Corrections by hand of the beats that were found: before intervals are judged.

A point means the beat that stands there; each correction acts on what those before it left. What
cannot be done is refused with a reason, never guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from processing.indices.unended import LONG_RR_MS
from processing.indices.window import unique
from processing.signals.beats import REFRACTORY_S, DetectedBeat
from processing.signals.quality import SEGMENT_S
from processing.zones.found import HeartSecond, Second, Span
from safehold.core.conditions import Segment
from safehold.core.correction import Correction, CorrectionKind
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import Reason
from safehold.core.types import Role

NEAR_S = 0.02
"""A point means the beat, or the turning point, that stands this near to it, s."""
NO_BEAT = Message("no beat is there")
TAKEN = Message("another beat is nearer than {least_s:g} s", least_s=REFRACTORY_S)
UNCOVERED = Message("no samples are there")
BEYOND = Message("nothing was found there")


class Beats:
    """The beats of one run, as far as they are corrected.

    Parameters
    ----------
    seconds : sequence of Second
        What was found.
    """

    def __init__(self, seconds: Sequence[Second]) -> None:
        self._seconds = seconds
        self._beats: list[DetectedBeat] = []
        self._blocks: list[int] = []
        """Session second with which each of them is given."""
        self._spans: list[Span] = []
        """Runs of samples."""
        self._rejected: list[Span] = []
        for second in seconds:
            if second.heart is None:
                continue
            for i, beats in enumerate(second.heart.blocks, second.heart.first):
                self._beats += beats
                self._blocks += [i] * len(beats)
            self._cover(second.heart.covered, anew=Role.ECG in second.turned)
        self._found = list(self._beats), list(self._blocks)

    def _cover(self, spans: Sequence[Span], *, anew: bool) -> None:
        for begin, end in spans:
            if self._spans and not anew and begin <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((begin, end))
            anew = False

    def correct(self, item: Correction) -> Message:
        """Do what a correction says; return why it cannot be done, or nothing."""
        if item.kind is CorrectionKind.REJECT:
            return self._reject(item.t0, item.t1 or item.t0)
        if item.kind is CorrectionKind.ADD:
            return self._add(item.t0)
        place = self._at(item.t0)
        if place is None:
            return NO_BEAT
        if item.kind is CorrectionKind.DELETE:
            self._delete(place)
        elif item.kind is CorrectionKind.ECTOPIC:
            self._say(place, Reason.EDITED, Reason.ECTOPIC_BEAT)
            self._say_next(place)
        else:
            return self._move(place, item.t0 if item.t1 is None else item.t1)
        return NOTHING

    # ---- one correction

    def _at(self, t: float) -> int | None:
        place = bisect_left(self._beats, t, key=_time_of)
        near = [k for k in (place - 1, place) if 0 <= k < len(self._beats)]
        best = min(near, key=lambda k: abs(self._beats[k].time - t), default=None)
        return best if best is not None and abs(self._beats[best].time - t) <= NEAR_S else None

    def _span(self, t: float) -> Span | None:
        return next((span for span in self._spans if span[0] <= t <= span[1]), None)

    def _add(self, t: float) -> Message:
        place = bisect_left(self._beats, t, key=_time_of)
        before = self._beats[place - 1] if place else None
        after = self._beats[place] if place < len(self._beats) else None
        if _near(before, t) or _near(after, t):
            return TAKEN
        if before is not None and after is not None and after.rr_ms is not None:
            joined = (True, True)
        else:
            span = self._span(t)
            if span is None:
                return UNCOVERED
            joined = (
                before is not None and before.time >= span[0],
                after is not None and after.time <= span[1],
            )
        low = self._blocks[place - 1] if place else int(t // 1)
        high = self._blocks[place] if place < len(self._blocks) else int(t // 1)
        self._beats.insert(place, DetectedBeat(t, None, True, said=(Reason.EDITED,)))
        self._blocks.insert(place, min(max(int(t // 1), low), max(low, high)))
        self._join(place, joined=joined[0])
        if after is not None:
            self._join(place + 1, joined=joined[1])
            self._say_next(place)
        return NOTHING

    def _delete(self, place: int) -> None:
        joined = self._beats[place].rr_ms is not None
        del self._beats[place], self._blocks[place]
        if place < len(self._beats):
            joined = joined and self._beats[place].rr_ms is not None
            self._join(place, joined=joined)
            self._say(place, Reason.EDITED)

    def _move(self, place: int, t: float) -> Message:
        beat = self._beats[place]
        around = [*self._beats[max(0, place - 1) : place], *self._beats[place + 1 : place + 2]]
        if any(_near(other, t) or (other.time - t) * (other.time - beat.time) < 0
               for other in around):  # fmt: skip
            return TAKEN
        joined = beat.rr_ms is not None
        after = self._beats[place + 1].rr_ms is not None if place + 1 < len(self._beats) else True
        if not (joined and after) and (
            self._span(t) is None or self._span(t) != self._span(beat.time)
        ):
            return UNCOVERED
        height = beat.height if t == beat.time else None
        said = unique(beat.said, (Reason.EDITED,))
        self._beats[place] = replace(beat, time=t, beat_ok=True, height=height, said=said)
        self._join(place, joined=joined)
        if place + 1 < len(self._beats):
            self._join(place + 1, joined=self._beats[place + 1].rr_ms is not None)
            self._say_next(place)
        return NOTHING

    def _reject(self, t0: float, t1: float) -> Message:
        ticks = [second.t for second in self._seconds if second.heart is not None]
        if not ticks or t1 < ticks[0] - 1 or t0 > ticks[-1]:
            return BEYOND
        self._rejected.append((t0, t1))
        return NOTHING

    def _join(self, place: int, *, joined: bool) -> None:
        """Let a beat end the interval from the one before it, or none."""
        beat, rr = self._beats[place], None
        if joined and place:
            rr = 1000 * (beat.time - self._beats[place - 1].time)
        self._beats[place] = replace(beat, rr_ms=rr)

    def _say(self, place: int, *what: Reason) -> None:
        beat = self._beats[place]
        self._beats[place] = replace(beat, said=unique(beat.said, what))

    def _say_next(self, place: int) -> None:
        if place + 1 < len(self._beats) and self._beats[place + 1].rr_ms is not None:
            self._say(place + 1, Reason.EDITED)

    # ---- what is left

    def result(self) -> list[Second]:
        """Return the seconds with the beats as they are now."""
        self._leave_out()
        by_block: dict[int, list[DetectedBeat]] = {}
        for beat, block in zip(self._beats, self._blocks, strict=True):
            by_block.setdefault(block, []).append(beat)
        told = _told_segments(self._rejected)
        out, since = [], -1
        for second in self._seconds:
            heart = second.heart
            if heart is None:
                out.append(second)
                continue
            if Role.ECG in second.turned:
                since = heart.first
            blocks = tuple(
                tuple(by_block.get(i, ()))
                for i in range(heart.first, heart.first + len(heart.blocks))
            )
            new = replace(
                heart,
                blocks=blocks,
                segments=self._segments(second.t, heart, told),
                open_s=self._open_s(second.t, heart, since),
            )
            out.append(second if new == heart else replace(second, heart=new))
        return out

    def _leave_out(self) -> None:
        """Let no interval touch a rejected span."""
        before: float | None = None
        for place, beat in enumerate(self._beats):
            since = beat.time if before is None or beat.rr_ms is None else before
            if any((since < t1 and beat.time > t0) or t0 <= beat.time <= t1
                   for t0, t1 in self._rejected):  # fmt: skip
                self._beats[place] = replace(beat, rr_ms=None)
                self._say(place, Reason.REJECTED)
            before = beat.time

    def _segments(self, t: int, heart: HeartSecond, told: list[int]) -> tuple[Segment, ...]:
        """Return segments that say of themselves that they were rejected."""
        judged = list(heart.segments)
        known = {segment.start: k for k, segment in enumerate(judged)}
        while told and told[0] + SEGMENT_S <= t:
            start = told.pop(0)
            if start in known:
                k = known[start]
                judged[k] = replace(
                    judged[k], reasons=unique(judged[k].reasons, (Reason.REJECTED,))
                )
            else:
                judged.append(Segment(start, (Reason.REJECTED,)))
        return tuple(judged)

    def _open_s(self, t: int, heart: HeartSecond, since: int) -> float:
        """Return for how long by tick ``t`` no beat has come, as the wave told for those found."""
        found = _last(*self._found, t, since)
        now = _last(self._beats, self._blocks, t, since)
        if now is not None and any(t0 < t and t1 > self._beats[now].time
                                   for t0, t1 in self._rejected):  # fmt: skip
            return 0.0
        if found is None or now is None:
            return heart.open_s
        was, last = self._found[0][found].time, self._beats[now].time
        if was == last:
            return heart.open_s
        beats_come = 1000 * (t - was) <= LONG_RR_MS
        next_joined = now + 1 >= len(self._beats) or self._beats[now + 1].rr_ms is not None
        if 1000 * (t - last) <= LONG_RR_MS or not next_joined:
            return 0.0
        return t - last if beats_come or heart.open_s > 0 else 0.0


def _time_of(beat: DetectedBeat) -> float:
    return beat.time


def _near(beat: DetectedBeat | None, t: float) -> bool:
    return beat is not None and abs(beat.time - t) < REFRACTORY_S


def _last(
    beats: Sequence[DetectedBeat], blocks: Sequence[int], t: float, since: int
) -> int | None:
    """Return which beat is the last by a time, among those given from a second on."""
    place = bisect_right(beats, t, key=_time_of) - 1
    return place if place >= 0 and blocks[place] >= since else None


def _told_segments(rejected: Sequence[Span]) -> list[int]:
    """Return the beginnings of the 5-s segments that rejected spans touch."""
    starts = {
        SEGMENT_S * k
        for t0, t1 in rejected
        for k in range(int(t0 // SEGMENT_S), int(t1 // SEGMENT_S) + 1)
    }
    return sorted(starts)
