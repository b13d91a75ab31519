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
        self._one_line = False
        self.quiet = False
        """Written small and light: it says that there is nothing to say."""
        self.setFont(font(largest_px, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_quiet(self, quiet: bool) -> None:
        """Write small and light, or as large as there is room for."""
        if quiet != self.quiet:
            self.quiet = quiet
            self.setObjectName("muted" if quiet else "")
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()

    def keep_to_one_line(self, one_line: bool) -> None:
        """Take the height of one line only."""
        if one_line != self._one_line:
            self._one_line = one_line
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines of a middling font, or of one, and hardly any width."""
        if self._one_line:
            return QSize(40, QFontMetrics(font(self._sizes[1], bold=True)).lineSpacing())
        middling = (self._sizes[1] + self._sizes[2]) // 2
        return QSize(40, 2 * QFontMetrics(font(middling, bold=True)).lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return the same height and width."""
        return self.sizeHint()

    def fitting_font(self) -> tuple[QFont, bool]:
        """Return the font for the present width, and whether the text needs two lines."""
        largest, one_line, smallest = self._sizes
        if self.quiet:
            return font(one_line), False
        if self._one_line:
            largest, one_line = one_line, smallest
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
