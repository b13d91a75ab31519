"""What a study folder holds: its sessions, by content, and what is no session and why."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import processing
import recordings
import safehold
from recordings.folder.session import SessionFolder
from safehold.core.canonical import digest
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import NOTHING, Message
from safehold.core.settings import EngineSettings
from safehold.core.study import Study
from safehold.recorder.control import is_recording

RECORDED_AS = frozenset({".xdf", ".xdfz", ".edf", ".bdf", ".acq", ".vhdr", ".hea", ".fif"})
"""Endings by which a folder that is no session is told from one of the laboratory's own."""
OURS = frozenset({"session.json", "engine.jsonl", "recording.xdf"})
BELOW = ("numpy", "scipy", "neurokit2", "pyarrow")
CHANGES = {
    "session.json": Message("what session.json says", code="content_info"),
    "engine.jsonl": Message("the journal", code="content_journal"),
    "edits.jsonl": Message("edits", code="content_edits"),
    "recall.jsonl": Message("recall ratings", code="content_recall"),
    "streams.toml": Message("what is set for streams", code="content_streams"),
    "parameters": Message("parameters", code="content_parameters"),
    "program": Message("the program, or a library below it", code="content_program"),
}
"""What the parts of a session's content are called; everything else is its recording."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The one set of parameters that every session of a study is processed with."""

    settings: EngineSettings
    own: Mapping[str, EngineSettings]
    """By label, of people that the study gives parameters of their own."""
    changed: bool = False
    """Whether sessions are taken that are not what was recorded."""

    @classmethod
    def of(cls, study: Study, *, changed: bool = False) -> Frozen:
        """Return the parameters that a study file sets."""
        own = {p.label: p.settings for p in study.people if p.settings != study.settings}
        return cls(study.settings, dict(sorted(own.items())), changed)

    @property
    def params_hash(self) -> str:
        """That of the settings where nobody has own ones; else one over all."""
        if not self.own:
            return self.settings.params_hash
        whole = {label: asdict(one) for label, one in self.own.items()}
        return digest({"": asdict(self.settings), **whole})[:12]


@dataclass(frozen=True, slots=True)
class FoundFolder:
    """A folder of a study, which is a session unless it has a problem."""

    path: Path
    problem: Message = NOTHING
    """Why it is not processed."""

    @property
    def session_id(self) -> str:
        """Name of the folder."""
        return self.path.name


def folders_in(study: Path, out: Path) -> tuple[FoundFolder, ...]:
    """Return the sessions of a study folder by name, and what looks like one and is none.

    Folders of the laboratory's own, which hold no recording, are left out.

    Raises
    ------
    ConfigError
        When there is no such folder.
    """
    if not study.is_dir():
        raise ConfigError(
            Message("There is no study folder {path}.", path=study),
            remedy=Message("Give the folder that holds the session folders."),
        )
    own = out.resolve()
    found = []
    for path in sorted(study.iterdir()):
        if not path.is_dir() or path.name.startswith(".") or path.resolve() == own:
            continue
        problem = _problem(path)
        if not problem or _seems_recorded(path):
            found.append(FoundFolder(path, problem))
    return tuple(found)


def _problem(path: Path) -> Message:
    if not any((path / name).exists() for name in OURS):
        if any(path.iterdir()):
            return Message(
                "No session: it holds recordings of another program. 'safehold import' makes a "
                "session of them.",
                code="study_foreign_folder",
            )
        return Message("No session: the folder is empty.", code="study_empty_folder")
    try:
        folder = SessionFolder.open(path, whole=False)
    except SafeholdError as error:
        return relative(error.message, path)
    if is_recording(folder.path):
        return Message("It is being recorded.", code="study_being_recorded")
    return NOTHING


def _seems_recorded(path: Path) -> bool:
    """Tell whether a folder that is no session is empty, or holds recordings of any program."""
    names = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    return not names or any(e.suffix.lower() in RECORDED_AS or e.name in OURS for e in names)


def relative(message: Message, path: Path) -> Message:
    """Return a message in which a session's folder is called by its name, wherever it lies."""
    whole = sorted({str(path.absolute()), str(path)}, key=len, reverse=True)

    def shorter(text: str) -> str:
        for name in whole:
            text = text.replace(name, path.name)
        return text

    fields = {
        name: "-"
        if name == "names"  # of streams: they may hold serial numbers
        else Message(value.template, code=value.code, **value.fields).rewritten(shorter)
        if isinstance(value, Message)
        else shorter(str(value))
        if isinstance(value, Path | str)
        else value
        for name, value in message.fields.items()
    }
    return Message(message.template, code=message.code, **fields)


@functools.cache
def program() -> str:
    """Return a hash over all code that numbers and tables are made by, and what is below it."""
    told = hashlib.sha256()
    for package, parts in (
        (processing, ("",)),
        (recordings, ("",)),
        (safehold, ("core", "files", "offline", "session", "desk/studies")),
    ):
        root = Path(next(iter(package.__path__)))
        for part in parts:
            for path in sorted((root / part).rglob("*.py")):
                told.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    libraries = [version(name) for name in BELOW]
    told.update(repr((safehold.__version__, python_version(), libraries)).encode())
    return told.hexdigest()


def content_of(path: Path, frozen: Frozen) -> dict[str, str]:
    """Return hashes of all that a session's tables depend on, by what it is."""
    folder = SessionFolder(path)
    found = {file.name: _hash(file) for file in folder.recording_paths if file.exists()}
    found |= logs_of(folder)
    found["parameters"] = frozen.params_hash + ("-changed" if frozen.changed else "")
    return {**found, "program": program()}


def logs_of(folder: SessionFolder) -> dict[str, str]:
    """Return hashes of the small files that a session's tables depend on."""
    files = [
        folder.info_path, folder.engine_log_path, folder.edits_path, folder.recall_path,
    ]  # fmt: skip
    if not folder.engine_log_path.exists():  # what its streams are is said in the study
        files.append(folder.path.parent / "streams.toml")
    return {file.name: _hash(file) for file in files if file.exists()}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Message, ...]:
    """Return in what two contents of one session differ."""
    parts = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    recording = Message("the recording", code="content_recording")
    return tuple(dict.fromkeys(CHANGES.get(name, recording) for name in parts))
