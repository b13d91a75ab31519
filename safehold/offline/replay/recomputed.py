"""What the engine says of a recorded session, computed anew beside its replay.

Ticks, codes and alarms of a replay come from the recording. Beats, breaths and notices were
never published, and a session that no live engine watched has no ticks either: they are computed
in a thread that rests as long as it works, so that the window stays smooth.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from processing.measures.moving_pair import Effects, MovingPair, PairMoment
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.recipe import Recipe
from safehold.core.types import Baseline, Beat, Breath, EngineOutput, Event, Notice, Tick
from safehold.core.worker import Worker
from safehold.offline.inputs import RunInputs, UsedSamples, equal_chunks
from safehold.offline.recompute.runs import edited_by_hand, under
from safehold.offline.stages import steps
from safehold.session.ports import Step

WORK_S = 0.01
"""How long it works before it rests as long, s."""
PIECE_S = 5.0
"""Computed at a time, s of recording: a minute would hold the window for a tenth of a second."""
MEASURED = (Tick, Beat, Breath, Conditions, Baseline)
"""What measures are made from."""
GOES_ON = (Baseline, BreathingCalibration)
"""What a later run goes on from."""
TimedT = TypeVar("TimedT")


def _pieces(used: UsedSamples) -> Iterator[slice]:
    size = max(1, round(PIECE_S * used.spec.nominal_rate)) if used.spec.regular else 1
    return equal_chunks(size)(used)


def _end(moment: PairMoment) -> float:
    return moment.t


class _ByTime(Generic[TimedT]):
    """Things in the order of their times; one thread adds, others read."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.things: list[TimedT] = []

    def add(self, t: float, thing: TimedT) -> None:
        place = bisect_right(self.times, t)  # the end, but for what became final late
        self.things.insert(place, thing)
        self.times.insert(place, t)

    def between(self, t0: float, t1: float) -> list[TimedT]:
        first, last = bisect_left(self.times, t0), bisect_right(self.times, t1)
        return self.things[first:last]


class Recomputed:
    """What was computed of a session so far.

    Parameters
    ----------
    runs : sequence of RunInputs
        What each run of the live engine was fed with.
    people : sequence of str
        Everybody in them.
    known : dict, optional
        As of :class:`~processing.measures.moving_pair.MovingPair`.
    """

    def __init__(
        self, runs: Sequence[RunInputs], people: Sequence[str], known: Effects | None = None
    ) -> None:
        self._runs, self._known = runs, known
        self._beats: dict[str, _ByTime[Beat]] = {person: _ByTime() for person in people}
        self._breaths: dict[str, _ByTime[Breath]] = {person: _ByTime() for person in people}
        self._notices: _ByTime[Notice] = _ByTime()
        self._events: dict[str, Event] = {}
        self._ticks: dict[str, list[Tick]] = {person: [] for person in people}
        self._people, self._pair = tuple(people), MovingPair(tuple(people), known)
        self._pair_moments: list[PairMoment] = []
        self.measured: list[EngineOutput] = []
        """Everything that measures are made from."""
        self.baselines: dict[str, Baseline] = {}
        """By id."""
        self.until = float(runs[0].run.first_tick - 1)
        """Session time up to which it has come, s."""
        self.done = False
        self._lock = threading.Lock()
        self._worker = Worker("recompute", self._work, hangs_s=float("inf"))

    def start(self) -> None:
        """Begin to compute."""
        self._worker.start()

    def stop(self) -> None:
        """End, done or not."""
        self.retire()
        self._worker.join(5.0)

    def retire(self) -> None:
        """Ask it to end, without waiting for that."""
        self._worker.ask_to_stop()

    @property
    def working(self) -> bool:
        """True until its thread has ended."""
        return self._worker.alive

    @property
    def failure(self) -> BaseException | None:
        """What ended it before its time."""
        return self._worker.failure

    def beats(self, person: str, t0: float, t1: float) -> list[Beat]:
        """Return a person's beats between two session times, s."""
        with self._lock:
            return self._beats[person].between(t0, t1)

    def breaths(self, person: str, t0: float, t1: float) -> list[Breath]:
        """Return a person's breaths between two session times, s."""
        with self._lock:
            return self._breaths[person].between(t0, t1)

    def notices(self, until: float) -> list[Notice]:
        """Return the notices up to a session time, s."""
        with self._lock:
            return self._notices.between(-float("inf"), until)

    def events(self, until: float) -> list[Event]:
        """Return what samples themselves told up to a session time, s: breaths that were held."""
        with self._lock:
            return [event for event in self._events.values() if event.onset <= until]

    def pair_moments(self, until: float) -> list[PairMoment]:
        """Return how the first two people went together up to a session time, s."""
        with self._lock:
            return self._pair_moments[: bisect_right(self._pair_moments, until, key=_end)]

    def take_ticks(self) -> dict[str, list[Tick]]:
        """Return the ticks that came since the last call, person by person."""
        with self._lock:
            new, self._ticks = self._ticks, {person: [] for person in self._ticks}
        return new

    def times(self, what: Step) -> list[float]:
        """Return the session times of everybody's beats, or of the onsets of breaths, s."""
        with self._lock:
            found = self._beats if what is Step.BEAT else self._breaths
            return [t for person in found.values() for t in person.times]

    # -- computing -----------------------------------------------------------------------------

    def _work(self, worker: Worker) -> None:
        given: list[EngineOutput] = []
        for k, inputs in enumerate(self._runs):
            if edited_by_hand(self._runs):
                inputs = under(Recipe(), {})(inputs, given, self._runs[:k])
            self._take(list(inputs.run.baselines.values()))
            self._pair = MovingPair(self._people, self._known)
            began = time.perf_counter()
            for step in steps(inputs, _pieces):
                self._take(step.outputs)
                given += (o for o in step.outputs if isinstance(o, GOES_ON))
                self.until = max(self.until, step.until)
                if worker.stopping:
                    return
                if (worked := time.perf_counter() - began) > WORK_S:
                    worker.wait(worked)
                    began = time.perf_counter()
        self.done = True

    def _take(self, outputs: Sequence[EngineOutput]) -> None:
        moments = self._pair.take(outputs)  # outside the lock: each takes some ms
        with self._lock:
            self._pair_moments += moments
            for output in outputs:
                if isinstance(output, MEASURED):
                    self.measured.append(output)
                if isinstance(output, Beat):
                    self._beats[output.person].add(output.time, output)
                elif isinstance(output, Breath):
                    self._breaths[output.person].add(output.t_insp, output)
                elif isinstance(output, Tick):
                    self._ticks[output.person].append(output)
                elif isinstance(output, Baseline):
                    self.baselines[output.baseline_id] = output
                elif isinstance(output, Event):
                    self._events[output.event_id] = output
                elif isinstance(output, Notice):
                    at = self.until if output.t is None else output.t
                    self._notices.add(at, output)
