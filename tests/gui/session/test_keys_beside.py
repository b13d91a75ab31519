"""Windows beside the session: whichever has the focus, a code key codes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.session.main_window import MainWindow
from safehold.core.measures import ProcessMeasure
from safehold.core.types import Status
from tests.gui._fake_session import make_session

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MEASURE = ProcessMeasure(
    "client", "span:1-2s", 1.0, 2.0, "share_high", 0.25, Status.OK, (), 200, 0.0, 1
)
OPENED_BY = {
    "map": (Qt.Key.Key_E, CONTROL),
    "therapist": (Qt.Key.Key_D, CONTROL),
    "keys": (Qt.Key.Key_F1, SHIFT),
    "meaning": (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
}


@pytest.fixture(params=OPENED_BY)
def both(request, keep):
    main = keep(MainWindow(make_session("activation"), wall=lambda: 100.0))
    main.prepare()
    QTest.keyClick(main, *OPENED_BY[request.param])
    return main, main.beside[0]


def focused(beside):
    return beside.focusWidget() or beside


def test_a_code_key_codes_and_the_window_stays(both):
    main, beside = both
    QTest.keyClick(focused(beside), "1")
    assert [call[:2] for call in main._view.calls] == [("press_code", "int.support")]
    assert beside.isVisible()


def test_keys_of_the_session_work_there_and_its_own_close_it(both):
    main, beside = both
    QTest.keyClick(focused(beside), Qt.Key.Key_F8)
    assert main.acts.pending.actor == "C"
    QTest.keyClick(focused(beside), Qt.Key.Key_Escape)
    assert main.acts.pending.actor == "C", "the window's own Esc"
    assert main.beside == []


def test_a_key_opens_it_again_and_the_main_window_closes_it(both, request):
    main, beside = both
    assert beside.isVisible()
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert main.beside == []
    QTest.keyClick(main, *OPENED_BY[request.node.callspec.params["both"]])
    assert [window.isVisible() for window in main.beside] == [True]
    main.finish()
    assert main.beside == []


def test_a_key_in_vain_says_why_in_the_window_that_has_it(both):
    main, beside = both
    QTest.keyClick(focused(beside), Qt.Key.Key_X, CONTROL)
    assert beside.refusals.text().startswith("Ctrl+X does nothing here")
    beside.activateWindow()
    QTest.keyClick(focused(beside), Qt.Key.Key_F5, SHIFT)
    assert main.refusals.text() == ("No baseline has been taken yet: there is none to take again.")


def test_a_code_key_codes_while_a_table_of_measures_has_the_focus(keep):
    session = make_session("replay")
    session.playback.measures = (MEASURE,)
    main = keep(MainWindow(session))
    main.prepare()
    main.acts.perform("measures")
    (span,) = main.beside
    span.table.setFocus()
    QTest.keyClick(span.table, "1")
    assert session.calls[-1][:2] == ("press_code", "int.support")


def test_the_arrow_keys_of_the_map_go_on_to_the_next_person(keep):
    main = keep(MainWindow(make_session("activation")))
    main.acts.perform("map")
    (shown,) = main.beside
    chosen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(focused(shown), key)
        chosen.append([name for name, button in shown.buttons.items() if button.isChecked()])
    assert chosen == [["therapist"], ["client"], ["therapist"]]
