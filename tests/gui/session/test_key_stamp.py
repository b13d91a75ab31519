"""A stamp is the moment of the key press, however long the window was busy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from gui.session.key_stamp import REMEMBERED, InputDelay
from gui.session.main_window import MainWindow
from tests.gui._fake_session import make_session

OTHER_CLOCK_MS = 7_654_321


def test_the_delay_is_what_an_event_took_longer_than_the_fastest():
    delay = InputDelay()
    delay.of(OTHER_CLOCK_MS, 100.004)
    assert abs(delay.of(OTHER_CLOCK_MS + 1000, 101.001)) < 1e-6  # the fastest so far
    assert abs(delay.of(OTHER_CLOCK_MS + 2000, 102.041) - 0.040) < 1e-6


def test_an_event_without_a_stamp_has_no_delay():
    delay = InputDelay()
    delay.of(OTHER_CLOCK_MS, 100.0)
    assert delay.of(0, 105.0) == 0.0


def test_a_window_system_whose_clock_began_again_gives_no_huge_delay():
    delay = InputDelay()
    delay.of(OTHER_CLOCK_MS, 100.0)
    assert delay.of(12, 101.0) == 0.0
    assert abs(delay.of(1012, 102.03) - 0.03) < 1e-6


def test_a_drifting_clock_is_followed():
    delay = InputDelay()
    for k in range(4 * REMEMBERED):  # the other clock loses 0.1 ms a second
        last = delay.of(OTHER_CLOCK_MS + 1000 * k, 100.0 + k * 1.0001)
    assert last <= REMEMBERED * 0.0001 + 1e-6


def _press(window, text: str, stamp: float) -> None:
    event = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key(ord(text.upper())), Qt.KeyboardModifier.NoModifier, text
    )
    event.setTimestamp(OTHER_CLOCK_MS + round(stamp * 1000))
    QCoreApplication.postEvent(window.windowHandle(), event)


def test_a_press_that_waited_for_a_busy_window_is_stamped_when_it_was_made(keep, qtbot):
    session = make_session("activation")
    wall = [1000.0]
    session.clock = lambda: wall[0] - 500.0
    window = keep(MainWindow(session, wall=lambda: wall[0]))
    window.prepare()
    _press(window, "1", wall[0])
    QCoreApplication.processEvents()
    made = wall[0] + 1.0
    _press(window, "2", made)
    wall[0] = made + 0.250  # the window paints for a quarter of a second
    QCoreApplication.processEvents()
    stamps = [call[2] for call in session.calls if call[0] == "press_code"]
    assert [round(stamp - 500.0, 3) for stamp in stamps] == [0.0, 1.0]


def test_where_the_clocks_are_the_same_the_first_press_is_exact_too():
    delay = InputDelay()
    assert abs(delay.of(99_900, 100.0) - 0.1) < 1e-6
    assert abs(delay.of(100_990, 101.0) - 0.01) < 1e-6
