"""One recorded stream each: its inlet, its worker thread, and what is noticed about it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from queue import SimpleQueue
from typing import Any

import numpy as np

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, runs_of
from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from recordings.xdf.xdf_header import Channel, StreamHeader
from safehold.core.errors import SafeholdError, StreamError
from safehold.core.life_cycle import LifeCycle, Table
from safehold.core.messages import unforeseen
from safehold.core.types import FloatArray
from safehold.files.stamp_check import StampCheck

logger = logging.getLogger("safehold.recorder.process")

OFFSET_INTERVAL_S = 4.0
OFFSET_TIMEOUT_S = 2.0
IDENTIFY_TIMEOUT_S = 1.0


class RecordedState(StrEnum):
    """Where a recorded stream stands, as the status file says."""

    CONNECTING = "connecting"
    LIVE = "live"
    SILENT = "silent"
    """Its samples are overdue, or its sender is gone."""
    LOST = "lost"
    """It has ended; a further run of its sender is another stream, or a restart of this one."""
    FAILED = "failed"
    """It is open, and its header cannot be recorded."""


PULLED = (RecordedState.LIVE, RecordedState.SILENT)
"""Samples may come."""
RECORDED_TABLE: Table[RecordedState] = {
    RecordedState.CONNECTING: (RecordedState.LIVE, RecordedState.FAILED),
    RecordedState.LIVE: (RecordedState.SILENT, RecordedState.LOST),
    RecordedState.SILENT: (RecordedState.LIVE, RecordedState.LOST),
}
"""A recorded stream; one that does not open is forgotten."""


def recorded_life(first: RecordedState = RecordedState.CONNECTING) -> LifeCycle[RecordedState]:
    """Return the life cycle of a recorded stream."""
    return LifeCycle("recorded stream", first, RECORDED_TABLE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream's inlet is open."""

    stream: RecordedStream
    description: StreamDescription


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A stream's inlet could not be opened."""

    stream: RecordedStream
    error: SafeholdError


@dataclass(frozen=True, slots=True)
class Measured:
    """The offset of a stream's clock was measured."""

    stream: RecordedStream
    offset: ClockMeasurement


@dataclass(frozen=True, slots=True)
class Answered:
    """Who was asked whom liblsl has connected a stream to again has answered."""

    stream: RecordedStream
    runs: list[FoundStream]
    """Those that liblsl may have taken for its sender, of any LSL session."""


News = Opened | NotOpened | Measured | Answered
"""What a stream's worker has to say to the recorder's loop."""


@dataclass(slots=True, eq=False)
class RecordedStream:
    """A stream on its way into the file."""

    inlet: RawInlet
    description: StreamDescription
    worker: StreamWorker
    life: LifeCycle[RecordedState] = field(default_factory=lambda: recorded_life())
    stream_id: int = 0
    """In the file; 0 until it is opened."""
    check: StampCheck = field(default_factory=lambda: StampCheck(0.0))
    pending: list[RawChunk] = field(default_factory=list)
    """Pulled, not yet written."""
    pending_since: float = 0.0
    """``time.monotonic()`` before which nothing pending had arrived."""
    last_pull: float = 0.0
    gone_noted: bool = False
    started: float = 0.0
    """``time.monotonic()`` when it was taken up."""
    last_arrival: float = 0.0
    """``time.monotonic()`` at the last pull that gave samples."""
    late: bool = False
    """True while samples come long after their stamps."""
    n_late: int = 0
    max_late_s: float = 0.0
    n_restarts: int = 0
    n_overruns: int = 0
    n_offsets: int = 0
    last_offset: ClockMeasurement | None = None
    n_zero_lost: int = 0
    n_raw: int = 0
    """Samples that could not be written as samples; they stand as bytes in an event."""
    held: bool = False
    """True while liblsl has found a new run of the sender and nobody knows yet which: nothing of
    it is written before that."""
    inherited: list[RawChunk] = field(default_factory=list)
    """Samples that the inlet of an earlier run took in before this one was opened."""
    heir_uid: str = ""
    """Uid of the changed run of its sender, which another inlet is to take in from now on. Until
    that one has samples of its own, this one goes on taking them in for it."""
    overlaps: bool = False
    """True once the heir has samples: the next pull of this inlet is the last."""
    gone_since: float | None = None
    """``time.monotonic()`` when the resolver no longer knew the sender; None while it does."""
    window: list[tuple[float, int]] = field(default_factory=list)
    """Moments and sample counts of the last seconds, for the rate."""

    @property
    def state(self) -> RecordedState:
        """Where it stands."""
        return self.life.state

    def measure_now(self) -> None:
        """Have the clock offset measured at once."""
        self.worker.wake()

    def identify(self) -> None:
        """Have somebody ask which sender liblsl has connected this stream to."""
        self.worker.identify(self)

    def end(self) -> None:
        """Let go of the sender; does not wait."""
        self.worker.end()

    def rate(self, now: float) -> float:
        """Return samples per second over the last seconds."""
        self.window = [*(w for w in self.window if now - w[0] < 3.0), (now, self.check.n_samples)]
        (t0, n0), (t1, n1) = self.window[0], self.window[-1]
        return (n1 - n0) / (t1 - t0) if t1 > t0 else 0.0

    def take_pending(self) -> RawChunk | None:
        """Return everything pulled and not yet written, as one chunk."""
        chunks, self.pending = self.pending, []
        if self.inherited and (chunks or self.check.n_samples):
            first = self.check.first if self.check.n_samples else float(chunks[0].stamps[0])
            earlier = [chunk.before(first) for chunk in self.inherited]
            chunks = [*(chunk for chunk in earlier if len(chunk)), *chunks]
            self.inherited = []
        if len(chunks) < 2:
            return chunks[0] if chunks else None
        stamps: FloatArray = np.concatenate([chunk.stamps for chunk in chunks])
        if isinstance(chunks[0].values, list):
            return RawChunk(stamps, [row for chunk in chunks for row in chunk.values])
        return RawChunk(stamps, np.concatenate([np.asarray(chunk.values) for chunk in chunks]))

    def status(self, now: float) -> dict[str, Any]:
        """Return what the status file says of this stream."""
        d, offset = self.description, self.last_offset
        return {
            "stream_id": self.stream_id,
            "name": d.name,
            "type": d.type,
            "source_id": d.source_id,
            "uid": d.uid,
            "hostname": d.hostname,
            "nominal_rate": d.nominal_rate,
            "state": self.state,
            "rate": round(self.rate(now), 3),
            **self.check.facts(),
            **self.counters(),
            "n_offsets": self.n_offsets,
            "offset": offset.offset if offset else None,
            "offset_uncertainty": offset.uncertainty if offset else None,
        }

    def counters(self) -> dict[str, float]:
        """Return what only the recorder knows: it cannot be seen from the samples."""
        return {
            "n_restarts": self.n_restarts,
            "n_overruns": self.n_overruns,
            "n_zero_lost": self.n_zero_lost,
            "n_raw": self.n_raw,
            "n_late": self.n_late,
            "max_late_s": round(self.max_late_s, 3),
            "n_flat": self.check.n_flat,
        }


