"""A recording-grade inlet: raw samples, raw stamps, measured clock offsets, no guesses.

No post-processing of liblsl is used: its dejittering moves stamps by seconds after a dropout,
and its clock synchronisation stamps samples with an outdated offset after a restart.
"""

from __future__ import annotations

import ctypes
import logging
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pylsl
from numpy.typing import NDArray
from pylsl.lib import lib as _liblsl

from acquisition.description import FoundStream, StreamDescription, describe
from acquisition.lsl import check_session, lsl_errors
from safehold.core.errors import StreamNotFoundError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.acquisition.inlet")

OPEN_S = 5.0
"""How long a sender's answer is waited for, s: its header, its first clock offset."""
_PATIENCE = 4
_MARK = 0xA5
_STRING_BATCH = 256
_NUMBER_BATCH = 65536

# In liblsl since 1.13, but not bound by pylsl: the offset with its round trip.
_time_correction_ex = _liblsl.lsl_time_correction_ex
_time_correction_ex.restype = ctypes.c_double
_time_correction_ex.argtypes = [
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_double),
    ctypes.POINTER(ctypes.c_double),
    ctypes.c_double,
    ctypes.POINTER(ctypes.c_int),
]


@dataclass(frozen=True, slots=True)
class RawChunk:
    """Samples of one pull, exactly as they came."""

    stamps: FloatArray
    """Raw stamps on the sender's clock, shape ``(n,)``."""
    values: NDArray[Any] | list[list[bytes]]
    """Shape ``(n, channels)`` in the stream's own dtype; raw bytes for a string stream."""

    def __len__(self) -> int:
        return len(self.stamps)

    def before(self, stamp: float) -> RawChunk:
        """Return the samples with stamps before this one."""
        return self._kept(self.stamps < stamp)

    def since(self, stamp: float) -> RawChunk:
        """Return the others: with this stamp, a later one, or one that is no number."""
        return self._kept(~(self.stamps < stamp))

    def _kept(self, keep: NDArray[np.bool_]) -> RawChunk:
        if isinstance(self.values, np.ndarray):
            return RawChunk(self.stamps[keep], self.values[keep])
        rows = [row for row, kept in zip(self.values, keep.tolist(), strict=True) if kept]
        return RawChunk(self.stamps[keep], rows)


@dataclass(frozen=True, slots=True)
class ClockMeasurement:
    """One measured clock offset."""

    collection_time: float
    """When it was measured, on the stream's own clock, s."""
    offset: float
    """To be added to the stream's stamps to get this computer's LSL clock, s."""
    uncertainty: float
    """Half the round trip of the measurement, s: the true offset is at most this far off."""


