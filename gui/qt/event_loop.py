"""Shows a window and lets Qt work until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance

UNTIL_MS = 200


def run_until_closed(
    closed: SignalInstance,
    show: Callable[[], None],
    *,
    until: Callable[[], bool] | None,
    finish: Callable[[], object],
) -> None:
    """Show a window and return once it is closed.

    Parameters
    ----------
    closed : Signal
        Emitted by the window when it is closed.
    show : callable
        Shows it.
    until : callable or None
        Asked five times a second, in this thread; True ends the window.
    finish : callable
        Ends the window without a question.
    """
    loop = QEventLoop()
    closed.connect(loop.quit)
    asking = QTimer()
    asking.setInterval(UNTIL_MS)
    if until is not None:
        asking.timeout.connect(lambda: finish() if until() else None)
        asking.start()
    show()
    loop.exec()
    asking.stop()
