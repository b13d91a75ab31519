"""Codes of other programs as events of a session: planned, looked at, then written as edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recordings.folder.chain import note_appended
from recordings.folder.session import SessionFolder
from recordings.importers.coded import CodedRow
from safehold.core.afterwards import AFTERWARDS, ASKED, CODER_FROM, FROM_FILE
from safehold.core.codebook import Code, Codebook
from safehold.core.errors import ConfigError
from safehold.core.markers import FOREIGN_CODE
from safehold.core.messages import Message
from safehold.core.types import Boundary, Event
from safehold.files.edits import Edits
from safehold.offline.recording import Recording
from safehold.session.event_book import EventBook
from safehold.session.event_changes import ACTOR_TARGETS, IMPORTED, kind_of, undoing
from safehold.session.event_edits import Rewrite

AS_MARKER = FOREIGN_CODE
"""What a text is mapped to that is to be kept as a marker, with the text as its value."""


@dataclass(slots=True)
class ImportPlan:
    """What an import would add."""

    source: str
    events: list[Event] = field(default_factory=list)
    """Without ids, by onset."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Texts that are no code, with how often they come; they are left out."""
    outside: int = 0
    """Events outside the session; they are left out."""
    known: int = 0
    """Events that are there from an earlier import of the same file; they are left out."""


def plan_import(
    rows: Sequence[CodedRow],
    events: Iterable[Event],
    codebook: Codebook,
    *,
    name: str,
    span: tuple[float, float],
    offset_s: float = 0.0,
    scale: float = 1.0,
    coder: str = "",
    mapping: Mapping[str, str] | None = None,
    markers: bool = False,
) -> ImportPlan:
    """Return what rows of a file would add to a session.

    Parameters
    ----------
    rows : sequence of CodedRow
        As the file has them.
    events : iterable of Event
        Those of the session.
    codebook : Codebook
        Texts are its codes, labels or keys, whatever their case.
    name : str
        The file's name, for the events' source.
    span : (float, float)
        First and last session time, s.
    offset_s : float
        Session time at the file's time 0, s.
    scale : float
        Seconds in one unit of the file's times.
    coder : str
        Study code of the coder, where the file names none.
    mapping : mapping of str to str, optional
        Texts of the file to codes; to an empty one what is to be left out.
    markers : bool
        A text that is no code, or is mapped to :data:`AS_MARKER`, is kept as a marker.

    Raises
    ------
    ConfigError
        When the mapping names a code that the codebook does not have.
    """
    plan = ImportPlan(f"{IMPORTED}{name}")
    chosen = {text.casefold(): code for text, code in (mapping or {}).items()}
    for wanted in chosen.values():
        if wanted and wanted != AS_MARKER and codebook.find(wanted) is None:
            raise ConfigError(
                Message("{wanted!r} is no code of the session's codebook.", wanted=wanted)
            )
    there = {
        (event.code, round(event.onset, 3)) for event in events if event.source == plan.source
    }
    for row in rows:
        said = chosen.get(row.text.casefold())
        entry = meant(codebook, row) if said is None else codebook.find(said)
        onset = row.onset * scale + offset_s
        if entry is None and not (markers and said in (None, AS_MARKER)):
            plan.unknown[row.text] += 1
        elif not span[0] <= onset <= span[1]:
            plan.outside += 1
        elif entry is not None and (entry.code, round(onset, 3)) in there:
            plan.known += 1
        elif entry is None:
            plan.events.append(_marker(row, onset, scale, plan.source))
        else:
            plan.events.append(_event(entry, row, onset, scale, coder, plan.source))
    return plan


def _marker(row: CodedRow, onset: float, scale: float, source: str) -> Event:
    duration = row.duration * scale
    return Event(
        event_id="", code=AS_MARKER, onset=onset, duration=duration,
        kind=kind_of(AS_MARKER, interval=duration > 0), source=source, value=row.text,
        note=row.note,
    )  # fmt: skip


def write_import(plan: ImportPlan, recording: Recording) -> int:
    """Add a plan's events to the session's edits, as one action; return how many."""
    edits = Edits(recording.folder.edits_path)
    book = _book(recording, edits)
    marks = book.rewrite(Rewrite(added=tuple(plan.events)))
    try:
        edits.append(*marks)
    finally:
        edits.close()
    note_appended(recording.folder, "edited")
    return len(plan.events)


def undo_import(name: str, recording: Recording) -> int:
    """Take back all that came from a file of this name; return how many events."""
    folder: SessionFolder = recording.folder
    edits = Edits(folder.edits_path)
    made = [mark for mark in edits.marks() if mark.boundary is Boundary.POINT]
    standing = {event.event_id for event in _book(recording, edits).events()}
    gone = [
        mark for mark in made
        if mark.event.source == f"{IMPORTED}{name}" and mark.event.event_id in standing
    ]  # fmt: skip
    try:
        edits.append(*(undoing(mark, mark.action, None) for mark in gone))
    finally:
        edits.close()
    if gone:
        note_appended(folder, "edited")
    return len(gone)


def events_there(recording: Recording) -> tuple[Event, ...]:
    """Return the events of a session, later edits included."""
    return _book(recording, Edits(recording.folder.edits_path)).events()


def _book(recording: Recording, edits: Edits) -> EventBook:
    book = EventBook(Codebook("", "", ()))
    book.replay(mark for inputs in recording.runs for mark in inputs.run.marks)
    book.replay(edits.marks())
    return book


def meant(codebook: Codebook, row: CodedRow) -> Code | None:
    """Return the code that a row means by its text, else by its tier."""
    for text in (row.text, row.tier):
        wanted = text.strip().casefold()
        for code in codebook.codes:
            if wanted and wanted in (code.code, code.label.casefold()):
                return code
        if text and (by_key := codebook.by_key(text)) is not None:
            return by_key
    return None


def _event(
    entry: Code, row: CodedRow, onset: float, scale: float, coder: str, source: str
) -> Event:
    duration = row.duration * scale
    known = FROM_FILE if row.coder else ASKED if coder else ""
    said = {AFTERWARDS: "1", CODER_FROM: known}
    return Event(
        event_id="",
        code=entry.code,
        onset=onset,
        duration=duration,
        kind=kind_of(entry.code, interval=duration > 0),
        target=entry.target or ACTOR_TARGETS.get(entry.actor, ""),
        actor=entry.actor,
        coder=row.coder or coder,
        source=source,
        value=row.text,
        note=row.note,
        attributes={key: text for key, text in said.items() if text},
    )
