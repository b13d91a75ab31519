"""A session for the window's benches: simulated people through the real engine, fast.

Ten minutes of each signal are rendered once and repeated (the seams give a beat or two that are
flagged); samples go through the same pipeline and into the same model as in a live session.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from gui.session.spectator import Spectator
from processing.zones.pipeline import Pipeline
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Boundary,
    Chunk,
    ClockOffset,
    Event,
    EventKind,
    FloatArray,
    Mark,
    Role,
    StreamSpec,
)
from safehold.live.threads import pause_s
from safehold.session.model import SessionModel
from safehold.session.status import (
    RecorderState,
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamStatus,
)

ZERO = 1000.0
LOOP_S = 600
RATES = {"ecg": 1000.0, "respiration": 250.0, "ppg": 64.0}
ROLES = {"ecg": Role.ECG, "respiration": Role.RESPIRATION, "ppg": Role.PPG}
EVENTS = 200
CODES = ("int.support", "int.change", "ev.challenge", "fs.exploration", "cf.movement")
BASELINE_S = (30.0, 330.0)


@dataclass
class _Wave:
    spec: StreamSpec
    values: FloatArray
    sent: int = 0


class WindowLoad:
    """People with ECG, belt and PPG; ``feed`` brings the session up to a time.

    Parameters
    ----------
    people : tuple of str
        Labels.
    unseen : tuple of str
        People for whom the engine runs too, but who are not shown.
    engine : bool
        False: samples are shown, but nothing is computed.
    pauses : bool
        True: the engine makes room for the window, as in a live session.
    """

    def __init__(
        self,
        people: tuple[str, ...],
        *,
        unseen: tuple[str, ...] = (),
        engine: bool = True,
        pauses: bool = False,
    ) -> None:
        self._pauses = pauses
        simulation = simulate(SCRIPTS["full"], (*people, *unseen), seed=3)
        self.waves = []
        for source in make_sources(simulation, signals=tuple(RATES), rates=RATES):
            if source.info.person is None:
                continue
            signal, person = source.info.channels[0].label, source.info.person
            spec = StreamSpec(
                f"{person}-{signal}", source.info.name, source.info.type, source.info.source_id,
                ROLES[signal], person, source.info.channels[0].unit, source.info.rate,
            )  # fmt: skip
            values = source.take(float(LOOP_S))[1][:, 0].astype(np.float64)
            self.waves.append(_Wave(spec, values))
        specs = [wave.spec for wave in self.waves]
        shown = [spec for spec in specs if spec.person in people]
        self.model = SessionModel(people, shown, STANDARD)
        self.pipeline = Pipeline(specs, STANDARD, session_zero=ZERO) if engine else None
        for spec in specs:
            self._engine(ClockOffset(spec.stream_id, 0, 0.0, 1e-4))
        self.now = 0.0
        self._baseline = 0
        self._events = 0
        self.show_status()

    def _engine(self, item: Chunk | ClockOffset | Mark) -> None:
        if self.pipeline is None:
            return
        before = time.thread_time()
        self.model.apply(self.pipeline.feed(item))
        if self._pauses:  # as the workbench's own thread does
            time.sleep(pause_s(time.thread_time() - before, 0))

    def feed(self, until: float) -> None:
        """Hand over all samples before ``until``, s."""
        for wave in self.waves:
            last = int(until * wave.spec.nominal_rate)
            if last <= wave.sent:
                continue
            rows = np.arange(wave.sent, last)
            times = rows / wave.spec.nominal_rate
            values = wave.values[rows % wave.values.size]
            self.model.waveform(wave.spec.stream_id, times, values)
            self._engine(Chunk(wave.spec.stream_id, wave.sent, ZERO + times, values))
            wave.sent = last
        self.now = until
        self._mark_baseline()

    def _mark_baseline(self) -> None:
        start, stop = BASELINE_S
        event = Event("p1", "ph.baseline", start, None, EventKind.INTERVAL)
        if self._baseline == 0 and self.now >= start:
            self._engine(Mark(event, Boundary.START))
            self._baseline = 1
        elif self._baseline == 1 and self.now >= stop:
            self._engine(Mark(event, Boundary.STOP))
            self._baseline = 2

    def add_events(self, count: int, until: float) -> None:
        """Have ``count`` of 200 events, spread over ``until`` seconds; every second is a span."""
        while self._events < count:
            onset = (self._events + 0.5) * until / EVENTS
            span = self._events % 2
            code = CODES[self._events % len(CODES)]
            kind = EventKind.INTERVAL if span else EventKind.POINT
            event = Event(f"e{self._events}", code, onset, 20.0 * span, kind)
            self.model.set_event(event)
            self._events += 1

    def show_status(self) -> None:
        """Say what a header says."""
        streams = tuple(
            StreamStatus(w.spec, alive=True, last_sample_age_s=0.02, rate=w.spec.nominal_rate)
            for w in self.waves
        )
        recorder = RecorderStatus(
            RecorderState.RECORDING, "", int(30_000 * self.now), 0.1, self.now, 10**11
        )
        self.model.set_status(
            SessionStatus("bench", SessionState.LIVE, "conversation", self.now, 47.0, recorder,
                          streams, ())
        )  # fmt: skip


class Clockwork(Spectator):
    """A picture whose clock stands where it is told to."""

    def __init__(self, model: SessionModel) -> None:
        super().__init__(model)
        self.now = 0.0

    def clock(self) -> float:
        """Return the session time that was set."""
        return self.now


def memory_mb() -> float:
    """Return this process's resident memory, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
