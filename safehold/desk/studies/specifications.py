"""What is asked of a multiverse: a finding, and the choices of method."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from safehold.core.canonical import digest
from safehold.core.errors import ConfigError
from safehold.core.measures import MEASURES
from safehold.core.messages import Message
from safehold.core.recipe import OWN_GROUPS, ParameterValue, changed, parse_changes
from safehold.core.settings import VAGAL_AXES, EngineSettings
from safehold.desk.studies.found import Frozen
from safehold.desk.studies.values import OUTSIDE

Vary = Mapping[str, tuple[ParameterValue, ...]]
MOST = 1000
"""More specifications than this are a slip."""
LEAST_PERMUTATIONS = 99
THRESHOLDS, WINDOWS_S, SHORTER = (2.0, 2.5), (30.0, 60.0), 0.75


@dataclass(frozen=True, slots=True)
class Question:
    """A finding: whether sessions with more of one thing have more of another."""

    predictors: tuple[str, ...]
    """Process measures that may stand for the same thing, as ``measure_types`` names them."""
    outcome: str
    """As ``study_long`` names it: ``q_depth``, ``rated_safety``, another process measure."""
    role: str = "client"
    """Whose the predictor is."""
    outcome_role: str = ""
    """Whose the outcome is; empty: the same person's."""
    lag: int = 0
    """The outcome is that of so many sessions later."""
    vary: Vary = field(default_factory=dict)
    """Values by parameter (``zones.th``); empty: :func:`usual`."""
    trend: bool = True
    """Take out a trend over the sessions."""
    permutations: int = 2000
    seed: int = 1

    def __post_init__(self) -> None:
        known = {*MEASURES, OUTSIDE}
        for name in self.predictors:
            if name not in known:
                raise ConfigError(
                    Message("There is no process measure {name!r}.", name=name),
                    remedy=Message("Choose one of: {choices}.", code="choose_one",
                                   choices=", ".join(sorted(known))),
                )  # fmt: skip
        if not self.predictors:
            raise ConfigError(Message("No predictor is named."))
        if not 0 <= self.lag <= 10 or self.permutations < LEAST_PERMUTATIONS:
            raise ConfigError(
                Message("A lag is 0 to 10 sessions; {n} permutations are the least.",
                        n=LEAST_PERMUTATIONS)
            )  # fmt: skip

    @property
    def whose_outcome(self) -> str:
        """Role of the person whose outcome it is."""
        return self.outcome_role or self.role

    @property
    def key(self) -> str:
        """Hash over all of it."""
        return digest(
            [self.predictors, self.outcome, self.role, self.whose_outcome, self.lag,
             {name: list(values) for name, values in self.vary.items()}, self.trend,
             self.permutations, self.seed]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specification:
    """One way to compute the predictor."""

    predictor: str
    choices: tuple[tuple[str, ParameterValue], ...]
    """Value by varied parameter."""
    frozen: Frozen
    """All parameters."""


def usual(settings: EngineSettings) -> dict[str, tuple[ParameterValue, ...]]:
    """Return the choices that are varied where none are named: threshold, window, axis, baseline.

    The study's own value is always among them.
    """
    base = settings.baseline
    return {
        "zones.th": _with(settings.zones.th, THRESHOLDS),
        "windows.vagal_s": _with(settings.windows.vagal_s, WINDOWS_S),
        "baseline.vagal_axis": _with(base.vagal_axis, VAGAL_AXES),
        "baseline.used_s": _with(base.used_s, (max(30.0, SHORTER * base.used_s),)),
    }


def _with(
    own: ParameterValue, others: Iterable[ParameterValue]
) -> tuple[ParameterValue, ...]:  # fmt: skip
    return tuple(dict.fromkeys((own, *others)))


def parse_vary(texts: Iterable[str]) -> dict[str, tuple[ParameterValue, ...]]:
    """Return what ``zones.th=2,2.5`` and the like say.

    Raises
    ------
    ConfigError
        For a text without a name and a value.
    """
    found: dict[str, tuple[ParameterValue, ...]] = {}
    for text in texts:
        name, equals, values = text.partition("=")
        parts = [parse_changes([f"{name}={value}"]) for value in values.split(",")]
        if not equals:
            parts = [parse_changes([text])]  # which says what is wrong
        told = [value for part in parts for value in part.values()]
        found[name.strip()] = tuple(dict.fromkeys(told))
    return found


def specifications(question: Question, frozen: Frozen) -> tuple[Specification, ...]:
    """Return every combination of predictors and choices, the study's own ones first.

    Raises
    ------
    ConfigError
        For a parameter that there is not, a value out of its range, and too many combinations.
    """
    vary = question.vary or usual(frozen.settings)
    count = len(question.predictors)
    for values in vary.values():
        count *= len(values)
    if count > MOST:
        raise ConfigError(
            Message("These are {n} specifications; {most} are the most.", n=count, most=MOST)
        )
    found = []
    for values in itertools.product(*vary.values()):
        choices = dict(zip(vary, values, strict=True))
        own_choices = {
            name: value for name, value in choices.items() if name.partition(".")[0] in OWN_GROUPS
        }
        general = changed(frozen.settings, choices)
        shared = {name: value for name, value in choices.items() if name not in own_choices}
        own = {
            label: changed(changed(one, shared), own_choices) for label, one in frozen.own.items()
        }
        made = Frozen(general, own, frozen.changed)
        found += [
            Specification(name, tuple(choices.items()), made) for name in question.predictors
        ]
    return tuple(found)
