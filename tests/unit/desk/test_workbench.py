"""What the start page is told of study folders, and what a set-up lacks."""

from __future__ import annotations

import dataclasses

import pytest

from recordings.folder.session import SessionFolder
from recordings.folder.withdrawal import decide, staging
from safehold.core.study import Person, Study
from safehold.desk.workbench import RowState, Setup, Workbench, sessions_in, setup_gaps
from safehold.recorder.control import RecorderLock

PEOPLE = (Person("client", "P07", "client"), Person("therapist", "T02", "therapist"))


def setup_for(folder, session_id="d07-s03", people=PEOPLE):
    return Setup(folder, session_id, dataclasses.replace(Study(), people=people))


def test_a_complete_set_up_lacks_nothing(tmp_path):
    assert setup_gaps(setup_for(tmp_path)) == {}


@pytest.mark.parametrize("code", ["", "Mrs. Smith", "a/b", "x" * 65])
def test_a_session_code_that_cannot_be_one_is_told(tmp_path, code):
    assert set(setup_gaps(setup_for(tmp_path, code))) == {"session"}


def test_an_existing_session_is_never_begun_anew(tmp_path):
    SessionFolder.create(tmp_path, "d07-s03", {})
    assert "already" in setup_gaps(setup_for(tmp_path))["session"]


@pytest.mark.parametrize("codes", [("", "T02"), ("P 07", "T02"), ("P07", "P07")])
def test_study_codes_are_there_plain_and_different(tmp_path, codes):
    people = tuple(
        dataclasses.replace(person, code=code) for person, code in zip(PEOPLE, codes, strict=True)
    )
    assert set(setup_gaps(setup_for(tmp_path, people=people))) == {"people"}


def test_a_session_whose_recorder_runs_comes_first(tmp_path):
    for session_id in ("a", "b", "c"):
        SessionFolder.create(tmp_path, session_id, {})
    (tmp_path / "no-session").mkdir()
    lock = RecorderLock(tmp_path / "b")
    try:
        rows = sessions_in(tmp_path)
    finally:
        lock.release()
    assert rows[0].session_id == "b"
    assert rows[0].state is RowState.RECORDING
    assert {row.state for row in rows[1:]} == {"empty"}


def test_a_session_that_a_withdrawal_left_half_changed_is_listed_with_what_to_do(tmp_path):
    for session_id in ("a", "b"):
        SessionFolder.create(tmp_path, session_id, {})
    staging(tmp_path)
    decide(tmp_path, [], folders=["b"], more={"code": "P07"})
    half, whole = sorted(sessions_in(tmp_path), key=lambda row: row.session_id, reverse=True)
    assert (half.session_id, half.state, whole.state) == ("b", "half", "empty")
    assert half.finish == f"safehold purge P07 --study {tmp_path} --yes"


def test_a_folder_that_is_not_there_holds_no_session(tmp_path):
    assert sessions_in(tmp_path / "nowhere") == ()


def test_a_session_that_never_began_leaves_no_folder_but_one_with_data_stays(tmp_path):
    workbench = Workbench(tmp_path)
    folder = SessionFolder.create(tmp_path, "d07-s03", {})
    workbench.forget(setup_for(tmp_path))
    assert not folder.path.exists()
    folder = SessionFolder.create(tmp_path, "d07-s03", {})
    (folder.path / "recording.xdf").write_bytes(b"XDF:")
    workbench.forget(setup_for(tmp_path))
    assert folder.info_path.exists()


def test_going_on_keeps_the_people_the_session_was_begun_with(tmp_path):
    told = [{"label": "client", "code": "P99"}, {"label": "therapist", "code": "T98"}]
    SessionFolder.create(tmp_path, "d07-s03", {"participants": told})
    workbench = Workbench(tmp_path)
    again = workbench.again(workbench.sessions(tmp_path)[0])
    assert [person.code for person in again.study.people] == ["P99", "T98"]


def test_the_next_free_code_is_offered(tmp_path):
    SessionFolder.create(tmp_path, "session-001", {})
    assert Workbench(tmp_path).free_code(tmp_path) == "session-002"
