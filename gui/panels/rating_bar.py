"""One rating scale as a bar: touch or click and let go, or type the number and press Enter."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.actions.action import Place
from gui.actions.heard import heard
from gui.actions.side_table import DIGITS
from gui.look.formatting import number_text
from gui.look.style import Theme, color, font, mix
from gui.look.translation import say
from safehold.core.study import Scale
from safehold.session.ratings import fitting

MARGIN_PX = 44.0
"""Room for half the handle and half a number at both ends."""
MOST_MARKS = 21
"""A scale with more steps than this is numbered at ten places."""
TYPING_S = 1.5
"""Digits typed within this time belong to one number."""


def value_words(value: float) -> str:
    """Return a value as it is written on a scale (a true minus sign)."""
    return number_text(value).replace("-", "−")


class RatingBar(QWidget):
    """A scale without a value until somebody gives one: no default is suggested.

    Parameters
    ----------
    scale : Scale
        Ends, steps and the words at the ends.
    continuous : bool
        True keeps the value and reports every move (recall); False reports when it is let go.
    wall : callable
        Monotonic seconds, for typed numbers of several digits.
    """

    chosen = Signal(float)
    """The answer; with ``continuous`` every change."""
    refused = Signal(str)
    """A key did nothing, and why."""

    def __init__(
        self,
        theme: Theme,
        scale: Scale,
        *,
        continuous: bool = False,
        wall: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self.scale, self._continuous, self._wall = theme, scale, continuous, wall
        self.value: float | None = None
        self._typed, self._typed_at = "", 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(420, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say(scale.label))
        words = self.tr("{0}: {1} to {2}: {3}.").format(
            value_words(scale.low),
            say(scale.low_anchor),
            value_words(scale.high),
            say(scale.high_anchor),
        )
        how = (
            self.tr("Move by mouse, wheel or arrow keys.")
            if continuous
            else self.tr("Touch the bar and let go; or type the number and press Enter.")
        )
        self.setToolTip(f"{words}\n{how}")
        self.setAccessibleDescription(f"{words} {how}")

    def sizeHint(self) -> QSize:
        """Return a size that a finger can use."""
        return QSize(860, 100)

    def clear(self) -> None:
        """Take the value away, so that it does not suggest the next one."""
        self._typed = ""
        if self.value is not None:
            self.value = None
            self.update()

    # -- gestures ------------------------------------------------------------------------------

    def _at(self, x: float) -> float:
        share = (x - MARGIN_PX) / max(self.width() - 2 * MARGIN_PX, 1.0)
        return self.scale.low + share * (self.scale.high - self.scale.low)

    def _show(self, value: float) -> None:
        value = min(max(value, self.scale.low), self.scale.high)
        self.value = value if self._continuous else fitting(self.scale, value)
        self.update()
        if self._continuous:
            self.chosen.emit(self.value)

    def _give(self) -> None:
        if self._continuous:
            return  # each value was taken as it came
        if self.value is None:
            self.refused.emit(self.tr("No value yet: touch the bar, or type a number."))
        else:
            self.chosen.emit(self.value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self._show(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        if event.buttons():
            self._show(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the answer where the finger was lifted."""
        self._show(self._at(event.position().x()))
        self._give()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn by one step a notch."""
        notches = event.angleDelta().y() / 120.0
        if notches:
            self._step(notches)

    def _step(self, steps: float) -> None:
        step = self.scale.step or (self.scale.high - self.scale.low) / 100
        if self.value is None:
            self._show(self.scale.low if steps > 0 else self.scale.high)
        else:
            self._show(self.value + steps * step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks the bar for; others are the window's."""
        asked = heard(event, Place.RECALL if self._continuous else Place.RATING)
        if asked is None or not self._act(asked[0].id, asked[1]):
            super().keyPressEvent(event)

    def _act(self, action_id: str, number: int) -> bool:
        """Do an action of the bar; return False for one of the window."""
        if action_id == "bar.type":
            self._type(DIGITS[number])
            return True
        if action_id == "bar.drop" and self.value is None:
            return False
        acts: dict[str, Callable[[], None]] = {
            "bar.more": lambda: self._step(1),
            "bar.less": lambda: self._step(-1),
            "bar.lowest": lambda: self._show(self.scale.low),
            "bar.highest": lambda: self._show(self.scale.high),
            "bar.give": self._give,
            "bar.drop": self.clear,
        }
        if action_id not in acts:
            return False
        self._typed = ""
        acts[action_id]()
        return True

    def _type(self, text: str) -> None:
        wall = self._wall()
        self._typed = text if wall - self._typed_at > TYPING_S else self._typed + text
        self._typed_at = wall
        try:
            value = float(self._typed)
        except ValueError:  # a minus sign alone
            return
        if self.scale.low <= value <= self.scale.high:
            self._show(value)
        else:  # not a number of this scale: start over with the last digit
            self.refused.emit(
                self.tr("{0} is not on this scale: it goes from {1:g} to {2:g}.").format(
                    self._typed, self.scale.low, self.scale.high
                )
            )
            self._typed = text if text.isdigit() and self._typed != text else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    # -- painting ------------------------------------------------------------------------------

    def _x(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return MARGIN_PX + share * (self.width() - 2 * MARGIN_PX)

    def _marks(self) -> list[float]:
        scale = self.scale
        steps = (scale.high - scale.low) / scale.step if scale.step > 0 else MOST_MARKS + 1
        n = round(steps) if steps < MOST_MARKS else 10
        return [scale.low + k * (scale.high - scale.low) / n for k in range(n + 1)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bar, marks, numbers, words and, once there is one, the value."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, y = self._theme, 28.0
        bar = QRectF(MARGIN_PX - 14, y - 14, self.width() - 2 * MARGIN_PX + 28, 28)
        focused = self.hasFocus()
        painter.setPen(
            QPen(QColor(theme.text if focused else theme.line), 2.5 if focused else 1.5)
        )
        painter.setBrush(QColor(mix(theme.panel, theme.text, 0.08)))
        painter.drawRoundedRect(bar, 14, 14)
        painter.setFont(font(16))
        metrics = QFontMetricsF(painter.font())
        for mark in self._marks():
            x = self._x(mark)
            painter.setPen(QPen(color(theme.text, 0.35), 2))
            painter.drawLine(QPointF(x, y - 6), QPointF(x, y + 6))
            painter.setPen(QColor(theme.muted))
            words = value_words(mark)
            painter.drawText(QPointF(x - metrics.horizontalAdvance(words) / 2, y + 41), words)
        painter.setFont(font(15))
        painter.setPen(QColor(theme.text))
        foot = QRectF(MARGIN_PX - 14, y + 46, bar.width(), 24)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), say(self.scale.low_anchor))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), say(self.scale.high_anchor))
        if self.value is not None:
            self._paint_value(painter, QPointF(self._x(self.value), y))

    def _paint_value(self, painter: QPainter, centre: QPointF) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(theme.panel), 3))
        painter.setBrush(QColor(theme.text))
        painter.drawEllipse(centre, 24, 24)
        painter.setFont(font(19, bold=True))
        painter.setPen(QColor(theme.panel))
        words = value_words(round(self.value or 0.0, 1) if self._continuous else self.value or 0.0)
        area = QRectF(centre.x() - 30, centre.y() - 20, 60, 40)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
