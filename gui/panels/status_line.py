"""The last line of the window: streams, notices and keys in a word each; a press opens more."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.look.formatting import clock_text
from gui.look.style import font
from gui.look.translation import say_message
from gui.panels.notice_panel import GLYPHS as LEVELS
from gui.panels.streams_panel import StreamsPanel
from gui.qt.elided_label import PART, ElidedLabel
from safehold.core.types import Level, Notice

LINE_PX = 28


class StatusLine(QFrame):
    """Quiet while all is well: how many streams are good, and the newest notice.

    What needs a look is said here in words; the panel with all of it opens on demand.
    """

    panel_asked = Signal(str)
    """Name of the panel to open or close: ``streams``, ``notices`` or ``keys``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(LINE_PX)
        self.streams = self._button("streams", self.tr("Streams"))
        self.trouble = self._label()
        self.notices = self._button("notices", self.tr("Notices"))
        self.newest = self._label()
        self.keys = self._button("keys", self.tr("Keys"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        for widget in (self.streams, self.trouble, self.notices, self.newest, self.keys):
            layout.addWidget(widget, 1 if isinstance(widget, ElidedLabel) else 0)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName("flat")
        button.setProperty("panel", name)
        button.setFont(font(12, bold=True))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        button.setToolTip(self.tr("Shows or hides: {0}").format(words))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._on_clicked)
        return button

    def _label(self) -> ElidedLabel:
        label = ElidedLabel()
        label.setFont(font(12))
        label.setObjectName("muted")
        return label

    @Slot()
    def _on_clicked(self) -> None:
        self.panel_asked.emit(str(self.sender().property("panel")))

    def show_streams(self, streams: StreamsPanel) -> None:
        """Say how many streams are good, and of the first that is not what is wrong."""
        rows = list(streams.rows.values())
        bad = [row for row in rows if row.said]
        good = len(rows) - len(bad)
        told = self.tr("Streams: {0} of {1} good") if bad else self.tr("Streams: {1} good")
        self.streams.setText(
            told.format(good, len(rows)) if rows else self.tr("Streams: none yet")
        )
        self._say(self.trouble, _parted(bad[0].said) if bad else "", warn=True)
        self.streams.setAccessibleDescription("; ".join(row.said for row in bad))

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Say the newest notice."""
        n = len(notices)
        self.notices.setText(self.tr("Notices: {0}").format(n or self.tr("none")))
        if not notices:
            self._say(self.newest, "", warn=False)
            return
        last = notices[-1]
        when = "" if last.t is None else f"{clock_text(last.t)} "
        words = f"{LEVELS[last.level]} {when}{_parted(say_message(last.message))}"
        self._say(self.newest, words, warn=last.level is not Level.INFO)

    def _say(self, label: ElidedLabel, words: str, *, warn: bool) -> None:
        label.set_text(words)
        name = "warning" if warn else "muted"
        if label.objectName() != name:
            label.setObjectName(name)
            label.style().polish(label)


def _parted(text: str) -> str:
    """Return a text in parts of which the last ones can be left out where there is no room."""
    return re.sub(r"[:.;] (?=\S)", PART, text)
