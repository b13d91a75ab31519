"""The windows beside the main one: named, explained, reached and closed by keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from _fake_session import make_session
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from gui.map_window import MapWindow
from gui.pacer_window import PacerWindow
from gui.rating_bar import RatingBar
from gui.rating_window import RatingWindow
from gui.recall_window import RecallWindow
from gui.span_window import SpanWindow
from gui.style import DARK
from gui.therapist_window import TherapistWindow
from safehold.app.ratings import Ask
from safehold.core.measures import ProcessMeasure
from safehold.core.study import SCALES, Scale
from safehold.core.types import Status

CONTROL = Qt.KeyboardModifier.ControlModifier
KINDS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit)
MEASURE = ProcessMeasure(
    "client", "span:1-2s", 1.0, 2.0, "share_high", 0.25, Status.OK, (), 200, 0.0, 1
)


@dataclass
class Quiet:
    """Whoever a side window talks to; nothing happens."""

    scales: tuple[Scale, ...] = SCALES
    scale: Scale = SCALES[0]
    person: str = "client"
    session_id: str = "d07-03"
    connected: bool = True
    waiting: int = 0
    answers: list[tuple[str, float]] = field(default_factory=list)

    def clock(self) -> float:
        return 0.0

    def answer(self, scale: str, value: float, *, at: float) -> None:
        self.answers.append((scale, value))

    def deliver(self) -> None:
        pass

    def asked(self) -> list[Ask]:
        return []

    def sample(self, t: float, value: float | None) -> None:
        pass

    def now(self, at: float) -> None:
        return None

    def drew(self, shown, *, at: float) -> None:
        pass


WINDOWS = {
    "rating": lambda: RatingWindow(Quiet()),
    "recall": lambda: RecallWindow(Quiet(), start=0.0),
    "pacer": lambda: PacerWindow(Quiet(), theme=DARK),
    "map": lambda: MapWindow(make_session("activation")),
    "span": lambda: SpanWindow((MEASURE,), (60.0, 300.0), 47.0),
    "therapist": lambda: TherapistWindow(make_session("activation")),
}


@pytest.fixture(params=WINDOWS)
def window(request, keep):
    shown = keep(WINDOWS[request.param]())
    shown.show()
    shown.activateWindow()
    return shown


def test_it_says_what_it_is(window):
    assert window.windowTitle()
    named = [w for w in (window, *window.findChildren(QWidget)) if w.accessibleName()]
    assert named, "a screen reader would say nothing"


def test_every_control_has_a_name_a_tooltip_and_a_key_or_a_place_in_the_round_of_tab(window):
    for control in window.findChildren(QWidget):
        if control.objectName().startswith("qt_") or isinstance(control, QScrollBar | QHeaderView):
            continue
        focused = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if isinstance(control, KINDS) or (focused and isinstance(control, RatingBar)):
            assert control.accessibleName(), control
            assert control.toolTip(), control
            assert focused or "Key: " in control.toolTip(), control


def test_keys_close_it_and_no_single_one_where_somebody_answers(window):
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    assert window.isVisible() is not window.closes_with_escape
    answering = isinstance(window, RatingWindow | RecallWindow | PacerWindow)
    assert window.closes_with_escape is not answering
    window.show()
    closed = []
    window.closed.connect(lambda: closed.append(True))
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_W, CONTROL)
    assert not window.isVisible()
    assert closed == [True]


def test_a_key_fills_the_screen_and_gives_it_back(window):
    for full in (True, False):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F11)
        assert window.isFullScreen() is full
