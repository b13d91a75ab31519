"""The sensors before a session: seen, not read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gui.look.style import DARK
from gui.start.preflight_page import PreflightPage
from gui.start.sensor_rows import LAG_S, LATE_S, TraceView
from gui.start.sensor_states import State
from safehold.core.findings import fail, ok, warn
from safehold.core.messages import Message
from tests.gui._sensor_scene import BELT, ECG, HOST, about, belt_trace, ecg_trace

FLAT = about(ECG, fail(Message("client: ECG (H10) signal"), Message("the signal is flat"),
               Message("Wet the electrodes.")))  # fmt: skip
MOVES = about(ECG, ok(Message("client: ECG (H10) signal"), Message("it moves and does not clip")))
RATE = about(ECG, warn(Message("client: ECG (H10) rate"), Message("240 Hz"), Message("Look.")))
BREATHS = about(BELT, warn(Message("belt polarity"), Message("6 of 8"), Message("Breathe.")))
THERE = replace(ok(Message("client: heart"), Message("ECG is there")), person="client")
NONE = replace(
    fail(Message("therapist: heart"), Message("no heart signal was found"), Message("Start it.")),
    person="therapist",
)


@pytest.fixture
def page(keep):
    shown = keep(PreflightPage(DARK))
    shown.resize(1160, 700)
    shown.show()
    return shown


def states(page) -> dict[str, State]:
    return {row.name.text(): row.state for row in page.rows.rows()}


TRACES = (ecg_trace(), belt_trace())


def test_each_sensor_the_disk_and_the_recorder_have_one_state(page):
    page.show_checks([MOVES, RATE, BREATHS, THERE, NONE, *HOST], TRACES)
    assert states(page) == {
        "Client · ECG": State.LOOK, "Client · respiration": State.LOOK,
        "Therapist: heart": State.BAD, "Disk": State.READY, "Recorder": State.READY,
    }  # fmt: skip
    heart = page.rows.rows()[0]
    assert heart.badge.text() == "▲ Look"
    assert heart.told.isVisible()
    assert not heart.detail.isVisible()
    assert not page.rows.rows()[-1].view.isVisible()


def test_the_worst_of_a_sensor_is_its_state_with_what_to_do(page):
    page.show_checks([RATE, FLAT], TRACES)
    heart = page.rows.rows()[0]
    assert heart.state is State.BAD
    assert heart.told.text() == "the signal is flat. → Wet the electrodes."


def test_rows_keep_their_places_while_states_change(page):
    page.show_checks([MOVES, BREATHS, *HOST], TRACES)
    before = page.rows.rows()
    page.show_checks([BREATHS, FLAT, *HOST], TRACES)
    assert page.rows.rows() == before


def test_a_large_word_above_the_button_says_whether_one_can_begin(page):
    page.show_checks([MOVES, *HOST], TRACES)
    assert page.verdict.text() == "● Ready"
    page.show_checks([MOVES, BREATHS, *HOST], TRACES)
    assert page.verdict.text() == "▲ Ready; 1 to look at"
    page.show_checks([FLAT, BREATHS, *HOST], TRACES)
    assert page.verdict.text() == "■ Not ready"
    below = page.verdict.mapTo(page, page.verdict.rect().bottomRight())
    assert below.y() < page.start.y()
    assert page.verdict.font().pixelSize() > page.start.font().pixelSize()


def test_details_are_folded_until_they_are_asked_for(page):
    page.show_checks([MOVES, *HOST], TRACES)
    assert not page.list.isVisible()
    page.details.click()
    assert page.list.isVisible()
    assert any("it moves and does not clip" in line for line in page.lines())
    page.show_checks([MOVES, *HOST], TRACES)
    assert page.list.isVisible(), "the next look does not fold them"
    page.details.click()
    assert not page.list.isVisible()


def test_a_trace_moves_with_time_and_stands_still_where_no_look_comes(keep):
    now = 100.0
    view = keep(TraceView(DARK, 0, lambda: now))
    view.show_trace(ecg_trace(), 0)
    begin = view.edge
    assert begin == pytest.approx(ecg_trace().now - LAG_S)
    now = 100.4
    assert view.edge == pytest.approx(begin + 0.4)
    now = 160.0
    assert view.edge == pytest.approx(begin + LATE_S)


def drawn(view: TraceView) -> np.ndarray:
    image = view.grab().toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def test_a_trace_shows_the_wave_and_a_mark_at_each_beat(keep):
    view = keep(TraceView(DARK, 0, lambda: 0.0))
    view.resize(400, 60)
    wave = ecg_trace()
    view.show_trace(wave, 0)
    with_marks = drawn(view)
    view.show_trace(replace(wave, events=np.empty(0)), 0)
    without = drawn(view)
    columns = np.flatnonzero((with_marks != without).any(axis=(0, 2)))
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1)
    inside = (wave.events > view.edge - wave.seconds) & (wave.events <= view.edge)
    assert len(groups) == np.count_nonzero(inside)
    view.show_trace(replace(wave, times=np.empty(0), values=np.empty(0)), 0)
    assert (without != drawn(view)).any()
