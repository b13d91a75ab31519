"""A list of a study (people, phases, scales, prompts) with the fields of the chosen entry."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from gui.look.style import Theme, font, sized
from gui.look.translation import say
from gui.qt.scrolling import scrolling
from gui.start.design_fields import FieldForm, text_of, told
from gui.start.design_sections import ENTRIES, NAMED, NEW
from gui.start.phase_strip import PhaseStrip
from safehold.core.toml_edit import Value
from safehold.desk.study_draft import StudyDraft

LIST_PX = 210


class EntryList(QWidget):
    """Adds, removes, orders and fills the entries of one list.

    Parameters
    ----------
    name : str
        ``person``, ``phase``, ``scale`` or ``prompt``.
    title : str
        What the list is called.
    """

    edited = Signal(object, object)
    """Way to a value, and the value; None for its default."""
    added = Signal(str, int, object)
    removed = Signal(str, int)
    moved = Signal(str, int, int)
    stretched = Signal(int, float)
    """Which phase, and its new length, s."""

    def __init__(self, name: str, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._draft: StudyDraft | None = None
        self.list = QListWidget()
        self.list.setFont(font(13))
        self.list.setAccessibleName(title)
        self.list.setToolTip(title)
        self.list.setFixedWidth(sized(LIST_PX))
        self.form = FieldForm(ENTRIES[name]())
        self.strip = PhaseStrip(theme) if name == "phase" else None
        self.add = self._button(self.tr("New entry"), self._on_add)
        self.drop = self._button(self.tr("Remove"), self._on_remove)
        self.up = self._button(self.tr("Move up"), lambda: self._on_move(-1))
        self.down = self._button(self.tr("Move down"), lambda: self._on_move(1))
        buttons = QHBoxLayout()
        for button in (self.add, self.drop, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.list)
        body.addWidget(scrolling(self.form, name=title, explanation=title, lowest_px=120), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 4)
        if self.strip is not None:
            layout.addWidget(self.strip)
            self.strip.chosen.connect(self.list.setCurrentRow)
            self.strip.moved.connect(lambda a, b: self.moved.emit("phase", a, b))
            self.strip.stretched.connect(self.stretched)
        layout.addLayout(body, 1)
        layout.addLayout(buttons)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.form.edited.connect(self._on_edited)

    def _button(self, text: str, do: Any) -> QPushButton:
        button = QPushButton(text)
        button.setFont(font(13))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False: do())
        return button

    @property
    def current(self) -> int:
        """Place of the chosen entry."""
        return max(self.list.currentRow(), 0)

    def show_draft(self, draft: StudyDraft, choose: int | None = None) -> None:
        """Show the entries as they are now."""
        self._draft = draft
        entries = [draft.entry(self.name, k) for k in range(draft.count(self.name))]
        wanted = min(self.current if choose is None else choose, len(entries) - 1)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._title(entry, k) for k, entry in enumerate(entries)])
        self.list.setCurrentRow(wanted)
        self.list.blockSignals(False)
        self.drop.setEnabled(len(entries) > 1)
        self._on_chosen(wanted)

    def _title(self, entry: Any, k: int) -> str:
        said = entry.get("label") or entry.get("name") or text_of(entry.get("scales"))
        return say(str(said)) if said else str(k + 1)

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        if self._draft is None or not 0 <= row < self._draft.count(self.name):
            return
        self.form.show_values(self._draft.entry(self.name, row), self._defaults(row))
        if self.strip is not None:
            self.strip.show_phases(self._draft.study.phases, row)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(row + 1 < self._draft.count(self.name))
        fault = self._draft.fault
        here = fault is not None and fault.place[:2] == (self.name, row)
        key = ""
        if fault is not None and here and len(fault.place) > 2:
            key = str(fault.place[2])
        self.form.show_fault(key, told(fault) if fault is not None and key else "")

    def _defaults(self, row: int) -> dict[str, Any]:
        """Return what holds where an entry says nothing: of a phase what its kind gives."""
        draft = self._draft
        if self.name != "phase" or draft is None or row >= len(draft.study.phases):
            return {"recall": True, "at_most": 6, "apart_s": 180} if self.name != "phase" else {}
        phase = draft.study.phases[row]
        return {"kind": phase.kind.value, "name": phase.name, "label": phase.label,
                "seconds": phase.seconds, "instruction": phase.instruction,
                "breaths_per_min": phase.breaths_per_min, "marks": phase.marks}  # fmt: skip

    @Slot(str, object)
    def _on_edited(self, key: str, value: Value | None) -> None:
        self.edited.emit((self.name, self.current, key), value)

    def _on_add(self) -> None:
        self.added.emit(self.name, self.current + 1, self.new_entry())

    def new_entry(self) -> dict[str, Value]:
        """Return an entry with a name that no other one has."""
        draft = self._draft
        values: dict[str, Value] = dict(NEW[self.name])
        if draft is None:
            return values
        if self.name == "prompt":
            return {"scales": (draft.study.scales[0].name,), **values}
        key = NAMED[self.name]
        taken = {str(draft.entry(self.name, k).get(key)) for k in range(draft.count(self.name))}
        stem = {"person": "client", "phase": "task", "scale": "scale"}[self.name]
        named = next(f"{stem}{k}" for k in range(2, 1000) if f"{stem}{k}" not in taken)
        label = {} if self.name == "person" else {"label": named.capitalize()}
        return {key: named, **label, **values}

    def _on_remove(self) -> None:
        self.removed.emit(self.name, self.current)

    def _on_move(self, step: int) -> None:
        self.moved.emit(self.name, self.current, self.current + step)
