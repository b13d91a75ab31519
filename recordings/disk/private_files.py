"""Who may read what is written here, and that it is there after a power failure.

Recordings of bodies belong to nobody but the one who records: files are made with mode 0600 and
folders with 0700. A study may let a group in (``access = "group"``): 0660 and 0770. Programs of
our own set the process's umask to it, so that libraries write no other files either.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from safehold.core.errors import RecordingError
from safehold.core.messages import Message

_UMASKS: Final = {"owner": 0o077, "group": 0o007}
_NO_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})


class _Access:
    """The access in force in this process."""

    def __init__(self) -> None:
        self.who = "owner"
        self.own_process = False


_access = _Access()


def own_process() -> None:
    """Say that this process is a program of ours, whose umask may be set; once, at its start."""
    _access.own_process = True
    share_with(_access.who)


def share_with(who: str) -> None:
    """Say who may read what is written from now on: ``owner`` or ``group``.

    Raises
    ------
    RecordingError
        For anything else.
    """
    if who not in _UMASKS:
        raise RecordingError(
            Message("access = {who!r} is unknown.", who=who),
            remedy=Message(
                "Choose one of: {choices}.", code="choose_one", choices=", ".join(_UMASKS)
            ),
        )
    _access.who = who
    if _access.own_process:
        os.umask(_UMASKS[who])


def file_mode() -> int:
    """Return the mode to make files with."""
    return 0o666 & ~_UMASKS[_access.who]


def folder_mode() -> int:
    """Return the mode to make folders with."""
    return 0o777 & ~_UMASKS[_access.who]


def opener(path: str, flags: int) -> int:
    """Open a file for :func:`open`, with the mode of this module where it is new."""
    return os.open(path, flags, file_mode())


def sync_directory(path: Path) -> None:
    """Make new and renamed names in a directory survive a power loss (POSIX only).

    A file system that cannot sync folders is left alone.
    """
    if os.name != "posix":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(fd)


def make_folder(path: Path, *, exist_ok: bool = True) -> None:
    """Make a folder with all that is missing above it, each name synced into an existing one.

    Parameters
    ----------
    path : Path
        The folder.
    exist_ok : bool
        False refuses one that exists.

    Raises
    ------
    FileExistsError
        When it exists and must not, or a file stands there.
    OSError
        When it cannot be made.
    """
    missing, parent = [path], path.parent
    while not parent.is_dir() and parent != parent.parent:
        missing.append(parent)
        parent = parent.parent
    for folder in reversed(missing):
        try:
            folder.mkdir(mode=folder_mode())
        except FileExistsError:
            last = folder == path
            if not folder.is_dir() or (last and not exist_ok):
                raise
        else:
            sync_directory(folder.parent)


def make_way(path: Path) -> Path:
    """Return a path at which nothing stands: what does is renamed to ``NAME.other-1`` ..."""
    if os.path.lexists(path):
        number = 1
        while os.path.lexists(aside := path.with_name(f"{path.name}.other-{number}")):
            number += 1
        path.rename(aside)
    return path


def settle(folder: Path) -> None:
    """Give all that a function or library wrote into a folder its mode, and sync it.

    Parameters
    ----------
    folder : Path
        With files and folders of any depth; itself included.
    """
    for path, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(path, name)
            if file.is_symlink():
                continue
            with file.open("rb+") as opened:  # Windows syncs no other
                _narrow(file, file_mode())
                os.fsync(opened.fileno())
        _narrow(Path(path), folder_mode())
        sync_directory(Path(path))


def _narrow(path: Path, mode: int) -> None:
    if os.name == "posix":
        now = path.stat().st_mode
        path.chmod((now & 0o7000) | mode)  # a folder's set-group bit stays
