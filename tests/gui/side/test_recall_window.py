"""The continuous rating window: ten values a second of the clock that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.side.recall_window import RecallWindow
from tests.gui._fakes import FakeTaker, Wall


@pytest.fixture
def recall(keep):
    taker, wall = FakeTaker(), Wall(50.0)
    window = keep(RecallWindow(taker, start=120.0, wall=wall))
    window.show()
    return window, taker, wall


def test_nothing_is_kept_before_the_clock_is_started(recall, qtbot):
    window, taker, wall = recall
    wall.now += 5
    window.step()
    assert taker.samples == []
    assert window.position == 120.0


def test_each_tenth_of_a_second_gets_one_value(recall, qtbot):
    window, taker, wall = recall
    qtbot.keyClick(window.bar, Qt.Key.Key_Space)
    for value in (None, 2.0, 7.5):
        if value is not None:
            window.bar._show(value)
        wall.now += 0.1
        window.step()
    assert [t for t, _ in taker.samples] == pytest.approx([120.1, 120.2, 120.3])
    assert [value for _, value in taker.samples] == [None, 2.0, 7.5]
    wall.now += 0.3  # the computer was busy: what the bar showed holds for the time between
    window.step()
    assert len(taker.samples) == 6
    assert "kept" in window.state.text()


def test_a_long_standstill_stays_a_gap(recall, qtbot):
    window, taker, wall = recall
    window.toggle()
    window.bar._show(4.0)
    wall.now += 60
    window.step()
    assert len(taker.samples) == 1
    assert taker.samples[0][0] == pytest.approx(180.0)


def test_halt_and_jump_move_the_clock_and_keep_what_was_said(recall, qtbot):
    window, taker, wall = recall
    qtbot.keyClick(window, Qt.Key.Key_Space)
    wall.now += 1
    window.step()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    wall.now += 100
    window.step()
    assert window.position == pytest.approx(121.0)
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert window.position == pytest.approx(111.0)
    assert len(taker.samples) == 10
    window.toggle()
    wall.now += 0.1
    window.step()
    assert taker.samples[-1][0] == pytest.approx(111.1)


def test_the_bar_follows_wheel_and_arrows_and_forgets_nothing(recall, qtbot):
    window, _, _ = recall
    qtbot.keyClick(window.bar, Qt.Key.Key_Right)
    qtbot.keyClick(window.bar, Qt.Key.Key_Right)
    assert window.bar.value == 1
    qtbot.keyClick(window.bar, Qt.Key.Key_Escape)
    assert window.bar.value == 1
    for button in (window.play, window.back, window.forth):
        assert button.toolTip()
        assert button.accessibleName()
