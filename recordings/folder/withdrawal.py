"""Changes to many files of a study that happen all together, or are finished the next time.

New contents are written aside, into a hidden folder of the study. Then one file, written in one
step, says what is replaced, deleted and renamed: before it exists nothing has changed, from then
on everything will, however often the computer stops in between. Each step can be done twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from recordings.disk.private_files import make_folder, sync_directory
from recordings.folder.session import DECIDED, UNDER_WAY, read_json, write_text
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

Kind = Literal["replace", "delete", "rmdir", "rename"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change; paths are relative to the study folder, with ``/``."""

    do: Kind
    path: str
    to: str = ""
    """``replace``: the new content, relative to the hidden folder; ``rename``: the new path."""


def staging(study: Path) -> Path:
    """Return the hidden folder, empty.

    Raises
    ------
    RecordingError
        When it cannot be made, or a removal was decided on and has to be finished first.
    """
    folder = study / UNDER_WAY
    if (folder / DECIDED).exists():
        raise RecordingError(
            Message("A removal in {study} has to be finished first.", study=study)
        )
    try:
        shutil.rmtree(folder, ignore_errors=True)  # of one that never changed anything
        make_folder(folder, exist_ok=False)
    except OSError as error:
        raise RecordingError(
            Message(
                "{path} cannot be written: {why}.",
                code="file_cannot_be_written",
                path=study,
                why=error.strerror,
            ),
            remedy=Message(
                "Work on a disk with space that this user may write to. Nothing was changed."
            ),
        ) from error
    return folder


def abandon(study: Path) -> None:
    """Take away what was prepared and not decided on: nothing has changed then."""
    if not (study / UNDER_WAY / DECIDED).exists():
        shutil.rmtree(study / UNDER_WAY, ignore_errors=True)


def decide(
    study: Path, steps: Sequence[Change], *, folders: Iterable[str], more: Mapping[str, Any]
) -> None:
    """Write down what is done: the point of no return.

    Parameters
    ----------
    steps : sequence of Change
        In the order in which they are done; new contents are on the disk already.
    folders : iterable of str
        Folders, relative to the study, that are half changed until all is done.
    more : mapping
        What who finishes it has to know, in plain JSON.

    Raises
    ------
    RecordingError
        When a folder may not be written, or it cannot be written down; nothing is changed then.
    """
    for parent in sorted({(study / step.path).parent for step in steps}):
        if not os.access(parent, os.W_OK | os.X_OK):
            raise RecordingError(
                Message("{parent} may not be written. Nothing was changed.", parent=parent),
                remedy=Message(
                    "Ask somebody who is allowed to, or change the folder's permissions."
                ),
            )
    folder = study / UNDER_WAY
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_directory(path)
    sync_directory(folder)
    told = [{"do": step.do, "path": step.path, "to": step.to} for step in steps]
    content = {"schema": 1, "folders": sorted(folders), **more, "steps": told}
    # names of files need not be text: as escapes they come back as they are
    write_text(folder / DECIDED, json.dumps(content, indent=1) + "\n")
    sync_directory(study)


def decided(study: Path) -> dict[str, Any] | None:
    """Return what was decided on and is not finished in a study; None where nothing is."""
    path = study / UNDER_WAY / DECIDED
    return read_json(path) if path.exists() else None


def carry_out(study: Path) -> None:
    """Do all steps that were decided on; those done before are done.

    Raises
    ------
    RecordingError
        When one cannot be done; it can be tried again.
    """
    told = decided(study) or {"steps": []}
    touched = set()
    for entry in told["steps"]:
        step = Change(**entry)
        touched.add((study / step.path).parent)
        try:
            _do(study, step)
        except OSError as error:
            raise RecordingError(
                Message(
                    "The removal is not finished: {path} cannot be changed ({why}).",
                    path=study / step.path,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Close the programs that have it open, see that it may be written, and "
                    "run the same command again: it continues where it stopped."
                ),
            ) from error
    for folder in touched:
        if folder.is_dir():
            sync_directory(folder)


def forget(study: Path) -> None:
    """Take away the hidden folder of a removal that is finished, what was decided on last."""
    folder = study / UNDER_WAY
    for path in folder.iterdir() if folder.exists() else ():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != DECIDED:
            path.unlink()
    (folder / DECIDED).unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        folder.rmdir()


def _do(study: Path, step: Change) -> None:
    """Do one step, which may have been done before."""
    path = study / step.path
    if step.do == "replace":
        new = study / UNDER_WAY / step.to
        if new.exists():
            shutil.copymode(path, new)
            _make_writable(path)
            os.replace(new, path)
    elif step.do == "delete":
        _make_writable(path)
        path.unlink(missing_ok=True)
    elif step.do == "rmdir":
        with contextlib.suppress(OSError):  # something of somebody else's lies in it: it stays
            path.rmdir()
    elif path.exists():
        os.rename(path, study / step.to)


def _make_writable(path: Path) -> None:
    """Windows deletes and replaces no file that is read-only."""
    if os.name == "nt" and path.exists() and not path.is_symlink():
        os.chmod(path, stat.S_IWRITE)
