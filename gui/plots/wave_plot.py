"""The last seconds of a heart or breath signal, with what was detected in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.look.decimate import break_gaps, min_max_columns
from gui.look.style import Theme, color
from gui.plots.event_overlay import EventOverlay
from gui.plots.plot import DeviceItem, Plot, _Scale, line_of
from safehold.core.types import Event, FloatArray

NOTHING = np.empty(0)
MARGIN = 0.18
"""Free room below the signal, as a share of its range: marks stand there."""
BAR_PX = 4
"""Half the width of the bar at the tip of an edited stroke."""
TICKS_S = (4, 10, 30, 60, 120, 300, 600, 1800, 3600)
HEADROOM = 0.34
"""Free room above it: marks and the caption."""


@dataclass(frozen=True, slots=True)
class Detections:
    """Detected moments, shape ``(n,)`` each: at a peak (above) or a trough; flagged or not.

    Those that a person edited have a bar at their tip.
    """

    times: FloatArray
    above: NDArray[np.bool_]
    flagged: NDArray[np.bool_]
    edited: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: Sequence[tuple[float, bool, bool, bool]]) -> Detections:
        """Return the detections of rows of time, above, flagged and edited."""
        table = np.array(rows, dtype=float).reshape(-1, 4)
        return cls(table[:, 0], table[:, 1] > 0, table[:, 2] > 0, table[:, 3] > 0)


NO_DETECTIONS = Detections.of(())


class _Trace(DeviceItem):
    """The samples as one line of a pixel's width, or single strokes."""

    def __init__(self, hue: str, *, strokes: bool = False) -> None:
        super().__init__(still=False)
        self._pen, self._strokes = QPen(QColor(hue), 1), strokes
        self._x = self._y = np.empty(0)

    def recolour(self, hue: str) -> None:
        """Draw in another colour."""
        self._pen.setColor(QColor(hue))
        self.update()

    def set_data(self, x: FloatArray, y: FloatArray) -> None:
        """Show these points: joined up to the next NaN, or pair by pair."""
        self._x, self._y = x, y
        self.update()

    def getData(self) -> tuple[FloatArray, FloatArray]:
        """Return what is shown."""
        return self._x, self._y

    def draw(self, painter: QPainter, _area: QRectF, scale: _Scale) -> None:
        """Paint the line in pixels: cheaper than a path that every frame makes and measures."""
        if self._x.size < 2:
            return
        painter.setPen(self._pen)
        x, y = scale.xs(self._x), scale.ys(self._y)
        if self._strokes:
            ends = np.column_stack((x[0::2], y[0::2], x[1::2], y[1::2]))
            painter.drawLines([QLineF(*row) for row in ends.tolist()])
            return
        broken = np.flatnonzero(np.isnan(y))
        starts, stops = np.r_[0, broken + 1], np.r_[broken, y.size]
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            if stop - start > 1:
                painter.drawPolyline(line_of(x[start:stop], y[start:stop]))


