"""A session on disk: one folder that holds everything recorded and everything made of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from recordings.disk.file_lock import changing
from recordings.disk.private_files import make_folder, opener, share_with, sync_directory
from recordings.folder.json_text import parse_json
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.messages import Message

NO_OBJECT: Final = Message("it holds no JSON object", code="holds_no_json_object")
SCHEMA_VERSION: Final = 1
UNDER_WAY: Final = ".withdrawal-under-way"
"""Folder in the study folder that holds what a withdrawal under way needs."""
DECIDED: Final = "decided.json"
"""In it: what is done; from its existence on the withdrawal will be finished."""
DERIVED: Final = re.compile(r"\.?found-[0-9a-f]{16}\.npz(\.[0-9a-f]{8}\.partial)?")
"""Names in ``derived/`` that are this program's own."""
EXPORTS: Final = "exports"
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
    with (
        _aside(path, durable=durable) as partial,
        open(partial, "x", encoding="utf-8", opener=opener) as file,
    ):
        file.write(text)
        _settle(file, durable=durable)


def write_bytes(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file so that a reader sees the old bytes or the new (see :func:`write_json`)."""
    with _aside(path, durable=durable) as partial, open(partial, "xb", opener=opener) as file:
        file.write(data)
        _settle(file, durable=durable)


def _settle(file: IO[Any], *, durable: bool) -> None:
    file.flush()
    if durable:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _aside(path: Path, *, durable: bool) -> Iterator[Path]:
    """Give a place to write to, which takes the place of the file at the end."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        yield partial
        os.replace(partial, path)
        if durable:
            sync_directory(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise RecordingError(
            Message(
                "{path} cannot be written: {why}.",
                code="file_cannot_be_written",
                path=path,
                why=error.strerror,
            ),
            remedy=Message(
                "Choose a folder on a disk with space that this user may write to.",
                code="choose_folder_disk_space_user",
            ),
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
        value = parse_json(path.read_bytes())
    except OSError as error:
        raise RecordingError(
            Message(
                "{path} cannot be read: {why}.",
                code="file_cannot_be_read",
                path=path,
                why=error.strerror,
            ),
            remedy=Message(
                "Check the path; a session folder holds a session.json.",
                code="check_path_session_folder_holds",
            ),
        ) from error
    except ValueError as error:  # not UTF-8, or not JSON
        raise RecordingCorruptError(
            Message("{path} is not JSON: {why}.", code="file_not_json", path=path, why=error),
            remedy=Message("Restore the file from a backup.", code="restore_file_backup"),
        ) from error
    if not isinstance(value, dict):
        raise RecordingCorruptError(
            Message("{path}, line 1: {why}.", code="first_line_wrong", path=path, why=NO_OBJECT),
            remedy=Message("Restore the file from a backup.", code="restore_file_backup"),
        )
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
                Message(
                    "{session_id!r} cannot be a session id.",
                    code="invalid_session_id",
                    session_id=session_id,
                ),
                remedy=Message(
                    "Use a study code of a-z, 0-9, _ and -, at most 64 characters.",
                    code="use_study_code_z_0",
                ),
            )
        path = root / session_id
        share_with(_access_of(info))
        try:
            make_folder(root)
            make_folder(path, exist_ok=False)
        except FileExistsError as error:
            if not root.is_dir():
                raise RecordingError(
                    Message(
                        "{path} cannot be made: {root} is a file, not a folder.",
                        code="folder_path_is_a_file",
                        path=path,
                        root=root,
                    ),
                    remedy=Message(
                        "Choose a folder that you may write to.",
                        code="choose_folder_user_may_write",
                    ),
                ) from error
            raise RecordingError(
                Message(
                    "{path} exists already; a session is never overwritten.",
                    code="session_exists",
                    path=path,
                ),
                remedy=Message("Choose another session id.", code="choose_another_session_id"),
            ) from error
        except OSError as error:
            raise RecordingError(
                Message(
                    "{path} cannot be made: {why}.",
                    code="folder_cannot_be_made",
                    path=path,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Choose a folder that you may write to.",
                    code="choose_folder_user_may_write",
                ),
            ) from error
        folder = cls(path)
        try:
            folder.write_info({**info, "session_id": session_id})
        except RecordingError:
            with contextlib.suppress(OSError):
                path.rmdir()
            raise
        return folder

    @classmethod
    def open(cls, path: Path, *, whole: bool = True) -> SessionFolder:
        """Open an existing session folder.

        Parameters
        ----------
        path : Path
            The folder.
        whole : bool
            False opens one whose ``session.json`` is missing or damaged too, to read what there
            is, as long as it holds a recording or a journal.

        Raises
        ------
        RecordingError
            When it is no session folder, made by a newer safehold, or half changed by a withdrawal
            that was interrupted.
        """
        _refuse_half_changed(path)
        if path.is_file():
            raise RecordingError(
                Message(
                    "{path} is a file, not a session folder.", code="file_not_session", path=path
                ),
                remedy=Message(
                    "'safehold import' makes a session of a recording.",
                    code="import_makes_session",
                ),
            )
        if not path.is_dir():
            raise RecordingError(
                Message("There is no session folder {path}.", code="no_session_folder", path=path),
                remedy=Message(
                    "Give the folder that holds the session.json of the session.",
                    code="give_folder_holds_session_json",
                ),
            )
        folder = cls(path)
        try:
            info = folder.read_info()
        except RecordingError:
            if whole or not (folder.recording_paths or folder.engine_log_path.exists()):
                raise
            return folder
        share_with(_access_of(info))
        schema = info.get("schema")
        if not whole and not isinstance(schema, int):
            return folder
        if not isinstance(schema, int) or not 1 <= schema <= SCHEMA_VERSION:
            raise RecordingError(
                Message(
                    "{info_path} has schema {schema!r}; this safehold reads 1 to {newest}.",
                    code="schema_safehold_reads_1",
                    info_path=folder.info_path,
                    schema=schema,
                    newest=SCHEMA_VERSION,
                ),
                remedy=Message(
                    "Open it with the version of safehold that recorded it, or a newer one.",
                    code="open_version_safehold_recorded_newer",
                ),
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
    def media_path(self) -> Path:
        """``media.jsonl``: where videos and sounds of the laboratory lie, append-only."""
        return self.path / "media.jsonl"

    @property
    def derived_dir(self) -> Path:
        """``derived/``: computed from the rest, kept so that it need not be computed again."""
        return self.path / "derived"

    @property
    def exports_dir(self) -> Path:
        """``exports/``: made from the rest at any time."""
        return self.path / EXPORTS

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
        with changing(self.info_path):
            self.write_info({**self.read_info(), **fields})


def half_changed(folder: Path) -> str:
    """Return how to finish the withdrawal that left a session half changed; empty where none did.

    Parameters
    ----------
    folder : Path
        Session folder.
    """
    for study in [*folder.absolute().parents][:4]:
        path = study / UNDER_WAY / DECIDED
        told = read_json(path) if path.exists() else {}
        if folder.absolute().relative_to(study).as_posix() in told.get("folders", ()):
            return f"safehold purge {told.get('code')} --study {study} --yes"
    return ""


def _refuse_half_changed(folder: Path) -> None:
    finish = half_changed(folder)
    if finish:
        raise RecordingError(
            Message(
                "{folder} is half changed: the withdrawal of a participant was interrupted.",
                code="withdrawal_interrupted",
                folder=folder,
            ),
            remedy=Message("Finish it: '{finish}'.", code="finish_withdrawal", finish=finish),
        )


def _access_of(info: Mapping[str, Any]) -> str:
    """Return who may read a session's files, as its study says; of older ones, the owner."""
    study = info.get("study")
    access = study.get("access") if isinstance(study, Mapping) else None
    return access if access in ("owner", "group") else "owner"
