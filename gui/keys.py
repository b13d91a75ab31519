"""Which key does what: the codebook's keys first, then the window's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.actions import Actions
from gui.coding_panel import MOST

Act = Callable[[float], None]
"""Does something; takes the session time of the press."""


def _no_time(act: Callable[[], object]) -> Act:
    def run(_at: float) -> None:
        act()

    return run


class Keys:
    """Finds what a key press asks for.

    Parameters
    ----------
    actions : Actions
        What can be done.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        window = actions.window_time
        self._plain: dict[Qt.Key, Act] = {
            Qt.Key.Key_N: actions.ask_note,
            Qt.Key.Key_Return: actions.ask_note,
            Qt.Key.Key_Enter: actions.ask_note,
            Qt.Key.Key_Backspace: _no_time(actions.undo),
            Qt.Key.Key_B: actions.toggle_baseline,
            Qt.Key.Key_F5: actions.next_step,
            Qt.Key.Key_F6: _no_time(actions.theme_asked.emit),
            Qt.Key.Key_F10: _no_time(actions.large_asked.emit),
            Qt.Key.Key_F7: _no_time(actions.layout_asked.emit),
            Qt.Key.Key_F2: _no_time(lambda: actions.pending.arm("ago5")),
            Qt.Key.Key_F3: _no_time(lambda: actions.pending.arm("ago10")),
            Qt.Key.Key_F4: _no_time(lambda: actions.pending.arm("last")),
            Qt.Key.Key_F8: _no_time(actions.pending.next_actor),
            Qt.Key.Key_Insert: _no_time(actions.pending.toggle_shape),
            Qt.Key.Key_F12: _no_time(actions.say_confidence),
            Qt.Key.Key_Escape: _no_time(actions.pending.disarm),
            Qt.Key.Key_F9: _no_time(actions.toggle_recording),
            Qt.Key.Key_F11: _no_time(actions.fullscreen_asked.emit),
            Qt.Key.Key_Space: _no_time(actions.toggle_pause),
            Qt.Key.Key_Comma: _no_time(actions.slower),
            Qt.Key.Key_Period: _no_time(actions.faster),
            Qt.Key.Key_PageUp: _no_time(lambda: window.shift(-0.5)),
            Qt.Key.Key_PageDown: _no_time(lambda: window.shift(0.5)),
            Qt.Key.Key_End: _no_time(window.follow),
            Qt.Key.Key_Plus: _no_time(lambda: window.zoom(-1)),
            Qt.Key.Key_Minus: _no_time(lambda: window.zoom(1)),
        }
        self._control: dict[Qt.Key, Act] = {
            Qt.Key.Key_E: _no_time(actions.map_asked.emit),
            Qt.Key.Key_D: _no_time(actions.therapist_asked.emit),
            Qt.Key.Key_J: _no_time(actions.measures_asked.emit),
            Qt.Key.Key_K: _no_time(lambda: actions.ask_rating("client")),
            Qt.Key.Key_T: _no_time(lambda: actions.ask_rating("therapist")),
            Qt.Key.Key_Plus: _no_time(lambda: window.zoom_waves(-1)),
            Qt.Key.Key_Minus: _no_time(lambda: window.zoom_waves(1)),
            Qt.Key.Key_Z: _no_time(actions.undo),
            Qt.Key.Key_Y: _no_time(actions.redo),
            Qt.Key.Key_A: _no_time(actions.acknowledge),
            Qt.Key.Key_U: _no_time(actions.take_up),
            Qt.Key.Key_B: _no_time(actions.turn_belt),
            Qt.Key.Key_M: _no_time(actions.toggle_sound),
            Qt.Key.Key_Q: _no_time(actions.close_asked.emit),
        }

    def find(self, event: QKeyEvent) -> Act | None:
        """Return what a key press asks for, or None."""
        modifiers = event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        actions, place = self._actions, event.key() - int(Qt.Key.Key_1)
        if control != alt and 0 <= place < MOST:
            say = actions.say_subtype if control else actions.say_modifier
            return _no_time(lambda: say(place))
        if not control and not alt and event.text():
            code = actions.code_of_key(actions.pending.first_key + event.text())
            if code is not None:
                return lambda at: actions.press_code(code, at)
            if actions.starts_two_keys(event.text()):
                return _no_time(lambda: actions.pending.wait_for_second(event.text()))
        if event.key() == Qt.Key.Key_F5 and modifiers & Qt.KeyboardModifier.ShiftModifier:
            return actions.repeat_baseline
        if event.key() == Qt.Key.Key_F1:
            keys = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            return _no_time(lambda: actions.help_asked.emit(keys))
        if control and modifiers & Qt.KeyboardModifier.ShiftModifier:
            return _no_time(actions.redo) if event.key() == Qt.Key.Key_Z else None
        return (self._control if control else self._plain).get(Qt.Key(event.key()))
