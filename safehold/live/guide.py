"""The guided protocol of a live session: starts and ends phases, and judges baselines as they go.

Phases are events, so where the protocol stands is rebuilt from the journal after a restart.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from processing.zones.baseline import BaselineSpan, Record, take_baseline
from safehold.core.protocol import (
    BASELINES,
    BaselineVerdict,
    Judgement,
    PhaseState,
    ProtocolState,
    progress,
)
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.study import Phase, PhaseKind, Study
from safehold.core.types import Baseline, Mark, Tick
from safehold.session.event_book import PROTOCOL, EventBook

PENDING = frozenset({Reason.BASELINE_SHORT})
"""Rules that say nothing before the phase is over."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """A baseline phase whose ticks are collected."""

    phase: Phase
    span: BaselineSpan
    number: int


class Guide:
    """The phases of one session.

    Parameters
    ----------
    study : Study
        Declares the phases.
    book : EventBook
        Holds them as events.
    people : iterable of str
        Those with a heart or respiration stream: they get a verdict.
    known : mapping of str to Baseline
        Per person the baseline that was in force when the workbench was started again: of one that
        was taken before, the ticks are gone.
    """

    def __init__(
        self,
        study: Study,
        book: EventBook,
        people: Iterable[str],
        known: Mapping[str, Baseline] | None = None,
    ) -> None:
        self._study = study
        self._book = book
        self._records: dict[str, list[Record]] = {person: [] for person in people}
        self._settings: dict[str, EngineSettings] = {
            person: study.settings_of(person) for person in self._records
        }
        self._known = dict(known or {})
        self._newest: dict[str, int] = {}
        """Per person the newest tick, of the baseline or not."""
        self._taking: _Taking | None = None
        self._verdicts: dict[str, BaselineVerdict] = {}
        self._judged: dict[str, tuple[int, float, bool]] = {}
        self._lock = threading.RLock()

    # -- what the user does --------------------------------------------------------------------

    def start(self, name: str, *, at: float) -> list[Mark]:
        """Return the marks that start a phase; one that runs ends at the same time.

        A phase that was there before is taken again.

        Raises
        ------
        ValueError
            When the study has no such phase.
        """
        phase = self._phase(name)
        with self._lock:
            marks = self.stop(at=at)
            codes = [phase.code, *self._free(phase)]
            return marks + [self._book.phase_edge(code, at=at, attributes={}) for code in codes]

    def stop(self, *, at: float) -> list[Mark]:
        """Return the marks that end the phase that runs; none when none does."""
        with self._lock:
            current = self.state(at).current
            if current is None:
                return []
            still = self._book.open_codes()
            codes = [c for c in (current.phase.code, *current.phase.marks) if c in still]
            return [self._book.phase_edge(code, at=at, attributes={}) for code in codes]

    def advance(self, now: float) -> list[Mark]:
        """Return the marks of phases that are over by their own length."""
        with self._lock:
            current = self.state(now).current
            if current is None or current.onset is None or current.phase.seconds is None:
                return []
            end = current.onset + current.phase.seconds
            mine = any(
                event.source == PROTOCOL and event.duration is None
                for event in self._book.events()
                if event.code == current.phase.code
            )
            return self.stop(at=end) if mine and now >= end else []

    def _phase(self, name: str) -> Phase:
        for phase in self._study.phases:
            if phase.name == name:
                return phase
        names = ", ".join(phase.name for phase in self._study.phases)
        raise ValueError(f"the study has no phase {name!r}; it has: {names}")

    def _free(self, phase: Phase) -> list[str]:
        """Return the confounds of a phase that are not marked already."""
        open_codes = self._book.open_codes()
        return [code for code in phase.marks if code not in open_codes]

    # -- what it comes to ----------------------------------------------------------------------

    def use(self, person: str, settings: EngineSettings) -> None:
        """Judge a person by other parameters from now on."""
        self._settings[person] = settings

    def take(self, tick: Tick) -> None:
        """Collect a tick for the baseline that is being taken."""
        if tick.person not in self._records:
            return
        with self._lock:
            self._newest[tick.person] = tick.t
            self._follow()
            taking = self._taking
            if taking is not None and taking.span.t0 <= tick.t <= taking.span.t1:
                indices = {value.name: value for value in tick.indices}
                self._records[tick.person].append(Record(tick.t, indices, tick.zone.confounds))

    def state(self, now: float) -> ProtocolState:
        """Return where the protocol stands at a session time, s."""
        with self._lock:
            self._follow()
            if self._taking is not None:
                for person in self._records:
                    self._judge(person, self._taking, now)
            return progress(self._study.phases, self._book.events(), now, dict(self._verdicts))

    def _follow(self) -> None:
        """Begin to collect when a baseline phase has begun; end its span when it has ended."""
        events = self._book.events()
        found = [
            entry
            for entry in progress(self._study.phases, events, 0.0).phases
            if entry.phase.kind in BASELINES and entry.onset is not None
        ]
        if not found:
            self._taking, self._verdicts = None, {}
            return
        last = max(found, key=lambda entry: entry.onset or 0.0)
        onset = last.onset or 0.0
        length = last.phase.seconds or 0.0
        end = onset + length
        if last.state is not PhaseState.RUNNING and last.end is not None:
            end = min(end, last.end)
        span = BaselineSpan(onset + last.phase.settling_s, max(end, onset + last.phase.settling_s))
        before = self._taking
        if before is None or before.phase != last.phase or before.span.t0 != span.t0:
            for records in self._records.values():
                records.clear()
            self._verdicts, self._judged = {}, {}
        self._taking = _Taking(last.phase, span, last.attempts)

    def _judge(self, person: str, taking: _Taking, now: float) -> None:
        """Renew a person's verdict where a tick or the end of the span has come."""
        records = self._records[person]
        span, name = taking.span, taking.phase.name
        if now < span.t0:
            self._verdicts[person] = BaselineVerdict(person, name, Judgement.SETTLING)
            return
        newest, seen = records[-1].t if records else -1, self._newest.get(person, -1)
        final = seen >= int(span.t1)  # also where the engine stood still in the span
        if self._judged.get(person) == (newest, span.t1, final):
            return
        self._judged[person] = (newest, span.t1, final)
        so_far = BaselineSpan(span.t0, min(span.t1, max(float(newest), span.t0)))
        used = [record for record in records if record.t <= so_far.t1]
        baseline, failure = take_baseline(
            used, so_far, self._settings[person], person=person, number=taking.number
        )
        known = self._known.get(person)
        if baseline is None and known is not None and known.t1 > span.t0 and known.t0 < span.t1:
            baseline, final = known, True
        reasons = failure if baseline is None else baseline.reasons
        if not final:
            kind = Judgement.COLLECTING if now <= span.t1 else Judgement.COMPUTING
            reasons = tuple(reason for reason in reasons if reason not in PENDING)
        elif baseline is None:
            kind = Judgement.FAILED
        else:
            kind = Judgement.PROVISIONAL if baseline.provisional else Judgement.ACCEPTED
        valid = 0.0 if baseline is None else _valid_s(baseline, self._settings[person])
        self._verdicts[person] = BaselineVerdict(
            person, name, kind, reasons, valid, None if baseline is None else baseline.hr
        )


def _valid_s(baseline: Baseline, settings: EngineSettings) -> float:
    """Return the valid seconds that both axes of a baseline rest on."""
    on_heart = baseline.n_hr * settings.windows.hr_s
    on_vagal = baseline.n_vagal * settings.windows.vagal_s
    return min(on_heart, on_vagal) if baseline.vagal_index else on_heart


def paced_phase(state: ProtocolState) -> Phase | None:
    """Return the paced phase that runs, or None."""
    current = state.current
    return current.phase if current and current.phase.kind is PhaseKind.PACED else None
