"""The codes: a button and a key each, with what is open now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme
from gui.look.translation import say
from gui.qt.key_button import KeyButton
from gui.qt.scrolling import scrolling
from safehold.core.codebook import Code, Codebook
from safehold.core.types import EventKind

ONE_COLUMN = 8
"""More codes than this stand in two columns, so that all are seen at 768 rows."""
ALL_SEEN = 28
"""More codes than this can be scrolled on a low screen."""
LOWEST_PX = 200


class CodePanel(QFrame):
    """Emits ``code_pressed`` the moment a button goes down, not when it is let go."""

    code_pressed = Signal(str)

    def __init__(self, theme: Theme, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Codes"))
        self._inside = QWidget()
        layout = QGridLayout(self._inside)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(3)
        columns = 1 if len(codebook.codes) <= ONE_COLUMN else 2
        self.buttons: dict[str, KeyButton] = {}
        for i, code in enumerate(codebook.codes):
            button = KeyButton(theme, code.key, self._label(code), self._explain(code))
            button.setProperty("code", code.code)
            button.pressed.connect(self._on_pressed)
            self.buttons[code.code] = button
            layout.addWidget(button, i // columns, i % columns)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        if len(codebook.codes) > ALL_SEEN:
            explanation = self.tr("Codes with their keys")
            outside.addWidget(
                scrolling(self._inside, name=self.tr("Codes"), explanation=explanation,
                          lowest_px=LOWEST_PX)
            )  # fmt: skip
        else:
            outside.addWidget(self._inside)

    def sizeHint(self) -> QSize:
        """Return room for all buttons."""
        return self._inside.sizeHint()

    def _label(self, code: Code) -> str:
        label = say(code.label)
        return f"{label} ({code.actor})" if code.actor in ("C", "T") else label

    def _explain(self, code: Code) -> str:
        shape = (
            self.tr("Press to start, press again to end.")
            if code.kind is EventKind.INTERVAL
            else self.tr("A single moment.")
        )
        return f"{say(code.meaning)}. {shape}"

    @Slot()
    def _on_pressed(self) -> None:
        self.code_pressed.emit(str(self.sender().property("code")))

    def show_open(self, open_codes: Mapping[str, float], now: float) -> None:
        """Show which intervals are open, and for how long; one that begins later, from when."""
        for code, button in self.buttons.items():
            onset = open_codes.get(code)
            if onset is None:
                text = ""
            elif onset >= now + 1:  # a replay went back to before it
                text = self.tr("from {0}").format(clock_text(onset))
            else:
                text = f"▶ {clock_text(now - onset)}"
            button.set_state(text, active=onset is not None)
