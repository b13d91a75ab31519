"""A session computed again, one change after the other, beside what was seen.

From what was seen to the last reading it goes by steps: the session as it is recorded, then the
edits, then other parameters, then other rest values. Each step is a reading of its own, so that
every difference is known to come from the steps that made it, and nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from processing.indices.registry import LONGEST_WINDOW_S
from safehold.core.differences import TICK, ZONE, Difference, Summary
from safehold.core.messages import Message
from safehold.core.recipe import Recipe
from safehold.core.settings import PIPELINE_DELAY_S
from safehold.core.types import Baseline, EngineOutput, Tick
from safehold.files.engine_run import software
from safehold.offline.analysis import parameters_by_hash
from safehold.offline.check import published_ticks
from safehold.offline.inputs import DISTURBED_S, RunInputs
from safehold.offline.measures import measures_of_outputs
from safehold.offline.recompute.compare import NOT_EXPLAINED, Step, differences
from safehold.offline.recompute.reading import Reading, read_again, read_seen
from safehold.offline.recompute.runs import (
    FIRST_SHARE,
    check_recipe,
    compute_runs,
    edited_by_hand,
    rests_of,
    settings_for,
    under,
)
from safehold.offline.recompute.words import changes_in_words, rest_words, told
from safehold.offline.recording import Recording
from safehold.offline.stages import remembering

Report = Callable[[float, Message], None]
MEANS = ("hr", "rmssd", "p2t", "resp_rate")
"""Indices whose means over the session are in the summary."""
UNSEEN = Message("no tick was published in these seconds", code="no_tick_published")


@dataclass(frozen=True, slots=True)
class Recomputation:
    """Both readings of a session and where they differ."""

    recipe: Recipe
    people: tuple[str, ...]
    seen: Mapping[str, Reading]
    """Of each person, as it was seen; of a session without published ticks, as it computes."""
    again: Mapping[str, Reading]
    differences: tuple[Difference, ...]
    """By person and time."""
    summary: tuple[Summary, ...]
    said: tuple[Message, ...]
    """What is other than in the session."""
    published: bool
    """Whether there is anything that was seen."""
    runs: tuple[RunInputs, ...]
    """As they were computed."""
    outputs: tuple[EngineOutput, ...]
    """All that the engine says now."""

    @property
    def baselines(self) -> dict[str, Baseline]:
        """Every baseline in force at some time, by id."""
        started = (b for inputs in self.runs for b in inputs.run.baselines.values())
        found = (*started, *(o for o in self.outputs if isinstance(o, Baseline)))
        return {baseline.baseline_id: baseline for baseline in found}


@dataclass(frozen=True, slots=True)
class _Computed:
    runs: Sequence[RunInputs]
    outputs: Sequence[EngineOutput]

    def reading(self, person: str) -> Reading:
        return read_again(person, (o for o in self.outputs if isinstance(o, Tick)))


def recompute(recording: Recording, recipe: Recipe, report: Report | None = None) -> Recomputation:
    """Compute a session under a recipe and compare it with what was seen.

    Parameters
    ----------
    recording : Recording
        The session as it was read; nothing in its folder changes.
    recipe : Recipe
        What is to be other.
    report : callable, optional
        Called with the share done, 0-1, and what is being done; what it raises ends everything.

    Raises
    ------
    ConfigError
        For a recipe that does not fit the session: an unknown person or parameter, a value out
        of its range, a span that gives no rest values.
    """
    check_recipe(recording.runs, recipe)
    work = _Work(recording, recipe, report or _silent)
    people = recording.runs[0].run.people
    stages = list(work.stages())
    published = published_ticks(recording.streams)
    work.tell(1.0, Message("Comparing", code="comparing"))
    seen = {
        person: read_seen(person, published) if published else stages[0][0].reading(person)
        for person in people
    }
    used = stages if published or len(stages) == 1 else stages[1:]
    found: list[Difference] = []
    again: dict[str, Reading] = {}
    for person in people:
        steps = [Step(computed.reading(person), why) for computed, why in used]
        again[person] = steps[-1].after
        found += differences(seen[person], steps)
    last = stages[-1][0]
    return Recomputation(
        recipe, tuple(people), seen, again, tuple(found),
        tuple(_summary(seen, again, stages[0][0], last)), told(recording.runs, recipe),
        bool(published), tuple(last.runs), tuple(last.outputs),
    )  # fmt: skip


class _Work:
    """Computes the steps one after the other and says how far it is."""

    def __init__(self, recording: Recording, recipe: Recipe, report: Report) -> None:
        self._recording, self._recipe, self._report = recording, recipe, report
        self._runs = remembering(recording.runs)
        self._edited = edited_by_hand(recording.runs)
        further = (self._edited, any(recipe.changes.values()), bool(recipe.rests))
        self._whole = 1 + (1 - FIRST_SHARE) * sum(further)
        """All work, in passes of both stages of the engine."""
        self._done = 0.0

    def stages(self) -> Iterator[tuple[_Computed, Callable[..., tuple[Message, ...]]]]:
        """Yield what each step computed, and what says what it did."""
        runs, recipe = self._runs, self._recipe
        own = self._computed([inputs.without_edits() for inputs in runs], None)
        yield own, _WhyNot(self._recording)
        if self._edited:
            own = self._computed(runs, Recipe())
            yield own, _WhyEdited(runs, own.outputs)
        if any(recipe.changes.values()):
            own = self._computed(runs, replace(recipe, rests={}))
            yield own, _why_parameters(runs, recipe)
        if recipe.rests:
            rests = rests_of(own.outputs, own.runs, recipe)
            yield self._computed(runs, recipe, rests), _why_rest(rests, own.outputs)

    def _computed(
        self,
        runs: Sequence[RunInputs],
        recipe: Recipe | None,
        rests: Mapping[str, Baseline] | None = None,
    ) -> _Computed:
        text = Message("Computing beats and indices", code="computing_beats_indices")

        width = 1 - FIRST_SHARE if self._done else 1.0

        def report(share: float) -> None:
            self.tell((self._done + width * share) / self._whole, text)

        otherwise = None if recipe is None else under(recipe, rests or {})
        found = _Computed(*compute_runs(runs, report, otherwise))
        self._done += width
        return found

    def tell(self, share: float, what: Message) -> None:
        """Say how far it is; comparing takes the last twentieth."""
        self._report(0.95 * share, what)


@dataclass(frozen=True, slots=True)
class _WhyNot:
    """Why a session does not compute as it was seen: what the files tell, or that they do not."""

    recording: Recording

    def __call__(self, person: str, what: str, t0: int, t1: int) -> tuple[Message, ...]:
        runs = self.recording.runs
        found: list[Message] = [UNSEEN] if what == TICK else []
        for inputs in runs:
            disturbed = inputs.disturbed_ticks(person)
            found += [Message("{why}", why=why) for t, why in disturbed.items() if t0 <= t <= t1]
        for inputs in runs[1:]:
            first = inputs.run.first_tick
            if t0 - DISTURBED_S <= first <= t1 + 1 + DISTURBED_S:
                found.append(
                    Message("computing was restarted at {t} s", code="restarted_at", t=first)
                )
        if not found:
            then = runs[0].run.software
            found = [
                Message(
                    "recorded with {package} {then}, computed now with {now}",
                    code="other_version", package=package, then=then[package], now=now,
                )
                for package, now in software().items()
                if then.get(package, now) != now
            ]  # fmt: skip
        return tuple(dict.fromkeys(found)) or (NOT_EXPLAINED,)


@dataclass(frozen=True, slots=True)
class _WhyEdited:
    """Which edits of people changed what was computed."""

    runs: Sequence[RunInputs]
    outputs: Sequence[EngineOutput]

    def __call__(self, person: str, _what: str, t0: int, t1: int) -> tuple[Message, ...]:
        mine = [c for inputs in self.runs for c in inputs.corrections if c.person == person]
        spans = [(c.t0, c.t0 if c.t1 is None else c.t1) for c in mine]

        def within(since: float, until: float) -> int:
            return sum(since <= last and first <= until for first, last in spans)

        found: list[Message] = []
        if near := within(t0 - LONGEST_WINDOW_S, t1 + PIPELINE_DELAY_S):
            found.append(Message("corrections by hand: {n}", code="corrected_near", n=near))
        rests = [o for o in self.outputs if isinstance(o, Baseline) and o.person == person]
        if any(within(rest.t0, rest.t1) for rest in rests if rest.t1 <= t1):
            found.append(Message("corrections by hand of the baseline", code="corrected_rest"))
        turned = {
            spec.stream_id
            for inputs in self.runs
            for spec, then in zip(
                inputs.run.streams, inputs.without_edits().run.streams, strict=True
            )
            if spec.person == person and spec.inverted != then.inverted
        }
        found += [
            Message("{stream} was turned over afterwards", code="turned_afterwards", stream=name)
            for name in sorted(turned)
        ]
        earlier = Message("an earlier correction by hand", code="corrected_earlier")
        return tuple(found) or ((earlier,) if within(-math.inf, t1) else (NOT_EXPLAINED,))


def _why_parameters(
    runs: Sequence[RunInputs], recipe: Recipe
) -> Callable[..., tuple[Message, ...]]:
    """Return what names the parameters that can change a thing: thresholds change zones only."""

    def why(person: str, what: str, _t0: int, _t1: int) -> tuple[Message, ...]:
        words = changes_in_words(runs, recipe, person)
        return tuple(text for name, text in words if what == ZONE or not name.startswith("zones."))

    return why


def _why_rest(
    rests: Mapping[str, Baseline], before: Sequence[EngineOutput]
) -> Callable[..., tuple[Message, ...]]:
    """Return what tells of the other rest values."""
    former: dict[str, list[str]] = {}
    for output in before:
        if isinstance(output, Baseline):
            former.setdefault(output.person, []).append(f"{output.t0:g}-{output.t1:g} s")

    def why(person: str, _what: str, _t0: int, _t1: int) -> tuple[Message, ...]:
        if person not in rests:
            return ()
        rest = rests[person]
        return (
            Message(
                "{rest}, not from {former}", code="other_rest_than",
                rest=rest_words(person, (rest.t0, rest.t1)),
                former=", ".join(former.get(person, ["-"])),
            ),
        )  # fmt: skip

    return why


def _summary(
    seen: Mapping[str, Reading], again: Mapping[str, Reading], own: _Computed, last: _Computed
) -> Iterator[Summary]:
    """Yield means and measures of the session, before and after."""
    measures = [_measures(computed) for computed in (own, last)]
    for person in seen:
        sides = (seen[person], again[person])
        for name in MEANS:
            kept = [side.numbers.get(name, np.empty(0)) for side in sides]
            known = [values[np.isfinite(values)] for values in kept]
            of = [float(values.mean()) if values.size else None for values in known]
            if known[0].size or known[1].size:
                unit = sides[1].units.get(name, "")
                sizes = [values.size for values in known]
                yield Summary(person, f"mean {name}", of[0], of[1], unit, *sizes)
        for name in dict.fromkeys(n for one in measures for who, n in one if who == person):
            before, after = (one.get((person, name)) for one in measures)
            some = before or after
            if some is not None:
                yield Summary(
                    person, name, before and before.value, after and after.value, some.unit,
                    before.valid_s if before else 0, after.valid_s if after else 0,
                )  # fmt: skip


def _measures(computed: _Computed) -> dict[tuple[str, str], Any]:
    runs = computed.runs
    ticks = [output.t for output in computed.outputs if isinstance(output, Tick)]
    if not ticks:
        return {}
    people = {tick.person for tick in computed.outputs if isinstance(tick, Tick)}
    made = measures_of_outputs(
        computed.outputs, {person: settings_for(runs, person) for person in sorted(people)},
        parameters_by_hash(runs), (max(0.0, min(ticks) - 1.0), max(ticks) + 1.0),
    )  # fmt: skip
    return {(measure.person, measure.name): measure for measure in made}


def _silent(_share: float, _what: Message) -> None:
    """Report nothing."""
