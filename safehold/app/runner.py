"""The threads of a live session: all of them start here, are named, and are joined on stop.

``acquire`` pulls inlets and hands over, nothing else, so that no other work can delay it.
``offsets`` measures clock offsets (those calls may block). ``process`` owns the
:class:`~safehold.app.live.LiveEngine`. The window has its own thread, the main one.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from safehold.app.journal import Journal
from safehold.app.live import LiveEngine
from safehold.core.errors import StreamError
from safehold.core.types import Mark, Parameters, StreamSpec

logger = logging.getLogger("safehold.app.runner")

POLL_S = 0.01
OFFSET_EVERY_S = 1.0
"""How often to ask liblsl, which measures every 2 s, for a new clock offset, s."""
QUEUE_CHUNKS = 4096
"""Chunks that may wait for processing; beyond it they are skipped, counted and logged."""
HEAVY_S, PAUSE_S = 0.001, 0.03
"""After a chunk that took so much processor time, as one does that completes a person's second,
the window gets a frame's time: it shares Python's lock with the engine, and the seconds of several
people in a row would cost it a frame or two."""
FEW_CHUNKS = 64
"""With more waiting there is no pause."""
STATUS_EVERY_S = 0.25
_LOOKED_S = 0.5
_HANGS_S = 5.0
ANCHOR_EVERY_S = 60.0
JOIN_S = 10.0

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Arrived:
    uid: str
    chunk: RawChunk
    missed: int
    """Samples before this chunk that found the queue full."""


def pause_s(took_s: float, waiting: int) -> float:
    """Return how long to leave Python's lock to the window after a chunk, s.

    Parameters
    ----------
    took_s : float
        Processor time that the chunk took.
    waiting : int
        Chunks that wait.
    """
    return PAUSE_S if took_s > HEAVY_S and waiting < FEW_CHUNKS else 0.0


def in_background(work: Work, name: str) -> None:
    """Do something that may take seconds without holding up the window."""
    threading.Thread(target=work, name=f"safehold-{name}", daemon=True).start()


class Runner:
    """Runs a live engine until it is stopped.

    Parameters
    ----------
    engine : LiveEngine
        Owned by the process thread from ``start`` to ``stop``.
    inlets : mapping of str to RawInlet
        Opened inlets by the uid of their stream.
    journal : Journal
        Synced here.
    clock : callable
        The LSL clock, s.
    on_status : callable
        Called four times a second in the process thread, to refresh the header.
    on_return : callable, optional
        Gets the uid of an inlet that liblsl has connected to a sender again, and must not block.
        What comes from it is held back until :meth:`release`. Without it nothing is held.
    """

    def __init__(
        self,
        engine: LiveEngine,
        inlets: Mapping[str, RawInlet],
        journal: Journal,
        *,
        clock: Callable[[], float],
        on_status: Callable[[], None],
        on_return: Callable[[str], None] | None = None,
    ) -> None:
        self._engine = engine
        self._inlets = dict(inlets)  # replaced, never changed: two threads read it
        self._journal = journal
        self._clock = clock
        self._on_status, self._on_return = on_status, on_return
        self._chunks: queue.Queue[_Arrived] = queue.Queue(QUEUE_CHUNKS)
        self._urgent: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._missed: dict[str, int] = {}
        self._held: dict[str, list[RawChunk]] = {}
        """Chunks by uid of inlets whose sender is not known yet; the acquire thread's."""
        self._verdicts: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._overruns: dict[str, int] = {}
        self._pulled = time.monotonic()
        self._stop = threading.Event()
        self._acquired = threading.Event()
        self.failure: BaseException | None = None
        """What ended a thread before its time."""
        self._threads = [
            threading.Thread(target=self._guard, args=(work,), name=f"safehold-{name}")
            for name, work in (
                ("acquire", self._acquire),
                ("offsets", self._measure),
                ("process", self._process),
            )
        ]
        for thread in self._threads:
            thread.daemon = True  # a hanging thread must not keep the window from closing

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def code(self, mark: Mark) -> None:
        """Hand a coded event to the engine; never dropped, returns at once."""
        self.post(partial(self._engine.mark, mark, publish=True))

    def post(self, work: Work) -> None:
        """Have the process thread do something soon; never dropped, returns at once."""
        self._urgent.put(work)

    def change(self, item: Parameters) -> None:
        """Hand changed parameters to the engine."""
        self._urgent.put(partial(self._engine.parameters, item))

    def join(self, spec: StreamSpec, inlet: RawInlet, offset: ClockMeasurement) -> None:
        """Take in a further stream that changes no tick; its inlet is open."""
        self._urgent.put(partial(self._engine.join, spec))
        self._urgent.put(partial(self._engine.measured, spec.uid, offset))
        self._inlets = {**self._inlets, spec.uid: inlet}

    def seen(
        self, offers: Mapping[str, str], doubled: Collection[str], gone: Collection[str]
    ) -> None:
        """Tell the engine what is on the network.

        Parameters
        ----------
        offers : mapping of str to str
            Which missing streams may be there again: uids by stream id.
        doubled : collection of str
            Inlets, by uid, whose stream is there twice.
        gone : collection of str
            Inlets, by uid, whose sender's program has ended.
        """
        self.post(partial(self._engine.seen, offers, doubled, gone))

    def release(self, uid: str, why_not: str = "") -> None:
        """Go on with an inlet that was held back, or, with a reason, end its stream."""
        self._verdicts.put((uid, why_not))

    def take_up(self, old: str, new: str, inlet: RawInlet, offset: ClockMeasurement) -> None:
        """Go on with another run of a stream's program; its inlet is open."""
        self.post(partial(self._engine.take_up, old, new))
        self.post(partial(self._engine.measured, new, offset))
        self._inlets = {**{u: i for u, i in self._inlets.items() if u != old}, new: inlet}

    def stop(self) -> list[str]:
        """Take in what has arrived, process it, and end; return threads that hang."""
        self._stop.set()
        deadline = time.monotonic() + JOIN_S
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        hanging = [thread.name for thread in self._threads if thread.is_alive()]
        for name in hanging:
            logger.error("thread %s did not end within %.0f s", name, JOIN_S)
        return hanging

    def _guard(self, work: Work) -> None:
        try:
            work()
        except Exception as error:  # a dead thread must be seen, whatever it was
            logger.exception("%s failed", threading.current_thread().name)
            self.failure = error
            self._stop.set()

    def _acquire(self) -> None:
        try:
            while not self._stop.wait(POLL_S):
                self._pull_all()
            self._pull_all()
        finally:
            self._acquired.set()

    def _pull_all(self) -> None:
        self._pulled = time.monotonic()
        self._judge_held()
        for uid, inlet in list(self._inlets.items()):
            try:
                chunk = inlet.pull()
            except StreamError:
                self._end(uid)
                continue
            if self._on_return is not None and inlet.was_clock_reset():
                self._held.setdefault(uid, [])
                self._on_return(uid)
            if inlet.overruns > self._overruns.get(uid, 0):
                self._overruns[uid] = inlet.overruns
                self._urgent.put(partial(self._engine.overflowed, uid))
            if chunk is None:
                continue
            self._engine.arrived(uid)
            if uid in self._held:
                self._held[uid].append(chunk)
            else:
                self._hand_over(uid, chunk)

    def _hand_over(self, uid: str, chunk: RawChunk) -> None:
        missed = self._missed.pop(uid, 0)
        try:
            self._chunks.put_nowait(_Arrived(uid, chunk, missed))
        except queue.Full:
            self._missed[uid] = missed + len(chunk)

    def _end(self, uid: str, why: str = "") -> None:
        self._held.pop(uid, None)
        self._inlets = {u: i for u, i in self._inlets.items() if u != uid}
        self._urgent.put(partial(self._engine.lost, uid, why))

    def _judge_held(self) -> None:
        """Hand over what was held back, or end its stream, where it is known by now."""
        while not self._verdicts.empty():
            uid, why_not = self._verdicts.get()
            if why_not:
                self._end(uid, why_not)
            else:
                for chunk in self._held.pop(uid, []):
                    self._hand_over(uid, chunk)

    def _measure(self) -> None:
        while not self._stop.wait(OFFSET_EVERY_S):
            for uid, inlet in list(self._inlets.items()):
                try:
                    measurement = inlet.measure_offset(timeout=1.0)
                except StreamError:
                    continue  # the acquire thread finds out and says so
                if measurement is not None:
                    self._engine.answered(uid)
                    self._urgent.put(partial(self._engine.measured, uid, measurement))
                if self._stop.is_set():
                    return

    def _process(self) -> None:
        next_status = next_anchor = 0.0
        while not (self._acquired.is_set() and self._chunks.empty() and self._urgent.empty()):
            idle = not self._process_one()
            now = time.monotonic()
            if idle and not self._stop.is_set():
                self._engine.check_stalls()
            if now >= next_status and self._has_looked(now):
                next_status = now + STATUS_EVERY_S
                self._journal.sync()
                self._on_status()
            if now >= next_anchor:
                next_anchor = now + ANCHOR_EVERY_S
                self._journal.anchor(self._clock())

    def _has_looked(self, now: float) -> bool:
        """Tell whether streams were pulled just now.

        After a moment without processor time nobody has looked at them yet, and a status would
        call all of them silent. A thread that hangs is not waited for.
        """
        since = now - self._pulled
        return since < _LOOKED_S or since > _HANGS_S or self._acquired.is_set()

    def _process_one(self) -> bool:
        """Do all urgent work and one chunk; return whether there was a chunk."""
        while not self._urgent.empty():
            self._urgent.get()()
        try:
            item = self._chunks.get(timeout=0.02)
        except queue.Empty:
            return False
        if item.missed:
            self._engine.skipped(item.uid, item.missed)
        before = time.thread_time()
        self._engine.samples(item.uid, item.chunk)
        self._stop.wait(pause_s(time.thread_time() - before, self._chunks.qsize()))
        return True
