"""A label that leaves out whole parts where it is too narrow; the full text is its tooltip."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

UNIT = re.compile(r"(?<=\d) (?=(?:s|min|h|ms|bpm|Hz|%|kB|MB)\b|%)")
"""The space between a number and its unit, where no line may end."""
BREAKS = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
"""Where a line may end."""
PART = " · "
"""Stands between the parts of a text of which the last ones may be left out."""


def _cut(lines: list[str], text: str) -> bool:
    return lines[-1].endswith("…") and not text.endswith("…")


class ElidedLabel(QLabel):
    """One or two lines of text that never ask for more room than they get.

    Parts between ``PART`` are left out from the end until the rest fits, the least important
    last; only a first part that does not fit alone ends in an ellipsis.

    Parameters
    ----------
    lines : int
        Number of lines shown; the last one is elided.
    grow : bool
        Take only as many of the lines as the text needs at the present width.
    whole : bool
        Leave the first part out too where it does not fit.
    """

    def __init__(
        self,
        text: str = "",
        *,
        lines: int = 1,
        grow: bool = False,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._lines, self._grow, self._whole = lines, grow, whole
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def full_text(self) -> str:
        """The text, elided or not."""
        return self.text()

    def set_text(self, text: str) -> None:
        """Change the text; does nothing when it is the same."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
            self.setToolTip(text if len(text) > 12 else "")

    def set_lines(self, lines: int) -> None:
        """Show so many lines at most."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        lines = len(self._broken()) if self._grow else self._lines
        return QSize(40, self.fontMetrics().lineSpacing() * lines + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the text breaks elsewhere."""
        super().resizeEvent(event)
        if self._grow and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the height of the lines and hardly any width."""
        return self.sizeHint()

    def _broken(self) -> list[str]:
        """Return the text in at most the given number of lines."""
        parts = self.text().split(PART)
        for kept in range(len(parts), 0, -1):
            text = PART.join(parts[:kept])
            lines = self._lines_of(text)
            if len(" ".join(lines)) == len(" ".join(text.split())) and not _cut(lines, text):
                return lines
        return [""] if self._whole else self._lines_of(parts[0])

    def _lines_of(self, text: str) -> list[str]:
        metrics, width = self.fontMetrics(), self.width()
        held = UNIT.sub("\N{NO-BREAK SPACE}", text.strip())
        words, lines = BREAKS.split(held), [""]
        while words and len(lines) <= self._lines:
            longer = f"{lines[-1]} {words[0]}".strip()
            fits = metrics.horizontalAdvance(longer) <= width or not lines[-1]
            if fits or len(lines) == self._lines:
                lines[-1] = longer
                words.pop(0)
            else:
                lines.append("")
        if metrics.horizontalAdvance(lines[-1]) > width:  # Qt leaves out what fits to a pixel
            lines[-1] = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the lines in the colour of the style sheet."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        painter.setPen(option.palette.windowText().color())
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        flags = int(self.alignment() | Qt.TextFlag.TextSingleLine)
        step = self.fontMetrics().lineSpacing()
        if self._lines == 1:
            painter.drawText(self.rect(), flags, self._broken()[0])
            return
        for row, line in enumerate(self._broken()):
            area = self.rect().adjusted(0, row * step, 0, 0)
            area.setHeight(step)
            painter.drawText(area, flags, line)
