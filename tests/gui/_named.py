"""What a screen reader would say of a window, and what Tab goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QGraphicsView,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)

from gui.panels.rating_bar import RatingBar

KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
    QProgressBar, QGraphicsView, RatingBar,
)  # fmt: skip
INNER = (QScrollBar, QHeaderView, QTabBar)
"""Parts of other widgets, which speak for them."""


def parts(window: QWidget) -> Iterator[QWidget]:
    """Yield what somebody acts on, or reads as a picture."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, KINDS) or isinstance(widget, INNER):
            continue
        if widget.isVisible() and not _inside(widget):
            yield widget


def _inside(widget: QWidget) -> bool:
    """Return whether a widget is the inner part of another one."""
    parent = widget.parentWidget()
    own = widget.objectName().startswith("qt_")
    outer = (QComboBox, QAbstractSpinBox, QTabBar, QDialogButtonBox, QAbstractItemView)
    return own or (isinstance(parent, outer) and not isinstance(parent, QDialogButtonBox))


def nameless(window: QWidget) -> list[str]:
    """Return what a screen reader could only call a button or a field."""
    return [f"no name: {_place(one)}" for one in parts(window) if not _said(one)]


def _said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def _place(widget: QWidget) -> str:
    told = widget.objectName() or widget.toolTip()
    return f"{type(widget).__name__} {told!r} in {type(widget.parentWidget()).__name__}"


def chain(window: QWidget) -> list[QWidget]:
    """Return what Tab goes through, once round."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not window and widget not in found:
        found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def unreached(window: QWidget) -> list[str]:
    """Return the fields, lists and buttons that no keyboard gets to: neither Tab nor a key."""
    order = {id(one) for one in chain(window)}
    found = []
    for one in parts(window):
        if isinstance(one, QProgressBar | QGraphicsView) or not one.isEnabled():
            continue
        if isinstance(one, QAbstractItemView) and _only_read(one):
            continue
        tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and id(one) in order
        if not tab and not _by_key(one):
            found.append(f"no keyboard: {_place(one)} {_said(one)!r}")
    return found


def _only_read(view: QAbstractItemView) -> bool:
    """Return whether nothing of a list can be chosen: it is read, or holds fields of its own."""
    return view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection


def _by_key(widget: QWidget) -> bool:
    """Return whether a key is told that does what the widget does."""
    if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
        return True
    return bool(re.search(r"\(|Key: |Taste: |\bF\d+\b", widget.toolTip()))


def out_of_order(window: QWidget) -> list[str]:
    """Return where Tab jumps back: the field that it reaches next stands higher, not right."""
    shown = [one for one in chain(window) if one.isVisible() and isinstance(one, QLineEdit)]
    tops = [one.mapTo(window, one.rect().topLeft()) for one in shown if one.window() is window]
    return [
        f"Tab jumps back: from {a.y()} to {b.y()}"
        for a, b in pairwise(tops)
        if b.y() < a.y() and b.x() <= a.x()
    ]
