"""Which streams are recorded: found, opened, pulled, lost and found again."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from queue import Empty, SimpleQueue

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher
from safehold.app.recorder_file import RecordingFile
from safehold.app.recorder_streams import Message, Track, header_of, start_track
from safehold.core.errors import SafeholdError, StreamLostError, StreamNotFoundError

logger = logging.getLogger("safehold.app.recorder")

SETTLE_S = 1.2
"""The first streams are taken together when no further one has answered for this long."""
SILENT_S = 2.0
"""A regular stream without samples for this long is reported as silent."""
RECOVERY_S = 4.0
"""A restarted sender that liblsl has not found again for this long is opened anew."""
DUPLICATE_S = 8.0
"""Two senders that claim one identity for this long are two."""
RETRY_S = 2.0
"""A stream that did not open is tried again after this long, while it is there."""
RETURN_S = 6.0
"""A stream that ended is taken up anew when it is (still or again) there after this long."""


def selected(description: StreamDescription, patterns: Sequence[str]) -> bool:
    """Tell whether a stream's name, type or source id matches a pattern; without any, all do."""
    texts = [
        text.casefold() for text in (description.name, description.type, description.source_id)
    ]
    return not patterns or any(
        fnmatchcase(text, pattern.casefold()) for pattern in patterns for text in texts
    )


def first_streams(
    watcher: StreamWatcher,
    patterns: Sequence[str],
    *,
    wait_s: float,
    min_streams: int,
    stop_wanted: Callable[[float], bool],
) -> list[FoundStream]:
    """Wait until no further stream answers.

    Raises
    ------
    StreamNotFoundError
        When fewer than `min_streams` answer within `wait_s` seconds.
    """
    started = news = time.monotonic()
    found: list[FoundStream] = []
    while not stop_wanted(0.05):
        now = time.monotonic()
        present = [f for f in watcher.streams() if selected(f.description, patterns)]
        if {f.description.uid for f in present} != {f.description.uid for f in found}:
            found, news = present, now
        enough = len(found) >= min_streams
        if now - started > wait_s or (enough and now - news >= SETTLE_S):
            break
    if len(found) < min_streams:
        wanted = f" ({', '.join(patterns)})" if patterns else ""
        raise StreamNotFoundError(
            f"{len(found) or 'No'} LSL stream{wanted} answered in {wait_s:g} s; "
            f"{min_streams} wanted.",
            remedy="Start the sensors' programs and check that they stream.",
        )
    return found


