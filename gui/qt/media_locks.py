"""Keeps Qt's decoders and Python from waiting for each other for ever.

Qt Multimedia decodes on threads of its own. A call from Python holds Python's lock while it waits
for Qt's locks and threads; if such a thread then needs Python, neither gets on.
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject


def ask_once(*made: QObject) -> None:
    """Let Qt ask here whether Python overrides what is called when a signal is let go.

    The decoders let go of the outputs on their own threads, under one of Qt's locks. The first
    time, the binding takes Python's lock to look for an override; the answer is kept with the
    object.

    Parameters
    ----------
    *made : QObject
        What Python made and gives to a player, and the player.
    """
    for each in made:
        each.objectNameChanged.connect(each.objectName)
        each.objectNameChanged.disconnect(each.objectName)


def let_go(player: QObject) -> None:
    """Delete a player whose threads call Python, from Qt's loop: there Python's lock is free."""
    loop = QEventLoop()
    player.destroyed.connect(loop.quit)
    player.deleteLater()
    loop.exec()
