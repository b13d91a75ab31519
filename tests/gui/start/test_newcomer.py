"""How many presses a newcomer needs; ``docs/first-session.md`` tells these numbers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safehold.core.study import Study
from safehold.desk.workbench import RowState, SessionRow
from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._user import CONTROL, User

ROOT = Path(__file__).resolve().parents[3]


class Newcomer(User):
    """Counts the presses; a key with Ctrl is one."""

    presses = 0

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        super().key(key, modifier)

    def write(self, text: str) -> None:
        self.presses += len(text)
        super().write(text)


class NewStudy(FakeWorkbench):
    """A folder without a study file: two people, and nobody has a code yet."""

    def study(self, folder: Path) -> Study:
        return Study()


def told(what: str) -> int:
    """Return the number that the docs tell."""
    lines = (ROOT / "docs" / "first-session.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"| {what} |")]
    return int(line.split("|")[2])


def test_a_first_live_session_and_its_first_code(qtbot, keep):
    user = Newcomer(qtbot, keep, NewStudy())
    user.key("N", CONTROL)
    user.wait(lambda: user.window.page is user.window.form)
    user.write("P07")  # into the first field that is empty
    user.key(Qt.Key.Key_Return)  # to the next one
    user.write("T02")
    user.key(Qt.Key.Key_Return)
    user.wait(lambda: user.window.page is user.window.sensors)
    user.wait(user.window.sensors.check.isEnabled)
    user.check_sensors()
    user.start()
    assert user.presses == told("first live session")
    shown = user.window.session_window
    before = len(shown._view.model.events())
    QTest.keyClick(shown, "1")
    assert len(shown._view.model.events()) == before + 1
    assert told("first code") == 1
    shown.finish()
    user.wait(lambda: user.window.session_window is None)


def test_a_first_export(qtbot, keep):
    workbench = FakeWorkbench()
    workbench.rows = [SessionRow("d07-s03", Path("/studies/dyads/d07-s03"), RowState.RECORDED, 1)]
    user = Newcomer(qtbot, keep, workbench)
    user.key("S", CONTROL)
    user.wait(lambda: user.window.page is user.window.export and not user.window.export.busy)
    workbench.prepared.go_on.set()
    user.key(Qt.Key.Key_Return, CONTROL)
    user.wait(lambda: bool(workbench.prepared.wishes) and not user.window.export.busy)
    assert user.presses == told("first export")
