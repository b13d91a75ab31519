"""Events are changed in a replay with the mouse, keys and a small editor, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.session.main_window import MainWindow
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.types import Event
from safehold.files.edits import Edits
from safehold.offline.analysis import session_events
from safehold.offline.recording import read_recording
from safehold.offline.replay.playback import ReplaySession
from safehold.session.consensus import Take
from tests.gui._fake_session import make_session
from tests.gui._fakes import Answers
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Desk:
    """Somebody in front of a paused replay."""

    def __init__(self, keep, qtbot, folder: SessionFolder, coder: str = "", **answers) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.replay = ReplaySession(folder, load_codebook(), coder=coder)
        self.replay.begin()
        self.replay.pause(paused=True)
        self.answers = Answers(**answers)
        self.window = keep(MainWindow(self.replay, questions=self.answers))
        self.window.resize(1366, 768)
        self.window.prepare()
        self.window.start()
        self.ribbon = self.window.parts.ribbon

    def go(self, t: float) -> None:
        self.replay.seek(t)
        self.qtbot.waitUntil(lambda: self.window.window_time.now == pytest.approx(t))

    def code(self, onset: float, end: float) -> Event:
        """Code a challenge, and return it."""
        for t in (onset, end):
            self.go(t)
            self.window.acts._pressed.clear()
            self.qtbot.keyClicks(self.window, "c")
        return next(e for e in self.replay.events() if e.coder == "R9")

    def now(self, event: Event) -> Event | None:
        return next((e for e in self.replay.events() if e.event_id == event.event_id), None)

    def place(self, event: Event, share: float) -> QPoint:
        """Return the pixel of the ribbon where so much of an event is over."""

        def drawn() -> bool:
            self.ribbon.grab()
            return any(e == event for e, _ in self.ribbon._ribbon.boxes)

        self.qtbot.waitUntil(drawn)
        box = next(b for e, b in self.ribbon._ribbon.boxes if e.event_id == event.event_id)
        area = self.ribbon.getViewBox().sceneBoundingRect()
        x = area.left() + (box.left() + share * box.width()) * area.width()
        y = area.top() + (box.top() + box.height() / 2) * area.height()
        return self.ribbon.mapFromScene(x, y)

    def drag(self, event: Event, share: float, by_s: float) -> None:
        at = self.place(event, share)
        left, right = self.window.window_time.range
        width = self.ribbon.getViewBox().sceneBoundingRect().width()
        to = at + QPoint(round(by_s / (right - left) * width), 0)
        view = self.ribbon.viewport()
        QTest.mousePress(view, LEFT, PLAIN, at)
        there = QPointF(to)
        move = QMouseEvent(QEvent.Type.MouseMove, there, there, LEFT, LEFT, PLAIN)
        QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, LEFT, PLAIN, to)

    def click(self, event: Event, modifier=PLAIN) -> None:
        QTest.mouseClick(self.ribbon.viewport(), LEFT, modifier, self.place(event, 0.5))

    def key(self, key: Qt.Key, modifier=PLAIN) -> None:
        self.qtbot.keyClick(self.window, key, modifier)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, _ = make_folder(tmp_path_factory.mktemp("recorded"), signals=("rr",))
    record_ticks(made)
    return made.path


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> SessionFolder:
    return SessionFolder(shutil.copytree(recorded, tmp_path / recorded.name))


@pytest.fixture
def desk(keep, qtbot, folder: SessionFolder) -> Iterator[Desk]:
    made = Desk(keep, qtbot, folder)
    yield made
    made.replay.stop()


def test_who_codes_is_asked_once_and_stands_in_what_is_coded(desk: Desk) -> None:
    event = desk.code(60.0, 80.0)
    assert desk.answers.asked == ["who codes"]
    assert event.coder == "R9"
    marks = Edits(desk.folder.edits_path).marks()
    assert {m.event.attributes["coder_from"] for m in marks} == {"asked"}


def test_a_question_that_is_broken_off_codes_nothing(keep, qtbot, folder) -> None:
    desk = Desk(keep, qtbot, folder, coder="")
    desk.answers.coder = None
    desk.qtbot.keyClicks(desk.window, "c")
    assert not folder.edits_path.exists()
    desk.replay.stop()


def test_a_drag_moves_an_event_or_one_of_its_edges_and_undo_takes_it_back(desk: Desk) -> None:
    event = desk.code(60.0, 100.0)
    desk.drag(event, 0.5, 10.0)
    moved = desk.now(event)
    assert moved.onset == pytest.approx(70.0, abs=0.6)
    assert moved.duration == pytest.approx(40.0)
    desk.drag(moved, 1.0, -10.0)
    shorter = desk.now(event)
    assert shorter.onset == moved.onset
    assert shorter.duration == pytest.approx(30.0, abs=0.6)
    desk.drag(shorter, 0.0, -5.0)
    assert desk.now(event).duration == pytest.approx(35.0, abs=1.2)
    for _ in range(3):
        desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.now(event) == event


def test_keys_split_merge_retime_and_delete_what_is_chosen(desk: Desk) -> None:
    event = desk.code(60.0, 100.0)
    desk.click(event)
    assert desk.window.acts.editing.chosen == (event.event_id,)
    qtbot = desk.qtbot
    qtbot.waitUntil(lambda: any("▸" in row.text() for row in desk.window.parts.events.rows))
    desk.go(70.0)
    desk.key(Qt.Key.Key_S, CONTROL | SHIFT)
    spans = [(e.onset, e.duration) for e in desk.replay.events() if e.coder == "R9"]
    assert spans == [(60.0, pytest.approx(10.0)), (pytest.approx(70.0), pytest.approx(30.0))]
    desk.key(Qt.Key.Key_M, CONTROL | SHIFT)
    assert desk.now(event).duration == pytest.approx(40.0)
    desk.key(Qt.Key.Key_E, CONTROL | SHIFT)
    assert desk.now(event).duration == pytest.approx(10.0)
    desk.key(Qt.Key.Key_Up, CONTROL)
    assert desk.now(event).onset == pytest.approx(59.9)
    desk.key(Qt.Key.Key_Delete)
    assert desk.now(event) is None
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.replay.stop()
    runs = [inputs.run for inputs in read_recording(desk.folder).runs]
    (kept,) = [e for e in session_events(desk.folder, runs) if e.coder == "R9"]
    assert (kept.onset, kept.duration) == (pytest.approx(59.9), pytest.approx(10.0))


def test_the_editor_takes_minutes_and_seconds_and_says_what_is_wrong(desk: Desk) -> None:
    event = desk.code(60.0, 100.0)
    desk.click(event)
    desk.key(Qt.Key.Key_Return, CONTROL)
    editor = desk.window.after.editor
    assert (editor.onset.text(), editor.end.text()) == ("1:00.000", "1:40.000")
    editor.end.setText("0:50")
    editor.keep_button.click()
    assert "before its onset" in editor.trouble.text()
    editor.end.setText("noon")
    editor.keep_button.click()
    assert "minutes:seconds" in editor.trouble.text()
    assert desk.now(event) == event
    editor.end.setText("1:50,5")
    editor.note.setText("looks away")
    editor.keep_button.click()
    assert not editor.isVisible()
    new = desk.now(event)
    assert (new.onset, new.duration, new.note) == (60.0, 50.5, "looks away")


def test_another_coders_event_is_changed_only_when_that_is_said(keep, qtbot, folder) -> None:
    first = ReplaySession(folder, load_codebook(), coder="A1")
    first.coding.press_code("ev.challenge", at=60.0)
    first.coding.press_code("ev.challenge", at=90.0)
    first.stop()
    desk = Desk(keep, qtbot, folder, coder="B2", change=False)
    event = next(e for e in desk.replay.events() if e.coder == "A1")
    desk.go(70.0)
    desk.click(event)
    desk.key(Qt.Key.Key_Delete)
    assert desk.answers.asked == ["change of A1"]
    assert desk.now(event) == event
    desk.answers.change = True
    desk.key(Qt.Key.Key_Delete)
    assert desk.now(event) is None
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.now(event) == event
    desk.replay.stop()


def test_events_are_chosen_by_key_one_after_the_other(desk: Desk) -> None:
    event = desk.code(61.0, 100.0)
    desk.go(60.5)
    desk.window.acts.editing.choose("")
    desk.key(Qt.Key.Key_Down)
    assert desk.window.acts.editing.chosen == (event.event_id,)
    assert desk.replay.clock() == pytest.approx(61.0)


def test_in_a_live_session_events_cannot_be_changed(keep, qtbot) -> None:
    window = keep(MainWindow(make_session("activation"), questions=Answers()))
    window.prepare()
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert "in a replay, after the session" in window.refusals.text()


TABLE = "Zeit;Ereignis;Dauer\n0:20,5;Challenge;5\n0:30;dances;0\n9:00;Challenge;1\n"


def test_codes_of_a_file_are_looked_at_mapped_added_and_taken_back(desk: Desk, tmp_path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(TABLE, encoding="utf-8")
    before = desk.replay.events()
    desk.window.after.open_codes(path)
    assert desk.answers.asked == ["who codes"]
    dialog = desk.window.after.codes
    assert [(e.code, e.onset, e.duration) for e in dialog.plan.events] == [
        ("ev.challenge", 20.5, 5.0)
    ]
    assert "1 lie outside" in dialog.told.text()
    assert "1 are left out" in dialog.told.text()
    box = dialog.codes["dances"]
    box.setCurrentIndex(box.findData("int.support"))
    dialog.offset.setText("0:10")
    assert [e.onset for e in dialog.plan.events] == [30.5, 40.0]
    assert dialog.preview.item(0, 0).text() == "0:30.5"
    assert desk.window.parts.overview.ghosts == (30.5, 40.0)
    assert desk.replay.events() == before, "nothing is added before it is accepted"
    dialog.offset.setText("soon")
    assert not dialog.add.isEnabled()
    dialog.offset.setText("10")
    dialog.add.click()
    added = [e for e in desk.replay.events() if e.source == "import:codes.csv"]
    assert [(e.onset, e.coder) for e in added] == [(30.5, "R9"), (40.0, "R9")]
    assert {e.attributes["edited_by"] for e in added} == {"R9"}
    assert desk.window.parts.overview.ghosts == ()
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.replay.events() == before


def test_a_file_that_holds_no_codes_is_refused_in_words(desk: Desk, tmp_path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("hello", encoding="utf-8")
    desk.window.after.open_codes(path)
    assert desk.window.after.codes is None
    desk.qtbot.waitUntil(lambda: "not read as codes" in desk.window.refusals.text())


def test_two_coders_are_compared_and_brought_to_one_version(keep, qtbot, folder) -> None:
    for coder, spans in (
        ("A1", [(10.0, 20.0), (40.0, 60.0), (80.0, 85.0)]), ("B2", [(11.0, 21.0), (41.0, 50.0)]),
    ):  # fmt: skip
        session = ReplaySession(folder, load_codebook(), coder=coder, alone=True)
        for t in (edge for span in spans for edge in span):
            session.coding.press_code("ev.challenge", at=t)
        session.stop()
    desk = Desk(keep, qtbot, folder, coder="A1")
    desk.key(Qt.Key.Key_A, CONTROL | SHIFT)
    dialog = desk.window.after.agreement
    dialog.first.setCurrentText("A1")
    dialog.second.setCurrentText("B2")
    assert dialog.table.item(0, 1).text() == "3, 2"
    kappas = []
    for place in range(5):
        dialog.bins.setValue(place)
        kappas.append(dialog.table.item(0, 2).text())
    assert kappas == [f"{found.value:.2f}" for _, found in dialog.codes[0].by_width]
    assert [pair.onset for pair in dialog.left] == [40.0, 80.0]
    assert dialog.progress.text().startswith("0 of 2 disagreements settled; 0 of 1")
    dialog.begin.click()
    dialog.list.setCurrentRow(0)
    assert desk.replay.clock() == pytest.approx(40.0)
    assert len(desk.window.acts.editing.chosen) == 2, "both are framed in the ribbon"
    dialog.takes[Take.SECOND].click()
    assert not dialog.takes[Take.SECOND].isEnabled(), "the second coder has nothing there"
    dialog.takes[Take.NEITHER].click()
    assert dialog.progress.text().startswith("2 of 2 disagreements settled; 1 of 1")

    def version() -> list[tuple[float, float | None]]:
        made = [e for e in desk.replay.events() if e.source == "consensus"]
        assert {e.coder for e in made} <= {"consensus"}
        return [(e.onset, e.duration) for e in made]

    assert version() == [(10.5, 10.0), (41.0, 9.0)]
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert version() == [(10.5, 10.0)]
    assert [pair.onset for pair in dialog.left] == [40.0]
    dialog.close()
    desk.replay.stop()
