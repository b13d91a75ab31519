"""Which key does what: the codebook's keys first, then those of the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.actions.action import Place
from gui.actions.heard import heard
from gui.session.actions import Actions

Act = Callable[[float], None]
"""Does something; takes the session time of the press."""
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Keys:
    """Finds what a key press asks for.

    Parameters
    ----------
    actions : Actions
        What can be done.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def repeats(self, event: QKeyEvent) -> bool:
        """Tell whether a key that is held down goes on doing what it does."""
        asked = heard(event, Place.SESSION)
        return asked is not None and asked[0].repeats

    def find(self, event: QKeyEvent) -> Act | None:
        """Return what a key press asks for, or None."""
        actions, text = self._actions, event.text()
        if text and not event.modifiers() & COMMANDS:
            code = actions.code_of_key(actions.pending.first_key + text)
            if code is not None:
                return partial(actions.press_code, code)
            if actions.starts_two_keys(text):
                return lambda _at: actions.pending.wait_for_second(text)
        asked = heard(event, Place.SESSION)
        if asked is None:
            return None
        row, number = asked
        return lambda at: actions.perform(row.id, number, at=at)
