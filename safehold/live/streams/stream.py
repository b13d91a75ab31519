"""What the live engine knows of one stream: its clock, its counts, how it is doing."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processing.clock.stamps import JUMP_S
from safehold.core.event_clock import FOREIGN_CLOCK_S, EventClock
from safehold.core.marker_reading import joined_marker
from safehold.core.messages import Message
from safehold.core.silence import silent_after_s
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.session.ratings import rating_texts
from safehold.session.status import StreamHealth, StreamState

UNIX_NEAR_S = 400.0
"""A foreign stamp this near to the time of day is Unix time, even one that waited in a buffer;
local time, wherever it holds, is further from it."""
WATCH_S = 1.0
"""A foreign clock is watched this long before its samples are used, s."""
PACE_S = 0.5
"""Its stamps may advance by so much more or less than the time in which they came, s."""
HOPELESS_S = 6.0
"""Warn about a clock that is not understood after this long, s."""
UNANSWERED_S = 10.0
"""An irregular stream whose sender has not answered for this long is silent too: liblsl asks its
clock every 2 s, and on a busy computer a few answers come too late to count. This is for programs
that hang and networks that are cut; that a program ended is known at once (``gone``)."""
AHEAD_S = 5.0
"""A sample stamped so much after its arrival is not on its stream's clock, s. Less than what a
tick waits for its data, so that no clock makes ticks come before their time."""
GAP_S = 0.5
"""A longer break of a regular stream's stamps is counted as a gap, s."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """A constant that brings stamps of a foreign clock to this computer's LSL clock."""

    constant: float
    """To be added, s."""
    clock: str
    """``unix``: the stamps are the time of day; ``other``: placed by their arrival."""

    @property
    def told(self) -> Message:
        """What the user reads after the stream's name."""
        how = (
            Message(
                "the time of day (Unix time); they are as right as this computer's clock is set",
                code="clock_time_of_day",
            )
            if self.clock == "unix"
            else Message(
                "the clock of another machine; they are placed by their arrival, so "
                "they are late by their time on the way",
                code="clock_of_another_machine",
            )
        )
        return Message(
            "stamps with {how}. {constant:+.3f} s are added to each stamp; the "
            "recording keeps them as they came.",
            code="constant_added_to_stamps",
            how=how,
            constant=self.constant,
        )


@dataclass(slots=True)
class ForeignClock:
    """Finds out what clock the stamps of samples are on that are far from the LSL clock's.

    Events are too rare to be watched: see :mod:`safehold.core.event_clock`.

    Unix time is recognised by the time of day, and is exact on one computer. Any other clock, such
    as another machine's uptime, is placed by arrival: the shortest way from stamp to arrival is
    taken for no way at all, so that its samples are late by their least transmission delay.
    """

    after: float = -math.inf
    """No sample can be from before this time, LSL clock s: a clock that jumped has a past."""
    way: float = 0.0
    """How long its samples have at least been on their way so far, s."""
    _first: tuple[float, float] | None = None
    """Arrival and newest stamp of the first samples."""
    _least: float = math.inf

    def watch(self, newest: float, *, lsl: float, utc: float) -> Rebase | None:
        """Take in the newest stamp of what has just arrived; return the rebase once it is known.

        Parameters
        ----------
        newest : float
            Raw stamp, s.
        lsl, utc : float
            This computer's LSL clock and time of day now, s.
        """
        if not math.isfinite(newest):
            return None
        if self._first is None:
            self._first = lsl, newest
        self._least = min(self._least, lsl - newest)
        passed, advanced = lsl - self._first[0], newest - self._first[1]
        since = max(self.after - lsl, -UNIX_NEAR_S)
        unix = since < newest - utc <= AHEAD_S
        if not (passed >= WATCH_S and advanced > 0 and abs(advanced - passed) <= PACE_S):
            return None
        return Rebase(lsl - utc, "unix") if unix else Rebase(self._least - self.way, "other")

    def hopeless(self, lsl: float) -> bool:
        """Tell whether it has been watched in vain for too long."""
        return self._first is not None and lsl - self._first[0] > HOPELESS_S


