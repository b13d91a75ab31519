"""Markers of other programs are recorded and shown, and steer nothing unless the study says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.zones.confounds import MarkBook
from processing.zones.person import PersonEngine
from processing.zones.pipeline import Pipeline
from safehold.cli.commands.demo import demo_study
from safehold.cli.commands.live import say_trouble
from safehold.core.canonical import build, plain
from safehold.core.codebook import load_codebook, shipped_codebook
from safehold.core.protocol import Judgement, PhaseState
from safehold.core.settings import DEMO, STANDARD
from safehold.core.study import Display, Study
from safehold.core.types import (
    Baseline,
    Chunk,
    ClockOffset,
    Level,
    Mark,
    Role,
    StreamSpec,
    Tick,
)
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.live.engine import LiveEngine
from safehold.live.guide import Guide
from safehold.live.mark_writer import MarkWriter
from safehold.live.marker_conduct import (
    MARKER_UNMATCHED,
    conductor_trouble,
    tell_conductor_trouble,
)
from safehold.live.preflight import ChannelLook, stream_findings
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.veil import shown

LAB = StreamSpec("lab", "LabTask", "Markers", "lab", Role.EVENTS, None, "", 0.0, uid="lab")
CLICKS = StreamSpec("clicks", "Clicks", "Markers", "cl", Role.EVENTS, None, "", 0.0, uid="cl")
OWN_WORDS = (
    "ph.baseline_start", "ph.baseline_stop", "ph.baseline", "ph.lunch_start", "cf.movement",
    "cf.posture;target=client", "int.support", "int.anything;actor=T", "al.rupture;boundary=start",
    "ev.challenge;boundary=stop", "ar.hypo", "rate.safety;value=3", "note", "ask;target=client",
    "rec.started",
)  # fmt: skip


class Published:
    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def tick(self, tick: Tick) -> None: ...

    def mark(self, mark: Mark) -> None:
        self.marks.append(mark)


class Room:
    """A live engine with two marker streams, its book and its protocol; the time is 10 s."""

    def __init__(self, folder: Path, conduct: str = "") -> None:
        self.path = folder / "engine.jsonl"
        self.book = EventBook(shipped_codebook("full"))
        self.model = SessionModel((), [LAB, CLICKS], STANDARD)
        self.published = Published()
        journal = Journal(self.path)
        journal.start(EngineRun(1, 1000.0, 1, STANDARD, (LAB, CLICKS), (), {}, (1000.0, 1.8e9)))
        self.marks = MarkWriter(self.book, journal, self.model, self.published)
        self.engine = LiveEngine(
            Pipeline([LAB, CLICKS], STANDARD, session_zero=1000.0), streams=[LAB, CLICKS],
            marks=self.marks, journal=journal, model=self.model, publisher=self.published,
            clock=lambda: 1010.0, utc=lambda: 1.8e9, conduct=conduct,
        )  # fmt: skip
        for uid in ("lab", "cl"):
            self.engine.measured(uid, ClockMeasurement(0.0, 0.5, 0.001))
        tell_conductor_trouble(conduct, [LAB, CLICKS], self.model)
        self.protocol = Guide(Study(), self.book, ["client"])

    def send(self, text: str, at: float, uid: str = "lab") -> None:
        self.engine.samples(uid, RawChunk(np.array([999.5 + at]), [[text.encode()]]))

    def own(self, marks: list[Mark]) -> None:
        self.marks.write(lambda _: marks)

    def told(self) -> list[str]:
        return [notice.message for notice in self.model.notices()]


@pytest.fixture
def room(tmp_path: Path) -> Callable[[str], Room]:
    return lambda conduct="": Room(tmp_path, conduct)


@pytest.mark.parametrize("text", OWN_WORDS)
def test_a_word_of_safehold_from_another_program_is_a_marker(room, text: str):
    lab = room()
    lab.send(text, 4.0)
    (event,) = lab.model.events()
    assert (event.code, event.value, event.duration) == ("marker", text, 0.0)
    assert event.source == "lsl:lab"
    assert lab.book.open_codes() == {}
    assert lab.protocol.state(8.0).current is None
    (told,) = lab.told()
    assert 'conduct = "LabTask"' in told
    lab.send(text, 6.0)
    assert len(lab.told()) == 1, "it is said once, not at every marker"


@pytest.mark.parametrize("display", [Display.BLIND, Display.REDUCED])
def test_an_answer_in_a_foreign_marker_is_not_shown_where_answers_are_not(room, display: Display):
    lab = room()
    veiled = shown(lab.model, display)
    lab.send("rate.safety;value=3", 4.0)
    (event,) = veiled.events()
    assert (event.code, event.value) == ("marker", "")
    assert "3" not in str((*event.attributes.values(), *(n.message for n in veiled.notices())))
    assert lab.model.events()[0].value == "rate.safety;value=3"


def test_a_foreign_stop_leaves_the_own_baseline_running_and_able_to_end(room):
    lab = room()
    lab.own(lab.protocol.start("baseline", at=2.0))
    lab.send("ph.baseline_stop", 5.0)
    state = lab.protocol.state(8.0)
    assert (state.current.phase.name, state.current.onset) == ("baseline", 2.0)
    lab.own(lab.protocol.stop(at=9.0))
    assert lab.protocol.state(9.5).phases[0].end == 9.0
    assert [e.code for e in lab.book.events()] == ["ph.baseline", "marker"]


def test_no_foreign_marker_reaches_baselines_or_confounds_of_the_engine(room):
    lab = room()
    for k, text in enumerate(OWN_WORDS):
        lab.send(text, 1.0 + 0.1 * k)
    engine = MarkBook("client")
    (run,) = read_runs(lab.path)
    for mark in run.marks:
        engine.add(mark, 1)
    assert len(run.marks) == len(OWN_WORDS)
    assert engine.begin_tick(60) == []
    assert engine.codes() == ()
    assert not engine.low_corroborated(60)
    assert not engine.posture_settling(60, 60.0)


def test_what_the_journal_holds_gives_the_same_events_again(room):
    lab = room("LabTask")
    lab.own(lab.protocol.start("baseline", at=1.0))
    for k, text in enumerate(("ph.baseline_stop", "x", *OWN_WORDS)):
        lab.send(text, 2.0 + 0.1 * k, uid="lab" if k % 3 else "cl")
    (run,) = read_runs(lab.path)
    again = EventBook(shipped_codebook("full"))
    again.replay(build(Mark, json.loads(json.dumps(plain(mark)))) for mark in run.marks)
    assert again.events() == lab.book.events()


def test_the_stream_that_the_study_names_conducts_and_only_that(room):
    lab = room("LabTask")
    lab.send("ph.baseline_start", 1.0)
    assert lab.protocol.state(2.0).current.onset == 1.0
    lab.send("ph.baseline_stop", 3.0, uid="cl")
    assert lab.protocol.state(4.0).current is not None
    lab.send("ph.baseline_stop", 5.0)
    assert lab.protocol.state(6.0).phases[0].state is PhaseState.SHORT
    lab.send("int.support", 7.0)
    assert [e.code for e in lab.book.events()] == ["ph.baseline", "marker", "int.support"]


def test_a_conductor_ends_the_phase_that_was_begun_here_and_its_confounds(room):
    lab = room("LabTask")
    lab.protocol = Guide(
        replace(Study(), phases=(replace(Study().phases[0], marks=("cf.paced",)),)),
        lab.book, ["client"],
    )  # fmt: skip
    lab.own(lab.protocol.start("baseline", at=2.0))
    lab.send("ph.baseline_stop", 5.0)
    assert lab.book.open_codes() == {}
    assert [e.duration for e in lab.book.events()] == [3.0, 3.0]
    ends = [m.event.code for m in lab.published.marks if m.event.duration is not None]
    assert ends == ["ph.baseline", "cf.paced"], "others see the end of what we published"


def test_a_conductor_that_starts_again_begins_again_and_nothing_stays_open(room):
    lab = room("LabTask")
    lab.own(lab.protocol.start("baseline", at=1.0))
    lab.send("ph.baseline_start", 2.0)
    lab.send("ph.baseline_start", 4.0)
    state = lab.protocol.state(5.0)
    assert (state.current.onset, state.current.attempts) == (4.0, 3)
    assert [e.duration for e in lab.book.events()] == [1.0, 2.0, None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ph.baseline_stop", "nothing of that kind was open"),
        ("ev.challenge;boundary=stop", "nothing of that kind was open"),
        ("ph.baseline", "neither start nor stop"),
    ],
)
def test_an_end_without_a_start_is_told_and_stays_a_marker(room, text: str, says: str):
    lab = room("LabTask")
    lab.send(text, 4.0)
    (event,) = lab.model.events()
    assert (event.code, event.value, event.duration) == ("marker", text, 0.0)
    (told,) = lab.told()
    assert says in told


def test_the_stop_of_what_a_person_ended_by_key_is_told_and_makes_no_event(room):
    lab = room("LabTask")
    lab.send("ev.challenge;boundary=start", 2.0)
    lab.own(lab.book.press("ev.challenge", at=5.0))
    lab.send("ev.challenge;boundary=stop", 6.0)
    (event,) = lab.model.events()
    assert (event.code, event.duration) == ("ev.challenge", 3.0)
    (told,) = lab.model.notices()
    assert (told.level, "ended by hand at 0:05" in told.message) == (Level.INFO, True)
    lab.send("ev.challenge;boundary=start", 7.0)
    lab.send("ev.challenge;boundary=stop", 8.0)
    lab.send("ev.challenge;boundary=stop", 9.0)
    assert [e.code for e in lab.model.events()] == ["ev.challenge", "ev.challenge", "marker"]


def test_whoever_plays_along_does_not_make_the_demo_fail(room, capsys):
    lab = room("LabTask")
    lab.send("ph.baseline_stop", 4.0)
    assert say_trouble(lab.model, streams=False, but=(MARKER_UNMATCHED,)) == 0
    assert capsys.readouterr().out == ""
    assert say_trouble(lab.model, streams=False) != 0


def test_ends_without_a_start_of_a_program_that_does_not_conduct_are_told_once_a_code(room):
    lab = room()
    for k, text in enumerate(
        ("trial;boundary=stop", "trial;boundary=stop;id=9", "go;boundary=stop")
    ):
        lab.send(text, 1.0 + k)
    assert [e.code for e in lab.book.events()] == ["marker"] * 3
    assert len(lab.told()) == 2


def test_of_two_open_ones_a_stop_ends_the_one_of_its_id_or_the_newest(room):
    lab = room()
    lab.send("trial;boundary=start;id=a", 1.0)
    lab.send("trial;boundary=start;id=b", 2.0)
    lab.send("trial;boundary=stop;id=a", 3.0)
    lab.send("trial;boundary=start", 4.0)
    lab.send("trial;boundary=stop", 5.0)
    assert [e.duration for e in lab.book.events()] == [2.0, None, 1.0]


def test_bookkeeping_of_ours_in_a_foreign_marker_makes_no_key_press_of_it(room):
    lab = room()
    lab.send("go;stopped_by=hotkey;undone=start", 1.0)
    assert lab.book.undoable() == ""
    assert lab.book.events()[0].attributes == {}


def test_a_conductor_that_is_not_there_is_told_before_and_at_the_start(room):
    assert room("Lab task").told() == [
        "The study lets a program conduct, but there is no stream 'Lab task': phases are started "
        "by hand."
    ]
    assert room("LabTask").told() == []
    belt = replace(LAB, role=Role.RESPIRATION, person="client")
    findings = stream_findings(["client"], [ChannelLook(belt)], now=0.0, conduct="LabTask")
    assert any("is not a marker stream" in finding.found for finding in findings)
    twice = [LAB, replace(LAB, stream_id="lab-2", uid="other")]
    assert "there are 2 streams" in conductor_trouble("LabTask", twice)


def test_the_demo_s_baseline_is_judged_when_it_is_over():
    study = demo_study("simulated-events")
    assert study.conduct == "simulated-events"
    book = EventBook(load_codebook())
    protocol = Guide(study, book, ["client"])
    spec = StreamSpec("client-rr", "r", "RR", "x", Role.RR, "client", "ms", 0.0)
    engine = PersonEngine("client", [spec], DEMO, session_zero=0.0)
    engine.feed(ClockOffset("client-rr", 0, 0.0, 0.0))
    script = ((5.4, "ph.baseline_start"), (45.4, "ph.baseline_stop"))
    for at, text in script:
        for mark in book.marker(text, at=at, stream="simulated-events", conducts=True):
            engine.feed(mark)
    rr = 0.85 + 0.03 * np.random.default_rng(2).standard_normal(80)
    made = []
    for k, at in enumerate(np.cumsum(rr)):
        made += engine.feed(Chunk("client-rr", k, np.array([at]), rr[k : k + 1] * 1000))
    for tick in made:
        if isinstance(tick, Tick):
            protocol.take(tick)
    (verdict,) = protocol.state(60.0).verdicts
    (baseline,) = (item for item in made if isinstance(item, Baseline))
    assert verdict.judgement is Judgement.PROVISIONAL
    assert verdict.hr == baseline.hr
