"""What a recomputation does otherwise than the session: other parameters, other rest values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.settings import EngineSettings

ParameterValue: TypeAlias = float | str
Changes: TypeAlias = Mapping[str, ParameterValue]
"""Values by the name of the parameter, ``zones.th``."""
Span: TypeAlias = tuple[float, float]
"""From and to, session time s."""

EVERYBODY = ""
"""Stands for all people where changes are told by person."""
GROUPS = ("zones", "baseline", "windows", "engine")
"""Tables of the parameters, named as in a study file."""
OWN_GROUPS = ("zones", "baseline")
"""Groups that a person may have of the own."""
NOT_AFTERWARDS = ("stall_after_s",)
"""What only a live clock asks for."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter with its value and what it may be."""

    name: str
    """``zones.th``."""
    value: ParameterValue
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    """Of a parameter that is no number."""
    whole: bool = False

    @property
    def group(self) -> str:
        """``zones`` of ``zones.th``."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Other parameters and other rest values than those of the session; empty: none."""

    changes: Mapping[str, Changes] = field(default_factory=dict)
    """By person; under `EVERYBODY` those of all."""
    rests: Mapping[str, Span] = field(default_factory=dict)
    """By person the span whose values count as rest, throughout; under `EVERYBODY` that of all."""

    def __bool__(self) -> bool:
        """Tell whether anything is other than in the session."""
        return any(self.changes.values()) or bool(self.rests)

    def of(self, person: str) -> dict[str, ParameterValue]:
        """Return the parameters that are other for a person."""
        everybody = self.changes.get(EVERYBODY, _NOTHING)
        return {**everybody, **self.changes.get(person, _NOTHING)}

    def rests_of(self, people: Iterable[str]) -> dict[str, Span]:
        """Return the spans of rest of those of some people who have one."""
        everybody = dict.fromkeys(people, self.rests.get(EVERYBODY))
        found = {**everybody, **{p: s for p, s in self.rests.items() if p in everybody}}
        return {person: span for person, span in found.items() if span is not None}

    def people(self) -> set[str]:
        """Return who is named in it."""
        return {*self.changes, *self.rests} - {EVERYBODY}


def parameters_of(settings: EngineSettings) -> tuple[Parameter, ...]:
    """Return every parameter that numbers depend on, in the order of the study file."""
    return tuple(
        parameter for group in GROUPS for parameter in _of_group(group, _table(settings, group))
    )


def changed(settings: EngineSettings, changes: Changes) -> EngineSettings:
    """Return settings with some values changed.

    Raises
    ------
    ConfigError
        For a parameter that there is not, and for a value out of its range.
    """
    known = {parameter.name: parameter for parameter in parameters_of(settings)}
    for name in changes:
        if name not in known:
            raise ConfigError(
                Message("There is no parameter {name!r}.", name=name),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(known)
                ),
            )
    for group in GROUPS:
        keys = {
            name.partition(".")[2]: _fitting(known[name], value)
            for name, value in changes.items()
            if known[name].group == group
        }
        if keys:
            table = dataclasses.replace(_table(settings, group), **keys)
            settings = table if group == "engine" else _with(settings, group, table)
    return settings


def differing_values(
    before: EngineSettings, after: EngineSettings
) -> Iterator[tuple[str, ParameterValue, ParameterValue]]:
    """Yield name, value before and value after of every parameter that differs."""
    for old, new in zip(parameters_of(before), parameters_of(after), strict=True):
        if old.value != new.value:
            yield old.name, old.value, new.value


def parse_changes(texts: Iterable[str]) -> dict[str, ParameterValue]:
    """Return what ``zones.th=2.5`` and the like say; whether it fits, :func:`changed` tells.

    Raises
    ------
    ConfigError
        For a text without a name and a value.
    """
    found: dict[str, ParameterValue] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise ConfigError(
                Message("{text!r} does not say which parameter has which value.", text=text),
                remedy=Message("Write it like zones.th=2.5"),
            )
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


def _table(settings: EngineSettings, group: str) -> Any:
    return settings if group == "engine" else getattr(settings, group)


def _with(settings: EngineSettings, group: str, table: Any) -> EngineSettings:
    replaced: dict[str, Any] = {group: table}
    return dataclasses.replace(settings, **replaced)


def _of_group(group: str, table: Any) -> Iterator[Parameter]:
    choices: Mapping[str, tuple[str, ...]] = getattr(table, "CHOICES", {})
    for entry in dataclasses.fields(table):
        name, value = f"{group}.{entry.name}", getattr(table, entry.name)
        if entry.name in NOT_AFTERWARDS:
            continue
        if entry.name in choices:
            yield Parameter(name, value, choices=choices[entry.name])
        elif entry.name in table.RANGES:
            low, high = table.RANGES[entry.name]
            yield Parameter(name, value, low, high, whole=entry.type == "int")
        elif entry.name == "mains_hz":
            yield Parameter(name, value, 50, 60, whole=True)


def _fitting(parameter: Parameter, value: ParameterValue) -> ParameterValue:
    """Return a value as its parameter has it.

    Raises
    ------
    ConfigError
        For a text in the place of a number, and for parts of a whole one.
    """
    if parameter.choices:
        return value  # the settings refuse an unknown one themselves
    if isinstance(value, str) or (parameter.whole and value != round(value)):
        raise ConfigError(
            Message("{name} = {value!r} is not {kind}.", name=parameter.name, value=value,
                    kind=Message("a whole number") if parameter.whole else Message("a number")),
        )  # fmt: skip
    return int(value) if parameter.whole else float(value)
