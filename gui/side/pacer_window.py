"""The breathing pacer: one circle that grows and shrinks; what is painted is published."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from gui.actions.action import Place
from gui.look.style import DARK, Theme, color, font, mix
from gui.qt.side_window import SideWindow

FRAME_MS = 33
SMALLEST, LARGEST = 0.30, 0.92
"""Radius breathed out and breathed in, as a share of the free space."""


class Pacer(Protocol):
    """Who says what to draw (:class:`safehold.desk.side_sources.PacerSource`)."""

    def clock(self) -> float:
        """Return the time, s."""
        ...

    def now(self, at: float) -> tuple[float, float] | None:
        """Return position (0-1) and pace (1/min), or None at rest."""
        ...

    def drew(self, shown: tuple[float, float] | None, *, at: float) -> None:
        """Hear what was painted."""
        ...

    @property
    def connected(self) -> bool:
        """True while somebody records it."""
        ...


class PacerWindow(SideWindow):
    """Breathe in while the circle grows, out while it shrinks. F11 fills the screen.

    Parameters
    ----------
    pacer : Pacer
        Says what to draw, and hears what was drawn.
    """

    place = Place.PACER

    def __init__(self, pacer: Pacer, *, theme: Theme = DARK) -> None:
        super().__init__(theme, every_ms=FRAME_MS)
        self._pacer, self._theme = pacer, theme
        self._rising = True
        self._last = 0.0
        self.words = ""
        self.setWindowTitle(self.tr("Breathing pacer"))
        self.setToolTip(self.tr("Breathe in while the circle grows, out while it shrinks."))
        self.setMinimumSize(360, 360)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    def step(self) -> None:
        """Move on."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle of this moment and tell that it was painted."""
        at = self._pacer.clock()
        shown = self._pacer.now(at)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.window))
        room = min(self.width(), self.height() - 90) / 2
        centre = QPointF(self.width() / 2, (self.height() - 70) / 2)
        self._paint_circle(painter, centre, room, shown)
        self._paint_words(painter, shown)
        painter.end()
        self._pacer.drew(shown, at=at)

    def _paint_circle(
        self, painter: QPainter, centre: QPointF, room: float, shown: tuple[float, float] | None
    ) -> None:
        theme = self._theme
        hue = mix(theme.low, theme.panel, 0.35)
        position = 0.0 if shown is None else shown[0]
        painter.setPen(QPen(color(theme.muted, 0.45), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for share in (SMALLEST, LARGEST):
            painter.drawEllipse(centre, share * room, share * room)
        radius = (SMALLEST + (LARGEST - SMALLEST) * position) * room
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(hue, 0.35 if shown is None else 1.0))
        painter.drawEllipse(centre, radius, radius)

    def _paint_words(self, painter: QPainter, shown: tuple[float, float] | None) -> None:
        if shown is None:
            self.words = self.tr("breathe as you like")
        else:
            if shown[0] != self._last:
                self._rising = shown[0] > self._last
            self._last = shown[0]
            self.words = self.tr("in") if self._rising else self.tr("out")
        painter.setFont(font(30 if self.width() > 600 else 20))
        painter.setPen(QColor(self._theme.text))
        foot = QRectF(0, self.height() - 84, self.width(), 44)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), self.words)
        if not self._pacer.connected:
            painter.setFont(font(13))
            painter.setPen(QColor(self._theme.warn))
            line = QRectF(0, self.height() - 30, self.width(), 22)
            painter.drawText(
                line, int(Qt.AlignmentFlag.AlignCenter), self.tr("○ not being recorded")
            )
