"""A withdrawal that is interrupted has either changed nothing, or says so and is finished."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from recordings.folder import withdrawal
from recordings.folder.session import SessionFolder
from recordings.folder.withdrawal import Change
from safehold.cli.main import main
from safehold.core.errors import RecordingError
from safehold.desk.purge import purge as module
from safehold.desk.purge.purge import purge
from tests.unit._folder import make_session


class KilledError(BaseException):
    """Stands for the computer that stops."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a dyad's session, one of the client alone, and files around them."""
    study = tmp_path_factory.mktemp("recorded")
    make_session(study, signals=("rr",))
    make_session(study, session_id="p01-alone", people=("client",), signals=("rr",))
    (study / "p01-alone" / "video.mp4").write_bytes(b"v")
    shutil.copytree(study / "demo-001", study / "p01-x")
    (study / "participants.csv").write_text("code\nP01\nP02\n")
    return study


def state(study: Path) -> dict[str, bytes]:
    """Return what stands in the files of a study; of session.json what does not change by run."""
    found = {}
    for path in study.rglob("*"):
        if path.is_file() and not path.name.startswith("withdrawal-"):
            data = path.read_bytes()
            if path.name == "session.json":
                told = json.loads(data)
                told["withdrawals"] = len(told.get("withdrawals", []))
                data = json.dumps(told).encode()
            found[path.relative_to(study).as_posix()] = data
    return found


@pytest.fixture(scope="module")
def wanted(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What stands in the study after an uninterrupted removal."""
    study = tmp_path_factory.mktemp("wanted") / "study"
    shutil.copytree(recorded, study)
    purge(study, "P01")
    return state(study)


def n_steps(recorded: Path, tmp_path: Path) -> int:
    """Return how many steps a removal has."""
    study = tmp_path / "counted"
    shutil.copytree(recorded, study)
    counted: list[Change] = []
    done = withdrawal._do
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(withdrawal, "_do", lambda s, step: (counted.append(step), done(s, step)))
        purge(study, "P01")
    return len(counted)


@pytest.mark.parametrize("after", [False, True], ids=["before the step", "after the step"])
def test_a_kill_at_any_step_is_told_and_the_next_run_finishes(
    study: Path, recorded: Path, wanted: dict[str, bytes], tmp_path: Path, *, after: bool
):
    done = withdrawal._do
    number = n_steps(recorded, tmp_path)
    assert number >= 12
    for k in range(number):
        shutil.rmtree(study)
        shutil.copytree(recorded, study)
        left = k

        def killed(where: Path, step: Change) -> None:
            nonlocal left
            if left == 0 and not after:
                raise KilledError
            done(where, step)
            if left == 0:
                raise KilledError
            left -= 1

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(withdrawal, "_do", killed)
            with pytest.raises(KilledError):
                purge(study, "P01")
        with pytest.raises(RecordingError, match="half changed"):
            SessionFolder.open(study / "demo-001")
        with pytest.raises(RecordingError, match="P01 was interrupted"):
            purge(study, "P02")
        content = purge(study, "P01").content
        assert state(study) == wanted
        assert len(content["sessions"]) == 3
        SessionFolder.open(study / "demo-001")


def test_a_kill_before_the_decision_changes_nothing(study: Path):
    before = state(study)

    def killed(*_args: object, **_more: object) -> None:
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "decide", killed)
        patch.setattr(module, "abandon", lambda _study: None)  # nobody tidies up any more
        with pytest.raises(KilledError):
            purge(study, "P01")
    left = {name: data for name, data in state(study).items() if not name.startswith(".")}
    assert left == before
    SessionFolder.open(study / "demo-001")
    purge(study, "P01")
    assert not (study / ".withdrawal-under-way").exists()


def test_a_kill_while_the_certificate_is_written_leaves_one_certificate(
    study: Path, wanted: dict[str, bytes]
):
    def killed(_study: Path) -> None:
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "forget", killed)
        with pytest.raises(KilledError):
            purge(study, "P01")
    purge(study, "P01")
    assert [path.name for path in study.glob("withdrawal-*")] == ["withdrawal-P01-1.json"]
    assert state(study) == wanted


def test_a_file_that_is_held_open_stops_it_with_what_to_do(
    study: Path, wanted: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capsys
):
    done = withdrawal._do

    def held(where: Path, step: Change) -> None:
        if step.path.endswith("engine.jsonl"):
            raise PermissionError(13, "Permission denied")
        done(where, step)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(withdrawal, "_do", held)
        with pytest.raises(RecordingError, match=r"(?s)is not finished.*run the same command"):
            purge(study, "P01")
    assert main(["purge", "P01", "--study", str(study)]) == 0
    assert "was interrupted. It will be finished" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("P01\n"))
    assert main(["purge", "P01", "--study", str(study), "--yes"]) == 0
    assert state(study) == wanted
