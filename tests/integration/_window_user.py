"""Somebody at the real start window, by keyboard alone.

``python -m tests.integration._window_user FOLDER new|go_on``: ``new`` starts a session of the
study in the folder, codes an event, prints ``coded`` and leaves the window open, to be killed.
``go_on`` opens the window again, goes on with the recording, codes another event, ends the
session and prints what the receipt says.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.qt.qt_setup import application
from gui.start.start_window import StartWindow
from safehold.desk.workbench import Workbench
from tests.gui._fakes import Answers
from tests.helpers import PATIENCE

SESSION = "kill-gui"
CONTROL = Qt.KeyboardModifier.ControlModifier


def wait(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 60 * PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"never: {what}")
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.02)


def key(window: QWidget, which, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    wait(lambda: QApplication.activeWindow() is window, "the window is active")
    QTest.keyClick(window.focusWidget() or window, which, modifier)


def to_session(window: StartWindow):
    """Check the sensors and start; return the session's window."""
    wait(lambda: window.sensors.start.isVisible(), "the check is done")
    key(window, Qt.Key.Key_Return, CONTROL)
    wait(lambda: window.session_window is not None, "the session runs")
    shown = window.session_window
    wait(lambda: shown._view.model.people["client"].last_tick is not None, "a tick")
    return shown


def code(shown, letter: str) -> None:
    def own() -> int:
        return sum(not e.source.startswith("lsl:") for e in shown._view.model.events())

    n = own()
    key(shown, letter)
    wait(lambda: own() > n, "the code is an event")


def new(window: StartWindow) -> None:
    key(window, Qt.Key.Key_N, CONTROL)
    wait(lambda: window.page is window.form, "the form")
    lines = (window.form.session, *window.form.people.values())
    for line, text in zip(lines, (SESSION, "P01", "T01"), strict=True):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
    wait(window.form.next.isEnabled, "the form is complete")
    key(window, Qt.Key.Key_Return, CONTROL)
    wait(lambda: window.page is window.sensors, "the sensors")
    wait(window.sensors.check.isEnabled, "streams of a participant")
    wait(lambda: len(window.sensors.lines()) >= 4, "four streams")
    key(window, Qt.Key.Key_Return, CONTROL)
    shown = to_session(window)
    code(shown, "b")
    code(shown, "1")
    print("coded", flush=True)
    wait(lambda: False, "killed")


def go_on(window: StartWindow) -> None:
    wait(lambda: "has no window" in window.home.running.text(), "what runs is said")
    key(window, Qt.Key.Key_G, CONTROL)
    shown = to_session(window)
    events = [event.code for event in shown._view.model.events()]
    code(shown, "2")
    key(shown, Qt.Key.Key_Q, CONTROL)
    wait(lambda: bool(window.receipt.verdict.text()), "the receipt")
    print(json.dumps({"events": events, "verdict": window.receipt.verdict.text()}), flush=True)


def main() -> None:
    folder = Path(sys.argv[1])
    application()
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = StartWindow(
        Workbench(folder, wait_s=40.0), questions=Answers(turn=False), settings=settings
    )
    window.resize(1000, 720)
    window.show()
    window.activateWindow()
    wait(lambda: QApplication.activeWindow() is window, "the window is shown")
    window.page.first_focus().setFocus()
    {"new": new, "go_on": go_on}[sys.argv[2]](window)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
