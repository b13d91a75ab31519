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
            raise ValueError(f"{value} has no canonical JSON; use None for a missing value")
        return float(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def canonical_json(value: Any) -> str:
    """Return the one canonical JSON text of a value: sorted keys, no blanks, exact floats."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(value: Any) -> str:
    """Return the SHA-256 (hex) of a value's canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


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
    TypeError, ValueError
        When the data does not fit the type.
    """
    origin, arguments = get_origin(cls), get_args(cls)
    if origin in (Union, UnionType):
        if data is None:
            return None
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return build(inner, data)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(build(arguments[0], item) for item in data)
        return tuple(build(part, item) for part, item in zip(arguments, data, strict=True))
    if origin in (Mapping, dict):
        return {key: build(arguments[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(cls) and isinstance(cls, type):
        hints = _hints(cls)
        unknown = sorted(set(data) - set(hints))
        if unknown:
            raise ValueError(f"{cls.__name__} has no field {unknown[0]!r}")
        return cls(**{key: build(hints[key], item) for key, item in data.items()})
    if cls is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(cls, type) and issubclass(cls, Enum):
        return cls(data)
    if not isinstance(data, cls):
        raise TypeError(f"{data!r} is not a {cls.__name__}")
    return data
