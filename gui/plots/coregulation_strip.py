"""The place of co-regulation: kept free, and saying why nothing stands there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.style import Theme, color, font
from gui.plots.plot import AXIS_WIDTH

HEIGHT_PX = 24


class CoregulationStrip(QWidget):
    """A reserved strip under the ribbon; it shows no number, because none is computed live."""

    def __init__(self, theme: Theme, people: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = (
            self.tr("co-regulation: reserved · needs 5 min of both people, not computed live")
            if people >= 2
            else self.tr("co-regulation: reserved · needs two people")
        )
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words)
        self.setToolTip(
            self.tr("Reserved for how two people's signals move together. That takes "
                "minutes of both and a comparison with chance, so there is no number "
                "here.")
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        """Return one line of words."""
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint an empty, hatched place with its words."""
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(AXIS_WIDTH, 1, -1, -1)
        painter.fillRect(place, QColor(self._theme.plot))
        hatch = QBrush(color(self._theme.muted, 0.14), Qt.BrushStyle.FDiagPattern)
        painter.fillRect(place, hatch)
        painter.setFont(font(11))
        painter.setPen(QColor(self._theme.muted))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        words = painter.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(place.width()) - 14
        )
        painter.drawText(place.adjusted(7, 0, -7, 0), flags, words)
