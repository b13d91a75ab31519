"""An area that may be lower than what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(inside: QWidget, *, name: str, explanation: str, lowest_px: int) -> QScrollArea:
    """Return an area without a frame that scrolls up and down only; no key stops in it.

    Parameters
    ----------
    name, explanation : str
        Accessible name, and the tooltip.
    lowest_px : int
        Height that it keeps on the lowest screen.
    """
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(lowest_px)
    area.setWidget(inside)
    area.setAccessibleName(name)
    area.setToolTip(explanation)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
