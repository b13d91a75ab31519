"""Docks: moved, closed, remembered per user, and put back."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gui.look.style import DARK, LIGHT
from gui.panels.person_panel import ROOMY_PX
from gui.session.arrangement import PLACES, VERSION
from gui.session.main_window import MainWindow
from safehold.core.settings import STANDARD
from safehold.core.types import Role, StreamSpec
from safehold.session.model import SessionModel
from safehold.session.status import RecorderStatus, SessionState, SessionStatus, StreamStatus
from tests.fakes import FakeSession
from tests.gui._fake_session import make_session

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


@pytest.mark.slow
def test_a_user_s_layout_comes_back_and_can_be_put_back(open_window):
    first = open_window()
    usual = places(first)
    assert [area for area, _ in usual.values()] == list(PLACES.values())
    first.addDockWidget(RIGHT, first.arrangement.docks["streams"])
    first.arrangement.docks["coding"].close()
    changed = places(first)
    assert changed != usual
    first.close()
    second = open_window()
    assert places(second) == changed
    second.arrangement.reset()
    assert places(second) == usual


@pytest.mark.slow
def test_a_layout_of_another_version_is_not_used(open_window):
    window = open_window()
    window.arrangement._settings.setValue("layout", window.saveState(99))
    assert places(open_window()) == places(window)


def sizes(window: MainWindow) -> dict[str, QSize]:
    return {name: dock.size() for name, dock in window.arrangement.docks.items()}


def drawn(window: MainWindow) -> QImage:
    window.refresh()
    QApplication.processEvents()
    window.refresh()
    return window.grab().toImage()


@pytest.mark.parametrize("state", ["replay", "activation"])
def test_another_theme_changes_the_colours_of_everything_and_nothing_else(keep, state):
    """It looks as if it had been opened in that theme, and every part is the one it was."""
    windows = []
    for theme in (DARK, LIGHT):
        window = keep(MainWindow(make_session(state), theme=theme))
        window.resize(1366, 768)
        window.prepare()
        windows.append(window)
    dark, light = windows
    dark.acts.perform("note")
    dark.parts.events.edit.setText("half a")
    parts, layout = dark.findChildren(QWidget), (places(dark), sizes(dark))
    dark.acts.perform("theme")
    assert dark.parts.events.edit.text() == "half a"
    assert dark.parts.events.edit.isVisible()
    assert dark.findChildren(QWidget) == parts
    assert (places(dark), sizes(dark)) == layout
    light.acts.perform("note")
    light.parts.events.edit.setText("half a")
    assert drawn(dark) == drawn(light)


def test_large_type_and_back_leaves_layout_and_note_as_they_were(open_window):
    window = open_window()
    window.addDockWidget(RIGHT, window.arrangement.docks["streams"])
    window.arrangement.docks["streams"].show()
    window.arrangement.docks["coding"].close()
    window.resizeDocks([window.arrangement.docks["codes"]], [300], Qt.Orientation.Horizontal)
    window.acts.perform("note")
    window.parts.events.edit.setText("half a")
    QApplication.processEvents()
    before, kept = (places(window), sizes(window)), window.saveState(VERSION)
    window.acts.perform("large")
    assert window.parts.events.edit.text() == "half a"
    window.arrangement.save()
    assert window.arrangement._settings.value("layout") == kept, "no ruin is kept"
    window.acts.perform("large")
    QApplication.processEvents()
    assert (places(window), sizes(window)) == before


def test_a_note_opens_its_field_also_where_the_dock_was_closed(open_window):
    window = open_window()
    window.arrangement.docks["events"].close()
    window.acts.perform("note")
    assert window.parts.events.edit.isVisible()


@pytest.mark.parametrize("opened", [(), ("streams", "notices", "keys")])
def test_codes_and_session_are_seen_whole_on_a_small_laptop(open_window, opened):
    window = open_window()
    for name in opened:
        window.parts.status.panel_asked.emit(name)
    QApplication.processEvents()
    for panel in (
        window.parts.session,
        window.parts.codes,
        window.parts.coding,
        *(getattr(window.parts, name) for name in opened),
    ):
        assert panel.height() >= panel.minimumSizeHint().height()
        assert not panel.visibleRegion().isEmpty()
        assert panel.visibleRegion().boundingRect().height() == panel.height()
    assert sum(row.isVisible() for row in window.parts.events.rows) >= 2


def test_the_notes_stand_in_full_newest_first(open_window):
    window = open_window()
    shown = [
        window.parts.notes.list.item(i).text() for i in range(window.parts.notes.list.count())
    ]
    assert shown == ["6:25  client looks away, hands still"]


def session_of(count: int) -> FakeSession:
    """A session of so many people with three sensors each; nothing has been computed yet."""
    people = ("client", "therapist", "client2")[:count]
    streams = [
        StreamSpec(f"{person}-{role}", role, role, f"{person}-{role}", role, person, "", 100.0)
        for person in people
        for role in (Role.ECG, Role.RESPIRATION, Role.PPG)
    ]
    model = SessionModel(people, streams, STANDARD)
    rows = tuple(StreamStatus(spec, True, 0.1, 100.0) for spec in streams)
    live = SessionState.LIVE
    model.set_status(SessionStatus("s1", live, "", 60.0, 47.0, RecorderStatus(), rows, ()))
    return FakeSession(model, now=60.0)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("size", [(1366, 768), (1600, 900), (3840, 2160)])
def test_one_to_three_people_have_room_on_a_laptop_and_on_a_large_screen(keep, count, size):
    window = keep(MainWindow(session_of(count)))
    window.resize(*size)
    window.prepare()
    assert (window.width(), window.height()) == size  # nothing forces it to be larger
    for area in (RIGHT, Qt.DockWidgetArea.LeftDockWidgetArea):
        docks = [d for d in window.arrangement.docks.values()
                 if window.dockWidgetArea(d) == area and d.isVisibleTo(window)
                 and not d.visibleRegion().isEmpty()]  # fmt: skip
        spans = sorted((d.geometry().top(), d.geometry().bottom()) for d in docks)
        assert all(above[1] < below[0] for above, below in itertools.pairwise(spans))
        for dock in docks:
            assert dock.widget().height() >= dock.widget().minimumSizeHint().height()
    for panel in window.parts.people:
        assert panel.river.height() >= 56
        assert panel.signals_shown == (panel.height() >= ROOMY_PX)


def test_more_streams_than_there_is_room_for_can_be_scrolled(keep):
    window = keep(MainWindow(session_of(3)))
    window.resize(1366, 768)
    window.prepare()
    window.parts.status.panel_asked.emit("streams")
    window.prepare()
    assert len(window.parts.streams.rows) == 9
    bar = window.parts.streams.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    assert all(row.height() >= 18 for row in window.parts.streams.rows.values())
