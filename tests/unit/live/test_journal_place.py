"""A journal that somebody deletes or moves alone while a session runs is saved, and it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordings.folder import journal_file
from safehold.core.alarms import AlarmKind
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.types import Level
from safehold.live.engine_alarms import SHOWN_S, conditions_of_journal_place
from tests.helpers import wait_until
from tests.unit._live_session import Live

pytestmark = pytest.mark.slow  # they wait for what is told in seconds
TOLD_S = 3.0
"""As for the recording, s."""


def codes(path: Path) -> list[str]:
    """Return the codes in a journal, whose lines must be whole and in order."""
    lines = journal_file.read_journal(path)
    return [line["event"]["code"] for line in lines if line["kind"] == "mark"]


def steps(path: Path) -> list[tuple[str, str]]:
    lines = journal_file.read_journal(path)
    told = [line for line in lines if line["kind"] == "alarm"]
    return [(line["step"], line["alarm"]["what"]) for line in told]


def press(running: Live, code: str) -> None:
    running.session.coding.press_code(code, at=running.session.clock())


def test_a_deleted_journal_is_written_again_and_one_alarm_says_so(running: Live):
    path = running.session.folder.engine_log_path
    press(running, "int.support")
    path.unlink()
    wait_until(lambda: running.alarms(), TOLD_S, "the alarm")
    press(running, "int.support")
    (alarm,) = running.session.model.alarms()
    assert (alarm.kind, alarm.level, alarm.count) == (AlarmKind.ENGINE, Level.WARNING, 1)
    assert alarm.what == (
        "The journal of this session was deleted while it was written. "
        f"All of it was written again: {path}."
    )
    assert codes(path) == ["int.support", "int.support"]
    wait_until(lambda: steps(path), 30, "the journal tells of it")
    assert steps(path) == [("raised", alarm.what)]


def test_a_moved_journal_is_followed_and_the_alarm_stands_until_it_is_back(running: Live):
    path = running.session.folder.engine_log_path
    other = path.with_name("engine (1).jsonl")
    path.rename(other)
    wait_until(lambda: running.alarms(), TOLD_S, "the alarm")
    press(running, "int.support")
    (what,) = running.alarms()
    assert what.startswith("The journal of this session was moved or renamed")
    assert f"It continues in {other.resolve()}; nothing is lost." in what
    assert codes(other) == ["int.support"]
    other.rename(path)
    wait_until(lambda: not running.alarms(), 30, "it is back")


def test_a_deleted_journal_that_cannot_be_written_again_is_an_error_until_it_can(
    running: Live, monkeypatch: pytest.MonkeyPatch
):
    def refuse(path: Path) -> Path:
        raise RecordingError(Message("The folder takes no file."))

    path = running.session.folder.engine_log_path
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "make_way", refuse)
        path.unlink()
        wait_until(lambda: running.alarms(), TOLD_S, "the alarm")
        press(running, "int.support")
        (alarm,) = running.session.model.alarms()
        assert alarm.level is Level.ERROR
        assert alarm.what.endswith("could not be written again yet: The folder takes no file.")
    wait_until(path.exists, 30, "it is written again")
    wait_until(lambda: "All of it was written again" in str(running.alarms()), 30, "it is told")
    assert codes(path) == ["int.support"]
    wait_until(lambda: len(running.alarms()) == 1, 30, "the error is over")


def test_what_was_done_is_told_for_a_while_only(tmp_path: Path):
    place = journal_file.JournalPlace(tmp_path, tmp_path, deleted_at=100.0)
    assert list(conditions_of_journal_place(place, 100.0 + SHOWN_S / 2))
    assert not list(conditions_of_journal_place(place, 100.0 + SHOWN_S))
