"""How a recorder and others speak to each other: files in the session folder.

``recorder.lock``   held by the running recorder; the system lets go of it when it dies
``recorder.json``   what the recorder says of itself, about twice a second
``recorder.stop``   put there to ask it to stop
``recorder.log``    what it printed

Files survive the window, need no port, and can be read by a person.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recordings.session import write_json
from safehold.core.errors import RecordingError

logger = logging.getLogger("safehold.app.recorder")

STATUS_NAME = "recorder.json"
STOP_NAME = "recorder.stop"
LOCK_NAME = "recorder.lock"
LOG_NAME = "recorder.log"
LSL_NAME = "recorder.lsl.cfg"

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class RecorderLock:
    """The right to record into a session folder; ends with the process at the latest.

    Parameters
    ----------
    folder : Path
        The session folder.

    Raises
    ------
    RecordingError
        When another recorder holds it, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_NAME
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise RecordingError(
                f"{folder} cannot be written: {error.strerror}.",
                remedy="Choose a session folder on a disk that this user may write to.",
            ) from error
        deadline = time.monotonic() + 0.5  # somebody may just be looking (is_recording)
        while not _try_lock(self._fd):
            if time.monotonic() > deadline:
                os.close(self._fd)
                raise RecordingError(
                    f"Another recorder is recording into {folder}.",
                    remedy="Use the running one, or stop it first ('safehold record --stop').",
                )
            time.sleep(0.02)

    def release(self) -> None:
        """Let the next recorder in."""
        os.close(self._fd)


def is_recording(folder: Path) -> bool:
    """Tell whether a recorder is at work in a session folder now."""
    try:
        fd = os.open(folder / LOCK_NAME, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:  # no lock file: nobody ever recorded here
        return False
    try:
        return not _try_lock(fd)
    finally:
        os.close(fd)


def write_status(folder: Path, status: Mapping[str, Any], *, durable: bool = False) -> None:
    """Replace the status file; on a full disk the old one is overwritten in place.

    A status that cannot be written at all is logged: it must never stop a recording.
    """
    path = folder / STATUS_NAME
    try:
        write_json(path, status, durable=durable, indent=None)
    except RecordingError:
        logger.warning("the status file cannot be replaced; overwriting it in place")
        _overwrite(path, status)


def _overwrite(path: Path, status: Mapping[str, Any]) -> None:
    text = json.dumps(status, allow_nan=False).encode()
    try:
        with path.open("r+b") as file:  # its blocks are its own already
            file.write(text)
            file.truncate()
    except OSError as error:
        logger.warning("the status file cannot be written: %s", error.strerror)


def check_writable(folder: Path, n_bytes: int = 2**20) -> None:
    """Write and sync a test file, so that a bad disk is known before the session.

    Raises
    ------
    RecordingError
        When so many bytes cannot be written.
    """
    path = folder / f".write-test-{os.getpid()}"
    try:
        with path.open("wb") as file:
            file.write(bytes(n_bytes))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except OSError as error:
        path.unlink(missing_ok=True)
        raise RecordingError(
            f"{folder} cannot be written: {error.strerror}.",
            remedy="Choose a session folder on a disk with space that this user may write to.",
        ) from error
