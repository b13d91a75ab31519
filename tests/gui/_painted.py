"""What stands in a window as it is painted: every text with its size, colour, place and widget.

A window is rendered into an SVG drawing, in which texts stay texts; a mark before each widget's
own painting tells whose they are. The picture of the same window gives the colours behind them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

MARK = "\x02widget "


@dataclass(frozen=True)
class Painted:
    """A text as it was painted, in pixels of the window."""

    text: str
    box: QRectF
    pixels: float
    bold: bool
    colour: QColor
    widget: QWidget
    aslant: bool = False
    """Turned by less than a quarter: its box is much larger than it is."""

    @property
    def where(self) -> str:
        """Name the text and its place."""
        box = self.box.toRect()
        kind = type(self.widget).__name__
        return f"{self.text!r} in {kind} at {box.x()},{box.y()} {box.width()}x{box.height()}"


class _Marks(QObject):
    """Writes a mark into the drawing before each widget paints."""

    def __init__(self, painter: QPainter) -> None:
        super().__init__()
        self._painter = painter
        self.widgets: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.append(watched)
            self._painter.save()
            self._painter.setPen(QColor("#000000"))
            self._painter.drawText(0, 0, f"{MARK}{len(self.widgets) - 1}")
            self._painter.restore()
        return False


def _drawing(window: QWidget) -> tuple[str, list[QWidget]]:
    for view in window.findChildren(QGraphicsView):
        for item in view.scene().items():
            item.setCacheMode(item.CacheMode.NoCache)  # what is cached is painted as a picture
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(window.size())
    generator.setViewBox(QRect(0, 0, window.width(), window.height()))
    generator.setResolution(96)
    painter = QPainter(generator)
    marks = _Marks(painter)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(marks)
    try:
        window.render(painter, QPoint(0, 0))
    finally:
        app.removeEventFilter(marks)
        painter.end()
    return bytes(buffer.data().data()).decode(), marks.widgets


def texts(window: QWidget) -> Iterator[Painted]:
    """Yield what a window paints as text, in the order of painting."""
    drawing, widgets = _drawing(window)
    drawing = re.sub("[\x00-\x01\x03-\x08]", "", drawing).replace("\x02", "&#xE002;")
    widget = window
    for group in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}g"):
        for element in group.findall("{http://www.w3.org/2000/svg}text"):
            text = (element.text or "").strip("\n")
            if text.startswith("\ue002widget "):
                widget = widgets[int(text.split()[1])]
                continue
            if not text.strip():
                continue
            yield _painted(element, group, text, widget)


def _painted(element: ET.Element, group: ET.Element, text: str, widget: QWidget) -> Painted:
    shown = QFont([name.strip(" '") for name in element.get("font-family", "").split(",")])
    pixels = float(element.get("font-size", "12"))
    shown.setPixelSize(round(pixels))
    weight = int(element.get("font-weight", "400"))
    shown.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(shown)
    ink = metrics.tightBoundingRect(text)
    box = QRectF(ink).translated(float(element.get("x", 0)), float(element.get("y", 0)))
    numbers = re.findall(r"[-\d.e]+", group.get("transform", "matrix(1,0,0,1,0,0)"))
    a, b, c, d, dx, dy = map(float, numbers[-6:])
    place = QTransform(a, b, c, d, dx, dy)
    colour = QColor(element.get("fill", "#000000"))
    opacity = float(element.get("fill-opacity", "1")) * float(group.get("opacity", "1"))
    colour.setAlphaF(opacity)
    scale = (abs(a * d - b * c)) ** 0.5
    bold, aslant = weight >= 600, bool(a and b)
    return Painted(text, place.mapRect(box), pixels * scale, bold, colour, widget, aslant)
