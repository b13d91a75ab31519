"""The event ribbon: phases, codes and confounds with their labels, over session time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.look.event_words import event_label
from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.plots.plot import DeviceItem, Plot, _Scale
from gui.plots.time_window import TimeWindow
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, Codebook
from safehold.core.types import Event

LANES = 5
"""Phases, three lanes of codes, confounds."""
LABEL_PX = 11


@dataclass(frozen=True, slots=True)
class _Bar:
    """An event in pixels."""

    event: Event
    left: float
    right: float
    words: str

    @property
    def faint(self) -> bool:
        return self.event.code.startswith((PHASE_PREFIX, CONFOUND_PREFIX))


class _Ribbon(DeviceItem):
    """All events as bars and flags in lanes."""

    def __init__(self, theme: Theme, codebook: Codebook) -> None:
        super().__init__()
        self._theme, self._codebook = theme, codebook
        self._events: tuple[Event, ...] = ()
        self._widths: dict[str, float] = {}
        self._now = 0.0
        self._head: float | None = None

    def set_events(self, events: tuple[Event, ...], now: float, head: float | None) -> None:
        """Show these events, and the play head where there is one."""
        self._events, self._now, self._head = events, now, head
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint lane by lane; a label ends where the next event of its lane begins."""
        painter.setFont(font(LABEL_PX))
        metrics = QFontMetricsF(painter.font())
        height = area.height() / LANES
        bars: list[list[_Bar]] = [[] for _ in range(LANES)]
        for event in self._events:
            end = self._now if event.duration is None else event.onset + event.duration
            bar = _Bar(event, scale.x(event.onset), scale.x(end), self._words(event))
            if bar.right >= area.left() and bar.left <= area.right():
                self._put(bar, bars, metrics)
        for lane, row in enumerate(bars):
            top = area.top() + lane * height + 1.5
            for i, bar in enumerate(row):
                limit = row[i + 1].left if i + 1 < len(row) else area.right()
                box = QRectF(bar.left, top, max(bar.right - bar.left, 0), height - 3)
                self._draw_bar(painter, bar, box)
                left = max(bar.left, area.left()) + 5
                words = metrics.elidedText(
                    bar.words, Qt.TextElideMode.ElideRight, max(limit - left - 3, 0)
                )
                painter.setPen(QColor(self._theme.muted if bar.faint else self._theme.text))
                place = QRectF(left, top, max(limit - left, 0), height - 3)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        if self._head is not None:
            x = scale.x(self._head)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def _words(self, event: Event) -> str:
        label = event_label(event, self._codebook)
        return f"{label} ▶" if event.duration is None else label

    def _put(self, bar: _Bar, bars: list[list[_Bar]], metrics: QFontMetricsF) -> None:
        """Put a bar into the first code lane that is free there, else into the emptiest."""
        if bar.event.code.startswith(PHASE_PREFIX):
            bars[0].append(bar)
            return
        if bar.event.code.startswith(CONFOUND_PREFIX):
            bars[-1].append(bar)
            return

        def free_from(row: list[_Bar]) -> float:
            if not row:
                return -1e9
            last = row[-1]
            return max(last.right, last.left + self._width(last.words, metrics) + 10)

        lanes = bars[1:-1]
        fits = [row for row in lanes if free_from(row) <= bar.left]
        (fits[0] if fits else min(lanes, key=free_from)).append(bar)

    def _width(self, words: str, metrics: QFontMetricsF) -> float:
        """Return the width of words: measured once, for there are few and events are many."""
        if words not in self._widths:
            self._widths[words] = metrics.horizontalAdvance(words)
        return self._widths[words]

    def _draw_bar(self, painter: QPainter, bar: _Bar, box: QRectF) -> None:
        hue = self._theme.confound if bar.faint else self._theme.event
        if bar.event.duration != 0.0:
            painter.fillRect(box, color(hue, 0.22))
            if bar.event.code.startswith(CONFOUND_PREFIX):
                painter.fillRect(box, QBrush(color(hue, 0.4), Qt.BrushStyle.FDiagPattern))
        painter.setPen(QPen(QColor(hue), 2))
        painter.drawLine(QLineF(box.left(), box.top(), box.left(), box.bottom()))
        if bar.event.duration not in (None, 0.0):
            painter.drawLine(QLineF(box.right(), box.top(), box.right(), box.bottom()))


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
            self.tr("Phases, codes and confounds. Lines and shaded spans continue through "
                "all plots. Page Up and Page Down look back and forward, End returns "
                "to now, plus and minus change the time scale.")
        )  # fmt: skip
        self._window = window
        self._ribbon = _Ribbon(theme, codebook)
        self.add(self._ribbon)
        self.set_y(0, 1, [])

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the events in the common stretch of time."""
        left, right = self._window.range
        self.set_x(left, right)
        self._ribbon.set_events(events, self._window.now, self._window.head)
        every = next(
            (s for s in (10, 30, 60, 120, 300, 600, 1800) if (right - left) / s <= 9), 3600
        )
        first = int(left // every + 1) * every
        ticks = [(float(t), clock_text(t)) for t in range(first, int(right) + 1, every)]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])
