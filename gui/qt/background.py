"""Work that must not stop the window: done in a thread, told by signals."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gui.look.translation import say_error, say_message
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, unforeseen

log = logging.getLogger("safehold.gui")
Say = Callable[[Message], None]
T = TypeVar("T")
JOB = "safehold-job"
"""The name of every job's thread."""


class Job(QObject):
    """One piece of work in its own thread.

    Parameters
    ----------
    work : callable
        Gets a function that tells a line of progress; its result is sent with ``done``.
    """

    said = Signal(str)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, work: Callable[[Say], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._thread = threading.Thread(target=self._run, name=JOB, daemon=True)

    def start(self) -> Job:
        """Begin; connect the signals before."""
        self._thread.start()
        return self

    @property
    def running(self) -> bool:
        """True until the work is over."""
        return self._thread.is_alive()

    def wait(self, timeout_s: float = 10.0) -> None:
        """Wait until the work is over."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            result = self._work(lambda text: self.said.emit(say_message(text)))
        except SafeholdError as error:
            self._tell(say_error(error))
        except Exception as error:
            log.exception("a job of the window failed")
            self._tell(say_message(unforeseen(error)))
        else:
            self._finish(result)

    def _tell(self, text: str) -> None:
        try:
            self.failed.emit(text)
        except RuntimeError:  # the window is gone
            log.debug("nobody hears: %s", text)

    def _finish(self, result: object) -> None:
        try:
            self.done.emit(result)
        except RuntimeError:  # the window is gone
            log.debug("nobody takes the result")


class Jobs(QObject):
    """The jobs of one window, held until they are over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []

    def run(
        self,
        work: Callable[[Say], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
        said: Callable[[str], None] | None = None,
    ) -> Job:
        """Do something in the background; the callables are called in the window's thread."""
        job = Job(work, self)
        job.done.connect(done)
        job.failed.connect(failed)
        if said is not None:
            job.said.connect(said)
        self._jobs = [old for old in self._jobs if old.running]
        self._jobs.append(job.start())
        return job

    def wait(self, timeout_s: float) -> None:
        """Wait for each job at most so long."""
        for job in self._jobs:
            job.wait(timeout_s)