@dataclass(slots=True)
class LiveStream:
    """One stream on its way into the engine."""

    spec: StreamSpec
    offset: float | None = None
    uncertainty: float | None = None
    rebase: Rebase | None = None
    placed: bool = False
    """Stamps near now have been seen, or the clock was rebased."""
    count: int = 0
    """Samples since the first one used in this run, skipped ones included."""
    last_stamp: float = math.nan
    """Raw stamp of the last sample used."""
    last_time: float = -math.inf
    """Latest time of a sample on its clock, LSL clock s."""
    off_since: float | None = None
    """Raw stamp of the first sample since which it has left its clock, s."""
    n_off: int = 0
    """Samples since then."""
    told_off: float = -math.inf
    """When the user was told of such samples, LSL clock s."""
    last_arrival: float | None = None
    last_answer: float | None = None
    """When its sender last answered a question for its clock, s."""
    last_checkpoint: float = -math.inf
    broken: bool = True
    """The next sample starts a segment."""
    refused: bool = False
    told: bool = False
    """The user was told that its clock is not understood."""
    lost: bool = False
    offer: str = ""
    """Uid of a stream that is there and may be this one again."""
    doubled: bool = False
    """Another stream that liblsl takes for the same is there beside it."""
    gone: bool = False
    """Its sender's program has ended."""
    trigger: float = 0.0
    """Last value of a trigger channel."""
    clock: ForeignClock = field(default_factory=ForeignClock)
    events: EventClock = field(default_factory=EventClock)
    """Places its events, where it has events."""
    added: float | None = None
    """What was added to its last event's stamp in the place of the offset, s."""
    clocks: set[str] = field(default_factory=set)
    """Clocks that its events have been found on."""
    received: int = 0
    n_gaps: int = 0
    gap_s: float = 0.0
    n_late: int = 0
    n_overrun: int = 0
    newest: float = math.nan
    """Last raw stamp that came, s."""
    _delays: deque[float] = field(default_factory=lambda: deque(maxlen=50))

    def received_at(self, stamps: FloatArray, now: float) -> None:
        """Count what has arrived; it may have waited for its turn until ``now``."""
        self.received += stamps.size
        finite = stamps[np.isfinite(stamps)]
        if not finite.size:
            return
        steps = np.diff(finite, prepend=self.newest)
        steps = steps[np.isfinite(steps)]
        self.n_late += int(np.count_nonzero(steps < 0))
        if self.spec.regular:
            beyond = steps - 1 / self.spec.nominal_rate
            gaps = beyond[beyond > GAP_S]
            self.n_gaps += gaps.size
            self.gap_s += float(gaps.sum())
        self.newest = float(finite[-1])
        if self.offset is not None and self.placed:
            delay = now - self.newest - self.offset
            if delay >= -AHEAD_S:
                self._delays.append(delay)

    def off_clock(self, stamps: FloatArray, now: float) -> NDArray[np.bool_]:
        """Return which samples that have arrived by now are not on the stream's clock.

        They are stamped after their arrival, or before samples that came earlier. What comes
        late, as after a break of the network, is on its clock; so is a stamp that is no number,
        which the engine counts.

        Parameters
        ----------
        stamps : ndarray, shape (n,)
            Raw stamps, s.
        now : float
            LSL clock, s.
        """
        times = stamps + (self.offset or 0.0)
        ahead = times > now + AHEAD_S
        sound = np.where(ahead | ~np.isfinite(times), -math.inf, times)
        before = np.maximum.accumulate(np.append(self.last_time, sound))
        off: NDArray[np.bool_] = (ahead | (times < before[:-1] - JUMP_S)) & (stamps != 0.0)
        return off

    def is_near(self, stamps: FloatArray, now: float) -> bool:
        """Tell whether any sample is on the stream's clock, and if it is the first, from now."""
        near = ~self.off_clock(stamps, now) & np.isfinite(stamps)
        if not math.isfinite(self.last_time):
            near &= stamps + (self.offset or 0.0) > now - FOREIGN_CLOCK_S
        return bool(near.any())

    def would_fit(self, offset: float, now: float) -> bool:
        """Tell whether the newest stamp would be right with this clock offset, s."""
        time = self.newest + offset
        past = max(self.last_time - JUMP_S, now - FOREIGN_CLOCK_S)
        return past < time <= now + AHEAD_S

    def used_until(self, times: FloatArray) -> None:
        """Take note of samples that were taken in, LSL clock s."""
        self.last_time = float(np.max(times, where=np.isfinite(times), initial=self.last_time))

    def leave_clock(self, stamp: float) -> None:
        """Watch its clock again, from the sample with this raw stamp on."""
        self.off_since, self.n_off, self.placed, self.told = stamp, 0, False, False
        way = max(0.0, min(self._delays, default=0.0))
        self.clock = ForeignClock(after=self.last_time - JUMP_S, way=way)

    def go_on(self, uid: str) -> None:
        """Go on with the samples of another run of its program."""
        self.spec = replace(self.spec, uid=uid)
        self.lost, self.broken, self.offer = False, True, ""
        self.doubled = self.gone = False
        self.rebase, self.placed, self.clock = None, False, ForeignClock()
        self.last_time, self.off_since = -math.inf, None
        self.events, self.added, self.clocks = EventClock(math.nan), None, set()

    def marker_texts(self, values: NDArray[Any] | list[list[bytes]]) -> list[tuple[int, str]]:
        """Return the markers of a chunk as (row, text).

        A text is taken as it is, a number as it is written; what stands in further channels
        joins that of the channel in use. In a stream with a sampling rate, a trigger channel, a
        marker is where the value of that channel becomes another one that is not 0.
        """
        order = [self.spec.channel]
        if isinstance(values, list):
            order += [k for k in range(len(values[0]) if values else 0) if k not in order]
            return [
                (
                    k,
                    joined_marker(
                        [row[c].decode("utf-8", errors="replace") for c in order], order
                    ),
                )
                for k, row in enumerate(values)
            ]
        if not self.spec.regular:
            order += [k for k in range(values.shape[1]) if k not in order]
        found = []
        for k, row in enumerate(values[:, order].tolist()):  # whole numbers keep all their digits
            if not any(map(math.isfinite, row)):
                continue
            held = self.spec.regular and row[0] in (0, self.trigger)
            self.trigger = row[0]
            if not held:
                found.append((k, joined_marker([number_text(number) for number in row], order)))
        return found

    def texts(
        self, stamps: FloatArray, values: NDArray[Any] | list[list[bytes]]
    ) -> Iterator[tuple[float, str]]:
        """Yield the markers or the answers of a chunk with their raw stamps, s.

        A continuous rating, and any other stream, has none: it is recorded only.
        """
        if self.spec.role is Role.EVENTS:
            for k, text in self.marker_texts(values):
                yield float(stamps[k]), text
        elif self.spec.role is Role.RATING and not (self.spec.regular or isinstance(values, list)):
            rows = values.astype(np.float64).tolist()
            for at, row in zip(stamps.tolist(), rows, strict=True):
                for text in rating_texts(self.spec, row):
                    yield at, text

    def state(self, now: float, began: float) -> StreamState:
        """Return whether its samples come and can be used; ``began``: since when it may."""
        if self.lost:
            return StreamState.ENDED
        if self.refused:
            return StreamState.FOREIGN_CLOCK
        if self.offset is None:
            return StreamState.NO_OFFSET
        limit = self._silent_after()
        waited = now - (began if self.last_arrival is None else self.last_arrival)
        if (limit is not None and waited > limit) or self.gone or self.unanswered(now):
            return StreamState.SILENT
        return StreamState.WAITING if self.last_arrival is None else StreamState.LIVE

    def unanswered(self, now: float) -> bool:
        """Tell whether the sender of an irregular stream is gone, as far as one can know."""
        return not self.spec.regular and self.is_hanging(now)

    def is_hanging(self, now: float) -> bool:
        """Tell whether the sender's program gives neither samples nor answers about its clock.

        It has ended or hangs, or the network is cut; where it answers, only its sensor is silent.
        """
        if self.last_answer is None:
            return False
        return now - max(self.last_answer, self.last_arrival or 0.0) > UNANSWERED_S

    def _silent_after(self) -> float | None:
        """Return after how many seconds without samples it is silent; None for never."""
        flows = self.spec.regular or self.spec.role is Role.RR
        return silent_after_s(self.spec.role) if flows else None

    def health(self, recent: FloatArray) -> StreamHealth:
        """Return counts and measurements; ``recent``: times of the last seconds' samples."""
        jitter = None
        if self.spec.regular and recent.size > 2:
            steps = np.diff(recent)
            jitter = 1482.6 * float(np.median(np.abs(steps - np.median(steps))))
        return StreamHealth(
            n_samples=self.received,
            n_gaps=self.n_gaps,
            gap_s=self.gap_s,
            n_missing=round(self.gap_s * self.spec.nominal_rate),
            n_late=self.n_late,
            n_overrun=self.n_overrun,
            jitter_ms=jitter,
            delay_ms=1000 * statistics.median(self._delays) if self._delays else None,
            offset_s=self.offset if self.added is None else self.added,
            offset_uncertainty_s=self.uncertainty,
            rebase_s=self.added or (self.rebase.constant if self.rebase else 0.0),
        )


def number_text(number: float) -> str:
    """Return a marker's number as it is written: a whole one with all its digits."""
    if isinstance(number, int):
        return str(number)
    return f"{number:.15g}" if math.isfinite(number) else ""
