"""Open a session to read it; a recording that ended badly is repaired first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recordings.folder.session import SessionFolder
from recordings.xdf.repair import RepairReport, ended_in_order, repair, repaired_path
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, Sentence
from safehold.files.known_session import known_info, rebuild
from safehold.recorder.control import is_recording

Say = Callable[[Message], object]


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
        When it is no session folder, or half changed by a withdrawal that was interrupted.
    """
    folder = SessionFolder.open(path, whole=False)
    if is_recording(folder.path):
        return folder
    known = known_info(folder)
    if known.problems:
        for text in known.problems:
            say(Sentence(text))
        say(
            Message(
                "'safehold repair' writes session.json again; the recording itself is not touched."
            )
        )
    for part in folder.recording_paths:
        if ended_in_order(part) or repaired_path(part).exists():
            continue
        try:
            say(repair(part).told())
        except RecordingError as error:  # a read-only medium, for example: reading works
            say(
                Message(
                    "{name} did not end properly and cannot be repaired: {error}",
                    name=part.name,
                    error=error,
                )
            )
    return folder


def repair_session(path: Path, say: Say = lambda _text: None) -> list[RepairReport]:
    """Repair every part of a session, or one XDF file; return one report each.

    ``session.json`` and ``engine.jsonl`` are written again where they are lost and the rest of
    the session tells what stood in them; ``say`` gets what was done, in sentences.

    Raises
    ------
    RecordingError
        When there is nothing to repair, it is being recorded, or the copy cannot be written.
    """
    if path.is_file():
        return [repair(path)]
    folder = SessionFolder.open(path, whole=False)
    if is_recording(folder.path):
        raise RecordingError(
            Message(
                "{path} is being recorded.", code="session_is_being_recorded", path=folder.path
            ),
            remedy=Message("Stop the recorder first.", code="stop_recorder_first"),
        )
    if not folder.recording_paths:
        raise RecordingError(
            Message(
                "{path} holds no recording.", code="folder_holds_no_recording", path=folder.path
            )
        )
    for text in rebuild(folder):
        say(text)
    return [repair(part) for part in folder.recording_paths]
