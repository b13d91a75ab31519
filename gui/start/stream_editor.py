"""What a stream is, said by the user: whose, what, in which unit, which channel, which way up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.look.style import font
from gui.look.translation import say, say_message
from gui.start.page import StepButton, words
from safehold.core.types import Role
from safehold.desk.workbench import Correction, StreamRow

ROLES = tuple(role for role in Role if role is not Role.DERIVED)
UNITS = ("mV", "µV", "V", "s", "ms", "bpm", "a.u.")


class StreamEditor(QWidget):
    """Corrects the chosen stream; each change counts at once and is remembered by the study."""

    said = Signal(object, object)
    """The row and what is said of it (:class:`safehold.desk.workbench.Correction`)."""
    forgotten = Signal(object)
    """The row that is to be proposed again."""

    def __init__(self) -> None:
        super().__init__()
        self._row: StreamRow | None = None
        self.why = words("", 13, name="muted")
        self.person, self.role, self.unit = QComboBox(), QComboBox(), QComboBox()
        for role in ROLES:
            self.role.addItem(say(role.value.replace("_", " ")), role.value)
        self._unit_line = QLineEdit()
        self.unit.setLineEdit(self._unit_line)
        self.channel = QComboBox()
        self.inverted = QCheckBox(self.tr("upside down"))
        self.anew = StepButton("sensors.forget")
        line = QHBoxLayout()
        for widget, name in (
            (self.person, self.tr("Whose the chosen stream is")),
            (self.role, self.tr("What the chosen stream measures")),
            (self.unit, self.tr("What its numbers are in")),
            (self.channel, self.tr("Channel that carries it")),
            (
                self.inverted,
                self.tr("Upside down: breathing in goes down, or an ECG's beats"),
            ),
        ):
            widget.setFont(font(14))
            widget.setAccessibleName(name)
            widget.setToolTip(name)
            line.addWidget(widget)
            for inner in widget.findChildren(QLineEdit):
                inner.setAccessibleName(name)
                inner.setToolTip(name)
        line.addStretch(1)
        line.addWidget(self.anew)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.why)
        layout.addLayout(line)
        self.person.activated.connect(self._on_person)
        self.role.activated.connect(self._on_role)
        self.unit.activated.connect(self._on_unit)
        self._unit_line.editingFinished.connect(self._on_unit)
        self.channel.activated.connect(self._on_channel)
        self.inverted.toggled.connect(self._on_inverted)
        self.anew.clicked.connect(self._on_anew)
        self.show_row(None, ())

    def show_row(self, row: StreamRow | None, people: Sequence[str]) -> None:
        """Show what a stream is taken for, and why; nothing to say without one."""
        self.setEnabled(row is not None)
        if row is None or (row == self._row and self.person.count() == len(people) + 1):
            self._row = row
            if row is None:
                self.why.setText(self.tr("Choose a stream to say what it is."))
            return
        self._row = row
        with QSignalBlocker(self.inverted):
            self.person.clear()
            for label in people:
                self.person.addItem(say(label), label)
            self.person.addItem(self.tr("nobody's"), "")
            self.person.setCurrentIndex(self.person.findData(row.person))
            self.role.setCurrentIndex(self.role.findData(row.role.value))
            self.unit.clear()
            self.unit.addItems(list(dict.fromkeys((row.unit, *UNITS))))
            self.channel.clear()
            for k in range(row.channels):
                self.channel.addItem(self.tr("channel {0}").format(k + 1), k)
            self.channel.setCurrentIndex(row.channel)
            self.channel.setVisible(row.channels > 1)
            self.inverted.setChecked(row.inverted)
        self.anew.setEnabled(row.corrected)
        self.why.setText(f"{row.name}: {say_message(row.reason)}")

    def _say(self, said: Correction) -> None:
        if self._row is not None:
            self.said.emit(self._row, said)

    @Slot()
    def _on_person(self) -> None:
        self._say(Correction(person=self.person.currentData()))

    @Slot()
    def _on_role(self) -> None:
        self._say(Correction(role=Role(self.role.currentData())))

    @Slot()
    def _on_unit(self) -> None:
        unit = self.unit.currentText().strip()
        if self._row is not None and unit != self._row.unit:  # leaving the line says nothing new
            self._say(Correction(unit=unit))

    @Slot()
    def _on_channel(self) -> None:
        self._say(Correction(channel=self.channel.currentData()))

    @Slot(bool)
    def _on_inverted(self, inverted: bool) -> None:
        self._say(Correction(inverted=inverted))

    @Slot()
    def _on_anew(self) -> None:
        if self._row is not None:
            self.forgotten.emit(self._row)
