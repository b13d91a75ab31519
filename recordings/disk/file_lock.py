"""One program at a time: locks that the system lets go of when a process dies.

A log is locked itself while lines are added to it (:func:`held`). A small file that is replaced as
a whole is changed under a lock beside it (:func:`changing`), from reading to replacing.

Locks are advice on Linux and macOS, so reading goes on; Windows keeps the locked byte from
readers, so a log is locked at a byte far beyond its end.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from recordings.disk.disk_errors import disk_error
from recordings.disk.private_files import file_mode
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.recordings")

FAR: Final = 2**40
"""A byte that no log reaches."""
WAIT_S: Final = 10.0
"""Others hold a log for milliseconds, on a slow share for a second."""
_NOT_HELD: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""What a file system says that has no locks."""

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int, at: int) -> None:
        os.lseek(fd, at, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _unlock(fd: int, at: int) -> None:
        os.lseek(fd, at, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(fd: int, _at: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(fd: int, _at: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


def try_lock(fd: int) -> bool:
    """Lock an open file until it is closed; tell whether nobody else holds it."""
    try:
        _lock(fd, 0)
    except OSError:
        return False
    return True


@contextmanager
def held(fd: int, path: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold an open log, waiting for others that hold it.

    A file system without locks is written to without one.

    Parameters
    ----------
    fd : int
        The open file.
    path : Path
        Its name, for what is said.
    wait_s : float
        How long others may hold it, s.

    Raises
    ------
    RecordingError
        When others hold it for longer.
    """
    locked = _wait(fd, path, time.monotonic() + wait_s)
    try:
        yield
    finally:
        if locked:
            _unlock(fd, FAR)


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Keep others from changing a file that is read, changed and replaced as a whole.

    Everybody who builds on what the file says holds this lock; readers need none.

    Parameters
    ----------
    path : Path
        The file; it may be missing, its folder must be there.

    Raises
    ------
    RecordingError
        When others hold it for too long, or the folder cannot be written.
    """
    beside = path.with_name(f".{path.name}.lock")
    try:
        fd = _open_in_place(beside)
    except OSError as error:
        raise disk_error(Message("Writing {path}", code="writing", path=path), error) from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps an open file; the next one takes it as it is
            beside.unlink()
        os.close(fd)


def _open_in_place(beside: Path) -> int:
    """Return an open lock file that is held and still has its name: who held it took it away."""
    deadline = time.monotonic() + WAIT_S
    while True:
        fd = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), file_mode())
        try:
            _wait(fd, beside, deadline)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(fd), beside.stat()):
                    return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _wait(fd: int, path: Path, deadline: float) -> bool:
    while True:
        try:
            _lock(fd, FAR)
        except OSError as error:
            if error.errno in _NOT_HELD:
                logger.warning("%s is on a file system without locks", path)
                return False
            if time.monotonic() > deadline:
                raise RecordingError(
                    Message(
                        "Another program is writing to {path} and does not end.",
                        code="log_is_held",
                        path=path,
                    ),
                    remedy=Message(
                        "Close other windows of this session, then try again.",
                        code="close_other_windows_of_session",
                    ),
                ) from error
            time.sleep(0.005)
        else:
            return True
