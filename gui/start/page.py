"""What the pages around a session share: title, sentence, what is missing, buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.actions.table import action, key_of
from gui.look.style import font, sized
from gui.look.translation import say, say_key
from gui.qt.refusal_line import RefusalLine

STEPS_WIDE_PX = 900
BUTTONS_PX = 70
"""Room of the buttons at the lower edge."""


def words(text: str = "", pixels: int = 14, *, bold: bool = False, name: str = "") -> QLabel:
    """Return a label that breaks its lines."""
    label = QLabel(text)
    label.setFont(font(pixels, bold=bold))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if name:
        label.setObjectName(name)
    return label


class StepButton(QPushButton):
    """A button with its key in words, known to assistive technology.

    Parameters
    ----------
    action_id : str
        Names the action; the button listens to its key while its page is shown.
    """

    refused = Signal()
    """It was pressed by mouse although it cannot be used now."""

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self._key = key_of(action_id)
        self.rename(say(action(action_id).words))
        self.setFont(font(14))
        self.setMinimumHeight(sized(34))
        self.explain(say(action(action_id).meaning))
        self.setAutoDefault(True)

    def explain(self, meaning: str) -> None:
        """Say what it does, in a sentence."""
        self.setAccessibleDescription(meaning)
        self.setToolTip(meaning)

    def event(self, event: QEvent) -> bool:
        """Say that a press was in vain; a page says why."""
        if event.type() == QEvent.Type.MouseButtonPress and not self.isEnabled():
            self.refused.emit()
        return super().event(event)

    @property
    def key(self) -> str:
        """Key as Qt names it."""
        return self._key

    def rename(self, text: str) -> None:
        """Say something else; the key stays."""
        self.setText(f"{text}   {say_key(self._key)}")
        self.setAccessibleName(text)
        self.setShortcut(self._key)  # a new text takes it away


class Page(QFrame):
    """One step: a title, a sentence, the content, what is missing, and the buttons below.

    Parameters
    ----------
    title : str
        What this step is.
    sentence : str
        What to do here.
    """

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setMaximumWidth(sized(STEPS_WIDE_PX))
        self.title = words(title, 24, bold=True)
        self.sentence = words(sentence, 15, name="muted")
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.missing = words("", 14, name="warning")
        self.refusals = RefusalLine(self, edge_px=BUTTONS_PX)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.sentence)
        layout.addLayout(self.content, 1)
        layout.addWidget(self.missing)
        layout.addLayout(self._buttons)

    def beside_title(self, *buttons: QPushButton) -> None:
        """Put buttons beside the title, for what belongs to the whole window."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in buttons:
            row.addWidget(button)
        self._layout.insertLayout(0, row)

    def hears(self, action_id: str, do: Callable[[], None]) -> None:
        """Have the key of an action without a button do something while the page is shown."""
        shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
        shortcut.activated.connect(do)

    def add_buttons(self, *buttons: QPushButton, left: int = 1) -> None:
        """Put buttons below, the first ones left, the others right."""
        self.refuse_by(*(button for button in buttons if isinstance(button, StepButton)))
        for i, button in enumerate(buttons):
            self._buttons.addWidget(button)
            if i == left - 1:
                self._buttons.addStretch(1)

    def show_missing(self, text: str) -> None:
        """Say what is missing before one can go on; nothing when nothing is."""
        self.missing.setText(text)
        self.missing.setVisible(bool(text))
        self.missing.setAccessibleName(text)

    def refuse(self, why: str) -> None:
        """Say why a key or a button did nothing."""
        self.refusals.say(why)

    def why_not(self, button: StepButton) -> str:  # noqa: ARG002 - for the pages
        """Return why a button cannot be used now, in words."""
        return self.missing.text() if self.missing.isVisibleTo(self) else ""

    def refuse_by(self, *buttons: StepButton) -> None:
        """Let these buttons say why when they are pressed in vain."""
        for button in buttons:
            button.refused.connect(partial(self._refuse_step, button))

    def _refuse_step(self, button: StepButton) -> None:
        told = self.tr("{0}: not possible now. {1}")
        self.refuse(told.format(button.accessibleName(), self.why_not(button)).strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why the key of a step does nothing: usable buttons have taken theirs before."""
        keys = QKeySequence(event.keyCombination())
        named = [b for b in self.findChildren(StepButton) if QKeySequence(b.key) == keys]
        if named and not any(b.isEnabled() and b.isVisibleTo(self) for b in named):
            self._refuse_step(next((b for b in named if b.isVisibleTo(self)), named[0]))
        super().keyPressEvent(event)

    def enter(self) -> None:
        """Get ready to be shown."""

    def first_focus(self) -> QWidget | None:
        """Return the widget that has the keyboard first."""
        return None
