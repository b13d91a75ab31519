"""Two people's heart rates on one axis, and whether they go together more than chance allows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.plots.plot import AXIS_WIDTH, line_of
from gui.plots.time_window import TimeWindow
from processing.measures.moving_pair import BAND, EVERY_S, SPAN_S, PairMoment
from safehold.core.codebook import SPEECH
from safehold.core.study import Display
from safehold.core.types import Event, FloatArray
from safehold.session.model import SessionModel

LOW_PX, TALL_PX = 24, 58
"""Height without and with the traces."""
ROOMY_PX = 900
"""A window that is lower needs the room of the traces for the people's own plots."""
EFFECT_PX = 20
"""Height of the lower part, where the comparison with chance stands."""
EFFECT_RANGE = 5.0
LEAST_BPM = 10.0
"""The axis of the traces covers at least so much to either side of each person's median."""
LONGEST_GAP_S = 3.0


class CoregulationStrip(QWidget):
    """Both heart rates about each person's own median; below, five minutes against chance.

    The comparison is grey unless it has been outside the band of chance for a minute, on one
    side. Neither side has a colour of its own: going together is not good, going against is not
    bad.
    """

    def __init__(
        self, theme: Theme, model: SessionModel, window: TimeWindow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._window = theme, model, window
        self._people = tuple(model.people)[:2]
        self._moments: tuple[PairMoment, ...] = ()
        self._speech: list[tuple[float, float]] = []
        self.words = ""
        self.setFixedHeight(LOW_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            self.tr("Above, where there is room: the heart rate of each person about their own "
                "median. Below: how far the two have gone together in the last five minutes, "
                "compared with segments of "
                "the same five minutes paired at random; the grey band holds 95 % of what chance "
                "alone gives. It is faint unless it has stayed outside for a minute. Turns of "
                "speech alone make heart rates go together or against each other: marked speech "
                "is hatched. It is no measure of closeness, rapport or empathy.")
        )  # fmt: skip
        self.refresh(())

    def sizeHint(self) -> QSize:
        """Return as much as it takes now."""
        return QSize(200, self.minimumHeight())

    def refresh(self, events: Iterable[Event]) -> None:
        """Take in what is known now, and as much height as the window can spare."""
        height = TALL_PX if self.window().height() >= ROOMY_PX else LOW_PX
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self._moments = self._model.pair_moments()
        end = self._window.now
        self._speech = [
            (event.onset, end if event.duration is None else event.onset + event.duration)
            for event in events
            if event.code in SPEECH
        ]
        self.words = self._say()
        self.setAccessibleName(self.words)
        self.update()

    def _say(self) -> str:
        """Return what stands, in words."""
        if len(self._people) < 2:
            return self.tr("co-regulation: needs two people")
        if self._model.display is not Display.FULL:
            return self.tr("co-regulation: not shown in this display")
        known = [moment for moment in self._moments if moment.t <= self._window.range[1]]
        if not known:
            return self.tr("co-regulation: needs 5 min of both heart rates")
        last = known[-1]
        if last.effect is None:
            return self.tr("co-regulation: a heart rate was missing in the last 5 min")
        if not last.stands:
            return self.tr("co-regulation: not told from chance")
        told = (
            self.tr("heart rates go together: {0} ({1}, chance ±1.96)")
            if last.effect > 0
            else self.tr("heart rates go against each other: {0} ({1}, chance ±1.96)")
        ).format(f"{last.effect:+.1f}", clock_text(last.outside_s))
        return told + self.tr(" · speech marked") if self._spoken(last) else told

    def _spoken(self, moment: PairMoment) -> bool:
        """Tell whether speech was marked in the five minutes of a moment."""
        return any(t0 < moment.t and t1 > moment.t - SPAN_S for t0, t1 in self._speech)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the traces, the comparison, and the words."""
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(AXIS_WIDTH, 1, -1, -1)
        painter.fillRect(place, QColor(self._theme.plot))
        painter.setClipRect(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._people) == 2 and self._model.display is Display.FULL:
            if place.height() > 2 * EFFECT_PX:
                self._paint_traces(painter, place.adjusted(0, 0, 0, -EFFECT_PX))
            self._paint_effect(painter, place.adjusted(0, place.height() - EFFECT_PX, 0, 0))
            self._paint_head(painter, place)
        painter.setFont(font(12))
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        box = painter.boundingRect(place.adjusted(7, 2, -7, 0), flags, self.words)
        painter.fillRect(box.adjusted(-3, 0, 3, 0), color(self._theme.plot, 0.72))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(place.adjusted(7, 2, -7, 0), flags, self.words)

    def _xs(self, t: FloatArray, place: QRectF) -> FloatArray:
        left, right = self._window.range
        return place.left() + (t - left) / (right - left) * place.width()

    def _x(self, t: float, place: QRectF) -> float:
        return float(self._xs(np.array([t]), place)[0])

    def _paint_traces(self, painter: QPainter, place: QRectF) -> None:
        left, right = self._window.range
        shown = []
        for label in self._people:
            ticks = self._model.people[label].ticks
            t = np.asarray(ticks.column("t"), dtype=np.float64)
            hr = np.asarray(ticks.column("hr")[: t.size], dtype=np.float64)
            seen = (t >= left - 2) & (t <= right + 2) & np.isfinite(hr)
            t, hr = t[seen], hr[seen]
            shown.append((t, hr - np.median(hr) if hr.size else hr))
        most = max([LEAST_BPM, *(float(np.abs(hr).max()) for _, hr in shown if hr.size)])
        middle = place.center().y()
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(QLineF(place.left(), middle, place.right(), middle))
        painter.setClipping(False)
        painter.setFont(font(12))
        painter.setPen(QColor(self._theme.muted))
        axis = QRectF(0, place.top(), AXIS_WIDTH - 4, place.height())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(axis, flags, f"±{most:.0f}")
        painter.setClipping(True)
        for i, (t, hr) in enumerate(shown):
            painter.setPen(QPen(QColor(self._theme.person(i)), 1.4))
            x, y = self._xs(t, place), middle - hr / most * (place.height() / 2 - 2)
            for part in np.split(
                np.arange(t.size), np.flatnonzero(np.diff(t) > LONGEST_GAP_S) + 1
            ):
                if part.size > 1:
                    painter.drawPolyline(line_of(x[part], y[part]))

    def _paint_effect(self, painter: QPainter, place: QRectF) -> None:
        middle, unit = place.center().y(), place.height() / 2 / EFFECT_RANGE
        band = QRectF(place.left(), middle - BAND * unit, place.width(), 2 * BAND * unit)
        painter.fillRect(band, color(self._theme.muted, 0.16))
        for t0, t1 in self._speech:
            box = QRectF(place)
            box.setLeft(self._x(t0, place))
            box.setRight(self._x(t1, place))
            painter.fillRect(box, QBrush(color(self._theme.confound, 0.5),
                                         Qt.BrushStyle.FDiagPattern))  # fmt: skip
        left, right = self._window.range
        for moment in self._moments:
            if moment.effect is None or not left - EVERY_S <= moment.t <= right + EVERY_S:
                continue
            x0, x1 = self._x(moment.t - EVERY_S, place), self._x(moment.t, place)
            y = middle - float(np.clip(moment.effect, -EFFECT_RANGE, EFFECT_RANGE)) * unit
            if moment.stands:
                painter.setPen(QPen(QColor(self._theme.text), 3))
            else:
                painter.setPen(QPen(color(self._theme.muted, 0.55), 1.2))
            painter.drawLine(QLineF(x0, y, x1, y))

    def _paint_head(self, painter: QPainter, place: QRectF) -> None:
        if self._window.head is not None:
            x = self._x(self._window.head, place)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawLine(QLineF(x, place.top(), x, place.bottom()))
