"""All runs of a session through the engine, as they were or under a recipe."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from processing.measures.sensitivity import rest_over
from processing.zones.baseline import baseline_number, choose_baseline
from processing.zones.confounds import baseline_action
from safehold.core.calibration import BreathingCalibration
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.reasons import explain
from safehold.core.recipe import EVERYBODY, OWN_GROUPS, Recipe, changed
from safehold.core.settings import EngineSettings
from safehold.core.types import Baseline, Boundary, EngineOutput, Mark, Parameters, Tick
from safehold.core.wording import person_words
from safehold.files.engine_run import (
    EngineRun,
    baselines_taken,
    parameters_in_force,
    still_valid,
)
from safehold.offline.computing import compute, in_time, time_of
from safehold.offline.inputs import RunInputs

NEVER = 2**31
"""A tick that no session reaches."""
FIRST_SHARE = 0.8
"""Share of the first pass that its first stage takes, about: later passes know what it found."""
Otherwise = Callable[[RunInputs, Sequence[EngineOutput], Sequence[RunInputs]], RunInputs]
"""Takes a run, what was computed of the runs before it, and those runs; returns the run to
compute."""


def compute_runs(
    runs: Sequence[RunInputs],
    report: Callable[[float], None],
    otherwise: Otherwise | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> tuple[list[RunInputs], list[EngineOutput]]:
    """Return the runs as they were computed, and everything the engine says of them.

    After a restart of the workbench the later run goes on from its first tick; the seconds in
    between are computed from the recording although they were not shown.

    Parameters
    ----------
    runs : sequence of RunInputs
        Those of a session.
    report : callable
        Called now and then with the share that is done, 0-1; what it raises ends everything.
    otherwise : callable, optional
        Changes a run before it is computed.
    meanwhile : callable, optional
        As of :func:`safehold.offline.computing.compute`, for each run.
    """
    computed: list[RunInputs] = []
    outputs: list[EngineOutput] = []
    for k, inputs in enumerate(runs):
        report(k / len(runs))
        if otherwise is not None:
            inputs = otherwise(inputs, outputs, computed)
        until = runs[k + 1].run.first_tick if k + 1 < len(runs) else math.inf
        since = inputs.run.first_tick if k else -math.inf
        found = compute(inputs, partial(_report, report, k, len(runs)), meanwhile=meanwhile)
        outputs += [output for output in in_time(found) if since <= time_of(output) < until]
        computed.append(inputs)
    return computed, outputs


def _report(report: Callable[[float], None], before: float, parts: float, share: float) -> None:
    """Report the share of one of several equal parts, `before` of which are done."""
    report((before + share) / parts)


def calibrations_of(
    earlier: Sequence[EngineOutput], before: Sequence[RunInputs]
) -> dict[str, BreathingCalibration]:
    """Return the breathing calibrations that runs before have given and that hold still."""
    made = [output for output in earlier if isinstance(output, BreathingCalibration)]
    return still_valid(made, [turn for inputs in before for turn in inputs.run.turns])


def baselines_held(
    runs: Sequence[RunInputs], outputs: Sequence[EngineOutput]
) -> tuple[Baseline, ...]:
    """Return the baselines that held: first those given from the start, then those taken.

    A recipe gives rest values; after a restart those are given that were taken before it.
    """
    taken = [output for output in outputs if isinstance(output, Baseline)]
    known = {baseline.baseline_id for baseline in taken}
    given = [baseline for inputs in runs for baseline in inputs.run.baselines.values()]
    fresh = {one.baseline_id: one for one in given if one.baseline_id not in known}
    return (*fresh.values(), *taken)


def baselines_of(earlier: Sequence[EngineOutput]) -> dict[str, Baseline]:
    """Return by person the baseline in force after what runs before have given."""
    found: dict[str, Baseline] = {}
    for output in earlier:
        if isinstance(output, Baseline):
            found[output.person] = choose_baseline(found.get(output.person), output)
    return found


def under(recipe: Recipe, rests: Mapping[str, Baseline]) -> Otherwise:
    """Return what puts a run under a recipe.

    Parameters
    ----------
    recipe : Recipe
        Other parameters; the spans of rest in it are already values.
    rests : mapping of str to Baseline
        By person the rest values that hold throughout, whatever baseline phases there were.
    """

    def change(
        inputs: RunInputs, earlier: Sequence[EngineOutput], before: Sequence[RunInputs]
    ) -> RunInputs:
        run = _with_parameters(inputs.run, recipe)
        if before:  # it goes on from what the runs before have found now
            baselines = baselines_of(earlier)
            numbers = {p: baseline_number(b) for p, b in baselines.items()}
            calibrations = calibrations_of(earlier, before)
            run = replace(run, baselines=baselines, taken=numbers, calibrations=calibrations)
        return replace(inputs, run=_with_rests(run, rests) if rests else run)

    return change


def _with_parameters(run: EngineRun, recipe: Recipe) -> EngineRun:
    """Return a run with other parameters; those that people had of their own keep the rest."""
    if not any(recipe.changes.values()):
        return run
    settings = changed(run.settings, recipe.changes.get(EVERYBODY, {}))
    items = []
    for person in run.people:
        if recipe.changes.get(person):
            own = changed(run.settings, recipe.of(person))
            items.append(Parameters(person, own.zones, own.baseline, run.first_tick))
    for item in run.parameters:
        whole = replace(run.settings, zones=item.zones, baseline=item.baseline)
        own = changed(whole, recipe.of(item.person))
        items.append(replace(item, zones=own.zones, baseline=own.baseline))
    return replace(run, settings=settings, parameters=items)


def _with_rests(run: EngineRun, rests: Mapping[str, Baseline]) -> EngineRun:
    """Return a run with these rest values from its start on, and no other for these people."""
    first = dict.fromkeys(run.people, run.first_tick)
    opened = [Mark(event, Boundary.START, act_from=first) for event in run.open]
    taken = [mark for mark in opened if baseline_action(mark) is not None]
    never = dict.fromkeys(rests, NEVER)
    marks = [
        replace(mark, act_from={**(mark.act_from or {}), **never})
        if baseline_action(mark) is not None
        else mark
        for mark in (*taken, *run.marks)
    ]
    numbers = {person: baseline_number(rest) for person, rest in rests.items()}
    return replace(
        run,
        baselines={**run.baselines, **rests},
        taken={**run.taken, **numbers},
        open=tuple(mark.event for mark in opened if mark not in taken),
        marks=marks,
    )


def edited_by_hand(runs: Sequence[RunInputs]) -> bool:
    """Tell whether people corrected anything afterwards."""
    return any(inputs.unedited is not None for inputs in runs)


def compute_under(
    runs: Sequence[RunInputs],
    recipe: Recipe,
    report: Callable[[float], None],
    meanwhile: Callable[[], object] | None = None,
) -> tuple[list[RunInputs], list[EngineOutput]]:
    """Return the runs under a recipe, and everything the engine says of them.

    Raises
    ------
    ConfigError
        For a recipe that does not fit the session.
    """
    if not recipe and not edited_by_hand(runs):
        return compute_runs(runs, report, None, meanwhile)
    check_recipe(runs, recipe)
    without = under(replace(recipe, rests={}), {})
    if not recipe.rests:
        return compute_runs(runs, report, without, meanwhile)
    first, found = compute_runs(runs, partial(_report, report, 0, 2), without, meanwhile)
    otherwise = under(recipe, rests_of(found, first, recipe))
    return compute_runs(runs, partial(_report, report, 1, 2), otherwise)


def check_recipe(runs: Sequence[RunInputs], recipe: Recipe) -> None:
    """Refuse a recipe that does not fit a session, before anything is computed.

    Raises
    ------
    ConfigError
        As :func:`recompute`.
    """
    run = runs[0].run
    for person in sorted(recipe.people() - set(run.people)):
        raise ConfigError(
            Message("{person!r} is not in the session.", person=person),
            remedy=Message(
                "Choose one of: {choices}.", code="choose_one", choices=", ".join(run.people)
            ),
        )
    for person, changes in recipe.changes.items():
        common = [n for n in changes if person and n.partition(".")[0] not in OWN_GROUPS]
        if common:
            raise ConfigError(
                Message("{name} is the same for everybody.", name=common[0]),
                remedy=Message("Change it without naming a person."),
            )
    for person in ("", *run.people):
        changed(run.settings, recipe.of(person))
    for t0, t1 in recipe.rests.values():
        if not t0 < t1:
            raise ConfigError(
                Message("The span from {t0:g} to {t1:g} s ends before it begins.", t0=t0, t1=t1)
            )


def rests_of(
    computed: Sequence[EngineOutput], runs: Sequence[RunInputs], recipe: Recipe
) -> dict[str, Baseline]:
    """Return the rest values that the spans of a recipe give, by person.

    Raises
    ------
    ConfigError
        For a span that gives none; it says why.
    """
    rests = {}
    taken = baselines_taken([inputs.run for inputs in runs])
    for person, span in recipe.rests_of(runs[0].run.people).items():
        ticks = [o for o in computed if isinstance(o, Tick) and o.person == person]
        number = taken.get(person, 0) + 1
        rest, reasons = rest_over(ticks, span, settings_for(runs, person), number)
        if rest is None:
            raise ConfigError(
                Message(
                    "The span from {t0:g} to {t1:g} s gives no rest values for {person}: "
                    "{reasons}.", t0=span[0], t1=span[1], person=person_words(person),
                    reasons=explain(reasons),
                ),
                remedy=Message(
                    "Choose a longer span, or one with better signals; or name the one person for "
                    "whom it is rest."
                ),
            )  # fmt: skip
        rests[person] = rest
    return rests


def settings_for(runs: Sequence[RunInputs], person: str) -> EngineSettings:
    """Return the last parameters in force for a person."""
    settings = runs[-1].run.settings
    own = parameters_in_force([inputs.run for inputs in runs]).get(person)
    if own is None:
        return settings
    return replace(settings, zones=own.zones, baseline=own.baseline)
