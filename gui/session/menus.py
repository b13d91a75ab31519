"""The menus of the session's window, made of the table of actions.

Plain keys belong to the window (``gui.session.keys``); a menu only names them, so no key has two
owners.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.actions.action import Action
from gui.actions.table import MENUS, action, actions_of, keys_shown
from gui.look.translation import say, say_key
from gui.session.actions import Actions


class SessionMenus(QMenuBar):
    """File, Session, Coding, View and Help of the session's window.

    What cannot be done now is grey, and its tooltip says why.

    Parameters
    ----------
    actions : Actions
        Asked for what is chosen.
    replay : bool
        Whether this is a replay, rather than a session to act on.
    """

    def __init__(self, actions: Actions, *, replay: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Everything that has a key"))
        for group in MENUS:
            rows = [row for row in actions_of(group) if row.fits(replay=replay)]
            if not rows:
                continue
            menu = self.addMenu("&" + say(group.value))
            for row in rows:
                self._add(menu, row)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(self._show_when, menu))

    def _add(self, menu: QMenu, row: Action) -> None:
        words = say(row.words)
        if not row.numbered:
            self._entry(menu, row, f"{words}\t{say_key(keys_shown(row)[0])}", 0)
            return
        inside = menu.addMenu(words)
        inside.setToolTipsVisible(True)
        inside.aboutToShow.connect(partial(self._show_when, inside))
        for number, key in enumerate(row.keys):
            self._entry(inside, row, f"{words}, {number + 1}\t{say_key(key)}", number)

    def _entry(self, menu: QMenu, row: Action, text: str, number: int) -> None:
        entry = menu.addAction(text)
        entry.setData((row.id, number))
        entry.setToolTip(say(row.meaning))
        entry.triggered.connect(lambda _checked=False: self._actions.perform(row.id, number))

    def _show_when(self, menu: QMenu) -> None:
        """Say of each entry whether it can be chosen now, and else why not."""
        for entry in menu.actions():
            if entry.menu() is None:
                self._show_entry(entry)

    def _show_entry(self, entry: QAction) -> None:
        action_id, number = entry.data()
        why = self._actions.available.why_not(action_id, number)
        entry.setEnabled(not why)
        entry.setToolTip(why or say(action(action_id).meaning))
