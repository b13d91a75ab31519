"""The notes in full, newest first: the list of events has room for their first words only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget

from gui.actions.table import key_of, short_key
from gui.look.formatting import clock_text
from gui.look.style import font
from gui.look.translation import say_key
from safehold.core.types import Event


class NotesPanel(QFrame):
    """Every note with its time; filled again only when the notes have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Notes"))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFont(font(12))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Notes"))
        self.list.setToolTip(self.tr("All notes of the session, newest first."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.list)
        self._shown: list[str] | None = None

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the notes among the events."""
        notes = [f"{clock_text(e.onset)}  {e.note}" for e in reversed(events) if e.note]
        if notes != self._shown:
            self._shown = notes
            self.list.clear()
            none = self.tr("no notes yet: {0} writes one").format(
                say_key(short_key(key_of("note")))
            )
            self.list.addItems(notes or [none])
