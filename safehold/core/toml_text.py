"""TOML files that people write: a refusal names file, line, key, value and what is possible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from safehold.core.errors import ConfigError
from safehold.core.messages import NOTHING, Message

TomlPath: TypeAlias = tuple[str | int, ...]
"""Way to a value: ``("person", 1, "zones", "th")``."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")
_QUANTITY = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S.*?)?\s*")
UNITS: dict[str, dict[str, float]] = {
    "": {"": 1.0, "%": 0.01},
    "s": {"s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0},
    "bpm": {"bpm": 1.0},
    "1/min": {"1/min": 1.0, "/min": 1.0},
    "Hz": {"Hz": 1.0},
    "z": {"z": 1.0, "SD": 1.0},
}
"""Per unit of a setting: the units it may be given in, and their factors."""


class TomlText:
    """A parsed TOML text that knows on which line everything stands.

    Parameters
    ----------
    text : str
        The file's text.
    source : str
        Its name, for messages.

    Raises
    ------
    ConfigError
        When it is not TOML.
    """

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise ConfigError(
                Message("{source} is not a TOML file: {error}.", source=source, error=error),
                remedy=Message("Texts need quotation marks, and a table begins with its [name]."),
            ) from error
        self._lines = _lines(text)

    def line(self, path: TomlPath) -> int:
        """Return the line of a value, or of the table that holds it; 1 where it stands nowhere."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def lines_of(self) -> dict[TomlPath, int]:
        """Return the line of everything that stands in the text, counted from 1."""
        return dict(self._lines)

    def error(self, path: TomlPath, message: Message, *, remedy: Message = NOTHING) -> ConfigError:
        """Return the error about a value; it knows the way to it, for a form."""
        made = ConfigError(
            Message(
                "{source}, line {line}: {message}",
                source=self.source,
                line=self.line(path),
                message=message,
            ),
            remedy=remedy,
        )
        made.place = path
        return made

    def table(self) -> TomlTable:
        """Return the whole file."""
        return TomlTable(self, (), self.data)


def _lines(text: str) -> dict[TomlPath, int]:
    """Return the line of each table and key, found by a scan (not inside long texts)."""
    found: dict[TomlPath, int] = {}
    counts: dict[TomlPath, int] = {}
    table: TomlPath = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.fullmatch(line)
        if header:
            table = ()
            *outer, name = (part.strip(" \"'") for part in header[2].split("."))
            for part in outer:
                table += (part,)
                if table in counts:
                    table += (counts[table],)
            table += (name,)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, number)
                table += (counts[table],)
            found[table] = number
        elif key := _KEY.match(line):
            parts = tuple(part.strip("\"'") for part in key[1].split("."))
            found.setdefault(table + parts, number)
    return found


class TomlTable:
    """One table of a file, read key by key; :meth:`done` refuses keys that nobody asked for."""

    def __init__(self, text: TomlText, path: TomlPath, data: Mapping[str, Any]) -> None:
        self.text = text
        self.path = path
        self._data = data
        self._known: dict[str, None] = {}

    def __iter__(self) -> Iterator[str]:
        """Give every key that is written."""
        return iter(self._data)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def error(self, key: str, message: Message, *, remedy: Message = NOTHING) -> ConfigError:
        """Return the error about a key of this table."""
        return self.text.error((*self.path, key) if key else self.path, message, remedy=remedy)

    def string(self, key: str, default: str, *, pattern: str = "", hint: Message = NOTHING) -> str:
        """Return a text; ``pattern`` is what the whole of it must match, ``hint`` says it."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(
                key,
                Message("{key} = {value!r} is not a text.", key=key, value=value),
                remedy=Message("Put it in quotation marks."),
            )
        if pattern and not re.fullmatch(pattern, value):
            raise self.error(
                key,
                Message("{key} = {value!r} cannot be used.", key=key, value=value),
                remedy=hint,
            )
        return value

    def choice(self, key: str, default: str, choices: Collection[str]) -> str:
        """Return one of several texts."""
        value = self.string(key, default)
        if value not in choices:
            raise self.error(
                key,
                Message("{key} = {value!r} is unknown.", key=key, value=value),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(choices)
                ),
            )
        return value

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(
                key,
                Message("{key} = {value!r} is not a list of texts.", key=key, value=value),
                remedy=Message('Write ["a", "b"].'),
            )
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.error(
                key,
                Message("{key} = {value!r} is neither true nor false.", key=key, value=value),
                remedy=Message("Write true or false, without quotation marks."),
            )
        return value

    def number(
        self, key: str, default: float, *, low: float, high: float, unit: str = ""
    ) -> float:
        """Return a number in ``unit``; the file may give a text with a unit (``"4 min"``)."""
        value = self._get(key, default)
        if isinstance(value, str):
            value = self._with_unit(key, value, unit)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(
                key,
                Message("{key} = {value!r} is not a number.", key=key, value=value),
                remedy=_range(low, high, unit),
            )
        if not low <= value <= high:
            raise self.error(
                key,
                Message("{key} = {value!r} is out of range.", key=key, value=value),
                remedy=_range(low, high, unit),
            )
        return value

    def whole(self, key: str, default: int, *, low: int, high: int, unit: str = "") -> int:
        """Return a whole number in ``unit``."""
        value = self.number(key, default, low=low, high=high, unit=unit)
        if value != int(value):
            raise self.error(
                key,
                Message("{key} = {value!r} is not a whole number.", key=key, value=value),
                remedy=_range(low, high, unit),
            )
        return int(value)

    def inner(self, key: str) -> TomlTable:
        """Return a table in this table; an empty one where it is missing."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            raise self.error(
                key,
                Message("{key} is not a table.", key=key),
                remedy=Message("Begin it with [{key}].", key=key),
            )
        return TomlTable(self.text, (*self.path, key), value)

    def list_of(self, key: str) -> list[TomlTable]:
        """Return the tables of a ``[[key]]``; none where it is missing."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(
                key,
                Message("{key} is not a list of tables.", key=key),
                remedy=Message("Begin with [[{key}]].", key=key),
            )
        return [TomlTable(self.text, (*self.path, key, k), item) for k, item in enumerate(value)]

    def done(self) -> None:
        """Refuse every key that was not read."""
        for key in self._data:
            if key not in self._known:
                where = f"[{_words(self.path)}]" if self.path else self.text.source
                raise self.error(
                    key,
                    Message("unknown key {key!r} in {where}.", key=key, where=where),
                    remedy=Message("Known keys: {known}.", known=", ".join(self._known)),
                )

    def _get(self, key: str, default: Any) -> Any:
        self._known[key] = None
        return self._data.get(key, default)

    def _with_unit(self, key: str, value: str, unit: str) -> float:
        found, factors = _QUANTITY.fullmatch(value), UNITS[unit]
        given = (found[2] or "") if found else ""
        if found is None or given not in (factors if given else {"": 1.0}):
            usual = ", ".join(name for name in factors if name)
            if not unit:
                raise self.error(
                    key,
                    Message("{key} = {value!r} is not a number.", key=key, value=value),
                    remedy=Message("Write it without a unit."),
                )
            raise self.error(
                key,
                Message(
                    "{key} = {value!r} is not a number in {unit}.", key=key, value=value, unit=unit
                ),
                remedy=Message(
                    "Units that can be used: {usual}; without one it is {unit}.",
                    usual=usual,
                    unit=unit,
                ),
            )
        return float(found[1]) * factors.get(given, 1.0)


def _range(low: float, high: float, unit: str) -> Message:
    numbers = {"low": f"{low:g}", "high": f"{high:g}"}  # as the file has them in any language
    if unit:
        return Message("Choose a value from {low} to {high} {unit}.", unit=unit, **numbers)
    return Message("Choose a value from {low} to {high}.", **numbers)


def _words(path: TomlPath) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))
