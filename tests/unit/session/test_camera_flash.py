"""A camera mark while it is shown: its time is that of the pictures that reached the screen."""

from __future__ import annotations

import numpy as np
import pytest

from processing.signals.sync_code import FLASH_S, GUARD_S, write_word
from safehold.session.camera_flash import FlashShow, PhaseMarks, Played, Screen
from tests.camera import words

HZ = 60.0
BEGIN = 1000.0


def shown(*, late_s: float = 0.0, stall_at: float | None = None, stall_s: float = 0.0):
    """Return a mark whose pictures are handed over at the refreshes of a screen."""
    (word,) = words(1, np.random.default_rng(4))
    show = FlashShow(word, BEGIN)
    at = BEGIN + 0.003
    while not show.over(at):
        bright = show.bright(at)
        at += 1 / HZ
        if stall_at is not None and at > stall_at:
            at, stall_at = at + stall_s, None
        show.presented(at + late_s, bright=bright)
    return show


@pytest.mark.parametrize("late_s", [0.0, 0.012])
@pytest.mark.parametrize("swapped", [True, False])
def test_the_mark_has_the_time_of_the_light_and_says_how_far_it_may_be(
    late_s: float, swapped: bool
) -> None:
    screen = Screen(1 / HZ, swapped)
    stamp, mark = shown(late_s=late_s).mark(screen, None)
    handed_over = BEGIN + GUARD_S + 1 / HZ + late_s
    assert stamp == pytest.approx(handed_over + screen.delay_s, abs=0.5 / HZ)
    assert screen.doubt_s < mark.flash_s < screen.doubt_s + 0.004
    assert mark.sound_after_s is None


def test_a_sound_is_told_by_when_it_began_after_the_flash() -> None:
    show = shown()
    stamp, mark = show.mark(Screen(1 / HZ, True), Played(show.first + 0.6, 0.03))
    assert stamp + mark.sound_after_s == pytest.approx(show.first + 0.6)
    assert mark.sound_s == 0.03
    assert mark.word == write_word(show.word)


def test_a_mark_with_a_late_symbol_is_spoilt() -> None:
    show = shown(stall_at=BEGIN + GUARD_S + 2.0, stall_s=0.15)
    assert show.mark(Screen(1 / HZ, True), None) is None


def test_a_mark_that_lost_symbols_is_spoilt() -> None:
    show = shown(stall_at=BEGIN + GUARD_S + 1.0, stall_s=1.3)
    assert show.mark(Screen(1 / HZ, True), None) is None


def test_it_is_dark_before_and_after_its_word() -> None:
    (word,) = words(1, np.random.default_rng(4))
    show = FlashShow(word, BEGIN)
    assert not show.bright(BEGIN + GUARD_S - 0.01)
    assert show.bright(BEGIN + GUARD_S + 0.01)
    assert not show.bright(BEGIN + GUARD_S + FLASH_S + 0.01)
    assert show.over(BEGIN + 2 * GUARD_S + FLASH_S)


def test_a_study_that_wants_marks_has_one_at_the_beginning_and_at_each_change_of_phase() -> None:
    phases = ["", "", "baseline", "baseline", "session", ""]
    marks = PhaseMarks(wanted=True)
    assert [marks.due(phase) for phase in phases] == [True, False, True, False, True, True]
    silent = PhaseMarks(wanted=False)
    assert not any(silent.due(phase) for phase in phases)
