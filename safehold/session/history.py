"""The order in which edits of several kinds were made: undo takes back the last one of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One edit that can be taken back and done again."""

    label: str
    """What it did: a code, or a kind of correction."""
    undo: Callable[[], None]
    redo: Callable[[], None]


class History:
    """Edits of one replay, without limit."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Note an edit that was just made; what was undone before is forgotten."""
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> bool:
        """Take the last edit back; return False where there is none."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        step.undo()
        return True

    def redo(self) -> bool:
        """Do again what was taken back last; return False where there is nothing."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        step.redo()
        return True

    @property
    def undoable(self) -> str:
        """What undo would act on; empty for nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redoable(self) -> str:
        """What redo would act on; empty for nothing."""
        return self._undone[-1].label if self._undone else ""
