"""The waves: their stretch, and looking back through a whole session."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gui.plots.time_window import WAVE_FACTORS
from gui.session.main_window import MainWindow
from safehold.session.status import RecorderState
from tests.gui._fake_session import make_session

SPIKE_AT = 120.0
NOW = 1200.0


@pytest.fixture
def window(keep) -> MainWindow:
    """Twenty minutes of a flat heart signal with one spike long ago."""
    session = make_session("before_baseline")
    session.now = NOW
    session.set_status(now=NOW)
    times = np.arange(20.0, NOW, 1 / 250)
    values = 0.01 * np.sin(times)
    values[np.searchsorted(times, SPIKE_AT)] = 5.0
    for start in range(0, times.size, 2500):
        part = slice(start, start + 2500)
        session.model.waveform("client-ecg", times[part], values[part])
    shown = keep(MainWindow(session))
    shown.prepare()
    shown.acts.perform("signals")
    shown.prepare()
    return shown


def press(window: MainWindow, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key, modifier))
    window.refresh()


def shown(window: MainWindow) -> tuple[np.ndarray, np.ndarray]:
    return window.parts.people[0].heart._wave.getData()


def test_looking_back_shows_the_heart_as_it_was_then(window):
    assert np.nanmax(shown(window)[1]) < 1.0
    window.window_time.look_at(SPIKE_AT)
    window.refresh()
    heart = window.parts.people[0].heart
    x, y = shown(window)
    end = window.window_time.wave_end(NOW, heart.seconds)
    at = x[np.nanargmax(y)] + end
    assert np.nanmax(y) == pytest.approx(5.0, rel=1e-3)
    assert at == pytest.approx(SPIKE_AT, abs=0.04)
    assert heart.caption.remark.endswith("outline")
    press(window, Qt.Key.Key_End)
    assert np.nanmax(shown(window)[1]) < 1.0
    assert heart.caption.remark == ""


def test_control_and_plus_or_minus_change_the_stretch_of_the_waves(window):
    heart, control = window.parts.people[0].heart, Qt.KeyboardModifier.ControlModifier
    usual = heart.seconds
    for factor in WAVE_FACTORS[1:]:
        press(window, Qt.Key.Key_Minus, control)
        assert heart.seconds == min(factor * usual, 10_800)
    x, y = shown(window)
    known = x[np.isfinite(y)]
    assert known[0] == pytest.approx(20.0 - NOW, abs=2 * heart.column_s)
    assert np.nanmax(y) == pytest.approx(5.0, rel=1e-3)
    for _ in WAVE_FACTORS:
        press(window, Qt.Key.Key_Plus, control)
    assert heart.seconds == usual


def test_recording_and_clock_go_on_while_one_looks_back(window):
    window.window_time.look_at(SPIKE_AT)
    session = window._view
    session.now += 5
    recorder = dataclasses.replace(session.model.status.recorder, state=RecorderState.RECORDING,
                                   elapsed_s=1205.0)  # fmt: skip
    session.set_status(recorder=recorder)
    window.refresh()
    assert window.parts.header.recorder.text() == "REC 20:05"
    assert window.parts.header.back.isVisible()


def test_a_frame_never_shows_everything_at_once_but_soon_everything(window, monkeypatch):
    monkeypatch.setattr("gui.session.main_window.JOBS_S", 0.0)  # however fast the machine is
    session = window._view
    window.refresh()
    session.now += 1
    window.frame()
    assert window.pending > 0
    for _ in range(20):
        window.frame()
    assert window.pending == 0
    assert window.parts.header.clock.text() == "20:01"
