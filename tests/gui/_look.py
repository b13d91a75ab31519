"""A window judged by its picture: nothing cut, elided, covered, too small or too faint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QMainWindow,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from gui.qt.refusal_line import RefusalLine
from tests.gui._colours import contrast
from tests.gui._painted import Painted, texts

SMALLEST_PX = 12
"""Type at 100 %."""
AA, AA_LARGE = 4.5, 3.0
"""Contrast that WCAG 2.2 asks for (1.4.3), and for large type: 24 px, or 18.66 px bold."""
SLACK = 2.5
"""Pixels by which ink may stand over an edge: the hook of a J does."""
OVER = (RefusalLine, QScrollBar, QSplitterHandle)
"""Parts that stand over others on purpose."""


class Look:
    """A window looked at: texts, picture, and what is wrong with them.

    Parameters
    ----------
    window : QWidget
        Shown, of the size that it has on a screen.
    screen : (int, int)
        Width and height of that screen.
    """

    def __init__(self, window: QWidget, screen: tuple[int, int]) -> None:
        self.window, self.screen = window, screen
        self.image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(self.image.constBits(), np.uint8).reshape(self.image.height(), -1)
        self._pixels = rows.reshape(self.image.height(), -1, 4)[:, :, 2::-1]
        self.texts = [one for one in _once(texts(window)) if self._whole(one)]

    def faults(self) -> list[str]:
        """Return in words all that is wrong."""
        rules = (
            self.outside, self.small, self.elided, self.cut, self.siblings, self.crossing,
            self.faint,
        )  # fmt: skip
        return [fault for rule in rules for fault in rule()]

    def outside(self) -> Iterator[str]:
        """Yield that the window does not fit the screen."""
        wide, high = self.screen
        least = self.window.minimumSizeHint().expandedTo(self.window.minimumSize())
        for words, size in (("needs", least), ("is", self.window.size())):
            if size.width() > wide or size.height() > high:
                yield f"outside the screen: {words} {size.width()}x{size.height()}"

    def small(self) -> Iterator[str]:
        """Yield type that is too small."""
        for one in self.texts:
            if one.pixels < SMALLEST_PX - 0.01:
                yield f"small: {one.pixels:.0f} px {one.where}"

    def elided(self) -> Iterator[str]:
        """Yield texts of which an ellipsis stands for the rest; a note may have one."""
        for one in self.texts:
            word = one.text.startswith(("“", "„")) or one.text in ("…",)
            if "…" in one.text and not word and not re.search(r"\S … \S", one.text):
                yield f"elided: {one.where}"

    def cut(self) -> Iterator[str]:
        """Yield texts that stand over the edge of their widget."""
        for one in self.texts:
            place = _seen(one.widget, self.window).adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not place.contains(one.box):
                yield f"cut: {one.where}"

    def siblings(self) -> Iterator[str]:
        """Yield widgets that stand over each other."""
        for parent in (self.window, *self.window.findChildren(QWidget)):
            if isinstance(parent, QStackedWidget | QAbstractScrollArea) or not parent.isVisible():
                continue
            kept = [w for w in parent.children() if isinstance(w, QWidget) and _counts(w, parent)]
            for one, two in combinations(kept, 2):
                both = one.geometry() & two.geometry()
                if both.width() > SLACK and both.height() > SLACK:
                    yield f"over each other: {_name(one)} and {_name(two)} by {both.size()}"

    def crossing(self) -> Iterator[str]:
        """Yield texts that are written over each other."""
        straight = [one for one in self.texts if not one.aslant]
        for one, two in combinations(straight, 2):
            both = one.box & two.box
            if both.width() > SLACK and both.height() > SLACK:
                yield f"crossing: {one.where} and {two.where}"

    def faint(self) -> Iterator[str]:
        """Yield texts whose ink is too near to what is behind it; disabled ones may be."""
        for one in self.texts:
            behind = self._behind(one.box.toAlignedRect().adjusted(-2, -2, 2, 2))
            if behind is None or not one.widget.isEnabled():
                continue
            share = one.colour.alphaF()
            rgb = np.array([one.colour.red(), one.colour.green(), one.colour.blue()])
            ink = _hex(share * rgb + (1 - share) * np.array(behind))
            large = one.pixels >= (18.66 if one.bold else 24)
            found = contrast(ink, _hex(behind))
            if found < (AA_LARGE if large else AA):
                yield f"faint: {found:.1f} {ink} on {_hex(behind)} {one.where}"

    def _behind(self, box: QRect) -> tuple[int, ...] | None:
        """Return the colour that most pixels of a box have; None where nothing is seen."""
        area = box & self.image.rect()
        if area.isEmpty():
            return None
        part = self._pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
        counts = Counter(map(tuple, part.reshape(-1, 3).tolist()))
        return counts.most_common(1)[0][0]

    def _whole(self, one: Painted) -> bool:
        """Return whether a text is in view: none that is scrolled away, wholly or in part."""
        area = _scrolled(one.widget)
        if area is None:
            return one.box.intersects(QRectF(self.window.rect()))
        return _place(area.viewport(), self.window).contains(one.box)


def _once(found: Iterable[Painted]) -> Iterable[Painted]:
    """Return each text once: of one that is selected Qt paints the selected part first."""
    kept: dict[object, Painted] = {}
    for one in found:
        kept.setdefault((one.text, one.widget, one.box.getRect()), one)
    return kept.values()


def _hex(rgb: object) -> str:
    return "#" + "".join(f"{round(float(part)):02x}" for part in rgb)  # type: ignore[attr-defined]


def _counts(widget: QWidget, parent: QWidget) -> bool:
    """Return whether a child has a place of its own."""
    if not widget.isVisible() or widget.isWindow() or isinstance(widget, OVER):
        return False
    rubber = isinstance(parent, QMainWindow) and widget.objectName().startswith("qt_")
    return not rubber and not widget.visibleRegion().isEmpty()


def _scrolled(widget: QWidget) -> QAbstractScrollArea | None:
    """Return the innermost area that holds a widget and has more than it shows."""
    part: QWidget | None = widget
    while part is not None:
        above = part.parentWidget()
        if (
            isinstance(above, QAbstractScrollArea)
            and part.objectName() == "qt_scrollarea_viewport"
        ):
            bars = (above.verticalScrollBar(), above.horizontalScrollBar())
            if any(bar.maximum() > bar.minimum() for bar in bars):
                return above
        part = above
    return None


def _place(widget: QWidget, window: QWidget) -> QRectF:
    """Return where a widget stands in its window."""
    return QRectF(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))


def _seen(widget: QWidget, window: QWidget) -> QRectF:
    """Return the part of a widget that its parents leave of it."""
    seen, part = _place(widget, window), widget.parentWidget()
    while widget is not window and part is not None and part is not window:
        seen &= _place(part, window)
        part = part.parentWidget()
    return seen & QRectF(window.rect())


def _name(widget: QWidget) -> str:
    told = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {told!r}" if told else type(widget).__name__
