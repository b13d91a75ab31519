"""The book of events: presses, markers, intervals, undo."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.app.events import EventBook
from safehold.core.codebook import load_codebook
from safehold.core.types import Boundary, EventKind


def book() -> EventBook:
    return EventBook(load_codebook())


def test_pressing_an_interval_code_twice_gives_one_event_with_a_duration():
    events = book()
    events.press("ev.challenge", at=10.0)
    assert events.open_codes() == {"ev.challenge": 10.0}
    mark = events.press("ev.challenge", at=42.5)
    assert mark.boundary is Boundary.STOP
    (event,) = events.events()
    assert (event.onset, event.duration, event.kind) == (10.0, 32.5, EventKind.INTERVAL)


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
    assert events.undo() is None


def test_a_foreign_marker_becomes_a_point_with_its_text_as_value():
    events = book()
    mark = events.marker("Stimulus 7; left", at=3.0, stream="psychopy")
    assert (mark.event.code, mark.event.value) == ("marker", "Stimulus 7; left")
    assert mark.event.source == "lsl:psychopy"


def test_phase_markers_become_one_condition():
    events = book()
    assert events.phase() == ""
    events.marker("ph.baseline_start", at=5.0, stream="sim")
    assert events.phase() == "baseline"
    events.marker("ph.baseline_stop", at=45.0, stream="sim")
    assert events.phase() == "session"
    (event,) = events.events()
    assert (event.code, event.kind, event.duration) == ("ph.baseline", EventKind.CONDITION, 40.0)


def test_undo_leaves_markers_of_other_programs_alone():
    events = book()
    events.marker("x", at=1.0, stream="psychopy")
    assert events.undo() is None
    assert len(events.events()) == 1


def test_a_key_ends_an_interval_that_another_program_began_and_undo_opens_it_again():
    events = book()
    events.marker("ev.challenge;boundary=start", at=10.0, stream="task")
    stop = events.press("ev.challenge", at=15.0)
    assert (stop.boundary, stop.event.source) == (Boundary.STOP, "lsl:task")
    assert events.open_codes() == {}
    events.undo()
    assert events.open_codes() == {"ev.challenge": 10.0}
    events.marker("ev.challenge;boundary=stop", at=20.0, stream="task")
    (event,) = events.events()
    assert event.duration == 10.0
    assert events.undo() is None


actions = st.lists(
    st.sampled_from(["ev.challenge", "int.support", "al.repair", "undo", "ph.baseline"]),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(actions)
def test_logged_marks_rebuild_the_same_events(sequence: list[str]):
    first = book()
    marks = []
    for k, action in enumerate(sequence):
        mark = first.undo() if action == "undo" else first.press(action, at=float(k))
        if mark is not None:
            marks.append(mark)
    again = book()
    again.replay(marks)
    assert again.events() == first.events()
    assert again.open_codes() == first.open_codes()
    assert again.press("int.support", at=99.0) == first.press("int.support", at=99.0)
    assert again.undo() == first.undo()
    assert again.undo() == first.undo()
