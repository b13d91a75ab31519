"""What is drawn of a sensor before a session: its last seconds, with beats and breaths."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.inlet import RawChunk
from safehold.core.findings import Verdict
from safehold.core.settings import STANDARD
from safehold.core.study import Display, Study
from safehold.core.types import Role
from safehold.live.preparing import Prepared
from safehold.live.sensor_traces import SensorTrace, sensor_traces
from safehold.live.streams.connecting import Connection
from safehold.session.status import RecorderState, RecorderStatus
from tests.fakes import FakeInlet
from tests.unit.live.test_preflight import BELT, ECG, OFFSET, RR, belt, heart

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


class _Recorder:
    """A recorder that does what it does; nothing is started."""

    def __init__(self, state: RecorderState) -> None:
        self._state = state

    def now(self) -> RecorderStatus:
        return RecorderStatus(self._state, path="/study/s-01/recording.xdf")


def prepared(tmp_path: Path, display: Display = Display.FULL, *, record: bool = True) -> Prepared:
    chunk = RawChunk(heart().stamps, heart().values[:, None])
    parts = SimpleNamespace(
        connection=Connection((ECG,), {"u1": FakeInlet(chunk)}, {"u1": OFFSET}),
        options=SimpleNamespace(
            root=tmp_path, people=("client",), study=Study(), record=record
        ),
        display={"main": display},
        recorder=_Recorder(RecorderState.RECORDING),
    )  # fmt: skip
    return Prepared(parts, threading.Thread(), lambda _: None)


@pytest.mark.parametrize("display", Display)
def test_no_curve_is_drawn_where_the_study_shows_none(tmp_path, display):
    session = prepared(tmp_path, display)
    session._looks.look(0.0)
    (trace,) = session.traces()
    assert trace.spec == ECG
    assert (trace.times.size > 0) is (display is Display.FULL)
    assert (trace.events.size > 0) is (display is Display.FULL)


@pytest.mark.parametrize(("record", "verdict"), [(True, Verdict.OK), (False, Verdict.WARN)])
def test_a_recorder_that_records_already_or_is_not_wanted_is_not_tried(tmp_path, record, verdict):
    session = prepared(tmp_path, record=record)
    session.host_findings()
    session._host.close()
    (recorder,) = [f for f in session.host_findings() if f.what == "recorder"]
    session._host.close()
    assert recorder.verdict is verdict
    assert list(tmp_path.iterdir()) == []
