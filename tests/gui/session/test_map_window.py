"""The map's own window: opened by key, blind when it is to be, followed through the session."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from gui.look.style import DARK, LIGHT
from gui.session.main_window import MainWindow
from gui.session.map_window import MapWindow, look_of, save_map_png
from safehold.core.study import Display
from safehold.offline.axes_map import live_map
from safehold.session.veil import shown
from tests.gui._fake_session import make_session


def test_the_live_map_is_that_of_the_model(keep):
    session = make_session("activation")
    window = keep(MapWindow(session))
    window.show()
    assert window.view._made is not None
    view = session.model.people["client"]
    made = live_map(view, {})
    assert made.whole.seconds > 200
    assert made.vagal_index == "ln_rmssd"
    assert made.whole.shares["high"] > 0
    window.choose("therapist")
    assert window.view._made.person == "therapist"
    assert window.buttons["therapist"].isChecked()
    assert window.buttons["client"].toolTip()


def test_before_the_baseline_there_is_no_map(keep):
    window = keep(MapWindow(make_session("before_baseline"), theme=LIGHT))
    assert window.view._made is None
    assert "after the baseline" in window.view.words


def test_a_blind_map_draws_nothing_of_the_body(keep):
    session = make_session("activation")
    session.map_model = shown(session.full, Display.BLIND)
    window = keep(MapWindow(session))
    assert window.view._made is None
    assert "not shown" in window.view.words


def test_a_key_asks_the_client_or_the_therapist(keep, qtbot):
    session = make_session("activation")
    main = keep(MainWindow(session))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(main, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert session.calls == [("ask_rating", "client"), ("ask_rating", "therapist")]


def test_a_map_is_written_as_a_picture(tmp_path, qtbot):
    made = live_map(make_session("activation").model.people["client"], {})
    save_map_png(made, tmp_path / "map.png", look=look_of(DARK))
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() == 2080
    assert image.pixelColor(2, 2) == QColor(DARK.plot)
