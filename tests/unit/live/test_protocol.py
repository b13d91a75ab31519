"""The guided protocol: phases end by themselves, and a baseline is judged as the engine does."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from processing.zones.person import PersonEngine
from safehold.core.codebook import load_codebook
from safehold.core.protocol import Judgement, PhaseState, pacer_position
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD, EngineSettings, WindowSettings
from safehold.core.study import Phase, PhaseKind, Study, protocol
from safehold.core.types import (
    Baseline,
    Chunk,
    ClockOffset,
    Mark,
    Role,
    StreamSpec,
    Tick,
)
from safehold.live.guide import Guide, paced_phase
from safehold.live.publishing import PACER_HZ, PacerBeat
from safehold.session.event_book import EventBook

SHORT = dataclasses.replace(
    STANDARD,
    windows=WindowSettings(hr_s=30, vagal_s=60),
    baseline=dataclasses.replace(
        STANDARD.baseline, settling_s=10, used_s=90, min_valid_s=60, max_drift_bpm=4
    ),
    start_up_s=0,
)
STUDY = Study(
    settings=SHORT,
    people=tuple(dataclasses.replace(person, settings=SHORT) for person in Study().people),
    phases=(
        *protocol(SHORT),
        Phase("aloud", PhaseKind.TASK, 20.0, marks=("cf.speech_client",)),
        Phase("slow", PhaseKind.PACED, 30.0, breaths_per_min=9.2, marks=("cf.paced",)),
    ),
)
SPEC = StreamSpec("client-rr", "r", "RR", "x", Role.RR, "client", "ms", 0.0)


class Desk:
    """A protocol beside an engine that gets the same marks and a steady heart."""

    def __init__(self, settings: EngineSettings = SHORT, *, drift: float = 0.0) -> None:
        self.book = EventBook(load_codebook())
        self.protocol = Guide(STUDY, self.book, ["client"])
        self.engine = PersonEngine("client", [SPEC], settings, session_zero=0.0)
        self.engine.feed(ClockOffset("client-rr", 0, 0.0, 0.0))
        rng = np.random.default_rng(2)
        rr = 0.85 + 0.03 * rng.standard_normal(400) - drift * np.arange(400)
        self.times = np.cumsum(rr)
        self.fed = 0
        self.baselines: list[Baseline] = []

    def mark(self, marks: list[Mark]) -> None:
        for mark in marks:
            self.engine.feed(mark)

    def until(self, t: float) -> None:
        while self.fed < self.times.size and self.times[self.fed] < t:
            at = self.times[self.fed : self.fed + 1]
            rr = np.diff(self.times, prepend=0.0)[self.fed : self.fed + 1] * 1000
            for output in self.engine.feed(Chunk("client-rr", self.fed, at, rr)):
                if isinstance(output, Tick):
                    self.protocol.take(output)
                elif isinstance(output, Baseline):
                    self.baselines.append(output)
            self.fed += 1
        self.mark(self.protocol.advance(t))

    def verdict(self, now: float):
        (verdict,) = self.protocol.state(now).verdicts
        return verdict


def test_a_baseline_settles_is_collected_and_accepted_as_the_engine_does():
    desk = Desk()
    assert desk.protocol.state(0.0).next.name == "baseline"
    desk.until(5.0)
    desk.mark(desk.protocol.start("baseline", at=5.0))
    state = desk.protocol.state(8.0)
    assert (state.elapsed_s, state.remaining_s, state.settling_s) == (3.0, 97.0, 7.0)
    assert desk.verdict(8.0).judgement is Judgement.SETTLING
    desk.until(95.0)
    assert desk.verdict(95.0).judgement is Judgement.COLLECTING
    assert desk.verdict(95.0).reasons == ()
    desk.until(106.0)
    state = desk.protocol.state(106.0)
    assert (state.current, state.phases[0].state) == (None, PhaseState.DONE)
    assert state.phases[0].end == 105.0
    assert desk.verdict(106.0).judgement is Judgement.COMPUTING
    desk.until(120.0)
    verdict, (baseline,) = desk.verdict(120.0), desk.baselines
    assert verdict.judgement is Judgement.ACCEPTED
    assert (verdict.hr, baseline.provisional) == (baseline.hr, False)
    assert desk.protocol.state(120.0).next.name == "session"


def test_a_drifting_baseline_says_so_while_it_lasts_and_is_taken_again():
    desk = Desk(drift=0.0012)
    desk.mark(desk.protocol.start("baseline", at=0.0))
    desk.until(95.0)
    assert desk.verdict(95.0).reasons == (Reason.BASELINE_DRIFT,)
    desk.until(115.0)
    verdict = desk.verdict(115.0)
    assert (verdict.judgement, verdict.redo) == (Judgement.PROVISIONAL, True)
    assert verdict.reasons == desk.baselines[0].reasons
    desk.mark(desk.protocol.start("baseline", at=116.0))
    assert desk.protocol.state(117.0).current.attempts == 2
    assert desk.verdict(117.0).judgement is Judgement.SETTLING


def test_a_baseline_that_is_ended_at_once_fails():
    desk = Desk()
    desk.mark(desk.protocol.start("baseline", at=1.0))
    desk.mark(desk.protocol.stop(at=12.0))
    desk.until(30.0)
    assert desk.verdict(30.0).judgement is Judgement.FAILED
    assert desk.protocol.state(30.0).phases[0].state is PhaseState.SHORT


def test_the_end_baseline_is_judged_and_changes_no_zone():
    desk = Desk()
    desk.mark(desk.protocol.start("end_baseline", at=10.0))
    desk.until(215.0)
    assert desk.verdict(215.0).judgement is Judgement.ACCEPTED
    assert desk.baselines == []


def test_a_task_marks_its_confound_and_ends_with_it():
    desk = Desk()
    desk.mark(desk.protocol.start("aloud", at=3.0))
    assert set(desk.book.open_codes()) == {"ph.aloud", "cf.speech_client"}
    desk.mark(desk.protocol.start("slow", at=10.0))
    assert set(desk.book.open_codes()) == {"ph.slow", "cf.paced"}
    assert paced_phase(desk.protocol.state(11.0)).breaths_per_min == 9.2
    desk.mark(desk.protocol.advance(45.0))
    assert desk.book.open_codes() == {}
    assert [e.duration for e in desk.book.events()] == [7.0, 7.0, 30.0, 30.0]


def test_the_protocol_goes_on_after_a_restart():
    desk = Desk()
    marks = desk.protocol.start("baseline", at=5.0)
    book = EventBook(load_codebook())
    book.replay(marks)
    again = Guide(STUDY, book, ["client"])
    assert again.state(20.0).current.onset == 5.0
    (stop,) = again.advance(400.0)
    assert stop.event.duration == 100.0


def test_a_phase_that_another_program_began_is_its_to_end():
    book = EventBook(load_codebook())
    book.marker("ph.baseline_start", at=5.0, stream="sim", conducts=True)
    assert Guide(STUDY, book, ["client"]).advance(1000.0) == []


def test_an_unknown_phase_is_refused():
    with pytest.raises(ValueError, match="end_baseline"):
        Desk().protocol.start("lunch", at=1.0)


def test_the_pacer_is_smooth_and_each_of_its_samples_is_given_once():
    values = [pacer_position(k / 100, 9.2) for k in range(2000)]
    assert min(values) == 0.0
    assert max(values) > 0.999
    assert max(np.abs(np.diff(values))) < 0.01
    beat = PacerBeat()
    steps = [step for now in (10.0, 10.3, 10.31, 11.0) for step in beat.due(10.0, now)]
    assert steps == [k / PACER_HZ for k in range(PACER_HZ + 1)]
    assert beat.due(20.0, 20.0) == [0.0]


def test_a_baseline_of_before_a_restart_keeps_its_verdict():
    desk = Desk()
    desk.mark(desk.protocol.start("baseline", at=5.0))
    desk.until(130.0)
    desk.mark(desk.protocol.advance(130.0))
    desk.until(160.0)
    (before,) = desk.protocol.state(160.0).verdicts
    known = {"client": desk.baselines[-1]}
    again = Guide(STUDY, desk.book, ["client"], known)
    (after,) = again.state(161.0).verdicts
    assert (after.judgement, after.hr) == (before.judgement, before.hr)


def test_a_baseline_in_which_nothing_was_computed_is_judged_by_the_first_tick_after_it():
    desk = Desk()
    desk.mark(desk.protocol.start("baseline", at=5.0))
    again = Guide(STUDY, desk.book, ["client"])
    desk.mark(again.advance(400.0))
    (verdict,) = again.state(300.0).verdicts
    assert verdict.judgement is Judgement.COMPUTING
    desk.protocol = again
    desk.until(170.0)
    for records in again._records.values():
        records.clear()
    (verdict,) = again.state(300.0).verdicts
    assert verdict.judgement is Judgement.FAILED, "not being computed for ever"
