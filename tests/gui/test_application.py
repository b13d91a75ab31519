"""Opening, rendering without a display, and refusing in plain words."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from gui.application import check_display, open_window, render_png
from safehold.core.errors import DisplayError
from safehold.session.status import SessionState
from tests.gui._fake_session import make_session

ROOT = Path(__file__).resolve().parents[2]


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env.pop("QT_QPA_PLATFORM", None)
    paths = [str(ROOT), env.get("PYTHONPATH", "")]
    env["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments], capture_output=True, text=True,
        timeout=120, env=env | environment, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("given", ["session", "model"])
def test_a_picture_is_rendered_without_a_display(qapp, tmp_path, given):
    session = make_session("activation")
    path = tmp_path / "window.png"
    render_png(session if given == "session" else session.model, path, (1366, 768))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1366, 768)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    assert np.unique(pixels).size > 200
    assert session.calls == []


@pytest.mark.slow
def test_a_picture_needs_no_running_application(tmp_path):
    code = """
        import sys
        from pathlib import Path
        from tests.gui._fake_session import make_session
        from gui.application import render_png
        render_png(make_session("demo"), Path(sys.argv[1]))
    """
    done = run(code, str(tmp_path / "window.png"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "window.png").stat().st_size > 10_000


def test_a_picture_that_cannot_be_written_is_an_error_in_words(qapp, tmp_path):
    nowhere = tmp_path / "no such folder" / "window.png"
    with pytest.raises(DisplayError, match="could not be written"):
        render_png(make_session("demo"), nowhere)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Qt aborts without a display on Linux only")
def test_no_display_is_an_error_with_a_remedy_and_not_an_abort():
    code = """
        from tests.gui._fake_session import make_session
        from gui.application import open_window
        from safehold.core.errors import DisplayError
        try:
            open_window(make_session("demo"))
        except DisplayError as error:
            print("remedy:", error.remedy)
    """
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert "libxcb-cursor0" in done.stdout


def test_the_display_is_asked_for_on_linux_only():
    check_display({}, "win32")
    check_display({}, "darwin")
    check_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    check_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    with pytest.raises(DisplayError):
        check_display({"QT_QPA_PLATFORM": "xcb"}, "linux")


def test_missing_qt_is_an_import_error_and_nothing_else():
    code = """
        import sys
        sys.modules["PySide6"] = None
        try:
            import gui.application
        except ImportError:
            print("import error")
    """
    assert run(code).stdout.strip() == "import error"


def test_the_window_closes_when_the_session_ends_and_ends_it(qapp, tmp_path):
    session = make_session("activation")
    QTimer.singleShot(200, lambda: session.set_status(state=SessionState.ENDED))
    picture = tmp_path / "end.png"
    assert open_window(session, screenshot=picture) == 0
    assert picture.stat().st_size > 10_000
    assert session.calls == [("stop",)]


def test_a_failed_session_closes_the_window_with_an_exit_code(qapp):
    session = make_session("activation")
    QTimer.singleShot(100, lambda: session.set_status(state=SessionState.FAILED, message="x"))
    assert open_window(session) == 1


def test_the_caller_can_end_the_window_without_a_question(qapp):
    asked = []

    def until() -> bool:
        asked.append(True)
        return len(asked) >= 2

    assert open_window(make_session("activation"), until=until) == 0
    assert len(asked) == 2


def test_what_qt_has_to_say_does_not_stand_in_the_terminal():
    """Its sound library complains while it is loaded where a computer lacks PipeWire."""
    code = "import gui.application; from gui.qt.qt_setup import application; application()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.slow
def test_five_thousand_signals_and_two_hundred_frames_do_not_end_the_process():
    """PySide6 6.12.0 on Python 3.11 loses a reference at every emit and aborts after some."""
    code = """
        from PySide6.QtCore import QObject, Signal
        from PySide6.QtWidgets import QApplication
        from tests.gui._fake_session import make_session
        from gui.qt.qt_setup import application
        from gui.session.main_window import MainWindow

        app = application()
        session = make_session("activation")
        window = MainWindow(session)
        window.prepare()

        class Sender(QObject):
            yes = Signal(bool)
            nothing = Signal()

        sender, heard = Sender(), []
        sender.yes.connect(heard.append)
        sender.nothing.connect(lambda: None)
        for _ in range(5000):
            sender.yes.emit(True)
            sender.nothing.emit()
        for _ in range(200):
            session.now += 0.033
            window.frame()
            app.processEvents()
        window.finish()
        print(len(heard), "heard")
    """
    done = run(code, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "5000 heard"
