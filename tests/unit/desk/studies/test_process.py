"""A study processed: no session stops another, and the bytes depend on content alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies import one as one_module
from safehold.desk.studies.found import FoundFolder, Frozen
from safehold.desk.studies.one import Outcome, State, process_session
from safehold.desk.studies.run import StudyWish, group, process_all
from safehold.files.study import load_study
from tests.helpers import ROOT, wait_until
from tests.unit.desk.studies.conftest import GOOD, Processed, content

pytestmark = pytest.mark.slow
BROKEN = {
    "d3-s01": "study_nobody_in_it",
    "d4-empty": "study_empty_folder",
    "d5-foreign": "study_foreign_folder",
}


def silent(*_: object) -> None:
    """Nothing is told."""


def never(found: FoundFolder, _out: Path, _frozen: Frozen) -> Outcome:
    raise AssertionError(f"{found.session_id} was processed")


def dies_at_the_second(found: FoundFolder, _out: Path, _frozen: Frozen) -> Outcome:
    if found.session_id == "d1-s02":
        os.kill(os.getpid(), signal.SIGKILL)  # as the system does when memory is full
    return Outcome(found.session_id, State.DONE)


def dies_never(found: FoundFolder, _out: Path, _frozen: Frozen) -> Outcome:
    return Outcome(found.session_id, State.DONE)


def copied(processed: Processed, tmp_path: Path) -> StudyWish:
    """A study and its output elsewhere, with other dates of all files."""
    shutil.copytree(processed.study, tmp_path / "study", copy_function=shutil.copyfile)
    shutil.copytree(processed.out, tmp_path / "out", copy_function=shutil.copyfile)
    return StudyWish(tmp_path / "study", tmp_path / "out")


def test_every_broken_session_is_listed_with_its_reason_and_stops_no_other(processed: Processed):
    states = {name: one.state for name, one in processed.outcomes.items()}
    assert states == {**dict.fromkeys(GOOD, State.DONE), **dict.fromkeys(BROKEN, State.FAILED)}
    for name, code in BROKEN.items():
        why = processed.outcomes[name].why
        assert isinstance(why, Message)
        assert why.code == code
        assert str(processed.study) not in why
    rows = (processed.out / "group" / "sessions.csv").read_text().splitlines()
    assert len(rows) == 1 + len(GOOD) + len(BROKEN)
    assert sum(",failed," in row for row in rows) == len(BROKEN)
    truncated = {message.code for message in processed.outcomes["d2-truncated"].review}
    assert {"review_recording", "review_no_streams"} <= truncated


def test_two_workers_elsewhere_write_the_same_bytes_as_one(processed: Processed, tmp_path: Path):
    study = tmp_path / "another" / "study"
    shutil.copytree(processed.study, study)
    wish = StudyWish(study, tmp_path / "out")
    told: list[tuple[int, int]] = []
    process_all(wish, 2, lambda k, n, _: told.append((k, n)))
    group(wish)
    assert content(wish.out) == content(processed.out)
    assert told == [(k, 5) for k in range(1, 6)]  # the others are no sessions


def test_nothing_is_computed_again_while_no_content_changed(processed: Processed, tmp_path: Path):
    wish = copied(processed, tmp_path)
    before = content(wish.out)
    outcomes = process_all(wish, 1, silent, work=never)
    assert {o.session_id for o in outcomes if o.state is State.UNCHANGED} == set(GOOD)
    assert {o.session_id: o.why for o in outcomes if o.why} == {
        name: processed.outcomes[name].why for name in BROKEN
    }
    _, written = group(wish)
    assert not written
    assert content(wish.out) == before


def test_what_changed_is_processed_again_and_said(processed: Processed, tmp_path: Path):
    wish = copied(processed, tmp_path)
    (wish.out / "sessions" / "d2-s01" / "measures.csv").write_text("opened in a spreadsheet")
    SessionFolder(wish.study / "d1-s01").update_info(remark="told later")
    outcomes = {o.session_id: o for o in process_all(wish, 1, silent)}
    assert [m.code for m in outcomes["d1-s01"].changed] == ["content_info"]
    assert outcomes["d1-s02"].state is State.UNCHANGED
    assert (outcomes["d2-s01"].state, outcomes["d2-s01"].changed) == (State.DONE, ())
    tables = content(wish.out / "sessions" / "d2-s01")
    assert tables == content(processed.out / "sessions" / "d2-s01")


def test_other_parameters_of_the_study_are_another_content_of_every_session(
    processed: Processed, tmp_path: Path
):
    wish = copied(processed, tmp_path)
    text = 'profile = "demo"\n[zones]\nth = 2.5\n[[person]]\nlabel = "client"\ncode = "x"\n'
    own = 'role = "client"\nwhy = "wide"\n[person.zones]\nth = 3\n'
    (wish.study / "study.toml").write_text(text + own)
    only = StudyWish(wish.study, wish.out, ("d1-s01",))
    (outcome,) = process_all(only, 1, silent)
    assert [m.code for m in outcome.changed] == ["content_parameters"]
    assert "review_other_parameters" in {m.code for m in outcome.review}
    said = json.loads((wish.out / "sessions" / "d1-s01" / "status.json").read_text())
    assert said["parameters"]["engine"]["zones"]["th"] == 2.5
    assert said["parameters"]["own"]["client"]["zones"]["th"] == 3
    gathered, _ = group(wish)  # those of the earlier parameters are not mixed in
    assert [o.found.session_id for o in gathered.done] == ["d1-s01"]


def test_a_cancel_leaves_no_half_session_and_the_next_run_completes_it(
    processed: Processed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wish = StudyWish(processed.study, tmp_path)
    original: Callable[..., object] = one_module.write_dictionary
    calls: list[int] = []

    def cancelled(*args: object) -> object:
        calls.append(1)
        if len(calls) == 2:  # all tables of the second session are there but this
            raise KeyboardInterrupt
        return original(*args)

    monkeypatch.setattr(one_module, "write_dictionary", cancelled)
    with pytest.raises(KeyboardInterrupt):
        process_all(wish, 1, silent)
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["d1-s01"]
    monkeypatch.undo()
    process_all(wish, 1, silent)
    group(wish)
    assert content(tmp_path) == content(processed.out)


def test_a_run_that_was_killed_is_continued_to_the_same_bytes(
    processed: Processed, tmp_path: Path
):
    command = [sys.executable, "-m", "safehold.cli.main", "study", "process",
               str(processed.study), str(tmp_path / "out"), "--jobs", "1"]  # fmt: skip
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    done = tmp_path / "out" / "sessions"
    wait_until(lambda: list(done.glob("d*/status.json")) or run.poll() is not None)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    half = done / ".d9-0123456789ab.partial"  # where a process was in the middle of writing
    half.mkdir()
    (half / "beats.csv").write_text("beat_id,")
    assert main(["study", "process", str(processed.study), str(tmp_path / "out")]) == 1
    assert content(tmp_path / "out") == content(processed.out)


def test_a_process_that_ends_takes_only_its_own_session_along(
    processed: Processed, tmp_path: Path
):
    wish = StudyWish(processed.study, tmp_path, ("d1-s01", "d1-s02"))
    outcomes = {o.session_id: o for o in process_all(wish, 2, silent, work=dies_at_the_second)}
    assert {name for name, o in outcomes.items() if o.state is State.DONE} == {"d1-s01"}
    why = outcomes["d1-s02"].why
    assert why is not None
    assert why.code == "study_process_ended"
    again = process_all(wish, 1, silent, work=dies_never)  # not its content's fault: tried again
    assert {o.session_id for o in again if o.state is State.DONE} == {"d1-s01", "d1-s02"}


def test_levels_of_the_command_are_as_a_scheduler_wants_them(
    processed: Processed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    place = ["study", "process", str(processed.study), str(tmp_path)]
    for name in GOOD:
        assert main([*place, "participant", "--session", name, "--json"]) == 0
        (told,) = json.loads(capsys.readouterr().out)["sessions"]
        assert (told["session_id"], told["state"]) == (name, "done")
    assert not (tmp_path / "group").exists()
    assert main([*place, "participant", "--session", "d4-empty"]) == 1
    assert main([*place, "group"]) == 1  # one was never processed, others cannot be
    rows = (tmp_path / "group" / "sessions.csv").read_text()
    assert "d3-s01,1,order,P03+T02,P03,T02,failed,It was not processed yet." in rows
    for name in GOOD:
        mine, theirs = tmp_path / "sessions" / name, processed.out / "sessions" / name
        assert content(mine) == content(theirs)
    assert main([*place, "participant", "--session", "d9"]) == 2
    assert main(["study", "process", str(processed.study), str(tmp_path), "--check"]) == 1
    assert "d3-s01                   new" in capsys.readouterr().out


def test_a_session_that_is_not_what_was_recorded_is_refused_until_it_is_allowed(
    processed: Processed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    found = FoundFolder(processed.study / "d1-s01")
    changed = Message("recording.xdf is not what was recorded", code="recording_changed")
    original = one_module.check_session

    def check(folder: SessionFolder) -> object:
        made = original(folder)
        return type(made)(**{
            name: getattr(made, name) for name in made.__dataclass_fields__
        } | {"changed": (changed,), "wrong": (changed,)})  # fmt: skip

    monkeypatch.setattr(one_module, "check_session", check)
    study = load_study(processed.study)
    refused = process_session(found, tmp_path, Frozen.of(study))
    assert refused.why is not None
    assert refused.why.code == "session_changed"
    allowed = process_session(found, tmp_path, Frozen.of(study, changed=True))
    assert allowed.state is State.DONE
    assert "review_recording" in {m.code for m in allowed.review}


def test_a_level_without_a_folder_for_the_output_is_refused(
    processed: Processed, capsys: pytest.CaptureFixture[str]
):
    assert main(["study", "process", str(processed.study), "group"]) == 2
    assert "STUDY OUT group" in capsys.readouterr().err


def test_no_study_and_no_such_session_are_refused(tmp_path: Path):
    with pytest.raises(ConfigError, match="no study folder"):
        StudyWish(tmp_path / "nowhere", tmp_path / "out").folders()
