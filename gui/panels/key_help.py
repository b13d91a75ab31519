"""The keys that act on the whole window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.actions.action import Place
from gui.actions.table import actions_in, key_of, keys_shown
from gui.look.style import font
from gui.look.translation import say, say_key
from gui.qt.scrolling import scrolling

LOWEST_PX = 36
"""Height on the lowest screen; the rest can be scrolled."""
HIGHEST_PX = 300
LARGE_ROWS = ("meaning", "keys", "large", "close")
"""In large type there is no room for more on a small laptop."""


class KeyHelp(QFrame):
    """Keys without a button of their own, each with what it does.

    Parameters
    ----------
    replay : bool
        Whether this is a replay, rather than a session to act on.
    large : bool
        Show the most needed only.
    """

    def __init__(
        self, *, replay: bool = False, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Keys"))
        rows = [
            (say_key(", ".join(keys_shown(row))), say(row.words))
            for row in actions_in(Place.SESSION)
            if not row.on_button and row.fits(replay=replay)
            if not large or row.id in LARGE_ROWS
        ]
        self._inside = QWidget()
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        for key, meaning in rows:
            label = QLabel(f"<b>{escape(key)}</b>&nbsp; {escape(meaning)}")
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setFont(font(12))
            label.setObjectName("muted")
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        told = self.tr("Keys without a button; {0} shows all of them").format(key_of("keys"))
        area = scrolling(
            self._inside, name=self.tr("Keys"), explanation=told, lowest_px=LOWEST_PX
        )  # fmt: skip
        outside.addWidget(area)
        self.setAccessibleName("; ".join(f"{key}: {meaning}" for key, meaning in rows))

    def sizeHint(self) -> QSize:
        """Return room for most rows; the others are scrolled to."""
        inside = self._inside.sizeHint()
        return QSize(inside.width(), min(inside.height(), HIGHEST_PX))
