"""The table of all actions, and how it is asked.

A new key is a row of one of the tables and the method that it names (decision 0026).
"""

from __future__ import annotations

from collections.abc import Iterator

from gui.actions.action import Action, Group, Place
from gui.actions.replay_table import REPLAY_TABLE
from gui.actions.review_table import REVIEW_TABLE
from gui.actions.session_table import SESSION_TABLE
from gui.actions.side_table import SIDE_TABLE
from gui.actions.start_table import START_TABLE

TABLE: tuple[Action, ...] = (
    *SESSION_TABLE, *REPLAY_TABLE, *REVIEW_TABLE, *SIDE_TABLE, *START_TABLE,
)  # fmt: skip
_BY_ID = {action.id: action for action in TABLE}
MENUS = (Group.FILE, Group.SESSION, Group.PLAYBACK, Group.CODING, Group.VIEW, Group.HELP)
"""Groups that are menus of a session's window, in their order."""


def action(action_id: str) -> Action:
    """Return an action.

    Raises
    ------
    KeyError
        Where the table has no such action.
    """
    return _BY_ID[action_id]


def key_of(action_id: str) -> str:
    """Return the key of an action as it is shown: ``Ctrl+U``, or ``Ctrl+1 … 6``.

    Raises
    ------
    KeyError
        Where the table has no such action.
    """
    return keys_shown(action(action_id))[0]


def keys_shown(action: Action) -> tuple[str, ...]:
    """Return the keys of an action as they are shown; a row of digits as one."""
    if not action.numbered:
        return action.keys
    digits = [key for key in action.keys if key[-1].isdigit()]
    return (f"{digits[0]} … {digits[-1][-1]}", *(k for k in action.keys if k not in digits))


def actions_in(place: Place) -> Iterator[Action]:
    """Yield the actions whose keys are heard in a place, in the table's order."""
    return (action for action in TABLE if place in action.where)


def actions_of(group: Group) -> Iterator[Action]:
    """Yield the actions that stand together, in the table's order."""
    return (action for action in TABLE if action.group is group)


_SHORT = {"Ctrl+": "^", "Shift+": "⇧", "Alt+": "Alt", "Backspace": "⌫", "Left": "←",
          "Right": "→"}  # fmt: skip


def short_key(key: str) -> str:
    """Return a key as it stands on a button: ``^Y``, ``⇧F5``, ``n``."""
    for long, short in _SHORT.items():
        key = key.replace(long, short)
    return key.lower() if len(key) == 1 else key
