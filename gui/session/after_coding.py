"""Coding after the session in the window: what it opens, and what the mouse does to events."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from gui.look.translation import say_message
from gui.session.actions import Actions
from gui.session.event_editor import EventEditor
from gui.session.parts import Parts
from safehold.session.event_edits import Wish, why_fixed
from safehold.session.ports import View


class AfterCoding(QObject):
    """Connects the parts of a replay's window with the editing of events.

    Parameters
    ----------
    window : QMainWindow
        Over which editors open.
    view : View
        The session.
    acts : Actions
        What is chosen and what is done to it.
    """

    def __init__(self, window: QMainWindow, view: View, acts: Actions) -> None:
        super().__init__(window)
        self._window, self._view, self._acts = window, view, acts
        self._parts: Parts | None = None
        self.editor: EventEditor | None = None
        """The editor that was opened last."""
        acts.editing.changed.connect(self._show)
        acts.editing.editor_asked.connect(self.open_editor)

    def connect_parts(self, parts: Parts) -> None:
        """Let the parts of a window that was built choose, drag and open events."""
        self._parts = parts
        if self._view.playback is not None:
            parts.events.event_chosen.connect(self._view.playback.seek)
        if self._view.editing is None:
            return
        editing = self._acts.editing
        parts.ribbon.movable = lambda event: why_fixed(event) is None
        parts.ribbon.event_chosen.connect(editing.choose)
        parts.ribbon.event_dragged.connect(editing.drag)
        for part in (parts.ribbon, parts.events):
            part.event_opened.connect(self.open_editor)
        parts.events.event_picked.connect(editing.choose)

    @Slot()
    def _show(self) -> None:
        """Show what is chosen and what became of it."""
        if (parts := self._parts) is not None:
            parts.events.chosen = self._acts.editing.chosen
            parts.ribbon.show_chosen(self._acts.editing.chosen)
            self._acts.window_time.changed.emit()

    @Slot(str)
    def open_editor(self, event_id: str) -> None:
        """Open an event to be changed, or say why it cannot be."""
        playback, editing = self._view.playback, self._acts.editing
        events = () if playback is None else playback.events()
        event = next((event for event in events if event.event_id == event_id), None)
        if event is None:
            return
        if (why := why_fixed(event)) is not None:
            self._view.model.refuse(why)
        elif editing.signed():
            editing.choose(event_id)
            self.editor = EventEditor(event, self._view.codebook, self._keep, self._window)
            self.editor.open()

    def _keep(self, event_id: str, wish: Wish) -> str:
        """Change an event; return why not, in words."""
        before = self._view.model.refusal.number
        self._acts.editing.change(event_id, wish)
        refusal = self._view.model.refusal
        return say_message(refusal.message) if refusal.number != before else ""
