"""A study is one BIDS dataset: whole, stable, valid, and about nobody's computer."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from recordings.bids.study import AboutDataset, StudyPart, join_study
from recordings.tidy import TidyOptions
from safehold.cli.main import main
from safehold.core.errors import ConfigError, ExportError
from safehold.core.messages import Message
from safehold.desk.purge.purge import plan
from safehold.desk.studies.bids import BidsWish, StudyDataset, export_study
from safehold.desk.studies.simulated import write_study
from safehold.desk.studies.synthetic import StudyDesign

pytestmark = pytest.mark.slow
ABOUT = AboutDataset("A trial: rest and talk", ("Doe, Jane", "The lab"), "CC0-1.0")


@dataclass(frozen=True)
class Made:
    study: Path
    dataset: StudyDataset
    again: StudyDataset

    @property
    def folder(self) -> Path:
        return self.dataset.path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two dyads of one therapist, one session each, and one that is broken; made twice."""
    root = tmp_path_factory.mktemp("bids")
    write_study(root / "study", StudyDesign(2, 2, 15.0), seed=8)
    shutil.rmtree(root / "study" / "d02-s01")
    (root / "study" / "d01-s02" / "recording.xdf").write_bytes(b"")
    wish = BidsWish(root / "study", root / "one", TidyOptions(hed=True), ABOUT)
    first = export_study(wish, lambda *_: None)
    again = export_study(BidsWish(root / "study", root / "two", wish.options, ABOUT), _silent)
    return Made(root / "study", first, again)


def test_a_dataset_with_somebody_who_withdraws_goes_whole(made: Made, tmp_path: Path, capsys):
    study = tmp_path / "study"
    shutil.copytree(made.study, study)
    shutil.copytree(made.folder, study / "bids")
    (study / "bids" / "derivatives" / "dyads" / "mine.txt").write_text("x")
    files = {path for path in (study / "bids").rglob("*") if path.is_file()}
    found = plan(study, "P01")
    assert files - set(found.deleted) == {study / "bids" / "derivatives" / "dyads" / "mine.txt"}
    main(["purge", "P01", "--study", str(study)])
    n = sum(path.is_relative_to(study / "bids" / "sub-T01") for path in files)
    assert f"  bids/sub-T01/ ({n} files): an export of a session" in capsys.readouterr().out


