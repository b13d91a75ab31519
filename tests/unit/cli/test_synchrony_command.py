"""``safehold synchrony``: files, words, and what is refused."""

from __future__ import annotations

import json

import pandas as pd

from safehold.cli.main import main


def test_tables_and_picture_are_written_beside_each_other(of_two, tmp_path, capsys) -> None:
    command = ["synchrony", str(of_two.path), "--preset", "susy", "--n", "99", "--seed", "3",
               "--methods", "map", "recurrence", "--out", str(tmp_path)]  # fmt: skip
    assert main(command) == 0
    said = capsys.readouterr().out
    made = tmp_path / "demo-001_synchrony"
    assert f"Synchrony: {made}" in said
    assert "not why" in said
    tests = pd.read_csv(made / "synchrony.csv")  # two minutes: too short for either
    assert tests["method"].tolist() == ["recurrence"]
    assert tests["value"].isna().all()
    assert tests["reasons"][0].startswith("too_few_segments")
    windows = pd.read_csv(made / "windows.csv")
    assert set(windows["preset"]) == {"susy"}
    assert set(windows["seed"]) == {3}
    assert set(windows["beyond"]) == {0}
    told = json.loads((made / "manifest.json").read_text())
    assert told["export_format"] == "safehold-synchrony"
    assert {one["path"] for one in told["outputs"]} == {"synchrony.csv", "windows.csv"}
    assert not list(made.glob("*.png")), "nothing was tested: there is nothing to encircle"


def test_what_cannot_be_is_refused_in_words(of_two, tmp_path, capsys) -> None:
    assert main(["synchrony", str(of_two.path), "--n", "5", "--out", str(tmp_path)]) != 0
    assert "19 to 99999" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
