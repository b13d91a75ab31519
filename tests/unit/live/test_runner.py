"""The threads of a live session, with an engine that takes its time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.inlet import RawChunk
from safehold.core.types import Role, StreamSpec
from safehold.core.worker import Worker
from safehold.live import threads as runner_module
from safehold.live.threads import FEW_CHUNKS, HEAVY_S, PAUSE_S, Runner
from tests.helpers import wait_until

SPEC = StreamSpec("s", "s", "ECG", "s", Role.ECG, "client", "mV", 250.0, uid="u1")


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

    def take_marks(self) -> None:
        pass


def runner_of(engine: SlowEngine, pull: Callable[[], RawChunk | None]) -> Runner:
    inlet = SimpleNamespace(pull=pull, measure_offset=lambda **_: None, overruns=0)
    return Runner(engine, engine, [SPEC], {"u1": inlet})


def one() -> RawChunk:
    return RawChunk(np.array([1.0]), np.array([[1.0]]))


def test_samples_are_known_to_have_arrived_while_the_engine_is_busy():
    engine = SlowEngine()
    runner = runner_of(engine, one)
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
    """Takes as much processor time for a chunk as one that completes a person's second."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[float] = []
        self.ended: list[float] = []

    def samples(self, uid: str, chunk: RawChunk) -> None:
        super().samples(uid, chunk)
        self.began.append(time.monotonic())
        until = time.thread_time() + 2 * HEAVY_S
        while time.thread_time() < until:
            pass
        self.ended.append(time.monotonic())


class CountedWorker(Worker):
    """Counts the pauses that it makes."""

    n_pauses = 0

    def wait(self, seconds: float) -> bool:
        CountedWorker.n_pauses += seconds == PAUSE_S
        return super().wait(seconds)


@pytest.mark.slow
def test_the_window_gets_time_between_seconds_of_work_unless_much_waits(monkeypatch):
    monkeypatch.setattr(runner_module, "Worker", CountedWorker)
    monkeypatch.setattr(CountedWorker, "n_pauses", 0)
    n = 2 * FEW_CHUNKS
    engine, left = BusyEngine(), iter(range(n))
    runner = runner_of(engine, lambda: one() if next(left, None) is not None else None)
    runner.start()
    try:
        wait_until(lambda: engine.n_arrived == n)  # the first is held, all others wait
        engine.go_on.set()
        wait_until(lambda: len(engine.ended) == n)
    finally:
        engine.go_on.set()
        assert runner.stop() == []
    assert CountedWorker.n_pauses in (
        FEW_CHUNKS - 1,
        FEW_CHUNKS,
    )  # stopped in the last one, or after it
    gaps = np.array(engine.began[1:]) - np.array(engine.ended[:-1])
    assert np.count_nonzero(gaps >= 0.9 * PAUSE_S) >= FEW_CHUNKS - 1
    assert gaps[-(FEW_CHUNKS - 1) :].min() >= 0.9 * PAUSE_S
