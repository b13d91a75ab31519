"""One recorded stream each: its inlet, its worker thread, and what is noticed about it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

import numpy as np

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, find_source
from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from recordings.xdf_header import Channel, StreamHeader
from safehold.app.stamp_check import StampCheck
from safehold.core.errors import SafeholdError
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.app.recorder")

OPEN_TIMEOUT_S = 5.0
OFFSET_INTERVAL_S = 4.0
OFFSET_TIMEOUT_S = 2.0
IDENTIFY_TIMEOUT_S = 1.0


@dataclass(frozen=True, slots=True)
class Message:
    """What a stream's worker has to say to the recorder's loop."""

    track: Track
    opened: StreamDescription | None = None
    failed: SafeholdError | None = None
    offset: ClockMeasurement | None = None
    answers: list[FoundStream] | None = None
    """Senders with the stream's source id, of any LSL session."""


@dataclass(slots=True, eq=False)
class Track:
    """A stream on its way into the file."""

    inlet: RawInlet
    description: StreamDescription
    state: str = "connecting"
    """``connecting``, ``live``, ``silent``, ``lost``, ``failed``."""
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
    worker: StreamWorker | None = None

    def measure_now(self) -> None:
        """Have the clock offset measured at once."""
        if self.worker is not None:
            self.worker.wake()

    def identify(self) -> None:
        """Have somebody ask which sender liblsl has connected this stream to."""
        if self.worker is not None:
            self.worker.identify()

    def end(self) -> None:
        """Let go of the sender; does not wait."""
        if self.worker is not None:
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
            "n_late": self.n_late,
            "max_late_s": round(self.max_late_s, 3),
            "n_flat": self.check.n_flat,
        }


class StreamWorker:
    """Opens a stream, then measures its clock offset again and again: all that may block.

    One thread a stream, so that a sender that hangs holds up nobody else.

    Parameters
    ----------
    track : Track
        The stream.
    messages : SimpleQueue
        Where results go.
    """

    def __init__(self, track: Track, messages: SimpleQueue[Message]) -> None:
        self._track = track
        self._messages = messages
        self._wake = threading.Event()
        self._ending = False
        self._thread = threading.Thread(
            target=self._run, name=f"safehold-stream-{track.description.name}", daemon=True
        )
        self._thread.start()

    def wake(self) -> None:
        """Measure the clock offset at once."""
        self._wake.set()

    def identify(self) -> None:
        """Ask for the sender's source id in the background: the worker may wait for an offset."""
        threading.Thread(target=self._identify, name="safehold-identify", daemon=True).start()

    def end(self) -> None:
        """Close the inlet and end; does not wait for it."""
        self._ending = True
        self._wake.set()

    def _run(self) -> None:
        track = self._track
        try:
            description = track.inlet.open(OPEN_TIMEOUT_S)
        except SafeholdError as error:
            track.inlet.close()
            self._messages.put(Message(track, failed=error))
            return
        self._messages.put(Message(track, opened=description))
        while not self._ending:
            self._measure()
            self._wake.wait(OFFSET_INTERVAL_S)
            self._wake.clear()
        track.inlet.close()

    def _identify(self) -> None:
        try:
            answers = find_source(self._track.description.source_id, IDENTIFY_TIMEOUT_S)
        except (SafeholdError, ValueError, RuntimeError, OSError) as error:
            # whatever it was, somebody waits for an answer with samples in hand
            logger.warning("restart of %r: %s", self._track.description.name, error)
            answers = []
        self._messages.put(Message(self._track, answers=answers))

    def _measure(self) -> None:
        try:
            measured = self._track.inlet.measure_offset(OFFSET_TIMEOUT_S)
        except (SafeholdError, RuntimeError) as error:  # RuntimeError: closed meanwhile
            logger.debug("no clock offset of %r: %s", self._track.description.name, error)
            return
        if measured is not None:
            self._messages.put(Message(self._track, offset=measured))


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


def start_track(
    found: FoundStream,
    messages: SimpleQueue[Message],
    make_inlet: Callable[[FoundStream], RawInlet] = RawInlet,
) -> Track:
    """Begin to take a stream in; it is opened in the background."""
    now = time.monotonic()
    track = Track(
        make_inlet(found), found.description, started=now, last_arrival=now, last_pull=now
    )
    track.worker = StreamWorker(track, messages)
    return track
