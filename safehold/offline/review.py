"""The review of a recorded session without a window: what is left to look at, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass

from processing.measures.review_queue import Stretch, unseen
from recordings.folder.chain import note_appended
from recordings.folder.session import SessionFolder
from safehold.core.edits import Edit, Seen, Undone
from safehold.core.types import EngineOutput
from safehold.files.edits import Edits
from safehold.offline.computing import compute, in_time
from safehold.offline.inputs import edited
from safehold.offline.recording import read_recording
from safehold.session.reading import Reading
from safehold.session.review_desk import queue_of


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far a review has come."""

    queue: list[Stretch]
    """All stretches that are worth a look, the costliest first."""
    left: list[Stretch]
    """Those that nobody has looked at yet."""
    edits: list[Edit]
    """All edits so far, those that were taken back too."""


def review_state(folder: SessionFolder) -> ReviewState:
    """Return what of a session is worth a look, as it was found before any correction.

    Raises
    ------
    RecordingError
        When the session cannot be read.
    """
    recording, edits = read_recording(folder), Edits(folder.edits_path)
    said = edits.edits()
    outputs: list[EngineOutput] = []
    for inputs in edited(recording.runs, (), edits.turns()):
        outputs += in_time(compute(inputs))
    first = recording.runs[0].run
    reading = Reading(first.people, outputs)
    queue = queue_of(reading, lambda _: first.settings.windows.vagal_s)
    seen = [edit.what for edit in said if edit.in_force and isinstance(edit.what, Seen)]
    return ReviewState(queue, unseen(queue, seen), said)


def undo_all(folder: SessionFolder, *, by: str, why: str = "") -> int:
    """Take back every edit of beats, breaths and sides of sensors; return how many there were."""
    edits = Edits(folder.edits_path)
    kept = [edit.edit_id for edit in edits.edits()
            if edit.in_force and edit.edit_id and not isinstance(edit.what, Undone)]  # fmt: skip
    if kept:
        try:
            edits.write([Undone(tuple(kept))], by=by, why=why)
        finally:
            edits.close()
        note_appended(folder, "edited")
    return len(kept)
