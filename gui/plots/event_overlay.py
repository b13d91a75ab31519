"""Events at the foot of a plot: a tick for an edge, a bar for an interval.

Only the event that the mouse points at is drawn across the plot: many lines would be read as
part of the curves.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.plots.plot import DeviceItem, _Scale
from gui.plots.time_window import TimeWindow
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX
from safehold.core.types import Event, FloatArray

TICK_PX, BAR_PX = 6.0, 3.0
"""Height of a tick, and of the bar of an interval."""


class EventOverlay(DeviceItem):
    """All events of the visible stretch; the words of all of them stand in the ribbon.

    Parameters
    ----------
    window : TimeWindow or None
        Knows where the mouse points; None for plots in which nothing is pointed at.
    """

    def __init__(self, theme: Theme, window: TimeWindow | None = None) -> None:
        super().__init__()
        self._window = window
        self.words: Callable[[Event], str] | None = None
        """What is written at the event that is pointed at; None for nothing."""
        self._pointed: int | None = None
        if window is not None:
            window.pointed.connect(self._on_pointed)
        self._events: tuple[Event, ...] = ()
        self._now = self._origin = 0.0
        self._head: float | None = None
        self._onsets = self._ends = np.empty(0)
        self._confound = self._faint = self._span = self._closed = np.empty(0, dtype=bool)
        self._theme = theme
        self.recolour()
        self.setZValue(20)

    def recolour(self) -> None:
        """Take the theme's present colours."""
        theme = self._theme
        self._bar = QBrush(color(theme.event, 0.55))
        self._hatch = QBrush(color(theme.confound, 0.7), Qt.BrushStyle.Dense5Pattern)
        self._pens = {
            False: QPen(color(theme.event, 0.9), 1, Qt.PenStyle.SolidLine),
            True: QPen(color(theme.confound, 0.7), 1, Qt.PenStyle.SolidLine),
        }
        self.update()

    def set_events(
        self,
        events: tuple[Event, ...],
        now: float,
        *,
        origin: float = 0.0,
        head: float | None = None,
    ) -> None:
        """Show these events.

        Parameters
        ----------
        events : tuple of Event
            Those of the session.
        now : float
            Where intervals that are open end, session time, s.
        origin : float
            Session time at x = 0, s.
        head : float or None
            Session time of the play head, s; None for no head.
        """
        self._head = head
        if events != self._events:
            self._events = events
            self._sort_out(events)
            self._on_pointed()
        self._now, self._origin = now, origin
        self.update()

    def _sort_out(self, events: tuple[Event, ...]) -> None:
        """Keep as arrays what every frame asks of every event."""
        self._onsets = np.array([e.onset for e in events])
        durations = np.array([np.nan if e.duration is None else e.duration for e in events])
        self._ends = self._onsets + durations
        phase = np.array([e.code.startswith(PHASE_PREFIX) for e in events], dtype=bool)
        self._confound = np.array([e.code.startswith(CONFOUND_PREFIX) for e in events], dtype=bool)
        self._faint = self._confound | phase
        self._span = (durations != 0.0) & ~phase
        self._closed = self._span & np.isfinite(durations)

    @Slot()
    def _on_pointed(self) -> None:
        """Find the event that the mouse points at: the nearest edge that is near enough."""
        found: int | None = None
        pointer = None if self._window is None else self._window.pointer
        if pointer is not None and self._onsets.size:
            at, within = pointer
            away = np.fmin(np.abs(self._onsets - at), np.abs(self._ends - at))
            nearest = int(np.argmin(away))
            found = nearest if away[nearest] <= within else None
        if found != self._pointed:
            self._pointed = found
            self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint bars first, ticks on them; thousands of calls would cost more than the pixels."""
        if self._head is not None:
            x = scale.x(self._head - self._origin)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        ends = np.where(np.isnan(self._ends), self._now, self._ends) - self._origin
        onsets = self._onsets - self._origin
        seen = (ends >= scale.left) & (onsets <= scale.right)
        if not seen.any():
            return
        x0, x1 = scale.xs(onsets), scale.xs(ends)
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, kind in ((self._hatch, self._confound), (self._bar, ~self._confound)):
            chosen = seen & self._span & kind
            left = np.maximum(x0[chosen], area.left() - 1)
            right = np.minimum(x1[chosen], area.right() + 1)
            painter.setBrush(brush)
            top = area.bottom() - BAR_PX
            painter.drawRects([QRectF(a, top, b - a, BAR_PX) for a, b in _joined(left, right)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for faint, pen in self._pens.items():
            kind = seen & (self._faint == faint)
            columns = np.concatenate((x0[kind], x1[kind & self._closed]))
            painter.setPen(pen)
            top = area.bottom() - TICK_PX
            painter.drawLines([QLineF(x, top, x, area.bottom()) for x in _pixels(columns, area)])
        if self._pointed is not None and self._pointed < len(self._events):
            self._draw_pointed(painter, area, (x0[self._pointed], x1[self._pointed]))

    def _draw_pointed(self, painter: QPainter, area: QRectF, edges: tuple[float, float]) -> None:
        """Draw the event that is pointed at across the plot, and say which it is."""
        event = self._events[self._pointed or 0]
        left, right = max(edges[0], area.left()), min(edges[1], area.right())
        if event.duration != 0.0:
            painter.fillRect(
                QRectF(left, area.top(), right - left, area.height()),
                color(self._theme.event, 0.10),
            )
        painter.setPen(QPen(color(self._theme.event, 0.9), 1))
        for x in edges:
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        if self.words is None:
            return
        painter.setFont(font(12))
        words = f"{clock_text(event.onset)} {self.words(event)}"
        wide = painter.fontMetrics().horizontalAdvance(words) + 8
        start = min(max(left + 3, area.left()), area.right() - wide)
        box = QRectF(start, area.top() + 3, wide, 16)
        painter.fillRect(box, color(self._theme.plot, 0.92))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def _joined(left: FloatArray, right: FloatArray) -> list[tuple[float, float]]:
    """Return the union of spans, ascending by their left ends: each pixel is filled once."""
    if left.size == 0:
        return []
    reach = np.maximum.accumulate(right)
    cuts = np.r_[0, np.flatnonzero(left[1:] > reach[:-1]) + 1]
    ends = np.r_[cuts[1:] - 1, left.size - 1]
    return list(zip(left[cuts].tolist(), reach[ends].tolist(), strict=True))


def _pixels(columns: FloatArray, area: QRectF) -> list[float]:
    """Return the columns in view, each once: lines on one pixel look like one."""
    inside = columns[(columns >= area.left() - 1) & (columns <= area.right() + 1)]
    return [float(x) for x in np.unique(np.round(inside))]
