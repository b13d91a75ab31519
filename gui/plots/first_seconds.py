"""The first seconds of a signal that is imported."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.look.formatting import number_text
from gui.look.style import Theme, font
from safehold.core.types import FloatArray

MARGIN_PX = 8
HEIGHT_PX = 110
ROOM_PX = 74
"""For the numbers beside the curve."""


class FirstSeconds(QWidget):
    """Draws a few seconds of raw samples, with their smallest and largest value.

    Parameters
    ----------
    theme : Theme
        Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._times = self._values = np.empty(0)
        self._unit = ""
        self.setMinimumHeight(HEIGHT_PX)
        name = self.tr("The first seconds of the chosen signal, as they are in the file")
        self.setAccessibleName(name)
        self.setToolTip(name)

    @property
    def points(self) -> int:
        """How many samples are drawn."""
        return int(np.isfinite(self._values).sum())

    def clear_signal(self) -> None:
        """Draw nothing."""
        self.show_signal(np.empty(0), np.empty(0), "")

    def show_signal(self, times: FloatArray, values: FloatArray, unit: str) -> None:
        """Draw these samples.

        Parameters
        ----------
        times : ndarray, shape (n,)
            s, ascending.
        values : ndarray, shape (n,)
            NaN where there is none.
        unit : str
            Of the values; empty where it is not known.
        """
        self._times, self._values, self._unit = times, values, unit
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the curve."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.plot))
        painter.setFont(font(12))
        area = QRectF(self.rect()).adjusted(ROOM_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        good = np.isfinite(self._values)
        if good.sum() < 2:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("no samples here"))
            painter.end()
            return
        low, high = float(self._values[good].min()), float(self._values[good].max())
        span = (high - low) or 1.0
        last = float(self._times[-1]) or 1.0
        painter.setPen(QPen(QColor(self._theme.person(0)), 1.2))
        edges = np.flatnonzero(~good)
        for run in np.split(np.arange(good.size), edges):
            run = run[good[run]]
            x = area.left() + area.width() * self._times[run] / last
            y = area.bottom() - area.height() * (self._values[run] - low) / span
            points = [QPointF(*pair) for pair in zip(x.tolist(), y.tolist(), strict=True)]
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QColor(self._theme.muted))
        left = QRectF(4, MARGIN_PX, ROOM_PX - 8, area.height())
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(left, right | Qt.AlignmentFlag.AlignTop, number_text(high, ".3g"))
        painter.drawText(left, right | Qt.AlignmentFlag.AlignBottom, number_text(low, ".3g"))
        painter.drawText(left, right | Qt.AlignmentFlag.AlignVCenter, self._unit)
        seconds = self.tr("{0:.0f} s").format(last)
        painter.drawText(area, right | Qt.AlignmentFlag.AlignBottom, seconds)
        painter.end()
