"""What the colours and patterns mean, and what they do not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.style import Theme, font
from gui.look.translation import say
from gui.look.zone_paint import paint_zone
from safehold.core.types import ZoneName
from safehold.core.wording import ZONE_LABELS

SWATCH_W, ROW_H, GAP_PX, BETWEEN_PX = 16.0, 18.0, 6.0, 16.0
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height that the present width needs, and hardly any width."""
        return QSize(300, round(self._layout_of(self.width())[-1].bottom()) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the words break elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _layout_of(self, width: float) -> list[QRectF]:
        """Return the place of each look with its word, and last that of the sentence.

        The sentence stands beside the looks where there is room for it in one line.
        """
        metrics = QFontMetricsF(font(12))
        places: list[QRectF] = []
        x, y = 0.0, 0.0
        for _, _, label in self.looks:
            wide = SWATCH_W + GAP_PX + metrics.horizontalAdvance(label) + BETWEEN_PX
            if x > 0 and x + wide - BETWEEN_PX > width:
                x, y = 0.0, y + ROW_H
            places.append(QRectF(x, y, wide, ROW_H))
            x += wide
        if x + metrics.horizontalAdvance(self.sentence) + 2 <= width:
            return [*places, QRectF(x, y, width - x, ROW_H)]
        room = QRectF(0, y + ROW_H, max(width, 100.0), 400)
        told = metrics.boundingRect(room, WRAP, self.sentence)
        return [*places, QRectF(0, room.top(), room.width(), told.height())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint swatches with their words, then the sentence."""
        painter = QPainter(self)
        painter.setFont(font(12))
        *places, rest = self._layout_of(self.width())
        for (zone, held, label), place in zip(self.looks, places, strict=True):
            swatch = QRectF(place.left(), place.top() + 3, SWATCH_W, ROW_H - 6)
            paint_zone(painter, swatch, self._theme, zone, held=held, strength=0.85)
            painter.setPen(QColor(self._theme.text))
            words = place.adjusted(SWATCH_W + GAP_PX, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), label)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(rest, WRAP, self.sentence)
