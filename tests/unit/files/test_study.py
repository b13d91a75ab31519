"""A study folder: made, read, checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.core.results import Participant
from safehold.core.study import Study
from safehold.files.study import load_study, with_people


def test_a_folder_without_a_study_file_has_the_default_study(tmp_path: Path):
    assert load_study(tmp_path) == Study()


def test_a_new_study_can_be_checked_and_is_never_overwritten(tmp_path: Path, capsys):
    folder = str(tmp_path / "lab")
    assert main(["study", "new", folder, "--name", 'the "safe" study']) == 0
    capsys.readouterr()
    assert main(["study", "check", folder, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["name"] == 'the "safe" study'
    assert told["settings"]["zones"]["th"] == 2.25
    assert main(["study", "new", folder]) == 2


def test_a_wrong_study_ends_in_a_plain_message(tmp_path: Path, capsys):
    (tmp_path / "study.toml").write_text("[zones]\nth = 9\n")
    assert main(["study", "check", str(tmp_path)]) == 2
    assert "line 2: th = 9" in capsys.readouterr().err
    (tmp_path / "study.toml").write_text('codebook = "nowhere.toml"\n')
    assert main(["study", "check", str(tmp_path)]) == 2
    assert main(["study", "check", str(tmp_path / "none")]) == 2


def test_a_file_that_is_not_text_is_refused(tmp_path: Path):
    (tmp_path / "study.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_study(tmp_path)


def test_people_of_one_session_keep_the_parameters_the_study_has_for_them(tmp_path: Path):
    (tmp_path / "study.toml").write_text(
        '[[person]]\nlabel = "client"\nwhy = "x"\n[person.zones]\nth = 3\n'
    )
    study = with_people(
        load_study(tmp_path),
        [Participant("client", "P9", "client"), Participant("client2", "P8", "client")],
    )
    assert [p.code for p in study.people] == ["P9", "P8"]
    assert study.settings_of("client").zones.th == 3.0
    assert study.settings_of("client2") == study.settings
