"""The second stage of a person's engine: from beats and breaths to intervals, indices and zones.

It reads what :mod:`processing.zones.found` holds, marks, parameters and settings, and no sample.
So another threshold, another baseline or a corrected beat asks for this stage alone. What is
measured at a tick comes first (:mod:`processing.zones.measuring`); then it is held against rest.
"""

from __future__ import annotations

from dataclasses import replace

from processing.indices.indices import by_name
from processing.zones.baseline import BaselineCollector, baseline_number, choose_baseline
from processing.zones.change import ChangeTracker
from processing.zones.confounds import MarkBook, baseline_action
from processing.zones.found import Second
from processing.zones.measuring import Basis, Circumstances, Measured, Measuring, Memory
from processing.zones.zones import ZoneTracker
from safehold.core.calibration import BreathingCalibration
from safehold.core.messages import Message
from safehold.core.quick import changed
from safehold.core.reasons import Reason, explain
from safehold.core.settings import EngineSettings
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import (
    Baseline,
    EngineOutput,
    Level,
    Mark,
    Notice,
    Parameters,
    Role,
    Tick,
    ZoneName,
)


class Judgement:
    """Makes one person's ticks of what was found.

    Parameters
    ----------
    person : str
        Participant label.
    streams : StreamChoice
        The person's streams that are used.
    settings : EngineSettings
        All parameters.
    run : int
        1 for the first start of the workbench in the session, 2 after a restart, ...
    first_tick : int
        First tick of this run.
    baseline : Baseline, optional
        The baseline in force from before a restart.
    taken : int
        Highest number that a baseline of this person has had before a restart.
    calibration : BreathingCalibration, optional
        The breathing calibration in force from before a restart.
    memory : Memory, optional
        What was measured before, to be used where it holds; gets what is measured now.

    Notes
    -----
    Marks never blank a value, with two exceptions (methods 3.4): while ``cf.movement`` is in
    force, and for ``start_up_s`` after ``cf.posture``, nothing is said. Speech and paced
    breathing degrade what depends on breathing; sensor trouble degrades everything.
    """

    def __init__(
        self,
        person: str,
        streams: StreamChoice,
        settings: EngineSettings,
        *,
        run: int = 1,
        first_tick: int = 1,
        baseline: Baseline | None = None,
        taken: int = 0,
        calibration: BreathingCalibration | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._person = person
        self._settings = settings
        self._run = run
        basis = Basis(
            person, streams, settings.windows, settings.start_up_s, settings.ppg_delay_s,
            first_tick, calibration,
        )  # fmt: skip
        kept = None if memory is None else memory.kept
        self._measuring = Measuring(basis, kept[1] if kept and kept[0] == basis else ())
        self._basis, self._memory = basis, memory
        self._remembered: list[Measured] | None = None
        """In the memory's place of those before, from the first second on."""
        self._marks = MarkBook(person)
        self._zone = ZoneTracker(settings)
        self._change = ChangeTracker()
        self._baseline = baseline
        taken = max(taken, baseline_number(baseline))
        self._collector = BaselineCollector(person, settings, taken=taken)
        self._parameters: list[Parameters] = []

    @property
    def baseline(self) -> Baseline | None:
        """The baseline in force."""
        return self._baseline

    def feed(self, item: Mark | Parameters, next_tick: int) -> None:
        """Take in a mark or parameters; they act from ``next_tick`` on at the earliest."""
        if isinstance(item, Mark):
            self._marks.add(item, next_tick)
        elif item.person == self._person:
            self._parameters.append(item)

    def take(self, second: Second) -> list[EngineOutput]:
        """Return everything that becomes final with the next second, in order."""
        t = second.t
        if Role.RESPIRATION in second.turned:
            self._collector.forget_breathing()
        out = self._begin_parameters(t)
        self._begin_marks(t)
        given = Circumstances(
            codes=self._marks.codes(),
            settling=self._marks.posture_settling(t, self._settings.start_up_s),
            usual_depth=self._baseline.resp_amplitude if self._baseline else None,
        )
        measured = self._measuring.take(second, given)
        if self._memory is not None:
            self._remember(measured, self._memory)
        out += measured.said
        if measured.note is not None:
            out.append(measured.note)
        out += measured.told
        return out + self._emit(measured)

    def _remember(self, measured: Measured, memory: Memory) -> None:
        if self._remembered is None:
            self._remembered = []
            memory.kept = self._basis, self._remembered
        self._remembered.append(measured)

    def _begin_parameters(self, t: int) -> list[EngineOutput]:
        """Let parameters act; floors that change give the baseline in force other spreads."""
        out: list[EngineOutput] = []
        due = [item for item in self._parameters if (item.act_from or 0) <= t]
        for item in due:
            self._parameters.remove(item)
            self._settings = replace(self._settings, zones=item.zones, baseline=item.baseline)
            self._zone.use(self._settings)
            self._collector.use(self._settings)
            if self._baseline is not None:
                again = self._collector.refloored(self._baseline)
                out += [again] if again is not self._baseline else []
                self._baseline = again
        return out

    def _begin_marks(self, t: int) -> None:
        for mark in self._marks.begin_tick(t):
            event = mark.event
            match baseline_action(mark):
                case "start":
                    self._collector.start(event.onset)
                case "stop":
                    self._collector.stop(event.onset + (event.duration or 0.0))
                case "cancel":
                    self._collector.cancel()

    def _failed_baseline(self, t: int, why: tuple[Reason, ...]) -> Notice:
        """Say that a baseline phase gave nothing: the user waits for a verdict."""
        text = Message(
            "The baseline of {person} gave no result: {reasons}. Take it again.",
            person=self._person,
            reasons=explain(why),
        )
        return Notice(Level.WARNING, "baseline_failed", text, self._person, t=float(t))

    def _emit(self, measured: Measured) -> list[EngineOutput]:
        """Return the tick, and the baseline that it completes before it."""
        out: list[EngineOutput] = []
        t, indices = measured.second.t, measured.indices + measured.report
        named, confounds = by_name(indices), measured.given.codes
        was_taking = self._collector.span is not None
        taken = self._collector.update(t, named, confounds)
        if was_taking and self._collector.last_failure:
            out.append(self._failed_baseline(t, self._collector.last_failure))
        if taken is not None:
            self._baseline = choose_baseline(self._baseline, taken)
            out.append(taken)
        zone = self._zone.update(t, named, self._baseline, confounds)
        if zone.state is ZoneName.LOW:
            zone = changed(zone, reasons=(*zone.reasons, *self._marks.low_corroborated(t)))
        moved = self._change.update(t, named, self._baseline)
        zone = changed(zone, change=moved.amount, changed=moved.word, change_reasons=moved.reasons)
        provisional = self._baseline is not None and self._baseline.provisional
        marks = (*self._settings.marks, *(("provisional",) if provisional else ()))
        tick = Tick(
            person=self._person,
            t=t,
            run=self._run,
            indices=indices,
            zone=zone,
            marks=tuple(dict.fromkeys(marks)),
            quality=measured.second.quality,
        )
        return [*out, tick]
