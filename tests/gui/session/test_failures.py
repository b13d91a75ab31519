"""What fails in the window, and what fails behind it, is said in the window; the rest goes on."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from gui.panels.alarm_bar import UNWATCHED_S, AlarmSound, most_urgent, unwatched
from gui.plots.number_tile import MISSING
from gui.qt.failures import AGAIN_S, Failures, failures, watch_for_failures
from gui.session.main_window import MainWindow
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.messages import Message
from safehold.core.types import Level
from safehold.session.status import EngineState
from tests.gui._fake_session import make_session


@pytest.fixture
def window(keep) -> MainWindow:
    session = make_session()
    window = keep(MainWindow(session))
    window.session_in_test = session
    window.resize(1600, 1000)
    window.prepare()
    return window


@pytest.fixture
def hook(monkeypatch):
    """The window's own hook instead of the test framework's."""
    monkeypatch.setattr(failures(), "_last", {})
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch_for_failures()


def engine_alarm(level: Level = Level.ERROR) -> Alarm:
    return Alarm(
        "r1a0001",
        AlarmKind.ENGINE,
        level,
        None,
        "thread:process",
        Message("stopped"),
        Message("r"),
        9.0,
    )


def test_an_error_in_a_slot_is_told_to_the_session(window, hook, qtbot):
    class Odd(QObject):
        def act(self) -> None:
            raise ZeroDivisionError("a slot")

    odd = Odd()
    QTimer.singleShot(0, odd.act)
    told = ("report_failure", "ZeroDivisionError: a slot")
    qtbot.waitUntil(lambda: told in window.session_in_test.calls)


def test_an_error_under_a_key_is_told_to_the_session(window, hook, qtbot, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise ValueError("no such code")

    monkeypatch.setattr(window.session_in_test.coding, "press_code", fails)
    qtbot.keyClick(window, Qt.Key.Key_1)
    told = ("report_failure", "ValueError: no such code")
    assert told in window.session_in_test.calls


def test_a_panel_that_fails_leaves_the_others_their_frame(window, hook, monkeypatch):
    def fails(*_: object) -> None:
        raise RuntimeError("a panel")

    shown = []
    monkeypatch.setattr(window.parts.people[0], "refresh_fast", fails)
    monkeypatch.setattr(window.parts.people[1], "refresh_fast", shown.append)
    monkeypatch.setattr(window, "_show_person", fails)
    window.frame()
    window.refresh()
    window._run_jobs(10.0)
    assert shown
    assert window.pending == 0
    calls = window.session_in_test.calls
    assert calls.count(("report_failure", "RuntimeError: a panel")) == 1, "told once"


def test_the_same_error_is_told_again_after_a_while():
    wall, told = [0.0], []
    taker = Failures(lambda: wall[0])
    taker.told.connect(told.append)
    for wall[0] in (0.0, 1.0, AGAIN_S - 0.1, AGAIN_S + 0.1):
        taker.take(ValueError, ValueError("x"), None)
    assert told == ["ValueError: x"] * 2


def test_the_header_says_that_nothing_is_computed(window):
    model = window.session_in_test.model
    assert window.parts.header.mode.text() == "LIVE"
    model.set_engine(EngineState.STOPPED, 0.0)
    window.refresh()
    assert window.parts.header.mode.text() == "NOT COMPUTING"
    assert window.parts.header.mode.objectName() == "mark"
    panel = window.parts.people[0]
    assert "nothing is computed now" in panel.zone.detail.full_text, "no number of before"
    assert panel.tiles["hr"].number.text() == MISSING
    model.set_engine(EngineState.RUNNING, 0.0)
    window.refresh()
    assert window.parts.header.mode.text() == "LIVE"


def test_the_window_says_itself_that_nobody_watches_any_more(window):
    model = window.session_in_test.model
    assert unwatched(model, 1e9) == (), "a session without a supervisor of its own"
    model.set_engine(EngineState.RUNNING, 100.0)
    assert unwatched(model, 100.0 + UNWATCHED_S - 0.1) == ()
    (alarm,) = unwatched(model, 100.0 + UNWATCHED_S + 0.1)
    assert most_urgent([alarm, engine_alarm()]) is not None
    window.refresh()
    assert "Nothing watches" in window.parts.alarms.accessibleName()


def test_a_failure_of_the_workbench_is_heard_once_even_where_sound_is_off():
    wall, beeps = [0.0], []
    sound = AlarmSound(lambda: wall[0], lambda: beeps.append(wall[0]))
    for wall[0] in (0.0, 5.0, 60.0):
        sound.attend([engine_alarm(Level.WARNING)])
    assert beeps == []
    for wall[0] in (61.0, 62.0, 90.0):
        sound.attend([engine_alarm()])
    assert beeps == [61.0]


def test_one_key_restarts_the_engine_only_where_something_failed(window, qtbot):
    session = window.session_in_test
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_R, control)
    assert ("restart_engine",) not in session.calls
    assert "nothing was restarted" in window.refusals.text(), "the key says why it did nothing"
    session.model.set_alarms([engine_alarm()])
    qtbot.keyClick(window, Qt.Key.Key_R, control)
    assert ("restart_engine",) in session.calls
