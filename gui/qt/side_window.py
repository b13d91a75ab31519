"""What the windows beside the main one have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QWidget

from gui.actions.action import Place
from gui.actions.heard import heard
from gui.actions.table import key_of
from gui.look.style import Theme, style_sheet
from gui.qt.refusal_line import RefusalLine, key_words


class SideWindow(QWidget):
    """A window with a clock of its own; its keys are those of its place in the table of actions.

    Where a session opened it, every key that it does not know is the session's: codes can be
    set while it has the focus.

    Parameters
    ----------
    theme : Theme
        Its colours.
    every_ms : int
        How often :meth:`step` is called once it was started, ms; 0: never.
    """

    closed = Signal()
    place = Place.SPAN
    """Where its keys stand in the table. Where somebody answers, Esc is none of them: a key hit
    by mistake must not end the window."""

    def __init__(self, theme: Theme, *, every_ms: int = 0) -> None:
        super().__init__()
        self.setObjectName("centre")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(style_sheet(theme))
        self.refusals = RefusalLine(self)
        self._session: Callable[[QKeyEvent], bool] | None = None
        self._watch: Callable[[QWindow], None] | None = None
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

    def hand_keys_to(
        self, session: Callable[[QKeyEvent], bool], watch: Callable[[QWindow], None]
    ) -> None:
        """Give the keys that are not this window's own to a session.

        Parameters
        ----------
        session : callable
            Takes a key press; returns False where it has no meaning there either.
        watch : callable
            Takes the native window, so that the moment of a press is known.
        """
        if self.place is not Place.RECALL:  # who answers codes nothing
            self._session, self._watch = session, watch

    def showEvent(self, event: QShowEvent) -> None:
        """Hear the keys before a table or a button in the window uses them up."""
        super().showEvent(event)
        if self._session is None:
            return
        if self._watch is not None and (native := self.windowHandle()) is not None:
            self._watch(native)
        for part in self.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of characters and of this window from its parts; leave the others."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            if (text.isprintable() and text.strip()) or heard(event, self.place) is not None:
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks for; hand it on, or say that it does nothing here."""
        asked = heard(event, self.place)
        if asked is not None and self.act(asked[0].id, asked[1]):
            return
        if self._session is not None and self._session(event):
            return
        if name := key_words(event):
            self.refusals.say(self._told_of(event, name))
        super().keyPressEvent(event)

    def act(self, action_id: str, number: int) -> bool:  # noqa: ARG002 - for windows with lists
        """Do an action of this window.

        Parameters
        ----------
        action_id : str
            Of the table.
        number : int
            Which of its keys was pressed, from 0.

        Returns
        -------
        bool
            False where it is not done here.
        """
        if action_id in ("side.close", "side.escape"):
            self.close()
        elif action_id == "side.fullscreen":
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            return False
        return True

    def _told_of(self, event: QKeyEvent, name: str) -> str:
        """Return what is said of a key that does nothing here."""
        close = key_of("side.close")
        if event.key() == Qt.Key.Key_Escape:
            return self.tr("Esc does not close this window; {0} does.").format(close)
        return self.tr("{0} does nothing here. {1} closes this window.").format(name, close)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop to work, and tell whoever opened the window."""
        self._timer.stop()
        event.accept()
        self.closed.emit()
