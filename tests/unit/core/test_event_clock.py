"""Events are placed by stamp and arrival, each on its own, and never silently in a wrong place."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.zones.pipeline import Pipeline
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.tables import events_table
from safehold.core.codebook import load_codebook
from safehold.core.event_clock import PROMPT_S, EventClock, meaning
from safehold.core.results import SessionResults
from safehold.core.settings import STANDARD
from safehold.core.types import Role, StreamSpec
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.live.engine import LiveEngine
from safehold.live.mark_writer import MarkWriter
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.fakes import Nowhere

TASK = StreamSpec("task", "Task", "Markers", "t", Role.EVENTS, None, "", 0.0, uid="u")
UNIX = 1_790_000_000.0
"""Time of day less LSL clock."""
ZERO = 1000.0
OFFSET = 0.25
HOUR = 3600.0


class Lab:
    """A live engine that gets one marker stream; every marker comes 0.02 s after it was sent."""

    def __init__(self, folder: Path) -> None:
        self.now = ZERO
        self.path = folder / "engine.jsonl"
        self.model = SessionModel((), [TASK], STANDARD)
        journal = Journal(self.path)
        journal.start(EngineRun(1, ZERO, 1, STANDARD, (TASK,), (), {}, (ZERO, ZERO + UNIX)))
        self.engine = LiveEngine(
            Pipeline([TASK], STANDARD, session_zero=ZERO), streams=[TASK],
            marks=MarkWriter(EventBook(load_codebook()), journal, self.model, Nowhere()),
            journal=journal, model=self.model, publisher=Nowhere(),
            clock=lambda: self.now, utc=lambda: self.now + UNIX,
        )  # fmt: skip
        self.engine.measured("u", ClockMeasurement(ZERO, OFFSET, 0.001))

    def send(self, at: float, stamp: float) -> None:
        self.now = ZERO + at + 0.02
        self.engine.samples("u", RawChunk(np.array([stamp]), [[f"m{at:g}".encode()]]))

    def told(self) -> list[str]:
        return [notice.message for notice in self.model.notices()]


STAMPED = {
    "lsl": lambda t: t - OFFSET,
    "unix": lambda t: t + UNIX,
    "unix_ms": lambda t: 1000 * (t + UNIX),
    "local_east": lambda t: t + UNIX + HOUR,
    "local_west": lambda t: t + UNIX - 5 * HOUR,
    "india": lambda t: t + UNIX + 5.5 * HOUR,
    "uptime": lambda t: t + 3e5,
    "lsl_ms": lambda t: 1000 * (t - OFFSET),
    "stuck": lambda _t: 7.0,
    "faster": lambda t: 5 * t,
    "nothing": lambda _t: math.nan,
}
LOOKS = {
    "unix": "Unix time", "unix_ms": "Unix time in milliseconds",
    "local_east": "local time (UTC+01:00)", "local_west": "local time (UTC-05:00)",
    "india": "local time (UTC+05:30)", "lsl_ms": "the LSL clock in milliseconds",
    "stuck": "an unknown clock", "nothing": "an invalid time",
}  # fmt: skip


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


@pytest.mark.parametrize("clock", STAMPED)
def test_every_event_lies_where_it_was_sent_whatever_its_clock(lab: Lab, clock: str):
    for k in range(1, 8):
        lab.send(5.0 * k, STAMPED[clock](ZERO + 5.0 * k))
    events = lab.model.events()
    assert [e.value for e in events] == [f"m{5 * k}" for k in range(1, 8)]
    off = [e.onset - 5.0 * k for k, e in enumerate(events, start=1)]
    assert max(map(abs, off)) <= 0.0201
    marked = ["onset_uncertainty" in e.attributes for e in events]
    assert marked == [clock not in ("lsl", "unix", "unix_ms")] * 7
    assert all(LOOKS.get(clock, "") in text for text in lab.told()[:1])
    assert (lab.told() == []) == (clock == "lsl")


def test_two_clocks_in_one_stream_are_told_once_and_both_placed(lab: Lab):
    for k in range(1, 9):
        lab.send(2.0 * k, STAMPED["unix" if k % 2 else "lsl"](ZERO + 2.0 * k))
    onsets = [event.onset for event in lab.model.events()]
    assert onsets == pytest.approx([2.0 * k for k in range(1, 9)], abs=0.001)
    assert [("Unix" in text, "more than one clock" in text) for text in lab.told()] == [
        (True, False), (False, True),
    ]  # fmt: skip
    (run,) = read_runs(lab.path)
    assert [r.clock for r in run.rebases] == ["unix", "lsl"] * 4


def test_a_break_of_the_network_does_not_move_what_comes_late(lab: Lab):
    lab.send(5.0, ZERO + 5.0 - OFFSET)
    lab.now = ZERO + 300.0
    stamps = np.array([ZERO + 30.0, ZERO + 299.0]) - OFFSET
    lab.engine.samples("u", RawChunk(stamps, [[b"a"], [b"b"]]))
    late = lab.model.events()[1]
    assert late.onset == pytest.approx(30.0)
    assert float(late.attributes["onset_uncertainty"]) == pytest.approx(270.0)
    assert lab.model.events()[2].attributes == {}


def test_raw_stamp_and_uncertainty_stand_in_the_events_table(lab: Lab, session: SessionResults):
    lab.send(5.0, 7.0)
    lab.send(10.0, ZERO + 10.0 - OFFSET)
    results = dataclasses.replace(session, events=lab.model.events())
    for dates, raw in ((True, "7.0"), (False, None)):
        table = events_table(results, Scrubber(()), notes=True, dates=dates)
        rows = {f.name: column for f, column in zip(table.fields, table.columns, strict=True)}
        assert list(rows["stamp_clock"]) == ["arrival", ""]
        assert list(rows["onset_uncertainty_s"]) == [1.0, None]
        assert (rows["stamp_raw"][0] or None) == raw


def test_what_waited_for_the_session_to_begin_is_placed_by_its_stamp(lab: Lab):
    lab.send(0.0, ZERO - 100.0 + UNIX)
    (event,) = lab.model.events()
    assert event.onset == pytest.approx(-100.0)
    assert float(event.attributes["onset_uncertainty"]) == pytest.approx(100.0, abs=0.1)


def test_local_time_that_waited_is_placed_as_it_looks_and_doubted(lab: Lab):
    lab.now = ZERO + 0.5
    stamps = np.array([-20.0, -10.0]) + ZERO + UNIX + HOUR
    lab.engine.samples("u", RawChunk(stamps, [[b"a"], [b"b"]]))
    assert [e.onset for e in lab.model.events()] == pytest.approx([-20.0, -10.0])
    assert all(float(e.attributes["onset_uncertainty"]) >= 60 for e in lab.model.events())
    assert ["local time (UTC+01:00)" in text for text in lab.told()] == [True]


@pytest.mark.parametrize("stamp", [math.nan, -math.inf, 1e308, -1e308, 5e-324])
def test_no_float_breaks_the_meaning(stamp: float):
    assert meaning(stamp, offset=0.0, lsl=5000.0, utc=UNIX + 5000.0).startswith(
        ("an unknown clock", "an invalid time")
    )


clocks = st.sampled_from([*STAMPED.values()])
anything = st.floats(allow_nan=True, allow_infinity=True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 600), st.one_of(clocks, anything.map(lambda x: lambda _t: x)),
            st.floats(-100, 1000),
        ),
        max_size=30,
    ),
    st.floats(-1e6, 1e6),
)  # fmt: skip
def test_no_event_is_further_from_its_arrival_than_it_says(sent, offset):
    clock, lsl = EventClock(began=ZERO), ZERO
    for passed, stamped, way in sent:
        lsl += passed
        placed = clock.place(stamped(lsl - way), offset=offset, lsl=lsl, utc=lsl + UNIX)
        limit = PROMPT_S if placed.uncertainty is None else placed.uncertainty
        assert abs(placed.time - lsl) <= limit + 1e-6
        assert json.loads(json.dumps(placed.remarks(7.0))) == placed.remarks(7.0)
