"""Edits made after the session: one line each in ``edits.jsonl``; raw data never changes."""

from __future__ import annotations

from pathlib import Path

from recordings.engine_log import EngineLogWriter, read_engine_log
from safehold.core.canonical import build, plain
from safehold.core.types import Mark


class Edits:
    """The edits of a session, in order.

    Parameters
    ----------
    path : Path
        ``edits.jsonl`` of the session; made with the first edit.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: EngineLogWriter | None = None

    def marks(self) -> list[Mark]:
        """Return all event edits so far."""
        if not self._path.exists():
            return []
        lines = [dict(line) for line in read_engine_log(self._path)]
        return [build(Mark, line["mark"]) for line in lines if line["kind"] == "mark"]

    def append(self, mark: Mark) -> None:
        """Write an event edit and bring it to the disk."""
        if self._writer is None:
            self._writer = EngineLogWriter(self._path)
        self._writer.append("mark", mark=plain(mark))
        self._writer.sync()

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