def _silent(_share: float, _what: Message) -> None:
    """Show nothing."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_people_sessions_and_scores_are_joined(made: Made):
    people = {row["participant_id"]: row for row in rows(made.folder / "participants.tsv")}
    assert {name: row["dyad_id"] for name, row in people.items()} == {
        "sub-P01": "P01T01", "sub-P02": "P02T01", "sub-T01": "P01T01;P02T01",
    }  # fmt: skip
    assert people["sub-T01"]["dyad_role"] == "therapist"
    truth = json.loads((made.study / "truth.json").read_text())["sessions"]
    (client,) = rows(made.folder / "sub-P01" / "sub-P01_sessions.tsv")
    depth = next(one["depth"] for one in truth if one["session_id"] == "d01-s01")
    assert (client["session_id"], client["session_number"]) == ("ses-d01s01", "1")
    assert client["present"] == "sub-P01;sub-T01"
    assert client["q_depth"] == ("n/a" if depth is None else str(depth))
    both = rows(made.folder / "sub-T01" / "sub-T01_sessions.tsv")
    assert [row["session_id"] for row in both] == ["ses-d01s01", "ses-d02s02"]
    assert {row["q_depth"] for row in both} == {"n/a"}
    described = json.loads((made.folder / "sessions.json").read_text())
    assert set(described) >= {"session_number", "dyad_id", "present", "q_depth"}


def test_every_session_has_its_files_for_both_people(made: Made):
    for person, session in (("P01", "d01s01"), ("T01", "d01s01"), ("T01", "d02s02")):
        beh = made.folder / f"sub-{person}" / f"ses-{session}" / "beh"
        names = {path.name.partition("_task-session_")[2] for path in beh.iterdir()}
        assert {"events.tsv", "acq-rr_beh.tsv", "recording-respiration_physio.tsv.gz"} <= names
    beats = made.folder / "derivatives/safehold/sub-P02/ses-d02s02/beh"
    assert any("desc-beats" in path.name for path in beats.iterdir())
    assert (made.folder / "derivatives/dyads/dyad-P02T01/ses-d02s02/measures.csv").is_file()


def test_a_broken_session_is_named_with_its_reason(made: Made):
    assert [name for name, _ in made.dataset.left_out] == ["d01-s02"]
    (left,) = rows(made.folder / "derivatives/dyads/left_out.tsv")
    assert left["session_id"] == "d01-s02"
    assert "d01-s02: " in (made.folder / "README.md").read_text()
    assert not list(made.folder.rglob("*d01s02*"))


def test_it_can_be_cited_and_says_its_licence(made: Made):
    cited = (made.folder / "CITATION.cff").read_text()
    assert 'title: "A trial: rest and talk"' in cited
    assert 'family-names: "Doe"' in cited
    assert 'name: "The lab"' in cited
    assert "license: CC0-1.0" in cited
    said = json.loads((made.folder / "dataset_description.json").read_text())
    assert not {"License", "Authors"} & set(said), "BIDS: not twice"
    assert "CC0-1.0" in (made.folder / "LICENSE").read_text()
    derived = json.loads(
        (made.folder / "derivatives/safehold/dataset_description.json").read_text()
    )
    assert derived["DatasetType"] == "derivative"
    assert (derived["License"], derived["Authors"]) == ("CC0-1.0", ["Doe, Jane", "The lab"])


def test_codes_of_all_sessions_have_descriptors(made: Made):
    said = json.loads((made.folder / "task-session_events.json").read_text())["trial_type"]
    assert {"ph.baseline", "int.support", "rate.safety"} <= set(said["Levels"])
    assert set(said["HED"]) == set(said["Levels"])


def test_the_same_study_gives_the_same_bytes_and_names_no_place(made: Made):
    first, again = contents(made.folder), contents(made.again.path)
    assert first == again
    for name, content in first.items():
        assert str(made.study).encode() not in content, name
        assert b"/tmp/" not in content, name
    listed = dict(
        reversed(line.split("  ", 1))
        for line in first["derivatives/dyads/SHA256SUMS"].decode().splitlines()
    )
    assert set(listed) == set(first) - {"derivatives/dyads/SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256(first[name]).hexdigest() == digest


def test_the_official_validator_finds_no_error_and_only_what_a_citation_file_brings(made: Made):
    """It wants authors and licence in both places: two warnings, whatever one does."""
    program = shutil.which("bids-validator-deno") or str(
        Path(sys.executable).with_name("bids-validator-deno")
    )
    if not Path(program).exists():
        pytest.skip("bids-validator-deno is not installed (extra: test)")
    ran = subprocess.run(
        [program, str(made.folder), "-r", "--max-rows", "-1"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = re.findall(r"\[(?:WARNING|ERROR)\] (\w+)", ran.stdout)
    assert sorted(found) == ["JSON_KEY_RECOMMENDED", "TOO_FEW_AUTHORS"]


def test_two_sessions_of_one_label_are_refused(tmp_path: Path):
    for name in ("d1-s01", "d1s01"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "participants.tsv").write_text("participant_id\tdyad_id\tdyad_role\n")
    parts = [StudyPart(tmp_path / name, name, None, {}) for name in ("d1-s01", "d1s01")]
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="Two sessions"):
        join_study(tmp_path / "out", parts, ABOUT)


def test_a_study_without_a_usable_session_is_refused_and_leaves_nothing(tmp_path: Path, capsys):
    (tmp_path / "study" / "d01-s01").mkdir(parents=True)
    with pytest.raises(ConfigError, match="No session"):
        export_study(BidsWish(tmp_path / "study"), lambda *_: None)
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["d01-s01"]
    assert main(["study", "bids", str(tmp_path / "none")]) == 2
    assert "no study folder" in capsys.readouterr().err
