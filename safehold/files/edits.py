"""Edits made after the session: one line each in ``edits.jsonl``; raw data never changes.

::

    mark         an event was coded, changed or taken back
    correction   a beat or a breath was added, deleted, moved, called ectopic, or a span rejected
    turn         a belt or an ECG is read the other way up, from the first tick on
    seen         a stretch was looked at and left as it is
    undone       edits that are taken back, by their ids; it can be taken back itself

Every line but a mark has an id and says who made it, when and why.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recordings.folder.journal_file import JournalWriter, read_journal
from safehold.core.afterwards import AFTERWARDS, EDITED, EDITED_UTC
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.correction import Correction
from safehold.core.edits import Edit, Editing, Seen, Undone
from safehold.core.messages import Message
from safehold.core.types import Boundary, Mark, Turn
from safehold.files.edit_numbers import Numbers

_BEGINS = (Boundary.START, Boundary.POINT)
_KINDS: dict[str, type[Editing]] = {
    "correction": Correction, "turn": Turn, "seen": Seen, "undone": Undone,
}  # fmt: skip
_LETTERS = {Correction: "c", Turn: "t", Seen: "s", Undone: "u"}


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Edits:
    """The edits of a session, in order.

    Windows and commands may write to the same session at the same time. Each writes alone and goes
    on after the others' lines. Two that do not know of each other give the same numbers to
    their new events and actions: who writes later writes others down.

    Parameters
    ----------
    path : Path
        ``edits.jsonl`` of the session; made with the first edit.
    utc : callable
        Returns the time now, ISO 8601.
    """

    def __init__(self, path: Path, utc: Callable[[], str] = _utc_now) -> None:
        self._path, self._utc = path, utc
        self._writer: JournalWriter | None = None
        self._known = 0
        """Number of the last line that is known here: read, or written."""
        self._begun: set[str] = set()
        """Events that were coded here."""
        self._numbers = Numbers()
        self.others = False
        """Whether others have coded events since the marks were read."""

    def marks(self, said: list[Message] | None = None) -> list[Mark]:
        """Return all event edits so far; what cannot be read is left out, and `said` says it."""
        problems: list[Message] = []
        marks = []
        lines = self._lines(problems)
        self._known, self._numbers, self.others = _last(lines), Numbers(), False
        self._begun.clear()
        for line in lines:
            if line["kind"] == "mark":
                try:
                    marks.append(self._edited(build(Mark, line.get("mark")), line.get("at")))
                except MisfitError as error:
                    problems.append(self._wrong(line, error))
        _tell(problems, said)
        return marks

    def edits(self, said: list[Message] | None = None) -> list[Edit]:
        """Return all edits so far that are no marks, those too that were taken back.

        What cannot be read is left out, and `said` says it.
        """
        problems: list[Message] = []
        found = []
        for line in self._lines(problems):
            if line["kind"] in _KINDS:
                try:
                    found.append(_edit(line))
                except MisfitError as error:
                    problems.append(self._wrong(line, error))
        _tell(problems, said)
        return _judged(found)

    def corrections(self, said: list[Message] | None = None) -> list[Correction]:
        """Return the corrections of beats and breaths in force, in the order they were made."""
        kept = (edit.what for edit in self.edits(said) if edit.in_force)
        return [what for what in kept if isinstance(what, Correction)]

    def turns(self, said: list[Message] | None = None) -> list[Turn]:
        """Return the last word on each stream that was turned afterwards."""
        kept = (edit.what for edit in self.edits(said) if edit.in_force)
        last = {what.stream_id: what for what in kept if isinstance(what, Turn)}
        return list(last.values())

    def append(self, *marks: Mark) -> list[Mark]:
        """Write event edits and bring them to the disk.

        Returns them as they will be read, but with the numbers that they have here.
        """
        if not marks:
            return []
        at = self._utc()
        with self._alone() as writer:
            for mark in marks:
                numbered = self._numbers.in_file(mark)
                self._known = writer.append("mark", mark=plain(numbered), at=at)
        return [self._edited(mark, at) for mark in marks]

    def write(self, contents: Iterable[Editing], *, by: str = "", why: str = "") -> list[Edit]:
        """Write edits, each with an id of its own, and bring them to the disk; return them."""
        wanted = list(contents)
        if not wanted:
            return []
        made, at = [], self._utc()
        with self._alone() as writer:
            known = {edit.edit_id for edit in self.edits()}
            for what in wanted:
                kind = next(name for name, type_ in _KINDS.items() if isinstance(what, type_))
                edit_id = _new_id(_LETTERS[type(what)], known)
                known.add(edit_id)
                if isinstance(what, Correction):
                    what = replace(what, correction_id=edit_id, by=by, at=at, why=why)
                elif isinstance(what, Turn):
                    what = replace(what, by=by)
                told = {"id": edit_id, "by": by, "at": at, "why": why, kind: plain(what)}
                self._known = writer.append(kind, **told)
                made.append(Edit(edit_id, what, by, at, why))
        return made

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _lines(self, problems: list[Message]) -> list[dict[str, Any]]:
        return read_journal(self._path, problems) if self._path.exists() else []

    @contextlib.contextmanager
    def _alone(self) -> Iterator[JournalWriter]:
        """Keep others out of the file, heed what they coded, bring what is added to the disk."""
        writer = self._writer
        if writer is not None and self._path.exists() and not writer.stands_at(self._path):
            writer.close()  # another file is there now; one that was moved is followed
            writer = None
        if writer is None:
            writer = self._writer = JournalWriter(self._path)
        with writer.alone():
            if writer.next_seq - 1 > self._known:
                self._heed_others()
            yield writer
        writer.sync()

    def _heed_others(self) -> None:
        lines = self._lines([])
        for line in lines:
            if line["kind"] == "mark" and line["seq"] > self._known:
                with contextlib.suppress(MisfitError):  # reading tells of it
                    self._numbers.take(build(Mark, line.get("mark")))
                    self.others = True
        self._known = _last(lines)

    def _edited(self, mark: Mark, at: object) -> Mark:
        """Return a mark whose event says that, and when, it came after the session."""
        event = mark.event
        if mark.boundary in _BEGINS:
            self._begun.add(event.event_id)
        said = {EDITED: "1"}
        if isinstance(at, str):
            with contextlib.suppress(ValueError):
                said[EDITED_UTC] = f"{datetime.fromisoformat(at).timestamp():.3f}"
        if event.event_id in self._begun:
            said[AFTERWARDS] = "1"
        return replace(mark, event=replace(event, attributes={**event.attributes, **said}))

    def _wrong(self, line: dict[str, Any], error: MisfitError) -> Message:
        return Message(
            "{name}, line {seq}, {kind}: {error}",
            code="edit_line_wrong",
            name=self._path.name,
            seq=line["seq"],
            kind=line["kind"],
            error=error,
        )


def _last(lines: list[dict[str, Any]]) -> int:
    return int(lines[-1]["seq"]) if lines else 0


def _tell(problems: list[Message], said: list[Message] | None) -> None:
    if said is not None:
        said += [
            Message("{text}; this edit is not used.", code="edit_not_used", text=text)
            for text in problems
        ]


def _edit(line: dict[str, Any]) -> Edit:
    kind = line["kind"]
    what = build(_KINDS[kind], line.get(kind))
    told = {key: line.get(key, "") for key in ("id", "by", "at", "why")}
    texts: dict[str, str] = build(dict[str, str], told)
    edit_id = what.correction_id if isinstance(what, Correction) else texts["id"]
    return Edit(edit_id, what, texts["by"], texts["at"], texts["why"])


def _judged(edits: list[Edit]) -> list[Edit]:
    """Return edits with whether they are in force: an undoing in force takes earlier ones back."""
    gone: set[str] = set()
    judged = []
    for edit in reversed(edits):
        edit = replace(edit, in_force=edit.edit_id not in gone)
        if edit.in_force and isinstance(edit.what, Undone):
            gone |= set(edit.what.edits)
        judged.append(edit)
    return judged[::-1]


def _new_id(letter: str, known: set[str]) -> str:
    used = [int(i[1:]) for i in known if i[:1] == letter and i[1:].isdigit()]
    return f"{letter}{max(used, default=0) + 1:04d}"
