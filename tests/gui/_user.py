"""Somebody at the start window, for the stories of its pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.start.start_window import StartWindow
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._fakes import Answers

CONTROL = Qt.KeyboardModifier.ControlModifier


class User:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, qtbot, keep, workbench: FakeWorkbench, **answers) -> None:
        self.qtbot, self.workbench = qtbot, workbench
        self.answers = Answers(**answers)
        self.window = keep(StartWindow(workbench, questions=self.answers))
        self.window.resize(1000, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=60_000)
        self.listed()
        self.window.page.first_focus().setFocus()

    @property
    def focus(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.wait(lambda: QApplication.activeWindow() is self.window)
        QTest.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        self.focus.selectAll()
        QTest.keyClicks(self.focus, text)

    def listed(self) -> None:
        """Wait until the sessions and all that is known of them are read."""
        self.wait(lambda: not self.window._home.loading)

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=60_000)

    def fill_in(self) -> None:
        self.key("N", CONTROL)
        self.wait(lambda: self.window.page is self.window.form)
        self.window.form.session.setFocus()
        self.write("d07-s03")
        self.key(Qt.Key.Key_Tab)
        self.write("P07")

    def to_sensors(self) -> None:
        self.fill_in()
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.window.page is self.window.sensors)
        self.wait(self.window.sensors.check.isEnabled)

    def check_sensors(self) -> None:
        self.key(Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: self.window.sensors.start.isVisible())

    def start(self) -> None:
        self.key(Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: self.window.session_window is not None)
