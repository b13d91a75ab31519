"""A study at a glance, and the run beside the window: the same as the command's."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.canonical import plain
from safehold.core.codebook import load_codebook
from safehold.desk.reports import report_session
from safehold.desk.studies.beside import StudyDesk
from safehold.desk.studies.lock import make_lock
from safehold.desk.studies.one import PROCESSED, Outcome
from safehold.desk.studies.overview import HIDDEN, SEEN_BLIND, Overview, Standing, check
from safehold.desk.studies.run import StudyWish, group
from tests.helpers import wait_until
from tests.unit.desk.studies.conftest import Processed, content

pytestmark = pytest.mark.slow


def silent(*_: object) -> None:
    """Nothing is told."""


def standings(found: Overview) -> dict[str, Standing]:
    return {one.session_id: one.standing for one in found.sessions}


def test_what_was_processed_is_told_from_what_changed_and_what_is_absent(
    processed: Processed, tmp_path: Path
):
    study = tmp_path / "study"
    shutil.copytree(processed.study, study)
    (study / "sessions.csv").write_text(
        "participant,session_number,session_id,reason\nP01,1,d1-s02,\nP01,2,,was ill\n"
        "P01,3,d1-s01,\n"
    )
    SessionFolder(study / "d1-s01").update_info(remark="told later")
    told: list[float] = []
    found = check(StudyWish(study, processed.out), 1, lambda share, _: told.append(share))
    stand = standings(found)
    assert stand["d1-s02"] is Standing.DONE
    assert stand["d1-s01"] is Standing.CHANGED
    assert stand["d3-s01"] is Standing.FAILED
    p01 = [(one.number, one.session_id, one.why) for one in found.sessions if one.client == "P01"]
    assert [row[:2] for row in p01] == [(1, "d1-s02"), (2, ""), (3, "d1-s01")]
    assert p01[1][2] == ("was ill",)
    assert [why.code for why in p01[2][2]] == ["content_info"]
    assert {"P01", "P02", "T01"} <= set(found.people)
    assert told[-1] == 1
    shutil.rmtree(study / "d2-s01")
    assert "d2-s01" not in standings(check(StudyWish(study, processed.out), 1, silent))


def test_nothing_of_the_body_is_left_for_blind_coders(processed: Processed):
    found = check(StudyWish(processed.study, processed.out), 1, silent)
    seen = found.seen_blind()
    said = [message for one in seen.sessions for message in one.review]
    assert {message.code for message in said} <= SEEN_BLIND | {HIDDEN.code}
    assert HIDDEN in said
    assert seen.report is None
    assert found.report is not None
    assert not found.veiled


def test_one_session_that_ran_blind_makes_the_study_blind(processed: Processed, tmp_path: Path):
    study = tmp_path / "study"
    shutil.copytree(processed.study, study)
    folder = SessionFolder(study / "d1-s01")
    told = folder.read_info()
    folder.update_info(study={**told.get("study", {}), "display": {"main": "blind"}})
    assert check(StudyWish(study, processed.out), 1, silent).veiled


def test_a_run_beside_the_window_is_cancelled_between_and_within_sessions_and_goes_on(
    processed: Processed, tmp_path: Path
):
    study = tmp_path / "study"
    shutil.copytree(processed.study, study)
    desk, parts, found = StudyDesk(study), list[Outcome](), list[Overview]()
    first = threading.Event()

    def part(one: Outcome) -> None:
        parts.append(one)
        first.set()

    work = desk.process(found.append, part)
    assert first.wait(120)
    work.cancel()  # while the next session is computed
    wait_until(lambda: work.gone, timeout=60)
    assert not found
    assert work.state.failure == ""
    kept = [path.name for path in (study / PROCESSED / "sessions").iterdir()]
    assert not [name for name in kept if name.startswith(".")]
    assert len(kept) < 5
    work = desk.process(found.append, parts.append)
    wait_until(lambda: work.gone, timeout=120)
    assert content(study / PROCESSED) == content(processed.out)
    assert standings(found[0]) == standings(
        check(StudyWish(processed.study, processed.out), 1, silent)
    )


def test_reports_of_a_session_and_of_the_study_show_the_codebook_that_differs(
    processed: Processed, tmp_path: Path
):
    study = tmp_path / "study"
    shutil.copytree(processed.study, study)
    make_lock(study, study / "processed")
    folder = SessionFolder(study / "d1-s01")
    codebook = plain(load_codebook())
    codes = codebook["codes"]
    codes[0]["meaning"] = "theirs"
    folder.update_info(codebook={**codebook, "codes": codes})
    wish = StudyWish(study, processed.out)
    gathered, _ = group(StudyWish(study, tmp_path / "out"))
    (told,) = [text for text in gathered.about.departures if "coded with" in text]
    assert told == "coded with another codebook than locked: d1-s01"
    assert told in check(wish, 1, lambda *_: None).departures
    html = (report_session(folder, out=tmp_path) / "report.html").read_text()
    assert "were locked on" in html
    assert f"1 codes are others than locked: {codes[0]['code']}" in html
