"""A study of two dyads with sessions that are broken in every usual way among good ones."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.desk.studies.one import Outcome
from safehold.desk.studies.run import StudyWish, group, process_all
from tests.unit._folder import make_session

GOOD = ("d1-s01", "d1-s02", "d2-s01", "d2-truncated")


@dataclass(frozen=True)
class Processed:
    study: Path
    out: Path
    outcomes: dict[str, Outcome]


def set_people(folder: SessionFolder, client: str, therapist: str) -> None:
    people = [("client", client), ("therapist", therapist)]
    told = [{"label": label, "code": code, "role": label} for label, code in people]
    folder.update_info(participants=told)


def begun_at(folder: SessionFolder, utc: float) -> None:
    lines = folder.engine_log_path.read_text().splitlines(keepends=True)
    start = json.loads(lines[0])
    assert start["kind"] == "start"
    start["utc_anchor"][1] = utc
    folder.engine_log_path.write_text(json.dumps(start) + "\n" + "".join(lines[1:]))


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("process") / "study"
    first, _ = make_session(root, session_id="d1-s01")
    for name in (*GOOD[1:], "d3-s01"):
        shutil.copytree(first.path, root / name)
    for name, codes, utc in (
        ("d1-s01", ("P01", "T01"), 1.79e9 + 9e5),
        ("d1-s02", ("P01", "T01"), 1.79e9),  # it was the first
        ("d2-s01", ("P02", "T01"), 1.79e9),
        ("d2-truncated", ("P02", "T01"), 1.79e9 + 9e5),
        ("d3-s01", ("P03", "T02"), 1.79e9),
    ):
        set_people(SessionFolder(root / name), *codes)
        begun_at(SessionFolder(root / name), utc)
    with (root / "d2-truncated" / "recording.xdf").open("rb+") as file:
        file.truncate(file.seek(0, 2) * 2 // 3)  # in the middle of the therapist's ECG
    (root / "d3-s01" / "recording.xdf").write_bytes(b"")
    (root / "d4-empty").mkdir()
    (root / "d5-foreign").mkdir()
    shutil.copy(first.path / "recording.xdf", root / "d5-foreign" / "lab.xdf")
    (root / "videos").mkdir()
    (root / "videos" / "plan.txt").write_text("ours")
    (root / "study.toml").write_text('name = "Trial"\nprofile = "demo"\n')
    return root


@pytest.fixture(scope="session")
def processed(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Processed:
    wish = StudyWish(study, tmp_path_factory.mktemp("out"))
    outcomes = process_all(wish, 1, lambda *_: None)
    group(wish)
    return Processed(study, wish.out, {one.session_id: one for one in outcomes})


def content(root: Path) -> dict[str, bytes]:
    """All files of a folder, by their place in it."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*")) if path.is_file()
    }  # fmt: skip
