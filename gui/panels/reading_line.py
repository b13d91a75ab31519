"""The line that says which reading of a session is on show, and that nothing has changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.look.style import font
from gui.look.translation import say_message
from gui.qt.elided_label import ElidedLabel
from safehold.core.messages import joined
from safehold.session.ports import Reading, Recomputing


class ReadingLine(QFrame):
    """Under the header of a replay that was computed again; hidden else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.words = ElidedLabel()
        self.words.setFont(font(13, bold=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.addWidget(self.words)
        self.hide()

    def show_reading(self, again: Recomputing) -> None:
        """Say what is on show."""
        found = again.found
        self.setVisible(found is not None)
        if found is None:
            return
        other = say_message(joined("; ", found.said)) if found.said else ""
        other = other or self.tr("the session's own parameters")
        unchanged = self.tr("The recording is unchanged.")
        told = {
            Reading.SEEN: self.tr("AS SEEN in the session."),
            Reading.BOTH: self.tr("BOTH. Lines and numbers: recomputed, {0}. Dotted: as seen."),
            Reading.AGAIN: self.tr("RECOMPUTED, not as seen: {0}."),
        }
        self.words.set_text(f"{told[again.reading].format(other)} {unchanged}")
