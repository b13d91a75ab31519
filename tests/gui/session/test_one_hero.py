"""The session's window is calm: zone and river first, the rest quiet, folded, or in one line."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.look.style import DARK
from gui.panels.code_panel import CodePanel, Heading
from gui.session.main_window import MainWindow
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.codebook import shipped_codebook
from safehold.core.messages import Message
from safehold.core.study import Display
from safehold.core.types import EventKind, Level
from tests.gui._fake_session import make_session
from tests.gui._fakes import Answers

LAPTOP, DESK, LARGE = (1366, 768), (1600, 1000), (3840, 2160)


@pytest.fixture
def show(keep, tmp_path):
    def build(state: str = "activation", size=DESK, display=Display.FULL) -> MainWindow:
        settings = QSettings(str(tmp_path / "user.ini"), QSettings.Format.IniFormat)
        window = keep(
            MainWindow(make_session(state, display), questions=Answers(), settings=settings)
        )
        window.resize(*size)
        window.prepare()
        return window

    return build


# -- what is not known is quiet --------------------------------------------------------------


def test_unknown_is_said_once_in_one_sentence(show):
    window = show("before_baseline")
    panel = window.parts.people[0]
    window._view.now += 60  # no new tick: one reason for all
    window.refresh()
    told = [panel.zone.detail.full_text, panel.reasons.full_text, panel.river.caption.remark]
    assert [text for text in told if text] == [panel.zone.why]
    assert panel.zone.zone.quiet
    assert panel.zone.baseline.isHidden(), "the zone says that there is none"


def test_a_reason_of_several_numbers_is_written_once(show):
    panel = show("bad_sensor").parts.people[1]
    shared = panel.tiles["p2t"].why
    assert shared == panel.tiles["resp_rate"].why
    assert panel.reasons.full_text.count(shared) == 1
    assert f"RSA, Breath: {shared}" in panel.reasons.full_text


def test_the_word_of_an_unknown_zone_is_smaller_than_that_of_a_known_one(show):
    unknown = show("before_baseline").parts.people[0].zone.zone.fitting_font()[0]
    known = show("activation").parts.people[0].zone.zone.fitting_font()[0]
    assert unknown.pixelSize() < known.pixelSize()
    assert unknown.weight() < known.weight()


# -- trends and waves ------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "shown"), [(LAPTOP, False), (DESK, False), (LARGE, True)])
def test_trends_and_waves_are_on_show_only_where_there_is_room(show, size, shown):
    panels = show(size=size).parts.people
    assert [panel.signals_shown for panel in panels] == [shown] * 2


def test_somebody_s_choice_of_trends_and_waves_is_kept_until_the_usual_layout(show):
    first = show()
    first.acts.perform("signals")
    assert all(panel.heart.isVisible() for panel in first.parts.people)
    first.close()
    second = show()
    assert all(panel.heart.isVisible() for panel in second.parts.people)
    second.arrangement.reset()
    second.close()
    assert not any(panel.signals_shown for panel in show().parts.people)


def test_keys_of_waves_say_that_they_are_folded_away(show):
    window = show()
    for action in ("waves_longer", "waves_shorter"):
        assert "Ctrl+H" in window.acts.available.why_not(action)
    window.acts.perform("signals")
    assert not window.acts.available.why_not("waves_longer")


def test_a_display_without_curves_has_no_button_for_them_and_says_so(show):
    window = show(display=Display.REDUCED)
    assert window.parts.session.signals.isHidden()
    assert window.acts.available.why_not("signals")


# -- one step, one stop ----------------------------------------------------------------------


def test_the_recording_is_stopped_in_the_header_far_from_the_next_step(show):
    window = show("baseline")
    stop, step = window.parts.header.record, window.parts.session.guide.step
    assert stop.label == "Stop recording"
    apart = stop.mapTo(window, stop.rect().center()) - step.mapTo(window, step.rect().center())
    assert apart.manhattanLength() > 400
    assert step.height() * step.width() > stop.height() * stop.width()


# -- codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("book", ["minimal", "full", "rupture-resolution"])
def test_codes_stand_under_whose_they_are(keep, book):
    codebook = shipped_codebook(book)
    panel = keep(CodePanel(DARK, codebook, ("client", "therapist")))
    panel.resize(380, 1600)
    panel.show()
    QApplication.processEvents()
    assert set(panel.buttons) == {code.code for code in codebook.codes}
    whose = {"C": "Client", "T": "Therapist", "O": "Observer", "": "Anyone"}
    headings = sorted(panel.findChildren(Heading), key=lambda one: one.y())
    for code in codebook.codes:
        button = panel.buttons[code.code]
        above = [one for one in headings if one.y() <= button.y()]
        assert above[-1].words.text().split(" · ")[0] == whose[code.actor], code.code


# -- the status line -------------------------------------------------------------------------


def test_the_status_line_is_quiet_until_something_needs_a_look(show):
    line = show().parts.status
    assert (line.streams.text(), line.trouble.full_text) == ("Streams: 5 good", "")
    assert (line.notices.text(), line.newest.full_text) == ("Notices: none", "")
    window = show("bad_sensor")
    line = window.parts.status
    assert line.streams.text() == "Streams: 3 of 5 good"
    assert line.trouble.objectName() == "warning"
    window._view.model.notify(Level.ERROR, "x", Message("The disk is full."), t=400.0)
    window.refresh()
    assert line.newest.full_text.startswith("■ 6:40 The disk is full")


@pytest.mark.parametrize("name", ["streams", "notices", "keys"])
def test_a_press_on_the_status_line_opens_a_panel_and_another_closes_it(show, name):
    window = show(size=LAPTOP)
    dock = window.arrangement.docks[name]
    assert not dock.isVisible()
    button = getattr(window.parts.status, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isVisible()
    window.close()
    again = show(size=LAPTOP)
    assert again.arrangement.docks[name].isVisible(), "what was open is open again"
    QTest.mouseClick(getattr(again.parts.status, name), Qt.MouseButton.LeftButton)
    assert not again.arrangement.docks[name].isVisible()


# -- marks of events -------------------------------------------------------------------------


def column(image: QImage, x: int, top: int, bottom: int) -> np.ndarray:
    return np.array([image.pixelColor(x, y).rgb() for y in range(top, bottom)])


def test_an_event_is_a_tick_until_the_mouse_points_at_it(show):
    window = show()
    river = window.parts.people[0].river
    note = next(event for event in window._view.model.events() if event.note)
    place = river.mapFromScene(river.getViewBox().mapViewToScene(QPointF(note.onset, 0.0)))
    area = river.getViewBox().sceneBoundingRect().toRect()

    def seen() -> int:
        """Return how many rows of the event's column differ from the column beside it."""
        image = river.grab().toImage()
        rows = (area.top() + 24, area.bottom())
        one, two = (column(image, x, *rows) for x in (place.x(), place.x() + 12))
        return int((one != two).sum())

    plain = seen()
    window.window_time.point(note.onset + 0.2, 2.0)
    assert seen() - plain > area.height() / 2
    window.window_time.point(None)
    assert seen() == plain
    window.window_time.point(note.onset + 30.0, 2.0)
    assert seen() == plain, "the mouse points at nothing"


