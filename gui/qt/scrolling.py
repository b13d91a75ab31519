"""Areas that may be smaller than what is in them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


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


class WholeOrScrolled(QScrollArea):
    """All of a window; it scrolls where the screen is smaller than what is in it.

    On a small screen that is enlarged by the system, nothing is out of reach: what has the
    keyboard comes into view.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        app.focusChanged.connect(self._soon.start)  # areas within this one scroll first

    @Slot()
    def _follow(self) -> None:
        now = self.window().focusWidget()
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)
