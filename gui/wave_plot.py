"""The last seconds of a heart or breath signal, with what was detected in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.decimate import break_gaps, min_max_columns
from gui.event_overlay import EventOverlay
from gui.plot import DeviceItem, Plot, _Scale, curve
from gui.style import Theme, color
from safehold.core.types import Event, FloatArray

MARGIN = 0.18
"""Free room below the signal, as a share of its range: marks stand there."""
HEADROOM = 0.34
"""Free room above it: marks and the caption."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A detected moment: at a peak (above) or a trough (below); flagged ones look different."""

    time: float
    above: bool = True
    flagged: bool = False


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
        self._wave = curve(hue)
        self._marks = curve(theme.text, width=1)
        self._flags = curve(theme.warn, width=1)
        self._front = _Front(theme)
        self.overlay = EventOverlay(theme)
        for item in (self._front, self._wave, self._marks, self._flags, self.overlay):
            self.add(item)
        self.set_x(-seconds, 0)
        step = 4 if seconds <= 16 else 10
        ticks = [(-float(s), f"−{s} s") for s in range(step, int(seconds), step)]
        self.getPlotItem().getAxis("bottom").setTicks([[*ticks, (0.0, "")]])
        self.set_y(0, 1, [])
        self.getPlotItem().hideAxis("left")

    def show_signal(
        self,
        times: FloatArray,
        values: FloatArray,
        detections: Sequence[Detection],
        *,
        now: float,
        front: float,
    ) -> None:
        """Show samples (session times) up to ``now``; detection has come to ``front``."""
        good = np.isfinite(values)
        times, values = times[good], values[good]
        longest = 0.0 if times.size < 2 else 8 * float(np.median(np.diff(times)))
        x, y = min_max_columns(times, values, column_s=self.column_s)
        whole = x.size
        x, y = break_gaps(x, y, longest_s=max(longest, 2.5 * self.column_s, 0.1))
        self._wave.setData(
            x - now, y, connect="all" if x.size == whole else "finite", skipFiniteCheck=True
        )
        if values.size:
            self._fit(float(values.min()), float(values.max()))
        self._show_detections(times, values, detections, now)
        if abs(self._front.x - (front - now)) > self.column_s:
            self._front.x = front - now
            self._front.update()

    def show_events(self, events: tuple[Event, ...], now: float) -> None:
        """Draw the events of these seconds."""
        self.overlay.set_events(events, now, origin=now)

    def _show_detections(
        self,
        times: FloatArray,
        values: FloatArray,
        detections: Sequence[Detection],
        now: float,
    ) -> None:
        low, high = self._limits
        reach = (high - low) * 0.5 * MARGIN
        for item, flagged in ((self._marks, False), (self._flags, True)):
            chosen = [
                d for d in detections if d.flagged is flagged and now - self.seconds <= d.time
            ]
            if not chosen or times.size == 0:
                item.setData([], [])
                continue
            at = np.array([d.time for d in chosen])
            side = np.array([1.0 if d.above else -1.0 for d in chosen])
            base = np.interp(at, times, values) + side * reach * 0.5
            x = np.repeat(at - now, 2)
            y = np.column_stack((base, base + side * reach)).ravel()
            item.setData(x, y, connect="pairs", skipFiniteCheck=True)

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
