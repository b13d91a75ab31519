"""The streams that inlets give: their clocks, their state, and what they say in words.

What signals and markers have in common. Markers and ratings of other programs have a thread of
their own (``safehold.live.threads``): they are written down whatever happens to the signals.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk
from safehold.core.messages import NOTHING, Message
from safehold.core.session_time import session_time
from safehold.core.types import FloatArray, Level, Mark, Role, StreamSpec
from safehold.core.worker import RetiredError
from safehold.files.journal import Journal
from safehold.live.mark_writer import MarkWriter
from safehold.live.marker_conduct import MarkerConduct
from safehold.live.streams.event_placing import EventPlacing
from safehold.live.streams.status import status_of
from safehold.live.streams.stream import LiveStream, Rebase
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.status import StreamStatus

logger = logging.getLogger("safehold.live.inlet_streams")

TELL_OFF_S = 60.0
"""Mention stray timestamps of a stream again after this long, s."""
TEXT_ROLES = (Role.EVENTS, Role.RATING)
"""Roles whose samples become events."""


class InletStreams:
    """Takes in raw chunks and offsets in the order they come, and makes events of texts.

    Parameters
    ----------
    streams : sequence of StreamSpec
        The streams that are taken in.
    session_zero : float
        LSL time of session time 0, s.
    marks : MarkWriter
        Where the events of texts go.
    journal : Journal
        Where every fact is written first.
    model : SessionModel
        What the views read.
    clock : callable
        The LSL clock of this computer, s.
    utc : callable
        Its time of day as Unix time, s.
    conduct : str
        LSL name of the marker stream of another program that may start and end phases.
    on_marker : callable, optional
        Gets the name of that stream and the text of each of its markers.
    """

    def __init__(
        self,
        streams: Sequence[StreamSpec],
        *,
        session_zero: float,
        marks: MarkWriter,
        journal: Journal,
        model: SessionModel,
        clock: Callable[[], float],
        utc: Callable[[], float] = time.time,
        conduct: str = "",
        on_marker: Callable[[str, str], object] | None = None,
    ) -> None:
        self._session_zero = session_zero
        self._marks, self._journal, self._model = marks, journal, model
        self._clock, self._utc = clock, utc
        self._began = clock()
        self._placing = EventPlacing(journal, self._tell, utc=utc, began=self._began)
        self._conduct = MarkerConduct(conduct, marks.codebook, self._tell, on_marker)
        self._streams = {spec.stream_id: LiveStream(spec) for spec in streams}
        self._by_inlet: dict[str, list[LiveStream]] = {}
        for stream in self._streams.values():
            self._by_inlet.setdefault(stream.spec.uid, []).append(stream)

    def join(self, spec: StreamSpec) -> None:
        """Take a further stream in that changes no tick: ratings of a window opened later."""
        stream = LiveStream(spec)
        self._streams[spec.stream_id] = stream
        self._by_inlet.setdefault(spec.uid, []).append(stream)

    def measured(self, uid: str, measurement: ClockMeasurement) -> None:
        """Take in a measured clock offset of an inlet; it holds from the next sample on."""
        for stream in self._by_inlet.get(uid, ()):
            if not math.isfinite(stream.events.opened):
                stream.events.opened = measurement.collection_time + measurement.offset
            if stream.rebase is not None:
                if not stream.would_fit(measurement.offset, self._clock()):
                    continue  # an offset between LSL clocks says nothing of another one
                stream.rebase = None
                self._journal.rebase(stream.spec.stream_id, None, "lsl", stream.newest)
            self._set_offset(stream, measurement.offset, measurement.uncertainty)

    def _set_offset(self, stream: LiveStream, offset: float, uncertainty: float) -> None:
        stream.offset = offset
        stream.uncertainty = uncertainty if math.isfinite(uncertainty) else None

    def arrived(self, uid: str) -> None:
        """Take note that samples of an inlet have arrived; they may wait for their turn.

        Called by the thread that pulls, so that a busy engine does not look like a dropout.
        """
        now = self._clock()
        for stream in self._by_inlet.get(uid, ()):
            stream.last_arrival = now

    def answered(self, uid: str) -> None:
        """Take note that the sender of an inlet answered when its clock was asked.

        Called by the thread that asks, like :meth:`arrived`.
        """
        now = self._clock()
        for stream in self._by_inlet.get(uid, ()):
            stream.last_answer = now

    def samples(self, uid: str, chunk: RawChunk) -> None:
        """Take in what one inlet gave."""
        now = self._clock()
        for stream in self._by_inlet.get(uid, ()):
            stream.received_at(chunk.stamps, now)
            if stream.offset is None:
                continue  # no stamp can be placed before the first offset is measured
            role = stream.spec.role
            answers = role is Role.EVENTS or (role is Role.RATING and not stream.spec.regular)
            if answers or isinstance(chunk.values, list):
                self._events(stream, chunk, now)
            else:
                self._by_clock(stream, chunk, now)

    def guarded(self, uid: str, chunk: RawChunk) -> None:
        """Take in a chunk; one that cannot be understood is noted, and the next one may be."""
        try:
            self.samples(uid, chunk)
        except RetiredError:
            raise
        except Exception as error:
            logger.exception("a chunk of %s", uid)
            for stream in self._by_inlet.get(uid, ()):
                self._notify(
                    stream,
                    Level.ERROR,
                    "not_understood",
                    Message(
                        "{n} samples of {name!r} could not be read ({why}); they are recorded.",
                        n=len(chunk),
                        name=stream.spec.name,
                        why=type(error).__name__,
                    ),
                )

    def overflowed(self, uid: str) -> None:
        """Take note that liblsl's buffer was full: samples were lost that nobody counted."""
        for stream in self._by_inlet.get(uid, ()):
            self._notify(
                stream,
                Level.ERROR,
                "overflow",
                Message(
                    "The buffer of {name!r} was full: samples before now are lost here. "
                    "The recorder has a buffer of its own; its status says how it is.",
                    name=stream.spec.name,
                ),
            )

    def lost(self, uid: str, why: Message = NOTHING) -> None:
        """Take note that a stream has ended and cannot be recovered by liblsl.

        ``why``: a sentence about it where there is something to say.
        """
        for stream in self._by_inlet.get(uid, ()):
            stream.lost = True
            self._notify(
                stream,
                Level.ERROR,
                "stream_lost",
                why
                or Message(
                    "Stream {name!r} has ended. Start its program again; if it has no "
                    "source id, start the live session again as well: the recording "
                    "continues.",
                    name=stream.spec.name,
                ),
            )

    def seen(
        self, offers: Mapping[str, str], doubled: Collection[str], gone: Collection[str]
    ) -> None:
        """Take note of what is on the network (see :meth:`safehold.live.threads.Runner.seen`)."""
        for uid, streams in self._by_inlet.items():
            for stream in streams:
                stream.offer = offers.get(stream.spec.stream_id, "")
                stream.doubled = uid in doubled
                stream.gone = uid in gone

    def take_up(self, old: str, new: str) -> None:
        """Go on with another run of a stream's program, as the user has said."""
        for stream in self._by_inlet.pop(old, []):
            self._journal.take_up(stream.spec.stream_id, new)
            stream.go_on(new)
            self._by_inlet.setdefault(new, []).append(stream)
            self._notify(
                stream,
                Level.INFO,
                "take_up",
                Message("{name!r} is used again, with a gap.", name=stream.spec.name),
            )

    def stream_statuses(self) -> tuple[StreamStatus, ...]:
        """Return how every stream is doing."""
        now = self._clock()
        return tuple(
            status_of(stream, self._model, now=now, began=self._began)
            for stream in [*self._streams.values()]
        )

    def _events(self, stream: LiveStream, chunk: RawChunk, now: float) -> None:
        zero, rated = self._session_zero, stream.spec.role is Role.RATING
        for at, text, said in self._placing.texts(stream, chunk, now):
            self._mark_texts(stream, [(at - zero, text)], rated, arrived=now - zero, stamped=said)

    def _by_clock(self, stream: LiveStream, chunk: RawChunk, now: float) -> None:
        """Take in the samples that are on their stream's clock; the others are only recorded."""
        if not self._placed(stream, chunk.stamps, now):
            stream.n_off += len(chunk)
            return
        off = stream.off_clock(chunk.stamps, now)
        edges = [0, *(np.flatnonzero(np.diff(off)) + 1).tolist(), off.size]
        for first, stop in pairwise(edges):
            part = RawChunk(chunk.stamps[first:stop], chunk.values[first:stop])
            if off[first]:
                self._leave_clock(stream, part)
                continue
            self._come_back(stream, now)
            times = self._session_time(stream, part.stamps)
            stream.used_until(times + self._session_zero)
            if stream.spec.role is not Role.RATING:
                self._signal(stream, part, times, now)
        if off[-1]:
            stream.clock.watch(float(chunk.stamps[-1]), lsl=now, utc=self._utc())

    def _leave_clock(self, stream: LiveStream, part: RawChunk) -> None:
        """Take note that samples are not on the clock that their stream was on."""
        stream.leave_clock(float(part.stamps[0]))
        stream.n_off += len(part)

    def _come_back(self, stream: LiveStream, now: float) -> None:
        """Go on after samples that were not on the stream's clock."""
        if stream.off_since is None:
            return
        stream.placed, stream.refused, stream.off_since = True, False, None
        if math.isfinite(stream.last_time) and now - stream.told_off > TELL_OFF_S:
            stream.told_off = now
            self._notify(
                stream,
                Level.WARNING,
                "clock_jump",
                Message(
                    "{n_off} samples of {name!r} had stamps far from their arrival and "
                    "were not processed live (they are recorded).",
                    n_off=stream.n_off,
                    name=stream.spec.name,
                ),
            )

    def _signal(self, stream: LiveStream, chunk: RawChunk, times: FloatArray, now: float) -> None:
        """Take in samples of a signal, where there is somebody to compute with them."""

    def _notify(self, stream: LiveStream, level: Level, code: str, message: Message) -> None:
        self._tell(stream.spec, level, code, message)

    def _tell(self, spec: StreamSpec, level: Level, code: str, message: Message) -> None:
        self._model.notify(level, code, message, stream_id=spec.stream_id, person=spec.person)

    def _session_time(self, stream: LiveStream, stamps: FloatArray) -> FloatArray:
        return session_time(stamps, stream.offset or 0.0, self._session_zero)

    def _placed(self, stream: LiveStream, stamps: FloatArray, now: float) -> bool:
        """Tell whether the stamps can be placed in time; rebase a foreign clock once it is known.

        A sender that stamps with Unix time, or hands on stamps of another machine, gives stamps
        far from now. A stream whose clock is not understood is recorded, but not processed.
        """
        if stream.placed or not stamps.size:
            return stream.placed
        if stream.is_near(stamps, now):
            stream.placed, stream.refused = True, False
            return True
        rebase = stream.clock.watch(float(stamps[-1]), lsl=now, utc=self._utc())
        if rebase is not None:
            self._rebase(stream, rebase)
            return True
        stream.refused = True
        if stream.clock.hopeless(now) and not stream.told:
            stream.told = True
            self._notify(
                stream,
                Level.ERROR,
                "foreign_clock",
                Message(
                    "The stamps of {name!r} are not on the LSL clock and do not advance "
                    "with time, so its samples cannot be placed. It is recorded, but not "
                    "processed.",
                    name=stream.spec.name,
                ),
            )
        return False

    def _rebase(self, stream: LiveStream, rebase: Rebase) -> None:
        name, jump = stream.spec.name, (stream.offset or 0.0) - rebase.constant
        stream_id, since = stream.spec.stream_id, stream.off_since
        stream.rebase, stream.placed, stream.refused = rebase, True, False
        self._journal.rebase(stream_id, rebase.constant, rebase.clock, since)
        self._set_offset(stream, rebase.constant, math.nan)
        if since is None or not math.isfinite(stream.last_time):
            told = Message("{name!r} {told}", name=name, told=rebase.told)
            self._notify(stream, Level.WARNING, "foreign_clock", told)
            return
        stream.off_since = None
        self._notify(
            stream,
            Level.WARNING,
            "clock_jump",
            Message(
                "The clock of {name!r} jumped by {jump:+.1f} s. That is subtracted "
                "from its stamps from here on; {n_off} samples in between were not "
                "processed live (they are recorded).",
                name=name,
                jump=jump,
                n_off=stream.n_off,
            ),
        )

    def _mark_texts(
        self,
        stream: LiveStream,
        texts: Iterable[tuple[float, str]],
        publish: bool,
        *,
        arrived: float | None = None,
        stamped: Mapping[str, str] | None = None,
    ) -> None:
        """Make an event of each text, at its time (s) or else now; ``stamped``: of its stamp."""
        if arrived is None:
            arrived = self._clock() - self._session_zero
        spec = stream.spec
        conducts = self._conduct.allows(spec)
        for at, text in texts:
            make = partial(
                _marks_of, text, at=at if math.isfinite(at) else arrived, stream=spec.stream_id,
                arrived=arrived, conducts=conducts, stamped=stamped,
            )  # fmt: skip
            marks = self._marks.write(
                make,  # what it ended of our own was published by us
                publish=lambda mark: publish or mark.event.source != f"lsl:{spec.stream_id}",
            )
            self._conduct.look(spec, text, marks, () if marks else self._model.events())


def _marks_of(text: str, book: EventBook, **where: Any) -> Sequence[Mark]:
    return book.marker(text, **where)
