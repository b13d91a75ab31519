"""Editing events in a replay: which are chosen, and what keys and the mouse do to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from gui.qt.questions import Questions
from safehold.core.messages import Message
from safehold.core.types import Event
from safehold.offline.agreement import coders_of
from safehold.session.editor import Editor
from safehold.session.event_edits import Wish, why_fixed
from safehold.session.ports import View

NUDGE_S = 0.1
"""By how much a key moves an event, s."""


class EventEditing(QObject):
    """What is done to the events that are chosen; knows no widget.

    Parameters
    ----------
    view : View
        The session; nothing can be done where it has no editor.
    questions : Questions
        Who is asked who codes, and whether another coder's event may be changed.
    """

    changed = Signal()
    """Others are chosen."""
    editor_asked = Signal(str)
    """The id of the event that is to be opened."""
    codes_asked = Signal()
    """Codes of a file are to be added."""
    agreement_asked = Signal()
    """Two coders are to be compared."""

    def __init__(self, view: View, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._questions = view, questions
        self.chosen: tuple[str, ...] = ()
        """Ids of the events that are chosen, in the order of choosing."""

    # -- choosing ------------------------------------------------------------------------------

    @Slot(str, bool)
    def choose(self, event_id: str, more: bool = False) -> None:
        """Choose an event; with ``more`` add it to those that are chosen, or take it out."""
        others = tuple(one for one in self.chosen if one != event_id) if more else ()
        again = more and event_id in self.chosen
        self.chosen = others if again or not event_id else (*others, event_id)
        self.changed.emit()

    def events(self) -> list[Event]:
        """Return the events that are chosen and still there."""
        return [event for event in self._all() if event.event_id in self.chosen]

    def editable(self) -> list[Event]:
        """Return the events that can be changed, by onset."""
        return [event for event in self._all() if why_fixed(event) is None]

    def _all(self) -> Sequence[Event]:
        playback = self._view.playback
        return () if playback is None else playback.events()

    def before(self) -> None:
        """Choose the event before the chosen one, or before this moment, and go there."""
        self._walk(-1)

    def after(self) -> None:
        """Choose the event after the chosen one, or after this moment, and go there."""
        self._walk(1)

    def _walk(self, step: int) -> None:
        events, now = self.editable(), self._view.clock()
        ids = [event.event_id for event in events]
        if self.chosen and self.chosen[-1] in ids:
            place = ids.index(self.chosen[-1]) + step
        elif step > 0:
            place = sum(event.onset < now - 1e-6 for event in events)
        else:
            place = sum(event.onset <= now + 1e-6 for event in events) - 1
        playback = self._view.playback
        if playback is None or not 0 <= place < len(events):
            self._view.model.refuse(Message("There is no further event that can be changed."))
            return
        self.choose(events[place].event_id)
        playback.seek(events[place].onset)

    # -- why not -------------------------------------------------------------------------------

    def why_not(self) -> str:
        """Tell that nothing can be changed here."""
        if self._view.editing is None:
            return self.tr("Events are changed in a replay, after the session.")
        return ""

    def why_not_compare(self) -> str:
        """Tell that there are no two coders to compare."""
        if why := self.why_not():
            return why
        if len(coders_of(self._all())) < 2:
            return self.tr("Two coders are needed; here there are fewer, or you code alone.")
        return ""

    def why_not_chosen(self) -> str:
        """Tell that no event is chosen."""
        if why := self.why_not():
            return why
        if not self.events():
            return self.tr("Choose an event first: click it in the list or in the ribbon.")
        return ""

    # -- changing ------------------------------------------------------------------------------

    def signed(self) -> bool:
        """Ask who codes, once in a replay; return False where that was broken off."""
        editor = self._view.editing
        if editor is None or editor.known:
            return True
        name = self._questions.who_codes()
        if name is None:
            return False
        editor.sign(name)
        return True

    def open(self) -> None:
        """Open the event that was chosen last."""
        self.editor_asked.emit(self.chosen[-1])

    def delete(self) -> None:
        """Delete the chosen events."""
        self._do(lambda editor, ids, at: editor.delete(ids, at=at))

    def split(self) -> None:
        """Cut the chosen event in two where the play head is."""
        self._do(lambda editor, ids, at: editor.split(ids[-1], at, at=at))

    def merge(self) -> None:
        """Make the chosen events one, or one of them and the next of its kind."""
        self._do(lambda editor, ids, at: editor.merge(ids, at=at))

    def onset_here(self) -> None:
        """Let the chosen event begin where the play head is."""
        self._do(lambda editor, ids, at: editor.change(ids[-1], Wish(onset=at), at=at))

    def end_here(self) -> None:
        """Let the chosen event end where the play head is."""
        self._do(lambda editor, ids, at: editor.change(ids[-1], Wish(end=at), at=at))

    def earlier(self) -> None:
        """Move the chosen events to a little earlier."""
        self._do(lambda editor, ids, at: editor.move(ids, -NUDGE_S, at=at))

    def later(self) -> None:
        """Move the chosen events to a little later."""
        self._do(lambda editor, ids, at: editor.move(ids, NUDGE_S, at=at))

    def change(self, event_id: str, wish: Wish) -> bool:
        """Change one event; tell whether it was done."""
        return self._do(lambda editor, ids, at: editor.change(ids[0], wish, at=at), ids=[event_id])

    @Slot(object)
    def drag(self, new: Event) -> None:
        """Give an event the edges of another one."""
        end = None if new.duration is None else new.onset + new.duration
        self.change(new.event_id, Wish(onset=new.onset, end=end))

    def _do(
        self,
        what: Callable[[Editor, list[str], float], bool],
        *,
        ids: Sequence[str] | None = None,
    ) -> bool:
        """Do something to events, once it is known who does it and that they may."""
        editor = self._view.editing
        ids = [event.event_id for event in self.events()] if ids is None else list(ids)
        if editor is None or not ids or not self.signed():
            return False
        for coder in () if editor.alone else editor.others(ids):
            if not self._questions.change_of(coder):
                return False
            editor.allow(coder)
        done = what(editor, ids, self._view.clock())
        self.changed.emit()
        return done
