"""Files of other programs become sessions in the window: dropped, mapped, seen, written."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from gui.session.review_window import ReviewWindow
from safehold.core.codebook import load_codebook
from safehold.desk.exports import Exportable
from safehold.desk.workbench import sessions_in
from safehold.files.receipt import check_session
from safehold.offline.replay.playback import ReplaySession
from safehold.recorder.reading import open_session
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._user import CONTROL, User


class Lab(FakeWorkbench):
    """A workbench whose imports, sessions and receipts are real ones."""

    def sessions(self, folder):
        return sessions_in(folder)

    def check(self, path, say):
        return check_session(open_session(path, say))

    def replay(self, path, say):
        session = ReplaySession(open_session(path, say), load_codebook())
        session.begin()
        return session

    def exportable(self, path, progress):
        return Exportable(open_session(path, lambda _: None), progress)


@pytest.fixture
def user(qtbot, keep, tmp_path: Path) -> User:
    return User(qtbot, keep, Lab(tmp_path / "study"))


@functools.cache
def sensors() -> tuple[np.ndarray, ...]:
    """Return 75 s of seconds, ECG and belt."""
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    ecg_source, belt_source, *_ = make_sources(simulation, signals=("ecg", "respiration"))
    seconds, ecg = ecg_source.take(75.0)
    belt_s, belt = belt_source.take(75.0)
    return seconds, np.ravel(ecg), np.interp(seconds, belt_s, np.ravel(belt))


def table(folder: Path, name: str = "chest.csv", *, times: bool = True) -> Path:
    """Write 75 s of ECG and belt as a spreadsheet has them."""
    columns = list(sensors())
    head = "time_s,signal 1,belt"
    if not times:
        columns, head = columns[1:], "signal 1,belt"
    path = folder / name
    np.savetxt(path, np.column_stack(columns), "%.5f", ",", header=head, comments="")
    return path


def drop(widget: QWidget, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), *how))


def lines(user: User) -> list[list[str]]:
    tree = user.window.import_.list
    items = [tree.topLevelItem(k) for k in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items]


def choose(user: User, name: str) -> None:
    tree = user.window.import_.list
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly, 2)
    tree.setCurrentItem(item)


def pick(box, data) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def settled(user: User) -> None:
    user.wait(lambda: user.window.page is user.window.import_ and not user.window.import_.busy)


@pytest.mark.slow
def test_a_file_is_dropped_mapped_seen_and_checked(user: User, tmp_path: Path):
    drop(user.window.home, table(tmp_path))
    settled(user)
    page = user.window.import_
    assert [line[2] for line in lines(user)] == ["signal 1", "belt"]
    assert page.plot.points > 100
    assert not page.write.isEnabled()
    pick(page.person, "client")
    choose(user, "signal 1")
    pick(page.editor.role, "ecg")
    assert lines(user)[0][:2] == ["client", "ecg · 250 Hz"]
    assert page.write.isEnabled(), page.missing.text()
    page.session.setText("d07-s01")
    page.codes["client"].setText("P07")
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: user.window.page is user.window.receipt)
    user.wait(lambda: user.window.receipt.replay.isEnabled())
    info = open_session(tmp_path / "study" / "d07-s01", lambda _: None).read_info()
    assert [(p["label"], p["code"]) for p in info["participants"]] == [("client", "P07")]
    assert not user.window.receipt.missing.text()


def test_a_table_without_times_asks_for_them_and_the_next_one_is_remembered(
    user: User, tmp_path: Path
):
    drop(user.window.home, table(tmp_path, times=False))
    settled(user)
    page = user.window.import_
    assert "does not say when its samples were taken" in page.missing.text()
    assert page.rate.isVisibleTo(page)
    page.rate.setText("250")
    page.rate.returnPressed.emit()
    settled(user)
    user.wait(lambda: len(lines(user)) == 2)
    pick(page.person, "client")
    choose(user, "signal 1")
    pick(page.editor.role, "ecg")
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: user.window.page is user.window.receipt)
    user.window.go_home()
    drop(user.window.home, table(tmp_path, "next.csv", times=False))
    settled(user)
    user.wait(lambda: len(lines(user)) == 2)
    assert lines(user)[0][:2] == ["client", "ecg · 250 Hz"]
    assert page.write.isEnabled(), page.missing.text()


def test_broken_and_unknown_files_are_told_and_the_others_stay(user: User, tmp_path: Path):
    good = table(tmp_path)
    (tmp_path / "a.edf").write_bytes(b"0       " + b" " * 100)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4" + bytes(100))
    drop(user.window.home, good)
    settled(user)
    page = user.window.import_
    for name, why in (("a.edf", "a.edf"), ("b.pdf", "PDF")):
        drop(page, tmp_path / name)
        settled(user)
        user.wait(lambda why=why: why in page.missing.text())
        assert len(lines(user)) == 2


def test_an_import_that_is_cancelled_leaves_nothing(user: User, tmp_path: Path, monkeypatch):
    drop(user.window.home, table(tmp_path))
    settled(user)
    page = user.window.import_
    pick(page.person, "client")
    choose(user, "signal 1")
    pick(page.editor.role, "ecg")
    go_on = threading.Event()
    write = page._desk.write

    def slowly(session_id, codes, progress):
        assert go_on.wait(20)
        return write(session_id, codes, progress)

    monkeypatch.setattr(page._desk, "write", slowly)
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: page.busy)
    QTest.keyClick(page.back, Qt.Key.Key_Space)
    go_on.set()
    settled(user)
    assert "Nothing was imported" in page.missing.text()
    assert list((tmp_path / "study").glob("*")) == []


@pytest.mark.slow
def test_from_a_dropped_file_to_a_review_and_an_export(user: User, tmp_path: Path):
    """Drop, map, events from a file, import, replay with its review, export."""
    drop(user.window.home, table(tmp_path))
    settled(user)
    page = user.window.import_
    pick(page.person, "client")
    choose(user, "signal 1")
    pick(page.editor.role, "ecg")
    (tmp_path / "log.csv").write_text("onset,duration,code\n12,0,go\n30,5,pause\n900,0,late\n")
    page.add_events(tmp_path / "log.csv")
    user.wait(lambda: page.preview is not None)
    shown = page.preview
    assert [event.onset for event in shown.plan.events] == [12.0, 30.0]
    assert "1 lie outside the session" in shown.told.text()
    QTest.keyClick(shown.add, Qt.Key.Key_Space)
    settled(user)
    assert "log.csv: 2 events" in page.odd.text()
    page.session.setText("d07-s01")
    QTest.keyClick(page.write, Qt.Key.Key_Space)
    user.wait(lambda: user.window.page is user.window.receipt)
    user.wait(lambda: user.window.receipt.replay.isEnabled())
    QTest.keyClick(user.window.receipt.replay, Qt.Key.Key_Space)
    user.wait(lambda: user.window.session_window is not None)
    replay = user.window.session_window
    assert [event.onset for event in user.window._session.playback.events()] == [12.0, 30.0]
    QTest.keyClick(replay, Qt.Key.Key_G, CONTROL)
    review = next(w for w in replay.beside if isinstance(w, ReviewWindow))
    user.wait(lambda: review.reviewer.ready)
    review.close()
    replay.finish()
    user.listed()
    QTest.keyClick(user.window.home.export, Qt.Key.Key_Space)
    user.wait(lambda: user.window.page is user.window.export)
    user.wait(user.window.export.export.isEnabled)
    QTest.keyClick(user.window.export.export, Qt.Key.Key_Space)
    exports = tmp_path / "study" / "d07-s01" / "exports"
    user.wait(lambda: user.window.export.show_folder.isEnabled())
    (beats,) = exports.rglob("beats.csv")
    assert len(beats.read_text().splitlines()) > 60


def test_two_files_without_a_start_are_asked_about_and_placed(user: User, tmp_path: Path):
    drop(user.window.home, table(tmp_path), table(tmp_path, "two.csv"))
    settled(user)
    page = user.window.import_
    assert "how the files lie to each other" in page.missing.text()
    for number, text in enumerate(("0", "12,5")):
        tree = page.list
        tree.setCurrentItem(tree.topLevelItem(2 * number))
        page.offset.setText(text)
        page.offset.editingFinished.emit()
    assert [one.offset for one in page._desk.files] == [0.0, 12.5]
    assert "how the files lie" not in page.missing.text()
