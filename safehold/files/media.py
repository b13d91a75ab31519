"""Videos and sounds beside a session: where they are and how they lie in its time.

Kept in ``media.jsonl`` of the session, which only grows: a line ``place`` each time a place was
given, a line ``forget`` where one was taken back. The files themselves are never opened here,
copied or changed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from recordings.folder.chain import note_appended
from recordings.folder.journal_file import JournalWriter, read_journal
from recordings.folder.session import SessionFolder
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.media import MediaPlace
from safehold.core.messages import Message, Sentence


class Media:
    """The media of a session, in the order in which they were added.

    Parameters
    ----------
    folder : SessionFolder
        The session; ``media.jsonl`` is made with the first place.
    """

    def __init__(self, folder: SessionFolder) -> None:
        self._folder = folder

    def places(self, said: list[Message] | None = None) -> tuple[MediaPlace, ...]:
        """Return the last place of each file; what cannot be read is left out, and `said` says it.

        Raises
        ------
        RecordingError
            When the file cannot be read.
        """
        path = self._folder.media_path
        if not path.exists():
            return ()
        problems: list[Message] = []
        found: dict[str, MediaPlace] = {}
        for line in read_journal(path, problems):
            try:
                if line["kind"] == "place":
                    place = build(MediaPlace, line.get("place"))
                    found[place.path] = place
                elif line["kind"] == "forget":
                    found.pop(str(line.get("path")), None)
            except MisfitError as error:
                problems.append(
                    Message(
                        "{name}, line {seq}: {error}",
                        code="media_line_wrong",
                        name=path.name, seq=line["seq"], error=error,
                    )
                )  # fmt: skip
        if said is not None:
            said += map(Sentence, problems)
        return tuple(found.values())

    def put(self, place: MediaPlace) -> None:
        """Keep where a file lies; the last word on a file counts."""
        self._append("place", place=plain(place))

    def forget(self, path: str) -> None:
        """Take a file away from the session; the file itself is not touched."""
        self._append("forget", path=path)

    def moved(self, old: MediaPlace, file: Path) -> MediaPlace:
        """Say that a file lies elsewhere now, and return its place."""
        place = replace(old, path=kept_path(self._folder, file))
        if place.path != old.path:
            self.forget(old.path)
            self.put(place)
        return place

    def _append(self, kind: str, **fields: object) -> None:
        writer = JournalWriter(self._folder.media_path)
        try:
            with writer.alone():
                writer.append(kind, **fields)
        finally:
            writer.close()
        note_appended(self._folder, "media")


def kept_path(folder: SessionFolder, file: Path) -> str:
    """Return the path of a file as it is kept: relative where it lies in the study folder.

    So it holds when the study is moved as a whole.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    file : Path
        The video or sound.
    """
    home, whole = folder.path.absolute().resolve(), file.absolute().resolve()
    if whole.is_relative_to(home.parent):
        whole = Path(os.path.relpath(whole, home))
    return whole.as_posix()


def media_file(folder: SessionFolder, path: str) -> Path:
    """Return where a file should be of which the path was kept; it may be missing."""
    return Path(os.path.normpath(folder.path.absolute().resolve() / path))
