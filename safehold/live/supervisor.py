"""Watches the threads of a live session; is none of them, and shares nothing with them.

It only reads beats and ends, never waits for a lock, a disk or the network, and reports ten times
a second. Hangs are counted in its own looks: where the whole process got no time, nobody hung.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safehold.core.messages import NOTHING, Message, unforeseen
from safehold.core.worker import Worker

logger = logging.getLogger("safehold.live.supervisor")

LOOK_S = 0.1


class WorkerFault(StrEnum):
    """What is wrong with a worker."""

    DEAD = "dead"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A worker that does not work now."""

    worker: str
    """Its name."""
    fault: WorkerFault
    why: Message = NOTHING
    """What ended it, where that is known."""


class Supervisor:
    """Looks at workers ten times a second.

    Parameters
    ----------
    workers : callable
        Gives those to be watched now.
    report : callable
        Gets what is wrong after every look, in the supervisor's thread.
    """

    def __init__(
        self,
        workers: Callable[[], Sequence[Worker]],
        report: Callable[[tuple[Breakdown, ...]], object],
    ) -> None:
        self._workers, self._report = workers, report
        self._seen: dict[Worker, tuple[int, int]] = {}
        """Per worker the last count of beats, and for how many looks it has stood."""
        self._worker = Worker("supervisor", self._run)

    def start(self) -> None:
        """Begin to watch."""
        self._worker.start()

    def stop(self) -> None:
        """End; returns once the last report is over, or after a second."""
        self._worker.ask_to_stop()
        self._worker.join(1.0)

    def look(self) -> tuple[Breakdown, ...]:
        """Look once and return what is wrong."""
        workers = [worker for worker in self._workers() if worker.started]
        self._seen = {worker: self._count(worker) for worker in workers}
        return tuple(trouble for worker in workers if (trouble := self._judge(worker)) is not None)

    def _count(self, worker: Worker) -> tuple[int, int]:
        beats, looks = self._seen.get(worker, (-1, 0))
        return (worker.beats, 0) if worker.beats != beats else (beats, looks + 1)

    def _judge(self, worker: Worker) -> Breakdown | None:
        if worker.died:
            failure = worker.failure
            why = NOTHING if failure is None else unforeseen(failure)
            return Breakdown(worker.name, WorkerFault.DEAD, why)
        stands = self._seen[worker][1] * LOOK_S
        if worker.alive and not worker.stopping and stands >= worker.hangs_s:
            return Breakdown(worker.name, WorkerFault.HANGS)
        return None

    def _run(self, worker: Worker) -> None:
        while not worker.wait(LOOK_S):
            try:
                self._report(self.look())
            except Exception:  # the watch goes on, whatever became of a report
                logger.exception("the report failed")
