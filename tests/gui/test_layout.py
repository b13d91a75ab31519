"""Docks: moved, closed, remembered per user, and put back."""

from __future__ import annotations

import pytest
from _fake_session import make_session
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from gui.arrangement import PLACES
from gui.main_window import MainWindow

RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


@pytest.fixture
def open_window(keep, tmp_path):
    def build() -> MainWindow:
        settings = QSettings(str(tmp_path / "user.ini"), QSettings.Format.IniFormat)
        window = keep(MainWindow(make_session("replay"), settings=settings))
        window.resize(1366, 768)
        window.prepare()
        return window

    return build


def places(window: MainWindow) -> dict[str, tuple[object, bool]]:
    docks = window.arrangement.docks
    return {name: (window.dockWidgetArea(d), d.isHidden()) for name, d in docks.items()}


def test_a_user_s_layout_comes_back_and_can_be_put_back(open_window):
    first = open_window()
    usual = places(first)
    assert [area for area, _ in usual.values()] == list(PLACES.values())
    first.addDockWidget(RIGHT, first.arrangement.docks["streams"])
    first.arrangement.docks["keys"].close()
    changed = places(first)
    assert changed != usual
    first.close()
    second = open_window()
    assert places(second) == changed
    second.arrangement.reset()
    assert places(second) == usual


def test_a_layout_of_another_version_is_not_used(open_window):
    window = open_window()
    window.arrangement._settings.setValue("layout", window.saveState(99))
    assert places(open_window()) == places(window)


def test_another_theme_keeps_the_layout(open_window):
    window = open_window()
    window.arrangement.docks["keys"].close()
    before = places(window)
    window.acts.theme_asked.emit()
    assert places(window) == before
    for name, dock in window.arrangement.docks.items():
        assert getattr(window, name).parentWidget().parentWidget() is dock


def test_a_note_opens_its_field_also_where_the_dock_was_closed(open_window):
    window = open_window()
    window.arrangement.docks["events"].close()
    window.acts.ask_note_now()
    assert window.events.edit.isVisible()


def test_codes_and_session_are_seen_whole_on_a_small_laptop(open_window):
    window = open_window()
    QApplication.processEvents()
    for panel in (window.session, window.streams, window.codes, window.keys):
        assert panel.height() >= panel.minimumSizeHint().height()
        assert not panel.visibleRegion().isEmpty()
        assert panel.visibleRegion().boundingRect().height() == panel.height()
    assert sum(row.isVisible() for row in window.events.rows) >= 3


def test_the_notes_stand_in_full_newest_first(open_window):
    window = open_window()
    shown = [window.notes.list.item(i).text() for i in range(window.notes.list.count())]
    assert shown == ["6:25  client looks away, hands still"]


def test_the_reserved_strip_shows_no_value(open_window):
    words = open_window().coregulation.words
    assert "reserved" in words
    assert [part for part in words.split() if part.isdigit()] == ["5"]
