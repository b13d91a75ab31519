"""The keys that act on the whole window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.scrolling import scrolling
from gui.style import font

LOWEST_PX = 80
"""Height on the lowest screen; the rest can be scrolled."""


class KeyHelp(QFrame):
    """Keys without a button of their own, each with what it does."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Keys"))
        rows = (
            ("PgUp PgDn", self.tr("look back, forth")),
            ("End", self.tr("back to now")),
            ("+  −", self.tr("time scale")),
            ("Ctrl K T", self.tr("ask client, therapist")),
            ("Ctrl +  −", self.tr("scale of waves")),
            ("F6", self.tr("light, dark")),
            ("F7", self.tr("layout")),
            ("Ctrl E", self.tr("map of enough safety")),
            ("Ctrl D", self.tr("therapist's display")),
            ("F10", self.tr("large type")),
            ("F11", self.tr("full screen")),
            ("Ctrl+Q", self.tr("end and close")),
        )
        self._inside = QWidget()
        layout = QGridLayout(self._inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(1)
        layout.setColumnStretch(1, 1)
        # in large type there is no room for all on a small laptop
        for i, (key, meaning) in enumerate(rows[-3:] if large else rows):
            for column, text in enumerate((key, meaning)):
                label = QLabel(text)
                label.setFont(font(11, bold=column == 0))
                label.setObjectName("muted")
                layout.addWidget(label, i, column)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        area = scrolling(
            self._inside, name=self.tr("Keys"),
            explanation=self.tr("Keys without a button; Shift+F1 shows all of them"),
            lowest_px=LOWEST_PX,
        )  # fmt: skip
        area.setMinimumWidth(self._inside.sizeHint().width() + 6)
        outside.addWidget(area)
        self.setAccessibleName("; ".join(f"{key}: {meaning}" for key, meaning in rows))

    def sizeHint(self) -> QSize:
        """Return room for all rows."""
        return self._inside.sizeHint()
