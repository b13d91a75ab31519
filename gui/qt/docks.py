"""A panel that can be moved, floated, stacked or closed, under a thin title of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.actions.table import key_of
from gui.look.style import font


class _Title(QWidget):
    """The words of a dock and the cross that closes it; dragging moves the dock."""

    def __init__(self, dock: Dock) -> None:
        super().__init__(dock)
        self.words = QLabel("")
        self.words.setObjectName("heading")
        self.words.setFont(font(12, bold=True))
        self.cross = QToolButton()
        self.cross.setText("×")
        self.cross.setFont(font(13))
        self.cross.setAutoRaise(True)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 6, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.cross)


class Dock(QDockWidget):
    """Holds one panel and is called what the panel's window title says.

    Parameters
    ----------
    name : str
        Stable name under which a layout is remembered.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"dock-{name}")
        self._title = _Title(self)
        self.setTitleBarWidget(self._title)

    def put(self, panel: QWidget, *, grows: bool) -> None:
        """Show a panel in place of the one before; one that does not grow stands at the top."""
        before, holder = self.widget(), QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(5, 0, 5, 2)
        layout.addWidget(panel)
        layout.setSpacing(0)
        if not grows:
            layout.addStretch(1)
        self.setWidget(holder)
        if before is not None:
            before.deleteLater()
        panel.windowTitleChanged.connect(self._on_title)
        self._on_title(panel.windowTitle())
        self._title.words.setFont(font(12, bold=True))
        self._title.cross.setFont(font(13))

    @Slot(str)
    def _on_title(self, title: str) -> None:
        self.setWindowTitle(title)
        self._title.words.setText(title.upper())
        self._title.cross.setAccessibleName(self.tr("Hide {0}").format(title))
        self._title.cross.setToolTip(
            self.tr("Hide {0}; {1} brings it back. Drag the title to move it.").format(
                title, key_of("layout")
            )
        )
