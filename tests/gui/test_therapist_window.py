"""The therapist's display: blind unless the study says otherwise, whatever the main one shows."""

from __future__ import annotations

import re

import pytest
from _fake_session import make_session
from _leaks import all_texts, disturb
from PySide6.QtCore import Qt

from gui.main_window import MainWindow
from gui.person_panel import PersonPanel
from gui.therapist_window import TherapistWindow
from gui.veiled_panel import VeiledPanel
from safehold.app.veil import shown
from safehold.core.study import Display
from safehold.core.types import ZoneName


@pytest.fixture
def window(keep):
    def build(display: Display, hr: float, state: ZoneName) -> TherapistWindow:
        controller = make_session("activation")
        controller.therapist_model = shown(controller.full, display)
        for event in controller.full.events():
            controller.therapist_model.set_event(event)
        if controller.full.status is not None:
            controller.full.set_status(controller.full.status)
        disturb(controller, hr=hr, state=state)
        made = keep(TherapistWindow(controller))
        made.show()
        return made

    return build


def test_a_blind_one_is_the_same_whatever_the_body_does(window):
    calm = window(Display.BLIND, 61.0, ZoneName.WITHIN)
    wild = window(Display.BLIND, 119.0, ZoneName.HIGH)
    assert all_texts(calm) == all_texts(wild)
    assert calm.grab().toImage() == wild.grab().toImage()
    assert all(isinstance(panel, VeiledPanel) for panel in wild.people)
    assert re.fullmatch(r"\d+:\d\d(:\d\d)?", wild.clock.text())


def test_a_reduced_one_says_the_zone_and_no_number(window):
    texts = all_texts(window(Display.REDUCED, 119.0, ZoneName.HIGH))
    assert any("high activation" in text for text in texts)
    assert not [text for text in texts if re.search(r"119|\bbpm\b|\d ms\b", text)]


def test_a_full_one_shows_the_numbers(window):
    made = window(Display.FULL, 119.0, ZoneName.HIGH)
    assert all(isinstance(panel, PersonPanel) for panel in made.people)
    assert any("119" in text for text in all_texts(made))


def test_a_key_opens_it_and_the_main_window_closes_it(keep, qtbot):
    main = keep(MainWindow(make_session("activation")))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert main._therapist is not None
    assert main._therapist.isVisible()
    assert main._therapist.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    qtbot.keyClick(main._therapist, Qt.Key.Key_Escape)
    assert main._therapist is None
    qtbot.keyClick(main, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    main.finish()
    assert main._therapist is None
