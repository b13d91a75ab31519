"""Coding in a replay: codes, and edits of beats and breaths, are undone in the order they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from safehold.core.messages import Message
from safehold.core.types import Mark
from safehold.session.coder import Coder, Make
from safehold.session.event_book import EventBook
from safehold.session.history import History, Step
from safehold.session.model import SessionModel


class ReplayCoder(Coder):
    """A coder whose undo takes back the last edit of the replay, of whatever kind.

    Parameters
    ----------
    book, write, model, clock, recorded
        As for :class:`safehold.session.coder.Coder`.
    history : History
        All edits of the replay.
    """

    def __init__(
        self,
        book: EventBook,
        write: Callable[[Make], Sequence[Mark]],
        model: SessionModel,
        *,
        clock: Callable[[], float],
        recorded: int,
        history: History,
    ) -> None:
        super().__init__(book, write, model, clock=clock, recorded=recorded)
        self._history = history

    def step(self) -> Step:
        """Return the last action on codes as a step of the history."""
        return Step(super().undoable() or "code", super().undo, super().redo)

    def undo(self) -> None:
        """Take the last edit back; again and again."""
        if not self._history.undo():
            self._model.refuse(Message("Nothing was edited in this replay that could be undone."))

    def redo(self) -> None:
        """Do again what was undone last, until something else is edited."""
        if not self._history.redo():
            self._model.refuse(Message("There is nothing to redo."))

    def undoable(self) -> str:
        """Return what undo would act on; empty for nothing."""
        return self._history.undoable

    def redoable(self) -> str:
        """Return what redo would act on; empty for nothing."""
        return self._history.redoable
