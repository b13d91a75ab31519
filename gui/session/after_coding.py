"""Coding after the session in the window: what it opens, and what the mouse does to events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from gui.look.translation import say_message
from gui.session.actions import Actions
from gui.session.agreement_dialog import AgreementDialog
from gui.session.code_import_dialog import CodeImport
from gui.session.event_editor import EventEditor
from gui.session.parts import Parts
from recordings.importers.coded import read_coded
from safehold.core.errors import ConfigError
from safehold.core.types import Event
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
        acts.editing.codes_asked.connect(self._on_codes)
        acts.editing.agreement_asked.connect(self.open_agreement)
        self.agreement: AgreementDialog | None = None
        """The comparison that was opened last."""
        self.codes: CodeImport | None = None
        """The codes of a file that were looked at last."""
        if view.editing is not None:
            window.setAcceptDrops(True)
            window.installEventFilter(self)

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

    # -- codes of a file -----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped on the window."""
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            path = Path(event.mimeData().urls()[0].toLocalFile())
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.open_codes(path)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_codes(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Add codes from a file"),
            "",
            self.tr("Codes (*.eaf *.boris *.csv *.tsv *.txt *.xlsx);;All files (*)"),
        )
        if name:
            self.open_codes(Path(name))

    def open_codes(self, path: Path) -> None:
        """Show what the codes of a file would be, or say why they cannot be read."""
        editor, playback = self._view.editing, self._view.playback
        if editor is None or playback is None or not self._acts.editing.signed():
            return
        try:
            coded = read_coded(path)
        except ConfigError as error:
            self._view.model.refuse(error.message)
            return
        self.codes = CodeImport(
            path, coded, playback.events(), self._view.codebook, editor.span,
            coder=editor.coder, parent=self._window,
        )  # fmt: skip
        self.codes.planned.connect(self._show_ghosts)
        self.codes.accepted.connect(self._add_codes)
        self._show_ghosts(tuple(self.codes.plan.events))
        self.codes.open()

    @Slot()
    def open_agreement(self) -> None:
        """Compare two coders."""
        if self._parts is None:
            return
        if self.agreement is not None:
            self.agreement.close()
            self.agreement.deleteLater()
        theme = self._parts.overview.theme
        self.agreement = AgreementDialog(self._view, self._acts.editing, theme, self._window)
        self.agreement.show()

    @Slot(object)
    def _show_ghosts(self, events: Sequence[Event]) -> None:
        if self._parts is not None:
            self._parts.overview.ghosts = tuple(event.onset for event in events)
            self._parts.overview.update()

    @Slot()
    def _add_codes(self) -> None:
        if self._view.editing is not None and self.codes is not None:
            self._view.editing.add(self.codes.plan.events)
            self._acts.editing.changed.emit()

    def _keep(self, event_id: str, wish: Wish) -> str:
        """Change an event; return why not, in words."""
        before = self._view.model.refusal.number
        self._acts.editing.change(event_id, wish)
        refusal = self._view.model.refusal
        return say_message(refusal.message) if refusal.number != before else ""
