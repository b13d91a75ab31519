"""A label that fits its room: a smaller font first, then two lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QWidget

from gui.look.style import font

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


class FittingLabel(QLabel):
    """Never leaves a word out before it has tried everything else.

    Parameters
    ----------
    largest_px, one_line_px, smallest_px : int
        Font size where there is room, the smallest one for a single line, and for two lines.
    """

    def __init__(
        self, largest_px: int, one_line_px: int, smallest_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._sizes = (largest_px, one_line_px, smallest_px)
        self.setFont(font(largest_px, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        """Return the height of two lines of a middling font, and hardly any width."""
        middling = (self._sizes[1] + self._sizes[2]) // 2
        return QSize(40, 2 * QFontMetrics(font(middling, bold=True)).lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return the same height and width."""
        return self.sizeHint()

    def fitting_font(self) -> tuple[QFont, bool]:
        """Return the font for the present width, and whether the text needs two lines."""
        largest, one_line, smallest = self._sizes
        for pixels in range(largest, one_line - 1, -1):
            single = font(pixels, bold=True)
            if QFontMetrics(single).horizontalAdvance(self.text()) <= self.width():
                return single, False
        for pixels in range(one_line, smallest, -1):
            double = font(pixels, bold=True)
            if self._wrapped(double).height() <= self.height():
                return double, True
        return font(smallest, bold=True), True

    def _wrapped(self, wrapped: QFont) -> QRect:
        return QFontMetrics(wrapped).boundingRect(self.rect(), WRAP, self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the text in the colour of the style sheet."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        painter.setPen(option.palette.windowText().color())
        chosen, double = self.fitting_font()
        painter.setFont(chosen)
        flags = WRAP if double else int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), flags, self.text())
