"""The codebook: which events can be coded, with which key, and of which shape."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from safehold.core.errors import ConfigError
from safehold.core.markers import is_code
from safehold.core.types import EventKind

CONFOUND_PREFIX = "cf."
PHASE_PREFIX = "ph."
RATING_PREFIX = "rate."
SHIPPED = ("minimal",)
"""Codebooks that ship with safehold."""


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that can be coded."""

    code: str
    label: str
    group: str
    kind: EventKind
    key: str
    """Key that sets it (one character); empty for none."""
    actor: str
    """``C``, ``T``, ``O`` or empty: who does it."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named, versioned set of codes."""

    name: str
    version: str
    codes: tuple[Code, ...]

    def find(self, code: str) -> Code | None:
        """Return the entry of a code, or None."""
        return next((entry for entry in self.codes if entry.code == code), None)

    def by_key(self, key: str) -> Code | None:
        """Return the entry of a key, or None."""
        return next((entry for entry in self.codes if entry.key and entry.key == key), None)


def _code(entry: dict[str, Any], source: str) -> Code:
    known = {"code", "label", "group", "kind", "key", "actor", "meaning"}
    unknown = sorted(set(entry) - known)
    if unknown:
        raise ConfigError(
            f"{source}: unknown key {unknown[0]!r} in code {entry.get('code')!r}.",
            remedy=f"Known keys: {', '.join(sorted(known))}.",
        )
    code = str(entry.get("code", ""))
    if not is_code(code):
        raise ConfigError(
            f"{source}: {code!r} is not an event code.",
            remedy="Codes start with a letter: a-z, 0-9, '_', '.', '-', at most 40 characters.",
        )
    kind = str(entry.get("kind", "point"))
    if kind not in ("point", "interval"):
        raise ConfigError(
            f"{source}: kind {kind!r} of code {code!r} is unknown.",
            remedy="Choose 'point' or 'interval'.",
        )
    key = str(entry.get("key", ""))
    if len(key) > 1:
        raise ConfigError(
            f"{source}: key {key!r} of code {code!r} is not one character.",
            remedy="Give one letter or digit, or leave it out.",
        )
    return Code(
        code=code,
        label=str(entry.get("label", code)),
        group=str(entry.get("group", "")),
        kind=EventKind(kind),
        key=key,
        actor=str(entry.get("actor", "")),
        meaning=str(entry.get("meaning", "")),
    )


def parse_codebook(text: str, *, source: str) -> Codebook:
    """Return the codebook in a TOML text.

    Raises
    ------
    ConfigError
        With file, code and valid choices, when the text is not a codebook.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source} is not a TOML file: {error}.") from error
    codes = tuple(_code(entry, source) for entry in data.get("code", []))
    for attribute in ("code", "key"):
        values = [v for entry in codes if (v := getattr(entry, attribute))]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ConfigError(f"{source}: {attribute} {twice[0]!r} is used twice.")
    if not codes:
        raise ConfigError(f"{source} holds no [[code]].")
    return Codebook(str(data.get("name", "")), str(data.get("version", "")), codes)


def shipped_codebook(name: str) -> Codebook:
    """Return a codebook of :data:`SHIPPED`."""
    packaged = files("safehold.core") / "codebooks" / f"{name}.toml"
    return parse_codebook(packaged.read_text(encoding="utf-8"), source=f"{name}.toml")


def load_codebook(path: Path | None = None) -> Codebook:
    """Return the codebook in a file; without one the minimal one that ships with safehold.

    Raises
    ------
    ConfigError
        When the file cannot be read, or is not a codebook.
    """
    if path is None:
        return shipped_codebook("minimal")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    return parse_codebook(text, source=str(path))
