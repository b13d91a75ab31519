"""The engine over a recorded run: one person after the other, or at the same time.

People's engines share nothing, so long recordings are computed in a process per person
(:mod:`safehold.offline.beside`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from processing.zones.pipeline import people_of
from recordings.folder.session import SessionFolder
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.types import Baseline, Beat, Breath, EngineOutput, Event, Tick
from safehold.offline.beside import beside
from safehold.offline.inputs import RunInputs
from safehold.offline.kept import Shelf
from safehold.offline.stages import of_person, run_engine

LONG_S = 600.0
"""A process takes seconds to start: shorter recordings are computed here, s."""
LARGE_B = 4_000_000
"""As large a recording is, as a rule, when it is long, bytes."""


def time_of(output: EngineOutput) -> float:
    """Return the session time at which an output became final, s."""
    if isinstance(output, Tick):
        return output.t
    if isinstance(output, Beat):
        return output.time
    if isinstance(output, Breath):
        return output.t_end
    if isinstance(output, Baseline):
        return output.t1
    if isinstance(output, BreathingCalibration | Conditions):
        return output.t
    said = output.t_entered if isinstance(output, Event) else output.t
    return 0.0 if said is None else said


def expect(folder: SessionFolder) -> None:
    """Have a process ready for a recording that is about to be read and is long, by its size.

    Not where something of it was found before: then, as a rule, everything was.
    """
    size = sum(path.stat().st_size for path in folder.recording_paths)
    if size >= LARGE_B and not any(folder.derived_dir.glob("found-*")):
        with beside() as other:
            other.ready(run_engine.__module__)


def compute(
    inputs: RunInputs,
    report: Callable[[float], None] | None = None,
    *,
    long_s: float = LONG_S,
    meanwhile: Callable[[], object] | None = None,
) -> list[EngineOutput]:
    """Return everything the engine says about a run, person by person.

    Parameters
    ----------
    inputs : RunInputs
        What it was fed with.
    report : callable, optional
        Called now and then with the share that is done, 0-1; what it raises ends everything.
    long_s : float
        Recordings longer than this are computed in a process per further person, s.
    meanwhile : callable, optional
        What else there is to do, asked while other processes compute further people.
    """
    parts = [of_person(inputs, person) for person in people_of(inputs.run.streams)]
    found: list[EngineOutput] = []
    with beside() as other:
        apart = len(parts) > 1 and other.allowed and _seconds(inputs) >= long_s
        if not apart or known(parts):
            for n, part in enumerate(parts):
                found += run_engine(part, report=_part_of(report, n, len(parts)))
            return found
        others = [(part, other.do(run_engine, replace(part, memory=None))) for part in parts[1:]]
        found = run_engine(parts[0], report=report)
        if meanwhile is not None:
            meanwhile()
        for part, one in others:
            look = report and partial(report, 1.0)
            found += one.result(look, partial(run_engine, part, report=report))
    return found


def known(parts: Sequence[RunInputs]) -> bool:
    """Tell whether all that the first stage would find is known from before."""
    return all(part.derived and Shelf(part.derived).load(part) is not None for part in parts)


def _part_of(
    report: Callable[[float], None] | None, n: int, parts: int
) -> Callable[[float], None] | None:
    """Return what the share of one part is reported to."""
    return report and (lambda share: report((n + share) / parts))


def _seconds(inputs: RunInputs) -> float:
    spans = [float(s.stamps[-1] - s.stamps[0]) for s in inputs.streams if s.stamps.size]
    return max(spans, default=0.0)


def in_time(outputs: Sequence[EngineOutput]) -> list[EngineOutput]:
    """Return outputs by the time they became final; a person's own keep their order."""
    return sorted(outputs, key=time_of)
