"""An import as the window goes through it: files, what they are, first seconds, the session."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from recordings.folder.session import SESSION_ID
from recordings.importers.imported import (
    ImportedRecording,
    Progress,
    ReadWish,
    Samples,
    TimesUnknownError,
)
from recordings.importers.registry import read_any
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import NOTHING, Message
from safehold.core.study import Study
from safehold.desk.workbench import Correction, StreamRow
from safehold.files.import_memory import (
    FileMemory,
    SignalMemory,
    memory_key,
    remember,
    remembered,
    with_signal,
)
from safehold.files.study import participants_of, study_codebook, with_people
from safehold.offline.importing import ImportPlan, Wanted, import_session, plan_session

SHOWN_S = 10.0
"""So much of a signal is drawn."""


@dataclass(slots=True)
class OpenFile:
    """A file of the import."""

    path: Path
    recording: ImportedRecording | None = None
    columns: tuple[str, ...] = ()
    """Of a table that does not say when its samples were taken: what it has."""
    said: FileMemory = field(default_factory=FileMemory)
    offset: float | None = None
    """Where it begins in the session, s; None for what it says itself."""

    @property
    def key(self) -> str:
        """What files like it are remembered by."""
        if self.recording is None:
            return memory_key("table", self.columns)
        if self.recording.importer == "table" and self.columns:
            return memory_key("table", self.columns)
        return memory_key(self.recording.importer, [s.name for s in self.recording.signals])


class ImportDesk:
    """One import under way; nothing is written before :meth:`write`.

    Parameters
    ----------
    folder : Path
        Study folder.
    study : Study
        Its study.
    """

    def __init__(self, folder: Path, study: Study) -> None:
        self._folder, self._study = folder, study
        self.files: list[OpenFile] = []
        self.trouble: Message = NOTHING
        """What has to be said before the files can be a session; empty when nothing has."""
        self._plan: ImportPlan | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Labels of everybody who may have a signal."""
        return tuple(person.label for person in self._study.people)

    @property
    def codes(self) -> dict[str, str]:
        """Study codes by label, as the study has them."""
        return {person.label: person.code for person in self._study.people}

    @property
    def oddities(self) -> tuple[Message, ...]:
        """What is odd in the files."""
        return self._plan.oddities if self._plan is not None else ()

    @property
    def waiting(self) -> OpenFile | None:
        """The first table that does not say when its samples were taken."""
        return next((one for one in self.files if one.recording is None), None)

    @property
    def rows(self) -> tuple[StreamRow, ...]:
        """Every signal and what it is taken for, as the page of the sensors shows streams."""
        if self._plan is None:
            return ()
        return tuple(
            StreamRow(
                name=item.signal.name, host=self._plan.recordings[item.file].path.name,
                role=item.role, person=item.person or "", rate=item.signal.rate,
                source_id=item.signal.name, unit=item.unit, inverted=item.inverted,
                reason=item.reason, uid=str(item.file),
                corrected=item.signal.name in self._of(item.file).said.signals,
            )
            for item in self._plan.signals
        )  # fmt: skip

    def _of(self, number: int) -> OpenFile:
        return [one for one in self.files if one.recording is not None][number]

    def add(self, paths: Sequence[Path], progress: Progress) -> None:
        """Read files; what was said of such files before is used.

        Raises
        ------
        RecordingError
            With the first file that cannot be read; those before it are there.
        """
        for path in paths:
            if all(path != one.path for one in self.files):
                self.files.append(self._read(OpenFile(path), progress))
        self._look()

    def remove(self, number: int) -> None:
        """Leave a file out again."""
        del self.files[number]
        self._look()

    def say_times(self, one: OpenFile, columns: str, progress: Progress) -> None:
        """Say when the samples of a table were taken (``rate=250``, ``time=COLUMN@ms``)."""
        one.said = dataclasses.replace(one.said, columns=columns)
        self._read(one, progress)
        self._look()

    def say_offset(self, number: int, offset: float | None) -> None:
        """Say where a file begins in the session, s."""
        self.files[number].offset = offset
        self._look()

    def say_person(self, number: int, person: str) -> None:
        """Say whose a file is; empty: told by the names in it."""
        one = self.files[number]
        one.said = dataclasses.replace(one.said, person=person)
        self._look()

    def correct(self, row: StreamRow, said: Correction) -> None:
        """Take what the user says of a signal."""
        one = self._of(int(row.uid))
        told = SignalMemory(said.role, said.person, said.unit, said.inverted)
        one.said = with_signal(one.said, row.source_id, told)
        self._look()

    def forget(self, row: StreamRow) -> None:
        """Have a signal proposed again."""
        one = self._of(int(row.uid))
        left = {name: said for name, said in one.said.signals.items() if name != row.source_id}
        one.said = dataclasses.replace(one.said, signals=left)
        self._look()

    def first_seconds(self, row: StreamRow) -> Samples:
        """Return the first seconds of a signal, times from its first sample, s."""
        recording = self._of(int(row.uid)).recording
        if recording is None:
            return np.empty(0), np.empty(0)
        signal = next(one for one in recording.signals if one.name == row.source_id)
        times, values = signal.load()
        stop = int(np.searchsorted(times, times[0] + SHOWN_S)) if times.size else 0
        return times[:stop] - (times[0] if times.size else 0.0), values[:stop]

    def _read(self, one: OpenFile, progress: Progress) -> OpenFile:
        try:
            one.recording = read_any(one.path, ReadWish(one.said.columns, progress))
        except TimesUnknownError as error:
            one.columns = error.columns
            known = remembered(self._folder, one.key)
            if one.said.columns or not known.columns:
                if one.said.columns:
                    raise
                return one
            one.said = known
            one.recording = read_any(one.path, ReadWish(known.columns, progress))
        if not one.said.signals:
            known = remembered(self._folder, one.key)
            one.said = dataclasses.replace(
                known, columns=one.said.columns or known.columns,
                person=one.said.person or self._known_person(known),
            )  # fmt: skip
        return one

    def _known_person(self, known: FileMemory) -> str:
        """Return whose such files were; a second file of the kind is another person's."""
        taken = {one.said.person for one in self.files if one.recording is not None}
        return known.person if known.person not in taken else ""

    def _look(self) -> None:
        """Work out what the session will be, or what has to be said before."""
        self._plan, self.trouble = None, NOTHING
        ready = [one for one in self.files if one.recording is not None]
        if not self.files:
            self.trouble = Message("No file yet.")
        elif self.waiting is not None:
            self.trouble = Message(
                "{name} does not say when its samples were taken. Say it below.",
                name=self.waiting.path.name,
            )
        if ready:
            try:
                self._plan = self._planned(ready)
            except SafeholdError as error:
                self.trouble = self.trouble or Message(
                    "{why} Choose a signal of each file, and say below where the file begins.",
                    why=error.message,
                )
                self._plan = self._planned(ready, placed=False)
        if self._plan is not None and not self._plan.people:
            self.trouble = self.trouble or Message(
                "None of the signals is anybody's heart or breathing. Choose one and say below "
                "what it is and whose."
            )

    def _planned(self, ready: Sequence[OpenFile], *, placed: bool = True) -> ImportPlan:
        """Return the plan; not ``placed``: to be looked at, as if all files began at once."""
        recordings = [one.recording for one in ready if one.recording is not None]
        wanted = [
            Wanted(name, said.role, said.person, said.unit, said.inverted or False, number)
            for number, one in enumerate(ready)
            for name, said in one.said.signals.items()
            if one.recording is not None and any(s.name == name for s in one.recording.signals)
        ]
        return plan_session(
            recordings, people=self.people, persons=[one.said.person for one in ready],
            wanted=wanted, offsets=[one.offset if placed else 0.0 for one in ready],
        )  # fmt: skip

    def write(self, session_id: str, codes: Mapping[str, str], progress: Progress) -> Path:
        """Write the session, and remember what was said; return its folder.

        Parameters
        ----------
        session_id : str
            Of the new session.
        codes : mapping
            Study codes by label.
        progress : callable
            What it raises cancels.

        Raises
        ------
        ConfigError
            When something has still to be said.
        RecordingError
            When it cannot be written.
        """
        plan = self._plan
        if plan is None or self.trouble:
            raise ConfigError(self.trouble)
        if not SESSION_ID.fullmatch(session_id):
            raise ConfigError(
                Message("Use a-z, 0-9, _ and -, at most 64 characters; no name, no date.")
            )
        people = tuple(
            dataclasses.replace(person, code=codes.get(person.label) or person.code)
            for person in participants_of(self._study)
            if person.label in plan.people
        )
        folder = import_session(
            self._folder, session_id, plan, participants=people,
            study=with_people(self._study, people),
            codebook=study_codebook(self._study, self._folder), progress=progress,
        )  # fmt: skip
        for one in self.files:
            remember(self._folder, one.key, one.said)
        return folder.path
