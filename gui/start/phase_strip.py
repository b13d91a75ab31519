"""The phases of a study as a strip of time: drag one to another place, or its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font, mix
from gui.look.translation import say
from safehold.core.study import Phase

EDGE_PX, SLIP_PX = 6, 4
STEP_S = 10.0
LEAST_S = 10.0
OPEN_S = 1200.0
"""So long a phase is drawn that ends when somebody ends it."""
LEAST_PX = 64


class PhaseStrip(QWidget):
    """Shows phases in their order; the chosen one is framed.

    Left and Right choose, with Ctrl they move the phase, with Shift they change its length.
    """

    chosen = Signal(int)
    moved = Signal(int, int)
    """From which place to which."""
    stretched = Signal(int, float)
    """Which phase, and its new length, s."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phases: tuple[Phase, ...] = ()
        self.current = 0
        self._held: tuple[str, float] | None = None
        self._dragged: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Phases in their order"))
        self.setToolTip(
            self.tr("Drag a phase to another place, or its right edge to another length. Left and "
                    "Right choose, with Ctrl they move it, with Shift they change its length.")
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        """Return room for two lines in each phase."""
        return QSize(400, 64)

    def show_phases(self, phases: Sequence[Phase], current: int) -> None:
        """Show these, and which is chosen."""
        self._phases, self.current = tuple(phases), current
        said = "; ".join(f"{say(one.label)}, {self._length(one)}" for one in phases)
        self.setAccessibleDescription(said)
        self.update()

    def _length(self, phase: Phase) -> str:
        return self.tr("until ended") if phase.seconds is None else clock_text(phase.seconds)

    # -- places --------------------------------------------------------------------------------

    def boxes(self) -> list[QRectF]:
        """Return where each phase is, in pixels: by its length, and wide enough to be read."""
        count = len(self._phases)
        room = max(self.width() - 2.0 - LEAST_PX * count, 0.0)
        lengths = [OPEN_S if p.seconds is None else p.seconds for p in self._phases]
        whole, x, found = max(sum(lengths), 1.0), 1.0, []
        for length in lengths:
            wide = LEAST_PX + room * length / whole
            found.append(QRectF(x, 6, wide - 4, self.height() - 12))
            x += wide
        return found

    def _at(self, point: QPointF) -> tuple[int, str] | None:
        for k, box in enumerate(self.boxes()):
            if box.adjusted(0, 0, EDGE_PX, 0).contains(point):
                edge = point.x() > box.right() - EDGE_PX and self._phases[k].seconds is not None
                return k, "end" if edge else "whole"
        return None

    def _seconds_at(self, x: float) -> float:
        """Return the length of the chosen phase if it ended at ``x``: by its present scale."""
        box, seconds = self.boxes()[self.current], self._phases[self.current].seconds or 0.0
        share = (x - box.left()) / max(box.width(), 1.0)
        return max(LEAST_S, round(seconds * share / STEP_S) * STEP_S)

    def _place_at(self, x: float) -> int:
        centres = [box.center().x() for box in self.boxes()]
        return min(range(len(centres)), key=lambda k: abs(centres[k] - x))

    # -- mouse and keys ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a phase, and take hold of it."""
        found = self._at(event.position())
        if found is not None:
            self.chosen.emit(found[0])
            self._held = (found[1], event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        x = event.position().x()
        if self._held is not None and abs(x - self._held[1]) > SLIP_PX:
            self._dragged = x
            self.update()
        found = self._at(event.position())
        edge = found is not None and found[1] == "end"
        self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the phase where the mouse is, or end it there."""
        held, dragged = self._held, self._dragged
        self._held = self._dragged = None
        self.update()
        if held is None or dragged is None:
            return
        x = event.position().x()
        if held[0] == "end":
            self.stretched.emit(self.current, self._seconds_at(x))
        elif (to := self._place_at(x)) != self.current:
            self.moved.emit(self.current, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move and stretch by the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        to = self.current + step
        if not step or not self._phases:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            seconds = self._phases[self.current].seconds
            if seconds is not None:
                self.stretched.emit(self.current, max(LEAST_S, seconds + step * STEP_S))
        elif 0 <= to < len(self._phases):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.moved.emit(self.current, to)
            else:
                self.chosen.emit(to)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a box for each phase, with its words, its length, and where it is dragged to."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, boxes = self._theme, self.boxes()
        for k, (phase, box) in enumerate(zip(self._phases, boxes, strict=True)):
            here = k == self.current
            painter.setPen(QPen(QColor(theme.text if here else theme.line), 2 if here else 1))
            painter.setBrush(QColor(mix(theme.panel, theme.text, 0.12 if here else 0.06)))
            painter.drawRoundedRect(box, 6, 6)
            if phase.seconds is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(color(theme.muted, 0.18), Qt.BrushStyle.FDiagPattern))
                painter.drawRoundedRect(box, 6, 6)
            self._write(painter, box, phase, k)
        if self._dragged is not None and self._held is not None:
            painter.setPen(QPen(QColor(theme.event), 2))
            if self._held[0] == "end":
                x = self._dragged
            else:
                x = boxes[self._place_at(self._dragged)].center().x()
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))

    def _write(self, painter: QPainter, box: QRectF, phase: Phase, k: int) -> None:
        length = self._length(phase)
        if (
            k == self.current
            and self._dragged is not None
            and self._held
            and self._held[0] == "end"
        ):
            length = clock_text(self._seconds_at(self._dragged))
        inside, title = box.adjusted(8, 5, -6, -5), say(phase.label or phase.name)
        for size, bold, hue, text, side in (
            (
                13,
                True,
                self._theme.text,
                title,
                Qt.AlignmentFlag.AlignTop,
            ),
            (12, False, self._theme.muted, length, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font(size, bold=bold))
            painter.setPen(QColor(hue))
            metrics = QFontMetricsF(painter.font())
            if metrics.horizontalAdvance(text) <= inside.width():  # whole, or not at all
                painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignLeft), text)
            elif side is Qt.AlignmentFlag.AlignTop:
                painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignLeft), str(k + 1))
