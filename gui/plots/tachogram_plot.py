"""The intervals between points against time: as they are now, and as they were found."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.look.style import Theme, color
from gui.plots.plot import DeviceItem, Plot, _Scale
from gui.plots.review_plot import axis_ticks
from processing.signals.edited_points import Point, PointState

LONGEST_S = {True: 3.0, False: 20.0}
"""An interval between beats, or of a breath, that is longer has a gap in it, s."""
Dot = tuple[float, float, bool, bool]
"""When an interval ends (s since the begin), its length, flagged, edited."""


def dots_of(points: list[Point], t0: float, *, beats: bool) -> list[Dot]:
    """Return the intervals between points that are there: ms of beats, s of breaths."""
    kept = [p for p in points if p.there and (beats or not p.above)]
    found = []
    for before, point in pairwise(kept):
        length = point.t - before.t
        if length <= LONGEST_S[beats] and not (before.rejected or point.rejected):
            edited = any(p.state is not PointState.AUTOMATIC for p in (before, point))
            value = 1000 * length if beats else length
            found.append((point.t - t0, value, point.flagged, edited))
    return found


class _Dots(DeviceItem):
    """Now: joined discs, hollow triangles where flagged, diamonds where edited; before: rings."""

    def __init__(self, theme: Theme, hue: str) -> None:
        super().__init__(still=False)
        self._theme, self.hue = theme, hue
        self.now: list[Dot] = []
        self.before: list[Dot] = []
        self.longest_s = LONGEST_S[True]

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint what was first, and what is over it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(self._theme.muted, 0.9), 1))
        now = {(round(x, 6), round(y, 3)) for x, y, *_ in self.now}
        for x, y, *_ in self.before:
            if (round(x, 6), round(y, 3)) not in now:
                painter.drawEllipse(self._place(area, scale, x, y), 3.5, 3.5)
        places = [self._place(area, scale, x, y) for x, y, *_ in self.now]
        painter.setPen(QPen(color(self.hue, 0.55), 1))
        for k in range(1, len(places)):
            if self.now[k][0] - self.now[k - 1][0] < self.longest_s:
                painter.drawLine(QLineF(places[k - 1], places[k]))
        for place, (_, _, flagged, edited) in zip(places, self.now, strict=True):
            painter.setPen(QPen(QColor(self._theme.warn if flagged else self.hue), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush if flagged else QColor(self.hue))
            r = 4.5 if edited or flagged else 2.5
            if flagged:
                painter.drawPolygon(QPolygonF([place + QPointF(0, -r), place + QPointF(r, r),
                                               place + QPointF(-r, r)]))  # fmt: skip
            elif edited:
                painter.drawPolygon(
                    QPolygonF([place + QPointF(0, -r), place + QPointF(r, 0),
                               place + QPointF(0, r), place + QPointF(-r, 0)])
                )  # fmt: skip
            else:
                painter.drawEllipse(place, r, r)

    def _place(self, area: QRectF, scale: _Scale, x: float, y: float) -> QPointF:
        return QPointF(scale.x(x), min(max(scale.y(y), area.top() + 4), area.bottom() - 4))


class TachogramPlot(Plot):
    """RR intervals, or the lengths of breaths, of the stretch in view."""

    def __init__(self, theme: Theme, hue: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, caption="", name="", explanation="", parent=parent)
        self.setAccessibleName(self.tr("Intervals"))
        self.setToolTip(
            self.tr("Length of each interval at its end. Triangle: flagged. Diamond: edited. "
                    "Ring: as it was before the edits.")
        )  # fmt: skip
        self._dots = _Dots(theme, hue)
        self.add(self._dots)

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the hue of the person in view."""
        self._dots.hue = hue
        super().recolour(hue)

    def show_points(
        self, now: list[Point], before: list[Point], t0: float, t1: float, *, beats: bool
    ) -> None:
        """Show the intervals between points now and before the edits."""
        self.set_x(0.0, t1 - t0)
        self.getPlotItem().getAxis("bottom").setTicks([axis_ticks(t0, t1)])
        self.caption.set(text=self.tr("RR · ms") if beats else self.tr("Breath · s"))
        self._dots.longest_s = LONGEST_S[beats]
        self._dots.now = dots_of(now, t0, beats=beats)
        self._dots.before = dots_of(before, t0, beats=beats)
        values = [y for x, y, *_ in (*self._dots.now, *self._dots.before) if 0 <= x <= t1 - t0]
        if values:
            step = 100.0 if beats else 1.0
            middle = float(np.median(values))
            low = min(min(values), middle - step)
            high = max(min(max(values), 2.2 * middle), middle + step)
            room = 0.15 * (high - low)
            low, high = low - room, high + room
            grid = next(s for s in (1, 2, 5, 10, 20) if (high - low) / (s * step) <= 5)
            first = int(low // (grid * step) + 1)
            ticks = [(k * grid * step, f"{k * grid * step:.0f}")
                     for k in range(first, int(high // (grid * step)) + 1)]  # fmt: skip
            self.set_y(low, high, ticks)
        self._dots.update()
