"""The rating windows: one gesture is an answer, and nothing suggests one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.side.rating_window import ASK_S, THANKS_S, RatingWindow
from safehold.core.study import SCALES
from safehold.session.ratings import Ask
from tests.gui._fakes import FakeRatings, Wall


@pytest.fixture
def wall():
    return Wall()


def window_of(keep, wall, *names: str) -> tuple[RatingWindow, FakeRatings]:
    source = FakeRatings(tuple(scale for scale in SCALES if scale.name in names))
    window = keep(RatingWindow(source, wall=wall))
    window.resize(1100, 620)
    window.show()
    return window, source


def spot(bar: QWidget, value: float) -> QPoint:
    return QPoint(round(bar._x(value)), 28)


def test_one_touch_is_one_answer_with_its_time(qtbot, keep, wall):
    window, source = window_of(keep, wall, "safety")
    bar = window.cards["safety"].bar
    assert bar.value is None
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=spot(bar, 6))
    assert source.answers == [("safety", 6.0, 100.0)]
    assert "thank" in window.cards["safety"].state.text()


def test_a_finger_that_slides_answers_where_it_is_lifted(qtbot, keep, wall):
    window, source = window_of(keep, wall, "suds")
    bar = window.cards["suds"].bar
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=spot(bar, 20))
    assert source.answers == []
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=spot(bar, 73))
    assert source.answers == [("suds", pytest.approx(73, abs=1), 100.0)]


@pytest.mark.parametrize(
    ("scale", "keys", "value"),
    [("safety", "10", 10), ("safety", "0", 0), ("dose", "-2", -2), ("suds", "85", 85)],
)
def test_a_number_is_typed_and_given_with_enter(qtbot, keep, wall, scale, keys, value):
    window, source = window_of(keep, wall, scale)
    bar = window.cards[scale].bar
    qtbot.keyClicks(bar, keys)
    assert source.answers == []
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert [answer[:2] for answer in source.answers] == [(scale, value)]


def test_arrows_begin_at_an_end_and_never_in_the_middle(qtbot, keep, wall):
    window, source = window_of(keep, wall, "safety")
    bar = window.cards["safety"].bar
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    assert source.answers == []  # nothing given, nothing sent
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.value == 0
    bar.clear()
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bar.value == 10
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.value is None


def test_an_answer_is_forgotten_before_the_next_one(qtbot, keep, wall):
    window, source = window_of(keep, wall, "safety")
    bar = window.cards["safety"].bar
    qtbot.keyClicks(bar, "8\r")
    assert bar.value == 8
    wall.now = THANKS_S + 0.1
    window.poll()
    assert bar.value is None
    assert window.cards["safety"].state.text() == ""
    assert len(source.answers) == 1


def test_a_request_frames_its_scales_until_they_are_answered_or_it_is_too_late(qtbot, keep, wall):
    window, source = window_of(keep, wall, "client_arousal", "own_arousal", "dose")
    source.requests = [Ask("therapist", ("own_arousal", "dose"))]
    window.poll()
    asked = {name: bool(card.property("asked")) for name, card in window.cards.items()}
    assert asked == {"client_arousal": False, "own_arousal": True, "dose": True}
    qtbot.keyClicks(window.cards["own_arousal"].bar, "1\r")
    assert not window.cards["own_arousal"].property("asked")
    wall.now = ASK_S + 1
    window.poll()
    assert not window.cards["dose"].property("asked")
    assert [answer[0] for answer in source.answers] == ["own_arousal"]


def test_the_window_says_when_nobody_reads_the_answers(keep, wall):
    window, source = window_of(keep, wall, "safety")
    assert "connected" in window.connection.text()
    source.connected, source.waiting = False, 2
    window.poll()
    assert "not connected: 2" in window.connection.text()


def test_the_client_sees_questions_and_no_physiology(keep, wall):
    window, _ = window_of(keep, wall, "safety", "suds")
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [w.toolTip() + w.accessibleName() for w in window.findChildren(QWidget)]
    shown = " ".join([*texts, window.windowTitle()]).casefold()
    for word in ("hr", "rsa", "rmssd", "bpm", "zone", "activation", "baseline"):
        assert f" {word} " not in f" {shown} "
    for card in window.cards.values():
        assert card.bar.accessibleName()
        assert card.bar.toolTip()
        assert card.bar.height() >= 90  # a finger's breadth several times


@pytest.mark.parametrize("filled", [False, True])
def test_a_question_comes_to_the_front_only_where_it_covers_nobody_s_codes(
    keep, wall, monkeypatch, filled
):
    window, source = window_of(keep, wall, "safety")
    if filled:
        window.showFullScreen()
    raised: list[str] = []
    monkeypatch.setattr(window, "raise_", lambda: raised.append("raised"))
    source.requests.append(Ask("client", ("safety",)))
    window.poll()
    assert window.cards["safety"].property("asked")
    assert bool(raised) == filled
