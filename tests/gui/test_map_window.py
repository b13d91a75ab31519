"""The map's own window: opened by key, blind when it is to be, followed through the session."""

from __future__ import annotations

from _fake_session import make_session
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from gui.main_window import MainWindow
from gui.map_window import MapWindow, look_of, save_map_png
from gui.style import DARK, LIGHT
from safehold.app.safety_map import live_map
from safehold.app.veil import shown
from safehold.core.study import Display


def test_the_live_map_is_that_of_the_model(keep):
    controller = make_session("activation")
    window = keep(MapWindow(controller))
    window.show()
    assert window.view._made is not None
    view = controller.model.people["client"]
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
    controller = make_session("activation")
    controller.map_model = shown(controller.full, Display.BLIND)
    window = keep(MapWindow(controller))
    assert window.view._made is None
    assert "not shown" in window.view.words


def test_a_key_opens_the_map_and_the_main_window_closes_it(keep, qtbot):
    main = keep(MainWindow(make_session("activation")))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert main._map is not None
    assert main._map.isVisible()
    qtbot.keyClick(main._map, Qt.Key.Key_Escape)
    assert main._map is None
    qtbot.keyClick(main, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    main.finish()
    assert main._map is None


def test_a_key_asks_the_client_or_the_therapist(keep, qtbot):
    controller = make_session("activation")
    main = keep(MainWindow(controller))
    main.prepare()
    qtbot.keyClick(main, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(main, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert controller.calls == [("ask_rating", "client"), ("ask_rating", "therapist")]


def test_a_map_is_written_as_a_picture(tmp_path, qtbot):
    made = live_map(make_session("activation").model.people["client"], {})
    save_map_png(made, tmp_path / "map.png", look=look_of(DARK))
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() == 2080
    assert image.pixelColor(2, 2) == QColor(DARK.plot)
