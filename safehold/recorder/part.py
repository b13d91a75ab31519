"""One part of a recording: its streams go into its file, from the first one to its receipt."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from recordings.folder.chain import extended
from safehold.core.errors import RecordingError, SafeholdError
from safehold.core.life_cycle import LifeCycle
from safehold.core.messages import Message, beside
from safehold.files.engine_run import software
from safehold.recorder.file import RecordingFile
from safehold.recorder.home import RecorderHome, copy_session_info
from safehold.recorder.stream_set import StreamSet
from safehold.session.status import RECORDER_TABLE, RecorderState, Trouble

logger = logging.getLogger("safehold.recorder.process")

POLL_S = 0.02
FLUSH_S = 0.125
STATUS_S = 0.5
SEARCH_S = 0.5
DRAIN_S = 0.3
"""After the stop request: what was sent before it is on its way at most this long."""


class Recorder:
    """What a recorder has from its first moment on: a folder, a state, and how it is ended.

    Parameters
    ----------
    home : RecorderHome
        Where it records.
    stop : threading.Event
        Set to end it; a stop request in the folder does the same.
    """

    def __init__(self, home: RecorderHome, stop: threading.Event) -> None:
        self.home = home
        self.life = LifeCycle("recorder", RecorderState.STARTING, RECORDER_TABLE)
        self.started_utc = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._stop, self._started = stop, time.monotonic()

    def stop_wanted(self, wait: float) -> bool:
        """Wait for so many seconds; tell whether somebody asked it to stop."""
        return self._stop.wait(wait) or self.home.stop_wanted()

    def status(self) -> dict[str, Any]:
        """Return what the status file says while nothing is recorded yet."""
        return {
            "schema": 1,
            "state": self.life.state,
            "pid": os.getpid(),
            "started_utc": self.started_utc,
            "updated_utc": time.time(),
            "elapsed_s": round(time.monotonic() - self._started, 3),
        }

    def fail(self, error: SafeholdError) -> None:
        """Say in the status file that it has failed, and why."""
        self.life.advance(RecorderState.FAILED)
        self.home.write_status(
            {"state": self.life.state, "pid": os.getpid(), "message": error.message,
             "remedy": error.remedy, "said": beside((error.message, error.remedy)),
             "updated_utc": time.time()},
        )  # fmt: skip


class PartRecorder:
    """Records into one file until the recorder is to stop.

    Parameters
    ----------
    recorder : Recorder
        Its folder and its state.
    file : RecordingFile
        The part, just begun.
    stream_set : StreamSet
        The streams on their way into it.
    copy_folder : Path or None
        Folder of a second copy, for its ``session.json``.
    """

    def __init__(
        self,
        recorder: Recorder,
        file: RecordingFile,
        stream_set: StreamSet,
        copy_folder: Path | None,
    ) -> None:
        self._recorder, self._file, self._stream_set = recorder, file, stream_set
        self._copy_folder = copy_folder

    def run(self) -> int:
        """Record; return the exit code (:func:`safehold.recorder.process.run_recorder`)."""
        self._note_gap()
        self._loop()
        return self.finish()

    def _note_gap(self) -> None:
        """Note for how long nothing was recorded, where this is a further part."""
        earlier = [
            part
            for part in self._recorder.home.folder.recording_paths
            if part.name != self._file.writer.path.name
        ]
        if not earlier:
            return
        try:
            gap = max(0.0, time.time() - earlier[-1].stat().st_mtime)
        except OSError:
            return
        part = earlier[-1].name
        self._file.note("rec.resumed", None, after=part, seconds=f"{gap:.3f}")
        self._file.remarks.append(
            Message(
                "nothing was recorded for {gap:.1f} s between {part} and it",
                code="pause_before_part",
                gap=gap,
                part=part,
            )
        )

    def _loop(self) -> None:
        file, stream_set, recorder = self._file, self._stream_set, self._recorder
        now = time.monotonic()
        wake = next_flush = next_status = now
        next_search = now + SEARCH_S
        while not recorder.stop_wanted(max(0.001, wake - time.monotonic())):
            now = time.monotonic()
            _aside(stream_set.take_news)
            flush_due = now >= next_flush
            _aside(partial(stream_set.pull, now, everything=flush_due))
            if flush_due:
                _aside(stream_set.flush)
                next_flush = now + FLUSH_S
            if now >= next_search:
                _aside(lambda: stream_set.search(time.monotonic()))
                next_search = now + SEARCH_S
            if now >= next_status:
                _aside(partial(stream_set.note_silence, now))
                _aside(recorder.home.look)
                _aside(file.disk.look)
                _aside(lambda: recorder.home.write_status(self.status()))
                next_status = now + STATUS_S
            wake = now + POLL_S if stream_set.hasty else next_flush

    def finish(self) -> int:
        """Take in what was sent before the stop, close the file; return the exit code."""
        file, stream_set = self._file, self._stream_set
        self._recorder.life.advance(RecorderState.STOPPING)
        _aside(file.note_stop)
        _aside(stream_set.measure_now)
        now = time.monotonic()
        end, next_flush = now + DRAIN_S, now
        while now < end:
            _aside(stream_set.take_news)
            _aside(partial(stream_set.pull, now))
            if now >= next_flush:
                _aside(stream_set.flush)
                next_flush = now + FLUSH_S
            time.sleep(POLL_S / 2)
            now = time.monotonic()
        for duty in (
            stream_set.take_news,
            partial(stream_set.pull, now),
            stream_set.release,
            stream_set.flush,
            partial(file.write_totals, stream_set.streams),
            stream_set.close,
            file.close,
        ):
            _aside(duty)
        self._recorder.life.advance(RecorderState.STOPPED)
        return self._give_receipt()

    def _give_receipt(self) -> int:
        """Write what was recorded and what was lost; return the exit code.

        A receipt that cannot be made is no reason to be called cut: the file is closed.
        """
        recorder = self._recorder
        said: dict[str, Any] = {"exit_code": RecordingError.exit_code}
        try:
            part = {
                **self._file.receipt(self._stream_set.streams),
                "started_utc": recorder.started_utc,
                "stopped_utc": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "software": software(),
            }
            code = RecordingError.exit_code if part["losses"] else 0
            said = {"losses": part["losses"], "exit_code": code, "sha256": part["sha256"]}
            self._keep(part)
        except Exception:
            logger.exception("session.json has no receipt of this part")
        if (target := self._copy_folder) is not None:
            _aside(lambda: copy_session_info(recorder.home.folder, target))
        recorder.home.write_status({**self.status(), **said}, durable=True)
        _aside(recorder.home.forget_stop)
        return int(said["exit_code"])

    def _keep(self, part: dict[str, Any]) -> None:
        """Put the receipt of a part beside those of the earlier parts."""
        home = self._recorder.home
        info = home.read_info()
        parts = info.get("receipt", {}).get("parts", [])
        parts = [*(p for p in parts if p["file"] != part["file"]), part]
        receipt = {"passes": not any(p["losses"] for p in parts), "parts": parts}
        info = {**info, "receipt": receipt}
        try:
            info = extended(
                home.folder, info, "recorded", recordings={part["file"]: part}, keys=["receipt"]
            )
        except Exception:  # the receipt matters more
            logger.exception("no link of the chain for %s", part["file"])
        home.folder.write_info(info)

    def status(self) -> dict[str, Any]:
        """Return what the status file says."""
        now, life = time.monotonic(), self._recorder.life
        if life.state is RecorderState.STARTING and not self._stream_set.connecting:
            life.advance(RecorderState.RECORDING)
        file, writer, sync = self._file, self._file.writer, self._file.sync
        try:
            free, left = file.disk.space()
        except OSError:
            free, left = None, None  # the disk does not say
        message = file.message
        age = None if sync.last_sync is None else round(now - sync.last_sync, 3)
        return self._recorder.status() | {
            "recording": writer.path.name,
            "message": message,
            "said": beside((message,)),
            "path": str(file.disk.watch.where),
            "troubles": [_told(trouble) for trouble in file.troubles(now)],
            "failed_sync": sync.failure,
            "unsynced_s": round(sync.unsynced_s(now), 3),
            "bytes_written": writer.size,
            "backlog_bytes": writer.backlog_bytes,
            "disk_free_bytes": free,
            "disk_left_s": round(left) if left is not None else None,
            "disk_was_full": file.disk.was_full,
            "n_batches": sync.n_batches,
            "n_syncs": sync.n_syncs,
            "n_failed_syncs": sync.n_failed,
            "n_late_syncs": sync.n_late,
            "max_unsynced_age_s": round(sync.max_age_s, 4),
            "last_sync_age_s": age,
            "n_events": file.n_events,
            "copy_bytes": file.copy.size if file.copy is not None else None,
            "copy_failure": file.copy.failure if file.copy is not None else "",
            "streams": self._stream_set.statuses(now),
        }


def _told(trouble: Trouble) -> dict[str, Any]:
    """Return a trouble as JSON, with its messages beside its English."""
    return {**asdict(trouble), "said": beside((trouble.what, trouble.remedy))}


def _aside(duty: Callable[[], object]) -> None:
    """Do one of the recorder's duties; its failure must not end the others'."""
    try:
        duty()
    except Exception:
        logger.exception("a duty of the recorder failed; recording goes on")
