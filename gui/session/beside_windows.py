"""The windows of what lies beside a replay: its media, and ratings while looking again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from gui.look.style import LIGHT, Theme
from gui.look.translation import say
from gui.panels.media_view import MediaView
from gui.qt.side_window import SideWindow
from gui.session.actions import Actions
from gui.session.media_window import MediaWindow
from gui.session.recall_window import RecallWindow
from safehold.core.study import Scale
from safehold.session.ports import Playback

RATER = (1100, 760)


class BesideWindows(QObject):
    """Opens them over a replay, on its play head.

    Parameters
    ----------
    window : QWidget
        The session's window.
    actions : Actions
        Asks for them.
    theme : callable
        Returns the theme in force.
    show : callable
        Shows a window beside the session's one.
    """

    def __init__(
        self,
        window: QWidget,
        actions: Actions,
        theme: Callable[[], Theme],
        show: Callable[..., None],
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._theme, self._show = window, actions, theme, show
        actions.media_asked.connect(self.show_media)
        actions.add_media_asked.connect(self.ask_file)
        actions.recall_asked.connect(self.ask_rater)

    @property
    def _playback(self) -> Playback:
        """The replay; asked for only where there is one."""
        playback = self._actions.playback
        assert playback is not None
        return playback

    @Slot()
    def show_media(self) -> None:
        """Show every file that lies beside the session."""
        beside = self._playback.beside
        for media in beside.media():
            window = MediaWindow(beside, media, self._playback.transport, theme=self._theme())
            self._show(window, instead=False)

    @Slot()
    def ask_file(self) -> None:
        """Ask for a file and take it beside the session."""
        words = self.tr("Add a video or sound")
        found, _ = QFileDialog.getOpenFileName(self._window, words)
        if found:
            self.add(Path(found))

    def add(self, file: Path) -> None:
        """Take a file beside the session, and show it."""
        beside = self._playback.beside
        media = beside.add(file)
        window = MediaWindow(beside, media, self._playback.transport, theme=self._theme())
        self._show(window, instead=False)

    @Slot()
    def ask_rater(self) -> None:
        """Ask who rates what, and open the window for it."""
        offered = {
            f"{say(person)}: {scale.label}": (person, scale)
            for person, scales in self._playback.beside.scales().items()
            for scale in scales
        }
        chosen, wanted = QInputDialog.getItem(
            self._window, self.tr("Rate while looking again"), self.tr("Who rates what"),
            list(offered), 0, False,
        )  # fmt: skip
        if wanted and chosen in offered:
            self.rate(*offered[chosen])

    def rate(self, person: str, scale: Scale) -> SideWindow:
        """Open the window in which a person sees the session again and rates it."""
        playback = self._playback
        beside, head = playback.beside, playback.transport
        media = beside.media()
        picture = MediaView(beside, media[0], head, theme=LIGHT) if media else None
        head.set_speed(1.0)
        head.pause(paused=True)
        window = RecallWindow(beside.rate(person, scale), head, picture=picture, theme=LIGHT)
        window.resize(*RATER)
        self._show(window)
        return window
