"""A part of a session is what lies in it, on the clock of the whole session."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from recordings.tidy import export_tidy
from safehold.core.errors import ConfigError
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.selection import parse_span, parts_of, phase_spans, select


def test_nothing_asked_for_is_the_whole_session(session: SessionResults):
    assert parts_of(session, [], []) == [session]


def test_a_phase_is_cut_at_its_own_limits(session: SessionResults):
    (part,) = parts_of(session, ["baseline"], [])
    assert (part.part, part.t_start, part.t_end) == ("baseline", 0.0, 45.0)
    assert part.beats
    assert all(beat in session.beats and 0 <= beat.time < 45 for beat in part.beats)
    assert all(breath.t_end <= 45 for breath in part.breaths)
    assert {event.event_id for event in part.events} == {"e0001"}
    assert max(tick.t for tick in part.ticks) == 44


def test_every_occurrence_of_a_phase_is_a_part_of_its_own(session: SessionResults):
    twice = dataclasses.replace(
        session,
        events=(
            *session.events,
            Event("e9", "ph.baseline", 100.0, None, EventKind.CONDITION),
        ),
    )
    assert phase_spans(twice, "ph.baseline") == {
        "baseline": (0.0, 45.0),
        "baseline-2": (100.0, 120.0),
    }


def test_events_that_reach_into_a_span_come_with_their_own_times(session: SessionResults):
    part = select(session, 80.0, 90.0, name="x")
    assert [(e.event_id, e.onset, e.duration) for e in part.events] == [("e0003", 75.5, 10.0)]


def test_windows_begin_with_the_span_and_hold_only_its_beats(session: SessionResults):
    part = select(session, 40.0, 115.0, name="x")
    assert {(w.t0, w.t1) for w in part.windows} == {(40.0, 100.0)}
    rr = [b.rr_ms for b in session.beats if b.person == "client" and 40 <= b.time < 100]
    window = next(w for w in part.windows if w.person == "client")
    assert window.n_beats <= len(rr) + 1


def test_samples_are_cut_with_the_span(session: SessionResults):
    part = select(session, 10.0, 20.0, name="x")
    times = part.respiration["client"].times
    assert times[0] == 10.0
    assert times[-1] < 20.0
    assert np.isin(times, session.respiration["client"].times).all()


def test_a_part_is_exported_under_its_own_name(session: SessionResults, tmp_path):
    for part in parts_of(session, ["baseline"], ["60-100"]):
        export_tidy(part, tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["d1-s01_60-100s_tidy", "d1-s01_baseline_tidy"]


def test_an_unknown_phase_is_refused_with_those_there_are(session: SessionResults):
    with pytest.raises(ConfigError) as caught:
        parts_of(session, ["rest"], [])
    assert "baseline" in caught.value.remedy


@pytest.mark.parametrize("text", ["", "60", "60-", "a-b", "90-60", "60-60", "1-2-3-"])
def test_a_text_that_is_no_span_is_refused_with_the_form(text: str):
    with pytest.raises(ConfigError) as caught:
        parse_span(text)
    assert "for example 60-300" in caught.value.remedy


@pytest.mark.parametrize(("text", "span"), [("-5-10", (-5, 10)), ("0.5-1.25", (0.5, 1.25))])
def test_spans_may_begin_before_zero_and_between_seconds(text: str, span: tuple):
    assert parse_span(text) == span


def test_a_span_outside_of_the_recording_is_refused(session: SessionResults):
    with pytest.raises(ConfigError, match="nothing of the recording"):
        select(session, 500.0, 600.0, name="500-600s")
