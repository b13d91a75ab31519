"""Withdrawal: one person goes, everything of the others stays as it was."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from recordings.session import SessionFolder
from recordings.xdf_reader import read_xdf
from safehold.app import purge as module
from safehold.app.analysis import analyse
from safehold.app.cli import main
from safehold.app.journal import Journal, read_runs
from safehold.app.purge import plan, purge
from safehold.app.receipt import check_session
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingError
from safehold.core.types import BreathingCalibration
from tests.unit.app._folder import make_session


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a dyad's session and one of the therapist alone."""
    study = tmp_path_factory.mktemp("recorded")
    make_session(study)
    make_session(study, session_id="alone-001", people=("client",))
    return study


@pytest.fixture
def study(recorded: Path, tmp_path: Path) -> Path:
    shutil.copytree(recorded, tmp_path / "study")
    for name in ("exports", "derived"):
        (tmp_path / "study" / "demo-001" / name).mkdir()
        (tmp_path / "study" / "demo-001" / name / "old.csv").write_text("P01")
    (tmp_path / "study" / "participants.csv").write_text("code,role\nP01,client\nP02,therapist\n")
    return tmp_path / "study"


def ticks_of(folder: SessionFolder, person: str) -> list[str]:
    return [canonical_json(t) for t in analyse(folder).ticks if t.person == person]


def test_a_plan_says_what_would_go_and_changes_nothing(study: Path, capsys):
    before = {p: p.read_bytes() for p in study.rglob("*") if p.is_file()}
    assert [(p.session_id, p.label, p.alone) for p in plan(study, "P01")] == [
        ("alone-001", "client", True),
        ("demo-001", "client", False),
    ]
    assert main(["purge", "P01", "--study", str(study)]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert {p: p.read_bytes() for p in study.rglob("*") if p.is_file()} == before


def test_the_others_numbers_stay_bit_for_bit(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    before = ticks_of(folder, "therapist")
    purge(study, "P01")
    after = ticks_of(SessionFolder.open(study / "demo-001"), "therapist")
    assert after == before
    assert len(after) > 100


def test_nothing_of_the_person_is_left_in_any_byte(study: Path):
    done = purge(study, "P01")
    assert not (study / "alone-001").exists()
    files = [p for p in study.rglob("*") if p.is_file() and p != done.path]
    everything = b"".join(p.read_bytes() for p in files)
    for word in (b"P01", b"SN-client", b"Belt client", b"client-ecg", b"Anna cried"):
        assert word not in everything
    assert {p.name for p in study.iterdir()} == {
        "demo-001", "participants.csv", done.path.name,
    }  # fmt: skip


def test_a_restart_goes_on_with_nothing_of_the_person(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    (run,) = read_runs(folder.engine_log_path)
    made = {
        label: BreathingCalibration(
            label, f"{label}-respiration", 9, 0.1, 0.2, 5, 1, 3, 7, 0.5, 30
        )
        for label in ("client", "therapist")
    }
    journal = Journal(folder.engine_log_path)
    for calibration in made.values():
        journal.calibration(calibration)
    taken = {"client": 1, "therapist": 2}
    journal.start(dataclasses.replace(run, run=2, calibrations=made, taken=taken))
    journal.close()
    purge(study, "P01")
    first, again = read_runs(SessionFolder.open(study / "demo-001").engine_log_path)
    assert first.new_calibrations == [made["therapist"]]
    assert again.calibrations == {"therapist": made["therapist"]}
    assert again.taken == {"therapist": 2}


def test_the_others_samples_and_clock_offsets_stay(study: Path):
    before = {s.header.source_id: s for s in read_xdf(study / "demo-001/recording.xdf").streams}
    purge(study, "P01")
    after = read_xdf(study / "demo-001" / "recording.xdf")
    assert after.complete
    assert {s.header.source_id for s in after.streams} == {"SN-therapist-7731"}
    for stream in after.streams:
        same = [
            s for s in read_xdf_of(before, stream.header.source_id)
            if s.header.type == stream.header.type
        ]  # fmt: skip
        assert len(stream.stamps) > 1000
        if same:
            np.testing.assert_array_equal(stream.stamps, same[0].stamps)
            np.testing.assert_array_equal(stream.values, same[0].values)


def read_xdf_of(streams, source_id):
    return [s for key, s in streams.items() if key == source_id]


def test_what_is_left_passes_its_check(study: Path):
    purge(study, "P01")
    assert check_session(SessionFolder.open(study / "demo-001")).passes


def test_the_certificate_says_what_went(study: Path):
    done = purge(study, "P01")
    told = json.loads(done.path.read_text(encoding="utf-8"))
    assert told["study_code"] == "P01"
    alone, dyad = told["sessions"]
    assert alone["done"].startswith("deleted")
    assert len(alone["recordings_deleted"]["recording.xdf"]) == 64
    assert dyad["streams"] == ["Belt client 5F3E21"]
    assert dyad["samples"] > 40_000
    assert dyad["recordings_before"] != dyad["recordings_after"]
    assert "Backups" in told["not_reached"]


def test_a_failure_leaves_the_session_as_it_was(study: Path, monkeypatch: pytest.MonkeyPatch):
    before = (study / "demo-001" / "recording.xdf").read_bytes()

    def fail(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy_logs", fail)
    with pytest.raises(OSError, match="No space"):
        purge(study, "P01")
    assert (study / "demo-001" / "recording.xdf").read_bytes() == before
    assert not list(study.glob("*.purge-*"))


@pytest.mark.parametrize("moved", [False, True], ids=["before the renames", "between them"])
def test_an_interrupted_removal_is_cleared_and_done(study: Path, *, moved: bool):
    shutil.copytree(study / "demo-001", study / "demo-001.purge-new")
    if moved:
        (study / "demo-001").rename(study / "demo-001.purge-old")
    done = purge(study, "P01")
    assert [s["session"] for s in done.sessions] == ["alone-001", "demo-001"]
    assert not list(study.glob("*.purge-*"))
    assert check_session(SessionFolder.open(study / "demo-001")).passes


def test_an_unknown_code_is_told(study: Path):
    with pytest.raises(RecordingError, match="study code 'client'"):
        purge(study, "client")


@pytest.mark.parametrize(("typed", "code"), [("P01\n", 0), ("yes\n", 1), ("", 1)])
def test_the_code_must_be_typed(
    study: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["purge", "P01", "--study", str(study), "--yes"]) == code
    assert (study / "alone-001").exists() == bool(code)
