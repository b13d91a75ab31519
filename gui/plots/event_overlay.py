"""Events drawn across a plot: a line for a point, a shaded span for an interval."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from gui.look.style import Theme, color
from gui.plots.plot import DeviceItem, _Scale
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX
from safehold.core.types import Event, FloatArray


class EventOverlay(DeviceItem):
    """All events of the visible stretch, without words: the words stand in the ribbon."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
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
        self._span_brush = QBrush(color(theme.event, 0.055))
        self._hatch = QBrush(color(theme.confound, 0.20), Qt.BrushStyle.FDiagPattern)
        self._pens = {
            False: QPen(color(theme.event, 0.5), 1, Qt.PenStyle.SolidLine),
            True: QPen(color(theme.confound, 0.5), 1, Qt.PenStyle.DotLine),
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

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint spans first, lines on them; thousands of calls would cost more than the pixels."""
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
        top, height = area.top(), area.height()
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, kind in ((self._span_brush, ~self._confound), (self._hatch, self._confound)):
            chosen = seen & self._span & kind
            left = np.maximum(x0[chosen], area.left() - 1)
            right = np.minimum(x1[chosen], area.right() + 1)
            painter.setBrush(brush)
            painter.drawRects([QRectF(a, top, b - a, height) for a, b in _joined(left, right)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for faint, pen in self._pens.items():
            kind = seen & (self._faint == faint)
            columns = np.concatenate((x0[kind], x1[kind & self._closed]))
            painter.setPen(pen)
            painter.drawLines([QLineF(x, top, x, top + height) for x in _pixels(columns, area)])


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
