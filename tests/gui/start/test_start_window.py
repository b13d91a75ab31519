"""From the first page to the receipt, by keyboard alone; and what happens when it goes wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QListWidget,
    QTableView,
    QTreeWidget,
    QWidget,
)

from gui.qt.questions import OnClose
from gui.start.sensors_step import CHECK_S, LOOK_MS
from gui.start.session_table import RECEIPT
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.desk.workbench import RowState, SessionRow, StreamRow
from tests.gui._fake_workbench import BAD, GOOD, UPSIDE_DOWN, FakeWorkbench
from tests.gui._user import CONTROL, User


@pytest.fixture
def user(qtbot, keep):
    return User(qtbot, keep, FakeWorkbench())


def test_a_first_session_by_keyboard_only(user):
    """Story: codes, sensors, baseline, a coded event, the end, and the receipt."""
    user.to_sensors()
    user.check_sensors()
    user.start()
    session = user.window.session_window
    assert not user.window.isVisible()
    for key in ("b", "1", "e", "e"):
        QTest.keyClick(session, key)
        session.acts._pressed.clear()  # the guard against double presses is tested elsewhere
    QTest.keyClick(session, "q", CONTROL)
    user.wait(lambda: bool(user.window.receipt.verdict.text()))
    assert user.window.isVisible()
    assert "at most 1.9 s is missing" in user.window.receipt.verdict.text()
    calls = [call[0] for call in user.workbench.session.calls if call[0] != "preflight"]
    assert calls == [
        "start_recorder", "begin", "start_baseline", "press_code", "press_code", "press_code",
        "stop",
    ]  # fmt: skip
    setup = next(call[1] for call in user.workbench.calls if call[0] == "prepare")
    assert setup.session_id == "d07-s03"
    assert [person.code for person in setup.study.people] == ["P07", "T02"]
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: user.window.page is user.window.home)


def test_each_step_says_what_is_missing(user):
    user.key("N", CONTROL)
    user.wait(lambda: user.window.page is user.window.form)
    assert not user.window.form.next.isEnabled()
    assert "study code" in user.window.form.missing.text()
    user.window.form.session.setFocus()
    user.write("d07-s03")
    user.key(Qt.Key.Key_Tab)
    user.write("P07")
    assert user.window.form.next.isEnabled()
    user.window.form.session.setFocus()
    user.write("Mrs. Smith")
    assert not user.window.form.next.isEnabled()
    assert "no name" in user.window.form.missing.text()


def test_without_a_stream_of_a_participant_one_cannot_go_on(qtbot, keep):
    workbench = FakeWorkbench()
    workbench.found = ()
    user = User(qtbot, keep, workbench)
    user.fill_in()
    user.key(Qt.Key.Key_Return)
    user.wait(lambda: user.window.page is user.window.sensors)
    user.wait(lambda: user.window.sensors.missing.text() == "No stream yet.")
    assert not user.window.sensors.check.isEnabled()


def test_the_sensors_page_shows_whose_each_stream_is_and_what_to_do(user):
    user.to_sensors()
    lines = user.window.sensors.lines()
    assert any("client" in line and "Polar H10 client" in line for line in lines)
    assert any("nobody's" in line and "spare belt" in line for line in lines)
    user.check_sensors()
    lines = user.window.sensors.lines()
    assert "no respiration signal" in lines[0]
    assert "→ RSA by breath and respiration rate will be missing" in lines[1]


def test_a_bad_sensor_is_asked_about_before_the_start(qtbot, keep):
    workbench = FakeWorkbench()
    workbench.findings = BAD
    user = User(qtbot, keep, workbench, start=False)
    user.to_sensors()
    user.check_sensors()
    assert "One thing must be put right" in user.window.sensors.missing.text()
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: user.answers.asked == ["start with 1"])
    assert ("begin",) not in workbench.session.calls


def test_back_from_the_check_lets_go_of_the_streams_and_leaves_no_folder(user):
    user.to_sensors()
    user.check_sensors()
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: user.window.page is user.window.form)
    assert user.workbench.session.calls[-1] == ("stop",)
    assert user.workbench.calls[-1] == ("forget", "d07-s03")


def test_a_session_that_a_withdrawal_left_half_changed_says_how_to_finish_it(
    qtbot, keep, tmp_path
):
    workbench = FakeWorkbench()
    finish = "safehold purge P07 --study /data/study --yes"
    workbench.rows = [SessionRow("d07-s03", tmp_path / "d07-s03", RowState.HALF, 0, finish=finish)]
    user = User(qtbot, keep, workbench)
    home = user.window.home
    assert finish in home.running.text()
    assert home.running.isVisible()
    assert "half changed" in home.shown.index(0, RECEIPT).data()
    assert not any(key.isEnabled() for key in (home.replay, home.check, home.export))
    assert not home.go_on.isVisible()


def test_a_window_that_was_killed_is_offered_to_go_on_with_its_recording(qtbot, keep, tmp_path):
    """Story: the recorder ran on; the start page says so and one key goes on."""
    workbench = FakeWorkbench()
    workbench.rows = [SessionRow("d07-s03", tmp_path / "d07-s03", RowState.RECORDING, 10_000_000)]
    user = User(qtbot, keep, workbench)
    assert "is being recorded, but has no window" in user.window.home.running.text()
    assert user.window.home.first_focus() is user.window.home.go_on
    user.key("G", CONTROL)
    user.wait(lambda: user.window.session_window is not None)
    assert ("again", "d07-s03") in workbench.calls
    assert ("begin",) in workbench.session.calls
    assert user.answers.asked == []
    user.window.session_window.finish()


def test_going_on_asks_where_a_sensor_is_not_right_and_comes_back_to_the_sensors(
    qtbot, keep, tmp_path
):
    workbench = FakeWorkbench()
    workbench.findings = BAD
    workbench.rows = [SessionRow("d07-s03", tmp_path / "d07-s03", RowState.RECORDING, 10_000_000)]
    user = User(qtbot, keep, workbench, start=False)
    user.key("G", CONTROL)
    user.wait(lambda: bool(user.answers.asked))
    assert user.answers.asked == ["start with 1"]
    start = user.window.sensors.start
    assert start.accessibleName() == "Continue with it", "no second recording is begun"
    user.answers.start = True
    user.start()
    assert ("begin",) in workbench.session.calls
    user.window.session_window.finish()


def test_closing_the_window_can_leave_the_recording_running(qtbot, keep):
    user = User(qtbot, keep, FakeWorkbench(), close=OnClose.LEAVE)
    user.to_sensors()
    user.check_sensors()
    user.start()
    QTest.keyClick(user.window.session_window, "q", CONTROL)
    user.wait(lambda: user.window.page is user.window.home)
    assert user.workbench.session.calls[-1] == ("leave",)


def test_the_running_recorder_is_stopped_only_after_a_question(qtbot, keep, tmp_path):
    workbench = FakeWorkbench()
    workbench.rows = [SessionRow("d07-s03", tmp_path / "d07-s03", RowState.RECORDING, 10_000_000)]
    user = User(qtbot, keep, workbench, stop=False)
    user.key("T", CONTROL)
    user.wait(lambda: user.answers.asked == ["stop"])
    assert workbench.calls == []


def test_a_recorded_session_is_replayed_and_checked_by_key(qtbot, keep, tmp_path):
    workbench = FakeWorkbench()
    workbench.rows = [SessionRow("d07-s02", tmp_path / "d07-s02", RowState.RECORDED, 10_000_000)]
    user = User(qtbot, keep, workbench)
    user.key("K", CONTROL)
    user.wait(lambda: bool(user.window.receipt.verdict.text()))
    assert workbench.calls == [("check", tmp_path / "d07-s02")]
    user.key("R", CONTROL)
    user.wait(lambda: user.window.session_window is not None)
    user.window.session_window.finish()
    assert user.window.page is user.window.home


def test_a_wrong_study_file_is_told_with_what_to_do(qtbot, keep):
    workbench = FakeWorkbench()
    workbench.study_error = ConfigError(
        Message("study.toml line 3: unknown key."), remedy=Message("Known keys: name.")
    )
    user = User(qtbot, keep, workbench)
    user.key("N", CONTROL)
    user.wait(lambda: "line 3" in user.window.home.missing.text())
    assert user.window.page is user.window.home


def test_every_control_of_every_page_has_name_tooltip_and_a_way_to_it(user):
    user.fill_in()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QListWidget, QTreeWidget, QTableView)
    controls = [w for w in user.window.findChildren(QWidget) if isinstance(w, kinds)]
    assert len(controls) > 20
    for control in controls:
        if control.objectName().startswith(("qt_", "Scroll")):
            continue  # Qt's own parts inside a control
        assert control.accessibleName(), control
        assert control.toolTip(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_tab_walks_through_the_form_and_comes_back(user):
    user.fill_in()
    user.window.form.session.setFocus()
    seen = []
    for _ in range(12):
        seen.append(user.focus)
        user.key(Qt.Key.Key_Tab)
    form = user.window.form
    for control in (*form.people.values(), form.coder, form.codebook, form.display, form.next):
        assert control in seen


def test_a_stream_is_given_to_a_person_turned_and_taken_back(user):
    user.to_sensors()
    page = user.window.sensors
    assert not page.editor.isEnabled()
    page.list.setFocus()
    user.key(Qt.Key.Key_End)
    user.wait(page.editor.isEnabled)
    assert "spare belt" in page.editor.why.text()
    page.editor.person.setFocus()
    user.key(Qt.Key.Key_Home)
    user.wait(lambda: not any("nobody's" in line for line in page.lines()))
    page.editor.inverted.setFocus()
    user.key(Qt.Key.Key_Space)
    user.wait(lambda: any("turned over" in line for line in page.lines()))
    user.wait(page.editor.anew.isEnabled)
    user.key(Qt.Key.Key_Z, CONTROL)
    user.wait(lambda: not any("turned over" in line for line in page.lines()))
    assert sum("nobody's" in line for line in page.lines()) == 1


def test_a_belt_that_is_upside_down_is_turned_by_one_key(user):
    user.workbench.findings = UPSIDE_DOWN
    user.to_sensors()
    user.check_sensors()
    page = user.window.sensors
    user.wait(page.turn.isVisible)
    first = user.workbench.session
    user.workbench.findings = GOOD
    user.key(Qt.Key.Key_B, CONTROL)
    user.wait(lambda: user.workbench.session is not first and bool(page.findings))
    user.wait(lambda: not page.turn.isVisible())
    assert ("turn", ["client-respiration"]) in first.calls
    assert first.calls[-1] == ("stop",)


def test_of_a_stream_with_two_channels_the_chosen_one_stays_chosen(user):
    user.to_sensors()
    page = user.window.sensors
    box = [
        StreamRow("box", "sensors", role, "client", 100.0, "box-1", channel=k, channels=2)
        for k, role in enumerate((Role.ECG, Role.RESPIRATION))
    ]
    other = StreamRow("belt", "sensors", Role.RESPIRATION, "client", 50.0, "belt-1")
    page.show_streams(box, "")
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    page.show_streams([other, *box], "")
    assert page.list.currentIndex().row() == 1
    assert page.editor.channel.currentData() == 0
    page.show_streams([other, replace(box[0], channel=1, role=Role.OTHER)], "")
    assert page.list.currentIndex().row() == 1, "its channel is another one now"
    page.show_streams([other], "")
    assert not page.editor.isEnabled(), "nobody chose the stream that is left"


def test_a_unit_that_was_written_counts_when_the_line_is_left(user):
    user.to_sensors()
    page = user.window.sensors
    page.list.setFocus()
    user.key(Qt.Key.Key_End)
    user.wait(page.editor.isEnabled)
    said = []
    page.editor.said.connect(lambda _row, what: said.append(what.unit))
    page.editor.unit.setFocus()
    user.key(Qt.Key.Key_Tab)
    assert said == []
    page.editor.unit.setFocus()
    page.editor.unit.lineEdit().selectAll()
    QTest.keyClicks(page.editor.unit.lineEdit(), "kPa")
    user.key(Qt.Key.Key_Tab)
    user.wait(lambda: said == ["kPa"])


def test_the_sensors_are_looked_at_often_enough_to_name_a_dead_one_within_3_s():
    """Two seconds of silence are needed; tests/unit/live/test_preflight_now.py looks as often."""
    assert CHECK_S + LOOK_MS / 1000 <= 0.65
