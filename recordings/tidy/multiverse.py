"""The specifications of a multiverse as a table: a row each, with the effect under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recordings.tidy.schema import flag, integer, number, text
from recordings.tidy.table import Table

FIELDS = (
    integer("specification", "number of the specification, from 1"),
    flag("own", "it has the study's own parameters"),
    text("predictor", "process measure that predicts, as in measure_types"),
)
EFFECT = (
    integer("n", "sessions that have predictor and outcome"),
    integer("dyads", "dyads with two of them or more"),
    number("r", "1", "partial correlation within dyads", decimals=6,
           missing="see reason"),
    number("p", "1", "of it alone, two-sided, by exchange of outcomes within dyads", decimals=6,
           missing="see reason"),
    text("reason", "why there is no effect",
         allowed="too_few_sessions;predictor_does_not_vary", missing="there is one"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpecificationLine:
    """One specification with what came of it."""

    predictor: str
    choices: tuple[tuple[str, str], ...]
    n: int
    dyads: int
    r: float | None
    p: float | None
    lacks: str
    own: bool
    """Whether it has the study's own parameters."""


def specifications_table(lines: Sequence[SpecificationLine]) -> Table:
    """Return the specifications in their order, with a column for each choice."""
    names = [name for name, _ in lines[0].choices] if lines else []
    choices = tuple(text(_column(name), f"value of {name}") for name in names)
    rows = [
        (k, line.own, line.predictor, *(value for _, value in line.choices), line.n, line.dyads,
         line.r, line.p, line.lacks)
        for k, line in enumerate(lines, start=1)
    ]  # fmt: skip
    return Table.from_rows("specifications", (*FIELDS, *choices, *EFFECT), rows)


def _column(name: str) -> str:
    return name.replace(".", "_")
