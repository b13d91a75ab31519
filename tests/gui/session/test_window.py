"""What the window says: never a stale number, never a guess, never a forbidden word."""

from __future__ import annotations

import dataclasses
import math
import re

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget

from gui.look.formatting import MISSING
from gui.look.style import DARK, LIGHT
from gui.plots.plot import Caption, Plot
from gui.plots.wave_plot import NO_DETECTIONS, WavePlot
from gui.qt.fitting_label import WRAP
from gui.session.main_window import MainWindow
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.types import Level, ZoneName
from safehold.core.wording import disclaimer
from safehold.session.status import RecorderState, RecorderStatus, SessionState, Trouble
from tests.gui._fake_session import STATES, make_session
from tests.gui._fakes import Answers

FORBIDDEN = re.compile(r"ventral|dorsal|polyvagal|stress|anxi|normal range", re.I)


@pytest.fixture
def show(keep):
    def build(state: str = "activation", session=None, theme=DARK) -> MainWindow:
        session = session or make_session(state)
        window = keep(MainWindow(session, questions=Answers(), theme=theme))
        window.session_in_test = session
        window.prepare()
        return window

    return build


def texts(window: MainWindow) -> list[str]:
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        if isinstance(widget, Plot):
            found += [i.text + i.remark for i in widget.items() if isinstance(i, Caption)]
    return [text for text in found if text]


def test_numbers_are_shown_with_their_units(show):
    client = show().parts.people[0].tiles
    shown = {name: (tile.number.text(), tile.unit.text()) for name, tile in client.items()}
    assert not client["hr"].doubt.isVisible()
    assert shown["hr"] == ("86", "bpm")
    assert shown["resp_rate"][1] == "/min"
    assert shown["rmssd"][1] == "ms"


def test_a_missing_number_is_a_dash_with_its_reason_in_words(show):
    therapist = show("bad_sensor").parts.people[1].tiles["p2t"]
    assert therapist.number.text() == MISSING
    assert therapist.unit.text() == ""
    assert EXPLANATIONS[Reason.RAILED] in therapist.why
    assert EXPLANATIONS[Reason.RAILED] in therapist.toolTip()
    assert "missing" in therapist.accessibleName()


def test_a_degraded_number_says_so(show):
    panel = show("bad_sensor").parts.people[1]
    rmssd = panel.tiles["rmssd"]
    assert rmssd.doubt.isVisible()
    assert "about" in rmssd.accessibleName()
    assert f"RMSSD: {EXPLANATIONS[Reason.RESP_UNKNOWN]}" in panel.reasons.full_text
    assert f"RSA, Breath: {EXPLANATIONS[Reason.RAILED]}" in panel.reasons.full_text


def test_a_number_disappears_when_no_new_tick_comes(show):
    window = show()
    assert window.parts.people[0].tiles["hr"].number.text() != MISSING
    window.session_in_test.now += 30
    window.refresh()
    for panel in window.parts.people:
        assert {tile.number.text() for tile in panel.tiles.values()} == {MISSING}
        assert panel.zone.zone.text() == "unknown"
        assert panel.zone.swatch.zone is ZoneName.UNKNOWN
        assert "no new value" in panel.zone.detail.full_text


def test_the_zone_is_said_in_words_with_since_when_and_what_else_it_could_be(show):
    zone = show().parts.people[0].zone
    assert zone.zone.text() == "high activation"
    assert zone.detail.full_text.startswith("since ")
    assert "Talking" in zone.detail.full_text
    for hovered in (zone, zone.detail):
        assert disclaimer(47) in hovered.toolTip()
    assert zone.zone.toolTip() == ""  # Qt then shows that of the label around it
    assert zone.swatch.zone is ZoneName.HIGH


def test_without_a_baseline_the_zone_is_unknown_and_says_why(show):
    zone = show("baseline").parts.people[0].zone
    assert zone.zone.text() == "unknown"
    assert EXPLANATIONS[Reason.NO_BASELINE] in zone.detail.full_text


def test_marks_are_shown_only_when_the_session_carries_them(show):
    assert show("activation").parts.header.marks.isVisible() is False
    header = show("demo").parts.header
    assert header.marks.isVisible()
    assert header.marks.text() == "ULTRA-SHORT · PROVISIONAL"


def test_provisional_values_are_dashed_and_named(show):
    window = show("demo")
    assert window.parts.people[0].river._river.dashed
    assert "provisional" in window.parts.people[0].zone.zone.text()
    assert not show("activation").parts.people[0].river._river.dashed


@pytest.mark.parametrize("state", sorted(STATES))
def test_the_lag_is_always_said(show, state):
    window = show(state)
    status = window.session_in_test.model.status
    assert window.parts.header.lag.text() == f"zones lag ≈ {status.lag_s:.0f} s"
    assert window.parts.header.lag.isVisible()


def test_a_running_recording_is_shown_with_size_sync_and_disk(show):
    header = show().parts.header
    assert header.dot.filled
    assert header.recorder.text() == "REC 8:10"
    assert header.disk.text() == "synced 0.1 s ago · 31 MB · disk 41 h"


def test_trouble_of_the_disk_and_a_failed_recorder_are_warned_of(show):
    window = show()
    session = window.session_in_test
    slow = Trouble(
        "disk_slow",
        Message("The disk is slow: data waits to be written."),
        Message("Close others."),
    )
    late = dataclasses.replace(session.model.status.recorder, troubles=(slow,))
    session.set_status(recorder=late)
    window.refresh()
    assert window.parts.header.disk.objectName() == "warning"
    failed = RecorderStatus(RecorderState.FAILED, message=Message("the disk is full"))
    session.set_status(recorder=failed)
    window.refresh()
    assert window.parts.header.recorder.text() == "RECORDER FAILED"
    assert window.parts.header.disk.text() == "the disk is full"
    assert not window.parts.header.dot.filled


