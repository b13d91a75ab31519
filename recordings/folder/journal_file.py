"""Append-only logs of numbered JSON lines: ``engine.jsonl`` and ``edits.jsonl``.

Every line is one ``write()`` and has a running number, so that a log that was cut is known to
be cut, and one that has lost a line in the middle is not taken for whole.
"""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recordings.disk.append_file import AppendFile
from recordings.disk.private_files import make_folder, make_way
from recordings.disk.whereabouts import Place
from recordings.folder.json_text import parse_json
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.recordings")

LOOK_S = 0.5
"""A log that is synced is looked for at most so often."""


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """Where a log is that somebody may have moved or deleted while it was written."""

    made_as: Path
    where: Path
    """Where it is now, as last seen; another path than `made_as` once it was moved."""
    deleted_at: float | None = None
    """``time.monotonic()`` at which it was last found deleted; None: never."""
    why: str = ""
    """Why a deleted log cannot be written again yet; empty when it was."""


class JournalWriter:
    """Appends numbered JSON lines; continues with the numbers of a log that exists.

    A piece of a line that a crash left at the end is closed with a newline; readers skip it.
    Any thread may append. Where several programs write to one log, each does so :meth:`alone`.

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
        self._lock = threading.RLock()
        self._file = AppendFile(path, exclusive=False)
        self._looked = time.monotonic()
        self.place = JournalPlace(path, path)
        """Where the log is, as of the last :meth:`sync`; any thread may read it."""
        try:
            with self._lock, self._file.alone():  # nobody is amidst a line
                lines = read_journal(path)
                self._seq = int(lines[-1]["seq"]) + 1 if lines else 1
                self._close_torn()
        except BaseException:
            self._file.close()
            raise

    @property
    def next_seq(self) -> int:
        """Number that the next line will have."""
        return self._seq

    def stands_at(self, path: Path) -> bool:
        """Tell whether the log, and no other file, has that name."""
        return self._file.stands_at(path)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other programs out of the log while lines are added that build on its lines.

        Numbers go on after what others wrote.

        Raises
        ------
        RecordingError
            When another program does not let go of the log, or it cannot be read.
        """
        with self._lock, self._file.alone() as came:
            if came:
                for piece in self._file.end(came).split(b"\n"):
                    if (line := _parse(piece)) is not None:
                        self._seq = line["seq"] + 1
                self._close_torn()
            yield

    def _close_torn(self) -> None:
        if self._file.end(1) not in (b"", b"\n"):
            self._file.append(b"\n")

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
        """Force all lines to the disk; cheap when there is nothing new.

        A log that was renamed meanwhile is followed; one that was deleted, with its folder too, is
        written again: it can be read as long as it is open. :attr:`place` says which.
        """
        self._file.sync()
        now = time.monotonic()
        if now - self._looked >= LOOK_S:
            self._looked = now
            self._look()

    def _look(self) -> None:
        state = self._file.look()
        if state.place is Place.MOVED and state.path is not None:
            self._file.moved_to(state.path)
            is_back = state.path == self.place.made_as.resolve()
            where = self.place.made_as if is_back else state.path
            self.place = replace(self.place, where=where, why="")
            logger.error("the log is %s now", state.path)
        elif state.place is Place.DELETED:
            path, now = self._file.path, time.monotonic()
            try:
                make_folder(path.parent)
                self._file.restore(make_way(path))
            except (OSError, RecordingError) as error:
                why = error.message if isinstance(error, RecordingError) else str(error)
                if why != self.place.why:
                    logger.exception("%s was deleted and cannot be written again yet", path)
                self.place = replace(self.place, deleted_at=now, why=why)
            else:
                self.place = replace(self.place, deleted_at=now, why="")
                logger.error("%s was deleted while it was written; it was written again", path)

    def close(self) -> None:
        """Sync and close."""
        with contextlib.suppress(RecordingError):  # closing says it
            self._looked = -math.inf
            self.sync()
        self._file.close()


def read_journal(path: Path, problems: list[Message] | None = None) -> list[dict[str, Any]]:
    """Return the lines of a log; a cut last line is left out.

    Parameters
    ----------
    path : Path
        The log.
    problems : list of Message, optional
        Gets what is missing, as sentences: every line that is whole is returned then.

    Raises
    ------
    RecordingError
        When it cannot be read.
    RecordingCorruptError
        Without `problems`: when a line in the middle is missing or is no JSON object.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RecordingError(
            Message(
                "{path} cannot be read: {why}.",
                code="file_cannot_be_read",
                path=path,
                why=error.strerror,
            ),
            remedy=Message("Check the session folder.", code="check_session_folder"),
        ) from error
    lines: list[dict[str, Any]] = []
    pieces = raw.split(b"\n")
    wanted = 1
    for number, piece in enumerate(pieces, start=1):
        line = _parse(piece)
        if line is None:
            continue  # torn by a crash: the running number tells whether a line was lost
        if line["seq"] != wanted:
            said = Message(
                "line {number} has number {seq} where {wanted} belongs: lines are missing",
                code="line_number_where_belongs_lines",
                number=number,
                seq=line["seq"],
                wanted=wanted,
            )
            if problems is None:
                raise RecordingCorruptError(
                    Message("{path}, {said}.", path=path, said=said),
                    remedy=Message("Restore the file from a backup.", code="restore_file_backup"),
                )
            problems.append(Message("{path}, {said}", path=path.name, said=said))
            if line["seq"] < wanted:
                continue  # a line that stands twice
        lines.append(line)
        wanted = line["seq"] + 1
    if not lines and sum(map(bool, pieces)) > 1:
        said = Message("is not a log of numbered JSON lines", code="not_a_journal")
        if problems is None:
            raise RecordingCorruptError(
                Message("{path} {said}.", path=path, said=said),
                remedy=Message("Restore the file from a backup.", code="restore_file_backup"),
            )
        problems.append(Message("{path} {said}", path=path.name, said=said))
    return lines


def _parse(piece: bytes) -> dict[str, Any] | None:
    try:
        line = parse_json(piece)
    except ValueError:
        return None
    if not isinstance(line, dict) or type(line.get("seq")) is not int:
        return None
    return line if isinstance(line.get("kind"), str) else None
