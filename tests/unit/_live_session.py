"""A live session with its own threads, over inlets, outlets and a clock that a test holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from acquisition.lsl import local_clock
from safehold.core.codebook import load_codebook
from safehold.core.study import Person, Study
from safehold.core.types import Role, StreamSpec
from safehold.core.worker import Service, Worker
from safehold.live import preparing
from safehold.live import session as module
from safehold.live.parts import LiveOptions
from safehold.live.publishing import Outlets
from safehold.live.session import LiveSession
from safehold.live.streams.connecting import Connection
from safehold.session.model import SessionModel
from tests.fakes import FakeInlet
from tests.helpers import wait_until

RR = StreamSpec("client-rr", "H10", "RR", "r", Role.RR, "client", "ms", 0.0, uid="rr")
BUTTONS = StreamSpec("buttons", "Buttons", "Markers", "b", Role.EVENTS, None, "", 0.0, uid="b")


class Inlet(FakeInlet):
    """Gives what a test puts in, stamped when it does; its clock is this computer's."""

    def __init__(self, uid: str) -> None:
        super().__init__(uid=uid)

    def put(self, value: float | bytes) -> None:
        values = [[value]] if isinstance(value, bytes) else np.array([[value]])
        self.line.append(RawChunk(np.array([local_clock()]), values))

    def measure_offset(self, timeout: float = 2.0) -> ClockMeasurement:
        return ClockMeasurement(local_clock(), 0.0, 0.001)


class Beating(Inlet):
    """A strap: an RR interval of 800 ms each .8 s."""

    def __init__(self, uid: str) -> None:
        super().__init__(uid)
        self._next = local_clock()

    def pull(self) -> RawChunk | None:
        if local_clock() >= self._next:
            self._next += 0.8
            self.put(800.0)
        return super().pull()


class FakeOutlet:
    """Keeps what is sent through it."""

    def __init__(self, name: str) -> None:
        self.info = SimpleNamespace(name=name, source_id=name)
        self.sent: list[tuple[object, ...]] = []
        self.trouble: Exception | None = None

    def send(self, *what: object) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(what)

    def wait_for_consumers(self, timeout: float) -> bool:
        return True

    def close(self) -> None: ...


class FakeOutlets(Outlets):
    """Real walls around outlets that send nowhere."""

    def __init__(self, session_id: str, people: list[str], *, pacer: bool = False) -> None:
        self.events, self.ticks = FakeOutlet("safehold-events"), FakeOutlet("safehold-ticks")
        self.journal, self.requests = FakeOutlet("safehold-engine"), FakeOutlet("requests")
        self._indices = {person: FakeOutlet(f"indices-{person}") for person in people}
        self._zones = {person: FakeOutlet(f"zone-{person}") for person in people}
        self._pacer, self.session_zero, self.troubles = None, 0.0, {}


class _Search:
    """Stands for what looks at the network."""

    def __init__(self, name: str) -> None:
        self.service = Service(name, self._run)

    @staticmethod
    def _run(worker: Worker) -> None:
        while not worker.wait(0.05):
            pass

    def look(self, now: float, phase: str, model: SessionModel) -> None: ...

    def identify(self, uid: str) -> None: ...

    def close(self) -> None: ...


class Live:
    """A session that runs, with its inlets and threads."""

    def __init__(self, session: LiveSession, inlets: dict[str, Inlet]) -> None:
        self.session, self.inlets = session, inlets
        self.kept_from_ending: list[Callable[[], object]] = []
        """Steps of the end that a test put something else in the place of."""

    @property
    def outlets(self) -> FakeOutlets:
        return self.session._outlets

    def worker(self, name: str) -> Worker:
        return next(w for w in self.session.workers if w.name == name)

    def kill(self, name: str) -> None:
        """Have a thread fail at its next step, and wait until it is dead."""
        worker = self.worker(name)
        worker.fault = _fail
        wait_until(lambda: not worker.alive, 30, f"{name} is dead")

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Have a thread hang."""
        worker, go_on, hangs = self.worker(name), threading.Event(), threading.Event()

        def hang() -> None:
            hangs.set()
            go_on.wait(60)

        worker.fault = hang
        assert hangs.wait(20)
        try:
            yield
        finally:
            worker.fault = None
            go_on.set()

    def alarms(self) -> list[str]:
        return [alarm.what for alarm in self.session.model.alarms() if alarm.active]

    def ticks(self) -> list[int]:
        return [tick.t for tick, _ in self.outlets.ticks.sent]

    def codes(self) -> list[str]:
        return [event.code for event in self.session.model.events()]


def _fail() -> None:
    raise MemoryError("killed by a test")


def prepared(
    folder: Path, patch: pytest.MonkeyPatch, study: Study | None = None
) -> tuple[preparing.Prepared, dict[str, Inlet]]:
    """Return a session of a strap and a box of buttons that has not begun, and its inlets."""
    inlets: dict[str, Inlet] = {"rr": Beating("rr"), "b": Inlet("b")}
    offsets = {uid: ClockMeasurement(0.0, 0.0, 0.001) for uid in inlets}
    connection = Connection((RR, BUTTONS), inlets, offsets)
    patch.setattr(preparing, "connect", lambda *_, **__: connection)
    patch.setattr(preparing, "Outlets", FakeOutlets)
    patch.setattr(module, "LiveRatings", lambda *_, **__: _Search("ratings"))
    patch.setattr(module, "Returning", lambda *_: _Search("returning"))
    study = study or Study(people=(Person("client", "C01", "client"),))
    options = LiveOptions(folder, "s-01", study, load_codebook(), record=False)
    return preparing.prepare(options), inlets


@contextmanager
def live(folder: Path, patch: pytest.MonkeyPatch, study: Study | None = None) -> Iterator[Live]:
    """Run a session with a strap and a box of buttons."""
    made, inlets = prepared(folder, patch, study)
    with made:
        found = Live(made.begin(), inlets)
    try:
        yield found
    finally:
        found.session.stop()
        for step in found.kept_from_ending:
            step()
