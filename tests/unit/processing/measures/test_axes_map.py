"""The map of heart rate and vagal index: where time was spent, and nothing made up."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from processing.measures.axes_map import CELL, axes_map, density
from processing.measures.course import Course
from recordings.report.map_svg import map_svg
from safehold.core.settings import ZoneSettings
from safehold.core.types import Event, EventKind
from safehold.offline.axes_map import split_spans


def track(a, v, *, first=0, valid=None) -> Course:
    a, v = np.array(a, dtype=float), np.array(v, dtype=float)
    if valid is not None:
        a[~np.asarray(valid)] = np.nan
    none, error = np.zeros(a.size, dtype=bool), np.full(a.size, 0.3)
    return Course(
        first, a, error, v, error, [ZoneSettings()] * a.size, none, none,
        np.zeros(a.size, dtype=np.int64), 0.0, 0.0, {}, None, 0.0,
    )  # fmt: skip


def made(given: Course, parts=None):
    return axes_map(given, ZoneSettings(), parts or {}, person="client", vagal_index="ln_rmssd")


def at(part, edges, a, v) -> float:
    column, row = np.searchsorted(edges, a) - 1, np.searchsorted(edges, v) - 1
    return float(part.density[row, column])


def test_the_density_lies_where_the_time_was_spent_and_sums_to_one():
    found = made(track([2.6] * 300 + [-0.4] * 100, [-1.6] * 300 + [0.6] * 100))
    assert found.whole.density.sum() == pytest.approx(1.0)
    edges = found.edges
    near = [abs((edges[:-1] + CELL / 2) - z) < 1.5 for z in (2.6, -1.6)]
    assert found.whole.density[np.ix_(near[1], near[0])].sum() == pytest.approx(0.75, abs=0.01)
    assert at(found.whole, edges, 2.6, -1.6) > at(
        found.whole, edges, -1.6, 2.6
    )  # axes not swapped


@pytest.mark.slow
@given(
    hnp.arrays(float, st.integers(1, 80), elements=st.floats(-30, 30)),
    st.integers(5, 10),
)
def test_every_second_weighs_one_wherever_it_lies(a, limit):
    edges = np.arange(-limit, limit + CELL / 2, CELL)
    cells = density(a, -a, edges)
    assert cells.min() >= 0
    assert cells.sum() == pytest.approx(1.0)
    assert cells == pytest.approx(density(a[::-1], -a[::-1], edges))


def test_seconds_that_are_not_valid_leave_no_trace():
    valid = np.ones(200, dtype=bool)
    valid[100:150] = False
    wild = np.zeros(200)
    wild[100:150] = 4.0
    quiet = made(track(np.zeros(200), np.zeros(200), valid=valid))
    found = made(track(wild, -wild, valid=valid))
    assert found.whole.density == pytest.approx(quiet.whole.density)
    assert found.whole.seconds == 150
    broken = np.isnan(found.path_a)
    assert broken.sum() == 5  # the path breaks where nothing is valid
    assert not np.any(found.path_a[~broken])


def test_a_part_with_too_little_valid_time_says_nothing():
    valid = np.zeros(200, dtype=bool)
    valid[:110] = True
    found = made(
        track(np.zeros(200), np.zeros(200), valid=valid),
        {"short": [(0, 20)], "half": [(60, 170)], "good": [(0, 120)], "never": []},
    )
    short, half, good, never = found.parts
    assert (short.density, half.density, never.density) == (None, None, None)
    assert (short.seconds, half.seconds, never.seconds) == (20, 50, 0)
    assert found.whole.density is None  # 55 % of the whole
    assert good.shares == {"high": 0.0, "within": 1.0, "low": 0.0}


def test_the_time_before_the_first_zone_is_not_held_against_the_session():
    valid = np.zeros(400, dtype=bool)
    valid[320:] = True
    found = made(track(np.zeros(400), np.zeros(400), valid=valid))
    assert (found.whole.seconds, found.whole.period) == (80, 80)
    assert found.whole.density is not None


def test_what_lies_far_out_widens_the_axes_and_is_told():
    assert made(track(np.full(100, 1.0), np.zeros(100))).limit == 5
    far = made(track(np.full(100, 7.3), np.zeros(100)))
    assert far.limit == 8
    assert far.whole.outside == 0
    beyond = made(track(np.r_[np.full(70, 0.0), np.full(30, 14.0)], np.zeros(100)))
    assert beyond.limit == 10
    assert beyond.whole.outside == pytest.approx(0.3)


def test_the_parts_are_supportive_work_change_and_functions_in_one_order():
    def interval(code: str, t0: float, t1: float | None) -> Event:
        duration = None if t1 is None else t1 - t0
        return Event(code, code, t0, duration, EventKind.INTERVAL)

    events = [
        interval("fs.risk", 50, None), interval("int.change", 30, 60),
        interval("int.support", 10, 20), interval("al.repair", 1, 2),
        replace(interval("int.support", 70, 80), event_id="b"),
        Event("p", "int.support", 90, 0.0),
    ]  # fmt: skip
    assert split_spans(events, None, 100.0) == {
        "int.support": [(10, 20), (70, 80)], "int.change": [(30, 60)], "fs.risk": [(50, 100.0)],
    }  # fmt: skip


def test_the_drawing_is_well_formed_and_says_what_it_is_not():
    found = made(
        track(np.linspace(-3, 6, 900), np.linspace(2, -4, 900)), {"Risk & <dare>": [(0, 300)]}
    )
    text = map_svg(found)
    root = ElementTree.fromstring(text)
    words = " ".join("".join(node.itertext()) for node in root.iter() if node.text)
    assert "Risk & <dare>" in words
    assert "high activation" in words
    assert "low activation (ambiguous)" in words
    assert "Not a measurement of safety" in words
    assert text == map_svg(found)
    numbers = [
        float(value) for node in root.iter() for key, value in node.attrib.items()
        if key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy")
    ]  # fmt: skip
    assert all(math.isfinite(number) for number in numbers)
    assert min(numbers) >= 0
    assert max(numbers) <= 1040


def test_an_empty_session_gives_a_map_that_says_so():
    text = map_svg(made(track([], [])))
    assert "too little valid time" in text
