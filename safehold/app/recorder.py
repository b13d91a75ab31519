"""The recorder: a process of its own that writes every stream to disk as it comes.

It has its own inlets and takes nothing from the window, so the window can die without a loss.
One loop pulls all inlets (every 20 ms), writes what came (every 125 ms, one chunk a stream) and
wakes the thread that syncs the file; opening and clock offsets happen in a thread per stream.

``python -m safehold.app.recorder SESSION`` runs it.
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from acquisition import lsl
from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher
from recordings.session import SessionFolder, write_json
from recordings.xdf_header import Channel, StreamHeader
from recordings.xdf_writer import XdfWriter
from safehold.app import recorder_control as control
from safehold.app.disk_sync import DiskSync
from safehold.app.recorder_streams import Finding, Message, Track, header_of, start_track
from safehold.core.errors import SafeholdError, StreamLostError, StreamNotFoundError
from safehold.core.markers import encode_marker

logger = logging.getLogger("safehold.app.recorder")

POLL_S = 0.02
FLUSH_S = 0.125
STATUS_S = 0.5
SEARCH_S = 0.5
SETTLE_S = 1.2
"""The first streams are taken together when no further one has answered for this long."""
DRAIN_S = 0.3
"""After the stop request: what was sent before it is on its way at most this long."""
SILENT_S = 2.0
"""A regular stream without samples for this long is reported as silent."""
RECOVERY_S = 4.0
"""A restarted sender that liblsl has not found again for this long is opened anew."""
DUPLICATE_S = 8.0
"""Two senders that claim one identity for this long are two."""
NOTE_INTERVAL_S = 1.0
LOW_DISK_BYTES = 500 * 10**6


@dataclass(frozen=True, slots=True)
class RecorderOptions:
    """What a recorder is started with."""

    session: Path
    """Session folder; it must exist."""
    select: tuple[str, ...] = ()
    """Patterns (``Polar*``) matched with a stream's name, type and source id, ignoring case;
    empty for every stream, those that come later too."""
    network: str = "loopback"
    """``loopback`` or ``lan``."""
    lsl_session: str = ""
    """LSL session id; empty for the default."""
    wait_s: float = 10.0
    """How long to wait for the first stream, s."""
    min_streams: int = 1
    """So many streams must answer in that time; 0 starts without any."""
    resume: bool = False
    """True goes on with a session that was recorded before, in a new part of the recording."""

    def argv(self) -> list[str]:
        """Return the arguments that give these options to the recorder process."""
        arguments = [
            str(self.session),
            f"--network={self.network}",
            f"--lsl-session={self.lsl_session}",
            f"--wait={self.wait_s}",
            f"--min-streams={self.min_streams}",
        ]
        arguments += [f"--select={pattern}" for pattern in self.select]
        return [*arguments, "--resume"] if self.resume else arguments


def run_recorder(options: RecorderOptions, stop: threading.Event | None = None) -> int:
    """Record until asked to stop (SIGTERM, SIGINT, the stop file, or the event).

    Returns
    -------
    int
        0 when everything that came is on the disk, 4 when something was lost.

    Raises
    ------
    SafeholdError
        When recording cannot begin: no such session, no stream, a folder that cannot be
        written, another recorder at work. Nothing is recorded then.
    """
    folder = SessionFolder.open(options.session)
    lock = control.RecorderLock(folder.path)
    try:
        return _Recorder(options, folder, stop or threading.Event()).run()
    except SafeholdError as error:
        control.write_status(
            folder.path,
            {"state": "failed", "pid": os.getpid(), "message": error.message,
             "remedy": error.remedy, "updated_utc": time.time()},
        )  # fmt: skip
        raise
    finally:
        lock.release()


class _Recorder:
    """One recording, from the search for streams to the receipt."""

    def __init__(
        self, options: RecorderOptions, folder: SessionFolder, stop: threading.Event
    ) -> None:
        self.options = options
        self.folder = folder
        self.tracks: list[Track] = []
        self._stop = stop
        self._stop_file = folder.path / control.STOP_NAME
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._seen: dict[str, float] = {}
        self._retry_at: dict[str, float] = {}
        self._state = "starting"
        self._message = ""
        self._started = time.monotonic()
        self._started_utc = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._full_since: float | None = None
        self._was_full = False
        self._low_disk = False
        self._n_events = 0

    # -- the course of a recording -------------------------------------------------------------

    def run(self) -> int:
        """Record; see :func:`run_recorder`."""
        if self.folder.recording_paths and not self.options.resume:
            # the writer's own refusal says it best; nothing is touched
            XdfWriter(self.folder.recording_path)
        control.check_writable(self.folder.path)
        self._stop_file.unlink(missing_ok=True)
        self._write_status()
        lsl.configure(self.options.network, session_id=self.options.lsl_session)
        self._watcher = StreamWatcher()
        first = self._first_streams()
        self._writer = XdfWriter(self.folder.next_recording_path)
        self._sync = DiskSync(self._writer.sync)
        self._open_events()
        for found in first:
            self._start(found)
        self._loop()
        return self._finish()

    def _first_streams(self) -> list[FoundStream]:
        """Wait until the network is quiet: no further stream for `SETTLE_S`."""
        deadline = self._started + self.options.wait_s
        found: list[FoundStream] = []
        news = time.monotonic()
        while not self._stop_wanted(0.05):
            now = time.monotonic()
            present = [f for f in self._watcher.streams() if self._selected(f.description)]
            if {f.description.uid for f in present} != {f.description.uid for f in found}:
                found, news = present, now
            settled = now - max(news, self._started) >= SETTLE_S
            if settled and len(found) >= self.options.min_streams:
                break
            if now > deadline:
                break
        if len(found) < self.options.min_streams:
            wanted = ", ".join(self.options.select)
            raise StreamNotFoundError(
                f"{len(found)} of {self.options.min_streams} LSL streams"
                f"{f' ({wanted})' if wanted else ''} answered in {self.options.wait_s:g} s.",
                remedy="Start the sensors' programs and check that they stream.",
            )
        return found

    def _loop(self) -> None:
        now = time.monotonic()
        next_flush, next_search, next_status = now, now + SEARCH_S, now
        while not self._stop_wanted(max(0.001, now + POLL_S - time.monotonic())):
            now = time.monotonic()
            self._take_messages()
            self._pull(now)
            if now >= next_flush:
                self._flush()
                next_flush = now + FLUSH_S
            if now >= next_search:
                self._search(now)
                next_search = now + SEARCH_S
            if now >= next_status:
                self._note_silence(now)
                self._write_status()
                next_status = now + STATUS_S

    def _stop_wanted(self, wait: float) -> bool:
        return self._stop.wait(wait) or self._stop_file.exists()

    def _finish(self) -> int:
        """Take in what was sent before the stop, close the file, and give account."""
        self._state = "stopping"
        self._note("rec.stop")
        for track in self.tracks:
            if track.worker is not None:
                track.worker.measure_now()
        now = time.monotonic()
        end, next_flush = now + DRAIN_S, now
        while now < end:
            self._pull(now)
            if now >= next_flush:
                self._flush()
                next_flush = now + FLUSH_S
            time.sleep(POLL_S / 2)
            now = time.monotonic()
        self._take_messages()
        self._pull(time.monotonic())
        self._flush()
        for track in self.tracks:
            if track.worker is not None:
                track.worker.end()
        try:
            self._writer.close()
        except SafeholdError as error:
            self._message = str(error)
        if not self._sync.close():
            self._message = "The disk did not confirm the last sync."
        self._state = "stopped"
        return self._receipt()

    def _receipt(self) -> int:
        """Write what was recorded and what was lost; return the exit code."""
        status = self._status(time.monotonic())
        losses = self._losses()
        receipt = {
            **status,
            "stopped_utc": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "sha256": self._writer.sha256,
            "complete": not losses,
            "losses": losses,
            "exit_code": 4 if losses else 0,
        }
        path = self._writer.path.with_suffix(".receipt.json")
        try:
            write_json(path, receipt)
        except SafeholdError:
            logger.exception("no receipt")
        control.write_status(self.folder.path, receipt, durable=True)
        self._stop_file.unlink(missing_ok=True)
        return 4 if losses else 0

    def _losses(self) -> list[str]:
        found = []
        for stream_id, tally in self._writer.streams.items():
            if tally.n_dropped:
                found.append(
                    f"stream {stream_id}: {tally.n_dropped} samples given up, the disk was full"
                )
        for track in self.tracks:
            if track.n_overruns:
                found.append(
                    f"{track.description.name}: {track.n_overruns} times more samples came than "
                    "the recorder could take"
                )
        if self._writer.backlog_bytes:
            found.append(f"{self._writer.backlog_bytes} bytes at the end: the disk was full")
        if self._sync.failure:
            found.append(f"the disk failed to sync: {self._sync.failure}")
        return found

    # -- samples -------------------------------------------------------------------------------

    def _pull(self, now: float) -> None:
        for track in self.tracks:
            if track.state not in ("live", "silent"):
                continue
            try:
                chunk = track.inlet.pull()
            except SafeholdError as error:
                self._lose(track, error)
                continue
            if chunk is None:
                continue
            if not track.pending:
                track.pending_since = now
            track.pending.append(chunk)
            track.last_arrival = now
            track.restart_seen = None
            if track.state == "silent":
                track.state = "live"
                self._note("rec.back", track)
            if track.inlet.overruns > track.n_overruns:
                track.n_overruns = track.inlet.overruns
                self._note("rec.overrun", track)

    def _flush(self) -> None:
        """Write what was pulled, one chunk a stream, and have it synced."""
        oldest = math.inf
        for track in self.tracks:
            chunk = track.take_pending()
            if chunk is None:
                continue
            oldest = min(oldest, track.pending_since)
            self._writer.write_samples(track.stream_id, chunk.stamps, chunk.values)
            track.n_samples += len(chunk)
            for finding in track.check.update(chunk):
                self._note_finding(track, finding)
        if oldest < math.inf:
            self._sync.written(oldest)
        self._watch_disk()

    def _watch_disk(self) -> None:
        """Notice a full disk, and the space that came back."""
        if self._full_since is None and self._writer.backlog_bytes:
            self._full_since, self._was_full = time.monotonic(), True
            self._message = "The disk is full: data waits in memory. Free space now."
            self._note("rec.disk_full")
            logger.error("%s", self._message)
        elif self._full_since is not None and self._writer.retry():
            dropped = sum(tally.n_dropped for tally in self._writer.streams.values())
            seconds = time.monotonic() - self._full_since
            self._note("rec.disk_resumed", seconds=f"{seconds:.3f}", n_dropped=str(dropped))
            self._full_since = None
            self._message = (
                f"The disk was full for {seconds:.0f} s; {dropped} samples were lost."
                if dropped
                else ""
            )
            self._sync.written(time.monotonic())

    # -- streams come and go -------------------------------------------------------------------

    def _selected(self, d: StreamDescription) -> bool:
        texts = [text.casefold() for text in (d.name, d.type, d.source_id)]
        return not self.options.select or any(
            fnmatchcase(text, pattern.casefold())
            for pattern in self.options.select
            for text in texts
        )

    def _start(self, found: FoundStream, *, late: bool = False) -> None:
        self._seen[found.description.uid] = time.monotonic()
        try:
            track = start_track(found, self._messages)
        except SafeholdError as error:
            self._note("rec.open_failed", name=found.description.name, why=error.message)
            return
        self.tracks.append(track)
        if late:
            self._note("rec.late", name=track.description.name, uid=track.description.uid)

    def _take_messages(self) -> None:
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
                offset = message.offset
                self._writer.write_offset(
                    message.track.stream_id,
                    offset.collection_time,
                    offset.offset,
                    offset.uncertainty,
                )
                message.track.n_offsets += 1
                message.track.last_offset = offset
                self._sync.written(time.monotonic())

    def _opened(self, track: Track, description: StreamDescription) -> None:
        track.description = description
        try:
            track.stream_id = self._writer.add_stream(header_of(description))
        except ValueError as error:
            track.state = "failed"
            self._note("rec.unsupported", name=description.name, why=str(error))
            return
        track.check.rate = description.nominal_rate
        track.state = "live"
        track.last_arrival = time.monotonic()
        self._note("rec.stream", track, name=description.name, uid=description.uid)

    def _failed(self, track: Track, error: SafeholdError) -> None:
        """Forget a stream that did not open; it is tried again while it is there."""
        self.tracks.remove(track)
        self._retry_at[track.description.uid] = time.monotonic() + 2.0
        self._seen.pop(track.description.uid, None)
        self._note("rec.open_failed", name=track.description.name, why=error.message)

    def _lose(self, track: Track, error: SafeholdError) -> None:
        """Close a stream that has ended for good; its footer comes with the others."""
        track.state = "lost" if isinstance(error, StreamLostError) else "failed"
        if track.worker is not None:
            track.worker.end()
        self._note("rec.lost", track, why=error.message)

    def _search(self, now: float) -> None:
        """Take up late streams, and tell restarted senders from new ones."""
        present = {f.description.uid: f for f in self._watcher.streams()}
        active = [t for t in self.tracks if t.state in ("live", "silent")]
        for track in active:
            if track.inlet.was_clock_reset() and track.worker is not None:
                track.restart_seen = None  # liblsl has found it again
                track.worker.measure_now()
        for uid, found in present.items():
            known = uid in self._seen or now < self._retry_at.get(uid, 0.0)
            if not known and self._selected(found.description):
                self._meet(found, active, present, now)
        for track in active:
            if track.restart_seen is not None and now - track.restart_seen > RECOVERY_S:
                self._reopen(track, present)

    def _meet(
        self,
        found: FoundStream,
        active: Sequence[Track],
        present: dict[str, FoundStream],
        now: float,
    ) -> None:
        new = found.description
        key = (new.source_id, new.name, new.type, new.channel_count, new.channel_format)
        track = next((t for t in active if new.source_id and t.key == key), None)
        if track is None:
            self._start(found, late=True)
        elif track.description.uid in present:  # two at once: a fast restart, or two senders
            first_seen = self._retry_at.setdefault(f"twin {new.uid}", now)
            if now - first_seen > DUPLICATE_S:
                self._note("rec.duplicate", track, uid=new.uid)
                self._start(found, late=True)
        elif track.description.nominal_rate != new.nominal_rate:
            self._note("rec.changed", track, rate=f"{new.nominal_rate:g}")
            self._lose(track, StreamLostError("The sender came back with another rate."))
            self._start(found, late=True)
        else:
            self._seen[new.uid] = now
            track.found = found
            track.description = replace(track.description, uid=new.uid)
            track.n_restarts += 1
            track.restart_seen = now if track.last_arrival < now - 1.0 else None
            self._note("rec.restart", track, uid=new.uid)
            if track.worker is not None:
                track.worker.measure_now()

    def _reopen(self, track: Track, present: dict[str, FoundStream]) -> None:
        """Open a restarted sender anew that liblsl does not find again by itself."""
        track.restart_seen = None
        found = present.get(track.description.uid)
        if found is None:
            return
        self._lose(track, StreamLostError("The sender came back and was not recovered."))
        self._start(found, late=True)

    # -- events and status ---------------------------------------------------------------------

    def _open_events(self) -> None:
        """Begin the recorder's own stream of events, on the recorder's own clock."""
        session = self.folder.session_id
        self._events_id = self._writer.add_stream(
            StreamHeader(
                name="safehold-recorder",
                type="Markers",
                channel_count=1,
                channel_format="string",
                source_id=f"safehold-recorder-{session}",
                hostname=os.uname().nodename if hasattr(os, "uname") else "",
                channels=(Channel("event", "Markers", ""),),
            )
        )
        now = lsl.local_clock()
        self._writer.write_offset(self._events_id, now, 0.0, 0.0)  # by definition
        self._note("rec.start")

    def _note(self, code: str, track: Track | None = None, **attributes: str) -> None:
        """Write an event into the recorder's own stream."""
        if track is not None and track.stream_id:
            attributes["stream"] = str(track.stream_id)
        text = encode_marker(code, attributes)
        self._writer.write_samples(self._events_id, np.array([lsl.local_clock()]), [[text]])
        self._n_events += 1
        self._sync.written(time.monotonic())
        logger.info("%s", text)

    def _note_finding(self, track: Track, finding: Finding) -> None:
        now = time.monotonic()
        if now - track.last_noted.get(finding.code, -math.inf) < NOTE_INTERVAL_S:
            return  # counted all the same
        track.last_noted[finding.code] = now
        self._note(f"rec.{finding.code}", track, at=repr(finding.at), size=f"{finding.size:.6g}")

    def _note_silence(self, now: float) -> None:
        for track in self.tracks:
            quiet = now - track.last_arrival > SILENT_S
            if track.state == "live" and track.description.nominal_rate > 0 and quiet:
                track.state = "silent"
                self._note("rec.silent", track)

    def _write_status(self) -> None:
        control.write_status(self.folder.path, self._status(time.monotonic()))

    def _status(self, now: float) -> dict[str, Any]:
        writer, sync = getattr(self, "_writer", None), getattr(self, "_sync", None)
        connecting = any(track.state == "connecting" for track in self.tracks)
        state = self._state
        if state == "starting" and writer is not None and not connecting:
            state = self._state = "recording"
        free = shutil.disk_usage(self.folder.path).free
        elapsed = now - self._started
        size = writer.size if writer else 0
        pace = size / elapsed if elapsed > 5 else 0.0
        if writer and free < LOW_DISK_BYTES and not self._low_disk and self._full_since is None:
            self._low_disk = True
            self._note("rec.disk_low", free=str(free))
        return {
            "schema": 1,
            "state": state,
            "pid": os.getpid(),
            "recording": writer.path.name if writer else "",
            "message": self._message,
            "started_utc": self._started_utc,
            "updated_utc": time.time(),
            "elapsed_s": round(elapsed, 3),
            "bytes_written": size,
            "backlog_bytes": writer.backlog_bytes if writer else 0,
            "disk_free_bytes": free,
            "disk_left_s": round(free / pace) if pace else None,
            "n_syncs": sync.n_syncs if sync else 0,
            "n_batches": sync.n_batches if sync else 0,
            "n_late_syncs": sync.n_late if sync else 0,
            "max_unsynced_age_s": round(sync.max_age_s, 4) if sync else 0.0,
            "last_sync_age_s": round(now - sync.last_sync, 3)
            if sync and sync.last_sync is not None
            else None,
            "disk_was_full": self._was_full,
            "n_events": self._n_events,
            "streams": [track.status(now) for track in self.tracks],
        }


def main(argv: Sequence[str] | None = None) -> int:
    """Run the recorder process; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m safehold.app.recorder",
        description="Record all LSL streams into a session folder.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--select", action="append", default=[], metavar="PATTERN")
    parser.add_argument("--network", default="loopback", choices=lsl.NETWORKS)
    parser.add_argument("--lsl-session", default="")
    parser.add_argument("--wait", type=float, default=10.0, metavar="SECONDS")
    parser.add_argument("--min-streams", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on with a recorded session")
    given = parser.parse_args(argv)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    options = RecorderOptions(
        session=given.session,
        select=tuple(given.select),
        network=given.network,
        lsl_session=given.lsl_session,
        wait_s=given.wait,
        min_streams=given.min_streams,
        resume=given.resume,
    )
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        return run_recorder(options, stop)
    except SafeholdError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # senders that hang must not hold up the exit: the file is closed
