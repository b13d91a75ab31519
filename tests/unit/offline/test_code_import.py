"""Codes of a file as edits of a session: looked at first, said whose they are, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.files.edits import Edits
from safehold.offline.analysis import session_events
from safehold.offline.recording import read_recording

TABLE = """\
onset,code,duration,coder
10,Challenge,5,B2
20,ev.challenge,0,
30,dances,1,
900,Repair,0,
"""


def imported(folder: SessionFolder) -> list[tuple[str, float, float | None, str, str]]:
    runs = [inputs.run for inputs in read_recording(folder).runs]
    return [
        (e.code, e.onset, e.duration, e.coder, e.source)
        for e in session_events(folder, runs)
        if e.source.startswith("import:")
    ]


def test_codes_are_shown_then_written_then_taken_back(
    strap_folder: SessionFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(TABLE, encoding="utf-8")
    command = ["add-codes", str(strap_folder.path), str(path), "--offset", "2.5", "--coder", "A1"]
    before = strap_folder.engine_log_path.read_bytes()
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert "left out: 'dances' (1) is no code" in printed
    assert "left out: 1 events outside the session" in printed
    assert "Nothing was written" in printed
    assert not strap_folder.edits_path.exists()
    assert main([*command, "--map", "dances=int.support", "--write"]) == 0
    assert imported(strap_folder) == [
        ("ev.challenge", 12.5, 5.0, "B2", "import:codes.csv"),
        ("ev.challenge", 22.5, 0.0, "A1", "import:codes.csv"),
        ("int.support", 32.5, 1.0, "A1", "import:codes.csv"),
    ]
    assert {m.event.attributes["edited"] for m in Edits(strap_folder.edits_path).marks()} == {"1"}
    assert strap_folder.engine_log_path.read_bytes() == before, "the journal stays"
    assert main([*command, "--map", "dances=int.support", "--write"]) == 0
    assert "3 events that are there already" in capsys.readouterr().out
    assert len(imported(strap_folder)) == 3
    assert main([*command, "--undo"]) == 0
    assert imported(strap_folder) == []
    assert main([*command, "--write"]) == 0
    assert len(imported(strap_folder)) == 2, "they can be added again"


def test_a_mapping_to_no_code_is_refused(
    strap_folder: SessionFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(TABLE, encoding="utf-8")
    for wrong, why in (("dances=nothing", "no code of"), ("dances", "not TEXT=CODE")):
        assert (
            main(["add-codes", str(strap_folder.path), str(path), "--map", wrong, "--write"]) != 0
        )
        assert why in capsys.readouterr().err
    assert not strap_folder.edits_path.exists()
