"""Large type: what is read from two metres, also on a small laptop."""

from __future__ import annotations

import math

import pytest
from PySide6.QtWidgets import QApplication

from gui.session.main_window import MainWindow
from tests.gui._fake_session import make_session

PIXEL_MM = 0.277
"""Of a 24-inch screen of 1920 by 1080."""
CAP_SHARE = 0.72
"""Height of a capital letter as a share of the font's pixel size, DejaVu Sans or Inter."""
ARCMIN = 10.0
"""Twice what an eye of normal acuity resolves as a letter (5 minutes of arc)."""


def minutes_of_arc(pixels: int, metres: float) -> float:
    return math.degrees(math.atan(pixels * CAP_SHARE * PIXEL_MM / (1000 * metres))) * 60


@pytest.fixture(params=["bad_sensor", "activation"])
def window(keep, request) -> MainWindow:
    shown = keep(MainWindow(make_session(request.param)))
    shown.resize(1366, 768)
    shown.prepare()
    shown.acts.large_asked.emit()
    QApplication.processEvents()
    shown.refresh()
    QApplication.processEvents()
    return shown


@pytest.mark.slow
def test_zone_numbers_clock_and_recorder_are_read_from_two_metres(window):
    client = window.parts.people[0]
    zone, _ = client.zone.zone.fitting_font()
    assert minutes_of_arc(zone.pixelSize(), 2.0) >= ARCMIN
    assert minutes_of_arc(client.tiles["hr"].number.font().pixelSize(), 2.0) >= ARCMIN
    assert not client.tiles["hr"].isHidden()
    header = window.parts.header
    for label in (header.clock, header.recorder, header.phase):
        assert minutes_of_arc(label.font().pixelSize(), 2.0) >= 0.85 * ARCMIN


@pytest.mark.slow
def test_it_fits_a_small_laptop_and_goes_back(window):
    assert window.minimumSizeHint().height() <= 768
    assert window.minimumSizeHint().width() <= 1366
    assert not window.parts.people[0].signals_shown
    window.acts.theme_asked.emit()
    assert window._theme.large
    window.acts.large_asked.emit()
    window.resize(1366, 1000)
    window.prepare()
    window.acts.perform("signals")
    assert window.parts.people[0].signals_shown
