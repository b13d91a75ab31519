"""Make an export aside and rename it when it is whole, never over an earlier one."""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recordings.disk.private_files import make_folder, settle, sync_directory
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.plain_text import spelled_plain
from safehold.core.results import SessionResults

Progress = Callable[[float, Message], None]
"""Called with the share done, 0-1, and what is being done. May raise to cancel."""

TRIES = 50
"""So often a folder's place is tried for while others take it."""
MAX_SESSION_S = 48 * 3600.0
"""A longer span means broken time stamps; its grid would fill the memory."""

_REMEDIES = {
    errno.ENOSPC: Message("Free space on this disk or choose another folder, then export again."),
    errno.EDQUOT: Message("Free space in your quota or choose another folder, then export again."),
    errno.EACCES: Message("Choose a folder that you may write to."),
    errno.EPERM: Message("Choose a folder that you may write to."),
    errno.EROFS: Message("This disk is read-only: choose another folder."),
    errno.ENOTDIR: Message("A file stands where a folder is needed: choose another folder."),
    errno.EEXIST: Message("A file stands where a folder is needed: choose another folder."),
}


def write_export(
    out_root: Path,
    name: str,
    fill: Callable[[Path], None],
    *,
    check: Callable[[Path], None],
) -> Path:
    """Let a function fill a hidden folder beside the target, sync it, and rename it.

    On any failure, a cancel included, the hidden folder is removed.

    Parameters
    ----------
    out_root : Path
        Folder that receives the export; made where it is missing.
    name : str
        Name of the export's folder; a taken name becomes ``name_v2``, ``name_v3``, ...
    fill : callable
        Gets the hidden folder.
    check : callable
        Gets it when it is full, and raises what speaks against giving it out.

    Returns
    -------
    Path
        The folder of the export.

    Raises
    ------
    ExportError
        When the folder cannot be written or the disk is full.
    """
    aside = out_root / f".{name}-{secrets.token_hex(6)}.partial"
    try:
        make_folder(out_root)
        make_folder(aside)
        fill(aside)
        check(aside)
        settle(aside)
        return _into_place(aside, out_root, name)
    except OSError as error:
        raise _not_written(out_root, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_in_place(
    target: Path, fill: Callable[[Path], None], *, check: Callable[[Path], None]
) -> None:
    """Let a function fill a hidden folder, and put it in the place of an earlier one when whole.

    What is stopped in between leaves the earlier folder, or none; never half of one.

    Parameters
    ----------
    target : Path
        The folder.
    fill, check : callable
        As for :func:`write_export`.

    Raises
    ------
    ExportError
        When the folder cannot be written or the disk is full.
    """
    aside = target.with_name(f".{target.name}-{secrets.token_hex(6)}.partial")
    before = aside.with_name(aside.name.replace(".partial", "-before.partial"))
    try:
        make_folder(target.parent)
        make_folder(aside)
        fill(aside)
        check(aside)
        settle(aside)
        _take_place(aside, target, before)
        sync_directory(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if before.exists() and not target.exists():
            with contextlib.suppress(OSError):  # somebody has just put a whole one there
                before.rename(target)
        shutil.rmtree(before, ignore_errors=True)


@contextmanager
def aside(out_root: Path) -> Iterator[Path]:
    """Give a hidden folder for exports that another process writes; it is taken away at the end.

    Raises
    ------
    ExportError
        When it cannot be made.
    """
    made = out_root / f".beside-{secrets.token_hex(6)}.partial"
    try:
        make_folder(out_root)
        make_folder(made)
    except OSError as error:
        raise _not_written(out_root, error) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def given_out(whole: Path, out_root: Path) -> Path:
    """Give out an export that was written aside; return its folder.

    Raises
    ------
    ExportError
        When it cannot be put there.
    """
    try:
        return _into_place(whole, out_root, whole.name)
    except OSError as error:
        raise _not_written(out_root, error) from error


def _take_place(aside: Path, target: Path, before: Path) -> None:
    """Rename a whole folder to where another may be; somebody may be doing the same right now."""
    for attempt in range(TRIES):
        try:
            if target.exists():
                shutil.rmtree(before, ignore_errors=True)
                target.rename(before)
            aside.rename(target)
        except OSError:
            if attempt == TRIES - 1:
                raise
        else:
            return


def _not_written(place: Path, error: OSError) -> ExportError:
    return ExportError(
        Message(
            "The export could not be written to {out_root}: {why}.",
            out_root=place,
            why=error.strerror or error,
        ),
        remedy=_REMEDIES.get(error.errno or 0, Message("Check the folder and export again.")),
    )


def _into_place(aside: Path, out_root: Path, name: str) -> Path:
    """Rename to the first free name; a name taken in the meantime is not free either."""
    number = 1
    while True:
        target = out_root / (name if number == 1 else f"{name}_v{number}")
        number += 1
        if os.path.lexists(target):
            continue
        try:
            aside.rename(target)
        except OSError:
            if os.path.lexists(target):
                continue
            raise
        sync_directory(out_root)
        return target


def sync_file(path: Path) -> None:
    """Bring a file that a library has written to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def export_name(results: SessionResults, profile: str) -> str:
    """Return the folder name of an export, session, part and profile, in ``[a-z0-9_-]``."""
    again = "recomputed" if results.recomputed else ""
    parts = (results.session_id, results.part, again, profile)
    safe = [name_part(part) for part in parts]
    return "_".join(part for part in (safe[0] or "session", *safe[1:]) if part)


def name_part(text: str) -> str:
    """Return a text as a part of the name of an export, in ``[a-z0-9_-]``."""
    return re.sub(r"[^a-z0-9_-]+", "-", spelled_plain(text).lower()).strip("-")


def check_length(results: SessionResults) -> None:
    """Refuse a session whose span can only come from broken stamps.

    Raises
    ------
    ExportError
        When it is longer than 48 h, or not a number.
    """
    length = results.t_end - results.t_start
    if not length <= MAX_SESSION_S:  # also for NaN
        raise ExportError(
            Message(
                "The recording spans {length:.1f} h; at most {most:.0f} h can be one session.",
                length=length / 3600,
                most=MAX_SESSION_S / 3600,
            ),
            remedy=Message(
                "A stream's clock was probably reset: see the streams of the recording."
            ),
        )


def silent(_share: float, _text: str) -> None:
    """Report nothing."""


def now_utc() -> str:
    """Return the time in UTC, ISO 8601 with milliseconds."""
    now = datetime.datetime.now(datetime.UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def output_entry(path: Path, root: Path, shape: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return a file's entry in the manifest; ``shape`` is rows and columns of a table."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "path": path.relative_to(root).as_posix(),
        "sha256": digest,
        "rows": None if shape is None else shape[0],
        "columns": None if shape is None else shape[1],
    }
