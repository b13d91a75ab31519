"""The menu of the session window: everything that has a key, with its key.

Plain keys belong to the window (``gui.keys``); a menu only names them, so no key has two owners.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QMenuBar, QMessageBox, QWidget

from gui.actions import Actions
from gui.translation import say_disclaimer

Entry = tuple[str, str, Callable[[], object]] | None
"""Words, key as shown, what to do; None is a line."""


def fill(menu: QMenu, entries: tuple[Entry, ...]) -> None:
    """Add entries to a menu."""
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        words, key, act = entry
        action = menu.addAction(f"{words}\t{key}" if key else words)
        action.setToolTip(words)
        action.triggered.connect(lambda _checked=False, act=act: act())


class SessionMenus(QMenuBar):
    """File, Session, View and Help of the session window.

    Parameters
    ----------
    actions : Actions
        What keys and buttons do.
    live : bool
        Whether there is a session to act on, rather than a replay.
    lag_s : float
        How late zones are, s, for the standing sentence.
    """

    def __init__(
        self, actions: Actions, *, live: bool, lag_s: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lag_s = lag_s
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Everything that has a key"))
        window = actions.window_time
        fill(
            self.addMenu(self.tr("&File")),
            ((self.tr("End and close"), "Ctrl+Q", actions.close_asked.emit),),
        )
        run: tuple[Entry, ...] = (
            (self.tr("Next step of the protocol"), "F5", actions.next_step_now),
            (self.tr("Take the baseline again"), "Shift+F5", actions.repeat_baseline_now),
            (self.tr("Start or end the baseline"), "B", actions.toggle_baseline_now),
            (self.tr("Start or stop the recording"), "F9", actions.toggle_recording),
            (self.tr("Turn a belt that is upside down"), "Ctrl+B", actions.turn_belt),
            None,
        )
        replay: tuple[Entry, ...] = (
            (self.tr("Pause or go on"), "Space", actions.toggle_pause),
            (self.tr("Slower"), ",", actions.slower),
            (self.tr("Faster"), ".", actions.faster),
            None,
        )
        fill(
            self.addMenu(self.tr("&Session")),
            (
                *(run if live else replay),
                (self.tr("Note"), "N", actions.ask_note_now),
                (self.tr("Undo"), "Ctrl+Z", actions.undo),
                (self.tr("Redo"), "Ctrl+Y", actions.redo),
                None,
                (self.tr("Alarm seen"), "Ctrl+A", actions.acknowledge),
                (self.tr("Use the sensor again"), "Ctrl+U", actions.take_up),
                (self.tr("Sound for alarms"), "Ctrl+M", actions.toggle_sound),
            ),
        )
        fill(
            self.addMenu(self.tr("&View")),
            (
                (self.tr("Look back"), "PgUp", lambda: window.shift(-0.5)),
                (self.tr("Look forth"), "PgDn", lambda: window.shift(0.5)),
                (self.tr("Back to now"), "End", window.follow),
                (self.tr("Shorter time scale"), "+", lambda: window.zoom(-1)),
                (self.tr("Longer time scale"), "−", lambda: window.zoom(1)),
                None,
                (self.tr("Map of enough safety"), "Ctrl+E", actions.map_asked.emit),
                (self.tr("Therapist's display"), "Ctrl+D", actions.therapist_asked.emit),
                (self.tr("Measures of the time in view"), "Ctrl+J", actions.measures_asked.emit),
                (self.tr("Light or dark"), "F6", actions.theme_asked.emit),
                (self.tr("Large type"), "F10", actions.large_asked.emit),
                (self.tr("Panels and layout"), "F7", actions.layout_asked.emit),
                (self.tr("Full screen"), "F11", actions.fullscreen_asked.emit),
            ),
        )
        fill(
            self.addMenu(self.tr("&Help")),
            (
                (self.tr("What a zone means"), "F1", self.show_meaning),
                (self.tr("Keys"), "Shift+F1", self.show_keys),
            ),
        )

    def show_meaning(self) -> None:
        """Say what zones are and what they are not."""
        _say(self, self.tr("What a zone means"), say_disclaimer(self._lag_s))

    def show_keys(self) -> None:
        """List every key of the menu."""
        lines = [
            action.text().replace("\t", ":  ")
            for menu in self.findChildren(QMenu)
            for action in menu.actions()
            if "\t" in action.text()
        ]
        _say(self, self.tr("Keys"), "\n".join(lines))


def _say(parent: QWidget, title: str, text: str) -> None:
    """Show words without stopping the session's clock or its keys."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setModal(False)
    box.show()
