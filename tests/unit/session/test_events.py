"""The book of events: presses, markers, intervals, retro-stamps, rivals, undo and redo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.canonical import build, plain
from safehold.core.codebook import Coding, load_codebook, shipped_codebook
from safehold.core.study import Prompt, Study
from safehold.core.types import Boundary, EventKind, Mark
from safehold.files.edits import Edits
from safehold.session.event_book import EventBook
from safehold.session.ratings import PromptSchedule

SUPPORT = Coding(subtype="holding", modifiers=("verbal",), confidence=2)


def book(name: str = "minimal") -> EventBook:
    return EventBook(shipped_codebook(name))


def test_pressing_an_interval_code_twice_gives_one_event_with_a_duration():
    events = book()
    events.press("ev.challenge", at=10.0)
    assert events.open_codes() == {"ev.challenge": 10.0}
    (mark,) = events.press("ev.challenge", at=42.5)
    assert mark.boundary is Boundary.STOP
    (event,) = events.events()
    assert (event.onset, event.duration, event.kind) == (10.0, 32.5, EventKind.INTERVAL)


def test_a_retro_stamp_keeps_when_it_was_meant_and_when_it_was_entered():
    events = book()
    events.press("ev.challenge", at=30.0, how=Coding(onset=25.0))
    events.press("ev.challenge", at=50.0, how=Coding(onset=40.0))
    (event,) = events.events()
    assert (event.onset, event.t_entered, event.duration) == (25.0, 30.0, 15.0)
    assert event.attributes["t_end_entered"] == "50.000"


def test_a_press_says_actor_subtype_modifiers_confidence_and_coder():
    events = book("full")
    events.coder = "RA2"
    events.press("int.support", at=3.0, how=SUPPORT)
    events.press("cf.movement", at=4.0, how=Coding(actor="C"))
    support, movement = events.events()
    assert support.attributes == {"subtype": "holding", "modifiers": "verbal", "confidence": "2"}
    assert (support.actor, support.target, support.coder) == ("T", "therapist", "RA2")
    assert (movement.actor, movement.target) == ("C", "client")


@pytest.mark.parametrize(
    ("code", "how", "named"),
    [
        ("int.support", Coding(subtype="exposure"), "holding"),
        ("int.support", Coding(modifiers=("loud",)), "verbal"),
        ("fs.risk", Coding(interval=False), "always interval"),
    ],
)
def test_what_the_codebook_does_not_know_changes_nothing(code: str, how: Coding, named: str):
    events = book("full")
    with pytest.raises(ValueError, match=named):
        events.press(code, at=1.0, how=how)
    assert (events.events(), events.undoable()) == ((), "")


def test_a_code_of_either_shape_is_a_point_or_an_interval_as_it_is_pressed():
    events = book("full")
    events.press("int.change", at=1.0)
    events.press("int.change", at=2.0, how=Coding(interval=True))
    events.press("int.change", at=9.0)
    point, interval = events.events()
    assert (point.duration, interval.duration) == (0.0, 7.0)


def test_starting_a_code_ends_its_rivals_and_one_undo_takes_both_back():
    events = book("full")
    events.press("fs.exploration", at=10.0)
    stop, start = events.press("fs.risk", at=30.0, how=Coding(onset=25.0))
    assert (stop.boundary, start.boundary) == (Boundary.STOP, Boundary.START)
    assert [e.duration for e in events.events()] == [15.0, None]
    events.undo()
    assert events.open_codes() == {"fs.exploration": 10.0}
    events.redo()
    assert events.open_codes() == {"fs.risk": 25.0}


def test_more_can_be_said_of_an_event_and_undone():
    events = book("full")
    (mark,) = events.press("int.support", at=3.0)
    (change,) = events.amend(mark.event.event_id, at=5.0, how=SUPPORT)
    assert change.boundary is Boundary.CHANGE
    assert events.events()[0].attributes["subtype"] == "holding"
    events.undo()
    assert events.events() == (mark.event,)
    assert events.amend("e0999", at=6.0, how=SUPPORT) == []


def test_undo_reopens_a_closed_interval_and_then_removes_it():
    events = book()
    events.press("ev.challenge", at=10.0)
    events.press("ev.challenge", at=20.0)
    events.undo()
    assert events.open_codes() == {"ev.challenge": 10.0}
    events.press("ev.challenge", at=30.0)
    events.undo()
    assert events.open_codes() == {"ev.challenge": 10.0}
    events.undo()
    assert events.events() == ()
    assert events.undo() == []


def test_redo_ends_when_something_else_is_coded():
    events = book()
    events.press("int.support", at=1.0)
    events.undo()
    assert events.redoable() == "int.support"
    events.press("int.change", at=2.0)
    assert (events.redoable(), events.redo()) == ("", [])


def test_a_phase_of_the_protocol_is_not_undone_by_the_undo_key():
    events = book()
    events.press("int.support", at=1.0)
    events.phase_edge("ph.baseline", at=2.0, attributes={})
    events.undo()
    assert events.open_codes() == {"ph.baseline": 2.0}
    events.phase_edge("ph.baseline", at=62.0, attributes={"verdict": "accepted"})
    (event,) = events.events()
    assert (event.duration, event.attributes) == (60.0, {"verdict": "accepted"})


def test_a_foreign_marker_becomes_a_point_with_its_text_as_value():
    events = book()
    (mark,) = events.marker("Stimulus 7; left", at=3.0, stream="psychopy")
    assert (mark.event.code, mark.event.value) == ("marker", "Stimulus 7; left")
    assert mark.event.source == "lsl:psychopy"


def test_phase_markers_become_one_condition():
    events = book()
    assert events.phase() == ""
    events.marker("ph.baseline_start", at=5.0, stream="sim", conducts=True)
    assert events.phase() == "baseline"
    events.marker("ph.baseline_stop", at=45.0, stream="sim", conducts=True)
    assert events.phase() == ""
    (event,) = events.events()
    assert (event.code, event.kind, event.duration) == ("ph.baseline", EventKind.CONDITION, 40.0)


def test_between_two_phases_there_is_none_and_no_prompt_of_the_next_one_is_due():
    events, schedule = book(), PromptSchedule(Study(prompts=(Prompt(("safety",), every_s=60),)))
    events.phase_edge("ph.baseline", at=0.0, attributes={})
    events.phase_edge("ph.baseline", at=40.0, attributes={})
    for now in range(41, 200):
        assert schedule.due(float(now), events.phase()) == []
    events.phase_edge("ph.session", at=200.0, attributes={})
    assert events.phase() == "session"
    assert schedule.due(200.0, events.phase()) == []
    assert [ask.scales for ask in schedule.due(260.0, events.phase())] == [("safety",)]


def test_an_outer_phase_runs_on_when_an_inner_one_has_ended():
    events = book()
    events.marker("ph.session_start", at=5.0, stream="sim", conducts=True)
    events.marker("ph.task_start", at=6.0, stream="sim", conducts=True)
    assert events.phase() == "task"
    events.marker("ph.task_stop", at=9.0, stream="sim", conducts=True)
    assert events.phase() == "session"


def test_undo_leaves_markers_of_other_programs_alone():
    events = book()
    events.marker("x", at=1.0, stream="psychopy")
    assert events.undo() == []
    assert len(events.events()) == 1


def test_a_key_ends_an_interval_that_another_program_began_and_undo_opens_it_again():
    events = book()
    events.marker("ev.challenge;boundary=start", at=10.0, stream="task", conducts=True)
    (stop,) = events.press("ev.challenge", at=15.0)
    assert (stop.boundary, stop.event.source) == (Boundary.STOP, "lsl:task")
    assert events.open_codes() == {}
    events.undo()
    assert events.open_codes() == {"ev.challenge": 10.0}
    events.marker("ev.challenge;boundary=stop", at=20.0, stream="task", conducts=True)
    (event,) = events.events()
    assert event.duration == 10.0
    assert events.undo() == []


def test_a_journal_from_before_actions_were_numbered_still_undoes():
    older = EventBook(load_codebook())
    (start,) = older.press("ev.challenge", at=1.0)
    (stop,) = older.press("ev.challenge", at=5.0)
    (undo,) = older.undo()
    again = EventBook(load_codebook())
    again.replay(Mark(mark.event, mark.boundary) for mark in (start, stop, undo))
    assert again.open_codes() == {"ev.challenge": 1.0}
    again.undo()
    assert again.events() == ()


actions = st.lists(
    st.sampled_from(
        ["fs.risk", "fs.exploration", "int.support", "back", "amend", "undo", "redo", "marker",
         "ph.baseline"]
    ),
    max_size=30,
)  # fmt: skip


def act(events: EventBook, action: str, at: float) -> list[Mark]:
    if action in ("undo", "redo"):
        return events.undo(at=at) if action == "undo" else events.redo(at=at)
    if action == "back":
        return events.press("ev.challenge", at=at, how=Coding(onset=at - 5, confidence=1))
    if action == "amend":
        newest = events.events()[-1].event_id if events.events() else "e0000"
        return events.amend(newest, at=at, how=Coding(note="seen", confidence=3))
    if action == "marker":
        return events.marker("fs.risk;boundary=stop", at=at, stream="task", conducts=True)
    if action == "ph.baseline":
        return [events.phase_edge("ph.baseline", at=at, attributes={})]
    return events.press(action, at=at)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(actions)
def test_logged_marks_rebuild_the_same_events_and_the_same_history(sequence: list[str]):
    first = book("full")
    marks = [mark for k, action in enumerate(sequence) for mark in act(first, action, float(k))]
    again = book("full")
    again.replay(build(Mark, json.loads(json.dumps(plain(mark)))) for mark in marks)
    assert again.events() == first.events()
    assert again.open_codes() == first.open_codes()
    while first.redoable():
        assert again.redo() == first.redo()
    while first.undoable():
        assert again.undo() == first.undo()
    assert again.undo() == []
    assert again.events() == first.events()


@settings(max_examples=60, deadline=None)
@given(actions)
def test_undoing_everything_and_redoing_it_is_as_if_nothing_had_been_undone(sequence: list[str]):
    events = book("full")
    for k, action in enumerate(sequence):
        if action not in ("undo", "redo", "marker"):
            act(events, action, float(k))
    before = events.events()
    n = 0
    while events.undo():
        n += 1
    while events.redo():
        n -= 1
    assert (events.events(), n) == (before, 0)


@settings(max_examples=60, deadline=None)
@given(actions)
def test_of_rivals_one_at_most_is_open(sequence: list[str]):
    events = book("full")
    for k, action in enumerate(sequence):
        if action != "marker":
            act(events, action, float(k))
        open_functions = [code for code in events.open_codes() if code.startswith("fs.")]
        assert len(open_functions) <= 1


def test_what_is_coded_or_changed_in_a_replay_says_so(tmp_path: Path):
    book = EventBook(load_codebook())
    live = book.press("int.support", at=5.0)
    edits = Edits(tmp_path / "edits.jsonl")
    for mark in book.press("note", at=9.0, how=Coding(note="seen later")):
        edits.append(mark)
    for mark in book.amend(live[0].event.event_id, at=9.5, how=Coding(confidence=1)):
        edits.append(mark)
    edits.close()
    again = EventBook(load_codebook())
    again.replay(live)
    assert [e.attributes.get("edited", "0") for e in again.events()] == ["0"]
    again.replay(edits.marks())
    assert [e.attributes.get("edited") for e in again.events()] == ["1", "1"]
