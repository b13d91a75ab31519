"""Recall on the replay's transport: ten values a second at the speed of time, nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.session.recall_window import RecallWindow
from safehold.offline.replay.playhead import Playhead
from tests.fakes import FakeTaker
from tests.gui._fakes import Wall


class Room:
    """A rater's window on a head of its own wall time."""

    def __init__(self, keep) -> None:
        self.wall, self.taker = Wall(50.0), FakeTaker()
        self.head = Playhead(0.0, 600.0, limit=lambda: 600.0, wall=self.wall)
        self.head.pause(paused=True)
        self.head.seek(120.0)
        self.window = keep(RecallWindow(self.taker, self.head, wall=self.wall))
        self.window.show()

    def live(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.05)):
            self.wall.now += 0.05
            self.window.step()

    @property
    def kept(self) -> list[tuple[float, float | None]]:
        return [(round(t, 6), value) for t, value in self.taker.samples]


@pytest.fixture
def room(keep):
    return Room(keep)


def test_nothing_is_kept_while_the_head_is_halted(room):
    room.window.bar._show(4.0)
    room.live(5)
    assert room.kept == []
    assert "nothing is kept" in room.window.state.text()


def test_each_tenth_of_a_second_gets_one_value(room, qtbot):
    qtbot.keyClick(room.window.bar, Qt.Key.Key_Space)
    for value in (None, 2.0, 7.5):
        if value is not None:
            room.window.bar._show(value)
        room.live(0.1)
    assert room.kept == [(120.1, None), (120.2, 2.0), (120.3, 7.5)]
    assert "kept" in room.window.state.text()


def test_a_short_standstill_is_made_up_for_and_a_long_one_stays_a_gap(room):
    room.window.toggle()
    room.live(0.1)
    room.window.bar._show(4.0)
    room.wall.now += 0.3  # the computer was busy: what the bar showed holds for the time between
    room.window.step()
    assert [t for t, _ in room.kept] == [120.1, 120.2, 120.3, 120.4]
    room.wall.now += 60
    room.window.step()
    assert room.kept[-1] == (180.4, 4.0)
    assert len(room.kept) == 5


def test_who_goes_back_says_it_anew_and_what_was_said_stays(room, qtbot):
    room.window.toggle()
    room.window.bar._show(4.0)
    room.live(1)
    before = room.kept
    qtbot.keyClick(room.window, Qt.Key.Key_PageUp)
    assert room.window.bar.value is None
    room.live(0.1)
    room.window.bar._show(9.0)
    room.live(0.1)
    assert room.kept == [*before, (111.1, None), (111.2, 9.0)]


def test_a_jump_by_somebody_else_on_the_same_transport_empties_the_bar_too(room):
    room.window.toggle()
    room.window.bar._show(4.0)
    room.live(0.2)
    room.head.seek(300.0)
    room.live(0.1)
    assert room.kept[-1] == (300.1, None)


def test_a_pause_keeps_the_bar_where_it_is(room):
    room.window.toggle()
    room.window.bar._show(4.0)
    room.live(0.2)
    room.window.toggle()
    room.live(3)
    room.window.toggle()
    room.live(0.1)
    assert room.kept == [(120.1, 4.0), (120.2, 4.0), (120.3, 4.0)]


def test_at_another_speed_nothing_is_kept(room, qtbot):
    room.window.toggle()
    room.window.bar._show(4.0)
    qtbot.keyClick(room.window, Qt.Key.Key_Period)
    assert room.head.speed == 2.0
    room.live(2)
    assert room.kept == []
    assert "2 times" in room.window.state.text()
    qtbot.keyClick(room.window, Qt.Key.Key_Comma)
    room.live(0.1)
    assert room.kept == [(124.1, None)]


def test_a_loop_comes_again_and_each_round_is_said_anew(room, qtbot):
    room.window.toggle()
    room.live(2)
    qtbot.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert room.head.looped == pytest.approx((92.0, 122.0))
    room.live(0.2)
    assert room.head.now() == pytest.approx(92.2, abs=0.06)
    qtbot.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert room.head.looped is None


def test_closing_halts_the_head_and_keeps_the_take(room):
    room.window.toggle()
    room.window.close()
    assert room.head.paused
    assert room.taker.closed


def test_a_letter_of_the_codebook_codes_nothing_here(room, qtbot):
    qtbot.keyClick(room.window, Qt.Key.Key_R)
    assert "does nothing here" in room.window.refusals.text()


def test_the_bar_follows_wheel_and_arrows_and_forgets_nothing(room, qtbot):
    window = room.window
    qtbot.keyClick(window.bar, Qt.Key.Key_Right)
    qtbot.keyClick(window.bar, Qt.Key.Key_Right)
    assert window.bar.value == 1
    qtbot.keyClick(window.bar, Qt.Key.Key_Escape)
    assert window.bar.value == 1
    for button in (window.play, window.back, window.forth):
        assert button.toolTip()
        assert button.accessibleName()
