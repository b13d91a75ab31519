"""Withdrawal: one person goes, everything of the others stays as it was."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from recordings.disk.append_file import DiskFullError
from recordings.folder.session import SessionFolder, read_json
from recordings.xdf.xdf_reader import read_xdf
from safehold.cli.main import main
from safehold.core.calibration import BreathingCalibration
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.desk.purge import write as purge_write
from safehold.desk.purge.look import Fate
from safehold.desk.purge.purge import plan, purge
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.files.receipt import check_session, examine
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a dyad's session and one of the therapist alone."""
    study = tmp_path_factory.mktemp("recorded")
    for folder in (
        make_session(study)[0],
        make_session(study, session_id="alone-001", people=("client",))[0],
    ):
        part = {**examine(folder.recording_path), "losses": []}
        folder.update_info(receipt={"passes": True, "parts": [part]})
    return study


@pytest.fixture
def study(recorded: Path, tmp_path: Path) -> Path:
    shutil.copytree(recorded, tmp_path / "study")
    (tmp_path / "study" / "participants.csv").write_text("code,role\nP01,client\nP02,therapist\n")
    return tmp_path / "study"


OWN = ("engine.jsonl", "recording.xdf", "session.json")


def ticks_of(folder: SessionFolder, person: str) -> list[str]:
    return [canonical_json(t) for t in analyse(folder).ticks if t.person == person]


def test_a_plan_says_what_would_go_and_changes_nothing(study: Path, capsys):
    before = {p: p.read_bytes() for p in study.rglob("*") if p.is_file()}
    fates = {item.path: item.fate for item in plan(study, "P01").items}
    assert fates == {
        **{f"alone-001/{name}": Fate.GOES for name in OWN},
        **{f"demo-001/{name}": Fate.CHANGES for name in OWN},
        "participants.csv": Fate.CHANGES,
    }
    assert main(["purge", "P01", "--study", str(study)]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert {p: p.read_bytes() for p in study.rglob("*") if p.is_file()} == before


@pytest.mark.slow
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


def test_what_is_left_passes_its_check_and_says_that_somebody_withdrew(study: Path, capsys):
    done = purge(study, "P01")
    found = check_session(SessionFolder.open(study / "demo-001"))
    assert found.passes
    assert "because a participant withdrew" in found.remarks[0]
    assert done.content["certificate"] in found.remarks[0]
    assert main(["check", str(study / "demo-001")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The session was changed since, by a withdrawal" in said


def test_a_recording_that_did_not_fit_its_receipt_before_does_not_after(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    receipt = folder.read_info()["receipt"]
    receipt["parts"][0]["sha256"] = "0" * 64
    folder.update_info(receipt=receipt)
    purge(study, "P01")
    found = check_session(SessionFolder.open(study / "demo-001"))
    assert "not what its receipt said" in found.wrong[0]
    assert len(found.wrong) == 1


def test_the_certificate_says_what_went(study: Path):
    done = purge(study, "P01")
    told = json.loads(done.path.read_text(encoding="utf-8"))
    assert told["study_code"] == "P01"
    alone, dyad = told["sessions"]
    assert alone["done"].startswith("deleted")
    assert len(alone["recordings_deleted"]["recording.xdf"]) == 64
    assert dyad["streams"] == ["Belt client 5F3E21"]
    assert dyad["streams_kept"] == 2
    assert "Belt therapist" not in done.path.read_text(encoding="utf-8")
    assert dyad["samples"] > 40_000
    assert dyad["recordings_before"] != dyad["recordings_after"]
    assert "Backups" in told["not_reached"]
    assert told["left"] == told["not_searched"] == []
    assert told["searched_before"]["files"] == 7
    assert told["searched_after"]["files"] == 4


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("as_json", OSError(28, "No space left on device")),
        (
            "copy_xdf",
            DiskFullError(
                Message("No space left on device for it."), remedy=Message("Recording goes on.")
            ),
        ),
    ],
)
def test_a_full_disk_leaves_everything_as_it_was(
    study: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: Exception
):
    before = {p: p.read_bytes() for p in study.rglob("*") if p.is_file()}

    def fail(*_args: object) -> bytes:
        raise error

    monkeypatch.setattr(purge_write, what, fail)
    with pytest.raises(RecordingError, match=r"(?s)No space left on.*Nothing was changed") as told:
        purge(study, "P01")
    assert "Recording goes on" not in str(told.value)
    assert {p: p.read_bytes() for p in study.rglob("*") if p.is_file()} == before
    assert not (study / ".withdrawal-under-way").exists()


def test_a_file_that_somebody_writes_meanwhile_stops_it(study: Path):
    found = plan(study, "P01")
    with (study / "demo-001" / "engine.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(RecordingError, match="changed while the study was looked through"):
        purge(study, "P01", found=found)
    assert (study / "alone-001" / "recording.xdf").exists()
    assert not (study / ".withdrawal-under-way").exists()


def test_how_the_others_windows_were_veiled_stays_known(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    study_told = {"name": "x", "display": {"main": "blind", "client": "full"},
                  "people": [{"label": "client", "code": "P01"},
                             {"label": "therapist", "code": "P02"}]}  # fmt: skip
    folder.update_info(study=study_told)
    purge(study, "P01")
    told = read_json(study / "demo-001" / "session.json")["study"]
    assert told["display"] == study_told["display"]
    assert told["people"] == [{"label": "therapist", "code": "P02"}]


def test_an_unknown_code_is_told(study: Path):
    with pytest.raises(RecordingError, match="study code 'client'"):
        purge(study, "client")
    for near in ("p01 ", "P1", "P001"):
        with pytest.raises(RecordingError, match="Did you mean 'P01'"):
            purge(study, near)
    purge(study, "P01")
    for gone in ("P01", "p01"):
        with pytest.raises(RecordingError, match="Nobody in"):
            purge(study, gone)


@pytest.mark.parametrize(("typed", "code"), [("P01\n", 0), ("yes\n", 1), ("", 1)])
def test_the_code_must_be_typed(
    study: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["purge", "P01", "--study", str(study), "--yes"]) == code
    assert (study / "alone-001").exists() == bool(code)
