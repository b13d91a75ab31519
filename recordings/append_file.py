"""Append-only files: a record is written whole or not at all, and nothing is overwritten."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path
from typing import Final

from safehold.core.errors import RecordingError

# fdatasync is enough: the file's length is data to it, only its times are not.
_sync_data: Final = getattr(os, "fdatasync", os.fsync)
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DiskFullError(RecordingError):
    """No space: the record was not written, the file still ends at a whole record."""


def sync_directory(path: Path) -> None:
    """Make new and renamed names in a directory survive a power loss (POSIX only)."""
    if os.name != "posix":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class AppendFile:
    """A file that only grows, by whole records.

    One record is one ``write()`` on an unbuffered ``O_APPEND`` descriptor, so that a killed
    process leaves whole records only. Any thread may append or sync.

    Parameters
    ----------
    path : Path
        The file.
    exclusive : bool
        True refuses a file that exists; False goes on at its end.

    Raises
    ------
    RecordingError
        When the file exists (exclusive), or cannot be created or opened.
    """

    def __init__(self, path: Path, *, exclusive: bool) -> None:
        self.path = path
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        if exclusive:
            flags |= os.O_EXCL
        try:
            self._fd = os.open(path, flags, 0o644)
        except FileExistsError as error:
            raise RecordingError(
                f"{path} exists already; a recording is never overwritten.",
                remedy="Record into a new session folder.",
            ) from error
        except OSError as error:
            raise RecordingError(
                f"{path} cannot be written: {error.strerror}.",
                remedy="Choose a folder on a disk that this user may write to.",
            ) from error
        self._lock = threading.Lock()
        self._size = os.fstat(self._fd).st_size
        self._synced = self._size
        self._closed = False
        self._torn = False  # a piece of a record stands at the end and could not be cut off
        if exclusive:
            sync_directory(path.parent)

    @property
    def size(self) -> int:
        """Bytes of whole records written."""
        return self._size

    @property
    def synced(self) -> int:
        """Bytes known to be on the disk."""
        return self._synced

    def append(self, record: bytes) -> None:
        """Write one record whole, or leave the file as it was.

        Raises
        ------
        DiskFullError
            When there is no space; a piece already written is cut off again.
        RecordingError
            When the disk fails otherwise.
        """
        with self._lock:
            if self._closed:
                raise ValueError(f"{self.path} is closed")
            view, done = memoryview(record), 0
            try:
                if self._torn:
                    self._cut()
                while done < len(record):  # a short write happens on a full disk and on signals
                    done += os.write(self._fd, view[done:])
            except OSError as error:
                if done:
                    self._cut_or_remember()
                raise self._failure(error) from error
            self._size += len(record)

    def sync(self) -> None:
        """Force everything appended so far to the disk."""
        if self._closed:
            return
        size = self._size
        if size == self._synced:
            return
        try:
            _sync_data(self._fd)  # without the lock: appending goes on while the disk works
        except OSError as error:
            raise self._failure(error) from error
        self._synced = max(self._synced, size)

    def close(self) -> None:
        """Sync and close; a second call does nothing."""
        if self._closed:
            return
        try:
            self.sync()
        finally:
            with self._lock:
                self._closed = True
                os.close(self._fd)

    def _cut(self) -> None:
        os.ftruncate(self._fd, self._size)
        self._torn = False

    def _cut_or_remember(self) -> None:
        self._torn = True
        with contextlib.suppress(OSError):  # the next record tries again, and is refused if not
            self._cut()

    def _failure(self, error: OSError) -> RecordingError:
        if error.errno in _DISK_FULL:
            return DiskFullError(
                f"No space left for {self.path}: {error.strerror}.",
                remedy="Free space on this disk; recording goes on as soon as there is some.",
            )
        return RecordingError(
            f"Writing {self.path} failed: {error.strerror}.",
            remedy="Check the disk; what was written before is whole.",
        )
