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

from safehold.app.model import StreamHealth, StreamState
from safehold.app.ratings import rating_texts
from safehold.core.types import FloatArray, Role, StreamSpec

FOREIGN_CLOCK_S = 60.0
"""A stamp further than this from now is not on the LSL clock."""
UNIX_NEAR_S = 3600.0
"""A foreign stamp this near to the time of day is Unix time, even one that waited in a buffer."""
BACKLOG_S = 0.5
"""Events that come later than this after the first ones did not wait in a buffer, s."""
WATCH_S = 1.0
"""A foreign clock is watched this long before its samples are used, s."""
PACE_S = 0.5
"""Its stamps may advance by so much more or less than the time in which they came, s."""
HOPELESS_S = 6.0
"""A clock that has not been understood for this long is told, s."""
SILENT_AFTER_S = 2.0
"""A regular stream without samples for this long is called silent: an alarm in under 3 s."""
RR_SILENT_AFTER_S = 2.5
"""So is a stream of RR intervals: one lasts at most 2 s, and straps send once a second."""
UNANSWERED_S = 10.0
"""An irregular stream whose sender has not answered for this long is silent too: liblsl asks its
clock every 2 s, and on a busy computer a few answers come too late to count. This is for programs
that hang and networks that are cut; that a program ended is known at once (``gone``)."""
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
    def told(self) -> str:
        """What the user is told, after the stream's name."""
        how = (
            "the time of day (Unix time); they are as right as this computer's clock is set"
            if self.clock == "unix"
            else "the clock of another machine; they are placed by their arrival, and late by the "
            "time they take to come"
        )
        return (
            f"stamps with {how}. {self.constant:+.3f} s are added to each stamp; the recording "
            "keeps them as they came."
        )


@dataclass(slots=True)
class ForeignClock:
    """Finds out what clock stamps are on that are far from the LSL clock's.

    Unix time is recognised by the time of day, and is exact on one computer. Any other clock, such
    as another machine's uptime, is placed by arrival: the shortest way from stamp to arrival is
    taken for no way at all, so that its samples are late by their least transmission delay.
    """

    _first: tuple[float, float] | None = None
    """Arrival and newest stamp of the first samples."""
    _least: float = math.inf

    def watch(
        self, newest: float, *, lsl: float, utc: float, patient: bool = True
    ) -> Rebase | None:
        """Take in the newest stamp of what has just arrived; return the rebase once it is known.

        Parameters
        ----------
        newest : float
            Raw stamp, s.
        lsl, utc : float
            This computer's LSL clock and time of day now, s.
        patient : bool
            False for events, which may be too rare to watch.
        """
        if not math.isfinite(newest):
            return None
        if self._first is None:
            self._first = lsl, newest
        self._least = min(self._least, lsl - newest)
        passed, advanced = lsl - self._first[0], newest - self._first[1]
        unix = abs(newest - utc) < UNIX_NEAR_S
        if patient:
            known = passed >= WATCH_S and advanced > 0 and abs(advanced - passed) <= PACE_S
        else:
            known = unix or passed > BACKLOG_S
        if not known:
            return None
        return Rebase(lsl - utc, "unix") if unix else Rebase(self._least, "other")

    def hopeless(self, lsl: float) -> bool:
        """Tell whether it has been watched in vain for too long."""
        return self._first is not None and lsl - self._first[0] > HOPELESS_S


@dataclass(slots=True)
class Intake:
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
    received: int = 0
    n_gaps: int = 0
    gap_s: float = 0.0
    n_late: int = 0
    n_overrun: int = 0
    _newest: float = math.nan
    _delays: deque[float] = field(default_factory=lambda: deque(maxlen=50))

    def received_at(self, stamps: FloatArray, now: float) -> None:
        """Count what has arrived; it may have waited for its turn until ``now``."""
        self.received += stamps.size
        finite = stamps[np.isfinite(stamps)]
        if not finite.size:
            return
        steps = np.diff(finite, prepend=self._newest)
        steps = steps[np.isfinite(steps)]
        self.n_late += int(np.count_nonzero(steps < 0))
        if self.spec.regular:
            beyond = steps - 1 / self.spec.nominal_rate
            gaps = beyond[beyond > GAP_S]
            self.n_gaps += gaps.size
            self.gap_s += float(gaps.sum())
        self._newest = float(finite[-1])
        if self.offset is not None and self.placed:
            self._delays.append(now - self._newest - self.offset)

    def go_on(self, uid: str) -> None:
        """Go on with the samples of another run of its program."""
        self.spec = replace(self.spec, uid=uid)
        self.lost, self.broken, self.offer = False, True, ""
        self.doubled = self.gone = False
        self.rebase, self.placed, self.clock = None, False, ForeignClock()

    def marker_texts(self, values: NDArray[Any] | list[list[bytes]]) -> list[tuple[int, str]]:
        """Return the markers of a chunk as (row, text).

        A text is taken as it is, a number as it is written. In a stream with a sampling rate, a
        trigger channel, a marker is where the value becomes another one that is not 0.
        """
        column = self.spec.channel
        if isinstance(values, list):
            return [
                (k, row[column].decode("utf-8", errors="replace")) for k, row in enumerate(values)
            ]
        found = []
        for k, number in enumerate(values[:, column].astype(float).tolist()):
            if not math.isfinite(number):
                continue
            held = self.spec.regular and number in (0.0, self.trigger)
            self.trigger = number
            if not held:
                found.append((k, f"{number:.15g}"))
        return found

    def texts(
        self, times: FloatArray, values: NDArray[Any] | list[list[bytes]]
    ) -> Iterator[tuple[float, str]]:
        """Yield the markers or the answers of a chunk with their times, s.

        A continuous rating, and any other stream, has none: it is recorded only.
        """
        if self.spec.role is Role.EVENTS:
            for k, text in self.marker_texts(values):
                yield float(times[k]), text
        elif self.spec.role is Role.RATING and not (self.spec.regular or isinstance(values, list)):
            rows = values.astype(np.float64).tolist()
            for at, row in zip(times.tolist(), rows, strict=True):
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
        if self.spec.regular or self.last_answer is None:
            return False
        return now - max(self.last_answer, self.last_arrival or 0.0) > UNANSWERED_S

    def _silent_after(self) -> float | None:
        """Return after how many seconds without samples it is silent; None for never."""
        if self.spec.role is Role.RR:
            return RR_SILENT_AFTER_S
        return SILENT_AFTER_S if self.spec.regular else None

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
            offset_s=self.offset,
            offset_uncertainty_s=self.uncertainty,
            rebase_s=self.rebase.constant if self.rebase else 0.0,
        )
