"""Ten thousand coded events go through the whole chain, each of them once."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from acquisition.simulator.script import (
    CLIENT_REST,
    THERAPIST_REST,
    Script,
    ScriptEvent,
    ScriptPhase,
)
from safehold.desk.exports import ExportWish, export
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session

pytestmark = pytest.mark.slow
N, SECONDS = 10_000, 150.0
CODES = ("int.support", "int.change", "ev.challenge", "fs.exploration", "al.repair")
ONSETS = [(k + 1) * SECONDS / (N + 1) for k in range(N)]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("many")
    script = Script(
        "many", (ScriptPhase("rest", SECONDS, CLIENT_REST, THERAPIST_REST),),
        tuple(ScriptEvent(t, CODES[k % len(CODES)], actor="T") for k, t in enumerate(ONSETS)),
    )  # fmt: skip
    folder, _ = make_session(root, script=script, people=("client",))
    results = analyse(folder)
    wish = ExportWish(profiles=("tidy", "bids"), out=root / "out")
    tidy, bids = export(folder, wish, lambda _share, _what: None, results=results)
    return {"tidy": tidy, "bids": bids}


def rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_every_event_stands_once_at_its_moment_in_the_tables(exported):
    coded = [r for r in rows(exported["tidy"] / "events.csv", ",") if r["code"] != "note"]
    assert len({row["event_id"] for row in coded}) == len(coded) == N
    assert [row["code"] for row in coded] == [CODES[k % len(CODES)] for k in range(N)]
    assert max(abs(float(r["t_s"]) - t) for r, t in zip(coded, ONSETS, strict=True)) < 0.002
    checks = json.loads((exported["tidy"] / "manifest.json").read_text())["checks"]
    assert checks["events_in"] == N + 1
    assert checks["events_on_grid"] + len(checks["events_outside"]) == N + 1


def test_every_event_has_its_epochs(exported):
    found = {(r["event_id"], r["phase"]) for r in rows(exported["tidy"] / "epochs.csv", ",")}
    assert sum(phase == "post" for _, phase in found) == N + 1  # the note too


def test_every_event_stands_once_in_bids(exported):
    found = exported["bids"].rglob("sub-*_events.tsv")
    (path,) = [path for path in found if "derivatives" not in path.parts]
    onsets = [float(row["onset"]) for row in rows(path, "\t")]
    assert len(onsets) == N + 1
    assert onsets == sorted(onsets)
