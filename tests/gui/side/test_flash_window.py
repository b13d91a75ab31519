"""The window of the camera marks: what it flashes is the word that is kept."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.look.style import DARK
from gui.side.flash_window import FlashWindow, PaintedFlash
from processing.signals.sync_code import FLASH_S, GUARD_S, SYMBOL_S
from safehold.session.camera_flash import Played
from tests.gui._fakes import FakeLoudspeaker, FakeMarks


@pytest.fixture
def flash(keep, qtbot):
    marks, sound = FakeMarks(), FakeLoudspeaker()
    window = keep(FlashWindow(marks, sound, theme=DARK, area=PaintedFlash()))
    window.resize(480, 400)
    window.show()
    qtbot.waitExposed(window)
    return window, marks, sound


def play(window, marks, *, step_s=0.02, stall_at=None):
    """Let a mark run, and return what the area showed in the middle of each symbol."""
    first = marks.time + GUARD_S
    seen = {}
    while window.showing and marks.time < first + FLASH_S + 2:
        marks.time += step_s
        if stall_at is not None and marks.time > first + stall_at:
            marks.time, stall_at = marks.time + 0.3, None
        window.step()
        window.area.repaint()
        symbol = (marks.time - first) / SYMBOL_S
        if 0.4 < symbol % 1 < 0.6:
            pixel = window.area.grab().toImage().pixelColor(5, 5)
            seen[int(symbol)] = pixel == QColor(255, 255, 255)
    return [seen.get(k, False) for k in range(24)]


def test_a_mark_that_is_due_is_flashed_and_kept(flash):
    window, marks, sound = flash
    marks.wanted = True
    window.step()
    assert window.showing
    bright = play(window, marks)
    assert np.array_equal(np.where(bright, 1, -1), marks.word())
    ((at, mark),) = marks.kept
    assert mark.word == "b2d299"
    assert at == pytest.approx(50.0 + GUARD_S, abs=0.06)
    assert sound.words == ["b2d299"]
    assert not window.showing


def test_space_shows_one_at_once_and_only_one_at_a_time(flash, qtbot):
    window, marks, _ = flash
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.showing
    play(window, marks)
    assert len(marks.kept) == 1


def test_a_spoilt_mark_is_shown_once_more(flash, qtbot):
    window, marks, sound = flash
    qtbot.keyClick(window, Qt.Key.Key_Space)
    play(window, marks, stall_at=1.0)
    assert marks.kept == []
    assert window.showing
    play(window, marks)
    assert len(marks.kept) == 1
    assert len(sound.words) == 2


def test_the_sound_stands_in_the_mark_where_it_was_heard(flash, qtbot):
    window, marks, sound = flash
    sound.heard = Played(51.0, 0.03)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    play(window, marks)
    at, mark = marks.kept[0]
    assert at + mark.sound_after_s == pytest.approx(51.0)


def test_without_a_loudspeaker_it_says_so_and_flashes_all_the_same(keep, qtbot):
    marks = FakeMarks()
    sound = FakeLoudspeaker(available=False)
    window = keep(FlashWindow(marks, sound, theme=DARK, area=PaintedFlash()))
    window.show()
    qtbot.waitExposed(window)
    assert "No loudspeaker" in window.words.text()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    play(window, marks)
    assert marks.kept[0][1].sound_after_s is None


def test_it_says_when_nobody_records(flash):
    window, marks, _ = flash
    marks.connected = False
    window.step()
    assert "not being recorded" in window.words.text()