def test_the_mouse_over_one_plot_points_in_all_of_them(show):
    window = show(size=LARGE)
    river, trend = window.parts.people[0].river, window.parts.people[1].heart_rate
    note = next(event for event in window._view.model.events() if event.note)
    place = river.mapFromScene(river.getViewBox().mapViewToScene(QPointF(note.onset, 0.0)))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(place), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(river.viewport(), moved)
    for overlay in (river.overlay, trend.overlay):
        assert overlay._pointed is not None
        assert overlay._events[overlay._pointed].event_id == note.event_id


def test_zone_and_numbers_say_that_they_are_of_now_while_the_plots_look_back(show):
    window = show("demo")
    zones = [panel.zone for panel in window.parts.people]
    assert not any(zone.present.isVisible() for zone in zones)
    window.acts.perform("shorter")
    window.acts.perform("look_back")
    window.refresh()
    assert all(zone.present.isVisible() for zone in zones)
    window.acts.perform("follow")
    window.refresh()
    assert not any(zone.present.isVisible() for zone in zones)


def test_no_code_moves_when_an_interval_opens_or_an_alarm_comes(show):
    window = show(size=LAPTOP)
    buttons = window.parts.codes.buttons

    def places():
        window.refresh()
        QApplication.processEvents()
        return {
            code: (button.mapTo(window, button.rect().topLeft()), button.size())
            for code, button in buttons.items()
        }

    before = places()
    window.parts.codes.show_open({"ev.challenge": 10.0, "al.repair": 10.0}, 640.0)
    window._view.model.set_alarms(
        [
            Alarm("a1", AlarmKind.SIGNAL, Level.WARNING, "client", "client-ecg",
                  Message("client: ECG: flat"), Message("Check the sensor."), 392.0)
        ]
    )  # fmt: skip
    assert places() == before
    assert window.parts.alarms.isVisible()
    window.acts.perform("note")
    assert places() == before


@pytest.mark.parametrize("book", ["minimal", "full", "rupture-resolution"])
def test_a_code_that_can_be_open_keeps_room_for_its_time(keep, book):
    panel = keep(CodePanel(DARK, shipped_codebook(book), ("client", "therapist")))
    for code in shipped_codebook(book).codes:
        if code.kind is EventKind.INTERVAL or code.either:
            button = panel.buttons[code.code]
            asked = button.sizeHint()
            panel.show_open({code.code: 10.0}, 610.0)
            assert button.state == "10:00"
            assert button.sizeHint() == asked, code.code


def test_a_note_takes_the_room_of_the_last_events_and_none_of_the_codes(show):
    window = show()
    least = window.arrangement.docks["events"].minimumSizeHint().height()
    window.acts.perform("note")
    QApplication.processEvents()
    assert window.parts.events.edit.isVisible()
    assert window.arrangement.docks["events"].minimumSizeHint().height() <= least
    window.parts.events.edit.dropped.emit()
    window.prepare()
    assert window.arrangement.docks["events"].minimumSizeHint().height() == least


def test_an_alarm_of_a_replay_goes_when_it_is_over(show):
    window = show("replay")
    alarm = Alarm("a1", AlarmKind.SIGNAL, Level.WARNING, "client", "client-ecg",
                  Message("client: ECG: flat"), Message("Check the sensor."), 392.0)  # fmt: skip
    window._view.model.set_alarms([alarm])
    window.refresh()
    assert window.parts.alarms.isVisible()
    assert not window.parts.alarms.seen.isVisible(), "nobody can have seen it afterwards"
    window._view.model.set_alarms([dataclasses.replace(alarm, cleared=400.0)])
    window.refresh()
    assert not window.parts.alarms.isVisible()


def test_a_low_river_labels_what_has_room_and_leaves_its_caption_to_the_legend(show):
    river = show("bad_sensor", size=LAPTOP).parts.people[0].river
    places = [
        river.getViewBox().mapViewToScene(QPointF(0.0, level)).y()
        for level, _ in river.getPlotItem().getAxis("left")._tickLevels[0]
    ]
    assert len(places) >= 1
    assert all(above - below >= 14 for above, below in pairwise(places))
    assert (river.caption.text == "") == (river.height() < 90)
