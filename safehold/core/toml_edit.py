"""Changes to TOML files that people write: what is not changed stays as they wrote it.

A change is made in the text, line by line, so comments, order, spaces and unknown keys stay. Each
is proved: read again, the new text must hold exactly the old values and the change. A text in
which a change cannot be made so (a list of tables on one line) is refused, not rewritten.
"""

from __future__ import annotations

import copy
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.toml_text import TomlPath, TomlText

Value: TypeAlias = str | int | float | bool | tuple[str, ...]
"""What a form can write."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"\s*\[")
_FILLING = re.compile(r"\s*(#.*)?$")


def set_value(text: str, path: TomlPath, value: Value) -> str:
    """Return the text with one value changed, or added to its table.

    Parameters
    ----------
    path : tuple
        Way to the value: ``("zones", "th")``, ``("person", 1, "code")``; a table that is not
        there is added at the end, an entry of a list must be there.

    Raises
    ------
    ConfigError
        When the text is not TOML, or cannot be changed by itself.
    """
    expected = tomllib_of(text)
    _put(expected, path, _plain(value))
    lines = text.splitlines(keepends=True)
    found = TomlText(text, "").lines_of()
    if path in found:
        lines = _with_value(lines, found[path] - 1, value)
    elif len(path) == 1 or path[:-1] in found:
        lines.insert(_end_of_keys(lines, found, path[:-1]), _line(str(path[-1]), value, text))
    else:
        name = ".".join(_name(str(part)) for part in path[:-1])
        lines = _ended(lines, text)
        lines += [_eol(text), f"[{name}]{_eol(text)}", _line(str(path[-1]), value, text)]
    return _proved("".join(lines), expected)


def drop_value(text: str, path: TomlPath) -> str:
    """Return the text without a value, which then has its default; its comment goes with it."""
    expected = tomllib_of(text)
    _drop(expected, path)
    lines = text.splitlines(keepends=True)
    found = TomlText(text, "").lines_of()
    if path in found:
        start = found[path] - 1
        del lines[start : _value_end(lines, start)]
    return _proved("".join(lines), expected)


def insert_table(text: str, name: str, index: int, values: Mapping[str, Value]) -> str:
    """Return the text with one more ``[[name]]``, before the one that has this index now."""
    expected = tomllib_of(text)
    entries = expected.setdefault(name, [])
    if not isinstance(entries, list):
        raise _by_hand()
    entries.insert(index, {key: _plain(value) for key, value in values.items()})
    lines, eol = text.splitlines(keepends=True), _eol(text)
    blocks = _blocks(text, name)
    block = [f"[[{_name(name)}]]{eol}"]
    block += [_line(key, value, text) for key, value in values.items()]
    if index < len(blocks):
        lines[blocks[index][0] : blocks[index][0]] = [*block, eol]
    elif blocks:
        lines = _ended(lines, text)
        lines[blocks[-1][1] : blocks[-1][1]] = [eol, *block]
    else:
        lines = [*_ended(lines, text), eol, *block]
    return _proved("".join(lines), expected)


def remove_table(text: str, name: str, index: int) -> str:
    """Return the text without one ``[[name]]``; comments after its last key stay."""
    expected = tomllib_of(text)
    del expected[name][index]
    if not expected[name]:
        del expected[name]
    lines = text.splitlines(keepends=True)
    start, end = _blocks(text, name)[index]
    del lines[start:end]
    if start < len(lines) and not lines[start].strip() and (
        start == 0 or not lines[start - 1].strip()
    ):  # fmt: skip
        del lines[start]
    return _proved("".join(lines), expected)


def move_table(text: str, name: str, index: int, to: int) -> str:
    """Return the text with one ``[[name]]`` in another place of their order."""
    expected = tomllib_of(text)
    expected[name].insert(to, expected[name].pop(index))
    lines = _ended(text.splitlines(keepends=True), text)
    blocks = _blocks("".join(lines), name)
    order = list(range(len(blocks)))
    order.insert(to, order.pop(index))
    parts = [lines[start:end] for start, end in blocks]
    moved, at = list(lines[: blocks[0][0]]), blocks[0][0]
    for (start, end), which in zip(blocks, order, strict=True):
        moved += lines[at:start] + parts[which]
        at = end
    return _proved("".join(moved + lines[at:]), expected)


def tomllib_of(text: str) -> dict[str, Any]:
    """Return the values of a text; ConfigError where it is not TOML."""
    return copy.deepcopy(TomlText(text, "").data)


# -- the text -----------------------------------------------------------------------------------


def _with_value(lines: Sequence[str], start: int, value: Value) -> list[str]:
    """Return lines with the value that begins on one of them replaced; a comment stays."""
    end = _value_end(lines, start)
    whole = "".join(lines[start:end])
    head, _, rest = whole.partition("=")
    length = _value_length(rest)
    space = rest[: len(rest) - len(rest.lstrip(" \t"))]
    return [*lines[:start], f"{head}={space}{written(value)}{rest[length:]}", *lines[end:]]


def _value_end(lines: Sequence[str], start: int) -> int:
    """Return the line after a value: it goes on until it can be read."""
    for end in range(start + 1, len(lines) + 1):
        try:
            tomllib.loads("x =" + "".join(lines[start:end]).partition("=")[2])
        except tomllib.TOMLDecodeError:
            continue
        return end
    raise _by_hand()


def _value_length(rest: str) -> int:
    """Return how many characters a value has, without the comment and the end of line after it."""
    value = tomllib.loads("x =" + rest)["x"]
    for cut in [i for i, sign in enumerate(rest) if sign == "#"] + [len(rest)]:
        try:
            if _same(tomllib.loads("x =" + rest[:cut])["x"], value):
                return len(rest[:cut].rstrip())
        except tomllib.TOMLDecodeError:
            continue
    raise _by_hand()


def _blocks(text: str, name: str) -> list[tuple[int, int]]:
    """Return first line and line after the last key of each ``[[name]]``, tables in it too."""
    lines, found = text.splitlines(keepends=True), TomlText(text, "").lines_of()
    heads = {path: line for path, line in found.items() if _HEADER.match(lines[line - 1])}
    starts = sorted((line - 1, path) for path, line in heads.items() if (*path, 0) not in found)
    blocks = []
    for k, (start, path) in enumerate(starts):
        if len(path) != 2 or path[0] != name or not isinstance(path[1], int):
            continue
        later = (line for line, other in starts[k + 1 :] if other[:2] != path)
        end = next(later, len(lines))
        while end > start + 1 and _FILLING.match(lines[end - 1]):
            end -= 1
        blocks.append((start, end))
    return blocks


def _end_of_keys(lines: Sequence[str], found: Mapping[TomlPath, int], table: TomlPath) -> int:
    """Return the line after the last key of a table itself."""
    own = [line - 1 for path, line in found.items() if path[:-1] == table
           and isinstance(path[-1], str) and not _HEADER.match(lines[line - 1])]  # fmt: skip
    if own:
        return _value_end(lines, max(own))
    return found[table] if table else 0


def _ended(lines: list[str], text: str) -> list[str]:
    """Return lines of which the last one is ended."""
    if lines and not lines[-1].endswith("\n"):
        return [*lines[:-1], lines[-1] + _eol(text)]
    return lines


def _eol(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line(key: str, value: Value, text: str) -> str:
    return f"{_name(key)} = {written(value)}{_eol(text)}"


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def written(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, float) and math.isfinite(value):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return repr(value)


def _quoted(text: str) -> str:
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    signs = (named.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in text)
    return f'"{"".join(signs)}"'


# -- the proof ----------------------------------------------------------------------------------


def _plain(value: Value) -> Any:
    return tomllib.loads(f"x = {written(value)}")["x"]


def _put(data: Any, path: TomlPath, value: Any) -> None:
    try:
        for part in path[:-1]:
            data = data.setdefault(part, {}) if isinstance(part, str) else data[part]
        data[path[-1]] = value
    except (TypeError, AttributeError, IndexError, KeyError) as error:
        raise _by_hand() from error


def _drop(data: Any, path: TomlPath) -> None:
    try:
        for part in path[:-1]:
            data = data[part]
        data.pop(path[-1], None)
    except (TypeError, AttributeError, IndexError, KeyError):
        return


def _same(one: Any, two: Any) -> bool:
    """Compare values as TOML tells them apart: 1, 1.0 and true differ."""
    return repr(one) == repr(two)


def _sorted(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sorted(data[key]) for key in sorted(data)}
    return [_sorted(one) for one in data] if isinstance(data, list) else data


def _proved(text: str, expected: Mapping[str, Any]) -> str:
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _by_hand() from error
    if not _same(_sorted(found), _sorted(dict(expected))):
        raise _by_hand()
    return text


def _by_hand() -> ConfigError:
    return ConfigError(
        Message("This cannot be changed here without rewriting what somebody wrote by hand."),
        remedy=Message("Change it in the file itself, with a text editor."),
    )
