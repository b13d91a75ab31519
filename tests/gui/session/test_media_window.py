"""A file is placed by hand: typed, or by pictures that belong to moments of the session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.qt.media_player import WHY_NOT
from gui.session.main_window import MainWindow
from gui.session.media_window import MediaWindow, seconds_of
from gui.session.recall_window import RecallWindow
from safehold.core.media import MediaPlace, PlacedBy, marked
from safehold.core.messages import Message
from safehold.core.study import SCALES
from safehold.session.ports import WorkState
from tests.fakes import FakeBeside, FakeTransport
from tests.gui._fake_session import make_session

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
needs_player = pytest.mark.skipif(bool(WHY_NOT), reason=f"Qt Multimedia: {WHY_NOT}")


@pytest.fixture
def room(keep):
    beside, head = FakeBeside(), FakeTransport(at=100.0)
    place = beside.add("gone.mp4")
    window = keep(MediaWindow(beside, place, head))
    window.show()
    return window, beside, head


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("754.2", 754.2), ("12:34,2", 754.2), ("1:02:03", 3723.0), ("-0:12.5", -12.5), ("−3", -3.0)],
)
def test_times_are_read_as_people_write_them(text, seconds):
    assert seconds_of(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "1:-2"])
def test_what_is_no_time_is_none(text):
    assert seconds_of(text) is None


def test_two_marks_give_offset_and_drift_and_are_kept_at_once(room, qtbot):
    window, beside, head = room
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Up)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.view.wanted() == pytest.approx(99.12)
    assert "not kept yet" in window.told.text()
    assert beside.media()[0] == MediaPlace("gone.mp4", 0.0), "nothing is kept before the mark"
    qtbot.keyClick(window, Qt.Key.Key_Return)
    (first,) = beside.media()
    assert (first.how, first.drift_ppm) == (PlacedBy.MARKS, None)
    assert first.offset_s == pytest.approx(0.88)
    head.at = 1100.0
    qtbot.keyClick(window, Qt.Key.Key_Up)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    (second,) = beside.media()
    assert second.drift_ppm == pytest.approx(-40, abs=0.1)
    assert second.file_time(1100.0) == pytest.approx(1099.16)
    assert window.view.shift_s == 0.0


def test_a_mark_that_no_clock_explains_is_refused_and_nothing_changes(room, qtbot):
    window, beside, head = room
    qtbot.keyClick(window, Qt.Key.Key_Return)
    before = beside.media()
    head.at = 400.0
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_PageUp)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert beside.media() == before
    assert "clock" in window.refusals.text()


def test_a_mark_at_the_same_moment_corrects_the_older_one(room, qtbot):
    window, beside, _ = room
    qtbot.keyClick(window, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_Up)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert len(beside.media()[0].marks) == 1
    qtbot.keyClick(window, Qt.Key.Key_Delete, CONTROL)
    assert beside.media()[0].marks == ()


def test_a_typed_time_is_where_the_file_begins(room, qtbot):
    window, beside, _ = room
    coded = []
    window.hand_keys_to(lambda event: coded.append(event.text()) or True, lambda _: None)
    window.hide()
    window.show()  # as a session shows it: keys of characters are the session's, but here
    window.begins.setFocus()
    window.begins.clear()
    qtbot.keyClicks(window.begins, "1:02,5")
    assert coded == []
    qtbot.keyClick(window.begins, Qt.Key.Key_Return)
    assert beside.media() == (MediaPlace("gone.mp4", 62.5),)
    window.begins.setFocus()
    window.begins.setText("soon")
    qtbot.keyClick(window.begins, Qt.Key.Key_Return)
    assert beside.media() == (MediaPlace("gone.mp4", 62.5),)
    assert "no time" in window.refusals.text()


def test_a_file_that_is_taken_away_is_gone_from_the_session(room, qtbot):
    window, beside, _ = room
    qtbot.keyClick(window, Qt.Key.Key_Delete, SHIFT)
    assert beside.media() == ()
    assert window.isHidden()


@pytest.fixture
def replay(keep):
    session = make_session("activation", replay=True)
    window = keep(MainWindow(session))
    window.prepare()
    return window, session


def test_a_replay_shows_its_media_and_says_where_there_is_none(replay, qtbot, tmp_path):
    window, session = replay
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL | SHIFT)
    assert window.beside == []
    assert "adds one" in window.refusals.text()
    session.playback.beside.add(tmp_path / "a.mp4")
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL | SHIFT)
    (shown,) = window.beside
    assert isinstance(shown, MediaWindow)
    qtbot.keyClick(shown, Qt.Key.Key_Space)  # the session's key, from the window beside it
    assert ("pause", True) in session.calls or ("pause", False) in session.calls


def test_a_rater_sees_no_value_and_codes_nothing(replay, qtbot):
    window, session = replay
    shown = window.windows.rate("client", SCALES[0])
    assert isinstance(shown, RecallWindow)
    calls = len(session.calls)
    qtbot.keyClick(shown, Qt.Key.Key_R)
    assert len(session.calls) == calls
    shown.close()
    assert session.playback.beside.takers[0].closed


@pytest.fixture
def filed(keep, tmp_path):
    """A window over a file that is there, typed to begin at 12 s."""
    (tmp_path / "phone.mp4").write_bytes(b"no film, and never read here")
    beside, head = FakeBeside(), FakeTransport(at=100.0)
    place = MediaPlace(str(tmp_path / "phone.mp4"), 12.0)
    beside.put(place)
    window = keep(MediaWindow(beside, place, head))
    window.show()
    return window, beside, place


@needs_player
def test_a_file_is_placed_by_its_camera_marks_and_that_can_be_taken_back(filed, qtbot):
    window, beside, place = filed
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    search = beside.searched
    assert search.asked == place
    search.state = WorkState(running=True, share=0.4, left_s=6.2)
    qtbot.waitUntil(lambda: "40 %, about 7 s left" in window.told.text())
    assert window.buttons["media.find"].text() == "Give up"
    placed = MediaPlace(place.path, 8.25, 30.0, PlacedBy.CAMERA, 0.004, ((12.0, 20.25),))
    search.found, search.state = placed, WorkState(share=1.0)
    qtbot.waitUntil(lambda: beside.media() == (placed,))
    assert "drift +30.0 ppm" in window.told.text()
    assert window.buttons["media.find"].text() == "Find camera marks"
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert beside.media() == (place,)
    assert window.begins.text() == "12.000"
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert beside.media() == (place,)
    assert "not changed here" in window.refusals.text()


@needs_player
def test_what_cannot_be_placed_is_said_and_its_place_stays(filed, qtbot):
    window, beside, place = filed
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    beside.searched.state = WorkState(failure=Message("The session has no camera marks."))
    qtbot.waitUntil(lambda: "Not placed. The session has no camera marks." in window.told.text())
    assert beside.media() == (place,)


@needs_player
def test_a_clap_near_the_moment_becomes_its_mark(filed, qtbot):
    window, beside, place = filed
    qtbot.keyClick(window, Qt.Key.Key_Up)
    qtbot.keyClick(window, Qt.Key.Key_Return, SHIFT)
    assert beside.listened == (pytest.approx(88.04), 100.0)
    beside.searched.state = WorkState(running=True, share=0.4)
    qtbot.waitUntil(lambda: "Listening for a clap: 40 %" in window.told.text())
    assert window.buttons["media.clap"].text() == "Give up"
    found = marked(place, 88.31, 100.0)
    beside.searched.found, beside.searched.state = found, WorkState(share=1.0)
    qtbot.waitUntil(lambda: beside.media() == (found,))
    assert window.view.shift_s == 0.0
    assert window.buttons["media.clap"].text() == "Clap"
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert beside.media() == (place,)


@needs_player
@pytest.mark.parametrize("closed", [False, True])
def test_a_search_is_given_up_by_its_key_and_with_the_window(filed, qtbot, closed):
    window, beside, place = filed
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    search = beside.searched
    if closed:
        window.close()
    else:
        qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
        assert window.buttons["media.find"].text() == "Find camera marks"
    assert search.stopped
    search.found = MediaPlace(place.path, 1.0)
    window._on_look()
    assert beside.media() == (place,)
    assert not window._look.isActive()


def test_a_file_that_is_not_there_is_not_searched(room, qtbot):
    window, beside, _ = room
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    assert not hasattr(beside, "searched")
    assert "no file here" in window.refusals.text()
