"""Docks: moved, closed, remembered per user, and put back."""

from __future__ import annotations

import itertools

import pytest
from _fake_session import FakeController, make_session
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from gui.arrangement import PLACES
from gui.main_window import MainWindow
from gui.person_panel import LOW_PX
from safehold.app.model import RecorderStatus, SessionModel, SessionStatus, StreamStatus
from safehold.core.settings import STANDARD
from safehold.core.types import Role, StreamSpec

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


def session_of(count: int) -> FakeController:
    """A session of so many people with three sensors each; nothing has been computed yet."""
    people = ("client", "therapist", "client2")[:count]
    streams = [
        StreamSpec(f"{person}-{role}", role, role, f"{person}-{role}", role, person, "", 100.0)
        for person in people
        for role in (Role.ECG, Role.RESPIRATION, Role.PPG)
    ]
    model = SessionModel(people, streams, STANDARD)
    rows = tuple(StreamStatus(spec, True, 0.1, 100.0) for spec in streams)
    model.set_status(
        SessionStatus("s1", "live", "live", "", 60.0, 47.0, RecorderStatus(), rows, ())
    )
    return FakeController(model, now=60.0)


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
    for panel in window.people:
        assert panel.river.height() >= 60
        assert panel.heart_rate.isHidden() == (panel.height() < LOW_PX)


def test_more_streams_than_there_is_room_for_can_be_scrolled(keep):
    window = keep(MainWindow(session_of(3)))
    window.resize(1366, 768)
    window.prepare()
    assert len(window.streams.rows) == 9
    bar = window.streams.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    assert all(row.height() >= 18 for row in window.streams.rows.values())
