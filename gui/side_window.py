"""What the windows beside the main one have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.style import Theme, style_sheet


class SideWindow(QWidget):
    """A window with a clock of its own: F11 fills the screen, Ctrl+W closes.

    Parameters
    ----------
    theme : Theme
        Its colours.
    every_ms : int
        How often :meth:`step` is called once it was started, ms; 0: never.
    """

    closed = Signal()
    closes_with_escape = True
    """False where somebody answers in the window: a key hit by mistake must not end it."""

    def __init__(self, theme: Theme, *, every_ms: int = 0) -> None:
        super().__init__()
        self.setObjectName("centre")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(style_sheet(theme))
        self.windowTitleChanged.connect(self.setAccessibleName)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(lambda: self.step())

    def start(self) -> None:
        """Begin to work."""
        if self._timer.interval():
            self._timer.start()

    def step(self) -> None:
        """Do what is due; called by the timer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close, or fill the screen and back."""
        escape = self.closes_with_escape and event.key() == Qt.Key.Key_Escape
        if escape or event.matches(QKeySequence.StandardKey.Close):
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop to work, and tell whoever opened the window."""
        self._timer.stop()
        event.accept()
        self.closed.emit()
