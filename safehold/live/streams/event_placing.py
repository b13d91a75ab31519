"""Places the events of the live session, writes down how, and tells of odd clocks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from acquisition.inlet import RawChunk
from safehold.core.event_clock import Placed, meaning
from safehold.core.messages import NOTHING, Message
from safehold.core.types import Level, StreamSpec
from safehold.files.journal import Journal
from safehold.live.streams.stream import LiveStream, Rebase


class EventPlacing:
    """Holds the stamp of every event against its arrival (:mod:`safehold.core.event_clock`).

    Parameters
    ----------
    journal : Journal
        Gets what is added to a stamp before the event is made.
    tell : callable
        Gets the stream, the level, a code and a sentence for the user.
    utc : callable
        This computer's time of day as Unix time, s.
    began : float
        LSL time at which the engine began, s.
    """

    def __init__(
        self,
        journal: Journal,
        tell: Callable[[StreamSpec, Level, str, Message], None],
        *,
        utc: Callable[[], float],
        began: float,
    ) -> None:
        self._journal, self._tell, self._utc, self._began = journal, tell, utc, began

    def texts(
        self, stream: LiveStream, chunk: RawChunk, now: float
    ) -> Iterator[tuple[float, str, dict[str, str]]]:
        """Yield the texts or answers of a chunk: LSL time, text, remarks on the stamp.

        A text stream that makes no events has its newest stamp looked at all the same: the
        reading of the file goes by what is written down of its clock.
        """
        placed: Placed | None = None
        before = math.nan
        for stamp, text in stream.texts(chunk.stamps, chunk.values):
            if placed is None or stamp != before:
                placed = self.place(stream, stamp, now)
            before = stamp
            yield placed.time, text, placed.remarks(stamp)
        if placed is None and not stream.spec.regular and chunk.stamps.size:
            self.place(stream, float(chunk.stamps[-1]), now)

    def place(self, stream: LiveStream, stamp: float, now: float) -> Placed:
        """Return the place of an event; what is added to its stamp is written down first."""
        if not math.isfinite(began := stream.events.began):
            # what was held back when a stream went on comes with its first event
            stream.events.began = now if math.isnan(began) else self._began
        utc, offset = self._utc(), stream.offset or 0.0
        placed = stream.events.place(stamp, offset=offset, lsl=now, utc=utc)
        if math.isfinite(stamp) and placed.constant != stream.added:
            self._journal.rebase(stream.spec.stream_id, placed.constant, placed.clock, stamp)
            stream.added = placed.constant
        stream.placed, stream.refused = placed.clock == "lsl", False
        if placed.clock not in stream.clocks:
            looks = meaning(stamp, offset=offset, lsl=now, utc=utc)
            stream.clocks.add(placed.clock)
            self._tell_clock(stream, placed, looks)
        return placed

    def _tell_clock(self, stream: LiveStream, placed: Placed, looks: str) -> None:
        """Tell that events are on a clock that they were not on before."""
        name = repr(stream.spec.name)
        message = NOTHING
        if placed.clock in ("arrival", "other"):
            if stream.clocks >= {"arrival", "other"}:
                return  # the same clock, better known
            message = Message(
                "{name} stamps with {looks}. Its events are placed by their arrival "
                "and marked in the events table, with their stamps.",
                code="events_placed_by_arrival",
                name=name,
                looks=looks,
            )
        elif placed.clock == "unix_scaled":
            message = Message(
                "{name} stamps with {looks}. Its events are placed by it; the "
                "recording keeps the stamps as they came.",
                code="events_placed_by_own_clock",
                name=name,
                looks=looks,
            )
        elif placed.clock == "unix" and placed.constant is not None:
            told = Rebase(placed.constant, placed.clock).told
            message = Message("{name} {told}", name=name, told=told)
        if message:
            self._tell(stream.spec, Level.WARNING, "foreign_clock", message)
        if placed.clock != "arrival" and len(stream.clocks - {"arrival"}) == 2:
            self._tell(
                stream.spec,
                Level.WARNING,
                "mixed_clocks",
                Message(
                    "The stamps of {name} are on more than one clock: each event is "
                    "placed by its own.",
                    code="stamps_on_several_clocks",
                    name=name,
                ),
            )
