"""What the pages around a session share: title, sentence, what is missing, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.style import font

STEPS_WIDE_PX = 900


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
    text : str
        What it does.
    key : str
        Key as Qt names it (``Ctrl+N``); the button listens to it while its page is shown.
    explanation : str
        Tooltip.
    """

    def __init__(self, text: str, key: str, explanation: str) -> None:
        super().__init__()
        self._key = key
        self.rename(text)
        self.setFont(font(14))
        self.setMinimumHeight(34)
        self.setAccessibleDescription(explanation)
        self.setToolTip(explanation)
        self.setAutoDefault(True)

    def rename(self, text: str) -> None:
        """Say something else; the key stays."""
        self.setText(f"{text}   {self._key}" if self._key else text)
        self.setAccessibleName(text)
        if self._key:
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
        self.setMaximumWidth(STEPS_WIDE_PX)
        self.title = words(title, 24, bold=True)
        self.sentence = words(sentence, 15, name="muted")
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.missing = words("", 14, name="warning")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.sentence)
        layout.addLayout(self.content, 1)
        layout.addWidget(self.missing)
        layout.addLayout(self._buttons)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put buttons below, the first one left, the others right."""
        for i, button in enumerate(buttons):
            self._buttons.addWidget(button)
            if i == 0:
                self._buttons.addStretch(1)

    def show_missing(self, text: str) -> None:
        """Say what is missing before one can go on; nothing when nothing is."""
        self.missing.setText(text)
        self.missing.setVisible(bool(text))
        self.missing.setAccessibleName(text)

    def enter(self) -> None:
        """Get ready to be shown."""

    def first_focus(self) -> QWidget | None:
        """Return the widget that has the keyboard first."""
        return None
