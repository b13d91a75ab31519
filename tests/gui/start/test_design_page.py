"""A study by forms, by keyboard and by mouse; faults at their field, undo, and the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.start.design_page import DesignPage
from safehold.core.study_file import parse_study
from safehold.desk.study_draft import StudyDraft
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._user import CONTROL, User

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(keep, tmp_path: Path) -> DesignPage:
    shown = keep(DesignPage())
    shown.resize(900, 700)
    shown.open(StudyDraft(tmp_path), ("minimal", "full"))
    shown.show()
    return shown


def typed(page: DesignPage, editor, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def read(folder: Path):
    return parse_study((folder / "study.toml").read_text(encoding="utf-8"), source="study.toml")


def test_a_first_study_by_keyboard_from_the_first_page_to_its_file(qtbot, keep, tmp_path):
    user = User(qtbot, keep, FakeWorkbench(tmp_path))
    user.key("U", CONTROL)
    page = user.window.design
    user.wait(lambda: user.window.page is page)
    user.write("Dyads")
    user.key(Qt.Key.Key_Tab)
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait((tmp_path / "study.toml").exists)
    assert read(tmp_path).name == "Dyads"
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: user.window.page is user.window.home)


def test_what_is_wrong_stands_at_its_field_and_cannot_be_saved(page):
    field = page.groups["zones"].editors["th"]
    typed(page, field, "9")
    told = page.groups["zones"]._faults["th"]
    assert "out of range" in told.text()
    assert "out of range" in field.accessibleDescription()
    assert not page.save.isEnabled()
    page.undo.click()
    assert told.text() == ""
    assert page.save.isEnabled()
    typed(page, field, "4 apples")
    assert told.text()
    typed(page, field, "2,5")
    assert page.draft.study.settings.zones.th == 2.5


def test_phases_are_moved_and_stretched_by_keys(page, tmp_path):
    page.tabs.setCurrentWidget(page.phases)
    strip = page.phases.strip
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert page.phases.current == 1
    QTest.keyClick(strip, Qt.Key.Key_Right, CONTROL)
    assert [phase.name for phase in page.draft.study.phases][2] == "session"
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Right, SHIFT)
    assert page.draft.study.phases[1].seconds == 190
    page.save.click()
    assert read(tmp_path).phases[1].seconds == 190


def test_phases_are_moved_and_stretched_by_mouse(page):
    page.tabs.setCurrentWidget(page.phases)
    strip = page.phases.strip
    first, second, _ = strip.boxes()
    start, end = first.center().toPoint(), second.center().toPoint()
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(strip, end)
    strip.grab()  # where it is dragged to is painted
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=end)
    assert [phase.name for phase in page.draft.study.phases][:2] == ["session", "baseline"]
    box = strip.boxes()[1]
    edge = QPoint(int(box.right()) - 2, int(box.center().y()))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(strip, edge + QPoint(30, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=edge + QPoint(30, 0))
    assert page.draft.study.settings.baseline.used_s > 240
    page.undo.click()
    assert page.draft.study.settings.baseline.used_s == 240


@pytest.mark.parametrize("name", ["people", "phases", "scales", "prompts"])
def test_entries_are_added_ordered_and_removed(page, name):
    part = getattr(page, name)
    count = part.list.count()
    part.add.click()
    assert part.list.count() == count + 1
    assert page.draft.fault is None
    here = part.current
    part.up.click()
    assert part.current == here - 1
    part.drop.click()
    assert part.list.count() == count


def test_the_codebook_is_looked_into(page):
    page.codebook.setCurrentIndex(page.codebook.findData("full"))
    page.codebook.activated.emit(page.codebook.currentIndex())
    assert page.draft.study.codebook == "full"
    assert page.codes.rowCount() == 51


def test_what_is_not_saved_is_told_before_it_is_left(page):
    left = []
    page.home_asked.connect(lambda: left.append(True))
    typed(page, page.general.editors["name"], "Dyads")
    page.back.click()
    assert not left
    assert "Not saved" in page.refusals.text()
    page.back.click()
    assert left
