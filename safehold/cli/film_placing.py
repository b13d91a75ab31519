"""Looks in a file for the camera marks of a session, as a process beside a window.

Started by :class:`safehold.offline.film_placing.FilmPlacing`. Nothing is written.
"""

from __future__ import annotations

import os
from pathlib import Path

from processing.signals.sync_place import Refusal
from recordings.folder.session import SessionFolder
from safehold.cli.window import import_window
from safehold.core.errors import ConfigError
from safehold.core.film import FilmSignals
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.offline.background import Report, work
from safehold.offline.camera import align, media_place, recorded_marks
from safehold.offline.recording import read_recording

READ_SHARE = 0.9
"""Share of the work that reading the file takes, about."""


def main() -> None:
    """Do what comes on standard input."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nothing is shown
    work(_placed)


def _placed(asked: tuple[Path, Path, str], report: Report) -> MediaPlace:
    folder, file, kept = asked
    report(0.0, Message("Reading", code="reading"))
    marks = recorded_marks(read_recording(SessionFolder(folder)))
    if not marks:
        raise _refused(align(marks, FilmSignals()))
    looking = Message("Looking for camera marks", code="looking_for_marks")
    film = import_window().read_film(file, lambda share: report(READ_SHARE * share, looking))
    found = align(marks, film)
    if isinstance(found, Refusal):
        raise _refused(found)
    return media_place(kept, found)


def _refused(found: object) -> ConfigError:
    assert isinstance(found, Refusal)
    return ConfigError(found.why, remedy=found.remedy)


if __name__ == "__main__":
    main()
