"""Notices: what the program wants one to know, newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import font
from gui.look.translation import say_message
from gui.qt.elided_label import ElidedLabel
from safehold.core.types import Level, Notice

GLYPHS = {Level.INFO: "·", Level.WARNING: "▲", Level.ERROR: "■"}


class NoticePanel(QFrame):
    """The newest notices; warnings carry a triangle, errors a square, both in one yellow."""

    def __init__(self, *, rows: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Notices"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(5)
        self.rows = [ElidedLabel(lines=12, grow=True) for _ in range(rows)]
        for row in self.rows:
            row.setFont(font(12))
            layout.addWidget(row)
            row.hide()
        self.none = QLabel(self.tr("none"))
        self.none.setObjectName("muted")
        self.none.setFont(font(12))
        layout.addWidget(self.none)
        layout.addStretch(1)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Show the last notices of the sequence, newest on top."""
        newest = notices[::-1][: len(self.rows)]
        self.none.setVisible(not newest)
        for row, notice in zip(self.rows, (*newest, *[None] * len(self.rows)), strict=False):
            row.setVisible(notice is not None)
            if notice is None:
                continue
            when = "" if notice.t is None else f"{clock_text(notice.t)}  "
            message = say_message(notice.message)
            row.set_text(f"{GLYPHS[notice.level]} {when}{message}")
            name = "muted" if notice.level is Level.INFO else "warning"
            if row.objectName() != name:
                row.setObjectName(name)
                row.style().polish(row)
            row.setAccessibleName(f"{notice.level.value}: {message}")
