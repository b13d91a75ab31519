"""Alarms in the window: seen from afar, acknowledged by key, heard only where that is wanted."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gui.panels.alarm_bar import SOUND_EVERY_S, AlarmSound, most_urgent
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.messages import Message
from safehold.core.types import Level

LOST = Alarm(
    "a1", AlarmKind.DROPOUT, Level.ERROR, "client", "client-ecg", Message("client: ECG: no data"),
    Message("Check the sensor."), 488.0,
)  # fmt: skip
DISK = Alarm(
    "a2", AlarmKind.DISK, Level.WARNING, None, None, Message("The disk is full in 41 min."),
    Message("Free space now."), 490.0,
)  # fmt: skip


def show(window, *alarms) -> None:
    window._view.model.set_alarms(alarms)
    window.refresh()


def control(window, key: str) -> None:
    number, held = Qt.Key(ord(key.upper())), Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, number, held, ""))
    window.refresh()


def test_without_an_alarm_there_is_no_bar(window):
    assert not window.parts.alarms.isVisible()


def test_a_sensor_falls_off_is_acknowledged_and_returns(window):
    """Story: the alarm comes, is seen, stays while it lasts, and goes when it is over."""
    calls = window._view.calls
    show(window, LOST)
    assert window.parts.alarms.isVisible()
    assert "no data" in window.parts.alarms.what.full_text
    assert window.parts.alarms.remedy.full_text == "Check the sensor."
    control(window, "a")
    assert [call[:2] for call in calls if call[0] == "acknowledge"] == [("acknowledge", "a1")]
    assert window.parts.alarms.isVisible()
    assert not window.parts.alarms.property("unseen")
    seen = window._view.model.alarms()[0]
    show(window, dataclasses.replace(seen, cleared=495.0))
    assert not window.parts.alarms.isVisible()


def test_an_alarm_that_is_over_but_was_not_seen_stays(window):
    show(window, dataclasses.replace(LOST, cleared=489.0))
    assert window.parts.alarms.isVisible()
    assert "(over)" in window.parts.alarms.what.full_text


def test_each_press_acknowledges_the_alarm_on_show_and_the_next_comes_up(window):
    show(window, LOST, DISK)
    assert window.parts.alarms.more.text() == "+ 1 more"
    control(window, "a")
    assert "disk" in window.parts.alarms.what.full_text
    control(window, "a")
    told = [call[1] for call in window._view.calls if call[0] == "acknowledge"]
    assert told == ["a1", "a2"]


def test_errors_come_before_warnings_and_unseen_before_seen():
    assert most_urgent([LOST, DISK]) is LOST
    assert most_urgent([dataclasses.replace(LOST, acknowledged=1.0), DISK]) is DISK


def test_sound_is_off_until_it_is_switched_on_and_ends_when_the_alarm_was_seen():
    beeps, wall = [], [100.0]
    sound = AlarmSound(lambda: wall[0], lambda: beeps.append(wall[0]))
    sound.attend([LOST])
    assert beeps == []
    sound.on = True
    sound.attend([LOST])
    sound.attend([LOST])
    assert beeps == [100.0]
    wall[0] += SOUND_EVERY_S
    sound.attend([LOST])
    assert beeps == [100.0, 110.0]
    wall[0] += SOUND_EVERY_S
    sound.attend([dataclasses.replace(LOST, acknowledged=1.0)])
    assert beeps == [100.0, 110.0]


def test_the_key_switches_the_sound_and_the_button_says_so(window):
    show(window, LOST)
    assert window.parts.alarms.sound.label == "Sound off"
    control(window, "m")
    assert window.parts.alarms.sound.label == "Sound on"


def test_every_menu_entry_has_a_key_and_its_words(window):
    from PySide6.QtWidgets import QMenu

    for menu in window.parts.menus.findChildren(QMenu):
        for action in menu.actions():
            assert action.menu() or "\t" in action.text()


def test_a_menu_entry_does_what_its_key_does(window):
    from PySide6.QtWidgets import QMenu

    entries = {
        action.text().split("\t")[0]: action
        for menu in window.parts.menus.findChildren(QMenu)
        for action in menu.actions()
    }
    entries["Undo"].trigger()
    assert ("undo",) in window._view.calls
