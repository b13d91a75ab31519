"""The pacer's window: what it publishes is what it painted."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from gui.look.style import DARK
from gui.side.pacer_window import LARGEST, SMALLEST, PacerWindow
from tests.gui._fakes import FakePacer


def radius(window: PacerWindow) -> float:
    """Return the painted radius as a share of the free space, read from the pixels."""
    image = window.grab().toImage()
    room = min(window.width(), window.height() - 90) / 2
    x, y = window.width() // 2, round((window.height() - 70) / 2)
    inside = image.pixelColor(x, y)
    reach = next(k for k in range(1, x) if image.pixelColor(x + k, y) != inside)
    return reach / room


@pytest.fixture
def pacer(keep):
    fake = FakePacer()
    window = keep(PacerWindow(fake, theme=DARK))
    window.resize(600, 640)
    window.show()
    return window, fake


@pytest.mark.parametrize("position", [0.15, 0.5, 0.85])
def test_the_circle_on_the_screen_has_the_size_that_is_published(pacer, position):
    window, fake = pacer
    fake.shown, fake.time = (position, 12.0), 8.25
    wanted = SMALLEST + (LARGEST - SMALLEST) * position
    assert radius(window) == pytest.approx(wanted, abs=0.03)
    assert fake.drawn[-1] == ((position, 12.0), 8.25)


def test_it_says_in_while_it_grows_and_out_while_it_shrinks(pacer):
    window, fake = pacer
    words = []
    for position in (0.2, 0.4, 0.9, 0.7, 0.1):
        fake.shown = (position, 12.0)
        window.grab()
        words.append(window.words)
    assert words == ["in", "in", "in", "out", "out"]
    fake.shown = None
    window.grab()
    assert window.words == "breathe as you like"
    assert window.grab().toImage().pixelColor(2, 2) == QColor(DARK.window)
