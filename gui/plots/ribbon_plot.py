"""The event ribbon: phases, codes and confounds with their labels, over session time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.look.event_words import event_label
from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.plots.plot import DeviceItem, Plot, _Scale
from gui.plots.second_reading import Differing
from gui.plots.time_window import TimeWindow
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, Codebook
from safehold.core.types import Event
from safehold.session.person_view import PersonView

LANES = 5
"""Phases, three lanes of codes, confounds."""
LABEL_PX = 12
WORDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
"""A lane may be lower than the dots of an umlaut."""
EDGE_PX = 5
"""So near to an edge the mouse takes hold of it, pixels."""
SLIP_PX = 3
"""A drag of so little is a click, pixels."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """An event in pixels."""

    event: Event
    left: float
    right: float
    words: str

    @property
    def faint(self) -> bool:
        return self.event.code.startswith((PHASE_PREFIX, CONFOUND_PREFIX))


@dataclass(frozen=True, slots=True)
class _Held:
    """An event that the mouse holds."""

    event: Event
    part: str
    """``whole``, ``onset`` or ``end``."""
    x: float
    """Where it was taken hold of, in shares of the plot's width."""

    def moved(self, by_s: float) -> Event:
        """Return the event with what is held moved by so many seconds, no further than it can."""
        event, length = self.event, self.event.duration
        if length is None:
            return replace(event, onset=event.onset + by_s)
        if self.part == "onset":
            by_s = min(by_s, length)
            return replace(event, onset=event.onset + by_s, duration=length - by_s)
        if self.part == "end":
            return replace(event, duration=max(length + by_s, 0.0))
        return replace(event, onset=event.onset + by_s)


class _Ribbon(DeviceItem):
    """All events as bars and flags in lanes."""

    def __init__(self, theme: Theme, codebook: Codebook) -> None:
        super().__init__()
        self._theme, self._codebook = theme, codebook
        self._events: tuple[Event, ...] = ()
        self._widths: dict[str, float] = {}
        self._now = 0.0
        self._head: float | None = None
        self.chosen: frozenset[str] = frozenset()
        """Ids of the events that are framed."""
        self.dragged: Event | None = None
        """An event as it would be where the mouse is; drawn in the place of its own."""
        self.boxes: list[tuple[Event, QRectF]] = []
        """Where events were drawn last, in shares of the plot's width and height."""

    def set_events(self, events: tuple[Event, ...], now: float, head: float | None) -> None:
        """Show these events, and the play head where there is one."""
        self._events, self._now, self._head = events, now, head
        self.update()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint lane by lane; a label ends where the next event of its lane begins."""
        painter.setFont(font(LABEL_PX))
        metrics = QFontMetricsF(painter.font())
        height = area.height() / LANES
        bars: list[list[_Bar]] = [[] for _ in range(LANES)]
        self.boxes = []
        for event in self._drawn():
            end = self._now if event.duration is None else event.onset + event.duration
            bar = _Bar(event, scale.x(event.onset), scale.x(end), self._words(event))
            if bar.right >= area.left() and bar.left <= area.right():
                self._put(bar, bars, metrics)
        for lane, row in enumerate(bars):
            top = area.top() + lane * height + 1.5
            for i, bar in enumerate(row):
                limit = row[i + 1].left if i + 1 < len(row) else area.right()
                box = QRectF(bar.left, top, max(bar.right - bar.left, 0), height - 3)
                self.boxes.append((bar.event, _share(box, area)))
                self._draw_bar(painter, bar, box)
                left = max(bar.left, area.left()) + 5
                words = self._fitting(bar, max(limit - left - 3, 0), metrics)
                if bar.event.duration == 0.0 and words:  # over the bar of another event
                    ground = QRectF(left - 2, top, self._width(words, metrics) + 4, height - 3)
                    painter.fillRect(ground, color(self._theme.plot, 0.8))
                painter.setPen(QColor(self._theme.muted if bar.faint else self._theme.text))
                place = QRectF(left, top, max(limit - left, 0), height - 3)
                painter.drawText(place, WORDS, words)
        if self._head is not None:
            x = scale.x(self._head)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def _fitting(self, bar: _Bar, room: float, metrics: QFontMetricsF) -> str:
        """Return a label that fits, or none: a part of a code's name could be another's.

        A note has its beginning, which is somebody's own words.
        """
        if self._width(bar.words, metrics) <= room:
            return bar.words
        if not bar.event.note:
            return ""
        return metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, room)

    def _drawn(self) -> tuple[Event, ...]:
        new = self.dragged
        if new is None:
            return self._events
        moved = (new if e.event_id == new.event_id else e for e in self._events)
        return tuple(sorted(moved, key=lambda event: event.onset))

    def _words(self, event: Event) -> str:
        label = event_label(event, self._codebook)
        return f"{label} ▶" if event.duration is None else label

    def _put(self, bar: _Bar, bars: list[list[_Bar]], metrics: QFontMetricsF) -> None:
        """Put a bar into the first code lane that is free there, else into the emptiest."""
        if bar.event.code.startswith(PHASE_PREFIX):
            bars[0].append(bar)
            return
        if bar.event.code.startswith(CONFOUND_PREFIX):
            bars[-1].append(bar)
            return

        def free_from(row: list[_Bar]) -> float:
            if not row:
                return -1e9
            last = row[-1]
            return max(last.right, last.left + self._width(last.words, metrics) + 10)

        lanes = bars[1:-1]
        fits = [row for row in lanes if free_from(row) <= bar.left]
        (fits[0] if fits else min(lanes, key=free_from)).append(bar)

    def _width(self, words: str, metrics: QFontMetricsF) -> float:
        """Return the width of words: measured once, for there are few and events are many."""
        if words not in self._widths:
            self._widths[words] = metrics.horizontalAdvance(words)
        return self._widths[words]

    def _draw_bar(self, painter: QPainter, bar: _Bar, box: QRectF) -> None:
        hue = self._theme.confound if bar.faint else self._theme.event
        if bar.event.duration != 0.0:
            painter.fillRect(box, color(hue, 0.22))
            if bar.event.code.startswith(CONFOUND_PREFIX):
                painter.fillRect(box, QBrush(color(hue, 0.4), Qt.BrushStyle.FDiagPattern))
        painter.setPen(QPen(QColor(hue), 2))
        painter.drawLine(QLineF(box.left(), box.top(), box.left(), box.bottom()))
        if bar.event.duration not in (None, 0.0):
            painter.drawLine(QLineF(box.right(), box.top(), box.right(), box.bottom()))
        if bar.event.event_id in self.chosen:
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawRect(box.adjusted(-2, 0, 2, 0))


def _share(box: QRectF, area: QRectF) -> QRectF:
    """Return a box in shares of an area's width and height."""
    width, height = max(area.width(), 1.0), max(area.height(), 1.0)
    return QRectF(
        (box.left() - area.left()) / width,
        (box.top() - area.top()) / height,
        box.width() / width,
        box.height() / height,
    )


