"""The threads of a live session, with an engine that takes its time."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import numpy as np

from acquisition.inlet import RawChunk
from safehold.app.runner import FEW_CHUNKS, HEAVY_S, PAUSE_S, Runner


class SlowEngine:
    """Hangs in its first chunk until it is let go."""

    def __init__(self) -> None:
        self.busy, self.go_on = threading.Event(), threading.Event()
        self.several_arrived = threading.Event()
        self.n_arrived = self.n_processed = 0

    def arrived(self, uid: str) -> None:
        self.n_arrived += 1
        if self.n_arrived >= 5:
            self.several_arrived.set()

    def samples(self, uid: str, chunk: RawChunk) -> None:
        self.n_processed += 1
        self.busy.set()
        assert self.go_on.wait(20)

    def check_stalls(self) -> None:
        pass


def test_samples_are_known_to_have_arrived_while_the_engine_is_busy():
    engine = SlowEngine()
    inlet = SimpleNamespace(
        pull=lambda: RawChunk(np.array([1.0]), np.array([[1.0]])),
        measure_offset=lambda **_: None,
        overruns=0,
    )
    journal = SimpleNamespace(sync=lambda: None, anchor=lambda _: None)
    runner = Runner(engine, {"u1": inlet}, journal, clock=lambda: 0.0, on_status=lambda: None)
    runner.start()
    try:
        assert engine.busy.wait(20)
        assert engine.several_arrived.wait(20)
        assert engine.n_processed == 1
    finally:
        engine.go_on.set()
        assert runner.stop() == []
    assert engine.n_processed == engine.n_arrived


class BusyEngine(SlowEngine):
    """Takes more processor time for a chunk than one that completes no second."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[float] = []
        self.began: list[float] = []
        self.most_waiting = 0
        self.enough = threading.Event()

    def samples(self, uid: str, chunk: RawChunk) -> None:
        self.began.append(time.monotonic())
        self.n_processed += 1
        self.most_waiting = max(self.most_waiting, self.n_arrived - self.n_processed)
        until = time.thread_time() + 2 * HEAVY_S
        while time.thread_time() < until:
            pass
        self.ended.append(time.monotonic())
        if self.n_processed > 3 * FEW_CHUNKS:
            self.enough.set()


def test_the_window_gets_time_between_seconds_of_work_unless_much_waits():
    engine = BusyEngine()
    inlet = SimpleNamespace(
        pull=lambda: RawChunk(np.array([1.0]), np.array([[1.0]])),
        measure_offset=lambda **_: None,
        overruns=0,
    )
    journal = SimpleNamespace(sync=lambda: None, anchor=lambda _: None)
    runner = Runner(engine, {"u1": inlet}, journal, clock=lambda: 0.0, on_status=lambda: None)
    runner.start()
    try:
        assert engine.enough.wait(60)
    finally:
        assert runner.stop() == []
    gaps = np.array(engine.began[1:]) - np.array(engine.ended[:-1])
    assert gaps[:5].min() >= 0.9 * PAUSE_S
    assert np.mean(gaps < PAUSE_S / 2) > 0.2  # what waits is caught up with
    assert engine.most_waiting < 2 * FEW_CHUNKS
    assert engine.n_processed == engine.n_arrived
