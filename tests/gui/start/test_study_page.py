"""A study in the window: how it stands, processing it, what to review, and what is hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from gui.session.beside_windows import BesideWindows
from safehold.core.messages import Message
from safehold.desk.studies.curve import Curve, Effect, JointTest
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.one import Outcome, State
from safehold.desk.studies.overview import Overview, SessionLine, Standing
from safehold.desk.studies.specifications import Question
from safehold.session.ports import WorkState
from tests.gui._fake_workbench import FakeStudyDesk, FakeWorkbench
from tests.gui._user import CONTROL, User

STUDY = Path("/studies/dyads")
TOO_LOW = Message("{person}: the baseline looks too low", code="review_low_baseline", person="P1")
CUT = Message("recording: {what}", code="review_recording", what="it is cut")
NO_DISK = Message("the disk is full", code="t")


def overview(*, veiled: bool = False) -> Overview:
    def line(name: str, number: int, standing: Standing, **more) -> SessionLine:
        return SessionLine(name, STUDY / name, number, "P1", standing, **more)

    return Overview(
        "Trial", "30b2bb6a916d",
        (
            line("s1", 1, Standing.DONE, review=(TOO_LOW, CUT)),
            line("s2", 2, Standing.CHANGED, why=(Message("edits", code="content_edits"),)),
            line("s3", 3, Standing.FAILED, why=(NO_DISK,)),
            line("s4", 4, Standing.NEW),
        ),
        ((("s1", "s2"), Message("the same recording", code="review_same_recording")),),
        ("P1", "T1"), Message("It was locked."),
        (Message("the plan {file} was changed", code="d", file="plan.pdf"),),
        STUDY / "processed" / "group" / "report.html", ("safety",), (("zones.th", (2.25, 2.0)),),
        veiled,
    )  # fmt: skip


@pytest.fixture
def user(qtbot, keep) -> User:
    workbench = FakeWorkbench()
    workbench.study_desk = FakeStudyDesk(STUDY, overview())
    found = User(qtbot, keep, workbench)
    found.window.go_home()
    return found


def to_study(user: User) -> FakeStudyDesk:
    user.key(Qt.Key.Key_D, CONTROL)
    user.wait(lambda: user.window.page is user.window.study and not user.window.study.busy)
    desk = user.workbench.study_desk
    assert desk is not None
    return desk


def process(user: User) -> None:
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: user.window.study.busy)


def rows(shown) -> list[list[str]]:
    return [
        [shown.topLevelItem(k).text(column) for column in range(shown.columnCount())]
        for k in range(shown.topLevelItemCount())
    ]


def test_the_page_says_how_each_session_stands_and_what_departs_from_the_lock(user):
    to_study(user)
    page = user.window.study
    assert page.sentence.text().startswith("1 processed, 1 new, 1 changed since, 1 not possible")
    assert [row[2:] for row in rows(page.sessions)] == [
        ["s1", "processed", "2", ""], ["s2", "changed since", "", "edits"],
        ["s3", "not possible", "", "the disk is full"], ["s4", "new", "", ""],
    ]  # fmt: skip
    assert rows(page.review) == [
        ["s1", "P1: the baseline looks too low"], ["s1", "recording: it is cut"],
        ["s1, s2", "the same recording"],
    ]  # fmt: skip
    assert page.tabs.tabText(1) == "To review (3)"
    assert "the plan plan.pdf was changed" in page.locked.text()


def test_sessions_are_told_as_they_are_processed_and_a_cancel_keeps_them(user):
    desk, page = to_study(user), user.window.study
    process(user)
    work = desk.works[-1]
    work.state = WorkState(running=True, share=0.5, what=Message("1 of 2"))
    assert desk.part is not None
    desk.part(Outcome("s4", State.DONE, review=(CUT,)))
    user.wait(lambda: page.progress.value() == 500 and "1 of 2" in page.doing.text())
    assert rows(page.sessions)[3][3:5] == ["processed", "1"]
    assert page.sentence.text().startswith("2 processed, 1 changed since")
    assert not page.process.isEnabled()
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: work.cancelled)
    page.back.click()  # it still tidies up
    assert user.window.page is page
    assert page.busy
    work.gone = True
    user.wait(lambda: not page.busy)
    assert page.missing.text().startswith("Cancelled. What was processed is kept")
    user.key(Qt.Key.Key_Escape)
    user.wait(lambda: user.window.page is user.window.home)


def test_why_nothing_came_of_it_is_said(user):
    desk, page = to_study(user), user.window.study
    process(user)
    desk.works[-1].state = WorkState(failure=NO_DISK)
    desk.works[-1].gone = True
    user.wait(lambda: not page.busy)
    assert page.missing.text() == "the disk is full"


def test_a_session_is_reviewed_from_the_list_and_closing_it_looks_again(user, monkeypatch):
    asked: list[BesideWindows] = []
    monkeypatch.setattr(BesideWindows, "show_review", lambda windows: asked.append(windows))
    desk, page = to_study(user), user.window.study
    page.tabs.setCurrentWidget(page.review)
    page.review.setFocus()
    user.key(Qt.Key.Key_Return)
    user.wait(lambda: user.window.session_window is not None)
    assert ("replay", STUDY / "s1") in user.workbench.calls
    session = user.window.session_window
    user.wait(lambda: bool(asked))
    looked = len(desk.works)
    session.close()
    user.wait(lambda: user.window.page is page and len(desk.works) == looked + 1)


def test_a_session_that_cannot_be_read_is_not_opened(user):
    to_study(user)
    page = user.window.study
    page.sessions.setCurrentItem(page.sessions.topLevelItem(2))
    page.sessions.setFocus()
    user.key(Qt.Key.Key_Return)
    assert "Choose a session that can be read" in page.refusals.text()
    assert not [call for call in user.workbench.calls if call[0] == "replay"]


def test_a_blind_study_shows_nothing_of_the_body_until_it_is_told_to(user, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert user.workbench.study_desk is not None
    user.workbench.study_desk.overview = overview(veiled=True)
    to_study(user)
    page = user.window.study
    assert rows(page.review) == [
        ["s1", "something that blind coders are not told"], ["s1", "recording: it is cut"],
        ["s1, s2", "the same recording"],
    ]  # fmt: skip
    for key in (Qt.Key.Key_P, Qt.Key.Key_G):
        user.key(key, CONTROL)
        assert "The study is blind" in page.refusals.text()
    page.tabs.setCurrentWidget(page.review)
    page.review.setFocus()
    user.key(Qt.Key.Key_Return)
    assert not [call for call in user.workbench.calls if call[0] == "replay"]
    user.key(Qt.Key.Key_B, CONTROL)
    user.wait(lambda: not page.unveil.isEnabled())
    assert rows(page.review)[0] == ["s1", "P1: the baseline looks too low"]
    user.key(Qt.Key.Key_P, CONTROL)
    user.wait(lambda: bool(opened))
    assert opened == [str(STUDY / "processed" / "group" / "report.html")]


def test_closing_the_window_ends_what_is_under_way(user):
    desk = to_study(user)
    process(user)
    user.window.close()
    assert desk.works[-1].cancelled


# -- scores -------------------------------------------------------------------------------------


@pytest.fixture
def typing(qtbot, keep, tmp_path) -> User:
    """Somebody at the form of scores, over a real file."""
    (tmp_path / "outcomes.csv").write_text(
        "participant;session_number;depth;oq45\nP1;1;5,2;60\n", encoding="utf-8"
    )
    told = overview()
    lines = tuple(replace(one, codes=("P1", "T1")) for one in told.sessions)
    workbench = FakeWorkbench()
    workbench.study_desk = FakeStudyDesk(tmp_path, replace(told, sessions=lines))
    user = User(qtbot, keep, workbench)
    user.window.go_home()
    to_study(user)
    page = user.window.study
    page.tabs.setCurrentWidget(page.scores)
    page.scores.value.setFocus()
    return user


def test_scores_are_typed_one_after_the_other_and_taken_back(typing, tmp_path):
    form, file = typing.window.study.scores, tmp_path / "outcomes.csv"
    assert rows(form.list) == [["P1", "1", "depth", "5.2"], ["P1", "1", "oq45", "60"]]
    assert "5.2 stands there already" in form.hint.text()
    assert form.enter.accessibleName() == "Replace"
    form.session.setCurrentIndex(1)
    typing.write("4,75")
    assert form.enter.accessibleName() == "Enter"
    typing.key(Qt.Key.Key_Return)
    assert file.read_text() == "participant;session_number;depth;oq45\nP1;1;5,2;60\nP1;2;4,75;\n"
    assert form.measure.currentText() == "oq45"
    typing.write("58")
    typing.key(Qt.Key.Key_Return)
    assert file.read_text().endswith("P1;2;4,75;58\n")
    assert (form.session.currentIndex(), form.measure.currentText()) == (2, "depth")
    assert form.value.hasFocus()
    typing.key(Qt.Key.Key_Z, CONTROL)  # the field is empty: it is the form's
    typing.wait(lambda: file.read_text().endswith("P1;2;4,75;\n"))


def test_what_is_wrong_with_a_value_is_said_beside_it_before_it_is_entered(typing, tmp_path):
    form = typing.window.study.scores
    before = (tmp_path / "outcomes.csv").read_bytes()
    form.session.setCurrentIndex(1)
    typing.write("5..2")
    assert "no number" in form.hint.text()
    assert form.hint.objectName() == "warning"
    typing.key(Qt.Key.Key_Return)
    assert (tmp_path / "outcomes.csv").read_bytes() == before
    typing.write("52")  # 5.2 was meant
    assert "so far: 5.2 to 5.2" in form.hint.text()
    assert form.hint.objectName() == "warning"


def test_a_score_that_stands_there_is_corrected_from_the_list(typing, tmp_path):
    form = typing.window.study.scores
    form.list.setFocus()
    form.list.setCurrentItem(form.list.topLevelItem(1))
    typing.key(Qt.Key.Key_Return)
    assert (form.measure.currentText(), form.value.text()) == ("oq45", "60")
    typing.write("61")
    typing.key(Qt.Key.Key_Return)
    assert (tmp_path / "outcomes.csv").read_text().endswith("P1;1;5,2;61\n")


def test_a_file_that_is_no_table_is_said_and_nothing_can_be_typed_into_it(typing, tmp_path):
    (tmp_path / "outcomes.csv").write_text("participant;depth\nP1;5\n")
    page = typing.window.study
    page.home_asked.emit()
    typing.wait(lambda: typing.window.page is typing.window.home)
    to_study(typing)
    assert "which session" in page.scores.hint.text()
    assert not page.scores.enter.isEnabled()


# -- a finding under every choice of method -----------------------------------------------------


def answer(folder: Path) -> Multiverse:
    curve = Curve(
        (Effect(30, 5, 0.4, 0.01), Effect(30, 5, 0.1, 0.6)), 0.25, 1, 2, 1,
        (JointTest("median", 0.25, 0.034),), ((-0.2, 0.1), (-0.1, 0.2)), 499,
    )  # fmt: skip
    return Multiverse(Question(("share_outside",), "q_depth"), (), (), curve, 30, (), folder)


def to_multiverse(user: User) -> FakeStudyDesk:
    desk = to_study(user)
    user.window.study.tabs.setCurrentWidget(user.window.study.multiverse)
    user.window.study.multiverse.predictor.setFocus()
    return desk


def test_a_finding_is_asked_for_and_its_answer_and_report_are_shown(user, monkeypatch, tmp_path):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    desk, page = to_multiverse(user), user.window.study
    form = page.multiverse
    assert form.vary.text() == "zones.th=2.25,2"
    form.outcome.setEditText("q_depth")
    form.outcome_role.setCurrentIndex(1)
    user.key(Qt.Key.Key_M, CONTROL)
    user.wait(lambda: page.busy)
    assert desk.questions == [
        Question(("share_outside",), "q_depth", "client", "therapist",
                 vary={"zones.th": (2.25, 2.0)})
    ]  # fmt: skip
    assert desk.answered is not None
    desk.answered(answer(tmp_path))
    desk.works[-1].gone = True
    user.wait(lambda: not page.busy)
    assert form.hint.text() == (
        "Holds in 1 of 2 specifications (50 %); median r +0.25 within dyads, joint p 0.034."
    )
    user.key(Qt.Key.Key_U, CONTROL)
    user.wait(lambda: bool(opened))
    assert opened == [str(tmp_path / "report.html")]


def test_what_cannot_be_varied_is_said_and_nothing_is_begun(user):
    desk, page = to_multiverse(user), user.window.study
    works = len(desk.works)
    page.multiverse.vary.setText("zones.th")
    page.multiverse.vary.setFocus()
    user.key(Qt.Key.Key_Return)
    assert "does not say which parameter" in page.multiverse.hint.text()
    assert len(desk.works) == works


def test_a_blind_study_computes_no_curve_until_it_is_told_to(user):
    assert user.workbench.study_desk is not None
    user.workbench.study_desk.overview = overview(veiled=True)
    desk, page = to_multiverse(user), user.window.study
    page.multiverse.vary.setFocus()
    user.key(Qt.Key.Key_Return)
    assert "The study is blind" in page.refusals.text()
    assert desk.questions == []
