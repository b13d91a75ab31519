"""Where two readings of a session differ, drawn over a plot: the other line, and shading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from gui.look.style import Theme, color
from gui.look.zone_paint import finite_segments, thin_river
from gui.plots.plot import DeviceItem, _Scale, polygon
from safehold.core.recipe import Span
from safehold.core.types import FloatArray

BAR_PX = 3
"""Height of the bar at the top of a stretch that differs."""


def within(t: FloatArray, y: FloatArray, spans: Sequence[Span]) -> FloatArray:
    """Return values where they lie in one of the stretches, NaN elsewhere."""
    kept = np.zeros(t.size, dtype=np.bool_)
    for t0, t1 in spans:
        kept |= (t >= t0 - 1) & (t <= t1 + 1)
    return np.where(kept, y, np.nan)


class Differing(DeviceItem):
    """Stretches in which the readings differ: hatched, with a bar on top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: Sequence[Span] = ()
        self.setZValue(-5)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these stretches, session time s."""
        if tuple(spans) != tuple(self._spans):
            self._spans = tuple(spans)
            self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the stretches in view."""
        hatch = QBrush(color(self._theme.text, 0.13), Qt.BrushStyle.FDiagPattern)
        for t0, t1 in self._spans:
            if t1 < scale.left or t0 > scale.right:
                continue
            x0, x1 = max(scale.x(t0), area.left()), min(scale.x(t1), area.right())
            box = QRectF(x0, area.top(), max(x1 - x0, 1.0), area.height())
            painter.fillRect(box, hatch)
            painter.fillRect(
                QRectF(box.left(), box.top(), box.width(), BAR_PX), QColor(self._theme.text)
            )


class SeenLine(DeviceItem):
    """The curve as it was seen, where it differs: dotted, over the one that was recomputed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._t = self._y = np.empty(0)
        self.setZValue(5)

    def set_data(self, t: FloatArray, y: FloatArray) -> None:
        """Show these values; none for none."""
        if t.size or self._t.size:
            self._t, self._y = t, y
            self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the line in view."""
        seen = (self._t >= scale.left - 2) & (self._t <= scale.right + 2)
        column_s = (scale.right - scale.left) / max(area.width(), 1)
        t, y = self._t[seen], self._y[seen]
        t, _, y, _ = thin_river(t, y, np.zeros(y.size), column_s=column_s)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(self._theme.text, 0.8), 1.4, Qt.PenStyle.DotLine))
        for part in finite_segments(y, longest=max(1.5, 1.5 * column_s), t=t):
            painter.drawPolyline(QPolygonF(polygon(scale.xs(t[part]), scale.ys(y[part]))))
