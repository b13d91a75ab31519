"""Every key does something or says why not, in a line over the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.actions.action import Place
from gui.actions.table import actions_in
from gui.qt.refusal_line import SHOWN_MS
from gui.session.main_window import MainWindow
from gui.session.map_window import MapWindow
from safehold.core.messages import Message
from safehold.core.protocol import BaselineVerdict, Judgement
from safehold.desk.workbench import RowState, SessionRow
from tests.fakes import FakeSession
from tests.gui._fake_session import make_session
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._fakes import Answers
from tests.gui._user import CONTROL, User

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """A session window whose own requests are counted and not followed."""

    def __init__(self, keep, *, replay: bool = False, state: str = "activation") -> None:
        self.session: FakeSession = make_session(state, replay=replay)
        self.window = keep(MainWindow(self.session, questions=Answers()))
        self.window.prepare()
        self.opened: list[str] = []
        acts = self.window.acts
        for asking in (acts, acts.editing):  # what only the window can do: windows and dialogs
            for name in vars(type(asking)):
                if name.endswith("_asked"):
                    signal = getattr(asking, name)
                    signal.disconnect()
                    signal.connect(lambda *_, name=name: self.opened.append(name))

    def press(self, key: Qt.Key, modifiers=NONE, text: str = "") -> None:
        QApplication.sendEvent(self.window, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))

    @property
    def state(self) -> tuple[object, ...]:
        acts, view = self.window.acts, self.window.window_time
        pending = acts.pending
        return (
            tuple(self.session.calls), tuple(self.opened), view.range, view.span,
            view.wave_factor, view.following, pending.time, pending.actor, pending.other_shape,
            pending.first_key, pending.locked, acts.sound.on, acts.editing.chosen,
        )  # fmt: skip

    @property
    def told(self) -> str:
        line = self.window.refusals
        return line.text() if line.isVisible() else ""


def pressed(key: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """Return the key and the modifiers of a key's name."""
    for name, modifier in (("Ctrl+", CONTROL), ("Shift+", SHIFT), ("Alt+", ALT)):
        if key.startswith(name) and key != name:
            rest = pressed(key.removeprefix(name))
            return rest[0], rest[1] | modifier
    named = {
        "Ins": "Insert",
        "Esc": "Escape",
        "PgUp": "PageUp",
        "PgDown": "PageDown",
        "Del": "Delete",
    }
    signs = {"+": "Plus", "-": "Minus", ",": "Comma", ".": "Period"}
    name = named.get(key) or signs.get(key) or key
    return getattr(Qt.Key, f"Key_{name}"), NONE


def bound() -> list[tuple[Qt.Key, Qt.KeyboardModifier]]:
    keys = [key for action in actions_in(Place.SESSION) for key in action.keys]
    return [pressed(key) for key in keys]


@pytest.mark.parametrize("replay", [False, True], ids=["live", "replay"])
@pytest.mark.parametrize("state", ["before_baseline", "activation"])
def test_every_key_does_something_or_says_why_not(keep, replay: bool, state: str):
    desk = Desk(keep, replay=replay, state=state)
    silent = []
    for key, modifiers in bound():
        for _ in range(2):  # the second time there may be nothing left to do
            before, number = desk.state, desk.session.model.refusal.number
            desk.press(key, modifiers)
            refused = desk.session.model.refusal.number > number
            assert not refused or desk.told == desk.session.model.refusal.message
            if desk.state == before and not refused:
                silent.append((key, modifiers))
    assert silent == []


def test_a_key_without_a_meaning_says_so_and_modifiers_do_not(keep):
    desk = Desk(keep)
    desk.press(Qt.Key.Key_Shift, SHIFT)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_ScrollLock)
    assert desk.told == ""
    desk.press(Qt.Key.Key_X, CONTROL)
    assert desk.told == "Ctrl+X does nothing here. Shift+F1 lists the keys."


