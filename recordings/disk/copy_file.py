"""A second copy of a recording, written at the same time, that can never hold up the first."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import deque
from pathlib import Path
from typing import Final

from recordings.disk.append_file import AppendFile
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.recordings")

WAITING_LIMIT: Final = 64 * 2**20
"""Bytes that may wait for a slow or full disk before the copy is given up."""
RETRY_S: Final = 1.0


class CopyFile:
    """Takes the chunks of a recording and writes them in its own thread.

    A disk that is slow, full or gone costs nothing but memory up to a bound; beyond it the copy
    is given up. What stands in the copy is always a whole-chunk beginning of the recording.

    Parameters
    ----------
    path : Path
        The copy; a new file.
    limit : int
        Bytes that may wait in memory.

    Raises
    ------
    RecordingError
        When the file exists or cannot be made.
    """

    def __init__(self, path: Path, *, limit: int = WAITING_LIMIT) -> None:
        self.path = path
        self.failure = ""
        """What went wrong, when the copy is behind or was given up; empty while all is well."""
        self.remedy = ""
        """What to do about it."""
        self.given_up = False
        self._file = AppendFile(path, exclusive=True)
        self._hash = hashlib.sha256()
        self._limit = limit
        self._waiting: deque[bytes] = deque()
        self._n_bytes = 0
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="safehold-copy", daemon=True)
        self._thread.start()

    @property
    def file(self) -> AppendFile:
        """The open file, to be watched."""
        return self._file

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._file.size

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of what was written."""
        return self._hash.hexdigest()

    def put(self, blob: bytes) -> None:
        """Take whole chunks; returns at once and never raises."""
        with self._lock:
            if self.given_up:
                return
            self._waiting.append(blob)
            self._n_bytes += len(blob)
            if self._n_bytes > self._limit:
                self._give_up(
                    self.failure or Message("its disk is too slow", code="copy_disk_too_slow")
                )
        self._wake.set()

    def close(self, timeout: float = 5.0) -> bool:
        """Write what waits and close; False when the copy is not whole."""
        self._ending.set()
        self._wake.set()
        self._thread.join(timeout)
        if self._thread.is_alive():
            with self._lock:
                self._give_up(
                    Message("its disk does not answer", code="copy_disk_does_not_answer")
                )
        return not self.given_up

    def _give_up(self, why: str) -> None:
        self.given_up, self.failure = True, why
        self._waiting.clear()
        self._n_bytes = 0
        logger.error("the copy %s is given up: %s", self.path, why)

    def _run(self) -> None:
        last = False
        while not last:
            self._wake.wait()
            self._wake.clear()
            last = self._ending.is_set()
            while not self._write():
                if last:  # tried once more after the end
                    with self._lock:
                        self._give_up(self.failure)
                    break
                last = self._ending.wait(RETRY_S)
        try:
            self._file.close()
        except RecordingError as error:
            with self._lock:
                self._give_up(error.message)

    def _write(self) -> bool:
        """Write and sync what waits; False when the disk does not take it."""
        while True:
            with self._lock:
                if not self._waiting:
                    break
                blob = self._waiting[0]
            try:
                self._file.append(blob)
            except RecordingError as error:
                self.failure, self.remedy = error.message, error.remedy
                return False
            self._hash.update(blob)
            with self._lock:
                if self._waiting:  # not given up meanwhile
                    self._waiting.popleft()
                    self._n_bytes -= len(blob)
        try:
            self._file.sync()
        except RecordingError as error:
            self.failure, self.remedy = error.message, error.remedy
            return False
        self.failure = self.failure if self.given_up else ""
        return True
