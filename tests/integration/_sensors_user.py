"""Somebody at the sensors' page of the real window, who says what is seen.

``python -m tests.integration._sensors_user FOLDER`` goes to the check of the sensors and prints a
JSON line of the rows' states whenever one changes, until a line comes in; then it goes back and
prints what is left in the folder.
"""

from __future__ import annotations

import json
import select
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.qt.qt_setup import application
from gui.start.start_window import StartWindow
from safehold.desk.workbench import Workbench
from tests.gui._fakes import Answers
from tests.integration._window_user import CONTROL, key, wait


def to_checks(window: StartWindow) -> None:
    key(window, Qt.Key.Key_N, CONTROL)
    wait(lambda: window.page is window.form, "the form")
    lines = (window.form.session, *window.form.people.values())
    for line, text in zip(lines, ("s-01", "P01", "T01"), strict=True):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
    wait(window.form.next.isEnabled, "the form is complete")
    key(window, Qt.Key.Key_Return, CONTROL)
    wait(lambda: window.page is window.sensors, "the sensors")
    wait(lambda: len(window.sensors.lines()) >= 4, "four streams")
    key(window, Qt.Key.Key_Return, CONTROL)
    wait(lambda: window.sensors.start.isVisible(), "the check")


def say_changes(window: StartWindow) -> None:
    page, last = window.sensors, None

    def look() -> bool:
        nonlocal last
        states = {row.name.text(): row.state.value for row in page.rows.rows() if row.state}
        drawn = sorted(name for name in states if name in _drawn(window))
        seen = {"rows": states, "verdict": page.verdict.text(), "drawn": drawn}
        if seen != last:
            last = seen
            print(json.dumps(seen), flush=True)
        return bool(select.select([sys.stdin], [], [], 0)[0])

    wait(look, "somebody says that it is enough")


def _drawn(window: StartWindow) -> set[str]:
    """Return the rows whose trace has a wave with beats or breaths."""
    shown = {row.name.text(): row.view._trace for row in window.sensors.rows.rows()}
    return {name for name, one in shown.items() if one and one.times.size and one.events.size}


def main() -> None:
    folder = Path(sys.argv[1])
    application()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    workbench = Workbench(folder / "study", wait_s=40.0)
    window = StartWindow(workbench, questions=Answers(), settings=settings)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    wait(lambda: QApplication.activeWindow() is window, "the window is shown")
    window.page.first_focus().setFocus()
    to_checks(window)
    say_changes(window)
    key(window, Qt.Key.Key_Escape)
    wait(lambda: window.page is window.form, "back at the form")
    print(json.dumps(sorted(path.name for path in (folder / "study").iterdir())), flush=True)
    window.close()


if __name__ == "__main__":
    main()
