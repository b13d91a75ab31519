"""The tolerance river: x = (a - v) / 2 over session time, on the person's zones.

There is no threshold line, because the zone rule has two axes: the zone is the colour, the
pattern and the word, never the crossing of a line. The dotted lines only part the descriptive
bands inside the own range.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.look.style import Theme, color, font
from gui.look.zone_paint import (
    ZoneRun,
    finite_segments,
    paint_zone,
    river_error,
    thin_river,
    zone_runs,
)
from gui.plots.event_overlay import EventOverlay
from gui.plots.plot import DeviceItem, Plot, _Scale, polygon
from gui.plots.second_reading import Differing, SeenLine, within
from gui.plots.time_window import TimeWindow
from safehold.core.settings import ZoneSettings
from safehold.core.types import Event, FloatArray, ZoneName
from safehold.session.person_view import PersonView

REST_RANGE = (-2.0, 3.0)
STEP = 1.0
LIMIT = 12.0
CAPTION_PX = 16
CAPTION_FROM_PX = 90
"""A river of this height has room for its caption beside the curve."""
TICK_PX = 15.0
"""Least distance of two labels of the axis."""
CHANGE_PX = 16
"""Height of the band of change, at the bottom of all."""
ROOM_SHARE = 0.2
"""Room under the river for the strips, as a share of its range."""
MOST_CHANGE = 3.0
"""Change that fills half of the band, in spreads."""
SEEN_PX = 5
"""Height of the strip of zones as they were seen, above those that were recomputed."""
ZONE_STRENGTH, UNKNOWN_STRENGTH = 0.26, 0.10
"""Opacity of the background: what is not known is the quietest."""
STRIP_PX = 8
"""Height of the strip at the bottom that repeats the zone in its full colour."""


class _Zones(DeviceItem):
    """Background: zone runs, and the stretch that is not final yet."""

    def __init__(self, theme: Theme, pending: str) -> None:
        super().__init__()
        self._theme, self._pending = theme, pending
        self._runs: list[ZoneRun] = []
        self._seen: list[ZoneRun] = []
        self._final, self._now = 0.0, 0.0
        self.words_px = 0.0
        """Width that the words of the bands take at the left."""
        self.setZValue(-20)

    def set_runs(
        self, runs: list[ZoneRun], *, final: float, now: float, seen: list[ZoneRun]
    ) -> None:
        """Show these runs, and above them those that were seen; up to ``final`` all is final."""
        self._runs, self._final, self._now, self._seen = runs, final, now, seen
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the runs in view."""
        for run in self._runs:
            if run.t1 < scale.left or run.t0 > scale.right:
                continue
            x0, x1 = max(scale.x(run.t0), area.left()), min(scale.x(run.t1), area.right())
            box = QRectF(x0, area.top(), x1 - x0, area.height())
            strength = UNKNOWN_STRENGTH if run.state is ZoneName.UNKNOWN else ZONE_STRENGTH
            paint_zone(painter, box, self._theme, run.state, held=False, strength=strength)
            strip = QRectF(x0, area.bottom() - CHANGE_PX - STRIP_PX, x1 - x0, STRIP_PX)
            paint_zone(painter, strip, self._theme, run.state, held=run.held, strength=0.85)
        self._draw_seen(painter, area, scale)
        x0, x1 = scale.x(self._final + 0.5), scale.x(self._now)
        if x1 - x0 < 1 or x0 > area.right():
            return
        box = QRectF(x0, area.top(), x1 - x0, area.height())
        dots = QBrush(color(self._theme.muted, 0.5), Qt.BrushStyle.Dense7Pattern)
        painter.fillRect(box, dots)
        painter.setPen(QPen(color(self._theme.text, 0.7), 1))
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.setPen(QPen(color(self._theme.text, 0.7), 1, Qt.PenStyle.DashLine))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        self._write(painter, area, box)

    def _draw_seen(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the zones of the other reading as a narrow strip of their own."""
        top = area.bottom() - CHANGE_PX - STRIP_PX - SEEN_PX - 2
        for run in self._seen:
            if run.t1 >= scale.left and run.t0 <= scale.right:
                x0, x1 = max(scale.x(run.t0), area.left()), min(scale.x(run.t1), area.right())
                strip = QRectF(x0, top, x1 - x0, SEEN_PX)
                paint_zone(painter, strip, self._theme, run.state, held=run.held, strength=0.85)

    def _write(self, painter: QPainter, area: QRectF, box: QRectF) -> None:
        painter.setFont(font(12))
        painter.setPen(QColor(self._theme.muted))
        width = painter.fontMetrics().horizontalAdvance(self._pending) + 6
        left = max(min(box.right(), area.right()) - width - 2, area.left() + 2)
        if left < area.left() + 5 + self.words_px:  # the dots say it too
            return
        place = QRectF(left, area.bottom() - CHANGE_PX - STRIP_PX - 17, width, 14)
        painter.fillRect(place, color(self._theme.plot, 0.8))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._pending)


def strokes(t: FloatArray, left: float, right: float, step: int) -> NDArray[np.bool_]:
    """Return which seconds between two times have a stroke, one in ``step``.

    The same ones wherever the window stands, so that strokes do not shimmer as it moves.
    """
    return np.asarray((t >= left) & (t <= right) & (t % step == 0), dtype=np.bool_)


class _Change(DeviceItem):
    """The band under the river: change against the own last five minutes, up or down.

    No colour of a zone: strokes up and down from a middle line, pale, and full where they count.
    """

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__()
        self._theme, self._word = theme, word
        self._t = self._amount = self._sign = np.empty(0)
        self.setZValue(10)

    def set_data(self, t: FloatArray, amount: FloatArray, sign: FloatArray) -> None:
        """Show these ticks: amount in spreads, sign of what counts as a change."""
        self._t, self._amount, self._sign = t, amount, sign
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the band, a stroke for every column."""
        band = QRectF(area.left(), area.bottom() - CHANGE_PX, area.width(), CHANGE_PX)
        painter.fillRect(band, QColor(self._theme.plot))
        middle = band.center().y()
        painter.setPen(QPen(color(self._theme.muted, 0.6), 1))
        painter.drawLine(QLineF(band.left(), band.top(), band.right(), band.top()))
        painter.drawLine(QLineF(band.left(), middle, band.right(), middle))
        step = max(1, int((scale.right - scale.left) / max(area.width(), 1)))
        seen = np.isfinite(self._amount) & strokes(self._t, scale.left, scale.right, step)
        width = max(1.0, step * area.width() / max(scale.right - scale.left, 1.0))
        half = CHANGE_PX / 2 - 1
        columns = (self._t[seen], self._amount[seen], self._sign[seen])
        for at, size, counts in zip(*columns, strict=True):
            height = half * min(1.0, abs(float(size)) / MOST_CHANGE)
            top = middle - height if size > 0 else middle
            stroke = color(self._theme.text, 0.95 if counts else 0.35)
            painter.fillRect(QRectF(scale.x(float(at) - 0.5), top, width, height), stroke)
        painter.setFont(font(12))
        wide = painter.fontMetrics().horizontalAdvance(self._word) + 6
        box = QRectF(band.left() + 5, band.top() + 1, wide, CHANGE_PX - 2)
        painter.fillRect(box, color(self._theme.plot, 0.8))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._word)


