"""Edits made after the session: one line each in ``edits.jsonl``; raw data never changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from recordings.folder.journal_file import JournalWriter, read_journal
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.messages import Message
from safehold.core.types import Mark

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
        if not self._path.exists():
            return []
        problems: list[Message] = []
        marks = []
        for line in read_journal(self._path, problems):
            if line["kind"] == "mark":
                try:
                    marks.append(_edited(build(Mark, line.get("mark"))))
                except MisfitError as error:
                    problems.append(
                        Message(
                            "{name}, line {seq}, mark: {error}",
                            code="edit_line_wrong",
                            name=self._path.name,
                            seq=line["seq"],
                            error=error,
                        )
                    )
        if said is not None:
            said += [
                Message("{text}; this edit is not used.", code="edit_not_used", text=text)
                for text in problems
            ]
        return marks

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
