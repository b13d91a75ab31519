"""What the list of sessions says of each is read from its files, or not said."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.correction import Corrected
from safehold.core.edits import Seen
from safehold.desk.session_details import SessionDetails, details_of
from safehold.desk.studies.found import FoundFolder, Frozen
from safehold.desk.studies.one import PROCESSED, State, process_session
from safehold.files.edits import Edits
from safehold.files.receipt import check_session
from safehold.files.study import load_study
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A processed session with its receipt, in a study of the same profile."""
    study = tmp_path_factory.mktemp("made") / "study"
    folder, _ = make_session(study)
    (study / "study.toml").write_text('profile = "demo"\n')
    info = folder.read_info()
    stamps = {"start_stamp": 5000.0, "stop_stamp": 5150.0}
    known = {"start_from": "recorder", "stop_from": "recorder"}
    parts = [{**part, **stamps, **known} for part in check_session(folder).parts]
    folder.write_info({**info, "receipt": {"parts": parts}})
    (study / PROCESSED / "sessions").mkdir(parents=True)
    frozen = Frozen.of(load_study(study), changed=False)
    outcome = process_session(FoundFolder(folder.path), study / PROCESSED, frozen)
    assert outcome.state is State.DONE, outcome.why
    return study


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "study")
    return tmp_path / "study"


def told(study: Path) -> SessionDetails:
    return details_of(study / "demo-001")


def test_everything_is_told_of_a_whole_session(study: Path) -> None:
    found = told(study)
    assert found.people == ("P01", "P02")
    assert found.began == datetime.datetime.fromtimestamp(1_790_000_000.0, datetime.UTC)
    assert found.length_s == pytest.approx(150.0, abs=0.1)
    assert found.coded == 5  # challenge, rupture, repair, support, note: no phase
    assert (found.edited, found.exports) == (0, ())
    assert found.valid == pytest.approx(0.82, abs=0.01)  # the therapist's, the least


def test_edits_and_exports_are_counted(study: Path) -> None:
    folder = SessionFolder(study / "demo-001")
    Edits(folder.edits_path).write([Seen("client", 10.0, 20.0, Corrected.BEAT)], by="R1", why="")
    for name in ("tidy", "tidy_v2", "report", "baseline_bids"):
        (folder.exports_dir / f"demo-001_{name}").mkdir(parents=True)
    (folder.exports_dir / ".demo-001_edf.part").mkdir()
    found = told(study)
    assert found.edited == 1
    assert found.exports == ("bids", "report", "tidy")
    assert found.valid is None  # the edit came after the computing


def _parameters(study: Path) -> None:
    (study / "study.toml").write_text("")


def _recording(study: Path) -> None:
    with (study / "demo-001" / "recording.xdf").open("ab") as file:
        file.write(b"\0")


def _info(study: Path) -> None:
    folder = SessionFolder(study / "demo-001")
    folder.write_info({**folder.read_info(), "participants": []})


def _nothing_made(study: Path) -> None:
    shutil.rmtree(study / PROCESSED)


@pytest.mark.parametrize("change", [_parameters, _recording, _info, _nothing_made])
def test_no_share_is_shown_that_is_not_of_the_session_as_it_is(
    study: Path, change: Callable[[Path], None]
) -> None:
    change(study)
    found = told(study)
    assert found.valid is None
    assert "study process" in str(found.why_not)


def test_of_a_blind_session_no_share_is_shown(study: Path) -> None:
    folder = SessionFolder(study / "demo-001")
    folder.write_info({**folder.read_info(), "study": {"display": {"main": "blind"}}})
    assert told(study).valid is None
    assert "blind" in str(told(study).why_not)


def test_of_a_recording_that_was_cut_off_the_length_is_told_as_the_least(study: Path) -> None:
    folder = SessionFolder(study / "demo-001")
    info = folder.read_info()
    assert not told(study).at_least
    parts = [{**part, "stop_from": "samples"} for part in info["receipt"]["parts"]]
    folder.write_info({**info, "receipt": {"parts": parts}})
    found = told(study)
    assert found.at_least
    assert found.length_s == pytest.approx(150.0, abs=0.1)


def test_what_cannot_be_read_is_not_told(study: Path) -> None:
    session = study / "demo-001"
    (session / "session.json").write_text("{broken")
    (session / "engine.jsonl").write_text('{"half": \n{"x": 1}\n')
    found = told(study)
    assert (found.people, found.length_s, found.coded, found.valid) == ((), None, None, None)
