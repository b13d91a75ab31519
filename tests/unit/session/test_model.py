"""What the window keeps of a session in order to draw it."""

from __future__ import annotations

import numpy as np

from safehold.core.settings import STANDARD
from safehold.core.study import Display
from safehold.core.types import Event, EventKind, Role, StreamSpec
from safehold.session.model import SessionModel
from safehold.session.veil import VeiledModel
from tests.helpers import spec


def test_the_whole_session_is_kept_of_what_is_drawn_and_of_nothing_else():
    kinds = {"finger": Role.PPG, "chest": Role.ECG, "belt": Role.RESPIRATION}
    streams = [spec(name, role, rate=100.0) for name, role in kinds.items()]
    model = SessionModel(("client",), streams, STANDARD)
    times = np.arange(1000) / 100
    for stream in streams:
        model.waveform(stream.stream_id, times, np.sin(times))
    kept = {
        stream.stream_id: model.history(stream.stream_id, 0.0, 10.0, column_s=0.2)[0].size > 0
        for stream in streams
    }
    assert kept == {"finger": False, "chest": True, "belt": True}
    assert all(model.snapshot(stream.stream_id, 5.0)[0].size for stream in streams)


BELT = StreamSpec("c-belt", "B", "RESP", "s", Role.RESPIRATION, "client", "a.u.", 25.0)


def test_a_turned_stream_is_shown_the_other_way_up_with_its_past():
    model = SessionModel(("client",), [BELT], STANDARD)
    times = np.arange(100) / 10
    model.waveform(BELT.stream_id, times, times)
    model.turn(BELT.stream_id, inverted=True)
    model.waveform(BELT.stream_id, times + 10, times + 10)
    np.testing.assert_array_equal(model.snapshot(BELT.stream_id, 100)[1], -np.arange(200) / 10)
    assert model.history(BELT.stream_id, 0, 20, column_s=1)[1].max() <= 0
    model.turn(BELT.stream_id, inverted=False)
    np.testing.assert_array_equal(model.snapshot(BELT.stream_id, 100)[1], np.arange(200) / 10)


def hold(duration: float | None) -> Event:
    return Event(
        "h1-client-70.00", "auto.breath_hold", 70.0, duration, EventKind.INTERVAL, "client",
        source="auto:breath_hold", t_entered=80.0,
    )  # fmt: skip


def test_a_breath_hold_is_one_event_that_closes_and_no_veiled_window_gets_it():
    model = SessionModel(("client",), [BELT], STANDARD)
    copies = [VeiledModel(model, display) for display in (Display.REDUCED, Display.BLIND)]
    model.apply([hold(None)])
    assert [event.duration for event in model.events()] == [None]
    model.apply([hold(20.0)])
    assert model.events() == (hold(20.0),)
    assert [copy.events() for copy in copies] == [(), ()]
