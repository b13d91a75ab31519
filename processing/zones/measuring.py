"""What is measured at every tick: beats with flags, breaths with RSA, conditions and indices.

The first part of the second stage. It depends on what was found, on a few settings, and on what
marks and the baseline in force say of a tick (:class:`Circumstances`); on no threshold. Whoever
measures again hands over what was measured before: where nothing that a window looks at has
changed, its indices are those that were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from processing.indices.adjustment import MIN_BREATHS, Calibration
from processing.indices.breathed import BreathLog, ScoredBreath
from processing.indices.indices import compute_indices, missing_indices
from processing.indices.registry import LONGEST_WINDOW_S, STEP_S, ReportSeries
from processing.indices.window import ConditionLog, TickWindow, look
from processing.signals.flags import LAG, LEFT
from processing.signals.intervals import Intervals, no_intervals
from processing.signals.polarity import BREATHS, REASONS
from processing.zones.confounds import PACED
from processing.zones.found import Second
from processing.zones.scoring import ScoredBeats, ScoredBreaths
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.messages import Message
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.settings import WindowSettings
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import Beat, Breath, EngineOutput, IndexValue, Level, Notice, Role

NOTED_BEFORE_S = 30
"""Notes are kept for so long before the longest window; no index looks farther back."""
PRUNED_EVERY_S = 60
CONTEXT_BEATS = LEFT + LAG + 2
"""Flags of an interval depend on no more beats than these."""


@quick
@dataclass(frozen=True, slots=True)
class Circumstances:
    """What marks and the baseline in force say of a tick."""

    codes: tuple[str, ...]
    """Confounds in force, sorted."""
    settling: bool
    """In the minute after a marked change of posture."""
    usual_depth: float | None
    """Depth of the breaths at the baseline in force, unit of the belt."""


@dataclass(frozen=True, slots=True)
class Basis:
    """All else that measuring depends on."""

    person: str
    streams: StreamChoice
    windows: WindowSettings
    start_up_s: float
    ppg_delay_s: float
    first_tick: int
    calibration: BreathingCalibration | None
    """The one in force from before a restart."""


@quick
@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured at one tick."""

    second: Second
    given: Circumstances
    said: tuple[EngineOutput, ...]
    """Beats and breaths that became final, holds, notices."""
    note: Conditions | None
    """None for a tick that was given up."""
    indices: tuple[IndexValue, ...]
    report: tuple[IndexValue, ...]
    told: tuple[Notice, ...]
    """About indices that others added."""
    adjusted: BreathingCalibration | None


@dataclass(slots=True)
class Memory:
    """What was measured of one person in one run, to be used where it still holds."""

    kept: tuple[Basis, list[Measured]] | None = None
    """On which basis, and what, tick by tick; one attribute, since several threads may use it."""


