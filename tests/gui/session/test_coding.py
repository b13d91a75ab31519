"""Coding by key: when it was, who did it, what more; mistakes taken back without limit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gui.session.main_window import MainWindow
from safehold.core.codebook import shipped_codebook
from tests.gui._fake_session import make_session

NONE = Qt.KeyboardModifier.NoModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Coder:
    """A coder at the keyboard of a window with the full codebook, and nothing coded yet."""

    def __init__(self, keep) -> None:
        full = shipped_codebook("full")
        self.session = session = make_session("before_baseline", codebook=full)
        self.wall, session.now = 100.0, 500.0
        self.window = keep(MainWindow(session, wall=lambda: self.wall))
        self.window.prepare()

    def key(self, key, modifier=NONE) -> None:
        self.wall += 1.0
        self.session.now += 1.0
        text = key if isinstance(key, str) and modifier == NONE else ""
        number = Qt.Key(ord(key.upper())) if isinstance(key, str) else key
        press = QKeyEvent(QEvent.Type.KeyPress, number, modifier, text)
        QApplication.sendEvent(self.window.focusWidget() or self.window, press)

    def keys(self, *keys) -> None:
        for key in keys:
            self.key(key)

    @property
    def events(self):
        return self.session.book.events()

    @property
    def last(self):
        return max(self.events, key=lambda event: event.event_id)


@pytest.fixture
def coder(keep, qtbot):
    return Coder(keep)


@pytest.mark.parametrize(("key", "ago"), [(Qt.Key.Key_F2, 5.0), (Qt.Key.Key_F3, 10.0)])
def test_one_key_before_a_code_says_that_it_was_some_seconds_ago(coder, key, ago):
    coder.keys(key, "1")
    assert coder.last.onset == coder.session.now - ago
    assert coder.last.t_entered == coder.session.now  # nothing is hidden
    coder.key("2")
    assert coder.last.onset == coder.session.now  # for one press only


def test_a_code_can_begin_where_the_last_event_ended(coder):
    coder.keys("e", "e", Qt.Key.Key_F4, "1")
    exploration = coder.events[0]
    assert coder.last.onset == exploration.onset + exploration.duration


def test_since_the_last_event_without_one_is_the_moment_of_the_press(coder):
    coder.keys(Qt.Key.Key_F4, "1")
    assert coder.last.onset == coder.session.now


def test_escape_or_the_same_key_takes_an_armed_time_back(coder):
    coder.keys(Qt.Key.Key_F3, Qt.Key.Key_Escape, "1")
    assert coder.last.onset == coder.session.now
    coder.keys(Qt.Key.Key_F3, Qt.Key.Key_F3, "2")
    assert coder.last.onset == coder.session.now


def test_what_is_armed_stands_on_its_button(coder):
    button = coder.window.parts.coding.times["ago10"]
    coder.key(Qt.Key.Key_F3)
    assert button.property("open")
    coder.key("1")
    assert not button.property("open")


def test_the_actor_holds_for_one_code(coder):
    coder.keys(Qt.Key.Key_F8, "r")
    assert coder.last.actor == "C"
    coder.key("t")
    assert coder.last.actor == coder.session.codebook.by_key("t").actor
    assert coder.window.parts.coding.actor.label == "actor: as coded"
    assert not coder.window.parts.coding.actor.property("open")


def test_a_second_press_locks_the_actor_visibly_until_escape(coder):
    button = coder.window.parts.coding.actor
    coder.key(Qt.Key.Key_F8)
    assert (button.label, button.state) == ("client", "once")
    coder.key(Qt.Key.Key_F8)
    assert (button.label, button.state) == ("client", "locked")
    coder.keys("r", "t", "1")
    assert [event.actor for event in coder.events] == ["C"] * 3
    assert button.property("open")
    coder.key(Qt.Key.Key_Escape)
    assert (button.label, button.state) == ("actor: as coded", "")
    coder.key("2")
    assert coder.last.actor == coder.session.codebook.by_key("2").actor


def test_from_a_locked_actor_the_key_goes_to_the_next_one(coder):
    button, seen = coder.window.parts.coding.actor, []
    for _ in range(7):
        coder.key(Qt.Key.Key_F8)
        seen.append((button.label.removeprefix("actor: "), button.state))
    assert seen == [
        ("client", "once"), ("client", "locked"), ("therapist", "once"), ("therapist", "locked"),
        ("observer", "once"), ("observer", "locked"), ("as coded", ""),
    ]  # fmt: skip


def test_escape_takes_back_what_is_set_once_and_leaves_a_locked_actor(coder):
    coder.keys(Qt.Key.Key_F8, Qt.Key.Key_F8, Qt.Key.Key_F3, Qt.Key.Key_Escape, "1")
    assert coder.last.onset == coder.session.now
    assert coder.last.actor == "C"


def test_two_keys_give_a_code_of_a_group(coder):
    coder.keys("l", "r")
    assert coder.last.code == coder.session.codebook.by_key("lr").code
    coder.keys("l", Qt.Key.Key_Escape, "1")
    assert coder.last.code == coder.session.codebook.by_key("1").code


def test_subtype_modifier_and_confidence_are_said_without_leaving_the_keyboard(coder):
    coder.key("1")
    code = coder.session.codebook.by_key("1")
    coder.key("2", CONTROL)
    coder.key("1", ALT)
    coder.key("2", ALT)
    coder.key(Qt.Key.Key_F12)
    said = coder.last.attributes
    assert said["subtype"] == code.subtypes[1]
    assert said["modifiers"] == "|".join(code.modifiers[:2])
    assert said["confidence"] == "3"
    coder.key(Qt.Key.Key_F12)
    assert coder.last.attributes["confidence"] == "2"
    coder.window.refresh()
    assert coder.window.parts.coding.confidence.label == "rather sure"
    assert coder.window.parts.coding.subtypes[1].property("open")


def test_an_unknown_subtype_changes_nothing(coder):
    coder.keys("e", "e")
    before = coder.events
    coder.key("6", CONTROL)
    assert coder.events == before


def test_the_other_shape_makes_a_point_of_an_interval_for_one_press(coder):
    code = next(c for c in coder.session.codebook.codes if c.either and len(c.key) == 1)
    coder.keys(Qt.Key.Key_Insert, code.key)
    other = coder.last
    assert (other.duration is None) == (code.kind.value == "point")
    assert not coder.window.acts.pending.other_shape


def test_a_coder_mistakes_keys_and_takes_everything_back_and_some_of_it_forth(coder):
    """Story: eight presses, all undone, three done again, a new press ends the redo."""
    coder.keys("1", "2", "e", "1", "e", "s", "t", "s")
    all_events = coder.events
    states = [all_events]
    for _ in range(8):
        coder.key("z", CONTROL)
        states.append(coder.events)
    assert states[-1] == ()
    coder.key("z", CONTROL)  # one more does no harm
    coder.window.refresh()
    assert not coder.window.parts.events.undo.isEnabled()
    for step in (7, 6, 5):
        coder.key("y", CONTROL)
        assert coder.events == states[step]
    coder.key("2")
    coder.window.refresh()
    assert not coder.window.parts.events.redo.isEnabled()
    after = coder.events
    coder.key("y", CONTROL)
    assert coder.events == after
