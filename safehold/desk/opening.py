"""What a path is that somebody gives the window: a study, a session, or another recording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from recordings.folder.session import SessionFolder, half_changed
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import Message


class OpenedAs(Enum):
    """What is to be shown."""

    STUDY = "study"
    """The sessions of a folder."""
    SESSION = "session"
    """A session again."""
    FOREIGN = "foreign"
    """The import of a recording."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A path and what is to be shown of it."""

    kind: OpenedAs
    path: Path
    """Folder of the study or session; the file of another recording."""


def opening_of(path: Path) -> Opening:
    """Return what a path is: a file of a session stands for the session.

    Raises
    ------
    ConfigError
        Where there is nothing.
    """
    whole = path.expanduser().absolute()
    if not whole.exists():
        raise ConfigError(
            Message("There is neither a file nor a folder {path}.", path=path),
            remedy=Message("Give a study folder, a session folder or a recording."),
        )
    folder = whole if whole.is_dir() else whole.parent
    if is_session(folder):
        return Opening(OpenedAs.SESSION, folder)
    return Opening(OpenedAs.STUDY if whole.is_dir() else OpenedAs.FOREIGN, whole)


def is_session(path: Path) -> bool:
    """Tell whether a folder is a session of ours, a half-changed one too."""
    try:
        SessionFolder.open(path, whole=False)
    except SafeholdError:
        return bool(half_changed(path))
    return True
