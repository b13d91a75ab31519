"""Everything by keyboard: codes, notes, undo, baseline, recording, replay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gui.qt.questions import OnClose
from gui.session.actions import GUARD_S
from gui.session.main_window import MainWindow
from tests.fakes import FakeSession
from tests.gui._fake_session import make_session
from tests.gui._fakes import Answers


class Desk:
    """A window with a wall clock of its own."""

    def __init__(self, keep, qtbot, state: str = "activation", **answers) -> None:
        self.session: FakeSession = make_session(state)
        self.answers = Answers(**answers)
        self.wall = 100.0
        self.window = keep(
            MainWindow(self.session, questions=self.answers, wall=lambda: self.wall)
        )
        self.qtbot = qtbot
        self.window.prepare()

    def key(self, key, *, repeat: bool = False, after_s: float = 1.0) -> None:
        self.wall += after_s
        text = key if isinstance(key, str) else ""
        number = Qt.Key(ord(key.upper())) if isinstance(key, str) else key
        event = QKeyEvent(
            QEvent.Type.KeyPress, number, Qt.KeyboardModifier.NoModifier, text, repeat
        )
        QApplication.sendEvent(self.window.focusWidget() or self.window, event)

    @property
    def calls(self) -> list[tuple[object, ...]]:
        return self.session.calls


@pytest.fixture
def desk(keep, qtbot):
    return Desk(keep, qtbot)


def test_a_code_key_stamps_the_moment_of_the_press(desk):
    desk.session.now = 501.25
    desk.key("1")
    assert desk.calls == [("press_code", "int.support", 501.25)]


def test_the_clock_is_read_before_the_code_is_looked_up(desk, monkeypatch):
    order = []
    book = desk.session.codebook
    monkeypatch.setattr(desk.session, "clock", lambda: order.append("clock") or 1.0)

    class Watched:
        codes = book.codes

        def find(self, code):
            return book.find(code)

        def by_key(self, key):
            order.append("look up")
            return book.by_key(key)

    desk.session.codebook = Watched()
    desk.key("1")
    assert order[:2] == ["clock", "look up"]


def test_a_held_down_key_sets_a_code_once(desk):
    desk.key("1")
    for _ in range(5):
        desk.key("1", repeat=True)
    assert len(desk.calls) == 1


def test_a_double_press_within_the_guard_counts_once(desk):
    desk.key("e")
    desk.key("e", after_s=0.5 * GUARD_S)
    assert len(desk.calls) == 1
    desk.key("e", after_s=1.5 * GUARD_S)
    assert len(desk.calls) == 2


def test_the_guard_is_per_code(desk):
    desk.key("1")
    desk.key("2", after_s=0.01)
    assert [call[1] for call in desk.calls] == ["int.support", "int.change"]


def test_an_interval_key_opens_and_closes_and_its_button_says_so(desk):
    button = desk.window.parts.codes.buttons["fs.exploration"]
    desk.session.now = 500.0
    desk.key("e")
    desk.window.refresh()
    assert "fs.exploration" in desk.session.model.open_codes()
    assert button.property("open")
    assert button.state == "0:00"
    desk.session.now = 505.0
    desk.key("e")
    desk.window.refresh()
    assert "fs.exploration" not in desk.session.model.open_codes()
    assert not button.property("open")
    assert button.state == ""


def test_a_button_stamps_when_it_goes_down(desk):
    desk.session.now = 500.0
    button = desk.window.parts.codes.buttons["int.support"]
    desk.qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    desk.session.now = 500.7
    desk.qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert desk.calls == [("press_code", "int.support", 500.0)]


def test_code_keys_work_while_a_button_has_the_focus(desk):
    desk.window.parts.events.undo.setFocus()
    desk.key("1")
    assert desk.calls[-1][:2] == ("press_code", "int.support")


def test_backspace_takes_the_last_event_back(desk):
    desk.key("1")
    n = len(desk.session.model.events())
    desk.key(Qt.Key.Key_Backspace)
    assert desk.calls[-1] == ("undo",)
    assert len(desk.session.model.events()) == n - 1


def test_a_note_carries_the_time_at_which_it_was_begun(desk):
    desk.session.now = 510.0
    desk.key("n")
    desk.session.now = 530.0
    edit = desk.window.parts.events.edit
    assert edit.isVisible()
    desk.qtbot.keyClicks(edit, "1 eyes down")
    desk.qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert desk.calls == [("add_note", "1 eyes down", 510.0)]
    desk.key("1")
    assert desk.calls[-1][:2] == ("press_code", "int.support")


def test_escape_drops_a_note_and_gives_the_keys_back(desk):
    desk.key("n")
    desk.qtbot.keyClicks(desk.window.parts.events.edit, "half a")
    desk.qtbot.keyClick(desk.window.parts.events.edit, Qt.Key.Key_Escape)
    assert desk.calls == []
    assert not desk.window.parts.events.edit.isVisible()
    desk.key("1")
    assert desk.calls[-1][:2] == ("press_code", "int.support")


def test_b_starts_a_baseline_and_ends_a_running_one(keep, qtbot):
    desk = Desk(keep, qtbot, "before_baseline")
    desk.session.now = 15.0
    desk.key("b")
    assert desk.calls == [("start_baseline", 15.0)]
    desk.session.set_status(phase="baseline")
    desk.key("b")
    assert desk.calls[-1] == ("stop_baseline", 15.0)


def test_stopping_the_recording_asks_first(keep, qtbot):
    desk = Desk(keep, qtbot, stop=False)
    desk.key(Qt.Key.Key_F9)
    assert desk.answers.asked == ["stop"]
    assert desk.calls == []
    desk.answers.stop = True
    desk.key(Qt.Key.Key_F9)
    assert desk.calls == [("stop_recording",)]


def test_starting_the_recording_does_not_ask(keep, qtbot):
    desk = Desk(keep, qtbot, "before_baseline")
    desk.key(Qt.Key.Key_F9)
    assert desk.calls == [("start_recording",)]
    assert desk.answers.asked == []


def test_closing_asks_while_a_recording_runs(keep, qtbot):
    desk = Desk(keep, qtbot, close=OnClose.CANCEL)
    assert not desk.window.close()
    assert desk.answers.asked == ["close"]
    desk.answers.close = OnClose.STOP
    assert desk.window.close()


def test_going_on_recording_is_offered_only_where_the_session_can_do_it(keep, qtbot):
    desk = Desk(keep, qtbot, close=OnClose.LEAVE)
    desk.session.leave = lambda: None
    assert desk.window.close()
    assert desk.answers.asked == ["close and leave"]
    assert desk.window.leaves_recorder


def test_closing_does_not_ask_without_a_recording(keep, qtbot):
    desk = Desk(keep, qtbot, "before_baseline")
    assert desk.window.close()
    assert desk.answers.asked == []


def test_replay_is_paused_and_sped_up_by_keys(keep, qtbot):
    desk = Desk(keep, qtbot, "replay")
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Period)
    desk.key(Qt.Key.Key_Comma)
    assert desk.calls == [("pause", True), ("set_speed", 8.0), ("set_speed", 2.0)]


def test_baseline_and_recording_are_out_of_reach_in_a_replay(keep, qtbot):
    desk = Desk(keep, qtbot, "replay")
    desk.key("b")
    desk.key(Qt.Key.Key_F9)
    assert desk.calls == []
    assert not desk.window.parts.session.guide.isVisible()
    assert not desk.window.parts.header.record.isVisible()


def test_a_live_session_cannot_be_paused(desk):
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Period)
    assert desk.calls == []


def test_looking_back_is_said_and_end_returns_to_now(desk):
    desk.key(Qt.Key.Key_Plus)  # all of a short session is in view already
    desk.key(Qt.Key.Key_PageUp)
    assert not desk.window.window_time.following
    desk.window.refresh()  # what a later frame does
    assert desk.window.parts.header.back.isVisible()
    desk.key(Qt.Key.Key_End)
    assert desk.window.window_time.following
    desk.window.refresh()
    assert not desk.window.parts.header.back.isVisible()


def test_every_code_is_reached_by_its_key(desk):
    for code in desk.session.codebook.codes:
        desk.key(code.key)
    assert [call[1] for call in desk.calls] == [c.code for c in desk.session.codebook.codes]


def test_changing_the_theme_keeps_keys_and_data(desk):
    desk.key(Qt.Key.Key_F6)
    desk.key("1")
    assert desk.calls[-1][:2] == ("press_code", "int.support")
    assert desk.window.parts.header.session.text() == "d07-03"


@pytest.mark.slow
@pytest.mark.parametrize("yes", [True, False])
def test_only_the_sensor_that_was_named_is_turned(keep, qtbot, yes: bool):
    desk = Desk(keep, qtbot, turn=yes)
    control = Qt.KeyboardModifier.ControlModifier
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, control, "\x02")
    QApplication.sendEvent(desk.window, press)
    client, therapist = "client-respiration, client-ecg", "therapist-respiration, therapist-ecg"
    assert desk.answers.asked == [f"turn {client}, {therapist}"]
    assert (("turn_sensor", "therapist-ecg") in desk.session.calls) == yes


@pytest.mark.parametrize(
    ("key", "call"), [(Qt.Key.Key_F9, "keep_recorder"), (Qt.Key.Key_F8, "allow_remote")]
)
def test_control_and_a_key_forbid_what_would_start_a_recorder_by_itself(desk, key, call):
    control = Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(desk.window, QKeyEvent(QEvent.Type.KeyPress, key, control, ""))
    assert desk.calls == [(call,)]
