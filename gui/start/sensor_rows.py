"""The sensors as they are seen before a session: a row each, with its state and its live trace."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.look.decimate import min_max_columns
from gui.look.style import Theme, font, sized
from gui.start.page import words
from gui.start.sensor_states import SensorState, State
from safehold.core.types import Role
from safehold.live.sensor_traces import SensorTrace

FRAME_MS = 50
LAG_S = 0.8
"""What is drawn ends so long ago: looks come twice a second, and the trace moves evenly."""
LATE_S = 2.0
"""Without a new look for so long the trace stands still."""
BADGE_PX, TRACE_PX = 150, 260
ROW_PX, LOW_ROW_PX, HIGH_ROW_PX = 58, 44, 150
"""Height of a row: at least with and without a trace, and at most."""
TRACE_STRETCH = 100
"""Rows with a trace take the room that there is, up to their height."""
GAP_STEPS = 0.4
"""Samples so far apart are not joined, s."""


def show_as(label: QLabel, state: State) -> None:
    """Give a label the colours of a state."""
    if label.property("state") != state.value:
        label.setProperty("state", state.value)
        label.style().polish(label)


class TraceView(QWidget):
    """The last seconds of a sensor, moving, with a mark at each beat or breath.

    Parameters
    ----------
    theme : Theme
    person : int
        Which hue it has.
    clock : callable
        Seconds that only go forward.
    """

    def __init__(
        self, theme: Theme, person: int, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__()
        self._theme, self._person, self._clock = theme, person, clock
        self._trace: SensorTrace | None = None
        self._came = 0.0
        self.setMinimumWidth(TRACE_PX)

    def show_trace(self, trace: SensorTrace, person: int) -> None:
        """Go on with a newer look."""
        self._trace, self._person, self._came = trace, person, self._clock()
        self.update()

    @property
    def edge(self) -> float:
        """LSL time of the right edge, s."""
        if self._trace is None:
            return 0.0
        return self._trace.now + min(self._clock() - self._came, LATE_S) - LAG_S

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line and marks."""
        trace, theme = self._trace, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 4, -1, -4)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if trace is None or not trace.times.size:
            return
        begin = self.edge - trace.seconds
        scale = area.width() / trace.seconds
        inside = (trace.times >= begin) & (trace.times <= self.edge)
        times, values = trace.times[inside], trace.values[inside]
        wave = QRectF(area.left(), area.top() + 8, area.width(), area.height() - 12)
        if times.size:
            self._draw_line(painter, wave, times, values, begin)
        painter.setPen(QPen(QColor(theme.text), 2))
        for at in trace.events[(trace.events > begin) & (trace.events <= self.edge)].tolist():
            x = area.left() + (at - begin) * scale
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.top() + 5))

    def _draw_line(
        self, painter: QPainter, area: QRectF, times: np.ndarray, values: np.ndarray, begin: float
    ) -> None:
        trace = self._trace
        assert trace is not None
        low, high = float(np.min(values)), float(np.max(values))
        middle, half = (low + high) / 2, max((high - low) / 2, 1e-6)
        column_s = trace.seconds / max(area.width(), 1)
        regular = trace.spec.role is not Role.RR
        shown = [(times, values)]
        if regular:
            cuts = np.flatnonzero(np.diff(times) > GAP_STEPS) + 1
            shown = list(zip(np.split(times, cuts), np.split(values, cuts), strict=True))
        painter.setPen(QPen(QColor(self._theme.person(self._person)), 1.5))
        for part_times, part_values in shown:
            x, y = min_max_columns(part_times, part_values, column_s=column_s)
            across = area.left() + (x - begin) / column_s
            down = area.center().y() - (y - middle) / half * area.height() / 2
            points = [
                QPointF(*point) for point in zip(across.tolist(), down.tolist(), strict=True)
            ]
            painter.drawPolyline(QPolygonF(points))
            if not regular:
                for point in points:
                    painter.drawEllipse(point, 2, 2)


class SensorRow(QFrame):
    """One sensor: its state in a word, what it is, what to do, and its trace."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sensor")
        self.badge = QLabel()
        self.badge.setObjectName("state")
        self.badge.setFont(font(20, bold=True))
        self.badge.setFixedWidth(sized(BADGE_PX))
        self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name, self.detail = words("", 16, bold=True), words("", 13, name="muted")
        self.told = words("", 14)
        self.view = TraceView(theme, 0)
        self.state: State | None = None
        text = QVBoxLayout()
        text.setSpacing(1)
        for label in (self.name, self.detail, self.told):
            text.addWidget(label)
        text.addStretch(1)
        text.insertStretch(0, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(14)
        layout.addWidget(self.badge)
        layout.addLayout(text, 4)
        layout.addWidget(self.view, 5)

    def show_state(self, one: SensorState, person: int) -> None:
        """Show what was found of it now."""
        self.name.setText(one.name)
        self.detail.setText(one.detail)
        self.detail.setVisible(bool(one.detail) and one.state is State.READY)
        self.told.setText(f"{one.found}. → {one.remedy}" if one.remedy else one.found)
        self.told.setVisible(bool(one.found))
        self.view.setVisible(one.trace is not None)
        self.setMinimumHeight(sized(LOW_ROW_PX if one.trace is None else ROW_PX))
        self.setMaximumHeight(sized(HIGH_ROW_PX))
        if one.trace is not None:
            self.view.show_trace(one.trace, person)
        if one.state is not self.state:
            self.state = one.state
            self.badge.setText(f"{one.state.glyph} {one.state.word}")
            show_as(self.badge, one.state)
        told = f"{one.name}: {one.state.word}"
        self.setAccessibleName(told)
        self.view.setAccessibleName(told)
        self.setToolTip(one.detail)


class SensorRows(QScrollArea):
    """All rows; they keep their places, whatever becomes of their sensors."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, SensorRow] = {}
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    def rows(self) -> list[SensorRow]:
        """Return the rows from top to bottom."""
        return list(self._rows.values())

    def show_states(self, states: Sequence[SensorState]) -> None:
        """Show what was found now."""
        keys = [one.key for one in states]
        if keys != list(self._rows):
            for row in self._rows.values():
                self._layout.removeWidget(row)
            for key in set(self._rows) - set(keys):
                self._rows.pop(key).deleteLater()
            self._rows = {key: self._rows.get(key) or SensorRow(self._theme) for key in keys}
            for place, row in enumerate(self._rows.values()):
                self._layout.insertWidget(place, row)
        people = list(dict.fromkeys(one.trace.spec.person for one in states if one.trace))
        for one in states:
            hue = people.index(one.trace.spec.person) if one.trace else 0
            row = self._rows[one.key]
            row.show_state(one, hue)
            self._layout.setStretchFactor(row, TRACE_STRETCH if one.trace else 0)

    def sizeHint(self) -> QSize:
        """Return room for a few rows; more are scrolled."""
        return QSize(TRACE_PX + 3 * BADGE_PX, 5 * ROW_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the traces move."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        self._timer.stop()
        super().hideEvent(event)

    def _on_frame(self) -> None:
        for row in self._rows.values():
            row.view.update()
