"""The therapist's display: blind unless the study says otherwise, whatever the main one shows."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt

from gui.panels.person_panel import PersonPanel
from gui.panels.veiled_panel import VeiledPanel
from gui.session.main_window import MainWindow
from gui.session.therapist_window import TherapistWindow
from safehold.core.study import Display
from safehold.core.types import ZoneName
from safehold.session.veil import shown
from tests.gui._fake_session import make_session
from tests.gui._leaks import all_texts, disturb


@pytest.fixture
def window(keep):
    def build(display: Display, hr: float, state: ZoneName) -> TherapistWindow:
        session = make_session("activation")
        session.therapist_model = shown(session.full, display)
        for event in session.full.events():
            session.therapist_model.set_event(event)
        if session.full.status is not None:
            session.full.set_status(session.full.status)
        disturb(session, hr=hr, state=state)
        made = keep(TherapistWindow(session))
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


def test_it_takes_no_keyboard_away(keep, qtbot):
    main = keep(MainWindow(make_session("activation")))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert main.beside[0].testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    main.finish()
