"""The last events in words, with undo and note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.actions.action import Place
from gui.actions.heard import heard
from gui.look.event_words import event_line
from gui.look.style import Theme, font
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.codebook import PHASE_PREFIX, Codebook
from safehold.core.types import Event

ROW_PX = 21
LEAST_ROWS = 2


class NoteEdit(QLineEdit):
    """Enter keeps the note, Escape drops it."""

    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop the note on Escape; no key leaves this field."""
        asked = heard(event, Place.NOTE)
        if asked is not None and asked[0].id == "note.drop":
            self.dropped.emit()
            return
        super().keyPressEvent(event)
        event.accept()


class EventList(QFrame):
    """Undo, note, and the newest events on top."""

    note_entered = Signal(str)
    note_closed = Signal()
    event_chosen = Signal(float)
    """Session time of its onset, s."""
    event_picked = Signal(str, bool)
    """Its id, and whether it is one more to choose."""
    event_opened = Signal(str)

    def __init__(
        self, theme: Theme, codebook: Codebook, *, rows: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Last events"))
        self._codebook = codebook
        self._shown: list[Event] = []
        self.chosen: tuple[str, ...] = ()
        """Ids of the events that are marked."""
        self.undo = ActionButton(theme, "undo")
        self.note = ActionButton(theme, "note")
        self.redo = ActionButton(theme, "redo")
        self.edit = NoteEdit()
        self.edit.setPlaceholderText(self.tr("note, then Enter (Esc drops it)"))
        self.edit.setAccessibleName(self.tr("Note"))
        self.edit.setToolTip(self.tr("Enter keeps the note, Escape drops it."))
        self.edit.setFont(font(13))
        self.edit.hide()
        self.edit.returnPressed.connect(self._on_return)
        self.edit.dropped.connect(self._on_dropped)
        self.rows = [ElidedLabel() for _ in range(rows)]
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.undo)
        buttons.addWidget(self.redo)
        buttons.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(4)
        layout.addLayout(buttons)
        layout.addWidget(self.edit)
        self._holder = QWidget()
        self._holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._holder.setMinimumHeight(LEAST_ROWS * ROW_PX)
        for i, row in enumerate(self.rows):
            row.setParent(self._holder)
            row.setFont(font(12))
            row.move(0, i * ROW_PX)
        layout.addWidget(self._holder, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many whole rows as there is room for."""
        super().resizeEvent(event)
        if (layout := self.layout()) is not None:
            layout.activate()
        for i, row in enumerate(self.rows):
            row.resize(self._holder.width(), ROW_PX)
            row.setVisible((i + 1) * ROW_PX <= self._holder.height())

    def ask_note(self) -> None:
        """Open the field for a note."""
        self.edit.clear()
        self._holder.setMinimumHeight(0)  # the field takes the room of the rows, none of the codes
        self.edit.show()
        self.edit.setFocus()

    def show_steps(self, undoable: str, redoable: str) -> None:
        """Say whether there is something to take back, or to do again."""
        self.undo.setEnabled(bool(undoable))
        self.redo.setEnabled(bool(redoable))

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the newest events; phases stand in the header and the ribbon."""
        coded = [e for e in events if not e.code.startswith(PHASE_PREFIX)]
        self._shown = coded[::-1][: len(self.rows)]
        lines = [
            ("▸ " if event.event_id in self.chosen else "") + event_line(event, self._codebook)
            for event in self._shown
        ]
        for row, line in zip(self.rows, lines + [""] * len(self.rows), strict=False):
            row.set_text(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the event under the mouse."""
        found = self._under(event)
        if found is not None:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.event_picked.emit(found.event_id, more)
            if not more:
                self.event_chosen.emit(found.onset)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the event under the mouse."""
        if (found := self._under(event)) is not None:
            self.event_opened.emit(found.event_id)

    def _under(self, event: QMouseEvent) -> Event | None:
        inside = self._holder.mapFrom(self, event.position().toPoint())
        place = inside.y() // ROW_PX
        there = self._holder.rect().contains(inside) and place < len(self._shown)
        return self._shown[place] if there else None

    def _hide_edit(self) -> None:
        self.edit.hide()
        self._holder.setMinimumHeight(LEAST_ROWS * ROW_PX)

    @Slot()
    def _on_return(self) -> None:
        text = self.edit.text().strip()
        self._hide_edit()
        if text:
            self.note_entered.emit(text)
        self.note_closed.emit()

    @Slot()
    def _on_dropped(self) -> None:
        self._hide_edit()
        self.note_closed.emit()
