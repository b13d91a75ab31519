"""A table on its way into a file: named columns of equal length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from recordings.tidy.schema import Field
from safehold.core.errors import ExportError
from safehold.core.messages import Message

Cells: TypeAlias = Sequence[Any] | np.ndarray[Any, np.dtype[Any]]
"""One column: text or numbers; None, NaN and empty text are missing."""

MICRO = 1_000_000


def micros(t: float) -> int:
    """Return a time in whole microseconds, the resolution of every exported time.

    Joins are made on these integers, so that they agree with the text of the tables exactly.
    """
    return round(t * MICRO)


def joined(codes: Iterable[object]) -> str:
    """Return codes as one cell: in the order given, each once, joined by ``;``."""
    if codes == ():  # as a rule
        return ""
    texts = [str(code) for code in codes]
    return ";".join(dict.fromkeys(texts)) if len(texts) > 1 else "".join(texts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its fields; ``columns[i]`` belongs to ``fields[i]``."""

    name: str
    """File name without its ending."""
    fields: tuple[Field, ...]
    columns: tuple[Cells, ...]

    def __post_init__(self) -> None:
        if len(self.columns) != len(self.fields):
            raise ValueError(
                f"{self.name}: {len(self.columns)} columns, {len(self.fields)} fields"
            )
        if len({len(column) for column in self.columns}) > 1:
            raise ValueError(f"{self.name}: columns differ in length")
        names = [field.name for field in self.fields]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ExportError(
                Message(
                    "Two columns of the table {table} would be named {twice!r}.",
                    table=self.name,
                    twice=twice[0],
                ),
                remedy=Message(
                    "Rename one of the participants or event codes that give this name."
                ),
            )

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0])

    @classmethod
    def from_rows(
        cls, name: str, fields: tuple[Field, ...], rows: Sequence[Sequence[Any]]
    ) -> Table:
        """Return the table of rows whose cells stand in the order of the fields."""
        columns = tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in fields)
        return cls(name, fields, columns)

    @classmethod
    def from_columns(cls, name: str, columns: Mapping[Field, Cells]) -> Table:
        """Return the table of columns in the order of the mapping."""
        return cls(name, tuple(columns), tuple(columns.values()))
