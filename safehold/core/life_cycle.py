"""States that follow each other by a table, and the steps of an end that always ends."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from safehold.core.messages import Message, unforeseen
from safehold.core.worker import Worker

logger = logging.getLogger("safehold.core.life_cycle")

StateT = TypeVar("StateT", bound=StrEnum)
Table = Mapping[StateT, Collection[StateT]]
"""Which states may follow each state."""


class TransitionError(Exception):
    """A transition that the table does not have."""


class LifeCycle(Generic[StateT]):
    """A state that changes only as its table says; any thread may change it.

    Parameters
    ----------
    what : str
        What has the state, for the log.
    first : StrEnum
        State to begin with.
    table : mapping
        Which states may follow each state; a state that is missing here is an end.
    """

    strict = False
    """True raises what is otherwise refused and logged: for tests."""

    def __init__(self, what: str, first: StateT, table: Table[StateT]) -> None:
        self._what, self._state, self._table = what, first, table
        self._lock = threading.Lock()

    @property
    def state(self) -> StateT:
        """The state now."""
        return self._state

    def enter(self, new: StateT) -> bool:
        """Change to a state if the table allows it now; else change nothing.

        Of several threads that want the same transition, one gets it.

        Returns
        -------
        bool
            Whether the state was changed.
        """
        with self._lock:
            if new not in self._table.get(self._state, ()):
                return False
            self._state = new
            return True

    def require(self, new: StateT) -> None:
        """Change to a state that somebody has asked for.

        Raises
        ------
        TransitionError
            Where the table does not allow it now.
        """
        before = self._state
        if not self.enter(new):
            raise TransitionError(f"{self._what}: {new.value} cannot follow {before.value}")

    def advance(self, new: StateT) -> None:
        """Change to a state that must be able to follow; one that is not is refused and logged.

        Raises
        ------
        TransitionError
            Where :attr:`strict` is set and the table does not have the transition.
        """
        try:
            self.require(new)
        except TransitionError:
            if self.strict:
                raise
            logger.exception("the state stays")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an end."""

    name: str
    """What is ended, as it is told: ``The engine``."""
    work: Callable[[], object]
    seconds: float = 2.0
    """How long the next step waits for it at most, s."""


def go_through(steps: Iterable[Step]) -> tuple[Message, ...]:
    """Do the steps one after the other; none that fails or hangs keeps the next one away.

    Each runs in a thread of its own, which is left behind where it hangs.

    Parameters
    ----------
    steps : iterable of Step
        In their order. All of it takes no longer than their seconds together.

    Returns
    -------
    tuple of Message
        What went wrong, one sentence a step.
    """
    told: list[Message] = []
    for step in steps:
        worker = Worker(f"end-{step.name}", lambda _, work=step.work: work())  # type: ignore[misc]
        worker.start()
        if not worker.join(step.seconds):
            logger.error("%s has not ended within %g s", step.name, step.seconds)
            told.append(
                Message(
                    "{what} did not end within {seconds:g} s.",
                    what=step.name,
                    seconds=step.seconds,
                )
            )
        elif (error := worker.failure) is not None:
            why = unforeseen(error)
            told.append(Message("{what} did not end properly: {why}.", what=step.name, why=why))
    return tuple(told)