class RawInlet:
    """One stream, taken in unchanged.

    ``open`` and ``measure_offset`` may block up to their time-outs: call them in worker threads.
    ``pull`` never blocks. One thread pulls; another may measure at the same time.

    Parameters
    ----------
    found : FoundStream
        From :func:`acquisition.discovery.discover` or a ``StreamWatcher``.
    max_buffer_s : int
        Seconds of samples (x 100 samples for an irregular stream) that liblsl holds between two
        pulls; when it is full the oldest are lost, and counted in ``overruns``.
    """

    def __init__(self, found: FoundStream, *, max_buffer_s: int = 360) -> None:
        if max_buffer_s < 1:
            raise ValueError(f"max_buffer_s is {max_buffer_s}; at least 1 s is needed")
        check_session(found.description.session_id)
        self._what = Message(
            "Stream {name!r} on {host!r}",
            code="stream_on_host",
            name=found.description.name,
            host=found.description.hostname,
        )
        self._description = found.description
        self._found = found.handle
        rate = found.description.nominal_rate
        self._capacity = max(1, int(max_buffer_s * (rate or 100)))
        self._is_string = found.description.channel_format == "string"
        self._last_measured = math.nan
        self._stamped = rate > 0
        """Whether a stamp other than 0.0 has been seen, or must be there."""
        self.overruns = 0
        """Pulls that found the buffer full: samples were lost before each of them."""
        self.zero_stamps_lost = 0
        """Texts stamped exactly 0.0, which liblsl throws away."""
        with lsl_errors(self._what):
            self._inlet: Any = pylsl.StreamInlet(
                found.handle,
                max_buflen=max_buffer_s,
                recover=True,
                processing_flags=0,
                as_numpy=True,
            )

    @property
    def spec_info(self) -> StreamDescription:
        """The stream's description; with channels, person and full XML once it is open."""
        return self._description

    @property
    def found(self) -> FoundStream:
        """The sender that the inlet was made for, with all that is known of it."""
        return FoundStream(self._description, self._found)

    @property
    def capacity(self) -> int:
        """Samples that liblsl holds between two pulls."""
        return self._capacity

    def _handle(self) -> Any:
        inlet = self._inlet
        if inlet is None:
            raise RuntimeError("the inlet is closed")
        return inlet

    def open(self, timeout: float = OPEN_S) -> StreamDescription:
        """Fetch the full header and subscribe to the data; blocks up to five times the time-out.

        Without the header first, a pull from an outlet that has vanished would block.

        Raises
        ------
        StreamNotFoundError
            When the outlet does not answer in time.
        StreamLostError
            When it is gone and has no source id to be found again by.
        """
        inlet = self._handle()
        with lsl_errors(self._what):
            self._description = describe(inlet.info(timeout=timeout), complete=True)
            # it answered, so it is there: what it sends to a connection that is under way would be
            # lost with this inlet
            inlet.open_stream(timeout=_PATIENCE * timeout)
        return self._description

    def samples_available(self) -> int:
        """Return how many samples wait in liblsl's buffer."""
        return int(self._handle().samples_available())

    def pull(self) -> RawChunk | None:
        """Return all samples that have arrived, or None; never blocks once opened.

        Raises
        ------
        StreamLostError
            When a stream without source id has ended. Samples still in liblsl's buffer are
            gone then, so pull at least every 50 ms.
        """
        inlet = self._handle()
        waiting = int(inlet.samples_available())
        full = waiting >= self._capacity
        if full:
            self.overruns += 1
            logger.warning("%s: buffer of %d samples overrun", self._what, self._capacity)
        batch = _STRING_BATCH if self._is_string else _NUMBER_BATCH
        stamps: list[FloatArray] = []
        values: list[NDArray[Any]] = []
        left = max(waiting, 1)
        while left > 0:
            expected = min(left, batch)
            limit = batch if self._is_string else expected  # pylsl keeps a buffer per limit
            room = None if self._is_string or self._stamped else self._marked(limit)
            with lsl_errors(self._what):
                data, times = inlet.pull_chunk(timeout=0.0, max_samples=limit, dest_obj=room)
            left -= max(expected, len(times))
            waiting -= len(times)
            self._stamped = self._stamped or len(times) > 0
            if len(times) < expected:
                if self._stamped or not waiting or full or self._on_its_way(room, waiting):
                    left = 0  # nothing more has arrived, or it is not all there yet
                else:
                    left += expected - 1
                    waiting -= 1
                    data, times = self._zero_stamped(room)
            if len(times):
                stamps.append(times)
                values.append(data)
        if not stamps:
            return None
        joined = values[0] if len(values) == 1 else np.concatenate(values)
        return RawChunk(
            stamps=stamps[0] if len(stamps) == 1 else np.concatenate(stamps),
            values=joined.tolist() if self._is_string else joined,
        )

    def _marked(self, n: int) -> NDArray[Any]:
        """Return room for ``n`` samples in which it can be seen whether one was written."""
        inlet = self._handle()
        room = np.empty((n, inlet.channel_count), dtype=inlet.np_dtype)
        room.view(np.uint8)[:] = _MARK
        return room

    def _on_its_way(self, room: NDArray[Any] | None, waiting: int) -> bool:
        """Tell whether a pull that got nothing ended before a sample that is still to come.

        Once in about 100,000 pulls liblsl counts a sample as available that is not quite there
        yet: it has written nothing, still counts it, and gives it with the next pull.
        """
        written = room is not None and bool((room[0].view(np.uint8) != _MARK).any())
        return not written and int(self._handle().samples_available()) >= waiting

    def _zero_stamped(self, room: NDArray[Any] | None) -> tuple[Any, FloatArray]:
        """Return values and stamp of the sample that ended a pull too early.

        liblsl takes a stamp of exactly 0.0 for "no sample": it ends the chunk, but has written
        the values. Texts are gone; one that is pulled in the very moment in which another comes
        is not even counted. So this is for irregular streams before their first stamp only:
        there a sender that leaves the stamp to be deduced gives 0.0, later its last stamp.
        """
        if room is None:
            self.zero_stamps_lost += 1
            return [], np.empty(0)
        return room[:1], np.zeros(1)

    def measure_offset(self, timeout: float = 2.0) -> ClockMeasurement | None:
        """Return a clock offset that was measured since the last call, or None.

        liblsl measures every 2 s in the background and hands out the last value for ever; one
        that was returned before is not returned again, and a time-out gives None: no offset is
        ever made up.

        Raises
        ------
        StreamLostError
            When a stream without source id has ended.
        """
        inlet = self._handle()
        remote, round_trip = ctypes.c_double(math.nan), ctypes.c_double(math.nan)
        code = ctypes.c_int(0)
        offset = _time_correction_ex(
            inlet.obj, ctypes.byref(remote), ctypes.byref(round_trip), timeout, ctypes.byref(code)
        )
        try:
            with lsl_errors(self._what):
                pylsl.util.handle_error(code)
        except StreamNotFoundError:
            return None
        measured = (offset, remote.value, round_trip.value)
        if not all(map(math.isfinite, measured)) or remote.value == self._last_measured:
            return None
        self._last_measured = remote.value
        return ClockMeasurement(
            collection_time=remote.value, offset=offset, uncertainty=round_trip.value / 2
        )

    def was_clock_reset(self) -> bool:
        """Tell whether the sender was restarted since the last call: measure the offset again."""
        return bool(self._handle().was_clock_reset())

    def close(self) -> None:
        """Unsubscribe; harmless when closed already."""
        self._inlet = None
