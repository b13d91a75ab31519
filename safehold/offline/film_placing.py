"""A file is placed by its camera marks, or by a clap, in the background."""

from __future__ import annotations

from pathlib import Path

from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.offline.background import BackgroundWork
from safehold.session.ports import WorkState

FILM_PROGRAM, CLAP_PROGRAM = "safehold.cli.film_placing", "safehold.cli.clap_finding"
"""They need the window's own readers of films and sounds, which nothing below the commands
knows."""


class _Search:
    """One search; implements :class:`safehold.session.ports.Placing`."""

    def __init__(self, program: str, asked: tuple[object, ...], ended: Message) -> None:
        self.found: MediaPlace | None = None
        self._work = BackgroundWork(program, asked, self._take, ended=ended)

    def _take(self, place: MediaPlace) -> None:
        self.found = place

    @property
    def state(self) -> WorkState:
        """How far it is."""
        return self._work.state

    def stop(self) -> None:
        """End it, done or not."""
        self._work.stop()


class FilmPlacing(_Search):
    """Looks for the session's camera marks.

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
        ended = Message("The search for camera marks ended early.", code="placing_ended")
        super().__init__(FILM_PROGRAM, (folder, file, kept), ended)


class ClapPlacing(_Search):
    """Looks for the one clap near a moment of a file.

    Parameters
    ----------
    file : Path
        Video or sound.
    place : MediaPlace
        Where it lies so far; its marks are kept.
    file_s : float
        Near which moment of the file, s.
    session_s : float
        Session time of the clap, s.
    """

    def __init__(self, file: Path, place: MediaPlace, file_s: float, session_s: float) -> None:
        ended = Message("The search for a clap ended early.", code="clap_ended")
        super().__init__(CLAP_PROGRAM, (file, place, file_s, session_s), ended)
