"""The plot all others are made of, and an item that paints in device pixels.

No mouse, no menus, no automatic ranges: a plot shows what it is told to. Everything that is
not a curve is painted by one item per purpose, in pixels, because many small scene items cost
a multiple of one (an InfiniteLine per event: eight times the frame).
"""

from __future__ import annotations

from typing import Any, cast

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.style import Theme, color, font
from gui.plots.time_window import TimeWindow
from safehold.core.types import FloatArray

AXIS_WIDTH = 34
POINTED_PX = 5.0
"""So near to a mark the mouse points at it, pixels."""


class DeviceItem(pg.GraphicsObject):  # type: ignore[misc]
    """Something painted in device pixels over the whole view of a plot.

    Parameters
    ----------
    still : bool
        Keep the picture until it changes: what stands behind a trace that moves thirty times a
        second is painted once a second.
    """

    def __init__(self, *, still: bool = True) -> None:
        super().__init__()
        if still:
            self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        """Return the visible range of the plot."""
        return QRectF(self.viewRect() or QRectF())

    def viewTransformChanged(self) -> None:
        """Follow a change of range or size."""
        self.prepareGeometryChange()
        super().viewTransformChanged()  # forgets the visible range it has kept
        self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Hand a painter in device pixels to :meth:`draw`."""
        view = self.viewRect()
        if view is None or view.width() <= 0:
            return
        area = painter.worldTransform().mapRect(view)
        painter.save()
        painter.resetTransform()
        painter.setClipRect(area)
        self.draw(painter, area, _Scale(view, area))
        painter.restore()

    def draw(self, painter: QPainter, area: QRectF, scale: _Scale) -> None:
        """Paint; ``area`` is the plot in pixels."""
        raise NotImplementedError


class _Scale:
    """Plot coordinates to device pixels."""

    def __init__(self, view: QRectF, area: QRectF) -> None:
        self._view, self._area = view, area
        self.left, self.right = view.left(), view.right()

    def x(self, value: float) -> float:
        """Return the pixel column of a value."""
        return self._area.left() + (value - self._view.left()) / self._view.width() * (
            self._area.width()
        )

    def xs(self, values: FloatArray) -> FloatArray:
        """Return the pixel columns of values."""
        step = self._area.width() / self._view.width()
        return self._area.left() + (values - self._view.left()) * step

    def ys(self, values: FloatArray) -> FloatArray:
        """Return the pixel rows of values."""
        step = self._area.height() / self._view.height()
        return self._area.bottom() - (values - self._view.top()) * step

    def y(self, value: float) -> float:
        """Return the pixel row of a value (the view rectangle's top is its lowest value)."""
        return self._area.bottom() - (value - self._view.top()) / self._view.height() * (
            self._area.height()
        )


class Caption(DeviceItem):
    """What a plot shows, written small in its corner, and a remark at the right."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self.text, self.remark = theme, text, ""
        self._font = font(12)
        self.setZValue(50)

    def set(self, *, text: str | None = None, remark: str | None = None) -> None:
        """Change the texts; repaints only when they differ."""
        new = (self.text if text is None else text, self.remark if remark is None else remark)
        if new != (self.text, self.remark):
            self.text, self.remark = new
            self.update()

    def draw(self, painter: QPainter, area: QRectF, _scale: _Scale) -> None:
        """Write both texts."""
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        both = metrics.horizontalAdvance(self.text) + metrics.horizontalAdvance(self.remark)
        if not self.remark or both + 30 < area.width():  # what is remarkable goes first
            self._write(
                painter, area.adjusted(7, 3, -7, -3), self.text, Qt.AlignmentFlag.AlignLeft
            )
        self._write(painter, area.adjusted(7, 3, -7, -3), self.remark, Qt.AlignmentFlag.AlignRight)

    def _write(self, painter: QPainter, area: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        if not text:
            return
        flags = side | Qt.AlignmentFlag.AlignTop
        box = painter.boundingRect(area, int(flags), text).adjusted(-3, -1, 3, 1)
        painter.fillRect(box, color(self._theme.plot, 0.72))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(area, int(flags), text)


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot with fixed ranges in the look of the theme.

    Parameters
    ----------
    name, explanation : str
        Accessible name, and the tooltip.
    bottom_axis : bool
        Show the labels of the horizontal axis.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        caption: str,
        name: str,
        explanation: str,
        bottom_axis: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, background=theme.plot, enableMenu=False)
        self.theme = theme
        self._pointing: TimeWindow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(36)
        self.setAccessibleName(name)
        self.setToolTip(explanation)
        item = self.getPlotItem()
        item.hideButtons()
        # a menu that is never shown belongs to nobody: the collector of garbage would delete it
        # at any moment, in any thread
        self.destroyed.connect(item.ctrlMenu.deleteLater)
        item.setContentsMargins(0, 0, 1, 0)
        view = item.getViewBox()
        view.setMouseEnabled(False, False)
        view.setDefaultPadding(0)
        view.disableAutoRange()
        self._style_axis("left", show=True)
        self._style_axis("bottom", show=bottom_axis)
        self.caption = Caption(theme, caption)
        self.add(self.caption)

    def _style_axis(self, side: str, *, show: bool) -> None:
        item = self.getPlotItem()
        item.showAxis(side, show)
        axis = item.getAxis(side)
        self._colour_axis(side)
        axis.setStyle(tickLength=0, tickFont=font(12), tickTextOffset=4, maxTickLevel=0)
        axis.enableAutoSIPrefix(False)
        axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
        if side == "left":
            axis.setWidth(AXIS_WIDTH)
        elif show:
            axis.setHeight(16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the axes painted anew: of one that shrinks Qt keeps labels of the larger one."""
        super().resizeEvent(event)
        if not hasattr(self, "caption"):  # pyqtgraph sets a size before there are axes
            return
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setCacheMode(axis.CacheMode.NoCache)
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)

    def _colour_axis(self, side: str) -> None:
        axis = self.getPlotItem().getAxis(side)
        axis.setPen(pg.mkPen(self.theme.line))
        axis.setTextPen(pg.mkPen(self.theme.muted))

    def recolour(self, hue: str = "") -> None:  # noqa: ARG002 - for plots of one person
        """Take the theme's present colours, and a person's hue."""
        self.setBackground(self.theme.plot)
        for side in ("left", "bottom"):
            self._colour_axis(side)
        for item in self.scene().items():
            item.update()

    def add(self, item: Any) -> None:
        """Add an item that has no say in ranges."""
        self.addItem(item, ignoreBounds=True)

    def set_y(self, low: float, high: float, ticks: list[tuple[float, str]] | None = None) -> None:
        """Set the vertical range, and the labelled ticks where given."""
        self.setYRange(low, high, padding=0)
        if ticks is not None:
            self.getPlotItem().getAxis("left").setTicks([ticks])

    def set_x(self, left: float, right: float) -> None:
        """Set the horizontal range."""
        self.setXRange(left, right, padding=0)

    def point_into(self, window: TimeWindow) -> None:
        """Tell a window of time, which is this plot's axis, where the mouse stands."""
        self._pointing = window
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which moment the mouse stands at."""
        super().mouseMoveEvent(event)
        if self._pointing is not None:
            at = self.getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint()))
            self._pointing.point(at.x(), POINTED_PX * self.column_s)

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the mouse stands at no moment."""
        super().leaveEvent(event)
        if self._pointing is not None:
            self._pointing.point(None)

    @property
    def column_s(self) -> float:
        """Seconds per pixel column."""
        (left, right), _ = self.getViewBox().viewRange()
        width = max(self.getViewBox().width(), 50.0)
        return float((right - left) / width)


def curve(hue: str, *, width: float = 1.0, dashed: bool = False, smooth: bool = False) -> Any:
    """Return a plot curve; thick smooth pens only for the few points of a trend."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    item = pg.PlotCurveItem(pen=pg.mkPen(hue, width=width, style=style), antialias=smooth)
    item.setSegmentedLineMode("off")
    return item


def polygon(x: FloatArray, y: FloatArray) -> list[QPointF]:
    """Return the Qt points of two arrays of pixels."""
    return [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]


def line_of(x: FloatArray, y: FloatArray) -> QPolygonF:
    """Return two arrays of pixels as a polygon, copied as a block."""
    polygon = pg.functions.create_qpolygonf(x.size)
    points = pg.functions.ndarray_from_qpolygonf(polygon)
    points[:, 0], points[:, 1] = x, y
    return cast(QPolygonF, polygon)
