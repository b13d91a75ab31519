"""Long work in a process of its own, so that a window stays smooth and can cancel it.

It is a process of our own (``python -m MODULE``) that ends when nobody listens any more: with the
window, or with :meth:`BackgroundWork.cancel`. What it is asked, how far it is and what it found go
through pipes between parent and child, and nobody else's.
"""

from __future__ import annotations

import _thread
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from safehold.core.errors import SafeholdError
from safehold.core.messages import NOTHING, Message, unforeseen
from safehold.session.ports import WorkState

logger = logging.getLogger("safehold.offline.background")

TELL_S = 0.1
"""How often it says how far it is, s."""
KNOWN_SHARE = 0.04
"""From this share on the time that is left can be told."""
ENDS_S = 3.0
"""A process that was ended is waited for so long at most, s."""
Report = Callable[[float, Message], None]
"""Takes the share that is done, 0-1, and what is being done; what it raises ends everything."""


class BackgroundWork:
    """One piece of work that runs beside the window.

    Parameters
    ----------
    module : str
        Is run as a program; it calls :func:`work`.
    asked : object
        What it is asked; it is pickled.
    done : callable
        Takes what was found; called in a thread of its own, and not once it was cancelled.
    ended : Message
        Why nothing came of it, where the process ended without a word.
    part : callable, optional
        Takes each part that was found on the way, in the same thread.
    """

    def __init__(
        self,
        module: str,
        asked: object,
        done: Callable[[Any], None],
        *,
        ended: Message,
        part: Callable[[Any], None] | None = None,
    ) -> None:
        self._done, self._ended, self._part = done, ended, part
        self._first = (time.monotonic(), 0.0)
        """When it first said that something was done, monotonic s, and which share."""
        self._share, self._what = 0.0, NOTHING
        self.failure = NOTHING
        """Why nothing came of it."""
        self._cancelled = self._over = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._thread = threading.Thread(
            target=self._listen, args=(pickle.dumps(asked),), name="safehold-work", daemon=True
        )
        self._thread.start()

    @property
    def running(self) -> bool:
        """True until it has come to an end of any kind."""
        return self._thread.is_alive() and not (self._cancelled or self._over)

    @property
    def gone(self) -> bool:
        """True once its process is: one that was cancelled may still be tidying up."""
        return not self._thread.is_alive()

    @property
    def state(self) -> WorkState:
        """How far it is."""
        (at, began), share = self._first, self._share
        done = share - began
        left = (time.monotonic() - at) / done * (1 - share) if done >= KNOWN_SHARE else None
        return WorkState(self.running, share, left, self._what, self.failure)

    def cancel(self) -> None:
        """Let it end; nothing comes of it."""
        self._cancelled = True
        if self._process.stdin is not None:
            self._process.stdin.close()  # it hears that nobody listens

    def stop(self) -> None:
        """End it at once, and wait until it is gone; it has nothing to finish."""
        self.cancel()
        self._process.kill()
        self._thread.join(ENDS_S)

    def leave(self) -> None:
        """Cancel it, and wait a little while it tidies up; what still does goes on by itself."""
        self.cancel()
        self._thread.join(ENDS_S)

    def _listen(self, asked: bytes) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(asked)
            stdin.flush()
            while True:
                self._hear(*pickle.load(stdout))  # from our own process, nobody else
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            if not (self._cancelled or self._over):
                logger.warning("%s: %s", self._ended, error)
                self.failure = self._ended
        finally:
            stdout.close()
            self._process.wait()

    def _hear(self, kind: str, told: Any) -> None:
        if kind == "share":
            if not self._share:
                self._first = (time.monotonic(), told[0])
            self._share, self._what = told
        elif kind == "part":
            if self._part is not None and not self._cancelled:
                self._part(told)
        elif kind == "failure":
            self.failure, self._over = told, True
        elif not self._cancelled:
            self._done(told)
            self._share, self._over = 1.0, True


class _NobodyListensError(Exception):
    """Whoever asked is gone or wants nothing more."""


class Reporter:
    """What work in a process tells its parent while it goes on: a :data:`Report`, and parts."""

    def __init__(self, out: BinaryIO, gone: threading.Event) -> None:
        self._out, self._gone, self._last = out, gone, 0.0

    def __call__(self, share: float, what: Message) -> None:
        """Say how far it is; raises where nobody listens any more."""
        if self._gone.is_set():
            raise _NobodyListensError
        if time.monotonic() - self._last >= TELL_S:
            self._last = time.monotonic()
            _tell(self._out, "share", (share, what))

    def part(self, found: object) -> None:
        """Hand over something that was found on the way."""
        _tell(self._out, "part", found)


def work(run: Callable[[Any, Reporter], object], *, interrupt: bool = False) -> None:
    """Do in a process what its parent asks for; say how far it is, and then what was found.

    Parameters
    ----------
    run : callable
        Takes what was asked and what to report to; returns what was found.
    interrupt : bool
        End it by a KeyboardInterrupt, wherever it is, once nobody listens; else where it reports.
    """
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints, prints elsewhere
    asked = pickle.load(sys.stdin.buffer)  # from our own parent through a pipe
    gone = threading.Event()
    threading.Thread(
        target=_wait_for_end, args=(sys.stdin.buffer, gone, interrupt), daemon=True
    ).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    try:
        _tell(out, *_found(run, asked, Reporter(out, gone)))
    except (_NobodyListensError, OSError, KeyboardInterrupt):
        return


def _found(
    run: Callable[[Any, Reporter], object], asked: object, report: Reporter
) -> tuple[str, object]:
    try:
        return "found", run(asked, report)
    except SafeholdError as error:
        return "failure", Message("{what} {remedy}", what=error.message, remedy=error.remedy)
    except (_NobodyListensError, OSError):
        raise
    except Exception as error:
        logger.exception("work in the background failed")
        return "failure", unforeseen(error)


def _tell(out: BinaryIO, kind: str, what: object) -> None:
    pickle.dump((kind, what), out)
    out.flush()


def _wait_for_end(stdin: BinaryIO, gone: threading.Event, interrupt: bool) -> None:
    stdin.read()
    gone.set()
    if interrupt:
        _thread.interrupt_main()
