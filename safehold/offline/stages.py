"""The two stages of the engine over a recorded run.

The first finds beats and breaths in samples; corrections by hand act on all that it found; the
second makes ticks of it. Without corrections both go on together, as live.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

import numpy as np

from processing.zones.corrections import corrected
from processing.zones.detection import Detection
from processing.zones.found import Second
from processing.zones.judgement import Judgement
from processing.zones.pipeline import people_of
from safehold.core.stream_choice import StreamChoice, choose_streams
from safehold.core.types import (
    Chunk,
    ClockOffset,
    EngineOutput,
    Mark,
    MissingTicks,
    Parameters,
    Tick,
    Turn,
)
from safehold.files.engine_run import EngineRun
from safehold.offline.inputs import (
    Chunker,
    Judged,
    Remembered,
    RunInputs,
    chunks_in_time,
    open_marks,
    used_times,
    whole_minutes,
)
from safehold.offline.kept import Shelf

AT_ONCE = 60
"""So many seconds are judged between two looks at whether to go on."""
JUDGED_SHARE = 0.2
"""The second stage's share of the work, about."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a piece of work gave."""

    outputs: list[EngineOutput]
    until: float
    """Session time up to which everybody's outputs have come, s; never less than before."""
    share: float
    """Of all the work, 0-1."""


def of_person(inputs: RunInputs, person: str) -> RunInputs:
    """Return what one person's engine was fed with."""
    run = replace(
        inputs.run,
        streams=tuple(spec for spec in inputs.run.streams if spec.person == person),
        stalls=[stall for stall in inputs.run.stalls if stall.person == person],
    )
    return replace(
        inputs,
        run=run,
        streams=tuple(s for s in inputs.streams if s.spec.person == person),
        corrections=tuple(item for item in inputs.corrections if item.person == person),
        unedited=None,
    )


def remembering(runs: Sequence[RunInputs]) -> list[RunInputs]:
    """Return runs that share a memory, for whoever judges them more than once.

    What is the same as the time before is not measured again; where all is, nothing is judged.
    """
    memory: dict[tuple[int, str], Remembered] = {}
    return [
        replace(
            inputs,
            memory=memory,
            unedited=inputs.unedited and replace(inputs.unedited, memory=memory),
        )
        for inputs in runs
    ]


def find(
    inputs: RunInputs,
    person: str,
    chunker: Chunker = whole_minutes,
    report: Callable[[float], None] | None = None,
) -> list[Second]:
    """Return what the first stage finds of a person in a run.

    ``report`` is called now and then with the share that is done, 0-1; what it raises ends it.
    """
    mine = of_person(inputs, person)
    shelf = Shelf(inputs.derived) if inputs.derived else None
    if shelf is not None and (kept := shelf.load(mine)) is not None:
        return kept
    finding = _Finding(mine, person)
    total = sum(used.stamps.size for used in finding.inputs.streams)
    found, done = finding.begin(), 0
    for chunk in chunks_in_time(finding.inputs, chunker):
        found += finding.take(chunk)
        done += len(chunk.stamps)
        if report is not None:
            report(done / total)
    if shelf is not None:
        shelf.keep(mine, found)
    return found


def judge(
    inputs: RunInputs,
    person: str,
    found: Sequence[Second],
    report: Callable[[float], None] | None = None,
) -> list[EngineOutput]:
    """Return what the second stage makes of what was found of a person.

    Settings, parameters, marks, the baseline and the calibration to go on from are those of
    ``inputs.run``, the corrections those of ``inputs``: change them with
    :func:`dataclasses.replace`, and nothing is detected again. Where ``inputs.memory`` is a
    dictionary, the next time measures only what has changed.

    Parameters
    ----------
    inputs : RunInputs
        What the run was fed with.
    person : str
        Participant label.
    found : sequence of Second
        What :func:`find` gave for the same streams.
    report : callable, optional
        As of :func:`find`.
    """
    judging = _Judging(inputs, person)
    outputs = judging.correct(found)
    for n, part in enumerate(judging.parts()):
        outputs += part
        if report is not None:
            report(min(1.0, (n + 1) * AT_ONCE / max(len(found), 1)))
    return outputs


class _Finding:
    """The first stage of one person."""

    def __init__(self, inputs: RunInputs, person: str) -> None:
        self.inputs = inputs
        run = inputs.run
        self._detection = Detection(
            person, _streams(run, person), run.settings.detection, session_zero=run.session_zero,
            run=run.run, first_tick=run.first_tick,
        )  # fmt: skip

    def begin(self) -> list[Second]:
        """Feed what the journal tells besides the samples, ahead of them."""
        run = self.inputs.run
        ahead: list[ClockOffset | Turn | MissingTicks] = [*run.offsets, *run.turns, *run.stalls]
        for item in ahead:
            self._detection.feed(item)
        return list(self._detection.advance())

    def take(self, chunk: Chunk) -> list[Second]:
        """Take in samples; return what became final."""
        self._detection.feed(chunk)
        return list(self._detection.advance())


