"""Where the parts of the window stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def arrange(window: MainWindow) -> QWidget:
    """Return the central widget with all parts in their places."""
    left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
    for widget, stretch in (
        (window.session, 0),
        (window.streams, 0),
        (window.notices, 1),
        (window.keys, 0),
    ):
        left.addWidget(widget, stretch)
    for panel in window.people:
        middle.addWidget(panel, 1)
    middle.addLayout(_band(window))
    right.addWidget(window.codes)
    right.addWidget(window.events, 1)
    body = QHBoxLayout()
    body.setContentsMargins(8, 8, 8, 0)
    body.setSpacing(8)
    for column, width in ((left, 204), (right, 206)):
        column.setSpacing(8)
        holder = QWidget()
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(width)
        body.addWidget(holder)
    middle.setSpacing(8)
    body.insertLayout(1, middle, 1)
    bottom = QHBoxLayout()
    bottom.setContentsMargins(8, 4, 8, 6)
    bottom.addWidget(window.overview)
    centre = QWidget()
    centre.setObjectName("centre")
    layout = QVBoxLayout(centre)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(window.header)
    layout.addLayout(body, 1)
    layout.addLayout(bottom)
    return centre


def _band(window: MainWindow) -> QGridLayout:
    """Return the ribbon under the rivers, and the legend under the waves."""
    band = QGridLayout()
    band.setContentsMargins(11, 0, 9, 0)
    band.setHorizontalSpacing(10)
    window.ribbon.setFixedHeight(92)
    band.addWidget(window.ribbon, 0, 0)
    band.addWidget(window.legend, 0, 1)
    band.setColumnStretch(0, 63)
    band.setColumnStretch(1, 37)
    return band
