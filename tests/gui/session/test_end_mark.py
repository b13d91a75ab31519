"""Before a recording ends the last camera mark is offered, shown and waited for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from gui.session import end_mark
from gui.session.main_window import MainWindow
from safehold.core.camera_mark import CAMERA_MARK, CAMERA_STREAM
from safehold.core.types import Event, Role, StreamSpec
from safehold.session.status import StreamState, StreamStatus
from tests.gui._fake_session import make_session
from tests.gui._fakes import Answers

SPEC = StreamSpec(CAMERA_STREAM, CAMERA_STREAM, "Markers", "c", Role.EVENTS, None, "", 0.0)


class Room:
    """A live session in which the window of the camera marks runs."""

    def __init__(self, keep, *, state: StreamState = StreamState.LIVE, **answers) -> None:
        self.session = make_session("activation")
        model = self.session.full
        stream = StreamStatus(SPEC, True, 1.0, None, state=state)
        model.set_status(replace(model.status, streams=(*model.status.streams, stream)))
        self.answers = Answers(**answers)
        self.window = keep(MainWindow(self.session, questions=self.answers))
        self.window.prepare()

    def show_mark(self, ago_s: float = 0.0) -> None:
        onset = self.session.full.status.now - ago_s
        self.session.full.set_event(Event(f"sync-{onset}", CAMERA_MARK, onset))

    @property
    def asked_for(self) -> int:
        return self.session.calls.count(("mark_camera",))


def test_closing_shows_the_mark_first_and_asks_again_when_it_was_shown(keep, qtbot):
    room = Room(keep)
    assert not room.window.close()
    assert room.answers.asked == ["end mark"]
    assert room.asked_for == 1
    room.show_mark()
    qtbot.waitUntil(lambda: room.answers.asked == ["end mark", "close"])
    qtbot.waitUntil(room.window.isHidden)


def test_stopping_shows_the_mark_first(keep, qtbot):
    room = Room(keep)
    qtbot.keyClick(room.window, Qt.Key.Key_F9)
    assert room.answers.asked == ["end mark"]
    assert ("stop_recording",) not in room.session.calls
    room.show_mark()
    qtbot.waitUntil(lambda: ("stop_recording",) in room.session.calls)
    assert room.asked_for == 1


def test_who_wants_none_is_asked_the_usual_question_at_once(keep, qtbot):
    room = Room(keep, end_mark=False)
    assert room.window.close()
    assert room.answers.asked == ["end mark", "close"]
    assert room.asked_for == 0


def test_a_second_press_waits_no_longer(keep, qtbot):
    room = Room(keep)
    assert not room.window.close()
    assert room.window.close()
    assert room.answers.asked == ["end mark", "close"]


def test_a_mark_that_does_not_come_is_told_and_no_longer_waited_for(keep, qtbot, monkeypatch):
    monkeypatch.setattr(end_mark, "PATIENCE_MS", 0)
    room = Room(keep)
    room.window.close()
    room.answers.mark_wanted = False
    qtbot.waitUntil(lambda: room.answers.asked == ["end mark", "end mark", "close"])
    assert "No camera mark came" in room.session.full.refusal.message


@pytest.mark.parametrize(
    ("state", "mark_ago"), [(StreamState.ENDED, None), (StreamState.LIVE, 30.0)]
)
def test_it_is_not_offered_without_its_window_or_after_a_fresh_one(keep, state, mark_ago):
    room = Room(keep, state=state)
    if mark_ago is not None:
        room.show_mark(mark_ago)
    assert room.window.close()
    assert room.answers.asked == ["close"]
    assert room.asked_for == 0
