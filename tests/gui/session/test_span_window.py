"""A span drawn by hand: its measures, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.session.main_window import MainWindow
from gui.session.span_window import SpanWindow, cell_words
from safehold.core.measures import ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.types import Status
from tests.gui._fake_session import make_session


def measure(person: str, name: str, value: float | None) -> ProcessMeasure:
    reasons = () if value is not None else (Reason.MOSTLY_UNKNOWN,)
    status = Status.MISSING if value is None else Status.OK
    return ProcessMeasure(person, "span:1-2s", 1.0, 2.0, name, value, status, reasons, 200, 0.0, 1)


MADE = (
    measure("client", "share_high", 0.25), measure("client", "restoration_half_life", None),
    measure("therapist", "share_high", 0.0), measure("therapist", "restoration_half_life", 41.6),
)  # fmt: skip


def test_a_row_per_measure_a_column_per_person_and_a_reason_where_there_is_none(keep):
    window = keep(SpanWindow(MADE, (60.0, 300.0), 47.0))
    cells = [[window.table.item(r, c).text() for c in range(3)] for r in range(2)]
    assert cells == [
        ["share high", "25.0 %", "0.0 %"],
        ["restoration half life", "– (less than 60 % of the span is valid)", "41.6 s"],
    ]
    assert "Cannot mean" in window.table.item(0, 0).toolTip()
    assert "200 valid seconds" in window.table.item(0, 1).toolTip()
    assert any("not a diagnosis" in label.text() for label in window.findChildren(QLabel))
    assert cell_words(measure("client", "excursions", 2.0)) == "2"


def test_shift_and_drag_over_the_session_draws_the_span(keep):
    session = make_session("replay")
    session.playback.measures = MADE
    main = keep(MainWindow(session))
    main.resize(1366, 768)
    main.show()
    main.prepare()
    strip = main.parts.overview
    first, last = (QPoint(int(strip._x(t)), 6) for t in (100.0, 300.0))
    before = main.window_time.range
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, last)
    QTest.mouseMove(strip, first)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, first)
    (name, t0, t1) = session.calls[-1]
    assert name == "measures_of"
    assert abs(t0 - 100) < 5
    assert abs(t1 - 300) < 5
    assert main.window_time.range == before, "a span is not a look back"
    assert [span.isVisible() for span in main.beside] == [True]
    main.finish()
    assert main.beside == []


def test_a_key_measures_the_time_in_view_and_nothing_opens_where_nothing_is_measured(keep, qtbot):
    session = make_session("replay")
    main = keep(MainWindow(session))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert session.calls == [("measures_of", *main.window_time.range)]
    assert main.beside == []
