"""Coding: what a code key, a note, or a further word on an event does, live and in a replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from safehold.core.codebook import PLAIN, Coding
from safehold.core.messages import Message
from safehold.core.time_text import time_text
from safehold.core.types import Mark
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel

Make = Callable[[EventBook], Iterable[Mark]]
"""Has an event book make marks."""


class Coder:
    """Codes events: each request makes marks, which are written at once.

    What cannot be done is left undone, and the model says why.

    Parameters
    ----------
    book : EventBook
        All events of the session, those of a recording included.
    write : callable
        Has the book make marks, keeps each of them, and returns them.
    model : SessionModel
        Gets what is refused.
    clock : callable
        Returns the session time now, s.
    recorded : int
        Number of the last action in the recording that is coded; undo leaves it and those before
        it alone. 0 in a live session, where every action can be undone.
    """

    def __init__(
        self,
        book: EventBook,
        write: Callable[[Make], Sequence[Mark]],
        model: SessionModel,
        *,
        clock: Callable[[], float],
        recorded: int = 0,
    ) -> None:
        self._book, self._write, self._model = book, write, model
        self._clock, self._recorded = clock, recorded

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        """Set a point code, or start or end an interval code, at session time ``at``, s.

        Starting a code of an exclusive set ends the open ones of the set. ``how`` says what is
        not plain: another onset than ``at``, another actor, subtype, modifiers, confidence, shape.
        Nothing is done where that would end an interval before it began.

        Raises
        ------
        ValueError
            When ``how`` says what the codebook does not know of the code.
        """
        meant = at if how.onset is None else how.onset
        onset = self._begun_later(code, meant, how)
        if onset is None:
            self._write(lambda book: book.press(code, at=at, how=how))
            return
        self._model.refuse(
            Message(
                "The open interval began at {time} and cannot end before that: go to its end and "
                "press its key there, or undo it.",
                time=time_text(onset, 0),
            )
        )

    def _begun_later(self, code: str, meant: float, how: Coding) -> float | None:
        """Return the onset of an interval that a press would end before it began, or None."""
        opened = self._book.open_codes()
        ends = code in opened and how.interval is not False
        ended = (code,) if ends else self._book.codebook.rivals(code)
        return next((opened[c] for c in ended if c in opened and meant < opened[c]), None)

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        """Say more of an event: subtype, modifiers, confidence, note; the rest stays.

        Raises
        ------
        ValueError
            When ``how`` says what the codebook does not know of the event's code.
        """
        if not self._write(lambda book: book.amend(event_id, at=at, how=how)):
            self._model.refuse(Message("That event no longer exists: nothing was changed."))

    def add_note(self, text: str, *, at: float) -> None:
        """Add a free note as an event ``note``."""
        self._write(lambda book: book.press("note", at=at, how=Coding(note=text)))

    def undo(self) -> None:
        """Take the last key press back, with all it did; again and again."""
        if not self._write(lambda book: book.undo(at=self._clock(), after=self._recorded)):
            self._model.refuse(
                Message("Nothing was coded in this replay that could be undone.")
                if self._recorded
                else Message("There is no key press to undo.")
            )

    def redo(self) -> None:
        """Do again what was undone last, until something else is coded."""
        if not self._write(lambda book: book.redo(at=self._clock())):
            self._model.refuse(Message("There is nothing to redo."))

    def undoable(self) -> str:
        """Return the code that undo would act on; empty for none."""
        return self._book.undoable(after=self._recorded)

    def redoable(self) -> str:
        """Return the code that redo would act on; empty for none."""
        return self._book.redoable()


def show_mark(mark: Mark, book: EventBook, model: SessionModel) -> None:
    """Show in a model what has become of a mark's event in the book."""
    event = book.event(mark.event.event_id)
    if event is None:
        model.remove_event(mark.event.event_id)
    else:
        model.set_event(event)
