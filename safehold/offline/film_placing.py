"""A file is placed by its camera marks in the background."""

from __future__ import annotations

from pathlib import Path

from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.offline.background import BackgroundWork
from safehold.session.ports import WorkState

PROGRAM = "safehold.cli.film_placing"
"""It needs the window's own reader of films, which nothing below the commands knows."""


class FilmPlacing:
    """One search; implements :class:`safehold.session.ports.Placing`.

    Parameters
    ----------
    folder : Path
        Session folder; nothing in it changes.
    file : Path
        Video or sound.
    kept : str
        Its path as the session keeps it.
    """

    def __init__(self, folder: Path, file: Path, kept: str) -> None:
        self.found: MediaPlace | None = None
        ended = Message("The search for camera marks ended early.", code="placing_ended")
        self._work = BackgroundWork(PROGRAM, (folder, file, kept), self._take, ended=ended)

    def _take(self, place: MediaPlace) -> None:
        self.found = place

    @property
    def state(self) -> WorkState:
        """How far it is."""
        return self._work.state

    def stop(self) -> None:
        """End it, done or not."""
        self._work.stop()
