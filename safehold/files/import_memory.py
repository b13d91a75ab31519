"""What was said of imported files: kept per study in ``imports.json``, and used ever after.

A file is known again by its reader and the names of its signals, or by the columns of a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from recordings.disk.file_lock import changing
from recordings.disk.private_files import make_folder
from recordings.folder.session import read_json, write_json
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.errors import SafeholdError
from safehold.core.types import Role

FILE = "imports.json"


@dataclass(frozen=True, slots=True)
class SignalMemory:
    """What was said of a signal; None where nothing was."""

    role: Role | None = None
    person: str | None = None
    unit: str | None = None
    inverted: bool | None = None


@dataclass(frozen=True, slots=True)
class FileMemory:
    """What was said of files of one kind."""

    columns: str = ""
    """When the samples of a table were taken (``rate=250``)."""
    person: str = ""
    """Whose they are; empty where nobody said so."""
    signals: dict[str, SignalMemory] = field(default_factory=dict)


def memory_key(reader: str, names: Sequence[str]) -> str:
    """Return what a file is known again by."""
    return "|".join((reader, *names))


def remembered(study: Path, key: str) -> FileMemory:
    """Return what was said of such files; nothing where nothing was, or it cannot be read."""
    try:
        told: FileMemory = build(FileMemory, _all(study).get(key, {}))
    except (MisfitError, TypeError, ValueError):
        return FileMemory()
    return told


def remember(study: Path, key: str, said: FileMemory) -> None:
    """Keep what was said of such files.

    Raises
    ------
    RecordingError
        When the study folder cannot be written.
    """
    make_folder(study)
    with changing(study / FILE):
        write_json(study / FILE, {**_all(study), key: plain(said)})


def with_signal(memory: FileMemory, name: str, said: SignalMemory) -> FileMemory:
    """Return a memory that knows what was said of a signal, earlier sayings kept."""
    old = memory.signals.get(name, SignalMemory())
    new = SignalMemory(
        old.role if said.role is None else said.role,
        old.person if said.person is None else said.person,
        old.unit if said.unit is None else said.unit,
        old.inverted if said.inverted is None else said.inverted,
    )
    return replace(memory, signals={**memory.signals, name: new})


def _all(study: Path) -> dict[str, Any]:
    if not (study / FILE).exists():
        return {}
    try:
        return read_json(study / FILE)
    except SafeholdError:
        return {}
