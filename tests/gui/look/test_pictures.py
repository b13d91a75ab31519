"""Every page and window is looked at as it is painted: nothing cut, elided, covered or faint.

``docs/check_pictures.py`` looks at all of them in three sizes, both looks and both languages;
here each has the smallest screen in the language with the longer words, and a larger one.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QWidget,
)

from gui.look.style import DARK, LIGHT, style_sheet
from gui.qt.elided_label import ElidedLabel
from gui.qt.side_window import SideWindow
from gui.start.start_window import StartWindow
from tests.gui._look import Look
from tests.gui._named import nameless, out_of_order, unreached
from tests.gui._scenes import SCENES, laid_out

LARGER = (
    "home",
    "design-phases",
    "checks",
    "activation",
    "bad_sensor",
    "replay",
    "rating-client",
    "map",
)
"""Looked at on a larger screen too, in English and dark; the others change little."""


def _faults(keep, name: str, theme, size) -> list[str]:
    window = keep(SCENES[name](theme, size))
    if (parent := window.parentWidget()) is not None:
        keep(parent)
    laid_out()
    return [
        *Look(window, size).faults(), *nameless(window), *unreached(window),
        *out_of_order(window),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_all_can_be_read_on_a_small_laptop_in_german_and_light(german, keep, name):
    assert _faults(keep, name, LIGHT, (1366, 768)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGER)
def test_all_can_be_read_on_a_screen_in_english_and_dark(keep, name):
    assert _faults(keep, name, DARK, (1600, 1000)) == []


def _shown(keep, *parts: QWidget) -> Look:
    window = keep(QWidget())
    window.setStyleSheet(style_sheet(DARK) + "#bare { background: #0f1317; }")
    window.setObjectName("bare")
    window.resize(300, 200)
    for part in parts:
        part.setParent(window)
    window.show()
    laid_out()
    return Look(window, (1366, 768))


def _label(words: str, left: int, top: int, wide: int, *, style: str = "") -> QLabel:
    label = QLabel(words)
    label.setGeometry(left, top, wide, 24)
    label.setStyleSheet(f"font-size: 13px; {style}")
    return label


def test_a_window_without_faults_has_none(keep):
    assert _shown(keep, _label("good", 10, 10, 200), _label("as well", 10, 40, 200)).faults() == []


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("cut", lambda: [_label("much longer than its place", 10, 10, 60)]),
        ("small", lambda: [_label("small", 10, 10, 200, style="font-size: 11px;")]),
        ("faint", lambda: [_label("faint", 10, 10, 200, style="color: #4a5058;")]),
        ("over each other", lambda: [_label("one", 10, 10, 90), _label("two", 60, 12, 90)]),
        ("crossing", lambda: [_label("words", 10, 10, 90), _label("others", 14, 12, 90)]),
    ],
)
def test_a_fault_is_found(keep, rule, parts):
    assert [f for f in _shown(keep, *parts()).faults() if f.startswith(rule)]


def test_an_ellipsis_that_stands_for_words_is_found(keep):
    label = ElidedLabel("nothing but one part that is long")
    label.setGeometry(10, 10, 90, 24)
    (fault,) = _shown(keep, label).faults()
    assert fault.startswith("elided")


def test_what_has_no_name_or_no_keyboard_is_found(keep):
    window = keep(QWidget())
    button = QPushButton(window)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.show()
    assert nameless(window)
    assert unreached(window)
    button.setAccessibleName("Stop")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert not nameless(window)
    assert not unreached(window)


def test_a_window_larger_than_its_screen_is_found(keep):
    window = keep(QPushButton("wide"))
    window.setMinimumWidth(1400)
    window.show()
    laid_out()
    assert any(fault.startswith("outside") for fault in Look(window, (1366, 768)).faults())


REAL = (QMainWindow, QDialog, QMenu, SideWindow, StartWindow)


class _Shown(QObject):
    """Keeps every window of its own that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, REAL):
            self.kinds.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.mark.parametrize("name", SCENES)
def test_no_part_is_shown_as_a_window_of_its_own_before_it_has_its_place(name, keep):
    """It would flash at the corner of the screen, over what somebody reads."""
    shown = _Shown()
    QApplication.instance().installEventFilter(shown)
    try:
        window = keep(SCENES[name](replace(DARK), (1366, 768)))
        if (parent := window.parentWidget()) is not None:
            keep(parent)
        laid_out()
    finally:
        QApplication.instance().removeEventFilter(shown)
    assert shown.kinds == []
