"""A thread that is watched: it says when it last moved, and what ended it.

Work of a live session runs in workers. A worker beats once a round; the supervisor
(:mod:`safehold.live.supervisor`) reads the beats and the end of every worker, so that no thread
has to report its own death.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger("safehold.core.worker")

HANGS_S = 0.7
"""A worker that has not beaten for this long hangs: with the supervisor's look, told in 1 s."""


class RetiredError(Exception):
    """Raised in a worker that was replaced while it hung: whatever it still does is void."""


class Worker:
    """One thread with a name, a pulse and a known end.

    Parameters
    ----------
    name : str
        What it does, in a word; also the thread's name after ``safehold-``.
    work : callable
        The work; gets the worker, calls :meth:`wait` between rounds (or :meth:`beat` in them), and
        returns when :attr:`stopping`.
    hangs_s : float
        How long it may go without a beat, s; more than the longest call it makes.
    """

    def __init__(
        self, name: str, work: Callable[[Worker], object], *, hangs_s: float = HANGS_S
    ) -> None:
        self.name, self.hangs_s = name, hangs_s
        self._work = work
        self.beats = 0
        """Rounds so far."""
        self.failure: BaseException | None = None
        """What ended it before its time."""
        self.fault: Callable[[], object] | None = None
        """Called at every beat: how tests and the fire drill kill or freeze a worker."""
        self._stop = threading.Event()
        # a daemon: a hanging thread must not keep the window from closing
        self._thread = threading.Thread(target=self._run, name=f"safehold-{name}", daemon=True)

    def start(self) -> None:
        """Start the thread; once."""
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """True once the worker was asked to end."""
        return self._stop.is_set()

    @property
    def started(self) -> bool:
        """True from the start on, after the end too."""
        return self._thread.ident is not None

    @property
    def alive(self) -> bool:
        """True while the thread runs, hanging or not."""
        return self._thread.is_alive()

    @property
    def died(self) -> bool:
        """True when it ended although nobody asked it to."""
        return self.started and not self.alive and not self.stopping

    def beat(self) -> None:
        """Say that work goes on."""
        self.beats += 1
        if self.fault is not None:
            self.fault()

    def wait(self, seconds: float) -> bool:
        """Beat, pause before the next round, and tell whether to end now."""
        self.beat()
        return self._stop.wait(seconds)

    def ask_to_stop(self) -> None:
        """Ask it to end after this round; returns at once."""
        self._stop.set()

    def join(self, seconds: float) -> bool:
        """Wait for its end; False when it hangs for longer than ``seconds``."""
        if self.started:
            self._thread.join(max(0.0, seconds))
        return not self.alive

    def _run(self) -> None:
        try:
            self._work(self)
        except RetiredError:
            logger.info("%s was replaced and has ended", self.name)
        except BaseException as error:
            logger.exception("%s failed", self.name)
            self.failure = error


class Service:
    """Work in a thread that can be started again after it died.

    Parameters
    ----------
    name, work, hangs_s
        As for :class:`Worker`.
    """

    def __init__(
        self, name: str, work: Callable[[Worker], object], *, hangs_s: float = HANGS_S
    ) -> None:
        self._name, self._work, self._hangs_s = name, work, hangs_s
        self.worker = self._new()

    def _new(self) -> Worker:
        return Worker(self._name, self._work, hangs_s=self._hangs_s)

    def start(self) -> None:
        """Begin."""
        self.worker.start()

    def revive(self) -> None:
        """Begin again where the thread has died."""
        if self.worker.died:
            self.worker = self._new()
            self.worker.start()

    def stop(self, seconds: float) -> bool:
        """End it; False when it hangs for longer than ``seconds``."""
        self.worker.ask_to_stop()
        return self.worker.join(seconds)


def in_background(work: Callable[[], object], name: str) -> threading.Thread:
    """Do something that may take seconds without holding up the window."""
    thread = threading.Thread(target=work, name=f"safehold-{name}", daemon=True)
    thread.start()
    return thread
