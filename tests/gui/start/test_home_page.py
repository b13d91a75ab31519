"""The first page: sessions as a table that never holds the window up and never shows a guess."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.look.translation import Translator, install_language
from gui.session.map_window import RecordedMaps
from gui.start import start
from gui.start.session_table import (
    CODED,
    DATE,
    EXPORTED,
    LENGTH,
    NOTHING_TOLD,
    PEOPLE,
    REVIEWED,
    SESSION,
    VALID,
    WAITING,
)
from gui.start.start_window import StartWindow
from safehold.cli.window import LANGUAGE_VARIABLE
from safehold.core.axes_map import AxesMap, MapPart
from safehold.core.errors import RecordingError
from safehold.core.messages import HowTo, Message
from safehold.core.settings import STANDARD
from safehold.desk.session_details import SessionDetails
from safehold.desk.workbench import RowState, SessionRow
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._user import CONTROL, User

UTC = datetime.UTC
WHY = Message("not computed yet")


def row(name: str, state: RowState = RowState.RECORDED) -> SessionRow:
    return SessionRow(name, Path("/studies/dyads") / name, state, 41_300_000)


def told(name: str, day: int, **more: object) -> SessionDetails:
    return SessionDetails(
        name, datetime.datetime(2026, 3, day, 10, 15, tzinfo=UTC), ("P07", "T02"), **more
    )


@pytest.fixture
def workbench() -> FakeWorkbench:
    made = FakeWorkbench()
    made.rows = [row("d07-s01"), row("d07-s02"), row("d08-s01", RowState.EMPTY), row("d09-s01")]
    made.told = {
        "d07-s01": told("d07-s01", 20, length_s=3161.0, valid=0.5999, coded=12, edited=4,
                        exports=("tidy", "report")),
        "d07-s02": told("d07-s02", 9, length_s=3300.0, at_least=True, valid=0.93, coded=0,
                        edited=0),
        "d09-s01": SessionDetails("d09-s01", why_not=WHY),
    }  # fmt: skip
    return made


@pytest.fixture
def user(qtbot, keep, workbench) -> User:
    return User(qtbot, keep, workbench)


def cell(user: User, place: int, column: int) -> str:
    return str(user.window.home.shown.index(place, column).data())


def names(user: User) -> list[str]:
    return [cell(user, k, SESSION) for k in range(user.window.home.shown.rowCount())]


def test_the_table_tells_what_is_known_and_no_number_where_there_is_none(user):
    columns = (PEOPLE, LENGTH, VALID, CODED, REVIEWED, EXPORTED)
    assert [cell(user, 0, k) for k in columns] == [
        "P07, T02", "0:52:41", "59 %", "12", "4", "tidy, report",
    ]  # fmt: skip
    assert "20" in cell(user, 0, DATE)
    assert [cell(user, 1, k) for k in (CODED, REVIEWED, EXPORTED)] == ["0", "–", "–"]
    assert cell(user, 1, LENGTH) == "≥ 0:55:00", "its recording was cut off"
    tip = user.window.home.shown.index(1, LENGTH).data(Qt.ItemDataRole.ToolTipRole)
    assert "did not end properly" in tip
    assert {cell(user, 3, k) for k in (DATE, *columns)} == {NOTHING_TOLD}
    tip = user.window.home.shown.index(3, VALID).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "not computed yet"
    assert user.window.home.count.text() == "4 of 4 sessions"


def test_hundreds_of_sessions_hold_nothing_up(qtbot, keep):
    workbench = FakeWorkbench()
    workbench.rows = [row(f"d{k:03d}") for k in range(400)]
    gate, free = threading.Event(), FakeWorkbench.details

    def slow(path: Path) -> SessionDetails:
        assert gate.wait(20)
        return free(workbench, path)

    workbench.details = slow
    window = keep(StartWindow(workbench))
    window.show()
    longest, last = 0.0, time.perf_counter()

    def beat() -> None:
        nonlocal longest, last
        now = time.perf_counter()
        longest, last = max(longest, now - last), now

    timer = QTimer(window)
    timer.timeout.connect(beat)
    timer.start(5)
    qtbot.waitUntil(lambda: window.home.shown.rowCount() == 400, timeout=20_000)
    assert window.home.shown.index(0, VALID).data() == WAITING  # no number before it is read
    gate.set()
    qtbot.waitUntil(lambda: not window._home.loading, timeout=20_000)
    assert window.home.shown.index(399, VALID).data() == NOTHING_TOLD
    assert longest < 1.0


def test_a_folder_that_cannot_be_read_shows_no_session_of_another_one(user, monkeypatch):
    def broken(_folder: Path) -> tuple[SessionRow, ...]:
        raise RecordingError(Message("The folder cannot be read."))

    monkeypatch.setattr(user.workbench, "sessions", broken)
    user.window.home.folder.setText("/elsewhere")
    user.window.home.folder.editingFinished.emit()
    assert user.window.home.chosen() is None
    user.listed()
    assert names(user) == []
    assert "cannot be read" in user.window.home.missing.text()


def test_sorting_puts_what_is_not_known_last_both_ways(user):
    home = user.window.home
    home.list.setFocus()
    home.list.setCurrentIndex(home.shown.index(0, DATE))
    user.key(Qt.Key.Key_J, CONTROL)
    assert names(user)[:2] == ["d07-s02", "d07-s01"]
    user.key(Qt.Key.Key_J, CONTROL)
    assert names(user)[:2] == ["d07-s01", "d07-s02"]
    assert set(names(user)[2:]) == {"d08-s01", "d09-s01"}
    home.list.setCurrentIndex(home.shown.index(0, VALID))
    user.key(Qt.Key.Key_J, CONTROL)
    assert names(user)[:2] == ["d07-s01", "d07-s02"]


def test_a_filter_keeps_the_session_chosen_and_has_all_words(user):
    home = user.window.home
    home.list.setCurrentIndex(home.shown.index(1, 0))
    user.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(user.focus, "d07 t02")
    user.wait(lambda: names(user) == ["d07-s01", "d07-s02"])
    assert home.chosen().session_id == "d07-s02"
    assert home.count.text() == "2 of 4 sessions"
    QTest.keyClicks(user.focus, " report")
    user.wait(lambda: names(user) == ["d07-s01"])
    QTest.keyClicks(user.focus, " nobody")
    user.wait(lambda: names(user) == [])
    assert home.chosen() is None
    assert not home.replay.isEnabled()


def test_a_double_click_and_return_show_a_session_again_and_refuse_an_empty_one(user):
    home = user.window.home
    place = home.list.visualRect(home.shown.index(2, SESSION)).center()
    QTest.mouseClick(home.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(home.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "not possible now. d08-s01: nothing recorded." in home.refusals.text()
    home.list.setFocus()
    home.list.setCurrentIndex(home.shown.index(1, SESSION))
    user.key(Qt.Key.Key_Return)
    user.wait(lambda: user.window.session_window is not None)
    assert ("replay", Path("/studies/dyads/d07-s02")) in user.workbench.calls
    user.window.session_window.finish()


def test_opening_is_told_at_once_and_a_second_press_is_refused(user, monkeypatch):
    go_on, made = threading.Event(), user.workbench.replay

    def slow(path: Path, say: Callable[[Message], None]) -> object:
        assert go_on.wait(60)
        return made(path, say)

    monkeypatch.setattr(user.workbench, "replay", slow)
    home = user.window.home
    home.list.setCurrentIndex(home.shown.index(1, SESSION))
    user.key(Qt.Key.Key_R, CONTROL)
    user.wait(lambda: home.missing.text() == "Opening d07-s02 ...")
    assert home.cursor().shape() is Qt.CursorShape.BusyCursor
    for again in (home.replay, home.report):
        again.click()  # at once: the key of a button presses it a moment later
        assert "Opening d07-s02" in home.refusals.text()
    go_on.set()
    user.wait(lambda: user.window.session_window is not None)
    assert home.missing.text() == ""
    assert [call[0] for call in user.workbench.calls].count("replay") == 1
    assert not [call for call in user.workbench.calls if call[0] == "report"]
    user.window.session_window.finish()


def test_a_report_is_made_and_opened_from_here(user, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    user.key(Qt.Key.Key_P, CONTROL)
    home = user.window.home
    user.wait(lambda: "40 %" in home.missing.text())
    user.key(Qt.Key.Key_P, CONTROL)
    user.wait(lambda: "Wait until" in home.refusals.text())
    user.workbench.prepared.go_on.set()
    user.wait(lambda: opened == ["/studies/dyads/d07-s01/exports/d07-s01_report/report.html"])
    assert "Written: " in home.missing.text()
    user.listed()
    assert user.workbench.read.count("d07-s01") == 2  # what was exported is read again


def test_a_report_is_given_up_with_the_window(user, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    user.key(Qt.Key.Key_P, CONTROL)
    user.wait(lambda: "40 %" in user.window.home.missing.text())
    user.window._home.leave()
    user.workbench.prepared.go_on.set()
    user.wait(lambda: not user.window._home.busy)
    assert opened == []
    assert "cancelled" in user.window.home.missing.text()


def test_the_map_of_a_session_is_shown_from_here(user):
    edges = np.arange(-5, 5.25, 0.25)
    part = MapPart("", 100, 100, None, None)
    user.workbench.drawn = tuple(
        AxesMap(person, index, STANDARD.zones, edges, np.empty(0), np.empty(0), np.empty(0), part,
                ())
        for person, index in (("client", "ln_rmssd"), ("therapist", ""))
    )  # fmt: skip
    user.key(Qt.Key.Key_M, CONTROL)
    user.wait(lambda: user.window._home.beside is not None)
    window = user.window._home.beside
    assert isinstance(window, RecordedMaps)
    assert window.view.words == "Map of client"
    window.choose("therapist")
    assert window.view.words == "There is no baseline, so there is no map."


def test_without_a_session_three_steps_say_how_to_begin(qtbot, keep):
    user = User(qtbot, keep, FakeWorkbench())
    home = user.window.home
    assert home.places.currentWidget() is home.empty
    assert not home.filter.isVisible()
    assert home.first_focus() is home.new


def drop(user: User, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    user.window.home.dropEvent(
        QDropEvent(
            QPointF(QPoint(20, 20)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def test_what_is_dropped_is_opened_as_what_it_is(user, tmp_path):
    study = tmp_path / "study"
    (study / "s01").mkdir(parents=True)
    (study / "s01" / "session.json").write_text('{"session_id": "s01", "schema_version": 1}')
    recording = study / "s01" / "recording.xdf"
    recording.write_bytes(b"XDF:")
    drop(user, recording)
    user.wait(lambda: user.window.session_window is not None)
    assert ("replay", study / "s01") in user.workbench.calls
    assert user.workbench.folder == study
    user.window.session_window.finish()
    drop(user, tmp_path)
    user.wait(lambda: user.workbench.folder == tmp_path)
    assert user.window.home.folder.text() == str(tmp_path)
    table = tmp_path / "signals.csv"
    table.write_text("t,ecg\n0,1\n")
    drop(user, table)
    user.wait(lambda: user.window.page is user.window.import_)


def test_theme_and_language_are_chosen_here_and_kept(qtbot, keep, tmp_path, monkeypatch):
    monkeypatch.setenv(LANGUAGE_VARIABLE, "")
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    seen: list[tuple[str, str]] = []
    windows: list[StartWindow] = []

    def look() -> None:
        """Press a key as soon as the one before has acted; leave the second window at once."""
        window = QApplication.activeWindow()
        if isinstance(window, StartWindow) and not window._home.loading:
            if window not in windows:
                windows.append(window)
                seen.append((Translator.in_use, window._theme.name))
                if len(windows) == 1:
                    QTest.keyClick(window, Qt.Key.Key_F6)
                else:
                    window.finish()
                    return
            elif window._theme.name == "light" and not pressed:
                pressed.append(QTest.keyClick(window, Qt.Key.Key_F7))
        QTimer.singleShot(20, look)

    pressed: list[None] = []
    QTimer.singleShot(20, look)
    try:
        assert start.open_start(FakeWorkbench(), settings=kept) == 0
        assert seen == [("en", "dark"), ("de", "light")]
        QTimer.singleShot(20, look)  # as the next time that it is started
        start.open_start(FakeWorkbench(), settings=kept)
        assert seen[2] == ("de", "light")
    finally:
        install_language("en")


def test_every_key_of_the_page_stands_in_its_help(user):
    user.key(Qt.Key.Key_F1)
    user.wait(lambda: user.window._home.beside is not None)
    assert user.window._home.beside.isVisible()
    user.window.close()
    assert user.window._home.beside is None


def test_the_receipt_says_what_else_goes_on_until_another_one_is_shown(user):
    news = ["The demo is over. Its recording is checked now ..."]
    user.window.open_receipt(Path("/studies/dyads/d07-s01"), lambda: news[0])
    receipt = user.window.receipt
    assert receipt.news.text() == news[0]
    user.wait(lambda: bool(receipt.verdict.text()))
    news[0] = Message("Made: tables. See it again{how}.", how=HowTo("receipt.replay"))
    user.wait(lambda: receipt.news.text() == "Made: tables. See it again (Ctrl+R).")
    user.listed()
    user.window.home.check_asked.emit(row("d07-s02"))
    assert receipt.news.text() == ""
    assert not receipt.news.isVisible()
