"""The recorder: a separate process that writes every stream to disk as it comes.

It has its own inlets and takes nothing from the window, so the window can die without a loss.
One loop pulls all inlets and writes what came (every 125 ms, one chunk a stream) and wakes the
thread that syncs the file. Streams without a source id are pulled every 20 ms: liblsl throws away
what it holds of them when they end. Opening and clock offsets happen in a thread per stream.

``python -m safehold.recorder.process SESSION`` runs it.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acquisition import lsl
from acquisition.discovery import StreamWatcher
from recordings.disk.private_files import own_process
from recordings.folder.session import SessionFolder
from safehold.core.errors import RecordingError, SafeholdError
from safehold.core.messages import Message
from safehold.recorder import control
from safehold.recorder.file import RecordingFile
from safehold.recorder.first_streams import first_streams
from safehold.recorder.home import RecorderHome, copy_session_info
from safehold.recorder.part import PartRecorder, Recorder
from safehold.recorder.stream_set import StreamSet


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
    """True continues with a session that was recorded before, in a new part of the recording."""

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
    home = RecorderHome(SessionFolder.open(options.session))
    stop = stop or threading.Event()
    recorder = Recorder(home, stop)
    try:
        with _stopped_by_signals(stop):
            return _begin(recorder, options).run()
    except SafeholdError as error:
        recorder.fail(error)
        raise
    finally:
        home.release()


def _begin(recorder: Recorder, options: RecorderOptions) -> PartRecorder:
    """Wait for the first streams, and begin to take them into a new file."""
    home, folder = recorder.home, recorder.home.folder
    if folder.recording_paths and not options.resume:
        raise RecordingError(
            Message(
                "{recording_path} exists already; a recording is never overwritten.",
                code="recording_exists",
                recording_path=folder.recording_path,
            ),
            remedy=Message(
                "Record into a new session, or resume this one ('--resume').",
                code="record_into_new_session_go",
            ),
        )
    control.check_writable(folder.path)
    copy_folder = options.copy_to / folder.session_id if options.copy_to is not None else None
    if copy_folder is not None:
        copy_session_info(folder, copy_folder)
        control.check_writable(copy_folder)
    home.write_status(recorder.status())
    lsl.configure(options.network, session_id=options.lsl_session)
    watcher, patterns = StreamWatcher(), options.select
    first = first_streams(
        watcher,
        patterns,
        wait_s=options.wait_s,
        min_streams=options.min_streams,
        stop_wanted=recorder.stop_wanted,
    )
    path = home.folder.next_recording_path
    copy = copy_folder / path.name if copy_folder is not None else None
    file = RecordingFile(path, folder.session_id, copy, lambda: home.places(path.name))
    stream_set = StreamSet(watcher, patterns, file)
    for found in first:
        stream_set.start(found)
    return PartRecorder(recorder, file, stream_set, copy_folder)


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
        prog="python -m safehold.recorder.process",
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
    own_process()
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(message)s",
        stream=sys.stderr,
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
