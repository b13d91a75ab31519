"""Where every mark goes first: journal, recording, model, in the thread that made it.

A key press must not wait for the engine, which may be busy, hang or be dead. So marks are written
down here at once, and the engine takes them from a queue when it comes to it; the journal then
notes from which tick on they act (``acts``). A mark that no engine took is an event all the same.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from safehold.core.codebook import Codebook
from safehold.core.types import Mark
from safehold.files.journal import Journal
from safehold.session.coder import Make, show_mark
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel


class MarkPublisher(Protocol):
    """Where marks go for others: LSL outlets, or nowhere."""

    def mark(self, mark: Mark) -> None:
        """Publish an event at the time it means."""
        ...


class MarkWriter:
    """Makes marks and writes them down in one step, so that all places have them in one order.

    Any thread may write.

    Parameters
    ----------
    book : EventBook
        Events so far.
    journal : Journal
        Written first. It keeps what the disk does not take.
    model : SessionModel
        What the views read.
    publisher : MarkPublisher
        Publishes for the recorder; must not raise.
    """

    def __init__(
        self, book: EventBook, journal: Journal, model: SessionModel, publisher: MarkPublisher
    ) -> None:
        self._book, self._journal = book, journal
        self._model, self._publisher = model, publisher
        self._waiting: deque[tuple[int, Mark]] = deque()
        self._lock = threading.RLock()

    @property
    def codebook(self) -> Codebook:
        """The session's codes."""
        return self._book.codebook

    def write(
        self,
        make: Make,
        *,
        publish: Callable[[Mark], bool] = lambda _: True,
    ) -> tuple[Mark, ...]:
        """Have the book make marks, and write each of them down.

        Parameters
        ----------
        make : callable
            Gets the book and returns its marks.
        publish : callable
            Tells whether to publish a mark: the recording has those that came over LSL.
        """
        with self._lock:
            marks = tuple(make(self._book))
            for mark in marks:
                self._waiting.append((self._journal.mark(mark), mark))
                if publish(mark):
                    self._publisher.mark(mark)
                show_mark(mark, self._book, self._model)
            return marks

    def take(self) -> list[tuple[int, Mark]]:
        """Return the marks that no engine has taken yet, each with its number in the run."""
        taken: list[tuple[int, Mark]] = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        return taken

    def next_run(self, begin: Callable[[], Journal]) -> None:
        """Go on in another run's journal; ``begin`` starts it while nobody can write a mark.

        Marks that no engine took stay in the run in which they were made.
        """
        with self._lock:
            self._journal = begin()
            self._waiting.clear()
