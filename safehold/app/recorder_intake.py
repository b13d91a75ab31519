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
from safehold.app.senders import Kinship, kinship
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
HELD_BY_SENDER_S = 360.0
"""A sender that cannot be reached keeps so much of its data, by default."""
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
        self._met: dict[str, float] = {}
        self._present: dict[str, FoundStream] = {}

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
                if self._heir_of(track) is not None:
                    self._hand_over(track)
                else:
                    self._lose(track, error)
                continue
            if track.inlet.was_clock_reset():  # of the chunk's sender, or an earlier one's
                track.held = True
                track.identify()
            if chunk is None:
                continue
            if not track.pending:
                track.pending_since = before
            track.pending.append(chunk)
            track.last_arrival = now
            if track.state == "silent":
                track.state = "live"
                self._file.note("rec.back", track)
            if track.inlet.overruns > track.n_overruns:
                track.n_overruns = track.inlet.overruns
                self._file.note("rec.overrun", track)
            if track.inlet.zero_stamps_lost > track.n_zero_lost:
                track.n_zero_lost = track.inlet.zero_stamps_lost
                self._file.note("rec.zero_stamp_lost", track)
        self._bequeath()

    def release(self) -> None:
        """Hold nothing back any more: recording ends."""
        for track in self._active():
            if self._heir_of(track) is not None:
                self._hand_over(track)
        for track in self.tracks:
            track.held = False
            if not track.pending and not track.check.n_samples:
                # a changed sender that was gone again before its own inlet had anything
                track.pending, track.inherited = track.inherited, []

    def flush(self) -> None:
        """Write what was pulled, one chunk a stream, and have it synced."""
        oldest = math.inf
        for track in self.tracks:
            if track.held or not track.stream_id:
                continue
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
            elif message.answers is not None:
                if message.track.state != "lost":
                    self._recovered(message.track, message.answers)
            elif message.offset is not None and message.track.stream_id:
                self._file.write_offset(message.track, message.offset)

    def search(self, now: float) -> None:
        """Take up late streams, and tell restarted senders from new ones."""
        self._present = {f.description.uid: f for f in self._watcher.streams()}
        for uid, found in self._present.items():
            known = uid in self._seen or now < self._retry_at.get(uid, 0.0)
            if not known and selected(found.description, self._patterns):
                self._meet(found, now)
        for track in self._active():
            if track.description.uid in self._present:
                track.gone_since = None
            elif track.gone_since is None:
                track.gone_since = now
            elif self._has_heir(track, now - track.gone_since):
                self._lose(track, StreamLostError("Its sender has gone; another run goes on."))

    def note_silence(self, now: float) -> None:
        """Note regular streams that give nothing, and any whose sender nobody sees any more."""
        for track in self._active():
            if now - track.last_arrival <= SILENT_S:
                track.gone_noted = False
                continue
            if track.state == "live" and track.description.nominal_rate > 0:
                track.state = "silent"
                self._file.note("rec.silent", track)
            if track.gone_since is not None and not track.gone_noted:
                track.state, track.gone_noted = "silent", True
                self._file.note("rec.gone", track)

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
        a late stream with an id of its own in the file. Where a changed run of its sender goes on
        in another stream, that one is held back no longer, and gets what only this one had.
        """
        track.state = "lost"
        track.end()
        heir = self._heir_of(track)
        if heir is not None:
            heir.inherited = [*heir.inherited, *track.pending]
            heir.held, track.pending, track.heir_uid = False, [], ""
        self._seen.discard(track.description.uid)
        self._retry_at[track.description.uid] = time.monotonic() + RETURN_S
        self._file.note("rec.lost", track, why=error.message)

    def _has_heir(self, track: Track, gone_s: float) -> bool:
        """Tell whether another stream has taken a stream's place for good.

        One that only looks the same may be a second sensor: then the first one's sender still
        holds what it could not send, and must not be let go.
        """
        for other in self._active():
            kin = kinship(track.description, other.description)
            same_id = other.description.source_id == track.description.source_id
            if other is track or kin not in (Kinship.HEIR, Kinship.CHANGED):
                continue
            if (same_id or gone_s > HELD_BY_SENDER_S) and other.started > track.last_arrival:
                return True
        return False

    def _meet(self, found: FoundStream, now: float) -> None:
        """Decide what a sender is that was not there before."""
        new = found.description
        by_kin = {kinship(track.description, new): track for track in self._active()}
        track = by_kin.get(Kinship.SAME)
        if track is None:
            if (changed := by_kin.get(Kinship.CHANGED)) is not None:
                self._file.note("rec.changed", changed, **_kind(new))
            self.start(found, late=True)
            return
        # liblsl finds it again by itself, as a rule within a second
        met = self._met.setdefault(new.uid, now)
        if track.description.uid in self._present:
            if now - met > DUPLICATE_S:
                self._file.note("rec.twin", track, uid=new.uid)
                self.start(found, late=True)
        elif track.last_arrival > met:
            self._restarted(track, new)
        elif now - met > RECOVERY_S:
            self._lose(track, StreamLostError("The sender came back and was not recovered."))
            self.start(found, late=True)

    def _recovered(self, track: Track, answers: Sequence[FoundStream]) -> None:
        """Decide what liblsl has connected a stream to again: it asks for names only.

        Until this is known, what comes is held back.
        """
        track.held = False
        old = track.description
        runs = [f for f in answers if f.description.uid != old.uid]
        own = [f for f in runs if f.description.session_id == old.session_id]
        if runs and not own:
            session = runs[0].description.session_id
            n_refused = sum(map(len, track.pending))
            track.pending.clear()
            self._file.note("rec.refused", track, session=session, n=str(n_refused))
            self._lose(track, StreamLostError("Its sender came back in another LSL session."))
        elif own and kinship(old, own[0].description) is Kinship.CHANGED:
            self._change(track, own[0])
        elif own and own[0].description.uid in {t.description.uid for t in self._active()}:
            track.pending.clear()  # the other track has them
            self._lose(track, StreamLostError("Its sender has gone; its twin goes on."))
        else:
            self._restarted(track, own[0].description if own else None)

    def _restarted(self, track: Track, new: StreamDescription | None) -> None:
        track.n_restarts += 1
        about = {}
        if new is not None:
            self._seen.add(new.uid)
            track.description = replace(track.description, uid=new.uid)
            about["uid"] = new.uid
        self._file.note("rec.restart", track, **about)
        track.measure_now()

    def _change(self, track: Track, found: FoundStream) -> None:
        """Go on with a sender that came back with another rate, as a new stream."""
        new = found.description
        if new.uid not in self._seen:
            self._file.note("rec.changed", track, **_kind(new))
            self.start(found, late=True)
        track.heir_uid, track.held = new.uid, True

    def _bequeath(self) -> None:
        """Let go of streams whose sender changed, once their heirs have samples of their own.

        An inlet takes a while to open, and what is sent meanwhile has only the old one. So that
        is pulled until the new one has samples, and once more.
        """
        for track in self._active():
            heir = self._heir_of(track)
            if heir is None or not (heir.pending or heir.check.n_samples):
                continue
            if track.overlaps:
                self._hand_over(track)
            else:
                track.overlaps = heir.held = True

    def _heir_of(self, track: Track) -> Track | None:
        if not track.heir_uid:
            return None
        return next(
            (t for t in self.tracks if t.description.uid == track.heir_uid and t is not track),
            None,
        )

    def _hand_over(self, track: Track) -> None:
        self._lose(track, StreamLostError("The sender came back with another rate."))


def _kind(new: StreamDescription) -> dict[str, str]:
    return {
        "rate": f"{new.nominal_rate:g}",
        "channels": str(new.channel_count),
        "format": new.channel_format,
        "uid": new.uid,
    }
