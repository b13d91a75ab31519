"""What the user has said of streams: kept per study in ``streams.toml``, and used ever after.

::

    [[stream]]
    name = "OpenSignals"
    type = "00:07:80:0F:30:ED"
    source_id = "opensignals-30ED"
    channel = 2             # counted from 1; without it: the channel proposed
    role = "respiration"
    person = "client"       # "nobody" for a sensor that is not used
    unit = "a.u."
    inverted = true         # worn upside down: engine and display turn it, files do not
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from acquisition.specs import Correction, StreamIdentity
from recordings.disk.file_lock import changing
from recordings.disk.private_files import make_folder
from recordings.folder.session import write_text
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role

FILE = "streams.toml"
NOBODY = "nobody"
ROLES = tuple(role for role in Role if role is not Role.DERIVED)
_KEYS = ("name", "type", "source_id", "hostname", "channel", "role", "person", "unit", "inverted")
_HEAD = """# What you have said of the streams of this study; written by 'safehold streams'.
# Delete an entry to have its stream proposed anew.
"""


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """Return the corrections of a study folder; none where it holds no ``streams.toml``.

    Raises
    ------
    ConfigError
        With the file, the entry and what would be allowed.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            Message(
                "{path} cannot be read: {why}.", code="file_cannot_be_read", path=path, why=error
            )
        ) from error
    entries = table.get("stream", [])
    if set(table) - {"stream"} or not isinstance(entries, list):
        raise ConfigError(Message("{path} may hold [[stream]] entries only.", path=path))
    return tuple(_entry(entry, f"{path}, stream {n}") for n, entry in enumerate(entries, start=1))


def _entry(entry: Mapping[str, Any], where: str) -> Correction:
    if not isinstance(entry, Mapping):
        raise ConfigError(
            Message(
                "{where}: {entry!r} must be a [[stream]] entry with keys.",
                where=where,
                entry=entry,
            )
        )
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise ConfigError(
            Message("{where}: there is no key {unknown!r}.", where=where, unknown=unknown[0]),
            remedy=Message("Keys are: {keys}.", keys=", ".join(_KEYS)),
        )
    for key in ("name", "type", "source_id", "hostname", "role", "person", "unit"):
        if not isinstance(entry.get(key, ""), str):
            raise ConfigError(
                Message(
                    "{where}: {key} = {entry!r} must be a text.",
                    where=where,
                    key=key,
                    entry=entry[key],
                )
            )
    channel, inverted = entry.get("channel"), entry.get("inverted")
    if channel is not None and (type(channel) is not int or channel < 1):
        raise ConfigError(
            Message(
                "{where}: channel = {channel!r} must be a whole number from 1.",
                where=where,
                channel=channel,
            )
        )
    if inverted is not None and not isinstance(inverted, bool):
        raise ConfigError(
            Message(
                "{where}: inverted = {inverted!r} must be true or false.",
                where=where,
                inverted=inverted,
            )
        )
    role, person = entry.get("role"), entry.get("person")
    if role is not None and role not in ROLES:
        raise ConfigError(
            Message("{where}: role = {role!r} is not known.", where=where, role=role),
            remedy=Message("Roles are: {roles}.", roles=", ".join(ROLES)),
        )
    return Correction(
        name=entry.get("name", ""),
        type=entry.get("type", ""),
        source_id=entry.get("source_id", ""),
        hostname=entry.get("hostname", ""),
        channel=None if channel is None else channel - 1,
        role=None if role is None else Role(role),
        person="" if person == NOBODY else person,
        unit=entry.get("unit"),
        inverted=inverted,
    )


def save_corrections(folder: Path, corrections: Sequence[Correction]) -> Path:
    """Write the corrections of a study; return the file.

    Raises
    ------
    RecordingError
        When the file cannot be written; the old one is kept then.
    """
    make_folder(folder)
    path = folder / FILE
    write_text(path, _HEAD + "".join(_text(correction) for correction in corrections))
    return path


def remember(
    folder: Path,
    stream: StreamIdentity,
    *,
    channel: int | None = None,
    role: Role | None = None,
    person: str | None = None,
    unit: str | None = None,
    inverted: bool | None = None,
) -> Correction:
    """Add what the user says of a stream to what was said of it before; return all of it.

    Parameters
    ----------
    folder : Path
        Study folder.
    stream : StreamIdentity
        Header or specification of the stream.
    channel : int or None
        Index of the channel that is spoken of; None for the one proposed.
    role, person, unit, inverted
        None where nothing is said; a person "" is nobody.
    """
    new = Correction(
        stream.name,
        stream.type,
        stream.source_id,
        "" if stream.source_id else stream.hostname,
        channel,
    )
    make_folder(folder)
    with changing(folder / FILE):
        kept = []
        for old in load_corrections(folder):
            if old.matches(stream) and old.channel == channel:
                new = replace(
                    new, role=old.role, person=old.person, unit=old.unit, inverted=old.inverted
                )
            else:
                kept.append(old)
        said = {"role": role, "person": person, "unit": unit, "inverted": inverted}
        for key, value in said.items():
            if value is not None:
                new = replace(new, **{key: value})  # type: ignore[arg-type]
        save_corrections(folder, [*kept, new])
    return new


def forget(folder: Path, stream: StreamIdentity) -> int:
    """Forget everything said of a stream; return how many entries that were."""
    if not (folder / FILE).exists():
        return 0
    with changing(folder / FILE):
        before = load_corrections(folder)
        kept = [correction for correction in before if not correction.matches(stream)]
        if len(kept) < len(before):
            save_corrections(folder, kept)
    return len(before) - len(kept)


def _text(correction: Correction) -> str:
    values: dict[str, Any] = {
        "name": correction.name,
        "type": correction.type,
        "source_id": correction.source_id,
        "hostname": correction.hostname or None,
        "channel": None if correction.channel is None else correction.channel + 1,
        "role": correction.role and correction.role.value,
        "person": NOBODY if correction.person == "" else correction.person,
        "unit": correction.unit,
        "inverted": correction.inverted,
    }
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value is not None]
    return "\n".join(("", "[[stream]]", *lines, ""))


def _value(value: str | int | bool) -> str:
    if isinstance(value, str):
        # a JSON text is a TOML text, but for DEL, which TOML wants escaped
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
