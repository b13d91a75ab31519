"""How a recorder and others speak to each other: files in the session folder.

``recorder.lock``   held by the running recorder; the system lets go of it when it dies
``recorder.json``   what the recorder says of itself, about twice a second
``recorder.stop``   put there to ask it to stop
``recorder.log``    what it printed

Files survive the window, need no port, and can be read by a person. Lock, status and stop are
at a second place too (:class:`Post`), for a session folder that was renamed or deleted.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recordings.disk.file_lock import try_lock
from recordings.disk.private_files import file_mode, opener
from recordings.folder.session import read_json, write_json
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.session.status import RecorderState

logger = logging.getLogger("safehold.recorder.process")

STATUS_NAME = "recorder.json"
STOP_NAME = "recorder.stop"
LOCK_NAME = "recorder.lock"
LOG_NAME = "recorder.log"
LSL_NAME = "recorder.lsl.cfg"


class RecorderLock:
    """The right to record into a session folder; ends with the process at the latest.

    Parameters
    ----------
    folder : Path
        The session folder.
    name : str
        Of the lock file.

    Raises
    ------
    RecordingError
        When another recorder holds it, or the folder cannot be written.
    """

    def __init__(self, folder: Path, name: str = LOCK_NAME) -> None:
        path = folder / name
        try:
            self.fd = os.open(
                path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), file_mode()
            )
        except OSError as error:
            raise RecordingError(
                Message(
                    "{folder} cannot be written: {why}.",
                    code="folder_cannot_be_written",
                    folder=folder,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Choose a session folder on a disk that this user may write to.",
                    code="choose_session_folder_disk_user",
                ),
            ) from error
        deadline = time.monotonic() + 0.5  # somebody may just be looking (is_recording)
        while not try_lock(self.fd):
            if time.monotonic() > deadline:
                os.close(self.fd)
                raise RecordingError(
                    Message(
                        "Another recorder is recording into {folder}.",
                        code="another_recorder",
                        folder=folder,
                    ),
                    remedy=Message(
                        "Use the running one, or stop it first ('safehold record --stop').",
                        code="use_running_one_stop_first",
                    ),
                )
            time.sleep(0.02)

    def release(self) -> None:
        """Let the next recorder in."""
        os.close(self.fd)


def is_recording(folder: Path) -> bool:
    """Tell whether a recorder is at work in a session folder now, wherever that has gone."""
    return is_held(folder / LOCK_NAME) or Post.of(folder).is_held()


def is_held(lock: Path) -> bool:
    """Tell whether somebody holds a lock file."""
    try:
        fd = os.open(lock, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:  # no lock file: nobody ever recorded here
        return False
    try:
        return not try_lock(fd)
    finally:
        os.close(fd)


@dataclass(frozen=True, slots=True)
class Post:
    """Where a recorder is found under the path it was started with, whatever became of that.

    A session folder may be renamed or deleted while the recorder is at work in it. So the same
    files stand under the temporary folder too, in one that only this user may enter.
    """

    folder: Path
    key: str
    """Stands for the path of the session folder."""

    @classmethod
    def of(cls, session: Path) -> Post:
        """Return the post of a session folder; nothing is made."""
        user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
        name = os.path.abspath(session)
        key = hashlib.sha256(os.fsencode(name)).hexdigest()[:24]
        return cls(Path(tempfile.gettempdir()) / f"safehold-{user}", key)

    @property
    def lock_name(self) -> str:
        """Name of the lock in its folder."""
        return f"{self.key}.lock"

    @property
    def status_path(self) -> Path:
        """The recorder's status, as in the session folder."""
        return self.folder / f"{self.key}.json"

    @property
    def stop_path(self) -> Path:
        """Put there to ask the recorder to stop."""
        return self.folder / f"{self.key}.stop"

    def make(self) -> None:
        """Make the folder.

        Raises
        ------
        OSError
            When it cannot be made, or belongs to somebody else.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._check_own()

    def is_held(self) -> bool:
        """Tell whether a recorder that was started with this path is at work."""
        return self._is_own() and is_held(self.folder / self.lock_name)

    def read(self) -> dict[str, Any]:
        """Return the status that stands there; empty where there is none."""
        if not self._is_own():
            return {}
        return read_status(self.status_path)

    def _is_own(self) -> bool:
        try:
            self._check_own()
        except OSError:
            return False
        return True

    def _check_own(self) -> None:
        """Refuse a folder that somebody else has put there: the place is open to all."""
        found = self.folder.lstat()
        own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        others_write = os.name == "posix" and found.st_mode & 0o022
        if not stat.S_ISDIR(found.st_mode) or not own or others_write:
            raise PermissionError(f"{self.folder} is not this user's alone")


def read_status(path: Path) -> dict[str, Any]:
    """Return what a recorder says of itself; empty where it says nothing that can be used.

    An entry of a wrong type is left out.
    """
    try:
        told = read_json(path)
    except RecordingError:
        return {}
    if told.get("state") not in tuple(RecorderState):
        return {}
    return {key: value for key, value in told.items() if _fits(key, value)}


def _fits(key: str, value: Any) -> bool:
    if key in _NUMBERS:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number or (value is None and key in _MAY_BE_MISSING)
    if key in _TABLES:
        return isinstance(value, list) and all(
            isinstance(one, dict) and all(isinstance(one.get(k), t) for k, t in _TABLES[key])
            for one in value
        )
    return isinstance(value, str) if key in _TEXTS else True


_NUMBERS: Final = frozenset(
    {"updated_utc", "last_sync_age_s", "elapsed_s", "disk_free_bytes", "disk_left_s"}
    | {"bytes_written", "backlog_bytes", "max_unsynced_age_s", "pid"}
)
_MAY_BE_MISSING: Final = frozenset({"last_sync_age_s", "disk_free_bytes", "disk_left_s"})
_TEXTS: Final = frozenset({"state", "message", "remedy", "path", "recording"})
_TABLES: Final[dict[str, tuple[tuple[str, type], ...]]] = {
    "streams": (("name", str), ("source_id", str), ("state", str), ("n_samples", int)),
    "troubles": (("cause", str), ("what", str), ("remedy", str), ("level", str)),
}
"""Entries of the status whose types are looked at before they are used."""


def write_status(
    folder: Path, status: Mapping[str, Any], *, durable: bool = False, name: str = STATUS_NAME
) -> None:
    """Replace the status file; on a full disk the old one is overwritten in place.

    A status that cannot be written at all is logged: it must never stop a recording.
    """
    path = folder / name
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
        with open(path, "wb", opener=opener) as file:
            file.write(bytes(n_bytes))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except OSError as error:
        path.unlink(missing_ok=True)
        raise RecordingError(
            Message(
                "{folder} cannot be written: {why}.",
                code="folder_cannot_be_written",
                folder=folder,
                why=error.strerror,
            ),
            remedy=Message(
                "Choose a session folder on a disk with space that this user may write to.",
                code="choose_session_folder_disk_space",
            ),
        ) from error
