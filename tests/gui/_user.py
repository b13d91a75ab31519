"""Somebody at the start window, for the stories of its pages."""

from __future__ import annotations

from collections.abc import Sequence

from _fake_desk import FakeDesk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.questions import OnClose
from gui.start_window import StartWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


class Answers:
    def __init__(self, *, stop=True, close=OnClose.STOP, start=True) -> None:
        self.stop, self.close, self.start = stop, close, start
        self.asked: list[str] = []

    def stop_recording(self) -> bool:
        self.asked.append("stop")
        return self.stop

    def close_while_recording(self, *, can_leave: bool) -> OnClose:
        self.asked.append("close")
        return self.close

    def turn_belt(self, people: Sequence[str]) -> str | None:
        self.asked.append(f"turn {', '.join(people)}")
        return people[-1] if self.start else None

    def start_with_faults(self, count: int) -> bool:
        self.asked.append(f"start with {count}")
        return self.start


class User:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, qtbot, desk: FakeDesk, **answers) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.answers = Answers(**answers)
        self.window = StartWindow(desk, questions=self.answers)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=60_000)
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
