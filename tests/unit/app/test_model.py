"""What the window keeps of a session in order to draw it."""

from __future__ import annotations

import numpy as np

from safehold.app.model import SessionModel
from safehold.core.settings import STANDARD
from safehold.core.types import Role, StreamSpec


def spec(name: str, role: Role) -> StreamSpec:
    return StreamSpec(name, name, role.value, name, role, "client", "mV", 100.0)


def test_the_whole_session_is_kept_of_what_is_drawn_and_of_nothing_else():
    streams = [spec("finger", Role.PPG), spec("chest", Role.ECG), spec("belt", Role.RESPIRATION)]
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
