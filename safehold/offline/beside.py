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
import io
import logging
import os
import pickle
import queue
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


def packed(content: object) -> bytes:
    """Return content as it goes from one process to another."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(content)
    return out.getvalue()


class _Process:
    """A process that does one piece of work after another.

    Parameters
    ----------
    *modules : str
        What it loads before the first of it.
    """

    def __init__(self, *modules: str) -> None:
        self.busy = False
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
        except OSError as error:
            logger.warning("no process to work in: %s", error)

    def ask(self, work: Work) -> list[Any]:
        """Return a list of what the work gives; an empty one where the process fails."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return []
        try:
            self._process.stdin.write(packed(work))
            self._process.stdin.flush()
            with seldom_collected():
                found: list[Any] = pickle.load(self._process.stdout)
        except Exception as error:  # noqa: BLE001  the work is done here, whatever it is
            logger.warning("the process beside this one says nothing of use: %s", error)
            return []
        self.busy = False
        return found

    def end(self) -> None:
        """End it: what it is in the midst of, it takes away."""
        if self._process is None:
            return
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()


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

    def result(self, look: Callable[[], None] | None = None) -> T:
        """Wait for it; do it here where no process did.

        ``look`` is called now and then meanwhile; what it raises ends the waiting.
        """
        while self._thread is not None and self._thread.is_alive():
            if look is not None:
                look()
            self._thread.join(LOOK_S)
        return self._found[0] if self._found else self._work()


class Beside:
    """The processes beside this one, as long as there is work for them."""

    def __init__(self, *, allowed: bool = True) -> None:
        self.allowed = allowed and (os.cpu_count() or 1) > 1
        """Whether there may be any."""
        self._processes: list[_Process] = []

    def ready(self, *modules: str) -> None:
        """Start a process, where there is none, that loads modules until it is asked."""
        if self.allowed and not self._processes:
            self._processes.append(_Process(*modules))

    def do(self, function: Callable[P, T], *args: P.args, **more: P.kwargs) -> Pending[T]:
        """Have something done beside, in a process more where none is free."""
        process = self._free()
        if process is None and self.allowed:
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
        while self._processes:
            self._processes.pop().end()


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
    out, sys.stdout = sys.stdout.buffer, sys.stderr
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
            found = [work()]
        except Exception:  # noqa: BLE001  whoever asked will do it, and see for himself
            found = []
        at_work.clear()
        out.write(packed(found))
        out.flush()


def _listen(
    said: IO[bytes], wanted: queue.SimpleQueue[Work | None], at_work: threading.Event
) -> None:
    """Hand on what is wanted; at the end of it, stop what is being done."""
    with suppress(EOFError):
        while True:
            wanted.put(pickle.load(said))  # from our own parent through a pipe, nobody else
    wanted.put(None)
    if at_work.is_set():
        _thread.interrupt_main()


if __name__ == "__main__":
    main()
