"""The whole session on one strip: a row of zones per person, the events, the part in view."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.look.translation import say
from gui.look.zone_paint import ZoneRun, paint_zone, zone_runs
from gui.plots.time_window import TimeWindow
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX
from safehold.core.types import Event
from safehold.session.model import SessionModel
from safehold.session.person_view import PersonView

NAMES_PX = (74, 160)
"""Least and most width of the names before the rows."""
LENGTHS_S = (180, 600, 1800, 3600, 5400, 7200, 10800, 14400, 21600, 43200, 86400)
"""The strip grows in these steps, so that it stands still most of the time."""


class OverviewStrip(QWidget):
    """Click or drag to look back; recording and monitoring go on. With Shift, draw a span."""

    span_drawn = Signal(float, float)
    """Session time, s: from and to."""

    def __init__(
        self, theme: Theme, model: SessionModel, window: TimeWindow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._model, self._window = theme, model, window
        self._runs: dict[str, list[ZoneRun]] = {}
        self._events: tuple[Event, ...] = ()
        self._span: tuple[float, float] | None = None
        self.looped: tuple[float, float] | None = None
        """The span that a replay plays again and again, session time, s."""
        self.ghosts: tuple[float, ...] = ()
        """Onsets of events that are looked at and not there yet, session time, s."""
        metrics = QFontMetrics(font(12))
        widest = max((metrics.horizontalAdvance(say(name)) for name in model.people), default=0)
        self._names_px = min(max(widest + 12, NAMES_PX[0]), NAMES_PX[1])
        self.setFixedHeight(22 + 14 * len(model.people))
        self.setAccessibleName(self.tr("Whole session"))
        self.setToolTip(
            self.tr("The whole session: zones of each person and the events. Click or drag to "
                    "look back, End to return to now. In a replay a click goes to that moment, "
                    "and Shift and drag draws a span to be measured and looped.")
        )  # fmt: skip
        window.changed.connect(self.update)

    def refresh(self, events: tuple[Event, ...]) -> None:
        """Take in new ticks and events."""
        self._events = events
        for name, person in self._model.people.items():
            t = person.ticks.column("t")
            columns = (person.ticks.column(c)[: t.size] for c in ("state", "held"))
            self._runs[name] = zone_runs(t, *columns)
        self.update()

    def _length(self) -> float:
        return float(next((s for s in LENGTHS_S if self._window.whole <= s), LENGTHS_S[-1]))

    def _x(self, t: float) -> float:
        return self._names_px + t / self._length() * (self.width() - self._names_px - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint rows, events, labels and the frame of what is in view."""
        painter = QPainter(self)
        painter.setFont(font(12))
        row_h, bottom = 14.0, 14.0 * len(self._runs) + 2
        painter.fillRect(
            QRectF(self._names_px, 2, self.width() - self._names_px, bottom),
            QColor(self.theme.plot),
        )
        for i, (name, runs) in enumerate(self._runs.items()):
            top = 2 + i * row_h
            painter.setPen(QColor(self.theme.person(i)))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            room = self._names_px - 8
            words = QFontMetrics(font(12)).elidedText(say(name), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(4, top, room, row_h), flags, words)
            for run in runs:
                x0, x1 = self._x(max(run.t0, 0)), self._x(run.t1)
                box = QRectF(x0, top + 1, max(x1 - x0, 0.6), row_h - 2)
                paint_zone(painter, box, self.theme, run.state, held=run.held, strength=0.6)
            self._paint_differing(painter, self._model.people[name], top + row_h)
        self._paint_events(painter, bottom)
        self._paint_frame(painter, bottom)

    def _paint_differing(self, painter: QPainter, person: PersonView, bottom: float) -> None:
        """Underline where two readings differ: pale for any number, full for the zone."""
        for what, height, strength in (("", 2.0, 0.45), ("zone", 4.0, 1.0)):
            for t0, t1 in person.differing.get(what, ()):
                x0, x1 = self._x(max(t0, 0)), self._x(t1)
                line = QRectF(x0, bottom - height, max(x1 - x0, 1.5), height)
                painter.fillRect(line, color(self.theme.text, strength))

    def _paint_events(self, painter: QPainter, bottom: float) -> None:
        painter.setPen(QPen(color(self.theme.event, 0.75), 1))
        coded = [
            e.onset for e in self._events if not e.code.startswith((PHASE_PREFIX, CONFOUND_PREFIX))
        ]
        painter.drawLines([QLineF(self._x(t), 1, self._x(t), bottom + 2) for t in coded])
        if self.ghosts:
            painter.setPen(QPen(QColor(self.theme.warn), 1, Qt.PenStyle.DotLine))
            painter.drawLines([QLineF(self._x(t), 1, self._x(t), bottom + 2) for t in self.ghosts])

    def _paint_frame(self, painter: QPainter, bottom: float) -> None:
        left, right = self._window.range
        frame = QRectF(self._x(max(left, 0)), 1.0, 0, bottom + 1)
        frame.setRight(min(self._x(right), self.width() - 1.5))
        painter.setPen(QPen(color(self.theme.text, 0.85), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        if self._span is not None:
            x0, x1 = sorted(self._x(t) for t in self._span)
            painter.fillRect(QRectF(x0, 1, x1 - x0, bottom + 1), color(self.theme.text, 0.35))
        self._paint_head(painter, bottom)
        painter.setPen(QColor(self.theme.muted))
        length = self._length()
        every = next((s for s in (60, 300, 600, 1800, 3600, 7200) if length / s <= 12), 14400)
        for t in range(0, int(length) + 1, every):
            flags = Qt.AlignmentFlag.AlignTop | (
                Qt.AlignmentFlag.AlignRight if t == length else Qt.AlignmentFlag.AlignHCenter
            )
            x = self._x(t) - (60 if t == length else 30)
            painter.drawText(QRectF(x, bottom + 4, 60, 14), int(flags), clock_text(t))

    def _paint_head(self, painter: QPainter, bottom: float) -> None:
        if self.looped is not None:
            x0, x1 = (self._x(t) for t in self.looped)
            painter.setPen(QPen(QColor(self.theme.text), 2))
            painter.drawLine(QLineF(x0, bottom + 2, x1, bottom + 2))
        if self._window.head is not None:
            x = self._x(self._window.head)
            painter.setPen(QPen(QColor(self.theme.text), 2))
            painter.drawLine(QLineF(x, 0, x, bottom + 4))

    def _time(self, event: QMouseEvent) -> float:
        width = max(self.width() - self._names_px - 1, 1)
        return (event.position().x() - self._names_px) / width * self._length()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the moment under the mouse, or begin a span there."""
        t = self._time(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._span = (t, t)
        else:
            self._window.look_at(t)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with a drag."""
        t = self._time(event)
        if self._span is None:
            self._window.look_at(t)
        else:
            self._span = (self._span[0], t)
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a span."""
        if self._span is not None:
            t0, t1 = sorted(self._span)
            self._span = None
            self.update()
            if t1 > t0:
                self.span_drawn.emit(max(t0, 0.0), t1)
