"""Where an open file is now: asked of the disk, never of what the program remembers."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Place(StrEnum):
    """What has become of the name that an open file was made with."""

    IN_PLACE = "in_place"
    """The name still leads to the file."""
    MOVED = "moved"
    """The file has another name now; what is written still reaches it."""
    DELETED = "deleted"
    """No name that can be found leads to the file: it ends with the last process that has it
    open."""
    UNKNOWN = "unknown"
    """The disk does not say."""


@dataclass(frozen=True, slots=True)
class FileState:
    """An open file as the disk has it."""

    place: Place
    path: Path | None
    """Where it is now; None where it was deleted, or nobody knows."""
    size: int | None
    """Bytes that it holds; None where nobody knows."""
    why: str = ""
    """What the disk said where it does not know."""
    surplus: int = 0
    """Bytes that it holds beyond those that were written; negative where some are missing."""


def whereabouts(fd: int, path: Path) -> FileState:
    """Return where the file of a descriptor is now.

    Parameters
    ----------
    fd : int
        Of the open file.
    path : Path
        Its name as far as is known.
    """
    try:
        own = os.fstat(fd)
    except OSError as error:
        return FileState(Place.UNKNOWN, None, None, error.strerror or str(error))
    try:
        if _leads_to(path, own):
            return FileState(Place.IN_PLACE, path, own.st_size)
    except OSError as error:  # a hanging or locked folder: the name may well be there
        return FileState(Place.UNKNOWN, None, own.st_size, error.strerror or str(error))
    found = _name_of(fd) if own.st_nlink else None
    if found is not None:
        try:
            if _leads_to(found, own):
                return FileState(Place.MOVED, found, own.st_size)
        except OSError:
            pass
    return FileState(Place.DELETED, None, own.st_size)


def _leads_to(path: Path, own: os.stat_result) -> bool:
    try:
        there = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return os.path.samestat(there, own)


def _name_of(fd: int) -> Path | None:
    """Return the present name of an open file, where the system knows it."""
    try:
        if sys.platform == "darwin":
            import fcntl

            name = fcntl.fcntl(fd, 50, bytes(1024))  # F_GETPATH
            return Path(os.fsdecode(name.rstrip(b"\0")))
        return Path(os.readlink(f"/proc/self/fd/{fd}"))
    except OSError:
        return None
