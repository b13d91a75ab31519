"""Alarms of a live session, and who keeps them going when a part of it has died.

The *status* thread works out how everything is, four times a second; the *journal* thread syncs.
The supervisor's own thread watches them with all the others, keeps the alarms, and tells the model
what stopped: it needs neither the engine nor the status to say so.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from safehold.core.alarms import AlarmChange, AlarmKind
from safehold.core.messages import NOTHING, Message
from safehold.core.worker import Service, Worker
from safehold.files.journal import Journal
from safehold.live.alarms import AlarmBook, Condition, conditions
from safehold.live.engine_alarms import (
    ACQUIRE,
    PROCESS,
    conditions_of_journal,
    conditions_of_journal_place,
    conditions_of_outlets,
    conditions_of_threads,
    conditions_of_window,
)
from safehold.live.publishing import Outlets
from safehold.live.supervisor import Breakdown, Supervisor, WorkerFault
from safehold.session.model import SessionModel
from safehold.session.status import EngineState, SessionStatus

logger = logging.getLogger("safehold.live.watch")

STATUS_EVERY_S = 0.25
ANCHOR_EVERY_S = 60.0
SLOW_DISK_S = 3.0
"""A journal that is not synced for this long hangs, as a recorder's does."""
TOLD_S = 10.0
"""A failed part of the window is an alarm for this long, if nobody has seen it before, s."""


class LiveWatch:
    """Keeps status, alarms and the watch over all threads of a session.

    Parameters
    ----------
    model : SessionModel
        Gets status, alarms and the state of the engine.
    outlets : Outlets
        Their troubles are alarms.
    journal : callable
        Gives the journal of the present run.
    status : callable
        Works out the status; None where nobody could look just now.
    workers : callable
        Gives the session's other threads.
    clock : callable
        Session time, s.
    lsl_clock : callable
        The LSL clock, s, for the anchors of the journal.
    prefix : str
        Begins the ids of this run's alarms.
    """

    def __init__(
        self,
        model: SessionModel,
        outlets: Outlets,
        *,
        journal: Callable[[], Journal],
        status: Callable[[], SessionStatus | None],
        workers: Callable[[], Sequence[Worker]],
        clock: Callable[[], float],
        lsl_clock: Callable[[], float],
        prefix: str,
    ) -> None:
        self._model, self._outlets = model, outlets
        self._journal, self._make_status, self._workers = journal, status, workers
        self._clock, self._lsl_clock = clock, lsl_clock
        self._alarms = AlarmBook(prefix)
        self._lock = threading.Lock()
        self._of_status: tuple[Condition, ...] = ()
        self._troubles: tuple[Breakdown, ...] = ()
        self._failure: tuple[Message, float] = NOTHING, 0.0
        self._restarting, self._not_restarted = False, NOTHING
        self.services = (
            Service("status", self._keep_status),
            Service("journal", self._keep_journal, hangs_s=SLOW_DISK_S),
        )
        self._supervisor = Supervisor(self.watched, self.report)

    def start(self) -> None:
        """Begin to watch."""
        for service in self.services:
            service.start()
        self._supervisor.start()

    def stop(self) -> None:
        """End the watch, and the threads that it keeps."""
        self._supervisor.stop()
        for service in self.services:
            service.stop(1.0)

    def acknowledge(self, alarm_id: str, at: float) -> None:
        """Say that an alarm has been seen."""
        with self._lock:
            change = self._alarms.acknowledge(alarm_id, at)
            if change is None:
                self._model.refuse(Message("That alarm has already been seen, or is gone."))
            self._note([] if change is None else [change])

    def fail(self, what: Message) -> None:
        """Raise an alarm for a part of the window that failed."""
        self._failure = what, time.monotonic()

    def restarting(self) -> None:
        """Note that the engine is restarted: its threads are not missed meanwhile."""
        self._restarting, self._not_restarted = True, NOTHING

    def restarted(self, why_not: Message = NOTHING) -> None:
        """Note that the engine was restarted, or why it could not be."""
        self._restarting, self._not_restarted = False, why_not

    def needs_engine(self) -> bool:
        """Tell whether what is wrong takes a fresh engine: it died, or a thread of its hangs."""
        return any(
            trouble.worker == PROCESS or trouble.fault is WorkerFault.HANGS
            for trouble in self._troubles
        )

    def is_stopped(self, worker: str) -> bool:
        """Tell whether a thread was dead or hung at the last look."""
        return any(trouble.worker == worker for trouble in self._troubles)

    def watched(self) -> Sequence[Worker]:
        """Return all threads that are watched now."""
        return [*self._workers(), *(service.worker for service in self.services)]

    # -- in the supervisor's thread ------------------------------------------------------------

    def report(self, troubles: tuple[Breakdown, ...]) -> None:
        """Say in the model what is wrong, then keep it in the journal."""
        state = EngineState.PARTLY if troubles else EngineState.RUNNING
        if self._not_restarted:
            troubles = (*troubles, Breakdown(PROCESS, WorkerFault.DEAD, self._not_restarted))
        if self._restarting:
            state, troubles = EngineState.RESTARTING, ()
        elif any(trouble.worker in (PROCESS, ACQUIRE) for trouble in troubles):
            state = EngineState.STOPPED
        self._troubles = troubles
        self._model.set_engine(state, time.monotonic())
        with self._lock:
            found = (*self._conditions(troubles), *self._of_status)
            self._note(self._alarms.update(found, self._clock()))

    def _conditions(self, troubles: Sequence[Breakdown]) -> Iterator[Condition]:
        yield from conditions_of_threads(troubles)
        journal = self._journal()
        yield from conditions_of_journal(journal.trouble, journal.n_waiting)
        yield from conditions_of_journal_place(journal.place, time.monotonic())
        yield from conditions_of_outlets(dict(self._outlets.troubles))
        failure, since = self._failure
        if time.monotonic() - since < TOLD_S:
            yield from conditions_of_window(failure)

    def _note(self, changes: Sequence[AlarmChange]) -> None:
        if changes:
            self._model.set_alarms(self._alarms.alarms())
        for change in changes:
            self._journal().alarm(change)

    # -- in their own threads ---------------------------------------------------------------

    def _keep_status(self, worker: Worker) -> None:
        while not worker.wait(STATUS_EVERY_S):
            status = self._make_status()
            if status is not None:
                self._take_status(status)

    def _take_status(self, status: SessionStatus) -> None:
        self._model.set_status(status)
        found = conditions(status)
        if self.is_stopped(ACQUIRE):  # their silence is ours
            found = tuple(c for c in found if c.kind in (AlarmKind.DISK, AlarmKind.RECORDER))
        self._of_status = found

    def _keep_journal(self, worker: Worker) -> None:
        next_anchor = 0.0
        while not worker.wait(STATUS_EVERY_S):
            now = time.monotonic()
            if now >= next_anchor:
                next_anchor = now + ANCHOR_EVERY_S
                self._journal().anchor(self._lsl_clock())
            self._journal().sync()
