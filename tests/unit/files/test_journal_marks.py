"""Marks are written when they are made, and say later from which tick on they act."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safehold.core.alarms import Alarm, AlarmChange, AlarmKind, AlarmStep
from safehold.core.messages import NOTHING, HowTo, Message
from safehold.core.settings import STANDARD
from safehold.core.types import Boundary, Event, EventKind, Level, Mark
from safehold.core.worker import RetiredError
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs


def mark(number: int, *, onset: float = 5.5, boundary: Boundary = Boundary.POINT) -> Mark:
    duration = 2.0 if boundary is Boundary.STOP else 0.0
    event = Event(f"e{number:04d}", "int.support", onset, duration, EventKind.POINT)
    return Mark(event, boundary)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "engine.jsonl")
    journal.start(EngineRun(1, 0.0, 1, STANDARD, (), ("client",), {}, (0.0, 0.0)))
    return journal


def test_each_mark_acts_from_its_own_tick_also_where_another_was_withdrawn(
    tmp_path: Path, journal: Journal
):
    numbers = [journal.mark(mark(k)) for k in (1, 2, 3)]
    for number, tick in zip(numbers, (11, 12, 13), strict=True):
        journal.acts(number, {"client": tick})
    (run,) = read_runs(tmp_path / "engine.jsonl")
    assert [m.act_from for m in run.marks] == [{"client": t} for t in (11, 12, 13)]
    lines = [json.loads(x) for x in (tmp_path / "engine.jsonl").read_text().splitlines()]
    kept = [x for x in lines if x.get("event", {}).get("event_id") != "e0001"]
    for seq, line in enumerate(kept, start=1):
        line["seq"] = seq
    (tmp_path / "engine.jsonl").write_text("".join(json.dumps(x) + "\n" for x in kept))
    (run,) = read_runs(tmp_path / "engine.jsonl")
    assert [(m.event.event_id, m.act_from["client"]) for m in run.marks] == [
        ("e0002", 12), ("e0003", 13),
    ]  # fmt: skip


@pytest.mark.parametrize(("boundary", "tick"), [(Boundary.POINT, 6), (Boundary.STOP, 8)])
def test_a_mark_that_no_engine_took_acts_from_its_own_time_on(
    tmp_path: Path, journal: Journal, boundary: Boundary, tick: int
):
    journal.mark(mark(1, boundary=boundary))
    (run,) = read_runs(tmp_path / "engine.jsonl")
    assert run.marks[0].act_from == {"client": tick}


def test_a_journal_of_before_says_it_in_the_mark(tmp_path: Path, journal: Journal):
    journal.mark(mark(1))
    lines = (tmp_path / "engine.jsonl").read_text().splitlines()
    old = json.loads(lines[1]) | {"act_from": {"client": 9}}
    del old["n"]
    (tmp_path / "engine.jsonl").write_text(f"{lines[0]}\n{json.dumps(old)}\n")
    (run,) = read_runs(tmp_path / "engine.jsonl")
    assert run.marks[0].act_from == {"client": 9}


def test_a_retired_run_writes_no_engine_facts_but_alarms_and_anchors_go_on(
    tmp_path: Path, journal: Journal
):
    later = journal.next_run()
    with pytest.raises(RetiredError):
        journal.segment("s", 0, 1.0)
    journal.anchor(1.0)
    later.start(EngineRun(2, 0.0, 9, STANDARD, (), ("client",), {}, (0.0, 0.0)))
    assert [run.run for run in read_runs(tmp_path / "engine.jsonl")] == [1, 2]


def test_the_words_of_an_alarm_are_read_again_as_the_messages_that_they_were(
    tmp_path: Path, journal: Journal
):
    what = Message("no data for {age:.1f} s", code="no_data_for", age=4.25)
    remedy = Message("Use it again{how}.", code="use_again", how=HowTo("take_up"))
    alarm = Alarm("a1", AlarmKind.DROPOUT, Level.ERROR, "client", "s", what, remedy, 3.0)
    journal.alarm(AlarmChange(AlarmStep.RAISED, 3.0, alarm))
    (line,) = [json.loads(t) for t in (tmp_path / "engine.jsonl").read_text().splitlines()[1:]]
    assert line["alarm"]["what"] == "no data for 4.2 s"
    assert [(said["code"], said["fields"]) for said in line["alarm"]["said"]] == [
        ("no_data_for", {"age": 4.25}), ("use_again", {"how": {"action": "take_up"}}),
    ]  # fmt: skip
    (run,) = read_runs(tmp_path / "engine.jsonl")
    kept = run.alarms[0].alarm
    assert kept == alarm
    assert (kept.what.code, kept.remedy.fields["how"].action) == ("no_data_for", "take_up")


def test_an_alarm_of_an_older_journal_keeps_its_english(tmp_path: Path, journal: Journal):
    alarm = Alarm("a1", AlarmKind.DISK, Level.ERROR, None, None, NOTHING, NOTHING, 3.0)
    journal.alarm(AlarmChange(AlarmStep.RAISED, 3.0, alarm))
    path = tmp_path / "engine.jsonl"
    first, text = path.read_text().splitlines()
    line = json.loads(text)
    del line["alarm"]["said"]
    line["alarm"]["what"] = "The disk is full."
    path.write_text(f"{first}\n{json.dumps(line)}\n")
    (run,) = read_runs(path)
    assert run.alarms[0].alarm.what == "The disk is full."
