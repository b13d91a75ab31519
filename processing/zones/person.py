"""The engine of one person: raw samples in, ticks out. Final, causal, the same in any chunking.

Everything is driven by ticks. Tick T is computed when all samples before T+7 have their times,
and sees no later ones. Where more have arrived, the signals of many seconds are computed at once;
what a tick may know of them is the same. So a tick depends on the samples, the clock offsets, the
marks and the stalls, and on nothing else.
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
from processing.zones.channels import AT_ONCE_S, BeltChannel, HeartChannel, Quality, drain
from processing.zones.confounds import PACED, MarkBook, baseline_action
from processing.zones.hold_events import HoldEvents
from processing.zones.zones import ZoneTracker
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS, Reason, explain
from safehold.core.settings import PIPELINE_DELAY_S, EngineSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import (
    Baseline,
    Chunk,
    ClockOffset,
    EngineInput,
    EngineOutput,
    IndexValue,
    Level,
    Mark,
    MissingTicks,
    Notice,
    Parameters,
    Role,
    StreamSpec,
    Tick,
    Turn,
    ZoneName,
)

QUIET = frozenset({Reason.GAP, Reason.STARTING, Reason.POOR_SIGNAL})
"""Quality reasons without a notice of their own: told otherwise, or by the indices."""
NOTED_BEFORE_S = 30
"""Notes are kept for so long before the longest window."""


class PersonEngine:
    """Computes one person's ticks.

    Parameters
    ----------
    person : str
        Participant label.
    streams : sequence of StreamSpec
        The person's streams; those that are used are chosen among them
        (:func:`safehold.core.stream_choice.choose_streams`).
    settings : EngineSettings
        All parameters.
    session_zero : float
        Host clock at session time 0, s.
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

    Raises
    ------
    ConfigError
        When an RR stream has an unknown unit.

    Notes
    -----
    Marks never blank a value, with two exceptions (methods 3.4): while ``cf.movement`` is in
    force, and for ``start_up_s`` after ``cf.posture``, nothing is said. Speech and paced
    breathing degrade what depends on breathing; sensor trouble degrades everything.
    """

    def __init__(
        self,
        person: str,
        streams: Sequence[StreamSpec],
        settings: EngineSettings,
        *,
        session_zero: float,
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
        self._next_tick = first_tick
        self.streams = choose_streams(streams)
        """The streams that are used."""
        heart, belt = self.streams
        self._heart: HeartChannel | None = None
        self._belt: BeltChannel | None = None
        self._holds: HoldEvents | None = None
        self._channels: list[HeartChannel | BeltChannel] = []
        if heart is not None:
            self._heart = HeartChannel(
                heart, settings, session_zero=session_zero, first_tick=first_tick
            )
            self._channels.append(self._heart)
        if belt is not None:
            self._belt = BeltChannel(belt, session_zero=session_zero, first_tick=first_tick)
            self._holds = HoldEvents(belt, run)
            self._channels.append(self._belt)
        self._belt_id = belt.stream_id if belt is not None else ""
        self._calibration = Calibration(person, self._belt_id, calibration)
        self._report = ReportSeries(person, heart.role.value if heart else "")
        self._marks = MarkBook(person)
        self._noted = ConditionLog()
        self._stalls: list[MissingTicks] = []
        self._zone = ZoneTracker(settings)
        self._change = ChangeTracker()
        self._baseline = baseline
        taken = max(taken, baseline_number(baseline))
        self._collector = BaselineCollector(person, settings, taken=taken)
        self._parameters: list[Parameters] = []
        self._turns: list[Turn] = []
        self._turned = False
        """The belt was turned since the last note."""
        self._told: dict[str, frozenset[Reason]] = {}
        self._judged: tuple[int, tuple[Quality, ...]] | None = None

    @property
    def next_tick(self) -> int:
        """The first tick that has not been emitted."""
        return self._next_tick

    @property
    def baseline(self) -> Baseline | None:
        """The baseline in force."""
        return self._baseline

    def feed(self, item: EngineInput) -> list[EngineOutput]:
        """Take in one input; return everything that became final by it, in order."""
        match item:
            case Chunk() | ClockOffset():
                for channel in self._channels:
                    if channel.spec.stream_id == item.stream_id:
                        if isinstance(item, Chunk):
                            channel.timeline.push(item)
                        else:
                            channel.timeline.set_offset(item)
            case Mark():
                self._marks.add(item, self._next_tick)
            case Parameters():
                if item.person == self._person:
                    self._parameters.append(item)
            case Turn():
                if any(channel.spec.stream_id == item.stream_id for channel in self._channels):
                    self._turns.append(item)
            case MissingTicks():
                if item.person == self._person:
                    self._stalls.append(item)
        return self._advance()

    def _advance(self) -> list[EngineOutput]:
        out: list[EngineOutput] = []
        while self._channels:
            t = last = self._next_tick
            if any(stall.first_tick <= t <= stall.last_tick for stall in self._stalls):
                out += self._begin_parameters(t)
                self._begin_turns(t)
                self._begin_marks(t)
                stalled = missing_indices(self._place(t), Reason.STALL)
                out += self._emit(t, stalled + self._report.missing(t, Reason.STALL))
            else:
                last = self._last_ready(t)
                if last < t:
                    break
                self._begin_turns(t)
                for channel in self._channels:
                    channel.look_ahead(t, last)
                for tick in range(t, last + 1):
                    out += self._tick(tick)
            self._next_tick = last + 1
            self._stalls = [stall for stall in self._stalls if stall.last_tick > last]
        return out

    def _last_ready(self, t: int) -> int:
        """Return the last of the ticks from ``t`` on that can be computed at once.

        Less than ``t`` when not even that one has its samples. Stalls and turns begin anew.
        """
        lines = [channel.timeline for channel in self._channels]
        if not all(line.close(t + PIPELINE_DELAY_S) for line in lines):
            return t - 1
        begins = [stall.first_tick for stall in self._stalls]
        begins += [item.act_from for item in self._turns if item.act_from is not None]
        last = min([t + AT_ONCE_S, *(tick for tick in begins if tick > t)]) - 1
        closed = min(line.run_ahead(last + PIPELINE_DELAY_S) for line in lines)
        return min(last, int(closed - PIPELINE_DELAY_S))

    # ---- one tick

    def _tick(self, t: int) -> list[EngineOutput]:
        out = self._begin_parameters(t)
        self._begin_marks(t)
        out += self._advance_channels(t)
        note = self._note(t)
        self._noted.add(note)
        out.append(note)
        report = self._report.at(t, self._noted)
        out += self._report.notices(t, report)
        out += self._emit(t, self._indices(t) + report)
        self._prune(t)
        return out

    def _note(self, t: int) -> Conditions:
        """Return what is to be known of the second that ends at tick ``t``."""
        belt, baseline = self._belt, self._baseline
        turned, self._turned = self._turned, False
        note = self._heart.note(t) if self._heart else Conditions(self._person, t)
        settling = self._settings.start_up_s
        return replace(
            note,
            resp_unit=belt.spec.unit if belt else None,
            starting=t < self._started_at + settling,
            codes=self._marks.codes(),
            settling=self._marks.posture_settling(t, settling),
            belt_reasons=belt.reasons if belt else (),
            side=REASONS[belt.polarity] if belt else (),
            open_breath_s=belt.open_breath_s(t) if belt else 0.0,
            turned=turned,
            usual_depth=baseline.resp_amplitude if baseline else None,
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

    def _begin_turns(self, t: int) -> None:
        """Turn the belt or the ECG; nothing that its breaths or beats gave before goes on."""
        due = [item for item in self._turns if (item.act_from or 0) <= t]
        for item in due:
            self._turns.remove(item)
            heart = self._heart
            if heart is not None and item.stream_id == heart.spec.stream_id:
                if item.inverted != heart.inverted and heart.spec.role is Role.ECG:
                    heart.turn(inverted=item.inverted)
                    self._report.forget_beats()
                continue
            if self._belt is None or item.inverted == self._belt.inverted:
                continue
            self._belt.turn(inverted=item.inverted)
            self._turned = True
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

    def _advance_channels(self, t: int) -> list[EngineOutput]:
        """Advance the channels to tick ``t``; return what became final."""
        out: list[EngineOutput] = []
        heart, belt = self._heart, self._belt
        if heart is not None:
            out += heart.advance(t)
        if belt is not None:
            pulse = heart is not None and heart.spec.role is Role.PPG
            delay = self._settings.ppg_delay_s if pulse else 0.0
            timed = heart is not None and heart.spec.role is not Role.RR
            series = heart.series if heart else None
            ended = belt.advance(t, series, pulse_delay_s=delay, timed=timed)
            out += ended
            for hold in belt.holds:
                out += self._holds.say(hold, t, usable=not belt.reasons) if self._holds else []
            out += self._calibrate(t, belt.breaths[len(belt.breaths) - len(ended) :])
        self._report.take(out)
        return out + drain(self._channels, t) + self._quality_notices(t, self._quality(t))

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
        if self._heart is not None:
            self._heart.prune(t)
        if self._belt is not None:
            self._belt.prune(t, self._settings.windows.vagal_s)
        self._noted.prune(t - LONGEST_WINDOW_S - NOTED_BEFORE_S)

    def _quality(self, t: int) -> tuple[Quality, ...]:
        """Return the quality of each signal at tick ``t``, told once."""
        if self._judged is None or self._judged[0] != t:
            self._judged = t, tuple(channel.quality(t) for channel in self._channels)
        return self._judged[1]

    def _quality_notices(self, t: int, quality: Sequence[Quality]) -> list[Notice]:
        """Say once, when it begins, what is wrong with a signal."""
        out = []
        for channel, (stream_id, _, reasons) in zip(self._channels, quality, strict=True):
            now = frozenset(reasons) - QUIET
            for reason in sorted(now - self._told.get(stream_id, frozenset())):
                text = Message("{name}: {why}.", name=channel.spec.name, why=EXPLANATIONS[reason])
                out.append(
                    Notice(Level.WARNING, reason.value, text, self._person, stream_id, float(t))
                )
            self._told[stream_id] = now
        return out

    def _failed_baseline(self, t: int, why: tuple[Reason, ...]) -> Notice:
        """Say that a baseline phase gave nothing: the user waits for a verdict."""
        text = Message(
            "The baseline of {person} gave no result: {reasons}. Take it again.",
            person=self._person,
            reasons=explain(why),
        )
        return Notice(Level.WARNING, "baseline_failed", text, self._person, t=float(t))

    def _emit(self, t: int, indices: tuple[IndexValue, ...]) -> list[EngineOutput]:
        """Return the tick, and the baseline that it completes before it."""
        out: list[EngineOutput] = []
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
            quality=self._quality(t),
        )
        return [*out, tick]
