"""Type follows the text size of the system, as far as the screen has room for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.look import style
from gui.look.style import LIGHT, SMALLEST_PX, font, scale_of, sized
from tests.gui._look import Look
from tests.gui._scenes import SCENES, laid_out

SCREEN = (1708, 960)
"""The smallest one that has room for type of 125 %."""


@pytest.fixture
def larger(german, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the system want type of 125 %."""
    usual = QApplication.font()
    monkeypatch.setattr(style, "text_scale", lambda: 1.25)
    QApplication.setFont(font(13))
    yield
    QApplication.setFont(usual)


@pytest.mark.parametrize(
    ("points", "usual", "room", "scale"),
    [
        (9.0, 9.0, 3.0, 1.0),
        (11.25, 9.0, 3.0, 1.25),
        (8.0, 9.0, 3.0, 1.0),  # nothing is smaller than it is made
        (11.25, 9.0, 1.1, 1.1),  # a screen with little room
        (11.25, 9.0, 0.6, 1.0),
        (36.0, 9.0, 3.0, 2.0),
        (-1.0, 9.0, 3.0, 1.0),  # stated in pixels: not known
    ],
)
def test_type_is_as_large_as_the_system_wants_and_the_screen_can_hold(points, usual, room, scale):
    assert scale_of(points, usual, room) == pytest.approx(scale)


def test_no_type_is_under_12_px(qtbot):
    assert font(9).pixelSize() >= SMALLEST_PX
    assert font(14).pixelSize() == 14 * style.text_scale()


def test_type_and_the_room_for_it_grow_together(larger):
    assert (font(16).pixelSize(), sized(100)) == (20, 125)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["home", "form", "streams", "checks", "export", "import", "demo", "rating-client"]
)
def test_nothing_is_cut_at_a_text_size_of_125_percent(larger, keep, name):
    window = keep(SCENES[name](LIGHT, SCREEN))
    laid_out()
    assert Look(window, SCREEN).faults() == []