class Measuring:
    """Measures one person tick by tick.

    Parameters
    ----------
    basis : Basis
        What it depends on besides what was found.
    before : sequence of Measured
        What was measured before on the same basis, from the first tick on.
    """

    def __init__(self, basis: Basis, before: Sequence[Measured] = ()) -> None:
        self._basis = basis
        self._person = basis.person
        heart, belt = basis.streams
        self._heart = ScoredBeats(heart) if heart is not None else None
        self._belt = ScoredBreaths(belt) if belt is not None else None
        self._belt_id = belt.stream_id if belt is not None else ""
        self._calibration = Calibration(basis.person, self._belt_id, basis.calibration)
        self._report = ReportSeries(basis.person, heart.role.value if heart else "")
        self._noted = ConditionLog()
        self._turned: set[Role] = set()
        """Turned since the last note."""
        self._before: Iterator[Measured] = iter(before)
        self._passed: list[Measured] = []
        """Taken over as they were; gone through only when something is other again."""
        self._changed_at: int | None = None
        """Last tick at which anything was other than before."""
        self._beats_since, self._breaths_since = 0, 0
        """How many beats and valid breaths ago that is."""
        self._parted = False
        """Whether something was other that is kept for good: a calibration, what was told once."""

    def take(self, second: Second, given: Circumstances) -> Measured:
        """Return what is measured at the next tick."""
        before = next(self._before, None)
        if before is not None and self._settled(second.t) and given == before.given \
                and second.same_as(before.second):  # fmt: skip
            self._passed.append(before)
            return before
        for known in self._passed:
            said, _ = self._advance(known.second, known.given)
            self._report.notices(known.second.t, known.report)
            self._count(said)
        self._passed.clear()
        return self._measure(second, given, before)

    def _measure(self, second: Second, given: Circumstances, before: Measured | None) -> Measured:
        t = second.t
        said, note = self._advance(second, given)
        adjustment = self._calibration.adjustment
        adjusted = None if adjustment is None else adjustment.by
        if before is None or not _Known(second, said, note, adjusted).same_as(before):
            self._changed_at, self._beats_since, self._breaths_since = t, 0, 0
            paced = {PACED} & {*given.codes, *(before.given.codes if before else ())}
            turned = before is not None and second.turned != before.second.turned
            self._parted |= bool(paced) or turned
        else:
            self._count(said)
        if note is None:
            indices = missing_indices(self._place(t), Reason.STALL)
            report = self._report.missing(t, Reason.STALL)
            return Measured(second, given, said, None, indices, report, (), adjusted)
        windows = self._basis.windows
        if before is not None and self._holds(t, max(windows.hr_s, windows.vagal_s)):
            indices = before.indices
        else:
            indices = self._indices(t)
        if before is not None and self._holds(t, LONGEST_WINDOW_S):
            report = before.report
        else:
            report = self._report_indices(t)
        told = tuple(self._report.notices(t, report))
        self._parted |= before is not None and told != before.told
        return Measured(second, given, said, note, indices, report, told, adjusted)

    def _count(self, said: Sequence[EngineOutput]) -> None:
        self._beats_since += sum(isinstance(item, Beat) for item in said)
        self._breaths_since += sum(
            isinstance(item, Breath) and item.status == "ok" for item in said
        )

    def _holds(self, t: int, length_s: float) -> bool:
        """Tell whether all that a window of a length looks at is what it was before."""
        if self._changed_at is None:
            return True
        old = t - self._changed_at > length_s + NOTED_BEFORE_S
        return old and self._beats_since >= CONTEXT_BEATS

    def _settled(self, t: int) -> bool:
        """Tell whether nothing is left of what was other before this tick."""
        if self._changed_at is None:
            return True
        votes = self._belt is None or self._breaths_since >= BREATHS
        return votes and not self._parted and self._holds(t, LONGEST_WINDOW_S)

    def _advance(
        self, second: Second, given: Circumstances
    ) -> tuple[tuple[EngineOutput, ...], Conditions | None]:
        """Go on by one tick; return what became final, and what is to be known of it."""
        self._begin_turns(second)
        if second.stalled:
            return (), None
        said = self._score(second, given.codes)
        note = self._note(second, given)
        self._noted.add(note)
        self._prune(second.t)
        return tuple(said), note

    def _note(self, second: Second, given: Circumstances) -> Conditions:
        """Return what is to be known of the second that ends at a tick."""
        t, heart, belt = second.t, self._heart, self._belt
        found = second.heart if heart else None
        again, open_s = False, 0.0
        if heart is not None and found is not None:
            again = heart.spec.role is Role.RR and heart.series.reanchored(t - 1, t)
            open_s = heart.open_rr_s(t, found)
        turned, self._turned = self._turned, set()
        return Conditions(
            person=self._person,
            t=t,
            heart=heart.source if heart and found else "",
            resp_unit=belt.spec.unit if belt else None,
            starting=t < self._basis.first_tick - 1 + self._basis.start_up_s,
            codes=given.codes,
            settling=given.settling,
            low_rate=found is not None and found.low_rate,
            segments=found.segments if found else (),
            troubles=found.troubles if found else (),
            reanchored=again,
            heart_turned=found is not None and Role.ECG in turned,
            open_rr_s=open_s,
            belt_reasons=belt.reasons if belt else (),
            side=REASONS[belt.polarity] if belt else (),
            open_breath_s=belt.open_breath_s(t) if belt else 0.0,
            turned=Role.RESPIRATION in turned,
            usual_depth=given.usual_depth,
        )

    def _place(self, t: int) -> TickWindow:
        windows, heart, belt = self._basis.windows, self._heart, self._belt
        return TickWindow(
            t, windows.hr_s, windows.vagal_s, heart.source if heart else "",
            belt.spec.unit if belt else None,
        )  # fmt: skip

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

    def _score(self, second: Second, codes: Sequence[str]) -> list[EngineOutput]:
        """Judge beats and breaths; return what became final."""
        out: list[EngineOutput] = []
        t, heart, belt = second.t, self._heart, self._belt
        if heart is not None and second.heart is not None:
            out += heart.take(second.heart)
        if belt is not None and second.belt is not None:
            pulse = heart is not None and heart.spec.role is Role.PPG
            delay = self._basis.ppg_delay_s if pulse else 0.0
            timed = heart is not None and heart.spec.role is not Role.RR
            series = heart.series if heart else None
            ended = belt.take(t, second.belt, series, pulse_delay_s=delay, timed=timed)
            out += ended
            out += second.held
            out += self._calibrate(t, belt.last(len(ended)), codes)
        self._report.take(out)
        return [*out, *second.notices]

    def _indices(self, t: int) -> tuple[IndexValue, ...]:
        windows = self._basis.windows
        breathed = self._breaths.between(t - windows.vagal_s, t)
        window, gates = look(self._noted, breathed, t, windows.hr_s, windows.vagal_s)
        intervals = self._intervals(t, max(windows.hr_s, windows.vagal_s))
        return compute_indices(window, intervals, breathed, gates, self._calibration.adjustment)

    def _report_indices(self, t: int) -> tuple[IndexValue, ...]:
        if t % STEP_S:
            return ()
        intervals = self._intervals(t, LONGEST_WINDOW_S)
        return self._report.at(t, self._noted, intervals, self._breaths)

    def _intervals(self, t: int, length_s: float) -> Intervals:
        return self._heart.series.intervals(t - length_s, t) if self._heart else no_intervals()

    @property
    def _breaths(self) -> BreathLog:
        return self._belt.log if self._belt else BreathLog()

    def _calibrate(
        self, t: int, ended: Sequence[ScoredBreath], codes: Sequence[str]
    ) -> list[EngineOutput]:
        """Take breaths of paced breathing into the calibration; say what a pacer's stop gave."""
        made = self._calibration.update(ended, t, paced=PACED in codes)
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
        """Forget, now and then, what no later tick needs."""
        if t % PRUNED_EVERY_S:
            return
        windows = self._basis.windows
        longest = max(windows.hr_s, windows.vagal_s, LONGEST_WINDOW_S)
        if self._heart is not None:
            self._heart.prune(t, longest)
        if self._belt is not None:
            self._belt.prune(t, longest)
        self._report.prune(t)
        self._noted.prune(t - LONGEST_WINDOW_S - NOTED_BEFORE_S)


@quick
@dataclass(frozen=True, slots=True)
class _Known:
    """What indices are made of at one tick."""

    second: Second
    said: tuple[EngineOutput, ...]
    note: Conditions | None
    adjusted: BreathingCalibration | None

    def same_as(self, before: Measured) -> bool:
        """Tell whether it is what it was."""
        return (
            self.second.same_as(before.second)
            and self.note == before.note
            and self.said == before.said
            and self.adjusted == before.adjusted
        )