class RibbonPlot(Plot):
    """The events with their words, and the time axis of all plots above it.

    Where events can be changed, a click chooses one, a drag moves it or one of its edges, and a
    double click opens it.
    """

    event_chosen = Signal(str, bool)
    """Its id, and whether it is one more; an empty id for none."""
    event_dragged = Signal(object)
    """The event as it is to be."""
    event_opened = Signal(str)

    def __init__(
        self, theme: Theme, codebook: Codebook, window: TimeWindow, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme, caption="", name="", explanation="", bottom_axis=True, parent=parent
        )
        self.setAccessibleName(self.tr("Events"))
        self.setToolTip(
            self.tr("Phases, codes and confounds. Lines and shaded spans continue through "
                "all plots. Page Up and Page Down look back and forward, End returns "
                "to now, plus and minus change the time scale. In a replay, click an event "
                "to choose it, drag it or one of its edges, double-click to open it.")
        )  # fmt: skip
        self._window = window
        self._ribbon = _Ribbon(theme, codebook)
        self._held: _Held | None = None
        self.movable: Callable[[Event], bool] = lambda _event: False
        """Tells which events can be changed by mouse."""
        self.point_into(window)
        self._differing = Differing(theme)
        for item in (self._differing, self._ribbon):
            self.add(item)
        self.set_y(0, 1, [])

    def show_chosen(self, event_ids: Iterable[str]) -> None:
        """Frame these events."""
        self._ribbon.chosen = frozenset(event_ids)
        self._ribbon.update()

    # -- mouse ---------------------------------------------------------------------------------

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        """Return where the mouse is, in shares of the plot's width and height."""
        inside = self.getViewBox().sceneBoundingRect()
        at = self.mapToScene(event.position().toPoint())
        width, height = max(inside.width(), 1.0), max(inside.height(), 1.0)
        return (at.x() - inside.left()) / width, (at.y() - inside.top()) / height

    def _hit(self, event: QMouseEvent) -> _Held | None:
        """Return the event under the mouse, and which part of it."""
        x, y = self._place(event)
        width = max(self.getViewBox().width(), 1.0)
        near = EDGE_PX / width
        for found, box in reversed(self._ribbon.boxes):
            if not self.movable(found) or not box.top() <= y <= box.bottom():
                continue
            if box.left() - near <= x <= max(box.right(), box.left() + near) + near:
                part = "whole"
                if found.duration:
                    wide = box.width() > 3 * near
                    part = "end" if wide and box.right() - x < near else part
                    part = "onset" if wide and x - box.left() < near else part
                return _Held(found, part, x)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the event under the mouse, and take hold of it."""
        self._held = self._hit(event)
        more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._held is not None or not more:
            self.event_chosen.emit(self._held.event.event_id if self._held else "", more)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show how the event that is held would be; else, what a drag would do."""
        super().mouseMoveEvent(event)
        if self._held is None:
            hit = self._hit(event)
            shape = Qt.CursorShape.ArrowCursor
            if hit is not None:
                edge = hit.part != "whole"
                shape = Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.OpenHandCursor
            self.viewport().setCursor(shape)
            return
        x, _ = self._place(event)
        left, right = self._window.range
        if abs(x - self._held.x) * self.getViewBox().width() > SLIP_PX:
            self._ribbon.dragged = self._held.moved((x - self._held.x) * (right - left))
            self._ribbon.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the event is to be there from now on."""
        new, self._ribbon.dragged, self._held = self._ribbon.dragged, None, None
        if new is not None:
            self.event_dragged.emit(new)
        self._ribbon.update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the event under the mouse."""
        if (hit := self._hit(event)) is not None:
            self._held = None
            self.event_opened.emit(hit.event.event_id)
        event.accept()

    def show_events(self, events: tuple[Event, ...], people: Iterable[PersonView] = ()) -> None:
        """Show the events in view, and where the zones of two readings differ."""
        zones = (person.differing.get("zone", ()) for person in people)
        self._differing.set_spans([span for spans in zones for span in spans])
        left, right = self._window.range
        self.set_x(left, right)
        self._ribbon.set_events(events, self._window.now, self._window.head)
        every = next(
            (s for s in (10, 30, 60, 120, 300, 600, 1800) if (right - left) / s <= 9), 3600
        )
        first = int(left // every + 1) * every
        ticks = [(float(t), clock_text(t)) for t in range(first, int(right) + 1, every)]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])
