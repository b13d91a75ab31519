"""Canonical JSON: one text for one value, so that equality can be tested on bytes."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, said_by, verbatim


def plain(value: Any) -> Any:
    """Turn dataclasses, enums, tuples and mappings into plain JSON types.

    Raises
    ------
    ValueError
        For a float that is not finite: missing values are None, never NaN.
    """
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(
                Message(
                    "{value} has no canonical JSON; use None for a missing value",
                    code="no_canonical_json_use_none",
                    value=value,
                )
            )
        return float(value)
    raise TypeError(
        Message(
            "{name} has no canonical JSON", code="no_canonical_json", name=type(value).__name__
        )
    )


def canonical_json(value: Any) -> str:
    """Return the one canonical JSON text of a value: sorted keys, no blanks, exact floats."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(value: Any) -> str:
    """Return the SHA-256 (hex) of a value's canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


class MisfitError(TypeError, ValueError):
    """Data that does not fit a type.

    Parameters
    ----------
    keys : tuple of str
        Where in the data, from the outside in.
    why : Message
        What is wrong there.
    """

    def __init__(self, keys: tuple[str, ...], why: Message) -> None:
        super().__init__(Message("{keys}: {why}", keys=".".join(keys), why=why) if keys else why)
        self.keys, self.why = keys, why


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    """Return the field types of a dataclass; looked up once, for a journal has thousands."""
    return get_type_hints(cls)


def build(cls: Any, data: Any) -> Any:
    """Make a value of a type from plain JSON types: the inverse of :func:`plain`.

    Parameters
    ----------
    cls : type
        A dataclass, enum, ``tuple[...]``, ``Mapping[str, ...]``, union with None, or plain type.
    data : object
        What :func:`plain` made of such a value.

    Raises
    ------
    MisfitError
        When the data does not fit the type; it says at which key.
    """
    try:
        return _build(cls, data)
    except MisfitError:
        raise
    except _WRONG as error:
        raise MisfitError((), _why(error)) from error


def _at(key: str | int, cls: Any, data: Any) -> Any:
    """Build a part of a value; say its key where it does not fit."""
    try:
        return _build(cls, data)
    except MisfitError as error:
        raise MisfitError((str(key), *error.keys), error.why) from error
    except _WRONG as error:
        raise MisfitError((str(key),), _why(error)) from error


_WRONG = (TypeError, ValueError, AttributeError, OverflowError, SafeholdError)


def _why(error: Exception) -> Message:
    return error.message.clause() if isinstance(error, SafeholdError) else said_by(error)


def _build(cls: Any, data: Any) -> Any:
    origin, arguments = get_origin(cls), get_args(cls)
    if origin in (Union, UnionType):
        if data is None:
            return None
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _build(inner, data)
    if origin is tuple:
        return _build_tuple(arguments, data)
    if origin in (Mapping, dict):
        if not isinstance(data, Mapping):
            raise TypeError(
                Message("{short} is not a table of keys", code="not_a_table", short=_short(data))
            )
        return {key: _at(key, arguments[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(cls) and isinstance(cls, type):
        return _build_dataclass(cls, data)
    if cls is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(cls, type) and issubclass(cls, Enum):
        return cls(data)
    if cls is Message and isinstance(data, str):
        return verbatim(data)
    if not isinstance(data, cls) or (isinstance(data, bool) and cls is not bool):
        raise TypeError(
            Message(
                "{short} is not a {name}",
                code="not_of_type",
                short=_short(data),
                name=cls.__name__,
            )
        )
    return data


def _build_dataclass(cls: Any, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise TypeError(
            Message("{short} is not a table of keys", code="not_a_table", short=_short(data))
        )
    former: Mapping[str, str] = getattr(cls, "FORMER", {})
    data = {former.get(key, key): item for key, item in data.items()}
    hints = _hints(cls)
    data = {key: item for key, item in data.items() if key not in getattr(cls, "RETIRED", ())}
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(
            Message(
                "{name} has no field {unknown!r}",
                code="no_field",
                name=cls.__name__,
                unknown=unknown[0],
            )
        )
    for field in dataclasses.fields(cls):
        needed = field.default is field.default_factory is dataclasses.MISSING
        if needed and field.name not in data:
            raise ValueError(
                Message("the key {name!r} is missing", code="key_missing", name=field.name)
            )
    return cls(**{key: _at(key, hints[key], item) for key, item in data.items()})


def _build_tuple(arguments: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise TypeError(Message("{short} is not a list", code="not_a_list", short=_short(data)))
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_at(k, arguments[0], item) for k, item in enumerate(data))
    parts = enumerate(zip(arguments, data, strict=True))
    return tuple(_at(k, part, item) for k, (part, item) in parts)


def _short(data: Any) -> str:
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:60]} ..."
