"""Beats and breaths reviewed through real widgets: keys, mouse, undo, and what is written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.look.style import DARK
from gui.plots.wave_plot import Detections, WavePlot
from gui.session.main_window import MainWindow
from gui.session.review_window import ReviewWindow
from processing.signals.edited_points import PointState
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.correction import Corrected, CorrectionKind
from safehold.core.edits import Seen
from safehold.core.study import Display
from safehold.files.edits import Edits
from safehold.offline.recording import read_recording
from safehold.offline.replay import moments, readings
from safehold.offline.replay.playback import ReplaySession
from safehold.offline.replay.recomputed import Recomputed
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FAULTS = ("client-ecg:noise@70-70.6,8", "client-ecg:noise@110-110.6,8")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("review"), people=("client",), faults=FAULTS)
    record_ticks(made)
    return made


@pytest.fixture(scope="module")
def computed(recorded: SessionFolder) -> Recomputed:
    """Beats and breaths of the session: computed once, for what is tested here is the window."""
    runs = read_recording(recorded).runs
    found = Recomputed(runs, runs[0].run.people)
    found.start()
    wait_until(lambda: found.done, 120.0)
    found.stop()
    return found


@pytest.fixture(autouse=True)
def _nothing_is_computed_again(monkeypatch, computed: Recomputed) -> None:
    monkeypatch.setattr(computed, "start", lambda: None)
    for user in (moments, readings):
        monkeypatch.setattr(user, "Recomputed", lambda *_: computed)


@pytest.fixture
def folder(recorded: SessionFolder) -> Iterator[SessionFolder]:
    recorded.edits_path.unlink(missing_ok=True)
    yield recorded
    recorded.edits_path.unlink(missing_ok=True)


@pytest.fixture
def replay(folder: SessionFolder) -> Iterator[ReplaySession]:
    session = ReplaySession(folder, load_codebook(), coder="RA1")
    session.begin()
    session.pause(paused=True)
    yield session
    session.stop()


@pytest.fixture
def window(keep, qtbot, replay) -> MainWindow:
    shown = keep(MainWindow(replay))
    shown.resize(1366, 768)
    shown.prepare()
    shown.start()
    return shown


@pytest.fixture
def review(qtbot, window) -> ReviewWindow:
    qtbot.keyClick(window, Qt.Key.Key_G, CONTROL)
    (found,) = [one for one in window.beside if isinstance(one, ReviewWindow)]
    qtbot.waitUntil(lambda: found.reviewer.ready, timeout=30_000)
    found.refresh()
    return found


def states(review: ReviewWindow) -> list[PointState]:
    return [p.state for p in review.reviewer.points() if p.state is not PointState.AUTOMATIC]


def show(review: ReviewWindow, t: float) -> None:
    review.reviewer.go(next(
        s for s in review.reviewer.queue if s.what is Corrected.BEAT and s.holds(t)
    ))  # fmt: skip
    review.refresh()


def test_the_worst_comes_first_and_one_key_accepts_what_is_proposed(
    qtbot, review, folder, replay
) -> None:
    first = review.reviewer.stretch
    assert first is review.reviewer.queue[0]
    assert f"1 of {len(review.reviewer.queue)}" in review.panel.place.text()
    qtbot.waitUntil(lambda: replay.clock() == pytest.approx(first.t1))
    show(review, 70.3)
    assert "move the beat at 1:10" in review.panel.proposed.text()
    qtbot.keyClick(review, Qt.Key.Key_Return)
    (correction,) = Edits(folder.edits_path).corrections()
    assert (correction.kind, correction.by) == (CorrectionKind.MOVE, "RA1")
    assert review.reviewer.stretch is not None
    assert not review.reviewer.stretch.holds(70.3), "the worst one left"
    seen = [edit.what for edit in Edits(folder.edits_path).edits() if isinstance(edit.what, Seen)]
    assert len(seen) == 1
    show(review, 70.3)
    assert states(review) == [PointState.MOVED]
    assert review.panel.proposed.text() == "Edited by hand."


def test_letters_edit_and_never_code(qtbot, review, folder, window) -> None:
    show(review, 70.3)
    before = len(review._view.model.events())
    qtbot.keyClick(review, Qt.Key.Key_D)
    assert states(review) == [PointState.DELETED]
    qtbot.keyClick(review, Qt.Key.Key_D)
    assert states(review) == []
    for key, state in ((Qt.Key.Key_E, PointState.ECTOPIC), (Qt.Key.Key_E, None),
                       (Qt.Key.Key_A, PointState.ADDED)):  # fmt: skip
        qtbot.keyClick(review, key)
        assert states(review) == ([] if state is None else [state])
    qtbot.keyClick(review, Qt.Key.Key_R)
    assert review.reviewer.rejected() == [(review.reviewer.stretch.t0, review.reviewer.stretch.t1)]
    qtbot.keyClick(review, Qt.Key.Key_X)
    assert "does nothing here" in review.refusals.text()
    assert len(review._view.model.events()) == before


def test_one_history_takes_back_codes_and_beats_in_their_order(
    qtbot, review, folder, replay
) -> None:
    show(review, 70.3)
    qtbot.keyClick(review, Qt.Key.Key_D)
    replay.coding.add_note("bad contact", at=70.0)
    show(review, 70.3)
    qtbot.keyClick(review, Qt.Key.Key_Right)
    qtbot.keyClick(review, Qt.Key.Key_E)
    assert states(review) == [PointState.DELETED, PointState.ECTOPIC]

    def notes() -> int:
        return sum(event.note == "bad contact" for event in replay.model.events())

    qtbot.keyClick(review, Qt.Key.Key_Z, CONTROL)
    assert (states(review), notes()) == ([PointState.DELETED], 1)
    qtbot.keyClick(review, Qt.Key.Key_Z, CONTROL)
    assert (states(review), notes()) == ([PointState.DELETED], 0)
    qtbot.keyClick(review, Qt.Key.Key_Backspace)
    assert states(review) == []
    qtbot.keyClick(review, Qt.Key.Key_Z, CONTROL)
    assert "undone" in review.refusals.text()
    for _ in range(3):
        qtbot.keyClick(review, Qt.Key.Key_Y, CONTROL)
    assert (states(review), notes()) == ([PointState.DELETED, PointState.ECTOPIC], 1)
    assert len(Edits(folder.edits_path).corrections()) == 2


def test_the_mouse_chooses_drags_and_draws(qtbot, review, folder) -> None:
    show(review, 70.3)
    wave = review.wave.viewport()
    stroke = next(p for p in review.reviewer.points() if 66 < p.t < 68)
    x = round(review.wave.x_of(stroke.t))
    QTest.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(x, 60))
    assert review.reviewer.selected == pytest.approx(stroke.t)
    QTest.mouseMove(wave, QPoint(x + 12, 60))
    QTest.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(x + 12, 60))
    (moved,) = Edits(folder.edits_path).corrections()
    assert (moved.kind, moved.t0) == (CorrectionKind.MOVE, pytest.approx(stroke.t))
    assert moved.t1 == pytest.approx(review.wave.time_at(x + 12), abs=1e-6)
    left, right = round(review.wave.x_of(72.0)), round(review.wave.x_of(73.0))
    QTest.mousePress(wave, Qt.MouseButton.LeftButton, SHIFT, QPoint(left, 60))
    QTest.mouseMove(wave, QPoint(right, 60))
    QTest.mouseRelease(wave, Qt.MouseButton.LeftButton, SHIFT, QPoint(right, 60))
    qtbot.keyClick(review, Qt.Key.Key_R)
    ((t0, t1),) = review.reviewer.rejected()
    assert (t0, t1) == pytest.approx((72.0, 73.0), abs=0.03)


def test_a_reason_is_written_with_every_edit_from_then_on(qtbot, review, folder) -> None:
    show(review, 70.3)
    qtbot.keyClick(review, Qt.Key.Key_W)
    qtbot.keyClicks(review.panel.why, "electrode came off, d e a")
    qtbot.keyClick(review.panel.why, Qt.Key.Key_Return)
    assert not Edits(folder.edits_path).edits(), "letters of a reason edit nothing"
    qtbot.keyClick(review, Qt.Key.Key_D)
    (edit,) = Edits(folder.edits_path).edits()
    assert edit.why == "electrode came off, d e a"


def test_breaths_are_reviewed_at_the_same_time(qtbot, review) -> None:
    show(review, 70.3)
    qtbot.keyClick(review, Qt.Key.Key_B)
    view = review.reviewer.view
    assert (view.what, view.t0 < 70.3 < view.t1) == (Corrected.BREATH, True)
    qtbot.keyClick(review, Qt.Key.Key_E)
    assert review.refusals.text() == "A breath cannot be ectopic."


def test_what_cannot_be_done_is_said_and_left_undone(qtbot, review, folder) -> None:
    show(review, 70.3)
    review.reviewer.choose(review.reviewer.points()[3].t + 0.05)
    qtbot.keyClick(review, Qt.Key.Key_A)
    assert "There is one already" in review.refusals.text()
    assert not folder.edits_path.exists()


def test_a_blind_replay_cannot_be_reviewed(keep, qtbot, folder) -> None:
    session = ReplaySession(folder, load_codebook(), display=Display.REDUCED)
    session.begin()
    shown = keep(MainWindow(session))
    shown.prepare()
    qtbot.keyClick(shown, Qt.Key.Key_G, CONTROL)
    assert "cannot be reviewed" in shown.refusals.text()
    assert not shown.beside
    session.stop()


def test_strokes_that_a_person_edited_have_a_bar_in_the_main_window(theme_wave) -> None:
    times = np.linspace(0.0, 10.0, 2000)
    found = Detections.of([(3.0, True, False, False), (5.0, True, False, True)])
    theme_wave.show_signal(times, np.sin(times), found, now=10.0, front=10.0)
    bars, _ = theme_wave._bars.getData()
    assert bars.mean() == pytest.approx(5.0 - 10.0)
    assert bars.size == 2
    strokes, _ = theme_wave._marks.getData()
    assert strokes.size == 4, "a bar comes to the stroke, not in its place"


@pytest.fixture
def theme_wave(keep) -> WavePlot:
    return keep(WavePlot(DARK, "#ffffff", seconds=12.0, caption="Heart", explanation=""))
