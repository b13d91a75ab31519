"""The fields of a study, one under the other; what is wrong stands below its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from gui.look.style import font
from gui.look.translation import decimal_point, say_message
from gui.start.page import words
from safehold.core.toml_edit import Value
from safehold.desk.study_draft import Fault

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


class Kind(Enum):
    """What a field takes."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a study."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    """Values with their words, of a choice."""
    hint: str = ""
    """Unit, range, or what the field means; its tooltip."""


class _Line(QLineEdit):
    """Leaves the keys of undo to the page where nothing was typed."""

    def event(self, event: QEvent) -> bool:
        """Take back what was typed here, and nothing else."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


def value_of(field: Field, text: str) -> Value | None:
    """Return what a text means in a field; None for nothing, which leaves the default.

    A number that is none is given as it is: the study says what is wrong with it.
    """
    text = text.strip()
    if field.kind is Kind.NAMES:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if field.kind is not Kind.NUMBER:
        return text
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        return text  # "4 min", or a mistake
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def text_of(value: Any) -> str:
    """Return a value as a field shows it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}".replace(".", decimal_point())
    return str(value)


def told(fault: Fault) -> str:
    """Return what is wrong and what to do, in a line of the language."""
    return " ".join(say_message(part) for part in (fault.message, fault.remedy) if part)


class FieldForm(QWidget):
    """Fields with their words at the left.

    Parameters
    ----------
    fields : sequence of Field
        From top to bottom.
    """

    edited = Signal(str, object)
    """Key of the field, and its value; None where it shall have its default."""

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self.editors: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        self._faults = {field.key: words("", 12, name="warning") for field in fields}
        self._shown: dict[str, Any] = {}
        self._filling = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        for k, field in enumerate(fields):
            editor = self._editor(field)
            label = words(field.label, 13)
            label.setBuddy(editor)
            grid.addWidget(label, 2 * k, 0)
            grid.addWidget(editor, 2 * k, 1)
            grid.addWidget(self._faults[field.key], 2 * k + 1, 1)
            self._faults[field.key].hide()
            self.editors[field.key] = editor
        grid.setRowStretch(2 * len(self.fields), 1)

    def _editor(self, field: Field) -> QLineEdit | QComboBox | QCheckBox:
        editor: QLineEdit | QComboBox | QCheckBox
        if field.kind is Kind.CHOICE:
            editor = box = QComboBox()
            for value, said in field.choices:
                box.addItem(said, value)
            box.activated.connect(lambda _=0, f=field, b=box: self._say(f, b.currentData()))
        elif field.kind is Kind.FLAG:
            editor = flag = QCheckBox()
            flag.clicked.connect(lambda on=False, f=field: self._say(f, on))
        else:
            editor = line = _Line()
            line.editingFinished.connect(
                lambda f=field, e=line: self._say(f, value_of(f, e.text()))
            )
        editor.setFont(font(13))
        editor.setAccessibleName(field.label)
        editor.setAccessibleDescription(field.hint)
        editor.setToolTip(field.hint or field.label)
        return editor

    def _say(self, field: Field, value: Value | None) -> None:
        if not self._filling and text_of(value) != text_of(self._shown.get(field.key)):
            self.edited.emit(field.key, value)

    def show_values(self, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
        """Show what a study says; where it says nothing, its default in grey."""
        self._filling, self._shown = True, dict(values)
        for field in self.fields:
            editor, value = self.editors[field.key], values.get(field.key)
            default = defaults.get(field.key)
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(default if value is None else value))
            elif isinstance(editor, QCheckBox):
                editor.setChecked(bool(default if value is None else value))
            else:
                editor.setPlaceholderText(text_of(default))
                if editor.text() != text_of(value):
                    editor.setText(text_of(value))
                editor.setModified(False)
        self._filling = False

    def show_fault(self, key: str, told: str) -> None:
        """Say below a field what is wrong with it; below no field for an empty key."""
        for name, label in self._faults.items():
            label.setText(told if name == key else "")
            label.setVisible(name == key and bool(told))
            hint = next(field.hint for field in self.fields if field.key == name)
            wrong = told if name == key else ""
            self.editors[name].setAccessibleDescription(f"{wrong} {hint}".strip())
