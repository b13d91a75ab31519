"""Append-only files: a record is written whole or not at all, and nothing is overwritten."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from recordings.disk.disk_errors import DiskError, DiskFullError, disk_error
from recordings.disk.file_lock import held
from recordings.disk.private_files import file_mode, sync_directory
from recordings.disk.whereabouts import FileState, Place, whereabouts
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

__all__ = ["AppendFile", "DiskFullError", "sync_directory"]

# fdatasync is enough: the file's length is data to it, only its times are not.
_sync_data: Final = getattr(os, "fdatasync", os.fsync)
_PIECE: Final = 2**20


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
        is_new = exclusive or not path.exists()
        try:
            self._fd = _open(path, os.O_EXCL if exclusive else 0)
        except FileExistsError as error:
            raise RecordingError(
                Message(
                    "{path} exists already; a recording is never overwritten.",
                    code="recording_file_exists",
                    path=path,
                ),
                remedy=Message(
                    "Record into a new session folder.", code="record_into_new_session_folder"
                ),
            ) from error
        except OSError as error:
            raise disk_error(Message("Making {path}", code="making", path=path), error) from error
        self._lock = threading.Lock()
        self._sync_lock = threading.Lock()  # held while the disk works on this descriptor
        self._doubtful = False  # a sync failed: the system may have dropped what it covered
        self._size = os.fstat(self._fd).st_size
        self._synced = self._size
        self._closed = False
        self._torn = False  # a piece of a record stands at the end and could not be cut off
        if is_new:
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
        DiskError
            When the disk fails otherwise; its `cause` says how.
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
                raise disk_error(
                    Message("Writing {path}", code="writing", path=self.path), error
                ) from error
            self._size += len(record)

    @contextlib.contextmanager
    def alone(self) -> Iterator[int]:
        """Keep other programs that do the same out of the file; go on after what they wrote.

        Yields how many bytes came since. A piece of a record that could not be cut off stays, for
        others may have gone on behind it.

        Raises
        ------
        RecordingError
            When another program does not let go of the file.
        """
        with held(self._fd, self.path):
            with self._lock:
                size = os.fstat(self._fd).st_size
                came = max(0, size - self._size)
                self._size += came
                self._torn = False
            yield came

    def end(self, n: int) -> bytes:
        """Return the last `n` bytes of the file, fewer where it is shorter.

        Raises
        ------
        DiskError
            When they cannot be read.
        """
        begin = max(0, self._size - n)
        try:
            if hasattr(os, "pread"):  # wherever it was moved to
                return os.pread(self._fd, self._size - begin, begin)
            with self.path.open("rb") as file:
                file.seek(begin)
                return file.read(self._size - begin)
        except OSError as error:
            raise disk_error(
                Message("Reading {path}", code="reading_log", path=self.path), error
            ) from error

    def stands_at(self, path: Path) -> bool:
        """Tell whether this file, and no other, has that name."""
        try:
            return os.path.samestat(os.fstat(self._fd), path.stat())
        except FileNotFoundError:
            return False

    def sync(self) -> None:
        """Force everything appended so far to the disk.

        After a failed sync the system takes the lost pages for clean, and the next sync would
        succeed without them: so what is not known to be on the disk is written again first.

        Raises
        ------
        DiskError
            When the disk does not confirm it.
        """
        with self._sync_lock:
            size = self._size
            if size == self._synced:
                return
            if self._closed:
                raise DiskError(
                    Message(
                        "{path} was closed before the disk confirmed its end.",
                        code="closed_before_disk_confirmed_end",
                        path=self.path,
                    )
                )
            try:
                if self._doubtful:
                    _write_again(self._fd, self.path, self._synced, size)
                _sync_data(self._fd)  # without the other lock: appending goes on meanwhile
            except OSError as error:
                self._doubtful = True
                raise disk_error(
                    Message("Syncing {path}", code="syncing", path=self.path), error
                ) from error
            self._doubtful = False
            self._synced = max(self._synced, size)

    def look(self) -> FileState:
        """Return where the file is now and how much it holds, as the disk says.

        A size other than that of whole records means that another program has changed it.
        """
        with self._lock:  # between two records, else the size would be that of half a record
            if self._closed:
                return FileState(Place.UNKNOWN, None, None, "closed")
            state = whereabouts(self._fd, self.path)
            if state.size is None or self._torn:
                return state
            return replace(state, surplus=state.size - self._size)

    def moved_to(self, path: Path) -> None:
        """Take note of the file's new name."""
        self.path = path

    def restore(self, path: Path) -> None:
        """Write everything appended so far into a new file, and go on there.

        For a file that was deleted: its records can be read as long as it is open. Appending
        goes on while they are copied, and waits only for the last of them.

        Parameters
        ----------
        path : Path
            The new file; must not exist.

        Raises
        ------
        DiskError
            When it cannot be written; the deleted file is still open and takes records then.
        """
        try:
            new = _open(path, os.O_EXCL)
        except OSError as error:
            raise disk_error(Message("Making {path}", code="making", path=path), error) from error
        try:
            done = _copy(self._fd, new, 0, self._size)
            os.fsync(new)
            with self._sync_lock, self._lock:
                if self._torn:
                    self._cut()
                _copy(self._fd, new, done, self._size)
                os.fsync(new)
                old, self._fd = self._fd, new
                self.path, self._synced, self._doubtful = path, self._size, False
        except OSError as error:
            os.close(new)
            with contextlib.suppress(OSError):
                path.unlink()
            raise disk_error(
                Message("Writing {path}", code="writing", path=path), error
            ) from error
        os.close(old)
        sync_directory(path.parent)

    def close(self) -> None:
        """Sync and close; a second call does nothing."""
        if self._closed:
            return
        try:
            self.sync()
        finally:
            with self._sync_lock, self._lock:
                self._closed = True
                os.close(self._fd)

    def _cut(self) -> None:
        os.ftruncate(self._fd, self._size)
        self._torn = False

    def _cut_or_remember(self) -> None:
        self._torn = True
        with contextlib.suppress(OSError):  # the next record tries again, and is refused if not
            self._cut()


