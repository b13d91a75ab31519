"""The recorder: a process of its own that writes every stream to disk as it comes.

It has its own inlets and takes nothing from the window, so the window can die without a loss.
One loop pulls all inlets and writes what came (every 125 ms, one chunk a stream) and wakes the
thread that syncs the file. Streams without a source id are pulled every 20 ms: liblsl throws away
what it holds of them when they end. Opening and clock offsets happen in a thread per stream.

``python -m safehold.app.recorder SESSION`` runs it.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from acquisition import lsl
from acquisition.discovery import StreamWatcher
from recordings.session import SessionFolder
from safehold.app import recorder_control as control
from safehold.app.journal import software
from safehold.app.recorder_file import RecordingFile
from safehold.app.recorder_intake import Intake, first_streams
from safehold.core.errors import RecordingError, SafeholdError

logger = logging.getLogger("safehold.app.recorder")

POLL_S = 0.02
FLUSH_S = 0.125
STATUS_S = 0.5
SEARCH_S = 0.5
DRAIN_S = 0.3
"""After the stop request: what was sent before it is on its way at most this long."""


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

    copy_to: Path | None = None
    """Folder, best on another disk, that gets a second copy at the same time."""

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
        if self.copy_to is not None:
            arguments.append(f"--copy-to={self.copy_to}")
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
    stop = stop or threading.Event()
    try:
        with _stopped_by_signals(stop):
            return _Recorder(options, folder, stop).run()
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
        self._stop = stop
        self._stop_file = folder.path / control.STOP_NAME
        self._state = "starting"
        self._started = time.monotonic()
        self._started_utc = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._file: RecordingFile | None = None
        self._intake: Intake | None = None
        self._copy_folder = options.copy_to / folder.session_id if options.copy_to else None

    def run(self) -> int:
        """Record; see :func:`run_recorder`."""
        if self.folder.recording_paths and not self.options.resume:
            raise RecordingError(
                f"{self.folder.recording_path} exists already; a recording is never overwritten.",
                remedy="Record into a new session, or go on with this one ('--resume').",
            )
        control.check_writable(self.folder.path)
        if self._copy_folder is not None:
            copy_session_info(self.folder, self._copy_folder)
            control.check_writable(self._copy_folder)
        self._stop_file.unlink(missing_ok=True)
        self._write_status()
        lsl.configure(self.options.network, session_id=self.options.lsl_session)
        watcher, patterns = StreamWatcher(), self.options.select
        first = first_streams(
            watcher,
            patterns,
            wait_s=self.options.wait_s,
            min_streams=self.options.min_streams,
            stop_wanted=self._stop_wanted,
        )
        path = self.folder.next_recording_path
        copy = self._copy_folder / path.name if self._copy_folder is not None else None
        file = RecordingFile(path, self.folder.session_id, copy)
        intake = Intake(watcher, patterns, file)
        self._file, self._intake = file, intake
        for found in first:
            intake.start(found)
        self._loop(intake, file)
        return self._finish(intake, file)

    def _stop_wanted(self, wait: float) -> bool:
        return self._stop.wait(wait) or self._stop_file.exists()

    def _loop(self, intake: Intake, file: RecordingFile) -> None:
        now = time.monotonic()
        wake = next_flush = next_status = now
        next_search = now + SEARCH_S
        while not self._stop_wanted(max(0.001, wake - time.monotonic())):
            now = time.monotonic()
            intake.take_messages()
            flush_due = now >= next_flush
            intake.pull(now, everything=flush_due)
            if flush_due:
                intake.flush()
                next_flush = now + FLUSH_S
            if now >= next_search:
                _aside(lambda: intake.search(time.monotonic()))
                next_search = now + SEARCH_S
            if now >= next_status:
                intake.note_silence(now)
                _aside(file.watch_space)
                _aside(file.watch_copy)
                _aside(self._write_status)
                next_status = now + STATUS_S
            wake = now + POLL_S if intake.hasty else next_flush

    def _finish(self, intake: Intake, file: RecordingFile) -> int:
        """Take in what was sent before the stop, close the file, and give account."""
        self._state = "stopping"
        file.note("rec.stop")
        intake.measure_now()
        now = time.monotonic()
        end, next_flush = now + DRAIN_S, now
        while now < end:
            intake.take_messages()
            intake.pull(now)
            if now >= next_flush:
                intake.flush()
                next_flush = now + FLUSH_S
            time.sleep(POLL_S / 2)
            now = time.monotonic()
        intake.take_messages()
        intake.pull(now)
        intake.release()
        intake.flush()
        file.write_totals(intake.tracks)
        intake.close()
        file.close()
        self._state = "stopped"
        return self._give_receipt(intake, file)

    def _give_receipt(self, intake: Intake, file: RecordingFile) -> int:
        """Write what was recorded and what was lost; return the exit code."""
        part = {
            **file.receipt(intake.tracks),
            "started_utc": self._started_utc,
            "stopped_utc": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "software": software(),
        }
        code = RecordingError.exit_code if part["losses"] else 0
        try:
            self._keep(part)
        except (RecordingError, KeyError, TypeError):
            logger.exception("session.json has no receipt of %s", part["file"])
        if (target := self._copy_folder) is not None:
            _aside(lambda: copy_session_info(self.folder, target))
        said = {"losses": part["losses"], "exit_code": code, "sha256": part["sha256"]}
        status = {**self._status(time.monotonic()), **said}
        control.write_status(self.folder.path, status, durable=True)
        self._stop_file.unlink(missing_ok=True)
        return code

    def _keep(self, part: dict[str, Any]) -> None:
        """Put the receipt of a part beside those of the earlier parts."""
        parts = self.folder.read_info().get("receipt", {}).get("parts", [])
        parts = [*(p for p in parts if p["file"] != part["file"]), part]
        self.folder.update_info(
            receipt={"passes": not any(p["losses"] for p in parts), "parts": parts}
        )

    def _write_status(self) -> None:
        control.write_status(self.folder.path, self._status(time.monotonic()))

    def _status(self, now: float) -> dict[str, Any]:
        elapsed = now - self._started
        status: dict[str, Any] = {
            "schema": 1,
            "state": self._state,
            "pid": os.getpid(),
            "started_utc": self._started_utc,
            "updated_utc": time.time(),
            "elapsed_s": round(elapsed, 3),
        }
        if self._file is None or self._intake is None:
            return status
        if self._state == "starting" and not self._intake.connecting:
            status["state"] = self._state = "recording"
        file, writer, sync = self._file, self._file.writer, self._file.sync
        free, left = file.space()
        age = None if sync.last_sync is None else round(now - sync.last_sync, 3)
        return status | {
            "recording": writer.path.name,
            "message": file.message,
            "bytes_written": writer.size,
            "backlog_bytes": writer.backlog_bytes,
            "disk_free_bytes": free,
            "disk_left_s": round(left) if left is not None else None,
            "disk_was_full": file.disk_was_full,
            "n_batches": sync.n_batches,
            "n_syncs": sync.n_syncs,
            "n_late_syncs": sync.n_late,
            "max_unsynced_age_s": round(sync.max_age_s, 4),
            "last_sync_age_s": age,
            "n_events": file.n_events,
            "copy_bytes": file.copy.size if file.copy is not None else None,
            "copy_failure": file.copy.failure if file.copy is not None else "",
            "streams": [track.status(now) for track in self._intake.tracks],
        }


def copy_session_info(folder: SessionFolder, target: Path) -> None:
    """Make the folder of a second copy a session folder of its own.

    Raises
    ------
    RecordingError
        When it cannot be written, or is the session's own folder.
    """
    if target.resolve() == folder.path.resolve():
        raise RecordingError(
            f"The second copy cannot be made in {target}: that is the session itself.",
            remedy="Choose another folder, best on another disk.",
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordingError(
            f"The second copy cannot be made in {target}: {error.strerror}.",
            remedy="Choose a folder that this user may write to.",
        ) from error
    SessionFolder(target).write_info(folder.read_info())


def _aside(duty: Callable[[], object]) -> None:
    """Do what is not taking in data; its failure must not end the recording."""
    try:
        duty()
    except (SafeholdError, OSError, RuntimeError, ValueError):
        logger.exception("a side duty of the recorder failed; recording goes on")


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT end the recording in order (in a main thread)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


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
    parser.add_argument("--copy-to", type=Path, metavar="FOLDER", help="a second copy there")
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
        copy_to=given.copy_to,
    )
    try:
        return run_recorder(options)
    except SafeholdError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # senders that hang must not hold up the exit: the file is closed