class _Front(DeviceItem):
    """Up to where detection has come: what lies right of it has no marks yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.x = theme, 0.0
        self.setZValue(15)

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Veil the stretch that is not analysed yet."""
        left = max(scale.x(self.x), area.left())
        if left >= area.right():
            return
        painter.fillRect(QRectF(left, area.top(), area.right() - left, area.height()),
                         color(self._theme.muted, 0.10))  # fmt: skip
        painter.setPen(QPen(color(self._theme.muted, 0.8), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(left, area.top(), left, area.bottom()))


class WavePlot(Plot):
    """A signal on a fixed axis of seconds before now; refreshed at the frame rate.

    Parameters
    ----------
    seconds : float
        How far back it shows.
    """

    def __init__(
        self, theme: Theme, hue: str, *, seconds: float, caption: str, explanation: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            theme, caption=caption, name=caption, explanation=explanation, bottom_axis=True,
            parent=parent,
        )  # fmt: skip
        self.seconds = seconds
        self._limits = (math.nan, math.nan)
        self.least_span = 0.0
        """Smallest range that fills the plot: a dead sensor must not look like a lively one."""
        self._wave = _Trace(hue)
        self._marks = _Trace(theme.text, strokes=True)
        self._flags = _Trace(theme.warn, strokes=True)
        self._bars = _Trace(theme.text, strokes=True)
        self._front = _Front(theme)
        self.overlay = EventOverlay(theme)
        for item in (self._front, self._wave, self._marks, self._flags, self._bars, self.overlay):
            self.add(item)
        self.set_span(seconds)
        self.set_y(0, 1, [])
        self.getPlotItem().hideAxis("left")

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the person's hue."""
        traces = (self._wave, self._marks, self._flags, self._bars)
        colours = (hue, self.theme.text, self.theme.warn, self.theme.text)
        for trace, colour in zip(traces, colours, strict=True):
            trace.recolour(colour)
        self.overlay.recolour()
        super().recolour(hue)

    def set_span(self, seconds: float) -> None:
        """Show so many seconds."""
        self.seconds = seconds
        self.set_x(-seconds, 0)
        step = next(s for s in TICKS_S if seconds / s < 5)
        unit, size = (self.tr("min"), 60) if step >= 60 else (self.tr("s"), 1)
        ticks = [(-float(s), f"−{s // size} {unit}") for s in range(step, int(seconds), step)]
        self.getPlotItem().getAxis("bottom").setTicks([[*ticks, (0.0, "")]])

    def show_outline(
        self, x: FloatArray, y: FloatArray, detections: Detections, *, end: float
    ) -> None:
        """Show a stretch that ends at ``end``, decimated already, with NaN in its gaps."""
        self._wave.set_data(x - end, y)
        good = np.isfinite(y)
        if good.any():
            self._fit(float(y[good].min()), float(y[good].max()))
        self._show_detections(x[good], y[good], detections, end)
        self._set_front(0.0)

    def show_signal(
        self,
        times: FloatArray,
        values: FloatArray,
        detections: Detections,
        *,
        now: float,
        front: float,
    ) -> None:
        """Show samples (session times) up to ``now``; detection has come to ``front``."""
        good = np.isfinite(values)
        times, values = times[good], values[good]
        longest = 0.0 if times.size < 2 else 8 * float(np.median(np.diff(times)))
        x, y = min_max_columns(times, values, column_s=self.column_s)
        x, y = break_gaps(x, y, longest_s=max(longest, 2.5 * self.column_s, 0.1))
        self._wave.set_data(x - now, y)
        if values.size:
            self._fit(float(values.min()), float(values.max()))
        self._show_detections(times, values, detections, now)
        self._set_front(front - now)

    def _set_front(self, x: float) -> None:
        if abs(self._front.x - x) > self.column_s:
            self._front.x = x
            self._front.update()

    def show_events(self, events: tuple[Event, ...], now: float) -> None:
        """Draw the events of these seconds."""
        self.overlay.set_events(events, now, origin=now)

    def _show_detections(
        self, times: FloatArray, values: FloatArray, detections: Detections, end: float
    ) -> None:
        low, high = self._limits
        reach = (high - low) * 0.5 * MARGIN
        seen = (detections.times >= end - self.seconds) & (detections.times <= end)
        for item, wanted in (
            (self._marks, ~detections.flagged),
            (self._flags, detections.flagged),
        ):
            chosen = seen & wanted
            at = detections.times[chosen]
            if at.size == 0 or times.size == 0:
                item.set_data(NOTHING, NOTHING)
                continue
            side = np.where(detections.above[chosen], 1.0, -1.0)
            base = np.interp(at, times, values) + side * reach * 0.5
            x = np.repeat(at - end, 2)
            item.set_data(x, np.column_stack((base, base + side * reach)).ravel())
        self._show_bars(times, values, detections, seen & detections.edited, end)

    def _show_bars(
        self,
        times: FloatArray,
        values: FloatArray,
        detections: Detections,
        chosen: NDArray[np.bool_],
        end: float,
    ) -> None:
        """Show a bar across the tip of each stroke that a person edited."""
        at = detections.times[chosen]
        if at.size == 0 or times.size == 0:
            self._bars.set_data(NOTHING, NOTHING)
            return
        low, high = self._limits
        side = np.where(detections.above[chosen], 1.0, -1.0)
        tip = np.interp(at, times, values) + side * (high - low) * 0.75 * MARGIN
        half = BAR_PX * self.column_s
        x = np.column_stack((at - end - half, at - end + half)).ravel()
        self._bars.set_data(x, np.repeat(tip, 2))

    def _fit(self, low: float, high: float) -> None:
        """Keep the range until the signal leaves it or fills less than half of it."""
        missing = self.least_span - (high - low)
        if missing > 0:
            low, high = low - missing / 2, high + missing / 2
        span = max(high - low, 1e-9)
        now_low, now_high = self._limits
        room = now_high - now_low
        fits = now_low <= low - 0.3 * MARGIN * span and high + 0.5 * HEADROOM * span <= now_high
        if fits and span > 0.4 * room:
            return
        self._limits = (low - MARGIN * span, high + HEADROOM * span)
        self.set_y(*self._limits)
