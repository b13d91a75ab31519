"""The second stage of a person's engine: from beats and breaths to intervals, indices and zones.

It reads what :mod:`processing.zones.found` holds, marks, parameters and settings, and no sample.
So another threshold, another baseline or a corrected beat asks for this stage alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from processing.indices.adjustment import MIN_BREATHS, Calibration
from processing.indices.indices import by_name, compute_indices, missing_indices
from processing.indices.registry import LONGEST_WINDOW_S, ReportSeries
from processing.indices.window import ConditionLog, ScoredBreath, TickWindow, look
from processing.signals.intervals import no_intervals
from processing.signals.polarity import REASONS
from processing.zones.baseline import BaselineCollector, baseline_number, choose_baseline
from processing.zones.change import ChangeTracker
from processing.zones.confounds import PACED, MarkBook, baseline_action
from processing.zones.found import Second
from processing.zones.scoring import ScoredBeats, ScoredBreaths
from processing.zones.zones import ZoneTracker
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.messages import Message
from safehold.core.reasons import Reason, explain
from safehold.core.settings import EngineSettings
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import (
    Baseline,
    EngineOutput,
    IndexValue,
    Level,
    Mark,
    Notice,
    Parameters,
    Role,
    Tick,
    ZoneName,
)

NOTED_BEFORE_S = 30
"""Notes are kept for so long before the longest window."""


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
    ) -> None:
        self._person = person
        self._settings = settings
        self._run = run
        self._started_at = first_tick - 1
        heart, belt = streams
        self._heart = ScoredBeats(heart) if heart is not None else None
        self._belt = ScoredBreaths(belt) if belt is not None else None
        self._belt_id = belt.stream_id if belt is not None else ""
        self._calibration = Calibration(person, self._belt_id, calibration)
        self._report = ReportSeries(person, heart.role.value if heart else "")
        self._marks = MarkBook(person)
        self._noted = ConditionLog()
        self._zone = ZoneTracker(settings)
        self._change = ChangeTracker()
        self._baseline = baseline
        taken = max(taken, baseline_number(baseline))
        self._collector = BaselineCollector(person, settings, taken=taken)
        self._parameters: list[Parameters] = []
        self._turned: set[Role] = set()
        """Turned since the last note."""

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
        self._begin_turns(second)
        out = self._begin_parameters(t)
        self._begin_marks(t)
        if second.stalled:
            stalled = missing_indices(self._place(t), Reason.STALL)
            return out + self._emit(second, stalled + self._report.missing(t, Reason.STALL))
        out += self._score(second)
        note = self._note(second)
        self._noted.add(note)
        out.append(note)
        report = self._report.at(t, self._noted)
        out += self._report.notices(t, report)
        out += self._emit(second, self._indices(t) + report)
        self._prune(t)
        return out

    def _note(self, second: Second) -> Conditions:
        """Return what is to be known of the second that ends at a tick."""
        t, heart, belt, baseline = second.t, self._heart, self._belt, self._baseline
        turned, self._turned = self._turned, set()
        settling, found = self._settings.start_up_s, second.heart
        note = Conditions(
            person=self._person,
            t=t,
            resp_unit=belt.spec.unit if belt else None,
            starting=t < self._started_at + settling,
            codes=self._marks.codes(),
            settling=self._marks.posture_settling(t, settling),
            belt_reasons=belt.reasons if belt else (),
            side=REASONS[belt.polarity] if belt else (),
            open_breath_s=belt.open_breath_s(t) if belt else 0.0,
            turned=Role.RESPIRATION in turned,
            usual_depth=baseline.resp_amplitude if baseline else None,
        )
        if heart is None or found is None:
            return note
        return replace(
            note,
            heart=heart.spec.role.value,
            low_rate=found.low_rate,
            segments=found.segments,
            troubles=found.troubles,
            reanchored=heart.spec.role is Role.RR and heart.series.reanchored(t - 1, t),
            open_rr_s=heart.open_rr_s(t, found),
            heart_turned=Role.ECG in turned,
        )

    def _place(self, t: int) -> TickWindow:
        windows, heart, belt = self._settings.windows, self._heart, self._belt
        return TickWindow(
            t, windows.hr_s, windows.vagal_s, heart.spec.role.value if heart else "",
            belt.spec.unit if belt else None,
        )  # fmt: skip

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

    def _begin_turns(self, second: Second) -> None:
        """Let nothing go on that the other way up gave."""
        self._turned |= second.turned
        if Role.ECG in second.turned and self._heart is not None:
            self._heart.turn()
            self._report.forget_beats()
        if Role.RESPIRATION in second.turned and self._belt is not None:
            self._belt.turn()
            self._report.forget_breaths()
            self._calibration = Calibration(self._person, self._belt_id)
            self._collector.forget_breathing()

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

    def _score(self, second: Second) -> list[EngineOutput]:
        """Judge beats and breaths; return what became final."""
        out: list[EngineOutput] = []
        t, heart, belt = second.t, self._heart, self._belt
        if heart is not None and second.heart is not None:
            out += heart.take(second.heart)
        if belt is not None and second.belt is not None:
            pulse = heart is not None and heart.spec.role is Role.PPG
            delay = self._settings.ppg_delay_s if pulse else 0.0
            timed = heart is not None and heart.spec.role is not Role.RR
            series = heart.series if heart else None
            ended = belt.take(t, second.belt, series, pulse_delay_s=delay, timed=timed)
            out += ended
            out += second.held
            out += self._calibrate(t, belt.last(len(ended)))
        self._report.take(out)
        return [*out, *second.notices]

    def _indices(self, t: int) -> tuple[IndexValue, ...]:
        windows, heart, belt = self._settings.windows, self._heart, self._belt
        breaths = belt.breaths if belt else ()
        window, gates = look(self._noted, breaths, t, windows.hr_s, windows.vagal_s)
        since = t - max(window.hr_s, window.vagal_s)
        return compute_indices(
            window,
            heart.series.intervals(since, t) if heart else no_intervals(),
            breaths,
            gates,
            self._calibration.adjustment,
        )

    def _calibrate(self, t: int, ended: Sequence[ScoredBreath]) -> list[EngineOutput]:
        """Take breaths of paced breathing into the calibration; say what a pacer's stop gave."""
        made = self._calibration.update(ended, t, paced=PACED in self._marks.codes())
        if made is None:
            return []
        found = self._calibration.adjustment
        out: list[EngineOutput] = []
        if made and found is not None:
            text = Message(
                "RSA of {person} is adjusted for breathing from now on ({n_breaths} "
                "breaths, R^2 {r_squared:.2f}).",
                person=self._person,
                n_breaths=found.by.n_breaths,
                r_squared=found.by.r_squared,
            )
            out.append(found.by)
        else:
            text = Message(
                "The breathing calibration of {person} has {n_valid} valid breaths; "
                "it needs {needed} at clearly different rates, and depths that do not just follow "
                "the rate.",
                person=self._person,
                n_valid=self._calibration.n_valid,
                needed=MIN_BREATHS,
            )
        return [*out, Notice(Level.INFO, "calibration", text, self._person, t=float(t))]

    def _prune(self, t: int) -> None:
        windows = self._settings.windows
        if self._heart is not None:
            self._heart.prune(t, max(windows.hr_s, windows.vagal_s))
        if self._belt is not None:
            self._belt.prune(t, windows.vagal_s)
        self._noted.prune(t - LONGEST_WINDOW_S - NOTED_BEFORE_S)

    def _failed_baseline(self, t: int, why: tuple[Reason, ...]) -> Notice:
        """Say that a baseline phase gave nothing: the user waits for a verdict."""
        text = Message(
            "The baseline of {person} gave no result: {reasons}. Take it again.",
            person=self._person,
            reasons=explain(why),
        )
        return Notice(Level.WARNING, "baseline_failed", text, self._person, t=float(t))

    def _emit(self, second: Second, indices: tuple[IndexValue, ...]) -> list[EngineOutput]:
        """Return the tick, and the baseline that it completes before it."""
        out: list[EngineOutput] = []
        t = second.t
        named, confounds = by_name(indices), self._marks.codes()
        was_taking = self._collector.span is not None
        taken = self._collector.update(t, named, confounds)
        if was_taking and self._collector.last_failure:
            out.append(self._failed_baseline(t, self._collector.last_failure))
        if taken is not None:
            self._baseline = choose_baseline(self._baseline, taken)
            out.append(taken)
        zone = self._zone.update(t, named, self._baseline, confounds)
        if zone.state is ZoneName.LOW:
            zone = replace(zone, reasons=(*zone.reasons, *self._marks.low_corroborated(t)))
        change = self._change.update(t, named, self._baseline)
        zone = replace(
            zone, change=change.amount, changed=change.word, change_reasons=change.reasons
        )
        provisional = self._baseline is not None and self._baseline.provisional
        marks = (*self._settings.marks, *(("provisional",) if provisional else ()))
        tick = Tick(
            person=self._person,
            t=t,
            run=self._run,
            indices=indices,
            zone=zone,
            marks=tuple(dict.fromkeys(marks)),
            quality=second.quality,
        )
        return [*out, tick]
