"""The lines of a session's journal on their way to the disk and over LSL."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recordings.folder.journal_file import JournalPlace, JournalWriter
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingError

logger = logging.getLogger("safehold.files.journal_lines")


class JournalLines:
    """The lines of a session's journal, in one order for file and LSL copy; any thread writes.

    A line that the disk does not take waits in memory, and all after it, until the disk does: the
    recording has the copy, and nobody who writes is stopped.

    Parameters
    ----------
    path : Path
        ``engine.jsonl`` of the session.
    publish : callable, optional
        Gets every line as text, for the LSL copy of the journal; must not raise.
    """

    def __init__(self, path: Path, publish: Callable[[str], None] | None = None) -> None:
        self._writer = JournalWriter(path)
        self._publish = publish
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self.lock = threading.RLock()
        self.trouble = ""
        """Why the disk does not take lines now; empty when it does."""

    @property
    def n_waiting(self) -> int:
        """Lines that are not in the file yet."""
        return len(self._waiting)

    @property
    def place(self) -> JournalPlace:
        """Where the file is, should somebody have moved or deleted it."""
        return self._writer.place

    def write(self, kind: str, fields: dict[str, Any]) -> None:
        """Write one line, or have it wait.

        Raises
        ------
        ValueError
            For a number that is not finite; nothing is written then.
        """
        text = canonical_json({"kind": kind, **fields})
        with self.lock:
            self._waiting.append((kind, fields))
            self._drain()
            if self._publish is not None:
                self._publish(text)

    def _drain(self) -> None:
        try:
            while self._waiting:
                kind, fields = self._waiting[0]
                self._writer.append(kind, **fields)
                self._waiting.popleft()
        except RecordingError as error:
            self._complain(error)
        else:
            self.trouble = ""

    def _complain(self, error: RecordingError) -> None:
        if not self.trouble:
            logger.error("the journal: %s", error.message)
        self.trouble = error.message

    def sync(self) -> None:
        """Try again what waits, and bring what was written to the disk."""
        with self.lock:
            self._drain()
        try:
            self._writer.sync()
        except RecordingError as error:
            self._complain(error)

    def close(self) -> None:
        """Sync and close; see :attr:`n_waiting` for what the disk never took."""
        self.sync()
        with contextlib.suppress(RecordingError):  # sync has told it
            self._writer.close()
