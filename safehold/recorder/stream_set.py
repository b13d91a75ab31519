"""The streams of a recording: opened, pulled, lost and found again."""

from __future__ import annotations

import base64
import logging
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Any

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher
from acquisition.senders import Kinship, differences, kinship, reconnected
from recordings.xdf.xdf_header import header_xml, parse_header
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, said_by, unforeseen
from safehold.core.silence import silent_after_s
from safehold.core.types import sampling_rate
from safehold.recorder.file import RecordingFile
from safehold.recorder.first_streams import selected
from safehold.recorder.recorded_stream import (
    PULLED,
    Answered,
    Measured,
    News,
    NotOpened,
    Opened,
    RecordedState,
    RecordedStream,
    header_of,
    kind_of,
    start_stream,
)

logger = logging.getLogger("safehold.recorder.process")

RECOVERY_S = 4.0
"""A restarted sender that liblsl has not found again for this long is reopened."""
DUPLICATE_S = 8.0
"""Two senders that claim one identity for this long are two."""
RETRY_S = 2.0
"""A stream that did not open is tried again after this long, while it is there."""
HELD_BY_SENDER_S = 360.0
"""A sender that cannot be reached keeps so much of its data, by default."""
RETURN_S = 6.0
"""A stream that ended is resumed when it is (still or again) there after this long."""

_ANOTHER_RUN_GOES_ON = Message(
    "Its sender has gone; another run continues.", code="another_run_goes_on"
)
_TWIN_GOES_ON = Message("Its sender has gone; its twin continues.", code="twin_goes_on")
_NOT_RECOVERED = Message("The sender came back and was not recovered.", code="not_recovered")
_OTHER_LSL_SESSION = Message(
    "Its sender came back in another LSL session.", code="other_lsl_session"
)
_CAME_BACK_CHANGED = Message("The sender came back changed.", code="came_back_changed")


