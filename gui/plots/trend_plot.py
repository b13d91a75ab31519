"""A trend over session time on the person's own baseline band."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.look.decimate import break_gaps, min_max_columns
from gui.look.formatting import number_text
from gui.look.style import Theme, color
from gui.look.zone_paint import nice_limits
from gui.plots.event_overlay import EventOverlay
from gui.plots.plot import DeviceItem, Plot, _Scale, curve
from gui.plots.second_reading import Differing, SeenLine, within
from gui.plots.time_window import TimeWindow
from safehold.core.types import Baseline, Event
from safehold.session.person_view import PersonView


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a trend plot: a column of the model's ticks."""

    column: str
    label: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Centre and limits of the own baseline, in the plot's unit."""

    centre: float
    low: float
    high: float


def heart_rate_band(baseline: Baseline | None) -> Band | None:
    """Return the baseline band of heart rate, bpm."""
    if baseline is None:
        return None
    spread = baseline.hr_spread
    return Band(baseline.hr, baseline.hr - spread, baseline.hr + spread)


def vagal_band(baseline: Baseline | None) -> Band | None:
    """Return the baseline band of RMSSD in ms; the baseline holds its logarithm.

    None on another axis, whose baseline is no range of the curve.
    """
    if baseline is None or baseline.vagal is None or baseline.vagal_spread is None:
        return None
    if baseline.vagal_index != "ln_rmssd":
        return None
    centre, spread = baseline.vagal, baseline.vagal_spread
    return Band(math.exp(centre), math.exp(centre - spread), math.exp(centre + spread))


class _BandItem(DeviceItem):
    """The baseline band behind the curves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.band: Band | None = None
        self.setZValue(-10)

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint the band and its centre."""
        if self.band is None:
            return
        top, bottom = scale.y(self.band.high), scale.y(self.band.low)
        painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top),
                         color(self._theme.muted, 0.20))  # fmt: skip
        painter.setPen(QPen(color(self._theme.muted, 0.8), 1, Qt.PenStyle.DashLine))
        middle = scale.y(self.band.centre)
        painter.drawLine(QLineF(area.left(), middle, area.right(), middle))


class TrendPlot(Plot):
    """One or two indices over session time, drawn at most once a second."""

    def __init__(
        self,
        theme: Theme,
        hue: str,
        lines: Sequence[Line],
        window: TimeWindow,
        *,
        caption: str,
        rest_range: tuple[float, float],
        step: float,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, caption=caption, name=caption, explanation="", parent=parent)
        self._window, self._lines, self._step = window, tuple(lines), step
        self._name = name
        self._rest = self._limits = rest_range
        self._band = _BandItem(theme)
        self.add(self._band)
        self._curves = [
            curve(hue, width=1.2 if line.dashed else 1.8, dashed=line.dashed, smooth=True)
            for line in self._lines
        ]
        self.overlay = EventOverlay(theme, window)
        self.point_into(window)
        self._differing = Differing(theme)
        self._seen = [SeenLine(theme) for _ in self._lines]
        for item in (self._differing, *self._curves, *self._seen, self.overlay):
            self.add(item)
        self._apply_limits()

    def recolour(self, hue: str = "") -> None:
        """Take the theme's present colours, and the person's hue."""
        for item in self._curves:
            pen = QPen(item.opts["pen"])
            pen.setColor(QColor(hue))
            item.setPen(pen)
        self.overlay.recolour()
        super().recolour(hue)

    def show_person(
        self, person: PersonView, events: tuple[Event, ...], band: Band | None
    ) -> None:
        """Show the ticks of a person, the baseline band and the events."""
        left, right = self._window.range
        self.set_x(left, right)
        t = person.ticks.column("t")
        seen = (t >= left - 2) & (t <= right + 2)
        shown = []
        for line, item in zip(self._lines, self._curves, strict=True):
            values = person.ticks.column(line.column)[: t.size][seen]
            good = np.isfinite(values)
            times, values = t[seen][good], values[good]
            shown.append(values)
            x, y = min_max_columns(times, values, column_s=max(self.column_s, 1.0))
            x, y = break_gaps(x, y, longest_s=max(1.5, 2.5 * self.column_s))
            item.setData(x, y, connect="finite", skipFiniteCheck=False)
        self._show_seen(person, shown)
        self._band.band = band
        self._band.update()
        self.overlay.set_events(events, self._window.now, head=self._window.head)
        limits = [] if band is None else [band.low, band.high]
        self._fit(np.concatenate([*shown, np.asarray(limits, dtype=float)]))

    def _show_seen(self, person: PersonView, shown: list[np.ndarray]) -> None:
        """Show the curves as they were seen, where another reading is on show."""
        left, right = self._window.range
        t, spans = person.seen.column("t"), person.differing.get(self._name, ())
        inside = (t >= left - 2) & (t <= right + 2)
        for line, item in zip(self._lines, self._seen, strict=True):
            values = within(t, person.seen.column(line.column)[: t.size], spans)
            item.set_data(t, values)
            shown.append(values[inside & np.isfinite(values)])
        self._differing.set_spans(spans)

    def _fit(self, values: np.ndarray) -> None:
        """Follow the data in whole steps, and only when they leave or half fill the range."""
        if values.size == 0:
            return
        low, high = nice_limits(
            float(values.min()) - 0.2 * self._step, float(values.max()) + 0.2 * self._step,
            step=self._step,
        )  # fmt: skip
        now_low, now_high = self._limits
        inside = now_low <= low and high <= now_high
        if inside and (high - low) > 0.45 * (now_high - now_low):
            return
        self._limits = (low, max(high, low + self._step))
        self._apply_limits()

    def _apply_limits(self) -> None:
        low, high = self._limits
        self.set_y(low, high, [(v, number_text(v)) for v in _ticks(low, high)])


def _ticks(low: float, high: float) -> list[float]:
    """Return two or three round values well inside the limits."""
    span = high - low
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500):
        first = math.ceil((low + 0.08 * span) / step) * step
        values = [float(v) for v in range(int(first), int(high - 0.08 * span) + 1, step)]
        if len(values) <= 3:
            return values
    return []
