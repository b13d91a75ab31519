"""Everything that can be pressed is reached with Tab, and says its name, key and purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt.key_button import KeyButton


def chain(window) -> list[QWidget]:
    """Return what Tab goes through, once round."""
    found, widget = [], window.nextInFocusChain()
    while widget is not window and widget not in found:
        found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_reaches_every_button_of_the_session_window(window):
    reached = chain(window)
    buttons = [b for b in window.findChildren(QPushButton) if b.isVisible()]
    assert len(buttons) > 15
    for button in buttons:
        assert button in reached, button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.accessibleName()


def test_every_button_says_its_name_its_key_and_what_it_does(window):
    for button in window.findChildren(KeyButton):
        assert button.accessibleName(), button
        assert button.key in button.accessibleDescription()
        assert len(button.toolTip().split("\n")) >= 2, button.accessibleName()
