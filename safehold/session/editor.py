"""Editing: what can be done to coded events after the session, in the history of the coder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from safehold.core.afterwards import EDITED_BY
from safehold.core.codebook import Codebook
from safehold.core.messages import Message
from safehold.core.types import Event, Mark
from safehold.session.coder import Make
from safehold.session.event_book import EventBook
from safehold.session.event_edits import (
    EditError,
    Rewrite,
    Wish,
    changed,
    merged,
    split,
    why_fixed,
)
from safehold.session.model import SessionModel


class Editor:
    """Changes coded events: each request is one action, which the coder's undo takes back.

    What cannot be done is left undone, and the model says why.

    Parameters
    ----------
    book : EventBook
        All events of the session.
    write : callable
        Has the book make marks, keeps each of them, and returns them.
    model : SessionModel
        Gets what is refused.
    codebook : Codebook
        Codes that there are.
    span : (float, float)
        First and last session time there is, s.
    alone : bool
        The coder works without the others' events, and cannot change them.
    """

    def __init__(
        self,
        book: EventBook,
        write: Callable[[Make], Sequence[Mark]],
        model: SessionModel,
        codebook: Codebook,
        span: tuple[float, float],
        *,
        alone: bool = False,
    ) -> None:
        self._book, self._write, self._model = book, write, model
        self._codebook, self.span, self.alone = codebook, span, alone
        self.known = bool(book.coder)
        """Whether it is known who codes, or was asked."""
        self._may_change = {book.coder}

    @property
    def coder(self) -> str:
        """Study code of the one who codes now; empty where nobody said."""
        return self._book.coder

    def sign(self, coder: str) -> None:
        """Say who codes from now on; empty for somebody who does not say."""
        self._book.coder, self.known = coder.strip(), True
        self._may_change = {self._book.coder}

    def allow(self, coder: str) -> None:
        """Let the events of another coder be changed too."""
        if not self.alone:
            self._may_change.add(coder)

    def others(self, event_ids: Sequence[str]) -> tuple[str, ...]:
        """Return whose events these are, but those that may be changed."""
        events = (self._book.event(event_id) for event_id in event_ids)
        found = {e.coder for e in events if e is not None} - self._may_change
        return tuple(sorted(found))

    def change(self, event_id: str, wish: Wish, *, at: float) -> bool:
        """Move, retime or relabel an event; tell whether it was done."""

        def wished(events: list[Event]) -> Rewrite:
            (old,) = events
            new = changed(old, wish, self._codebook, span=self.span, by=self.coder)
            return Rewrite(changed=() if new == old else (new,))

        return self._do([event_id], wished, at=at)

    def move(self, event_ids: Sequence[str], by_s: float, *, at: float) -> bool:
        """Move events by so many seconds; tell whether it was done."""

        def moved(event: Event) -> Event:
            onset = event.onset + by_s
            end = None if event.duration is None else onset + event.duration
            wish = Wish(onset=onset, end=end)
            return changed(event, wish, self._codebook, span=self.span, by=self.coder)

        return self._do(
            event_ids, lambda events: Rewrite(changed=tuple(map(moved, events))), at=at
        )

    def split(self, event_id: str, t: float, *, at: float) -> bool:
        """Cut an event in two at session time ``t``, s; tell whether it was done."""
        return self._do([event_id], lambda events: split(events[0], t, by=self.coder), at=at)

    def merge(self, event_ids: Sequence[str], *, at: float) -> bool:
        """Make events one; a single one goes together with the next of its kind."""
        ids = list(event_ids)
        if len(ids) == 1 and (follower := self._next_alike(ids[0])) is not None:
            ids.append(follower)
        return self._do(ids, lambda events: merged(events, by=self.coder), at=at)

    def delete(self, event_ids: Sequence[str], *, at: float) -> bool:
        """Delete events; tell whether it was done."""
        return self._do(event_ids, lambda events: Rewrite(deleted=tuple(events)), at=at)

    def add(self, events: Sequence[Event]) -> bool:
        """Add events that were made elsewhere, as one action; tell whether it was done."""
        by = {EDITED_BY: self.coder} if self.coder else {}
        made = (replace(e, attributes={**e.attributes, **by}) for e in events)
        return self.rewrite(Rewrite(added=tuple(made)))

    def rewrite(self, change: Rewrite, *, at: float | None = None) -> bool:
        """Write a change down; tell whether there was any."""
        return not change.empty and bool(self._write(lambda book: book.rewrite(change, at=at)))

    def _next_alike(self, event_id: str) -> str | None:
        event = self._book.event(event_id)
        if event is None:
            return None
        later = (
            e for e in self._book.events()
            if (e.code, e.coder, e.actor) == (event.code, event.coder, event.actor)
            and (e.onset, e.event_id) > (event.onset, event.event_id)
        )  # fmt: skip
        return next((e.event_id for e in later), None)

    def _do(
        self, event_ids: Sequence[str], make: Callable[[list[Event]], Rewrite], *, at: float
    ) -> bool:
        events = [e for i in event_ids if (e := self._book.event(i)) is not None]
        if not events or len(events) < len(event_ids):
            self._model.refuse(Message("That event no longer exists: nothing was changed."))
            return False
        why = next((said for e in events if (said := why_fixed(e)) is not None), None)
        if why is None and (others := self.others(event_ids)):
            why = Message(
                "This event was coded by {coder}: nothing was changed.",
                coder=others[0] or Message("somebody without a study code"),
            )
        try:
            change = make(events) if why is None else Rewrite()
        except EditError as error:
            why = error.message
        if why is not None:
            self._model.refuse(why)
            return False
        return self.rewrite(change, at=at)
