"""From raw stamps to session time, causally and second by second (methods 2.1.1, C2, 3.1).

A second of a stream is closed when the first sample of a later one arrives; its samples are then
given their times at once. Nothing depends on how the samples were cut into chunks. Rates are
never assumed: a line through the stamps says how fast the stream runs. Where the stamps jitter
(straps send packets), the line spans 30 s; where they are exact to a few milliseconds, it spans
1 s and follows a rate that wanders.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np

from processing.clock.offsets import Offsets
from processing.clock.samples import Samples
from processing.clock.stamps import (
    JUMP_S,
    Pending,
    gathered,
    orderly,
    place_stamps,
    stamped,
    steps,
)
from processing.clock.track import Track
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.session_time import session_time
from safehold.core.types import Chunk, ClockOffset, FloatArray, Level, Notice, StreamSpec

LOOK_AHEAD = 64
"""Pending samples that are looked at first when a second is closed; at least those of 1.5 s."""
CALM_AHEAD = 44
"""So many times as many are looked at where their stamps are in order."""
MISMATCH = 0.005


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without samples, session time s."""

    t0: float
    t1: float


class Timeline:
    """Session times of one stream's samples.

    Parameters
    ----------
    spec : StreamSpec
        The stream; its nominal rate is used only until the stamps have said better.
    session_zero : float
        Host clock at session time 0, s.
    max_gap_s : float
        A loss of samples that lasts longer is a gap, s; 0 where every loss is one.
    regular : bool
        False for RR streams: every sample keeps its own stamp.
    """

    def __init__(
        self,
        spec: StreamSpec,
        *,
        session_zero: float,
        max_gap_s: float = 0.0,
        regular: bool = True,
    ) -> None:
        self._spec = spec
        self.inverted = spec.inverted
        """Whether samples are read upside down; see :meth:`turn`."""
        self._zero = session_zero
        self._max_gap = max_gap_s
        self._regular = regular
        rate = spec.nominal_rate if spec.regular else 0.0
        self._look_ahead = max(LOOK_AHEAD, math.ceil(1.5 * rate))
        self._offsets = Offsets()
        self._chunks: list[Chunk] = []
        """Those that have come since samples were last gathered."""
        self._pending: Pending | None = None
        """Samples that were gathered and have no time yet."""
        self._newest = -math.inf
        """Latest time that any pending sample may have."""
        self._second: int | None = None
        self.first_second: int | None = None
        """Session second of the first sample used; None before it."""
        self._last_raw = -math.inf
        """Latest time by stamp of any sample used."""
        self._shift = 0
        """Samples left out as late: they do not count in the index of the line."""
        self._track = Track(1 / spec.nominal_rate if spec.regular else None)
        self._samples = Samples()
        self._gaps: deque[tuple[float, Gap]] = deque()
        """Each with the second that was being closed."""
        self._revised = math.inf
        self._notices: list[tuple[float, Notice]] = []
        """Each with the second that was being closed; -inf for those of others."""
        self._closing = -math.inf
        self._states: list[tuple[float, float | None, int]] = []
        """Second by second how far was closed, and by then the rate and the number of samples."""
        self._mismatch = False

    # ---- input

    def push(self, chunk: Chunk) -> None:
        """Take in samples."""
        n = len(chunk.stamps)
        if n == 0:
            return
        self._chunks.append(chunk)
        newest = float(np.maximum.reduce(chunk.stamps))
        if not math.isfinite(newest):
            finite = np.isfinite(chunk.stamps)
            newest = float(np.max(chunk.stamps, where=finite, initial=-math.inf))
        self._newest = max(self._newest, session_time(newest, self._offsets.largest, self._zero))

    def set_offset(self, offset: ClockOffset) -> None:
        """Take in a clock offset; it holds from its sample index on."""
        if not math.isfinite(offset.offset):
            return
        self._offsets.add(offset)
        self._newest = math.inf  # the estimate is stale: look at the samples themselves

    def turn(self, *, inverted: bool) -> None:
        """Read all samples, earlier ones included, this way up from now on."""
        if inverted == self.inverted:
            return
        pending = self._gather()
        self.inverted = inverted
        self._samples.flip()
        if pending is not None:
            pending.value = -pending.value

    # ---- output

    @property
    def closed(self) -> float:
        """All samples before this session second have their times; -inf before the first."""
        return -math.inf if self._second is None else float(self._second)

    def gaps(self, until: float = math.inf) -> list[Gap]:
        """Return the last gaps, as known once all before second ``until`` was closed."""
        return [gap for second, gap in self._gaps if second < until]

    @property
    def rate(self) -> float | None:
        """Effective rate over the last 30 s, Hz; None before 30 s without a gap."""
        return self._track.line.rate

    @property
    def best_rate(self) -> float:
        """Effective rate where it is known, else the nominal one, Hz."""
        return self._track.line.rate or self._spec.nominal_rate

    def rate_by(self, until: float) -> float:
        """Return the best rate as it was known once all seconds before ``until`` were closed."""
        at = self._state(until)
        return (self._track.line.rate if at is None else at[1]) or self._spec.nominal_rate

    def place(self, t: float) -> int:
        """Return how many of the samples held lie before a session time."""
        return self._samples.before(t)

    def known(self, until: float) -> int:
        """Return how many of the samples held were there once all before ``until`` was closed."""
        at = self._state(until)
        return (self._samples.added if at is None else at[2]) - self._samples.forgotten

    def _state(self, until: float) -> tuple[float, float | None, int] | None:
        place = bisect_left(self._states, until, key=itemgetter(0))
        return self._states[place] if place < len(self._states) else None

    def samples(
        self, t0: float, t1: float, until: float = math.inf
    ) -> tuple[FloatArray, FloatArray]:
        """Return times and values of the valid samples in [t0, t1).

        Only of those that were there once all before session second ``until`` was closed: a stamp
        may belong to a later second than the time that its sample is given.
        """
        _, times, values = self._samples.columns()
        first, stop = times.searchsorted((t0, t1))
        stop = min(int(stop), self.known(until))
        return times[first:stop], values[first:stop]

    def take_revision(self) -> float:
        """Return from when on samples were moved in time since the last call; inf if none."""
        revised, self._revised = self._revised, math.inf
        return revised

    def notices(self, until: float = math.inf) -> list[Notice]:
        """Return what has happened in seconds before ``until`` and was not returned yet."""
        found = [notice for second, notice in self._notices if second < until]
        self._notices = [item for item in self._notices if item[0] >= until]
        return found

    def prune(self, before: float) -> None:
        """Forget samples and gaps before a session time."""
        self._samples.forget(self.place(before))
        while self._gaps and self._gaps[0][1].t1 < before:
            self._gaps.popleft()
        del self._states[: bisect_left(self._states, before, key=itemgetter(0))]

    # ---- closing seconds

    def close(self, until: float) -> bool:
        """Give times to all samples before session second ``until``; False if it cannot yet."""
        while self.closed < until:
            if self._newest < (until if self._second is None else self._second + 1):
                return False
            calm = self._track.step is None and self._close_calm(until)
            if not (calm or self._close_one()):
                self._newest = -math.inf  # nothing new until more samples come
                return False
        return True

    def run_ahead(self, until: float) -> float:
        """Close seconds up to ``until`` as far as samples have come; return how far is closed.

        It stops where the stamps jump: what follows decides whether their times are moved, and
        who computes a second must see them as they were known then.
        """
        while self._track.step is None and self.closed < until:
            if self._second is not None and self._newest < self._second + 1:
                break  # as a rule, live
            if not (self._close_calm(until) or self.close(self.closed + 1)):
                break
        return self.closed

    def _close_calm(self, until: float) -> bool:
        """Close seconds before ``until`` whose stamps are in order; False if there is none.

        As if they were closed one by one; what one second does not need of the one before is
        computed for all at once.
        """
        pending = self._gather()
        if pending is None or self._track.end is None:
            return False
        head = pending[: CALM_AHEAD * self._look_ahead]
        offset = self._offsets.of(head.index)
        base = float(offset[0])
        if self._offsets.resets(base):
            return False
        times = stamped(head.stamp, base, self._zero)
        other = np.flatnonzero(offset != base)[:1]  # from a reset of the clock on
        n = min(orderly(times, head.stamp, self._last_raw), *other, len(times))
        stops = self._stops(head, times[:n], until)
        if not stops:
            return False
        self._offsets.follow(base, base, int(head.index[0]))
        rank = (head.index[: stops[-1]] - self._shift).astype(np.float64)
        raw = times[: stops[-1]] - self._offsets.drift
        if not self._regular or np.maximum.reduce(steps(self._track.end[1], raw)) > JUMP_S:
            return False
        placed, closed = np.empty(len(raw)), []
        self._closing = self.closed
        for here, mapped in self._track.seconds(rank, raw, stops, self._offsets.drift):
            placed[here], stop = mapped, here.stop
            self._second = math.floor(times[stop])
            closed.append((stop, self._track.line.rate, self.closed))
        self._last_raw = float(times[stop - 1])
        self._pending = pending[stop:]
        self._keep(rank[:stop], placed[:stop], head.value[:stop], closed)
        return True

    def _keep(
        self,
        index: FloatArray,
        times: FloatArray,
        values: FloatArray,
        seconds: Sequence[tuple[int, float | None, float]],
    ) -> None:
        """Keep the samples of seconds, each with its end, the rate and how far is closed then."""
        held, latest = self._samples.added, self._samples.latest
        taken = self._samples.add(index, times, values)
        for stop, rate, closed in seconds:
            n, last = stop, float(times[stop - 1])
            if taken is not None:
                n = int(np.count_nonzero(taken[:stop]))
                last = float(times[:stop].max(where=taken[:stop], initial=latest))
            self._check_rate(rate, last)
            self._states.append((closed, rate, held + n))
            self._closing = closed
        self._closing = -math.inf

    def _stops(self, head: Pending, times: FloatArray, until: float) -> list[int]:
        """Return where the seconds before ``until`` end that begin under the first offset."""
        if len(times) == 0:
            return []
        bounds = np.arange(self.closed + 1, min(until, math.floor(times[-1])) + 1)
        stops = np.unique(times.searchsorted(bounds)).tolist()
        same = self._offsets.steady(head.index)
        return [stop for start, stop in pairwise((0, *stops)) if start < same]

    def _close_one(self) -> bool:
        pending = self._gather()
        if pending is None:
            return False
        self._closing = -math.inf if self._second is None else self._second
        # look no further than needed: a whole recording may be pending
        n, size = len(pending.index), self._look_ahead
        while not (closed := self._close_within(pending, min(size, n))) and size < n:
            size *= 4
        self._closing = -math.inf
        if closed:
            self._states.append((self.closed, self._track.line.rate, self._samples.added))
        return closed

    def _close_within(self, pending: Pending, n: int) -> bool:
        """Close the second at hand if the first ``n`` pending samples reach beyond it."""
        head = pending[:n]
        offset = self._offsets.of(head.index)
        times, usable, late = place_stamps(head.stamp, offset, self._zero, self._last_raw)
        good = np.flatnonzero(usable & ~late)
        if self._second is None:
            if len(good) < 2:
                return False
            self._second = self.first_second = math.floor(times[good[0]])
        later = good[times[good] >= self._second + 1]
        if len(later) == 0:
            return False
        stop = int(later[0])
        dropped = usable & late
        self._report_bad(int((~usable[:stop]).sum()), int(dropped[:stop].sum()), times[stop])
        taken = good[good < stop]
        self._offsets.follow(float(offset[0]), float(offset[stop - 1]), int(head.index[0]))
        if len(taken):
            rank = head.index - self._shift
            if dropped.any():
                rank = rank - np.cumsum(dropped)
            self._last_raw = max(self._last_raw, float(times[taken].max()))
            self._map(
                rank[taken].astype(np.float64),
                times[taken] - self._offsets.drift,
                head.value[taken],
            )
        self._shift += int(dropped[:stop].sum())
        self._second = math.floor(times[stop])
        self._pending = pending[stop:]
        return True

    def _gather(self) -> Pending | None:
        """Return all samples that have no time yet; None without one."""
        if self._chunks:
            self._pending = gathered(self._pending, self._chunks, inverted=self.inverted)
            self._chunks = []
        return self._pending

    def _report_bad(self, bad: int, late: int, t: float) -> None:
        if bad:
            text = Message("{bad} samples have no usable time stamp.", bad=bad)
            self.tell(Level.WARNING, "bad_stamps", text, t)
        if late:
            text = Message(
                "{late} samples came after their moment had passed and are not used.", late=late
            )
            self.tell(Level.WARNING, Reason.LATE_DATA.value, text, t)

    def tell(
        self, level: Level, code: str, message: str, t: float, duration: float | None = None
    ) -> None:
        """Add a notice about the stream, which :meth:`notices` will return."""
        spec = self._spec
        said = Message("{name}: {message}", name=spec.name, message=message)
        notice = Notice(level, code, said, spec.person, spec.stream_id, t, duration)
        self._notices.append((self._closing, notice))

    # ---- times of one second

    def _map(self, index: FloatArray, raw: FloatArray, values: FloatArray) -> None:
        if not self._regular:
            self._samples.add(index, np.maximum.accumulate(raw + self._offsets.drift), values)
            return
        self._confirm_step(index, raw)
        # a shorter silence may be a late packet: _find_step looks at what follows it
        newest = self._track.end[1] if self._track.end else float(raw[0])
        cuts = np.flatnonzero(steps(newest, raw) > JUMP_S)
        if len(cuts) == 0:
            self._map_part(index, raw, values)
            self._check_rate(self._track.line.rate, self._samples.latest)
            return
        for part in np.split(np.arange(len(raw)), cuts):
            if len(part) == 0:
                continue
            if part[0] in cuts:
                before = raw[part[0] - 1] if part[0] else newest
                self._cut(before + self._offsets.drift, raw[part[0]] + self._offsets.drift)
            self._map_part(index[part], raw[part], values[part])
        self._check_rate(self._track.line.rate, self._samples.latest)

    def _cut(self, t0: float, t1: float) -> None:
        """Start over after a silence: nothing is carried over it but the rate."""
        self._track.cut()
        self._report_gap(float(t0), float(t1))

    def _report_gap(self, t0: float, t1: float) -> None:
        if t1 - t0 <= self._max_gap:
            return
        self._gaps.append((self._closing, Gap(t0, t1)))
        text = Message("{seconds:.2f} s of samples are missing.", seconds=t1 - t0)
        self.tell(Level.WARNING, Reason.GAP.value, text, t0, t1 - t0)

    def _map_part(self, index: FloatArray, raw: FloatArray, values: FloatArray) -> None:
        self._track.find_step(index, raw)
        self._samples.add(index, self._track.place(index, raw, self._offsets.drift), values)

    # ---- lost samples

    def _confirm_step(self, index: FloatArray, raw: FloatArray) -> None:
        """Move the samples after a step of the stamps once it is known to be a loss.

        No beat has been sought among them: a block is computed two seconds after its end.
        """
        found = self._track.confirmed(index, raw)
        if found is None:
            return
        at, offset, before = found
        before += self._offsets.drift
        self._revised = min(self._revised, before)
        last = self._samples.move(at, offset, before)
        self._track.go_on(None if last is None else (last, self._samples.latest))
        self._report_gap(before, before + abs(offset))

    def _check_rate(self, rate: float | None, t: float) -> None:
        nominal = self._spec.nominal_rate
        if self._mismatch or rate is None or nominal <= 0:
            return
        if abs(rate / nominal - 1) > MISMATCH:
            self._mismatch = True
            text = Message(
                "runs at {rate:.2f} Hz, the sender states {nominal:g} Hz; the time "
                "stamps are used, not the stated rate.",
                rate=rate,
                nominal=nominal,
            )
            self.tell(Level.WARNING, Reason.RATE_MISMATCH.value, text, t)
