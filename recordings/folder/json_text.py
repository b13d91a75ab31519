"""JSON that came from a disk: bounded in depth and numbers, and every fault with its place."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from safehold.core.errors import RecordingCorruptError
from safehold.core.messages import Message

MAX_INTEGER: Final = 2**63
"""Whole numbers beyond it fit no array and stand in no file of ours."""
MAX_NUMBER: Final = 1e19
"""Beyond what any clock says, also one that counts nanoseconds."""


def parse_json(raw: bytes | str) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    ValueError
        When it is not UTF-8, not JSON, nested too deep, or holds NaN, an infinite number, or a
        whole number beyond `MAX_INTEGER`.
    """
    text = raw if isinstance(raw, str) else raw.decode("utf-8")
    try:
        return json.loads(text, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except RecursionError:
        raise ValueError(Message("it is nested too deep", code="nested_too_deep")) from None


def _constant(text: str) -> float:
    raise ValueError(Message("{text} is not a number", code="not_a_number", text=text))


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(Message("{text} is too large", code="too_large", text=text[:20]))
    return number


def _int(text: str) -> int:
    if len(text) > 20 or abs(int(text)) > MAX_INTEGER:
        raise ValueError(Message("{text} is too large", code="too_large", text=text[:20]))
    return int(text)


def line_of(text: str, key: str) -> int | None:
    """Return the line, from 1, on which a key stands first; None where it does not."""
    quoted = json.dumps(key, ensure_ascii=False)
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted in line:
            return number
    return None


@contextmanager
def understood(path: Path, what: str | Message, *, remedy: Message) -> Iterator[None]:
    """Say where a value does not fit, instead of failing on it.

    Parameters
    ----------
    path : Path
        The file.
    what : str or Message
        The place in it: a line, a key.
    remedy : Message
        What the user can do.

    Raises
    ------
    RecordingCorruptError
        When what is done inside finds a wrong type, a missing key or an impossible value.
    """
    try:
        yield
    except KeyError as error:
        raise RecordingCorruptError(
            Message(
                "{path}, {what}: the key {error} is missing.",
                code="file_key_missing",
                path=path,
                what=what,
                error=error,
            ),
            remedy=remedy,
        ) from error
    except (TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise RecordingCorruptError(
            Message("{path}, {what}: {why}.", path=path, what=what, why=error), remedy=remedy
        ) from error


def number(value: Any) -> float:
    """Return a finite number of a size that clocks and values have.

    Raises
    ------
    ValueError
        For anything else.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > MAX_NUMBER:
        raise ValueError(
            Message(
                ("{value!r} is not a usable number"),
                code="not_a_usable_number",
                value=str(value)[:40],
            )
        )
    return float(value)


def count(value: Any) -> int:
    """Return a whole number from 0.

    Raises
    ------
    ValueError
        For anything else.
    """
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError(
            Message(
                ("{value!r} is not a whole number from 0"),
                code="not_a_count",
                value=str(value)[:40],
            )
        )
    return value


def text(value: Any) -> str:
    """Return a text.

    Raises
    ------
    TypeError
        For anything else.
    """
    if not isinstance(value, str):
        raise TypeError(
            Message(("{value!r} is not a text"), code="not_a_text", value=str(value)[:40])
        )
    return value
