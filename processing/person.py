"""The engine of one person: raw samples in, ticks out. Final, causal, the same in any chunking.

Everything is driven by ticks. Tick T is computed when all samples before T+7 have their times;
then the streams are advanced exactly so far, never further, however much has arrived. So a tick
depends on the samples, the clock offsets, the marks and the stalls, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from processing.adjustment import MIN_BREATHS, Calibration
from processing.baseline import BaselineCollector, baseline_number, choose_baseline
from processing.channels import DATA_AHEAD_S, BeltChannel, HeartChannel, drain
from processing.confounds import CONFOUND_REASONS, PACED, MarkBook, baseline_action
from processing.indices import (
    Gates,
    ScoredBreath,
    Window,
    by_name,
    compute_indices,
    missing_indices,
    unique,
)
from processing.intervals import no_intervals
from processing.registry import ReportSeries
from processing.respiration import MIN_AMPLITUDE_SHARE
from processing.zones import ZoneTracker
from safehold.core.reasons import EXPLANATIONS, Reason, explain
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    HEART_ROLES,
    Baseline,
    BreathingCalibration,
    Chunk,
    ClockOffset,
    EngineInput,
    EngineOutput,
    IndexValue,
    Level,
    Mark,
    Notice,
    Parameters,
    Role,
    Stall,
    StreamSpec,
    Tick,
    Turn,
    ZoneName,
)

QUIET = frozenset({Reason.GAP, Reason.STARTING, Reason.POOR_SIGNAL})
"""Quality reasons without a notice of their own: told otherwise, or by the indices."""
DEGRADING = frozenset({Reason.SPEECH, Reason.PACED_BREATHING})


def heart_stream(streams: Sequence[StreamSpec]) -> StreamSpec | None:
    """Return the stream that gives a person's beats: the best role that is there."""
    for role in HEART_ROLES:
        for spec in streams:
            if spec.role is role:
                return spec
    return None


