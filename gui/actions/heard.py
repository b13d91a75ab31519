"""Which action a key press asks for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.actions.action import Action, Place
from gui.actions.table import actions_in

_CHARACTERS = range(0x21, 0x7F)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@cache
def _keys(place: Place) -> dict[str, tuple[Action, int]]:
    """Return the keys of a place, by their name."""
    return {
        key: (action, number)
        for action in actions_in(place)
        for number, key in enumerate(action.keys)
    }


def heard(event: QKeyEvent, place: Place) -> tuple[Action, int] | None:
    """Return the action of a key press in a place, and which of its keys it was; else None.

    Shift is of no account where a keyboard may need it for the character: with signs and digits,
    and with a letter alone.
    """
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = _keys(place)
    found = keys.get(_name(key, modifiers))
    letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    if found is None and key in _CHARACTERS and not (letter and modifiers & _COMMANDS):
        found = keys.get(_name(key, modifiers & ~Qt.KeyboardModifier.ShiftModifier))
    return found


def _name(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
    """Return the name of a key as the table has it, the same in every language."""
    return QKeySequence(QKeyCombination(modifiers, key)).toString()
