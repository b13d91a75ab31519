"""Parameters by name: what may be changed, and what is refused."""

from __future__ import annotations

import pytest

from safehold.core.errors import ConfigError
from safehold.core.recipe import (
    EVERYBODY,
    Recipe,
    changed,
    differing_values,
    parameters_of,
    parse_changes,
)
from safehold.core.settings import STANDARD


def test_every_parameter_can_be_set_to_its_own_value_and_nothing_changes() -> None:
    same = {parameter.name: parameter.value for parameter in parameters_of(STANDARD)}
    assert changed(STANDARD, same) == STANDARD
    assert list(differing_values(STANDARD, STANDARD)) == []


@pytest.mark.parametrize("parameter", parameters_of(STANDARD), ids=lambda one: one.name)
def test_every_parameter_has_limits_or_choices_that_hold(parameter) -> None:
    if parameter.choices:
        for choice in parameter.choices:
            changed(STANDARD, {parameter.name: choice})
        wrong = "nothing of the kind"
    else:
        wrong = parameter.high + 1
    with pytest.raises(ConfigError):
        changed(STANDARD, {parameter.name: wrong})


def test_values_that_only_fit_together_are_taken_together() -> None:
    both = {"zones.near_upper_from": 0.6, "zones.near_baseline_below": 0.2}
    with pytest.raises(ConfigError, match="leaves no band"):
        changed(STANDARD, {"zones.near_upper_from": 0.6})
    settings = changed(STANDARD, both)
    assert {name: new for name, _, new in differing_values(STANDARD, settings)} == both


@pytest.mark.parametrize("text", ["zones.th", "=2.5", "zones.th="])
def test_a_text_without_name_or_value_is_refused(text) -> None:
    with pytest.raises(ConfigError, match="which parameter"):
        parse_changes([text])


@pytest.mark.parametrize(
    "text", ["zones.nothing=2", "zones.th=high", "zones.th=nan", "zones.dwell_in_s=7.5"]
)
def test_what_is_no_parameter_and_what_is_no_value_is_refused(text) -> None:
    with pytest.raises(ConfigError):
        changed(STANDARD, parse_changes([text]))


def test_what_holds_for_a_person_goes_before_what_holds_for_everybody() -> None:
    recipe = Recipe({EVERYBODY: {"zones.th": 2.0, "zones.tv": 1.0}, "client": {"zones.th": 3.0}})
    assert recipe.of("client") == {"zones.th": 3.0, "zones.tv": 1.0}
    assert recipe.of("therapist") == {"zones.th": 2.0, "zones.tv": 1.0}
    assert recipe
    assert not Recipe({EVERYBODY: {}})
