"""One line over a window that says why a key or a button did nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from gui.look.style import font

SHOWN_MS = 7000
"""Long enough to read two sentences; a further refusal starts over."""
EDGE_PX = 14
_SILENT_KEYS = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_unknown,
    }
)  # fmt: skip
"""Keys that only go with others, move the focus, or belong to the desktop."""


class RefusalLine(QLabel):
    """Lies over the lower edge of a window for some seconds; takes no room and no press.

    Parameters
    ----------
    window : QWidget
        Over which it lies.
    edge_px : int
        Room left free below it, for buttons there.
    """

    def __init__(self, window: QWidget, *, edge_px: int = EDGE_PX) -> None:
        super().__init__(window)
        self._window, self._edge_px = window, edge_px
        self.setObjectName("refusal")
        self.setFont(font(14, bold=True))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setToolTip(self.tr("Why the last key or button did nothing"))
        self.setAccessibleName(self.tr("Why the last key or button did nothing"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()
        window.installEventFilter(self)

    def say(self, text: str) -> None:
        """Show a sentence, instead of the one before."""
        if not text:
            return
        self.setText(text)
        self.setAccessibleDescription(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window gets another size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._window
        width = min(max(420, window.width() * 2 // 3), window.width() - 2 * EDGE_PX)
        height = self.heightForWidth(width)
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - height - self._edge_px, width, height)


def key_words(event: QKeyEvent) -> str:
    """Return the name of a key that somebody may have meant something by, else an empty text."""
    if event.isAutoRepeat() or Qt.Key(event.key()) in _SILENT_KEYS:
        return ""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.NativeText)