class _Judging:
    """The second stage of one person."""

    def __init__(self, inputs: RunInputs, person: str) -> None:
        run = inputs.run
        self._run, self._streams = run, _streams(run, person)
        self._corrections = tuple(item for item in inputs.corrections if item.person == person)
        memory = inputs.memory
        self._before = None
        if memory is not None:
            self._before = memory.setdefault((run.run, person), Remembered())
        self._judgement = Judgement(
            person,
            self._streams,
            run.settings,
            run=run.run,
            first_tick=run.first_tick,
            baseline=run.baselines.get(person),
            taken=run.taken.get(person, 0),
            calibration=run.calibrations.get(person),
            memory=None if self._before is None else self._before.measured,
        )
        said: list[Mark | Parameters] = [*open_marks(run), *run.parameters, *run.marks]
        for item in said:
            self._judgement.feed(item, run.first_tick)
        self._found: Sequence[Second] = ()
        """Corrected."""
        self._uncorrected: Sequence[Second] = ()

    @property
    def corrects(self) -> bool:
        """Whether anything acts on all that was found before it is judged."""
        return bool(self._corrections)

    def take(self, found: Iterable[Second]) -> list[EngineOutput]:
        """Judge what was found next."""
        return [output for second in found for output in self._judgement.take(second)]

    def correct(self, found: Sequence[Second]) -> list[EngineOutput]:
        """Take all that was found, corrected; return what is to be said of corrections."""
        self._uncorrected = found
        self._found, refused = corrected(found, self._corrections, self._streams)
        return list[EngineOutput](refused)

    def parts(self) -> Iterator[list[EngineOutput]]:
        """Judge it piece by piece, or say at once what the same gave the time before."""
        before = self._before
        known = None if before is None else before.judged
        if known is not None and known.found is self._uncorrected \
                and (known.run, known.corrections) == (self._run, self._corrections):  # fmt: skip
            yield list(known.outputs)
            return
        left, outputs = iter(self._found), list[EngineOutput]()
        while part := list(islice(left, AT_ONCE)):
            made = self.take(part)
            outputs += made
            yield made
        if before is not None:
            before.judged = Judged(self._run, self._corrections, self._uncorrected, outputs)


def _streams(run: EngineRun, person: str) -> StreamChoice:
    return choose_streams(spec for spec in run.streams if spec.person == person)


class _Person:
    """Both stages of one person."""

    def __init__(self, inputs: RunInputs, person: str) -> None:
        self._mine = of_person(inputs, person)
        self._shelf = Shelf(inputs.derived) if inputs.derived else None
        self.judging = _Judging(inputs, person)
        kept = self._shelf.load(self._mine) if self._shelf else None
        self.finding = _Finding(self._mine, person) if kept is None else None
        """None where all is known from before."""
        self.found = kept or []
        self.waits = self.finding is None or self.judging.corrects
        """Whether all is found before anything is judged."""

    def take(self, found: list[Second]) -> list[EngineOutput]:
        """Take what was found next; judge it where nothing has to be waited for."""
        if self.waits or self._shelf:
            self.found += found
        return [] if self.waits else self.judging.take(found)

    def keep(self) -> None:
        """Keep what was found."""
        if self.finding is not None and self._shelf is not None:
            self._shelf.keep(self._mine, self.found)


def steps(inputs: RunInputs, chunker: Chunker = whole_minutes) -> Iterator[Step]:
    """Yield everything that the engine says about a run, piece by piece.

    What people's samples tell comes in the order in which they came; for those with corrections
    after all was found.
    """
    people = [_Person(inputs, person) for person in people_of(inputs.run.streams)]
    waiting = [at for at in people if at.waits]
    begin = float(inputs.run.first_tick - 1)
    share = 1 - JUDGED_SHARE if waiting else 1.0
    for outputs, until, done in _found_steps(inputs, people, chunker):
        yield Step(outputs, begin if waiting else until, share * done)
    for at in people:
        at.keep()
    yield Step([out for at in waiting for out in at.judging.correct(at.found)], begin, share)
    longest = max((len(at.found) for at in waiting), default=0)
    pieces = zip_longest(*(at.judging.parts() for at in waiting), fillvalue=[])
    for n, parts in enumerate(pieces, 1):
        outputs = [output for part in parts for output in part]
        last = max((output.t for output in outputs if isinstance(output, Tick)), default=begin)
        yield Step(outputs, last, share + (1 - share) * min(1.0, n * AT_ONCE / longest))


def _found_steps(
    inputs: RunInputs, people: Sequence[_Person], chunker: Chunker
) -> Iterator[tuple[list[EngineOutput], float, float]]:
    """Yield what people's samples tell at once, until when, and which share of them it is."""
    at_work = {
        spec.stream_id: (at, at.finding)
        for at in people
        if at.finding is not None
        for spec in at.finding.inputs.run.streams
    }
    for at, finding in dict.fromkeys(at_work.values()):
        yield at.take(finding.begin()), float(inputs.run.first_tick - 1), 0.0
    streams = tuple(used for used in inputs.streams if used.spec.stream_id in at_work)
    total, done = sum(used.stamps.size for used in streams), 0
    times = {used.spec.stream_id: (used.index, used_times(inputs.run, used)) for used in streams}
    for chunk in chunks_in_time(replace(inputs, streams=streams), chunker):
        at, finding = at_work[chunk.stream_id]
        outputs = at.take(finding.take(chunk))
        done += len(chunk.stamps)
        index, stamped = times[chunk.stream_id]
        last = int(np.searchsorted(index, chunk.index)) + len(chunk.stamps) - 1
        yield outputs, float(stamped[last]), done / total


def run_engine(
    inputs: RunInputs,
    chunker: Chunker = whole_minutes,
    report: Callable[[float], None] | None = None,
) -> list[EngineOutput]:
    """Return everything the engine gives for one run, as fast as it goes.

    ``report`` is called between pieces with the share that is done, 0-1; what it raises ends it.
    """
    outputs: list[EngineOutput] = []
    for step in steps(inputs, chunker):
        outputs += step.outputs
        if report is not None:
            report(step.share)
    return outputs