def test_a_bad_stream_has_a_glyph_of_its_own_and_says_what_is_wrong(show):
    rows = show("bad_sensor").parts.streams.rows
    assert rows["therapist-respiration"].glyph.text() == "◐"
    assert rows["therapist-respiration"].remark.full_text == "stuck at its limit"
    assert rows["client-ecg"].glyph.text() == "●"
    assert "good" in rows["client-ecg"].accessibleName()


def test_a_lost_stream_is_said_to_be_lost(show):
    window = show()
    session = window.session_in_test
    first, *rest = session.model.status.streams
    lost = dataclasses.replace(first, alive=False, last_sample_age_s=4.2)
    session.set_status(streams=(lost, *rest))
    window.refresh()
    row = window.parts.streams.rows["client-ecg"]
    assert row.glyph.text() == "○"
    assert row.remark.full_text == "no data for 4 s"


def test_notices_stand_newest_first(show):
    window = show("bad_sensor")
    window.session_in_test.model.notify(Level.ERROR, "x", "The disk is full.", t=400.0)
    window.refresh()
    first, second = (row.full_text for row in window.parts.notices.rows[:2])
    assert first == "■ 6:40  The disk is full."
    assert second.startswith("▲ 6:32")


def test_events_stand_in_the_list_newest_first_with_open_ones_marked(show):
    rows = [row.full_text for row in show().parts.events.rows]
    assert rows[0].startswith("7:50  Supportive")
    assert rows[1].startswith("7:32  Rupture")
    assert rows[1].endswith("▶")


def test_an_ended_replay_stays_open_and_an_ended_live_session_closes(show):
    replay = show("replay")
    replay.session_in_test.set_status(state=SessionState.ENDED)
    replay.frame()
    assert replay.isVisible()
    live = show("activation")
    live.session_in_test.set_status(state=SessionState.ENDED)
    live.frame()
    assert not live.isVisible()


@pytest.mark.parametrize("state", sorted(STATES))
def test_no_word_says_more_than_is_known(show, state):
    window = show(state)
    for text in texts(window):
        assert not FORBIDDEN.search(text), text
        said = text.replace(disclaimer(window.session_in_test.model.status.lag_s), "")
        assert "vagal tone" not in said, text


def test_every_control_has_a_name_and_a_tooltip(show):
    window = show()
    controls = [
        w
        for w in window.findChildren(QWidget)
        if isinstance(w, QAbstractButton | Plot)
        # Qt's own title bars never show; the tabs' arrows only where there is no room for them
        and not (w.objectName().startswith("qt_") or isinstance(w.parent(), QTabBar))
    ]
    assert len(controls) > 20
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip(), control


def test_it_fits_a_small_laptop(show):
    hint = show().minimumSizeHint()
    assert hint.width() <= 1366
    assert hint.height() <= 768


def test_the_light_theme_shows_the_same_words(show):
    assert sorted(texts(show(theme=LIGHT))) == sorted(texts(show(theme=DARK)))


def test_the_baseline_band_stands_only_behind_the_index_it_belongs_to(show):
    window = show()
    window.acts.perform("signals")
    plot = window.parts.people[0].vagal
    person = window.session_in_test.model.people["client"]
    assert plot._band.band.centre == pytest.approx(math.exp(person.baseline.vagal))
    person.baseline = dataclasses.replace(person.baseline, vagal_index="ln_cvsd", vagal=-3.2)
    window.refresh()
    assert plot._band.band is None


def test_the_band_under_the_river_shows_change_and_what_counts_of_it(show):
    window = show()
    river = window.parts.people[0].river
    ticks = window.session_in_test.model.people["client"].ticks
    n = ticks.column("t").size
    np.testing.assert_array_equal(river._change._amount, ticks.column("change")[:n])
    assert set(river._change._sign[river._change._amount > 1.6]) == {1.0}
    assert set(river._change._sign[np.abs(river._change._amount) < 1.4]) == {0.0}
    seen = river.viewRange()[1]
    assert seen[0] < river._limits[0], "the strips hide nothing of the river"


@pytest.mark.slow
def test_large_numbers_fit_their_tiles(show):
    for state in ("activation", "bad_sensor", "demo"):
        for panel in show(state).parts.people:
            for tile in panel.tiles.values():
                parts = [tile.doubt, tile.number, tile.unit]
                for part in (p for p in parts if p.isVisible()):
                    assert part.width() >= part.sizeHint().width(), (state, part.text())


def test_the_longest_zone_line_is_shown_whole_on_a_small_laptop(show):
    window = show("demo")
    window.resize(1366, 768)
    QApplication.processEvents()
    shown = window.parts.people[1].zone
    label = shown.zone
    assert label.text() == "within own range · near the upper threshold"
    assert shown.detail.full_text.startswith("provisional · since")
    fitting, double = label.fitting_font()
    room = QFontMetrics(fitting).boundingRect(label.rect(), WRAP if double else 0, label.text())
    assert room.height() <= label.height()
    assert room.width() <= label.width()


def test_a_dead_belt_does_not_fill_its_plot_like_a_lively_one(keep) -> None:
    plot = keep(WavePlot(DARK, "#ffffff", seconds=40, caption="Breath", explanation=""))
    times = np.arange(0, 40, 0.02)
    dead = 4050.0 + (np.arange(times.size) // 7 % 2)
    plot.least_span = 60.0
    plot.show_signal(times, dead, NO_DETECTIONS, now=40.0, front=30.0)
    low, high = plot.getPlotItem().viewRange()[1]
    assert high - low > 60