class _River(DeviceItem):
    """The line with its band of one standard error, and the bands' dotted lines."""

    def __init__(self, theme: Theme, hue: str, bands: list[tuple[float, str]]) -> None:
        super().__init__()
        self._theme, self._hue, self._bands = theme, hue, bands
        self._t = self._x = self._error = np.empty(0)
        self.dashed = False
        self.based = True
        """Whether there is a baseline: without one no band has a place."""

    def recolour(self, hue: str) -> None:
        """Draw in another colour."""
        self._hue = hue
        self.update()

    def set_data(self, t: FloatArray, x: FloatArray, error: FloatArray, *, dashed: bool) -> None:
        """Show these ticks."""
        self._t, self._x, self._error, self.dashed = t, x, error, dashed
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint bands, uncertainty and line."""
        self._draw_bands(painter, area, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = (self._t >= scale.left - 2) & (self._t <= scale.right + 2)
        t, x, error = self._t[seen], self._x[seen], self._error[seen]
        column_s = (scale.right - scale.left) / max(area.width(), 1)
        t, low, middle, high = thin_river(t, x, error, column_s=column_s)
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        for part in finite_segments(middle, low, high, longest=max(1.5, 1.5 * column_s), t=t):
            columns = scale.xs(t[part])
            band = polygon(columns, scale.ys(high[part]))
            band += polygon(columns, scale.ys(low[part]))[::-1]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._hue, 0.26))
            painter.drawPolygon(QPolygonF(band))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(QColor(self._hue), 2.4, style)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(polygon(columns, scale.ys(middle[part]))))
        self._write_bands(painter, area, scale)

    def _draw_bands(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        for level, _ in self._bands[1:]:
            painter.setPen(QPen(color(self._theme.muted, 0.55), 1, Qt.PenStyle.DotLine))
            y = scale.y(level)
            painter.drawLine(QLineF(area.left(), y, area.right(), y))

    def _write_bands(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Write the words of the bands that have room, over the river."""
        if not self.based:
            return
        painter.setFont(font(12))
        metrics = painter.fontMetrics()
        lowest = area.bottom() - CHANGE_PX - STRIP_PX - 14
        cramped = scale.y(self._bands[1][0]) - scale.y(self._bands[2][0]) < 13
        for i, (level, word) in enumerate(self._bands):
            if cramped and i == 1:
                continue
            top = scale.y(level) + 2 if i == 0 else scale.y(level) - 14
            if not area.top() + CAPTION_PX <= top <= lowest:
                continue
            box = QRectF(area.left() + 5, top, metrics.horizontalAdvance(word) + 6, 14)
            painter.fillRect(box, color(self._theme.plot, 0.8))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)


