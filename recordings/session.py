"""A session on disk: one folder that holds everything recorded and everything made of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recordings.append_file import sync_directory
from safehold.core.errors import RecordingCorruptError, RecordingError

SCHEMA_VERSION: Final = 1
SESSION_ID: Final = re.compile(r"[a-z0-9_-]{1,64}")


def write_json(
    path: Path, value: Mapping[str, Any], *, durable: bool = True, indent: int | None = 1
) -> None:
    """Write a JSON file so that a reader sees the old text or the new one, never a mixture.

    Parameters
    ----------
    path : Path
        The file.
    value : mapping
        Plain JSON types, finite numbers.
    durable : bool
        True waits until the text is on the disk.
    indent : int or None
        None writes one line, several times faster.

    Raises
    ------
    RecordingError
        When it cannot be written; the old file is unchanged then.
    """
    text = json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False) + "\n"
    write_text(path, text, durable=durable)


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a file so that a reader sees the old text or the new one (see :func:`write_json`)."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        with partial.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        os.replace(partial, path)
        if durable:
            sync_directory(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise RecordingError(
            f"{path} cannot be written: {error.strerror}.",
            remedy="Choose a folder on a disk with space that this user may write to.",
        ) from error


def read_json(path: Path) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Raises
    ------
    RecordingError
        When it is missing or cannot be read.
    RecordingCorruptError
        When it is not a JSON object.
    """
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise RecordingError(
            f"{path} cannot be read: {error.strerror}.",
            remedy="Check the path; a session folder holds a session.json.",
        ) from error
    except ValueError as error:  # not UTF-8, or not JSON
        raise RecordingCorruptError(
            f"{path} is not JSON: {error}.", remedy="Restore the file from a backup."
        ) from error
    if not isinstance(value, dict):
        raise RecordingCorruptError(f"{path} holds no JSON object.")
    return value


@dataclass(frozen=True, slots=True)
class SessionFolder:
    """The folder of one session; make one with :meth:`create` or :meth:`open`."""

    path: Path

    @classmethod
    def create(cls, root: Path, session_id: str, info: Mapping[str, Any]) -> SessionFolder:
        """Make a new session folder.

        Parameters
        ----------
        root : Path
            Study folder; made where it is missing.
        session_id : str
            ``[a-z0-9_-]``, at most 64 characters: a study code, no name and no date.
        info : mapping
            What ``session.json`` is to say, in plain JSON types.

        Raises
        ------
        RecordingError
            When the id is not allowed, the folder exists, or it cannot be written.
        """
        if not SESSION_ID.fullmatch(session_id):
            raise RecordingError(
                f"{session_id!r} cannot be a session id.",
                remedy="Use a study code of a-z, 0-9, _ and -, at most 64 characters.",
            )
        path = root / session_id
        try:
            root.mkdir(parents=True, exist_ok=True)
            path.mkdir()
        except FileExistsError as error:
            if not root.is_dir():
                raise RecordingError(
                    f"{path} cannot be made: {root} is a file, not a folder.",
                    remedy="Choose a folder that this user may write to.",
                ) from error
            raise RecordingError(
                f"{path} exists already; a session is never overwritten.",
                remedy="Choose another session id.",
            ) from error
        except OSError as error:
            raise RecordingError(
                f"{path} cannot be made: {error.strerror}.",
                remedy="Choose a folder that this user may write to.",
            ) from error
        folder = cls(path)
        try:
            folder.write_info({**info, "session_id": session_id})
            sync_directory(root)
        except RecordingError:
            with contextlib.suppress(OSError):
                path.rmdir()
            raise
        return folder

    @classmethod
    def open(cls, path: Path) -> SessionFolder:
        """Open an existing session folder.

        Raises
        ------
        RecordingError
            When it is no session folder, or made by a newer safehold.
        """
        if not path.is_dir():
            raise RecordingError(
                f"There is no session folder {path}.",
                remedy="Give the folder that holds the session.json of the session.",
            )
        folder = cls(path)
        schema = folder.read_info().get("schema")
        if not isinstance(schema, int) or not 1 <= schema <= SCHEMA_VERSION:
            raise RecordingError(
                f"{folder.info_path} has schema {schema!r}; this safehold reads 1 to "
                f"{SCHEMA_VERSION}.",
                remedy="Open it with the version of safehold that recorded it, or a newer one.",
            )
        return folder

    @property
    def session_id(self) -> str:
        """Name of the session."""
        return self.path.name

    @property
    def info_path(self) -> Path:
        """``session.json``: who, which streams in which role, settings, software."""
        return self.path / "session.json"

    @property
    def recording_path(self) -> Path:
        """``recording.xdf``: every stream, raw, append-only."""
        return self.path / "recording.xdf"

    @property
    def recording_paths(self) -> list[Path]:
        """Parts of the recording in order.

        There is more than one (``recording-2.xdf``, ...) when the recorder was stopped or died,
        and was started again: a file that is closed is never touched again.
        """
        parts = [self.recording_path] if self.recording_path.exists() else []
        number = 2
        while (part := self.path / f"recording-{number}.xdf").exists():
            parts.append(part)
            number += 1
        return parts

    @property
    def next_recording_path(self) -> Path:
        """The next part of the recording; does not exist yet."""
        n_parts = len(self.recording_paths)
        return self.path / f"recording-{n_parts + 1}.xdf" if n_parts else self.recording_path

    @property
    def engine_log_path(self) -> Path:
        """``engine.jsonl``: what the live engine used and did, append-only."""
        return self.path / "engine.jsonl"

    @property
    def edits_path(self) -> Path:
        """``edits.jsonl``: edits made afterwards, append-only."""
        return self.path / "edits.jsonl"

    @property
    def recall_path(self) -> Path:
        """``recall.jsonl``: continuous ratings made afterwards, append-only."""
        return self.path / "recall.jsonl"

    @property
    def exports_dir(self) -> Path:
        """``exports/``: made from the rest at any time."""
        return self.path / "exports"

    def read_info(self) -> dict[str, Any]:
        """Return what ``session.json`` says."""
        return read_json(self.info_path)

    def write_info(self, info: Mapping[str, Any]) -> None:
        """Replace ``session.json``, durably and as a whole; the schema version is added."""
        write_json(self.info_path, {"schema": SCHEMA_VERSION, **info})

    def update_info(self, **fields: Any) -> None:
        """Replace some entries of ``session.json`` and leave the others.

        Raises
        ------
        RecordingError
            When it cannot be read or written; it is unchanged then.
        """
        self.write_info({**self.read_info(), **fields})
