"""What a study knows of its people besides the sessions: orientation, attachment, ICD code ...

``participants.csv`` has a row a person, ``[moderators]`` of the study file what holds for all. No
name of a moderator is known here: each column is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recordings.tidy.schema import Field, text
from safehold.core.errors import ConfigError
from safehold.core.messages import Message, verbatim
from safehold.core.text_bytes import TableError
from safehold.core.text_table import parse_table

PARTICIPANTS_FILE = "participants.csv"
WHO = ("participant", "code", "participant_id", "study_code")
PREFIX, PARTNER = "mod_", "partner_mod_"


@dataclass(frozen=True, slots=True)
class Moderators:
    """Values by study code; what holds for all stands for everybody who has none of their own."""

    common: Mapping[str, str] = field(default_factory=dict)
    by_code: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every moderator, by name."""
        own = {name for values in self.by_code.values() for name in values}
        return tuple(sorted(own | self.common.keys()))

    def of(self, code: str) -> tuple[str | None, ...]:
        """Return a person's values in the order of the names; None where nothing is known."""
        values = {**self.common, **{k: v for k, v in self.by_code.get(code, {}).items() if v}}
        return tuple(values.get(name) for name in self.names)

    def fields(self) -> tuple[Field, ...]:
        """Return the columns of a table: a person's own, then the partner's."""
        return tuple(
            text(f"{prefix}{name}", f"{name} {whose}, from {PARTICIPANTS_FILE} or the study file",
                 missing="not known")
            for prefix, whose in ((PREFIX, "of the person"), (PARTNER, "of the partner"))
            for name in self.names
        )  # fmt: skip


def read_moderators(study: Path, common: Mapping[str, str]) -> Moderators:
    """Return what a study folder says of its people.

    Parameters
    ----------
    study : Path
        Folder of the study.
    common : mapping of str to str
        What its study file says of everybody.

    Raises
    ------
    ConfigError
        When ``participants.csv`` is no table, says nobody's code, or somebody's twice.
    """
    path = study / PARTICIPANTS_FILE
    named = {_name(key): value for key, value in common.items()}
    if not path.exists():
        return Moderators(named)
    try:
        columns = parse_table(path.read_bytes()).columns
    except TableError as error:
        raise ConfigError(Message("{path}: {why}.", path=path, why=error)) from error
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be read: {why}.", code="file_cannot_be_read", path=path,
                    why=error.strerror),
        ) from error  # fmt: skip
    keys = {key.strip().lower(): key for key in columns}
    who = next((keys[name] for name in WHO if name in keys), None)
    if who is None:
        raise ConfigError(
            Message("{path} does not say whose its rows are.", path=path),
            remedy=Message("It needs a column participant with study codes."),
        )
    found: dict[str, dict[str, str]] = {}
    for k, cell in enumerate(columns[who]):
        code = str(cell or "").strip()
        if code in found:
            twice = Message("{path}: {who} stands there twice.", path=path, who=verbatim(code))
            raise ConfigError(twice)
        found[code] = {
            _name(key): str(cells[k] if cells[k] is not None else "").strip()
            for key, cells in columns.items()
            if key != who
        }
    return Moderators(named, found)


def _name(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "_", text).strip("_").lower() or "unnamed"
