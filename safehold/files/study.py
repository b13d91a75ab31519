"""The study of a folder: read before a session, written when a new study begins."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from recordings.disk.private_files import make_folder, opener, sync_directory
from safehold.core.canonical import build
from safehold.core.codebook import SHIPPED, Codebook, load_codebook, shipped_codebook
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import Participant
from safehold.core.settings import PROFILES
from safehold.core.study import Display, Person, PhaseKind, Study
from safehold.core.study_file import STUDY_FILE, parse_study

TEMPLATES = {
    "template": "every key with its default",
    "null-calibration": "rest twice: does the zone rule stay quiet over this person's rest?",
    "known-groups": "rest and tasks with a known effect, for safehold validate",
}
"""Study files that ship with safehold, and what each is for."""


def load_study(folder: Path) -> Study:
    """Return the study of a folder; all defaults where it holds no ``study.toml``.

    Raises
    ------
    ConfigError
        With file, line, key, value and valid choices.
    """
    path = folder / STUDY_FILE
    return parse_study(_read(path), source=str(path)) if path.exists() else Study()


def study_codebook(study: Study, folder: Path) -> Codebook:
    """Return the codebook of a study: one that ships with safehold, or a file of the folder.

    Raises
    ------
    ConfigError
        When there is none of that name, or it is wrong.
    """
    return find_codebook(study.codebook, folder)


def find_codebook(name: str, folder: Path) -> Codebook:
    """Return the codebook of a name: of one that ships with safehold, or of a file.

    A relative path is looked for in ``folder``.
    """
    if name in SHIPPED:
        return shipped_codebook(name)
    path = folder / name
    if not path.is_file():
        raise ConfigError(
            Message("There is no codebook {name!r}.", name=name),
            remedy=Message(
                "Choose one of: {shipped}; or a TOML file, here {path}.",
                shipped=", ".join(SHIPPED),
                path=path,
            ),
        )
    return load_codebook(path)


def recorded_codebook(info: Mapping[str, Any]) -> Codebook | None:
    """Return the codebook that ``session.json`` says the session was coded with, or None.

    None where it names one without its codes, and no shipped one has that name and version.
    """
    said = info.get("codebook") or {}
    if said.get("codes"):
        whole: Codebook = build(Codebook, said)
        return whole
    if said.get("name") not in SHIPPED:
        return None
    shipped = shipped_codebook(said["name"])
    return shipped if said.get("version") == shipped.version else None


def recorded_study(info: Mapping[str, Any]) -> Study:
    """Return the study that ``session.json`` holds; the default one of older sessions."""
    said = info.get("study")
    return build(Study, said) if said else Study()


def with_people(study: Study, participants: Sequence[Participant]) -> Study:
    """Return the study with the people of one session; those it knows keep their parameters."""
    people = tuple(
        dataclasses.replace(known, code=person.code)
        if (known := study.person(person.label))
        else Person(person.label, person.code, person.role, study.settings)
        for person in participants
    )
    return dataclasses.replace(study, people=people)


def with_profile(study: Study, profile: str) -> Study:
    """Return the study with a profile's settings for everybody; its baseline lasts as they say."""
    settings = PROFILES[profile]
    people = tuple(dataclasses.replace(person, settings=settings) for person in study.people)
    rules = settings.baseline
    phases = tuple(
        dataclasses.replace(
            phase, seconds=rules.settling_s + rules.used_s, settling_s=rules.settling_s
        )
        if phase.kind is PhaseKind.BASELINE
        else phase
        for phase in study.phases
    )
    return dataclasses.replace(study, settings=settings, people=people, phases=phases)


def with_display(study: Study, display: Display) -> Study:
    """Return the study with one display mode for every window."""
    return dataclasses.replace(study, display=dict.fromkeys(study.display, display))


def participants_of(study: Study) -> tuple[Participant, ...]:
    """Return the people of a study as a session's participants."""
    return tuple(Participant(p.label, p.code, p.role) for p in study.people)


def template_text(name: str) -> str:
    """Return the text of a study file that ships with safehold."""
    return (files("safehold.core") / "studies" / f"{name}.toml").read_text(encoding="utf-8")


def new_study(folder: Path, *, template: str, name: str = "") -> Path:
    """Write a study file into a folder, which is made where it is missing.

    Raises
    ------
    ConfigError
        When there is one already, or it cannot be written.
    """
    path = folder / STUDY_FILE
    text = template_text(template)
    if name:
        text = text.replace('name = ""', f"name = {_quoted(name)}", 1)
    try:
        make_folder(folder)
        with open(path, "x", encoding="utf-8", opener=opener) as file:
            file.write(text)
        sync_directory(folder)
    except FileExistsError as error:
        raise ConfigError(
            Message("{path} exists already; it is not overwritten.", path=path),
            remedy=Message("Edit it, or choose another folder."),
        ) from error
    except OSError as error:
        raise ConfigError(
            Message(
                "{path} cannot be written: {why}.",
                code="file_cannot_be_written",
                path=path,
                why=error.strerror,
            ),
            remedy=Message(
                "Choose a folder that you may write to.", code="choose_folder_user_may_write"
            ),
        ) from error
    return path


def _quoted(text: str) -> str:
    safe = "".join(c for c in text if c.isprintable())
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Message(
                "{path} cannot be read: {why}.", code="file_cannot_be_read", path=path, why=error
            ),
            remedy=Message("It must be a text file in UTF-8."),
        ) from error