def _open(path: Path, flags: int) -> int:
    flags |= os.O_RDWR | os.O_CREAT | os.O_APPEND  # to be read again where it was deleted
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, file_mode())


def _read_at(fd: int, at: int, n: int) -> bytes:
    if not hasattr(os, "pread"):  # Windows, where no open file can be deleted
        raise OSError(95, "a file cannot be read while it is written here")
    data = os.pread(fd, n, at)
    if not data:
        raise OSError(5, f"the file ends at byte {at}")
    return data


def _copy(source: int, target: int, begin: int, end: int) -> int:
    """Append the bytes from `begin` to `end` of one file to another; return `end`."""
    while begin < end:
        view = memoryview(_read_at(source, begin, min(_PIECE, end - begin)))
        begin += len(view)
        while view:
            view = view[os.write(target, view) :]
    return end


def _write_again(fd: int, path: Path, begin: int, end: int) -> None:
    """Write bytes of a file at their places once more, so that the next sync covers them."""
    if not hasattr(os, "pwrite"):
        return
    # an O_APPEND descriptor writes at the end wherever it is told to; /proc has deleted ones too
    own = f"/proc/self/fd/{fd}"
    second = os.open(own if os.path.exists(own) else path, os.O_WRONLY)
    try:
        if not os.path.samestat(os.fstat(second), os.fstat(fd)):
            raise OSError(2, Message("another file has its name", code="another_file_at_its_name"))
        while begin < end:
            view = memoryview(_read_at(fd, begin, min(_PIECE, end - begin)))
            while view:
                n = os.pwrite(second, view, begin)
                view, begin = view[n:], begin + n
    finally:
        os.close(second)
