"""Before, during and after a code, an event or a span, in a window beside a replay."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtWidgets import QApplication

from gui.session.around_window import AroundWindow
from gui.session.main_window import MainWindow
from safehold.core.around import Around, AroundRow, Estimate, Repair, Surroundings
from safehold.core.codebook import load_codebook
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.study import Display
from safehold.core.types import Event, EventKind
from safehold.offline.analysis import analyse
from safehold.offline.replay.playback import ReplaySession
from safehold.session.ports import WorkState
from tests.gui._fake_session import make_session
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

SUPPORT = (
    AroundRow("client", "a", 0.81, -0.45, -0.58, 8, Estimate(-1.4, -2.34, -0.45), 0.53,
              Estimate(-1.81, -3.03, -0.6), 8, 0.04, 0.4),
    AroundRow("client", "share_high", 0.08, None, 0.0, 8, Estimate(-0.08, -0.27, 0.11)),
    AroundRow("client - therapist", "synchrony", 0.01, None, -0.01, 8,
              Estimate(-0.02, -0.03, 0.01), p=0.7, p_adjusted=1.0),
)  # fmt: skip
FEW = (
    AroundRow("client", "a", 0.3, None, 0.5, 2, Estimate(0.2, -3.0, 3.4),
              reasons=(Reason.TOO_FEW_EVENTS,)),
)  # fmt: skip
ALONE = (AroundRow("client", "hr", 70.2, None, 74.9, 1, Estimate(4.7)),)
FOUND = Surroundings(
    (
        Around("code:int.support", 8, 160.0, SUPPORT),
        Around("code:int.change", 2, 0.0, FEW),
    ),
    {"e0002": Around("event:e0002", 1, 0.0, ALONE)},
    (
        Repair("client", 640.0, 1050.0, 0.65, None, 3.0, 0.0, 0.011),
        Repair("client", 1600.0, None),
    ),
    Around("span:60-90s", 1, 30.0, ALONE),
)
EVENTS = (
    Event("e0001", "int.support", 50.0, 20.0, EventKind.INTERVAL),
    Event("e0002", "int.change", 200.0, 0.0),
)


def opened(keep, session) -> tuple[MainWindow, AroundWindow]:
    window = keep(MainWindow(session))
    window.resize(1366, 768)
    window.prepare()
    window.start()
    window.acts.perform("around")
    (beside,) = window.beside
    assert isinstance(beside, AroundWindow)
    return window, beside


@pytest.fixture
def replay():
    session = make_session(replay=True)
    session.playback.whole = EVENTS
    return session


def cells(beside: AroundWindow, row: int) -> list[str]:
    model = beside.table.model()
    return [str(model.index(row, k).data()) for k in range(model.columnCount())]


def shown(beside: AroundWindow) -> list[str]:
    return [beside.what.itemText(k) for k in range(beside.what.count())]


def test_it_computes_when_it_opens_and_says_how_far_it_is(keep, replay):
    replay.playback.surrounding.state = WorkState(True, 0.4, None, Message("Reading"))
    _, beside = opened(keep, replay)
    assert ("around", None) in replay.calls
    assert beside.bar.value() == 400
    assert not beside.bar.isHidden()
    assert beside.told.text() == "Reading"
    assert not beside.copy.isEnabled()
    beside.end.click()
    assert ("cancel",) in replay.calls


def test_a_code_stands_with_its_numbers_intervals_and_adjusted_p(keep, replay):
    replay.playback.surrounding.found = FOUND
    _, beside = opened(keep, replay)
    assert shown(beside) == ["Supportive (8)", "Change-oriented (2)"]
    assert cells(beside, 0) == [
        "client", "heart rate (baseline spreads)", "0.81", "-0.45", "-0.58",
        "-1.81  [-3.03; -0.60]", "0.400", "-1.40  [-2.34; -0.45]", "8",
    ]  # fmt: skip
    assert cells(beside, 1)[2:] == ["8 %", "–", "0 %", "", "", "-8 %  [-27; +11]", "8"]
    assert cells(beside, 2)[6] == "1.000"
    assert beside.warning.isHidden()


def test_few_events_are_warned_of_and_have_no_p(keep, replay):
    replay.playback.surrounding.found = FOUND
    _, beside = opened(keep, replay)
    beside.what.setCurrentIndex(1)
    assert "Only 2 events" in beside.warning.text()
    assert not beside.warning.isHidden()
    assert cells(beside, 0)[6].startswith("– (fewer than 5")


def test_choosing_an_event_shows_its_code_and_offers_the_event_alone(keep, replay):
    replay.playback.surrounding.found = FOUND
    window, beside = opened(keep, replay)
    window.acts.editing.choose("e0002")
    assert beside.what.currentData() == "code:int.change"
    assert shown(beside)[-1] == "This event: Change-oriented, 3:20"
    beside.what.setCurrentIndex(beside.what.count() - 1)
    assert cells(beside, 0)[4] == "74.9"
    assert "not tested" in beside.warning.text()


def test_a_span_that_is_drawn_is_computed_and_shown(keep, replay):
    replay.playback.surrounding.found = FOUND
    window, beside = opened(keep, replay)
    beside.take_span((60.0, 90.0))
    assert ("around", (60.0, 90.0)) in replay.calls
    beside._shown = None
    beside.step()
    assert beside.what.currentText() == "The span from 1:00 to 1:30"
    assert window.beside == [beside]


def test_repairs_go_to_their_rupture(keep, replay):
    replay.playback.surrounding.found = FOUND
    _, beside = opened(keep, replay)
    model = beside.repairs.model()
    assert [str(model.index(1, k).data()) for k in range(3)] == ["client", "26:40", "none coded"]
    beside.repairs.chosen.emit(0)
    assert ("seek", 640.0) in replay.calls


def test_events_that_changed_since_are_said(keep, replay):
    replay.playback.surrounding.found = FOUND
    _, beside = opened(keep, replay)
    assert beside.told.isHidden()
    replay.playback.whole = EVENTS[:1]
    beside.step()
    assert "compute it again" in beside.told.text()
    beside.go.click()
    assert replay.calls.count(("around", None)) == 2
    beside.step()
    assert beside.told.isHidden()


def test_tables_are_copied_and_saved_with_the_columns_of_the_export(keep, replay, tmp_path):
    replay.playback.surrounding.found = FOUND
    _, beside = opened(keep, replay)
    beside.copy.click()
    assert QApplication.clipboard().text().splitlines()[1].startswith("client\theart rate (base")
    beside.write(tmp_path / "around.csv")
    table = pd.read_csv(tmp_path / "around.csv")
    assert table["adjusted"][0] == -1.81
    assert set(table["span"]) == {"code:int.support"}
    beside.tabs.setCurrentWidget(beside.repairs)
    beside.write(tmp_path / "repairs.csv")
    assert pd.read_csv(tmp_path / "repairs.csv")["rupture_s"].tolist() == [640.0, 1600.0]
    beside.write(tmp_path / "nowhere" / "x.csv")
    assert "cannot be written" in beside.refusals.text()


def test_nothing_is_compared_live_or_while_values_are_not_shown(keep):
    live = keep(MainWindow(make_session()))
    assert live.acts.available.why_not_around()
    veiled = make_session(replay=True)
    veiled.model.display = Display.BLIND
    assert "not shown" in keep(MainWindow(veiled)).acts.available.why_not_around()


@pytest.mark.slow
def test_the_window_has_the_numbers_of_the_session_itself(tmp_path, qtbot):
    folder, _ = make_folder(tmp_path / "study", people=("client",))
    record_ticks(folder)
    session = ReplaySession(folder, load_codebook())
    try:
        session.surrounding.begin((60.0, 90.0))
        qtbot.waitUntil(lambda: session.surrounding.found is not None, timeout=400_000)
        found = session.surrounding.found
        results = analyse(folder)
        assert found.codes == results.around
        assert found.repairs == results.repairs
        assert found.span.n_events == 1
    finally:
        session.stop()


@pytest.mark.slow
def test_who_codes_blind_gets_a_refusal_and_no_process(tmp_path):
    folder, _ = make_folder(tmp_path / "study", people=("client",))
    record_ticks(folder)
    session = ReplaySession(folder, load_codebook(), display=Display.BLIND)
    try:
        session.surrounding.begin()
        assert "not shown" in session.surrounding.state.failure
        assert not session.surrounding.state.running
    finally:
        session.stop()
