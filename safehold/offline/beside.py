"""Work in a process beside this one: people's engines, and what is written meanwhile.

It is a process of our own (``python -m safehold.offline.beside``), not :mod:`multiprocessing`,
which would start a notebook's or a script's own code again. It is given one piece of work after
another, a function of a module with its arguments. Whatever goes wrong with it, the work is done
here.
"""

from __future__ import annotations

import _thread
import copyreg
import importlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import IO, Any, Generic, ParamSpec, TypeVar

from safehold.core.conditions import Conditions, Segment
from safehold.core.garbage import seldom_collected
from safehold.core.types import Beat, Breath, IndexValue, Tick, ZoneState

logger = logging.getLogger("safehold.offline.beside")

LOOK_S = 0.1
END_S = 5.0
"""So long a process may take to clean up when its work is no longer wanted, s."""
P = ParamSpec("P")
T = TypeVar("T")
Work = partial[Any]


def _by_fields(read: Callable[[object], tuple[Any, ...]], said: object) -> tuple[Any, ...]:
    return type(said), read(said)


_REDUCERS: ChainMap[type, Any] = ChainMap(
    {
        kind: partial(_by_fields, attrgetter(*(field.name for field in fields(kind))))
        for kind in (Tick, IndexValue, ZoneState, Beat, Breath, Conditions, Segment)
    },
    copyreg.dispatch_table,
)
"""Of what there is much of: dataclasses with slots look their fields up for every object else."""


def send(content: object, out: IO[bytes]) -> None:
    """Write content as it goes from one process to another."""
    pickler = pickle.Pickler(out, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(content)
    out.flush()


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Process:
    """A process that does one piece of work after another.

    Parameters
    ----------
    *modules : str
        What it loads before the first of it.
    """

    def __init__(self, *modules: str) -> None:
        self.busy = self.broken = False
        self._sending = self._over = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                # -P: not what lies where we were started
                [sys.executable, "-P", "-m", __name__, *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        except (OSError, TypeError, ValueError) as error:  # no program, or no list of texts
            logger.warning("no process to work in: %s", error)

    def ask(self, work: Work) -> list[Any]:
        """Return a list of what the work gives; an empty one where the process fails."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return []
        try:
            self._sending = True
            send(work, self._process.stdin)
            self._sending = False
            with seldom_collected():
                found, why = pickle.load(self._process.stdout)
        except Exception as error:  # noqa: BLE001  the work is done here, whatever it is
            self.broken = True
            if not self._over:
                logger.warning("the process beside this one says nothing of use: %s", error)
            return []
        if why:
            logger.warning("work in the process beside this one failed: %s", why)
        self.busy = False
        return list(found)

    def close(self) -> None:
        """Tell it that nobody listens: what it is in the midst of, it takes away."""
        self._over = True
        if self._process is None or self._process.stdin is None:
            return
        if self._sending:  # whoever writes to it holds its input
            self._process.kill()
        else:
            with suppress(OSError):
                self._process.stdin.close()

    def wait(self) -> None:
        """Wait until it is gone; it has some seconds to clean up."""
        if self._process is None:
            return
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Pending(Generic[T]):
    """What a piece of work will give.

    Parameters
    ----------
    work : partial
        What is to be done.
    process : _Process, optional
        Where; without one the work is done when it is asked for.
    """

    def __init__(self, work: partial[T], process: _Process | None) -> None:
        self._work = work
        self._found = list[T]()
        self._thread: threading.Thread | None = None
        if process is not None:
            process.busy = True
            self._thread = threading.Thread(
                target=lambda: self._found.extend(process.ask(work)),
                name="safehold-beside", daemon=True,
            )  # fmt: skip
            self._thread.start()

    def result(
        self, look: Callable[[], None] | None = None, here: Callable[[], T] | None = None
    ) -> T:
        """Wait for it; do it here where no process did, as ``here`` does where that is given.

        ``look`` is called now and then meanwhile; what it raises ends the waiting.
        """
        while self._thread is not None and self._thread.is_alive():
            if look is not None:
                look()
            self._thread.join(LOOK_S)
        return self._found[0] if self._found else (here or self._work)()


class Beside:
    """The processes beside this one, as long as there is work for them."""

    def __init__(self, *, allowed: bool = True) -> None:
        # a frozen program would start itself again
        self._most = cores() - 1 if allowed and not getattr(sys, "frozen", False) else 0
        self._processes: list[_Process] = []

    @property
    def allowed(self) -> bool:
        """Whether there may be any."""
        return self._most > 0

    def ready(self, *modules: str) -> None:
        """Start a process, where there is none, that loads modules until it is asked."""
        if self.allowed and not self._processes:
            self._processes.append(_Process(*modules))

    def do(self, function: Callable[P, T], *args: P.args, **more: P.kwargs) -> Pending[T]:
        """Have something done beside, in a process more where none is free and a core is."""
        process = self._free()
        at_work = [one for one in self._processes if not one.broken]
        if process is None and len(at_work) < self._most:
            process = _Process()
            self._processes.append(process)
        return Pending(partial(function, *args, **more), process)

    def do_if_free(self, function: Callable[P, T], *args: P.args, **more: P.kwargs) -> Pending[T]:
        """Have something done beside that is not worth the start of a process."""
        return Pending(partial(function, *args, **more), self._free())

    def _free(self) -> _Process | None:
        return next((process for process in self._processes if not process.busy), None)

    def end(self) -> None:
        """End all of them."""
        ended, self._processes = self._processes, []
        for process in ended:
            process.close()
        for process in ended:
            process.wait()


_current: ContextVar[Beside | None] = ContextVar("beside", default=None)


@contextmanager
def beside() -> Iterator[Beside]:
    """Give the processes beside this one, the same to whoever asks within; then end them."""
    if (found := _current.get()) is not None:
        yield found
        return
    with _as_current(Beside()) as made:
        yield made


@contextmanager
def in_one_process() -> Iterator[None]:
    """Start no process while this holds: whoever computes has a core, not all."""
    with _as_current(Beside(allowed=False)):
        yield


@contextmanager
def _as_current(made: Beside) -> Iterator[Beside]:
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)
        made.end()


# ---- in the process itself


@seldom_collected()
def main() -> None:
    """Do what comes on standard input, and write on standard output what it gives."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script may have it ignored
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints, prints elsewhere
    wanted: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
    at_work = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, wanted, at_work), daemon=True).start()
    at_work.set()
    for name in sys.argv[1:]:
        importlib.import_module(name)
    at_work.clear()
    while (work := wanted.get()) is not None:
        at_work.set()
        try:
            said = [work()], ""
        except Exception as error:  # noqa: BLE001  whoever asked will do it, and see for himself
            said = [], repr(error)
        at_work.clear()
        send(said, out)
        del work, said  # the next piece may be long in coming


def _listen(
    said: IO[bytes], wanted: queue.SimpleQueue[Work | None], at_work: threading.Event
) -> None:
    """Hand on what is wanted; at the end of it, stop what is being done.

    What cannot be read ends the process: whoever waits for an answer then knows.
    """
    try:
        while True:
            wanted.put(pickle.load(said))  # from our own parent through a pipe, nobody else
    except EOFError:
        wanted.put(None)
    except BaseException:  # noqa: BLE001  no memory, half a message, another version of ours
        os._exit(1)
    if at_work.is_set():
        _thread.interrupt_main()


if __name__ == "__main__":
    main()
