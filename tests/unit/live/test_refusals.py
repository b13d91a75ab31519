"""What a session cannot do it leaves undone and says why; nothing that is asked for is silent."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from processing.zones.pipeline import Pipeline
from safehold.cli.text_view import watch
from safehold.core.codebook import Coding, load_codebook
from safehold.core.errors import StreamNotFoundError
from safehold.core.messages import Message
from safehold.core.settings import STANDARD
from safehold.core.study import Study
from safehold.core.types import Parameters, Role, StreamSpec, Turn
from safehold.desk.workbench import Correction, Scout, StreamRow
from safehold.files.journal import Journal
from safehold.live.conduct import LiveConduct
from safehold.live.engine import LiveEngine
from safehold.live.guide import Guide
from safehold.live.mark_writer import MarkWriter
from safehold.live.pacer_programs import PacerPrograms
from safehold.live.phases import LivePhases
from safehold.live.remote import RemoteControl
from safehold.live.session_recorder import SessionRecorder
from safehold.live.watch import LiveWatch
from safehold.offline.replay.playback import ReplaySession
from safehold.session.coder import Coder
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.fakes import Nowhere
from tests.unit._folder import make_session

BELT = StreamSpec("belt", "belt", "RESP", "b", Role.RESPIRATION, "client", "", 50.0, uid="b")
ASKED: dict[str, Callable[[Any], object]] = {
    "allow_remote": lambda s: s.conduct.allow_remote(),
    "amend_event": lambda s: s.coding.amend_event("e0999", at=5.0, how=Coding(note="x")),
    "undo": lambda s: s.coding.undo(),
    "redo": lambda s: s.coding.redo(),
    "ask_rating": lambda s: s.conduct.ask_rating("client"),
    "stop_baseline": lambda s: s.conduct.stop_baseline(at=5.0),
    "stop_phase": lambda s: s.conduct.stop_phase(at=5.0),
    "turn_sensor": lambda s: s.conduct.turn_sensor("client-respiration"),
    "acknowledge": lambda s: s.conduct.acknowledge("a0001", at=5.0),
    "stop_recording": lambda s: s.conduct.stop_recording(),
    "restart_engine": lambda s: s.conduct.restart_engine(),
}
"""What has nothing to act on in a session in which nothing has happened."""


class Runner:
    """Has no stream, and no thread."""

    specs = ()


class NoRecorder:
    def running(self) -> bool:
        return False


class Keeper:
    def stopped(self) -> None: ...


class NobodyRates:
    def ask_now(self, _role: str) -> bool:
        return False


class Room:
    """What a session without streams is asked through, and the marks that it makes."""

    def __init__(self, folder: Path) -> None:
        study, codebook = Study(), load_codebook()
        self.model, self.book = SessionModel(("client",), (), STANDARD), EventBook(codebook)
        self.journal = Journal(folder / "engine.jsonl")
        marks = MarkWriter(self.book, self.journal, self.model, Nowhere())
        guide = Guide(study, self.book, ["client"])
        self.coding = Coder(self.book, marks.write, self.model, clock=lambda: 5.0)
        self.conduct = LiveConduct(
            model=self.model, settings=STANDARD, root=folder, book=self.book, guide=guide,
            phases=LivePhases(study, guide, self.book, marks, outlets=None, model=self.model),
            recorder=SessionRecorder(NoRecorder(), Keeper(), self.model), runner=Runner(),
            ratings=NobodyRates(), pacers=PacerPrograms(), returning=None, outlets=None,
            remote=RemoteControl(),
            restart=lambda: self.model.refuse(Message("No.")),
            watch=LiveWatch(
                self.model, None, journal=None, status=None, workers=None, clock=None,
                lsl_clock=None, prefix="a",
            ),
        )  # fmt: skip
        self.marks = marks

    @property
    def written(self) -> list[str]:
        return [mark.event.code for _, mark in self.marks.take()]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_in_a_running_session_what_has_nothing_to_act_on_says_so(name: str, room: Room):
    ASKED[name](room)
    assert room.model.refusal.number == 1
    assert room.written == []


def test_what_is_done_is_not_refused(room: Room):
    room.coding.press_code("int.support", at=1.0)
    room.coding.undo()
    room.coding.redo()
    room.conduct.start_baseline(at=2.0)
    room.conduct.stop_baseline(at=3.0)
    room.conduct.start_phase("session", at=4.0)
    room.conduct.stop_phase(at=5.0)
    assert room.model.refusal.number == 0
    assert room.written == ["int.support"] * 3 + ["ph.baseline"] * 2 + ["ph.session"] * 2


def test_a_second_baseline_while_one_runs_is_refused(room: Room):
    room.conduct.start_baseline(at=2.0)
    room.conduct.start_baseline(at=3.0)
    assert room.model.refusal.message.startswith("The baseline is already running")
    assert room.written == ["ph.baseline"]


def test_every_copy_of_the_model_is_told():
    full, shown = (SessionModel(("client",), (), STANDARD) for _ in range(2))
    full.pass_on(shown)
    full.refuse(Message("No phase runs."))
    full.refuse(Message("No phase runs."))
    assert (shown.refusal.number, shown.refusal.message) == (2, "No phase runs.")


def test_a_replay_is_coded_and_played_and_has_nothing_that_conducts(tmp_path: Path):
    folder, _ = make_session(tmp_path, signals=("rr",), people=("client",))
    replay = ReplaySession(folder, load_codebook())
    assert replay.conduct is None
    assert replay.playback is not None
    for name in ("amend_event", "undo", "redo"):
        number = replay.model.refusal.number
        ASKED[name](replay)
        assert replay.model.refusal.number == number + 1
    replay.stop()
    assert not folder.edits_path.exists()


def test_the_engine_refuses_what_it_has_no_stream_for(tmp_path: Path):
    model = SessionModel(("client",), [BELT], STANDARD)
    journal = Journal(tmp_path / "engine.jsonl")
    engine = LiveEngine(
        Pipeline([BELT], STANDARD, session_zero=1000.0), streams=[BELT],
        marks=MarkWriter(EventBook(load_codebook()), journal, model, Nowhere()), journal=journal,
        model=model, publisher=Nowhere(), clock=lambda: 1010.0,
    )  # fmt: skip
    engine.parameters(Parameters("nobody", STANDARD.zones, STANDARD.baseline))
    engine.turn(Turn("gone", True))
    assert model.refusal.number == 2
    engine.turn(Turn("belt", True))
    assert model.refusal.number == 2


def test_the_text_view_says_what_was_not_done_once(room: Room):
    rounds = iter([False, False, True])
    room.conduct.stop_phase(at=5.0)
    printed = StringIO()
    watch(room, until=lambda: next(rounds), console=Console(file=printed, width=200))
    assert printed.getvalue().count("not done: No phase is running: nothing was ended.") == 1


class NoStreams:
    def streams(self) -> tuple[()]:
        return ()


def test_a_correction_of_a_stream_that_is_gone_is_refused(tmp_path: Path):
    scout = Scout.__new__(Scout)
    scout._folder = tmp_path
    scout._list = NoStreams()
    row = StreamRow("belt", "here", Role.RESPIRATION, "client", 50.0, "b", uid="b")
    for act in (lambda: scout.correct(row, Correction(inverted=True)), lambda: scout.forget(row)):
        with pytest.raises(StreamNotFoundError, match="is gone"):
            act()
    assert list(tmp_path.iterdir()) == []
