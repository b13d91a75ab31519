"""Events on the grid: every event once, every touched cell, nothing else."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.tidy.grid import Grid, make_grid
from recordings.tidy.join import active_codes, check_events, join_events
from recordings.tidy.options import RATES_HZ
from recordings.tidy.table import micros
from safehold.core.errors import ExportError
from safehold.core.types import Event, EventKind
from tests import helpers

point = partial(helpers.point, code="int.support")


def interval(event_id: str, onset: float, duration: float | None, code: str = "ev.a") -> Event:
    return Event(event_id, code, onset, duration, EventKind.INTERVAL)


@st.composite
def near_edges(draw: st.DrawFn) -> tuple[int, list[Event]]:
    """Events that begin and end on, just before or just after a cell's start."""
    rate = draw(st.sampled_from(RATES_HZ))
    time = st.builds(
        lambda k, nudge: k * (1_000_000 // rate) + nudge,
        st.integers(-5, 6 * rate), st.sampled_from([-1, 0, 0, 1, 499, 12_345]),
    )  # fmt: skip
    spans = draw(st.lists(st.tuples(time, time, st.booleans()), max_size=8))
    events = []
    for i, (a, b, is_point) in enumerate(spans):
        onset, end = min(a, b), max(a, b)
        name = f"e{i}"
        if is_point:
            events.append(point(name, onset / 1e6))
        else:
            events.append(
                interval(name, onset / 1e6, end / 1e6 - onset / 1e6, f"ev.{'ab'[i % 2]}")
            )
    return rate, events


@given(near_edges())
@settings(deadline=None, max_examples=150)
def test_an_event_covers_exactly_the_cells_it_overlaps(case: tuple[int, list[Event]]) -> None:
    rate, events = case
    grid = Grid(rate, first=0, rows=4 * rate)
    on_grid = join_events(events, grid)
    for row in range(grid.rows):
        start, stop = Fraction(row, rate), Fraction(row + 1, rate)
        codes, begin = set(), []
        for event in events:
            onset = Fraction(round(event.onset * 1_000_000), 1_000_000)
            end = Fraction(round((event.onset + event.duration) * 1_000_000), 1_000_000)
            begins = start <= onset < stop
            begin += [event.event_id] if begins else []
            if begins or (onset < stop and end > start):
                codes.add(event.code)
        assert on_grid.active[row] == ";".join(sorted(codes))
        assert sorted(filter(None, on_grid.onset_ids[row].split(";"))) == sorted(begin)
        for code, column in on_grid.intervals.items():
            assert column[row] == int(code in codes)


@given(near_edges())
@settings(deadline=None, max_examples=100)
def test_every_event_stands_once_on_the_grid_or_outside(case: tuple[int, list[Event]]) -> None:
    rate, events = case
    on_grid = join_events(events, make_grid(rate, 0.0, 3.3))
    found = [i for ids in on_grid.onset_ids if ids for i in ids.split(";")]
    assert sorted([*found, *on_grid.outside]) == sorted(event.event_id for event in events)


def test_an_interval_that_ends_on_a_cell_start_does_not_leak_into_that_cell() -> None:
    on_grid = join_events([interval("e1", 0.5, 0.5)], Grid(4, 0, 8))
    assert on_grid.intervals["ev.a"] == [0, 0, 1, 1, 0, 0, 0, 0]


def test_an_event_of_one_millisecond_and_two_at_one_instant_all_survive() -> None:
    events = [interval("e1", 0.3, 0.001), point("e2", 0.7), point("e3", 0.7)]
    on_grid = join_events(events, Grid(4, 0, 4))
    assert on_grid.intervals["ev.a"] == [0, 1, 0, 0]
    assert on_grid.counts["int.support"].tolist() == [0, 0, 2, 0]
    assert on_grid.onset_ids == ["", "e1", "e2;e3", ""]


def test_times_that_binary_floats_miss_fall_into_their_own_cell() -> None:
    # 0.58 * 50 is 28.999999999999996 in float64
    on_grid = join_events([point("e1", 0.58)], Grid(50, 0, 50))
    assert on_grid.onset_ids.index("e1") == 29


@given(st.floats(-1e5, 1e5, allow_nan=False))
@settings(deadline=None, max_examples=200)
def test_the_join_sees_the_time_that_stands_in_the_table(t: float) -> None:
    written = Fraction(f"{t:.6f}") * 1_000_000
    assert abs(written - micros(t)) <= (1 if abs(t) * 1e6 % 1 == 0.5 else 0)
    assert micros(2.01) == 2_010_000
    assert micros(2.03) == 2_030_000


def test_events_before_the_first_and_after_the_last_row_are_named_as_outside() -> None:
    events = [interval("e1", -2.0, 2.5), point("e2", 99.0), point("e3", 0.5)]
    on_grid = join_events(events, make_grid(4, 0.0, 1.0))
    assert on_grid.outside == ("e1", "e2")
    assert on_grid.intervals["ev.a"] == [1, 1, 0, 0], "its part inside still counts"
    assert on_grid.counts["int.support"].tolist() == [0, 0, 1, 0]


def test_after_an_onset_without_an_end_the_code_is_unknown_not_absent() -> None:
    events = [interval("e1", 0.3, None), interval("e2", 0.6, 0.1)]
    on_grid = join_events(events, Grid(4, 0, 5))
    assert on_grid.intervals["ev.a"] == [0, 1, 1, None, None]
    assert on_grid.active[4] == ""


def test_codes_of_a_window_follow_the_same_overlap_rule() -> None:
    events = [interval("e1", 0, 60, "ev.a"), interval("e2", 60, 5, "ev.b"), point("e3", 120)]
    assert active_codes(events, 0, 60) == "ev.a"
    assert active_codes(events, 60, 120) == "ev.b"
    assert active_codes(events, 120, 180) == "int.support"


@pytest.mark.parametrize(
    "events",
    [
        [point("e1", 1), point("e1", 2)],
        [point("", 1)],
        [point("e1;e2", 1)],
        [point("e1", 1, code="nan")],
        [point("e1", 1, code="=cmd")],
        [point("e1", float("nan"))],
        [interval("e1", 1, -0.5)],
    ],
)
def test_events_no_table_can_hold_are_refused_with_a_remedy(events: list[Event]) -> None:
    with pytest.raises(ExportError) as caught:
        check_events(events)
    assert caught.value.remedy


def test_the_grid_covers_the_session_and_shares_its_phase() -> None:
    grid = make_grid(4, -0.6, 2.01)
    assert grid.times[0] == -0.75
    assert grid.times[-1] == 2.0
    assert set((grid.times * 4) % 1) == {0.0}
    assert grid.ticks.tolist() == [-1, -1, -1] + [0] * 4 + [1] * 4 + [2]
    assert make_grid(4, 0.0, 0.0).rows == 0
