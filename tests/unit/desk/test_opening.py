"""A path is a study, a session or a recording of another program."""

from __future__ import annotations

from pathlib import Path

import pytest

from safehold.cli.main import make_parser, with_command
from safehold.core.errors import ConfigError
from safehold.desk.opening import OpenedAs, opening_of
from tests.unit._folder import make_session

NAMES = ("start", "export", "live")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("study")
    make_session(root, people=("client",), signals=("respiration",))
    return root


def test_a_file_of_a_session_stands_for_the_session(study: Path) -> None:
    session = study / "demo-001"
    for path in (session, session / "recording.xdf", session / "engine.jsonl"):
        assert opening_of(path).kind is OpenedAs.SESSION
        assert opening_of(path).path == session


def test_other_folders_are_studies_and_other_files_recordings(study: Path, tmp_path: Path) -> None:
    assert opening_of(study).kind is OpenedAs.STUDY
    file = tmp_path / "lab.xdf"
    file.touch()
    assert (opening_of(file).kind, opening_of(file).path) == (OpenedAs.FOREIGN, file)
    with pytest.raises(ConfigError, match="neither a file nor a folder"):
        opening_of(tmp_path / "nothing")


def test_a_path_in_the_place_of_the_command_opens_the_window(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_command([str(study)], NAMES) == ["start", str(study)]
    options = ["--language", "de"]
    assert with_command([*options, str(study)], NAMES) == [*options, "start", str(study)]
    assert with_command(options, NAMES) == [*options, "start"]
    assert with_command([], NAMES) == ["start"]
    for given in (["export", str(study)], ["--version"], ["-h"], ["no-such-command"]):
        assert with_command(given, NAMES) == given
    monkeypatch.chdir(study)
    (study / "export").mkdir()
    assert with_command(["export"], NAMES) == ["export"]  # a command before a folder of its name
    assert with_command(["./nothing"], NAMES) == ["start", "./nothing"]  # which says what is wrong


def test_language_is_taken_before_and_behind_the_command():
    read = make_parser().parse_args
    assert read(["replay", "x", "--language", "de"]).language == "de"
    assert read(["--language", "de", "replay", "x"]).language == "de"
    assert read(["replay", "x"]).language == ""
    assert read(["replay", "x", "--verbose"]).verbose
    assert not read(["replay", "x"]).verbose
