"""A session from which somebody withdrew is used as any other."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from recordings.folder.chain import extended
from recordings.folder.session import SessionFolder
from safehold.api import open_session
from safehold.cli.main import main
from safehold.desk.exports import PROFILES, ExportWish, export
from safehold.desk.purge.purge import purge
from safehold.desk.reports import report_session
from safehold.desk.workbench import RowState, Workbench, sessions_in
from safehold.files.receipt import examine
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a dyad's session from which the client withdrew."""
    study = tmp_path_factory.mktemp("withdrawn")
    folder, _ = make_session(study)
    part = {**examine(folder.recording_path), "losses": []}
    info = {**folder.read_info(), "receipt": {"passes": True, "parts": [part]}}
    recorded = {part["file"]: part}
    folder.write_info(extended(folder, info, "recorded", recordings=recorded))
    purge(study, "P01")
    return study


def test_it_is_listed_opened_and_checked(withdrawn: Path):
    (row,) = sessions_in(withdrawn)
    assert row.state is RowState.RECORDED
    found = Workbench(withdrawn).check(row.path, lambda _text: None)
    assert found.passes
    assert found.withdrawn
    assert found.head  # the chain goes on with what is left
    assert not any("after the last link" in text for text in found.remarks)


def test_it_is_replayed_in_the_window_without_the_person(withdrawn: Path):
    session = Workbench(withdrawn).replay(withdrawn / "demo-001", lambda _text: None)
    try:
        assert list(session.model.people) == ["therapist"]
    finally:
        session.stop()


@pytest.mark.slow
def test_the_rest_of_it_is_exported_in_every_profile_with_its_report(
    withdrawn: Path, tmp_path: Path
):
    folder = SessionFolder.open(withdrawn / "demo-001")
    made = export(folder, ExportWish(tuple(PROFILES), out=tmp_path), lambda _share, _what: None)
    assert len(made) == len(PROFILES)
    assert (report_session(folder, out=tmp_path) / "report.html").exists()
    session = open_session(folder.path)
    assert set(session.beats()["participant"]) == {"therapist"}
    assert not len(session.dyad_windows())


def test_the_other_may_withdraw_too(
    withdrawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    study = tmp_path / "study"
    shutil.copytree(withdrawn, study)
    monkeypatch.setattr("sys.stdin", io.StringIO("P02\n"))
    assert main(["purge", "P02", "--study", str(study), "--yes"]) == 0
    assert {path.name for path in study.iterdir()} == {
        "withdrawal-P01-1.json", "withdrawal-P02-1.json",
    }  # fmt: skip