@pytest.mark.parametrize(
    ("judgement", "says"),
    [
        (None, "No baseline has been taken yet"),
        (Judgement.ACCEPTED, "The baseline was accepted"),
        (Judgement.COMPUTING, "The baseline is being computed"),
    ],
)
def test_shift_f5_says_why_no_baseline_is_taken_again(keep, monkeypatch, judgement, says: str):
    desk = Desk(keep)
    state = desk.session.protocol()
    verdicts = () if judgement is None else (BaselineVerdict("client", "baseline", judgement),)
    told = type(state)(state.phases, state.now, next=state.next, verdicts=verdicts)
    monkeypatch.setattr(desk.session, "protocol", lambda: told)
    desk.press(Qt.Key.Key_F5, SHIFT)
    assert desk.told.startswith(says)
    assert desk.session.calls == []


def test_shift_f5_says_that_a_baseline_runs(keep):
    desk = Desk(keep)
    desk.session.conduct.start_phase("baseline", at=desk.session.now)
    desk.press(Qt.Key.Key_F5, SHIFT)
    assert desk.told.startswith("A baseline is running")


def test_a_refusal_of_the_session_is_shown_in_the_next_frame_and_goes(keep, qtbot):
    desk = Desk(keep)
    desk.session.model.refuse(Message("That alarm has already been seen, or is gone."))
    desk.window.frame()
    assert desk.told.startswith("That alarm")
    line = desk.window.refusals
    assert desk.window.rect().contains(line.geometry())
    assert line.accessibleDescription() == line.text()
    assert line._timer.interval() == SHOWN_MS
    line._timer.timeout.emit()
    assert desk.told == ""
    desk.window.frame()
    assert desk.told == "", "it is shown once"


def test_a_slip_of_the_finger_is_said(keep):
    desk = Desk(keep)
    desk.press(Qt.Key.Key_1, text="1")
    desk.press(Qt.Key.Key_1, text="1")
    assert [call[0] for call in desk.session.calls] == ["press_code"]
    assert "slip" in desk.told


def test_a_button_that_cannot_be_used_says_why(keep):
    desk = Desk(keep, state="before_baseline")
    desk.window.refresh()
    assert not desk.window.parts.events.redo.isEnabled()
    QTest.mouseClick(desk.window.parts.events.redo, Qt.MouseButton.LeftButton)
    desk.window.frame()
    assert desk.told == "There is nothing to redo."


def test_a_side_window_names_the_key_that_does_nothing(keep):
    window = keep(MapWindow(make_session("activation")))
    window.show()
    QTest.keyClick(window, Qt.Key.Key_G)
    assert window.refusals.text().startswith("G does nothing here")


@pytest.fixture
def user(qtbot, keep, tmp_path):
    workbench = FakeWorkbench()
    workbench.rows = ()
    return User(qtbot, keep, workbench)


@pytest.mark.parametrize("key", ["R", "K", "S"])
def test_a_step_that_is_not_possible_says_why_by_its_key(user, key: str):
    home = user.window.home
    home.show_sessions(())
    QTest.keyClick(home.list, Qt.Key(ord(key)), CONTROL)
    assert "not possible now. Choose a session" in home.refusals.text()
    home.show_sessions((SessionRow("d01", Path("d01"), RowState.RECORDING, 0),))
    QTest.keyClick(home.list, Qt.Key(ord(key)), CONTROL)
    assert home.refusals.text().endswith("d01: is being recorded.")


def test_a_study_folder_that_is_none_is_said(user, tmp_path):
    home, file = user.window.home, tmp_path / "notes.txt"
    file.write_text("x")
    for folder, says in ((tmp_path / "new", "does not exist yet"), (file, "is a file")):
        home.folder.setText(str(folder))
        home.folder.editingFinished.emit()
        assert says in home.refusals.text()


def test_a_step_that_is_not_possible_says_why_by_mouse(user):
    home = user.window.home
    home.show_sessions(())
    QTest.mouseClick(home.replay, Qt.MouseButton.LeftButton)
    assert home.refusals.text().startswith("Replay: not possible now.")
