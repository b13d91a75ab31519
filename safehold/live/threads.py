"""The threads between the inlets and the engine; a failing one takes no other with it.

``acquire`` pulls the inlets of signals and hands over, nothing else, so that no other work can
delay it. ``markers`` pulls those of markers and ratings and writes them down itself, so that they
need neither the engine nor the signals. ``offsets`` measures clock offsets (those calls may
block). ``process`` owns the :class:`~safehold.live.engine.LiveEngine`. The window has its own
thread, the main one; the :mod:`safehold.live.supervisor` watches them all.

All four can be started again with a new engine while the session runs (`Runner.start_again`): the
inlets and what is known of them stay. A thread that hung keeps its old round and can do no more.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from safehold.core.errors import StreamError
from safehold.core.messages import NOTHING, Message
from safehold.core.types import Parameters, StreamSpec
from safehold.core.worker import RetiredError, Worker
from safehold.live.engine import LiveEngine
from safehold.live.held_back import HeldBack
from safehold.live.inlet_streams import TEXT_ROLES, InletStreams
from safehold.live.round import Arrived, ForStreams, Round, Task

logger = logging.getLogger("safehold.live.threads")

POLL_S = 0.01
OFFSET_EVERY_S = 1.0
"""How often to ask liblsl, which measures every 2 s, for a new clock offset, s."""
OFFSET_WAIT_S = 0.3
"""How long to wait for the answer of one sender, s."""
HEAVY_S, PAUSE_S = 0.001, 0.03
"""After a chunk that took so much processor time, as one does that completes a person's second,
the window gets a frame's time: it shares Python's lock with the engine, and the seconds of several
people in a row would cost it a frame or two."""
FEW_CHUNKS = 64
"""With more waiting there is no pause."""
LOOKED_S = 0.5
JOIN_S = 10.0
GIVE_UP_S = 2.0
"""How long a thread that hangs is waited for before the others are restarted, s."""


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


def marker_inlets(specs: Iterable[StreamSpec]) -> frozenset[str]:
    """Return the uids of inlets that give nothing but markers and ratings."""
    specs = tuple(specs)
    signals = {spec.uid for spec in specs if spec.role not in TEXT_ROLES}
    return frozenset(spec.uid for spec in specs) - signals


class Runner:
    """Runs a live engine, from :meth:`start` until it is stopped.

    Parameters
    ----------
    engine, markers
        Those of the first run.
    specs : sequence of StreamSpec
        The session's streams.
    inlets : mapping of str to RawInlet
        Opened inlets by the uid of their stream.
    on_return : callable, optional
        Gets the uid of an inlet that liblsl has connected to a sender again, and must not block.
        What comes from it is held back until :meth:`release`. Without it nothing is held.
    """

    def __init__(
        self,
        engine: LiveEngine,
        markers: InletStreams,
        specs: Sequence[StreamSpec],
        inlets: Mapping[str, RawInlet],
        *,
        on_return: Callable[[str], None] | None = None,
    ) -> None:
        self._specs: dict[str, StreamSpec] = {}
        self._marker_uids: frozenset[str] = frozenset()
        self._describe(specs)
        self._inlets = dict(inlets)  # replaced, never changed: several threads read it
        self._on_return = on_return
        self._offsets: dict[str, ClockMeasurement] = {}
        self._ended: dict[str, Message] = {}
        """Why an inlet gives nothing any more, by uid."""
        self._stuck: set[str] = set()
        """Inlets whose clock is not asked any more: the call never came back."""
        self._seen: tuple[Mapping[str, str], Collection[str], Collection[str]] = ({}, (), ())
        self._held = HeldBack()
        self._pulled = time.monotonic()
        self._lock = threading.Lock()
        self._works: Mapping[str, Callable[[Round, Worker], None]] = {
            "acquire": self._acquire,
            "markers": self._mark,
            "offsets": self._measure,
            "process": self._process,
        }
        self._round = self._new_round(engine, markers)

    def _describe(self, specs: Iterable[StreamSpec]) -> None:
        self._specs = {**self._specs, **{spec.stream_id: spec for spec in specs}}
        self._marker_uids = marker_inlets(self._specs.values())

    @property
    def specs(self) -> tuple[StreamSpec, ...]:
        """The session's streams, with those that joined, by the uids that they have now."""
        return tuple(self._specs.values())

    @property
    def workers(self) -> tuple[Worker, ...]:
        """The threads of the present start."""
        return self._round.workers

    def looked_s(self) -> float:
        """Return how long ago the streams were pulled, s.

        After a moment without processor time nobody has looked at them yet, and a status would
        call all of them silent (see :data:`LOOKED_S`).
        """
        return time.monotonic() - self._pulled

    # -- from start to stop --------------------------------------------------------------------

    def start(self) -> None:
        """Start the threads."""
        self._pulled = time.monotonic()
        for worker in self._round.workers:
            worker.start()

    def start_again(self, engine: LiveEngine, markers: InletStreams) -> None:
        """Start threads with another engine, once the earlier ones are over (:meth:`halt`).

        Parameters
        ----------
        engine, markers
            Fresh ones of this run; they hear what is known of each inlet.
        """
        old, new = self._round, self._new_round(engine, markers)
        self._round = new
        for uid, offset in self._offsets.items():
            self._tell(uid, partial(_measured, uid, offset))
        for uid, why in self._ended.items():
            self._tell(uid, partial(_lost, uid, why))
        self._tell_all(lambda part: part.seen(*self._seen))
        while not old.for_engine.empty():
            if (task := old.for_engine.get()).keep:
                new.for_engine.put(task)
        self.start()

    def _new_round(self, engine: LiveEngine, markers: InletStreams) -> Round:
        new = Round(engine, markers)
        new.workers = tuple(self._worker(name, new) for name in self._works)
        return new

    def _worker(self, name: str, run: Round) -> Worker:
        return Worker(name, partial(self._works[name], run))

    def revive(self) -> None:
        """Start threads again that have died; the engine goes on where it is.

        Not for the thread that computes: what it left behind is not known.
        """
        run = self._round
        workers = tuple(
            self._worker(worker.name, run) if worker.died else worker for worker in run.workers
        )
        for worker in workers:
            if not worker.started:
                worker.start()
        run.workers = workers

    def halt(self) -> None:
        """Give up the threads, so that they can be restarted; blocks for two seconds at most.

        An inlet in which one of them hangs is given up with it.
        """
        run = self._round
        run.acquired.set()
        for worker in run.workers:
            worker.ask_to_stop()
        deadline = time.monotonic() + GIVE_UP_S
        for worker in run.workers:
            if worker.join(deadline - time.monotonic()):
                continue
            uid = run.touched.get(worker.name, "")
            if worker.name == "offsets":
                self._stuck.add(uid)
            elif uid:
                self._drop(uid, Message("its inlet does not answer; start its program again"))

    def stop(self) -> list[str]:
        """Take in what has arrived, process it, and end; return workers that hang."""
        run = self._round
        for worker in run.workers:
            worker.ask_to_stop()
        deadline = time.monotonic() + JOIN_S
        for worker in run.workers:
            worker.join(min(deadline - time.monotonic(), JOIN_S / 2))
            run.acquired.set()  # the first one has acquired, or never will
        for worker in run.workers:
            if worker.failure is not None and worker.name == "markers":
                self._last_markers(run)
        hanging = [worker.name for worker in run.workers if worker.alive]
        for name in hanging:
            logger.error("thread %s did not end within %.0f s", name, JOIN_S)
        return hanging

    # -- what others ask for -------------------------------------------------------------------

    def post(self, work: Callable[[LiveEngine], object], *, keep: bool = False) -> None:
        """Have the process thread do something soon; never dropped, returns at once.

        ``keep``: also by the next engine, where this one ends before.
        """
        self._round.for_engine.put(Task(work, keep))

    def change(self, item: Parameters) -> None:
        """Hand changed parameters to the engine."""
        self.post(lambda engine: engine.parameters(item), keep=True)

    def respec(self, spec: StreamSpec) -> None:
        """Say that a stream is described otherwise from the next start on."""
        with self._lock:
            self._describe([spec])

    def join(self, spec: StreamSpec, inlet: RawInlet, offset: ClockMeasurement) -> None:
        """Take in a further stream that changes no tick; its inlet is open."""
        with self._lock:
            self._describe([spec])
            self._offsets[spec.uid] = offset
        self._tell(spec.uid, lambda part: part.join(spec))
        self._tell(spec.uid, partial(_measured, spec.uid, offset))
        with self._lock:
            self._inlets = {**self._inlets, spec.uid: inlet}

    def seen(
        self, offers: Mapping[str, str], doubled: Collection[str], gone: Collection[str]
    ) -> None:
        """Tell what is on the network.

        Parameters
        ----------
        offers : mapping of str to str
            Which missing streams may be there again: uids by stream id.
        doubled : collection of str
            Inlets, by uid, whose stream is there twice.
        gone : collection of str
            Inlets, by uid, whose sender's program has ended.
        """
        self._seen = offers, doubled, gone
        self._tell_all(lambda part: part.seen(offers, doubled, gone))

    def release(self, uid: str, why_not: Message = NOTHING) -> None:
        """Go on with an inlet that was held back, or, with a reason, end its stream."""
        self._held.judge(uid, why_not, markers=uid in self._marker_uids)

    def take_up(self, old: str, new: str, inlet: RawInlet, offset: ClockMeasurement) -> None:
        """Go on with another run of a stream's program; its inlet is open."""
        self._tell(old, lambda part: part.take_up(old, new))
        with self._lock:
            self._describe(
                [replace(spec, uid=new) for spec in self._specs.values() if spec.uid == old]
            )
            self._offsets = {u: o for u, o in self._offsets.items() if u != old} | {new: offset}
            self._ended.pop(old, None)
        self._tell(new, partial(_measured, new, offset))
        with self._lock:
            self._inlets = {**{u: i for u, i in self._inlets.items() if u != old}, new: inlet}

    # -- who hears it --------------------------------------------------------------------------

    def _tell(self, uid: str, work: ForStreams) -> None:
        """Have the owner of an inlet's streams do something soon."""
        run = self._round
        if uid in self._marker_uids:
            run.for_markers.put(work)
        else:
            run.for_engine.put(Task(work, keep=False))

    def _tell_all(self, work: ForStreams) -> None:
        run = self._round
        run.for_engine.put(Task(work, keep=False))
        run.for_markers.put(work)

    def _drop(self, uid: str, why: Message = NOTHING) -> None:
        """End an inlet's streams."""
        with self._lock:
            self._held.drop(uid)
            self._inlets = {u: i for u, i in self._inlets.items() if u != uid}
            self._ended[uid] = why
        self._tell(uid, partial(_lost, uid, why))

    # -- the threads ---------------------------------------------------------------------------

    def _mine(self, run: Round, *, markers: bool) -> list[tuple[str, RawInlet]]:
        """Return the inlets of markers, or all others; nothing for a thread that was replaced."""
        if run is not self._round:
            raise RetiredError
        texts = self._marker_uids
        return [(uid, inlet) for uid, inlet in self._inlets.items() if (uid in texts) is markers]

    def _acquire(self, run: Round, worker: Worker) -> None:
        while not worker.wait(POLL_S):
            self._pull_signals(run, worker)
        self._pull_signals(run, worker)

    def _pull_signals(self, run: Round, worker: Worker) -> None:
        inlets = self._mine(run, markers=False)
        self._pulled = time.monotonic()
        for uid, inlet in inlets:
            self._pull(run, worker, uid, inlet)
        self._judge_held(run, markers=False)

    def _mark(self, run: Round, worker: Worker) -> None:
        while not worker.wait(POLL_S):
            self._pull_markers(run, worker)
        self._pull_markers(run, worker)

    def _pull_markers(self, run: Round, worker: Worker) -> None:
        while not run.for_markers.empty():
            run.for_markers.get()(run.markers)
        for uid, inlet in self._mine(run, markers=True):
            self._pull(run, worker, uid, inlet)
        self._judge_held(run, markers=True)

    def _last_markers(self, run: Round) -> None:
        """Write down what came after the thread of markers had died."""
        with contextlib.suppress(Exception):
            self._pull_markers(run, Worker("last-markers", lambda _: None))

    def _pull(self, run: Round, worker: Worker, uid: str, inlet: RawInlet) -> None:
        """Pull one inlet and hand over what came; whatever is odd about it ends no other."""
        run.touched[worker.name] = uid
        try:
            chunk = inlet.pull()
            returned = self._on_return is not None and inlet.was_clock_reset()
        except StreamError:
            self._drop(uid)
            return
        except Exception as error:
            logger.exception("inlet %s", uid)
            self._drop(
                uid,
                Message(
                    "What it sends cannot be read ({kind}: {error}).",
                    kind=type(error).__name__,
                    error=error,
                ),
            )
            return
        finally:
            run.touched.pop(worker.name, None)
        if run is not self._round:
            raise RetiredError
        if returned and self._on_return is not None:
            self._held.begin(uid)
            self._on_return(uid)
        if inlet.overruns > run.overruns.get(uid, 0):
            run.overruns[uid] = inlet.overruns
            self._tell(uid, lambda part: part.overflowed(uid))
        if chunk is not None:
            self._hand_over(run, uid, chunk)

    def _hand_over(self, run: Round, uid: str, chunk: RawChunk) -> None:
        """Give a chunk to whoever owns its stream, unless it is held back."""
        markers = uid in self._marker_uids
        (run.markers if markers else run.engine).arrived(uid)
        if self._held.take(uid, chunk):
            return
        if markers:
            run.markers.guarded(uid, chunk)
        else:
            missed = run.missed.pop(uid, 0)
            try:
                run.chunks.put_nowait(Arrived(uid, chunk, missed))
            except queue.Full:
                run.missed[uid] = missed + len(chunk)

    def _judge_held(self, run: Round, *, markers: bool) -> None:
        """Hand over what was held back, or end its stream, where it is known by now."""
        for uid, why_not, chunks in self._held.judged(markers=markers):
            if why_not:
                self._drop(uid, why_not)
                continue
            for chunk in chunks:
                self._hand_over(run, uid, chunk)

    def _measure(self, run: Round, worker: Worker) -> None:
        while not worker.wait(OFFSET_EVERY_S / 2):
            for uid, inlet in [*self._inlets.items()]:
                if uid in self._stuck:
                    continue
                run.touched[worker.name] = uid
                self._measure_one(run, uid, inlet)
                run.touched.pop(worker.name, None)
                if worker.wait(0.0):
                    return

    def _measure_one(self, run: Round, uid: str, inlet: RawInlet) -> None:
        try:
            measurement = inlet.measure_offset(timeout=OFFSET_WAIT_S)
        except StreamError:
            return  # the thread that pulls finds out and says so
        if run is not self._round:
            raise RetiredError
        if measurement is None:
            return
        self._offsets[uid] = measurement
        for part in (run.engine, run.markers):
            part.answered(uid)
        self._tell(uid, partial(_measured, uid, measurement))

    def _process(self, run: Round, worker: Worker) -> None:
        while not (run.acquired.is_set() and run.chunks.empty() and run.for_engine.empty()):
            worker.beat()
            if run is not self._round:
                raise RetiredError
            idle = not self._process_one(run, worker)
            if idle and not worker.stopping:
                run.engine.check_stalls()
        run.engine.take_marks()

    def _process_one(self, run: Round, worker: Worker) -> bool:
        """Do all urgent work and one chunk; return whether there was a chunk."""
        while not run.for_engine.empty():
            run.for_engine.get().work(run.engine)
            worker.beat()
        run.engine.take_marks()
        try:
            item = run.chunks.get(timeout=0.02)
        except queue.Empty:
            return False
        if item.missed:
            run.engine.skipped(item.uid, item.missed)
        before = time.thread_time()
        run.engine.samples(item.uid, item.chunk)
        worker.wait(pause_s(time.thread_time() - before, run.chunks.qsize()))
        return True


def _measured(uid: str, offset: ClockMeasurement, part: InletStreams) -> None:
    part.measured(uid, offset)


def _lost(uid: str, why: Message, part: InletStreams) -> None:
    part.lost(uid, why)
