"""``safehold synchrony``: files, words, and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from tests.unit._folder import make_session, record_ticks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("study"), people=("client", "therapist"))
    record_ticks(made)
    return made


def test_tables_and_picture_are_written_beside_each_other(folder, tmp_path, capsys) -> None:
    command = ["synchrony", str(folder.path), "--preset", "susy", "--n", "99", "--seed", "3",
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
    assert not list(made.glob("*.png")), "nothing was tested: there is nothing to encircle"


def test_what_cannot_be_is_refused_in_words(folder, tmp_path, capsys) -> None:
    assert main(["synchrony", str(folder.path), "--n", "5", "--out", str(tmp_path)]) != 0
    assert "19 to 99999" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
