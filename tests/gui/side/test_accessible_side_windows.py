"""The windows beside the main one: named, explained, reached and closed by keyboard."""

from __future__ import annotations

import pytest
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

from gui.actions.table import key_of
from gui.look.style import DARK
from gui.panels.rating_bar import RatingBar
from gui.session.help_window import keys_window, meaning_window
from gui.session.map_window import MapWindow
from gui.session.media_window import MediaWindow
from gui.session.recall_window import RecallWindow
from gui.session.span_window import SpanWindow
from gui.session.therapist_window import TherapistWindow
from gui.side.listen_window import ListenWindow
from gui.side.pacer_window import PacerWindow
from gui.side.rating_window import RatingWindow
from safehold.core.codebook import shipped_codebook
from safehold.core.measures import ProcessMeasure
from safehold.core.media import MediaPlace
from safehold.core.types import Status
from safehold.desk.speech_source import SpeakerState
from tests.fakes import FakeBeside, FakeTaker, FakeTransport
from tests.gui._fake_session import make_session
from tests.gui._fakes import FakeEar, FakePacer, FakeRatings, FakeSpeech

CONTROL = Qt.KeyboardModifier.ControlModifier
KINDS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit)
MEASURE = ProcessMeasure(
    "client", "span:1-2s", 1.0, 2.0, "share_high", 0.25, Status.OK, (), 200, 0.0, 1
)


WINDOWS = {
    "rating": lambda: RatingWindow(FakeRatings()),
    "recall": lambda: RecallWindow(FakeTaker(), FakeTransport()),
    "media": lambda: MediaWindow(FakeBeside(), MediaPlace("gone.mp4", 1.0), FakeTransport()),
    "pacer": lambda: PacerWindow(FakePacer(), theme=DARK),
    "listen": lambda: ListenWindow(
        FakeSpeech((SpeakerState("client"),)), [FakeEar([])], [0], theme=DARK
    ),
    "map": lambda: MapWindow(make_session("activation")),
    "span": lambda: SpanWindow((MEASURE,), (60.0, 300.0), 47.0),
    "therapist": lambda: TherapistWindow(make_session("activation")),
    "keys": lambda: keys_window(shipped_codebook("full")),
    "meaning": lambda: meaning_window(47.0),
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
            keys = ("Key: ", f"{key_of('map.previous')}, {key_of('map.next')}")
            assert focused or any(key in control.toolTip() for key in keys), control


def test_keys_close_it_and_no_single_one_where_somebody_answers(window):
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    answering = isinstance(window, RatingWindow | RecallWindow | PacerWindow | ListenWindow)
    assert window.isVisible() is answering
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
