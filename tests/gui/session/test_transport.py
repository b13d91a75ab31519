"""A replay through real widgets: seen whole, gone anywhere, coded where one looks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.session.main_window import MainWindow
from recordings.folder.session import SessionFolder
from safehold.core.types import ZoneName
from safehold.files.edits import Edits
from safehold.session.ports import Step
from tests.gui._fake_session import make_session
from tests.gui._fakes import Answers
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    made, _ = make_folder(tmp_path)
    record_ticks(made)
    return made


def opened(keep, session) -> MainWindow:
    window = keep(MainWindow(session, questions=Answers(coder="")))
    window.resize(1366, 768)
    window.prepare()
    window.start()
    return window


def test_a_session_is_seen_whole_and_a_click_goes_there(keep, qtbot, replay) -> None:
    window = opened(keep, replay)
    strip = window.parts.overview
    assert sum(len(runs) for runs in strip._runs.values()) > 4
    assert strip._runs["client"][-1].t1 > 130, "zones that are still to come are drawn"
    place = QPoint(round(strip._x(100.0)), 8)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: abs(replay.clock() - 100) < 1)
    qtbot.waitUntil(lambda: window.parts.header.clock.text() in ("1:39", "1:40"))
    tick = replay.model.people["client"].last_tick
    assert abs(tick.t - 93) <= 1, "what was on show then"
    left, right = window.window_time.range
    assert left < 100 < right
    assert replay.model.status.paused


def test_a_drag_scrubs(keep, qtbot, replay) -> None:
    window = opened(keep, replay)
    strip = window.parts.overview
    for t in (30.0, 60.0, 90.0):
        QTest.mouseMove(strip, QPoint(round(strip._x(t)), 8))
        press = QTest.mousePress if t == 30 else QTest.mouseMove
        if press is QTest.mousePress:
            press(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip._x(t)), 8))
        qtbot.waitUntil(lambda t=t: abs(replay.clock() - t) < 1.5)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip._x(90.0)), 8))


def test_keys_go_by_seconds_events_and_to_both_ends(keep, qtbot, replay) -> None:
    window = opened(keep, replay)
    replay.seek(50.0)

    def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> float:
        qtbot.keyClick(window, key, modifier)
        return replay.clock()

    assert press(Qt.Key.Key_Right) == pytest.approx(55)
    assert press(Qt.Key.Key_Left, SHIFT) == pytest.approx(54)
    onsets = sorted({event.onset for event in replay.events()})
    after = next(t for t in onsets if t > 54)
    assert press(Qt.Key.Key_Right, CONTROL) == pytest.approx(after)
    before = max(t for t in onsets if t < after)
    assert press(Qt.Key.Key_Left, CONTROL) == pytest.approx(before)
    assert press(Qt.Key.Key_Home) == replay.span[0]
    qtbot.waitUntil(lambda: window.window_time.now == replay.span[0])
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert "beginning" in window.refusals.text()
    assert press(Qt.Key.Key_End) == pytest.approx(replay.span[1], abs=0.01)
    away = press(Qt.Key.Key_Left, ALT)
    assert away < replay.span[1]
    ticks = (one.last_tick for one in replay.model.people.values())
    qtbot.waitUntil(lambda: window.window_time.now == pytest.approx(away))
    assert {tick.zone.state for tick in ticks if tick} & {ZoneName.HIGH, ZoneName.LOW}


def test_a_key_that_finds_nothing_says_so(keep, qtbot, replay) -> None:
    window = opened(keep, replay)
    replay.seek(replay.span[1])
    qtbot.keyClick(window, Qt.Key.Key_Right, CONTROL)
    assert window.refusals.text() == "There is no event after this moment."


def test_a_code_carries_the_time_in_view_and_says_that_it_came_afterwards(
    keep, qtbot, replay, folder
) -> None:
    window = opened(keep, replay)
    replay.seek(120.0)
    qtbot.waitUntil(lambda: window.window_time.now == pytest.approx(120))
    replay.seek(40.0)
    qtbot.waitUntil(lambda: window.window_time.now == pytest.approx(40))
    qtbot.keyClicks(window, "c")
    (mark,) = Edits(folder.edits_path).marks()
    assert mark.event.code == "ev.challenge"
    assert mark.event.onset == pytest.approx(40)
    assert mark.event.attributes["edited"] == "1"
    assert mark.event.event_id in {event.event_id for event in replay.model.events()}
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert mark.event.event_id not in {event.event_id for event in replay.model.events()}


def test_a_drawn_span_is_looped_and_a_second_press_ends_it(keep, qtbot, replay) -> None:
    window = opened(keep, replay)
    strip = window.parts.overview
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    assert "Draw a span" in window.refusals.text()
    first, last = (QPoint(round(strip._x(t)), 8) for t in (60.0, 62.0))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, SHIFT, first)
    QTest.mouseMove(strip, last)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, SHIFT, last)
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    begin, end = replay.looped
    assert (begin, end) == (pytest.approx(60, abs=0.5), pytest.approx(62, abs=0.5))
    replay.pause(paused=False)
    replay.set_speed(30.0)
    seen: list[float] = []

    def again() -> bool:
        seen.append(replay.clock())
        return len(seen) > 5 and any(b < a for a, b in pairwise(seen))

    qtbot.waitUntil(again)
    assert max(seen) <= end
    qtbot.waitUntil(lambda: window.parts.session.buttons["loop"].state != "")
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    assert replay.looped is None
    qtbot.waitUntil(lambda: window.parts.session.buttons["loop"].state == "")


def test_a_click_on_an_event_of_the_list_goes_to_it(keep, qtbot) -> None:
    session = make_session("replay")
    window = opened(keep, session)
    window.refresh()
    shown = window.parts.events
    row = shown.rows[1]
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=row.mapTo(shown, QPoint(20, 5)))
    assert session.calls[-1] == ("seek", shown._shown[1].onset)


def test_every_step_has_its_keys(keep, qtbot) -> None:
    session = make_session("replay")
    window = opened(keep, session)
    for modifiers, what in (
        (CONTROL, Step.EVENT), (ALT, Step.EXCURSION), (CONTROL | SHIFT, Step.BEAT),
        (ALT | SHIFT, Step.BREATH),
    ):  # fmt: skip
        for key, forth in ((Qt.Key.Key_Left, False), (Qt.Key.Key_Right, True)):
            qtbot.keyClick(window, key, modifiers)
            assert session.calls[-1] == ("step", what, forth)


def test_the_head_stands_on_every_plot_and_nothing_of_it_live(keep) -> None:
    for state, head in (("replay", True), ("activation", False)):
        window = opened(keep, make_session(state))
        window.acts.perform("signals")
        person = window.parts.people[0]
        overlays = [plot.overlay for plot in (person.river, person.heart_rate, person.vagal)]
        assert [one._head is not None for one in overlays] == [head] * 3
        assert (window.parts.ribbon._ribbon._head is not None) == head


def test_a_key_that_is_held_down_goes_on_and_a_code_key_does_not(keep, qtbot) -> None:
    session = make_session("replay")
    window = opened(keep, session)
    for key, text in ((Qt.Key.Key_Right, ""), (Qt.Key.Key_C, "c")):
        for again in (False, True, True):
            kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(window, QKeyEvent(kind, key, none, text, again))
    names = [name for name, *_ in session.calls]
    assert names.count("seek") == 3
    assert names.count("press_code") == 1
