"""A recorded session as it was read: once, for everything that is computed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import XdfStream, read_parts
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, Sentence
from safehold.files.edits import Edits
from safehold.files.imported import import_notes
from safehold.files.known_session import known_info, known_journal
from safehold.offline.inputs import RunInputs, edited, run_inputs
from safehold.offline.recorded_run import recorded_run


@dataclass(frozen=True, slots=True)
class Recording:
    """What the files of a session hold."""

    folder: SessionFolder
    info: Mapping[str, Any]
    """What ``session.json`` says, with what the journal adds where it is damaged."""
    streams: tuple[XdfStream, ...]
    """All recorded streams, of all parts of the recording, in order."""
    runs: tuple[RunInputs, ...]
    """What each run of the live engine was given, or one run over the recording alone; with the
    edits in force (:meth:`safehold.offline.inputs.RunInputs.without_edits`)."""
    problems: tuple[Message, ...]
    """What is missing, in sentences, and that no live engine ran where that is so."""

    @property
    def session_zero(self) -> float:
        """LSL time of session time 0, s."""
        return self.runs[0].run.session_zero


def read_recording(folder: SessionFolder) -> Recording:
    """Read a session; each of its files once.

    Raises
    ------
    RecordingError
        When the session holds no recording, or one without anything the engine could use.
    """
    if not folder.recording_paths:
        raise RecordingError(
            Message(
                "{path} holds no recording.", code="folder_holds_no_recording", path=folder.path
            ),
            remedy=Message("Was it made with --no-record?", code="made_no_record"),
        )
    file = read_parts(folder.recording_paths)
    known = known_info(folder, lambda: file.streams)
    journal = known_journal(folder, lambda: file.streams)
    problems: list[Message] = [Sentence(text) for text in (*known.problems, *journal.problems)]
    runs = list(journal.runs)
    if not runs:
        run, about = recorded_run(folder, known.info, file)
        problems += about
        runs = [run]
    problems += import_notes(known.info)
    edits = Edits(folder.edits_path)
    automatic = [
        replace(run_inputs(run, file.streams), derived=folder.derived_dir) for run in runs
    ]
    inputs = edited(automatic, edits.corrections(problems), edits.turns())
    return Recording(folder, known.info, tuple(file.streams), inputs, tuple(problems))
