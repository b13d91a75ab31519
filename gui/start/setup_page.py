"""The first step of a new session: who, under which code, coded how, shown how."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from gui.look.style import font
from gui.look.translation import say, say_message
from gui.start.page import Page, StepButton, words
from safehold.core.study import Display, Study, veiled_as
from safehold.desk.workbench import Setup

Gaps = Callable[[Setup], Mapping[str, str]]
EXAMPLES = {"client": "P07", "therapist": "T02"}
"""Study codes that show what is meant; other roles: ``P08``."""


class SetupPage(Page):
    """Asks for what only the user knows; the study file gives the rest.

    Parameters
    ----------
    gaps : callable
        Returns what a set-up lacks, by field.
    """

    back_asked = Signal()
    next_asked = Signal(object)

    def __init__(self, gaps: Gaps) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("New session"))
        self.sentence.setText(
            self.tr("Study codes only: never a name, never a date. Tab continues, Enter is Next.")
        )
        self._gaps = gaps
        self._folder, self._study = Path(), Study()
        self._form = QGridLayout()
        self._form.setColumnStretch(1, 1)
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(4)
        self.content.addLayout(self._form)
        self.content.addStretch(1)
        self._row = 0
        self._building = True
        self.session = self._line(self.tr("Session code"), "d07-s03")
        self.people: dict[str, QLineEdit] = {}
        self.back = StepButton("setup.back")
        self.next = StepButton("setup.next")
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self._on_next)
        self.add_buttons(self.back, self.next)
        self.ask(Path(), Study(), session_id="", codebooks=(), network="")

    def _line(self, label: str, example: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(example)
        self._place(label, edit)
        edit.textChanged.connect(self._on_changed)
        edit.returnPressed.connect(self._on_next)
        return edit

    def _choice(self, label: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        for value, text in entries:
            box.addItem(text, value)
        self._place(label, box)
        box.currentIndexChanged.connect(self._on_changed)
        return box

    def _place(self, label: str, widget: QWidget) -> None:
        widget.setFont(font(14))
        widget.setAccessibleName(label)
        widget.setToolTip(label)
        head = words(label, 14)
        head.setBuddy(widget)
        self._form.addWidget(head, self._row, 0)
        self._form.addWidget(widget, self._row, 1)
        self._row += 1

    def ask(
        self,
        folder: Path,
        study: Study,
        *,
        session_id: str,
        codebooks: Sequence[str],
        network: str,
    ) -> None:
        """Fill the form for a study; the people are those of the study."""
        self._folder, self._study, self._building = folder, study, True
        while self._row > 1:  # all but the session code
            self._row -= 1
            for column in (0, 1):
                item = self._form.itemAtPosition(self._row, column)
                if item is not None and (old := item.widget()) is not None:
                    self._form.removeWidget(old)
                    old.deleteLater()
        self.session.setText(session_id)
        self.people = {}
        for person in study.people:
            label = self.tr("Study code of {0}").format(say(person.label))
            self.people[person.label] = self._line(label, EXAMPLES.get(person.role, "P08"))
            self.people[person.label].setText(person.code if person.code != person.label else "")
        self.coder = self._line(self.tr("Study code of the coder (may be empty)"), "R2")
        self.coder.setText(study.coder)
        self.codebook = self._choice(self.tr("Codebook"), [(name, name) for name in codebooks])
        self.codebook.setCurrentIndex(max(0, self.codebook.findData(study.codebook)))
        self.display = self._choice(self.tr("This window shows"), (
            (Display.FULL.value, self.tr("everything")),
            (Display.REDUCED.value, self.tr("no number: signal quality, phase and events")),
            (Display.BLIND.value, self.tr("nothing of the physiology (blind)")),
        ))  # fmt: skip
        self.display.setCurrentIndex(max(0, self.display.findData(study.display["main"].value)))
        self.network = self._choice(self.tr("Sensors send from"), (
            ("loopback", self.tr("this computer")),
            ("lan", self.tr("other computers too (use a network of your own)")),
        ))  # fmt: skip
        self.network.setCurrentIndex(max(0, self.network.findData(network)))
        for before, after in zip(self._tab_order(), self._tab_order()[1:], strict=False):
            self.setTabOrder(before, after)
        self._building = False
        self._on_changed()

    def _tab_order(self) -> list[QWidget]:
        return [
            self.session, *self.people.values(), self.coder, self.codebook, self.display,
            self.network, self.next, self.back,
        ]  # fmt: skip

    def first_focus(self) -> QWidget:
        """Return the first field that is empty, else one that something is wrong with."""
        lines = (self.session, *self.people.values())
        empty = next((line for line in lines if not line.text().strip()), None)
        if empty is not None:
            return empty
        wrong = self._gaps(self.setup())
        if "session" not in wrong and "people" in wrong and self.people:
            return next(iter(self.people.values()))
        return self.codebook if set(wrong) == {"codebook"} else self.session

    def setup(self) -> Setup:
        """Return what the form says."""
        people = tuple(
            dataclasses.replace(person, code=self.people[person.label].text().strip())
            for person in self._study.people
        )
        mode = Display(self.display.currentData())
        study = dataclasses.replace(
            self._study,
            people=people,
            coder=self.coder.text().strip(),
            codebook=str(self.codebook.currentData()),
            display=veiled_as(self._study.display, mode),
        )
        network = str(self.network.currentData())
        return Setup(self._folder, self.session.text().strip(), study, network)

    @Slot()
    def _on_changed(self) -> None:
        if self._building:
            return
        gaps = dict(self._gaps(self.setup()))
        self.show_missing("\n".join(dict.fromkeys(say_message(text) for text in gaps.values())))
        self.next.setEnabled(not gaps)

    @Slot()
    def _on_next(self) -> None:
        if self.next.isEnabled():
            self.next_asked.emit(self.setup())
        else:
            self.first_focus().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter be Next on a list too: it has no use for the key."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(self.focusWidget(), QComboBox):
                self._on_next()
            return
        super().keyPressEvent(event)
