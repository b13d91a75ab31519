"""Open a session to read it; a recording that ended badly is repaired first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recordings.repair import RepairReport, ended_in_order, repair, repaired_path
from recordings.session import SessionFolder
from safehold.app.recorder_control import is_recording
from safehold.core.errors import RecordingError

Say = Callable[[str], object]


def open_session(path: Path, say: Say) -> SessionFolder:
    """Open a session folder for reading.

    Of a part that did not end in order a repaired copy is made beside it, for other programs;
    the original is what safehold reads, and it is never touched. A session that is being
    recorded is left alone.

    Parameters
    ----------
    path : Path
        Session folder.
    say : callable
        Gets, as plain sentences, what was repaired and what is missing.

    Raises
    ------
    RecordingError
        When it is no session folder.
    """
    folder = SessionFolder.open(path)
    if is_recording(folder.path):
        return folder
    for part in folder.recording_paths:
        if ended_in_order(part) or repaired_path(part).exists():
            continue
        try:
            say(str(repair(part)))
        except RecordingError as error:  # a read-only medium, for example: reading works
            say(f"{part.name} did not end in order and cannot be repaired: {error}")
    return folder


def repair_session(path: Path) -> list[RepairReport]:
    """Repair every part of a session, or one XDF file; return one report each.

    Raises
    ------
    RecordingError
        When there is nothing to repair, it is being recorded, or the copy cannot be written.
    """
    if path.is_file():
        return [repair(path)]
    folder = SessionFolder.open(path)
    if is_recording(folder.path):
        raise RecordingError(
            f"{folder.path} is being recorded.", remedy="Stop the recorder first."
        )
    if not folder.recording_paths:
        raise RecordingError(f"{folder.path} holds no recording.")
    return [repair(part) for part in folder.recording_paths]