class RiverPlot(Plot):
    """A person's position against the own baseline, over session time."""

    def __init__(
        self,
        theme: Theme,
        hue: str,
        zones: ZoneSettings,
        window: TimeWindow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, caption="", name="", explanation="", parent=parent)
        self.setAccessibleName(self.tr("Tolerance river"))
        self.caption.set(text=self.tr("relative to own baseline"))
        self._window = window
        self._zones = _Zones(theme, self.tr("not final yet"))
        bands = [
            (zones.near_baseline_below, self.tr("near baseline")),
            (zones.near_baseline_below, self.tr("elevated")),
            (zones.near_upper_from, self.tr("near upper threshold")),
        ]
        self._river = _River(theme, hue, bands)
        metrics = QFontMetricsF(font(12))
        self._zones.words_px = max(metrics.horizontalAdvance(word) for _, word in bands) + 12
        self._change = _Change(theme, self.tr("change, last 5 min"))
        self.overlay = EventOverlay(theme, window)
        self.point_into(window)
        self._differing, self._seen = Differing(theme), SeenLine(theme)
        items = (self._zones, self._differing, self._river, self._seen, self._change, self.overlay)
        for item in items:
            self.add(item)
        self._limits = REST_RANGE
        self._apply_limits()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Label as much of the axis as has room; a low plot leaves its caption to the legend."""
        super().resizeEvent(event)
        if hasattr(self, "_limits"):  # pyqtgraph sets a size before there are any
            self._apply_limits()
            low = event.size().height() < CAPTION_FROM_PX
            self.caption.set(text="" if low else self.tr("relative to own baseline"))

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the person's hue."""
        self._river.recolour(hue)
        self.overlay.recolour()
        super().recolour(hue)

    def show_person(
        self, person: PersonView, events: tuple[Event, ...], *, provisional: bool
    ) -> None:
        """Show the ticks of a person and the events."""
        series = person.ticks
        t = series.column("t")
        n = t.size
        x, state, held, sa, sv = (
            series.column(name)[:n] for name in ("x", "state", "held", "sa", "sv")
        )
        final = float(t[-1]) if n else self._window.now
        seen = self._seen_ticks(person)
        self._zones.set_runs(
            zone_runs(t, state, held), final=final, now=self._window.now, seen=zone_runs(*seen[:3])
        )
        self._seen.set_data(seen[0], seen[3])
        self._river.based = person.baseline is not None
        self._river.set_data(t, x, river_error(sa, sv), dashed=provisional)
        self._change.set_data(t, series.column("change")[:n], series.column("changed")[:n])
        self.overlay.set_events(events, self._window.now, head=self._window.head)
        self.caption.set(remark=self._remark(person))
        left, right = self._window.range
        self.set_x(left, right)
        both = [column[(at >= left) & (at <= right)] for at, column in ((t, x), seen[::3])]
        self._widen(np.concatenate(both))

    def _seen_ticks(self, person: PersonView) -> list[FloatArray]:
        """Return time, zone, whether it is held, and x of the ticks as they were seen.

        Where another reading is on show and the two differ; else there are none.
        """
        spans = person.differing.get("river", ())
        self._differing.set_spans(spans)
        seen = [person.seen.column(name) for name in ("t", "state", "held", "x")]
        kept = np.isfinite(within(seen[0], seen[0], spans))
        return [column[kept] for column in seen]

    def _remark(self, person: PersonView) -> str:
        if person.last_tick is not None and person.last_tick.zone.hr_only:
            return str(self.tr("heart rate only: the river needs a vagal index"))
        return ""

    def _widen(self, x: FloatArray) -> None:
        """Make room in whole steps, never jump back and forth within a step."""
        x = x[np.isfinite(x)]
        low, high = REST_RANGE
        if x.size:
            low = max(min(low, np.floor(x.min() - 0.3)), -LIMIT)
            high = min(max(high, np.ceil(x.max() + 0.3)), LIMIT)
        if (low, high) != self._limits:
            self._limits = (float(low), float(high))
            self._apply_limits()

    def _apply_limits(self) -> None:
        low, high = self._limits
        area = self.getViewBox().height() / (1 + ROOM_SHARE)
        every = next((n for n in (1, 2, 4, 8) if n * area >= TICK_PX * (high - low)), 16)
        ticks = [(float(v), f"{v:d}".replace("-", "−")) for v in range(int(low) + 1, int(high))]
        room = ROOM_SHARE * (high - low)  # for the strips, that they hide nothing of the river
        self.set_y(low - room, high, [tick for tick in ticks if tick[0] % every == 0])
