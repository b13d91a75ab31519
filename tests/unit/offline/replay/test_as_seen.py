"""A recorded session at any moment, from what it published: the same from everywhere."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.alarms import Alarm, AlarmChange, AlarmKind, AlarmStep
from safehold.core.canonical import canonical_json
from safehold.core.codebook import load_codebook
from safehold.core.messages import NOTHING, Message
from safehold.core.settings import PIPELINE_DELAY_S, EngineSettings
from safehold.core.types import Level, Parameters, Tick, ZoneName
from safehold.files.edits import Edits
from safehold.files.journal import Journal
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.as_seen import SeenTicks, seen_span, seen_ticks
from safehold.offline.replay.moments import Moments
from safehold.offline.stages import run_engine
from safehold.session.model import SessionModel
from safehold.session.person_view import trend_row
from safehold.session.ports import Step
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks

END_S = 150.0


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    folder, _ = make_session(tmp_path_factory.mktemp("seen"))
    record_ticks(folder)
    return read_recording(folder)


@pytest.fixture(scope="module")
def ticks(recording: Recording) -> list[Tick]:
    return [o for o in run_engine(recording.runs[0]) if isinstance(o, Tick)]


def published(texts: list[str]) -> XdfStream:
    header = StreamHeader("safehold-ticks", 1, "string", 0.0, "safehold-ticks", "made")
    return XdfStream(1, header, np.zeros(len(texts)), [[t] for t in texts], np.empty((0, 2)), None)


def state(model: SessionModel) -> dict[str, object]:
    """Return all that the window reads of a moment."""
    return {
        "events": model.events(),
        "alarms": model.alarms(),
        "notices": model.notices(),
        "people": {
            label: (one.last_tick, one.baseline, one.settings, tuple(one.beats))
            for label, one in model.people.items()
        },
        "waves": {
            spec.stream_id: [column.tobytes() for column in model.snapshot(spec.stream_id, 20.0)]
            for spec in model.streams
        },
    }


def moments(recording: Recording) -> Moments:
    made = Moments(recording, load_codebook(), ())
    made.fill()
    return made


def test_rows_are_those_of_the_ticks_and_the_ticks_come_whole(
    recording: Recording, ticks: list[Tick]
) -> None:
    found = seen_ticks(recording.streams, ("client", "therapist"))
    for person, seen in found.items():
        mine = [tick for tick in ticks if tick.person == person]
        rows = np.array([trend_row(tick) for tick in mine], dtype=np.float32)
        np.testing.assert_array_equal(seen.rows, rows)
        assert [seen.at(tick.t + PIPELINE_DELAY_S) for tick in mine] == mine
        assert seen.at(mine[0].t + PIPELINE_DELAY_S - 0.1) is None


def test_ticks_that_come_one_by_one_make_the_same(ticks: list[Tick]) -> None:
    mine = [tick for tick in ticks if tick.person == "client"]
    whole, grown = SeenTicks(), SeenTicks()
    whole.take(mine)
    for tick in mine:
        grown.take([tick])
    np.testing.assert_array_equal(whole.rows, grown.rows)
    assert grown.at(1e9) == mine[-1]


def test_a_tick_of_an_earlier_version_is_shown_and_what_is_not_ours_is_left_out(
    ticks: list[Tick],
) -> None:
    told = json.loads(canonical_json(ticks[-1]))
    told["zone"] |= {"p_high": 0.1, "p_low": None, "p_within": 0.9}
    mine = {"person": ticks[-1].person, "run": 1, "indices": [], "zone": told["zone"]}
    hostile = [
        json.dumps(mine | {"t": 5, "zone": "within"}), json.dumps(mine | {"t": 5.5}),
        json.dumps(mine | {"t": 10**400}), json.dumps(mine | {"t": 6, "run": 10**30}),
        "[" * 100_000,
    ]  # fmt: skip
    texts = [json.dumps(told), *hostile, "{", "[1]", '{"person": "nobody", "t": 1, "run": 1}', "7"]
    found = seen_ticks([published(texts)], (ticks[-1].person,))
    assert found[ticks[-1].person].at(1e9) == ticks[-1]
    assert found[ticks[-1].person].seconds == [ticks[-1].t]


def test_of_a_second_that_two_runs_published_the_later_run_counts(ticks: list[Tick]) -> None:
    again = dataclasses.replace(ticks[-1], run=2, marks=("again",))
    for order in ([ticks[-1], again], [again, ticks[-1]]):
        found = seen_ticks([published([canonical_json(t) for t in order])], (again.person,))
        assert found[again.person].at(1e9) == again
        assert len(found[again.person].seconds) == 1


def test_excursions_begin_where_the_zone_leaves_the_own_range(ticks: list[Tick]) -> None:
    tick = next(t for t in ticks if t.person == "client")
    states = [ZoneName.WITHIN, ZoneName.HIGH, ZoneName.HIGH, ZoneName.UNKNOWN, ZoneName.LOW]
    seen = SeenTicks()
    seen.take(
        dataclasses.replace(tick, t=k, zone=dataclasses.replace(tick.zone, state=name))
        for k, name in enumerate(states)
    )
    assert seen.excursions() == [1.0, 4.0]


@settings(max_examples=15)
@given(path=st.lists(st.floats(-5, 160), min_size=1, max_size=5), t=st.floats(0, END_S))
def test_a_moment_is_the_same_from_everywhere(
    recording: Recording, path: list[float], t: float
) -> None:
    travelled, fresh = moments(recording), moments(recording)
    for other in path:
        travelled.show(other)
    travelled.show(t)
    fresh.show(t)
    assert state(travelled.model) == state(fresh.model)


def test_a_moment_has_what_was_there_then(recording: Recording, ticks: list[Tick]) -> None:
    made = moments(recording)
    marks = recording.runs[0].run.marks
    made.show(61.0)
    assert all(event.onset <= 61 for event in made.model.events())
    assert made.model.events()
    client = made.model.people["client"]
    assert client.last_tick is not None
    assert client.last_tick.t == 61 - PIPELINE_DELAY_S
    assert client.baseline is not None
    assert client.baseline.baseline_id == client.last_tick.zone.baseline_id
    assert len(client.ticks) == sum(tick.person == "client" for tick in ticks), "all are drawn"
    made.show(10.0)
    assert client.last_tick.zone.baseline_id == ""
    assert client.baseline is None
    assert len(made.model.events()) < len({mark.event.event_id for mark in marks})
    assert made.phase == "baseline"


def test_alarms_and_parameters_are_those_of_the_moment(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path, signals=("rr",), people=("client",))
    record_ticks(folder)
    alarm = Alarm(
        "a1",
        AlarmKind.DROPOUT,
        Level.ERROR,
        "client",
        None,
        Message("silent", code="silent"),
        Message("Look at it.", code="look"),
        30.0,
    )
    journal = Journal(folder.engine_log_path)
    journal.alarm(AlarmChange(AlarmStep.RAISED, 30.0, alarm))
    over = dataclasses.replace(alarm, cleared=40.0)
    journal.alarm(AlarmChange(AlarmStep.CLEARED, 40.0, over))
    zones = dataclasses.replace(recording_settings(folder).zones, dwell_in_s=29)
    wider = Parameters("client", zones, recording_settings(folder).baseline, act_from=50)
    journal.parameters(wider)
    journal.close()
    made = moments(read_recording(folder))
    made.show(35.0)
    (shown,) = made.model.alarms()
    assert (shown.active, shown.remedy) == (True, NOTHING)
    made.show(45.0)
    assert [one.active for one in made.model.alarms()] == [False]
    made.show(20.0)
    assert made.model.alarms() == ()
    usual = recording_settings(folder).zones.dwell_in_s
    for t, dwell in ((49.0, usual), (50 + PIPELINE_DELAY_S, 29), (49.0, usual)):
        made.show(t)
        assert made.model.people["client"].settings.zones.dwell_in_s == dwell


def recording_settings(folder: SessionFolder) -> EngineSettings:
    return read_recording(folder).runs[0].run.settings


def test_what_was_coded_afterwards_stands_at_every_moment(recording: Recording) -> None:
    made = moments(recording)
    book_marks = recording.runs[0].run.marks
    late = dataclasses.replace(
        book_marks[-1],
        event=dataclasses.replace(book_marks[-1].event, event_id="e9001", onset=140.0),
    )
    made.show(20.0)
    made.add_edits([late])
    assert "e9001" in {event.event_id for event in made.model.events()}
    made.show(5.0)
    assert "e9001" in {event.event_id for event in made.model.events()}


def test_one_can_go_to_events_beats_and_excursions(recording: Recording) -> None:
    made = moments(recording)
    made.computed.start()
    wait_until(lambda: made.computed.done, 60, "the session is computed")
    made.computed.stop()
    events = made.model.events()
    made.show(END_S)
    beats = made.times_of(Step.BEAT, events)
    assert len(beats) > 300
    assert beats == sorted(beats)
    assert made.times_of(Step.EVENT, made.model.events())[-1] <= END_S
    away = made.times_of(Step.EXCURSION, events)
    made.show(away[0])
    zones = [person.last_tick.zone.state for person in made.model.people.values()]
    assert {ZoneName.HIGH, ZoneName.LOW} & set(zones)
    made.show(away[0] - 1)
    assert len(made.model.people["client"].beats) > 50


def test_without_recorded_ticks_one_goes_as_far_as_was_computed(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path, signals=("rr",), people=("client",))
    made = moments(read_recording(folder))
    assert not made.as_seen
    assert made.limit < 1
    made.computed.start()
    wait_until(lambda: made.computed.done, 60, "the session is computed")
    assert made.limit == made.end
    made.show(made.end)
    last = made.model.people["client"].last_tick
    assert last is not None
    assert last.t > 130
    assert len(made.model.people["client"].ticks) > 130
    assert not math.isnan(made.model.people["client"].ticks.column("hr")[-1])
    assert Edits(folder.edits_path).marks() == []


def test_a_clock_that_jumps_far_ahead_makes_no_session_longer(tmp_path: Path) -> None:
    folder, _ = make_session(
        tmp_path, people=("client",), faults=("client-respiration:jump@100-,200000",)
    )
    record_ticks(folder)
    recording = read_recording(folder)
    stamps = [used.stamps.max() for used in recording.runs[0].streams]
    assert max(stamps) > 200_000
    begin, end = seen_span(recording)
    assert begin == 0
    assert 140 < end < 170
    assert moments(recording).end == end
