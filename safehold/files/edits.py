"""Edits made after the session: one line each in ``edits.jsonl``; raw data never changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from recordings.folder.journal_file import JournalWriter, read_journal
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.correction import Correction
from safehold.core.messages import Message
from safehold.core.types import Mark, Turn

T = TypeVar("T")

EDITED = "edited"
"""Attribute of an event that was coded or changed after the session."""


class Edits:
    """The edits of a session, in order.

    Parameters
    ----------
    path : Path
        ``edits.jsonl`` of the session; made with the first edit.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: JournalWriter | None = None

    def marks(self, said: list[Message] | None = None) -> list[Mark]:
        """Return all event edits so far; what cannot be read is left out, and `said` says it."""
        return [_edited(mark) for mark in self._read("mark", Mark, said)]

    def corrections(self, said: list[Message] | None = None) -> list[Correction]:
        """Return the corrections of beats and breaths, in the order in which they were made."""
        return self._read("correction", Correction, said)

    def turns(self, said: list[Message] | None = None) -> list[Turn]:
        """Return the last word on each sensor that was turned over for the whole session."""
        return list({turn.stream_id: turn for turn in self._read("turn", Turn, said)}.values())

    def _read(self, kind: str, what: type[T], said: list[Message] | None) -> list[T]:
        if not self._path.exists():
            return []
        problems: list[Message] = []
        found: list[T] = []
        for line in read_journal(self._path, problems):
            if line["kind"] == kind:
                try:
                    found.append(build(what, line.get(kind)))
                except MisfitError as error:
                    problems.append(
                        Message(
                            "{name}, line {seq}, {kind}: {error}",
                            code="edit_line_wrong",
                            name=self._path.name,
                            seq=line["seq"],
                            kind=kind,
                            error=error,
                        )
                    )
        if said is not None:
            said += [
                Message("{text}; this edit is not used.", code="edit_not_used", text=text)
                for text in problems
            ]
        return found

    def append(self, mark: Mark) -> None:
        """Write an event edit and bring it to the disk."""
        if self._writer is None:
            self._writer = JournalWriter(self._path)
        self._writer.append("mark", mark=plain(mark))
        self._writer.sync()

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _edited(mark: Mark) -> Mark:
    """Return a mark whose event says that it was coded or changed after the session."""
    event = mark.event
    return replace(mark, event=replace(event, attributes={**event.attributes, EDITED: "1"}))