class Intake:
    """All streams on their way into one file.

    Parameters
    ----------
    watcher : StreamWatcher
        Says which streams are there.
    patterns : sequence of str
        Which of them are wanted (see :func:`selected`).
    file : RecordingFile
        Where they go.
    """

    def __init__(
        self, watcher: StreamWatcher, patterns: Sequence[str], file: RecordingFile
    ) -> None:
        self.tracks: list[Track] = []
        self._watcher = watcher
        self._patterns = patterns
        self._file = file
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._seen: set[str] = set()
        self._retry_at: dict[str, float] = {}
        self._twin_since: dict[str, float] = {}

    @property
    def connecting(self) -> bool:
        """True while a stream is being opened."""
        return any(track.state == "connecting" for track in self.tracks)

    @property
    def hasty(self) -> bool:
        """True while a stream must be pulled often, or is about to be opened."""
        return any(
            track.state == "connecting" or not track.description.source_id
            for track in self.tracks
            if track.state in ("connecting", "live", "silent")
        )

    def start(self, found: FoundStream, *, late: bool = False) -> None:
        """Begin to take a stream in."""
        description = found.description
        self._seen.add(description.uid)
        if late:
            self._file.note("rec.late", name=description.name, uid=description.uid)
        try:
            self.tracks.append(start_track(found, self._messages))
        except SafeholdError as error:
            self._file.note("rec.open_failed", name=description.name, why=error.message)

    def pull(self, now: float, *, everything: bool = True) -> None:
        """Take what has arrived; never blocks.

        ``everything=False`` asks only streams without a source id, of which liblsl forgets what
        it holds when they end. Each call costs, and there are many.
        """
        for track in self._active():
            if not everything and track.description.source_id:
                continue
            before, track.last_pull = track.last_pull, now
            try:
                chunk = track.inlet.pull()
            except SafeholdError as error:
                self._lose(track, error)
                continue
            if chunk is None:
                continue
            if not track.pending:
                track.pending_since = before
            track.pending.append(chunk)
            track.last_arrival = now
            track.restart_seen = None
            if track.state == "silent":
                track.state = "live"
                self._file.note("rec.back", track)
            if track.inlet.overruns > track.n_overruns:
                track.n_overruns = track.inlet.overruns
                self._file.note("rec.overrun", track)

    def flush(self) -> None:
        """Write what was pulled, one chunk a stream, and have it synced."""
        oldest = math.inf
        for track in self.tracks:
            chunk = track.take_pending()
            if chunk is not None:
                oldest = min(oldest, track.pending_since)
                self._file.write(track, chunk)
        if oldest < math.inf:
            self._file.sync.written(oldest)
        self._file.watch_disk()

    def take_messages(self) -> None:
        """Take what the streams' workers have to say."""
        while True:
            try:
                message = self._messages.get_nowait()
            except Empty:
                return
            if message.opened is not None:
                self._opened(message.track, message.opened)
            elif message.failed is not None:
                self._failed(message.track, message.failed)
            elif message.offset is not None and message.track.stream_id:
                self._file.write_offset(message.track, message.offset)

    def search(self, now: float) -> None:
        """Take up late streams, and tell restarted senders from new ones."""
        present = {f.description.uid: f for f in self._watcher.streams()}
        for track in self._active():
            if track.inlet.was_clock_reset():
                track.restart_seen = None  # liblsl has found it again
                track.measure_now()
        for uid, found in present.items():
            known = uid in self._seen or now < self._retry_at.get(uid, 0.0)
            if not known and selected(found.description, self._patterns):
                self._meet(found, present, now)
        for track in self._active():
            if track.restart_seen is not None and now - track.restart_seen > RECOVERY_S:
                self._reopen(track, present)

    def note_silence(self, now: float) -> None:
        """Note regular streams that give nothing; an irregular one may well be silent."""
        for track in self._active():
            quiet = now - track.last_arrival > SILENT_S
            if track.state == "live" and track.description.nominal_rate > 0 and quiet:
                track.state = "silent"
                self._file.note("rec.silent", track)

    def measure_now(self) -> None:
        """Have the clock offset of every stream measured."""
        for track in self._active():
            track.measure_now()

    def close(self) -> None:
        """Let go of all streams; does not wait for senders that hang."""
        for track in self.tracks:
            track.end()

    def _active(self) -> list[Track]:
        return [track for track in self.tracks if track.state in ("live", "silent")]

    def _opened(self, track: Track, description: StreamDescription) -> None:
        track.description = description
        try:
            track.stream_id = self._file.writer.add_stream(header_of(description))
        except ValueError as error:
            track.state = "failed"
            track.end()
            self._file.note("rec.unsupported", name=description.name, why=str(error))
            return
        track.check.rate = description.nominal_rate
        track.state = "live"
        track.last_arrival = time.monotonic()
        self._file.note("rec.stream", track, name=description.name, uid=description.uid)

    def _failed(self, track: Track, error: SafeholdError) -> None:
        """Forget a stream that did not open; it is tried again while it is there."""
        uid = track.description.uid
        self.tracks.remove(track)
        self._seen.discard(uid)
        self._retry_at[uid] = time.monotonic() + RETRY_S
        self._file.note("rec.open_failed", name=track.description.name, why=error.message)

    def _lose(self, track: Track, error: SafeholdError) -> None:
        """Let go of a stream that has ended; its footer comes with the others.

        The same run of a sender may come back, after a broken network for example; it is then
        a late stream with an id of its own in the file.
        """
        track.state = "lost"
        track.end()
        self._seen.discard(track.description.uid)
        self._retry_at[track.description.uid] = time.monotonic() + RETURN_S
        self._file.note("rec.lost", track, why=error.message)

    def _meet(self, found: FoundStream, present: dict[str, FoundStream], now: float) -> None:
        """Decide what a sender is that was not there before."""
        new = found.description
        twins = [track for track in self._active() if track.same_sender(new)]
        if not twins:
            self.start(found, late=True)
            return
        track = twins[0]
        if track.description.uid in present:  # both at once: a fast restart, or two senders
            if now - self._twin_since.setdefault(new.uid, now) > DUPLICATE_S:
                self._file.note("rec.duplicate", track, uid=new.uid)
                self.start(found, late=True)
        elif track.description.nominal_rate != new.nominal_rate:
            self._file.note("rec.changed", track, rate=f"{new.nominal_rate:g}")
            self._lose(track, StreamLostError("The sender came back with another rate."))
            self.start(found, late=True)
        else:
            self._seen.add(new.uid)
            track.description = replace(track.description, uid=new.uid)
            track.n_restarts += 1
            track.restart_seen = now if now - track.last_arrival > 1.0 else None
            self._file.note("rec.restart", track, uid=new.uid)
            track.measure_now()

    def _reopen(self, track: Track, present: dict[str, FoundStream]) -> None:
        """Open a restarted sender anew that liblsl does not find again by itself."""
        track.restart_seen = None
        found = present.get(track.description.uid)
        if found is not None:
            self._lose(track, StreamLostError("The sender came back and was not recovered."))
            self.start(found, late=True)
