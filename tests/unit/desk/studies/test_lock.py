"""What was locked before the data, and every departure from it by name."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from safehold.cli.main import main
from safehold.core.canonical import plain
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.settings import EngineSettings
from safehold.desk.studies.lock import (
    LOCK_FILE,
    departures,
    lock_words,
    make_lock,
    read_lock,
    session_lock_words,
)
from safehold.files.study import load_study, study_codebook

PERSON = '[[person]]\nlabel = "client"\ncode = "P1"\nrole = "client"\nwhy = "w"\n'


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "study.toml").write_text('codebook = "own.toml"\n[zones]\nth = 2.5\n')
    (tmp_path / "own.toml").write_text(
        'name = "own"\nversion = "1"\n[[code]]\ncode = "fs.risk"\nlabel = "Risk"\n'
        'group = "g"\nkind = "point"\nkey = "r"\nactor = "C"\nmeaning = "m"\n'
    )
    (tmp_path / "plan.txt").write_text("one model")
    return tmp_path


def said(study: Path) -> dict[str, Message]:
    lock = read_lock(study)
    assert lock is not None
    return {message.code: message for message in departures(study, load_study(study), lock)}


def test_a_lock_that_nothing_departs_from_says_so_and_is_not_made_again(study: Path, capsys):
    assert main(["study", "lock", str(study), "--plan", str(study / "plan.txt")]) == 0
    lock = read_lock(study)
    assert lock is not None
    assert lock.hash in capsys.readouterr().out
    assert said(study) == {}
    words, found = lock_words(study, load_study(study))
    assert "and plan were locked" in words
    assert "before any session" in words
    assert found == ()
    with pytest.raises(ConfigError, match="exists already"):
        make_lock(study, study / "processed")


def test_the_same_decisions_have_the_same_hash_wherever_they_lie(study: Path, tmp_path: Path):
    first = make_lock(study, study / "processed", study / "plan.txt")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("study.toml", "own.toml", "plan.txt"):
        shutil.copy(study / name, elsewhere / name)
    again = make_lock(elsewhere, elsewhere / "processed", elsewhere / "plan.txt")
    assert again.hash == first.hash


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "words"),
    [
        ("study.toml", "th = 2.5", "th = 2", "departure_parameter", "zones.th: 2.5"),
        ("study.toml", "th = 2.5", f"th = 2.5\n{PERSON}[person.zones]\nth = 3\n",
         "departure_parameter", "own.client"),
        ("own.toml", '"m"', '"another meaning"', "departure_codes", "1 codes"),
        ("own.toml", '"1"', '"2"', "departure_codebook", "codebook"),
        ("plan.txt", "one", "another", "departure_plan", "plan.txt"),
    ],
)  # fmt: skip
def test_each_departure_is_named(
    study: Path, file: str, old: str, new: str, code: str, words: str
):
    make_lock(study, study / "processed", study / "plan.txt")
    text = (study / file).read_text()
    assert old in text
    (study / file).write_text(text.replace(old, new))
    found = said(study)
    assert list(found) == [code]
    assert words in found[code]


def test_a_plan_that_is_gone_and_a_lock_that_was_changed_are_told(study: Path):
    make_lock(study, study / "processed", study / "plan.txt")
    (study / "plan.txt").unlink()
    assert list(said(study)) == ["departure_plan_missing"]
    told = json.loads((study / LOCK_FILE).read_text())
    told["decided"]["parameters"]["engine"]["zones"]["th"] = 2.0
    (study / LOCK_FILE).write_text(json.dumps(told))
    words, found = lock_words(study, load_study(study))
    assert "cannot be read" in words
    assert [message.code for message in found] == ["departure_lock_broken"]


def test_a_study_without_a_lock_says_that_nothing_was_locked(study: Path):
    words, found = lock_words(study, load_study(study))
    assert "not locked" in words
    assert found == ()


def test_a_plan_outside_of_the_study_is_refused(study: Path, tmp_path_factory):
    plan = tmp_path_factory.mktemp("other") / "plan.txt"
    plan.write_text("x")
    with pytest.raises(ConfigError, match="does not lie"):
        make_lock(study, study / "processed", plan)


# -- sessions ------------------------------------------------------------------------------------


def recorded(study: Path) -> tuple[dict[str, object], dict[str, EngineSettings]]:
    """What a session that was recorded now would say, and the parameters it would have."""
    told = load_study(study)
    info = {"study": plain(told), "codebook": plain(study_codebook(told, study))}
    return info, {"client": told.settings, "therapist": told.settings}


def in_session(study: Path, info, used) -> list[str]:
    words, found = session_lock_words(study / "s1", info, used)
    assert "were locked on" in words
    return [str(message) for message in found]


def test_a_session_as_it_was_locked_departs_in_nothing(study: Path):
    make_lock(study, study / "processed", study / "plan.txt")
    assert in_session(study, *recorded(study)) == []


def test_a_session_departs_in_what_it_was_recorded_and_coded_with(study: Path):
    make_lock(study, study / "processed", study / "plan.txt")
    info, used = recorded(study)
    zones = replace(used["client"].zones, th=2.0)
    both = {label: replace(settings, zones=zones) for label, settings in used.items()}
    assert in_session(study, info, both) == ["parameter zones.th: 2.5 was locked, 2.0 is used"]
    one = {**used, "client": both["client"]}
    assert in_session(study, info, one) == [
        "parameter client.zones.th: 2.5 was locked, 2.0 is used"
    ]
    (study / "own.toml").write_text((study / "own.toml").read_text().replace('"m"', '"other"'))
    (study / "plan.txt").write_text("another")
    info, used = recorded(study)
    info["study"] = {**plain(load_study(study)), "phases": []}
    assert in_session(study, info, used) == [
        "1 codes are others than locked: fs.risk", "phases are others than locked",
        "the plan plan.txt was changed",
    ]  # fmt: skip
    info["codebook"] = {"name": "theirs"}
    assert "the session names the codebook 'theirs' without its codes" in in_session(
        study, info, used
    )


def test_a_person_whose_own_parameters_were_locked_departs_from_those(study: Path):
    text = (study / "study.toml").read_text()
    (study / "study.toml").write_text(f"{text}{PERSON}[person.zones]\nth = 3\n")
    make_lock(study, study / "processed")
    info, used = recorded(study)
    own = load_study(study).people[0].settings
    assert in_session(study, info, {**used, "client": own}) == []
    assert in_session(study, info, used) == [
        "parameter client.zones.th: 3.0 was locked, 2.5 is used"
    ]


def test_of_a_study_without_a_lock_a_session_says_nothing(study: Path):
    assert session_lock_words(study / "s1", *recorded(study)) == ("", ())
