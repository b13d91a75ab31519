"""What is other than in the session, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from safehold.core.messages import Message, joined
from safehold.core.recipe import (
    EVERYBODY,
    ParameterValue,
    Recipe,
    Span,
    changed,
    differing_values,
)
from safehold.core.wording import person_words
from safehold.offline.inputs import RunInputs
from safehold.offline.recompute.runs import settings_for


def changes_in_words(
    runs: Sequence[RunInputs], recipe: Recipe, person: str
) -> list[tuple[str, Message]]:
    """Return the parameters that are other for a person, with what is said of each."""
    before = settings_for(runs, person)
    after = changed(before, recipe.of(person))
    return [
        (
            name,
            Message(
                "{name}: {before} → {after}", code="other_parameter",
                name=name, before=_value(old), after=_value(new),
            ),
        )
        for name, old, new in differing_values(before, after)
    ]  # fmt: skip


def _value(value: ParameterValue) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def rest_words(person: str, span: Span) -> Message:
    """Return whose rest values are those of which span."""
    return Message(
        "rest values of {person} from {t0:g} to {t1:g} s", code="other_rest",
        person=person_words(person), t0=span[0], t1=span[1],
    )  # fmt: skip


def told(runs: Sequence[RunInputs], recipe: Recipe) -> tuple[Message, ...]:
    """Return what a recipe makes other than in the session, each thing in a sentence's part."""
    found: list[Message] = []
    everybody = replace(recipe, changes={EVERYBODY: recipe.changes.get(EVERYBODY, {})})
    people = runs[0].run.people
    common = [text for _, text in changes_in_words(runs, everybody, EVERYBODY)]
    found += common
    for person in people:
        own = [text for _, text in changes_in_words(runs, recipe, person) if text not in common]
        found += [
            Message("{person}: {what}", code="of_person", person=person_words(person), what=text)
            for text in own
        ]
    found += [rest_words(person, span) for person, span in recipe.rests_of(people).items()]
    return tuple(found)


def in_words(said: Sequence[Message]) -> Message:
    """Return all that is other as one line; that nothing is, where that is so."""
    return (
        joined("; ", said)
        if said
        else Message("the session's own parameters", code="own_parameters")
    )


def recomputed_words(said: Sequence[Message]) -> tuple[Message, ...]:
    """Return the sentence that stands in every export of a recomputed reading."""
    return (
        Message(
            "Computed again otherwise than in the session ({other}): these numbers were not shown "
            "in it. The recording is unchanged.",
            code="recomputed_otherwise",
            other=in_words(said),
        ),
    )
