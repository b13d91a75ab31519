"""An import as the window goes through it: files, what they are, first seconds, the session."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from recordings.folder.session import SESSION_ID
from recordings.importers.coded import CodedFile, read_coded
from recordings.importers.imported import (
    ImportedRecording,
    ImportedSignal,
    Progress,
    ReadWish,
    Samples,
    TimesUnknownError,
)
from recordings.importers.registry import read_any
from safehold.core.codebook import Codebook
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import NOTHING, Message
from safehold.core.study import Study
from safehold.core.types import Event
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
from safehold.offline.importing import (
    EventsBeside,
    ImportPlan,
    Wanted,
    import_session,
    meant_by,
    plan_session,
    span_of,
)

DATES_S = 1e8
"""Onsets beyond it, s, are dates."""
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
    known: bool = False
    """Something was said of such a file before, and is used."""
    reader: str = ""
    """Name of the reader; empty for the one that is surest."""
    error: TimesUnknownError | None = None
    """That a table does not say when its samples were taken."""

    @property
    def key(self) -> str:
        """What files like it are remembered by."""
        if self.recording is None:
            return memory_key("table", self.columns)
        if self.recording.importer == "table" and self.columns:
            return memory_key("table", self.columns)
        return memory_key(self.recording.importer, [s.name for s in self.recording.signals])


def _enough(signal: ImportedSignal) -> int:
    """Return how many samples hold the first seconds."""
    return math.ceil(2 * SHOWN_S * signal.rate) + 1000


@dataclass(frozen=True, slots=True)
class EventsLook:
    """A file of events beside the recordings, before it is taken."""

    path: Path
    coded: CodedFile
    codebook: Codebook
    length: float
    """Of the session, s."""
    offset: float
    """Session time at the file's time 0, s, as the files say it."""