class StreamWorker:
    """Opens a stream, then measures its clock offset again and again: all that may block.

    One thread a stream, so that a sender that hangs holds up nobody else.

    Parameters
    ----------
    news : SimpleQueue
        Where results go.
    """

    def __init__(self, news: SimpleQueue[News]) -> None:
        self._news = news
        self._wake = threading.Event()
        self._ending = False

    def start(self, stream: RecordedStream) -> None:
        """Begin to work for a stream."""
        _in_background(lambda: self._run(stream), f"stream-{stream.description.name}")

    def wake(self) -> None:
        """Measure the clock offset at once."""
        self._wake.set()

    def identify(self, stream: RecordedStream) -> None:
        """Ask who the sender is, in the background: the worker may wait for an offset."""
        _in_background(lambda: self._identify(stream), "identify")

    def end(self) -> None:
        """Close the inlet and end; does not wait for it."""
        self._ending = True
        self._wake.set()

    def _run(self, stream: RecordedStream) -> None:
        try:
            description = stream.inlet.open()
        except Exception as error:  # whatever it is, it is this stream's alone
            if not isinstance(error, SafeholdError):
                logger.exception("opening %r", stream.description.name)
                error = StreamError(unforeseen(error))
            stream.inlet.close()
            self._news.put(NotOpened(stream, error))
            return
        self._news.put(Opened(stream, description))
        while not self._ending:
            self._measure(stream)
            self._wake.wait(OFFSET_INTERVAL_S)
            self._wake.clear()
        stream.inlet.close()

    def _identify(self, stream: RecordedStream) -> None:
        try:
            answers = runs_of(stream.description, IDENTIFY_TIMEOUT_S)
        except Exception:
            # whatever it was, somebody waits for an answer with samples in hand
            logger.exception("restart of %r", stream.description.name)
            answers = []
        self._news.put(Answered(stream, answers))

    def _measure(self, stream: RecordedStream) -> None:
        try:
            measured = stream.inlet.measure_offset(OFFSET_TIMEOUT_S)
        except (SafeholdError, RuntimeError) as error:  # RuntimeError: closed meanwhile
            logger.debug("no clock offset of %r: %s", stream.description.name, error)
            return
        except Exception:
            logger.exception("clock offset of %r", stream.description.name)
            return
        if measured is not None:
            self._news.put(Measured(stream, measured))


def _in_background(work: Callable[[], None], name: str) -> None:
    threading.Thread(target=work, name=f"safehold-{name}", daemon=True).start()


def header_of(description: StreamDescription) -> StreamHeader:
    """Return a stream's header as the file knows it.

    Raises
    ------
    ValueError
        When its channel format is none of XDF's.
    """
    return StreamHeader(
        name=description.name,
        type=description.type,
        source_id=description.source_id,
        uid=description.uid,
        hostname=description.hostname,
        session_id=description.session_id,
        nominal_rate=description.nominal_rate,
        channel_format=description.channel_format,
        channel_count=description.channel_count,
        channels=tuple(Channel(c.label, c.type, c.unit) for c in description.channels),
        xml=description.xml,
    )


def kind_of(new: StreamDescription) -> dict[str, str]:
    """Return what tells a changed sender from the one before, for a note in the recording."""
    return {
        "rate": f"{new.nominal_rate:g}",
        "channels": str(new.channel_count),
        "format": new.channel_format,
        "uid": new.uid,
    }


def start_stream(
    found: FoundStream,
    news: SimpleQueue[News],
    make_inlet: Callable[[FoundStream], RawInlet] = RawInlet,
) -> RecordedStream:
    """Begin to take a stream in; it is opened in the background."""
    now, worker = time.monotonic(), StreamWorker(news)
    stream = RecordedStream(
        make_inlet(found), found.description, worker, started=now, last_arrival=now, last_pull=now
    )
    worker.start(stream)
    return stream