class StreamSet:
    """All streams on their way into one file.

    Parameters
    ----------
    watcher : StreamWatcher
        Says which streams are there.
    patterns : sequence of str
        Which of them are wanted (:func:`safehold.recorder.first_streams.selected`).
    file : RecordingFile
        Where they go.
    """

    def __init__(
        self, watcher: StreamWatcher, patterns: Sequence[str], file: RecordingFile
    ) -> None:
        self.streams: list[RecordedStream] = []
        self._watcher = watcher
        self._patterns = patterns
        self._file = file
        self._news: SimpleQueue[News] = SimpleQueue()
        self._seen: set[str] = set()
        self._retry_at: dict[str, float] = {}
        self._met: dict[str, float] = {}
        self._present: dict[str, FoundStream] = {}

    @property
    def connecting(self) -> bool:
        """True while a stream is being opened."""
        return any(stream.state is RecordedState.CONNECTING for stream in self.streams)

    @property
    def hasty(self) -> bool:
        """True while a stream must be pulled often, or is about to be opened."""
        return any(
            stream.state is RecordedState.CONNECTING or not stream.description.source_id
            for stream in self.streams
            if stream.state in (RecordedState.CONNECTING, *PULLED)
        )

    def start(self, found: FoundStream, *, late: bool = False) -> None:
        """Begin to take a stream in."""
        description = found.description
        self._seen.add(description.uid)
        if late:
            self._file.note("rec.late", name=description.name, uid=description.uid)
        try:
            self.streams.append(start_stream(found, self._news))
        except SafeholdError as error:
            self._try_later(description, error.message)
        except Exception as error:
            logger.exception("stream %r", description.name)
            self._try_later(description, unforeseen(error), odd=True)

    def pull(self, now: float, *, everything: bool = True) -> None:
        """Take what has arrived; never blocks.

        ``everything=False`` asks only streams without a source id, of which liblsl forgets what
        it holds when they end. Each call costs, and there are many.
        """
        for stream in self._active():
            if everything or not stream.description.source_id:
                with self._wall(stream, ends=True):
                    self._pull(stream, now)
        self._bequeath()

    def _pull(self, stream: RecordedStream, now: float) -> None:
        before, stream.last_pull = stream.last_pull, now
        try:
            chunk = stream.inlet.pull()
        except SafeholdError as error:
            if self._heir_of(stream) is not None:
                self._hand_over(stream)
            else:
                self._lose(stream, error.message)
            return
        if stream.inlet.was_clock_reset():  # of the chunk's sender, or an earlier one's
            if stream.pending and stream.stream_id and not stream.held:
                self._file.sync.written(self._write(stream))  # it is the former sender's
            stream.held = True
            stream.identify()
        if chunk is None:
            return
        if not stream.pending:
            stream.pending_since = before
        stream.pending.append(chunk)
        stream.last_arrival = now
        if stream.state is RecordedState.SILENT:
            stream.life.advance(RecordedState.LIVE)
            self._file.note("rec.back", stream)
        if stream.inlet.overruns > stream.n_overruns:
            stream.n_overruns = stream.inlet.overruns
            self._file.note("rec.overrun", stream)
        if stream.inlet.zero_stamps_lost > stream.n_zero_lost:
            stream.n_zero_lost = stream.inlet.zero_stamps_lost
            self._file.note("rec.zero_stamp_lost", stream)

    def release(self) -> None:
        """Hold nothing back any more: recording ends."""
        for stream in self._active():
            if self._heir_of(stream) is not None:
                self._hand_over(stream)
        for stream in self.streams:
            stream.held = False
            if not stream.pending and not stream.check.n_samples:
                # a changed sender that was gone again before its own inlet had anything
                stream.pending, stream.inherited = stream.inherited, []

    def flush(self) -> None:
        """Write what was pulled, one chunk a stream, and have it synced."""
        oldest = math.inf
        for stream in self.streams:
            if not stream.held and stream.stream_id:
                with self._wall(stream):
                    oldest = min(oldest, self._write(stream))
        if oldest < math.inf:
            self._file.sync.written(oldest)
        self._file.watch_disk()

    def _write(self, stream: RecordedStream) -> float:
        """Write what a stream has pending; return when the oldest of it was pulled, else inf."""
        chunk = stream.take_pending()
        if chunk is None:
            return math.inf
        self._file.write(stream, chunk)
        return stream.pending_since

    def take_news(self) -> None:
        """Take what the streams' workers have to say."""
        while True:
            try:
                news = self._news.get_nowait()
            except Empty:
                return
            with self._wall(news.stream):
                self._take(news)

    def _take(self, news: News) -> None:
        stream = news.stream
        match news:
            case Opened():
                self._opened(stream, news.description)
            case NotOpened():
                self._failed(stream, news.error)
            case Answered():
                if stream.state is not RecordedState.LOST:
                    self._recovered(stream, news.runs)
            case Measured():
                if stream.stream_id:
                    self._file.write_offset(stream, news.offset)

    def search(self, now: float) -> None:
        """Take up late streams, and tell restarted senders from new ones."""
        self._present = {f.description.uid: f for f in self._watcher.streams()}
        for uid, found in self._present.items():
            known = uid in self._seen or now < self._retry_at.get(uid, 0.0)
            try:
                if not known and selected(found.description, self._patterns):
                    self._meet(found, now)
            except Exception as error:
                logger.exception("stream %r", found.description.name)
                self._try_later(found.description, unforeseen(error), odd=True)
        for stream in self._active():
            with self._wall(stream):
                self._look_for(stream, now)

    def _look_for(self, stream: RecordedStream, now: float) -> None:
        if stream.description.uid in self._present:
            stream.gone_since = None
        elif stream.gone_since is None:
            stream.gone_since = now
        elif self._has_heir(stream, now - stream.gone_since):
            self._lose(stream, _ANOTHER_RUN_GOES_ON)

    def note_silence(self, now: float) -> None:
        """Note regular streams that give nothing, and any whose sender nobody sees any more."""
        for stream in self._active():
            with self._wall(stream):
                self._note_silence(stream, now)

    def _note_silence(self, stream: RecordedStream, now: float) -> None:
        if now - stream.last_arrival <= silent_after_s():
            stream.gone_noted = False
            return
        if stream.state is RecordedState.LIVE and _rate(stream.description) > 0:
            stream.life.advance(RecordedState.SILENT)
            self._file.note("rec.silent", stream)
        if stream.gone_since is not None and not stream.gone_noted:
            stream.life.enter(RecordedState.SILENT)
            stream.gone_noted = True
            self._file.note("rec.gone", stream)

    def measure_now(self) -> None:
        """Have the clock offset of every stream measured."""
        for stream in self._active():
            stream.measure_now()

    def close(self) -> None:
        """Let go of all streams; does not wait for senders that hang."""
        for stream in self.streams:
            with self._wall(stream):
                stream.end()

    def statuses(self, now: float) -> list[dict[str, Any]]:
        """Return what the status file says of each stream."""
        found = []
        for stream in self.streams:
            with self._wall(stream):
                found.append(stream.status(now))
        return found

    @contextmanager
    def _wall(self, stream: RecordedStream, *, ends: bool = False) -> Iterator[None]:
        """Keep what goes wrong with one stream from all others.

        ``ends`` lets go of the stream; it is resumed while it is there.
        """
        try:
            yield
        except Exception as error:
            name = stream.description.name
            logger.exception("stream %r", name)
            self._file.odd(name, unforeseen(error))
            if ends:
                with suppress(Exception):
                    self._lose(stream, unforeseen(error))
                stream.life.enter(RecordedState.LOST)

    def _try_later(
        self, description: StreamDescription, why: Message, *, odd: bool = False
    ) -> None:
        """Note that a stream could not be opened; it is tried again while it is there."""
        if odd:
            self._file.odd(description.name, why)
        self._seen.discard(description.uid)
        self._retry_at[description.uid] = time.monotonic() + RETRY_S
        self._file.note("rec.open_failed", why=why, name=description.name)

    def _active(self) -> list[RecordedStream]:
        return [stream for stream in self.streams if stream.state in PULLED]

    def _opened(self, stream: RecordedStream, description: StreamDescription) -> None:
        stream.description = description
        try:
            header = header_of(description)
            stream.stream_id = self._file.writer.add_stream(header)
            stream.check.describe(parse_header(header_xml(header, stream.stream_id)))  # as read
        except Exception as error:
            logger.exception("header of %r", description.name)
            stream.life.advance(RecordedState.FAILED)
            stream.end()
            xml = description.xml.encode("utf-8", "surrogatepass")
            raw = base64.b64encode(xml).decode()
            self._file.odd(description.name, said_by(error), "rec.unsupported", header=raw)
            return
        self._file.oddities.pop(description.name, None)
        stream.life.advance(RecordedState.LIVE)
        stream.last_arrival = time.monotonic()
        self._file.note("rec.stream", stream, name=description.name, uid=description.uid)

    def _failed(self, stream: RecordedStream, error: SafeholdError) -> None:
        """Forget a stream that did not open; it is tried again while it is there."""
        self.streams.remove(stream)
        self._try_later(stream.description, error.message)

    def _lose(self, stream: RecordedStream, why: Message) -> None:
        """Let go of a stream that has ended; its footer comes with the others.

        The same run of a sender may come back, after a broken network for example; it is then
        a late stream with an id of its own in the file. Where a changed run of its sender goes on
        in another stream, that one is held back no longer, and gets what only this one had.
        """
        stream.life.advance(RecordedState.LOST)
        stream.end()
        heir = self._heir_of(stream)
        if heir is not None:
            heir.inherited = [*heir.inherited, *stream.pending]
            heir.held, stream.pending, stream.heir_uid = False, [], ""
        self._seen.discard(stream.description.uid)
        self._retry_at[stream.description.uid] = time.monotonic() + RETURN_S
        self._file.note("rec.lost", stream, why=why)

    def _has_heir(self, stream: RecordedStream, gone_s: float) -> bool:
        """Tell whether another stream has taken a stream's place for good.

        One that only looks the same may be a second sensor: then the first one's sender still
        holds what it could not send, and must not be let go.
        """
        for other in self._active():
            kin = kinship(stream.description, other.description)
            for_good = kin in (Kinship.HEIR, Kinship.CHANGED) or (
                kin is Kinship.LOOKALIKE and gone_s > HELD_BY_SENDER_S
            )
            if other is not stream and for_good and other.started > stream.last_arrival:
                return True
        return False

    def _meet(self, found: FoundStream, now: float) -> None:
        """Decide what a sender is that was not there before."""
        new, present = found.description, self._present
        kin = {kinship(s.description, new, present=present): s for s in self._active()}
        if (away := kin.get(Kinship.RETURNED)) is not None:
            self._await_return(away, found, now)
        elif (twin := kin.get(Kinship.DOUBLE)) is not None:
            if now - self._met.setdefault(new.uid, now) > DUPLICATE_S:
                self._file.note("rec.twin", twin, uid=new.uid)
                self.start(found, late=True)
        else:
            if (changed := kin.get(Kinship.CHANGED)) is not None:
                self._note_change(changed, new)
            self.start(found, late=True)

    def _await_return(self, stream: RecordedStream, found: FoundStream, now: float) -> None:
        """Leave a run that came back to liblsl, which finds it, as a rule, within a second."""
        met = self._met.setdefault(found.description.uid, now)
        if stream.held:
            return  # it has been found, and somebody asks who it is
        if stream.last_arrival > met:
            self._restarted(stream, found.description)
        elif now - met > RECOVERY_S:
            self._lose(stream, _NOT_RECOVERED)
            self.start(found, late=True)

    def _recovered(self, stream: RecordedStream, answers: Sequence[FoundStream]) -> None:
        """Go on, or end a stream, by whom liblsl has connected it to again.

        Until this is known, what comes is held back. Where nobody says who it is, it is recorded.
        """
        stream.held = False
        taken = {s.description.uid for s in self._active() if s is not stream}
        match reconnected(stream.description, answers, taken=taken):
            case Kinship.FOREIGN, run:
                session, n_refused = run.description.session_id, sum(map(len, stream.pending))
                stream.pending.clear()
                self._file.note("rec.refused", stream, session=session, n=str(n_refused))
                self._lose(stream, _OTHER_LSL_SESSION)
            case Kinship.CHANGED, run:
                self._change(stream, run)
            case Kinship.TAKEN, _:
                stream.pending.clear()  # the other stream has them
                self._lose(stream, _TWIN_GOES_ON)
            case Kinship.RETURNED, run:
                self._restarted(stream, run.description)
            case _:
                self._restarted(stream, None)

    def _restarted(self, stream: RecordedStream, new: StreamDescription | None) -> None:
        stream.n_restarts += 1
        about = {}
        if new is not None:
            self._seen.add(new.uid)
            stream.description = replace(stream.description, uid=new.uid)
            about["uid"] = new.uid
        self._file.note("rec.restart", stream, **about)
        stream.measure_now()

    def _change(self, stream: RecordedStream, found: FoundStream) -> None:
        """Go on with a sender that came back otherwise than before, as a new stream."""
        new = found.description
        if new.uid not in self._seen:
            self._note_change(stream, new)
            self.start(found, late=True)
        self._keep_former(stream, found.created_at)
        stream.heir_uid, stream.held = new.uid, True

    def _keep_former(self, stream: RecordedStream, since: float) -> None:
        """Write what is stamped before ``since``: it was under way when the sender went.

        liblsl hands it on together with the first samples of the changed sender.
        """
        later = [chunk.since(since) for chunk in stream.pending]
        stream.pending = [chunk.before(since) for chunk in stream.pending]
        stream.pending = [chunk for chunk in stream.pending if len(chunk)]
        if stream.pending and stream.stream_id:
            self._file.sync.written(self._write(stream))
        stream.pending = [chunk for chunk in later if len(chunk)]

    def _note_change(self, stream: RecordedStream, new: StreamDescription) -> None:
        what = "; ".join(map(str, differences(stream.description, new)))
        self._file.note("rec.changed", stream, what=what, **kind_of(new))

    def _bequeath(self) -> None:
        """Let go of streams whose sender changed, once their heirs have samples of their own.

        An inlet takes a while to open, and what is sent meanwhile has only the old one. So that
        is pulled until the new one has samples, and once more.
        """
        for stream in self._active():
            heir = self._heir_of(stream)
            if heir is None or not (heir.pending or heir.check.n_samples):
                continue
            if stream.overlaps:
                self._hand_over(stream)
            else:
                stream.overlaps = heir.held = True

    def _heir_of(self, stream: RecordedStream) -> RecordedStream | None:
        if not stream.heir_uid:
            return None
        return next(
            (t for t in self.streams if t.description.uid == stream.heir_uid and t is not stream),
            None,
        )

    def _hand_over(self, stream: RecordedStream) -> None:
        self._lose(stream, _CAME_BACK_CHANGED)


def _rate(description: StreamDescription) -> float:
    return sampling_rate(description.nominal_rate, description.channel_format)
