"""Append-only logs of numbered JSON lines: ``engine.jsonl`` and ``edits.jsonl``.

Every line is one ``write()`` and has a running number, so that a log that was cut is known to
be cut, and one that has lost a line in the middle is not taken for whole.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from recordings.append_file import AppendFile
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingCorruptError, RecordingError


class EngineLogWriter:
    """Appends numbered JSON lines; goes on with the numbers of a log that exists.

    A piece of a line that a crash left at the end is closed with a newline; readers skip it.
    Any thread may append.

    Parameters
    ----------
    path : Path
        The log; made where it is missing.

    Raises
    ------
    RecordingError
        When it cannot be read or written.
    RecordingCorruptError
        When the existing log has lost lines.
    """

    def __init__(self, path: Path) -> None:
        existing = read_engine_log(path) if path.exists() else []
        self._seq = int(existing[-1]["seq"]) + 1 if existing else 1
        self._lock = threading.Lock()
        self._file = AppendFile(path, exclusive=False)
        if _ends_torn(path):
            self._file.append(b"\n")

    @property
    def next_seq(self) -> int:
        """Number that the next line will have."""
        return self._seq

    def append(self, kind: str, **fields: Any) -> int:
        """Write one line and return its number; not yet synced (see :meth:`sync`).

        Raises
        ------
        ValueError
            For a number that is not finite (None says missing) or a field named as ours.
        DiskFullError
            When there is no space; the log is unchanged then.
        """
        if "seq" in fields:
            raise ValueError("'seq' is the log's own field")
        with self._lock:
            line = canonical_json({"seq": self._seq, "kind": kind, **fields}) + "\n"
            self._file.append(line.encode())
            self._seq += 1
            return self._seq - 1

    def sync(self) -> None:
        """Force all lines to the disk; cheap when there is nothing new."""
        self._file.sync()

    def close(self) -> None:
        """Sync and close."""
        self._file.close()


def read_engine_log(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a log; a cut last line is left out.

    Raises
    ------
    RecordingError
        When it cannot be read.
    RecordingCorruptError
        When a line in the middle is missing or is no JSON object.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RecordingError(
            f"{path} cannot be read: {error.strerror}.", remedy="Check the session folder."
        ) from error
    lines: list[dict[str, Any]] = []
    pieces = raw.split(b"\n")
    for number, piece in enumerate(pieces, start=1):
        line = _parse(piece)
        if line is None:
            continue  # torn by a crash: the running number tells whether a line was lost
        if line["seq"] != len(lines) + 1:
            raise RecordingCorruptError(
                f"{path}, line {number} has number {line['seq']} where {len(lines) + 1} belongs: "
                "lines are missing.",
                remedy="Restore the file from a backup.",
            )
        lines.append(line)
    if not lines and sum(map(bool, pieces)) > 1:
        raise RecordingCorruptError(f"{path} is no log of numbered JSON lines.")
    return lines


def _parse(piece: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(piece)
    except ValueError:
        return None
    if not isinstance(line, dict) or not isinstance(line.get("seq"), int):
        return None
    return line


def _ends_torn(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, 2) == 0:
            return False
        file.seek(-1, 2)
        return file.read(1) != b"\n"