class ImportDesk:
    """One import under way; nothing is written before :meth:`write`.

    Parameters
    ----------
    folder : Path
        Study folder.
    study : Study
        Its study.
    afresh : bool
        What was said of such files before is not used.
    """

    def __init__(self, folder: Path, study: Study, *, afresh: bool = False) -> None:
        self._folder, self._study, self._afresh = folder, study, afresh
        self.files: list[OpenFile] = []
        self.trouble: Message = NOTHING
        """What has to be said before the files can be a session; empty when nothing has."""
        self.error: SafeholdError | None = None
        """Why the files do not lie to each other in time; None where they do."""
        self.beside: dict[Path, EventsBeside] = {}
        self._plan: ImportPlan | None = None

    @property
    def plan(self) -> ImportPlan | None:
        """What the session will be, as far as it is known."""
        return None if self._plan is None else self._with_events(self._plan)

    def _with_events(self, plan: ImportPlan) -> ImportPlan:
        return dataclasses.replace(plan, beside=tuple(self.beside.values()))

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

    def add(
        self, paths: Sequence[Path], progress: Progress, *, columns: str = "", reader: str = ""
    ) -> None:
        """Read files; what was said of such files before is used.

        ``columns`` say when the samples of tables were taken, ``reader`` who reads them.

        Raises
        ------
        RecordingError
            With the first file that cannot be read; those before it are there.
        """
        for path in paths:
            if all(path != one.path for one in self.files):
                said = FileMemory(columns=columns)
                self.files.append(self._read(OpenFile(path, said=said, reader=reader), progress))
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

    def say(self, wanted: Wanted) -> None:
        """Say what signals of a name are.

        Raises
        ------
        ConfigError
            When there is none of that name, or nobody of that label.
        """
        if self._plan is None:
            return
        told = SignalMemory(wanted.role, wanted.person, wanted.unit, wanted.inverted)
        for found in meant_by(wanted, self._plan.signals, self.people):
            one = self._of(found.file)
            one.said = with_signal(one.said, found.signal.name, told)
        self._look()

    def look_at_events(self, path: Path, progress: Progress) -> EventsLook:
        """Read a file of events, and where it lies.

        Raises
        ------
        SafeholdError
            When it cannot be read as one, or there is no recording yet.
        """
        coded = read_coded(path)
        if self._plan is None or not self._plan.signals:
            raise ConfigError(Message("Choose the recording first, then its events."))
        first, last = span_of(self._plan, progress)
        shift, start = self._plan.shifts[0], self._plan.start
        began = self._plan.recordings[0]
        offset = shift - first
        onsets = sorted(row.onset for row in coded.rows)
        if onsets and onsets[len(onsets) // 2] > DATES_S:
            if start is None:
                coded.problems.append(
                    Message("Its times are dates, and nothing says when the recording began.")
                )
            else:
                offset = -(start + first)
        elif None not in (coded.start, began.start) and coded.local == began.local:
            offset += (coded.start or 0.0) - (began.start or 0.0)
        codebook = study_codebook(self._study, self._folder)
        return EventsLook(path, coded, codebook, last - first, offset)

    def take_events(self, path: Path, events: Sequence[Event], progress: Progress) -> None:
        """Have events of a file in the session; without events it is left out again.

        Parameters
        ----------
        path : Path
            The file.
        events : sequence of Event
            At session times.
        progress : callable
            What it raises cancels.
        """
        self.beside.pop(path, None)
        if events and self._plan is not None:
            first, _ = span_of(self._plan, progress)
            placed = [dataclasses.replace(one, onset=one.onset + first) for one in events]
            self.beside[path] = EventsBeside(path, tuple(placed))

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
        if signal.part is not None:
            times, values = signal.part(0, _enough(signal))
        else:
            times, values = signal.load()
        stop = int(np.searchsorted(times, times[0] + SHOWN_S)) if times.size else 0
        return times[:stop] - (times[0] if times.size else 0.0), values[:stop]

    def _read(self, one: OpenFile, progress: Progress) -> OpenFile:
        try:
            one.recording = read_any(one.path, ReadWish(one.said.columns, progress), one.reader)
        except TimesUnknownError as error:
            one.columns, one.error = error.columns, error
            known = self._remembered(one)
            if one.said.columns or not known.columns:
                if one.said.columns:
                    raise
                return one
            one.said = known
            wish = ReadWish(known.columns, progress)
            one.recording = read_any(one.path, wish, one.reader)
        if not one.said.signals:
            known = self._remembered(one)
            one.said = dataclasses.replace(
                known, columns=one.said.columns or known.columns,
                person=one.said.person or self._known_person(known),
            )  # fmt: skip
        return one

    def _remembered(self, one: OpenFile) -> FileMemory:
        known = FileMemory() if self._afresh else remembered(self._folder, one.key)
        one.known = one.known or known != FileMemory()
        return known

    def _known_person(self, known: FileMemory) -> str:
        """Return whose such files were; a second file of the kind is another person's."""
        taken = {one.said.person for one in self.files if one.recording is not None}
        return known.person if known.person not in taken else ""

    def _look(self) -> None:
        """Work out what the session will be, or what has to be said before."""
        self._plan, self.trouble, self.error = None, NOTHING, None
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
                self.error = error
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

    def write(
        self, session_id: str, codes: Mapping[str, str], progress: Progress, *,
        conducts: bool = False,
    ) -> Path:  # fmt: skip
        """Write the session, and remember what was said; return its folder.

        Parameters
        ----------
        session_id : str
            Of the new session.
        codes : mapping
            Study codes by label.
        progress : callable
            What it raises cancels.
        conducts : bool
            Events of the recordings that are codes of the codebook count as such.

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
            self._folder, session_id, self._with_events(plan), participants=people,
            study=with_people(self._study, people),
            codebook=study_codebook(self._study, self._folder), conducts=conducts,
            progress=progress,
        )  # fmt: skip
        for one in self.files:
            remember(self._folder, one.key, one.said)
        return folder.path
