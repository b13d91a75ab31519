"""Exporting from the window: what would go in, choosing, progress, and giving up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.desk.workbench import RowState, SessionRow
from tests.gui._fake_workbench import PREVIEW, FakeWorkbench
from tests.gui._user import CONTROL, User

ROW = SessionRow("d07-s03", Path("/studies/dyads/d07-s03"), RowState.RECORDED, 41_300_000)


@pytest.fixture
def user(qtbot, keep) -> User:
    workbench = FakeWorkbench()
    workbench.rows = [ROW]
    found = User(qtbot, keep, workbench)
    found.window.go_home()
    return found


def to_export(user: User) -> None:
    user.key(Qt.Key.Key_S, CONTROL)
    user.wait(lambda: user.window.page is user.window.export)
    user.wait(lambda: not user.window.export.busy)


def test_the_page_says_what_is_there_and_why_the_rest_is_missing(user):
    to_export(user)
    page = user.window.export
    assert "4123 beats, 871 breaths, 64 events" in page.summary.text()
    lines = [
        [page.list.topLevelItem(k).text(column) for column in range(4)]
        for k in range(page.list.topLevelItemCount())
    ]
    assert lines[1][:3] == ["client", "RSA", "50 %"]
    assert lines[1][3]
    assert lines[2] == ["therapist", "HR", "100 %", ""]


def test_of_a_blind_session_nothing_of_the_body_is_shown(user):
    user.workbench.prepared.preview = replace(PREVIEW, n_beats=None, n_breaths=None, shares=())
    to_export(user)
    page = user.window.export
    assert "was blind" in page.summary.text()
    assert "4123" not in page.summary.text()
    assert page.list.topLevelItemCount() == 0


def test_a_session_is_exported_by_keyboard_and_the_page_says_where(user):
    to_export(user)
    page = user.window.export
    page.profiles["bids"].setFocus()
    user.key(Qt.Key.Key_Space)
    page.profiles["xlsx"].setFocus()
    user.key(Qt.Key.Key_Space)
    page.profiles["report"].setFocus()
    user.key(Qt.Key.Key_Space)
    page.part.setCurrentIndex(page.part.findData("session"))
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: page.doing.text() == "events")
    assert page.progress.isVisible()
    assert page.progress.value() == 500
    assert not page.export.isEnabled()
    user.workbench.prepared.go_on.set()
    user.wait(lambda: not page.busy)
    (wish,) = user.workbench.prepared.wishes
    assert (wish.profiles, wish.report, wish.phases) == (
        ("tidy", "xlsx", "bids"),
        True,
        ("session",),
    )
    assert (wish.options.dates, wish.options.notes) == ("removed", False)
    assert "d07-s03_tidy, d07-s03_xlsx, d07-s03_bids" in page.sentence.text()
    assert page.show_folder.isEnabled()


def test_escape_gives_up_the_export_and_a_second_one_goes_home(user):
    to_export(user)
    page = user.window.export
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: page.doing.text() == "events")
    assert page.back.accessibleName() == "Cancel"
    user.key(Qt.Key.Key_Escape)
    user.wait(page._cancelled.is_set)
    assert page.busy
    user.workbench.prepared.go_on.set()
    user.wait(lambda: not page.busy)
    assert "Nothing was exported" in page.missing.text()
    assert page.export.isEnabled()
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: user.window.page is user.window.home)


def test_what_cannot_be_computed_or_chosen_is_said(user, monkeypatch):
    to_export(user)
    page = user.window.export
    page.profiles["tidy"].setChecked(False)
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: "No profile is chosen" in page.missing.text())

    def broken(path, progress):
        raise RecordingError(Message("The recording of d07-s03 has no engine log."))

    monkeypatch.setattr(page, "_prepare", broken)
    page.open(ROW.path)
    user.wait(lambda: not page.busy)
    assert "no engine log" in page.missing.text()
    assert not page.export.isEnabled()


def test_closing_the_window_ends_an_export_in_work(user):
    to_export(user)
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: user.window.export.doing.text() == "events")
    user.window.export._cancelled.set()
    user.workbench.prepared.go_on.set()
    job = user.window.export._job
    user.window.close()
    assert not job.running
