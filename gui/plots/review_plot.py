"""A stretch of a heart or breath signal with its points, to be edited by mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.look.decimate import break_gaps, min_max_columns
from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.plots.event_overlay import EventOverlay
from gui.plots.plot import DeviceItem, Plot, _Scale, line_of
from processing.signals.edited_points import Point, PointState
from processing.signals.proposals import Proposal
from safehold.core.correction import CorrectionKind
from safehold.core.types import Event, FloatArray

STEM_PX, MARK_PX = 15.0, 5.0
GRASP_PX = 9
"""A stroke is dragged from so near."""
TICKS_S = (1, 2, 5, 10, 20, 30, 60)


def axis_ticks(t0: float, t1: float) -> list[tuple[float, str]]:
    """Return the labelled ticks of a stretch of session time: seconds since its begin as x."""
    step = next((s for s in TICKS_S if (t1 - t0) / s < 9), TICKS_S[-1])
    first = int(-(-t0 // step)) * step
    return [(t - t0, clock_text(float(t))) for t in range(first, int(t1) + 1, step)]


def usual_range(times: FloatArray, values: FloatArray) -> tuple[float, float]:
    """Return the range that most seconds of a signal fill: noise must not squeeze the rest."""
    seconds = np.floor(times - times[0]).astype(np.int64)
    first = np.flatnonzero(np.r_[True, np.diff(seconds) > 0])
    lows, highs = np.minimum.reduceat(values, first), np.maximum.reduceat(values, first)
    return float(np.median(lows)), float(np.median(highs))


class _Curve(DeviceItem):
    """The wave, broken where samples are missing."""

    def __init__(self, hue: str) -> None:
        super().__init__(still=False)
        self._pen = QPen(QColor(hue), 1.2)
        self.x = self.y = np.empty(0)

    def recolour(self, hue: str) -> None:
        """Draw in another colour."""
        self._pen.setColor(QColor(hue))

    def draw(self, painter: QPainter, _area: QRectF, scale: _Scale) -> None:
        """Paint each unbroken piece."""
        painter.setPen(self._pen)
        if self.x.size < 2:
            return
        x, y = scale.xs(self.x), scale.ys(self.y)
        broken = np.flatnonzero(np.isnan(y))
        for start, stop in zip(np.r_[0, broken + 1], np.r_[broken, y.size], strict=True):
            if stop - start > 1:
                painter.drawPolyline(line_of(x[start:stop], y[start:stop]))


class _Spans(DeviceItem):
    """What is rejected, what the stretch is, and what was drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(still=False)
        self._theme = theme
        self.stretch: tuple[float, float] | None = None
        self.rejected: list[tuple[float, float]] = []
        self.drawn: tuple[float, float] | None = None

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the stretch as a light band, rejected spans hatched, a drawn one outlined."""
        theme = self._theme

        def band(span: tuple[float, float]) -> QRectF:
            x0, x1 = scale.x(span[0]), scale.x(span[1])
            return QRectF(x0, area.top(), max(x1 - x0, 1.0), area.height())

        if self.stretch is not None:
            painter.fillRect(band(self.stretch), color(theme.text, 0.06))
        for span in self.rejected:
            painter.fillRect(band(span), QBrush(color(theme.unknown, 0.7),
                                                Qt.BrushStyle.DiagCrossPattern))  # fmt: skip
        if self.drawn is not None:
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.setBrush(color(theme.text, 0.10))
            painter.drawRect(band(self.drawn).adjusted(0, 1, 0, -2))


class _Marks(DeviceItem):
    """Strokes: automatic bare; edited ones with a shape; deleted crossed; proposed dotted."""

    def __init__(self, theme: Theme, hue: str) -> None:
        super().__init__(still=False)
        self._theme, self.hue = theme, hue
        self.points: list[tuple[Point, float]] = []
        """Each with the height of the wave there; x is seconds since the begin of the view."""
        self.proposals: list[tuple[Proposal, float]] = []
        self.selected: float | None = None
        self.cursor: float | None = None
        self.setZValue(30)

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint every point; the chosen one in a frame."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12, bold=True))
        if self.cursor is not None:
            painter.setPen(QPen(QColor(self._theme.text), 1, Qt.PenStyle.DashLine))
            x = scale.x(self.cursor)
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        for point, height in self.points:
            self._point(painter, area, scale, point, height)
        for proposal, height in self.proposals:
            self._proposal(painter, area, scale, proposal, height)

    def _foot(self, area: QRectF, scale: _Scale, x: float, height: float, up: float) -> QPointF:
        y = scale.y(height) - up * 4
        return QPointF(scale.x(x), min(max(y, area.top() + 26), area.bottom() - 26))

    def _point(
        self, painter: QPainter, area: QRectF, scale: _Scale, point: Point, height: float
    ) -> None:
        up = 1.0 if point.above else -1.0
        foot = self._foot(area, scale, point.t, height, up)
        tip = foot - QPointF(0, up * STEM_PX)
        ink = QColor(self._theme.warn if point.flagged and point.there else self._theme.text)
        style = Qt.PenStyle.SolidLine if point.there else Qt.PenStyle.DotLine
        painter.setPen(QPen(ink, 1.6, style))
        painter.drawLine(QLineF(foot, tip))
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if point.flagged and point.there and point.state is PointState.AUTOMATIC:
            painter.drawPolygon(_triangle(tip, up))
        elif point.state is PointState.ADDED:
            painter.setBrush(QColor(self.hue))
            painter.drawEllipse(tip, MARK_PX, MARK_PX)
        elif point.state is PointState.MOVED:
            painter.setBrush(QColor(self.hue))
            painter.drawPolygon(_diamond(tip))
            self._way(painter, scale, point, tip)
        elif point.state is PointState.ECTOPIC:
            box = QRectF(tip.x() - 7, tip.y() - 7, 14, 14)
            painter.fillRect(box, QColor(self._theme.plot))
            painter.drawRect(box)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "E")
        elif not point.there:
            painter.drawEllipse(tip, MARK_PX, MARK_PX)
            _cross(painter, tip, MARK_PX + 2)
        if self.selected is not None and abs(point.t - self.selected) < 1e-6:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            top, bottom = sorted((foot.y() + up * 4, tip.y() - up * 10))
            painter.drawRoundedRect(QRectF(foot.x() - 10, top, 20, bottom - top), 4, 4)

    def _way(self, painter: QPainter, scale: _Scale, point: Point, tip: QPointF) -> None:
        """Paint from where a moved point came."""
        if point.origin is not None:
            x = scale.x(point.origin - self._begin)
            painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, tip.y(), tip.x(), tip.y()))
            painter.drawLine(QLineF(x, tip.y() - 4, x, tip.y() + 4))

    _begin = 0.0

    def begin_at(self, t0: float) -> None:
        """Take the session time at x = 0, s."""
        self._begin = t0

    def _proposal(
        self, painter: QPainter, area: QRectF, scale: _Scale, one: Proposal, height: float
    ) -> None:
        """Paint what a press of the accepting key would do: dotted, beside the strokes."""
        at = one.t0 if one.t1 is None else one.t1
        foot = self._foot(area, scale, at, height, 1.0)
        tip = foot - QPointF(0, STEM_PX + 9)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.hue), 2, Qt.PenStyle.DotLine))
        if one.kind is not CorrectionKind.DELETE:
            painter.drawLine(QLineF(foot, tip))
        if one.kind is CorrectionKind.DELETE:
            painter.setPen(QPen(QColor(self.hue), 2))
            _cross(painter, foot - QPointF(0, STEM_PX / 2), MARK_PX + 3)
        elif one.kind is CorrectionKind.ECTOPIC:
            box = QRectF(tip.x() - 8, tip.y() - 8, 16, 16)
            painter.drawRect(box)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "E")
        elif one.kind is CorrectionKind.MOVE:
            painter.drawPolygon(_diamond(tip))
            x = scale.x(one.t0)
            painter.drawLine(QLineF(x, tip.y(), tip.x(), tip.y()))
        else:
            painter.drawEllipse(tip, MARK_PX + 1, MARK_PX + 1)


def _triangle(tip: QPointF, up: float) -> QPolygonF:
    reach = MARK_PX
    return QPolygonF([tip, tip + QPointF(-reach, -up * 8), tip + QPointF(reach, -up * 8)])


def _diamond(at: QPointF) -> QPolygonF:
    r = MARK_PX + 1
    return QPolygonF([at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r),
                      at + QPointF(-r, 0)])  # fmt: skip


def _cross(painter: QPainter, at: QPointF, r: float) -> None:
    painter.drawLine(QLineF(at.x() - r, at.y() - r, at.x() + r, at.y() + r))
    painter.drawLine(QLineF(at.x() - r, at.y() + r, at.x() + r, at.y() - r))


class ReviewPlot(Plot):
    """The signal of a stretch; a click chooses, a drag moves, Shift and drag draws a span."""

    pointed = Signal(float)
    """Session time of a click, s."""
    moved = Signal(float, float)
    """Session time of the point that was dragged, and where to, s."""
    span_drawn = Signal(float, float)

    def __init__(self, theme: Theme, hue: str, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, caption="", name="", explanation="", bottom_axis=True, parent=parent
        )
        self.setAccessibleName(self.tr("Signal"))
        self.setToolTip(
            self.tr("Bare stroke: found automatically; with a triangle: flagged. Disc: added. "
                    "Diamond: moved. E: ectopic. Crossed and dotted: deleted. Dotted in colour: "
                    "proposed. A click chooses, a drag moves, Shift and drag draws a span.")
        )  # fmt: skip
        self._t0, self._t1 = 0.0, 1.0
        self._spans, self._curve = _Spans(theme), _Curve(hue)
        self._marks = _Marks(theme, hue)
        self.overlay = EventOverlay(theme)
        for item in (self._spans, self._curve, self.overlay, self._marks):
            self.add(item)
        self._grasped: float | None = None
        self._pressed: float | None = None
        self._drew = False
        self.getPlotItem().getAxis("left").setTicks([[]])  # its room aligns it with the intervals

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the hue of the person in view."""
        self._curve.recolour(hue)
        self._marks.hue = hue
        self.overlay.recolour()
        super().recolour(hue)

    def show_wave(self, t0: float, t1: float, times: FloatArray, values: FloatArray) -> None:
        """Show samples between two session times, s."""
        self._t0, self._t1 = t0, t1
        self.set_x(0.0, t1 - t0)
        self.getPlotItem().getAxis("bottom").setTicks([axis_ticks(t0, t1)])
        good = np.isfinite(values)
        times, values = times[good], values[good]
        self._wave = (times, values)
        if values.size:
            low, high = usual_range(times, values)
            room = max(high - low, 1e-9)
            self.set_y(low - 0.6 * room, high + 0.8 * room)
            x, y = min_max_columns(times, values, column_s=self.column_s)
            step = float(np.median(np.diff(times))) if times.size > 1 else 1.0
            x, y = break_gaps(x, y, longest_s=max(8 * step, 2.5 * self.column_s, 0.1))
            self._curve.x, self._curve.y = x - t0, y
        else:
            self.set_y(0.0, 1.0)
            self._curve.x = self._curve.y = np.empty(0)
        self._curve.update()

    _wave: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))

    def show_points(
        self,
        points: list[Point],
        proposals: list[Proposal],
        *,
        selected: float | None,
        cursor: float | None,
    ) -> None:
        """Show what is found, edited and proposed in the stretch in view; session times, s."""

        def seen(t: float) -> bool:
            return self._t0 - 1 <= t <= self._t1 + 1

        marks, t0 = self._marks, self._t0
        marks.begin_at(t0)
        marks.points = [(replace(p, t=p.t - t0), self._height(p.t)) for p in points if seen(p.t)]
        marks.proposals = [
            (
                replace(p, t0=p.t0 - t0, t1=None if p.t1 is None else p.t1 - t0),
                self._height(p.t0 if p.t1 is None else p.t1),
            )
            for p in proposals
            if seen(p.t0)
        ]
        marks.selected = None if selected is None else selected - t0
        marks.cursor = None if cursor is None else cursor - t0
        marks.update()

    def show_spans(
        self,
        stretch: tuple[float, float] | None,
        rejected: list[tuple[float, float]],
        drawn: tuple[float, float] | None,
    ) -> None:
        """Show the stretch, what is rejected, and what was drawn; session times, s."""

        def here(span: tuple[float, float]) -> tuple[float, float]:
            return span[0] - self._t0, span[1] - self._t0

        self._spans.stretch = None if stretch is None else here(stretch)
        self._spans.rejected = [here(span) for span in rejected]
        self._spans.drawn = None if drawn is None else here(drawn)
        self._spans.update()

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Draw the events of these seconds."""
        self.overlay.set_events(events, self._t1, origin=self._t0)

    def _height(self, t: float) -> float:
        times, values = self._wave
        return float(np.interp(t, times, values)) if times.size else 0.5

    # -- mouse ---------------------------------------------------------------------------------

    def time_at(self, x: float) -> float:
        """Return the session time of a pixel column of the widget, s."""
        place = self.mapToScene(round(x), 10)
        return self._t0 + float(self.getViewBox().mapSceneToView(place).x())

    def x_of(self, t: float) -> float:
        """Return the pixel column of a session time, s."""
        place = self.getViewBox().mapViewToScene(QPointF(t - self._t0, 0.0))
        return float(self.mapFromScene(place).x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a span, grasp a stroke, or choose."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._pressed, self._drew = x, False
        self._grasped = None
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drew = True
            return
        near = [(abs(self.x_of(p.t + self._t0) - x), p.t + self._t0)
                for p, _ in self._marks.points if p.there]  # fmt: skip
        if near and min(near)[0] <= GRASP_PX:
            self._grasped = min(near)[1]
        self.pointed.emit(self._grasped if self._grasped is not None else self.time_at(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the span, or the stroke, would be."""
        x = event.position().x()
        if self._pressed is None:
            return
        if self._drew:
            self._spans.drawn = self._ordered(self._pressed, x)
            self._spans.update()
        elif self._grasped is not None:
            self._marks.cursor = self.time_at(x) - self._t0
            self._marks.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a span, or let a stroke go where it is."""
        x, pressed = event.position().x(), self._pressed
        self._pressed = None
        if pressed is None:
            return
        far = abs(x - pressed) > 3
        if self._drew and far:
            t0, t1 = self._ordered(pressed, x)
            self.span_drawn.emit(t0 + self._t0, t1 + self._t0)
        elif self._grasped is not None and far:
            self.moved.emit(self._grasped, self.time_at(x))

    def _ordered(self, x0: float, x1: float) -> tuple[float, float]:
        t0, t1 = sorted((self.time_at(x0) - self._t0, self.time_at(x1) - self._t0))
        return t0, t1
