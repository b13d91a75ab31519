"""What is drawn of a sensor before a session: its last seconds, with beats and breaths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safehold.core.settings import STANDARD
from safehold.core.types import Role
from safehold.live.sensor_traces import SensorTrace, sensor_traces
from tests.unit.live.test_preflight import BELT, ECG, RR, belt, heart

NOW = 545.0


def traces(*looks, people=("client",)) -> tuple[SensorTrace, ...]:
    return sensor_traces(people, looks, now=NOW, settings=STANDARD)


def test_heart_beats_are_marked_where_they_are():
    (trace,) = traces(heart())
    shown = trace.events[trace.events > NOW - 8.0]
    assert shown.size >= 9
    assert np.abs((shown - 500.0) % 0.8 - 0.4).max() < 0.03
    assert NOW - trace.times[0] == pytest.approx(10.0, abs=0.1)


def test_inspirations_are_marked_where_they_begin():
    (trace,) = traces(belt())
    shown = trace.events[trace.events > NOW - 25.0]
    assert shown.size >= 5
    off = (shown - 500.0 + 2.0) % 4.0 - 2.0  # breaths of 4 s
    assert np.abs(off).max() < 0.6


def test_a_sensor_that_is_read_the_other_way_up_is_drawn_so():
    (upright,), (turned,) = traces(heart()), traces(heart(spec=replace(ECG, inverted=True)))
    assert np.array_equal(turned.values, -upright.values)


def test_what_stopped_keeps_the_time_when_it_did():
    look = heart(newest=541.0)
    (trace,) = traces(look)
    assert trace.times[-1] == pytest.approx(541.0)
    assert trace.now == NOW


def test_every_heart_and_belt_of_the_people_has_one_and_nobody_else():
    strap = heart(spec=RR, stamps=np.arange(500.0, 545.0, 0.9), values=np.full(50, 900.0))
    stray = heart(spec=replace(ECG, person=None))
    empty = belt(newest=float("nan"), stamps=np.empty(0), values=np.empty(0))
    other = heart(spec=replace(ECG, role=Role.EVENTS))
    found = traces(strap, stray, empty, other)
    assert [trace.spec for trace in found] == [RR, BELT]
    assert found[0].events.size == found[0].times.size > 5
    assert found[1].times.size == 0
