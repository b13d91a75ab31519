"""Events drawn across a plot: a line for a point, a shaded span for an interval."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from gui.plot import DeviceItem, _Scale
from gui.style import Theme, color
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX
from safehold.core.types import Event


class EventOverlay(DeviceItem):
    """All events of the visible stretch, without words: the words stand in the ribbon."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._events: tuple[Event, ...] = ()
        self._now = 0.0
        self._origin = 0.0
        self.setZValue(20)

    def set_events(self, events: tuple[Event, ...], now: float, *, origin: float = 0.0) -> None:
        """Show these events; ``origin`` is the session time at x = 0."""
        self._events, self._now, self._origin = events, now, origin
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint spans first, lines on them."""
        lines: dict[bool, list[QLineF]] = {False: [], True: []}
        for event in self._events:
            end = self._now if event.duration is None else event.onset + event.duration
            left, right = event.onset - self._origin, end - self._origin
            if right < scale.left or left > scale.right:
                continue
            confound = event.code.startswith(CONFOUND_PREFIX)
            faint = confound or event.code.startswith(PHASE_PREFIX)
            x0, x1 = scale.x(left), scale.x(right)
            lines[faint].append(QLineF(x0, area.top(), x0, area.bottom()))
            if event.duration == 0.0 or event.code.startswith(PHASE_PREFIX):
                continue
            span = QRectF(x0, area.top(), x1 - x0, area.height())
            if confound:
                hatch = QBrush(color(self._theme.confound, 0.20), Qt.BrushStyle.FDiagPattern)
                painter.fillRect(span, hatch)
            else:
                painter.fillRect(span, color(self._theme.event, 0.055))
            if event.duration is not None:
                lines[faint].append(QLineF(x1, area.top(), x1, area.bottom()))
        for faint, drawn in lines.items():
            hue = color(self._theme.confound if faint else self._theme.event, 0.5)
            style = Qt.PenStyle.DotLine if faint else Qt.PenStyle.SolidLine
            painter.setPen(QPen(hue, 1, style))
            painter.drawLines(drawn)
