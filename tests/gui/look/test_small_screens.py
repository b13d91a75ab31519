"""A small laptop that the system enlarges by a quarter or a half: everything can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from gui.look.style import DARK
from tests.gui._scenes import SCENES, laid_out

ENLARGED = ((1093, 614), (911, 512))
"""A screen of 1366 x 768 at 125 % and at 150 %, in the pixels of a window."""


def in_view(window: QWidget, part: QWidget) -> bool:
    """Return whether a part is seen, or enough of a large one: of a line, where its cursor is."""
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size()) & window.rect()
    room = QSize(min(part.width(), 100), min(part.height(), window.height() // 3))
    return place.width() >= room.width() and place.height() >= room.height()


@pytest.mark.parametrize("size", ENLARGED, ids=["125 %", "150 %"])
@pytest.mark.parametrize("name", ["home", "form", "checks", "export", "rating-client"])
def test_a_window_fits_and_what_has_the_keyboard_comes_into_view(german, keep, qtbot, name, size):
    window = keep(SCENES[name](DARK, size))
    laid_out()
    assert window.width() <= size[0]
    assert window.height() <= size[1]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen: list[QWidget] = []
    while (part := _next(window)) not in seen:
        assert part is not None
        laid_out()
        assert in_view(window, part), part.accessibleName()
        seen.append(part)
    assert len(seen) > 2


def _next(window: QWidget) -> QWidget | None:
    window.focusNextPrevChild(True)
    return window.focusWidget()
