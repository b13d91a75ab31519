"""What the colours and patterns mean, and what they do not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.style import Theme, font
from gui.look.translation import say
from gui.look.zone_paint import paint_zone
from safehold.core.types import ZoneName
from safehold.core.wording import ZONE_LABELS

SWATCH_W, ROW_H = 22.0, 19.0
NARROW_PX = 400


class ZoneLegend(QWidget):
    """One swatch per look, and the standing sentence in short."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        looks = [(zone, False, say(ZONE_LABELS[zone])) for zone in ZoneName]
        self.looks = [*looks, (ZoneName.WITHIN, True, self.tr("held: inputs missing"))]
        self.sentence = self.tr(
            "Relative to each person's own resting baseline. Not a measurement of safety or "
            "emotion: a prompt to look and ask."
        )
        names = ", ".join(label for _, _, label in self.looks)
        self.setAccessibleName(self.tr("Legend: {0}. {1}").format(names, self.sentence))
        self.setToolTip(self.sentence)

    def sizeHint(self) -> QSize:
        """Return room for two rows of swatches and two lines of words."""
        return QSize(300, 84)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint swatches with their words, then the sentence."""
        painter = QPainter(self)
        narrow = self.width() < NARROW_PX
        painter.setFont(font(12))
        row_h = ROW_H - 3 if narrow else ROW_H
        swatch_w, gap, between = (14, 4, 8) if narrow else (SWATCH_W, 6, 14)
        metrics = QFontMetricsF(painter.font())
        x, y = 0.0, 2.0
        for zone, held, label in self.looks:
            wide = swatch_w + gap + metrics.horizontalAdvance(label) + between
            if x > 0 and x + wide - between > self.width():
                x, y = 0.0, y + row_h
            swatch = QRectF(x, y + 2, swatch_w, row_h - 6)
            paint_zone(painter, swatch, self._theme, zone, held=held, strength=0.85)
            painter.setPen(QColor(self._theme.text))
            place = QRectF(x + swatch_w + gap, y, wide, row_h - 2)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), label)
            x += wide
        rest = QRectF(0, y + row_h + 3, self.width(), self.height() - y - row_h - 3)
        painter.setPen(QColor(self._theme.muted))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        painter.drawText(rest, flags, self.sentence)
