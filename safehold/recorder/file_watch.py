"""Watch a file that is being written: it should stay where it is, and whole.

A sync client or a tidy colleague may rename or delete it while it is open. A renamed file is
written on; a deleted one can be read as long as it is open, so it is written again at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from recordings.disk.append_file import AppendFile
from recordings.disk.whereabouts import FileState, Place
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.recorder.file_watch")

LOOK_S = 0.5
UNKNOWN_S = 2.0
"""A disk that has not said for this long where the file is: unknown."""
RETRY_S = 3.0
"""A deleted file that could not be written again is tried again after this long."""

Places = Callable[[], Iterable[Path]]


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened to the file."""

    what: str
    """``moved``, ``deleted`` (not saved yet), ``restored``, ``changed``."""
    path: Path | None
    """Where the file is now."""
    why: str = ""
    """Why a deleted file could not be written again."""
    surplus: int = 0
    """Bytes that another program added, or took away (negative)."""


class FileWatch:
    """Looks at an open file twice a second, in its own thread: a disk may hang.

    Parameters
    ----------
    file : AppendFile
        The file.
    places : callable
        Returns where a deleted file may be written again, the best first; makes the folders.
    """

    def __init__(self, file: AppendFile, places: Places) -> None:
        self._file = file
        self._places = places
        self._incidents: list[Incident] = []
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._ending = threading.Event()
        self._looked = time.monotonic()
        self._state = FileState(Place.IN_PLACE, file.path, file.size)
        self._surplus = 0
        self._saving = False
        self._next_try = 0.0
        self.where = file.path
        """Where the file is, as last known."""
        self._thread = threading.Thread(target=self._run, name="safehold-watch", daemon=True)
        self._thread.start()

    def take_incidents(self) -> list[Incident]:
        """Return what has happened since the last call."""
        with self._lock:
            found, self._incidents = self._incidents, []
        return found

    def state(self, now: float) -> FileState:
        """Return where the file is at this ``time.monotonic()``; a stale answer is none."""
        if self._saving:
            return FileState(
                Place.DELETED,
                None,
                None,
                Message("it is being written again", code="being_written_again"),
            )
        if now - self._looked > UNKNOWN_S and not self._ending.is_set():
            return FileState(
                Place.UNKNOWN,
                None,
                None,
                Message("the disk does not answer", code="disk_does_not_answer"),
            )
        return self._state

    def look(self) -> None:
        """Look now, and do what is needed."""
        with self._looking:
            state = self._file.look()
            if state.place is Place.MOVED and state.path is not None:
                self._file.moved_to(state.path)
                self.where = state.path
                self._tell(Incident("moved", state.path))
            elif state.place is Place.DELETED:
                self._saving = True
                try:
                    state = self._save(state)
                finally:
                    self._saving = False
            elif state.place is Place.IN_PLACE and state.surplus != self._surplus:
                self._surplus = state.surplus
                if state.surplus:
                    self._tell(Incident("changed", state.path, surplus=state.surplus))
            self._state, self._looked = state, time.monotonic()

    def close(self) -> None:
        """Look once more, and end; call it before the file is closed."""
        self._ending.set()
        self._thread.join(UNKNOWN_S)
        if not self._thread.is_alive():
            self._next_try = 0.0
            self.look()

    def _run(self) -> None:
        while not self._ending.wait(LOOK_S):
            try:
                self.look()
            except (OSError, RecordingError, ValueError):
                logger.exception("the recording could not be looked at")  # told as unknown

    def _save(self, state: FileState) -> FileState:
        """Write a deleted file again, at the first place that takes it."""
        now = time.monotonic()
        if now < self._next_try:
            return state
        why: str = Message("there is no place for it", code="no_place_for_file")
        for path in self._places():
            try:
                self._file.restore(path)
            except RecordingError as error:
                why = error.message
                continue
            self.where = path
            self._surplus = 0
            self._tell(Incident("restored", path))
            return self._file.look()
        self._next_try = now + RETRY_S
        self._tell(Incident("deleted", None, why=why))
        return state

    def _tell(self, incident: Incident) -> None:
        logger.error("the recording %s: %s", incident.what, incident.path or incident.why)
        with self._lock:
            self._incidents.append(incident)
