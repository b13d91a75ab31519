"""``safehold recompute``, and exports of another reading."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.api import Session
from safehold.cli.main import main
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session, record_ticks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("study"), people=("client",))
    record_ticks(made)
    return made


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_tells_what_differs_and_writes_it_and_nothing_over(folder, tmp_path, capsys) -> None:
    command = [
        "recompute", str(folder.path), "--set", "zones.th=3", "--person", "client",
        "--out", str(tmp_path),
    ]  # fmt: skip
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "client: zones.th: 2.25 → 3" in said
    assert "client: 3 of 142 s differ, 3 s in the zone; rows: 1" in said
    (row,) = rows(tmp_path / "demo-001_differences.csv")
    assert (row["t0_s"], row["zone_before"], row["zone_after"]) == ("82", "high", "within")
    assert row["why"] == "zones.th: 2.25 → 3"
    measures = {row["what"]: row for row in rows(tmp_path / "demo-001_recomputed.csv")}
    assert measures["time_high"]["before"] != measures["time_high"]["after"]
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(command) == 0
    assert before.items() <= {path: path.read_bytes() for path in tmp_path.iterdir()}.items()
    assert len(list(tmp_path.iterdir())) == 4


def test_it_lists_the_parameters(folder, capsys) -> None:
    assert main(["recompute", str(folder.path), "--parameters"]) == 0
    said = capsys.readouterr().out
    assert "zones.th " in said
    assert "1.5 to 3" in said


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--set", "zones.th"], "does not say which parameter"),
        (["--baseline", "110-60"], "is not a span of time"),
        (["--set", "zones.th=9"], "out of range"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder, capsys, more, why) -> None:
    assert main(["recompute", str(folder.path), *more]) != 0
    assert why in capsys.readouterr().err


def test_an_export_of_another_reading_says_so(folder, tmp_path) -> None:
    command = ["export", str(folder.path), "--format", "csv", "--out", str(tmp_path)]
    assert main([*command, "--set", "zones.th=3"]) == 0
    made = tmp_path / "demo-001_recomputed_tidy"
    parameters = json.loads((made / "manifest.json").read_text())["parameters"]
    assert parameters["recomputed"] == ["zones.th: 2.25 → 3"]
    assert parameters["as_recorded"] is False
    assert parameters["engine"]["zones"]["th"] == 3.0
    assert "these numbers were not shown" in " ".join((made / "README.txt").read_text().split())


def test_a_notebook_gets_the_differences_with_the_session_in_both_readings(folder) -> None:
    session = Session(folder, analyse(folder))
    found = session.differences({"zones.th": 3.0})
    assert list(found["what"]) == ["zone"]
    assert list(found["seconds"]) == [3]
    assert "time_high" in set(found.attrs["summary"]["what"])
    again = session.recompute(changes={"zones.th": 3.0})
    assert again.results.settings.zones.th == 3.0
    assert again.results.recomputed