class PersonEngine:
    """Computes one person's ticks.

    Parameters
    ----------
    person : str
        Participant label.
    streams : sequence of StreamSpec
        The person's usable streams. The best heart stream and the first respiration are used.
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
        heart = heart_stream(streams)
        belt = next((spec for spec in streams if spec.role is Role.RESPIRATION), None)
        self._heart: HeartChannel | None = None
        self._belt: BeltChannel | None = None
        self._channels: list[HeartChannel | BeltChannel] = []
        if heart is not None:
            self._heart = HeartChannel(
                heart, settings, session_zero=session_zero, first_tick=first_tick
            )
            self._channels.append(self._heart)
        if belt is not None:
            self._belt = BeltChannel(belt, session_zero=session_zero, first_tick=first_tick)
            self._channels.append(self._belt)
        self._belt_id = belt.stream_id if belt is not None else ""
        self._calibration = Calibration(person, self._belt_id, calibration)
        self._report = ReportSeries(person, heart.role.value if heart else "")
        self._marks = MarkBook(person)
        self._stalls: list[Stall] = []
        self._zone = ZoneTracker(settings)
        self._baseline = baseline
        taken = max(taken, baseline_number(baseline))
        self._collector = BaselineCollector(person, settings, taken=taken)
        self._parameters: list[Parameters] = []
        self._turns: list[Turn] = []
        self._turned_at: int | None = None
        """First tick of the belt's present way up, where it was turned in this run."""
        self._told: dict[str, frozenset[Reason]] = {}

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
                if self._belt is not None and item.stream_id == self._belt.spec.stream_id:
                    self._turns.append(item)
            case Stall():
                if item.person == self._person:
                    self._stalls.append(item)
        return self._advance()

    def _advance(self) -> list[EngineOutput]:
        out: list[EngineOutput] = []
        while self._channels:
            t = self._next_tick
            if any(stall.first_tick <= t <= stall.last_tick for stall in self._stalls):
                out += self._begin_parameters(t) + self._begin_turns(t)
                self._begin_marks(t)
                stalled = missing_indices(self._window(t), Reason.STALL)
                out += self._emit(t, stalled + self._report.missing(t, Reason.STALL))
            elif all(channel.timeline.close(t + DATA_AHEAD_S) for channel in self._channels):
                out += self._begin_parameters(t) + self._begin_turns(t)
                self._begin_marks(t)
                out += self._advance_channels(t)
                gates = self._gates(t)
                report = self._report.at(t, gates)
                out += self._report.notices(t, report)
                out += self._emit(t, self._indices(t, gates) + report)
                self._prune(t)
            else:
                break
            self._next_tick = t + 1
            self._stalls = [stall for stall in self._stalls if stall.last_tick > t]
        return out

    # ---- one tick

    def _window(self, t: int) -> Window:
        windows = self._settings.windows
        return Window(
            t=t,
            hr_s=windows.hr_s,
            vagal_s=windows.vagal_s,
            heart=self._heart.spec.role.value if self._heart else "",
            resp_unit=self._belt.spec.unit if self._belt else None,
        )

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

    def _begin_turns(self, t: int) -> list[EngineOutput]:
        """Turn the belt; nothing that its breaths gave before goes on."""
        out: list[EngineOutput] = []
        due = [item for item in self._turns if (item.act_from or 0) <= t]
        for item in due:
            self._turns.remove(item)
            if self._belt is None or item.inverted == self._belt.inverted:
                continue
            self._belt.turn(inverted=item.inverted)
            self._turned_at = t
            self._report.forget_breaths()
            self._calibration = Calibration(self._person, self._belt_id)
            again = self._collector.forget_breathing(self._baseline)
            if again is not None and again is not self._baseline:
                out.append(again)
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

    def _advance_channels(self, t: int) -> list[EngineOutput]:
        """Advance the channels to tick ``t``; return what became final."""
        out: list[EngineOutput] = []
        heart, belt = self._heart, self._belt
        if heart is not None:
            out += heart.advance(t)
        if belt is not None:
            pulse = heart is not None and heart.spec.role is Role.PPG
            delay = self._settings.ppg_delay_s if pulse else 0.0
            ended = belt.advance(t, heart.series if heart else None, pulse_delay_s=delay)
            out += ended
            out += self._calibrate(t, belt.breaths[len(belt.breaths) - len(ended) :])
        self._report.take(out)
        return out + drain(self._channels) + self._quality_notices(t)

    def _indices(self, t: int, gates: Gates) -> tuple[IndexValue, ...]:
        window, heart, belt = self._window(t), self._heart, self._belt
        since = t - max(window.hr_s, window.vagal_s)
        return compute_indices(
            window,
            heart.series.intervals(since, t) if heart else no_intervals(),
            belt.breaths if belt else (),
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
            text = (
                f"RSA of {self._person} is adjusted for breathing from now on "
                f"({found.by.n_breaths} breaths, R^2 {found.by.r_squared:.2f})."
            )
            out.append(found.by)
        else:
            text = (
                f"The breathing calibration of {self._person} has {self._calibration.n_valid} "
                f"valid breaths; it needs {MIN_BREATHS} at clearly different rates."
            )
        return [*out, Notice(Level.INFO, "calibration", text, self._person, t=float(t))]

    def _prune(self, t: int) -> None:
        if self._heart is not None:
            self._heart.prune(t)
        if self._belt is not None:
            self._belt.prune(t, self._settings.windows.vagal_s)

    def _gates(self, t: int) -> Gates:
        """Return what start-up, marks and signal quality forbid or degrade at tick ``t``."""
        gates = self._heart.gates(t) if self._heart else Gates()
        reasons = {CONFOUND_REASONS[c] for c in self._marks.codes() if c in CONFOUND_REASONS}
        settling = self._settings.start_up_s
        missing = []
        if t < self._started_at + settling:
            missing.append(Reason.STARTING)
        if self._marks.posture_settling(t, settling):
            missing.append(Reason.POSTURE_CHANGE)
        if Reason.MOVEMENT in reasons:
            missing.append(Reason.MOVEMENT)
        breathing = tuple(sorted(reasons & DEGRADING))
        sensor = tuple(sorted(reasons & {Reason.SENSOR}))
        return replace(
            gates,
            missing=tuple(missing),
            missing_resp=self._belt_reasons(t),
            degraded=gates.degraded + sensor,
            degraded_vagal=gates.degraded_vagal + breathing,
            degraded_resp=breathing,
        )

    def _belt_reasons(self, t: int) -> tuple[Reason, ...]:
        """Return why the belt gives nothing at this tick; empty if it does."""
        belt, baseline = self._belt, self._baseline
        if belt is None:
            return ()
        usual = baseline.resp_amplitude if baseline else None
        now = belt.median_amplitude(t - self._settings.windows.vagal_s)
        weak = usual is not None and now is not None and now < MIN_AMPLITUDE_SHARE * usual
        window_s = self._settings.windows.vagal_s
        turned = self._turned_at is not None and t < self._turned_at + window_s
        return unique(
            belt.reasons,
            (Reason.RESP_TURNED,) if turned else (),
            (Reason.LOW_AMPLITUDE,) if weak else (),
        )

    def _quality_notices(self, t: int) -> list[Notice]:
        """Say once, when it begins, what is wrong with a signal."""
        out = []
        for channel in self._channels:
            stream_id, _, reasons = channel.quality(t)
            now = frozenset(reasons) - QUIET
            for reason in sorted(now - self._told.get(stream_id, frozenset())):
                text = f"{channel.spec.name}: {EXPLANATIONS[reason]}."
                out.append(
                    Notice(Level.WARNING, reason.value, text, self._person, stream_id, float(t))
                )
            self._told[stream_id] = now
        return out

    def _failed_baseline(self, t: int, why: tuple[Reason, ...]) -> Notice:
        """Say that a baseline phase gave nothing: the user waits for a verdict."""
        text = f"The baseline of {self._person} gave no result: {explain(why)}. Take it again."
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
        if zone.state is ZoneName.LOW and self._marks.corroborates_low(t):
            zone = replace(zone, reasons=(*zone.reasons, Reason.CORROBORATED))
        provisional = self._baseline is not None and self._baseline.provisional
        marks = (*self._settings.marks, *(("provisional",) if provisional else ()))
        tick = Tick(
            person=self._person,
            t=t,
            run=self._run,
            indices=indices,
            zone=zone,
            marks=tuple(dict.fromkeys(marks)),
            quality=tuple(channel.quality(t) for channel in self._channels),
        )
        return [*out, tick]
