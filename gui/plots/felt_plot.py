"""What a person said of the session afterwards, over session time, and where it parts ways."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.look.decimate import break_gaps, min_max_columns
from gui.look.formatting import number_text
from gui.look.style import Theme, color
from gui.plots.event_overlay import EventOverlay
from gui.plots.plot import DeviceItem, Plot, _Scale, curve
from gui.plots.time_window import TimeWindow
from safehold.core.types import Event
from safehold.session.person_view import Felt

BAR_PX = 4.0
"""Height of the line where two people's ratings part."""


class _Apart(DeviceItem):
    """Spans behind the curve: hatched against the measure, a line below against the other's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.felt: Felt | None = None
        self.setZValue(-10)

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the spans."""
        if self.felt is None:
            return
        hatched = QBrush(color(self._theme.text, 0.30), Qt.BrushStyle.BDiagPattern)
        for t0, t1 in self.felt.apart:
            box = QRectF(scale.x(t0), area.top(), scale.x(t1) - scale.x(t0), area.height())
            painter.fillRect(box, color(self._theme.muted, 0.18))
            painter.fillRect(box, hatched)
        for t0, t1 in self.felt.between:
            left, width = scale.x(t0), scale.x(t1) - scale.x(t0)
            box = QRectF(left, area.bottom() - BAR_PX, width, BAR_PX)
            painter.fillRect(box, color(self._theme.event, 0.9))


class FeltPlot(Plot):
    """One continuous rating on its own scale; hidden where the person gave none."""

    def __init__(
        self, theme: Theme, hue: str, window: TimeWindow, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, caption="", name="", explanation="", parent=parent)
        self.setAccessibleName(self.tr("Rated afterwards"))
        self.setToolTip(
            self.tr("What the person said when seeing the session again. Hatched: felt and "
                    "measured part ways, by a standard deviation or more. Line at the bottom: the "
                    "two people's ratings part. Felt is not measured.")
        )  # fmt: skip
        self._window = window
        self._apart = _Apart(theme)
        self._curve = curve(hue, width=1.8, smooth=True)
        self.overlay = EventOverlay(theme, window)
        self.point_into(window)
        for item in (self._apart, self._curve, self.overlay):
            self.add(item)
        self.hide()

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the person's hue."""
        pen = QPen(self._curve.opts["pen"])
        pen.setColor(QColor(hue))
        self._curve.setPen(pen)
        self.overlay.recolour()
        super().recolour(hue)

    def show_felt(self, felt: Felt | None, events: tuple[Event, ...]) -> None:
        """Show a rating in the common stretch of time."""
        if felt is None:
            return
        left, right = self._window.range
        self.set_x(left, right)
        low, high = felt.scale.low, felt.scale.high
        margin = 0.06 * (high - low)
        ticks = [(v, number_text(v)) for v in (low, (low + high) / 2, high)]
        self.set_y(low - margin, high + margin, ticks)
        self.caption.set(text=self.tr("{0} · rated afterwards").format(felt.scale.name))
        seen = (felt.t >= left - 1) & (felt.t <= right + 1)
        x, y = min_max_columns(felt.t[seen], felt.values[seen], column_s=max(self.column_s, 0.1))
        x, y = break_gaps(x, y, longest_s=max(0.5, 2.5 * self.column_s))
        self._curve.setData(x, y, connect="finite", skipFiniteCheck=False)
        self._apart.felt = felt
        self._apart.update()
        self.overlay.set_events(events, self._window.now, head=self._window.head)


def shows(felt: Felt | None) -> bool:
    """Tell whether there is anything to draw."""
    return felt is not None and bool(np.isfinite(felt.values).any())
