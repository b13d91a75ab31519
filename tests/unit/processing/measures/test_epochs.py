"""Windows around events: what lies in them, what is cut, and moments of the same level."""

from __future__ import annotations

import numpy as np
import pytest

from processing.indices.summary import PersonRecord
from processing.measures.epochs import event_epochs
from processing.measures.event_change import event_change
from safehold.core.results import EventEpoch
from safehold.core.types import Beat, BeatStatus, Event, EventKind
from tests.helpers import point
from tests.unit.processing._scripted import make_scripted_course, ticks

LIMITS = (0.0, 600.0)


def beats(faster_from: float) -> list[Beat]:
    """Return beats at 60 bpm, and at 75 bpm from a time on."""
    found = [Beat("client", 0.5, None, BeatStatus.FIRST, (), "ecg")]
    while found[-1].time < LIMITS[1]:
        rr = 800.0 if found[-1].time >= faster_from else 1000.0
        at = found[-1].time + rr / 1000
        found.append(Beat("client", at, rr, BeatStatus.OK, (), "ecg"))
    return found


def epochs(*events: Event, faster_from: float = 300.0) -> dict[tuple[str, str], EventEpoch]:
    mine = PersonRecord("client", beats(faster_from), [], ())
    course = make_scripted_course(ticks("W" * 600), mine)
    made = event_epochs(events, course, limits=LIMITS)
    return {(epoch.event_id, epoch.phase): epoch for epoch in made}


def test_a_point_has_a_minute_before_it_and_one_after_it():
    found = epochs(point("e1", 300.0))
    assert {phase for _, phase in found} == {"pre", "post"}
    before, after = found["e1", "pre"], found["e1", "post"]
    assert (before.window.t0, before.window.t1) == (240.0, 300.0)
    assert (after.window.t0, after.window.t1) == (300.0, 360.0)
    assert before.window.hr_mean_bpm == pytest.approx(60, abs=0.01)
    assert after.window.hr_mean_bpm == pytest.approx(75, abs=0.3)


def test_an_interval_is_followed_from_its_end():
    found = epochs(Event("e1", "fs.risk", 200.0, 80.0, EventKind.INTERVAL))
    assert (found["e1", "during"].window.t0, found["e1", "during"].window.t1) == (200.0, 280.0)
    assert found["e1", "post"].window.t0 == 280.0


def test_an_interval_without_an_end_has_no_during():
    found = epochs(Event("e1", "fs.risk", 200.0, None, EventKind.INTERVAL))
    assert {phase for _, phase in found} == {"pre", "post"}


def test_windows_are_cut_by_the_recording_and_say_so():
    found = epochs(point("e1", 20.0), point("e2", 590.0), point("e3", 0.0), point("e4", 600.0))
    assert found["e1", "pre"].truncated
    assert found["e1", "pre"].window.t0 == 0.0
    assert not found["e1", "post"].truncated
    assert found["e2", "post"].truncated
    assert ("e3", "pre") not in found
    assert ("e4", "post") not in found


def test_another_event_of_the_code_in_the_window_is_said():
    found = epochs(point("e1", 200.0), point("e2", 230.0), point("e3", 205.0, "int.support"))
    assert found["e1", "post"].overlaps_other
    assert not found["e1", "pre"].overlaps_other
    assert found["e2", "pre"].overlaps_other
    assert not found["e3", "post"].overlaps_other


def test_two_events_at_one_instant_both_stand_there():
    found = epochs(point("e1", 200.0), point("e2", 200.0))
    assert {event_id for event_id, _ in found} == {"e1", "e2"}
    assert found["e1", "post"].overlaps_other


def test_matched_moments_add_up_to_the_adjusted_change_of_the_code():
    rng = np.random.default_rng(4)
    x = np.cumsum(rng.normal(0, 0.2, 1200)) * 0.3
    mine = PersonRecord("client", [], [], ())
    course = make_scripted_course(ticks("W" * 1200, x.tolist(), (-x).tolist()), mine)
    events = [point(f"e{k}", course.first + 100.0 + 150 * k) for k in range(7)]
    made = event_epochs(events, course, limits=(0.0, 1300.0))
    found = [e.matched["a"] for e in made if "a" in e.matched]
    cells = [int(e.onset) - course.first for e in events]
    whole = event_change(course.a, cells, course.baseline)
    assert whole.n == len(found) > 0
    adjusted = np.mean([change - control for change, control, _ in found])
    assert whole.adjusted == pytest.approx(adjusted)
    assert all(n >= 3 for _, _, n in found)
    assert all(not e.matched for e in made if e.phase != "post")


def test_overlaps_are_those_of_asking_every_other_event_of_the_code():
    rng = np.random.default_rng(6)
    events = [
        Event(f"e{k}", f"fs.{k % 3}", float(onset), float(length) or None, EventKind.INTERVAL)
        for k, (onset, length) in enumerate(
            zip(rng.integers(-40, 640, 24), rng.integers(0, 40, 24), strict=True)
        )
    ]
    for (event_id, _), epoch in epochs(*events).items():
        t0, t1 = epoch.window.t0, epoch.window.t1
        others = [e for e in events if e.code == epoch.code and e.event_id != event_id]
        expected = [e for e in others if e.onset <= t1 and e.onset + (e.duration or 0) >= t0]
        assert epoch.overlaps_other == bool(expected)
