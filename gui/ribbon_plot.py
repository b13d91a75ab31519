"""The event ribbon: phases, codes and confounds with their labels, over session time."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.event_words import event_label
from gui.formatting import clock_text
from gui.plot import DeviceItem, Plot, _Scale
from gui.style import Theme, color, font
from gui.time_window import TimeWindow
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, Codebook
from safehold.core.types import Event

LANES = 4
"""Phases, two lanes of codes, confounds."""
LABEL_PX = 11


class _Ribbon(DeviceItem):
    """All events as bars and flags in lanes."""

    def __init__(self, theme: Theme, codebook: Codebook) -> None:
        super().__init__()
        self._theme, self._codebook = theme, codebook
        self._events: tuple[Event, ...] = ()
        self._now = 0.0

    def set_events(self, events: tuple[Event, ...], now: float) -> None:
        """Show these events."""
        self._events, self._now = events, now
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint lane by lane; a label that would cover another goes to the next lane."""
        painter.setFont(font(LABEL_PX))
        metrics = QFontMetricsF(painter.font())
        height = area.height() / LANES
        free = [area.left() - 1e6] * LANES
        for event in self._events:
            end = self._now if event.duration is None else event.onset + event.duration
            x0, x1 = scale.x(event.onset), scale.x(end)
            if x1 < area.left() or x0 > area.right():
                continue
            lane = self._lane(event, x0, free)
            box = QRectF(x0, area.top() + lane * height + 1.5, max(x1 - x0, 0), height - 3)
            label = event_label(event, self._codebook)
            if len(label) > 26:
                label = label[:25] + "…"
            self._draw_event(painter, event, box, area, label)
            free[lane] = max(x1, max(x0, area.left()) + metrics.horizontalAdvance(label) + 10)

    def _lane(self, event: Event, x0: float, free: list[float]) -> int:
        if event.code.startswith(PHASE_PREFIX):
            return 0
        if event.code.startswith(CONFOUND_PREFIX):
            return LANES - 1
        return min(range(1, LANES - 1), key=lambda lane: (free[lane] > x0, lane))

    def _draw_event(
        self, painter: QPainter, event: Event, box: QRectF, area: QRectF, label: str
    ) -> None:
        faint = event.code.startswith((PHASE_PREFIX, CONFOUND_PREFIX))
        hue = self._theme.confound if faint else self._theme.event
        if event.duration != 0.0:
            painter.fillRect(box, color(hue, 0.24))
            if event.code.startswith(CONFOUND_PREFIX):
                painter.fillRect(box, QBrush(color(hue, 0.5), Qt.BrushStyle.FDiagPattern))
        painter.setPen(QPen(QColor(hue), 2))
        painter.drawLine(QLineF(box.left(), box.top(), box.left(), box.bottom()))
        if event.duration not in (None, 0.0):
            painter.drawLine(QLineF(box.right(), box.top(), box.right(), box.bottom()))
        left = max(box.left(), area.left()) + 5
        place = QRectF(left, box.top(), 400, box.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        text = f"{label} ▶" if event.duration is None else label
        painter.setPen(QColor(self._theme.muted if faint else self._theme.text))
        painter.drawText(place, flags, text)


class RibbonPlot(Plot):
    """The events with their words, and the time axis of all plots above it."""

    def __init__(
        self, theme: Theme, codebook: Codebook, window: TimeWindow, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme, caption="", name="", explanation="", bottom_axis=True, parent=parent
        )
        self.setAccessibleName(self.tr("Events"))
        self.setToolTip(
            self.tr("Phases, codes and confounds. Lines and shaded spans continue through all "
                    "plots. Page Up and Page Down look back and forth, End returns to now, plus "
                    "and minus change the time scale.")
        )  # fmt: skip
        self._window = window
        self._ribbon = _Ribbon(theme, codebook)
        self.add(self._ribbon)
        self.set_y(0, 1, [])

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the events in the common stretch of time."""
        left, right = self._window.range
        self.set_x(left, right)
        self._ribbon.set_events(events, self._window.now)
        every = next((s for s in (10, 30, 60, 120, 300, 600, 1800) if (right - left) / s <= 9), 3600)
        first = int(left // every + 1) * every
        ticks = [(float(t), clock_text(t)) for t in range(first, int(right) + 1, every)]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])
