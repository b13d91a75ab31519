"""Coding means the same live and in a replay; only what keeps the marks differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safehold.core.codebook import Coding, load_codebook
from safehold.core.settings import STANDARD
from safehold.core.types import Event
from safehold.files.edits import Edits
from safehold.files.journal import Journal
from safehold.live.mark_writer import MarkWriter
from safehold.offline.replay.playback import ReplaySession
from safehold.session.coder import Coder
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.fakes import Nowhere
from tests.unit._folder import make_session


class Coded:
    """A coder, the model it shows events in, and how many events were there before."""

    def __init__(self, coder: Coder, model: SessionModel) -> None:
        self.coder, self.model = coder, model
        self.before = model.events()

    @property
    def events(self) -> list[Event]:
        return [event for event in self.model.events() if event not in self.before]


def live(folder: Path) -> Coded:
    book, model = EventBook(load_codebook()), SessionModel(("client",), (), STANDARD)
    marks = MarkWriter(book, Journal(folder / "engine.jsonl"), model, Nowhere())
    return Coded(Coder(book, marks.write, model, clock=lambda: 60.0), model)


def replayed(folder: Path) -> Coded:
    recorded, _ = make_session(folder, signals=("rr",), people=("client",))
    replay = ReplaySession(recorded, load_codebook())
    return Coded(replay.coding, replay.model)


SESSIONS = [live, replayed]


def story(coder: Coder) -> None:
    """Code, say more, mistake a key, take it back and forth."""
    coder.press_code("int.support", at=10.0, how=Coding(onset=8.0))
    coder.press_code("ev.challenge", at=20.0)
    coder.add_note("looks up", at=30.0)
    coder.press_code("int.change", at=40.0)
    coder.undo()
    coder.redo()
    coder.undo()
    coder.press_code("ev.challenge", at=50.0)


def said(event: Event) -> tuple[object, ...]:
    return event.code, event.onset, event.duration, event.note, event.t_entered


@pytest.mark.parametrize("session", SESSIONS)
def test_the_same_presses_make_the_same_events(session: Callable[[Path], Coded], tmp_path: Path):
    coded = session(tmp_path)
    story(coded.coder)
    assert [said(event) for event in coded.events] == [
        ("int.support", 8.0, 0.0, "", 10.0),
        ("ev.challenge", 20.0, 30.0, "", 20.0),
        ("note", 30.0, 0.0, "looks up", 30.0),
    ]
    assert coded.model.refusal.number == 0


@pytest.mark.parametrize("session", SESSIONS)
def test_undo_ends_at_what_was_there_before_and_says_so(
    session: Callable[[Path], Coded], tmp_path: Path
):
    coded = session(tmp_path)
    n = len(coded.model.events())
    coded.coder.press_code("int.support", at=10.0)
    assert coded.coder.undoable() == "int.support"
    coded.coder.undo()
    assert (coded.coder.undoable(), coded.coder.redoable()) == ("", "int.support")
    assert len(coded.model.events()) == n
    coded.coder.undo()
    assert coded.model.refusal.number == 1
    assert len(coded.model.events()) == n


def test_what_is_coded_in_a_replay_is_in_the_edits_and_comes_back_as_edited(tmp_path: Path):
    folder, _ = make_session(tmp_path, signals=("rr",), people=("client",))
    before = folder.engine_log_path.read_bytes()
    replay = ReplaySession(folder, load_codebook())
    story(replay.coding)
    replay.stop()
    assert folder.engine_log_path.read_bytes() == before, "the journal of the session stays"
    marks = Edits(folder.edits_path).marks()
    assert {mark.event.attributes["edited"] for mark in marks} == {"1"}
    assert [mark.event.code for mark in marks][:3] == ["int.support", "ev.challenge", "note"]


@pytest.mark.parametrize("session", SESSIONS)
def test_an_interval_is_not_ended_before_it_began(session, tmp_path):
    """Going back to before its onset and pressing its key again changes nothing, and says why."""
    coded = session(tmp_path)
    coded.coder.press_code("ev.challenge", at=20.0)
    coded.coder.press_code("ev.challenge", at=5.0)
    coded.coder.press_code("ev.challenge", at=22.0, how=Coding(onset=12.0))
    (challenge,) = coded.events
    assert (challenge.onset, challenge.duration) == (20.0, None)
    assert coded.model.refusal.number == 2
    assert "began at 0:20" in str(coded.model.refusal.message)
    coded.coder.press_code("ev.challenge", at=50.0)
    (challenge,) = coded.events
    assert challenge.duration == pytest.approx(30.0)
